//! Under which conditions levels are reached, whatever is not known and for some answers.

use toets_diagram::{Diagram, Exceeded, Manager, Variable};
use toets_evaluate::{CaseBox, CellResult, Compiled, Value};
use toets_model::{Index, Kind, LevelId, NodeId};
use toets_question::{ImplicantLimits, implicants};

/// When a level is reached: at least it, or exactly it on a scale without an order.
#[derive(Clone, Debug)]
pub struct Reached {
    /// The level.
    pub level: LevelId,
    /// Whatever the answers.
    pub certain: When,
    /// For some answers.
    pub possible: When,
}

/// Short conditions that together say it all, unless [`complete`](Self::complete) is false.
#[derive(Clone, Debug)]
pub struct When {
    /// What each demands; none: never; one that demands nothing: always.
    pub boxes: Vec<CaseBox>,
    /// Whether they say it all.
    pub complete: bool,
    /// Whether others, as few, say the same.
    pub others: bool,
}

/// A report is read, not searched: beyond this it tells the first few.
const LIMITS: ImplicantLimits = ImplicantLimits {
    listed: 12,
    members: 12,
    families: 20_000,
    nodes: 200_000,
    searched: 200,
    steps: 4_000,
};

/// For the verdict and what it is judged from the levels that are reached under a condition, with that condition; where none of these
/// depends on people or choices, for what stands below them.
pub(super) fn reached(compiled: &Compiled, cell: &mut CellResult) -> Result<Vec<(NodeId, Vec<Reached>)>, Exceeded> {
    let study = &compiled.study;
    let mut nodes = vec![study.verdict];
    nodes.extend(&study.nodes[study.verdict].children);
    let mut found = of_nodes(compiled, cell, &nodes)?;
    if !found.iter().flat_map(|(_, levels)| levels).any(Reached::depends) {
        let mut below: Vec<NodeId> = Vec::new();
        for &node in &study.nodes[study.verdict].children {
            let fresh = study.nodes[node].children.iter().filter(|child| !nodes.contains(child));
            below.extend(fresh);
        }
        let depends = |(_, levels): &(NodeId, Vec<Reached>)| levels.iter().any(Reached::depends);
        found.extend(of_nodes(compiled, cell, &below)?.into_iter().filter(depends));
    }
    Ok(found)
}

impl Reached {
    /// Whether it depends on people, choices or law: under some condition, and not always.
    pub(crate) fn depends(&self) -> bool {
        let says = |when: &When| when.boxes.iter().any(|one| !one.is_empty());
        says(&self.certain) || says(&self.possible)
    }
}

fn of_nodes(
    compiled: &Compiled,
    cell: &mut CellResult,
    nodes: &[NodeId],
) -> Result<Vec<(NodeId, Vec<Reached>)>, Exceeded> {
    let study = &compiled.study;
    let mut found = Vec::new();
    for &node in nodes {
        let scale = &study.scales[study.nodes[node].scale];
        let possible = cell.possible(compiled, node);
        if scale.is_number() || possible.len() < 2 {
            continue;
        }
        // The lowest possible level is reached at least, always: it is no news.
        let skip = usize::from(scale.ordered());
        let mut levels = Vec::new();
        for value in possible.into_iter().skip(skip) {
            let Value::Level(level) = value else { continue };
            levels.push(one(compiled, cell, node, level, scale.ordered())?);
        }
        found.push((node, levels));
    }
    Ok(found)
}

fn one(
    compiled: &Compiled,
    cell: &mut CellResult,
    node: NodeId,
    level: LevelId,
    ordered: bool,
) -> Result<Reached, Exceeded> {
    let unknown = |v: Variable| compiled.variables().at(v).kind(&compiled.study) == Kind::Unknown;
    let mut counted: Vec<Variable> = cell.counted()?.iter().copied().filter(|&v| !unknown(v)).collect();
    counted.sort_by_key(|&v| compiled.variables().at(v));
    let admitted = cell.space.counts(node)?;
    let diagram = cell.space.node(node).map_or(Diagram::FALSE, |d| d.level);
    let manager = &mut cell.space.manager;
    let wanted = level.to_usize() as u32;
    let there = manager.is_in(diagram, |terminal| {
        if ordered {
            terminal >= wanted
        } else {
            terminal == wanted
        }
    })?;
    let care = manager.exists(admitted, unknown)?;
    let both = manager.and(admitted, there)?;
    let possible = manager.exists(both, unknown)?;
    let implied = manager.implies(admitted, there)?;
    let certain = manager.forall(implied, unknown)?;
    let certain = manager.and(care, certain)?;
    Ok(Reached {
        level,
        certain: when(compiled, manager, certain, care, &counted)?,
        possible: when(compiled, manager, possible, care, &counted)?,
    })
}

fn when(
    compiled: &Compiled,
    manager: &Manager,
    holds: Diagram,
    care: Diagram,
    counted: &[Variable],
) -> Result<When, Exceeded> {
    let found = implicants(manager, holds, care, counted, &LIMITS)?;
    let others = found.cover.equally_small.number > 1u32.into();
    let boxes = found.cover.members.into_iter().map(|member| {
        let named = member.said.into_iter();
        named
            .map(|(variable, values)| (compiled.variables().at(variable), values))
            .collect()
    });
    Ok(When {
        boxes: boxes.collect(),
        complete: found.cover.complete,
        others,
    })
}
