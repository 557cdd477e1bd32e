//! What answers are worth, by going through all of them.

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigUint;
use toets_evaluate::evaluate;
use toets_model::{GroupId, NodeId, ScenarioId};
use toets_question::{Decisions, NoProgress, Share, decide};
use toets_studies::conclude::{Concluded, Status as Truly};
use toets_studies::names;
use toets_studies::rows::Key;

use crate::case::Case;
use crate::conclusions::as_truly;
use crate::run::Checked;
use crate::table::{Row, Table, by, without};

fn share(part: usize, whole: usize) -> Share {
    Share::new(BigUint::from(part), BigUint::from(whole))
}

fn verdicts(worlds: &[&Row], verdict: NodeId) -> usize {
    let levels: BTreeSet<u32> = worlds.iter().map(|row| row.level(verdict)).collect();
    levels.len()
}

/// More sets of unknowns, or of answers, than this are not gone through.
const MOST: usize = 300;

pub(crate) fn check(case: &Case) -> Result<Checked, String> {
    let (scenario, group) = (case.some_scenario(1), case.some_group(2));
    let verdict = case.study().verdict;
    let Some(all) = case.worlds(&case.of_cell(scenario, group), Some(case.spec_node(verdict))) else {
        return Ok(Checked::TooMuch);
    };
    if all.rows.is_empty() {
        return Ok(Checked::NotClaimed);
    }
    let cell = (case.scenario(scenario), case.group(group));
    let found = decide(case.evaluation()?, &[cell], &NoProgress);
    let found = found.map_err(|faults| format!("not decided: {faults:?}"))?;
    let unknowns = all.unknowns.clone();
    let all = all.without_idle(verdict);
    for unknown in without(&unknowns, &all.unknowns)
        .into_iter()
        .map(|column| all.columns[column])
    {
        let worth = found.unknowns.iter().find(|worth| worth.unknown == unknown);
        let nothing = worth.is_none_or(|worth| worth.changes.is_none() && worth.narrows.is_none());
        ensure!(nothing, "idle: {} is worth something", unknown.id(case.study()));
    }
    let cases: Vec<Vec<&Row>> = by(&all.all(), &all.rest).into_values().collect();
    shares(case, &found, &all, &cases, verdict)?;
    settling(case, cell, &all, &cases, verdict)?;
    Ok(Checked::Claimed)
}

fn shares(case: &Case, found: &Decisions, all: &Table, cases: &[Vec<&Row>], verdict: NodeId) -> Result<(), String> {
    let open: Vec<&Vec<&Row>> = cases.iter().filter(|worlds| verdicts(worlds, verdict) > 1).collect();
    same!(found.open, share(open.len(), cases.len()), "open: share");
    for &column in &all.unknowns {
        let unknown = all.columns[column];
        let name = unknown.id(case.study());
        let others = without(&all.unknowns, &[column]);
        let changed = open
            .iter()
            .filter(|worlds| by(worlds, &others).values().any(|w| verdicts(w, verdict) > 1));
        let changed = changed.count();
        // For each of those who are open: for each answer how many verdicts it leaves.
        let left: Vec<(usize, BTreeMap<u32, usize>)> = open
            .iter()
            .map(|worlds| {
                let answered = by(worlds, &[column]);
                let each = answered
                    .iter()
                    .map(|(answer, w)| (u32::from(answer[0]), verdicts(w, verdict)));
                (verdicts(worlds, verdict), each.collect())
            })
            .collect();
        let settled = |answer: u32| left.iter().filter(|(_, each)| each.get(&answer) == Some(&1)).count();
        let narrows = |(before, each): &(usize, BTreeMap<u32, usize>), answer: u32| {
            each.get(&answer).is_some_and(|after| after < before)
        };
        let settled_by_any = left.iter().filter(|(_, each)| each.values().any(|&n| n == 1)).count();
        let narrowed_by_any = left
            .iter()
            .filter(|one| one.1.keys().any(|&answer| narrows(one, answer)))
            .count();
        let Some(worth) = found.unknowns.iter().find(|worth| worth.unknown == unknown) else {
            same!((0, 0), (changed, narrowed_by_any), "unknown: {name} is left out");
            continue;
        };
        same!(worth.changes, share(changed, cases.len()), "changes: {name}");
        same!(worth.settles, share(settled_by_any, cases.len()), "settles: {name}");
        same!(worth.narrows, share(narrowed_by_any, cases.len()), "narrows: {name}");
        for answer in &worth.answers {
            let value = answer.value;
            let narrowed = left.iter().filter(|one| narrows(one, value)).count();
            same!(
                answer.narrows,
                share(narrowed, cases.len()),
                "narrows: {name} is {value}"
            );
            same!(answer.excludes.is_empty(), narrowed == 0, "excludes: {name} is {value}");
            same!(
                answer.settles,
                share(settled(value), cases.len()),
                "settles: {name} is {value}"
            );
        }
    }
    Ok(())
}

