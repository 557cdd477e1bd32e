//! Writing a diagram out as cases: for each terminal, disjoint boxes of worlds.

use crate::diagram::{Diagram, Variable};
use crate::exceeded::Exceeded;
use crate::manager::Manager;
use crate::partial::Partial;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;

/// A set of worlds: each variable listed has one of the values beside it (ascending), all others are free. Empty: always.
pub type WorldBox = Vec<(Variable, Vec<u32>)>;

/// All that a diagram can be within the worlds that count, see [`Manager::boxes`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boxes {
    /// A case for each terminal that occurs, ascending. Empty only if there are no worlds.
    pub cases: Vec<Case>,
}

/// The worlds in which a diagram has one terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The terminal.
    pub terminal: u32,
    /// Disjoint boxes; unless truncated they hold together all worlds of the case. They follow the order that was asked for: by the values of
    /// its first variable, of those that are alike by the second, and so on.
    pub boxes: Vec<WorldBox>,
    /// The number of boxes that there are, listed or not; `None` if that takes too long to find out, or does not fit (2⁶⁴ or more).
    pub total: Option<u64>,
    /// Are there more boxes than were asked for?
    pub truncated: bool,
}

/// Steps after which boxes that are not listed are not counted either.
const COUNTING: u64 = 1_000_000;

impl Manager {
    /// Writes `diagram` out within the worlds of the boolean diagram `care`: for each terminal that occurs there, disjoint boxes
    /// that together hold exactly the worlds of `care` in which the diagram has it.
    ///
    /// What the diagram says within `care` is first [reduced](Self::reduced) to as few variables as tell it; then these are asked for
    /// in the given order, those that it does not name last. A variable is asked for only where its values lead to different results, and values
    /// with the same rest go together, as do values of which one leads to all that the other does and more. So the boxes are the paths of
    /// the reduced diagram in that order, whatever the order of the manager and whatever the diagram says elsewhere; a diagram that is constant
    /// within `care` is one empty box. A value is listed only if it occurs in `care` together with what its box says of
    /// the other variables. The boxes are to be read within `care`: they may hold other worlds too.
    ///
    /// At most `limit` boxes are listed for each terminal. They are found one by one: the diagram is never built in that order as a whole,
    /// which may be very much larger. The others are counted where that takes few steps.
    ///
    /// # Errors
    ///
    /// [`Exceeded`] if that takes more nodes than the limits of this manager allow. It is itself left as it is.
    ///
    /// ```
    /// use toets_diagram::{Diagram, Limits, Manager, Variable};
    /// let mut manager = Manager::new(vec![2, 3], Limits { nodes: 100 });
    /// let (first, second) = (Variable(0), Variable(1));
    /// let by_second = manager.node(second, &[Diagram::terminal(4), Diagram::terminal(4), Diagram::terminal(7)])?;
    /// let level = manager.node(first, &[by_second, Diagram::terminal(7)])?;
    ///
    /// let boxes = manager.boxes(level, Diagram::TRUE, &[first, second], usize::MAX)?;
    /// assert_eq!(boxes.cases[0].terminal, 4);
    /// assert_eq!(boxes.cases[0].boxes, [vec![(first, vec![0]), (second, vec![0, 1])]]);
    /// assert_eq!(boxes.cases[1].terminal, 7);
    /// assert_eq!(boxes.cases[1].boxes, [vec![(first, vec![0]), (second, vec![2])], vec![(first, vec![1])]]);
    ///
    /// let other = manager.boxes(level, Diagram::TRUE, &[second, first], usize::MAX)?;
    /// assert_eq!(other.cases[0].boxes, [vec![(second, vec![0, 1]), (first, vec![0])]]);
    /// # Ok::<(), toets_diagram::Exceeded>(())
    /// ```
    pub fn boxes(&self, diagram: Diagram, care: Diagram, order: &[Variable], limit: usize) -> Result<Boxes, Exceeded> {
        let mut manager = Self::new(self.arities().to_vec(), self.limits());
        let diagram = manager.copy_from(self, diagram, |v| v)?;
        let care = manager.copy_from(self, care, |v| v)?;
        let (ranks, mut partial) = (manager.ranks(order), Partial::default());
        let within = manager.within(diagram, care)?;
        let reduced = manager.without_idle(within, &ranks, &mut partial)?;
        let counts = manager.is_in(reduced, |terminal| terminal != 0)?;
        let terminals: Vec<u32> = manager.terminals(reduced);
        let mut paths = Paths {
            leads: FxHashMap::default(),
            firsts: FxHashMap::default(),
            steps: FxHashMap::default(),
            manager,
            ranks,
            partial,
        };
        let mut cases = Vec::with_capacity(terminals.len());
        for terminal in terminals.into_iter().filter(|&terminal| terminal != 0) {
            let (mut boxes, truncated) = paths.list(reduced, terminal, limit)?;
            for one in &mut boxes {
                paths.manager.keep_occurring(one, counts);
            }
            cases.push(Case {
                terminal: terminal - 1,
                total: (!truncated).then_some(boxes.len() as u64),
                boxes,
                truncated,
            });
        }
        if cases.iter().any(|case| case.truncated) && paths.explore(reduced) {
            for case in cases.iter_mut().filter(|case| case.truncated) {
                case.total = paths.total(reduced, case.terminal + 1);
            }
        }
        Ok(Boxes { cases })
    }
}

