//! Whether citations point at what they say: a citation carries a hash of the lines that it cites, so that anyone who has
//! the document can check it, without its text being part of the study.

use sha2::{Digest, Sha256};
use toets_model::{Citation, Study};

/// The text of a document, by lines.
#[derive(Clone, Debug)]
pub struct CitedText {
    /// The words of each line.
    lines: Vec<Vec<String>>,
}

/// What became of a citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// Its lines are what they were when it was made.
    Here,
    /// They stand at other lines now: the first and the last of each place.
    Moved(Vec<(u32, u32)>),
    /// They stand nowhere in the text.
    Missing,
    /// It has no lines or no hash.
    Incomplete,
}

impl CitedText {
    /// Reads a text; lines end with `\n`, and with nothing else.
    ///
    /// ```
    /// use toets_question::CitedText;
    /// let text = CitedText::new("one\n  two \t three\n");
    /// assert_eq!(text.lines(), 2);
    /// assert_eq!(text.hash((1, 2)), CitedText::new("one two three").hash((1, 1)));
    /// assert_eq!(text.hash((2, 3)), None);
    /// ```
    pub fn new(text: &str) -> Self {
        let text = text.strip_suffix('\n').unwrap_or(text);
        Self {
            lines: text
                .split('\n')
                .map(|line| line.split_whitespace().map(str::to_owned).collect())
                .collect(),
        }
    }

    /// How many lines there are.
    pub fn lines(&self) -> usize {
        self.lines.len()
    }

    /// The hash of some lines, the first and the last counted from 1: SHA-256 in lower-case hexadecimal over their words
    /// with single spaces between. None if the text has no such lines.
    pub fn hash(&self, (first, last): (u32, u32)) -> Option<String> {
        let (first, last) = (first.checked_sub(1)? as usize, last as usize);
        let words: Vec<&str> = self
            .lines
            .get(first..last)?
            .iter()
            .flatten()
            .map(String::as_str)
            .collect();
        let hash = Sha256::digest(words.join(" ").as_bytes());
        Some(hash.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// Looks for what a citation cites: at its lines, else at any as many lines.
    pub fn find(&self, citation: &Citation) -> Whereabouts {
        let (Some((first, last)), Some(wanted)) = (citation.lines, &citation.sha256) else {
            return Whereabouts::Incomplete;
        };
        if self.hash((first, last)).as_ref() == Some(wanted) {
            return Whereabouts::Here;
        }
        let length = last - first;
        let places: Vec<(u32, u32)> = (1..=self.lines.len() as u32)
            .map(|start| (start, start + length))
            .take_while(|&(_, end)| end as usize <= self.lines.len())
            .filter(|&range| self.hash(range).as_ref() == Some(wanted))
            .collect();
        if places.is_empty() {
            Whereabouts::Missing
        } else {
            Whereabouts::Moved(places)
        }
    }
}

/// Every citation of a study with what it belongs to, in the order of the study: sources, nodes, scenarios, groups,
/// findings, transfers, contests, figures, law with its amendments, conclusions.
pub fn citations(study: &Study) -> Vec<(String, &Citation)> {
    let mut cited: Vec<(String, &Citation)> = Vec::new();
    macro_rules! collect {
        ($what:literal, $arena:expr) => {
            for (id, thing) in $arena.iter() {
                cited.extend(
                    thing
                        .sources
                        .iter()
                        .map(|c| (format!("{} {}", $what, $arena.name(id)), c)),
                );
            }
        };
    }
    collect!("source", study.documents);
    collect!("node", study.nodes);
    collect!("scenario", study.scenarios);
    collect!("group", study.groups);
    collect!("finding", study.findings);
    collect!("transfer", study.transfers);
    collect!("contest", study.contests);
    collect!("figure", study.figures);
    collect!("instrument", study.instruments);
    collect!("provision", study.provisions);
    collect!("amendment", study.amendments);
    collect!("conclusion", study.conclusions);
    cited
}
