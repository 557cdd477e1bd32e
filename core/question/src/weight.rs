//! How many findings a result rests on, and what stands beside it without effect.
//!
//! The strongest finding on a side decides, so that findings of no effect change nothing beside it. That is the rule; here it
//! is counted, so that it can be said.

use std::collections::BTreeMap;

use toets_diagram::{Diagram, Exceeded, Manager};
use toets_evaluate::{CellResult, Compiled, Evaluation, Reach};
use toets_model::{FindingId, GroupId, Index, LevelId, NodeId, ScenarioId, Study};

/// How many findings on a node, of those that have a level, apply in some world of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindingCounts {
    /// On a scale with an order and a neutral level.
    Sides {
        /// Above neutral.
        for_: usize,
        /// Neutral.
        neutral: usize,
        /// Below neutral.
        against: usize,
    },
    /// On any other scale.
    All(usize),
}

/// A level that rests on few findings, beside others that found no effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outweighed {
    /// The node.
    pub node: NodeId,
    /// Its level: above or below neutral.
    pub level: LevelId,
    /// How many findings on the side of the level apply there.
    pub carrying: usize,
    /// How many that found no effect apply there as well.
    pub without_effect: usize,
    /// The cells in which that is so in some world.
    pub cells: Vec<(ScenarioId, GroupId)>,
}

/// How many findings on a node apply in a cell.
///
/// # Errors
/// The diagrams got too large.
pub fn count_findings(compiled: &Compiled, cell: &mut CellResult, node: NodeId) -> Result<FindingCounts, Exceeded> {
    let study = compiled.study.clone();
    let scale = &study.scales[study.nodes[node].scale];
    let mut counts = match neutral(&study, node) {
        Some(_) => FindingCounts::Sides {
            for_: 0,
            neutral: 0,
            against: 0,
        },
        None => FindingCounts::All(0),
    };
    if !cell.has_worlds() {
        return Ok(counts);
    }
    for &id in study.findings_on(node) {
        let Some(level) = study.findings[id].level else {
            continue;
        };
        let applies = cell.space.applies(compiled, id)?;
        if cell.space.manager.and(applies, cell.space.admitted)? == Diagram::FALSE {
            continue;
        }
        match (&mut counts, scale.neutral()) {
            (FindingCounts::Sides { for_, neutral, against }, Some(middle)) => match level.cmp(&middle) {
                std::cmp::Ordering::Greater => *for_ += 1,
                std::cmp::Ordering::Equal => *neutral += 1,
                std::cmp::Ordering::Less => *against += 1,
            },
            (FindingCounts::All(all), _) => *all += 1,
            // INVARIANT: sides are counted only where there is a neutral level.
            (FindingCounts::Sides { .. }, None) => {}
        }
    }
    Ok(counts)
}

/// Where findings decide that a node is off neutral although others that apply found no effect: never, in some worlds, or in all.
///
/// # Errors
/// The diagrams got too large.
pub fn beside_no_effect(compiled: &Compiled, cell: &mut CellResult, node: NodeId) -> Result<Reach, Exceeded> {
    let Some(middle) = neutral(&compiled.study, node) else {
        return Ok(Reach::Never);
    };
    let decided = off_neutral(compiled, cell, node, middle)?;
    if decided == Diagram::FALSE {
        return Ok(Reach::Never);
    }
    let mut beside = Diagram::FALSE;
    for id in with_level(&compiled.study, node, |level| level == middle) {
        let applies = cell.space.applies(compiled, id)?;
        beside = cell.space.manager.or(beside, applies)?;
    }
    let beside = cell.space.manager.and(beside, decided)?;
    Ok(match beside {
        Diagram::FALSE => Reach::Never,
        all if all == cell.space.admitted => Reach::Always,
        _ => Reach::Sometimes,
    })
}

/// For each node and level off neutral the most lopsided case: the most findings without effect beside the fewest that carry
/// the level, in one world. Where evidence for and against met, that is said already.
///
/// # Errors
/// The diagrams got too large.
pub fn outweighed(evaluation: &mut Evaluation) -> Result<Vec<Outweighed>, Exceeded> {
    let compiled = evaluation.compiled.clone();
    let study = &compiled.study;
    let mut all: BTreeMap<(NodeId, LevelId), Outweighed> = BTreeMap::new();
    for cell in evaluation.cells.iter_mut().filter(|cell| cell.has_worlds()) {
        for node in study.nodes.indices() {
            for (level, carrying, without_effect) in lopsided(&compiled, cell, node)? {
                let found = Outweighed {
                    node,
                    level,
                    carrying,
                    without_effect,
                    cells: Vec::new(),
                };
                let worst = all.entry((node, level)).or_insert_with(|| found.clone());
                if more_lopsided((carrying, without_effect), (worst.carrying, worst.without_effect)) {
                    *worst = found;
                }
                if (worst.carrying, worst.without_effect) == (carrying, without_effect) {
                    worst.cells.push((cell.scenario, cell.group));
                }
            }
        }
    }
    Ok(all.into_values().collect())
}

