//! What the answer to an unknown is worth.

use std::collections::BTreeMap;

use toets_diagram::{Diagram, Exceeded, Variable};
use toets_evaluate::{CellResult, OpenVariable};
use toets_model::{ConclusionId, Study};

use super::item::Item;
use super::{AnswerWorth, Share, Worth, standing};
use crate::conclude::{Judge, Status};
use crate::quantify::Over;

/// What answers are worth for the verdict of one cell.
pub(super) struct CellWorth {
    pub(super) open: Share,
    unknowns: BTreeMap<OpenVariable, InCell>,
}

struct InCell {
    settles: Share,
    changes: Share,
    answers: Vec<(u32, Share)>,
}

/// What answers are worth for one conclusion.
pub(super) struct ConclusionWorth {
    pub(super) conclusion: ConclusionId,
    /// The unknowns that it hangs on, with the answers that settle it.
    unknowns: BTreeMap<OpenVariable, Vec<(u32, Status)>>,
}

/// What answers are worth for the verdict of a cell.
pub(super) fn of_cell(item: &mut Item) -> Result<CellWorth, Exceeded> {
    let unknown_at = |item: &Item| {
        let manager = &item.manager;
        manager.variables().map(|v| item.is_unknown(v)).collect::<Vec<bool>>()
    };
    let is_unknown = unknown_at(item);
    let (seen, open) = item.seen_and_open(|v| is_unknown[v.index()])?;
    // Worlds without the unknowns, counted over everything that any of these diagrams may hang on.
    let mut counted = item.manager.support(item.value);
    counted.extend(item.manager.support(item.admitted));
    counted.retain(|v| !is_unknown[v.index()]);
    let whole = item.manager.count(seen, &counted);
    let share = |item: &Item, part: Diagram| Share::new(item.manager.count(part, &counted), whole.clone());
    let mut unknowns = BTreeMap::new();
    for (unknown, variables) in item.unknowns.clone() {
        // INVARIANT: in one cell an unknown is one variable.
        let Some(&variable) = variables.first() else { continue };
        let (_, differs) = item.seen_and_open(|v| v == variable)?;
        let changes = item.manager.exists(differs, |v| is_unknown[v.index()])?;
        if changes == Diagram::FALSE && open == Diagram::FALSE {
            continue;
        }
        let (answered, still_open) = item.seen_and_open(|v| is_unknown[v.index()] && v != variable)?;
        let mut answers = Vec::new();
        let mut settled_by_any = Diagram::FALSE;
        for value in 0..item.manager.arity(variable) {
            let settled = settled(item, variable, value, open, answered, still_open)?;
            settled_by_any = item.manager.or(settled_by_any, settled)?;
            answers.push((value, share(item, settled)));
        }
        if changes == Diagram::FALSE && settled_by_any == Diagram::FALSE {
            continue;
        }
        let worth = InCell {
            settles: share(item, settled_by_any),
            changes: share(item, changes),
            answers,
        };
        unknowns.insert(unknown, worth);
    }
    Ok(CellWorth {
        open: share(item, open),
        unknowns,
    })
}

/// Where the value is open, and an answer leaves one.
fn settled(
    item: &mut Item,
    variable: Variable,
    value: u32,
    open: Diagram,
    answered: Diagram,
    still_open: Diagram,
) -> Result<Diagram, Exceeded> {
    let manager = &mut item.manager;
    let answered = manager.restrict(answered, variable, value)?;
    let still_open = manager.restrict(still_open, variable, value)?;
    let closed = manager.not(still_open)?;
    let closed = manager.and(closed, answered)?;
    manager.and(closed, open)
}

