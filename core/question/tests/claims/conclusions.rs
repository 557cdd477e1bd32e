//! Whether conclusions hold, in each cell and in all together, and which unknowns decide that.

use std::collections::{BTreeMap, BTreeSet};

use toets_evaluate::OpenVariable;
use toets_question::{Status, conclude};
use toets_studies::conclude::{Concluded, Outcomes, Status as Truly};
use toets_studies::names;
use toets_studies::rows::{Key, agree};

use crate::case::Case;
use crate::depends::{self, Outcome};
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
            let all = decided_by(case, &so, decides).map_err(|what| format!("decided by: c{c}: {what}"))?;
            if !all {
                return Ok(Checked::TooMuch);
            }
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

/// The unknowns whose answers can make the difference between a statement's holding in all cells and its failing in one.
fn decided_by(case: &Case, so: &Concluded, said: &[OpenVariable]) -> Result<bool, String> {
    let open: Vec<&Outcomes> = so.outcomes.iter().filter(|outcomes| is_open(outcomes)).collect();
    let mut contexts = Vec::with_capacity(open.len());
    for (n, outcomes) in open.iter().enumerate() {
        let others: Vec<&Outcomes> = (0..open.len()).filter(|&m| m != n).map(|m| open[m]).collect();
        let mut asked: Vec<Outcome<Key, bool>> = Vec::new();
        for (answers, holds) in outcomes.iter() {
            match holds {
                false => asked.push((answers.clone(), false)),
                true => everywhere(&others, answers, &mut |all| {
                    let here = all.iter().map(|(key, &answer)| (*key, answer));
                    asked.push((here.collect(), true));
                }),
            }
            if asked.len() > WAYS {
                return Ok(false);
            }
        }
        contexts.push(asked);
    }
    let decide: BTreeSet<OpenVariable> = depends::depends(&contexts)
        .into_iter()
        .map(|key| case.unknown(&key))
        .collect();
    same!(said.iter().copied().collect::<BTreeSet<_>>(), decide, "which unknowns");
    Ok(true)
}

/// With more ways in which it holds everywhere it is not looked which unknowns decide.
const WAYS: usize = 400;

fn is_open(outcomes: &Outcomes) -> bool {
    let held: BTreeSet<bool> = outcomes.iter().map(|outcome| outcome.1).collect();
    held.len() > 1
}

/// Every set of answers with these with which the statement holds in all of these cells.
fn everywhere(cells: &[&Outcomes], so_far: &BTreeMap<Key, usize>, found: &mut dyn FnMut(&BTreeMap<Key, usize>)) {
    let Some((first, rest)) = cells.split_first() else {
        return found(so_far);
    };
    for (answers, _) in first.iter().filter(|(answers, holds)| *holds && agree(answers, so_far)) {
        let mut more = so_far.clone();
        more.extend(answers.iter().map(|(key, &answer)| (*key, answer)));
        everywhere(rest, &more, found);
    }
}
