//! Lists.

use std::cmp::Ordering;

use rhai::{Array, Dynamic, FnPtr, ImmutableString, NativeCallContext};
use toets_diagnostic::both;
use toets_model::Comparator;

use super::text::{LONGEST, show};
use super::{ApiItem, Entry, Native, Section, list_of, text_of, wrong};
use crate::arithmetic::{Op, calculate};
use crate::compare::compare;
use crate::fault::{Fault, Trouble};
use crate::run::Run;
use crate::value::LevelValue;

pub(super) fn entries() -> Vec<Entry> {
    let function = |name, signature, meaning, example, arities, call: Native| {
        Entry::function(
            ApiItem {
                section: Section::Lists,
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
            "worst",
            "worst(levels)",
            "The worst of some levels of one scale; of an empty list it is an error.",
            "worst([cell.node(\"needs\"), cell.node(\"social\")]) == \"-\" // true",
            &[1],
            |ctx, args| extreme(ctx, args, "worst", Ordering::Less),
        ),
        function(
            "best",
            "best(levels)",
            "The best of some levels of one scale; of an empty list it is an error.",
            "best([cell.node(\"needs\"), cell.node(\"social\")]) == \"+\" // true",
            &[1],
            |ctx, args| extreme(ctx, args, "best", Ordering::Greater),
        ),
        function(
            "push",
            "list.push(item)",
            "Adds an item at the end.",
            "let a = [1]; a.push(2); a.len() // 2",
            &[2],
            push,
        )
        .changes(),
        function(
            "contains",
            "list.contains(item)",
            "The same as `item in list`; also of maps, texts and ranges.",
            "[1, 2].contains(2) // true",
            &[2],
            super::operator::contains,
        ),
        function(
            "map",
            "list.map(|x| …)",
            "A list of what a function gives for each item.",
            "[1, 2].map(|x| x * 2) // [2, 4]",
            &[2],
            |ctx, args| {
                let f = callback(args, 1, "map")?;
                let mut mapped = Array::new();
                for item in list_of(ctx, args, 0, "map")? {
                    mapped.push(f.call_within_context(ctx, (item,))?);
                }
                Ok(Dynamic::from_array(mapped))
            },
        ),
        function(
            "filter",
            "list.filter(|x| …)",
            "The items for which a condition holds.",
            "[1, 2, 3].filter(|x| x > 1) // [2, 3]",
            &[2],
            |ctx, args| {
                let mut kept = Array::new();
                each(ctx, args, "filter", |item, yes| {
                    if yes {
                        kept.push(item);
                    }
                    true
                })?;
                Ok(Dynamic::from_array(kept))
            },
        ),
        function(
            "all",
            "list.all(|x| …)",
            "Whether a condition holds for all items.",
            "[1, 2].all(|x| x > 0) // true",
            &[2],
            |ctx, args| {
                let mut all = true;
                each(ctx, args, "all", |_, yes| {
                    all = yes;
                    yes
                })?;
                Ok(all.into())
            },
        ),
        function(
            "some",
            "list.some(|x| …)",
            "Whether a condition holds for at least one item.",
            "[1, 2].some(|x| x > 1) // true",
            &[2],
            |ctx, args| {
                let mut some = false;
                each(ctx, args, "some", |_, yes| {
                    some = yes;
                    !yes
                })?;
                Ok(some.into())
            },
        ),
        function(
            "reduce",
            "list.reduce(|sum, x| …, start)",
            "Combines the items one after the other, from `start`.",
            "[1, 2, 3].reduce(|sum, x| sum + x, 0) // 6",
            &[3],
            |ctx, args| {
                let f = callback(args, 1, "reduce")?;
                let mut sum = args[2].flatten_clone();
                for item in list_of(ctx, args, 0, "reduce")? {
                    sum = f.call_within_context(ctx, (sum, item))?;
                }
                Ok(sum)
            },
        ),
        function(
            "sum",
            "list.sum()",
            "The sum of some numbers.",
            "[1, 2, 0.5].sum() // 3.5",
            &[1],
            |ctx, args| {
                let mut sum = Dynamic::from_int(0);
                for item in list_of(ctx, args, 0, "sum")? {
                    sum = calculate(None, Op::Add, &sum, &item)?;
                }
                Ok(sum)
            },
        ),
        function(
            "sort",
            "list.sort()",
            "The items in order, as a new list: numbers, days or levels of one scale.",
            "[3, 1, 2.5].sort() // [1, 2.5, 3]",
            &[1],
            sort,
        ),
        function(
            "reverse",
            "list.reverse()",
            "The items in the opposite order, as a new list.",
            "[1, 2].reverse() // [2, 1]",
            &[1],
            |ctx, args| {
                let mut items = list_of(ctx, args, 0, "reverse")?;
                items.reverse();
                Ok(Dynamic::from_array(items))
            },
        ),
        function(
            "join",
            "list.join(between)",
            "The items as one text, with a text between them.",
            "[\"a\", \"b\"].join(\", \") // a, b",
            &[2],
            |ctx, args| {
                let shown: Result<Vec<String>, Fault> = list_of(ctx, args, 0, "join")?.iter().map(show).collect();
                let (shown, between) = (shown?, text_of(ctx, args, 1, "join")?);
                if shown.len().saturating_mul(between.len()) > LONGEST {
                    let message = (
                        "the text that `join` makes is too long",
                        "de tekst die `join` maakt, is te lang",
                    );
                    return Err(Fault::new("script-limit", message).into());
                }
                Ok(Dynamic::from(ImmutableString::from(shown.join(&between))))
            },
        ),
    ]
}

fn callback(args: &[&mut Dynamic], n: usize, name: &str) -> Result<FnPtr, Fault> {
    args[n].read_lock::<FnPtr>().map(|f| f.clone()).ok_or_else(|| {
        wrong(args[n], name, ("a function", "een functie"))
            .help(both!("write `list.{name}(|x| …)`", "schrijf `lijst.{name}(|x| …)`"))
    })
}

/// Asks a condition of each item, until `go_on` says no.
fn each(
    ctx: &NativeCallContext<'_>,
    args: &mut [&mut Dynamic],
    name: &str,
    mut go_on: impl FnMut(Dynamic, bool) -> bool,
) -> Result<(), Trouble> {
    let condition = callback(args, 1, name)?;
    for item in list_of(ctx, args, 0, name)? {
        let answer: Dynamic = condition.call_within_context(ctx, (item.clone(),))?;
        let Ok(yes) = answer.as_bool() else {
            return Err(super::operator::no_condition(&answer).into());
        };
        if !go_on(item, yes) {
            break;
        }
    }
    Ok(())
}

fn push(ctx: &NativeCallContext<'_>, args: &mut [&mut Dynamic]) -> Result<Dynamic, Trouble> {
    let item = args[1].take().flatten();
    if let Some(run) = Run::of(ctx)
        && run.has_functions(&item)?
    {
        return Err(crate::meter::holds_itself().into());
    }
    let Ok(mut list) = args[0].as_array_mut() else {
        return Err(wrong(args[0], "push", ("a list", "een lijst")).into());
    };
    list.push(item);
    Ok(Dynamic::UNIT)
}

fn extreme(
    ctx: &NativeCallContext<'_>,
    args: &mut [&mut Dynamic],
    name: &str,
    wanted: Ordering,
) -> Result<Dynamic, Trouble> {
    let items = list_of(ctx, args, 0, name)?;
    let mut chosen: Option<LevelValue> = None;
    for item in &items {
        let Some(level) = item.read_lock::<LevelValue>().map(|l| l.clone()) else {
            return Err(wrong(item, name, ("levels", "niveaus"))
                .help((
                    "read them from nodes: `cell.node(\"…\")`",
                    "lees ze van knopen: `cell.node(\"…\")`",
                ))
                .into());
        };
        // Comparing also sees to it that they are of one scale, and that it has an order.
        let better = match &chosen {
            None => true,
            Some(so_far) => {
                let op = match wanted {
                    Ordering::Less => Comparator::Less,
                    _ => Comparator::Greater,
                };
                compare(None, op, item, &Dynamic::from(so_far.clone()))?
            }
        };
        if better {
            chosen = Some(level);
        }
    }
    match chosen {
        Some(level) => Ok(Dynamic::from(level)),
        None => {
            let which = match wanted {
                Ordering::Less => (name, "slechtste"),
                _ => (name, "beste"),
            };
            let message = both!(
                "an empty list has no {} level",
                "een lege lijst heeft geen {} niveau",
                which
            );
            Err(Fault::new("script-level", message).into())
        }
    }
}

fn sort(ctx: &NativeCallContext<'_>, args: &mut [&mut Dynamic]) -> Result<Dynamic, Trouble> {
    let run = Run::of(ctx);
    let mut items = list_of(ctx, args, 0, "sort")?;
    let n = items.len();
    super::charge(ctx, n * 2 * n.max(1).ilog2() as usize)?;
    // Every pair of neighbours is compared first: a list of mixed things is an error, whatever the order.
    for pair in items.windows(2) {
        compare(run.as_deref(), Comparator::Less, &pair[0], &pair[1])?;
    }
    let mut fault = None;
    items.sort_by(|a, b| {
        let less = |x, y| compare(run.as_deref(), Comparator::Less, x, y);
        match (less(a, b), less(b, a)) {
            (Ok(true), _) => Ordering::Less,
            (_, Ok(true)) => Ordering::Greater,
            (Err(f), _) | (_, Err(f)) => {
                fault.get_or_insert(f);
                Ordering::Equal
            }
            _ => Ordering::Equal,
        }
    });
    match fault {
        Some(fault) => Err(fault.into()),
        None => Ok(Dynamic::from_array(items)),
    }
}
