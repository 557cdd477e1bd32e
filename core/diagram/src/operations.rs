//! Operations that go through one, two or three diagrams at once.
//!
//! A boolean diagram has no other terminals than 0 and 1; a build with debug assertions checks that where it is cheap.

use crate::diagram::{Diagram, Variable};
use crate::exceeded::Exceeded;
use crate::manager::Manager;
use crate::stack::grow;
use rustc_hash::FxHashMap;

/// Results of one operation on one diagram.
pub(crate) type Memo = FxHashMap<Diagram, Diagram>;

/// Results of one operation on pairs of diagrams.
pub(crate) type PairMemo = FxHashMap<(Diagram, Diagram), Diagram>;

impl Manager {
    /// The function that has `number(t)` where `diagram` has `t`.
    ///
    /// `number` is asked once for each terminal. If it merges terminals, what no longer matters disappears from the diagram.
    ///
    /// # Errors
    ///
    /// [`Exceeded`] if the manager is full.
    ///
    /// ```
    /// use toets_diagram::{Diagram, Limits, Manager, Variable};
    /// let mut manager = Manager::new(vec![3], Limits { nodes: 10 });
    /// let value = manager.value(Variable(0))?;
    /// assert_eq!(manager.map(value, |_| 5)?, Diagram::terminal(5));
    /// # Ok::<(), toets_diagram::Exceeded>(())
    /// ```
    pub fn map(&mut self, diagram: Diagram, mut number: impl FnMut(u32) -> u32) -> Result<Diagram, Exceeded> {
        self.map_step(
            diagram,
            &mut |terminal| Diagram::terminal(number(terminal)),
            &mut Memo::default(),
        )
    }

    fn map_step(
        &mut self,
        diagram: Diagram,
        number: &mut impl FnMut(u32) -> Diagram,
        memo: &mut Memo,
    ) -> Result<Diagram, Exceeded> {
        if let Some(&result) = memo.get(&diagram) {
            return Ok(result);
        }
        self.operations += 1;
        let result = match diagram.as_terminal() {
            Some(terminal) => number(terminal),
            None => self.rebuild(self.top(diagram), |manager, variable, value| {
                let child = manager.cofactor(diagram, variable, value);
                grow(|| manager.map_step(child, number, memo))
            })?,
        };
        memo.insert(diagram, result);
        Ok(result)
    }

    /// The boolean diagram that holds where `diagram` has `terminal`.
    ///
    /// # Errors
    ///
    /// [`Exceeded`] if the manager is full.
    pub fn is(&mut self, diagram: Diagram, terminal: u32) -> Result<Diagram, Exceeded> {
        self.is_in(diagram, |other| other == terminal)
    }

    /// The boolean diagram that holds where `diagram` has a terminal of which `holds` is true.
    ///
    /// # Errors
    ///
    /// [`Exceeded`] if the manager is full.
    ///
    /// ```
    /// use toets_diagram::{Limits, Manager, Variable};
    /// let mut manager = Manager::new(vec![5], Limits { nodes: 10 });
    /// let level = manager.value(Variable(0))?;
    /// let at_least_three = manager.is_in(level, |level| level >= 3)?;
    /// assert_eq!(at_least_three, manager.literal(Variable(0), |value| value >= 3)?);
    /// # Ok::<(), toets_diagram::Exceeded>(())
    /// ```
    pub fn is_in(&mut self, diagram: Diagram, mut holds: impl FnMut(u32) -> bool) -> Result<Diagram, Exceeded> {
        self.map_step(
            diagram,
            &mut |terminal| Diagram::boolean(holds(terminal)),
            &mut Memo::default(),
        )
    }

    /// Where the boolean diagram does not hold.
    ///
    /// # Errors
    ///
    /// [`Exceeded`] if the manager is full.
    pub fn not(&mut self, diagram: Diagram) -> Result<Diagram, Exceeded> {
        self.is_in(diagram, |terminal| terminal == 0)
    }

    /// The function that has `number(s, t)` where `a` has `s` and `b` has `t`.
    ///
    /// `number` may be asked for the same pair more than once and has to answer the same.
    ///
    /// # Errors
    ///
    /// [`Exceeded`] if the manager is full.
    ///
    /// ```
    /// use toets_diagram::{Diagram, Limits, Manager, Variable};
    /// let mut manager = Manager::new(vec![3, 3], Limits { nodes: 100 });
    /// let (a, b) = (manager.value(Variable(0))?, manager.value(Variable(1))?);
    /// let worst = manager.apply(a, b, u32::min)?;
    /// assert_eq!(manager.eval(worst, |variable| [2, 1][variable.index()]), 1);
    /// # Ok::<(), toets_diagram::Exceeded>(())
    /// ```
    pub fn apply(
        &mut self,
        a: Diagram,
        b: Diagram,
        mut number: impl FnMut(u32, u32) -> u32,
    ) -> Result<Diagram, Exceeded> {
        let mut known = |a: Diagram, b: Diagram| Some(Diagram::terminal(number(a.as_terminal()?, b.as_terminal()?)));
        self.pair_step(a, b, &mut known, &mut PairMemo::default())
    }

