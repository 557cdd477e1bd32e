//! What the terminals of a node's diagram stand for.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;
use toets_evaluate::{Compiled, NOT_APPLICABLE, Space, Value};
use toets_model::{Index, LevelId, NodeId};

/// What terminals of a node's diagram stand for, worst to best; where it does not apply it has no value.
pub(crate) fn values(compiled: &Compiled, space: &Space, node: NodeId, terminals: Vec<u32>) -> Vec<Value> {
    let number = compiled.study.scales[compiled.study.nodes[node].scale].is_number();
    let mut values: Vec<Value> = terminals
        .into_iter()
        .filter(|&terminal| terminal != NOT_APPLICABLE)
        .map(|terminal| {
            if number {
                Value::Number(space.number(terminal))
            } else {
                Value::Level(LevelId::from_usize(terminal as usize))
            }
        })
        .collect();
    values.sort_by(|a, b| match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.total_cmp(b),
        (Value::Level(a), Value::Level(b)) => a.cmp(b),
        // INVARIANT: a node is on one scale.
        _ => Ordering::Equal,
    });
    values
}

/// What a node can be in the worlds that count for it, worst to best; nothing if it has no result.
pub(crate) fn possible(compiled: &Compiled, space: &Space, node: NodeId) -> Vec<Value> {
    values(compiled, space, node, space.terminals(node))
}

/// Sets of what a node can be, as terminals of a diagram, so that they can be joined over what is not known.
///
/// Up to 30 values a set is kept as it is. Of more (numbers) its least and its greatest are kept: whether there is
/// one value or several stays exact.
pub struct ValueSets {
    /// The terminals of the node's diagram, worst to best.
    sorted: Vec<u32>,
    rank: FxHashMap<u32, u32>,
}

/// A set of values is a terminal of as many bits.
const MOST_APART: usize = 30;
/// Two ranks below this fit a terminal.
const MOST: u32 = 40_000;

impl ValueSets {
    /// The empty set.
    pub const EMPTY: u32 = 0;

    /// Of what a node can be in a cell, by the terminals of its diagram.
    pub fn new(compiled: &Compiled, space: &Space, node: NodeId, mut terminals: Vec<u32>) -> Self {
        if compiled.study.scales[compiled.study.nodes[node].scale].is_number() {
            terminals.sort_by(|&a, &b| space.number(a).total_cmp(&space.number(b)));
        } else {
            terminals.sort_unstable();
        }
        let rank = terminals.iter().zip(0..).map(|(&terminal, rank)| (terminal, rank));
        Self {
            rank: rank.collect(),
            sorted: terminals,
        }
    }

    /// The set of one value.
    pub fn one(&self, terminal: u32) -> u32 {
        let Some(&rank) = self.rank.get(&terminal) else {
            return Self::EMPTY;
        };
        match self.apart() {
            true => 1 << rank,
            false => self.between(rank, rank),
        }
    }

    /// The union of two sets.
    pub fn union(&self, one: u32, other: u32) -> u32 {
        match self.apart() {
            true => one | other,
            false => match (self.ends(one), self.ends(other)) {
                (Some((a, b)), Some((c, d))) => self.between(a.min(c), b.max(d)),
                (None, _) => other,
                (_, None) => one,
            },
        }
    }

    /// The terminals of a set, worst to best; of very many values the least and the greatest.
    pub fn members(&self, set: u32) -> Vec<u32> {
        if self.apart() {
            let ranks = (0..self.sorted.len()).filter(|&rank| set & (1 << rank) != 0);
            return ranks.map(|rank| self.sorted[rank]).collect();
        }
        let Some((low, high)) = self.ends(set) else {
            return Vec::new();
        };
        let mut ends = vec![self.sorted[low as usize], self.sorted[high as usize]];
        ends.dedup();
        ends
    }

    fn apart(&self) -> bool {
        self.sorted.len() <= MOST_APART
    }

    fn between(&self, low: u32, high: u32) -> u32 {
        let last = self.sorted.len() as u32 - 1;
        // More values than that are not told apart at all.
        let (low, high) = if last < MOST { (low, high) } else { (0, MOST - 1) };
        1 + low * MOST + high
    }

    fn ends(&self, set: u32) -> Option<(u32, u32)> {
        let ends = set.checked_sub(1)?;
        let last = self.sorted.len() as u32 - 1;
        match last < MOST {
            true => Some((ends / MOST, ends % MOST)),
            false => Some((0, last)),
        }
    }
}
