//! Law: instruments and their provisions.

use crate::date::Date;
use crate::index;
use crate::source::{Citation, Span};
use crate::text::Text;

index! {
    /// An act, treaty or regulation.
    InstrumentId
}
index! {
    /// A provision of an instrument.
    ProvisionId
}

/// An act, treaty or regulation (`[[instrument]]`).
#[derive(Clone, Debug)]
pub struct Instrument {
    /// Where its id was written.
    pub span: Span,
    /// Its title.
    pub title: Text,
    /// What kind it is, as the study says (act, order in council, treaty, …).
    pub kind: Option<String>,
    /// Its identifier with its scheme: `("bwb", "BWBR0003420")`, `("celex", "32016R0679")`.
    pub identifiers: Vec<(&'static str, String)>,
    /// What it rests on.
    pub sources: Vec<Citation>,
}

/// What a provision does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProvisionKind {
    /// It can be checked against facts.
    Rule,
    /// Someone may permit a deviation.
    Power,
    /// Someone is entitled to something.
    Right,
    /// It says what the instrument covers.
    Scope,
    /// It needs a human judgement.
    Open,
}

impl ProvisionKind {
    /// The word for it in a study.
    pub fn word(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::Power => "power",
            Self::Right => "right",
            Self::Scope => "scope",
            Self::Open => "open",
        }
    }
}

/// A provision (`[[provision]]`).
#[derive(Clone, Debug)]
pub struct Provision {
    /// Where its id was written.
    pub span: Span,
    /// The instrument it belongs to.
    pub instrument: Option<InstrumentId>,
    /// Article, as the instrument numbers it.
    pub article: String,
    /// JuriConnect reference.
    pub jci: Option<String>,
    /// What it does.
    pub kind: ProvisionKind,
    /// First day on which it is in force; none: since ever.
    pub valid_from: Option<Date>,
    /// Last day on which it is in force; none: until further notice.
    pub valid_to: Option<Date>,
    /// What it is about.
    pub subject: Option<Text>,
    /// What it says, in the study's own words.
    pub paraphrase: Option<Text>,
    /// Whether it was checked against the text of the law.
    pub verified: bool,
    /// SHA-256 of the text of the law that it was checked against, lower-case hexadecimal.
    pub sha256: Option<String>,
    /// A remark.
    pub note: Option<Text>,
    /// What it rests on.
    pub sources: Vec<Citation>,
}

impl Provision {
    /// Whether it is in force on a day.
    pub fn in_force(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }
}
