//! Chance.

use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};

/// A source of chance.
pub struct Dice(TestRng);

impl Dice {
    pub fn new(rng: TestRng) -> Self {
        Self(rng)
    }

    /// The chance of one study of many: the same whichever are drawn before it.
    pub fn numbered(seed: u64, number: u64) -> Self {
        let mut bytes = [11; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        bytes[8..16].copy_from_slice(&number.to_le_bytes());
        Self(TestRng::from_seed(RngAlgorithm::ChaCha, &bytes))
    }

    /// A number below another one.
    pub fn below(&mut self, n: usize) -> usize {
        (self.0.next_u64() % n as u64) as usize
    }

    pub(super) fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    /// Yes, so many times in a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// One of these, by weight.
    pub(super) fn weighed<T: Copy>(&mut self, from: &[(usize, T)]) -> T {
        let mut at = self.below(from.iter().map(|(w, _)| w).sum());
        for &(weight, item) in from {
            if at < weight {
                return item;
            }
            at -= weight;
        }
        unreachable!("the weights add up")
    }

    /// Between `least` and `most` different numbers below `n`, ascending.
    pub(super) fn some_of(&mut self, n: usize, least: usize, most: usize) -> Vec<usize> {
        let wanted = self.between(least.min(n), most.min(n));
        let mut all: Vec<usize> = (0..n).collect();
        while all.len() > wanted {
            all.remove(self.below(all.len()));
        }
        all
    }
}
