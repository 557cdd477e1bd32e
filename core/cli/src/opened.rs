//! Opening a study: its scripts, its files, its plugins.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use clap::ValueEnum;
use toets_diagnostic::{Diagnostic, any_error, both};
use toets_evaluate::{Compiled, compile};
use toets_model::{Date, ScenarioDraft, Sources, Study};
use toets_plugin::{Plugin, Registry};
use toets_script::{Script, ScriptPlugin};

use crate::args::{LimitArgs, StudyArgs};
use crate::failure::Failure;
use crate::named;
use crate::project::{self, Project, SCRIPTS};
use crate::receipt;
use crate::system::{System, Watched, shown};

/// Everything that could be read of a study, with all that is wrong with it.
pub(crate) struct Opened {
    pub(crate) sources: Sources,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// The study made ready; none if there are errors.
    pub(crate) compiled: Option<Arc<Compiled>>,
    /// The plugins that it may name.
    pub(crate) plugins: Registry,
    /// Those of them that are scripts; of two with one id the last counts.
    pub(crate) scripts: Vec<Arc<ScriptPlugin>>,
}

/// Opens a study and makes it ready.
///
/// # Errors
/// The call is wrong: no such study, no such script. What is wrong *in* them is among the diagnostics.
pub(crate) fn open<L>(args: &StudyArgs<L>) -> Result<Opened, Failure>
where
    L: ValueEnum + Default + Send + Sync + 'static,
{
    open_changed(args, |_| Ok(()))
}

/// Opens a study, changes something in it, and makes it ready.
///
/// # Errors
/// As [`open`]; why it can't be changed so.
pub(crate) fn open_changed<L>(
    args: &StudyArgs<L>,
    change: impl FnOnce(&mut Study) -> Result<(), Failure>,
) -> Result<Opened, Failure>
where
    L: ValueEnum + Default + Send + Sync + 'static,
{
    open_in(&mut project::find(args.study.as_deref())?, args, change)
}

/// Opens a study with other texts of some of its files.
///
/// # Errors
/// As [`open`].
pub(crate) fn open_with(args: &StudyArgs, texts: &[(String, String)]) -> Result<Opened, Failure> {
    let mut project = project::find(args.study.as_deref())?;
    project.system.put(texts);
    open_in(&mut project, args, |_| Ok(()))
}

/// Opens a study, and gives the files that it was read from.
///
/// # Errors
/// There is no such study; of what else may be wrong, what was read is known.
pub(crate) fn open_watched(args: &StudyArgs) -> Result<(Watched, Result<Opened, Failure>), Failure> {
    let mut project = project::find(args.study.as_deref())?;
    project.system.remember();
    let opened = open_in(&mut project, args, |_| Ok(()));
    Ok((Watched::new(project.system), opened))
}

