//! What follows in each cell.
//!
//! # Steps
//!
//! 1. [`compile()`]: a [`Study`](toets_model::Study) and a [`Registry`](toets_plugin::Registry) of plugins become a
//!    [`Compiled`]: every scorer made ready for its node, an order of nodes ([`toets_graph::order()`]), and an order of
//!    everything that may be open ([`VariableOrder`]).
//! 2. [`evaluate`]: each cell (scenario × group) becomes a [`Space`]: for each node one decision diagram over what is
//!    open there. Findings become conditions (`space`), folds run as automata over diagrams (`fold`), replaying
//!    scorers are run once for each path of answers that has a world (`replay`, `tree`), and what stays open takes the
//!    node's unknown (`outcome`).
//! 3. [`CellResult`] reads off what is possible, and the cases; [`Space::trace`] replays one world for its reasons.
//!
//! An evaluation may take over from the one before whatever did not change ([`evaluate_again`]).
//!
//! Cells are independent of each other, so that they are evaluated in parallel; each has a diagram manager of its own, and
//! results come in the order asked for, whatever the number of threads.

mod again;
mod before;
mod cell;
mod compile;
mod contest;
mod diagrams;
mod fold;
mod judged_by;
mod kept;
mod law;
mod limits;
mod order;
mod outcome;
mod read;
mod rehearse;
mod replay;
mod result;
mod same;
mod space;
mod trace;
mod tree;
mod world;

use std::sync::Arc;

use toets_diagnostic::Diagnostic;
use toets_model::{GroupId, ScenarioId};

pub use again::{Again, Work, evaluate_again};
pub use cell::{evaluate_where, survey};
pub use compile::{Compiled, compile};
pub use diagrams::{NOT_APPLICABLE, NodeDiagrams};
pub use limits::Limits;
pub use order::{HOLDS, OpenVariable, VariableOrder};
pub use read::read_name;
pub use rehearse::{ReadStep, Rehearsal};
pub use replay::Leaf;
pub use result::{Case, CaseBox, CellResult, Evaluation, Reach, Value};
pub use space::{Space, Unopened, allows};
pub use trace::{Basis, Fate, FindingTrace, NodeTrace};
pub use world::World;

/// Evaluates cells.
///
/// # Errors
/// The faults of all scorers in all cells, each once.
pub fn evaluate(compiled: &Arc<Compiled>, cells: &[(ScenarioId, GroupId)]) -> Result<Evaluation, Vec<Diagnostic>> {
    let again = evaluate_again(compiled, cells, None);
    if again.faults.is_empty() {
        Ok(again.evaluation)
    } else {
        Err(again.faults)
    }
}

/// The cells of a study that are shown unless others are asked for: its baseline, then every scenario that is judged, for
/// every group.
pub fn all_cells(study: &toets_model::Study) -> Vec<(ScenarioId, GroupId)> {
    cells(study, study.shown_scenarios())
}

/// The cells of the scenarios that are judged beside each other, for every group: not those of a baseline.
pub fn judged_cells(study: &toets_model::Study) -> Vec<(ScenarioId, GroupId)> {
    cells(study, study.judged())
}

fn cells(study: &toets_model::Study, scenarios: impl Iterator<Item = ScenarioId>) -> Vec<(ScenarioId, GroupId)> {
    scenarios
        .flat_map(|scenario| study.groups.indices().map(move |group| (scenario, group)))
        .collect()
}
