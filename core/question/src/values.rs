//! What the terminals of a node's diagram stand for.

use std::cmp::Ordering;

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