fn open_in<L>(
    project: &mut Project,
    args: &StudyArgs<L>,
    change: impl FnOnce(&mut Study) -> Result<(), Failure>,
) -> Result<Opened, Failure>
where
    L: ValueEnum + Default + Send + Sync + 'static,
{
    let as_of = args.as_of.as_deref().map(day).transpose()?;
    let mut sources = Sources::default();
    let mut scripts = Scripts::default();
    let limits = script_limits(&args.limits);
    for path in project.system.list("scripts/scoring", ".rhai") {
        scripts.read(
            &project.system,
            &mut sources,
            &path,
            &[SCRIPTS.to_owned()],
            &limits,
            Origin::Folder,
        );
    }
    for path in &args.scripts {
        let (name, roots) = mount(&mut project.system, path)?;
        scripts.read(
            &project.system,
            &mut sources,
            &name,
            &roots,
            &limits,
            Origin::CommandLine,
        );
    }
    let loaded = toets_load::load(
        &project.system,
        &project.study,
        project::POLICIES,
        scripts.drafts,
        sources,
    );
    let sources = loaded.sources;
    let mut diagnostics = loaded.diagnostics;
    diagnostics.append(&mut scripts.faults);
    let plugins = registry(&scripts.plugins);
    let compiled = match loaded.study {
        Some(mut study) => {
            args.stray.as_ref().map_or(Ok(()), |stray| stray.check(&study))?;
            if as_of.is_some() {
                study.as_of = as_of;
            }
            let amendment = |name: &String| toets_question::amendment_named(&study, name).map_err(named::misnamed);
            let chosen: Vec<_> = args.amendments.iter().map(amendment).collect::<Result<_, Failure>>()?;
            let open: Vec<_> = args
                .open_amendments
                .iter()
                .map(amendment)
                .collect::<Result<_, Failure>>()?;
            diagnostics.extend(toets_load::put_in_force(&mut study, &chosen, &open));
            change(&mut study)?;
            // A faulty script in the folder concerns this study only if it is named by it.
            let named = |id: &str| study.nodes.iter().any(|(_, node)| &*node.score.plugin.value == id);
            // What a faulty script would have given is not known: it may be a plugin that is missing here.
            let missing = study
                .nodes
                .iter()
                .any(|(_, node)| plugins.get(&node.score.plugin.value).is_none());
            for (stem, faults) in scripts.set_aside {
                if missing || named(&stem) {
                    diagnostics.extend(faults);
                }
            }
            for (id, clash) in scripts.clashes {
                if named(&id) {
                    diagnostics.push(clash);
                }
            }
            if any_error(&diagnostics) {
                if missing {
                    diagnostics.extend(faults_of_plugins(study, &plugins));
                }
                None
            } else {
                make_ready(study, &plugins, &args.limits, &mut diagnostics)
            }
        }
        None => {
            if let Some(framework) = loaded.framework {
                diagnostics.extend(faults_of_plugins(framework, &plugins));
            }
            None
        }
    };
    if let Some(compiled) = &compiled {
        receipt::opens(&project.study, &compiled.study, &plugins, &sources);
    }
    toets_diagnostic::sort(&mut diagnostics);
    Ok(Opened {
        sources,
        diagnostics,
        compiled,
        plugins,
        scripts: scripts.plugins,
    })
}

impl Opened {
    /// The study made ready.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(crate) fn ready(self) -> Result<Ready, Failure> {
        match self.compiled {
            Some(compiled) => Ok(Ready {
                compiled,
                sources: self.sources,
                warnings: self.diagnostics,
                plugins: self.plugins,
                scripts: self.scripts,
            }),
            None => {
                let errors = self
                    .diagnostics
                    .into_iter()
                    .filter(|d| d.severity == toets_diagnostic::Severity::Error);
                Err(Failure::Study(errors.collect(), Box::new(self.sources)))
            }
        }
    }
}

/// A study without errors.
pub(crate) struct Ready {
    pub(crate) compiled: Arc<Compiled>,
    pub(crate) sources: Sources,
    pub(crate) warnings: Vec<Diagnostic>,
    pub(crate) plugins: Registry,
    pub(crate) scripts: Vec<Arc<ScriptPlugin>>,
}

impl Ready {
    /// What is wrong with the study or too large, shown with its files.
    pub(crate) fn faulty(&self) -> impl Fn(Vec<Diagnostic>) -> Failure {
        let sources = self.sources.clone();
        move |faults| Failure::Study(faults, Box::new(sources.clone()))
    }
}

