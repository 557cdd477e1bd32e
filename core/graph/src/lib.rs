//! The dependency graph of a study.
//!
//! - [`order`]: in which order nodes can be judged, or the cycles that keep them from it.

mod order;

pub use order::{Cycle, order};
