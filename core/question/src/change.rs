//! The nearest other world: the least that must be different for something to hold.
//!
//! Dynamic programming over a diagram, from its terminals up: linear in its size. The same is used for the smallest changes of a
//! design ([`improve`](crate::improve)), which are about all people and all answers; here one world is changed to another.

use num_bigint::BigUint;
use toets_diagram::{Diagram, Exceeded, Manager, Variable};

use crate::improve::cheapest::cheapest;

/// The nearest worlds in which something holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearest {
    /// What each of these changes costs; where each costs 1, how many they are. Zero: it holds already.
    pub cost: u64,
    /// How many ways there are that cost no more.
    pub total: BigUint,
    /// The first of them, in the order asked for: what becomes different, with the value it gets.
    pub ways: Vec<Vec<(Variable, u32)>>,
}

/// The cheapest ways from a world to one in which the boolean diagram `holds`; none if no allowed change leads there.
///
/// `world`: the value of each variable that the diagram asks for. `weight`: what it costs to give a variable another value, at
/// least 1; none if that may not change. At most `limit` ways are listed, in the given order of the variables.
///
/// # Errors
/// [`Exceeded`] if the manager is full.
///
/// ```
/// use toets_diagram::{Limits, Manager, Variable};
/// use toets_question::nearest;
/// let mut manager = Manager::new(vec![2, 2, 2], Limits { nodes: 100 });
/// let [a, b, c] = [0, 1, 2].map(|v| manager.value(Variable(v)));
/// let both = manager.and(a?, b?)?;
/// let wanted = manager.or(both, c?)?;
/// let world = |_| 0;
/// let found = nearest(&mut manager, wanted, world, |_, _| Some(1), &[], 10)?.map(|n| (n.cost, n.ways));
/// assert_eq!(found, Some((1, vec![vec![(Variable(2), 1)]])));
/// // If the third can't be changed it takes the other two.
/// let weight = |variable, _| (variable != Variable(2)).then_some(1);
/// let found = nearest(&mut manager, wanted, world, weight, &[], 10)?.map(|n| n.cost);
/// assert_eq!(found, Some(2));
/// # Ok::<(), toets_diagram::Exceeded>(())
/// ```
pub fn nearest(
    manager: &mut Manager,
    holds: Diagram,
    world: impl Fn(Variable) -> u32,
    weight: impl Fn(Variable, u32) -> Option<u64>,
    order: &[Variable],
    limit: usize,
) -> Result<Option<Nearest>, Exceeded> {
    // A variable of which no other value may be had stays as it is; of the others single values may be out of reach.
    let mut within = holds;
    for variable in manager.support(holds) {
        let now = world(variable);
        let reachable = |value: u32| value == now || weight(variable, value).is_some();
        if (0..manager.arity(variable)).all(|value| value == now || !reachable(value)) {
            within = manager.restrict(within, variable, now)?;
        } else if !(0..manager.arity(variable)).all(reachable) {
            let among = manager.literal(variable, reachable)?;
            within = manager.and(within, among)?;
        }
    }
    let cost = |variable: Variable, value: u32| {
        if value == world(variable) {
            0
        } else {
            weight(variable, value).map_or(u64::MAX, |weight| weight.max(1))
        }
    };
    Ok(cheapest(manager, within, cost, order, limit)?.map(|found| Nearest {
        cost: found.cost,
        total: found.total,
        ways: found.ways,
    }))
}

#[cfg(test)]
mod tests;
