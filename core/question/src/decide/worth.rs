//! What the answer to an unknown is worth.

use std::collections::BTreeMap;

use toets_diagram::{Diagram, Exceeded, Variable};
use toets_evaluate::{CellResult, Compiled, OpenVariable, Value};
use toets_model::{ConclusionId, GroupId, Kind};

use super::item::Item;
use super::{AnswerWorth, Share, Worth, standing};
use crate::conclude::{Judge, Status};
use crate::quantify::{Over, is_of_evidence};

/// What answers are worth for the verdict of one cell.
pub(super) struct CellWorth {
    pub(super) open: Share,
    unknowns: BTreeMap<OpenVariable, InCell>,
}

struct InCell {
    settles: Share,
    narrows: Share,
    changes: Share,
    answers: Vec<Answer>,
}

struct Answer {
    settles: Share,
    narrows: Share,
    /// The terminals that it rules out for some of the people and choices.
    excludes: Vec<u32>,
}

/// What answers are worth for one conclusion.
pub(super) struct ConclusionWorth {
    pub(super) conclusion: ConclusionId,
    /// The unknowns that it depends on, with the answers that settle it.
    unknowns: BTreeMap<OpenVariable, Vec<(u32, Status)>>,
}

/// What answers are worth for the verdict of a cell.
pub(super) fn of_cell(item: &mut Item) -> Result<CellWorth, Exceeded> {
    let is_unknown: Vec<bool> = item.manager.variables().map(|v| item.is_unknown(v)).collect();
    let (seen, open) = item.seen_and_open(|v| is_unknown[v.index()])?;
    // Worlds without the unknowns, counted over everything that any of these diagrams may depend on.
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
        let narrowing = Narrowing::of(item, variable, open, |v| is_unknown[v.index()])?;
        if changes == Diagram::FALSE && narrowing.narrowed == Diagram::FALSE {
            continue;
        }
        let answers = narrowing.answers.iter().map(|answer| Answer {
            settles: share(item, answer.settled),
            narrows: share(item, answer.narrowed),
            excludes: answer.excludes.clone(),
        });
        let worth = InCell {
            settles: share(item, narrowing.settled),
            narrows: share(item, narrowing.narrowed),
            changes: share(item, changes),
            answers: answers.collect(),
        };
        unknowns.insert(unknown, worth);
    }
    Ok(CellWorth {
        open: share(item, open),
        unknowns,
    })
}

/// What the answers to one unknown leave possible.
struct Narrowing {
    /// For which people and choices some answer leaves one value of several.
    settled: Diagram,
    /// For which some answer rules a value out.
    narrowed: Diagram,
    answers: Vec<NarrowingAnswer>,
}

struct NarrowingAnswer {
    settled: Diagram,
    narrowed: Diagram,
    excludes: Vec<u32>,
}

impl Narrowing {
    /// `open`: for which people and choices there is something to settle.
    fn of(
        item: &mut Item,
        variable: Variable,
        open: Diagram,
        is_unknown: impl Fn(Variable) -> bool,
    ) -> Result<Self, Exceeded> {
        let mut answers: Vec<NarrowingAnswer> = Vec::new();
        let mut all = (Diagram::FALSE, Diagram::FALSE);
        let admitted = item.manager.exists(item.admitted, |v| is_unknown(v) && v != variable)?;
        // Where each value is possible: for each answer, and for any.
        let mut possible = Vec::new();
        for &(terminal, here) in &item.parts {
            let by_answer = item.manager.exists(here, |v| is_unknown(v) && v != variable)?;
            let by_any = item.manager.exists(by_answer, |v| v == variable)?;
            possible.push((terminal, by_answer, by_any));
        }
        let manager = &mut item.manager;
        for value in 0..manager.arity(variable) {
            let can_be = manager.restrict(admitted, variable, value)?;
            let (mut seen, mut several, mut narrowed) = (Diagram::FALSE, Diagram::FALSE, Diagram::FALSE);
            let mut excludes = Vec::new();
            for &(terminal, by_answer, by_any) in &possible {
                let here = manager.restrict(by_answer, variable, value)?;
                let both = manager.and(seen, here)?;
                several = manager.or(several, both)?;
                seen = manager.or(seen, here)?;
                let gone = manager.not(here)?;
                let gone = manager.and(gone, by_any)?;
                let gone = manager.and(gone, can_be)?;
                if gone != Diagram::FALSE {
                    excludes.push(terminal);
                }
                narrowed = manager.or(narrowed, gone)?;
            }
            let one = manager.not(several)?;
            let one = manager.and(one, seen)?;
            let settled = manager.and(one, open)?;
            all = (manager.or(all.0, settled)?, manager.or(all.1, narrowed)?);
            answers.push(NarrowingAnswer {
                settled,
                narrowed,
                excludes,
            });
        }
        Ok(Self {
            settled: all.0,
            narrowed: all.1,
            answers,
        })
    }
}

