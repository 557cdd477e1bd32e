//! Trying one change: what moves, looking only where it can reach.

use std::sync::Arc;

use toets_diagnostic::Diagnostic;
use toets_diagram::{Diagram, Exceeded};
use toets_evaluate::{Compiled, Evaluation, OpenVariable, Space, Value, compile, evaluate_where};
use toets_model::{ConclusionId, FindingId, GroupId, Index, NodeId, ScenarioId, Study};
use toets_plugin::Registry;

use super::perturbation::Perturbation;
use super::same::same;
use super::{ConclusionMove, Shift, VerdictMove};
use crate::conclude::{Cell, ConclusionResult, Judge, Status, cells_spoken_of};
use crate::values::possible;

/// The study as it is.
pub(super) struct Base<'a> {
    compiled: &'a Arc<Compiled>,
    registry: &'a Registry,
    evaluation: &'a Evaluation,
    /// For each cell whether its verdict was asked for.
    asked: Vec<bool>,
    /// For each cell what its verdict can be.
    verdicts: Vec<Vec<Value>>,
    /// For each cell and finding whether something depends on it in some world: it applies, or it may set others aside.
    reaches: Vec<Vec<bool>>,
    /// The conclusions with their status, and the cells (by place) that they speak of.
    conclusions: Vec<(ConclusionId, Status, Vec<usize>)>,
}

impl<'a> Base<'a> {
    pub(super) fn new(
        compiled: &'a Arc<Compiled>,
        registry: &'a Registry,
        evaluation: &'a mut Evaluation,
        cells: &[(ScenarioId, GroupId)],
        conclusions: &[ConclusionResult],
    ) -> Result<Self, Exceeded> {
        let study = &compiled.study;
        let mut reaches = Vec::with_capacity(evaluation.cells.len());
        for cell in &mut evaluation.cells {
            let mut here = Vec::with_capacity(study.findings.len());
            for finding in study.findings.indices() {
                let somewhere = cell.space.admitted != Diagram::FALSE && {
                    let there = match compiled.touched_by(finding)[..] {
                        [_] => cell.space.applies(compiled, finding)?,
                        _ => cell.space.speaks(compiled, finding)?,
                    };
                    cell.space.manager.and(there, cell.space.admitted)? != Diagram::FALSE
                };
                here.push(somewhere);
            }
            reaches.push(here);
        }
        let place = |&(scenario, group): &(ScenarioId, GroupId)| {
            let mut all = evaluation.cells.iter();
            all.position(|cell| cell.scenario == scenario && cell.group == group)
        };
        let conclusions = conclusions
            .iter()
            .map(|result| {
                let spoken_of = cells_spoken_of(study, &study.conclusions[result.conclusion]);
                (
                    result.conclusion,
                    result.status,
                    spoken_of.iter().filter_map(place).collect(),
                )
            })
            .collect();
        Ok(Self {
            compiled,
            registry,
            asked: evaluation
                .cells
                .iter()
                .map(|c| cells.contains(&(c.scenario, c.group)))
                .collect(),
            verdicts: evaluation
                .cells
                .iter()
                .map(|c| possible(compiled, &c.space, study.verdict))
                .collect(),
            reaches,
            conclusions,
            evaluation,
        })
    }

    /// The cells asked for, with what their verdicts can be.
    pub(super) fn verdicts(&self) -> impl Iterator<Item = (ScenarioId, GroupId, Vec<Value>)> {
        let cells = self.evaluation.cells.iter().zip(&self.verdicts).zip(&self.asked);
        cells
            .filter(|(_, asked)| **asked)
            .map(|((cell, verdict), _)| (cell.scenario, cell.group, verdict.clone()))
    }

    /// What a change moves.
    pub(super) fn attempt(&self, change: Perturbation) -> Attempt {
        match self.shift(change) {
            Ok(shift) => Attempt::Made(shift),
            Err(Failed::NoStudy) => Attempt::NoStudy,
            Err(Failed::NotWorkedOut) => Attempt::NotWorkedOut,
        }
    }

    fn shift(&self, change: Perturbation) -> Result<Shift, Failed> {
        let mut shift = Shift {
            change,
            verdicts: Vec::new(),
            conclusions: Vec::new(),
        };
        let study = &self.compiled.study;
        let findings = change.findings(study);
        let touched: Vec<FindingId> = findings.iter().flat_map(|&f| self.compiled.touched_by(f)).collect();
        let reached = |cell: usize| findings.is_empty() || findings.iter().any(|f| self.reaches[cell][f.to_usize()]);
        if !(0..self.evaluation.cells.len()).any(reached) {
            return Ok(shift);
        }
        let mut changed = Study::clone(study);
        change.apply(&mut changed);
        let compiled = compile(Arc::new(changed), self.registry, self.compiled.limits);
        let compiled = Arc::new(compiled.map_err(|_| Failed::NoStudy)?);
        // With the same variables in the same places, diagrams made before can stand beside those made now.
        let same_order = self.compiled.variables().iter().eq(compiled.variables().iter());
        let mut again: Vec<Option<Space>> = Vec::with_capacity(self.evaluation.cells.len());
        for (cell, result) in self.evaluation.cells.iter().enumerate() {
            if same_order && (!reached(cell) || self.stays(&compiled, cell, &touched)?) {
                again.push(None);
                continue;
            }
            let fixed = compiled.fixed(result.scenario, result.group);
            let (space, faults) = evaluate_where(&compiled, &fixed, None);
            evaluated(&faults)?;
            again.push(Some(space));
        }
        self.verdicts_moved(&compiled, &again, &mut shift);
        self.conclusions_moved(&compiled, &again, &mut shift)?;
        Ok(shift)
    }

