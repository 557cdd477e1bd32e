//! `toets conditions`: for whom, and under which choices, laws and answers a level is reached.

use toets_diagnostic::both;
use toets_evaluate::evaluate;
use toets_model::{Index, LevelId, NodeId, Study};
use toets_question::{Goal, ImplicantLimits, conditions as find};
use toets_report::ConditionsPart;

use super::ask;
use crate::answer::deliver;
use crate::args::Conditions;
use crate::opened;
use crate::output::{self, Failure, Outcome};

/// Finds the conditions under which a level is reached, and prints them.
pub(crate) fn conditions(args: &Conditions) -> Result<Outcome, Failure> {
    let ready = opened::open(&args.study)?.ready()?;
    let study = ready.compiled.study.clone();
    let scenario = ask::scenario(&study, &args.scenario)?;
    let group = ask::group(&study, &args.group)?;
    let node = ask::node(&study, args.node.as_deref())?;
    let level = match &args.at_least {
        Some(name) => ask::level(&study, node, name)?,
        None => usual_level(&study, node)?,
    };
    let mut evaluation = evaluate(&ready.compiled, &[(scenario, group)]).map_err(ask::faulty(&ready))?;
    let Some(cell) = evaluation.cells.first_mut().filter(|cell| cell.has_worlds()) else {
        return Err(no_world(&args.scenario, &args.group));
    };
    let goal = Goal { node, level };
    let limits = ImplicantLimits {
        listed: args.list.max(1),
        ..ImplicantLimits::default()
    };
    let found = find(&ready.compiled, cell, goal, &limits).map_err(|fault| ask::faulty(&ready)(vec![fault]))?;
    let Some(found) = found else {
        return Err(Failure::call(both!(
            "`{}` has no result here",
            "`{}` heeft hier geen uitkomst",
            study.nodes.name(node)
        )));
    };
    let part = if args.necessary {
        ConditionsPart::Necessary
    } else {
        ConditionsPart::Sufficient
    };
    deliver(
        &toets_report::conditions(&study, &found, part, args.study.lang.into()),
        &args.form,
    )?;
    output::mention(&ready.warnings);
    Ok(Outcome::Fine)
}

/// The level that is meant where none is named.
fn usual_level(study: &Study, node: NodeId) -> Result<LevelId, Failure> {
    let scale = &study.scales[study.nodes[node].scale];
    match (scale.find("+"), scale.levels().len()) {
        (Some(plus), _) => Ok(plus),
        // There is no level to name: this says so.
        (None, 0) => ask::level(study, node, "+"),
        (None, levels) => Ok(LevelId::from_usize(levels - 1)),
    }
}

/// The constraints leave nothing to ask of.
pub(super) fn no_world(scenario: &str, group: &str) -> Failure {
    Failure::with_help(
        both!(
            "the constraints admit no world of {scenario} · {group}",
            "de beperkingen laten geen wereld over van {scenario} · {group}"
        ),
        (
            "ask of another group or scenario",
            "vraag naar een andere doelgroep of een ander scenario",
        ),
    )
}
