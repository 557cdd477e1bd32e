//! `toets script try`: one scorer on one cell, line by line.

use std::sync::Arc;

use toets_diagnostic::both;
use toets_evaluate::{CellResult, Rehearsal, evaluate_where};
use toets_model::{GroupId, NodeId, ScenarioId, Sources, Study};
use toets_plugin::{Plugin, Stop};
use toets_question::{assume, worlds_where};
use toets_script::{Script, ScriptPlugin};

use super::told::{Ran, Told};
use crate::args::{ScriptFormat, StudyArgs, TryScript};
use crate::commands::conditions::no_world;
use crate::failure::{Failure, Outcome, too_much};
use crate::named;
use crate::opened::{self, mount, script_limits};
use crate::output;
use crate::places::Named;
use crate::project;
use crate::system::shown;

/// Runs a scorer on a cell and prints what each line read and gave.
pub(crate) fn attempt(args: &TryScript) -> Result<Outcome, Failure> {
    let id = id_of(args)?;
    let opening = StudyArgs {
        study: args.study.clone(),
        as_of: args.as_of.clone(),
        amendments: args.amendments.clone(),
        open_amendments: Vec::new(),
        scripts: vec![args.file.clone()],
        lang: args.lang,
        limits: args.limits.clone(),
        stray: None,
    };
    // The study is named by an option here: no word can stand in its place.
    let flags = (args.scenario.as_slice(), args.group.as_slice(), args.node.as_deref());
    let (named, _) = Named::read(
        &StudyArgs {
            study: None,
            ..opening.clone()
        },
        &args.places,
        flags,
    )?;
    let mut chosen = None;
    let opened = opened::open_changed(&opening, |study| {
        chosen = Some(chosen_node(study, named.node.as_deref(), &id)?);
        Ok(())
    })?;
    let ready = opened.ready()?;
    let (Some(node), Some(plugin)) = (chosen, ready.scripts.iter().rev().find(|script| script.id() == id)) else {
        return Err(Failure::call(both!(
            "`{}` is not there any more",
            "`{}` is er niet meer",
            shown(&args.file)
        )));
    };
    let compiled = &ready.compiled;
    let study = &compiled.study;
    let (scenario, group) = named.cell(study)?;
    let assumed = args.assumed.iter().map(|text| assume(compiled, text));
    let assumed = assumed.collect::<Result<Vec<_>, _>>().map_err(named::refused)?;
    let (space, faults) = evaluate_where(compiled, &compiled.fixed(scenario, group), Some(node));
    let mut cell = CellResult::new(scenario, group, space);
    if !cell.has_worlds() {
        return Err(no_world(study, (scenario, group)));
    }
    let within = worlds_where(compiled, &mut cell, &assumed)
        .map_err(|exceeded| {
            too_much(
                (
                    "what this scenario and group lead to",
                    "wat dit scenario en deze doelgroep geven",
                ),
                exceeded.limit,
            )
        })?
        .map_err(named::refused)?;
    cell.space.admitted = within;
    let possible = cell.possible(compiled, node);
    let rehearsal = Rehearsal::new(compiled, cell.space, node, within);
    let stepped = plugin
        .step_through(study, node, rehearsal.clone())
        .map_err(ready.faulty())?;
    let steps = rehearsal.steps();
    print(
        args,
        study,
        &ready.sources,
        (scenario, group),
        node,
        &Ran {
            stepped: &stepped,
            steps: &steps,
        },
        &possible,
    );
    output::mention(&ready.warnings);
    match stepped.result {
        Ok(_) => Ok(Outcome::Fine),
        Err(Stop::Fault(fault)) => Err(ready.faulty()(vec![*fault])),
        Err(Stop::Halted) if faults.is_empty() => Err(Failure::with_help(
            (
                "the run was ended: no world is left for what it read, or it read too much",
                "de uitvoering is gestopt: er is geen wereld over voor wat is gelezen, of er is te veel gelezen",
            ),
            ("say less with `--where`", "zeg minder met `--where`"),
        )),
        Err(Stop::Halted) => Err(ready.faulty()(faults)),
    }
}

fn print(
    args: &TryScript,
    study: &Study,
    sources: &Sources,
    (scenario, group): (ScenarioId, GroupId),
    node: NodeId,
    ran: &Ran<'_>,
    possible: &[toets_evaluate::Value],
) {
    let told = Told {
        study,
        sources,
        node,
        ran,
        possible,
        language: args.lang.into(),
        cell: (study.scenarios.name(scenario), study.groups.name(group)),
    };
    output::result(&match args.format {
        ScriptFormat::Text => told.text(),
        ScriptFormat::Json => told.json(),
    });
}

/// The id of the plugin that a file holds.
fn id_of(args: &TryScript) -> Result<String, Failure> {
    let mut project = project::find(args.study.as_deref())?;
    let mut sources = Sources::default();
    let (name, roots) = mount(&mut project.system, &args.file)?;
    match toets_script::load(
        &project.system,
        &mut sources,
        &name,
        &roots,
        &script_limits(&args.limits),
    ) {
        Ok(Script::Plugin(plugin)) => Ok(plugin_id(&plugin)),
        Ok(Script::Scenarios(_)) => Err(Failure::with_help(
            both!(
                "`{}` defines scenarios: there is no scorer in it to try",
                "`{}` maakt scenario's: er staat geen beoordelaar in om te proberen",
                shown(&args.file)
            ),
            (
                "see what follows for them with `toets run --script FILE --scenario ID`",
                "bekijk wat eruit volgt met `toets run --script BESTAND --scenario ID`",
            ),
        )),
        Err(faults) => Err(Failure::Study(faults, Box::new(sources))),
    }
}

fn plugin_id(plugin: &Arc<ScriptPlugin>) -> String {
    plugin.id().to_owned()
}

/// The node to try it on: the one asked for, which is then judged by it, or the only one that names it.
fn chosen_node(study: &mut Study, asked: Option<&str>, id: &str) -> Result<NodeId, Failure> {
    if let Some(name) = asked {
        let node = named::node(study, Some(name))?;
        let name = study.nodes.name(node).to_owned();
        let score = &mut study.nodes[node].score;
        if &*score.plugin.value != id {
            output::remark(both!(
                "the study judges `{name}` by `{}`; here it is judged by `{id}`",
                "de studie beoordeelt `{name}` met `{}`; hier gebeurt het met `{id}`",
                &*score.plugin.value
            ));
            score.plugin.value = id.into();
        }
        return Ok(node);
    }
    let named: Vec<NodeId> = study
        .nodes
        .iter()
        .filter(|(_, node)| &*node.score.plugin.value == id)
        .map(|(node, _)| node)
        .collect();
    match named[..] {
        [only] => Ok(only),
        [] => Err(Failure::with_help(
            both!(
                "no node of the study is judged by `{id}`",
                "geen knoop van de studie wordt beoordeeld met `{id}`"
            ),
            (
                "say on which node to try it: `--node NODE`",
                "zeg op welke knoop u het wilt proberen: `--node KNOOP`",
            ),
        )),
        _ => {
            let names: Vec<String> = named.iter().map(|&n| format!("`{}`", study.nodes.name(n))).collect();
            Err(Failure::with_help(
                both!(
                    "`{id}` judges more than one node: {}",
                    "`{id}` beoordeelt meer dan één knoop: {}",
                    names.join(", ")
                ),
                both!(
                    "say which one: `--node {}`",
                    "zeg welke: `--node {}`",
                    study.nodes.name(named[0])
                ),
            ))
        }
    }
}
