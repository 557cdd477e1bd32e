//! What tests of a script use: a cell of one's choice, and what is expected of it.

use rhai::{Dynamic, ImmutableString, NativeCallContext};
use toets_diagnostic::{Words, both};
use toets_model::{Comparator, Language, LevelId};
use toets_plugin::Outcome;

use super::{ApiItem, Entry, Kind, Section, list_of, wrong};
use crate::compare::{Num, compare, find_level};
use crate::fake::FakeCell;
use crate::fault::{Fault, Trouble};
use crate::prepared::ScaleInfo;
use crate::run::Run;
use crate::value::{CellValue, JudgementValue, LevelValue, describe};
use crate::weight::Texts;
use crate::words;

pub(super) fn entries() -> Vec<Entry> {
    vec![
        Entry::function(
            ApiItem {
                section: Section::Tests,
                name: "cell",
                signature: "cell(#{ … })",
                meaning: "A cell for a test. Variables stand in it by their names; what a script reads in another way stands under the \
                    word that it reads it with: `node` (levels or numbers by node), `evidence`, `strongest`, `findings` (the ids of those that \
                    apply), `provision` (fields by provision), `as_of` and `params`. A provision, the day and the parameters are those of \
                    the study where the test does not say otherwise. Reading anything else that the test does not say is an error. \
                    In tests only.",
                example: "let c = cell(#{ timing: \"outside\", node: #{ needs: \"+\" }, provision: #{ \"wpo:9\": #{ in_force: false } } });\n\
                    expect(c.timing, \"outside\");\nexpect(c.node(\"needs\") >= \"0\");\nexpect(!c.provision(\"wpo:9\").in_force);",
            },
            &[1],
            cell,
        )
        .fast(&[&[Kind::Map]]),
        Entry::function(
            ApiItem {
                section: Section::Tests,
                name: "expect",
                signature: "expect(value, expected), expect(condition)",
                meaning: "That a value is what is expected, or that a condition holds; else the test fails here. A judgement is expected to \
                    be a level (`\"+\"`), a number, or open between levels (`[\"-\", \"0\"]`). In tests only.",
                example: "expect(judge(\"+\"), \"+\");\nexpect(open([\"0\", \"-\"]), [\"-\", \"0\"]);\nexpect(1 + 1, 2);\nexpect(2 > 1);",
            },
            &[1, 2],
            expect,
        ),
    ]
}

/// That something of tests is used elsewhere.
fn only_in_tests(function: &str) -> Fault {
    Fault::new(
        "script-test",
        both!(
            "`{function}` belongs in a test, and this run is none",
            "`{function}` hoort in een test, en dit is er geen"
        ),
    )
    .help((
        "use it in functions that only tests call: `fn test_something() { … }`",
        "gebruik het in functies die alleen tests aanroepen: `fn test_iets() { … }`",
    ))
}

fn cell(ctx: &NativeCallContext<'_>, args: &mut [&mut Dynamic]) -> Result<Dynamic, Trouble> {
    let run = Run::of(ctx);
    let Some((run, ground)) = run.as_ref().and_then(|run| Some((run, run.ground()?))) else {
        return Err(only_in_tests("cell(…)").into());
    };
    let map = args[0].as_map_ref().map_err(|_| {
        wrong(args[0], "cell", ("a map", "een tabel")).help((
            "write `cell(#{ timing: \"outside\" })`",
            "schrijf `cell(#{ timing: \"outside\" })`",
        ))
    })?;
    run.weigh(args[0], Texts::All)?;
    let prepared = run.prepared()?;
    let (fake, prepared) = FakeCell::of(&map, ground, prepared)?;
    Ok(Dynamic::from(CellValue(std::sync::Arc::new(Run::fake(
        std::sync::Arc::new(fake),
        prepared,
        ground,
    )))))
}

