//! Sets of boxes, shared as far as they are alike.
//!
//! The prime implicants of a statement may be very many while they follow few patterns. So they are kept as a graph, as a
//! decision diagram keeps worlds: a node asks for one variable, and says for each set of values that a box may demand of
//! it what the boxes demand of the later variables. A variable that no box below demands anything of is left out.
//!
//! The idea is that of zero-suppressed decision diagrams: S. Minato, *Zero-Suppressed BDDs for Set Manipulation in Combinatorial
//! Problems*, DAC 1993.

use std::collections::BTreeSet;

use num_bigint::BigUint;
use rustc_hash::FxHashMap;
use toets_diagram::{Diagram, Manager, Variable, WorldBox};

use super::Enough;

/// A set of boxes: a handle that is valid in the [`Families`] that made it. Equal sets have equal handles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Family(u32);

impl Family {
    /// No box.
    pub(crate) const EMPTY: Self = Self(0);
    /// One box, which demands nothing.
    pub(crate) const ALWAYS: Self = Self(1);
}

/// A set of values of a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Values(u32);

impl Values {
    /// All of them: nothing is demanded.
    pub(crate) const ANY: Self = Self(0);
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Node {
    variable: u32,
    /// What boxes demand of the variable, and of the later ones; in the order of the values.
    members: Box<[(Values, Family)]>,
}

/// Owns sets of boxes.
pub(crate) struct Families {
    /// INVARIANT: the first two stand for [`Family::EMPTY`] and [`Family::ALWAYS`] and are never looked into; members come before
    /// their node and ask for later variables.
    nodes: Vec<Node>,
    unique: FxHashMap<Node, u32>,
    sets: Vec<Box<[u32]>>,
    set_index: FxHashMap<Box<[u32]>, u32>,
    differences: FxHashMap<(Family, Family), Family>,
    supersets: FxHashMap<(Family, Family), Family>,
    unions: FxHashMap<(Family, Family), Family>,
    limit: usize,
}

impl Families {
    /// None yet; at most so many nodes.
    pub(crate) fn new(limit: usize) -> Self {
        let constant = || Node {
            variable: u32::MAX,
            members: Box::new([]),
        };
        Self {
            nodes: vec![constant(), constant()],
            unique: FxHashMap::default(),
            sets: vec![Box::new([])], // stands for all values
            set_index: FxHashMap::default(),
            differences: FxHashMap::default(),
            supersets: FxHashMap::default(),
            unions: FxHashMap::default(),
            limit,
        }
    }

    /// A set of values, ascending; not all of them.
    pub(crate) fn values(&mut self, values: Vec<u32>) -> Values {
        let values = values.into_boxed_slice();
        if let Some(&known) = self.set_index.get(&values) {
            return Values(known);
        }
        let index = self.sets.len() as u32;
        self.sets.push(values.clone());
        self.set_index.insert(values, index);
        Values(index)
    }

    /// The boxes that demand one of these sets of a variable and what stands beside it of later ones.
    pub(crate) fn node(&mut self, variable: Variable, mut members: Vec<(Values, Family)>) -> Result<Family, Enough> {
        members.retain(|&(_, family)| family != Family::EMPTY);
        match members[..] {
            [] => return Ok(Family::EMPTY),
            [(Values::ANY, only)] => return Ok(only),
            _ => {}
        }
        // By the values, not by when they were first met, so that lists have an order that means something.
        members.sort_by(|(one, _), (other, _)| self.sets[one.0 as usize].cmp(&self.sets[other.0 as usize]));
        let node = Node {
            variable: variable.0,
            members: members.into(),
        };
        if let Some(&known) = self.unique.get(&node) {
            return Ok(Family(known));
        }
        if self.nodes.len() >= self.limit {
            return Err(Enough);
        }
        let index = self.nodes.len() as u32;
        self.nodes.push(node.clone());
        self.unique.insert(node, index);
        Ok(Family(index))
    }

    fn top(&self, family: Family) -> u32 {
        self.nodes[family.0 as usize].variable
    }

    fn members(&self, family: Family) -> &[(Values, Family)] {
        &self.nodes[family.0 as usize].members
    }

    /// The boxes that demand exactly these values of a variable that comes not after the top.
    fn with(&self, family: Family, variable: u32, values: Values) -> Family {
        if self.top(family) != variable {
            return if values == Values::ANY { family } else { Family::EMPTY };
        }
        let found = self.members(family).iter().find(|(other, _)| *other == values);
        found.map_or(Family::EMPTY, |&(_, below)| below)
    }

