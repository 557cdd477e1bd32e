//! `toets improve`: the smallest changes that lift a result.

use std::path::Path;

use toets_model::{Allowed, Condition, Fixed, Kind, Quantifier, Sources, Study, Test};
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
            Some(path) => costs(&study, path, &mut ready.sources.clone())?,
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

/// What changes cost, from a file that the call names.
fn costs(study: &Study, path: &Path, sources: &mut Sources) -> Result<Costs, Failure> {
    let text = system::read_named(path)?;
    let read = toets_load::costs(study, sources, &path.display().to_string(), &text);
    let mut costs = Costs::default();
    for cost in read.map_err(|faults| Failure::Study(faults, Box::new(sources.clone())))? {
        costs.set(cost.variable, cost.to, cost.weight);
    }
    Ok(costs)
}
