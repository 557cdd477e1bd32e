//! The types of value that a script meets besides texts, numbers, lists and maps.

use std::fmt;
use std::sync::Arc;

use rhai::{Dynamic, ImmutableString, Map};
use toets_diagnostic::{Words, both};
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

impl JudgementValue {
    /// What a copy takes, in steps.
    pub(crate) fn size(&self) -> usize {
        let weighed = self.weighed.as_ref().map_or(0, |w| w.said.len() + w.rules.len());
        let words: usize = self
            .because
            .iter()
            .map(|reason| reason.nl.len() + reason.en.as_ref().map_or(0, String::len))
            .sum();
        words / crate::weight::BYTES + self.cites.len() + self.findings.len() + weighed
    }
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

impl DayValue {
    /// What it is called in a message.
    pub(crate) fn words(self) -> Words {
        match self {
            Self::Always => Words::both(self.to_string(), "sinds altijd"),
            Self::Day(day) => both!("{day}", "{day}"),
            Self::Never => Words::both(self.to_string(), "tot nader order"),
        }
    }
}

impl IntervalValue {
    /// What it is called in a message.
    pub(crate) fn words(&self) -> Words {
        let Self { low, high, .. } = self;
        let nl = match (low.is_finite(), high.is_finite()) {
            (true, true) => format!("van {low} tot {high}"),
            (true, false) => format!("{low} of meer"),
            (false, true) => format!("minder dan {high}"),
            (false, false) => "elk getal".to_owned(),
        };
        Words::both(self.to_string(), nl)
    }
}

/// The names that types have in the engine's own messages, for [`type_words`].
pub(crate) const TYPE_NAMES: [(&str, (&str, &str)); 20] = [
    ("cell", ("the cell", "de cel")),
    ("findings", ("the findings of the cell", "de bevindingen van de cel")),
    ("finding", ("a finding", "een bevinding")),
    ("provision", ("a provision", "een bepaling")),
    ("params", ("the parameters", "de parameters")),
    ("level", ("a level", "een niveau")),
    ("day", ("a day", "een dag")),
    ("open_number", ("a number that is open", "een open getal")),
    ("judgement", ("a judgement", "een oordeel")),
    ("i64", ("a whole number", "een geheel getal")),
    ("f64", ("a number", "een getal")),
    ("bool", ("true or false", "waar of onwaar")),
    ("string", ("a text", "een tekst")),
    ("&str", ("a text", "een tekst")),
    ("char", ("a character", "een teken")),
    ("array", ("a list", "een lijst")),
    ("map", ("a map", "een tabel")),
    ("()", ("nothing", "niets")),
    ("Fn", ("a function", "een functie")),
    ("range", ("a range of numbers", "een reeks getallen")),
];

/// What a type is called in a message, from its name in the engine.
pub(crate) fn type_words(name: &str) -> Words {
    let name = match name {
        "&mut string" | "ImmutableString" | "alloc::string::String" => "string",
        "range=" | "core::ops::range::Range<i64>" | "core::ops::range::RangeInclusive<i64>" => "range",
        name => name,
    };
    let known = TYPE_NAMES.iter().find(|(n, _)| *n == name);
    known
        .map_or(("something else", "iets anders"), |(_, words)| *words)
        .into()
}

/// What kind of thing a value is: `a text`.
pub(crate) fn kind_words(value: &Dynamic) -> Words {
    type_words(kind(value))
}

/// The name of a value's type, as [`TYPE_NAMES`] has it.
fn kind(value: &Dynamic) -> &'static str {
    let value = value.flatten_clone();
    let is = |yes: bool, name: &'static str| yes.then_some(name);
    is(value.is_unit(), "()")
        .or(is(value.is_bool(), "bool"))
        .or(is(value.is_int(), "i64"))
        .or(is(value.is_float(), "f64"))
        .or(is(value.is_string(), "string"))
        .or(is(value.is_char(), "char"))
        .or(is(value.is_array(), "array"))
        .or(is(value.is_map(), "map"))
        .or(is(value.is_fnptr(), "Fn"))
        .or(is(value.is::<LevelValue>(), "level"))
        .or(is(value.is::<DayValue>(), "day"))
        .or(is(value.is::<IntervalValue>(), "open_number"))
        .or(is(value.is::<JudgementValue>(), "judgement"))
        .or(is(value.is::<ProvisionValue>(), "provision"))
        .or(is(value.is::<FindingValue>(), "finding"))
        .or(is(value.is::<FindingsValue>(), "findings"))
        .or(is(value.is::<ParamsValue>(), "params"))
        .or(is(value.is::<CellValue>(), "cell"))
        .unwrap_or("range")
}

/// A value as it is shown in a message: `the text "insde"`.
pub(crate) fn describe(value: &Dynamic) -> Words {
    if let Some(text) = value.read_lock::<ImmutableString>() {
        return both!("the text {}", "de tekst {}", words::quote(&text));
    }
    if let Ok(c) = value.as_char() {
        return both!("the character '{c}'", "het teken '{c}'");
    }
    if let Ok(n) = value.as_int() {
        return both!("the whole number {n}", "het gehele getal {n}");
    }
    if let Ok(n) = value.as_float() {
        return both!("the number {}", "het getal {}", number(n));
    }
    if let Ok(b) = value.as_bool() {
        return both!("`{b}`", "`{b}`");
    }
    if let Some(level) = value.read_lock::<LevelValue>() {
        return both!(
            "the level `{}` of scale `{}`",
            "het niveau `{}` van schaal `{}`",
            level.name(),
            level.scale.name.as_str()
        );
    }
    if let Some(day) = value.read_lock::<DayValue>() {
        return both!("the day {}", "de dag {}", day.words());
    }
    if let Some(interval) = value.read_lock::<IntervalValue>() {
        return both!(
            "the open number `{}` ({})",
            "het open getal `{}` ({})",
            interval.variable.as_str(),
            interval.words()
        );
    }
    if let Ok(items) = value.as_array_ref() {
        return both!(
            "a list of {}",
            "een lijst van {}",
            words::count(items.len(), words::ITEM)
        );
    }
    kind_words(value)
}

/// A number as it is shown: the shortest text that gives the same number.
pub(crate) fn number(n: f64) -> String {
    format!("{n}")
}
