//! All smallest sets of changes that make something hold, by inclusion.
//!
//! A set of changes gives some variables another value than they have now, at most one each; the others stay. It will do if the
//! statement then holds, and is smallest if no part of it will do as well. That part need not be near: a statement may hold
//! with one change, fail with two, and hold again with three; then the one is smallest and the three are not.
//!
//! The sets are found from the diagram's terminals up, as a graph that shares what they have in common: those that leave the first variable as
//! it is, and for each other value of it those that will do with it, without the ones that contain a set of the first kind.
//! Nothing is enumerated. After S. Minato, *Zero-Suppressed BDDs for Set Manipulation in Combinatorial Problems*, DAC 1993, and
//! D. E. Knuth, *The Art of Computer Programming* 4A, section 7.1.4 (minimal elements, nonsupersets).

use num_bigint::BigUint;
use rustc_hash::FxHashMap;
use toets_diagram::{Diagram, Exceeded, Manager, Variable, View, WorldBox};

use super::Enough;
use super::family::{Families, Family, Values, grow};

/// Nodes of the graph of sets.
const FAMILIES: usize = 1_000_000;

/// All smallest sets of changes that make something hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Least {
    /// How many there are.
    pub total: BigUint,
    /// The first of them: first those whose heaviest change is lightest, of these those of the fewest changes, then in the order
    /// asked for. Each is what becomes different, with the value it gets.
    pub ways: Vec<Vec<(Variable, u32)>>,
}

/// All smallest sets of changes, by inclusion, that make the boolean diagram `holds` hold; at most `limit` are listed.
///
/// `now`: the value that each variable of the diagram has. `weight`: how heavy it is to give a variable another value; by it
/// the sets are ranked, and none is left out for it. `order`: the variables in the order in which they are named; others come after.
///
/// # Errors
/// [`Exceeded`] if there are too many different ones to keep apart.
///
/// ```
/// use toets_diagram::{Limits, Manager, Variable};
/// use toets_question::least_changes;
/// let mut manager = Manager::new(vec![2, 2, 2], Limits { nodes: 100 });
/// let [a, b, c] = [0, 1, 2].map(|v| manager.value(Variable(v)));
/// let (a, b, c) = (a?, b?, c?);
/// let both = manager.and(a, b)?;
/// let wanted = manager.or(both, c)?;
/// let found = least_changes(&manager, wanted, |_| 0, |v, _| if v == Variable(2) { 9 } else { 1 }, &[], 10)?;
/// assert_eq!(found.ways, vec![vec![(Variable(0), 1), (Variable(1), 1)], vec![(Variable(2), 1)]]);
/// # Ok::<(), toets_diagram::Exceeded>(())
/// ```
pub fn least_changes(
    manager: &Manager,
    holds: Diagram,
    now: impl Fn(Variable) -> u32,
    weight: impl Fn(Variable, u32) -> u32,
    order: &[Variable],
    limit: usize,
) -> Result<Least, Exceeded> {
    let support = manager.support(holds);
    let mut asked: Vec<Variable> = order
        .iter()
        .copied()
        .filter(|v| support.binary_search(v).is_ok())
        .collect();
    asked.extend(support.iter().filter(|v| !order.contains(v)));
    // In the order asked for, so that the first that are found are the first.
    let mut own = Manager::new(asked.iter().map(|&v| manager.arity(v)).collect(), manager.limits());
    let place = |v: Variable| Variable(asked.iter().position(|&one| one == v).unwrap_or_default() as u32);
    let named = |v: Variable| asked[v.index()];
    let exceeded = |_| Exceeded {
        limit: FAMILIES,
        variables: support.clone(),
    };
    let holds = own.copy_from(manager, holds, place).map_err(|full| Exceeded {
        variables: full.variables.into_iter().map(named).collect(),
        ..full
    })?;
    let weight = |v: Variable, value: u32| weight(named(v), value);
    let mut search = Search {
        manager: &own,
        now: |v: Variable| now(named(v)),
        families: Families::new(FAMILIES),
        known: FxHashMap::default(),
    };
    let all = search.of(holds).map_err(exceeded)?;
    let mut families = search.families;
    let mut weights: Vec<u32> = Vec::new();
    for variable in own.variables() {
        weights.extend((0..own.arity(variable)).map(|value| weight(variable, value)));
    }
    weights.sort_unstable();
    weights.dedup();
    let mut ways: Vec<WorldBox> = Vec::new();
    let mut lighter = Family::EMPTY;
    for most in weights.into_iter().chain([u32::MAX]) {
        let keep = |variable, value| weight(variable, value) <= most;
        let up_to = families.only(all, &keep).map_err(exceeded)?;
        let of_weight = families.difference(up_to, lighter).map_err(exceeded)?;
        ways.extend(families.smallest(of_weight, limit - ways.len()));
        lighter = up_to;
    }
    let change =
        |(variable, values): (Variable, Vec<u32>)| values.into_iter().map(move |value| (named(variable), value));
    Ok(Least {
        total: families.count(all),
        ways: ways
            .into_iter()
            .map(|way| way.into_iter().flat_map(change).collect())
            .collect(),
    })
}

struct Search<'a, Now> {
    manager: &'a Manager,
    now: Now,
    families: Families,
    known: FxHashMap<Diagram, Family>,
}

impl<Now: Fn(Variable) -> u32> Search<'_, Now> {
    fn of(&mut self, holds: Diagram) -> Result<Family, Enough> {
        let View::Node { variable, children } = self.manager.view(holds) else {
            let always = holds == Diagram::TRUE;
            return Ok(if always { Family::ALWAYS } else { Family::EMPTY });
        };
        if let Some(&known) = self.known.get(&holds) {
            return Ok(known);
        }
        let now = (self.now)(variable);
        let children = children.to_vec();
        let unchanged = match children.get(now as usize) {
            Some(&child) => grow(|| self.of(child))?,
            None => Family::EMPTY,
        };
        let mut members = vec![(Values::ANY, unchanged)];
        for (value, &child) in (0u32..).zip(&children).filter(|&(value, _)| value != now) {
            let with = grow(|| self.of(child))?;
            let needed = self.families.without_supersets(with, unchanged)?;
            members.push((self.families.values(vec![value]), needed));
        }
        let family = self.families.node(variable, members)?;
        self.known.insert(holds, family);
        Ok(family)
    }
}

#[cfg(test)]
mod tests;
