//! All prime implicants of a statement, as one graph.
//!
//! O. Coudert and J. C. Madre, *Implicit and Incremental Computation of Primes and Essential Primes of Boolean Functions*, DAC 1992,
//! carried over to variables of many values: a prime demands of the first variable a set of values `S`; what it demands of the others is a prime
//! of what holds for all of `S`, unless it also holds for another value, for then `S` could be larger.
//!
//! What worlds that can't occur would allow is a prime like any other, as long as it holds in a world that can: those that do not
//! are never entered.

use rustc_hash::{FxHashMap, FxHashSet};
use toets_diagram::{Diagram, Manager, Variable, View};

use super::Enough;
use super::family::{Families, Family, Values, any, grow};

/// What a prime must keep within, and what it must have a world of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Interval {
    /// Where it may hold.
    pub(super) upper: Diagram,
    /// Where it has to hold somewhere.
    pub(super) wanted: Diagram,
}

/// Finds primes.
pub(super) struct Primes<'a> {
    pub(super) manager: &'a mut Manager,
    pub(super) families: Families,
    known: FxHashMap<(Interval, u32), Family>,
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

    /// The primes that demand something of at most so many variables.
    pub(super) fn of(&mut self, interval: Interval, most: u32) -> Result<Family, Enough> {
        let Interval { upper, wanted } = interval;
        if wanted == Diagram::FALSE {
            return Ok(Family::EMPTY);
        }
        // INVARIANT: what is wanted lies within `upper`, so that this is no node only if it is TRUE.
        let View::Node { variable, children } = self.manager.view(upper) else {
            return Ok(Family::ALWAYS);
        };
        let most = most.min(self.variables - variable.0);
        if most == 0 {
            return Ok(Family::EMPTY);
        }
        let children = children.to_vec();
        // Nothing is demanded of earlier variables: some of their values will do.
        let wanted = self.manager.exists(wanted, |earlier| earlier < variable)?;
        let key = (Interval { upper, wanted }, most);
        if let Some(&known) = self.known.get(&key) {
            return Ok(known);
        }
        let wanted = match self.manager.view(wanted) {
            View::Node {
                variable: top,
                children,
            } if top == variable => children.to_vec(),
            _ => vec![wanted; children.len()],
        };
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
            let wanted = any(self.manager, values.iter().map(|&value| wanted[value as usize]))?;
            let wanted = self.manager.and(wanted, together)?;
            let among = |upper| Interval { upper, wanted };
            if values.len() == children.len() {
                let below = grow(|| self.of(among(together), most))?;
                members.push((Values::ANY, below));
                continue;
            }
            let mut below = grow(|| self.of(among(together), most - 1))?;
            for other in others {
                if below == Family::EMPTY {
                    break;
                }
                // A prime that has a world here has it there too, if it lies within the other.
                let within = self.manager.and(other, wanted)?;
                let wider = grow(|| {
                    self.of(
                        Interval {
                            upper: other,
                            wanted: within,
                        },
                        most - 1,
                    )
                })?;
                below = self.families.difference(below, wider)?;
            }
            members.push((self.families.values(values), below));
        }
        let family = self.families.node(Variable(variable.0), members)?;
        self.known.insert(key, family);
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
