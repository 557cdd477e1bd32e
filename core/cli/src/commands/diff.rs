//! `toets diff`: what moved between two studies, or between two regimes of one, and why; without snapshots.

use std::collections::BTreeSet;

use serde_json::json;
use toets_approved::{Story, Today, Told};
use toets_diagnostic::both;
use toets_model::{Domain, Fixed, Kind, Study};
use toets_question::{CellName, Moved, Results, fingerprints, moved};

use super::run::{evaluate_all, unknown};
use crate::args::{Diff, DiffFormat, StudyArgs};
use crate::opened::{self, Ready};
use crate::output::{self, Failure, Outcome};

/// Evaluates both and prints what moved.
pub(crate) fn diff(args: &Diff) -> Result<Outcome, Failure> {
    if args.new.is_none() && args.to_as_of.is_none() && args.to_regime.is_empty() {
        return Err(Failure::with_help(
            (
                "there is nothing to compare the study with",
                "er is niets om de studie mee te vergelijken",
            ),
            (
                "name a second study, or another law: `--to-as-of DATE`, `--to-regime VAR=VALUE`",
                "noem een tweede studie, of ander recht: `--to-as-of DATE`, `--to-regime VAR=VALUE`",
            ),
        ));
    }
    let mut second = args.study.clone();
    second.study = args.new.clone().or(second.study);
    second.as_of = args.to_as_of.clone().or(second.as_of);
    let to_regime = [args.regime.as_slice(), &args.to_regime].concat();
    let old = side(&args.study, &args.regime)?;
    let new = side(&second, &to_regime)?;
    known(
        &args.cells.scenarios,
        ("scenario", "scenario"),
        [&old, &new].map(|ready| ready.compiled.study.scenarios.names()),
    )?;
    known(
        &args.cells.groups,
        ("group", "doelgroep"),
        [&old, &new].map(|ready| ready.compiled.study.groups.names()),
    )?;
    let (before, after) = (results(&old, args)?, results(&new, args)?);
    let chosen = |today: &Today| only(&today.results, &args.cells.scenarios, &args.cells.groups);
    let moved = moved((&chosen(&before), &before.inputs), (&chosen(&after), &after.inputs));
    output::result(&match args.format {
        DiffFormat::Json => as_json(&old, &new, &moved),
        format => {
            let told = Told {
                study: &new.compiled.study,
                moved: &moved,
                causes_known: true,
                idle: true,
                results: (&before.results, &after.results),
            };
            let story = Story::new(&told, args.study.lang.into());
            let heading = heading(args, &old.compiled.study, &new.compiled.study);
            match format {
                DiffFormat::Md => format!("# {heading}\n\n{}", story.markdown()),
                _ => format!("{heading}\n\n{}", story.text()),
            }
        }
    });
    Ok(if moved.moves.is_empty() {
        Outcome::Fine
    } else {
        Outcome::Differs
    })
}

/// One of the two: a study under a law.
fn side(args: &StudyArgs, regime: &[String]) -> Result<Ready, Failure> {
    opened::open_changed(args, |study| regime.iter().try_for_each(|one| fix(study, one)))?.ready()
}

/// Fixes a regime variable: `reading=report`.
fn fix(study: &mut Study, text: &str) -> Result<(), Failure> {
    let Some((name, value)) = text.split_once('=') else {
        return Err(Failure::with_help(
            both!("`{text}` names no value", "`{text}` noemt geen waarde"),
            ("write `--regime VARIABLE=VALUE`", "schrijf `--regime VARIABELE=WAARDE`"),
        ));
    };
    let regimes = || {
        let all = study
            .variables
            .iter()
            .filter(|(_, variable)| variable.kind == Kind::Regime);
        all.map(|(id, _)| study.variables.name(id))
            .collect::<Vec<_>>()
            .into_iter()
    };
    let variable = study
        .variables
        .find(name)
        .filter(|&id| study.variables[id].kind == Kind::Regime);
    let variable = variable.ok_or_else(|| unknown(("regime variable", "regimevariabele"), name, regimes()))?;
    let domain = &study.variables[variable].domain;
    let fixed = match domain {
        Domain::Finite(values) => {
            let found = domain.find(value).map(Fixed::Value);
            found.ok_or_else(|| unknown(("value", "waarde"), value, values.iter().map(|value| &*value.id)))?
        }
        Domain::Number { range, .. } => {
            let number = value.parse::<f64>().ok().filter(|number| number.is_finite());
            let within = number.filter(|&number| range.is_none_or(|(low, high)| low <= number && number <= high));
            let why = || {
                Failure::call(both!(
                    "`{value}` is not a number that `{name}` can be",
                    "`{value}` is geen getal dat `{name}` kan zijn"
                ))
            };
            Fixed::Number(within.ok_or_else(why)?)
        }
    };
    study.regime.insert(variable, fixed);
    Ok(())
}

