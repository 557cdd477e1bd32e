//! What a question is about: a level of a node, and the people whom it is to hold for.

use toets_diagram::Diagram;
use toets_evaluate::{Compiled, NOT_APPLICABLE, Space};
use toets_model::{Condition, Index, LevelId, NodeId, Quantifier, Study};

/// A level to be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Goal {
    /// The node.
    pub node: NodeId,
    /// At least this level; on a scale without an order exactly it.
    pub level: LevelId,
}

impl Goal {
    /// Whether a level reaches the goal.
    pub fn reached_by(&self, study: &Study, level: LevelId) -> bool {
        if study.scales[study.nodes[self.node].scale].ordered() {
            level >= self.level
        } else {
            level == self.level
        }
    }

    /// Where the goal is reached; none if the node has no result.
    pub(crate) fn reached(
        &self,
        compiled: &Compiled,
        space: &mut Space,
    ) -> Result<Option<Diagram>, toets_diagram::Exceeded> {
        let Some(diagrams) = space.node(self.node) else {
            return Ok(None);
        };
        let study = &compiled.study;
        let reached = |terminal: u32| {
            terminal != NOT_APPLICABLE && self.reached_by(study, LevelId::from_usize(terminal as usize))
        };
        Ok(Some(space.manager.is_in(diagrams.level, reached)?))
    }
}

/// The people of a group whom something is to hold for.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// All of them, or some.
    pub quantifier: Quantifier,
    /// Only those of whom this holds; the empty condition: everyone.
    pub only: Condition,
}
