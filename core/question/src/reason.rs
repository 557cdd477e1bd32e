//! Why something holds in one world: as few of its values as already decide it.
//!
//! A *sufficient reason* is a set of values of a world such that whatever the other variables are, as long as the world is
//! admitted, the same follows; and none of them can be left out. Known as a prime implicant explanation or *PI-explanation*: A. Shih, A. Choi and
//! A. Darwiche, *A Symbolic Approach to Explaining Bayesian Network Classifiers*, IJCAI 2018.
//!
//! # Steps
//!
//! 1. For each set of variables it is worked out whether some world that comes out differently has the same values of all of these: as a
//!    diagram that asks of each variable whether it is kept. Where there is no such world, the set decides.
//! 2. The smallest sets that decide are the cheapest ways through that diagram: all of them are counted.
//! 3. Where the diagram is too large, values are left out one by one as long as the rest still decides: that makes a reason, not always a
//!    smallest one.

use std::collections::BTreeSet;

use num_bigint::BigUint;
use rustc_hash::{FxHashMap, FxHashSet};
use toets_diagram::{Diagram, Exceeded, Limits, Manager, Variable, View};

use crate::implicants::grow;
use crate::improve::cheapest::cheapest;

/// The most nodes that the diagram of all sets of variables may have.
const SETS: usize = 200_000;

/// A sufficient reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The values that decide, in the order of the manager; none: it is so in every admitted world.
    pub values: Vec<(Variable, u32)>,
    /// How many reasons have as few values, this one among them: none has fewer. None if that was not found out; each of the
    /// values is needed all the same.
    pub smallest: Option<BigUint>,
}

/// A sufficient reason why `holds` does in a world of `admitted`; none if it does not hold there.
///
/// `order`: what is left out first where there is a choice; variables that it does not name come after those that it names.
///
/// # Errors
/// [`Exceeded`] if the manager is full.
///
/// ```
/// use toets_diagram::{Diagram, Limits, Manager, Variable};
/// use toets_question::reason;
/// let mut manager = Manager::new(vec![2, 2, 2], Limits { nodes: 100 });
/// let [a, b, c] = [0, 1, 2].map(|v| manager.value(Variable(v)));
/// let both = manager.and(a?, b?)?;
/// let holds = manager.or(both, c?)?;
/// // All three are 1: the third alone decides.
/// let found = reason(&mut manager, holds, Diagram::TRUE, |_| 1, &[])?.map(|reason| reason.values);
/// assert_eq!(found, Some(vec![(Variable(2), 1)]));
/// # Ok::<(), toets_diagram::Exceeded>(())
/// ```
pub fn reason(
    manager: &mut Manager,
    holds: Diagram,
    admitted: Diagram,
    world: impl Fn(Variable) -> u32,
    order: &[Variable],
) -> Result<Option<Reason>, Exceeded> {
    let not = manager.not(holds)?;
    let against = manager.and(admitted, not)?;
    if manager.eval(holds, &world) == 0 || manager.eval(admitted, &world) == 0 {
        return Ok(None);
    }
    let asked = manager.support(against);
    let mut left_out: Vec<Variable> = order
        .iter()
        .copied()
        .filter(|v| asked.binary_search(v).is_ok())
        .collect();
    left_out.extend(asked.iter().copied().filter(|v| !order.contains(v)));
    // What is kept first where there is a choice.
    let kept_first: Vec<Variable> = left_out.iter().rev().copied().collect();

    if let Ok(Some(found)) = smallest(manager, against, &world, &kept_first) {
        return Ok(Some(found));
    }
    let mut kept: BTreeSet<Variable> = asked.into_iter().collect();
    for variable in left_out {
        kept.remove(&variable);
        if !decides(manager, against, &world, &kept) {
            kept.insert(variable);
        }
    }
    Ok(Some(Reason {
        values: kept.into_iter().map(|variable| (variable, world(variable))).collect(),
        smallest: None,
    }))
}

/// The first of the smallest reasons, and how many there are.
fn smallest(
    manager: &Manager,
    against: Diagram,
    world: &impl Fn(Variable) -> u32,
    kept_first: &[Variable],
) -> Result<Option<Reason>, Exceeded> {
    let mut sets = Sets {
        manager,
        world,
        own: Manager::new(vec![2; manager.variables().len()], Limits { nodes: SETS }),
        known: FxHashMap::default(),
    };
    let otherwise = sets.otherwise(against)?;
    let mut own = sets.own;
    let decides = own.not(otherwise)?;
    let cost = |_, value| u64::from(value == KEPT);
    let found = cheapest(&mut own, decides, cost, kept_first, 1)?;
    Ok(found.and_then(|found| {
        let mut values: Vec<Variable> = found.ways.first()?.iter().map(|&(variable, _)| variable).collect();
        values.sort_unstable();
        Some(Reason {
            values: values.into_iter().map(|variable| (variable, world(variable))).collect(),
            smallest: Some(found.total),
        })
    }))
}

/// Value of a variable in the diagram of sets: its value is kept.
const KEPT: u32 = 0;

/// For each set of variables, whether its values leave another outcome possible.
struct Sets<'a, World> {
    manager: &'a Manager,
    world: &'a World,
    own: Manager,
    known: FxHashMap<Diagram, Diagram>,
}

impl<World: Fn(Variable) -> u32> Sets<'_, World> {
    /// The sets of variables with whose values some world of `against` is left.
    fn otherwise(&mut self, against: Diagram) -> Result<Diagram, Exceeded> {
        let View::Node { variable, children } = self.manager.view(against) else {
            return Ok(against);
        };
        if let Some(&known) = self.known.get(&against) {
            return Ok(known);
        }
        let children = children.to_vec();
        let mut any = Diagram::FALSE;
        for &child in &children {
            let here = grow(|| self.otherwise(child))?;
            any = self.own.or(any, here)?;
        }
        let kept = grow(|| self.otherwise(children[(self.world)(variable) as usize]))?;
        let sets = self.own.node(variable, &[kept, any])?;
        self.known.insert(against, sets);
        Ok(sets)
    }
}

/// Whether no world of `against` has the values of `world` of these variables.
fn decides(manager: &Manager, against: Diagram, world: &impl Fn(Variable) -> u32, kept: &BTreeSet<Variable>) -> bool {
    let mut seen = FxHashSet::from_iter([against]);
    let mut stack = vec![against];
    while let Some(here) = stack.pop() {
        match manager.view(here) {
            View::Terminal(0) => {}
            View::Terminal(_) => return false,
            View::Node { variable, children } if kept.contains(&variable) => {
                let child = children[world(variable) as usize];
                if seen.insert(child) {
                    stack.push(child);
                }
            }
            View::Node { children, .. } => stack.extend(children.iter().copied().filter(|&child| seen.insert(child))),
        }
    }
    true
}

#[cfg(test)]
mod tests;