    /// Whether the only node that a change touches, an indicator, stays as it is in a cell.
    fn stays(&self, compiled: &Arc<Compiled>, cell: usize, findings: &[FindingId]) -> Result<bool, Failed> {
        let study = &self.compiled.study;
        let mut nodes: Vec<NodeId> = findings.iter().map(|&f| study.findings[f].node).collect();
        nodes.sort_unstable();
        nodes.dedup();
        let [node] = nodes[..] else {
            return Ok(false);
        };
        if !study.nodes[node].children.is_empty() {
            return Ok(false);
        }
        let result = &self.evaluation.cells[cell];
        let fixed = compiled.fixed(result.scenario, result.group);
        let (space, faults) = evaluate_where(compiled, &fixed, Some(node));
        evaluated(&faults)?;
        let (Some(before), Some(after)) = (result.space.node(node), space.node(node)) else {
            return Ok(false);
        };
        let one = &result.space.manager;
        let other = &space.manager;
        if !same((one, before.level), (other, after.level)) || !same((one, before.silent), (other, after.silent)) {
            return Ok(false);
        }
        // Between which levels the node is open limits worlds, which its diagrams don't show.
        let unknown = compiled.variables().position(OpenVariable::Node(node));
        if unknown.is_none_or(|unknown| other.support(after.level).binary_search(&unknown).is_err()) {
            return Ok(true);
        }
        let (alone, faults) = evaluate_where(self.compiled, &fixed, Some(node));
        evaluated(&faults)?;
        Ok(same((&alone.manager, alone.admitted), (other, space.admitted)))
    }

    fn verdicts_moved(&self, compiled: &Compiled, again: &[Option<Space>], shift: &mut Shift) {
        for (cell, space) in again.iter().enumerate().filter(|&(cell, _)| self.asked[cell]) {
            let Some(space) = space else { continue };
            let after = possible(compiled, space, compiled.study.verdict);
            let before = &self.verdicts[cell];
            if after != *before {
                shift.verdicts.push(VerdictMove {
                    scenario: self.evaluation.cells[cell].scenario,
                    group: self.evaluation.cells[cell].group,
                    before: before.clone(),
                    after,
                });
            }
        }
    }

    fn conclusions_moved(
        &self,
        compiled: &Arc<Compiled>,
        again: &[Option<Space>],
        shift: &mut Shift,
    ) -> Result<(), Failed> {
        let touched: Vec<&(ConclusionId, Status, Vec<usize>)> = self
            .conclusions
            .iter()
            .filter(|(_, _, cells)| cells.iter().any(|&cell| again[cell].is_some()))
            .collect();
        let mut needed = vec![false; again.len()];
        touched
            .iter()
            .flat_map(|(.., cells)| cells)
            .for_each(|&cell| needed[cell] = true);
        let cells = self
            .evaluation
            .cells
            .iter()
            .zip(again)
            .zip(&needed)
            .filter(|(_, needed)| **needed);
        let cells = cells.map(|((result, again), _)| Cell {
            scenario: result.scenario,
            group: result.group,
            space: again.as_ref().unwrap_or(&result.space),
        });
        let ids: Vec<ConclusionId> = touched.iter().map(|(id, ..)| *id).collect();
        let mut judge = Judge::new(compiled, cells.collect(), &ids);
        for (id, before, _) in touched {
            let after = judge.conclusion(*id).map_err(|_| Failed::NotWorkedOut)?.status;
            if after != *before {
                shift.conclusions.push(ConclusionMove {
                    conclusion: *id,
                    before: *before,
                    after,
                });
            }
        }
        Ok(())
    }
}

/// What became of trying a change.
pub(super) enum Attempt {
    /// What it moves.
    Made(Shift),
    /// It does not make a study: the rule does not fit the scale.
    NoStudy,
    /// A limit was met, or a scorer failed.
    NotWorkedOut,
}

enum Failed {
    NoStudy,
    NotWorkedOut,
}

fn evaluated(faults: &[Diagnostic]) -> Result<(), Failed> {
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Failed::NotWorkedOut)
    }
}