/// The reduced diagram in the order asked for, as far as it was walked through. Its nodes are partial functions in the order of the
/// manager: where those are the same, so are these.
struct Paths {
    manager: Manager,
    partial: Partial,
    /// The place of each variable in the order asked for.
    ranks: Vec<u32>,
    /// What comes after a node, where it was looked at.
    steps: FxHashMap<Diagram, Step>,
    /// For each node the variable of the least rank that it asks for, after that rank.
    firsts: FxHashMap<Diagram, (u32, Variable)>,
    /// Whether a node leads to a terminal.
    leads: FxHashMap<(u32, Diagram), bool>,
}

/// What comes after a node.
#[derive(Clone)]
enum Step {
    End,
    Branch(Variable, Vec<Group>),
}

/// Values of a variable, ascending, that share what follows.
#[derive(Clone)]
struct Group {
    values: Vec<u32>,
    rest: Diagram,
}

impl Paths {
    /// What comes after a node.
    fn step(&mut self, here: Diagram) -> Result<&Step, Exceeded> {
        if !self.steps.contains_key(&here) {
            let step = self.find_step(here)?;
            self.steps.insert(here, step);
        }
        Ok(&self.steps[&here])
    }

    fn find_step(&mut self, here: Diagram) -> Result<Step, Exceeded> {
        if here.is_terminal() {
            return Ok(Step::End);
        }
        let variable = self.first(here);
        let mut all = Vec::with_capacity(self.manager.arity(variable) as usize);
        for value in 0..self.manager.arity(variable) {
            all.push(self.manager.restrict(here, variable, value)?);
        }
        let mut groups: Vec<Group> = Vec::new();
        for (value, mut rest) in (0u32..).zip(self.shared(all)?) {
            if self.leads_to(rest, 0) {
                rest = self.manager.without_idle(rest, &self.ranks, &mut self.partial)?;
            }
            match groups.iter_mut().find(|group| group.rest == rest) {
                Some(group) => group.values.push(value),
                None => groups.push(Group {
                    values: vec![value],
                    rest,
                }),
            }
        }
        Ok(Step::Branch(variable, groups))
    }

    /// The variable that a node asks for and that comes first in the order asked for.
    fn first(&mut self, diagram: Diagram) -> Variable {
        let mut stack = vec![diagram];
        while let Some(&node) = stack.last() {
            if self.firsts.contains_key(&node) {
                stack.pop();
                continue;
            }
            let top = self.manager.top(node);
            let mut first = (self.ranks[top as usize], Variable(top));
            let before = stack.len();
            for &child in self.manager.children(node).iter().filter(|child| !child.is_terminal()) {
                match self.firsts.get(&child) {
                    Some(&below) => first = first.min(below),
                    None => stack.push(child),
                }
            }
            if stack.len() == before {
                self.firsts.insert(node, first);
                stack.pop();
            }
        }
        self.firsts[&diagram].1
    }

