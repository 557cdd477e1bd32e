//! Boxes against a diagram: whether one lies within it, and how far one can grow.

use rustc_hash::FxHashSet;
use toets_diagram::{Diagram, Exceeded, Manager, Variable, View, WorldBox};

/// For each variable which of its values a box has.
pub(super) type Allowed = Vec<Vec<bool>>;

/// Whether the boolean diagram holds in all worlds of the box.
pub(super) fn lies_within(manager: &Manager, one: &Allowed, holds: Diagram) -> bool {
    let mut seen = FxHashSet::from_iter([holds]);
    let mut stack = vec![holds];
    while let Some(here) = stack.pop() {
        match manager.view(here) {
            View::Terminal(0) => return false,
            View::Terminal(_) => {}
            View::Node { variable, children } => {
                let values = &one[variable.index()];
                let next = children.iter().zip(values).filter(|(_, allowed)| **allowed);
                stack.extend(next.map(|(&child, _)| child).filter(|&child| seen.insert(child)));
            }
        }
    }
    true
}

/// A largest box around a world in which the boolean diagram holds throughout: a value more of any variable, and it would not.
///
/// What is left out of `world` has its first value. The later variables grow first, so that it is the earlier ones
/// that stay demanded.
pub(super) fn prime_around(manager: &Manager, holds: Diagram, world: &[(Variable, u32)]) -> WorldBox {
    let mut one: Allowed = manager
        .variables()
        .map(|variable| {
            let mut values = vec![false; manager.arity(variable) as usize];
            let value = world
                .iter()
                .find(|(v, _)| *v == variable)
                .map_or(0, |&(_, value)| value);
            values[value as usize] = true;
            values
        })
        .collect();
    for variable in (0..one.len()).rev() {
        for value in 0..one[variable].len() {
            if !one[variable][value] {
                one[variable][value] = true;
                one[variable][value] = lies_within(manager, &one, holds);
            }
        }
    }
    let demanded = (0u32..).zip(&one).filter(|(_, values)| values.contains(&false));
    demanded
        .map(|(variable, values)| {
            let values = (0u32..).zip(values).filter(|(_, allowed)| **allowed);
            (Variable(variable), values.map(|(value, _)| value).collect())
        })
        .collect()
}

/// The worlds of a box.
pub(super) fn diagram_of(manager: &mut Manager, one: &WorldBox) -> Result<Diagram, Exceeded> {
    let mut all = Diagram::TRUE;
    for (variable, values) in one.iter().rev() {
        let among = manager.literal(*variable, |value| values.binary_search(&value).is_ok())?;
        all = manager.and(all, among)?;
    }
    Ok(all)
}