/// The unknowns that settle a verdict whatever they are, and the fewest answers that would; of a study without conclusions.
fn settling(
    case: &Case,
    cell: (ScenarioId, GroupId),
    all: &Table,
    cases: &[Vec<&Row>],
    verdict: NodeId,
) -> Result<(), String> {
    let unknowns = &all.unknowns;
    if 1 << unknowns.len() > MOST {
        return Ok(());
    }
    let compiled = case.without_conclusions()?;
    let evaluation = evaluate(&compiled, &[cell]).map_err(|faults| format!("not evaluated: {faults:?}"))?;
    let found = decide(&evaluation, &[cell], &NoProgress).map_err(|faults| format!("not decided: {faults:?}"))?;
    let settles = |set: &[usize]| {
        cases
            .iter()
            .all(|worlds| by(worlds, set).values().all(|w| verdicts(w, verdict) == 1))
    };
    let subsets = (0..1usize << unknowns.len()).map(|bits| -> Vec<usize> {
        let chosen = unknowns.iter().enumerate().filter(|(n, _)| bits >> n & 1 == 1);
        chosen.map(|(_, &column)| column).collect()
    });
    let least = subsets.filter(|set| settles(set)).map(|set| set.len()).min();
    let least = least.ok_or("settling: all answers together do not settle a verdict")?;
    let said = &found.settling;
    let named: Vec<String> = said.unknowns.iter().map(|v| v.id(case.study())).collect();
    ensure!(
        settles(&all.columns_of(&said.unknowns)),
        "settling: {named:?} do not settle it"
    );
    ensure!(
        said.smallest,
        "settling: small enough to be proved, and not said to be the smallest"
    );
    same!(said.unknowns.len(), least, "settling: how many");

    let mut partial: Vec<Vec<(usize, u8)>> = vec![Vec::new()];
    for &column in unknowns {
        for n in 0..partial.len() {
            for value in 0..all.columns[column].arity(case.study()) {
                let mut answers = partial[n].clone();
                answers.push((column, value as u8));
                partial.push(answers);
            }
        }
        if partial.len() > MOST {
            return Ok(());
        }
    }
    let fits = |row: &Row, answers: &[(usize, u8)]| answers.iter().all(|&(column, value)| row.values[column] == value);
    // The answers to what the study itself declares unknown say who there are: of them it is to be settled.
    let settle = |answers: &[(usize, u8)]| {
        let who: Vec<(usize, u8)> = answers
            .iter()
            .copied()
            .filter(|(column, _)| all.declared.contains(column))
            .collect();
        let mut there = cases
            .iter()
            .filter(|worlds| worlds.iter().any(|row| fits(row, &who)))
            .peekable();
        there.peek().is_some()
            && there.all(|worlds| {
                let fitting: Vec<&Row> = worlds.iter().filter(|row| fits(row, answers)).copied().collect();
                verdicts(&fitting, verdict) == 1
            })
    };
    let least = partial.iter().filter(|answers| settle(answers)).map(Vec::len).min();
    match (&found.luckiest, least) {
        (Some(answers), Some(least)) => {
            let said = answers.answers.iter();
            let said = said
                .filter_map(|&(v, value)| Some((all.column(v)?, value as u8)))
                .collect::<Vec<_>>();
            ensure!(settle(&said), "luckiest: {answers:?} does not settle it");
            ensure!(
                answers.smallest,
                "luckiest: small enough to be proved, and not said to be the fewest"
            );
            same!(answers.answers.len(), least, "luckiest: how many");
        }
        (None, None) => {}
        (said, so) => return Err(format!("luckiest: said {said:?}, and {so:?} answers do")),
    }
    Ok(())
}

