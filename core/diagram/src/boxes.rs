//! Writing a diagram out as cases: for each terminal, disjoint boxes of worlds.

use crate::diagram::{Diagram, Variable};
use crate::exceeded::Exceeded;
use crate::manager::Manager;
use num_bigint::BigUint;
use rustc_hash::FxHashMap;

/// A set of worlds: each variable listed has one of the values beside it (ascending), all others are free. Empty: always.
pub type WorldBox = Vec<(Variable, Vec<u32>)>;

/// All that a diagram can be within the worlds that count, see [`Manager::boxes`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boxes {
    /// A case for each terminal that occurs, ascending. Empty only if there are no worlds.
    pub cases: Vec<Case>,
}

/// The worlds in which a diagram has one terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The terminal.
    pub terminal: u32,
    /// Disjoint boxes; unless truncated they hold together all worlds of the case. In the order of the variables and their values.
    pub boxes: Vec<WorldBox>,
    /// The number of boxes that there are, listed or not.
    pub total: BigUint,
    /// Are there more boxes than were asked for?
    pub truncated: bool,
}

/// A graph of the cases: what a diagram becomes when only the worlds that count are looked at.
#[derive(Default)]
struct Graph {
    /// INVARIANT: the targets of a branch come before it.
    states: Vec<State>,
    /// The state of a diagram within some worlds.
    known: FxHashMap<(Diagram, Diagram), usize>,
}

enum State {
    Terminal(u32),
    /// Sets of values of the variable, each with what follows: at least two, all different.
    Branch(Variable, Vec<(Vec<u32>, usize)>),
}
