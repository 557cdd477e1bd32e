//! Evaluating a study anew after a change: what did not change is taken over from the evaluation before.
//!
//! # What a result depends on
//!
//! The result of a node in a cell is a function of
//!
//! - what the study shares (variables, scales, constraints, law, the day, what modalities do) and what the cell fixes;
//! - the node itself, the parameters and the fingerprint of its scorer, the findings on it with the transfers and contests
//!   that touch them;
//! - the results of the nodes it is judged from;
//! - of a replaying scorer also the worlds that are left when its turn comes (what other nodes leave open limits them).
//!
//! Both studies are at hand, so that these are compared as they are (`same`); there are no hashes that could be equal by chance.
//! A node whose own part differs is judged anew, and so is all above it, whether its result turns out to be another one or not.
//!
//! # What is taken over
//!
//! - **Diagrams**, cell by cell: the [`Space`] of the cell goes on, with its manager. That needs the same variables in the same order
//!   and the same nodes; else the cell is evaluated in full. Diagrams of one manager are equal if and only if they are the same
//!   function, so that "the same worlds are left" is one comparison.
//! - **Runs of replaying scorers**: what a scorer read and said is remembered as a tree. Where its own part is the same it
//!   would say the same after the same answers, whatever became of the nodes that it reads; then the tree answers and
//!   nothing runs. This holds even where the order of variables is another one.
//!
//! # Why nothing is taken over wrongly
//!
//! What is taken over was made by the same steps from equal things in the same manager. The trees of today hold just
//! what the cells of today walked, as after a full evaluation, so that what a scorer is said to read is the same too; faults are
//! never taken over. Where diagrams get too large for the limit, and where numbers turn up, the cell is evaluated in full:
//! a manager that holds the diagrams of an earlier study as well must not be the reason of an error, and numbers stand in diagrams
//! by when they were met. A test evaluates random studies after random changes both ways and compares all they say.

use std::sync::Arc;

use rayon::prelude::*;
use toets_diagnostic::Diagnostic;
use toets_model::{GroupId, ScenarioId};

use crate::before::Before;
use crate::cell::{evaluate_where, judge_all};
use crate::compile::Compiled;
use crate::kept::{Memory, Since};
use crate::result::{CellResult, Evaluation};
use crate::space::Space;
use crate::tree::Trees;

/// An evaluation, whether its scorers had faults or not.
#[derive(Debug)]
pub struct Again {
    /// The results: nodes at fault, and those above them, have none.
    pub evaluation: Evaluation,
    /// The faults of all scorers in all cells, each once.
    pub faults: Vec<Diagnostic>,
    /// What it took.
    pub work: Work,
}

/// How much work something took: the same on every machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Nodes judged, over all cells.
    pub judged: usize,
    /// Runs of scorers that replay (scripts).
    pub runs: usize,
    /// Steps of operations on diagrams.
    pub operations: u64,
}

