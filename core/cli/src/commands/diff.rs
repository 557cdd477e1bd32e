//! `toets diff`: what moved between two studies, or between two regimes of one, and why; without snapshots.

use std::collections::BTreeSet;

use serde_json::json;
use toets_approved::{Story, Today, Told};
use toets_diagnostic::both;
use toets_model::{Domain, Fixed, Kind, Study};
use toets_question::{CellName, Misnamed, Moved, Results, fingerprints, moved};

use crate::args::{CellArgs, Diff, DiffFormat, StudyArgs};
use crate::cells::evaluate_all;
use crate::failure::{Failure, Outcome};
use crate::named;
use crate::opened::{self, Ready};
use crate::output;

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
    let cells = in_either(&args.cells, [&old, &new].map(|ready| &*ready.compiled.study))?;
    let (before, after) = (results(&old, &cells)?, results(&new, &cells)?);
    let chosen = |today: &Today| only(&today.results, &cells);
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
    let variable = toets_question::variable_named(study, name.trim()).map_err(named::misnamed)?;
    if study.variables[variable].kind != Kind::Regime {
        let all = study.variables.iter();
        let regimes = all.filter(|(_, variable)| variable.kind == Kind::Regime);
        let regimes: Vec<String> = regimes
            .map(|(id, _)| format!("`{}`", study.variables.name(id)))
            .collect();
        return Err(Failure::with_help(
            both!(
                "`{}` is not a regime variable: it is not of the law",
                "`{}` is geen regimevariabele: zij hoort niet bij het recht",
                study.variables.name(variable)
            ),
            both!("there are {}", "er zijn {}", regimes.join(", ")),
        ));
    }
    let domain = &study.variables[variable].domain;
    let fixed = named::fixed_value(study, variable, value.trim())?;
    if let (
        Domain::Number {
            range: Some((low, high)),
            ..
        },
        Fixed::Number(number),
    ) = (domain, fixed)
        && !(*low..=*high).contains(&number)
    {
        return Err(Failure::call(both!(
            "`{value}` is not a number that `{name}` can be",
            "`{value}` is geen getal dat `{name}` kan zijn"
        )));
    }
    study.regime.insert(variable, fixed);
    Ok(())
}

/// Scenarios and groups that a call names, by their ids.
#[derive(Clone, Debug, Default)]
pub(super) struct Chosen {
    pub(super) scenarios: BTreeSet<String>,
    pub(super) groups: BTreeSet<String>,
}

/// What a call names in two studies: each name must be known in one of them.
fn in_either(args: &CellArgs, studies: [&Study; 2]) -> Result<Chosen, Failure> {
    let scenario = |study: &Study, name: &str| {
        let found = toets_question::scenario_named(study, name);
        found.map(|id| study.scenarios.name(id).to_owned())
    };
    let group = |study: &Study, name: &str| {
        let found = toets_question::group_named(study, name);
        found.map(|id| study.groups.name(id).to_owned())
    };
    Ok(Chosen {
        scenarios: ids(&args.scenarios, studies, scenario)?,
        groups: ids(&args.groups, studies, group)?,
    })
}

/// What a call names in one study.
pub(super) fn in_study(args: &CellArgs, study: &Study) -> Result<Chosen, Failure> {
    in_either(args, [study, study])
}

fn ids(
    names: &[String],
    studies: [&Study; 2],
    named: impl Fn(&Study, &str) -> Result<String, Misnamed>,
) -> Result<BTreeSet<String>, Failure> {
    let mut ids = BTreeSet::new();
    for name in names {
        match studies.map(|study| named(study, name)) {
            [Err(first), Err(_)] => return Err(named::misnamed(first)),
            found => ids.extend(found.into_iter().flatten()),
        }
    }
    Ok(ids)
}

fn results(ready: &Ready, chosen: &Chosen) -> Result<Today, Failure> {
    let study = &ready.compiled.study;
    let asked: Vec<_> = chosen
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
    Today::new(&mut evaluation, inputs, &cells).map_err(ready.faulty())
}

/// The results that were asked for: those cells, and the conclusions that speak of one of them.
pub(super) fn only(results: &Results, chosen: &Chosen) -> Results {
    let among = |names: &BTreeSet<String>, name: &String| names.is_empty() || names.contains(name);
    let wanted = |cell: &CellName| among(&chosen.scenarios, &cell.scenario) && among(&chosen.groups, &cell.group);
    let mut results = results.clone();
    if chosen.scenarios.is_empty() && chosen.groups.is_empty() {
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
