//! Arithmetic: whole numbers and fractions, never silently wrong.

use rhai::{Dynamic, ImmutableString, NativeCallContext};
use toets_diagnostic::{Words, both};
use toets_model::Decimal;

use crate::compare::Num;
use crate::fault::Fault;
use crate::run::Run;
use crate::value::{IntervalValue, LevelValue, describe};
use crate::weight::BYTES;

/// An operation on two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Op {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Power,
}

impl Op {
    pub(crate) fn sign(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Remainder => "%",
            Self::Power => "**",
        }
    }

    pub(crate) fn assignment(self) -> &'static str {
        match self {
            Self::Add => "+=",
            Self::Subtract => "-=",
            Self::Multiply => "*=",
            Self::Divide => "/=",
            Self::Remainder => "%=",
            Self::Power => "**=",
        }
    }
}

/// What an operation gives.
///
/// # Errors
/// Values that have no such operation, a division by zero, a number that is too large.
pub(crate) fn calculate(
    ctx: Option<&NativeCallContext<'_>>,
    op: Op,
    left: &Dynamic,
    right: &Dynamic,
) -> Result<Dynamic, Fault> {
    if let (Some(a), Some(b)) = (Num::of(left), Num::of(right)) {
        return numbers(op, a, b);
    }
    if op == Op::Add {
        if let Some(run) = ctx.and_then(Run::of) {
            run.charge((size(left) + size(right)) as u64)?;
        }
        if let (Some(a), Some(b)) = (
            left.read_lock::<ImmutableString>(),
            right.read_lock::<ImmutableString>(),
        ) {
            return Ok(Dynamic::from(ImmutableString::from(format!("{}{}", *a, *b))));
        }
        if let (Ok(a), Ok(b)) = (left.as_array_ref(), right.as_array_ref()) {
            return Ok(Dynamic::from_array(a.iter().chain(b.iter()).cloned().collect()));
        }
    }
    Err(no_operation(op, left, right))
}

/// How much work it is to copy a value.
fn size(value: &Dynamic) -> usize {
    if let Some(text) = value.read_lock::<ImmutableString>() {
        return text.len() / BYTES;
    }
    value.as_array_ref().map_or(0, |list| list.len())
}

fn numbers(op: Op, a: Num, b: Num) -> Result<Dynamic, Fault> {
    let zero = matches!(b, Num::Int(0)) || matches!(b, Num::Float(n) if n == 0.0);
    if zero && matches!(op, Op::Divide | Op::Remainder) {
        return Err(Fault::new(
            "script-number",
            ("a number is divided by zero", "een getal wordt door nul gedeeld"),
        )
        .help((
            "test the number below the line first: `if total > 0 { … }`",
            "vraag eerst naar het getal waardoor u deelt: `if totaal > 0 { … }`",
        )));
    }
    if let (Num::Int(x), Num::Int(y)) = (a, b)
        && op != Op::Divide
        && !(op == Op::Power && y < 0)
    {
        let exact = match op {
            Op::Add => x.checked_add(y),
            Op::Subtract => x.checked_sub(y),
            Op::Multiply => x.checked_mul(y),
            Op::Remainder => x.checked_rem(y),
            Op::Divide => None,
            Op::Power => u32::try_from(y).ok().and_then(|y| x.checked_pow(y)),
        };
        return exact.map(Dynamic::from_int).ok_or_else(too_large);
    }
    let (x, y) = (a.float(), b.float());
    if let Some(exact) = in_decimals(op, x, y) {
        return finite(exact);
    }
    finite(match op {
        Op::Add => x + y,
        Op::Subtract => x - y,
        Op::Multiply => x * y,
        Op::Divide => x / y,
        Op::Remainder => x % y,
        Op::Power => power(x, b)?,
    })
}

