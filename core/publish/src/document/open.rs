//! What is open, and what to research first.

use serde::Serialize;

use super::{Numbered, Unknown};

/// What is open.
#[derive(Clone, Debug, Serialize)]
pub struct Open {
    /// In which share of people and choices the verdict is open, over all cells: `67%`.
    pub share: String,
    /// The undetermined conclusions.
    pub conclusions: Vec<String>,
    /// The unknowns that a verdict or a conclusion depends on, worth most first.
    pub unknowns: Vec<Worth>,
    /// Unknowns whose answers settle everything.
    pub settling: Settling,
    /// The fewest answers that would settle everything if they turned out so: unknown and answer.
    pub luckiest: Option<(Vec<(Unknown, String)>, bool)>,
    /// Indicators that no evidence speaks to.
    pub gaps: Vec<Gap>,
    /// What the evidence covers of each scenario.
    pub coverage: Vec<Coverage>,
}

/// What the answer to an unknown is worth.
#[derive(Clone, Debug, Serialize)]
pub struct Worth {
    /// The unknown.
    pub unknown: Unknown,
    /// `asked`, `reserved` or `unstudied`.
    pub standing: &'static str,
    /// In which share of verdicts one of its answers settles the verdict.
    pub settles: String,
    /// The same in hundredths of a percent.
    pub settles_permyriad: u32,
    /// In which share of verdicts one of its answers rules something out.
    pub narrows: String,
    /// The same in hundredths of a percent.
    pub narrows_permyriad: u32,
    /// In which share of verdicts its answer makes the difference.
    pub changes: String,
    /// The same in hundredths of a percent.
    pub changes_permyriad: u32,
    /// What each answer settles.
    pub answers: Vec<Answer>,
    /// The conclusions that depend on it.
    pub conclusions: Vec<String>,
    /// Recommendations that ask to research it.
    pub recommendations: Vec<String>,
    /// Findings that say that it is not known.
    pub findings: Vec<Numbered>,
}

/// What one answer settles.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// The answer.
    pub value: String,
    /// In which share of verdicts it settles the verdict; none: nowhere.
    pub settles: Option<String>,
    /// The levels of the verdict that it rules out.
    pub excludes: Vec<String>,
    /// The conclusions that then hold.
    pub holds: Vec<String>,
    /// The conclusions that then do not.
    pub fails: Vec<String>,
}

/// Unknowns whose answers settle everything, whatever they are.
#[derive(Clone, Debug, Serialize)]
pub struct Settling {
    /// The unknowns.
    pub unknowns: Vec<Unknown>,
    /// Whether it is proved that fewer would not do.
    pub smallest: bool,
}

/// An indicator that no evidence speaks to.
#[derive(Clone, Debug, Serialize)]
pub struct Gap {
    /// The node's id.
    pub node: String,
    /// Its code and name.
    pub label: String,
    /// Where for nobody and no choice.
    pub always: Option<String>,
    /// Where for some.
    pub sometimes: Option<String>,
}

/// How far evidence covers a scenario.
#[derive(Clone, Debug, Serialize)]
pub struct Coverage {
    /// The scenario's id.
    pub scenario: String,
    /// Features that no finding mentions.
    pub uncovered: Vec<String>,
    /// Features that only evidence from elsewhere covers, with the transfers.
    pub carried: Vec<(String, Vec<String>)>,
}
