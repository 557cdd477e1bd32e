//! `toets improve`: the smallest changes that lift a result.

use std::path::Path;

use toets_diagnostic::both;
use toets_model::{Allowed, Condition, Fixed, Kind, Quantifier, Sources, Study, Test};
use toets_plugin::law::Ladder;
use toets_question::{Costs, Goal, Improve as Asked, Lawful, People, improve as find, lawful, legal_goal};
use toets_report::Answers;

use crate::answer::deliver;
use crate::args::{CellArgs, Improve, Unknowns};
use crate::failure::{Failure, Outcome};
use crate::named;
use crate::opened::{self, Ready};
use crate::output;
use crate::places::Named;
use crate::system;

/// Finds what lifts a result, and prints it.
pub(crate) fn improve(args: &Improve) -> Result<Outcome, Failure> {
    let flags = (&args.scenarios[..], &args.groups[..], args.node.as_deref());
    let (named, of) = Named::read(&args.study, &args.places, flags)?;
    let ready = opened::open(&of)?.ready()?;
    let study = ready.compiled.study.clone();
    let answers = match args.unknowns {
        Unknowns::Both => Answers::Both,
        Unknowns::All => Answers::Certain,
        Unknowns::Some => Answers::Possible,
    };
    let language = args.study.lang.into();
    if args.law {
        let found = make_lawful(args, &named, &ready)?;
        deliver(&toets_report::lawfulness(&study, &found, answers, language), &args.form)?;
    } else {
        only_one("--scenario", &args.scenarios)?;
        only_one("--group", &args.groups)?;
        let (scenario, group) = named.cell(&study)?;
        let node = named::node(&study, named.node.as_deref())?;
        let asked = Asked {
            scenario,
            group,
            goal: Goal {
                node,
                level: named::level(&study, node, args.to.as_deref().unwrap_or_default())?,
            },
            people: people(&study, &args.people)?,
            costs: match &args.cost {
                Some(path) => costs(&study, path, &mut ready.sources.clone())?,
                None => Costs::default(),
            },
        };
        let found = find(&ready.compiled, &ready.plugins, &asked).map_err(ready.faulty())?;
        deliver(
            &toets_report::improvements(&study, &found, answers, language),
            &args.form,
        )?;
    }
    output::mention(&ready.warnings);
    Ok(Outcome::Fine)
}

/// That an option names no more than one.
fn only_one(option: &str, names: &[String]) -> Result<(), Failure> {
    match names {
        [] | [_] => Ok(()),
        _ => Err(Failure::with_help(
            both!(
                "`{option}` is given {} times",
                "`{option}` staat er {} keer",
                names.len()
            ),
            (
                "only `--law` looks at several scenarios or groups at once",
                "alleen `--law` kijkt naar meer scenario's of doelgroepen tegelijk",
            ),
        )),
    }
}

/// Finds the sets of instruments for every cell asked for.
fn make_lawful(args: &Improve, named: &Named, ready: &Ready) -> Result<Vec<Lawful>, Failure> {
    let study = ready.compiled.study.clone();
    let goal = match (&named.node, &args.to) {
        (None, to) => {
            let goal = legal_goal(&study).ok_or_else(|| {
                Failure::with_help(
                    (
                        "no node of this study is on a scale of the law",
                        "geen knoop van deze studie heeft een juridische schaal",
                    ),
                    (
                        "say which node is to reach which level: `--node NODE --to LEVEL`",
                        "zeg welke knoop welk niveau moet halen: `--node KNOOP --to NIVEAU`",
                    ),
                )
            })?;
            let level = to.as_ref().map(|to| named::level(&study, goal.node, to)).transpose()?;
            Goal {
                level: level.unwrap_or(goal.level),
                ..goal
            }
        }
        (Some(node), to) => {
            let node = named::node(&study, Some(node))?;
            let scale = &study.scales[study.nodes[node].scale];
            let level = match (to, Ladder::of(scale)) {
                (Some(to), _) => named::level(&study, node, to)?,
                (None, Some(ladder)) => ladder.conditional,
                (None, None) => {
                    return Err(Failure::with_help(
                        both!(
                            "`{}` is not on a scale of the law",
                            "`{}` heeft geen juridische schaal",
                            study.nodes.name(node)
                        ),
                        (
                            "say which level it is to reach: `--to LEVEL`",
                            "zeg welk niveau gehaald moet worden: `--to NIVEAU`",
                        ),
                    ));
                }
            };
            Goal { node, level }
        }
    };
    let cells = CellArgs {
        scenarios: named.scenarios.clone(),
        groups: named.groups.clone(),
    };
    let people = people(&study, &args.people)?;
    let cells = named::chosen_cells(&study, &cells)?
        .into_iter()
        .map(|(scenario, group)| {
            let asked = Asked {
                scenario,
                group,
                goal,
                people: people.clone(),
                costs: Costs::default(),
            };
            lawful(&ready.compiled, &ready.plugins, &asked).map_err(ready.faulty())
        });
    cells.collect()
}

/// `all`, `some`, or all of whom `TRAIT=VALUE` is so.
fn people(study: &Study, text: &str) -> Result<People, Failure> {
    let quantifier = match text {
        "all" => Quantifier::All,
        "some" => Quantifier::Some,
        _ => {
            let (variable, value) = named::setting(study, text).map_err(|failure| match failure {
                Failure::Call(..) if !text.contains('=') => Failure::with_help(
                    both!("`--for {text}` names nobody", "`--for {text}` noemt niemand"),
                    (
                        "write `all`, `some`, or a trait and its value: `returns=yes`",
                        "schrijf `all`, `some`, of een kenmerk met een waarde: `returns=yes`",
                    ),
                ),
                other => other,
            })?;
            if study.variables[variable].kind != Kind::Trait {
                return Err(Failure::call(both!(
                    "`{}` is not a trait: people do not differ in it",
                    "`{}` is geen kenmerk: mensen verschillen er niet in",
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
    let read = toets_load::costs(study, sources, &system::shown(path), &text);
    let mut costs = Costs::default();
    for cost in read.map_err(|faults| Failure::Study(faults, Box::new(sources.clone())))? {
        costs.set(cost.variable, cost.to, cost.weight);
    }
    Ok(costs)
}
