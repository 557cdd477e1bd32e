//! The space of designs in words.

use num_bigint::BigUint;
use toets_evaluate::{CaseBox, OpenVariable, Value};
use toets_model::VariableId;
use toets_question::{DesignSpace, LevelCounts, NodeCounts, PairCell, PairCounts};

use super::words::Tell;
use crate::document::{Counted, Designs, Front, LevelCount, LeverMap, MapCell, Point, Sensitive};

pub(super) fn designs(tell: &Tell<'_>) -> Vec<Designs> {
    tell.answers.spaces.iter().map(|space| one(tell, space)).collect()
}

fn one(tell: &Tell<'_>, space: &DesignSpace) -> Designs {
    let study = tell.study;
    let verdict = study.verdict;
    let points = space.front.points.iter().map(|point| Point {
        levels: point
            .levels
            .iter()
            .zip(&space.front.criteria)
            .map(|(&level, &node)| tell.level(node, Value::Level(level)))
            .collect(),
        designs: tell.count(&point.designs),
        which: which(tell, &point.boxes, point.truncated).join("; "),
    });
    Designs {
        group: space
            .asked
            .group
            .map_or_else(String::new, |g| study.groups.name(g).to_owned()),
        label: match space.asked.group {
            Some(group) => tell.text(&study.groups[group].label),
            None => tell.texts.get("space-everyone"),
        },
        designs: tell.count(&space.designs),
        levers: space.levers.len(),
        nodes: space.nodes.iter().map(|node| counted(tell, space, node)).collect(),
        uncounted: space.uncounted.as_ref().map(|one| tell.phrases.uncounted(one)),
        front: Front {
            criteria: space.front.criteria.iter().map(|&node| tell.coded(node)).collect(),
            points: points.collect(),
            complete: space.front.complete,
        },
        best: space.best.level.map(|level| tell.level(verdict, Value::Level(level))),
        best_certain: which(tell, &space.best.certain, space.best.truncated[0]),
        best_possible: which(tell, &space.best.possible, space.best.truncated[1]),
        sensitive: space
            .sensitive
            .iter()
            .map(|(lever, share)| Sensitive {
                lever: tell.phrases.variable(*lever),
                share: tell.phrases.share(share),
                permyriad: share.permyriad(),
            })
            .collect(),
        maps: space.pairs.iter().map(|pair| map(tell, pair)).collect(),
    }
}

fn map(tell: &Tell<'_>, pair: &PairCounts) -> LeverMap {
    let (first, second) = pair.levers;
    let values = |lever: VariableId| -> Vec<String> {
        let size = tell.study.variables[lever].domain.size() as u32;
        (0..size)
            .map(|n| tell.phrases.value(OpenVariable::Study(lever), n))
            .collect()
    };
    let cell = |cell: &PairCell| MapCell {
        empty: cell.designs == BigUint::ZERO,
        designs: tell.count(&cell.designs),
        levels: cell
            .levels
            .iter()
            .map(|(level, certain, possible)| LevelCount {
                level: tell.level(tell.study.verdict, Value::Level(*level)),
                shade: tell.shade(tell.study.verdict, *level),
                certain: tell.count(certain),
                possible: tell.count(possible),
                certain_permille: permille(certain, &cell.designs),
                possible_permille: permille(possible, &cell.designs),
            })
            .collect(),
    };
    LeverMap {
        first: tell.phrases.variable(first),
        second: tell.phrases.variable(second),
        rows: values(first),
        columns: values(second),
        cells: pair.cells.iter().map(|row| row.iter().map(cell).collect()).collect(),
    }
}

fn which(tell: &Tell<'_>, boxes: &[CaseBox], truncated: bool) -> Vec<String> {
    let mut told: Vec<String> = boxes
        .iter()
        .map(|one| match one.is_empty() {
            true => tell.texts.get("space-any"),
            false => tell.phrases.world_box(one),
        })
        .collect();
    if truncated {
        told.push(tell.texts.get("space-more"));
    }
    told
}

fn counted(tell: &Tell<'_>, space: &DesignSpace, node: &NodeCounts) -> Counted {
    let level = |one: &LevelCounts| LevelCount {
        level: tell.level(node.node, one.value),
        shade: match one.value {
            Value::Level(level) => tell.shade(node.node, level),
            Value::Number(_) => "v",
        },
        certain: tell.count(&one.exactly.all_certain),
        possible: tell.count(&one.exactly.all_possible),
        certain_permille: permille(&one.exactly.all_certain, &space.designs),
        possible_permille: permille(&one.exactly.all_possible, &space.designs),
    };
    Counted {
        node: tell.study.nodes.name(node.node).to_owned(),
        label: tell.coded(node.node),
        levels: node.levels.iter().map(level).collect(),
    }
}

/// A share in thousandths, so that what is not nothing is not drawn as nothing.
fn permille(part: &BigUint, whole: &BigUint) -> u32 {
    if *whole == BigUint::ZERO || *part == BigUint::ZERO {
        return 0;
    }
    let share: BigUint = part * 1_000u32 / whole;
    u32::try_from(share).unwrap_or(1_000).max(1)
}
