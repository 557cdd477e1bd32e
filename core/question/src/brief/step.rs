//! The smallest change that reaches the best verdict, from any of the scenarios.

use std::sync::Arc;

use num_bigint::BigUint;
use rayon::prelude::*;
use toets_evaluate::{Compiled, Value};
use toets_model::{LevelId, ScenarioId};

use super::{AskBrief, BriefCell, CellVerdict, Step, StepFound, StepWay};
use crate::goal::{Goal, People};
use crate::improve::{Change, Costs, Improve, Near, near};

/// The smallest change for the first group for which any of the scenarios has a verdict that something is known of. None if one of them surely
/// reaches the level already, or it is too much to work out.
pub(super) fn step(compiled: &Arc<Compiled>, cells: &[BriefCell], asked: &AskBrief, level: LevelId) -> Option<Step> {
    let judged = |cell: &&BriefCell| asked.judged.contains(&cell.scenario);
    // What nobody looked at may be anything as it is: that is near to nothing.
    let has_verdict =
        |cell: &&BriefCell| judged(cell) && matches!(cell.verdict, CellVerdict::Surely(_) | CellVerdict::Open { .. });
    let group = cells.iter().filter(has_verdict).map(|cell| cell.group).min()?;
    let here: Vec<&BriefCell> = cells
        .iter()
        .filter(has_verdict)
        .filter(|cell| cell.group == group)
        .collect();
    if here
        .iter()
        .any(|cell| cell.verdict == CellVerdict::Surely(Value::Level(level)))
    {
        return None;
    }
    let goal = Goal {
        node: compiled.study.verdict,
        level,
    };
    let searched: Vec<Option<Near>> = here
        .par_iter()
        .map(|cell| {
            let asked = Improve {
                scenario: cell.scenario,
                group,
                goal,
                people: People::default(),
                costs: Costs::default(),
            };
            near(compiled, &asked).ok()
        })
        .collect();
    // Whatever was not worked out might be nearer.
    let all: Vec<Near> = searched.into_iter().collect::<Option<_>>()?;
    let found = match all.iter().filter_map(|near| near.cost).min() {
        // Not if it may be so of a scenario that was not searched from.
        None if here.len() == cells.iter().filter(judged).filter(|cell| cell.group == group).count() => StepFound::None,
        None => return None,
        Some(least) => {
            let scenarios = here.iter().map(|cell| cell.scenario);
            let nearest = scenarios.zip(&all).filter(|(_, near)| near.cost == Some(least));
            StepFound::Way(Box::new(smallest(nearest.collect())?))
        }
    };
    Some(Step { group, found })
}

/// Of the smallest changes from each of these scenarios one that surely reaches it, or else one that depends on the fewest unknowns.
fn smallest(nearest: Vec<(ScenarioId, &Near)>) -> Option<StepWay> {
    let ways = || nearest.iter().flat_map(|(_, near)| &near.ways);
    let chosen = ways().min_by_key(|way| (!way.certain, way.hangs_on.len()))?;
    let becomes =
        |changes: &[Change]| -> Vec<_> { changes.iter().map(|change| (change.variable, change.to)).collect() };
    let same = |near: &Near| {
        near.ways.iter().any(|way| {
            way.certain == chosen.certain
                && way.hangs_on == chosen.hangs_on
                && way.choices == chosen.choices
                && becomes(&way.changes) == becomes(&chosen.changes)
        })
    };
    let scenarios: Vec<ScenarioId> = nearest
        .iter()
        .filter(|(_, near)| same(near))
        .map(|(scenario, _)| *scenario)
        .collect();
    let total: BigUint = nearest.iter().map(|(_, near)| &near.total).sum();
    Some(StepWay {
        others: total - BigUint::from(scenarios.len()),
        scenarios,
        changes: chosen.changes.clone(),
        choices: chosen.choices.clone(),
        certain: chosen.certain,
        hangs_on: chosen.hangs_on.clone(),
    })
}
