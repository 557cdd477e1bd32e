//! Scorers that combine all of their inputs, step by step.

use toets_model::{FindingId, LevelId, NodeId, ValueId, VariableId};

use crate::Outcome;

/// A scorer that takes its inputs one by one, in order, and keeps what it needs in a small [`State`].
///
/// The engine runs it over decision diagrams: cost grows with the number of *different states*, not with the number
/// of worlds. Keep the state as small as the rule allows (a maximum, a sum), and equal where the future is equal.
///
/// ```
/// use toets_plugin::{Fold, Input, Observed, Outcome, State, model::{Index, LevelId, NodeId}};
///
/// /// The worst of two nodes.
/// struct Worst([Input; 2]);
///
/// impl Fold for Worst {
///     fn inputs(&self) -> &[Input] { &self.0 }
///     fn start(&self) -> State { State::from([i64::MAX]) }
///     fn step(&self, state: &State, _input: usize, seen: Observed) -> State {
///         match seen {
///             Observed::Level(level) => State::from([state[0].min(level.to_usize() as i64)]),
///             _ => state.clone(),
///         }
///     }
///     fn finish(&self, state: &State) -> Outcome { Outcome::Level(LevelId::from_usize(state[0] as usize)) }
/// }
///
/// let worst = Worst([Input::Node(NodeId::from_usize(0)), Input::Node(NodeId::from_usize(1))]);
/// let state = worst.step(&worst.start(), 0, Observed::Level(LevelId::from_usize(3)));
/// let state = worst.step(&state, 1, Observed::Level(LevelId::from_usize(1)));
/// assert_eq!(worst.finish(&state), Outcome::Level(LevelId::from_usize(1)));
/// ```
pub trait Fold: Send + Sync {
    /// What it takes, in order. A node listed here must be among the node's children or be named by its parameters.
    fn inputs(&self) -> &[Input];

    /// The state before the first input.
    fn start(&self) -> State;

    /// The state after input number `input` was observed.
    fn step(&self, state: &State, input: usize, seen: Observed) -> State;

    /// The result, after all inputs.
    fn finish(&self, state: &State) -> Outcome;

    /// The strongest for and against, where the scorer keeps both sides.
    fn sides(&self, state: &State) -> Option<Sides> {
        let _ = state;
        None
    }
}

/// One thing that a [`Fold`] takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Input {
    /// The result of a node: [`Observed::Level`], [`Observed::Number`] or [`Observed::Silent`].
    Node(NodeId),
    /// Whether a finding applies: [`Observed::Applies`].
    Finding(FindingId),
    /// A variable: [`Observed::Value`] or [`Observed::Interval`].
    Variable(VariableId),
}

/// What is seen of an [`Input`] in a world.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Observed {
    /// A node has this level.
    Level(LevelId),
    /// A node has this number.
    Number(f64),
    /// No evidence speaks to the child node, and the study skips such children (`silent = { skip = … }`).
    Silent,
    /// Whether a finding applies.
    Applies(bool),
    /// A variable has this value.
    Value(ValueId),
    /// A number variable lies in this interval: at least the first, below the second (both the same: exactly it).
    Interval(f64, f64),
}

/// What a [`Fold`] remembers between steps: a few whole numbers.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct State(Box<[i64]>);

impl<const N: usize> From<[i64; N]> for State {
    fn from(numbers: [i64; N]) -> Self {
        Self(Box::new(numbers))
    }
}

impl From<Vec<i64>> for State {
    fn from(numbers: Vec<i64>) -> Self {
        Self(numbers.into())
    }
}

impl std::ops::Deref for State {
    type Target = [i64];
    fn deref(&self) -> &[i64] {
        &self.0
    }
}

/// The strongest evidence for and against, in steps from neutral; zero: none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Sides {
    /// Steps above neutral of the strongest finding for.
    pub for_: u32,
    /// Steps below neutral of the strongest finding against.
    pub against: u32,
}

impl Sides {
    /// Whether evidence for and evidence against met.
    pub fn mixed(self) -> bool {
        self.for_ > 0 && self.against > 0
    }
}