    /// The boxes of one set that are not in the other.
    pub(super) fn difference(&mut self, one: Family, other: Family) -> Result<Family, Enough> {
        if one == Family::EMPTY || one == other {
            return Ok(Family::EMPTY);
        }
        if other == Family::EMPTY {
            return Ok(one);
        }
        if let Some(&known) = self.differences.get(&(one, other)) {
            return Ok(known);
        }
        let top = self.top(one);
        let result = if one == Family::ALWAYS || self.top(other) < top {
            // No box of the first demands anything of that variable.
            let other = self.with(other, self.top(other), Values::ANY);
            grow(|| self.difference(one, other))?
        } else {
            let mut members = self.members(one).to_vec();
            for (values, below) in &mut members {
                let without = self.with(other, top, *values);
                *below = grow(|| self.difference(*below, without))?;
            }
            // Where the other asks for a later variable it stands below ANY.
            self.node(Variable(top), members)?
        };
        self.differences.insert((one, other), result);
        Ok(result)
    }

    /// The boxes of one set that contain none of the other: whatever a box of the other demands, they do not all demand.
    pub(crate) fn without_supersets(&mut self, one: Family, other: Family) -> Result<Family, Enough> {
        match (one, other) {
            (Family::EMPTY, _) | (_, Family::ALWAYS) => return Ok(Family::EMPTY),
            (_, Family::EMPTY) => return Ok(one),
            _ => {}
        }
        if let Some(&known) = self.supersets.get(&(one, other)) {
            return Ok(known);
        }
        let (top, asked) = (self.top(one), self.top(other));
        let result = if asked < top {
            // A box that demands something of that variable is in none of the first.
            let other = self.with(other, asked, Values::ANY);
            grow(|| self.without_supersets(one, other))?
        } else {
            let mut members = self.members(one).to_vec();
            let anyway = self.with(other, top, Values::ANY);
            for (values, below) in &mut members {
                *below = grow(|| self.without_supersets(*below, anyway))?;
                if *values != Values::ANY {
                    let alike = self.with(other, top, *values);
                    *below = grow(|| self.without_supersets(*below, alike))?;
                }
            }
            self.node(Variable(top), members)?
        };
        self.supersets.insert((one, other), result);
        Ok(result)
    }

    /// The boxes of both sets, but those that contain another one of them. In neither set does one contain another.
    pub(crate) fn least(&mut self, one: Family, other: Family) -> Result<Family, Enough> {
        let one = self.without_supersets(one, other)?;
        let other = self.without_supersets(other, one)?;
        self.union(one, other)
    }

    /// The boxes of both sets; none is in both.
    fn union(&mut self, one: Family, other: Family) -> Result<Family, Enough> {
        match (one, other) {
            (Family::EMPTY, only) | (only, Family::EMPTY) => return Ok(only),
            _ if one == other => return Ok(one),
            _ => {}
        }
        let key = (one.min(other), one.max(other));
        if let Some(&known) = self.unions.get(&key) {
            return Ok(known);
        }
        let top = self.top(one).min(self.top(other));
        let parts = [one, other].map(|family| match self.top(family) == top {
            true => self.members(family).to_vec(),
            false => vec![(Values::ANY, family)],
        });
        let [mut members, more] = parts;
        for (values, below) in more {
            match members.iter().position(|(known, _)| *known == values) {
                Some(at) => {
                    let both = members[at].1;
                    members[at].1 = grow(|| self.union(both, below))?;
                }
                None => members.push((values, below)),
            }
        }
        let union = self.node(Variable(top), members)?;
        self.unions.insert(key, union);
        Ok(union)
    }

    /// The variables of which any box demands something, ascending.
    pub(crate) fn demanded(&self, family: Family) -> Vec<Variable> {
        let mut demanded = BTreeSet::new();
        for node in self.reachable(family) {
            if self.members(node).iter().any(|(values, _)| *values != Values::ANY) {
                demanded.insert(Variable(self.top(node)));
            }
        }
        demanded.into_iter().collect()
    }

