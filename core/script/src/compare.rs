//! Comparisons: what can't be compared is an error, never `false`.

use std::cmp::Ordering;

use rhai::{Dynamic, ImmutableString};
use toets_diagnostic::{Words, both};
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
                both!(
                    "`{}` can't compare true and false: they have no order",
                    "`{}` is niet te gebruiken op waar en onwaar: die hebben geen volgorde",
                    sign(op)
                ),
            )),
        };
    }
    if let (Ok(a), Ok(b)) = (left.as_array_ref(), right.as_array_ref())
        && matches!(op, Comparator::Equal | Comparator::NotEqual)
    {
        let mut same = a.len() == b.len();
        if let Some(run) = run {
            run.charge(a.len() as u64)?;
        }
        for (x, y) in a.iter().zip(b.iter()) {
            same = same && compare(run, Comparator::Equal, x, y)?;
        }
        return Ok(same == matches!(op, Comparator::Equal));
    }
    Err(mismatch(left, right))
}

/// Where nothing may come from.
pub(crate) const NOTHING: (&str, &str) = (
    "find out why there is no value: a function gives what its last line gives, and `let`, a loop and an `if` without `else` give nothing",
    "ga na waarom er geen waarde is: een functie geeft wat haar laatste regel geeft, en `let`, een lus en een `if` zonder `else` geven niets",
);

/// What stands around a text.
pub(crate) const QUOTES: (&str, &str) = (
    "a text stands between `\"`, not between `'`",
    "een tekst staat tussen `\"`, niet tussen `'`",
);

/// What to do about levels of two scales.
pub(crate) const COMPARE_OWN: (&str, &str) = (
    "compare each with levels of its own scale",
    "vergelijk elk met niveaus van de eigen schaal",
);

/// That two things are of different kinds.
pub(crate) fn unlike(code: &'static str, left: &Words, right: &Words) -> Fault {
    Fault::new(
        code,
        both!(
            "{} can't be compared with {}",
            "{} is niet te vergelijken met {}",
            left,
            right
        ),
    )
}

/// That levels are of different scales.
pub(crate) fn unlike_scales(a: &ScaleInfo, b: &ScaleInfo) -> Fault {
    Fault::new(
        "script-level",
        both!(
            "a level of scale `{}` can't be compared with a level of scale `{}`",
            "een niveau van schaal `{}` is niet te vergelijken met een niveau van schaal `{}`",
            a.name.as_str(),
            b.name.as_str()
        ),
    )
}

/// That the levels of a scale have no order.
pub(crate) fn no_order(scale: &ScaleInfo) -> Fault {
    Fault::new(
        "script-level",
        both!(
            "the levels of scale `{}` have no order",
            "de niveaus van schaal `{}` hebben geen volgorde",
            scale.name.as_str()
        ),
    )
    .help(("compare with `==` or `!=`", "vergelijk met `==` of `!=`"))
}

/// That texts have no order.
pub(crate) fn texts_without_order(op: Comparator) -> Fault {
    Fault::new(
        "script-comparison",
        both!(
            "`{}` can't compare texts: they have no order here",
            "`{}` is niet te gebruiken op teksten: die hebben hier geen volgorde",
            sign(op)
        ),
    )
}

/// What a level can be compared with.
pub(crate) fn its_levels(scale: &ScaleInfo) -> Words {
    both!(
        "compare it with one of its levels, in quotes: {}",
        "vergelijk het met een van zijn niveaus, tussen aanhalingstekens: {}",
        words::list(scale.names())
    )
}

/// What to write as a judgement.
pub(crate) fn write_level(scale: &ScaleInfo) -> Words {
    both!(
        "write one of its levels, in quotes: {}",
        "schrijf een van de niveaus daarvan, tussen aanhalingstekens: {}",
        words::list(scale.names())
    )
}

/// What to write as a judgement in numbers.
pub(crate) fn write_number() -> Words {
    (
        "write a number without quotes: `judge(100)`",
        "schrijf een getal zonder aanhalingstekens: `judge(100)`",
    )
        .into()
}

/// What to do with a level of another scale.
pub(crate) fn say_which(scale: &ScaleInfo) -> Words {
    both!(
        "say which level it stands for: {}",
        "zeg voor welk niveau het staat: {}",
        words::list(scale.names())
    )
}

fn mismatch(left: &Dynamic, right: &Dynamic) -> Fault {
    let fault = unlike("script-comparison", &describe(left), &describe(right));
    let different = |a: &Words, b: &Words| {
        both!(
            "{} and {} are different things: compare like with like",
            "{} en {} zijn verschillende dingen: vergelijk alleen gelijke soorten",
            a,
            b
        )
    };
    let (a, b) = (kind_words(left), kind_words(right));
    if a == "nothing" || b == "nothing" {
        fault.help(NOTHING)
    } else if a == "a character" || b == "a character" {
        fault.help(QUOTES)
    } else if text(left).is_some() || text(right).is_some() {
        let texts = text(left).or_else(|| text(right)).unwrap_or_default();
        match texts.trim().parse::<f64>() {
            Ok(n) => fault.help(both!(
                "leave out the quotes to compare with the number {n}",
                "laat de aanhalingstekens weg om met het getal {n} te vergelijken"
            )),
            Err(_) => fault.help(different(&a, &b)),
        }
    } else {
        fault.help(different(&a, &b))
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
            return Err(texts_without_order(op).help((
                "compare levels (`cell.node(\"…\") >= \"+\"`), days (`cell.as_of >= \"2026-08-01\"`) or numbers",
                "vergelijk niveaus (`cell.node(\"…\") >= \"+\"`), dagen (`cell.as_of >= \"2026-08-01\"`) of getallen",
            )));
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
                    both!(
                        "`{}` and `{}` have no value in common, so they are never equal",
                        "`{}` en `{}` hebben geen waarde gemeen, dus zijn ze nooit gelijk",
                        s.variables.name(v),
                        s.variables.name(w)
                    ),
                )
                .help((
                    "compare each with one of its own values",
                    "vergelijk elk met een van de eigen waarden",
                )));
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
        both!(
            "{} is no value of the variable `{variable}`",
            "{} is geen waarde van de variabele `{variable}`",
            words::quote(other)
        ),
    )
    .helps(words::suggest(
        other,
        values,
        both!("the values of `{variable}` are", "de waarden van `{variable}` zijn"),
    ))
}

