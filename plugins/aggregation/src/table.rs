//! The plugin `table`.

mod automaton;
mod check;
mod monotone;
mod rules;

use toets_plugin::model::{Index, LevelId, NodeId, Silent, Study, Text};
use toets_plugin::{Diagnostic, Fold, Input, Observed, Outcome, Plugin, Scorer, State};

use crate::children::inputs;
use crate::params::Params;
use automaton::{Automaton, Leaf, Target};
use rules::Rules;

pub use monotone::{Reversal, monotonicity};

/// What follows, for each combination of the children's levels.
///
/// ## What it does
/// Gives the level of the rule that holds. The rules have no order: together they must cover every combination of
/// levels, and where several hold they must agree; both are checked exactly before anything is judged.
/// Where a child is silent and skipped, or does not apply, the rules that don't mention it still hold; if none is left the
/// node is silent.
///
/// ## Parameters
/// `rules`: a list of `{ when = { child = … }, then = "level" }`, where a child may be a level, a list of levels,
/// `{ not = … }` or `"*"` (any, the same as leaving it out).
///
/// ## Example
/// `{ when = { a = ["+", "++"], b = { not = "--" } }, then = "both" }` gives `both` for `+` and `0`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Table;

const ID: &str = "table";

impl Plugin for Table {
    fn id(&self) -> &str {
        ID
    }

    fn version(&self) -> &str {
        env!("CARGO_PKG_VERSION")
    }

    fn label(&self) -> Text {
        Text {
            nl: "Beslistabel".into(),
            en: Some("Decision table".into()),
        }
    }

    fn prepare(&self, study: &Study, node: NodeId) -> Result<Scorer, Vec<Diagnostic>> {
        let mut params = Params::new(study, node, ID, &["rules"]);
        let it = &study.nodes[node];
        let left_out = it.children.iter().any(|&child| study.may_not_apply(child));
        let skips = left_out || matches!(it.silent, Silent::Skip(_));
        let made = Rules::read(&mut params).and_then(|rules| {
            let automaton = check::complete(&mut params, &rules)?;
            let automaton = if skips {
                check::with_silence(&mut params, &rules)?
            } else {
                automaton
            };
            let inputs = inputs(&params);
            Some(Scorer::Fold(Box::new(TableOf { inputs, automaton })))
        });
        params.finish(made)
    }
}

/// The state is one number: the level that is certain by now, [`SILENT`], or a state of the automaton (below that).
struct TableOf {
    inputs: Vec<Input>,
    automaton: Automaton,
}

const SILENT: i64 = -1;

fn pack(target: Target) -> State {
    State::from([match target {
        Target::Leaf(Leaf::Level(level)) => level.to_usize() as i64,
        Target::Leaf(Leaf::NoRule) => SILENT,
        Target::State(n) => SILENT - 1 - n as i64,
    }])
}

fn unpack(state: &State) -> Target {
    match usize::try_from(state[0]) {
        Ok(level) => Target::Leaf(Leaf::Level(LevelId::from_usize(level))),
        Err(_) if state[0] == SILENT => Target::Leaf(Leaf::NoRule),
        Err(_) => Target::State((SILENT - 1 - state[0]) as usize),
    }
}

impl Fold for TableOf {
    fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    fn start(&self) -> State {
        pack(self.automaton.root)
    }

    fn step(&self, state: &State, input: usize, seen: Observed) -> State {
        let level = match seen {
            Observed::Level(level) => Some(level),
            _ => None,
        };
        pack(self.automaton.step(unpack(state), input, level))
    }

    fn finish(&self, state: &State) -> Outcome {
        match unpack(state) {
            Target::Leaf(Leaf::Level(level)) => Outcome::Level(level),
            _ => Outcome::Silent,
        }
    }
}

#[cfg(test)]
mod tests;
