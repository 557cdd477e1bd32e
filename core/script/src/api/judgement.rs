//! The result of a scorer: a judgement, or what stays open, with the reasons.

use std::sync::Arc;

use rhai::{Dynamic, ImmutableString, NativeCallContext};
use toets_diagnostic::{Words, both};
use toets_model::{Index, LevelId, Text};
use toets_plugin::Outcome;

use super::{ApiItem, Entry, Kind, Section, list_of, wrong};
use crate::compare::{Num, find_level, say_which, write_level, write_number};
use crate::fault::{Fault, Trouble};
use crate::prepared::ScaleInfo;
use crate::run::Run;
use crate::value::{FindingValue, JudgementValue, LevelValue, ProvisionValue, describe};

pub(super) fn entries() -> Vec<Entry> {
    vec![
        Entry::function(
            ApiItem {
                section: Section::Judgement,
                name: "judge",
                signature: "judge(level)",
                meaning: "The result: a level of the node's scale, in quotes or as read from another node of the same scale; on a \
                    numeric scale a number.",
                example: "return judge(\"+\").because(\"it is tailored\");",
            },
            &[1],
            judge,
        )
        .fast(&[&[Kind::Text], &[Kind::Level]]),
        Entry::function(
            ApiItem {
                section: Section::Judgement,
                name: "open",
                signature: "open(levels), open()",
                meaning: "The result stays open between these levels, or over the whole scale: an unknown of the study. Say why with \
                    `because`.",
                example: "return open([\"-\", \"0\"]).because(\"it depends on who organises it\");",
            },
            &[0, 1],
            open,
        )
        .fast(&[&[Kind::List]]),
        Entry::function(
            ApiItem {
                section: Section::Judgement,
                name: "silent",
                signature: "silent()",
                meaning: "Nobody judged this: the node is open as if no finding spoke to it, or has its default, and is listed as a gap. \
                    Say with `because` what would have to be judged.",
                example: "return silent().because(\"a jurist must look at the treaty\");",
            },
            &[0],
            |_, _| Ok(Dynamic::from(bare(Outcome::Silent))),
        ),
        Entry::function(
            ApiItem {
                section: Section::Judgement,
                name: "because",
                signature: ".because(text)",
                meaning: "Adds a reason, which `explain` shows: a text, or a table of languages. May be repeated.",
                example: "return judge(\"0\").because(#{ nl: \"op maat\", en: \"tailored\" }).because(\"it is small\");",
            },
            &[2],
            because,
        )
        .fast(&[&[Kind::Judgement, Kind::Text]]),
        Entry::function(
            ApiItem {
                section: Section::Judgement,
                name: "cites",
                signature: ".cites(source)",
                meaning: "Adds what the judgement rests on: a provision or a finding. May be repeated.",
                example: "return judge(\"-\").cites(cell.provision(\"wpo:9\")).because(\"the act asks for more\");",
            },
            &[2],
            cites,
        )
        .fast(&[
            &[Kind::Judgement, Kind::Provision],
            &[Kind::Judgement, Kind::Finding],
        ]),
    ]
}

fn run_of(ctx: &NativeCallContext<'_>) -> Result<Arc<Run>, Fault> {
    Run::of(ctx).ok_or_else(|| Fault::new("script-no-cell", crate::run::NO_CELL))
}

fn judge(ctx: &NativeCallContext<'_>, args: &mut [&mut Dynamic]) -> Result<Dynamic, Trouble> {
    let run = run_of(ctx)?;
    let scale = &run.prepared()?.scale;
    let outcome = if scale.number {
        match Num::of(args[0]).map(Num::float) {
            Some(n) if n.is_finite() => Outcome::Number(n),
            _ => {
                return Err(Fault::new(
                    "script-level",
                    both!(
                        "the scale `{}` measures in numbers: it can't be judged as {}",
                        "de schaal `{}` meet in getallen: {} kan er geen oordeel op zijn",
                        scale.name.as_str(),
                        describe(args[0])
                    ),
                )
                .help(write_number())
                .into());
            }
        }
    } else {
        Outcome::Level(level_of(scale, args[0])?)
    };
    Ok(Dynamic::from(bare(outcome)))
}

