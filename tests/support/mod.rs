//! The program and the founding study, for the tests of the whole.

#![allow(dead_code, unreachable_pub, reason = "each test uses a part of this")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Arc, OnceLock};

use toets_diagnostic::Words;
use toets_diagram::Diagram;
use toets_evaluate::{Compiled, Limits, compile, evaluate_where};
use toets_load::{FileError, Files};
use toets_model::{GroupId, NodeId, ScenarioDraft, ScenarioId, Sources, Study};
use toets_plugin::{Plugin, Registry};
use toets_script::{Script, ScriptFiles};

/// The id of the founding study.
pub(crate) const FOUNDING: &str = "policies/onderwijs-negatieve-beschikking";

/// The root of the repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The program, built once for all tests.
pub(crate) fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        // With a test among what is built, dependencies have the features that they have in a test run: those are built already.
        let built = Command::new(env!("CARGO"))
            .args([
                "build",
                "--quiet",
                "--locked",
                "--workspace",
                "--bin",
                "toets",
                "--test",
                "house",
            ])
            .current_dir(root())
            .status();
        assert!(built.is_ok_and(|status| status.success()), "the program can be built");
        let tests = std::env::current_exe().expect("a test has a path");
        // …/debug/deps/test → …/debug/toets
        let folder = tests
            .parent()
            .and_then(Path::parent)
            .expect("tests lie below the target folder");
        folder.join(format!("toets{}", std::env::consts::EXE_SUFFIX))
    })
}

/// Runs the program at the root of the repository.
pub(crate) fn toets(args: &[&str]) -> Output {
    Command::new(program())
        .args(args)
        .current_dir(root())
        .output()
        .expect("the program runs")
}

/// What the program prints, where it succeeds.
pub(crate) fn printed(args: &[&str]) -> String {
    let output = toets(args);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "toets {}: {errors}", args.join(" "));
    String::from_utf8(output.stdout).expect("the program prints UTF-8")
}

/// The files of the repository.
pub(crate) struct Repository;

impl Files for Repository {
    #[allow(clippy::disallowed_methods, reason = "a test stands in for the command line")]
    fn read(&self, path: &str) -> Result<String, FileError> {
        std::fs::read_to_string(root().join(path)).map_err(|_| FileError::NotFound)
    }
}

impl ScriptFiles for Repository {
    fn read(&self, path: &str) -> Result<String, Words> {
        Files::read(self, path).map_err(|_| Words::both("not found", "niet gevonden"))
    }
}

/// The plugins of the program, those of the repository's scripts among them.
pub(crate) fn registry() -> Registry {
    let mut registry = Registry::new(Arc::new(toets_evidence::Evidence));
    let mut plugins: Vec<Arc<dyn Plugin>> = toets_aggregation::plugins();
    plugins.push(Arc::new(toets_legal::Legal));
    let mut sources = Sources::default();
    for path in scoring_scripts() {
        let loaded = toets_script::load(
            &Repository,
            &mut sources,
            &path,
            &["scripts".into()],
            &toets_script::Limits::default(),
        );
        if let Ok(Script::Plugin(plugin)) = loaded {
            plugins.push(plugin);
        }
    }
    for plugin in plugins {
        registry.add(plugin);
    }
    registry
}

/// The scripts of the repository that score, in alphabetical order.
#[allow(clippy::disallowed_methods, reason = "a test stands in for the command line")]
fn scoring_scripts() -> Vec<String> {
    let entries = std::fs::read_dir(root().join("scripts/scoring")).expect("the folder of scripts");
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut paths: Vec<String> = names
        .filter(|name| name.ends_with(".rhai"))
        .map(|name| format!("scripts/scoring/{name}"))
        .collect();
    paths.sort();
    paths
}

/// The founding study as it was written.
pub(crate) fn founding_study() -> Study {
    study(&format!("{FOUNDING}/study.toml"))
}

/// A study of the repository as it was written.
pub(crate) fn study(file: &str) -> Study {
    let drafts: Vec<ScenarioDraft> = Vec::new();
    let loaded = toets_load::load(&Repository, file, "policies", drafts, Sources::default());
    loaded.study.unwrap_or_else(|| panic!("{file} has errors"))
}

/// A study made ready.
pub(crate) fn ready(study: Study) -> Arc<Compiled> {
    Arc::new(compile(Arc::new(study), &registry(), Limits::default()).expect("a study without errors"))
}

/// Worlds: the values of some variables, by the ids of those; of all others any value.
type Worlds = BTreeMap<String, Vec<u32>>;

/// What a node is in each world of a cell, written out by the ids of variables: so it can be compared between studies,
/// whose diagrams need not ask for variables in the same order.
pub(crate) struct Function {
    cases: Vec<(u32, Vec<Worlds>)>,
    admitted: Vec<Worlds>,
}

impl Function {
    /// The function of a node in a cell; without cases if no world is admitted there.
    pub fn of(compiled: &Arc<Compiled>, cell: (ScenarioId, GroupId), node: NodeId) -> Self {
        let (space, faults) = evaluate_where(compiled, &compiled.fixed(cell.0, cell.1), Some(node));
        assert_eq!(faults, []);
        let Some(diagrams) = space.node(node) else {
            return Self {
                cases: Vec::new(),
                admitted: Vec::new(),
            };
        };
        let admitted = space.admitted;
        let written = |diagram, care| -> Vec<(u32, Vec<Worlds>)> {
            let declared = compiled.variables().declared();
            let boxes = space.manager.boxes(diagram, care, &declared, usize::MAX);
            let boxes = boxes.expect("small diagrams");
            let named = |(variable, values): &(_, Vec<u32>)| {
                (
                    compiled.variables().at(*variable).id(&compiled.study).to_string(),
                    values.clone(),
                )
            };
            let cases = boxes.cases.iter();
            cases
                .map(|case| {
                    let worlds = case.boxes.iter().map(|one| one.iter().map(named).collect());
                    (case.terminal, worlds.collect())
                })
                .collect()
        };
        let cases = written(diagrams.level, admitted);
        let admitted = written(admitted, Diagram::TRUE);
        let admitted = admitted.into_iter().filter(|(terminal, _)| *terminal != 0);
        Self {
            cases,
            admitted: admitted.flat_map(|(_, worlds)| worlds).collect(),
        }
    }

    /// Whether two functions agree in every admitted world.
    pub fn same(&self, other: &Self) -> bool {
        if self.cases == other.cases {
            return true;
        }
        let disagree = |one: &Worlds, two: &Worlds| {
            let both = [one, two];
            overlap(&both) && self.admitted.iter().any(|third| overlap(&[one, two, third]))
        };
        self.cases.is_empty() == other.cases.is_empty()
            && !self.cases.iter().any(|(level, here)| {
                let others = other.cases.iter().filter(|(terminal, _)| terminal != level);
                others
                    .flat_map(|(_, worlds)| worlds)
                    .any(|two| here.iter().any(|one| disagree(one, two)))
            })
    }
}

/// Whether some world is among all of these.
fn overlap(all: &[&Worlds]) -> bool {
    let (first, rest) = all.split_first().expect("some worlds");
    let mut shared = (*first).clone();
    for worlds in rest {
        for (variable, values) in *worlds {
            let kept = shared.entry(variable.clone()).or_insert_with(|| values.clone());
            kept.retain(|value| values.contains(value));
            if kept.is_empty() {
                return false;
            }
        }
    }
    true
}
