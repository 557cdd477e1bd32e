//! Which unknown is worth researching first.
//!
//! Two kinds of things wait for answers: the verdict of each cell, for each of its people and choices, and each conclusion in each of
//! its cells (`item`). For each unknown it is worked out in how many of those its answer can settle them or can make the difference
//! (`worth`), what sources say about it (`standing`), and which unknowns settle everything together (`settle`).
//!
//! Shares count people and choices uniformly, and each cell as much as any other: they are not probabilities.

mod item;
mod settle;
mod share;
mod standing;
mod worth;

use rayon::prelude::*;
use toets_diagnostic::Diagnostic;
use toets_diagram::Exceeded;
use toets_evaluate::{Evaluation, OpenVariable, Reach, Value};
use toets_model::{ConclusionId, GroupId, ScenarioId};

use crate::conclude::{Cell, Judge, Status, cells_spoken_of};
use crate::faults::too_large;
use crate::progress::{Progress, Silent, Steps};
use item::Item;

pub use settle::{Answers, Settling};
pub use share::Share;
pub use standing::{Asked, Standing};

/// What waits for answers, and which answers are worth most.
#[derive(Clone, Debug)]
pub struct Decisions {
    /// The cells whose verdicts were looked at: those with worlds.
    pub cells: Vec<OpenCell>,
    /// In which share of people and choices the verdict is open, averaged over the cells.
    pub open: Share,
    /// The undetermined conclusions that speak of one of the cells.
    pub conclusions: Vec<ConclusionId>,
    /// The unknowns that a verdict or a conclusion depends on, worth most first.
    pub unknowns: Vec<Worth>,
    /// Unknowns whose answers settle everything, whatever they are.
    pub settling: Settling,
    /// The fewest answers that would settle everything, if they turned out so; none if no answers do.
    pub luckiest: Option<Answers>,
}

/// How open the verdict of a cell is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenCell {
    /// The scenario.
    pub scenario: ScenarioId,
    /// The group.
    pub group: GroupId,
    /// For which share of people and choices the verdict is open.
    pub open: Share,
}

/// What the answer to an unknown is worth.
#[derive(Clone, Debug)]
pub struct Worth {
    /// The unknown.
    pub unknown: OpenVariable,
    /// What sources say about it.
    pub standing: Standing,
    /// Who asks to research it.
    pub asked: Asked,
    /// In which share of verdicts one of its answers settles the verdict, whatever the other unknowns.
    pub settles: Share,
    /// In which share of verdicts one of its answers rules a level out that was possible.
    pub narrows: Share,
    /// In which share of verdicts its answer makes the difference, for some answers to the others.
    pub changes: Share,
    /// What each answer settles.
    pub answers: Vec<AnswerWorth>,
    /// The cells whose verdict depends on it.
    pub cells: Vec<(ScenarioId, GroupId)>,
    /// The conclusions that depend on it.
    pub conclusions: Vec<ConclusionId>,
}

/// What one answer settles.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerWorth {
    /// The answer: a value of the unknown.
    pub value: u32,
    /// In which share of verdicts it settles the verdict.
    pub settles: Share,
    /// In which share of verdicts it rules out a level that was possible.
    pub narrows: Share,
    /// The levels of the verdict that it rules out, for some of the people and choices.
    pub excludes: Vec<Value>,
    /// The conclusions that it settles, and how. An unknown may stand for several things (what is not known of a node may be another
    /// thing in another scenario): then this is so wherever it is the answer, or if it is the answer for all of them.
    pub conclusions: Vec<(ConclusionId, Status)>,
}

/// Finds out what the answers to the unknowns are worth for the verdicts of these cells, and for the conclusions that speak of one of them.
///
/// # Errors
/// The diagrams got too large; a conclusion speaks of a cell that was not evaluated.
pub fn decide(
    evaluation: &Evaluation,
    cells: &[(ScenarioId, GroupId)],
    progress: &dyn Progress,
) -> Result<Decisions, Vec<Diagnostic>> {
    // What settles everything together comes last, twice.
    let (weighed, steps) = weigh(evaluation, cells, progress, 2)?;
    let fault = |exceeded| too_much(evaluation, &exceeded);
    let study = &evaluation.compiled.study;
    let mut items = weighed.items;
    items.retain(|item| !item.is_constant());
    let settling = settle::whatever(study, &mut items).map_err(fault)?;
    steps.step();
    let luckiest = settle::luckiest(study, items).map_err(fault)?;
    steps.step();
    Ok(Decisions {
        open: Share::mean(weighed.cells.iter().map(|cell| &cell.open)),
        cells: weighed.cells,
        conclusions: weighed.conclusions,
        unknowns: weighed.unknowns,
        settling,
        luckiest,
    })
}

