//! Names on the command line become things of the study.

use toets_diagnostic::both;
use toets_model::{Evaluate, Fixed, GroupId, Index, LevelId, NodeId, ScenarioId, Study, VariableId};
use toets_question::{self as question, Misnamed, Refusal};

use crate::args::CellArgs;
use crate::failure::Failure;

/// The cells of the scenarios and groups named, or of all that are judged.
pub(crate) fn chosen_cells(study: &Study, args: &CellArgs) -> Result<Vec<(ScenarioId, GroupId)>, Failure> {
    let scenarios = judged_scenarios(study, &args.scenarios)?;
    let groups = chosen_groups(study, &args.groups)?;
    Ok(scenarios
        .iter()
        .flat_map(|&scenario| groups.iter().map(move |&group| (scenario, group)))
        .collect())
}

/// What a call names and the study does not have.
pub(crate) fn misnamed(misnamed: Misnamed) -> Failure {
    refused(misnamed.into())
}

/// What can't be asked, and what to do.
pub(crate) fn refused(refusal: Refusal) -> Failure {
    Failure::with_help(refusal.what, refusal.help)
}

/// The scenarios that are named; in the order of the study, each once.
pub(crate) fn scenarios(study: &Study, names: &[String]) -> Result<Vec<ScenarioId>, Failure> {
    let all = names.iter().map(|name| scenario(study, name));
    Ok(in_order(all.collect::<Result<_, _>>()?))
}

/// The one scenario named: one that is judged.
pub(crate) fn scenario(study: &Study, name: &str) -> Result<ScenarioId, Failure> {
    let id = question::scenario_named(study, name).map_err(misnamed)?;
    if study.scenarios[id].evaluate != Evaluate::Never {
        return Ok(id);
    }
    let name = study.scenarios.name(id);
    Err(Failure::call(both!(
        "scenario `{name}` is described by the study, not judged (`evaluate = false`)",
        "scenario `{name}` wordt in de studie beschreven, niet beoordeeld (`evaluate = false`)"
    )))
}

/// The groups that are named; in the order of the study, each once.
pub(crate) fn groups(study: &Study, names: &[String]) -> Result<Vec<GroupId>, Failure> {
    let all = names.iter().map(|name| group(study, name));
    Ok(in_order(all.collect::<Result<_, _>>()?))
}

/// The one group named.
pub(crate) fn group(study: &Study, name: &str) -> Result<GroupId, Failure> {
    question::group_named(study, name).map_err(misnamed)
}

fn in_order<I: Index>(mut ids: Vec<I>) -> Vec<I> {
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// The node named, or the verdict.
pub(crate) fn node(study: &Study, name: Option<&str>) -> Result<NodeId, Failure> {
    match name {
        Some(name) => question::node_named(study, name).map_err(misnamed),
        None => Ok(study.verdict),
    }
}

/// The level of a node that is named.
pub(crate) fn level(study: &Study, node: NodeId, name: &str) -> Result<LevelId, Failure> {
    let scale = &study.scales[study.nodes[node].scale];
    if scale.is_number() {
        return Err(Failure::with_help(
            both!(
                "`{}` is a number and has no levels",
                "`{}` is een getal en heeft geen niveaus",
                study.nodes.name(node)
            ),
            (
                "ask for a node that maps it to levels, such as a `threshold`",
                "vraag naar een knoop die er niveaus van maakt, zoals een `threshold`",
            ),
        ));
    }
    question::level_named(study, node, name).map_err(misnamed)
}

/// A variable and one of its values: `VAR=VALUE`.
pub(crate) fn setting(study: &Study, text: &str) -> Result<(VariableId, Fixed), Failure> {
    let Some((name, value)) = text.split_once('=') else {
        return Err(Failure::with_help(
            both!("`{text}` says no value", "`{text}` noemt geen waarde"),
            (
                "write a variable and its value: `timing=outside`",
                "schrijf een variabele en haar waarde: `timing=outside`",
            ),
        ));
    };
    let variable = question::variable_named(study, name.trim()).map_err(misnamed)?;
    Ok((variable, fixed_value(study, variable, value.trim())?))
}

/// A value of a variable that is named: one of its values, or a number.
pub(crate) fn fixed_value(study: &Study, variable: VariableId, name: &str) -> Result<Fixed, Failure> {
    match &study.variables[variable].domain {
        toets_model::Domain::Number { .. } => match name.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Fixed::Number(number)),
            _ => Err(Failure::call(both!(
                "`{}` is a number, and `{name}` is none",
                "`{}` is een getal, en `{name}` niet",
                study.variables.name(variable)
            ))),
        },
        toets_model::Domain::Finite(_) => {
            let value = question::value_named(study, variable, name).map_err(misnamed)?;
            Ok(Fixed::Value(value))
        }
    }
}

/// The scenarios named, or those that are shown unless others are asked for: the baseline first.
pub(crate) fn chosen_scenarios(study: &Study, names: &[String]) -> Result<Vec<ScenarioId>, Failure> {
    if names.is_empty() {
        return Ok(study.shown_scenarios().collect());
    }
    scenarios(study, names)
}

/// The scenarios named, or all that are judged: not the baseline.
pub(crate) fn judged_scenarios(study: &Study, names: &[String]) -> Result<Vec<ScenarioId>, Failure> {
    if names.is_empty() {
        return Ok(study.judged().collect());
    }
    scenarios(study, names)
}

/// The groups named, or all.
pub(crate) fn chosen_groups(study: &Study, names: &[String]) -> Result<Vec<GroupId>, Failure> {
    if names.is_empty() {
        return Ok(study.groups.indices().collect());
    }
    groups(study, names)
}