    /// Where both boolean diagrams hold.
    ///
    /// # Errors
    ///
    /// [`Exceeded`] if the manager is full.
    pub fn and(&mut self, a: Diagram, b: Diagram) -> Result<Diagram, Exceeded> {
        self.pair_step(a, b, &mut known_and, &mut PairMemo::default())
    }

    /// Where at least one of the boolean diagrams holds.
    ///
    /// # Errors
    ///
    /// [`Exceeded`] if the manager is full.
    pub fn or(&mut self, a: Diagram, b: Diagram) -> Result<Diagram, Exceeded> {
        self.pair_step(a, b, &mut known_or, &mut PairMemo::default())
    }

    /// Where the boolean diagram `b` holds or `a` does not. It is [`Diagram::TRUE`] exactly if `b` follows from `a`.
    ///
    /// # Errors
    ///
    /// [`Exceeded`] if the manager is full.
    pub fn implies(&mut self, a: Diagram, b: Diagram) -> Result<Diagram, Exceeded> {
        self.pair_step(a, b, &mut known_implies, &mut PairMemo::default())
    }

    /// Goes through two diagrams at once, down to the pairs of which `known` gives the result: at least all pairs of terminals.
    pub(crate) fn pair_step(
        &mut self,
        a: Diagram,
        b: Diagram,
        known: &mut impl FnMut(Diagram, Diagram) -> Option<Diagram>,
        memo: &mut PairMemo,
    ) -> Result<Diagram, Exceeded> {
        self.operations += 1;
        if let Some(result) = known(a, b) {
            return Ok(result);
        }
        if let Some(&result) = memo.get(&(a, b)) {
            return Ok(result);
        }
        let result = self.rebuild(self.top(a).min(self.top(b)), |manager, variable, value| {
            let (a, b) = (
                manager.cofactor(a, variable, value),
                manager.cofactor(b, variable, value),
            );
            grow(|| manager.pair_step(a, b, known, memo))
        })?;
        memo.insert((a, b), result);
        Ok(result)
    }

    /// The function that is `then` where the boolean diagram `condition` holds and `otherwise` elsewhere.
    ///
    /// # Errors
    ///
    /// [`Exceeded`] if the manager is full.
    pub fn ite(&mut self, condition: Diagram, then: Diagram, otherwise: Diagram) -> Result<Diagram, Exceeded> {
        self.ite_step(condition, then, otherwise, &mut FxHashMap::default())
    }

    fn ite_step(
        &mut self,
        condition: Diagram,
        then: Diagram,
        otherwise: Diagram,
        memo: &mut FxHashMap<(Diagram, Diagram, Diagram), Diagram>,
    ) -> Result<Diagram, Exceeded> {
        self.operations += 1;
        match condition {
            Diagram::TRUE => return Ok(then),
            Diagram::FALSE => return Ok(otherwise),
            _ if then == otherwise => return Ok(then),
            _ if then == Diagram::TRUE && otherwise == Diagram::FALSE => return Ok(condition),
            _ => {}
        }
        debug_assert!(!condition.is_terminal(), "a condition is a boolean diagram");
        let key = (condition, then, otherwise);
        if let Some(&result) = memo.get(&key) {
            return Ok(result);
        }
        let top = self.top(condition).min(self.top(then)).min(self.top(otherwise));
        let result = self.rebuild(top, |manager, variable, value| {
            let condition = manager.cofactor(condition, variable, value);
            let then = manager.cofactor(then, variable, value);
            let otherwise = manager.cofactor(otherwise, variable, value);
            grow(|| manager.ite_step(condition, then, otherwise, memo))
        })?;
        memo.insert(key, result);
        Ok(result)
    }

    /// What `diagram` says once `variable` has this value; it no longer asks for it.
    ///
    /// # Errors
    ///
    /// [`Exceeded`] if the manager is full.
    ///
    /// # Panics
    ///
    /// If `diagram` asks for the variable and it has no such value.
    pub fn restrict(&mut self, diagram: Diagram, variable: Variable, value: u32) -> Result<Diagram, Exceeded> {
        self.restrict_step(
            diagram,
            &mut |other| (other == variable).then_some(value),
            variable.0,
            &mut Memo::default(),
        )
    }

