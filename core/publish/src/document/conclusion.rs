//! Conclusions.

use serde::Serialize;

use super::{Citation, Numbered};

/// A conclusion and what becomes of it.
#[derive(Clone, Debug, Serialize)]
pub struct Conclusion {
    /// Its id.
    pub id: String,
    /// `conclusion`, `recommendation`, `precondition` or `limitation`.
    pub kind: &'static str,
    /// What it says.
    pub statement: String,
    /// `yes`, `no`, `undetermined` or `stated`.
    pub status: &'static str,
    /// Where cells differ: those that made it what it is.
    pub cells: Option<String>,
    /// The unknowns that decide it, where it is undetermined.
    pub decided_by: Vec<Unknown>,
    /// Whether there is no world that it speaks of.
    pub empty: bool,
    /// Why it is stated only.
    pub stated_only: Option<String>,
    /// The findings that it cites.
    pub cites: Vec<Numbered>,
    /// Where its source says it.
    pub citations: Vec<Citation>,
    /// A remark.
    pub note: Option<String>,
}

/// How many conclusions have a status.
#[derive(Clone, Debug, Serialize)]
pub struct StatusCount {
    /// The status.
    pub status: &'static str,
    /// How many.
    pub number: usize,
}

/// Something that the evidence leaves open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unknown {
    /// Its id: `open.finance_schools`.
    pub id: String,
    /// What people call it: what would have to be found out, and about what.
    pub name: String,
}
