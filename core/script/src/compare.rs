//! Comparisons: what can't be compared is an error, never `false`.

use std::cmp::Ordering;

use rhai::{Dynamic, ImmutableString};
use toets_model::{Comparator, Date, Domain, LevelId};

use crate::fault::Fault;
use crate::prepared::{ScaleInfo, variable_of};
use crate::run::Run;
use crate::value::{DayValue, IntervalValue, LevelValue, describe, kind_words, number};
use crate::words;

/// How two values compare.
///
/// # Errors
/// Whatever can't be compared: values of different kinds, texts outside a domain, levels of different scales.
pub(crate) fn compare(run: Option<&Run>, op: Comparator, left: &Dynamic, right: &Dynamic) -> Result<bool, Fault> {
    if let (Some(a), Some(b)) = (text(left), text(right)) {
        return texts(run, op, (left, &a), (right, &b));
    }
    if let (Some(a), Some(b)) = (Num::of(left), Num::of(right)) {
        return Ok(op.holds(a.cmp(b)));
    }
    if let Some(a) = left.read_lock::<LevelValue>() {
        return level(op, &a, right);
    }
    if let Some(b) = right.read_lock::<LevelValue>() {
        return level(flip(op), &b, left);
    }
    if let Some(a) = left.read_lock::<DayValue>() {
        return day(op, *a, right);
    }
    if let Some(b) = right.read_lock::<DayValue>() {
        return day(flip(op), *b, left);
    }
    if let Some(a) = left.read_lock::<IntervalValue>() {
        return interval(op, &a, right);
    }
    if let Some(b) = right.read_lock::<IntervalValue>() {
        return interval(flip(op), &b, left);
    }
    if let (Ok(a), Ok(b)) = (left.as_bool(), right.as_bool()) {
        return match op {
            Comparator::Equal => Ok(a == b),
            Comparator::NotEqual => Ok(a != b),
            _ => Err(Fault::new(
                "script-comparison",
                format!("`{}` can't compare true and false: they have no order", sign(op)),
            )),
        };
    }
    if let (Ok(a), Ok(b)) = (left.as_array_ref(), right.as_array_ref())
        && matches!(op, Comparator::Equal | Comparator::NotEqual)
    {
        let mut same = a.len() == b.len();
        if let Some(run) = run {
            run.charge(a.len())?;
        }
        for (x, y) in a.iter().zip(b.iter()) {
            same = same && compare(run, Comparator::Equal, x, y)?;
        }
        return Ok(same == matches!(op, Comparator::Equal));
    }
    Err(mismatch(left, right))
}

/// Where nothing may come from.
pub(crate) const NOTHING: &str = "find out why there is no value: a function gives what its last line gives, and `let`, a loop and an `if` without `else` give nothing";

fn mismatch(left: &Dynamic, right: &Dynamic) -> Fault {
    let fault = Fault::new(
        "script-comparison",
        format!("{} can't be compared with {}", describe(left), describe(right)),
    );
    let (a, b) = (kind_words(left), kind_words(right));
    if a == "nothing" || b == "nothing" {
        fault.help(NOTHING)
    } else if a == "a character" || b == "a character" {
        fault.help("a text stands between `\"`, not between `'`")
    } else if text(left).is_some() || text(right).is_some() {
        let texts = text(left).or_else(|| text(right)).unwrap_or_default();
        match texts.trim().parse::<f64>() {
            Ok(n) => fault.help(format!("leave out the quotes to compare with the number {n}")),
            Err(_) => fault.help(format!("{a} and {b} are different things: compare like with like")),
        }
    } else {
        fault.help(format!("{a} and {b} are different things: compare like with like"))
    }
}

fn text(value: &Dynamic) -> Option<ImmutableString> {
    value.read_lock::<ImmutableString>().map(|t| t.clone())
}

