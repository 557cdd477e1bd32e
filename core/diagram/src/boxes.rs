//! Writing a diagram out as cases: for each terminal, disjoint boxes of worlds.

use crate::diagram::{Diagram, Variable};
use crate::exceeded::Exceeded;
use crate::manager::Manager;
use crate::stack::grow;
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
    /// Disjoint boxes; unless truncated they hold together all worlds of the case. In the order of the variables and their values.
    pub boxes: Vec<WorldBox>,
    /// The number of boxes that there are, listed or not; `None` if it does not fit (2⁶⁴ or more).
    pub total: Option<u64>,
    /// Are there more boxes than were asked for?
    pub truncated: bool,
}

/// A graph of the cases: what a diagram becomes when only the worlds that count are looked at.
#[derive(Default)]
struct Graph {
    /// INVARIANT: the targets of a branch come before it, and no two states are the same.
    states: Vec<State>,
    indices: FxHashMap<State, usize>,
    /// The state of a diagram within some worlds.
    known: FxHashMap<(Diagram, Diagram), usize>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
enum State {
    Terminal(u32),
    Branch(Variable, Vec<Group>),
}

/// Values of a variable, ascending, that share what follows.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Group {
    values: Vec<u32>,
    target: usize,
}

impl Manager {
    /// Writes `diagram` out within the worlds of the boolean diagram `care`: for each terminal that occurs there, disjoint boxes
    /// that together hold exactly the worlds of `care` in which the diagram has it.
    ///
    /// The diagram is first [simplified](Manager::simplify). A value is listed only if it occurs in `care` together with what its box says of
    /// the other variables; a variable is mentioned only where its values lead to different results. So a diagram that is constant within `care`
    /// is one empty box. The boxes are to be read within `care`: they may hold other worlds too.
    ///
    /// At most `limit` boxes are listed for each terminal; the others are counted, not listed, and take no time.
    ///
    /// # Errors
    ///
    /// [`Exceeded`] if the manager is full.
    ///
    /// ```
    /// use toets_diagram::{Diagram, Limits, Manager, Variable};
    /// let mut manager = Manager::new(vec![2, 3], Limits { nodes: 100 });
    /// let (first, second) = (Variable(0), Variable(1));
    /// let by_second = manager.node(second, &[Diagram::terminal(4), Diagram::terminal(4), Diagram::terminal(7)])?;
    /// let level = manager.node(first, &[by_second, Diagram::terminal(7)])?;
    ///
    /// let boxes = manager.boxes(level, Diagram::TRUE, usize::MAX)?;
    /// assert_eq!(boxes.cases[0].terminal, 4);
    /// assert_eq!(boxes.cases[0].boxes, [vec![(first, vec![0]), (second, vec![0, 1])]]);
    /// assert_eq!(boxes.cases[1].terminal, 7);
    /// assert_eq!(boxes.cases[1].boxes, [vec![(first, vec![0]), (second, vec![2])], vec![(first, vec![1])]]);
    /// # Ok::<(), toets_diagram::Exceeded>(())
    /// ```
    pub fn boxes(&mut self, diagram: Diagram, care: Diagram, limit: usize) -> Result<Boxes, Exceeded> {
        if care == Diagram::FALSE {
            return Ok(Boxes { cases: Vec::new() });
        }
        let simple = self.simplify(diagram, care)?;
        let support = self.support(simple);
        let care = self.exists(care, |variable| support.binary_search(&variable).is_err())?;
        let mut graph = Graph::default();
        let root = self.state(simple, care, &mut graph)?;
        let terminals = graph.states.iter().filter_map(|state| match state {
            State::Terminal(terminal) => Some(*terminal),
            State::Branch(..) => None,
        });
        let mut cases: Vec<Case> = terminals.map(|terminal| graph.case(root, terminal, limit)).collect();
        cases.sort_unstable_by_key(|case| case.terminal);
        for case in &mut cases {
            for listed in &mut case.boxes {
                self.keep_occurring(listed, care);
            }
        }
        Ok(Boxes { cases })
    }