/// A result without reasons, for now.
fn bare(outcome: Outcome) -> JudgementValue {
    JudgementValue {
        outcome,
        because: Vec::new(),
        cites: Vec::new(),
        findings: Vec::new(),
        weighed: None,
    }
}

/// A level of a scale, from a text or a level.
pub(super) fn level_of(scale: &ScaleInfo, value: &Dynamic) -> Result<LevelId, Fault> {
    if let Some(name) = value.read_lock::<ImmutableString>() {
        return find_level(scale, &name);
    }
    if let Some(level) = value.read_lock::<LevelValue>() {
        if level.scale.id == scale.id {
            return Ok(level.level);
        }
        return Err(Fault::new(
            "script-level",
            both!(
                "this node is judged on scale `{}`, and {} is of another scale",
                "deze knoop wordt beoordeeld op schaal `{}`, en {} is van een andere schaal",
                scale.name.as_str(),
                describe(value)
            ),
        )
        .help(say_which(scale)));
    }
    Err(Fault::new(
        "script-level",
        both!(
            "a judgement on scale `{}` is one of its levels, not {}",
            "een oordeel op schaal `{}` is een van de niveaus daarvan, en dit is {}",
            scale.name.as_str(),
            describe(value)
        ),
    )
    .help(write_level(scale)))
}

fn open(ctx: &NativeCallContext<'_>, args: &mut [&mut Dynamic]) -> Result<Dynamic, Trouble> {
    let run = run_of(ctx)?;
    let scale = &run.prepared()?.scale;
    if scale.number {
        return Err(Fault::new(
            "script-level",
            both!(
                "the scale `{}` measures in numbers: a number can't be left open",
                "de schaal `{}` meet in getallen: een getal kan niet open blijven",
                scale.name.as_str()
            ),
        )
        .help((
            "judge a threshold of it on a scale with levels, and leave that open",
            "beoordeel een drempel ervan op een schaal met niveaus, en laat die open",
        ))
        .into());
    }
    let levels = if args.is_empty() {
        (0..scale.levels.len()).map(LevelId::from_usize).collect()
    } else {
        let mut levels = Vec::new();
        for item in &list_of(ctx, args, 0, "open")? {
            levels.push(level_of(scale, item)?);
        }
        levels.sort_unstable();
        levels.dedup();
        levels
    };
    if levels.is_empty() {
        return Err(Fault::new(
            "script-level",
            (
                "a result can't be open between no levels",
                "een uitkomst kan niet open zijn zonder niveaus",
            ),
        )
        .help((
            "list the levels that it may have, or write `open()` for the whole scale",
            "noem de niveaus die het kan krijgen, of schrijf `open()` voor de hele schaal",
        ))
        .into());
    }
    Ok(Dynamic::from(bare(Outcome::Open(levels))))
}

/// Changes a judgement in place and gives it back, so that chains and separate lines both work.
fn change(
    args: &mut [&mut Dynamic],
    function: &str,
    change: impl FnOnce(&mut JudgementValue),
) -> Result<Dynamic, Trouble> {
    let Some(mut judgement) = args[0].write_lock::<JudgementValue>() else {
        return Err(wrong(args[0], function, ("a judgement", "een oordeel"))
            .help(both!(
                "write `judge(\"…\").{function}(…)` or `open([…]).{function}(…)`",
                "schrijf `judge(\"…\").{function}(…)` of `open([…]).{function}(…)`"
            ))
            .into());
    };
    change(&mut judgement);
    Ok(Dynamic::from(judgement.clone()))
}

