//! `scenario(…)` of scenario scripts.

use rhai::{Dynamic, NativeCallContext};

use super::{ApiItem, Entry, Section, text_of, weigh, wrong};
use crate::fault::{Fault, Trouble};
use crate::run::Run;
use crate::weight::Texts;

pub(super) fn entries() -> Vec<Entry> {
    vec![Entry::function(
        ApiItem {
            section: Section::Scenarios,
            name: "scenario",
            signature: "scenario(id, #{ label, based_on, levers, by_group, note })",
            meaning: "Adds a scenario to the study. `levers` fixes levers (lever and value), beside those that the scenario \
                `based_on` fixes; `by_group` fixes them for one group only, for each group that it names. What is fixed here wins over \
                what is taken over, for whomever it is fixed; what neither fixes stays open. `label` and `note` are a text or a table \
                of languages.",
            example: "scenario(\"D1\", #{\n    label: #{ nl: \"Open aanbod\", en: \"Open offer\" },\n    based_on: \"C1\",\n    levers: #{ audience: \"all_in_class\" },\n});",
        },
        &[2],
        scenario,
    )]
}

fn scenario(ctx: &NativeCallContext<'_>, args: &mut [&mut Dynamic]) -> Result<Dynamic, Trouble> {
    let id = text_of(ctx, args, 0, "scenario")?;
    let Ok(map) = args[1].as_map_ref().map(|m| m.clone()) else {
        return Err(wrong(args[1], "scenario", ("a map", "een tabel"))
            .help((
                "write `scenario(\"D1\", #{ label: #{ nl: \"…\", en: \"…\" }, levers: #{ … } })`",
                "schrijf `scenario(\"D1\", #{ label: #{ nl: \"…\", en: \"…\" }, levers: #{ … } })`",
            ))
            .into());
    };
    weigh(ctx, args[1], Texts::All)?;
    let Some(run) = Run::of(ctx) else {
        return Err(Fault::new(
            "script-scenario",
            ("no scenario can be defined here", "hier is geen scenario te maken"),
        )
        .into());
    };
    run.define(&id, map, ctx.call_source(), ctx.call_position())?;
    Ok(Dynamic::UNIT)
}
