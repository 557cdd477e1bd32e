//! As few prime implicants as say it all.
//!
//! The worlds to be covered are never listed: what a prime covers is a diagram, and so is what is still to be covered.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use num_bigint::BigUint;
use toets_diagram::{Diagram, Exceeded, Manager, Variable, WorldBox};

use super::walk::{diagram_of, prime_around};
use super::{CoverQuality, Limits};

/// What is to be covered, and with what.
pub(super) struct Covering<'a> {
    pub(super) manager: &'a mut Manager,
    /// A box lies within this if it is an implicant.
    pub(super) upper: Diagram,
    /// The worlds to be covered.
    pub(super) wanted: Diagram,
    pub(super) variables: Vec<Variable>,
}

/// A prime with the wanted worlds that it covers.
#[derive(Clone)]
pub(super) struct Covers {
    pub(super) demands: WorldBox,
    pub(super) worlds: Diagram,
}

/// A cover, and whether it covers everything.
pub(super) struct Cover {
    pub(super) members: Vec<Covers>,
    pub(super) quality: CoverQuality,
    pub(super) complete: bool,
}

impl Covering<'_> {
    pub(super) fn covers(&mut self, demands: WorldBox) -> Result<Covers, Exceeded> {
        let worlds = diagram_of(self.manager, &demands)?;
        let worlds = self.manager.and(worlds, self.wanted)?;
        Ok(Covers { demands, worlds })
    }

    pub(super) fn count(&self, worlds: Diagram) -> BigUint {
        self.manager.count(worlds, &self.variables)
    }

    fn without(&mut self, one: Diagram, other: Diagram) -> Result<Diagram, Exceeded> {
        let not = self.manager.not(other)?;
        self.manager.and(one, not)
    }

    /// The worlds that exactly one of these covers.
    pub(super) fn covered_once(&mut self, primes: &[Covers]) -> Result<Diagram, Exceeded> {
        let mut times = Diagram::FALSE;
        for prime in primes {
            times = self
                .manager
                .apply(times, prime.worlds, |times, here| (times + here).min(2))?;
        }
        self.manager.is(times, 1)
    }

    /// A cover by these primes, with more of them made where they leave a world out. It is smallest where all primes are
    /// given and the search ends in time; else none of its members can be left out.
    pub(super) fn cover(&mut self, primes: &[Covers], all: bool, limits: &Limits) -> Result<Cover, Exceeded> {
        let mut members = self.greedy(primes)?;
        let mut left = self.wanted;
        for member in &members {
            left = self.without(left, member.worlds)?;
        }
        while left != Diagram::FALSE && members.len() < limits.listed {
            let Some(world) = self.manager.pick(left) else {
                break;
            };
            let prime = prime_around(self.manager, self.upper, &world);
            let prime = self.covers(prime)?;
            left = self.without(left, prime.worlds)?;
            members.push(prime);
        }
        let complete = left == Diagram::FALSE;
        let members = self.irredundant(members)?;
        if all && complete && primes.len() <= limits.searched {
            let mut search = Search {
                covering: self,
                primes,
                times: Diagram::FALSE,
                best: (members.len(), demanded(&members)),
                found: None,
                steps: limits.steps,
            };
            let done = search.run()?;
            let found = search
                .found
                .map(|found| found.iter().map(|&n| primes[n].clone()).collect());
            return Ok(Cover {
                members: found.unwrap_or(members),
                quality: if done {
                    CoverQuality::Minimum
                } else {
                    CoverQuality::Irredundant
                },
                complete,
            });
        }
        Ok(Cover {
            members,
            quality: CoverQuality::Irredundant,
            complete,
        })
    }

    /// Takes again and again the prime that covers most of what is left; of equal ones the smaller, then the earlier.
    fn greedy(&mut self, primes: &[Covers]) -> Result<Vec<Covers>, Exceeded> {
        let mut left = self.wanted;
        let mut chosen = Vec::new();
        // What a prime adds only shrinks, so that one whose gain is still the greatest is the best.
        let mut heap = BinaryHeap::new();
        for (n, prime) in primes.iter().enumerate() {
            heap.push((self.count(prime.worlds), Reverse((prime.demands.len(), n))));
        }
        while left != Diagram::FALSE {
            let Some((_, Reverse((size, n)))) = heap.pop() else {
                break;
            };
            let adds = self.manager.and(left, primes[n].worlds)?;
            if adds == Diagram::FALSE {
                continue;
            }
            let gain = (self.count(adds), Reverse((size, n)));
            if heap.peek().is_some_and(|next| *next > gain) {
                heap.push(gain);
                continue;
            }
            left = self.without(left, adds)?;
            chosen.push(primes[n].clone());
        }
        Ok(chosen)
    }

    /// Leaves out what the others cover, the last first; none of what stays can be left out.
    fn irredundant(&mut self, members: Vec<Covers>) -> Result<Vec<Covers>, Exceeded> {
        let mut before = vec![Diagram::FALSE];
        for member in &members {
            let so_far = before[before.len() - 1];
            before.push(self.manager.or(so_far, member.worlds)?);
        }
        let mut kept = Vec::new();
        let mut kept_worlds = Diagram::FALSE;
        for (member, before) in members.into_iter().zip(before).rev() {
            let others = self.manager.or(before, kept_worlds)?;
            if self.without(member.worlds, others)? != Diagram::FALSE {
                kept_worlds = self.manager.or(kept_worlds, member.worlds)?;
                kept.push(member);
            }
        }
        kept.reverse();
        Ok(kept)
    }
}

