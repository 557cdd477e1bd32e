//! Maps, and the parameters of a scorer.

use rhai::{Dynamic, ImmutableString, NativeCallContext};
use toets_diagnostic::both;

use super::{ApiItem, Entry, Native, Section, text_of, weigh, wrong};
use crate::fault::{Fault, Trouble};
use crate::value::ParamsValue;
use crate::weight::Texts;
use crate::words;

pub(super) fn entries() -> Vec<Entry> {
    let function = |name, signature, meaning, example, arities, call: Native| {
        Entry::function(
            ApiItem {
                section: Section::Maps,
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
            "get",
            "map.get(key, otherwise)",
            "The value of a key, or another one where the map has no such key. (`map.key` and `map[\"key\"]` are errors then.)",
            "#{ a: 1 }.get(\"b\", 0) // 0",
            &[3],
            get,
        ),
        function(
            "keys",
            "map.keys()",
            "The keys, in alphabetical order.",
            "#{ b: 1, a: 2 }.keys() // [a, b]",
            &[1],
            |ctx, args| {
                let keys = with_map(args, "keys", |map| {
                    Dynamic::from_array(
                        map.keys()
                            .map(|k| Dynamic::from(ImmutableString::from(k.as_str())))
                            .collect(),
                    )
                })?;
                weigh(ctx, &keys, Texts::All)?;
                Ok(keys)
            },
        ),
        function(
            "values",
            "map.values()",
            "The values, in the order of their keys.",
            "#{ b: 1, a: 2 }.values() // [2, 1]",
            &[1],
            |_, args| {
                with_map(args, "values", |map| {
                    Dynamic::from_array(map.values().cloned().collect())
                })
            },
        ),
    ]
}

fn with_map(
    args: &mut [&mut Dynamic],
    name: &str,
    ask: impl FnOnce(&rhai::Map) -> Dynamic,
) -> Result<Dynamic, Trouble> {
    if let Ok(map) = args[0].as_map_ref() {
        return Ok(ask(&map));
    }
    if let Some(params) = args[0].read_lock::<ParamsValue>() {
        return Ok(ask(&params.0));
    }
    Err(wrong(args[0], name, ("a map", "een tabel")).into())
}

fn get(ctx: &NativeCallContext<'_>, args: &mut [&mut Dynamic]) -> Result<Dynamic, Trouble> {
    let key = text_of(ctx, args, 1, "get")?;
    let otherwise = args[2].flatten_clone();
    with_map(args, "get", |map| map.get(key.as_str()).cloned().unwrap_or(otherwise))
}

/// `cell.params.NAME`.
pub(super) fn param(args: &mut [&mut Dynamic], name: &str) -> Result<Dynamic, Trouble> {
    let Some(params) = args[0].read_lock::<ParamsValue>() else {
        return Err(wrong(args[0], name, ("the parameters", "de parameters")).into());
    };
    params.0.get(name).cloned().ok_or_else(|| {
        Fault::new(
            "script-params",
            both!(
                "the study gives no parameter `{name}` to this scorer",
                "de studie geeft deze beoordelaar geen parameter `{name}`"
            ),
        )
        .help(
            match words::nearest(name, params.0.keys().map(|k| k.as_str())) {
                Some(near) => words::did_you_mean(near),
                None => both!(
                    "write it in the study (`score = {{ plugin = \"…\", {name} = … }}`), or say what holds without it: `cell.params.get(\"{name}\", …)`",
                    "schrijf hem in de studie (`score = {{ plugin = \"…\", {name} = … }}`), of zeg wat zonder hem geldt: `cell.params.get(\"{name}\", …)`"
                ),
            },
        )
        .into()
    })
}