/// What answers are worth for a conclusion; none if it is settled.
///
/// `worlds`: what it says of worlds in each of its cells; `overs`: the same over the unknowns.
pub(super) fn of_conclusion(
    judge: &mut Judge<'_>,
    id: ConclusionId,
    worlds: &[Over],
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
        // An unknown may stand for several things, each with an answer of its own.
        let mut ways: Vec<&[Variable]> = columns.chunks(1).collect();
        let compared = overs.iter().any(|over| {
            let support = judge.joint.manager.support(over.holds);
            columns.iter().filter(|v| support.binary_search(v).is_ok()).count() > 1
        });
        if !compared {
            ways.push(&columns);
        }
        let mut answers = Vec::new();
        for value in 0..arity {
            // It settles the conclusion wherever it can be the answer, or if it is the answer for all of them.
            let mut found = Vec::with_capacity(ways.len());
            for way in &ways {
                found.push(answered(judge, id, worlds, way, value)?);
            }
            let settled = |answered: &Answered| match answered {
                Answered::Status(status) => Some(*status).filter(|status| *status != Status::Undetermined),
                Answered::CantBe => None,
            };
            let everywhere = found.last().and_then(settled).filter(|_| !compared);
            let mut can_be = found.iter().filter(|answered| !matches!(answered, Answered::CantBe));
            let first = can_be.next().and_then(settled);
            let anywhere = first.filter(|_| can_be.all(|answered| settled(answered) == first));
            answers.extend(anywhere.or(everywhere).map(|status| (value, status)));
        }
        unknowns.insert(unknown, answers);
    }
    Ok(Some(ConclusionWorth {
        conclusion: id,
        unknowns,
    }))
}

/// What becomes of a conclusion with an answer.
enum Answered {
    /// It can't be the answer.
    CantBe,
    Status(Status),
}

/// What becomes of a conclusion once these variables have this value.
fn answered(
    judge: &mut Judge<'_>,
    id: ConclusionId,
    worlds: &[Over],
    variables: &[Variable],
    value: u32,
) -> Result<Answered, Exceeded> {
    let of_evidence = variables.iter().all(|&v| is_of_evidence(judge.joint.at(v)));
    let kinds = judge.joint.kinds();
    let unknown = |v: Variable| kinds[v.index()] == Kind::Unknown;
    let mut answered = Vec::with_capacity(worlds.len());
    for over in worlds {
        let manager = &mut judge.joint.manager;
        let mut restrict = |diagram| manager.restrict_all(diagram, |v| variables.contains(&v).then_some(value));
        let here = Over {
            admitted: restrict(over.admitted)?,
            holds: restrict(over.holds)?,
        };
        // What evidence leaves open is open for all whom it leaves it open for: an answer that some of them can't have is none.
        let left_out =
            of_evidence && manager.exists(here.admitted, unknown)? != manager.exists(over.admitted, unknown)?;
        if here.admitted == Diagram::FALSE || left_out {
            return Ok(Answered::CantBe);
        }
        answered.push(judge.quantified(id, here)?);
    }
    Ok(Answered::Status(judge.status_of_all(&answered)?))
}

/// All unknowns that something depends on, worth most first.
pub(super) fn rank(
    compiled: &Compiled,
    cells: &[&CellResult],
    judged: &[CellWorth],
    conclusions: &[ConclusionWorth],
) -> Vec<Worth> {
    let mut all: Vec<OpenVariable> = judged.iter().flat_map(|cell| cell.unknowns.keys().copied()).collect();
    all.extend(conclusions.iter().flat_map(|c| c.unknowns.keys().copied()));
    all.sort_unstable();
    all.dedup();
    let study = &compiled.study;
    let mut groups: Vec<GroupId> = cells.iter().map(|cell| cell.group).collect();
    groups.dedup();
    let mut worths: Vec<Worth> = all
        .into_iter()
        .map(|unknown| {
            let here: Vec<Option<&InCell>> = judged.iter().map(|cell| cell.unknowns.get(&unknown)).collect();
            let mean = |share: &dyn Fn(&InCell) -> Share| {
                let shares: Vec<Share> = here.iter().map(|c| c.map_or_else(Share::none, share)).collect();
                Share::mean(shares.iter())
            };
            let of_answer = |c: &InCell, value: u32, share: fn(&Answer) -> &Share| {
                c.answers
                    .get(value as usize)
                    .map_or_else(Share::none, |answer| share(answer).clone())
            };
            let excludes = |value: u32| {
                let mut all: Vec<Value> = Vec::new();
                for (cell, worth) in cells.iter().zip(&here) {
                    let answer = worth.and_then(|c| c.answers.get(value as usize));
                    for &terminal in answer.map_or(&[][..], |a| &a.excludes) {
                        let level = cell.value(compiled, study.verdict, terminal);
                        if !all.contains(&level) {
                            all.push(level);
                        }
                    }
                }
                all
            };
            let answers = (0..unknown.arity(study)).map(|value| AnswerWorth {
                value,
                settles: mean(&|c| of_answer(c, value, |a| &a.settles)),
                narrows: mean(&|c| of_answer(c, value, |a| &a.narrows)),
                excludes: excludes(value),
                conclusions: conclusions
                    .iter()
                    .flat_map(|c| {
                        let answers = c.unknowns.get(&unknown).map_or(&[][..], Vec::as_slice);
                        let settling = answers.iter().filter(|(answer, _)| *answer == value);
                        settling.map(|(_, status)| (c.conclusion, *status))
                    })
                    .collect(),
            });
            let (standing, asked) = standing::of(study, &groups, unknown);
            Worth {
                unknown,
                standing,
                asked,
                settles: mean(&|c| c.settles.clone()),
                narrows: mean(&|c| c.narrows.clone()),
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
    // Stable: what is worth as much stays in the order of the study.
    worths.sort_by(|a, b| {
        b.settles
            .cmp(&a.settles)
            .then_with(|| b.narrows.cmp(&a.narrows))
            .then_with(|| b.changes.cmp(&a.changes))
            .then_with(|| b.asked.recommendations.len().cmp(&a.asked.recommendations.len()))
            .then_with(|| b.conclusions.len().cmp(&a.conclusions.len()))
            .then_with(|| a.standing.cmp(&b.standing))
    });
    worths
}
