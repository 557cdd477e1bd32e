//! Operators, for all pairs of values: what makes no sense is an error, never a silent answer.

use rhai::{Array, Dynamic, ImmutableString, Module, NativeCallContext};
use toets_diagnostic::both;
use toets_model::Comparator;

use super::{ApiItem, Entry, Form, Kind, Native, Section, register};
use crate::arithmetic::{Op, calculate};
use crate::compare::{Num, compare, sign};
use crate::fault::{Fault, Trouble};
use crate::run::Run;
use crate::value::{ExclusiveRange, FindingsValue, InclusiveRange, ParamsValue, describe};
use crate::weight::BYTES;

pub(super) fn entries() -> Vec<Entry> {
    let described = |name, signature, meaning, example| Entry {
        item: ApiItem {
            section: Section::Operators,
            name,
            signature,
            meaning,
            example,
        },
        form: Form::Described,
    };
    vec![
        described(
            "==",
            "a == b, a != b",
            "Equal or not. Only like is compared with like: a text with a number, or anything with nothing, is an error.",
            "cell.timing != \"inside\" // true\n1 == 1.0 // true\n[1, 2] == [1, 2] // true",
        ),
        described(
            "<",
            "a < b, a <= b, a > b, a >= b",
            "Order of numbers, of levels of an ordered scale, and of days. Texts have no order.",
            "2 < 2.5 // true\ncell.node(\"needs\") > \"-\" // true\ncell.as_of < \"2026-01-01\" // true",
        ),
        described(
            "&&",
            "a && b, a || b, !a",
            "And, or, not, of conditions. What stands on the right is read only if it matters.",
            "cell.timing == \"outside\" && !(1 > 2) // true",
        ),
        described(
            "in",
            "a in list, a !in list",
            "Whether a list holds a value, a map or the parameters hold a key, a text holds a text, or a range holds a number.",
            "cell.timing in [\"inside\", \"outside\"] // true\n\"a\" in #{ a: 1 } // true\n3 in 0..3 // false",
        ),
        described(
            "+",
            "a + b, a - b, a * b, a / b, a % b, a ** b",
            "Arithmetic. Whole numbers stay whole except in `/`, which gives a fraction; a division by zero and a result that \
                is too large are errors. `+` also joins two texts or two lists.",
            "1 / 2 // 0.5\n2 ** 10 // 1024\n7 % 3 // 1\n\"a\" + \"b\" // ab",
        ),
        described(
            "`",
            "`text ${value}`",
            "A text between back quotes, with values put into it.",
            "`timing: ${cell.timing}` // timing: outside",
        ),
    ]
}

macro_rules! comparison {
    ($op:ident) => {
        (Comparator::$op, |ctx, args| {
            let run = Run::of(ctx);
            Ok(compare(run.as_deref(), Comparator::$op, args[0], args[1])?.into())
        })
    };
}

macro_rules! calculation {
    ($op:ident) => {
        (
            Op::$op,
            |ctx, args| Ok(calculate(Some(ctx), Op::$op, args[0], args[1])?),
            |ctx, args| {
                let result = calculate(Some(ctx), Op::$op, args[0], args[1])?;
                *args[0] = result;
                Ok(Dynamic::UNIT)
            },
        )
    };
}

/// Registers all operators.
pub(super) fn register_all(module: &mut Module) {
    use Kind::{Any, Bool, Day, Float, Int, Interval, Level, List, Map, Params, Text};
    const COMPARED: [[Kind; 2]; 16] = [
        [Any, Any],
        [Text, Text],
        [Int, Int],
        [Float, Float],
        [Int, Float],
        [Float, Int],
        [Bool, Bool],
        [Level, Text],
        [Text, Level],
        [Level, Level],
        [Day, Text],
        [Text, Day],
        [Interval, Int],
        [Interval, Float],
        [Int, Interval],
        [Float, Interval],
    ];
    let comparisons: [(Comparator, Native); 6] = [
        comparison!(Less),
        comparison!(AtMost),
        comparison!(Equal),
        comparison!(NotEqual),
        comparison!(AtLeast),
        comparison!(Greater),
    ];
    for (op, call) in comparisons {
        for types in &COMPARED {
            register(module, sign(op), types, true, call);
        }
    }
    const CALCULATED: [[Kind; 2]; 6] = [
        [Any, Any],
        [Int, Int],
        [Float, Float],
        [Int, Float],
        [Float, Int],
        [Text, Text],
    ];
    let calculations: [(Op, Native, Native); 6] = [
        calculation!(Add),
        calculation!(Subtract),
        calculation!(Multiply),
        calculation!(Divide),
        calculation!(Remainder),
        calculation!(Power),
    ];
    for (op, call, assign) in calculations {
        for types in &CALCULATED {
            register(module, op.sign(), types, true, call);
            register(module, op.assignment(), types, false, assign);
        }
    }
    for name in ["&", "|", "^", "<<", ">>", "&=", "|=", "^=", "<<=", ">>="] {
        register(module, name, &[Any, Any], true, bits);
        register(module, name, &[Int, Int], true, bits);
        register(module, name, &[Bool, Bool], true, bits);
    }
    for types in [&[Int][..], &[Float], &[Any]] {
        register(module, "-", types, true, negative);
        register(module, "+", types, true, positive);
    }
    for types in [&[Bool][..], &[Any]] {
        register(module, "!", types, true, not);
    }
    for types in [[Any, Any], [List, Text], [Map, Text], [Params, Text], [Text, Text]] {
        register(module, "contains", &types, true, contains);
    }
}