/// A name that a call gives must be in one of the two.
fn known<'a>(
    names: &[String],
    what: (&str, &str),
    there: [impl Iterator<Item = &'a str> + Clone; 2],
) -> Result<(), Failure> {
    let [old, new] = there;
    let all: BTreeSet<&str> = old.chain(new).collect();
    match names.iter().find(|name| !all.contains(name.as_str())) {
        Some(name) => Err(unknown(what, name, all.iter().copied())),
        None => Ok(()),
    }
}

fn results(ready: &Ready, args: &Diff) -> Result<Today, Failure> {
    let study = &ready.compiled.study;
    let asked: Vec<_> = args
        .cells
        .scenarios
        .iter()
        .filter_map(|name| study.scenarios.find(name))
        .collect();
    let on_request = asked.iter().flat_map(|&s| study.groups.indices().map(move |g| (s, g)));
    let names: Vec<CellName> = on_request
        .map(|(scenario, group)| CellName {
            scenario: study.scenarios.name(scenario).to_owned(),
            group: study.groups.name(group).to_owned(),
        })
        .collect();
    let cells = toets_approved::cells(study, names.iter());
    let scenarios: Vec<_> = cells.iter().map(|&(scenario, _)| scenario).collect();
    let mut evaluation = evaluate_all(ready, &scenarios)?;
    let inputs = fingerprints(&ready.compiled, &ready.plugins);
    Today::new(&mut evaluation, inputs, &cells)
        .map_err(|faults| Failure::Study(faults, Box::new(ready.sources.clone())))
}

/// The results that were asked for: those cells, and the conclusions that speak of one of them.
pub(super) fn only(results: &Results, scenarios: &[String], groups: &[String]) -> Results {
    let among = |names: &[String], name: &String| names.is_empty() || names.contains(name);
    let wanted = |cell: &CellName| among(scenarios, &cell.scenario) && among(groups, &cell.group);
    let mut results = results.clone();
    if scenarios.is_empty() && groups.is_empty() {
        return results;
    }
    results.cells.retain(|cell| wanted(&cell.name));
    results
        .conclusions
        .retain(|(_, state)| state.cells.iter().any(|(cell, _)| wanted(cell)));
    results.comparisons.clear();
    results
}

/// What is compared with what: two studies as the call names them, or one; and the law as far as it differs.
fn heading(args: &Diff, old: &Study, new: &Study) -> String {
    let named = |given: Option<&std::path::Path>, study: &Study| match given {
        Some(path) if args.new.is_some() => path.display().to_string(),
        _ => study.id.clone(),
    };
    let law = |study: &Study| {
        let mut law: Vec<String> = study.as_of.iter().map(ToString::to_string).collect();
        law.extend(study.regime.iter().map(|(&variable, &value)| {
            let value = match value {
                Fixed::Value(value) => study.variables[variable].domain.value_name(value).to_string(),
                Fixed::Number(number) => number.to_string(),
            };
            format!("{} = {value}", study.variables.name(variable))
        }));
        law
    };
    let (old_law, new_law) = (law(old), law(new));
    let of = |name: String, law: &[String], other: &[String]| {
        let own = law.iter().filter(|one| !other.contains(one)).cloned();
        [name].into_iter().chain(own).collect::<Vec<_>>().join(", ")
    };
    format!(
        "{} → {}",
        of(named(args.study.study.as_deref(), old), &old_law, &new_law),
        of(named(args.new.as_deref(), new), &new_law, &old_law)
    )
}

fn as_json(old: &Ready, new: &Ready, moved: &Moved) -> String {
    let of = |ready: &Ready| {
        let study = &ready.compiled.study;
        json!({ "study": study.id, "as_of": study.as_of.map(|day| day.to_string()) })
    };
    let told = toets_approved::json(moved, true);
    let all = json!({
        "schema": 1, "old": of(old), "new": of(new), "moves": told["moves"], "changes": told["changes"],
    });
    format!("{all:#}\n")
}
