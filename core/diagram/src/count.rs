//! Counting worlds exactly, without listing them.

use crate::diagram::{Diagram, Variable};
use crate::manager::Manager;
use num_bigint::BigUint;
use rustc_hash::FxHashMap;

impl Manager {
    /// The number of assignments of exactly these variables in which the boolean diagram holds.
    ///
    /// Variables on which the diagram depends count even if they are not given; a variable given twice counts once.
    ///
    /// ```
    /// use toets_diagram::{Diagram, Limits, Manager, Variable};
    /// let manager = Manager::new(vec![10; 100], Limits { nodes: 10 });
    /// let variables: Vec<Variable> = manager.variables().collect();
    /// assert_eq!(manager.count(Diagram::TRUE, &variables).to_string(), format!("1{}", "0".repeat(100)));
    /// ```
    #[must_use]
    pub fn count(&self, diagram: Diagram, variables: &[Variable]) -> BigUint {
        let mut levels: Vec<Variable> = variables.to_vec();
        levels.extend(self.support(diagram));
        levels.sort_unstable();
        levels.dedup();
        let mut nodes = self.reachable(diagram);
        nodes.retain(|node| !node.is_terminal());
        nodes.sort_unstable_by_key(|&node| std::cmp::Reverse((self.top(node), node)));
        // The number of parents that still need a node's count: it is dropped after the last, since the counts of a deep diagram are long.
        let mut parents: FxHashMap<Diagram, usize> = FxHashMap::default();
        for &node in &nodes {
            for &child in self.children(node) {
                *parents.entry(child).or_default() += 1;
            }
        }
        let mut counts: FxHashMap<Diagram, (usize, BigUint)> = FxHashMap::default();
        let mut all = BigUint::from(1u32);
        let mut nodes = nodes.into_iter().peekable();
        for (level, &variable) in levels.iter().enumerate().rev() {
            while let Some(node) = nodes.next_if(|&node| self.top(node) == variable.0) {
                let mut sum = BigUint::ZERO;
                for &child in self.children(node) {
                    match child {
                        Diagram::FALSE => {}
                        _ if child.is_terminal() => sum += &all,
                        _ => {
                            let left = parents.get_mut(&child).map_or(0, |left| {
                                *left -= 1;
                                *left
                            });
                            let count = if left == 0 {
                                counts.remove(&child)
                            } else {
                                counts.get(&child).cloned()
                            };
                            if let Some((at, count)) = count {
                                sum += self.times(count, &levels[level + 1..at]);
                            }
                        }
                    }
                }
                counts.insert(node, (level, sum));
            }
            all *= self.arity(variable);
        }
        match diagram {
            Diagram::FALSE => BigUint::ZERO,
            _ if diagram.is_terminal() => all,
            _ => counts
                .remove(&diagram)
                .map_or(BigUint::ZERO, |(at, count)| self.times(count, &levels[..at])),
        }
    }

    /// The same of a diagram in which some variables are given: neither do these count, nor is a diagram made of it.
    ///
    /// ```
    /// use toets_diagram::{Limits, Manager, Variable};
    /// let mut manager = Manager::new(vec![2, 3], Limits { nodes: 10 });
    /// let [a, b] = [Variable(0), Variable(1)];
    /// let (one, other) = (manager.literal(a, |value| value == 1)?, manager.literal(b, |value| value > 0)?);
    /// let both = manager.and(one, other)?;
    /// assert_eq!(manager.count_where(both, &[(a, 1)], &[b]), 2u32.into());
    /// assert_eq!(manager.count_where(both, &[(a, 0)], &[b]), 0u32.into());
    /// # Ok::<(), toets_diagram::Exceeded>(())
    /// ```
    #[must_use]
    pub fn count_where(&self, diagram: Diagram, given: &[(Variable, u32)], variables: &[Variable]) -> BigUint {
        let mut levels: Vec<Variable> = variables.to_vec();
        levels.extend(self.support(diagram));
        levels.retain(|level| given.iter().all(|(known, _)| known != level));
        levels.sort_unstable();
        levels.dedup();
        let (at, count) = self.counted(diagram, given, &levels, &mut FxHashMap::default());
        self.times(count, &levels[..at])
    }

    /// The count over the levels from the one that comes with it on.
    fn counted(
        &self,
        mut diagram: Diagram,
        given: &[(Variable, u32)],
        levels: &[Variable],
        known: &mut FxHashMap<Diagram, (usize, BigUint)>,
    ) -> (usize, BigUint) {
        while let Some(&(variable, value)) = given.iter().find(|(variable, _)| self.top(diagram) == variable.0) {
            diagram = self.cofactor(diagram, variable.0, value);
        }
        match diagram {
            Diagram::FALSE => return (levels.len(), BigUint::ZERO),
            _ if diagram.is_terminal() => return (levels.len(), BigUint::from(1u32)),
            _ => {}
        }
        if let Some(count) = known.get(&diagram) {
            return count.clone();
        }
        let at = levels.partition_point(|level| level.0 < self.top(diagram));
        let mut sum = BigUint::ZERO;
        for &child in self.children(diagram) {
            let (next, count) = crate::stack::grow(|| self.counted(child, given, levels, known));
            if count != BigUint::ZERO {
                sum += self.times(count, &levels[at + 1..next]);
            }
        }
        known.insert(diagram, (at, sum.clone()));
        (at, sum)
    }

    /// The count times the number of values of these variables.
    pub(crate) fn times(&self, mut count: BigUint, variables: &[Variable]) -> BigUint {
        for &variable in variables {
            count *= self.arity(variable);
        }
        count
    }
}
