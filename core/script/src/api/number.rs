//! Numbers.

use rhai::{Dynamic, NativeCallContext};
use toets_model::Comparator;

use super::{ApiItem, Entry, Native, Section, wrong};
use crate::arithmetic::{finite, too_large};
use crate::compare::Num;
use crate::fault::{Fault, Trouble};

pub(super) fn entries() -> Vec<Entry> {
    let function = |name, signature, meaning, example, arities, call: Native| {
        Entry::function(
            ApiItem {
                section: Section::Numbers,
                name,
                signature,
                meaning,
                example,
            },
            arities,
            call,
        )
    };
    vec![
        function(
            "min",
            "min(a, b)",
            "The smaller of two numbers.",
            "min(2, 1.5) // 1.5",
            &[2],
            |_, args| pick(args, "min", Comparator::AtMost),
        ),
        function(
            "max",
            "max(a, b)",
            "The larger of two numbers.",
            "max(2, 1.5) // 2",
            &[2],
            |_, args| pick(args, "max", Comparator::AtLeast),
        ),
        function(
            "abs",
            "abs(a)",
            "The number without its sign.",
            "abs(-3) // 3",
            &[1],
            |_, args| match num(args, 0, "abs")? {
                Num::Int(n) => Ok(n.checked_abs().map(Dynamic::from_int).ok_or_else(too_large)?),
                Num::Float(n) => Ok(finite(n.abs())?),
            },
        ),
        function(
            "floor",
            "floor(a)",
            "The whole number at or below.",
            "floor(2.7) // 2",
            &[1],
            |_, args| whole(args, "floor", f64::floor),
        ),
        function(
            "ceiling",
            "ceiling(a)",
            "The whole number at or above.",
            "ceiling(2.1) // 3",
            &[1],
            |_, args| whole(args, "ceiling", f64::ceil),
        ),
        function(
            "round",
            "round(a)",
            "The nearest whole number; a half goes away from zero.",
            "round(2.5) // 3",
            &[1],
            |_, args| whole(args, "round", f64::round),
        ),
        function(
            "sqrt",
            "sqrt(a)",
            "The square root; of a number below zero it is an error.",
            "sqrt(9) // 3",
            &[1],
            sqrt,
        ),
    ]
}

fn num(args: &[&mut Dynamic], n: usize, function: &str) -> Result<Num, Fault> {
    Num::of(args[n]).ok_or_else(|| wrong(args[n], function, ("a number", "een getal")))
}

fn pick(args: &mut [&mut Dynamic], name: &str, first: Comparator) -> Result<Dynamic, Trouble> {
    let (a, b) = (num(args, 0, name)?, num(args, 1, name)?);
    let chosen = usize::from(!first.holds(a.cmp(b)));
    Ok(args[chosen].flatten_clone())
}

fn whole(args: &mut [&mut Dynamic], name: &str, round: fn(f64) -> f64) -> Result<Dynamic, Trouble> {
    match num(args, 0, name)? {
        Num::Int(n) => Ok(Dynamic::from_int(n)),
        Num::Float(n) => {
            let rounded = round(n);
            if rounded.abs() < 9.0e15 {
                Ok(Dynamic::from_int(rounded as i64))
            } else {
                let message = (
                    "the number is too large for a whole number",
                    "het getal is te groot voor een geheel getal",
                );
                Err(Fault::new("script-number", message).into())
            }
        }
    }
}

fn sqrt(_: &NativeCallContext<'_>, args: &mut [&mut Dynamic]) -> Result<Dynamic, Trouble> {
    let n = num(args, 0, "sqrt")?.float();
    if n < 0.0 {
        let message = (
            "a number below zero has no square root",
            "een getal onder nul heeft geen vierkantswortel",
        );
        return Err(Fault::new("script-number", message).into());
    }
    Ok(finite(n.sqrt())?)
}