    /// The state of `diagram` within `care`, which is not FALSE and asks for no variable that is not the diagram's.
    fn state(&mut self, diagram: Diagram, care: Diagram, graph: &mut Graph) -> Result<usize, Exceeded> {
        if let Some(terminal) = diagram.as_terminal() {
            return Ok(graph.intern(State::Terminal(terminal)));
        }
        let key = (diagram, care);
        if let Some(&state) = graph.known.get(&key) {
            return Ok(state);
        }
        self.operations += 1;
        let top = self.top(diagram).min(self.top(care));
        // Values with the same child go together, in the order of their first.
        let mut branches: Vec<(Vec<u32>, Diagram, Diagram)> = Vec::new();
        for value in 0..self.arity(Variable(top)) {
            let within = self.cofactor(care, top, value);
            if within == Diagram::FALSE {
                continue;
            }
            let child = self.cofactor(diagram, top, value);
            match branches.iter_mut().find(|branch| branch.1 == child) {
                Some((values, _, worlds)) => {
                    values.push(value);
                    *worlds = self.or(*worlds, within)?;
                }
                None => branches.push((vec![value], child, within)),
            }
        }
        let mut groups: Vec<Group> = Vec::with_capacity(branches.len());
        for (values, child, within) in branches {
            let target = grow(|| self.state(child, within, graph))?;
            groups.push(Group { values, target });
        }
        let state = match groups.as_slice() {
            [only] => only.target,
            _ => graph.intern(State::Branch(Variable(top), groups)),
        };
        graph.known.insert(key, state);
        Ok(state)
    }
}

impl Manager {
    /// Leaves out the values that no world of `care` in the box has. Some world of it is in the box.
    fn keep_occurring(&self, listed: &mut WorldBox, care: Diagram) {
        if care == Diagram::TRUE {
            return;
        }
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

impl Graph {
    fn intern(&mut self, state: State) -> usize {
        let next = self.states.len();
        let index = *self.indices.entry(state.clone()).or_insert(next);
        if index == next {
            self.states.push(state);
        }
        index
    }

    fn case(&self, root: usize, terminal: u32, limit: usize) -> Case {
        let totals = self.totals(terminal);
        let total = totals[root];
        let truncated = total.is_none_or(|total| usize::try_from(total).map_or(true, |total| total > limit));
        Case {
            terminal,
            boxes: self.list(root, limit, &totals),
            total,
            truncated,
        }
    }

    /// The number of boxes from each state to the terminal; `None` if it does not fit.
    fn totals(&self, terminal: u32) -> Vec<Option<u64>> {
        let mut totals: Vec<Option<u64>> = Vec::with_capacity(self.states.len());
        for state in &self.states {
            totals.push(match state {
                State::Terminal(other) => Some(u64::from(*other == terminal)),
                State::Branch(_, groups) => groups
                    .iter()
                    .try_fold(0u64, |sum, group| sum.checked_add(totals[group.target]?)),
            });
        }
        totals
    }

    /// The first `limit` boxes from `root` to the terminal that was counted. Only states from which it can be reached are entered, so that
    /// each box takes no longer than its path.
    fn list(&self, root: usize, limit: usize, totals: &[Option<u64>]) -> Vec<WorldBox> {
        let mut boxes = Vec::new();
        // The groups entered so far, and the branches they belong to with the groups still to enter.
        let mut path: WorldBox = Vec::new();
        let mut open: Vec<(Variable, std::slice::Iter<'_, Group>)> = Vec::new();
        let mut here = Some(root).filter(|&root| totals[root] != Some(0));
        while boxes.len() < limit {
            match here.take().map(|state| &self.states[state]) {
                Some(State::Terminal(_)) => {
                    boxes.push(path.clone());
                    path.pop();
                }
                Some(State::Branch(variable, groups)) => open.push((*variable, groups.iter())),
                None => {}
            }
            let Some((variable, groups)) = open.last_mut() else {
                break;
            };
            match groups.find(|group| totals[group.target] != Some(0)) {
                Some(group) => {
                    path.push((*variable, group.values.clone()));
                    here = Some(group.target);
                }
                None => {
                    open.pop();
                    path.pop();
                }
            }
        }
        boxes
    }
}
