//! Provisions and days.

use rhai::{Dynamic, ImmutableString, NativeCallContext};
use toets_diagnostic::both;
use toets_model::Text;
use toets_plugin::{Answer, ProvisionField, Read};

use super::{ApiItem, Entry, Kind, Native, Section, wrong};
use crate::api::cell::unexpected;
use crate::fault::{Fault, Trouble};
use crate::value::{DayValue, ProvisionValue};

pub(super) fn entries() -> Vec<Entry> {
    let field = |on, name, signature, meaning, example, call: Native| {
        Entry::field(
            ApiItem {
                section: Section::Law,
                name,
                signature,
                meaning,
                example,
            },
            on,
            call,
        )
    };
    let provision =
        |name, signature, meaning, example, call| field(Kind::Provision, name, signature, meaning, example, call);
    vec![
        provision(
            "in_force",
            "provision.in_force",
            "Whether it is in force on the day whose law counts.",
            "cell.provision(\"wpo:9\").in_force // true",
            |_, args| read(args, ProvisionField::InForce),
        ),
        provision(
            "article",
            "provision.article",
            "Its article, as the instrument numbers it.",
            "cell.provision(\"wpo:9\").article // 9",
            |_, args| read(args, ProvisionField::Article),
        ),
        provision(
            "kind",
            "provision.kind",
            "What it does: `\"rule\"`, `\"exception\"`, `\"power\"`, `\"right\"`, `\"scope\"` or `\"open\"`.",
            "cell.provision(\"wpo:9\").kind == \"rule\" // true",
            |_, args| read(args, ProvisionField::Kind),
        ),
        provision(
            "valid_from",
            "provision.valid_from",
            "The first day on which it is in force; where the study gives none, earlier than any day.",
            "cell.provision(\"wpo:9\").valid_from <= \"2025-05-01\" // true",
            |_, args| read(args, ProvisionField::ValidFrom),
        ),
        provision(
            "valid_to",
            "provision.valid_to",
            "The last day on which it is in force; where the study gives none, later than any day.",
            "cell.provision(\"wpo:9\").valid_to > \"2030-01-01\" // true",
            |_, args| read(args, ProvisionField::ValidTo),
        ),
        provision(
            "version",
            "provision.version",
            "Which of its texts counts: the id of a version (its first day, unless the study names it otherwise), or of what an amendment makes of it.",
            "cell.provision(\"wpo:9\").version // 2024-08-01",
            |_, args| read(args, ProvisionField::Version),
        ),
        provision(
            "verified",
            "provision.verified",
            "Whether it was checked against the text of the law.",
            "cell.provision(\"wpo:9\").verified // false",
            |_, args| read(args, ProvisionField::Verified),
        ),
        provision(
            "subject",
            "provision.subject",
            "What it is about, as the study says in each language: for `because`, and for a map with `nl` and `en`. Empty where the study does not say.",
            "let rule = cell.provision(\"wpo:9\");\nreturn judge(\"-\").because(rule.subject);",
            |_, args| read(args, ProvisionField::Subject),
        ),
        provision(
            "paraphrase",
            "provision.paraphrase",
            "What it says in the study's own words, in each language: for `because`. Empty where the study does not say.",
            "let rule = cell.provision(\"wpo:9\");\nreturn judge(\"-\").cites(rule).because(rule.paraphrase);",
            |_, args| read(args, ProvisionField::Paraphrase),
        ),
        field(
            Kind::Day,
            "year",
            "day.year",
            "The year of a day, a whole number.",
            "cell.as_of.year // 2025",
            |_, args| part(args, "year", 0),
        ),
        field(
            Kind::Day,
            "month",
            "day.month",
            "The month of a day, from 1.",
            "cell.as_of.month // 5",
            |_, args| part(args, "month", 1),
        ),
        field(
            Kind::Day,
            "day",
            "day.day",
            "The day of the month.",
            "cell.as_of.day // 1",
            |_, args| part(args, "day", 2),
        ),
        Entry::function(
            ApiItem {
                section: Section::Law,
                name: "day",
                signature: "day(text)",
                meaning: "A day from a text `YYYY-MM-DD`, for days that are compared with each other.",
                example: "day(\"2026-08-01\") > day(\"2025-05-01\") // true",
            },
            &[1],
            day,
        ),
    ]
}

fn read(args: &mut [&mut Dynamic], field: ProvisionField) -> Result<Dynamic, Trouble> {
    let Some(provision) = args[0].read_lock::<ProvisionValue>() else {
        return Err(wrong(args[0], "provision", ("a provision", "een bepaling")).into());
    };
    let answer = provision.run.read(Read::Provision(provision.id, field))?;
    Ok(match (field, answer) {
        (ProvisionField::ValidFrom, Answer::No) => Dynamic::from(DayValue::Always),
        (ProvisionField::ValidTo, Answer::No) => Dynamic::from(DayValue::Never),
        (ProvisionField::Subject | ProvisionField::Paraphrase, Answer::No) => words(&Text::default()),
        (_, Answer::Words(text)) => words(&text),
        (_, Answer::Yes) => true.into(),
        (_, Answer::No) => false.into(),
        (_, Answer::Text(text)) => Dynamic::from(ImmutableString::from(&*text)),
        (_, Answer::Day(day)) => Dynamic::from(DayValue::Day(day)),
        (_, answer) => return Err(unexpected("provision", &answer).into()),
    })
}

/// A text in the languages that it has, as scripts write one.
fn words(text: &Text) -> Dynamic {
    let mut map = rhai::Map::new();
    map.insert("nl".into(), ImmutableString::from(&text.nl).into());
    if let Some(en) = &text.en {
        map.insert("en".into(), ImmutableString::from(en).into());
    }
    map.into()
}

fn part(args: &mut [&mut Dynamic], name: &str, n: usize) -> Result<Dynamic, Trouble> {
    match args[0].read_lock::<DayValue>().map(|d| *d) {
        Some(DayValue::Day(day)) => {
            let (year, month, day) = day.parts();
            let parts = [i64::from(year), i64::from(month), i64::from(day)];
            Ok(Dynamic::from_int(parts[n]))
        }
        Some(none) => Err(Fault::new(
            "script-day",
            both!(
                "there is no {} to read: the provision is in force {}",
                "er is geen {} te lezen: de bepaling geldt {}",
                match name {
                    "year" => ("year", "jaar"),
                    "month" => ("month", "maand"),
                    _ => ("day", "dag"),
                },
                none.words()
            ),
        )
        .into()),
        None => Err(wrong(args[0], name, ("a day", "een dag")).into()),
    }
}

fn day(ctx: &NativeCallContext<'_>, args: &mut [&mut Dynamic]) -> Result<Dynamic, Trouble> {
    let text = super::text_of(ctx, args, 0, "day")?;
    Ok(Dynamic::from(DayValue::Day(crate::compare::parse_day(&text)?)))
}
