//! Exact shares.

use std::cmp::Ordering;

use num_bigint::BigUint;
use num_integer::Integer;

/// A part of a whole, counted exactly: in lowest terms, so that equal shares are the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    part: BigUint,
    whole: BigUint,
}

impl Share {
    /// So many of so many; of nothing: none.
    pub fn new(part: BigUint, whole: BigUint) -> Self {
        if whole == BigUint::ZERO {
            return Self::none();
        }
        let common = part.gcd(&whole);
        Self {
            part: part / &common,
            whole: whole / common,
        }
    }

    /// None.
    pub fn none() -> Self {
        Self {
            part: BigUint::ZERO,
            whole: BigUint::from(1u32),
        }
    }

    /// The mean of shares; of no shares: none.
    pub fn mean<'a>(shares: impl Iterator<Item = &'a Self>) -> Self {
        let mut sum = Self::none();
        let mut number = 0u32;
        for share in shares {
            number += 1;
            if share.whole == sum.whole {
                sum.part += &share.part;
            } else {
                sum.part = sum.part * &share.whole + &share.part * &sum.whole;
                sum.whole *= &share.whole;
            }
        }
        Self::new(sum.part, sum.whole * number.max(1))
    }

    /// Whether it is nothing.
    pub fn is_none(&self) -> bool {
        self.part == BigUint::ZERO
    }

    /// Whether it is all.
    pub fn is_all(&self) -> bool {
        self.part == self.whole
    }

    /// In hundredths of a percent, rounded to the nearest: the same on every machine.
    pub fn permyriad(&self) -> u32 {
        let twice: BigUint = (&self.part * 20_000u32 + &self.whole) / (&self.whole * 2u32);
        u32::try_from(twice).unwrap_or(10_000)
    }
}

impl PartialOrd for Share {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Share {
    fn cmp(&self, other: &Self) -> Ordering {
        (&self.part * &other.whole).cmp(&(&other.part * &self.whole))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(part: u32, whole: u32) -> Share {
        Share::new(part.into(), whole.into())
    }

    #[test]
    fn means_are_exact() {
        let all = [share(1, 3), share(1, 6), share(0, 7)];
        assert_eq!(Share::mean(all.iter()), share(1, 6));
        assert_eq!(Share::mean([].into_iter()), Share::none());
        assert_eq!(Share::mean([share(2, 4), share(4, 8)].iter()), share(1, 2));
    }

    #[test]
    fn rounds_to_the_nearest() {
        assert_eq!(share(1, 3).permyriad(), 3333);
        assert_eq!(share(2, 3).permyriad(), 6667);
        assert_eq!(share(5, 5).permyriad(), 10_000);
        assert_eq!(share(3, 0).permyriad(), 0);
    }

    #[test]
    fn compares_as_fractions() {
        assert!(share(1, 3) > share(33, 100));
        assert_eq!(share(2, 6), share(1, 3));
    }
}
