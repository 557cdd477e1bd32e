//! Evaluating a study anew after a change: what did not change is taken over from the evaluation before.
//!
//! # What a result hangs on
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
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use toets_diagnostic::Diagnostic;
use toets_diagram::Diagram;
use toets_model::{GroupId, Index, NodeId, ScenarioId};
use toets_plugin::Scorer;

use crate::cell::{evaluate_where, judge_all};
use crate::compile::{Compiled, Trees};
use crate::replay::lock;
use crate::result::{CellResult, Evaluation};
use crate::same::Since;
use crate::space::{NodeDiagrams, Space};
use crate::tree::{Names, Tree};

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
        let before = Before::open(&mut space, last);
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

/// What the space of a cell keeps for the next evaluation.
#[derive(Debug)]
pub(crate) struct Kept {
    /// The worlds that the constraints admit.
    pub(crate) start: Diagram,
    /// How many nodes the manager had when the cell was last evaluated in full; none: it was not.
    fresh: Option<usize>,
    nodes: Vec<Option<KeptNode>>,
}

/// What is kept of a node.
#[derive(Debug)]
pub(crate) struct KeptNode {
    pub(crate) diagrams: NodeDiagrams,
    /// What it demands of its unknown.
    pub(crate) limits: Diagram,
    /// The worlds that were left before it was judged.
    pub(crate) among: Diagram,
    /// Those that were left after.
    pub(crate) then: Diagram,
    /// The places of its scorer's tree that were walked, ascending.
    pub(crate) walked: Box<[u32]>,
}

impl Kept {
    /// Of a space in which nothing was judged yet.
    pub(crate) fn new(start: Diagram) -> Self {
        Self {
            start,
            fresh: None,
            nodes: Vec::new(),
        }
    }

    pub(crate) fn keep(&mut self, node: NodeId, kept: KeptNode) {
        let n = node.to_usize();
        if self.nodes.len() <= n {
            self.nodes.resize_with(n + 1, || None);
        }
        self.nodes[n] = Some(kept);
    }
}

/// What the evaluation before found in one cell.
pub(crate) struct Before<'a> {
    nodes: Vec<Option<KeptNode>>,
    trees: &'a Trees,
    since: &'a Since,
}

impl<'a> Before<'a> {
    /// Puts a space back to where no node was judged, with what is still true of findings, and gives what was found.
    fn open(space: &mut Space, last: &'a Last) -> Self {
        let since = &*last.since;
        let nodes = std::mem::take(&mut space.kept.nodes);
        space.admitted = space.kept.start;
        space.nodes.fill(None);
        space.evidence.retain(|node, _| since.rule[node.to_usize()]);
        space.sides.clear();
        space.unopened.clear();
        let then = std::mem::take(&mut space.applies);
        let known = |was: &Option<toets_model::FindingId>| then.get((*was)?.to_usize()).copied().flatten();
        space.applies = since.was.iter().map(known).collect();
        Self {
            nodes,
            trees: &last.trees,
            since,
        }
    }

    /// Takes over the result of a node, if it is what judging it would give.
    pub(crate) fn take_over(&self, compiled: &Compiled, space: &mut Space, node: NodeId) -> bool {
        let n = node.to_usize();
        let Some(kept) = self.nodes.get(n).and_then(Option::as_ref) else {
            return false;
        };
        if !self.since.result[n] {
            return false;
        }
        let same_worlds = kept.among == space.admitted;
        let then = match (same_worlds, kept.limits) {
            (true, _) => kept.then,
            (false, Diagram::TRUE) => space.admitted,
            (false, _) => match space.manager.and(space.admitted, kept.limits) {
                Ok(then) => then,
                Err(_) => return false,
            },
        };
        let mut walked = Vec::new();
        if let Scorer::Replay(_) = &compiled.scorers[n] {
            if !same_worlds {
                return false;
            }
            let old = lock(&self.trees[n]);
            match lock(&compiled.trees[n]).bring(&old, &kept.walked, &Names(&self.since.is)) {
                Some(places) => walked = places,
                None => return false,
            }
        }
        let kept = KeptNode {
            among: space.admitted,
            then,
            walked: walked.into(),
            ..*kept
        };
        space.nodes[n] = Some(kept.diagrams);
        space.kept.keep(node, kept);
        space.admitted = then;
        true
    }
}

/// What scorers read and said in the evaluation before.
#[derive(Debug)]
pub(crate) struct Memory {
    trees: Arc<Trees>,
    since: Arc<Since>,
}

impl Compiled {
    /// What the scorer of a node read and said in the evaluation before, if it would do so today.
    pub(crate) fn remembered(&self, node: NodeId) -> Option<(&std::sync::Mutex<Tree>, Names<'_>)> {
        let memory = self.memory.get()?;
        let n = node.to_usize();
        memory.since.rule[n].then(|| (&memory.trees[n], Names(&memory.since.is)))
    }
}

/// Counts what is done, on any thread.
#[derive(Debug, Default)]
pub(crate) struct Counters {
    judged: AtomicUsize,
    runs: AtomicUsize,
}

impl Counters {
    pub(crate) fn judged(&self) {
        self.judged.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn ran(&self) {
        self.runs.fetch_add(1, Ordering::Relaxed);
    }

    fn so_far(&self) -> (usize, usize) {
        (self.judged.load(Ordering::Relaxed), self.runs.load(Ordering::Relaxed))
    }
}