    fn leads_to(&mut self, diagram: Diagram, terminal: u32) -> bool {
        let mut stack = vec![diagram];
        while let Some(&node) = stack.last() {
            if let Some(number) = node.as_terminal() {
                self.leads.insert((terminal, node), number == terminal);
            }
            if self.leads.contains_key(&(terminal, node)) {
                stack.pop();
                continue;
            }
            let mut leads = false;
            let mut open = None;
            for &child in self.manager.children(node) {
                match self.leads.get(&(terminal, child)) {
                    Some(&below) => leads = leads || below,
                    None => open = Some(child),
                }
            }
            match open {
                Some(child) if !leads => stack.push(child),
                _ => {
                    self.leads.insert((terminal, node), leads);
                    stack.pop();
                }
            }
        }
        self.leads[&(terminal, diagram)]
    }

    /// These partial functions, where each may be replaced by another that says all that it says and more. So a value that
    /// never occurs goes with the first that does. Not all say nothing.
    fn shared(&mut self, mut all: Vec<Diagram>) -> Result<Vec<Diagram>, Exceeded> {
        let (manager, partial) = (&mut self.manager, &mut self.partial);
        let mut fullest: Vec<Diagram> = Vec::new();
        for &one in &all {
            let mut place = 0;
            while place < fullest.len() && !manager.says_all(one, fullest[place], partial)? {
                place += 1;
            }
            if place < fullest.len() {
                fullest[place] = one;
            } else {
                fullest.push(one);
            }
        }
        for one in &mut all {
            for &full in &fullest {
                if manager.says_all(full, *one, partial)? {
                    *one = full;
                    break;
                }
            }
        }
        Ok(all)
    }

    /// The first `limit` boxes from a node to a terminal, and whether there are more. Only nodes from which it can be reached are entered,
    /// so that each box takes no longer than its path.
    fn list(&mut self, root: Diagram, terminal: u32, limit: usize) -> Result<(Vec<WorldBox>, bool), Exceeded> {
        let mut boxes = Vec::new();
        // The groups entered so far, and the branches they belong to with the groups still to enter.
        let mut path: WorldBox = Vec::new();
        let mut open: Vec<(Variable, std::vec::IntoIter<Group>)> = Vec::new();
        let mut here = Some(root);
        loop {
            if let Some(node) = here.take() {
                match self.step(node)? {
                    Step::Branch(variable, groups) => open.push((*variable, groups.clone().into_iter())),
                    Step::End if boxes.len() == limit => return Ok((boxes, true)),
                    Step::End => {
                        boxes.push(path.clone());
                        path.pop();
                    }
                }
            }
            let Some((variable, groups)) = open.last_mut() else {
                return Ok((boxes, false));
            };
            match groups.find(|group| self.leads_to(group.rest, terminal)) {
                Some(group) => {
                    path.push((*variable, group.values));
                    here = Some(group.rest);
                }
                None => {
                    open.pop();
                    path.pop();
                }
            }
        }
    }

    /// Walks through all nodes; whether that could be done in time.
    fn explore(&mut self, root: Diagram) -> bool {
        let end = self.manager.operations() + COUNTING;
        let mut seen = FxHashSet::from_iter([root]);
        let mut stack = vec![root];
        while let Some(node) = stack.pop() {
            match self.step(node) {
                Ok(Step::Branch(_, groups)) => {
                    stack.extend(groups.iter().map(|group| group.rest).filter(|&rest| seen.insert(rest)));
                }
                Ok(Step::End) => {}
                Err(_) => return false,
            }
            if self.manager.operations() > end {
                return false;
            }
        }
        true
    }

