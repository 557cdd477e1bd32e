//! Numbers as they are written: whole numbers of small decimal parts.

/// An exact decimal number: `digits` times ten to the power of minus `places`, without zeros at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    digits: i128,
    places: u32,
}

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self { digits: 0, places: 0 };

    /// The shortest decimal number that reads as this one: 0.1 for `0.1`. None if it is not finite, or needs more
    /// digits than there are.
    pub fn new(number: f64) -> Option<Self> {
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
    pub fn at_places(self, places: u32) -> Option<i128> {
        let more = places.checked_sub(self.places)?;
        self.digits.checked_mul(10_i128.checked_pow(more)?)
    }

    /// The sum, if it fits.
    pub fn plus(self, other: Self) -> Option<Self> {
        let places = self.places.max(other.places);
        let digits = self.at_places(places)?.checked_add(other.at_places(places)?)?;
        Some(Self { digits, places }.shortened())
    }

    /// The product, if it fits.
    pub fn times(self, other: Self) -> Option<Self> {
        let digits = self.digits.checked_mul(other.digits)?;
        let places = self.places.checked_add(other.places)?;
        Some(Self { digits, places }.shortened())
    }

    /// The number nearest to it.
    pub fn number(self) -> f64 {
        let written = format!("{}e-{}", self.digits, self.places);
        // INVARIANT: digits with an exponent always parse; the parse rounds correctly.
        written.parse().unwrap_or(f64::NAN)
    }

    /// The decimal number with at most so many places that is nearest to it; a half goes away from zero.
    #[must_use]
    pub fn rounded(self, places: u32) -> Self {
        let Some(more) = self.places.checked_sub(places).filter(|&more| more > 0) else {
            return self;
        };
        // Beyond this there is no digit left to keep.
        let Some(unit) = 10_i128.checked_pow(more) else {
            return Self::ZERO;
        };
        let away = i128::from((self.digits % unit).unsigned_abs() * 2 >= unit.unsigned_abs()) * self.digits.signum();
        Self {
            digits: self.digits / unit + away,
            places,
        }
        .shortened()
    }

    /// Whether it has so few digits that binary numbers tell it from every other one as short (15 at most).
    pub fn is_short(&self) -> bool {
        self.digits.unsigned_abs() < 1_000_000_000_000_000
    }

    /// How many decimals it has.
    pub fn places(self) -> u32 {
        self.places
    }

    /// Written out with a decimal point and at least so many decimals.
    pub fn text(self, least: u32) -> String {
        let places = self.places.max(least);
        let sign = if self.digits < 0 { "-" } else { "" };
        let digits = self.digits.unsigned_abs().to_string();
        let zeros = "0".repeat((places - self.places) as usize);
        let all = format!("{digits:0>width$}{zeros}", width = self.places as usize + 1);
        match places {
            0 => format!("{sign}{all}"),
            _ => {
                let (whole, fraction) = all.split_at(all.len() - places as usize);
                format!("{sign}{whole}.{fraction}")
            }
        }
    }

    /// As three numbers for a state.
    pub fn pack(self) -> [i64; 3] {
        let high = (self.digits >> 64) as i64;
        let low = self.digits as i64;
        [high, low, i64::from(self.places)]
    }

    /// From three numbers of a state.
    pub fn unpack(packed: [i64; 3]) -> Self {
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

/// Without a word of the study, more decimals than this are not shown.
const SHOWN: u32 = 6;

/// A number as people read it, with a decimal point: rounded to its `decimals`; without them as it is, or rounded where it has
/// very many.
pub fn shown(number: f64, decimals: Option<u32>) -> String {
    let Some(exact) = Decimal::new(number) else {
        return number.to_string();
    };
    match decimals {
        Some(decimals) => exact.rounded(decimals).text(decimals),
        None => match exact.rounded(SHOWN) {
            // What is not zero is not shown as zero.
            Decimal::ZERO => exact.text(0),
            rounded => rounded.text(0),
        },
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

    #[test]
    fn halves_go_away_from_zero_as_they_are_written() {
        // In binary 2.675 falls short of a half.
        assert_eq!(decimal(2.675).rounded(2), decimal(2.68));
        assert_eq!(decimal(-0.125).rounded(2), decimal(-0.13));
        assert_eq!(decimal(0.124_999).rounded(2), decimal(0.12));
        assert_eq!(decimal(12.5).rounded(3), decimal(12.5));
        assert_eq!(decimal(999.995).rounded(2).text(2), "1000.00");
    }

    #[test]
    fn numbers_are_shown_as_people_write_them() {
        assert_eq!(shown(1688.0 / 90.0, Some(2)), "18.76");
        assert_eq!(shown(1.5, Some(2)), "1.50");
        assert_eq!(shown(-0.001, Some(2)), "0.00");
        assert_eq!(shown(-0.05, Some(2)), "-0.05");
        assert_eq!(shown(1688.0 / 90.0, None), "18.755556");
        assert_eq!(shown(0.47, None), "0.47");
        assert_eq!(shown(169_800.0, None), "169800");
        assert_eq!(shown(1e-9, None), "0.000000001");
        assert_eq!(shown(0.0, Some(0)), "0");
    }

    proptest! {
        #[test]
        fn a_text_reads_as_the_number(number in -1e12_f64..1e12) {
            prop_assert_eq!(decimal(number).text(0).parse::<f64>(), Ok(number));
        }

        #[test]
        fn rounding_is_off_by_half_a_unit_at_most(number in -1e6_f64..1e6, places in 0_u32..6) {
            let off = (decimal(number).rounded(places).number() - number).abs();
            prop_assert!(off <= 0.5 * 10_f64.powi(-(places as i32)) + 1e-9, "{}", off);
        }

        #[test]
        fn a_number_comes_back(number in -1e20_f64..1e20) {
            prop_assume!(Decimal::new(number).is_some());
            prop_assert_eq!(decimal(number).number(), number);
            prop_assert_eq!(Decimal::unpack(decimal(number).pack()), decimal(number));
        }
    }
}
