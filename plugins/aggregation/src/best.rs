//! The plugin `best`.

use toets_plugin::model::{Index, LevelId, NodeId, Study, Text};
use toets_plugin::{Diagnostic, Fold, Input, Observed, Outcome, Plugin, Scorer, State};

use crate::children::Children;
use crate::params::Params;

/// The best of the children.
///
/// ## What it does
/// Gives the level of the child that is best: one good child is enough. A child that is silent and skipped is left
/// out; if all are, the node is silent.
///
/// ## Parameters
/// `map`: for each child on another scale, what each of its levels is here.
///
/// ## Example
/// `+`, `-` and `++` give `++`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Best;

impl Plugin for Best {
    fn id(&self) -> &str {
        "best"
    }

    fn version(&self) -> &str {
        env!("CARGO_PKG_VERSION")
    }

    fn label(&self) -> Text {
        Text {
            nl: "Beste".into(),
            en: Some("Best".into()),
        }
    }

    fn prepare(&self, study: &Study, node: NodeId) -> Result<Scorer, Vec<Diagnostic>> {
        let mut params = Params::new(study, node, "best", &["map"]);
        let children = Children::new(&mut params);
        let made = children.map(|c| Scorer::Fold(Box::new(BestOf(c))));
        params.finish(made)
    }
}

/// The state is the best position so far, or [`NONE`].
struct BestOf(Children);

const NONE: i64 = -1;

impl Fold for BestOf {
    fn inputs(&self) -> &[Input] {
        &self.0.inputs
    }

    fn start(&self) -> State {
        State::from([NONE])
    }

    fn step(&self, state: &State, input: usize, seen: Observed) -> State {
        let position = self.0.position(input, seen).unwrap_or(NONE);
        State::from([state[0].max(position)])
    }

    fn finish(&self, state: &State) -> Outcome {
        match usize::try_from(state[0]) {
            Ok(level) => Outcome::Level(LevelId::from_usize(level)),
            Err(_) => Outcome::Silent,
        }
    }
}

#[cfg(test)]
mod tests;