/// For each level off neutral that findings on a node decide in a cell, the most lopsided case beside findings without effect.
fn lopsided(
    compiled: &Compiled,
    cell: &mut CellResult,
    node: NodeId,
) -> Result<Vec<(LevelId, usize, usize)>, Exceeded> {
    let study = &compiled.study;
    let (Some(middle), Some(diagrams)) = (neutral(study, node), cell.space.node(node)) else {
        return Ok(Vec::new());
    };
    let without_effect: Vec<FindingId> = with_level(study, node, |level| level == middle).collect();
    if without_effect.is_empty() {
        return Ok(Vec::new());
    }
    let decided = off_neutral(compiled, cell, node, middle)?;
    let plain = cell.space.manager.not(diagrams.mixed)?;
    let decided = cell.space.manager.and(decided, plain)?;
    let levels = cell.space.manager.terminals_within(diagrams.level, decided);
    if levels.is_empty() {
        return Ok(Vec::new());
    }
    let beside = count(compiled, cell, without_effect.iter().copied())?;
    let base = without_effect.len() as u32 + 1;
    let mut found = Vec::new();
    for level in levels {
        let side = |other: LevelId| match LevelId::from_usize(level as usize) > middle {
            true => other > middle,
            false => other < middle,
        };
        let carrying = count(compiled, cell, with_level(study, node, side))?;
        let manager: &mut Manager = &mut cell.space.manager;
        let here = manager.is(diagrams.level, level)?;
        let here = manager.and(here, decided)?;
        let pairs = manager.apply(carrying, beside, |carrying, beside| carrying * base + beside)?;
        let pairs = manager.terminals_within(pairs, here).into_iter();
        let pairs = pairs.map(|pair| ((pair / base) as usize, (pair % base) as usize));
        let worst = pairs
            .filter(|&(_, beside)| beside > 0)
            .reduce(|worst, pair| if more_lopsided(pair, worst) { pair } else { worst });
        found.extend(worst.map(|(carrying, beside)| (LevelId::from_usize(level as usize), carrying, beside)));
    }
    Ok(found)
}

/// Whether the first pair of findings that carry and of those without effect is the more telling one.
fn more_lopsided(one: (usize, usize), other: (usize, usize)) -> bool {
    one.1 > other.1 || one.1 == other.1 && one.0 < other.0
}

/// In every world how many of these findings apply.
fn count(
    compiled: &Compiled,
    cell: &mut CellResult,
    findings: impl Iterator<Item = FindingId>,
) -> Result<Diagram, Exceeded> {
    let mut sum = Diagram::terminal(0);
    for id in findings {
        let applies = cell.space.applies(compiled, id)?;
        sum = cell.space.manager.apply(sum, applies, |sum, applies| sum + applies)?;
    }
    Ok(sum)
}

/// The admitted worlds in which what findings say is the node's level, and that is not neutral.
fn off_neutral(compiled: &Compiled, cell: &mut CellResult, node: NodeId, middle: LevelId) -> Result<Diagram, Exceeded> {
    let Some(diagrams) = cell.space.node(node) else {
        return Ok(Diagram::FALSE);
    };
    let decided = cell.space.decided_by_findings(compiled, node)?;
    let manager = &mut cell.space.manager;
    let off = manager.is_in(diagrams.level, |level| level as usize != middle.to_usize())?;
    let decided = manager.and(decided, off)?;
    manager.and(decided, cell.space.admitted)
}

/// The neutral level of a node, on a scale on which levels have sides.
fn neutral(study: &Study, node: NodeId) -> Option<LevelId> {
    let scale = &study.scales[study.nodes[node].scale];
    scale.neutral().filter(|_| scale.ordered())
}

/// The findings on a node that have such a level.
fn with_level(study: &Study, node: NodeId, which: impl Fn(LevelId) -> bool) -> impl Iterator<Item = FindingId> {
    let findings = study.findings_on(node).iter().copied();
    findings.filter(move |&id| study.findings[id].level.is_some_and(&which))
}
