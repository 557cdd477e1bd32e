//! How far an evaluation may go.

/// Limits that end an evaluation with an error; they count steps, never time, so that the same study meets them or
/// not whatever the machine and the number of threads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Diagram nodes in one cell (a node takes about 40 bytes with its children and table entry).
    pub diagram_nodes: usize,
    /// Paths of one scorer in one cell: how often it may have to be judged with different answers.
    pub paths: usize,
    /// Reads on one path of a scorer.
    pub reads: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            diagram_nodes: 4_000_000,
            paths: 100_000,
            reads: 100_000,
        }
    }
}
