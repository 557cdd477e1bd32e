//! Quantifiers over variables of boolean diagrams.

use crate::diagram::{Diagram, Variable};
use crate::exceeded::Exceeded;
use crate::manager::Manager;
use crate::operations::{Memo, PairMemo, known_and, known_or};
use crate::stack::grow;

/// What stays the same through one quantification.
struct Quantified<'known> {
    /// The variables to quantify over, ascending, none of them idle.
    variables: Vec<Variable>,
    /// The result as soon as one value gives it.
    absorbing: Option<Diagram>,
    /// How the results of two values go together.
    known: &'known mut dyn FnMut(Diagram, Diagram) -> Option<Diagram>,
    results: Memo,
    pairs: PairMemo,
}

impl Manager {
    /// Where the boolean diagram holds for at least one value of each variable that `over` names.
    ///
    /// # Errors
    ///
    /// [`Exceeded`] if the manager is full.
    ///
    /// ```
    /// use toets_diagram::{Diagram, Limits, Manager, Variable};
    /// let mut manager = Manager::new(vec![3, 3], Limits { nodes: 100 });
    /// let (a, b) = (manager.value(Variable(0))?, manager.value(Variable(1))?);
    /// let more = manager.apply(a, b, |a, b| u32::from(a > b))?;
    /// // There is a smaller b for each a but the first; no a is greater than every b.
    /// assert_eq!(manager.exists(more, |variable| variable == Variable(1))?, manager.literal(Variable(0), |a| a > 0)?);
    /// assert_eq!(manager.forall(more, |variable| variable == Variable(1))?, Diagram::FALSE);
    /// # Ok::<(), toets_diagram::Exceeded>(())
    /// ```
    pub fn exists(&mut self, diagram: Diagram, over: impl FnMut(Variable) -> bool) -> Result<Diagram, Exceeded> {
        self.quantify(diagram, over, Some(Diagram::TRUE), &mut known_or)
    }

    /// Where the boolean diagram holds for every value of each variable that `over` names.
    ///
    /// # Errors
    ///
    /// [`Exceeded`] if the manager is full.
    pub fn forall(&mut self, diagram: Diagram, over: impl FnMut(Variable) -> bool) -> Result<Diagram, Exceeded> {
        self.quantify(diagram, over, Some(Diagram::FALSE), &mut known_and)
    }

    /// What the values of the variables that `over` names give together: their terminals joined.
    ///
    /// `join` is associative, commutative, and gives `a` for `a` and `a` (a greatest number, a union of sets of bits).
    ///
    /// # Errors
    ///
    /// [`Exceeded`] if the manager is full.
    ///
    /// ```
    /// use toets_diagram::{Diagram, Limits, Manager, Variable};
    /// let mut manager = Manager::new(vec![3, 2], Limits { nodes: 100 });
    /// let level = manager.value(Variable(0))?;
    /// let best = manager.join_over(level, |variable| variable == Variable(0), u32::max)?;
    /// assert_eq!(best, Diagram::terminal(2));
    /// # Ok::<(), toets_diagram::Exceeded>(())
    /// ```
    pub fn join_over(
        &mut self,
        diagram: Diagram,
        over: impl FnMut(Variable) -> bool,
        mut join: impl FnMut(u32, u32) -> u32,
    ) -> Result<Diagram, Exceeded> {
        let mut known = |a: Diagram, b: Diagram| match (a.as_terminal(), b.as_terminal()) {
            _ if a == b => Some(a),
            (Some(a), Some(b)) => Some(Diagram::terminal(join(a, b))),
            _ => None,
        };
        self.quantify(diagram, over, None, &mut known)
    }

    fn quantify(
        &mut self,
        diagram: Diagram,
        mut over: impl FnMut(Variable) -> bool,
        absorbing: Option<Diagram>,
        known: &mut dyn FnMut(Diagram, Diagram) -> Option<Diagram>,
    ) -> Result<Diagram, Exceeded> {
        let variables: Vec<Variable> = self
            .support(diagram)
            .into_iter()
            .filter(|&variable| over(variable))
            .collect();
        let mut quantified = Quantified {
            variables,
            absorbing,
            known,
            results: Memo::default(),
            pairs: PairMemo::default(),
        };
        self.quantify_step(diagram, &mut quantified)
    }

    fn quantify_step(&mut self, diagram: Diagram, quantified: &mut Quantified<'_>) -> Result<Diagram, Exceeded> {
        let top = Variable(self.top(diagram));
        if diagram.is_terminal() || quantified.variables.last().is_none_or(|&last| top > last) {
            return Ok(diagram);
        }
        if let Some(&result) = quantified.results.get(&diagram) {
            return Ok(result);
        }
        self.operations += 1;
        let result = if quantified.variables.binary_search(&top).is_ok() {
            let mut result = None;
            for value in 0..self.arity(top) {
                let child = self.cofactor(diagram, top.0, value);
                let next = grow(|| self.quantify_step(child, quantified))?;
                let joined = match result {
                    None => next,
                    Some(so_far) => self.pair_step(so_far, next, &mut quantified.known, &mut quantified.pairs)?,
                };
                result = Some(joined);
                if Some(joined) == quantified.absorbing {
                    break;
                }
            }
            result.unwrap_or(diagram)
        } else {
            self.rebuild(top.0, |manager, variable, value| {
                let child = manager.cofactor(diagram, variable, value);
                grow(|| manager.quantify_step(child, quantified))
            })?
        };
        quantified.results.insert(diagram, result);
        Ok(result)
    }
}
