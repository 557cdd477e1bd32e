//! Texts.

use rhai::{Dynamic, ImmutableString, NativeCallContext};
use toets_diagnostic::both;

use super::{ApiItem, Entry, Kind, Native, Section, text_of};
use crate::fault::{Fault, Trouble};
use crate::value::{DayValue, FindingsValue, IntervalValue, LevelValue, kind_words, number};
use crate::weight::BYTES;

pub(super) fn entries() -> Vec<Entry> {
    let function = |name, signature, meaning, example, arities, call: Native| {
        Entry::function(
            ApiItem {
                section: Section::Texts,
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
            "to_string",
            "value.to_string()",
            "A text, number, level, day or list as plain text. `switch` takes such a text; a level itself it does not take.",
            "cell.node(\"needs\").to_string() // +\n(1 / 4).to_string() // 0.25",
            &[1],
            |_, args| Ok(Dynamic::from(ImmutableString::from(show(args[0])?))),
        )
        .fast(&[&[Kind::Text], &[Kind::Level]]),
        function(
            "len",
            "text.len(), list.len(), map.len()",
            "How many characters, items or entries.",
            "\"één\".len() // 3\n[1, 2].len() // 2\n#{ a: 1 }.len() // 1",
            &[1],
            len,
        ),
        function(
            "is_empty",
            "text.is_empty(), list.is_empty(), map.is_empty()",
            "Whether there is nothing in it.",
            "[].is_empty() // true",
            &[1],
            |ctx, args| Ok((len(ctx, args)?.as_int() == Ok(0)).into()),
        ),
        function(
            "starts_with",
            "text.starts_with(start)",
            "Whether a text starts with another.",
            "\"wpo:9\".starts_with(\"wpo:\") // true",
            &[2],
            |ctx, args| {
                let (text, other) = two(ctx, args, "starts_with")?;
                Ok(text.starts_with(other.as_str()).into())
            },
        ),
        function(
            "ends_with",
            "text.ends_with(end)",
            "Whether a text ends with another.",
            "\"wpo:9\".ends_with(\":9\") // true",
            &[2],
            |ctx, args| {
                let (text, other) = two(ctx, args, "ends_with")?;
                Ok(text.ends_with(other.as_str()).into())
            },
        ),
        function(
            "to_upper",
            "text.to_upper()",
            "The text in capitals.",
            "\"wpo\".to_upper() // WPO",
            &[1],
            |ctx, args| Ok(text(text_of(ctx, args, 0, "to_upper")?.to_uppercase())),
        ),
        function(
            "to_lower",
            "text.to_lower()",
            "The text without capitals.",
            "\"WPO\".to_lower() // wpo",
            &[1],
            |ctx, args| Ok(text(text_of(ctx, args, 0, "to_lower")?.to_lowercase())),
        ),
        function(
            "trim",
            "text.trim()",
            "The text without white space around it; the text itself stays as it is.",
            "\" a \".trim() // a",
            &[1],
            |ctx, args| Ok(text(text_of(ctx, args, 0, "trim")?.trim())),
        ),
        function(
            "replace",
            "text.replace(from, to)",
            "The text with another instead of each `from`; the text itself stays as it is.",
            "\"a-b\".replace(\"-\", \"_\") // a_b",
            &[3],
            replace,
        ),
        function(
            "split",
            "text.split(at)",
            "The parts of a text between each `at`, as a list.",
            "\"a,b\".split(\",\").len() // 2",
            &[2],
            split,
        ),
    ]
}

fn text(text: impl AsRef<str>) -> Dynamic {
    Dynamic::from(ImmutableString::from(text.as_ref()))
}

fn two(
    ctx: &NativeCallContext<'_>,
    args: &[&mut Dynamic],
    function: &str,
) -> Result<(ImmutableString, ImmutableString), Fault> {
    Ok((text_of(ctx, args, 0, function)?, text_of(ctx, args, 1, function)?))
}

/// More would be refused by the engine's limit anyway: stop before the memory is taken.
pub(super) const LONGEST: usize = 1024 * 1024;

fn replace(ctx: &NativeCallContext<'_>, args: &mut [&mut Dynamic]) -> Result<Dynamic, Trouble> {
    let (whole, from) = two(ctx, args, "replace")?;
    let to = text_of(ctx, args, 2, "replace")?;
    if from.is_empty() {
        let message = (
            "`replace` can't replace an empty text",
            "`replace` kan een lege tekst niet vervangen",
        );
        return Err(Fault::new("script-type", message).into());
    }
    let times = whole.matches(from.as_str()).count();
    if times.saturating_mul(to.len()) > LONGEST {
        let message = (
            "the text that `replace` makes is too long",
            "de tekst die `replace` maakt, is te lang",
        );
        return Err(Fault::new("script-limit", message).into());
    }
    Ok(text(whole.replace(from.as_str(), &to)))
}

fn split(ctx: &NativeCallContext<'_>, args: &mut [&mut Dynamic]) -> Result<Dynamic, Trouble> {
    let (whole, at) = two(ctx, args, "split")?;
    if at.is_empty() {
        let message = (
            "`split` can't split at an empty text",
            "`split` kan niet splitsen bij een lege tekst",
        );
        return Err(Fault::new("script-type", message).into());
    }
    Ok(Dynamic::from_array(whole.split(at.as_str()).map(text).collect()))
}

fn len(ctx: &NativeCallContext<'_>, args: &mut [&mut Dynamic]) -> Result<Dynamic, Trouble> {
    let value = &*args[0];
    let n = if let Some(text) = value.read_lock::<ImmutableString>() {
        super::charge(ctx, text.len() / BYTES)?;
        text.chars().count()
    } else if let Ok(list) = value.as_array_ref() {
        list.len()
    } else if let Ok(map) = value.as_map_ref() {
        map.len()
    } else {
        let fault = Fault::new(
            "script-type",
            both!(
                "there is no length of {}",
                "er is geen lengte van {}",
                kind_words(value)
            ),
        );
        return Err(if value.is::<FindingsValue>() {
            no_length(fault)
        } else {
            fault
        }
        .into());
    };
    Ok(Dynamic::from_int(i64::try_from(n).unwrap_or(i64::MAX)))
}

/// Why the findings of a cell can't be counted.
pub(crate) fn no_length(fault: Fault) -> Fault {
    fault.help((
        "counting would read every finding: go through them with `for f in cell.findings { … }`, and return as soon as you know",
        "tellen zou elke bevinding lezen: loop ze langs met `for f in cell.findings { … }`, en stop met `return` zodra u het weet",
    ))
}

/// A value as plain text.
///
/// # Errors
/// A value that has no text: a cell, a provision, nothing.
pub(crate) fn show(value: &Dynamic) -> Result<String, Fault> {
    if let Some(text) = value.read_lock::<ImmutableString>() {
        return Ok(text.to_string());
    }
    if let Ok(n) = value.as_int() {
        return Ok(n.to_string());
    }
    if let Ok(n) = value.as_float() {
        return Ok(number(n));
    }
    if let Ok(b) = value.as_bool() {
        return Ok(b.to_string());
    }
    if let Ok(c) = value.as_char() {
        return Ok(c.to_string());
    }
    if let Some(level) = value.read_lock::<LevelValue>() {
        return Ok(level.name().to_owned());
    }
    if let Some(day) = value.read_lock::<DayValue>() {
        return Ok(day.to_string());
    }
    if let Some(interval) = value.read_lock::<IntervalValue>() {
        return Ok(interval.to_string());
    }
    if let Ok(items) = value.as_array_ref() {
        let shown: Result<Vec<String>, Fault> = items.iter().map(show).collect();
        return Ok(format!("[{}]", shown?.join(", ")));
    }
    Err(Fault::new(
        "script-type",
        both!(
            "{} can't be put into a text",
            "{} past niet in een tekst",
            kind_words(value)
        ),
    )
    .help((
        "name the part of it that you mean, such as its `id`",
        "noem het deel ervan dat u bedoelt, zoals `id`",
    )))
}