fn level(op: Comparator, a: &LevelValue, other: &Dynamic) -> Result<bool, Fault> {
    let b = if let Some(b) = other.read_lock::<LevelValue>() {
        if a.scale.id != b.scale.id {
            return Err(unlike_scales(&a.scale, &b.scale).help(COMPARE_OWN));
        }
        b.level
    } else if let Some(name) = text(other) {
        find_level(&a.scale, &name)?
    } else {
        return Err(Fault::new(
            "script-level",
            both!(
                "a level of scale `{}` can't be compared with {}",
                "een niveau van schaal `{}` is niet te vergelijken met {}",
                a.scale.name.as_str(),
                describe(other)
            ),
        )
        .help(its_levels(&a.scale)));
    };
    let ordering = a.level.cmp(&b);
    if !a.scale.ordered && !matches!(op, Comparator::Equal | Comparator::NotEqual) {
        return Err(no_order(&a.scale));
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
            both!(
                "{} is no level of scale `{}`",
                "{} is geen niveau van schaal `{}`",
                words::quote(name),
                scale.name.as_str()
            ),
        )
        .helps(words::suggest(
            name,
            scale.names(),
            both!(
                "the levels of `{}` are, worst to best",
                "de niveaus van `{}` zijn, van slechtst naar best",
                scale.name.as_str()
            ),
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
            both!(
                "a day can't be compared with {}",
                "een dag is niet te vergelijken met {}",
                describe(other)
            ),
        )
        .help((
            "compare it with a day in quotes: `\"2026-08-01\"`",
            "vergelijk hem met een dag tussen aanhalingstekens: `\"2026-08-01\"`",
        )));
    };
    Ok(op.holds(a.cmp(&b)))
}

/// A day from a text.
///
/// # Errors
/// It is not written `YYYY-MM-DD`, or the calendar has no such day.
pub(crate) fn parse_day(text: &str) -> Result<Date, Fault> {
    Date::parse(text).ok_or_else(|| {
        let message = both!("{} is not a day", "{} is geen dag", words::quote(text));
        Fault::new("script-day", message).help((
            "write a day as year-month-day with two figures for month and day: `\"2026-08-01\"`",
            "schrijf een dag als jaar-maand-dag, met twee cijfers voor maand en dag: `\"2026-08-01\"`",
        ))
    })
}

fn interval(op: Comparator, a: &IntervalValue, other: &Dynamic) -> Result<bool, Fault> {
    let Some(n) = Num::of(other).map(Num::float) else {
        return Err(Fault::new(
            "script-open-number",
            both!(
                "the open number `{}` can't be compared with {}",
                "het open getal `{}` is niet te vergelijken met {}",
                a.variable.as_str(),
                describe(other)
            ),
        )
        .help((
            "compare it with a number that is one of its cuts",
            "vergelijk het met een getal uit zijn `cuts`",
        )));
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
            both!(
                "`{}` is open here ({}): whether it is {} {} is not known",
                "`{}` is hier open ({}): of het {} {} is, is niet bekend",
                a.variable.as_str(),
                a.words(),
                relation(op),
                number(n)
            ),
        );
        match op {
            Comparator::Less | Comparator::AtLeast => fault.help(both!(
                "add {} to the `cuts` of `{}` in the study",
                "voeg {} toe aan de `cuts` van `{}` in de studie",
                number(n),
                a.variable.as_str()
            )),
            Comparator::AtMost | Comparator::Greater => fault.help(both!(
                "write `<` or `>=`, and add {} to the `cuts` of `{}` in the study: each interval holds its lower end and not its upper end",
                "schrijf `<` of `>=`, en voeg {} toe aan de `cuts` van `{}` in de studie: bij elk interval hoort de ondergrens wel en de bovengrens niet",
                number(n),
                a.variable.as_str()
            )),
            _ => fault.help((
                "write `<` or `>=` with a number that is one of its cuts",
                "schrijf `<` of `>=` met een getal uit zijn `cuts`",
            )),
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

fn relation(op: Comparator) -> (&'static str, &'static str) {
    match op {
        Comparator::Less => ("less than", "minder dan"),
        Comparator::AtMost => ("at most", "ten hoogste"),
        Comparator::Equal => ("equal to", "gelijk aan"),
        Comparator::NotEqual => ("other than", "ongelijk aan"),
        Comparator::AtLeast => ("at least", "ten minste"),
        Comparator::Greater => ("more than", "meer dan"),
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
