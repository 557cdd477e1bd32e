//! `toets script test`: the tests that scripts bring along. `toets test` runs them too.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value as Json, json};
use toets_diagnostic::{Diagnostic, both};
use toets_model::{Language, NodeId, Sources, Study};
use toets_plugin::Plugin;
use toets_script::{Script, ScriptPlugin, Tested};

use crate::args::{LimitArgs, ScriptFormat};
use crate::failure::{Failure, Outcome};
use crate::named;
use crate::opened::{Ready, mount, script_limits};
use crate::output;
use crate::project::{self, POLICIES};

/// What came of the tests of one script.
pub(in crate::commands) struct OfScript {
    /// The script: its file or its id.
    name: String,
    tests: Vec<Tested>,
}

/// Runs the tests of scripts and prints what came of them.
pub(super) fn test(
    files: &[PathBuf],
    study: Option<&Path>,
    node: Option<&str>,
    format: ScriptFormat,
) -> Result<Outcome, Failure> {
    let mut project = project::find(study)?;
    let limits = script_limits(&LimitArgs::default());
    let mut sources = Sources::default();
    let mut found: Vec<Diagnostic> = Vec::new();
    let mut plugins = Vec::new();
    for file in files {
        let (name, roots) = mount(&mut project.system, file)?;
        match toets_script::load(&project.system, &mut sources, &name, &roots, &limits) {
            Ok(Script::Plugin(plugin)) => plugins.push((name, plugin)),
            Ok(Script::Scenarios(_)) => {
                let said = both!(
                    "`{name}` defines scenarios: it has no tests",
                    "`{name}` maakt scenario's: het heeft geen tests"
                );
                output::remark(said);
            }
            Err(faults) => found.extend(faults),
        }
    }
    let loaded = toets_load::load(&project.system, &project.study, POLICIES, Vec::new(), sources);
    let sources = loaded.sources;
    let Some(study) = loaded.study.map(Arc::new).filter(|_| found.is_empty()) else {
        found.extend(loaded.diagnostics);
        return Err(Failure::Study(found, Box::new(sources)));
    };
    let node = node.map(|name| named::node(&study, Some(name))).transpose()?;
    let mut all = Vec::with_capacity(plugins.len());
    for (name, plugin) in plugins {
        let tests = run(&plugin, &study, node).map_err(|faults| Failure::Study(faults, Box::new(sources.clone())))?;
        all.push(OfScript { name, tests });
    }
    output::result(&match format {
        ScriptFormat::Text => text(&all),
        ScriptFormat::Json => format!("{:#}\n", json!({ "schema": 1, "scripts": json(&all, &sources) })),
    });
    Ok(finish(&all, &sources))
}

/// The tests of the scripts that a study names.
///
/// # Errors
/// A script does not fit the study.
pub(in crate::commands) fn of_study(ready: &Ready) -> Result<Vec<OfScript>, Failure> {
    let study = &ready.compiled.study;
    let mut all: Vec<OfScript> = Vec::new();
    for (n, plugin) in ready.scripts.iter().enumerate() {
        let replaced = ready.scripts[n + 1..].iter().any(|later| later.id() == plugin.id());
        let named = study
            .nodes
            .iter()
            .any(|(_, node)| &*node.score.plugin.value == plugin.id());
        if replaced || !named || plugin.tests().is_empty() {
            continue;
        }
        let tests = run(plugin, study, None).map_err(ready.faulty())?;
        all.push(OfScript {
            name: plugin.id().to_owned(),
            tests,
        });
    }
    Ok(all)
}

/// Runs the tests of one script on a node: the one asked for, else the first that names it, else the one it suits best.
fn run(plugin: &Arc<ScriptPlugin>, study: &Arc<Study>, node: Option<NodeId>) -> Result<Vec<Tested>, Vec<Diagnostic>> {
    if plugin.tests().is_empty() {
        return Ok(Vec::new());
    }
    let named = study
        .nodes
        .iter()
        .find(|(_, node)| &*node.score.plugin.value == plugin.id())
        .map(|(id, _)| id);
    let suits = || {
        let faults = |node: &NodeId| plugin.prepare(study, *node).err().map_or(0, |faults| faults.len());
        study.nodes.indices().min_by_key(faults)
    };
    match node.or(named).or_else(suits) {
        Some(node) => plugin.test(study, node),
        None => Ok(Vec::new()),
    }
}

/// For a person: each test, and how many passed.
pub(in crate::commands) fn text(all: &[OfScript]) -> String {
    let (good, bad, none, passed, not) = match output::language_of_faults() {
        Language::En => ("ok", "failed", "no tests: functions", "passed", "failed"),
        Language::Nl => ("goed", "fout", "geen tests: functies", "goed", "fout"),
    };
    let mut out = String::new();
    for script in all {
        out.push_str(&format!("{}\n", script.name));
        for test in &script.tests {
            let word = if test.fault.is_none() { good } else { bad };
            out.push_str(&format!("  {word:<6}  {}\n", test.name));
        }
        if script.tests.is_empty() {
            out.push_str(&format!("  {none} `fn test_…() {{ … }}`\n"));
        }
    }
    let total: usize = all.iter().map(|script| script.tests.len()).sum();
    let failed = all.iter().flat_map(|s| &s.tests).filter(|t| t.fault.is_some()).count();
    if total > 0 {
        out.push_str(&format!("{} {passed}, {failed} {not}\n", total - failed));
    }
    out
}

/// For a program.
pub(in crate::commands) fn json(all: &[OfScript], sources: &Sources) -> Json {
    let test = |test: &Tested| {
        json!({
            "name": test.name,
            "line": sources.position(test.span).0,
            "passed": test.fault.is_none(),
            "message": test.fault.as_ref().map(|fault| fault.message.get(output::language_of_faults())),
        })
    };
    let script = |script: &OfScript| {
        let tests: Vec<Json> = script.tests.iter().map(test).collect();
        json!({ "script": script.name, "tests": tests })
    };
    Json::Array(all.iter().map(script).collect())
}

/// Says why tests failed, and ends as the exit code should say it.
pub(in crate::commands) fn finish(all: &[OfScript], sources: &Sources) -> Outcome {
    let faults: Vec<Diagnostic> = all
        .iter()
        .flat_map(|script| &script.tests)
        .filter_map(|test| {
            let mut fault = test.fault.clone()?;
            fault
                .notes
                .insert(0, both!("in the test `{}`", "in de test `{}`", test.name));
            Some(fault)
        })
        .collect();
    output::diagnose(&faults, sources);
    if faults.is_empty() {
        Outcome::Fine
    } else {
        Outcome::Differs
    }
}
