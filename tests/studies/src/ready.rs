//! The real front of the program, from files in memory to a study made ready: the one module here that knows the engine.

use std::fmt::Write as _;
use std::sync::Arc;

use toets_diagnostic::{Diagnostic, any_error};
use toets_evaluate::{Compiled, compile};
use toets_load::{FileError, Files as LoadFiles};
use toets_model::Sources;
use toets_plugin::Registry;
use toets_script::{Script, ScriptFiles};

use crate::render::{Files, SCENARIOS, SCORING, STUDY};

/// Files in memory.
struct Memory<'a>(&'a Files);

impl Memory<'_> {
    fn find(&self, path: &str) -> Option<String> {
        self.0.iter().find(|(p, _)| p == path).map(|(_, text)| text.clone())
    }
}

impl LoadFiles for Memory<'_> {
    fn read(&self, path: &str) -> Result<String, FileError> {
        self.find(path).ok_or(FileError::NotFound)
    }
}

impl ScriptFiles for Memory<'_> {
    fn read(&self, path: &str) -> Result<String, toets_diagnostic::Words> {
        self.find(path).ok_or_else(|| ("not found", "niet gevonden").into())
    }
}

/// A study made ready, and the plugins that it was made ready with.
#[derive(Clone)]
pub struct Ready {
    pub compiled: Arc<Compiled>,
    pub registry: Registry,
}

/// A study made ready.
///
/// # Errors
/// What the engine has against it, to read.
pub fn ready(files: &Files) -> Result<Ready, String> {
    let memory = Memory(files);
    let mut sources = Sources::default();
    let mut registry = Registry::new(Arc::new(toets_evidence::Evidence));
    for plugin in toets_aggregation::plugins() {
        registry.add(plugin);
    }
    let mut drafts = Vec::new();
    for (path, _) in files
        .iter()
        .filter(|(path, _)| path.starts_with(SCORING) || path == SCENARIOS)
    {
        let limits = toets_script::Limits::default();
        match toets_script::load(&memory, &mut sources, path, &["scripts".to_owned()], &limits) {
            Ok(Script::Plugin(plugin)) => drop(registry.add(plugin)),
            Ok(Script::Scenarios(defined)) => drafts.extend(defined),
            Err(faults) => return Err(shown(&faults, &sources)),
        }
    }
    let loaded = toets_load::load(&memory, STUDY, "policies", drafts, sources);
    if any_error(&loaded.diagnostics) {
        return Err(shown(&loaded.diagnostics, &loaded.sources));
    }
    let study = loaded.study.ok_or("no study and no fault")?;
    let compiled = compile(Arc::new(study), &registry, toets_evaluate::Limits::default());
    let compiled = compiled.map_err(|faults| shown(&faults, &loaded.sources))?;
    Ok(Ready {
        compiled: Arc::new(compiled),
        registry,
    })
}

/// Faults, to read.
pub fn shown(faults: &[Diagnostic], sources: &Sources) -> String {
    let mut text = String::new();
    for fault in faults.iter().filter(|f| any_error(std::slice::from_ref(f))) {
        let _ = writeln!(text, "{} {}", fault.code, &*fault.message);
        if let Some(toets_diagnostic::Place::Span(span)) = fault.place()
            && sources.files().len() > 0
        {
            let (line, column) = sources.position(span);
            let _ = writeln!(text, "  at {} {line}:{column}", sources.file(span.file).path);
        }
        for help in &fault.help {
            let _ = writeln!(text, "  help: {}", &**help);
        }
    }
    text
}
