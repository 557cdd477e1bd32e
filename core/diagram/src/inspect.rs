//! Questions about a diagram that make no new nodes.

use crate::diagram::{Diagram, Variable};
use crate::manager::{Limits, Manager};
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;

impl Manager {
    /// The terminal that the diagram has in the world in which each variable has the value that `value` gives. Only the variables on the path are asked for.
    ///
    /// # Panics
    ///
    /// If a variable has no such value.
    pub fn eval(&self, diagram: Diagram, mut value: impl FnMut(Variable) -> u32) -> u32 {
        let mut here = diagram;
        loop {
            if let Some(terminal) = here.as_terminal() {
                return terminal;
            }
            here = self.children(here)[value(Variable(self.top(here))) as usize];
        }
    }

    /// The variables on which the diagram depends, in their order.
    #[must_use]
    pub fn support(&self, diagram: Diagram) -> Vec<Variable> {
        let tops: BTreeSet<u32> = self.reachable(diagram).into_iter().map(|node| self.top(node)).collect();
        tops.into_iter().filter(|&top| top != u32::MAX).map(Variable).collect()
    }

    /// The terminals that the diagram has in some world, ascending.
    #[must_use]
    pub fn terminals(&self, diagram: Diagram) -> Vec<u32> {
        let terminals: BTreeSet<u32> = self
            .reachable(diagram)
            .into_iter()
            .filter_map(Diagram::as_terminal)
            .collect();
        terminals.into_iter().collect()
    }

    /// The terminals that the diagram has in some world of the boolean diagram `care`, ascending.
    ///
    /// ```
    /// use toets_diagram::{Limits, Manager, Variable};
    /// let mut manager = Manager::new(vec![3], Limits { nodes: 10 });
    /// let value = manager.value(Variable(0))?;
    /// let care = manager.literal(Variable(0), |value| value != 1)?;
    /// assert_eq!(manager.terminals_within(value, care), [0, 2]);
    /// # Ok::<(), toets_diagram::Exceeded>(())
    /// ```
    #[must_use]
    pub fn terminals_within(&self, diagram: Diagram, care: Diagram) -> Vec<u32> {
        self.terminals_within_both(diagram, care, Diagram::TRUE)
    }

    /// The terminals that the diagram has in some world of two boolean diagrams, ascending: without making what they have in common.
    #[must_use]
    pub fn terminals_within_both(&self, diagram: Diagram, one: Diagram, other: Diagram) -> Vec<u32> {
        let mut found = BTreeSet::new();
        let mut seen = FxHashSet::default();
        let mut stack = vec![(diagram, one, other)];
        let all = self.terminals(diagram).len();
        while let Some((diagram, one, other)) = stack.pop() {
            if one == Diagram::FALSE || other == Diagram::FALSE || found.len() == all {
                continue;
            }
            if !seen.insert((diagram, one, other)) {
                continue;
            }
            if let (Some(terminal), true) = (diagram.as_terminal(), one == Diagram::TRUE || other == Diagram::TRUE) {
                // Some world of the other is left, as it is not FALSE.
                found.insert(terminal);
                continue;
            }
            let top = self.top(diagram).min(self.top(one)).min(self.top(other));
            for value in 0..self.arity(Variable(top)) {
                let below = |from| self.cofactor(from, top, value);
                stack.push((below(diagram), below(one), below(other)));
            }
        }
        found.into_iter().collect()
    }

    /// The first world in which the boolean diagram holds, by the values of the variables in the given order; those that it does not name
    /// come last, as they stand in the manager. `None` if there is none.
    ///
    /// Variables that do not matter for it, once the others have their values, are left out: any value of them will do.
    ///
    /// ```
    /// use toets_diagram::{Limits, Manager, Variable};
    /// let mut manager = Manager::new(vec![2, 2], Limits { nodes: 10 });
    /// let (a, b) = (manager.value(Variable(0))?, manager.value(Variable(1))?);
    /// let either = manager.or(a, b)?;
    /// assert_eq!(manager.pick(either, &[]), Some(vec![(Variable(0), 0), (Variable(1), 1)]));
    /// assert_eq!(manager.pick(either, &[Variable(1)]), Some(vec![(Variable(1), 0), (Variable(0), 1)]));
    /// # Ok::<(), toets_diagram::Exceeded>(())
    /// ```
    #[must_use]
    pub fn pick(&self, diagram: Diagram, order: &[Variable]) -> Option<Vec<(Variable, u32)>> {
        if diagram == Diagram::FALSE {
            return None;
        }
        // What follows from values is never larger than what they are given to, so that no limit is needed.
        let mut manager = Self::new(self.arities().to_vec(), Limits { nodes: usize::MAX });
        let ranks = self.ranks(order);
        let mut left = manager.copy_from(self, diagram, |v| v).ok()?;
        let mut world = Vec::new();
        while let Some(first) = manager.support(left).into_iter().min_by_key(|v| ranks[v.index()]) {
            let mut values = 0..manager.arity(first);
            let (value, next) = values.find_map(|value| {
                let next = manager.restrict(left, first, value).ok()?;
                (next != Diagram::FALSE).then_some((value, next))
            })?;
            world.push((first, value));
            left = next;
        }
        Some(world)
    }

    /// The number of inner nodes of the diagram.
    #[must_use]
    pub fn size(&self, diagram: Diagram) -> usize {
        self.reachable(diagram)
            .into_iter()
            .filter(|node| !node.is_terminal())
            .count()
    }

    /// All nodes and terminals below and at `diagram`, each once.
    pub(crate) fn reachable(&self, diagram: Diagram) -> Vec<Diagram> {
        let mut seen = FxHashSet::default();
        seen.insert(diagram);
        let mut found = vec![diagram];
        let mut next = 0;
        while next < found.len() {
            for &child in self.children(found[next]) {
                if seen.insert(child) {
                    found.push(child);
                }
            }
            next += 1;
        }
        found
    }
}