/// A conclusion of more sets of answers than this is not judged again for each answer.
const OUTCOMES: usize = 40;

/// What an answer makes of conclusions.
pub(crate) fn check_conclusions(case: &Case) -> Result<Checked, String> {
    let mut found: Option<Decisions> = None;
    let mut checked = Checked::NotClaimed;
    for (c, conclusion) in case.spec.conclusions.iter().enumerate() {
        let id = case
            .study()
            .conclusions
            .find(&names::conclusion(c))
            .expect("it was written");
        let Some(so) = case.concluded(conclusion) else {
            return Ok(Checked::TooMuch);
        };
        let waits = so.status == Truly::Undetermined && !so.cells.is_empty();
        if so.outcomes.iter().map(Vec::len).sum::<usize>() > OUTCOMES {
            continue;
        }
        if found.is_none() {
            let all = decide(case.evaluation()?, &case.cells(), &NoProgress);
            found = Some(all.map_err(|faults| format!("not decided: {faults:?}"))?);
        }
        let Some(found) = &found else { continue };
        same!(found.conclusions.contains(&id), waits, "waits: c{c} for answers");
        if !waits {
            continue;
        }
        checked = Checked::Claimed;
        let keys: BTreeSet<&Key> = so
            .outcomes
            .iter()
            .flatten()
            .flat_map(|(answers, _)| answers.keys())
            .collect();
        for worth in found.unknowns.iter().filter(|worth| worth.conclusions.contains(&id)) {
            // An unknown may stand for several things, each with an answer of its own.
            let things = keys.iter().copied().filter(|key| case.unknown(key) == worth.unknown);
            let things: Vec<&Key> = things.collect();
            for answer in &worth.answers {
                let given = |things: &[&Key]| -> Option<Answered> {
                    let fits = |key: &Key, value: usize| !things.contains(&key) || value == answer.value as usize;
                    let declared = matches!(things, [Key::Variable(_)]);
                    Some(answered(&so, &case.concluded_given(conclusion, &fits)?, declared))
                };
                let each: Option<Vec<Answered>> = things.iter().map(|thing| given(&[thing])).collect();
                let (Some(each), Some(together)) = (each, given(&things)) else {
                    return Ok(Checked::TooMuch);
                };
                let said = answer.conclusions.iter().find(|(other, _)| *other == id);
                let said = said.and_then(|&(_, status)| as_truly(status));
                let what = format!(
                    "answer: c{c} where {} is {}",
                    worth.unknown.id(case.study()),
                    answer.value
                );
                if things.len() == 1 {
                    same!(said, together.flatten(), "{what}");
                } else if said.is_some() {
                    let mut can_be = each.iter().flatten().peekable();
                    let everywhere = can_be.peek().is_some() && can_be.all(|status| *status == said);
                    ensure!(
                        everywhere || together.flatten() == said,
                        "{what}: said {said:?}, and it is {together:?}"
                    );
                }
            }
        }
    }
    Ok(checked)
}

/// What becomes of a conclusion with an answer: none if it still waits. None at all if that can't be the answer: not for all whom it is open for,
/// unless it is of what the study itself declares unknown, which may say who there are.
type Answered = Option<Option<Truly>>;

fn answered(before: &Concluded, after: &Concluded, declared: bool) -> Answered {
    let can_be = match declared {
        true => before.cells.len() == after.cells.len(),
        false => before.people == after.people,
    };
    can_be.then(|| Some(after.status).filter(|&status| status != Truly::Undetermined))
}