fn make_ready(
    study: Study,
    plugins: &Registry,
    limits: &LimitArgs,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Arc<Compiled>> {
    let limits = toets_evaluate::Limits {
        diagram_nodes: limits.limit_nodes,
        paths: limits.limit_paths,
        ..toets_evaluate::Limits::default()
    };
    match compile(Arc::new(study), plugins, limits) {
        Ok(compiled) => Some(Arc::new(compiled)),
        Err(faults) => {
            diagnostics.extend(faults);
            None
        }
    }
}

/// What is wrong with a faulty study whatever its other faults: plugins that are missing, nodes that go round in circles.
fn faults_of_plugins(study: Study, plugins: &Registry) -> Vec<Diagnostic> {
    let found = compile(Arc::new(study), plugins, toets_evaluate::Limits::default()).err();
    // What else is wrong there may follow from the errors that were found before.
    let certain = |fault: &Diagnostic| matches!(fault.code, "unknown-plugin" | "cycle");
    found.into_iter().flatten().filter(certain).collect()
}

/// The plugins that come with the program.
fn native() -> Registry {
    let mut registry = Registry::new(Arc::new(toets_evidence::Evidence));
    for plugin in toets_aggregation::plugins() {
        registry.add(plugin);
    }
    registry.add(Arc::new(toets_legal::Legal));
    registry
}

/// The plugins that come with the program, and those of scripts.
fn registry(scripts: &[Arc<ScriptPlugin>]) -> Registry {
    let mut registry = native();
    for script in scripts {
        registry.add(script.clone() as Arc<dyn Plugin>);
    }
    registry
}

#[derive(Default)]
struct Scripts {
    plugins: Vec<Arc<ScriptPlugin>>,
    /// How many of them, the first ones, are of the folder.
    from_folder: usize,
    drafts: Vec<ScenarioDraft>,
    faults: Vec<Diagnostic>,
    /// Faults of scripts in the folder, by the name of the file without its ending.
    set_aside: Vec<(String, Vec<Diagnostic>)>,
    /// Ids that more than one plugin of the folder has, or one of the program and one of a script.
    clashes: Vec<(String, Diagnostic)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    Folder,
    CommandLine,
}

impl Scripts {
    fn read(
        &mut self,
        system: &System,
        sources: &mut Sources,
        path: &str,
        roots: &[String],
        limits: &toets_script::Limits,
        origin: Origin,
    ) {
        match toets_script::load(system, sources, path, roots, limits) {
            Ok(Script::Plugin(plugin)) => self.add(plugin, origin),
            Ok(Script::Scenarios(drafts)) => self.drafts.extend(drafts),
            Err(faults) if origin == Origin::CommandLine => self.faults.extend(faults),
            Err(faults) => {
                let stem = Path::new(path)
                    .file_stem()
                    .map(|s| s.to_string_lossy().into_owned())
                    .unwrap_or_default();
                self.set_aside.push((stem, faults));
            }
        }
    }
}

impl Scripts {
    /// Adds a plugin. One from the command line takes the place of one in the folder, so that a new version can be tried;
    /// else an id has one plugin.
    fn add(&mut self, plugin: Arc<ScriptPlugin>, origin: Origin) {
        let id = plugin.id().to_owned();
        let clash = Diagnostic::error(
            "plugin-twice",
            both!("there is another plugin `{id}`", "er is nog een plugin `{id}`"),
        );
        let help = both!(
            "give it an id of its own in `const PLUGIN`",
            "geef deze een eigen id in `const PLUGIN`"
        );
        let place = self.plugins.iter().position(|other| other.id() == id);
        let clash = match (of_the_program(&plugin), place) {
            (Some(own), _) => own,
            (None, Some(place)) if self.from_folder > place && origin == Origin::CommandLine => {
                self.plugins[place] = plugin;
                return;
            }
            (None, Some(place)) => clash
                .at(plugin.named_at(), both!("here", "hier"))
                .at(self.plugins[place].named_at(), both!("and here", "en hier"))
                .help(help),
            (None, None) => {
                self.plugins.push(plugin);
                if origin == Origin::Folder {
                    self.from_folder = self.plugins.len();
                }
                return;
            }
        };
        match origin {
            Origin::CommandLine => self.faults.push(clash),
            Origin::Folder => self.clashes.push((id, clash)),
        }
    }
}

/// That a script has the id of one of the program's own scorers, if it has.
pub(crate) fn of_the_program(plugin: &ScriptPlugin) -> Option<Diagnostic> {
    let id = plugin.id();
    native().get(id).map(|_| {
        Diagnostic::error(
            "plugin-twice",
            both!("there is another plugin `{id}`", "er is nog een plugin `{id}`"),
        )
        .at(
            plugin.named_at(),
            both!(
                "this id is one of the program's own scorers",
                "dit id hoort bij een beoordelaar van het programma zelf"
            ),
        )
        .help(both!(
            "give it an id of its own in `const PLUGIN`",
            "geef deze een eigen id in `const PLUGIN`"
        ))
    })
}

/// Lets a script from the command line be read, with its imports from its own folder; its name and import roots.
pub(crate) fn mount(system: &mut System, path: &Path) -> Result<(String, Vec<String>), Failure> {
    let here = project::current_folder()?;
    let file = here.join(path);
    if !file.is_file() {
        return Err(Failure::call(both!(
            "there is no script `{}`",
            "er is geen script `{}`",
            shown(path)
        )));
    }
    let (Some(folder), Some(name)) = (file.parent(), file.file_name().and_then(|n| n.to_str())) else {
        return Err(Failure::call(both!(
            "`{}` can't be read as a script",
            "`{}` is niet te lezen als script",
            shown(path)
        )));
    };
    let shown = project::display_name(folder, &here);
    system.open(&shown, folder);
    Ok((format!("{shown}/{name}"), vec![SCRIPTS.to_owned(), shown]))
}

/// The limits of scripts, with a clock that ends them.
#[expect(
    clippy::disallowed_methods,
    reason = "the command line lends scripts a clock that may end them, never decide"
)]
pub(crate) fn script_limits(args: &LimitArgs) -> toets_script::Limits {
    let clock = Clock {
        most: Duration::from_secs(args.limit_seconds),
        running: Mutex::new(None),
    };
    toets_script::Limits {
        operations: args.limit_operations,
        abort: Some(Arc::new(move || clock.is_over(Instant::now()))),
        ..toets_script::Limits::default()
    }
}

