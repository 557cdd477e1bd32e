//! The script host: Rhai scenarios and scorers. The only crate that knows the script language.
//!
//! [`load`] takes a script through these steps, and collects what is wrong in each:
//!
//! 1. read and parse the file and all that it imports (`program`, `syntax`);
//! 2. look for unknown functions and for what a script may not do (`check`);
//! 3. link the imports; from here on nothing is read any more;
//! 4. a file with `const PLUGIN` becomes a [`Plugin`] (`plugin`); any other is run once, and gives its scenarios
//!    (`scenario`).
//!
//! A plugin is checked against the study when it is prepared for a node (`check::study`), then run once for each path
//! of answers (`run`, `api`). What goes wrong in a run is put in words at its place (`explain`).
//!
//! What a script can use stands in one table ([`api()`]): nothing else is registered, so there is nothing to take away.
//! What scripts read silently wrong elsewhere (`"5" > 4`, `1 / 2`, a missing key) is an error here (`compare`,
//! `arithmetic`).

mod api;
mod arithmetic;
mod check;
mod compare;
mod definitions;
mod engine;
mod explain;
mod fake;
mod fault;
mod limits;
mod linked;
mod meter;
mod place;
mod plugin;
mod prepared;
mod program;
mod run;
mod scenario;
mod stepped;
mod syntax;
mod tested;
mod value;
mod weight;
mod words;

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use toets_diagnostic::{Diagnostic, Words, both};
use toets_model::{ScenarioDraft, Sources};
use toets_plugin::Plugin;

use linked::Linked;

pub use api::{ApiItem, Section, api};
pub use definitions::definitions;
pub use limits::{Abort, Limits};
pub use plugin::ScriptPlugin;
pub use stepped::{Line, Stepped};
pub use tested::Tested;

/// Where scripts are read from: the command line's files, or a test's.
pub trait ScriptFiles {
    /// The text of a file; the path is relative to the project, with `/`, and never leads outside.
    ///
    /// # Errors
    /// Why it can't be read, in a few words: "there is no such file".
    fn read(&self, path: &str) -> Result<String, Words>;
}

/// A script that was loaded.
pub enum Script {
    /// A scoring plugin.
    Plugin(Arc<ScriptPlugin>),
    /// Scenarios, in the order in which the script defines them.
    Scenarios(Vec<ScenarioDraft>),
}

impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plugin(plugin) => f.debug_tuple("Plugin").field(&plugin.id()).finish(),
            Self::Scenarios(drafts) => f.debug_tuple("Scenarios").field(drafts).finish(),
        }
    }
}

/// Loads a script: a plugin if it has `const PLUGIN`, else scenarios, for which it is run.
///
/// `roots` are the folders that imports are looked for in, in order.
///
/// ```
/// use toets_model::Sources;
/// use toets_diagnostic::Words;
/// use toets_script::{Limits, Script, ScriptFiles, load};
///
/// struct One(&'static str);
///
/// impl ScriptFiles for One {
///     fn read(&self, path: &str) -> Result<String, Words> {
///         if path == "scripts/d.rhai" { Ok(self.0.to_owned()) } else { Err(Words::both("not found", "niet gevonden")) }
///     }
/// }
///
/// let files = One(r#"scenario("D1", #{ label: "Open", levers: #{ timing: "outside" } });"#);
/// let mut sources = Sources::default();
/// let roots = ["scripts".to_owned()];
/// let script = load(&files, &mut sources, "scripts/d.rhai", &roots, &Limits::default());
/// let Ok(Script::Scenarios(drafts)) = script else { panic!() };
/// assert_eq!(drafts[0].levers[0].1.value, "outside");
/// ```
///
/// # Errors
/// What is wrong with the script or with what it imports; the files that were read are in `sources` all the same.
pub fn load(
    files: &dyn ScriptFiles,
    sources: &mut Sources,
    path: &str,
    roots: &[String],
    limits: &Limits,
) -> Result<Script, Vec<Diagnostic>> {
    // Nothing in here should panic; if it does, it is one script that fails and not the program.
    catch_unwind(AssertUnwindSafe(|| load_script(files, sources, path, roots, limits))).unwrap_or_else(|_| {
        Err(vec![
            Diagnostic::error(
                "script-internal",
                both!(
                    "the script host failed while `{path}` was read",
                    "het lezen van `{path}` liep vast in het programma zelf"
                ),
            )
            .help(api::cell::DEFECT),
        ])
    })
}

/// What is declared and never read in a script that loads: for scenario scripts, which leave nothing else behind. A plugin
/// says it itself ([`ScriptPlugin::advice`]).
pub fn unused(
    files: &dyn ScriptFiles,
    sources: &mut Sources,
    path: &str,
    roots: &[String],
    limits: &Limits,
) -> Vec<Diagnostic> {
    let parser = engine::build(false, limits);
    let program = program::Reader::new(files, sources, roots, limits, &parser).read(path);
    program.map_or_else(|_| Vec::new(), |program| check::unused(&program))
}

fn load_script(
    files: &dyn ScriptFiles,
    sources: &mut Sources,
    path: &str,
    roots: &[String],
    limits: &Limits,
) -> Result<Script, Vec<Diagnostic>> {
    let parser = engine::build(false, limits);
    let program = program::Reader::new(files, sources, roots, limits, &parser).read(path)?;
    let plugin = program.is_plugin();
    let mut faults = check::structure(&program, plugin);
    faults.extend(check::functions(&program, !plugin));
    if !faults.is_empty() {
        toets_diagnostic::sort(&mut faults);
        return Err(faults);
    }
    let mut linked = Linked::new(!plugin, limits);
    program.link(&mut linked).map_err(|fault| vec![fault])?;
    if !plugin {
        return scenario::run(&program, &linked).map(Script::Scenarios);
    }
    let declaration = plugin::declaration(&program, &linked)?;
    linked.names = check::properties(&program);
    linked.reads_findings = check::reads_findings(&program);
    Ok(Script::Plugin(Arc::new(ScriptPlugin::new(
        declaration,
        program,
        linked,
    ))))
}
