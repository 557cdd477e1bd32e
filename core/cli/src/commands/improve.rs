//! `toets improve`: the smallest changes that lift a result.

use toets_model::{Allowed, Condition, Fixed, Kind, Quantifier, Study, Test};
use toets_question::{Costs, Goal, Improve as Asked, People, improve as find};
use toets_report::Answers;

use super::ask;
use crate::args::{Improve, Unknowns};
use crate::opened;
use crate::output::{self, Failure, Outcome};
use crate::system;

/// Finds what lifts a result, and prints it.
pub(crate) fn improve(args: &Improve) -> Result<Outcome, Failure> {
    let ready = opened::open(&args.study)?.ready()?;
    let study = ready.compiled.study.clone();
    let node = ask::node(&study, args.node.as_deref())?;
    let asked = Asked {
        scenario: ask::scenario(&study, &args.scenario)?,
        group: ask::group(&study, &args.group)?,
        goal: Goal {
            node,
            level: ask::level(&study, node, &args.to)?,
        },
        people: people(&study, &args.people)?,
        costs: match &args.cost {
            Some(path) => costs(&study, &path.display().to_string(), &system::read_text(path)?)?,
            None => Costs::default(),
        },
    };
    let found = find(&ready.compiled, &ready.plugins, &asked).map_err(ask::faulty(&ready))?;
    let answers = match args.unknowns {
        Unknowns::Both => Answers::Both,
        Unknowns::All => Answers::Certain,
        Unknowns::Some => Answers::Possible,
    };
    let style = output::table_style(args.study.lang.into());
    output::result(&toets_report::improvements(
        &study,
        &found,
        answers,
        args.format.into(),
        style,
    ));
    output::mention(&ready.warnings);
    Ok(Outcome::Fine)
}

/// `all`, `some`, or all of whom `TRAIT=VALUE` is so.
fn people(study: &Study, text: &str) -> Result<People, Failure> {
    let quantifier = match text {
        "all" => Quantifier::All,
        "some" => Quantifier::Some,
        _ => {
            let (variable, value) = ask::setting(study, text).map_err(|failure| match failure {
                Failure::Call(..) if !text.contains('=') => Failure::with_help(
                    format!("`--for {text}` says nobody"),
                    "write `all`, `some`, or a trait and its value: `returns=yes`",
                ),
                other => other,
            })?;
            if study.variables[variable].kind != Kind::Trait {
                return Err(Failure::call(format!(
                    "`{}` is no trait: people do not differ in it",
                    study.variables.name(variable)
                )));
            }
            let allowed = match value {
                Fixed::Value(value) => Allowed::Values(vec![value]),
                Fixed::Number(number) => Allowed::Range {
                    at_least: Some(number),
                    below: Some(number.next_up()),
                },
            };
            let test = Test {
                variable,
                allowed,
                span: study.variables[variable].span,
            };
            return Ok(People {
                quantifier: Quantifier::All,
                only: Condition {
                    all: vec![test],
                    any: Vec::new(),
                },
            });
        }
    };
    Ok(People {
        quantifier,
        only: Condition::default(),
    })
}

/// What changes cost: `audience = 3`, or `audience = { all_in_class = 3 }`.
fn costs(study: &Study, name: &str, text: &str) -> Result<Costs, Failure> {
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
        let what = error.message().to_owned();
        Failure::call(format!("`{name}` is no TOML: {what}"))
    })?;
    let mut costs = Costs::default();
    for (variable, cost) in &table {
        let id = study
            .variables
            .find(variable)
            .ok_or_else(|| super::run::unknown("variable", variable, study.variables.names()))?;
        match cost {
            toml::Value::Table(values) => {
                for (value, cost) in values {
                    let weight = weight(&format!("{variable}.{value}"), cost)?;
                    costs.set(id, Some(ask::value(study, id, value)?), weight);
                }
            }
            cost => costs.set(id, None, weight(variable, cost)?),
        }
    }
    Ok(costs)
}

fn weight(what: &str, cost: &toml::Value) -> Result<u32, Failure> {
    cost.as_integer()
        .and_then(|cost| u32::try_from(cost).ok())
        .filter(|&cost| cost > 0)
        .ok_or_else(|| {
            Failure::with_help(
                format!("the cost of `{what}` is no whole number of at least 1"),
                "costs are weights beside each other: nothing is free, and 3 is thrice 1",
            )
        })
}
