//! All prime implicants of a diagram, as one graph.
//!
//! O. Coudert and J. C. Madre, *Implicit and Incremental Computation of Primes and Essential Primes of Boolean Functions*, DAC 1992,
//! carried over to variables of many values: a prime demands of the first variable a set of values `S`; what it demands of the others is a prime
//! of what holds for all of `S`, unless it also holds for another value, for then `S` could be larger.

use rustc_hash::{FxHashMap, FxHashSet};
use toets_diagram::{Diagram, Manager, Variable, View};

use super::Enough;
use super::family::{Families, Family, Values, grow};

/// Finds primes.
pub(super) struct Primes<'a> {
    pub(super) manager: &'a mut Manager,
    pub(super) families: Families,
    known: FxHashMap<(Diagram, u32), Family>,
    variables: u32,
    limit: usize,
}

impl<'a> Primes<'a> {
    pub(super) fn new(manager: &'a mut Manager, limit: usize) -> Self {
        Self {
            variables: manager.variables().len() as u32,
            manager,
            families: Families::new(limit),
            limit,
            known: FxHashMap::default(),
        }
    }

    /// The primes of a boolean diagram that demand something of at most so many variables.
    pub(super) fn of(&mut self, holds: Diagram, most: u32) -> Result<Family, Enough> {
        let View::Node { variable, children } = self.manager.view(holds) else {
            let always = holds == Diagram::TRUE;
            return Ok(if always { Family::ALWAYS } else { Family::EMPTY });
        };
        let most = most.min(self.variables - variable.0);
        if most == 0 {
            return Ok(Family::EMPTY);
        }
        if let Some(&known) = self.known.get(&(holds, most)) {
            return Ok(known);
        }
        let children = children.to_vec();
        let mut members = Vec::new();
        for together in self.conjunctions(&children)? {
            let (mut values, mut others) = (Vec::new(), Vec::new());
            for (value, &child) in (0u32..).zip(&children) {
                let both = self.manager.and(together, child)?;
                if both == together {
                    values.push(value);
                } else if both != Diagram::FALSE && !others.contains(&both) {
                    others.push(both);
                }
            }
            if values.len() == children.len() {
                let below = grow(|| self.of(together, most))?;
                members.push((Values::ANY, below));
                continue;
            }
            let mut below = grow(|| self.of(together, most - 1))?;
            for other in others {
                if below == Family::EMPTY {
                    break;
                }
                let wider = grow(|| self.of(other, most - 1))?;
                below = self.families.difference(below, wider)?;
            }
            members.push((self.families.values(values), below));
        }
        let family = self.families.node(Variable(variable.0), members)?;
        self.known.insert((holds, most), family);
        Ok(family)
    }

    /// What holds for all values of a set, for each set for which something does; each once.
    fn conjunctions(&mut self, children: &[Diagram]) -> Result<Vec<Diagram>, Enough> {
        let mut seen = FxHashSet::default();
        let mut found: Vec<Diagram> = Vec::new();
        for &child in children {
            if child == Diagram::FALSE || found.contains(&child) {
                continue;
            }
            for n in 0..found.len() {
                let both = self.manager.and(found[n], child)?;
                if both != Diagram::FALSE && seen.insert(both) {
                    found.push(both);
                }
            }
            if seen.insert(child) {
                found.push(child);
            }
            if found.len() > self.limit {
                return Err(Enough);
            }
        }
        Ok(found)
    }
}