fn because(_: &NativeCallContext<'_>, args: &mut [&mut Dynamic]) -> Result<Dynamic, Trouble> {
    const LONGEST: usize = 10_000;
    const MOST: usize = 32;
    let reason = languages(args[1], REASON)?;
    if reason.nl.len() + reason.en.as_ref().map_or(0, String::len) > LONGEST {
        let message = both!(
            "a reason is longer than {LONGEST} bytes",
            "een reden is langer dan {LONGEST} bytes"
        );
        return Err(Fault::new("script-limit", message).into());
    }
    let given = args[0].read_lock::<JudgementValue>().map_or(0, |j| j.because.len());
    if given >= MOST {
        let message = both!(
            "a judgement has more than {MOST} reasons",
            "een oordeel heeft meer dan {MOST} redenen"
        );
        return Err(Fault::new("script-limit", message)
            .help((
                "does a loop add reasons without an end?",
                "voegt een lus eindeloos redenen toe?",
            ))
            .into());
    }
    change(args, "because", |j| j.because.push(reason))
}

/// What `because` takes.
pub(super) const REASON: (&str, &str) = ("a reason", "een reden");

/// A text, or a table of languages.
pub(crate) fn languages(value: &Dynamic, what: (&str, &str)) -> Result<Text, Fault> {
    const HELP: (&str, &str) = (
        "write a text, or `#{ nl: \"…\", en: \"…\" }`",
        "schrijf een tekst, of `#{ nl: \"…\", en: \"…\" }`",
    );
    let fault = |message: Words| Fault::new("script-text", message).help(HELP);
    if let Some(text) = value.read_lock::<ImmutableString>() {
        return Ok(Text {
            nl: text.to_string(),
            en: None,
        });
    }
    let Ok(map) = value.as_map_ref() else {
        return Err(fault(both!(
            "{} is a text, not {}",
            "{} is een tekst, en dit is {}",
            what,
            describe(value)
        )));
    };
    if let Some(key) = map.keys().find(|k| !matches!(k.as_str(), "nl" | "en")) {
        return Err(fault(both!(
            "{} has a language `{key}`, which is not one of `nl` and `en`",
            "{} heeft een taal `{key}`, en er zijn alleen `nl` en `en`",
            what
        )));
    }
    let one = |key: &str| -> Result<Option<String>, Fault> {
        let Some(value) = map.get(key) else {
            return Ok(None);
        };
        match value.read_lock::<ImmutableString>() {
            Some(text) => Ok(Some(text.to_string())),
            None => Err(fault(both!(
                "`{key}` of {} is a text, not {}",
                "`{key}` van {} is een tekst, en dit is {}",
                what,
                describe(value)
            ))),
        }
    };
    let (nl, en) = (one("nl")?, one("en")?);
    if nl.is_none() && en.is_none() {
        return Err(fault(both!("{} has no text", "{} heeft geen tekst", what)));
    }
    Ok(Text {
        nl: nl.unwrap_or_default(),
        en,
    })
}

fn cites(_: &NativeCallContext<'_>, args: &mut [&mut Dynamic]) -> Result<Dynamic, Trouble> {
    let provision = args[1].read_lock::<ProvisionValue>().map(|p| p.id);
    let finding = args[1].read_lock::<FindingValue>().map(|f| f.id);
    if provision.is_none() && finding.is_none() {
        return Err(wrong(
            args[1],
            "cites",
            ("a provision or a finding", "een bepaling of een bevinding"),
        )
        .help((
            "write `cites(cell.provision(\"…\"))`",
            "schrijf `cites(cell.provision(\"…\"))`",
        ))
        .into());
    }
    change(args, "cites", |j| {
        if let Some(id) = provision
            && !j.cites.contains(&id)
        {
            j.cites.push(id);
        }
        if let Some(id) = finding
            && !j.findings.contains(&id)
        {
            j.findings.push(id);
        }
    })
}
