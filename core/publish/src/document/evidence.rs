//! What was found, and where.

use serde::Serialize;

/// A place in a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Citation {
    /// The source's id.
    pub source: String,
    /// Its name.
    pub label: String,
    /// The same where it is cited: the study's own document needs no name there.
    pub name: String,
    /// Chapter or annex.
    pub chapter: Option<String>,
    /// The page or pages.
    pub pages: Option<String>,
    /// The first and the last line.
    pub lines: Option<(u32, u32)>,
    /// Who said it.
    pub respondents: Vec<String>,
    /// Its date.
    pub date: Option<String>,
    /// SHA-256 of the lines.
    pub sha256: Option<String>,
}

/// A finding where it is named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Numbered {
    /// Its id.
    pub id: String,
    /// Its number among those that the report lists.
    pub number: String,
}

/// A finding: the effect (what was found) and the judgement (the level that it was given), apart.
#[derive(Clone, Debug, Serialize)]
pub struct Finding {
    /// Its id.
    pub id: String,
    /// Its number.
    pub number: String,
    /// The node's id.
    pub node: String,
    /// The node's code and name.
    pub about: String,
    /// What was found.
    pub statement: String,
    /// What was studied, in words.
    pub when: String,
    /// How firmly the source says it.
    pub modality: &'static str,
    /// What it does in the argument.
    pub role: &'static str,
    /// Whether it is open if it holds.
    pub open: bool,
    /// A condition that no variable carries.
    pub condition: Option<String>,
    /// The level that it was given.
    pub level: Option<String>,
    /// How the level is coloured, as of a [`Mark`](super::Mark).
    pub shade: &'static str,
    /// The levels that it leaves open.
    pub opens: Vec<String>,
    /// Whether no opposite offsets it.
    pub absolute: bool,
    /// Who gave the level.
    pub coded_by: Option<String>,
    /// Why.
    pub coded_note: Option<String>,
    /// The system that it is about, where that is another one.
    pub system: Option<String>,
    /// Who bears it.
    pub parties: Vec<String>,
    /// A remark.
    pub note: Option<String>,
    /// How one knows.
    pub citations: Vec<Citation>,
}

/// Evidence used beyond what was studied.
#[derive(Clone, Debug, Serialize)]
pub struct Transfer {
    /// Its id.
    pub id: String,
    /// What it carries from and to: `from`, `to` in words.
    pub from: String,
    /// Where it is used.
    pub to: String,
    /// How firmly.
    pub modality: &'static str,
    /// Whether it is open if it holds.
    pub open: bool,
    /// Why.
    pub reason: String,
}

/// Sources that contradict each other.
#[derive(Clone, Debug, Serialize)]
pub struct Contest {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// The sides, with their findings.
    pub sides: Vec<(String, Vec<Numbered>)>,
}

/// What a source says of one thing beside another, and what the levels make of it.
#[derive(Clone, Debug, Serialize)]
pub struct Comparison {
    /// The finding.
    pub finding: Numbered,
    /// What it says.
    pub statement: String,
    /// `shown`, `consistent`, `reversed`, `undetermined` or `empty`.
    pub verdict: &'static str,
    /// Why it stands although it is reversed.
    pub acknowledged: Option<String>,
}

/// A source.
#[derive(Clone, Debug, Serialize)]
pub struct Source {
    /// Its id.
    pub id: String,
    /// `document`, `respondents`, `law` or `dataset`.
    pub kind: &'static str,
    /// How a list of references names it; the role of respondents.
    pub reference: String,
    /// Where it can be read on the web.
    pub link: Option<String>,
    /// Date.
    pub date: Option<String>,
    /// How respondents were heard.
    pub method: Option<String>,
    /// How many.
    pub number: Option<u32>,
    /// What it is to the study.
    pub role: Option<String>,
    /// SHA-256 of the whole text.
    pub sha256: Option<String>,
    /// How often the study cites it, or what these respondents said.
    pub cited: usize,
}
