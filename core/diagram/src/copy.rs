//! Bringing a diagram from one manager to another.

use crate::diagram::{Diagram, Variable};
use crate::exceeded::Exceeded;
use crate::manager::Manager;
use crate::operations::Memo;

impl Manager {
    /// The function of `other` with each variable replaced by the one that `rename` gives, in this manager.
    ///
    /// Where the new variables have the order of the old ones this is one step per node; where not, it is as right
    /// but may take much longer. Two variables may get the same new one: then the result is about the worlds in which they are equal.
    ///
    /// # Errors
    ///
    /// [`Exceeded`] if this manager is full.
    ///
    /// # Panics
    ///
    /// If a variable and its new one have not the same number of values.
    ///
    /// ```
    /// use toets_diagram::{Limits, Manager, Variable};
    /// let mut one = Manager::new(vec![2], Limits { nodes: 10 });
    /// let value = one.value(Variable(0))?;
    /// let mut two = Manager::new(vec![5, 2], Limits { nodes: 10 });
    /// let copy = two.copy_from(&one, value, |_| Variable(1))?;
    /// assert_eq!(copy, two.value(Variable(1))?);
    /// # Ok::<(), toets_diagram::Exceeded>(())
    /// ```
    pub fn copy_from(
        &mut self,
        other: &Self,
        diagram: Diagram,
        mut rename: impl FnMut(Variable) -> Variable,
    ) -> Result<Diagram, Exceeded> {
        let mut nodes = other.reachable(diagram);
        // Children have the smaller index, so that they come first.
        nodes.sort_unstable_by_key(|node| (!node.is_terminal(), *node));
        let mut copies = Memo::default();
        let mut children = Vec::new();
        for node in nodes {
            self.operations += 1;
            let copy = if node.is_terminal() {
                node
            } else {
                children.clear();
                children.extend(other.children(node).iter().map(|child| copies[child]));
                self.node(rename(Variable(other.top(node))), &children)?
            };
            copies.insert(node, copy);
        }
        Ok(copies[&diagram])
    }
}
