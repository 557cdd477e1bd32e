//! How much depends on our own coding: what flips if one thing were coded otherwise.
//!
//! Each change ([`Perturbation`], listed in `perturbation`) is made in a copy of the study, which is made ready and evaluated again where the
//! change can reach (`trial`): cells in which a finding never applies, and those in which its node stays as it is, need no second look.

mod perturbation;
mod same;
mod threshold;
mod trial;

use std::sync::Arc;

use rayon::prelude::*;
use toets_diagnostic::Diagnostic;
use toets_evaluate::{Compiled, Evaluation, Value, evaluate};
use toets_model::{ConclusionId, GroupId, ScenarioId};
use toets_plugin::Registry;

use crate::conclude::{Status, cells_needed, cells_spoken_of, conclude_some};
use crate::progress::{Progress, Steps};

pub use perturbation::{Perturbation, Reading};
pub use threshold::Line;
use trial::{Attempt, Base};

/// What depends on single choices of the coding.
#[derive(Clone, Debug)]
pub struct Robustness {
    /// The cells whose verdicts were looked at, with what is possible there.
    pub cells: Vec<(ScenarioId, GroupId, Vec<Value>)>,
    /// How many changes were tried: each one alone.
    pub tried: usize,
    /// Those that could not be worked out: a limit was met, or a scorer failed. Nothing is said of them.
    pub not_worked_out: Vec<Perturbation>,
    /// Those that move a verdict or a conclusion, the smallest kind first.
    pub shifts: Vec<Shift>,
    /// The conclusions with a formal condition that speak of one of the cells.
    pub conclusions: Vec<Steadiness>,
}

/// A change that moves something.
#[derive(Clone, Debug)]
pub struct Shift {
    /// The change.
    pub change: Perturbation,
    /// The verdicts that it moves.
    pub verdicts: Vec<VerdictMove>,
    /// The conclusions that it moves.
    pub conclusions: Vec<ConclusionMove>,
}

/// A verdict that moves: other levels are possible.
#[derive(Clone, Debug, PartialEq)]
pub struct VerdictMove {
    /// The scenario.
    pub scenario: ScenarioId,
    /// The group.
    pub group: GroupId,
    /// What is possible, worst to best.
    pub before: Vec<Value>,
    /// What would be possible.
    pub after: Vec<Value>,
}

/// A conclusion that moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConclusionMove {
    /// The conclusion.
    pub conclusion: ConclusionId,
    /// What becomes of it.
    pub before: Status,
    /// What would become of it.
    pub after: Status,
}

impl ConclusionMove {
    /// Whether it turns into its opposite: from holding to not holding, or the reverse.
    pub fn flips(self) -> bool {
        matches!(
            (self.before, self.after),
            (Status::Yes, Status::No) | (Status::No, Status::Yes)
        )
    }
}

/// How steady a conclusion is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steadiness {
    /// The conclusion.
    pub conclusion: ConclusionId,
    /// What becomes of it.
    pub status: Status,
    /// The changes that turn it into its opposite: places in [`Robustness::shifts`].
    pub flipped_by: Vec<usize>,
    /// The changes that make it undetermined, or decide it where it is undetermined.
    pub shaken_by: Vec<usize>,
}

/// Tries every single change.
///
/// # Errors
/// The faults of the study as it is. A change that does not make a study (the rule does not fit the scale) is no change, and left out.
pub fn robust(
    compiled: &Arc<Compiled>,
    registry: &Registry,
    cells: &[(ScenarioId, GroupId)],
    progress: &dyn Progress,
) -> Result<Robustness, Vec<Diagnostic>> {
    let study = &compiled.study;
    let conclusions: Vec<ConclusionId> = study
        .conclusions
        .iter()
        .filter(|(_, conclusion)| {
            cells_spoken_of(study, conclusion)
                .iter()
                .any(|cell| cells.contains(cell))
        })
        .map(|(id, _)| id)
        .collect();
    let mut all = cells_needed(study);
    all.extend(cells);
    all.sort_unstable();
    all.dedup();
    let mut evaluation: Evaluation = evaluate(compiled, &all)?;
    let before = conclude_some(&evaluation, &conclusions)?;
    let base = Base::new(compiled, registry, &mut evaluation, cells, &before).map_err(|exceeded| {
        vec![crate::faults::too_large(
            compiled,
            ("where the findings apply", "waar de bevindingen gelden"),
            &exceeded,
        )]
    })?;
    let changes = Perturbation::all(study);
    let steps = Steps::new(progress, changes.len());
    let tried: Vec<Attempt> = changes
        .par_iter()
        .map(|&change| {
            let attempt = base.attempt(change);
            steps.step();
            attempt
        })
        .collect();
    let mut count = 0;
    let mut shifts = Vec::new();
    let mut not_worked_out = Vec::new();
    for (change, attempt) in changes.into_iter().zip(tried) {
        match attempt {
            Attempt::Made(shift) => {
                count += 1;
                if !shift.verdicts.is_empty() || !shift.conclusions.is_empty() {
                    shifts.push(shift);
                }
            }
            Attempt::NotWorkedOut => not_worked_out.push(change),
            Attempt::NoStudy => {}
        }
    }
    let conclusions = before
        .iter()
        .map(|result| {
            let by = |flips: bool| {
                let moves = |shift: &&(usize, &Shift)| {
                    let found = shift.1.conclusions.iter().find(|m| m.conclusion == result.conclusion);
                    found.is_some_and(|m| m.flips() == flips)
                };
                shifts
                    .iter()
                    .enumerate()
                    .filter(|m| moves(&m))
                    .map(|(n, _)| n)
                    .collect()
            };
            Steadiness {
                conclusion: result.conclusion,
                status: result.status,
                flipped_by: by(true),
                shaken_by: by(false),
            }
        })
        .collect();
    Ok(Robustness {
        cells: base.verdicts().collect(),
        tried: count,
        not_worked_out,
        shifts,
        conclusions,
    })
}
