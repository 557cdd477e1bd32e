//! `toets script`: what is wrong with scripts before they are run (`check`), their tests (`test`), and one of them line
//! by line (`try`).

mod attempt;
pub(super) mod test;
mod told;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use toets_diagnostic::{Diagnostic, Place, Severity, both};
use toets_model::{FileId, ParamValue, ScenarioDraft, Sources, Study};
use toets_plugin::Plugin;
use toets_script::{Script, ScriptPlugin};

use super::check::{Notes, print};
use crate::args::{CheckFormat, LimitArgs, ScriptCommand};
use crate::failure::{Failure, Outcome};
use crate::opened::{mount, of_the_program, script_limits};
use crate::project::{self, POLICIES};

/// Does what was asked of scripts.
pub(crate) fn script(command: &ScriptCommand) -> Result<Outcome, Failure> {
    match command {
        ScriptCommand::Check {
            files, study, format, ..
        } => check(files, study.as_deref(), *format),
        ScriptCommand::Test {
            files,
            study,
            node,
            format,
            ..
        } => test::test(files, study.as_deref(), node.as_deref(), *format),
        ScriptCommand::Try(args) => attempt::attempt(args),
    }
}

/// Checks scripts on their own, and then against the study whose variables, nodes and levels they use.
fn check(files: &[PathBuf], study: Option<&Path>, format: CheckFormat) -> Result<Outcome, Failure> {
    let mut project = project::find(study)?;
    let limits = script_limits(&LimitArgs::default());
    let mut sources = Sources::default();
    let mut found: Vec<Diagnostic> = Vec::new();
    let mut plugins: Vec<Arc<ScriptPlugin>> = Vec::new();
    let mut drafts: Vec<ScenarioDraft> = Vec::new();
    for file in files {
        let (name, roots) = mount(&mut project.system, file)?;
        match toets_script::load(&project.system, &mut sources, &name, &roots, &limits) {
            Ok(Script::Plugin(plugin)) => plugins.push(plugin),
            Ok(Script::Scenarios(defined)) => {
                drafts.extend(defined);
                found.extend(toets_script::unused(
                    &project.system,
                    &mut sources,
                    &name,
                    &roots,
                    &limits,
                ));
            }
            Err(faults) => found.extend(faults),
        }
    }
    let scripts = sources.files().len();
    let without = toets_load::load(&project.system, &project.study, POLICIES, Vec::new(), sources.clone());
    let Some(study) = without.study else {
        let errors = without
            .diagnostics
            .into_iter()
            .filter(|d| d.severity == Severity::Error)
            .collect();
        return Err(Failure::Study(errors, Box::new(without.sources)));
    };
    let mut sources = without.sources;
    if !drafts.is_empty() {
        let with = toets_load::load(
            &project.system,
            &project.study,
            POLICIES,
            drafts,
            first(&sources, scripts),
        );
        found.extend(with.diagnostics.into_iter().filter(|d| in_script(d, scripts)));
        sources = with.sources;
    }
    for plugin in plugins {
        if let Some(clash) = of_the_program(&plugin) {
            // A node that names this id means the other one.
            found.push(clash);
            continue;
        }
        let faults = against(&study, &plugin);
        // Half a script gives bad advice.
        if faults.is_empty() {
            found.extend(plugin.advice(&study));
        }
        found.extend(faults);
    }
    toets_diagnostic::sort(&mut found);
    print(&found, &sources, format, Notes::Shown);
    let faulty = found.iter().any(|d| d.severity == Severity::Error);
    Ok(if faulty { Outcome::Differs } else { Outcome::Fine })
}

/// What is wrong with a plugin on the nodes that name it; where none does, on a node of its own scale that is not there yet.
fn against(study: &Study, plugin: &Arc<ScriptPlugin>) -> Vec<Diagnostic> {
    let named: Vec<_> = study
        .nodes
        .iter()
        .filter(|(_, node)| *node.score.plugin.value == *plugin.id())
        .map(|(id, _)| id)
        .collect();
    let faults = |node| plugin.prepare(study, node).err().unwrap_or_default();
    if named.is_empty() {
        return unwired(study, plugin);
    }
    named.into_iter().flat_map(faults).collect()
}

/// What is wrong with a plugin that no node names.
fn unwired(study: &Study, plugin: &Arc<ScriptPlugin>) -> Vec<Diagnostic> {
    let (scale, at) = plugin.scale();
    let Some(id) = study.scales.find(scale) else {
        let known: Vec<String> = study.scales.names().map(|name| format!("`{name}`")).collect();
        return vec![
            Diagnostic::error(
                "script-scale",
                both!(
                    "the study has no scale `{scale}`",
                    "de studie heeft geen schaal `{scale}`"
                ),
            )
            .at(at, ("the scale of the plugin", "de schaal van de plugin"))
            .help(both!("its scales are {}", "de schalen zijn {}", known.join(", "))),
        ];
    };
    let mut study = study.clone();
    let mut node = study.nodes[study.verdict].clone();
    node.scale = id;
    node.score.plugin.value = plugin.id().into();
    node.score.plugin.span = plugin.named_at();
    node.score.params.value = ParamValue::Table(Vec::new());
    node.children = study.nodes.indices().collect();
    // No script can name a node with such an id.
    match study.nodes.insert(" ", node) {
        Ok(node) => plugin.prepare(&study, node).err().unwrap_or_default(),
        Err(_) => Vec::new(),
    }
}

/// The first files of those that were read: the scripts.
fn first(sources: &Sources, number: usize) -> Sources {
    let mut scripts = Sources::default();
    for (_, file) in sources.files().take(number) {
        scripts.add(&file.path, &file.text);
    }
    scripts
}

fn in_script(diagnostic: &Diagnostic, scripts: usize) -> bool {
    let number = |file: FileId| toets_model::Index::to_usize(file);
    match diagnostic.place() {
        Some(Place::Span(span)) => number(span.file) < scripts,
        Some(Place::File(file)) => number(file) < scripts,
        None => false,
    }
}