fn texts(
    run: Option<&Run>,
    op: Comparator,
    (left, a): (&Dynamic, &ImmutableString),
    (right, b): (&Dynamic, &ImmutableString),
) -> Result<bool, Fault> {
    let same = match op {
        Comparator::Equal => true,
        Comparator::NotEqual => false,
        _ => {
            return Err(Fault::new(
                "script-comparison",
                format!("`{}` can't compare texts: they have no order here", sign(op)),
            )
            .help("compare levels (`cell.node(\"…\") >= \"+\"`), days (`cell.as_of >= \"2026-08-01\"`) or numbers"));
        }
    };
    match (variable_of(left), variable_of(right)) {
        (Some(v), None) => within(run, v, b)?,
        (None, Some(v)) => within(run, v, a)?,
        (Some(v), Some(w)) if v != w => {
            // Two variables may be compared where they can be equal at all.
            let study = run.map(Run::cell).transpose()?.map(|c| c.study());
            let share = study.is_none_or(|s| {
                let names = |x| match &s.variables[x].domain {
                    Domain::Finite(values) => values.as_slice(),
                    Domain::Number { .. } => &[],
                };
                names(v).iter().any(|x| names(w).iter().any(|y| x.id == y.id))
            });
            if !share && let Some(s) = study {
                return Err(Fault::new(
                    "script-comparison",
                    format!(
                        "`{}` and `{}` have no value in common, so they are never equal",
                        s.variables.name(v),
                        s.variables.name(w)
                    ),
                )
                .help("compare each with one of its own values"));
            }
        }
        _ => {}
    }
    Ok((a == b) == same)
}

/// A text that a value of a variable is compared with must be one of its values.
fn within(run: Option<&Run>, variable: toets_model::VariableId, other: &str) -> Result<(), Fault> {
    let Some(run) = run else { return Ok(()) };
    let study = run.cell()?.study();
    match &study.variables[variable].domain {
        Domain::Finite(values) if values.iter().any(|v| &*v.id == other) => Ok(()),
        Domain::Number { .. } => Ok(()),
        Domain::Finite(values) => Err(unknown_value(
            study.variables.name(variable),
            other,
            values.iter().map(|v| &*v.id),
        )),
    }
}

/// That a text is no value of a variable.
pub(crate) fn unknown_value<'a>(variable: &str, other: &str, values: impl Iterator<Item = &'a str>) -> Fault {
    Fault::new(
        "script-unknown-value",
        format!("{} is no value of the variable `{variable}`", words::quote(other)),
    )
    .helps(words::suggest(
        other,
        values,
        &format!("the values of `{variable}` are"),
    ))
}

fn level(op: Comparator, a: &LevelValue, other: &Dynamic) -> Result<bool, Fault> {
    let b = if let Some(b) = other.read_lock::<LevelValue>() {
        if a.scale.id != b.scale.id {
            return Err(Fault::new(
                "script-level",
                format!(
                    "a level of scale `{}` can't be compared with a level of scale `{}`",
                    a.scale.name, b.scale.name
                ),
            )
            .help("compare each with levels of its own scale"));
        }
        b.level
    } else if let Some(name) = text(other) {
        find_level(&a.scale, &name)?
    } else {
        return Err(Fault::new(
            "script-level",
            format!(
                "a level of scale `{}` can't be compared with {}",
                a.scale.name,
                describe(other)
            ),
        )
        .help(format!(
            "compare it with one of its levels, in quotes: {}",
            words::list(a.scale.names())
        )));
    };
    let ordering = a.level.cmp(&b);
    if !a.scale.ordered && !matches!(op, Comparator::Equal | Comparator::NotEqual) {
        return Err(Fault::new(
            "script-level",
            format!("the levels of scale `{}` have no order", a.scale.name),
        )
        .help("compare with `==` or `!=`"));
    }
    Ok(op.holds(ordering))
}

/// The level with a name.
///
/// # Errors
/// No level of the scale has it.
pub(crate) fn find_level(scale: &ScaleInfo, name: &str) -> Result<LevelId, Fault> {
    scale.find(name).ok_or_else(|| {
        Fault::new(
            "script-level",
            format!("{} is no level of scale `{}`", words::quote(name), scale.name),
        )
        .helps(words::suggest(
            name,
            scale.names(),
            &format!("the levels of `{}` are, worst to best", scale.name),
        ))
    })
}

fn day(op: Comparator, a: DayValue, other: &Dynamic) -> Result<bool, Fault> {
    let b = if let Some(b) = other.read_lock::<DayValue>() {
        *b
    } else if let Some(name) = text(other) {
        DayValue::Day(parse_day(&name)?)
    } else {
        return Err(Fault::new(
            "script-day",
            format!("a day can't be compared with {}", describe(other)),
        )
        .help("compare it with a day in quotes: `\"2026-08-01\"`"));
    };
    Ok(op.holds(a.cmp(&b)))
}

/// A day from a text.
///
/// # Errors
/// It is not written `YYYY-MM-DD`, or the calendar has no such day.
pub(crate) fn parse_day(text: &str) -> Result<Date, Fault> {
    Date::parse(text).ok_or_else(|| {
        Fault::new("script-day", format!("{} is not a day", words::quote(text)))
            .help("write a day as year-month-day with two figures for month and day: `\"2026-08-01\"`")
    })
}

