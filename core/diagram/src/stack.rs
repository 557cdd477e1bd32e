//! Recursion as deep as the diagram, on any stack.

/// Room that a step of a recursion needs at most, with much to spare: bytes.
const RED_ZONE: usize = 64 * 1024;

/// Room that is added when less than that is left: bytes.
const SEGMENT: usize = 2 * 1024 * 1024;

/// Runs a step of a recursion, on a new segment of stack where the present one is nearly full.
pub(crate) fn grow<R>(step: impl FnOnce() -> R) -> R {
    stacker::maybe_grow(RED_ZONE, SEGMENT, step)
}
