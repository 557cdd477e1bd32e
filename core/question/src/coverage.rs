//! What the evidence covers, and what it does not.

use toets_evaluate::{Evaluation, Reach};
use toets_model::{Fixed, GroupId, NodeId, ScenarioId, TransferId, VariableId};

/// How far evidence covers the features of a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    /// The scenario.
    pub scenario: ScenarioId,
    /// Features that no finding which can apply was studied with.
    pub uncovered: Vec<Feature>,
    /// Features that are covered only by evidence carried over from something else.
    pub carried: Vec<(Feature, Vec<TransferId>)>,
}

/// A feature of a scenario: a lever and its value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Feature {
    /// The lever.
    pub variable: VariableId,
    /// Its value.
    pub value: Fixed,
}

/// A node that no evidence speaks to in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The scenario.
    pub scenario: ScenarioId,
    /// The group.
    pub group: GroupId,
    /// The node.
    pub node: NodeId,
    /// Whether in all worlds of the cell, or in some.
    pub reach: Reach,
}

/// The coverage of each scenario that was evaluated, in order.
pub fn coverage(evaluation: &mut Evaluation) -> Vec<Coverage> {
    let _ = evaluation;
    Vec::new()
}

/// The indicators that no evidence speaks to, per cell.
pub fn gaps(evaluation: &Evaluation) -> Vec<Gap> {
    let _ = evaluation;
    Vec::new()
}
