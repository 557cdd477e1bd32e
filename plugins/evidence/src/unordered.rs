//! Findings on a scale without an order.

use toets_plugin::model::{Finding, LevelId, Scale};
use toets_plugin::{Fold, Input, Observed, Outcome, State};

use crate::levels;

/// Takes findings one by one and keeps the levels that they name.
///
/// The state is two sets: the levels named, and the levels that the node was opened between. Once it was opened, the
/// first is of no use and stays empty.
pub(crate) struct Unordered {
    inputs: Vec<Input>,
    says: Vec<(Option<LevelId>, Vec<LevelId>)>,
    words: usize,
}

impl Unordered {
    pub(crate) fn new<'a>(scale: &Scale, inputs: Vec<Input>, findings: impl Iterator<Item = &'a Finding>) -> Self {
        Self {
            inputs,
            says: findings
                .map(|f| (f.level, f.opens.clone().unwrap_or_default()))
                .collect(),
            words: levels::words(scale.levels().len()),
        }
    }
}

impl Fold for Unordered {
    fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    fn start(&self) -> State {
        State::from(vec![0; 2 * self.words])
    }

    fn step(&self, state: &State, input: usize, seen: Observed) -> State {
        let (Some((level, opens)), Observed::Applies(true)) = (self.says.get(input), seen) else {
            return state.clone();
        };
        let mut sets = state.to_vec();
        let (named, opened) = sets.split_at_mut(self.words);
        for &level in opens {
            levels::add(opened, level);
        }
        if !levels::is_empty(opened) {
            named.fill(0);
        } else if let Some(level) = *level {
            levels::add(named, level);
        }
        State::from(sets)
    }

    fn finish(&self, state: &State) -> Outcome {
        let (named, opened) = state.split_at(self.words.min(state.len()));
        let levels = if levels::is_empty(opened) {
            levels::list(named)
        } else {
            levels::list(opened)
        };
        match levels[..] {
            [] => Outcome::Silent,
            [level] => Outcome::Level(level),
            _ => Outcome::Open(levels),
        }
    }
}
