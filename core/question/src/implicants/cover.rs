//! As few prime implicants as say it all.
//!
//! The worlds to be covered are never listed: what a prime covers is a diagram, and so is what is still to be covered.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use num_bigint::BigUint;
use toets_diagram::{Diagram, Exceeded, Manager, Variable, WorldBox};

use super::chart::smallest;
use super::walk::{diagram_of, prime_around};
use super::{CoverQuality, EquallySmall, Limits};

/// How many equally small covers are named beside the one that is shown.
const OTHERS: usize = 20;

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
    pub(super) equally_small: EquallySmall,
    /// Others that are equally small, the first of them.
    pub(super) others: Vec<Vec<Covers>>,
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

    /// A cover by these primes: where they are all, a smallest one if the search ends in time; else one none of whose members can be left
    /// out, for which more of them are made where they leave a world out.
    pub(super) fn cover(&mut self, primes: &[Covers], all: bool, limits: &Limits) -> Result<Cover, Exceeded> {
        if all {
            // What is shown first is what demands least, and of that what says most.
            let mut ranked: Vec<(BigUint, &Covers)> =
                primes.iter().map(|prime| (self.count(prime.worlds), prime)).collect();
            ranked.sort_by_key(|(worlds, prime)| (prime.demands.len(), Reverse(worlds.clone())));
            let ranked: Vec<Covers> = ranked.into_iter().map(|(_, prime)| prime.clone()).collect();
            let found = smallest(self.manager, &ranked, OTHERS + 1, limits.steps);
            if let Some(found) = found.filter(|found| found.first[0].len() <= limits.members) {
                let covers = found
                    .first
                    .iter()
                    .map(|cover| cover.iter().map(|&n| ranked[n].clone()).collect());
                let mut covers: Vec<Vec<Covers>> = covers.collect();
                let members = covers.remove(0);
                return Ok(Cover {
                    members,
                    complete: true,
                    quality: CoverQuality::Minimum,
                    equally_small: EquallySmall {
                        number: found.count,
                        at_least: !found.counted,
                    },
                    others: covers,
                });
            }
        }
        let mut members = self.greedy(primes, limits.members)?;
        let mut left = self.wanted;
        for member in &members {
            left = self.without(left, member.worlds)?;
        }
        while left != Diagram::FALSE && members.len() < limits.members {
            let Some(world) = self.manager.pick(left, &[]) else {
                break;
            };
            let prime = prime_around(self.manager, self.upper, &world);
            let prime = self.covers(prime)?;
            left = self.without(left, prime.worlds)?;
            members.push(prime);
        }
        let members = self.irredundant(members)?;
        Ok(Cover {
            members,
            quality: CoverQuality::Irredundant,
            complete: left == Diagram::FALSE,
            equally_small: EquallySmall {
                number: 1u32.into(),
                at_least: true,
            },
            others: Vec::new(),
        })
    }

    /// Takes again and again the prime that covers most of what is left, at most so many; of equal ones the smaller, then the earlier.
    fn greedy(&mut self, primes: &[Covers], most: usize) -> Result<Vec<Covers>, Exceeded> {
        let mut left = self.wanted;
        let mut chosen = Vec::new();
        // What a prime adds only shrinks, so that one whose gain is still the greatest is the best.
        let mut heap = BinaryHeap::new();
        for (n, prime) in primes.iter().enumerate() {
            heap.push((self.count(prime.worlds), Reverse((prime.demands.len(), n))));
        }
        while left != Diagram::FALSE && chosen.len() < most {
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
