//! Whether conclusions hold, in each cell and in all together, and which unknowns decide that.

use std::collections::{BTreeMap, BTreeSet};

use toets_evaluate::OpenVariable;
use toets_question::{Status, conclude};
use toets_studies::conclude::{Concluded, Status as Truly};
use toets_studies::names;
use toets_studies::rows::{Key, agree};

use crate::case::Case;
use crate::run::Checked;

/// A status of the engine in the oracle's words; none of a conclusion without a condition.
pub(crate) fn as_truly(status: Status) -> Option<Truly> {
    match status {
        Status::Yes => Some(Truly::Yes),
        Status::No => Some(Truly::No),
        Status::Undetermined => Some(Truly::Undetermined),
        Status::Stated => None,
    }
}

pub(crate) fn check(case: &Case) -> Result<Checked, String> {
    let found = conclude(case.evaluation()?).map_err(|faults| format!("not concluded: {faults:?}"))?;
    let mut checked = Checked::NotClaimed;
    for (c, conclusion) in case.spec.conclusions.iter().enumerate() {
        let Some(so) = case.concluded(conclusion) else {
            return Ok(Checked::TooMuch);
        };
        let id = case
            .study()
            .conclusions
            .find(&names::conclusion(c))
            .expect("it was written");
        let said = found.iter().find(|result| result.conclusion == id);
        let said = said.expect("every conclusion is judged");
        let each: BTreeMap<(usize, usize), Truly> = so.cells.iter().copied().collect();
        let each_said = said.cells.iter().map(|cell| {
            let status = as_truly(cell.status).expect("it has a condition");
            (case.spec_cell(cell.scenario, cell.group), status)
        });
        same!(each_said.collect::<BTreeMap<_, _>>(), each, "cells: c{c}");
        same!(as_truly(said.status), Some(so.status), "status: c{c}");
        let decides = &said.decided_by;
        if so.status == Truly::Undetermined {
            decided_by(case, &so, decides).map_err(|what| format!("decided by: c{c}: {what}"))?;
        } else {
            ensure!(
                decides.is_empty(),
                "decided by: c{c} is settled, and {decides:?} are said to decide it"
            );
        }
        checked = Checked::Claimed;
    }
    Ok(checked)
}

/// The answers to these decide it in every cell where it is open, and each of them is needed for that in one.
fn decided_by(case: &Case, so: &Concluded, said: &[OpenVariable]) -> Result<(), String> {
    let open: Vec<_> = so
        .outcomes
        .iter()
        .filter(|outcomes| {
            let held: BTreeSet<bool> = outcomes.iter().map(|outcome| outcome.1).collect();
            held.len() > 1
        })
        .collect();
    let decide = |set: &[OpenVariable]| {
        open.iter().all(|outcomes| {
            outcomes.iter().enumerate().all(|(n, (one, holds))| {
                let others = outcomes[n + 1..].iter().filter(|(_, other)| other != holds);
                others
                    .map(|(other, _)| other)
                    .all(|other| !agree(&among(case, one, set), &among(case, other, set)))
            })
        })
    };
    ensure!(decide(said), "{said:?} do not decide it");
    for &one in said {
        let fewer: Vec<OpenVariable> = said.iter().copied().filter(|&v| v != one).collect();
        ensure!(!decide(&fewer), "{one:?} does not decide, beside {fewer:?}");
    }
    Ok(())
}

/// The answers to some unknowns.
fn among(case: &Case, answers: &BTreeMap<Key, usize>, set: &[OpenVariable]) -> BTreeMap<Key, usize> {
    let those = answers.iter().filter(|(key, _)| set.contains(&case.unknown(key)));
    those.map(|(key, &answer)| (*key, answer)).collect()
}