    /// The number of boxes from a node to a terminal, once all were walked through; `None` if it does not fit.
    fn total(&self, root: Diagram, terminal: u32) -> Option<u64> {
        let mut totals: FxHashMap<Diagram, u64> = FxHashMap::default();
        let mut stack = vec![root];
        while let Some(&node) = stack.last() {
            let total = match &self.steps[&node] {
                Step::End => u64::from(node.as_terminal() == Some(terminal)),
                Step::Branch(_, groups) => {
                    let mut missing = groups.iter().map(|group| group.rest);
                    if let Some(missing) = missing.find(|rest| !totals.contains_key(rest)) {
                        stack.push(missing);
                        continue;
                    }
                    groups
                        .iter()
                        .try_fold(0u64, |sum, group| sum.checked_add(totals[&group.rest]))?
                }
            };
            totals.insert(node, total);
            stack.pop();
        }
        totals.get(&root).copied()
    }
}

impl Manager {
    /// Leaves out the values that no world of `care` in the box has. Some world of it is in the box.
    fn keep_occurring(&self, one: &mut WorldBox, care: Diagram) {
        if care == Diagram::TRUE {
            return;
        }
        let mut listed = std::mem::take(one);
        let order: Vec<Variable> = listed.iter().map(|&(variable, _)| variable).collect();
        listed.sort_unstable_by_key(|&(variable, _)| variable);
        self.keep_occurring_sorted(&mut listed, care);
        let place = |variable: Variable| order.iter().position(|&other| other == variable);
        listed.sort_by_key(|&(variable, _)| place(variable));
        *one = listed;
    }

    /// The same of a box in the order of the manager.
    fn keep_occurring_sorted(&self, listed: &mut WorldBox, care: Diagram) {
        // Nodes of `care` that the box reaches, parents first; then those from which it also reaches TRUE.
        let allowed = |top: u32| listed.binary_search_by_key(&top, |(variable, _)| variable.0).ok();
        let is_allowed = |top: u32, value: u32| allowed(top).is_none_or(|at| listed[at].1.contains(&value));
        let steps = |node: Diagram| {
            let top = self.top(node);
            (0u32..)
                .zip(self.children(node))
                .filter(move |&(value, _)| is_allowed(top, value))
        };
        let mut seen = FxHashSet::from_iter([care]);
        let mut nodes = vec![care];
        let mut next = 0;
        while next < nodes.len() {
            nodes.extend(
                steps(nodes[next])
                    .map(|(_, &child)| child)
                    .filter(|&child| seen.insert(child)),
            );
            next += 1;
        }
        // Children have the smaller index.
        nodes.retain(|node| !node.is_terminal());
        nodes.sort_unstable();
        let mut alive = FxHashSet::from_iter([Diagram::TRUE]);
        for &node in &nodes {
            if steps(node).any(|(_, child)| alive.contains(child)) {
                alive.insert(node);
            }
        }
        let mut occurring: Vec<BTreeSet<u32>> = vec![BTreeSet::new(); listed.len()];
        let mut skip = |from: u32, to: u32| {
            // Variables that a path does not ask for have all the values of the box.
            let start = listed.partition_point(|(variable, _)| variable.0 < from);
            for (values, (_, all)) in occurring[start..]
                .iter_mut()
                .zip(&listed[start..])
                .take_while(|(_, (variable, _))| variable.0 < to)
            {
                values.extend(all);
            }
        };
        skip(0, self.top(care));
        for &node in nodes.iter().filter(|&node| alive.contains(node)) {
            for (_, child) in steps(node).filter(|(_, child)| alive.contains(*child)) {
                skip(self.top(node) + 1, self.top(*child));
            }
        }
        for &node in nodes.iter().filter(|&node| alive.contains(node)) {
            if let Some(at) = allowed(self.top(node)) {
                occurring[at].extend(
                    steps(node)
                        .filter(|(_, child)| alive.contains(*child))
                        .map(|(value, _)| value),
                );
            }
        }
        for ((_, values), occurring) in listed.iter_mut().zip(occurring) {
            values.retain(|value| occurring.contains(value));
        }
    }
}
