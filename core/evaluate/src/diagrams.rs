//! What is found of one node in a cell.

use toets_diagram::Diagram;

/// The terminal of a node that nothing speaks to, before its unknown or its default takes its place.
pub(crate) const SILENT: u32 = Diagram::MAX_TERMINAL;

/// The terminal of a node where it does not apply: where it makes no sense to ask.
pub const NOT_APPLICABLE: u32 = SILENT - 1;

/// What follows for one node, over the open variables of a cell.
#[derive(Clone, Copy, Debug)]
pub struct NodeDiagrams {
    /// The level (its position on the scale), or the index of a number; [`NOT_APPLICABLE`] where the node does not apply.
    pub level: Diagram,
    /// Where it applies.
    pub applies: Diagram,
    /// Where no evidence speaks to it: its level is an unknown there.
    pub silent: Diagram,
    /// Where evidence for and against met and decided it.
    pub mixed: Diagram,
}

/// What the findings on one node say together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EvidenceDiagrams {
    /// The level; [`SILENT`] where nothing speaks.
    pub(crate) level: Diagram,
    /// Which levels the node's unknown may have.
    pub(crate) limits: Diagram,
    /// Where the level is the node's unknown.
    pub(crate) open: Diagram,
    /// Steps of the strongest for.
    pub(crate) for_: Diagram,
    /// Steps of the strongest against.
    pub(crate) against: Diagram,
}
