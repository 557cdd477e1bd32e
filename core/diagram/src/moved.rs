//! What changing one variable alone does, counted without making a diagram of it.
//!
//! The diagram of where it changes something can be many times as large as what it is made from, and is of no use once it was counted.
//! So a count walks what is there: down to the variable the pair of the function and its care, below it one such pair for each value at once.

use num_bigint::BigUint;
use rustc_hash::FxHashMap;

use crate::diagram::{Diagram, Variable};
use crate::exceeded::Exceeded;
use crate::manager::Manager;
use crate::stack;

impl Manager {
    /// In how many assignments of these variables in which `care` holds changing one variable alone, to another value for which `care` holds,
    /// changes the terminal of the diagram.
    ///
    /// Variables on which either depends count even if they are not given.
    ///
    /// ```
    /// use toets_diagram::{Diagram, Limits, Manager, Variable};
    /// let mut manager = Manager::new(vec![2, 3], Limits { nodes: 10 });
    /// let [a, b] = [Variable(0), Variable(1)];
    /// let (one, other) = (manager.literal(a, |value| value == 1)?, manager.literal(b, |value| value == 2)?);
    /// let both = manager.and(one, other)?;
    /// // Where `b` is 2 both values of `a` count.
    /// assert_eq!(manager.count_moved(both, Diagram::TRUE, a, &[a, b])?, 2u32.into());
    /// // Where `a` is 1 all three values of `b` count.
    /// assert_eq!(manager.count_moved(both, Diagram::TRUE, b, &[a, b])?, 3u32.into());
    /// # Ok::<(), toets_diagram::Exceeded>(())
    /// ```
    ///
    /// # Errors
    /// More has to be kept apart than the manager may have nodes.
    pub fn count_moved(
        &self,
        diagram: Diagram,
        care: Diagram,
        moving: Variable,
        variables: &[Variable],
    ) -> Result<BigUint, Exceeded> {
        let mut levels: Vec<Variable> = variables.to_vec();
        levels.extend(self.support(diagram));
        levels.extend(self.support(care));
        levels.retain(|&variable| variable != moving);
        levels.sort_unstable();
        levels.dedup();
        let mut walk = Walk {
            manager: self,
            levels: &levels,
            moving: moving.0,
            above: FxHashMap::default(),
            below: FxHashMap::default(),
        };
        let (at, count) = walk.above(diagram, care)?;
        Ok(self.times(count, &levels[..at]))
    }
}

/// A function and where it counts, for as many values of the moving variable.
type Case = (Diagram, Diagram, u32);

/// A count, over the variables from this level on.
type Count = (usize, BigUint);

struct Walk<'a> {
    manager: &'a Manager,
    /// The variables that count but the moving one, ascending.
    levels: &'a [Variable],
    moving: u32,
    above: FxHashMap<(Diagram, Diagram), Count>,
    below: FxHashMap<Box<[Case]>, Count>,
}

impl Walk<'_> {
    fn nothing(&self) -> Count {
        (self.levels.len(), BigUint::ZERO)
    }

    /// As above the moving variable.
    fn above(&mut self, diagram: Diagram, care: Diagram) -> Result<Count, Exceeded> {
        if care == Diagram::FALSE || diagram.is_terminal() {
            return Ok(self.nothing());
        }
        let manager = self.manager;
        let top = manager.top(diagram).min(manager.top(care));
        if top >= self.moving {
            let moving = self.moving;
            let values = 0..manager.arity(Variable(moving));
            let at = |value| {
                (
                    manager.cofactor(diagram, moving, value),
                    manager.cofactor(care, moving, value),
                    1,
                )
            };
            return self.below(values.map(at).collect());
        }
        if let Some(known) = self.above.get(&(diagram, care)) {
            return Ok(known.clone());
        }
        let count = self.sum(top, |walk, value| {
            walk.above(
                manager.cofactor(diagram, top, value),
                manager.cofactor(care, top, value),
            )
        })?;
        self.above.insert((diagram, care), count.clone());
        self.bounded(count)
    }

    /// As below it: its values side by side.
    fn below(&mut self, mut cases: Vec<Case>) -> Result<Count, Exceeded> {
        cases.retain(|case| case.1 != Diagram::FALSE);
        // Values that go on alike are one case.
        cases.sort_unstable();
        cases.dedup_by(|next, kept| {
            let same = (next.0, next.1) == (kept.0, kept.1);
            if same {
                kept.2 += next.2;
            }
            same
        });
        if cases.iter().all(|case| case.0 == cases[0].0) {
            return Ok(self.nothing());
        }
        let manager = self.manager;
        let tops = cases.iter().map(|case| manager.top(case.0).min(manager.top(case.1)));
        let top = tops.min().unwrap_or(u32::MAX);
        if top == u32::MAX {
            let values: u32 = cases.iter().map(|case| case.2).sum();
            return Ok((self.levels.len(), BigUint::from(values)));
        }
        let cases: Box<[Case]> = cases.into();
        if let Some(known) = self.below.get(&cases) {
            return Ok(known.clone());
        }
        let count = self.sum(top, |walk, value| {
            let go_on = |case: &Case| {
                let [diagram, care] = [case.0, case.1].map(|one| manager.cofactor(one, top, value));
                (diagram, care, case.2)
            };
            walk.below(cases.iter().map(go_on).collect())
        })?;
        self.below.insert(cases, count.clone());
        self.bounded(count)
    }

    /// The sum over the values of a variable.
    fn sum(
        &mut self,
        variable: u32,
        mut of_value: impl FnMut(&mut Self, u32) -> Result<Count, Exceeded>,
    ) -> Result<Count, Exceeded> {
        // INVARIANT: what a diagram depends on counts.
        let at = self.levels.partition_point(|level| level.0 < variable);
        let mut sum = BigUint::ZERO;
        for value in 0..self.manager.arity(Variable(variable)) {
            let (next, count) = stack::grow(|| of_value(self, value))?;
            if count != BigUint::ZERO {
                sum += self.manager.times(count, &self.levels[at + 1..next]);
            }
        }
        Ok((at, sum))
    }

    fn bounded(&self, count: Count) -> Result<Count, Exceeded> {
        match self.above.len() + self.below.len() > self.manager.limits().nodes {
            true => Err(self.manager.exceeded()),
            false => Ok(count),
        }
    }
}
