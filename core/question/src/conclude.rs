//! Whether conclusions hold.

mod judge;

use toets_diagnostic::Diagnostic;
use toets_evaluate::{Evaluation, OpenVariable};
use toets_model::{CellRef, Conclusion, ConclusionId, Evaluate, FindingId, GroupId, NodeId, ScenarioId, Study};

use crate::formula::for_each_term;

pub(crate) use judge::{Cell, Judge};

/// What becomes of a conclusion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It holds, whatever the answers to the unknowns.
    Yes,
    /// It does not hold, whatever the answers.
    No,
    /// That depends on unknowns (or there is no world that it speaks of).
    Undetermined,
    /// It has no formal condition.
    Stated,
}

impl Status {
    /// The word for it in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Undetermined => "undetermined",
            Self::Stated => "stated",
        }
    }
}

/// What becomes of one conclusion.
#[derive(Clone, Debug, PartialEq)]
pub struct ConclusionResult {
    /// The conclusion.
    pub conclusion: ConclusionId,
    /// Over all of its cells together.
    pub status: Status,
    /// In each of its cells; cells without a world that it speaks of are left out.
    pub cells: Vec<CellStatus>,
    /// The unknowns that decide it, where it is undetermined.
    pub decided_by: Vec<OpenVariable>,
    /// The findings that it says again: they cite the same lines, and without them it would not hold. None where it follows from
    /// other findings, and until [`tell_apart`](crate::tell_apart) was asked.
    pub restates: Vec<FindingId>,
    /// The nodes that it names and that do not apply to someone whom it speaks of: the worlds in which that is so are left out.
    pub not_applicable: Vec<NodeId>,
}

/// What becomes of a conclusion in one cell.
#[derive(Clone, Debug, PartialEq)]
pub struct CellStatus {
    /// The scenario.
    pub scenario: ScenarioId,
    /// The group.
    pub group: GroupId,
    /// Its status there.
    pub status: Status,
}

/// The cells that the study's conclusions speak of, in the order of the study.
pub fn cells_needed(study: &Study) -> Vec<(ScenarioId, GroupId)> {
    let mut needed = Vec::new();
    for (_, conclusion) in study.conclusions.iter() {
        needed.extend(cells_spoken_of(study, conclusion));
    }
    needed.retain(|cell| study.scenarios[cell.0].evaluate != Evaluate::Never);
    needed.sort_unstable();
    needed.dedup();
    needed
}

/// The cells that a conclusion speaks of, each once: those that it is judged in, and those that it names; none if it has no formal
/// condition.
pub(crate) fn cells_spoken_of(study: &Study, conclusion: &Conclusion) -> Vec<(ScenarioId, GroupId)> {
    let mut spoken_of = Vec::new();
    if let Some(formula) = &conclusion.holds {
        for current in cells_of(study, conclusion) {
            spoken_of.push(current);
            for_each_term(formula, &mut |cell, _| spoken_of.push(resolve(cell, current)));
        }
    }
    spoken_of.sort_unstable();
    spoken_of.dedup();
    spoken_of
}

/// Judges every conclusion of the study, in order.
///
/// # Errors
/// The diagrams of a conclusion got too large, or a cell that it speaks of was not evaluated.
pub fn conclude(evaluation: &Evaluation) -> Result<Vec<ConclusionResult>, Vec<Diagnostic>> {
    let all: Vec<ConclusionId> = evaluation.compiled.study.conclusions.indices().collect();
    conclude_some(evaluation, &all)
}

/// Judges these conclusions.
pub(crate) fn conclude_some(
    evaluation: &Evaluation,
    conclusions: &[ConclusionId],
) -> Result<Vec<ConclusionResult>, Vec<Diagnostic>> {
    let cells = evaluation.cells.iter().map(|cell| Cell {
        scenario: cell.scenario,
        group: cell.group,
        space: &cell.space,
    });
    let mut judge = Judge::new(&evaluation.compiled, cells.collect(), conclusions);
    let mut faults = Vec::new();
    let mut results = Vec::with_capacity(conclusions.len());
    for &id in conclusions {
        match judge.conclusion(id) {
            Ok(result) => results.push(result),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(results) } else { Err(faults) }
}

pub(crate) fn cells_of(study: &Study, conclusion: &Conclusion) -> Vec<(ScenarioId, GroupId)> {
    let judged = || study.judged().collect();
    let scenarios: Vec<ScenarioId> = conclusion.scenarios.clone().unwrap_or_else(judged);
    let groups: Vec<GroupId> = conclusion
        .groups
        .clone()
        .unwrap_or_else(|| study.groups.indices().collect());
    scenarios
        .iter()
        .flat_map(|&scenario| groups.iter().map(move |&group| (scenario, group)))
        .collect()
}

fn resolve(cell: CellRef, current: (ScenarioId, GroupId)) -> (ScenarioId, GroupId) {
    match cell {
        CellRef::Current => current,
        CellRef::Scenario(scenario) => (scenario, current.1),
        CellRef::Cell(scenario, group) => (scenario, group),
    }
}