/// What answers are worth for a conclusion; none if it is settled.
pub(super) fn of_conclusion(
    judge: &mut Judge<'_>,
    id: ConclusionId,
    overs: &[Over],
) -> Result<Option<ConclusionWorth>, Exceeded> {
    if overs.is_empty() || judge.status_of_all(overs)? != Status::Undetermined {
        return Ok(None);
    }
    let mut unknowns = BTreeMap::new();
    for unknown in judge.decided_by(overs)? {
        let columns: Vec<Variable> = judge
            .joint
            .manager
            .variables()
            .filter(|&v| judge.joint.at(v) == unknown)
            .collect();
        let arity = columns.first().map_or(0, |&v| judge.joint.manager.arity(v));
        let mut answers = Vec::new();
        for value in 0..arity {
            let mut answered = Vec::with_capacity(overs.len());
            for over in overs {
                let manager = &mut judge.joint.manager;
                let mut restrict =
                    |diagram| manager.restrict_all(diagram, |v| columns.binary_search(&v).is_ok().then_some(value));
                let over = Over {
                    admitted: restrict(over.admitted)?,
                    holds: restrict(over.holds)?,
                };
                // Where this can't be the answer, the statement is out of the question.
                if over.admitted != Diagram::FALSE {
                    answered.push(over);
                }
            }
            if answered.is_empty() {
                continue;
            }
            let status = judge.status_of_all(&answered)?;
            if status != Status::Undetermined {
                answers.push((value, status));
            }
        }
        unknowns.insert(unknown, answers);
    }
    Ok(Some(ConclusionWorth {
        conclusion: id,
        unknowns,
    }))
}

/// All unknowns that something hangs on, worth most first.
pub(super) fn rank(
    study: &Study,
    cells: &[&CellResult],
    judged: &[CellWorth],
    conclusions: &[ConclusionWorth],
) -> Vec<Worth> {
    let mut all: Vec<OpenVariable> = judged.iter().flat_map(|cell| cell.unknowns.keys().copied()).collect();
    all.extend(conclusions.iter().flat_map(|c| c.unknowns.keys().copied()));
    all.sort_unstable();
    all.dedup();
    let none = Share::none();
    let mut worths: Vec<Worth> = all
        .into_iter()
        .map(|unknown| {
            let here: Vec<Option<&InCell>> = judged.iter().map(|cell| cell.unknowns.get(&unknown)).collect();
            let mean = |share: &dyn Fn(&InCell) -> Share| {
                let shares: Vec<Share> = here.iter().map(|c| c.map_or_else(Share::none, share)).collect();
                Share::mean(shares.iter())
            };
            let answers = (0..unknown.arity(study)).map(|value| AnswerWorth {
                value,
                settles: mean(&|c| {
                    let found = c.answers.iter().find(|(answer, _)| *answer == value);
                    found.map_or(&none, |(_, share)| share).clone()
                }),
                conclusions: conclusions
                    .iter()
                    .flat_map(|c| {
                        let answers = c.unknowns.get(&unknown).map_or(&[][..], Vec::as_slice);
                        let settling = answers.iter().filter(|(answer, _)| *answer == value);
                        settling.map(|(_, status)| (c.conclusion, *status))
                    })
                    .collect(),
            });
            let (standing, asked) = standing::of(study, unknown);
            Worth {
                unknown,
                standing,
                asked,
                settles: mean(&|c| c.settles.clone()),
                changes: mean(&|c| c.changes.clone()),
                answers: answers.collect(),
                cells: cells
                    .iter()
                    .zip(&here)
                    .filter(|(_, worth)| worth.is_some())
                    .map(|(cell, _)| (cell.scenario, cell.group))
                    .collect(),
                conclusions: conclusions
                    .iter()
                    .filter(|c| c.unknowns.contains_key(&unknown))
                    .map(|c| c.conclusion)
                    .collect(),
            }
        })
        .collect();
    let settled = |worth: &Worth| {
        let mut settled: Vec<ConclusionId> = worth
            .answers
            .iter()
            .flat_map(|a| a.conclusions.iter().map(|(id, _)| *id))
            .collect();
        settled.sort_unstable();
        settled.dedup();
        settled.len()
    };
    // Stable: what is worth as much stays in the order of the study.
    worths.sort_by(|a, b| {
        b.settles
            .cmp(&a.settles)
            .then_with(|| b.changes.cmp(&a.changes))
            .then_with(|| settled(b).cmp(&settled(a)))
            .then_with(|| b.conclusions.len().cmp(&a.conclusions.len()))
            .then_with(|| a.standing.cmp(&b.standing))
    });
    worths
}
