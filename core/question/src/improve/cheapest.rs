//! The cheapest ways through a diagram: dynamic programming from its terminals up.

use num_bigint::BigUint;
use rustc_hash::FxHashMap;
use toets_diagram::{Diagram, Exceeded, Manager, Variable, View};

use crate::implicants::grow;

/// Values that differ from what is the case now.
pub(crate) type Steps = Vec<(Variable, u32)>;

/// The cheapest ways to make a boolean diagram hold.
pub(crate) struct Cheapest {
    /// What each of them costs.
    pub(crate) cost: u64,
    /// How many there are.
    pub(crate) total: BigUint,
    /// The first of them, in the order asked for.
    pub(crate) ways: Vec<Steps>,
}

/// The cheapest ways to make a boolean diagram hold; none if it holds nowhere. At most `limit` are listed, in the given order of the variables.
///
/// `cost`: what it takes to give a variable a value; zero for the one that it has now, and for no other. So what the
/// diagram does not ask for stays as it is.
///
/// # Errors
/// [`Exceeded`] if the manager is full.
pub(crate) fn cheapest(
    manager: &mut Manager,
    diagram: Diagram,
    cost: impl Fn(Variable, u32) -> u64,
    order: &[Variable],
    limit: usize,
) -> Result<Option<Cheapest>, Exceeded> {
    let mut search = Search {
        cost,
        ranks: order.iter().copied().zip(0..).collect(),
        known: FxHashMap::default(),
    };
    let Some((cost, total)) = search.best(manager, diagram) else {
        return Ok(None);
    };
    let mut ways = Vec::new();
    search.list(manager, diagram, &mut Vec::new(), limit, &mut ways)?;
    Ok(Some(Cheapest { cost, total, ways }))
}

struct Search<Cost> {
    cost: Cost,
    ranks: FxHashMap<Variable, usize>,
    /// The least cost from a diagram on, and in how many ways.
    known: FxHashMap<Diagram, Option<(u64, BigUint)>>,
}

impl<Cost: Fn(Variable, u32) -> u64> Search<Cost> {
    fn best(&mut self, manager: &Manager, diagram: Diagram) -> Option<(u64, BigUint)> {
        let View::Node { variable, children } = manager.view(diagram) else {
            return (diagram == Diagram::TRUE).then(|| (0, BigUint::from(1u32)));
        };
        if let Some(known) = self.known.get(&diagram) {
            return known.clone();
        }
        let mut best: Option<(u64, BigUint)> = None;
        for (value, &child) in (0u32..).zip(children) {
            let Some((below, ways)) = grow(|| self.best(manager, child)) else {
                continue;
            };
            let cost = below.saturating_add((self.cost)(variable, value));
            match &mut best {
                Some((least, total)) if *least == cost => *total += ways,
                Some((least, _)) if *least < cost => {}
                _ => best = Some((cost, ways)),
            }
        }
        self.known.insert(diagram, best.clone());
        best
    }

    fn list(
        &mut self,
        manager: &mut Manager,
        diagram: Diagram,
        path: &mut Steps,
        limit: usize,
        ways: &mut Vec<Steps>,
    ) -> Result<(), Exceeded> {
        if ways.len() >= limit {
            return Ok(());
        }
        let support = manager.support(diagram).into_iter();
        let first = support.min_by_key(|&v| (self.ranks.get(&v).copied().unwrap_or(usize::MAX), v));
        let (Some(variable), Some((least, _))) = (first, self.best(manager, diagram)) else {
            if diagram == Diagram::TRUE {
                ways.push(path.clone());
            }
            return Ok(());
        };
        for value in 0..manager.arity(variable) {
            let step = (self.cost)(variable, value);
            let rest = manager.restrict(diagram, variable, value)?;
            let cost = self.best(manager, rest).map(|(below, _)| below.saturating_add(step));
            if cost != Some(least) {
                continue;
            }
            if step > 0 {
                path.push((variable, value));
            }
            grow(|| self.list(manager, rest, path, limit, ways))?;
            if step > 0 {
                path.pop();
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use toets_diagram::Limits;

    #[test]
    fn finds_all_cheapest_ways_and_only_those() -> Result<(), Exceeded> {
        let mut manager = Manager::new(vec![3, 2, 2], Limits { nodes: 100 });
        let [a, b, c] = [0, 1, 2].map(Variable);
        // Now all are 0. Wanted: a = 2, or b and c.
        let two = manager.literal(a, |value| value == 2)?;
        let (b, c) = (manager.value(b)?, manager.value(c)?);
        let both = manager.and(b, c)?;
        let wanted = manager.or(two, both)?;
        let each = |weight: u64| {
            move |variable: Variable, value: u32| {
                if value == 0 {
                    0
                } else if variable == a {
                    weight
                } else {
                    1
                }
            }
        };

        let mut ways = |weight, order: &[Variable]| {
            let found = cheapest(&mut manager, wanted, each(weight), order, 10);
            found.map(|found| found.map(|c| (c.cost, c.ways)))
        };
        assert_eq!(ways(1, &[])?, Some((1, vec![vec![(a, 2)]])));
        let two_ways = vec![vec![(Variable(1), 1), (Variable(2), 1)], vec![(a, 2)]];
        assert_eq!(ways(2, &[])?, Some((2, two_ways)));
        let other_order = vec![vec![(a, 2)], vec![(Variable(2), 1), (Variable(1), 1)]];
        assert_eq!(ways(2, &[Variable(2)])?, Some((2, other_order)));
        assert_eq!(ways(3, &[])?, Some((2, vec![vec![(Variable(1), 1), (Variable(2), 1)]])));
        assert!(cheapest(&mut manager, Diagram::FALSE, each(1), &[], 10)?.is_none());
        assert_eq!(
            cheapest(&mut manager, Diagram::TRUE, each(1), &[], 10)?.map(|c| c.ways),
            Some(vec![vec![]])
        );
        Ok(())
    }

    #[test]
    fn counts_more_ways_than_it_lists() -> Result<(), Exceeded> {
        let mut manager = Manager::new(vec![2; 40], Limits { nodes: 10_000 });
        let mut wanted = Diagram::FALSE;
        let variables: Vec<Variable> = manager.variables().collect();
        for variable in variables {
            let is = manager.value(variable)?;
            wanted = manager.or(wanted, is)?;
        }
        let found = cheapest(&mut manager, wanted, |_, value| u64::from(value), &[], 3)?;
        let found = found.map(|c| (c.cost, c.total, c.ways.len()));
        assert_eq!(found, Some((1, BigUint::from(40u32), 3)));
        Ok(())
    }
}
