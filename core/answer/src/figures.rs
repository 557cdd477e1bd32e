//! Numbers and days as people write them: the one place for it, in both languages.

use toets_model::{Date, Language};

/// From so many digits on they stand in groups of three: four may be a year.
const GROUPED: usize = 5;
/// A whole number of more digits than this is told by its size.
const LONGEST: usize = 12;

/// A number that is written with a decimal point: `1,234,567.8` in English, `1.234.567,8` in Dutch.
///
/// ```
/// use toets_answer::figures::number;
/// use toets_model::Language;
/// assert_eq!(number("-1234567.8", Language::En), "-1,234,567.8");
/// assert_eq!(number("-1234567.8", Language::Nl), "-1.234.567,8");
/// assert_eq!(number("2025", Language::Nl), "2025");
/// ```
#[must_use]
pub fn number(written: &str, language: Language) -> String {
    grouped(written, GROUPED, language)
}

fn grouped(written: &str, from: usize, language: Language) -> String {
    let (group, point) = signs(language);
    let (sign, digits) = match written.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", written),
    };
    let (whole, decimals) = digits
        .split_once('.')
        .map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let mut text = sign.to_owned();
    let groups = whole.len() >= from && whole.bytes().all(|b| b.is_ascii_digit());
    for (n, digit) in whole.chars().enumerate() {
        if groups && n > 0 && (whole.len() - n).is_multiple_of(3) {
            text.push(group);
        }
        text.push(digit);
    }
    if let Some(decimals) = decimals {
        text.push(point);
        text.push_str(decimals);
    }
    text
}

/// A count, which is never a year; a very large one by its size: `4.21 · 10^28`.
///
/// ```
/// use toets_answer::figures::count;
/// use toets_model::Language;
/// assert_eq!(count(19584, Language::Nl), "19.584");
/// assert_eq!(count(10_u128.pow(28) * 421, Language::En), "4.21 · 10^30");
/// ```
#[must_use]
pub fn count(count: impl ToString, language: Language) -> String {
    let digits = count.to_string();
    if digits.len() <= LONGEST {
        return grouped(&digits, 4, language);
    }
    let (_, point) = signs(language);
    format!("{}{point}{} · 10^{}", &digits[..1], &digits[1..3], digits.len() - 1)
}

/// A day: `1 May 2025`, `1 mei 2025`.
///
/// ```
/// use toets_answer::figures::day;
/// use toets_model::{Date, Language};
/// let first = Date::parse("2025-05-01").unwrap();
/// assert_eq!(day(first, Language::Nl), "1 mei 2025");
/// assert_eq!(day(first, Language::En), "1 May 2025");
/// ```
#[must_use]
pub fn day(day: Date, language: Language) -> String {
    const MONTHS: [[&str; 2]; 12] = [
        ["januari", "January"],
        ["februari", "February"],
        ["maart", "March"],
        ["april", "April"],
        ["mei", "May"],
        ["juni", "June"],
        ["juli", "July"],
        ["augustus", "August"],
        ["september", "September"],
        ["oktober", "October"],
        ["november", "November"],
        ["december", "December"],
    ];
    let (year, month, day) = day.parts();
    let names = MONTHS[usize::from(month.clamp(1, 12)) - 1];
    let name = match language {
        Language::Nl => names[0],
        Language::En => names[1],
    };
    format!("{day} {name} {year}")
}

/// What stands between groups of digits, and before decimals.
fn signs(language: Language) -> (char, char) {
    match language {
        Language::Nl => ('.', ','),
        Language::En => (',', '.'),
    }
}
