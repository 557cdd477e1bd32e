//! Forgetting what a diagram says outside the worlds that count.

use crate::diagram::{Diagram, Variable};
use crate::exceeded::Exceeded;
use crate::manager::Manager;
use crate::operations::{Memo, PairMemo};
use crate::stack::grow;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// What is known about pairs of partial functions, through one simplification.
#[derive(Default)]
struct Partial {
    agree: FxHashMap<(Diagram, Diagram), bool>,
    joined: PairMemo,
}

impl Manager {
    /// A function that agrees with `diagram` in every world of the boolean diagram `care`, and asks for as little as it can.
    ///
    /// - It depends only on variables on which `diagram` depends, and on none of them without need: for each variable of the
    ///   result there are worlds in `care`, or would be if the variables already left out were ignored, that only this one tells apart.
    ///   Where two variables can stand in for each other, the one earlier in the order stays.
    /// - It is determined by the variables of `diagram` and by what it says within `care`: two diagrams over the same variables that agree there
    ///   are simplified to the same.
    /// - If `care` is [`Diagram::FALSE`] it is `diagram` itself.
    ///
    /// Coudert and Madre's *restrict* is the model. It is followed here for partial functions of many-valued variables: a variable goes
    /// where its children agree wherever they are defined, first throughout the diagram, from the last variable to the first, then node by node;
    /// and values share a child where one says all that the other says.
    ///
    /// # Errors
    ///
    /// [`Exceeded`] if the manager is full.
    ///
    /// ```
    /// use toets_diagram::{Limits, Manager, Variable};
    /// let mut manager = Manager::new(vec![2, 2], Limits { nodes: 100 });
    /// let (a, b) = (manager.value(Variable(0))?, manager.value(Variable(1))?);
    /// let both = manager.and(a, b)?;
    /// // Where the second follows from the first, the first alone decides.
    /// let care = manager.implies(a, b)?;
    /// assert_eq!(manager.simplify(both, care)?, a);
    /// # Ok::<(), toets_diagram::Exceeded>(())
    /// ```
    pub fn simplify(&mut self, diagram: Diagram, care: Diagram) -> Result<Diagram, Exceeded> {
        if diagram.is_terminal() || care.is_terminal() {
            return Ok(diagram);
        }
        let support = self.support(diagram);
        let care = self.exists(care, |variable| support.binary_search(&variable).is_err())?;
        if care == Diagram::TRUE {
            return Ok(diagram);
        }
        let mut partial = Partial::default();
        let defined = self.ite(care, diagram, Diagram::HOLE)?;
        let needed = self.without_idle(defined, &mut partial)?;
        self.fill(needed, &mut partial, &mut Memo::default())
    }

    /// The partial function without the variables that it can do without, as seen from the last to the first.
    ///
    /// One pass is enough: a variable that was needed before another one went is needed after.
    fn without_idle(&mut self, diagram: Diagram, partial: &mut Partial) -> Result<Diagram, Exceeded> {
        let mut nodes = self.reachable(diagram);
        // Stable, so that the work does not depend on the order in which nodes happened to be made.
        nodes.sort_by_key(|&node| Reverse(self.top(node)));
        // What each node has become, now that the variables below it have been looked at.
        let mut images = Memo::default();
        for level in nodes
            .chunk_by(|&one, &other| self.top(one) == self.top(other))
            .map(<[_]>::to_vec)
            .collect::<Vec<_>>()
        {
            let top = self.top(level[0]);
            let mut idle = true;
            for &node in &level {
                let image = if node.is_terminal() {
                    node
                } else {
                    self.rebuild(top, |manager, _, value| Ok(images[&manager.cofactor(node, top, value)]))?
                };
                images.insert(node, image);
                idle = idle && (self.top(image) != top || self.children_agree(image, partial));
            }
            if !idle || level[0].is_terminal() {
                continue;
            }
            for node in level {
                let image = images[&node];
                if self.top(image) == top {
                    let joined = self.join_children(image, partial)?;
                    images.insert(node, joined);
                }
            }
        }
        Ok(images[&diagram])
    }