fn expect(ctx: &NativeCallContext<'_>, args: &mut [&mut Dynamic]) -> Result<Dynamic, Trouble> {
    let run = Run::of(ctx);
    let Some(run) = run.filter(|run| run.ground().is_some()) else {
        return Err(only_in_tests("expect(…)").into());
    };
    let failed = if args.len() == 1 {
        match args[0].as_bool() {
            Ok(true) => None,
            Ok(false) => Some(failure(
                (
                    "this was expected to hold, and does not",
                    "verwacht was dat dit geldt, en het geldt niet",
                )
                    .into(),
            )),
            Err(_) => {
                return Err(wrong(args[0], "expect", ("a condition", "een voorwaarde"))
                    .help((
                        "say what is expected as well: `expect(score(cell(#{ … })), \"+\")`",
                        "zeg ook wat verwacht wordt: `expect(score(cell(#{ … })), \"+\")`",
                    ))
                    .into());
            }
        }
    } else if let Some(judgement) = args[0].read_lock::<JudgementValue>() {
        judged(ctx, &run, &judgement, args)?
    } else if compare(Some(&run), Comparator::Equal, args[0], args[1])? {
        None
    } else {
        Some(failure(both!(
            "expected {}, and it is {}",
            "verwacht was {}, en het is {}",
            describe(args[1]),
            describe(args[0])
        )))
    };
    failed.map_or(Ok(Dynamic::UNIT), |fault| Err(fault.into()))
}

fn failure(message: Words) -> Fault {
    Fault::new("script-expectation", message)
}

/// What is wrong with a judgement that was expected to be something.
fn judged(
    ctx: &NativeCallContext<'_>,
    run: &Run,
    judgement: &JudgementValue,
    args: &[&mut Dynamic],
) -> Result<Option<Fault>, Fault> {
    let scale = &run.prepared()?.scale;
    let expected = &*args[1];
    let (same, wanted) = if let Ok(items) = expected.as_array_ref().map(|items| items.len()) {
        let mut levels = Vec::with_capacity(items);
        for item in &list_of(ctx, args, 1, "expect")? {
            levels.push(level(scale, item)?);
        }
        levels.sort_unstable();
        levels.dedup();
        let wanted = open_words(scale, &levels);
        (judgement.outcome == Outcome::Open(levels), wanted)
    } else if let (true, Some(number)) = (scale.number, Num::of(expected).map(Num::float)) {
        (
            judgement.outcome == Outcome::Number(number),
            Words::same(format!("`{number}`")),
        )
    } else {
        let level = level(scale, expected)?;
        (
            judgement.outcome == Outcome::Level(level),
            Words::same(format!("`{}`", scale.level_name(level))),
        )
    };
    if same {
        return Ok(None);
    }
    let is = match &judgement.outcome {
        Outcome::Level(level) => both!("judged `{}`", "beoordeeld als `{}`", scale.level_name(*level)),
        Outcome::Number(number) => both!("judged {number}", "beoordeeld als {number}"),
        Outcome::Open(levels) => open_words(scale, levels),
        Outcome::Silent => ("not judged", "niet beoordeeld").into(),
    };
    let mut fault = failure(both!(
        "expected {}, and it is {}",
        "verwacht was {}, en het is {}",
        wanted,
        is
    ));
    for reason in &judgement.because {
        fault.notes.push(Words::both(
            format!("because: {}", reason.get(Language::En)),
            format!("want: {}", reason.get(Language::Nl)),
        ));
    }
    Ok(Some(fault))
}

fn open_words(scale: &ScaleInfo, levels: &[LevelId]) -> Words {
    let names: Vec<&str> = levels.iter().map(|l| scale.level_name(*l)).collect();
    both!("open between {}", "open tussen {}", words::list(names.iter().copied()))
}

/// A level that is named, or one that was read.
pub(crate) fn level(scale: &ScaleInfo, value: &Dynamic) -> Result<LevelId, Fault> {
    if let Some(level) = value.read_lock::<LevelValue>()
        && level.scale.id == scale.id
    {
        return Ok(level.level);
    }
    if let Some(name) = value.read_lock::<ImmutableString>() {
        return find_level(scale, &name);
    }
    Err(Fault::new(
        "script-level",
        both!(
            "{} is no level of scale `{}`",
            "{} is geen niveau van schaal `{}`",
            describe(value),
            scale.name.as_str()
        ),
    )
    .help(both!(
        "its levels are {}",
        "de niveaus daarvan zijn {}",
        words::list(scale.names())
    )))
}
