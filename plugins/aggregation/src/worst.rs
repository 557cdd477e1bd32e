//! The plugin `worst`.

use toets_plugin::model::{Index, LevelId, NodeId, Study, Text};
use toets_plugin::{Diagnostic, Fold, Input, Observed, Outcome, Plugin, Scorer, State};

use crate::children::Children;
use crate::params::Params;

/// The worst of the children.
///
/// ## What it does
/// Gives the level of the child that is worst: nothing makes up for it. A child that is silent and skipped is left
/// out; if all are, the node is silent.
///
/// ## Parameters
/// `map`: for each child on another scale, what each of its levels is here.
///
/// ## Example
/// `+`, `-` and `++` give `-`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Worst;

impl Plugin for Worst {
    fn id(&self) -> &str {
        "worst"
    }

    fn version(&self) -> &str {
        env!("CARGO_PKG_VERSION")
    }

    fn label(&self) -> Text {
        Text {
            nl: "Slechtste".into(),
            en: Some("Worst".into()),
        }
    }

    fn prepare(&self, study: &Study, node: NodeId) -> Result<Scorer, Vec<Diagnostic>> {
        let mut params = Params::new(study, node, "worst", &["map"]);
        let children = Children::new(&mut params);
        let made = children.map(|c| Scorer::Fold(Box::new(WorstOf(c))));
        params.finish(made)
    }
}

/// The state is the worst position so far, or [`NONE`].
struct WorstOf(Children);

const NONE: i64 = i64::MAX;

impl Fold for WorstOf {
    fn inputs(&self) -> &[Input] {
        &self.0.inputs
    }

    fn start(&self) -> State {
        State::from([NONE])
    }

    fn step(&self, state: &State, input: usize, seen: Observed) -> State {
        let position = self.0.position(input, seen).unwrap_or(NONE);
        State::from([state[0].min(position)])
    }

    fn finish(&self, state: &State) -> Outcome {
        match usize::try_from(state[0]) {
            Ok(level) if state[0] != NONE => Outcome::Level(LevelId::from_usize(level)),
            _ => Outcome::Silent,
        }
    }
}

#[cfg(test)]
mod tests;