    /// What `diagram` says once each variable has the value that `value` gives, if any.
    ///
    /// # Errors
    ///
    /// [`Exceeded`] if the manager is full.
    ///
    /// # Panics
    ///
    /// If a variable for which `diagram` asks has no such value.
    ///
    /// ```
    /// use toets_diagram::{Diagram, Limits, Manager, Variable};
    /// let mut manager = Manager::new(vec![3, 3], Limits { nodes: 100 });
    /// let (a, b) = (manager.value(Variable(0))?, manager.value(Variable(1))?);
    /// let sum = manager.apply(a, b, |a, b| a + b)?;
    /// assert_eq!(manager.restrict_all(sum, |_| Some(2))?, Diagram::terminal(4));
    /// # Ok::<(), toets_diagram::Exceeded>(())
    /// ```
    pub fn restrict_all(
        &mut self,
        diagram: Diagram,
        mut value: impl FnMut(Variable) -> Option<u32>,
    ) -> Result<Diagram, Exceeded> {
        self.restrict_step(diagram, &mut value, u32::MAX, &mut Memo::default())
    }

    /// `last`: no variable after it has a value.
    fn restrict_step(
        &mut self,
        diagram: Diagram,
        value: &mut impl FnMut(Variable) -> Option<u32>,
        last: u32,
        memo: &mut Memo,
    ) -> Result<Diagram, Exceeded> {
        if diagram.is_terminal() || self.top(diagram) > last {
            return Ok(diagram);
        }
        if let Some(&result) = memo.get(&diagram) {
            return Ok(result);
        }
        self.operations += 1;
        let top = self.top(diagram);
        let result = if let Some(chosen) = value(Variable(top)) {
            assert!(
                chosen < self.arity(Variable(top)),
                "a variable is restricted to one of its values"
            );
            let child = self.cofactor(diagram, top, chosen);
            grow(|| self.restrict_step(child, value, last, memo))?
        } else {
            self.rebuild(top, |manager, variable, index| {
                let child = manager.cofactor(diagram, variable, index);
                grow(|| manager.restrict_step(child, value, last, memo))
            })?
        };
        memo.insert(diagram, result);
        Ok(result)
    }

    /// The node at `variable` whose child for each value is what `child(manager, variable, value)` gives.
    pub(crate) fn rebuild(
        &mut self,
        variable: u32,
        mut child: impl FnMut(&mut Self, u32, u32) -> Result<Diagram, Exceeded>,
    ) -> Result<Diagram, Exceeded> {
        let base = self.scratch.len();
        for value in 0..self.arity(Variable(variable)) {
            match child(self, variable, value) {
                Ok(result) => self.scratch.push(result),
                Err(exceeded) => {
                    self.scratch.truncate(base);
                    return Err(exceeded);
                }
            }
        }
        self.reduce(variable, base)
    }
}

/// The conjunction of the pairs for which no walk is needed.
pub(crate) fn known_and(a: Diagram, b: Diagram) -> Option<Diagram> {
    debug_assert!(is_boolean(a) && is_boolean(b));
    match (a, b) {
        (Diagram::FALSE, _) | (_, Diagram::FALSE) => Some(Diagram::FALSE),
        (Diagram::TRUE, other) | (other, Diagram::TRUE) => Some(other),
        _ if a == b => Some(a),
        _ => None,
    }
}

/// The disjunction of the pairs for which no walk is needed.
pub(crate) fn known_or(a: Diagram, b: Diagram) -> Option<Diagram> {
    debug_assert!(is_boolean(a) && is_boolean(b));
    match (a, b) {
        (Diagram::TRUE, _) | (_, Diagram::TRUE) => Some(Diagram::TRUE),
        (Diagram::FALSE, other) | (other, Diagram::FALSE) => Some(other),
        _ if a == b => Some(a),
        _ => None,
    }
}

fn known_implies(a: Diagram, b: Diagram) -> Option<Diagram> {
    debug_assert!(is_boolean(a) && is_boolean(b));
    match (a, b) {
        (Diagram::FALSE, _) | (_, Diagram::TRUE) => Some(Diagram::TRUE),
        (Diagram::TRUE, other) => Some(other),
        _ if a == b => Some(Diagram::TRUE),
        _ => None,
    }
}

/// May this diagram be boolean? Of a node only its terminals would tell.
fn is_boolean(diagram: Diagram) -> bool {
    diagram.as_terminal().is_none_or(|terminal| terminal <= 1)
}
