//! The error of a full manager.

use crate::diagram::Variable;

/// The manager has no room for another node.
///
/// The operation that met it has no result; all diagrams made before stay valid.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the decision diagrams need more than {limit} nodes")]
pub struct Exceeded {
    /// The number of nodes that the manager may hold.
    pub limit: usize,
    /// The variables with the most nodes at that time, most first, at most eight: what ties everything together.
    pub variables: Vec<Variable>,
}
