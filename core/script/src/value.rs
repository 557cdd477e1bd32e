//! The types of value that a script meets besides texts, numbers, lists and maps.

use std::fmt;
use std::sync::Arc;

use rhai::{Dynamic, ImmutableString, Map};
use toets_model::{Date, FindingId, LevelId, ProvisionId, Text};
use toets_plugin::Outcome;
use toets_plugin::law::Weighing;

use crate::prepared::ScaleInfo;
use crate::run::Run;
use crate::words;

/// `a..b`.
pub(crate) type ExclusiveRange = std::ops::Range<i64>;

/// `a..=b`.
pub(crate) type InclusiveRange = std::ops::RangeInclusive<i64>;

/// `cell`: what is judged.
#[derive(Clone)]
pub(crate) struct CellValue(pub(crate) Arc<Run>);

/// `cell.findings`.
#[derive(Clone)]
pub(crate) struct FindingsValue(pub(crate) Arc<Run>);

/// One finding that applies.
#[derive(Clone)]
pub(crate) struct FindingValue {
    pub(crate) run: Arc<Run>,
    pub(crate) id: FindingId,
}

/// A provision; its fields are the reads.
#[derive(Clone)]
pub(crate) struct ProvisionValue {
    pub(crate) run: Arc<Run>,
    pub(crate) id: ProvisionId,
}

/// `cell.params`: what the study passed.
#[derive(Clone)]
pub(crate) struct ParamsValue(pub(crate) Arc<Map>);

/// A level of a scale.
#[derive(Clone)]
pub(crate) struct LevelValue {
    pub(crate) scale: Arc<ScaleInfo>,
    pub(crate) level: LevelId,
}

/// A day, or one before or after all days.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum DayValue {
    /// Before all days: in force since ever.
    Always,
    /// A day.
    Day(Date),
    /// After all days: in force until further notice.
    Never,
}

/// A number of which only the interval is known.
#[derive(Clone)]
pub(crate) struct IntervalValue {
    pub(crate) variable: ImmutableString,
    pub(crate) low: f64,
    pub(crate) high: f64,
    /// Whether `high` itself belongs to it.
    pub(crate) closed: bool,
}

/// `judge(…)` or `open(…)`, with its reasons.
#[derive(Clone)]
pub(crate) struct JudgementValue {
    pub(crate) outcome: Outcome,
    pub(crate) because: Vec<Text>,
    pub(crate) cites: Vec<ProvisionId>,
    pub(crate) findings: Vec<FindingId>,
    pub(crate) weighed: Option<Box<Weighing>>,
}

impl LevelValue {
    pub(crate) fn name(&self) -> &str {
        self.scale.level_name(self.level)
    }
}

impl fmt::Display for DayValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Always => f.write_str("since ever"),
            Self::Day(day) => day.fmt(f),
            Self::Never => f.write_str("until further notice"),
        }
    }
}

impl fmt::Display for IntervalValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.low.is_finite(), self.high.is_finite()) {
            (true, true) => write!(f, "from {} up to {}", self.low, self.high),
            (true, false) => write!(f, "{} or more", self.low),
            (false, true) => write!(f, "less than {}", self.high),
            (false, false) => f.write_str("any number"),
        }
    }
}

/// The names that types have in the engine's own messages, for [`type_words`].
pub(crate) const TYPE_NAMES: [(&str, &str); 20] = [
    ("cell", "the cell"),
    ("findings", "the findings of the cell"),
    ("finding", "a finding"),
    ("provision", "a provision"),
    ("params", "the parameters"),
    ("level", "a level"),
    ("day", "a day"),
    ("open_number", "a number that is open"),
    ("judgement", "a judgement"),
    ("i64", "a whole number"),
    ("f64", "a number"),
    ("bool", "true or false"),
    ("string", "a text"),
    ("&str", "a text"),
    ("char", "a character"),
    ("array", "a list"),
    ("map", "a map"),
    ("()", "nothing"),
    ("Fn", "a function"),
    ("range", "a range of numbers"),
];

/// What a type is called in a message, from its name in the engine.
pub(crate) fn type_words(name: &str) -> &str {
    TYPE_NAMES.iter().find(|(n, _)| *n == name).map_or(
        match name {
            "&mut string" | "ImmutableString" | "alloc::string::String" => "a text",
            "range=" | "core::ops::range::Range<i64>" | "core::ops::range::RangeInclusive<i64>" => "a range of numbers",
            _ => "something else",
        },
        |(_, words)| words,
    )
}

/// What kind of thing a value is: `a text`.
pub(crate) fn kind_words(value: &Dynamic) -> &'static str {
    let value = value.flatten_clone();
    let is = |yes: bool, words: &'static str| yes.then_some(words);
    is(value.is_unit(), "nothing")
        .or(is(value.is_bool(), "true or false"))
        .or(is(value.is_int(), "a whole number"))
        .or(is(value.is_float(), "a number"))
        .or(is(value.is_string(), "a text"))
        .or(is(value.is_char(), "a character"))
        .or(is(value.is_array(), "a list"))
        .or(is(value.is_map(), "a map"))
        .or(is(value.is_fnptr(), "a function"))
        .or(is(value.is::<LevelValue>(), "a level"))
        .or(is(value.is::<DayValue>(), "a day"))
        .or(is(value.is::<IntervalValue>(), "a number that is open"))
        .or(is(value.is::<JudgementValue>(), "a judgement"))
        .or(is(value.is::<ProvisionValue>(), "a provision"))
        .or(is(value.is::<FindingValue>(), "a finding"))
        .or(is(value.is::<FindingsValue>(), "the findings of the cell"))
        .or(is(value.is::<ParamsValue>(), "the parameters"))
        .or(is(value.is::<CellValue>(), "the cell"))
        .unwrap_or("a range of numbers")
}

/// A value as it is shown in a message: `the text "insde"`.
pub(crate) fn describe(value: &Dynamic) -> String {
    if let Some(text) = value.read_lock::<ImmutableString>() {
        return format!("the text {}", words::quote(&text));
    }
    if let Ok(c) = value.as_char() {
        return format!("the character '{c}'");
    }
    if let Ok(n) = value.as_int() {
        return format!("the whole number {n}");
    }
    if let Ok(n) = value.as_float() {
        return format!("the number {}", number(n));
    }
    if let Ok(b) = value.as_bool() {
        return format!("`{b}`");
    }
    if let Some(level) = value.read_lock::<LevelValue>() {
        return format!("the level `{}` of scale `{}`", level.name(), level.scale.name);
    }
    if let Some(day) = value.read_lock::<DayValue>() {
        return format!("the day {}", *day);
    }
    if let Some(interval) = value.read_lock::<IntervalValue>() {
        return format!("the open number `{}` ({})", interval.variable, *interval);
    }
    if let Ok(items) = value.as_array_ref() {
        return format!("a list of {}", words::count(items.len(), "item"));
    }
    kind_words(value).to_owned()
}

/// A number as it is shown: the shortest text that gives the same number.
pub(crate) fn number(n: f64) -> String {
    format!("{n}")
}
