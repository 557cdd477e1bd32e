//! `toets new scenario`: a script with a scenario that starts as another one is.

use toets_diagnostic::both;
use toets_model::{Domain, Index, Kind, Language, ScenarioId, Study, VariableId};

use super::{check_name, for_study, named, quoted, say, write_script};
use crate::args::{Lang, NewScript};
use crate::failure::{Failure, Outcome};

/// Writes the script.
pub(super) fn scenario(args: &NewScript) -> Result<Outcome, Failure> {
    check_name(&args.name)?;
    let study = for_study(args.study.as_deref())?;
    if study.scenarios.find(&args.name).is_some() {
        return Err(Failure::with_help(
            both!(
                "the study has a scenario `{}` already",
                "de studie heeft al een scenario `{}`",
                args.name
            ),
            ("take another name", "kies een andere naam"),
        ));
    }
    let text = script(&study, &args.name, args.lang);
    let file = write_script(args.folder.as_deref(), "scenarios", &args.name, &text)?;
    let study_name = named(args.study.as_deref());
    let study_option = args
        .study
        .as_ref()
        .map_or_else(String::new, |s| format!(" --study {}", s.display()));
    say(
        args.lang,
        std::slice::from_ref(&file),
        &[
            format!("toets script check {file}{study_option}"),
            format!("toets run{study_name} --script {file} --scenario {}", args.name),
        ],
    );
    Ok(Outcome::Fine)
}

fn script(study: &Study, name: &str, lang: Lang) -> String {
    let language: Language = lang.into();
    let base = study.judged().next();
    let (top, based, fixed, free) = match lang {
        Lang::Nl => (
            "Een scenario: een keuze voor elke lever, en verder niets. Wat eruit volgt, volgt uit de bevindingen.\n// Haal de streepjes weg voor de levers die anders moeten, en kies een waarde.",
            "neemt de keuzes van dit scenario over; zonder deze regel blijft open wat hieronder niet staat",
            "daar",
            "daar open",
        ),
        Lang::En => (
            "A scenario: a choice for each lever, and nothing else. What follows, follows from the findings.\n// Take away the slashes before the levers that should differ, and choose a value.",
            "takes over the choices of this scenario; without this line what does not stand below stays open",
            "there",
            "open there",
        ),
    };
    let label = quoted(name);
    let mut out = format!("// {top}\nscenario({label}, #{{\n    label: #{{ nl: {label}, en: {label} }},\n");
    if let Some(base) = base {
        let base = quoted(study.scenarios.name(base));
        out.push_str(&format!("    // {based}\n    based_on: {base},\n"));
    }
    out.push_str("    levers: #{\n");
    for (id, variable) in study.variables.iter().filter(|(_, v)| v.kind == Kind::Lever) {
        let lever = study.variables.name(id);
        let now = base.and_then(|base| fixes(study, base, id));
        let of_base = match &now {
            Some(value) => format!("{fixed} {value}"),
            None => free.to_owned(),
        };
        let (choices, first) = values(&variable.domain, now.as_deref());
        out.push_str(&format!(
            "        // {lever}: {first}, // {}: {choices} ({of_base})\n",
            variable.label.get(language)
        ));
    }
    out.push_str("    },\n});\n");
    out
}

/// What a scenario fixes a lever to.
fn fixes(study: &Study, scenario: ScenarioId, lever: VariableId) -> Option<String> {
    let fixed = study.scenarios[scenario].levers.get(&lever)?;
    Some(match fixed {
        toets_model::Fixed::Value(value) => study.variables[lever].domain.value_name(*value).to_string(),
        toets_model::Fixed::Number(number) => number.to_string(),
    })
}

/// The values of a lever in words, and one as a script writes it: one that differs from the value now.
fn values(domain: &Domain, now: Option<&str>) -> (String, String) {
    match domain {
        Domain::Finite(values) => {
            let names: Vec<&str> = values.iter().map(|v| &*v.id).collect();
            let other = names.iter().find(|name| Some(**name) != now).or(names.first());
            (names.join(", "), quoted(other.copied().unwrap_or("")))
        }
        Domain::Number { range, cuts, .. } => {
            let size = (0..cuts.len() + 1).map(|n| domain.value_name(Index::from_usize(n)).to_string());
            let some = cuts.first().copied().or(range.map(|(low, _)| low)).unwrap_or(0.0);
            (size.collect::<Vec<_>>().join(", "), some.to_string())
        }
    }
}