    /// Do the two partial functions agree wherever both are defined?
    fn agree(&mut self, a: Diagram, b: Diagram, partial: &mut Partial) -> bool {
        if a == b || a == Diagram::HOLE || b == Diagram::HOLE {
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

    /// The partial function that is defined where `a` or `b` is; they agree.
    fn join(&mut self, a: Diagram, b: Diagram, partial: &mut Partial) -> Result<Diagram, Exceeded> {
        let mut known = |a: Diagram, b: Diagram| match (a, b) {
            (Diagram::HOLE, other) | (other, Diagram::HOLE) => Some(other),
            _ if a == b => Some(a),
            // Never reached, as they agree; it ends the recursion all the same.
            _ if a.is_terminal() && b.is_terminal() => Some(a),
            _ => None,
        };
        self.pair_step(a, b, &mut known, &mut partial.joined)
    }

    /// Do all children of `diagram`'s top agree?
    fn children_agree(&mut self, diagram: Diagram, partial: &mut Partial) -> bool {
        let children = self.children(diagram).to_vec();
        children
            .iter()
            .enumerate()
            .all(|(index, &one)| children[..index].iter().all(|&other| self.agree(one, other, partial)))
    }

    /// A total function that agrees with the partial one wherever that is defined; `diagram` is not the hole.
    fn fill(&mut self, diagram: Diagram, partial: &mut Partial, memo: &mut Memo) -> Result<Diagram, Exceeded> {
        if diagram.is_terminal() {
            return Ok(diagram);
        }
        if let Some(&result) = memo.get(&diagram) {
            return Ok(result);
        }
        self.operations += 1;
        let result = if self.children_agree(diagram, partial) {
            let joined = self.join_children(diagram, partial)?;
            grow(|| self.fill(joined, partial, memo))?
        } else {
            let shared = self.share_children(diagram, partial)?;
            let mut filled = Vec::with_capacity(shared.len());
            for child in shared {
                filled.push(grow(|| self.fill(child, partial, memo))?);
            }
            self.rebuild(self.top(diagram), |_, _, value| Ok(filled[value as usize]))?
        };
        memo.insert(diagram, result);
        Ok(result)
    }

    /// The children of `diagram`'s top, where each may be replaced by another that says all that it says and more. So a value that
    /// never occurs goes with the first that does. Not all are holes.
    fn share_children(&mut self, diagram: Diagram, partial: &mut Partial) -> Result<Vec<Diagram>, Exceeded> {
        let mut children = self.children(diagram).to_vec();
        let mut fullest: Vec<Diagram> = Vec::new();
        for &child in &children {
            let mut place = 0;
            while place < fullest.len() && !self.extends(child, fullest[place], partial)? {
                place += 1;
            }
            if place < fullest.len() {
                fullest[place] = child;
            } else {
                fullest.push(child);
            }
        }
        for child in &mut children {
            for &full in &fullest {
                if self.extends(full, *child, partial)? {
                    *child = full;
                    break;
                }
            }
        }
        Ok(children)
    }

    /// Does the partial function `full` say all that `part` says?
    fn extends(&mut self, full: Diagram, part: Diagram, partial: &mut Partial) -> Result<bool, Exceeded> {
        Ok(self.agree(full, part, partial) && self.join(full, part, partial)? == full)
    }

    /// The partial function that is defined where one of the children of `diagram`'s top is; they agree.
    fn join_children(&mut self, diagram: Diagram, partial: &mut Partial) -> Result<Diagram, Exceeded> {
        let mut joined = Diagram::HOLE;
        for value in 0..self.arity(Variable(self.top(diagram))) {
            let child = self.cofactor(diagram, self.top(diagram), value);
            joined = self.join(joined, child, partial)?;
        }
        Ok(joined)
    }
}
