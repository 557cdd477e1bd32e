//! The manager: variables, nodes and the table that keeps them unique.

use crate::diagram::{Diagram, Variable, View};
use crate::exceeded::Exceeded;
use hashbrown::HashTable;
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// How large a manager may grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The greatest number of inner nodes. Nodes are never removed, so that intermediate results count too.
    pub nodes: usize,
}

/// An inner node: the variable it asks for and where its children start.
#[derive(Debug, Clone, Copy)]
struct Node {
    variable: u32,
    first: u32,
}

/// Owns the variables and the nodes; every operation on diagrams is a method of it.
///
/// A handle belongs to the manager that made it; to bring it elsewhere use [`Manager::copy_from`].
#[derive(Debug, Clone)]
pub struct Manager {
    /// The number of values of each variable, in the order of the variables.
    arities: Vec<u32>,
    limits: Limits,
    /// All nodes. INVARIANT: the children of a node come before it, ask for later variables, and are not all equal.
    nodes: Vec<Node>,
    /// The children of all nodes, one after the other: `arity` for each.
    children: Vec<Diagram>,
    /// The index of each node, found by its variable and children. INVARIANT: no two nodes have the same.
    unique: HashTable<u32>,
    /// The number of nodes at each variable.
    populations: Vec<u32>,
    /// Children of nodes under construction: a stack that the recursions share.
    pub(crate) scratch: Vec<Diagram>,
    /// Steps taken so far.
    pub(crate) operations: u64,
}

impl Manager {
    /// A manager for variables with these numbers of values, in this order (the first is at the top of every diagram).
    ///
    /// # Panics
    ///
    /// If an arity is 0.
    #[must_use]
    pub fn new(arities: Vec<u32>, limits: Limits) -> Self {
        assert!(
            arities.iter().all(|&arity| arity >= 1),
            "a variable has at least one value"
        );
        Self {
            populations: vec![0; arities.len()],
            arities,
            limits,
            nodes: Vec::new(),
            children: Vec::new(),
            unique: HashTable::new(),
            scratch: Vec::new(),
            operations: 0,
        }
    }

    /// Adds a variable with this number of values at the end of the order.
    ///
    /// # Panics
    ///
    /// If the arity is 0.
    pub fn add_variable(&mut self, arity: u32) -> Variable {
        assert!(arity >= 1, "a variable has at least one value");
        let variable = u32::try_from(self.arities.len()).expect("fewer than 2^32 variables");
        self.arities.push(arity);
        self.populations.push(0);
        Variable(variable)
    }

    /// The variables, in their order.
    pub fn variables(&self) -> impl DoubleEndedIterator<Item = Variable> + ExactSizeIterator + use<> {
        (0..self.arities.len() as u32).map(Variable)
    }

    /// The number of values of a variable.
    ///
    /// # Panics
    ///
    /// If the manager has no such variable.
    #[must_use]
    pub fn arity(&self, variable: Variable) -> u32 {
        self.arities[variable.index()]
    }

    /// The numbers of values of all variables, in their order.
    pub(crate) fn arities(&self) -> &[u32] {
        &self.arities
    }

    /// The limits given at the start.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// Sets new limits. A manager that holds more than they allow keeps what it has and makes no more.
    pub fn set_limits(&mut self, limits: Limits) {
        self.limits = limits;
    }

    /// The number of inner nodes made so far, whether still of use or not.
    #[must_use]
    pub fn nodes(&self) -> usize {
        self.nodes.len()
    }

    /// The number of steps that all operations together have taken so far: a measure of work that is the same on every machine.
    #[must_use]
    pub fn operations(&self) -> u64 {
        self.operations
    }