fn bits(ctx: &NativeCallContext<'_>, _: &mut [&mut Dynamic]) -> Result<Dynamic, Trouble> {
    let name = ctx.fn_name();
    let fault = Fault::new(
        "script-type",
        both!(
            "`{name}` is not used in scripts",
            "`{name}` wordt in scripts niet gebruikt"
        ),
    );
    Err(match name {
        "&" => fault.help(crate::syntax::AND),
        "|" => fault.help(crate::syntax::OR),
        "^" => fault.help(("for a power write `**`", "schrijf `**` voor een macht")),
        _ => fault,
    }
    .into())
}

fn negative(_: &NativeCallContext<'_>, args: &mut [&mut Dynamic]) -> Result<Dynamic, Trouble> {
    Ok(match Num::of(args[0]) {
        Some(_) => calculate(None, Op::Subtract, &Dynamic::from_int(0), args[0])?,
        None => return Err(no_number(args[0]).into()),
    })
}

fn positive(_: &NativeCallContext<'_>, args: &mut [&mut Dynamic]) -> Result<Dynamic, Trouble> {
    match Num::of(args[0]) {
        Some(_) => Ok(args[0].flatten_clone()),
        None => Err(no_number(args[0]).into()),
    }
}

fn no_number(value: &Dynamic) -> Fault {
    Fault::new(
        "script-type",
        both!(
            "{} has no plus or minus sign",
            "{} kan geen plus- of minteken hebben",
            describe(value)
        ),
    )
}

fn not(_: &NativeCallContext<'_>, args: &mut [&mut Dynamic]) -> Result<Dynamic, Trouble> {
    match args[0].as_bool() {
        Ok(b) => Ok((!b).into()),
        Err(_) => Err(no_condition(args[0]).into()),
    }
}

/// That a value is used where a condition is needed.
pub(crate) fn no_condition(value: &Dynamic) -> Fault {
    crate::explain::no_condition(&describe(value)).help(crate::explain::COMPARE_IT)
}

/// `a in b`, which the engine calls as `contains(b, a)`.
pub(crate) fn contains(ctx: &NativeCallContext<'_>, args: &mut [&mut Dynamic]) -> Result<Dynamic, Trouble> {
    let (whole, part) = (&*args[0], &*args[1]);
    if let Ok(items) = whole.as_array_ref() {
        super::charge(ctx, items.len())?;
        return Ok(holds(ctx, &items, part)?.into());
    }
    if let Some(text) = whole.read_lock::<ImmutableString>() {
        let Some(within) = part.read_lock::<ImmutableString>() else {
            return Err(no_contains(whole, part).into());
        };
        super::charge(ctx, text.len() / BYTES)?;
        return Ok(text.contains(within.as_str()).into());
    }
    if let Ok(map) = whole.as_map_ref() {
        let Some(key) = part.read_lock::<ImmutableString>() else {
            return Err(no_contains(whole, part).into());
        };
        return Ok(map.contains_key(key.as_str()).into());
    }
    if let Some(params) = whole.read_lock::<ParamsValue>() {
        let Some(key) = part.read_lock::<ImmutableString>() else {
            return Err(no_contains(whole, part).into());
        };
        return Ok(params.0.contains_key(key.as_str()).into());
    }
    if let (Some(range), Ok(n)) = (whole.read_lock::<ExclusiveRange>(), part.as_int()) {
        return Ok(range.contains(&n).into());
    }
    if let (Some(range), Ok(n)) = (whole.read_lock::<InclusiveRange>(), part.as_int()) {
        return Ok(range.contains(&n).into());
    }
    Err(no_contains(whole, part).into())
}

/// Whether a list holds a value; each of its items must be comparable with it.
fn holds(ctx: &NativeCallContext<'_>, items: &Array, value: &Dynamic) -> Result<bool, Fault> {
    let run = Run::of(ctx);
    let mut found = false;
    for item in items {
        found |= compare(run.as_deref(), Comparator::Equal, value, item)?;
    }
    Ok(found)
}

fn no_contains(whole: &Dynamic, part: &Dynamic) -> Fault {
    let fault = Fault::new(
        "script-type",
        both!(
            "{} can't hold {}",
            "{} kan {} niet bevatten",
            describe(whole),
            describe(part)
        ),
    );
    if whole.is::<FindingsValue>() {
        fault.help((
            "go through the findings one by one: `for f in cell.findings { … }`",
            "loop de bevindingen een voor een langs: `for f in cell.findings { … }`",
        ))
    } else {
        fault.help((
            "`in` takes a list, a map, a text or a range on its right",
            "rechts van `in` staat een lijst, een tabel, een tekst of een reeks",
        ))
    }
}
