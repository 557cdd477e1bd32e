//! Cells: a scenario for a group.

use serde::Serialize;

use super::{Line, Mark, Numbered, Unknown};

/// A scenario for a group.
#[derive(Clone, Debug, Serialize)]
pub struct Cell {
    /// The scenario's id.
    pub scenario: String,
    /// The group's id.
    pub group: String,
    /// Whether the constraints admit any world of it.
    pub has_worlds: bool,
    /// Every node, in the order of the scorecard's rows.
    pub nodes: Vec<Judged>,
}

/// What a node is in a cell, and why.
#[derive(Clone, Debug, Serialize)]
pub struct Judged {
    /// The node's id.
    pub node: String,
    /// The judgement at a glance.
    pub mark: Mark,
    /// The cases: for whom and at which choices which levels remain possible, whatever is not known.
    pub cases: Line,
    /// The unknowns that it depends on.
    pub hangs_on: Vec<Unknown>,
    /// Where no evidence speaks to it: `never`, `sometimes` or `always`.
    pub silent: &'static str,
    /// Where evidence for and against met and decided it.
    pub mixed: &'static str,
    /// Findings above neutral that can apply here, the strongest first.
    pub for_: Vec<Speaks>,
    /// Findings below neutral, the strongest first.
    pub against: Vec<Speaks>,
    /// Findings at the neutral level, or on a scale without sides, and those that open the node.
    pub others: Vec<Speaks>,
    /// What a script says, one case for each level.
    pub said: Vec<Said>,
    /// The levels that it has under a condition, each with the shortest conditions; only of the verdict and what it is judged from.
    pub conditions: Vec<Strength>,
}

/// A finding that can apply in a cell.
#[derive(Clone, Debug, Serialize)]
pub struct Speaks {
    /// More of it is in the report's evidence.
    pub finding: Numbered,
    /// The level it gives.
    pub level: String,
    /// Whether no other on this node is stronger on its side.
    pub strongest: bool,
    /// For whom and at which choices, where not for all.
    pub where_: Option<String>,
    /// Whether it is open if it holds.
    pub open: bool,
    /// The numbers of the transfers that carry it here, where it was studied elsewhere.
    pub carried: Vec<String>,
}

/// What a script says of a node in one case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Said {
    /// The level.
    pub level: String,
    /// Why.
    pub because: Vec<String>,
    /// The provisions that it rests on, by id.
    pub cites: Vec<String>,
}

/// Under which conditions a level is reached.
#[derive(Clone, Debug, Serialize)]
pub struct Strength {
    /// The level, in words.
    pub level: String,
    /// Whether it is at least this level, or exactly it.
    pub at_least: bool,
    /// The conditions under which it is reached whatever the answers; none: it never is; an empty text: always.
    pub certain: Vec<String>,
    /// The same for some answers.
    pub possible: Vec<String>,
    /// Whether conditions were left out.
    pub partial: bool,
    /// Whether other conditions, as few, say the same.
    pub others: bool,
}
