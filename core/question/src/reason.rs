//! Why something holds in one world: as few of its values as already decide it.
//!
//! A *sufficient reason* is a set of values of a world such that whatever the other variables are, as long as the world is
//! admitted, the same follows; and none of them can be left out. Known as a prime implicant explanation or *PI-explanation*: A. Shih, A. Choi and
//! A. Darwiche, *A Symbolic Approach to Explaining Bayesian Network Classifiers*, IJCAI 2018.
//!
//! # Steps
//!
//! 1. Values are left out one by one, in a given order, as long as the rest still decides. That makes a reason, not always a smallest one.
//! 2. A smallest one is looked for from below. Each world that comes out differently tells of which variables one must stay as it is.
//!    A smallest set of variables with one of each such lot either decides, and then no smaller set does, or there is another
//!    such world. This goes on until a set decides, or until it can't be smaller than what the first step gave.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;
use toets_diagram::{Diagram, Exceeded, Manager, Variable, View};

use crate::change::nearest;

/// How many worlds that come out differently are looked at, and how many steps it may take to hit them all.
const LOTS: usize = 300;
const STEPS: usize = 100_000;

/// A sufficient reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The values that decide, in the order of the manager; none: it is so in every admitted world.
    pub values: Vec<(Variable, u32)>,
    /// Whether no other reason has fewer of them. If not, that was not proved; each of them is needed all the same.
    pub smallest: bool,
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

    let mut kept: BTreeSet<Variable> = asked.into_iter().collect();
    for variable in left_out {
        kept.remove(&variable);
        if !decides(manager, against, &world, &kept) {
            kept.insert(variable);
        }
    }
    let (kept, smallest) = match smaller(manager, against, &world, &kept_first, kept.len())? {
        Search::Found(fewer) => (fewer, true),
        Search::NoneSmaller => (kept, true),
        Search::Ended => (kept, false),
    };
    Ok(Some(Reason {
        values: kept.into_iter().map(|variable| (variable, world(variable))).collect(),
        smallest,
    }))
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

/// What became of the search for a reason with fewer values.
enum Search {
    Found(BTreeSet<Variable>),
    NoneSmaller,
    Ended,
}

/// Looks for a reason with fewer than `bound` values.
fn smaller(
    manager: &mut Manager,
    against: Diagram,
    world: &impl Fn(Variable) -> u32,
    order: &[Variable],
    bound: usize,
) -> Result<Search, Exceeded> {
    let mut lots: Vec<BTreeSet<Variable>> = Vec::new();
    let mut steps = STEPS;
    while lots.len() < LOTS {
        let Some(hit) = smallest_hitting(&lots, order, bound, &mut steps) else {
            return Ok(Search::Ended);
        };
        let Some(hit) = hit else {
            return Ok(Search::NoneSmaller);
        };
        // The nearest world that comes out differently although these stay as they are: it leaves least to choose from.
        let weight = |variable: Variable, _| (!hit.contains(&variable)).then_some(1);
        match nearest(manager, against, world, weight, 1)? {
            None => return Ok(Search::Found(hit)),
            Some(other) => lots.extend(other.ways.iter().map(|way| way.iter().map(|&(v, _)| v).collect())),
        }
    }
    Ok(Search::Ended)
}

/// A smallest set with one of each lot, if it has fewer than `bound`; of equal ones the first in order. The outer
/// none: the steps were used up.
fn smallest_hitting(
    lots: &[BTreeSet<Variable>],
    order: &[Variable],
    bound: usize,
    steps: &mut usize,
) -> Option<Option<BTreeSet<Variable>>> {
    for size in 0..bound {
        let mut chosen = BTreeSet::new();
        if hits(lots, order, size, &mut chosen, steps)? {
            return Some(Some(chosen));
        }
    }
    Some(None)
}

/// Adds at most `more` variables so that each lot has one; none if the steps were used up.
fn hits(
    lots: &[BTreeSet<Variable>],
    order: &[Variable],
    more: usize,
    chosen: &mut BTreeSet<Variable>,
    steps: &mut usize,
) -> Option<bool> {
    *steps = steps.checked_sub(1)?;
    // The smallest lot that has none yet: one of it must be chosen.
    let open = lots.iter().filter(|lot| lot.is_disjoint(chosen));
    let Some(lot) = open.min_by_key(|lot| lot.len()) else {
        return Some(true);
    };
    if more == 0 {
        return Some(false);
    }
    for &variable in order.iter().filter(|variable| lot.contains(variable)) {
        chosen.insert(variable);
        if hits(lots, order, more - 1, chosen, steps)? {
            return Some(true);
        }
        chosen.remove(&variable);
    }
    Some(false)
}

#[cfg(test)]
mod tests;
