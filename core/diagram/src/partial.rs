//! Functions that are looked at in some worlds only: with as few variables as say all that they say there.

use crate::diagram::{Diagram, Variable};
use crate::exceeded::Exceeded;
use crate::manager::Manager;
use crate::operations::{Memo, PairMemo};
use crate::stack::grow;
use rustc_hash::{FxHashMap, FxHashSet};

/// Terminal of a partial function where it says nothing. Elsewhere its terminals are those of the function plus one.
pub(crate) const NOTHING: Diagram = Diagram::FALSE;

/// What is known about pairs of partial functions.
#[derive(Default)]
pub(crate) struct Partial {
    agree: FxHashMap<(Diagram, Diagram), bool>,
    joined: PairMemo,
}

impl Manager {
    /// What `diagram` says in the worlds of the boolean diagram `care`, and nothing else: terminal 0 outside them, in them the terminal of
    /// `diagram` plus one; without the variables that it can do without.
    ///
    /// From the last variable of `order` to the first each is left out if the others tell as much without it: if no two worlds that
    /// differ in nothing else have different terminals. A world of what is left counts if it did with some values of what was left
    /// out. So where two variables can stand in for each other the earlier one stays. Variables that `order` does not name
    /// come after those that it names.
    ///
    /// The result says the same of the same worlds whatever `diagram` says elsewhere, and whatever the order of the manager.
    ///
    /// # Errors
    ///
    /// [`Exceeded`] if the manager is full.
    ///
    /// # Panics
    ///
    /// If the diagram has the greatest terminal that there is.
    ///
    /// ```
    /// use toets_diagram::{Limits, Manager, Variable};
    /// let mut manager = Manager::new(vec![2, 2], Limits { nodes: 100 });
    /// let (first, second) = (Variable(0), Variable(1));
    /// let (a, b) = (manager.value(first)?, manager.value(second)?);
    /// let both = manager.and(a, b)?;
    /// // Where the second follows from the first, the first alone decides.
    /// let care = manager.implies(a, b)?;
    /// let by_first = manager.map(a, |value| value + 1)?;
    /// assert_eq!(manager.reduced(both, care, &[first, second])?, by_first);
    /// # Ok::<(), toets_diagram::Exceeded>(())
    /// ```
    pub fn reduced(&mut self, diagram: Diagram, care: Diagram, order: &[Variable]) -> Result<Diagram, Exceeded> {
        let (within, ranks) = (self.within(diagram, care)?, self.ranks(order));
        self.without_idle(within, &ranks, &mut Partial::default())
    }

    /// The variables of which each alone makes a difference: some two worlds of the boolean diagram `care` differ in nothing else and have different
    /// terminals. Ascending.
    ///
    /// # Errors
    ///
    /// [`Exceeded`] if the manager is full.
    ///
    /// ```
    /// use toets_diagram::{Diagram, Limits, Manager, Variable};
    /// let mut manager = Manager::new(vec![2, 2], Limits { nodes: 100 });
    /// let (a, b) = (manager.value(Variable(0))?, manager.value(Variable(1))?);
    /// assert_eq!(manager.needed(a, Diagram::TRUE)?, [Variable(0)]);
    /// // If both are always the same, neither can be another alone.
    /// let equal = manager.apply(a, b, |a, b| u32::from(a == b))?;
    /// assert_eq!(manager.needed(a, equal)?, []);
    /// # Ok::<(), toets_diagram::Exceeded>(())
    /// ```
    pub fn needed(&mut self, diagram: Diagram, care: Diagram) -> Result<Vec<Variable>, Exceeded> {
        let within = self.within(diagram, care)?;
        let mut partial = Partial::default();
        let mut needed = Vec::new();
        for level in self.by_level(within).into_iter().rev() {
            if !level.iter().all(|&node| self.children_agree(node, &mut partial)) {
                needed.push(Variable(self.top(level[0])));
            }
        }
        Ok(needed)
    }

