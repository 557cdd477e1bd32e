//! What a scorer is, and what it may read.
//!
//! A **plugin** contributes a scorer: a pure function that gives a node of the framework its result. The engine runs
//! it over everything that is open at once, so a scorer never sees a diagram, a scenario's name or a file; it takes
//! one of two forms:
//!
//! - a [`Fold`] combines many things of one kind in order (findings, child nodes) through a small [`State`]: a little
//!   automaton that the engine runs over diagrams. Use it for scorers that read all of their inputs.
//! - a [`Replay`] reads what it wants, one thing after the other, through the [`Cell`] that it is given; what it reads
//!   decides what it reads next. The engine records the reads and runs it again for each other answer that still has
//!   a world. Use it for rules with branches; every script is one.
//!
//! Both are deterministic: the same answers give the same result. A crate with plugins depends on this crate only.

mod fold;
pub mod law;
mod registry;
mod replay;

pub use fold::{Fold, Input, Observed, Sides, State};
pub use registry::Registry;
pub use replay::{Answer, Cell, Judgement, Number, ProvisionField, Read, Replay, Stop, Strength};
pub use toets_diagnostic::{Diagnostic, Words, both, nearest};
pub use toets_model as model;

use toets_model::{LevelId, NodeId, Study, Text};

/// A unit that contributes a scorer.
pub trait Plugin: Send + Sync {
    /// The id that a study names it by: `score = { plugin = "mean" }`.
    fn id(&self) -> &str;

    /// Its version, for receipts.
    fn version(&self) -> &str;

    /// Its name for people.
    fn label(&self) -> Text;

    /// A short text that differs where its rule differs, so that a moved conclusion can be put down to it: its id and
    /// version, unless it knows better (a script: a hash of its source).
    fn fingerprint(&self) -> String {
        format!("{} {}", self.id(), self.version())
    }

    /// Makes the scorer of one node, with the parameters that the study gives there.
    ///
    /// What the scorer does may depend on the node itself, on the findings on it, and on what the whole study shares (variables,
    /// scales, constraints, law, the day), but not on where anything is cited from. Of other nodes it may know which there are and their scales; all else
    /// it takes as input or reads. A result is kept while none of that changes.
    ///
    /// # Errors
    /// Everything that is wrong with the node or its parameters, at once.
    fn prepare(&self, study: &Study, node: NodeId) -> Result<Scorer, Vec<Diagnostic>>;
}

/// A scorer made ready for one node.
pub enum Scorer {
    /// An associative step over its inputs.
    Fold(Box<dyn Fold>),
    /// A pure function that reads one thing after the other.
    Replay(Box<dyn Replay>),
}

/// What a scorer says of a node in a world.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// This level.
    Level(LevelId),
    /// This number (on a numeric scale); finite.
    Number(f64),
    /// It stays open between these levels: the unknown `open.<node>`, limited to them.
    Open(Vec<LevelId>),
    /// Nothing speaks to the node: its default, or the unknown `open.<node>` over the whole scale.
    Silent,
}