/// Evaluates cells; what did not change since the evaluation `before` is taken over from it.
///
/// The results are those of [`evaluate`](crate::evaluate), in every way that can be told.
pub fn evaluate_again(compiled: &Arc<Compiled>, cells: &[(ScenarioId, GroupId)], before: Option<Evaluation>) -> Again {
    let (judged, runs) = compiled.work.so_far();
    let before = before.filter(|before| !Arc::ptr_eq(&before.compiled, compiled));
    let mut last = before.and_then(|before| Last::new(before, compiled));
    if let Some(last) = &last {
        // A study that was evaluated before remembers that already.
        let _ = compiled.memory.set(Memory {
            trees: last.trees.clone(),
            since: last.since.clone(),
        });
    }
    let spaces: Vec<Option<Space>> = cells
        .iter()
        .map(|&(scenario, group)| last.as_mut()?.space(compiled, scenario, group))
        .collect();
    let last = last.as_ref();
    let results: Vec<(CellResult, Vec<Diagnostic>, u64)> = cells
        .par_iter()
        .zip(spaces)
        .map(|(&(scenario, group), space)| {
            let (space, faults, operations) = evaluate_cell(compiled, scenario, group, last.zip(space));
            (CellResult::new(scenario, group, space), faults, operations)
        })
        .collect();
    let mut again = Again {
        evaluation: Evaluation {
            compiled: compiled.clone(),
            cells: Vec::with_capacity(results.len()),
        },
        faults: Vec::new(),
        work: Work::default(),
    };
    for (cell, faults, operations) in results {
        again.evaluation.cells.push(cell);
        again.work.operations += operations;
        for fault in faults {
            // A script fails in every cell at the same place, with other values: that is one thing to mend.
            let again_there = |known: &Diagnostic| {
                known.code == fault.code && known.place().is_some() && known.place() == fault.place()
            };
            if !again.faults.iter().any(|known| *known == fault || again_there(known)) {
                again.faults.push(fault);
            }
        }
    }
    let (all_judged, all_runs) = compiled.work.so_far();
    again.work.judged = all_judged - judged;
    again.work.runs = all_runs - runs;
    again
}

/// A cell, what is wrong with it, and the steps that its diagrams took.
fn evaluate_cell(
    compiled: &Arc<Compiled>,
    scenario: ScenarioId,
    group: GroupId,
    before: Option<(&Last, Space)>,
) -> (Space, Vec<Diagnostic>, u64) {
    let mut operations = 0;
    if let Some((last, mut space)) = before {
        let first = space.manager.operations();
        let numbers = space.numbers.len();
        let before = Before::open(&mut space, &last.trees, &last.since);
        let (space, faults) = judge_all(compiled, space, None, Some(&before));
        operations = space.manager.operations() - first;
        let too_large = faults.iter().any(|fault| fault.code == TOO_LARGE);
        if !too_large && space.numbers.len() == numbers {
            return (space, faults, operations);
        }
    }
    let (mut space, faults) = evaluate_where(compiled, &compiled.fixed(scenario, group), None);
    space.kept.fresh = Some(space.manager.nodes());
    operations += space.manager.operations();
    (space, faults, operations)
}

/// The code of the fault that diagrams got too large.
pub(crate) const TOO_LARGE: &str = "too-large";

/// The evaluation before, and what is the same since.
struct Last {
    compiled: Arc<Compiled>,
    cells: Vec<Option<CellResult>>,
    trees: Arc<Trees>,
    since: Arc<Since>,
}

impl Last {
    fn new(before: Evaluation, compiled: &Compiled) -> Option<Self> {
        let since = Since::new(&before.compiled, compiled)?;
        Some(Self {
            trees: before.compiled.trees.clone(),
            compiled: before.compiled,
            cells: before.cells.into_iter().map(Some).collect(),
            since: Arc::new(since),
        })
    }

    /// The space of the cell with the same names, if it fixed the same things and its diagrams can be read today.
    fn space(&mut self, compiled: &Compiled, scenario: ScenarioId, group: GroupId) -> Option<Space> {
        if !self.since.diagrams {
            return None;
        }
        let (then, now) = (&self.compiled, &compiled.study);
        let old_scenario = then.study.scenarios.find(now.scenarios.name(scenario))?;
        let old_group = then.study.groups.find(now.groups.name(group))?;
        if then.fixed(old_scenario, old_group) != compiled.fixed(scenario, group) {
            return None;
        }
        let is_it = |cell: &&mut Option<CellResult>| {
            let found = cell.as_ref();
            found.is_some_and(|cell| (cell.scenario, cell.group) == (old_scenario, old_group))
        };
        let space = self.cells.iter_mut().find(is_it)?.take()?.space;
        // What is of no use any more stays in the manager: when that is most of it, it is time for a new one.
        let grown = |fresh| space.manager.nodes() > 4 * fresh + 100_000;
        space.kept.fresh.is_some_and(|fresh| !grown(fresh)).then_some(space)
    }
}