    /// The variables that `diagram` asks for where the boolean diagram `care` holds, beside those of `care` itself: the same whatever `diagram`
    /// says elsewhere. Ascending.
    ///
    /// # Errors
    ///
    /// [`Exceeded`] if the manager is full.
    ///
    /// ```
    /// use toets_diagram::{Limits, Manager, Variable};
    /// let mut manager = Manager::new(vec![2, 2], Limits { nodes: 100 });
    /// let (a, b) = (manager.value(Variable(0))?, manager.value(Variable(1))?);
    /// // Where the first is 0 both at once never hold, whatever the second is.
    /// let (both, care) = (manager.and(a, b)?, manager.not(a)?);
    /// assert_eq!(manager.support_within(both, care)?, []);
    /// # Ok::<(), toets_diagram::Exceeded>(())
    /// ```
    pub fn support_within(&mut self, diagram: Diagram, care: Diagram) -> Result<Vec<Variable>, Exceeded> {
        let within = self.within(diagram, care)?;
        match self.terminals(within)[..] {
            // It is the same wherever it says something.
            [_] | [0, _] => Ok(Vec::new()),
            _ => Ok(self.support(within)),
        }
    }

    /// Do these variables alone tell which terminal the diagram has, in each world of the boolean diagram `care`?
    ///
    /// # Errors
    ///
    /// [`Exceeded`] if the manager is full.
    pub fn is_told_by(
        &mut self,
        diagram: Diagram,
        care: Diagram,
        known: impl Fn(Variable) -> bool,
    ) -> Result<bool, Exceeded> {
        const DOUBT: u32 = Diagram::MAX_TERMINAL;
        let within = self.within(diagram, care)?;
        let told = self.join_over(
            within,
            |v| !known(v),
            |one, other| match (one, other) {
                (0, only) | (only, 0) => only,
                _ if one == other => one,
                _ => DOUBT,
            },
        )?;
        Ok(self.terminals(told).last() != Some(&DOUBT))
    }

    /// What a diagram says in the worlds of `care`, as a partial function.
    pub(crate) fn within(&mut self, diagram: Diagram, care: Diagram) -> Result<Diagram, Exceeded> {
        let said = self.map(diagram, |terminal| terminal + 1)?;
        self.ite(care, said, NOTHING)
    }

    /// For each variable its place in an order; those that it does not name come after, in that of the manager.
    pub(crate) fn ranks(&self, order: &[Variable]) -> Vec<u32> {
        let last = order.len() as u32;
        let mut ranks: Vec<u32> = self.variables().map(|variable| last + variable.0).collect();
        for (rank, variable) in (0u32..).zip(order) {
            ranks[variable.index()] = rank;
        }
        ranks
    }

    /// The partial function without the variables that it can do without, as seen from the one of the last rank to that of the first.
    pub(crate) fn without_idle(
        &mut self,
        diagram: Diagram,
        ranks: &[u32],
        partial: &mut Partial,
    ) -> Result<Diagram, Exceeded> {
        match self.terminals(diagram)[..] {
            // It is the same wherever it says something.
            [only] | [0, only] => return Ok(Diagram::terminal(only)),
            // It says something everywhere, and so needs all that it asks for.
            [first, ..] if first != 0 => return Ok(diagram),
            _ => {}
        }
        // A variable that is needed now is needed after others went.
        let mut idle: Vec<u32> = Vec::new();
        for level in self.by_level(diagram) {
            if level.iter().all(|&node| self.children_agree(node, partial)) {
                idle.push(self.top(level[0]));
            }
        }
        idle.sort_unstable_by_key(|&variable| std::cmp::Reverse(ranks[variable as usize]));
        let mut without = diagram;
        // One walk from below does for variables of which each stands above the one before.
        for together in idle.chunk_by(|below, above| above < below) {
            without = self.without_these(without, together, partial)?;
        }
        Ok(without)
    }