/// A clock that runs while scripts do. It starts with the first of them, and anew where none ran for a while: a study may
/// stay open as long as one likes.
struct Clock {
    most: Duration,
    /// When the first of the scripts that run now was seen, and when one was last seen.
    running: Mutex<Option<(Instant, Instant)>>,
}

impl Clock {
    /// Asked by scripts that run.
    fn is_over(&self, now: Instant) -> bool {
        const PAUSE: Duration = Duration::from_secs(1);
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        let start = match *running {
            Some((start, last)) if now.saturating_duration_since(last) < PAUSE => start,
            _ => now,
        };
        *running = Some((start, now));
        now.saturating_duration_since(start) >= self.most
    }
}

/// A day as the command line gives it.
pub(crate) fn day(text: &str) -> Result<Date, Failure> {
    Date::parse(text).ok_or_else(|| {
        Failure::with_help(
            both!(
                "`{text}` is not a day of the calendar",
                "`{text}` is geen dag van de kalender"
            ),
            (
                "write it as YYYY-MM-DD: `--as-of 2026-06-12`",
                "schrijf een dag als JJJJ-MM-DD: `--as-of 2026-06-12`",
            ),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a day needs a morning to count from")]
    fn the_clock_of_scripts_runs_while_they_do() {
        let clock = Clock {
            most: Duration::from_secs(60),
            running: Mutex::new(None),
        };
        let opened = Instant::now();
        // Hours after the study was opened a script starts.
        let start = opened + Duration::from_secs(10_000);
        let over: Vec<bool> = (0..130)
            .map(|n| clock.is_over(start + n * Duration::from_millis(500)))
            .collect();
        assert_eq!(over.iter().position(|&over| over), Some(120));
        // And another one, later.
        assert!(!clock.is_over(start + Duration::from_secs(1_000)));
    }
}
