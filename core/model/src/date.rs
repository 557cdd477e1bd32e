//! A day of the calendar.

use std::fmt;

/// A day, ordered in time.
///
/// ```
/// use toets_model::Date;
/// let day = Date::parse("2026-06-12").unwrap();
/// assert!(day > Date::parse("2025-05-01").unwrap());
/// assert_eq!(day.to_string(), "2026-06-12");
/// assert_eq!(Date::parse("2025-02-29"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// A day, if the calendar has it.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        (1..=days).contains(&day).then_some(Self { year, month, day })
    }

    /// Reads `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let (y, m, d) = (parts.next()?, parts.next()?, parts.next()?);
        let digits = |s: &str, n: usize| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
        if parts.next().is_some() || !digits(y, 4) || !digits(m, 2) || !digits(d, 2) {
            return None;
        }
        Self::new(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?)
    }

    /// The day before; the first day that can be written has none and stays.
    ///
    /// ```
    /// use toets_model::Date;
    /// let day = Date::parse("2024-03-01").unwrap();
    /// assert_eq!(day.previous().to_string(), "2024-02-29");
    /// assert_eq!(day.previous().next(), day);
    /// ```
    #[must_use]
    pub fn previous(self) -> Self {
        let (year, month, day) = (self.year, self.month, self.day);
        let before = match (month, day) {
            (_, 2..) => Self::new(year, month, day - 1),
            (2.., _) => [31, 30, 29, 28]
                .into_iter()
                .find_map(|last| Self::new(year, month - 1, last)),
            _ => year.checked_sub(1).and_then(|year| Self::new(year, 12, 31)),
        };
        before.unwrap_or(self)
    }

    /// The day after; the last day that can be written has none and stays.
    #[must_use]
    pub fn next(self) -> Self {
        let (year, month, day) = (self.year, self.month, self.day);
        let after = Self::new(year, month, day + 1).or_else(|| match month {
            12 if year < 9999 => Self::new(year + 1, 1, 1),
            12 => None,
            _ => Self::new(year, month + 1, 1),
        });
        after.unwrap_or(self)
    }

    /// Year, month and day.
    pub fn parts(self) -> (u16, u8, u8) {
        (self.year, self.month, self.day)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}