/// The unknowns that the verdicts of these cells or conclusions depend on, worth most first: as [`decide`] finds them.
pub(crate) fn worth_most(
    evaluation: &Evaluation,
    cells: &[(ScenarioId, GroupId)],
) -> Result<Vec<Worth>, Vec<Diagnostic>> {
    let (weighed, _) = weigh(evaluation, cells, &Silent, 0)?;
    Ok(weighed.unknowns)
}

fn too_much(evaluation: &Evaluation, exceeded: &Exceeded) -> Vec<Diagnostic> {
    let what = ("what the answers decide", "wat de antwoorden beslissen");
    vec![too_large(&evaluation.compiled, what, exceeded)]
}

/// What each answer is worth.
struct Weighed {
    cells: Vec<OpenCell>,
    conclusions: Vec<ConclusionId>,
    unknowns: Vec<Worth>,
    /// All that waits for answers.
    items: Vec<Item>,
}

/// Weighs each answer; so many more steps are to come after.
fn weigh<'a>(
    evaluation: &Evaluation,
    cells: &[(ScenarioId, GroupId)],
    progress: &'a dyn Progress,
    after: usize,
) -> Result<(Weighed, Steps<'a>), Vec<Diagnostic>> {
    let compiled = &evaluation.compiled;
    let study = &compiled.study;
    let fault = |exceeded| too_much(evaluation, &exceeded);
    let chosen: Vec<_> = evaluation
        .cells
        .iter()
        .filter(|cell| cells.contains(&(cell.scenario, cell.group)) && cell.has_worlds())
        .filter(|cell| cell.applies(study.verdict) != Reach::Never)
        .collect();
    let spoken_of: Vec<ConclusionId> = study
        .conclusions
        .iter()
        .filter(|(_, conclusion)| {
            cells_spoken_of(study, conclusion)
                .iter()
                .any(|cell| cells.contains(cell))
        })
        .map(|(id, _)| id)
        .collect();
    let steps = Steps::new(progress, chosen.len() + spoken_of.len() + after);
    let mut items: Vec<Item> = chosen
        .par_iter()
        .map(|cell| Item::verdict(compiled, &cell.space))
        .collect::<Result<Vec<_>, _>>()
        .map_err(fault)?;
    let judged: Vec<worth::CellWorth> = items
        .par_iter_mut()
        .map(|item| {
            let worth = worth::of_cell(item);
            steps.step();
            worth
        })
        .collect::<Result<Vec<_>, _>>()
        .map_err(fault)?;

    let named = |conclusion, scenario, group| {
        let place = [study.scenarios.name(scenario), study.groups.name(group)];
        (conclusion, place)
    };
    let verdicts = chosen.iter().zip(items);
    let mut waiting: Vec<_> = verdicts
        .map(|(cell, item)| (named("", cell.scenario, cell.group), item))
        .collect();

    let parts = evaluation.cells.iter().map(|cell| Cell {
        scenario: cell.scenario,
        group: cell.group,
        space: &cell.space,
    });
    let mut judge = Judge::new(compiled, parts.collect(), &spoken_of);
    let mut conclusions = Vec::new();
    for id in spoken_of {
        let worlds = judge.over_worlds(id).map_err(|fault| vec![fault])?;
        let (places, worlds): (Vec<_>, Vec<_>) = worlds.into_iter().unzip();
        let mut overs = Vec::with_capacity(worlds.len());
        for &over in &worlds {
            let over = judge.quantified(id, over);
            overs.push(over.map_err(|exceeded| vec![judge.too_large(id, exceeded)])?);
        }
        let found = worth::of_conclusion(&mut judge, id, &worlds, &overs);
        let found = found.map_err(|exceeded| vec![judge.too_large(id, exceeded)])?;
        let Some(found) = found else {
            steps.step();
            continue;
        };
        for ((scenario, group), over) in places.into_iter().zip(overs) {
            let item = Item::statement(compiled, &judge.joint, over);
            let item = item.map_err(|exceeded| vec![judge.too_large(id, exceeded)])?;
            let name = study.conclusions.name(id);
            waiting.extend(item.map(|item| (named(name, scenario, group), item)));
        }
        conclusions.push(found);
        steps.step();
    }

    // In the order of names, so that a search through them ends as it does however the study is written.
    waiting.sort_by_key(|(name, _)| *name);

    let unknowns = worth::rank(compiled, &chosen, &judged, &conclusions);
    let cells = chosen.iter().zip(&judged).map(|(cell, judged)| OpenCell {
        scenario: cell.scenario,
        group: cell.group,
        open: judged.open.clone(),
    });
    let weighed = Weighed {
        cells: cells.collect(),
        conclusions: conclusions.iter().map(|c| c.conclusion).collect(),
        unknowns,
        items: waiting.into_iter().map(|(_, item)| item).collect(),
    };
    Ok((weighed, steps))
}
