//! The designs that no other betters on all criteria.

use num_bigint::BigUint;
use toets_diagram::{Diagram, Exceeded, Limits};
use toets_evaluate::CaseBox;
use toets_model::{Index, LevelId, NodeId};

use super::Counting;
use crate::goal::Goal;

/// The Pareto front: for each design and criterion what is the least level, for all people and whatever the unknowns; the combinations of levels
/// that no design betters on one criterion without losing on another.
#[derive(Clone, Debug)]
pub struct Front {
    /// The criteria.
    pub criteria: Vec<NodeId>,
    /// The combinations, at most [`POINTS`]: those best on the first criterion first, then on the second.
    pub points: Vec<Point>,
    /// Whether these are all.
    pub complete: bool,
}

/// A combination of levels on the front.
#[derive(Clone, Debug)]
pub struct Point {
    /// The least level on each criterion.
    pub levels: Vec<LevelId>,
    /// How many designs have it.
    pub designs: BigUint,
    /// Some of them: disjoint boxes over levers.
    pub boxes: Vec<CaseBox>,
    /// Whether there are more boxes than listed.
    pub truncated: bool,
}

/// How many points of a front are listed.
pub const POINTS: usize = 20;
/// How many boxes say which designs a point stands for.
const BOXES: usize = 3;
/// Diagram nodes that looking for further points may take.
const ROOM: usize = 500_000;

impl Counting<'_> {
    /// The front, point by point: the best of what is left on the first criterion, then on the next, and so on; then all
    /// that is nowhere better than that point is left out.
    pub(super) fn front(&mut self, criteria: Vec<NodeId>) -> Result<Front, Exceeded> {
        let mut front = Front {
            criteria,
            points: Vec::new(),
            complete: true,
        };
        // For each criterion and level the designs that have at least that level.
        let mut at_least: Vec<Vec<Diagram>> = Vec::new();
        let study = self.compiled.study.clone();
        for &node in &front.criteria {
            let mut reached = Vec::new();
            for level in 0..study.scales[study.nodes[node].scale].levels().len() {
                let level = LevelId::from_usize(level);
                let there = Goal { node, level }.reached(self.compiled, &mut self.space)?;
                let designs = self.designs_of(node, there.unwrap_or(Diagram::FALSE))?;
                reached.push(designs.certain);
            }
            at_least.push(reached);
        }
        if front.criteria.is_empty() {
            return Ok(front);
        }
        let limits = self.space.manager.limits();
        let room = self.space.manager.nodes().saturating_add(ROOM);
        self.space.manager.set_limits(Limits {
            nodes: room.min(limits.nodes),
        });
        let mut left = self.designs;
        while left != Diagram::FALSE {
            if front.points.len() >= POINTS {
                front.complete = false;
                break;
            }
            match self.point(&at_least, left) {
                Ok((point, rest)) => {
                    front.points.push(point);
                    left = rest;
                }
                Err(_) => {
                    front.complete = false;
                    break;
                }
            }
        }
        self.space.manager.set_limits(limits);
        Ok(front)
    }

    /// The best point of what is left, and what is better than it somewhere.
    fn point(&mut self, at_least: &[Vec<Diagram>], left: Diagram) -> Result<(Point, Diagram), Exceeded> {
        let mut here = left;
        let mut levels = Vec::with_capacity(at_least.len());
        let mut better_somewhere = Diagram::FALSE;
        for reached in at_least {
            let mut level = reached.len() - 1;
            let mut within = self.space.manager.and(here, reached[level])?;
            while within == Diagram::FALSE && level > 0 {
                level -= 1;
                within = self.space.manager.and(here, reached[level])?;
            }
            here = within;
            levels.push(LevelId::from_usize(level));
            if let Some(&better) = reached.get(level + 1) {
                better_somewhere = self.space.manager.or(better_somewhere, better)?;
            }
        }
        let rest = self.space.manager.and(left, better_somewhere)?;
        let (boxes, truncated) = self.boxes(here, BOXES)?;
        let point = Point {
            levels,
            designs: self.count(here),
            boxes,
            truncated,
        };
        Ok((point, rest))
    }
}
