//! Who bears what.

use serde::Serialize;

use super::Numbered;

/// What a party bears: no verdict of its own.
#[derive(Clone, Debug, Serialize)]
pub struct Party {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// What concerns it, in the order of the study.
    pub bears: Vec<Borne>,
}

/// What a party bears on a node.
#[derive(Clone, Debug, Serialize)]
pub struct Borne {
    /// The node's id.
    pub node: String,
    /// Its code and name.
    pub label: String,
    /// The levels that findings give, those with the same level in the same cells together.
    pub levels: Vec<BorneLevel>,
    /// The cells in which nothing was judged for it.
    pub silent: Option<Places>,
}

/// Findings that give the same level in the same cells.
#[derive(Clone, Debug, Serialize)]
pub struct BorneLevel {
    /// The level.
    pub level: String,
    /// Its colour, as of a [`Mark`](super::Mark).
    pub shade: &'static str,
    /// The findings.
    pub findings: Vec<Numbered>,
    /// Where.
    pub places: Places,
}

/// Cells, by how far something reaches there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Places {
    /// For all people, choices and answers.
    pub all: Option<String>,
    /// For some.
    pub partly: Option<String>,
}