    /// The boxes that demand only values that are kept.
    pub(super) fn only(&mut self, family: Family, keep: &dyn Fn(Variable, u32) -> bool) -> Result<Family, Enough> {
        let mut known = FxHashMap::from_iter([(Family::EMPTY, Family::EMPTY), (Family::ALWAYS, Family::ALWAYS)]);
        for node in self.reachable(family) {
            let variable = Variable(self.top(node));
            let mut members = self.members(node).to_vec();
            members.retain(|(values, _)| self.sets[values.0 as usize].iter().all(|&value| keep(variable, value)));
            for (_, below) in &mut members {
                *below = known[below];
            }
            let kept = self.node(variable, members)?;
            known.insert(node, kept);
        }
        Ok(known[&family])
    }

    /// How many boxes there are.
    pub(super) fn count(&self, family: Family) -> BigUint {
        let mut counts: FxHashMap<Family, BigUint> = FxHashMap::default();
        counts.insert(Family::EMPTY, BigUint::ZERO);
        counts.insert(Family::ALWAYS, BigUint::from(1u32));
        for node in self.reachable(family) {
            let sum = self.members(node).iter().map(|(_, below)| &counts[below]).sum();
            counts.insert(node, sum);
        }
        counts.remove(&family).unwrap_or_default()
    }

    /// The nodes of a family, members before their node.
    fn reachable(&self, family: Family) -> BTreeSet<Family> {
        let mut found = BTreeSet::new();
        let mut stack = vec![family];
        while let Some(family) = stack.pop() {
            if family > Family::ALWAYS && found.insert(family) {
                stack.extend(self.members(family).iter().map(|&(_, below)| below));
            }
        }
        found
    }

    /// The first boxes by the number of variables that they demand something of, then in the order of variables and values.
    pub(super) fn smallest(&self, family: Family, limit: usize) -> Vec<WorldBox> {
        let mut sizes: FxHashMap<Family, BTreeSet<usize>> = FxHashMap::default();
        sizes.insert(Family::EMPTY, BTreeSet::new());
        sizes.insert(Family::ALWAYS, BTreeSet::from([0]));
        for node in self.reachable(family) {
            let all = self.members(node).iter().flat_map(|&(values, below)| {
                let more = usize::from(values != Values::ANY);
                sizes[&below].iter().map(move |size| size + more)
            });
            let all = all.collect();
            sizes.insert(node, all);
        }
        let mut boxes = Vec::new();
        for &size in &sizes[&family] {
            self.list(family, size, &sizes, limit, &mut boxes);
        }
        boxes
    }

    /// Adds the boxes that demand something of exactly `size` variables. Only what leads to one is entered, so that each
    /// takes no longer than its path.
    fn list(
        &self,
        family: Family,
        size: usize,
        sizes: &FxHashMap<Family, BTreeSet<usize>>,
        limit: usize,
        boxes: &mut Vec<WorldBox>,
    ) {
        let mut path: WorldBox = Vec::new();
        // Families entered, with what is left to demand in each and the next of its members.
        let mut open = vec![(family, size, 0)];
        while let Some(&mut (family, left, ref mut next)) = open.last_mut() {
            if boxes.len() >= limit {
                return;
            }
            if family == Family::ALWAYS && left == 0 && *next == 0 {
                boxes.push(path.clone());
            }
            let member = self.members(family).get(*next).copied();
            *next += 1;
            let Some((values, below)) = member else {
                open.pop();
                // What was demanded on the way here goes with it.
                if let Some(&(above, _, next)) = open.last()
                    && self.members(above)[next - 1].0 != Values::ANY
                {
                    path.pop();
                }
                continue;
            };
            let demands = values != Values::ANY;
            let Some(left) = left.checked_sub(usize::from(demands)) else {
                continue;
            };
            if sizes[&below].contains(&left) {
                if demands {
                    path.push((Variable(self.top(family)), self.sets[values.0 as usize].to_vec()));
                }
                open.push((below, left, 0));
            }
        }
    }
}

/// Where one of these holds.
pub(super) fn any(manager: &mut Manager, parts: impl Iterator<Item = Diagram>) -> Result<Diagram, Enough> {
    let mut some = Diagram::FALSE;
    for part in parts {
        some = manager.or(some, part)?;
    }
    Ok(some)
}

/// Runs a step of a recursion that may be as deep as there are variables: on a stack that has room for it.
pub(crate) fn grow<T>(step: impl FnOnce() -> T) -> T {
    stacker::maybe_grow(64 * 1024, 1024 * 1024, step)
}