fn demanded(members: &[Covers]) -> usize {
    members.iter().map(|member| member.demands.len()).sum()
}

/// Looks for a smallest cover: by the number of primes, then by what they demand. Each step picks a world that is hard to
/// cover and tries every prime that covers it, for one of them must be taken.
struct Search<'a, 'b> {
    covering: &'a mut Covering<'b>,
    primes: &'a [Covers],
    /// How many primes cover a world.
    times: Diagram,
    /// The number of primes and of demands of the best cover so far.
    best: (usize, usize),
    found: Option<Vec<usize>>,
    steps: usize,
}

impl Search<'_, '_> {
    /// Whether the search ended before its steps did.
    fn run(&mut self) -> Result<bool, Exceeded> {
        for prime in self.primes {
            let manager = &mut self.covering.manager;
            self.times = manager.apply(self.times, prime.worlds, |times, here| times + here)?;
        }
        let wanted = self.covering.wanted;
        self.step(wanted, &mut Vec::new(), 0)
    }

    fn step(&mut self, left: Diagram, chosen: &mut Vec<usize>, demands: usize) -> Result<bool, Exceeded> {
        if left == Diagram::FALSE {
            if (chosen.len(), demands) < self.best {
                self.best = (chosen.len(), demands);
                self.found = Some(chosen.clone());
            }
            return Ok(true);
        }
        if self.steps == 0 {
            return Ok(false);
        }
        self.steps -= 1;
        if self.at_least(left, chosen.len(), demands)? >= self.best {
            return Ok(true);
        }
        let mut candidates = self.candidates(left)?;
        candidates.sort_by_key(|(n, _, gain)| (Reverse(gain.clone()), self.primes[*n].demands.len(), *n));
        let mut done = true;
        for (n, adds, _) in candidates {
            let left = self.covering.without(left, adds)?;
            chosen.push(n);
            done &= self.step(left, chosen, demands + self.primes[n].demands.len())?;
            chosen.pop();
            if !done {
                break;
            }
        }
        Ok(done)
    }

    /// What a cover takes at least: as many primes as would do if each covered as much as the one that covers most.
    fn at_least(&self, left: Diagram, chosen: usize, demands: usize) -> Result<(usize, usize), Exceeded> {
        let all = self.covering.count(left);
        let most = self.primes.iter().map(|prime| self.covering.count(prime.worlds)).max();
        let most = most.filter(|most| *most > BigUint::ZERO).unwrap_or_else(|| 1u32.into());
        let more = (all + &most - 1u32) / most;
        let more = usize::try_from(more).unwrap_or(usize::MAX);
        Ok((chosen.saturating_add(more), demands))
    }

    /// The primes that cover a world that the fewest cover, with what they add; none that adds no more than another.
    fn candidates(&mut self, left: Diagram) -> Result<Vec<(usize, Diagram, BigUint)>, Exceeded> {
        let manager = &mut *self.covering.manager;
        let hard = manager.apply(self.times, left, |times, left| if left == 1 { times } else { 0 })?;
        let fewest = manager
            .terminals(hard)
            .into_iter()
            .find(|&times| times > 0)
            .unwrap_or(1);
        let hardest = manager.is(hard, fewest)?;
        let world = manager.pick(hardest).unwrap_or_default();
        let value = |variable| {
            world
                .iter()
                .find(|(v, _)| *v == variable)
                .map_or(0, |&(_, value)| value)
        };
        let mut candidates: Vec<(usize, Diagram, BigUint)> = Vec::new();
        for (n, prime) in self.primes.iter().enumerate() {
            if self.covering.manager.eval(prime.worlds, value) == 0 {
                continue;
            }
            let adds = self.covering.manager.and(prime.worlds, left)?;
            let size = prime.demands.len();
            let mut beaten = false;
            for (other, other_adds, _) in &candidates {
                let other_size = self.primes[*other].demands.len();
                if other_size <= size && self.covering.manager.implies(adds, *other_adds)? == Diagram::TRUE {
                    beaten = true;
                    break;
                }
            }
            if !beaten {
                let gain = self.covering.count(adds);
                candidates.push((n, adds, gain));
            }
        }
        Ok(candidates)
    }
}