fn interval(op: Comparator, a: &IntervalValue, other: &Dynamic) -> Result<bool, Fault> {
    let Some(n) = Num::of(other).map(Num::float) else {
        return Err(Fault::new(
            "script-open-number",
            format!(
                "the open number `{}` can't be compared with {}",
                a.variable,
                describe(other)
            ),
        )
        .help("compare it with a number that is one of its cuts"));
    };
    // All of it is below n; all of it is at least n.
    let below = a.high < n || (a.high == n && !a.closed);
    let at_least = a.low >= n;
    let at_most = a.high <= n;
    let above = a.low > n;
    let decided = match op {
        Comparator::Less => choose(below, at_least),
        Comparator::AtLeast => choose(at_least, below),
        Comparator::AtMost => choose(at_most, above),
        Comparator::Greater => choose(above, at_most),
        Comparator::Equal => choose(a.low == n && a.high == n, above || below),
        Comparator::NotEqual => choose(above || below, a.low == n && a.high == n),
    };
    decided.ok_or_else(|| {
        let fault = Fault::new(
            "script-open-number",
            format!(
                "`{}` is open here ({a}): whether it is {} {} is not known",
                a.variable,
                relation(op),
                number(n)
            ),
        );
        match op {
            Comparator::Less | Comparator::AtLeast => fault.help(format!(
                "add {} to the `cuts` of `{}` in the study",
                number(n),
                a.variable
            )),
            Comparator::AtMost | Comparator::Greater => fault.help(format!(
                "write `<` or `>=`, and add {} to the `cuts` of `{}` in the study: each interval holds its lower end and not its upper end",
                number(n),
                a.variable
            )),
            _ => fault.help("write `<` or `>=` with a number that is one of its cuts"),
        }
    })
}

fn choose(yes: bool, no: bool) -> Option<bool> {
    match (yes, no) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

fn flip(op: Comparator) -> Comparator {
    match op {
        Comparator::Less => Comparator::Greater,
        Comparator::AtMost => Comparator::AtLeast,
        Comparator::AtLeast => Comparator::AtMost,
        Comparator::Greater => Comparator::Less,
        Comparator::Equal | Comparator::NotEqual => op,
    }
}

/// The sign of a comparison.
pub(crate) fn sign(op: Comparator) -> &'static str {
    match op {
        Comparator::Less => "<",
        Comparator::AtMost => "<=",
        Comparator::Equal => "==",
        Comparator::NotEqual => "!=",
        Comparator::AtLeast => ">=",
        Comparator::Greater => ">",
    }
}

fn relation(op: Comparator) -> &'static str {
    match op {
        Comparator::Less => "less than",
        Comparator::AtMost => "at most",
        Comparator::Equal => "equal to",
        Comparator::NotEqual => "other than",
        Comparator::AtLeast => "at least",
        Comparator::Greater => "more than",
    }
}

/// A number of a script, whole or not.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Num {
    Int(i64),
    Float(f64),
}

impl Num {
    pub(crate) fn of(value: &Dynamic) -> Option<Self> {
        match value.as_int() {
            Ok(n) => Some(Self::Int(n)),
            Err(_) => value.as_float().ok().map(Self::Float),
        }
    }

    pub(crate) fn float(self) -> f64 {
        match self {
            Self::Int(n) => n as f64,
            Self::Float(n) => n,
        }
    }

    /// Exact, also where a whole number has no exact fraction. No number of a script is NaN.
    pub(crate) fn cmp(self, other: Self) -> Ordering {
        match (self, other) {
            (Self::Int(a), Self::Int(b)) => a.cmp(&b),
            (Self::Float(a), Self::Float(b)) => a.partial_cmp(&b).unwrap_or(Ordering::Equal),
            (Self::Int(a), Self::Float(b)) => int_float(a, b),
            (Self::Float(a), Self::Int(b)) => int_float(b, a).reverse(),
        }
    }
}

fn int_float(a: i64, b: f64) -> Ordering {
    // 2^63 is exact as a fraction, so the whole part of b is exact too once b lies below it.
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    if b >= LIMIT {
        Ordering::Less
    } else if b < -LIMIT {
        Ordering::Greater
    } else {
        let whole = b.trunc();
        a.cmp(&(whole as i64))
            .then_with(|| 0.0_f64.partial_cmp(&(b - whole)).unwrap_or(Ordering::Equal))
    }
}
