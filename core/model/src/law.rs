//! Law: [instruments](Instrument) and their [provisions](Provision), what they say at which time ([`Version`]), and what
//! may change them ([`Amendment`]). [`Study::standing`](crate::Study::standing) says how a provision stands on a day.

mod amendment;
mod identifier;
mod jci;
mod precedence;
mod provision;
mod standing;

pub use amendment::{Amendment, AmendmentId, Means, Operation, Target};
pub use identifier::Scheme;
pub use jci::{Jci, JciError};
pub use precedence::{Precedence, Principle};
pub use provision::{Cases, Provision, ProvisionId, ProvisionKind, Version};
pub use standing::{Standing, Text as StandingText};

use crate::index;
use crate::source::{Citation, Span};
use crate::text::Text;

index! {
    /// An act, treaty or regulation.
    InstrumentId
}

/// An act, treaty or regulation (`[[instrument]]`).
#[derive(Clone, Debug, PartialEq)]
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

impl Instrument {
    /// How high it stands, where its kind tells: a higher one prevails over a lower one.
    pub fn rank(&self) -> Option<u8> {
        Some(match self.kind.as_deref()? {
            "treaty" | "directive" | "regulation" => 4,
            "act" => 3,
            "order in council" | "order_in_council" => 2,
            "ministerial regulation" | "ministerial_regulation" => 1,
            _ => return None,
        })
    }

    /// Its identifier in a scheme.
    pub fn identifier(&self, scheme: &str) -> Option<&str> {
        let found = self.identifiers.iter().find(|(known, _)| *known == scheme);
        found.map(|(_, id)| id.as_str())
    }
}