    /// The inner nodes of a diagram, the last variable first.
    fn by_level(&mut self, diagram: Diagram) -> Vec<Vec<Diagram>> {
        let mut nodes = self.reachable(diagram);
        self.operations += nodes.len() as u64;
        nodes.retain(|node| !node.is_terminal());
        // Stable, so that the work does not depend on the order in which nodes happened to be made.
        nodes.sort_by_key(|&node| std::cmp::Reverse(self.top(node)));
        let levels = nodes.chunk_by(|&one, &other| self.top(one) == self.top(other));
        levels.map(<[_]>::to_vec).collect()
    }

    /// The partial function without those of these variables, the last of the manager first, that it can do without.
    fn without_these(&mut self, diagram: Diagram, idle: &[u32], partial: &mut Partial) -> Result<Diagram, Exceeded> {
        let idle: FxHashSet<u32> = idle.iter().copied().collect();
        // What each node has become, now that the variables below it have been looked at.
        let mut images = Memo::default();
        for level in self.by_level(diagram) {
            let top = self.top(level[0]);
            let mut goes = idle.contains(&top);
            for &node in &level {
                let image = self.rebuild(top, |manager, _, value| {
                    let child = manager.cofactor(node, top, value);
                    Ok(images.get(&child).copied().unwrap_or(child))
                })?;
                images.insert(node, image);
                goes = goes && (self.top(image) != top || self.children_agree(image, partial));
            }
            for node in level.into_iter().filter(|_| goes) {
                let image = images[&node];
                if self.top(image) == top {
                    let mut joined = NOTHING;
                    for value in 0..self.arity(Variable(top)) {
                        let child = self.cofactor(image, top, value);
                        joined = self.join(joined, child, partial)?;
                    }
                    images.insert(node, joined);
                }
            }
        }
        Ok(images.get(&diagram).copied().unwrap_or(diagram))
    }

    /// Do the two partial functions agree wherever both say something?
    fn agree(&mut self, a: Diagram, b: Diagram, partial: &mut Partial) -> bool {
        if a == b || a == NOTHING || b == NOTHING {
            return true;
        }
        if a.is_terminal() && b.is_terminal() {
            return false;
        }
        let key = (a.min(b), a.max(b));
        if let Some(&known) = partial.agree.get(&key) {
            return known;
        }
        self.operations += 1;
        let top = self.top(a).min(self.top(b));
        let agree = (0..self.arity(Variable(top))).all(|value| {
            let (a, b) = (self.cofactor(a, top, value), self.cofactor(b, top, value));
            grow(|| self.agree(a, b, partial))
        });
        partial.agree.insert(key, agree);
        agree
    }

    /// Do all children of `diagram`'s top agree?
    fn children_agree(&mut self, diagram: Diagram, partial: &mut Partial) -> bool {
        let children = self.children(diagram).to_vec();
        children
            .iter()
            .enumerate()
            .all(|(index, &one)| children[..index].iter().all(|&other| self.agree(one, other, partial)))
    }

    fn join(&mut self, a: Diagram, b: Diagram, partial: &mut Partial) -> Result<Diagram, Exceeded> {
        let mut known = |a: Diagram, b: Diagram| match (a, b) {
            (NOTHING, other) | (other, NOTHING) => Some(other),
            _ if a == b => Some(a),
            // Never reached, as they agree; it ends the recursion all the same.
            _ if a.is_terminal() && b.is_terminal() => Some(a),
            _ => None,
        };
        self.pair_step(a, b, &mut known, &mut partial.joined)
    }

    /// Does the partial function `full` say all that `part` says?
    pub(crate) fn says_all(&mut self, full: Diagram, part: Diagram, partial: &mut Partial) -> Result<bool, Exceeded> {
        Ok(self.agree(full, part, partial) && self.join(full, part, partial)? == full)
    }
}
