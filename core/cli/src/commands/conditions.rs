//! `toets conditions`: for whom, and under which choices, laws and answers a level is reached.

use toets_diagnostic::both;
use toets_evaluate::evaluate;
use toets_model::{GroupId, Index, LevelId, NodeId, ScenarioId, Study};
use toets_question::{Goal, ImplicantLimits, conditions as find};
use toets_report::ConditionsPart;

use crate::answer::deliver;
use crate::args::Conditions;
use crate::failure::{Failure, Outcome};
use crate::named;
use crate::opened;
use crate::output;
use crate::places::Named;

/// Finds the conditions under which a level is reached, and prints them.
pub(crate) fn conditions(args: &Conditions) -> Result<Outcome, Failure> {
    let flags = (args.scenario.as_slice(), args.group.as_slice(), args.node.as_deref());
    let (named, of) = Named::read(&args.study, &args.places, flags)?;
    let ready = opened::open(&of)?.ready()?;
    let study = ready.compiled.study.clone();
    let (scenario, group) = named.cell(&study)?;
    let node = named::node(&study, named.node.as_deref())?;
    let level = match &args.at_least {
        Some(name) => named::level(&study, node, name)?,
        None => usual_level(&study, node)?,
    };
    let mut evaluation = evaluate(&ready.compiled, &[(scenario, group)]).map_err(ready.faulty())?;
    let Some(cell) = evaluation.cells.first_mut().filter(|cell| cell.has_worlds()) else {
        return Err(no_world(&study, (scenario, group)));
    };
    let goal = Goal { node, level };
    let limits = ImplicantLimits {
        listed: args.list.max(1),
        ..ImplicantLimits::default()
    };
    let found = find(&ready.compiled, cell, goal, &limits).map_err(|fault| ready.faulty()(vec![fault]))?;
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
        (None, 0) => named::level(study, node, "+"),
        (None, levels) => Ok(LevelId::from_usize(levels - 1)),
    }
}

/// The constraints leave nothing to ask of.
pub(super) fn no_world(study: &Study, (scenario, group): (ScenarioId, GroupId)) -> Failure {
    let (scenario, group) = (study.scenarios.name(scenario), study.groups.name(group));
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
