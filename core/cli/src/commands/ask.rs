//! What single questions have in common: names on the command line become things of the study.

use toets_diagnostic::{Diagnostic, both};
use toets_model::{Fixed, GroupId, LevelId, NodeId, ScenarioId, Study, ValueId, VariableId};

use super::run::{chosen_groups, judged_scenarios, unknown};
use crate::args::CellArgs;
use crate::opened::Ready;
use crate::output::Failure;

/// What is wrong with the study or too large, shown with its files.
pub(super) fn faulty(ready: &Ready) -> impl Fn(Vec<Diagnostic>) -> Failure {
    let sources = ready.sources.clone();
    move |faults| Failure::Study(faults, Box::new(sources.clone()))
}

/// The cells of the scenarios and groups named, or of all that are judged.
pub(super) fn chosen_cells(study: &Study, args: &CellArgs) -> Result<Vec<(ScenarioId, GroupId)>, Failure> {
    let scenarios = judged_scenarios(study, &args.scenarios)?;
    let groups = chosen_groups(study, &args.groups)?;
    Ok(scenarios
        .iter()
        .flat_map(|&scenario| groups.iter().map(move |&group| (scenario, group)))
        .collect())
}

/// The one scenario named.
pub(super) fn scenario(study: &Study, name: &str) -> Result<ScenarioId, Failure> {
    let found = judged_scenarios(study, std::slice::from_ref(&name.to_owned()))?;
    found
        .first()
        .copied()
        .ok_or_else(|| Failure::call(("there is no scenario", "er is geen scenario")))
}

/// The one group named.
pub(super) fn group(study: &Study, name: &str) -> Result<GroupId, Failure> {
    study
        .groups
        .find(name)
        .ok_or_else(|| unknown(("group", "doelgroep"), name, study.groups.names()))
}

/// The node named, or the verdict.
pub(super) fn node(study: &Study, name: Option<&str>) -> Result<NodeId, Failure> {
    match name {
        Some(name) => study
            .nodes
            .find(name)
            .ok_or_else(|| unknown(("node", "knoop"), name, study.nodes.names())),
        None => Ok(study.verdict),
    }
}

/// The level of a node that is named.
pub(super) fn level(study: &Study, node: NodeId, name: &str) -> Result<LevelId, Failure> {
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
    let levels = scale.levels().iter().map(|level| &*level.id);
    scale.find(name).ok_or_else(|| {
        let known: Vec<String> = levels.map(|level| format!("`{level}`")).collect();
        Failure::with_help(
            both!(
                "`{}` has no level `{name}`",
                "`{}` heeft geen niveau `{name}`",
                study.nodes.name(node)
            ),
            both!(
                "its levels, worst to best: {}",
                "de niveaus, van slechtst naar best: {}",
                known.join(", ")
            ),
        )
    })
}

/// A variable and one of its values: `VAR=VALUE`.
pub(super) fn setting(study: &Study, text: &str) -> Result<(VariableId, Fixed), Failure> {
    let Some((name, value)) = text.split_once('=') else {
        return Err(Failure::with_help(
            both!("`{text}` says no value", "`{text}` noemt geen waarde"),
            (
                "write a variable and its value: `timing=outside`",
                "schrijf een variabele en haar waarde: `timing=outside`",
            ),
        ));
    };
    let variable = study
        .variables
        .find(name)
        .ok_or_else(|| unknown(("variable", "variabele"), name, study.variables.names()))?;
    Ok((variable, fixed_value(study, variable, value)?))
}

/// A value of a finite variable that is named.
pub(super) fn value(study: &Study, variable: VariableId, name: &str) -> Result<ValueId, Failure> {
    let domain = &study.variables[variable].domain;
    domain.find(name).ok_or_else(|| {
        let known: Vec<String> = (0..domain.size())
            .map(|n| format!("`{}`", domain.value_name(toets_model::Index::from_usize(n))))
            .collect();
        Failure::with_help(
            both!(
                "`{}` has no value `{name}`",
                "`{}` heeft geen waarde `{name}`",
                study.variables.name(variable)
            ),
            both!("its values: {}", "de waarden: {}", known.join(", ")),
        )
    })
}

fn fixed_value(study: &Study, variable: VariableId, name: &str) -> Result<Fixed, Failure> {
    match &study.variables[variable].domain {
        toets_model::Domain::Number { .. } => match name.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Fixed::Number(number)),
            _ => Err(Failure::call(both!(
                "`{}` is a number, and `{name}` is none",
                "`{}` is een getal, en `{name}` niet",
                study.variables.name(variable)
            ))),
        },
        toets_model::Domain::Finite(_) => Ok(Fixed::Value(value(study, variable, name)?)),
    }
}