/// What adding and multiplying give as one would do it on paper, so that 0.1 and 0.7 make 0.8; none where a number is no short
/// decimal (a third has no end), for then there is nothing that was written to be exact about.
fn in_decimals(op: Op, x: f64, y: f64) -> Option<f64> {
    let (x, y) = match op {
        Op::Subtract => (x, -y),
        _ => (x, y),
    };
    let written = |number: f64| Decimal::new(number).filter(Decimal::is_short);
    let (x, y) = written(x).zip(written(y))?;
    let result = match op {
        Op::Add | Op::Subtract => x.plus(y)?,
        Op::Multiply => x.times(y)?,
        Op::Divide | Op::Remainder | Op::Power => return None,
    };
    Some(result.number())
}

/// Powers by multiplication only: the same bits on every machine.
fn power(base: f64, exponent: Num) -> Result<f64, Fault> {
    let whole = match exponent {
        Num::Int(n) => n,
        Num::Float(n) if n.fract() == 0.0 && n.abs() <= 1024.0 => n as i64,
        Num::Float(_) => {
            return Err(Fault::new(
                "script-number",
                ("`**` takes whole powers only", "`**` kent alleen gehele machten"),
            )
            .help((
                "for a square root write `sqrt(x)`",
                "schrijf `sqrt(x)` voor een vierkantswortel",
            )));
        }
    };
    if whole.unsigned_abs() > 1024 {
        return Err(too_large());
    }
    let mut result = 1.0;
    for _ in 0..whole.unsigned_abs() {
        result *= base;
    }
    Ok(if whole < 0 { 1.0 / result } else { result })
}

/// A number as a value of a script.
///
/// # Errors
/// It is not finite.
pub(crate) fn finite(n: f64) -> Result<Dynamic, Fault> {
    if n.is_finite() {
        Ok(Dynamic::from_float(n))
    } else {
        Err(too_large())
    }
}

pub(crate) fn too_large() -> Fault {
    Fault::new(
        "script-number",
        (
            "the result is too large for a number",
            "de uitkomst is te groot voor een getal",
        ),
    )
    .help((
        "count in larger units, such as thousands or millions",
        "reken in grotere eenheden, zoals duizenden of miljoenen",
    ))
}

fn no_operation(op: Op, left: &Dynamic, right: &Dynamic) -> Fault {
    let either = |test: &dyn Fn(&Dynamic) -> bool| test(left) || test(right);
    if either(&|v| v.is::<IntervalValue>()) {
        return no_result(op.sign(), (&describe(left), &describe(right))).help((
            "of an open number only the interval is known: compare it with one of its cuts",
            "van een open getal is alleen het interval bekend: vergelijk het met een getal uit zijn `cuts`",
        ));
    }
    unusable(
        op.sign(),
        (&describe(left), &describe(right)),
        either(&|v| v.is::<LevelValue>()),
        either(&|v| v.is_string()),
    )
}

/// That an operator can't be used on two things, in words; whether one of them is a level, and one a text.
pub(crate) fn unusable(sign: &str, of: (&Words, &Words), level: bool, text: bool) -> Fault {
    let fault = no_result(sign, of);
    if level {
        fault.help((
            "a level is not a number: compare it with levels (`level >= \"+\"`), or list what each level stands for",
            "een niveau is geen getal: vergelijk het met niveaus (`niveau >= \"+\"`), of zeg per niveau waarvoor het staat",
        ))
    } else if text && sign == Op::Add.sign() {
        fault.help((
            "to put a value into a text, write it as `` `… ${value} …` `` between back quotes",
            "een waarde in een tekst schrijft u als `` `… ${waarde} …` ``, tussen schuine aanhalingstekens",
        ))
    } else {
        fault
    }
}

fn no_result(sign: &str, (left, right): (&Words, &Words)) -> Fault {
    Fault::new(
        "script-type",
        both!(
            "`{sign}` can't be used on {} and {}",
            "`{sign}` is niet te gebruiken op {} en {}",
            left,
            right
        ),
    )
}
