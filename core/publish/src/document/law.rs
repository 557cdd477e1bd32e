//! The law.

use serde::Serialize;

use super::Said;

/// The law that the study looks at.
#[derive(Clone, Debug, Serialize)]
pub struct Law {
    /// Instruments with their provisions.
    pub instruments: Vec<Instrument>,
    /// What scripts say under the law, for each node that one judges.
    pub verdicts: Vec<Verdict>,
    /// What may change the law.
    pub amendments: Vec<Amendment>,
}

/// A change of the law that may be made.
#[derive(Clone, Debug, Serialize)]
pub struct Amendment {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// What it takes: `act`, `experiment`, …
    pub means: &'static str,
    /// First day on which it works.
    pub from: Option<String>,
    /// Last day on which it works.
    pub to: Option<String>,
    /// What it asks for.
    pub asks: Option<String>,
    /// What it does to provisions: `repeal`, `suspend`, `change` or `add`, and the provision's id.
    pub does: Vec<(&'static str, String)>,
}

/// An act, treaty or regulation.
#[derive(Clone, Debug, Serialize)]
pub struct Instrument {
    /// Its id; none for provisions without one.
    pub id: Option<String>,
    /// Its title.
    pub title: String,
    /// Its kind.
    pub kind: Option<String>,
    /// Its identifiers with their schemes.
    pub identifiers: Vec<(String, String)>,
    /// Its provisions.
    pub provisions: Vec<Provision>,
}

/// A provision.
#[derive(Clone, Debug, Serialize)]
pub struct Provision {
    /// Its id.
    pub id: String,
    /// Its article, in the version in force on the day that counts, or the nearest to it.
    pub article: String,
    /// JuriConnect reference.
    pub jci: Option<String>,
    /// What it does.
    pub kind: &'static str,
    /// Whom it binds or empowers.
    pub addressee: Option<String>,
    /// Under which conditions it works, where it is an exception or a power.
    pub conditions: Vec<String>,
    /// What using it takes.
    pub means: Option<&'static str>,
    /// Every version of it over time, if there is more than one: article, first and last day in force.
    pub versions: Vec<(String, Option<String>, Option<String>)>,
    /// First day in force.
    pub from: Option<String>,
    /// Last day in force.
    pub to: Option<String>,
    /// Whether it is in force on the day whose law counts; none without such a day.
    pub in_force: Option<bool>,
    /// What it is about.
    pub subject: Option<String>,
    /// What it says, in the study's own words.
    pub paraphrase: Option<String>,
    /// Whether it was checked against the text of the law.
    pub verified: bool,
    /// A remark.
    pub note: Option<String>,
    /// The nodes whose judgements rest on it, by name.
    pub cited_by: Vec<String>,
}

/// What a script says of a node under the law.
#[derive(Clone, Debug, Serialize)]
pub struct Verdict {
    /// The node's id.
    pub node: String,
    /// Its code and name.
    pub label: String,
    /// What it says, with the cells in which it does.
    pub said: Vec<(Said, String)>,
}