    /// What the diagram looks like at its top: to walk through it.
    #[must_use]
    pub fn view(&self, diagram: Diagram) -> View<'_> {
        match diagram.as_terminal() {
            Some(number) => View::Terminal(number),
            None => View::Node {
                variable: Variable(self.nodes[diagram.index()].variable),
                children: self.children(diagram),
            },
        }
    }

    /// The function that asks for `variable` and goes on with the child of its value.
    ///
    /// The children may ask for any variable; only where all of them ask for later ones is this a single step.
    ///
    /// # Errors
    ///
    /// [`Exceeded`] if the manager is full.
    ///
    /// # Panics
    ///
    /// If the number of children is not the arity of the variable.
    ///
    /// ```
    /// use toets_diagram::{Diagram, Limits, Manager, Variable};
    /// let mut manager = Manager::new(vec![2], Limits { nodes: 10 });
    /// let same = Diagram::terminal(7);
    /// assert_eq!(manager.node(Variable(0), &[same, same])?, same); // reduced
    /// # Ok::<(), toets_diagram::Exceeded>(())
    /// ```
    pub fn node(&mut self, variable: Variable, children: &[Diagram]) -> Result<Diagram, Exceeded> {
        assert_eq!(
            children.len(),
            self.arity(variable) as usize,
            "a node has a child for each value of its variable"
        );
        if children.iter().all(|&child| self.top(child) > variable.0) {
            let base = self.scratch.len();
            self.scratch.extend_from_slice(children);
            return self.reduce(variable.0, base);
        }
        let (&last, rest) = children.split_last().expect("a variable has at least one value");
        let mut result = last;
        for (value, &child) in rest.iter().enumerate().rev() {
            let here = self.literal(variable, |other| other as usize == value)?;
            result = self.ite(here, child, result)?;
        }
        Ok(result)
    }

    /// The boolean diagram that holds where `holds` says so of the value of `variable`.
    ///
    /// # Errors
    ///
    /// [`Exceeded`] if the manager is full.
    pub fn literal(&mut self, variable: Variable, mut holds: impl FnMut(u32) -> bool) -> Result<Diagram, Exceeded> {
        let base = self.scratch.len();
        for value in 0..self.arity(variable) {
            let child = Diagram::boolean(holds(value));
            self.scratch.push(child);
        }
        self.reduce(variable.0, base)
    }

    /// The function that has in each world the value of `variable`.
    ///
    /// # Errors
    ///
    /// [`Exceeded`] if the manager is full.
    pub fn value(&mut self, variable: Variable) -> Result<Diagram, Exceeded> {
        let base = self.scratch.len();
        for value in 0..self.arity(variable) {
            self.scratch.push(Diagram::terminal(value));
        }
        self.reduce(variable.0, base)
    }

    /// The position of the variable at the top; after all others for a terminal.
    pub(crate) fn top(&self, diagram: Diagram) -> u32 {
        if diagram.is_terminal() {
            u32::MAX
        } else {
            self.nodes[diagram.index()].variable
        }
    }

    /// The children of a node; none of a terminal.
    pub(crate) fn children(&self, diagram: Diagram) -> &[Diagram] {
        if diagram.is_terminal() {
            return &[];
        }
        let node = self.nodes[diagram.index()];
        let first = node.first as usize;
        &self.children[first..first + self.arities[node.variable as usize] as usize]
    }

    /// What follows from `diagram` where `variable`, which comes not after its top, has this value.
    pub(crate) fn cofactor(&self, diagram: Diagram, variable: u32, value: u32) -> Diagram {
        if self.top(diagram) == variable {
            self.children[self.nodes[diagram.index()].first as usize + value as usize]
        } else {
            diagram
        }
    }

    /// Takes the children on the scratch stack from `base` on and gives the one node that has them, or their only value.
    pub(crate) fn reduce(&mut self, variable: u32, base: usize) -> Result<Diagram, Exceeded> {
        let result = self.find_or_make(variable, base);
        self.scratch.truncate(base);
        result
    }

    fn find_or_make(&mut self, variable: u32, base: usize) -> Result<Diagram, Exceeded> {
        let new = &self.scratch[base..];
        debug_assert_eq!(new.len(), self.arities[variable as usize] as usize);
        debug_assert!(new.iter().all(|&child| self.top(child) > variable));
        if new.iter().all(|child| *child == new[0]) {
            return Ok(new[0]);
        }
        let hash = hash(variable, new);
        let (nodes, children) = (&self.nodes, &self.children);
        let found = self.unique.find(hash, |&index| {
            let node = nodes[index as usize];
            node.variable == variable && children[node.first as usize..][..new.len()] == *new
        });
        if let Some(&index) = found {
            return Ok(Diagram::node(index));
        }
        let index = self.nodes.len();
        let first = match u32::try_from(self.children.len()) {
            Ok(first) if index < self.limits.nodes.min(Diagram::MAX_NODES) => first,
            _ => return Err(self.exceeded()),
        };
        self.nodes.push(Node { variable, first });
        self.children.extend_from_slice(&self.scratch[base..]);
        self.populations[variable as usize] += 1;
        let (nodes, children, arities) = (&self.nodes, &self.children, &self.arities);
        self.unique.insert_unique(hash, index as u32, |&index| {
            let node = nodes[index as usize];
            let arity = arities[node.variable as usize] as usize;
            self::hash(node.variable, &children[node.first as usize..][..arity])
        });
        Ok(Diagram::node(index as u32))
    }

    pub(crate) fn exceeded(&self) -> Exceeded {
        let mut variables: Vec<Variable> = self
            .variables()
            .filter(|variable| self.populations[variable.index()] > 0)
            .collect();
        variables.sort_by_key(|variable| std::cmp::Reverse(self.populations[variable.index()]));
        variables.truncate(8);
        Exceeded {
            limit: self.limits.nodes,
            variables,
        }
    }
}

fn hash(variable: u32, children: &[Diagram]) -> u64 {
    use std::hash::Hash;
    let mut hasher = FxHasher::default();
    hasher.write_u32(variable);
    for child in children {
        child.hash(&mut hasher);
    }
    hasher.finish()
}
