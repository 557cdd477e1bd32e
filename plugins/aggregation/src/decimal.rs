//! Numbers as they are written: whole numbers of small decimal parts.

/// An exact decimal number: `digits` times ten to the power of minus `places`, without zeros at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    digits: i128,
    places: u32,
}

impl Decimal {
    /// Zero.
    pub(crate) const ZERO: Self = Self { digits: 0, places: 0 };

    /// The shortest decimal number that reads as this one: 0.1 for `0.1`. None if it is not finite, or needs more
    /// digits than there are.
    pub(crate) fn new(number: f64) -> Option<Self> {
        if !number.is_finite() {
            return None;
        }
        let written = number.to_string(); // never with an exponent
        let (whole, fraction) = written.split_once('.').unwrap_or((&written, ""));
        let digits = format!("{whole}{fraction}").parse().ok()?;
        let places = u32::try_from(fraction.len()).ok()?;
        Some(Self { digits, places }.shortened())
    }

    /// The whole number that it is at this many places, if it is one and fits.
    pub(crate) fn at_places(self, places: u32) -> Option<i128> {
        let more = places.checked_sub(self.places)?;
        self.digits.checked_mul(10_i128.checked_pow(more)?)
    }

    /// The sum, if it fits.
    pub(crate) fn plus(self, other: Self) -> Option<Self> {
        let places = self.places.max(other.places);
        let digits = self.at_places(places)?.checked_add(other.at_places(places)?)?;
        Some(Self { digits, places }.shortened())
    }

    /// The product, if it fits.
    pub(crate) fn times(self, other: Self) -> Option<Self> {
        let digits = self.digits.checked_mul(other.digits)?;
        let places = self.places.checked_add(other.places)?;
        Some(Self { digits, places }.shortened())
    }

    /// The number nearest to it.
    pub(crate) fn number(self) -> f64 {
        let written = format!("{}e-{}", self.digits, self.places);
        // INVARIANT: digits with an exponent always parse; the parse rounds correctly.
        written.parse().unwrap_or(f64::NAN)
    }

    /// As three numbers for a state.
    pub(crate) fn pack(self) -> [i64; 3] {
        let high = (self.digits >> 64) as i64;
        let low = self.digits as i64;
        [high, low, i64::from(self.places)]
    }

    /// From three numbers of a state.
    pub(crate) fn unpack(packed: [i64; 3]) -> Self {
        let [high, low, places] = packed;
        Self {
            digits: i128::from(high) << 64 | i128::from(low as u64),
            places: places as u32,
        }
    }

    fn shortened(mut self) -> Self {
        if self.digits == 0 {
            return Self::ZERO;
        }
        while self.places > 0 && self.digits % 10 == 0 {
            self.digits /= 10;
            self.places -= 1;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decimal(number: f64) -> Decimal {
        Decimal::new(number).unwrap()
    }

    #[test]
    fn tenths_add_up() {
        let sum = decimal(0.1).plus(decimal(0.7)).unwrap();
        assert_eq!(sum, decimal(0.8));
        assert_eq!(sum.number(), 0.8); // in binary 0.1 + 0.7 falls short of 0.8
    }

    #[test]
    fn what_does_not_fit_is_none() {
        assert_eq!(Decimal::new(f64::INFINITY), None);
        assert_eq!(Decimal::new(f64::NAN), None);
        assert_eq!(Decimal::new(f64::MAX), None);
        let large = decimal(1e38);
        assert_eq!(large.plus(large), None);
        assert_eq!(large.times(large), None);
        assert_eq!(decimal(1e-300).plus(decimal(1.0)), None);
    }

    #[test]
    fn zeros_at_the_end_go_away() {
        assert_eq!(decimal(2.5).times(decimal(4.0)), Some(decimal(10.0)));
        assert_eq!(decimal(-0.0), Decimal::ZERO);
        assert_eq!(decimal(1.25).at_places(6), Some(1_250_000));
        assert_eq!(decimal(1.25).at_places(1), None);
    }

    proptest! {
        #[test]
        fn a_number_comes_back(number in -1e20_f64..1e20) {
            prop_assume!(Decimal::new(number).is_some());
            prop_assert_eq!(decimal(number).number(), number);
            prop_assert_eq!(Decimal::unpack(decimal(number).pack()), decimal(number));
        }
    }
}
