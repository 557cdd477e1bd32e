//! Where the study is: its folder, its project, and the folder of scripts.

use std::path::{Path, PathBuf};

use toets_diagnostic::both;
use toets_load::Files;

use crate::failure::{Failure, did_you_mean, system_error};
use crate::system::{System, shown};

/// A study on disk.
#[derive(Debug)]
pub(crate) struct Project {
    /// What may be read.
    pub(crate) system: System,
    /// The name of the study's `study.toml`.
    pub(crate) study: String,
    /// Its folder, links followed.
    pub(crate) folder: PathBuf,
}

/// The name of the folder of studies and law.
pub(crate) const POLICIES: &str = "policies";
/// The name of the folder of scripts.
pub(crate) const SCRIPTS: &str = "scripts";
const STUDY_FILE: &str = "study.toml";

/// Finds the study that a command means.
pub(crate) fn find(given: Option<&Path>) -> Result<Project, Failure> {
    let here = current_folder()?;
    let folder = match given {
        Some(given) => study_folder(given, &here)?,
        None => only_study(&here)?,
    };
    Ok(at(folder, &here))
}

/// The project around a study's folder: the nearest folder above it with `policies/`, else the one around the current
/// folder, else the study's folder itself.
fn at(folder: PathBuf, here: &Path) -> Project {
    let root = root_above(&folder)
        .or_else(|| root_above(here))
        .unwrap_or_else(|| folder.clone());
    let mut system = System::default();
    system.open(POLICIES, &root.join(POLICIES));
    system.open(SCRIPTS, &root.join(SCRIPTS));
    let policies = root
        .join(POLICIES)
        .canonicalize()
        .unwrap_or_else(|_| root.join(POLICIES));
    let real = folder.canonicalize().unwrap_or_else(|_| folder.clone());
    let name = match real.strip_prefix(&policies) {
        Ok(rest) => format!("{POLICIES}/{}", slashes(rest)),
        Err(_) => {
            let name = display_name(&folder, here);
            system.open(&name, &folder);
            name
        }
    };
    Project {
        system,
        study: format!("{name}/{STUDY_FILE}"),
        folder: real,
    }
}

/// A folder as people named it: relative to the current one where it lies below that.
pub(crate) fn display_name(folder: &Path, here: &Path) -> String {
    let shown = slashes(folder.strip_prefix(here).unwrap_or(folder));
    if shown.is_empty() {
        ".".to_owned()
    } else {
        shown.trim_end_matches('/').to_owned()
    }
}

fn study_folder(given: &Path, here: &Path) -> Result<PathBuf, Failure> {
    let path = here.join(given);
    if path.is_dir() {
        if path.join(STUDY_FILE).is_file() {
            return Ok(path);
        }
        if given.components().count() > 1 || !under_policies(given, here).is_dir() {
            return Err(Failure::with_help(
                both!(
                    "`{}` has no `{STUDY_FILE}`",
                    "`{}` heeft geen `{STUDY_FILE}`",
                    shown(given)
                ),
                (
                    "give a study: a folder with a `study.toml`, or the name of one under `policies/`",
                    "geef een studie: een map met een `study.toml`, of de naam van een studie in `policies/`",
                ),
            ));
        }
    }
    if path.is_file() {
        return match path.parent() {
            Some(folder) if path.file_name().is_some_and(|name| name == STUDY_FILE) => Ok(folder.to_owned()),
            _ => Err(Failure::with_help(
                both!(
                    "`{}` is not a `{STUDY_FILE}`",
                    "`{}` is geen `{STUDY_FILE}`",
                    shown(given)
                ),
                (
                    "give the folder of the study, or its `study.toml`",
                    "geef de map van de studie, of de `study.toml` ervan",
                ),
            )),
        };
    }
    let named = under_policies(given, here);
    if named.join(STUDY_FILE).is_file() {
        return Ok(named);
    }
    let known = studies(here);
    let given = given.display().to_string();
    let names: Vec<&str> = known.iter().filter_map(|folder| folder.file_name()?.to_str()).collect();
    let help = if names.is_empty() {
        (
            "there is no study under `policies/`",
            "er is geen studie in `policies/`",
        )
            .into()
    } else {
        did_you_mean(&given, names.into_iter())
    };
    Err(Failure::with_help(
        both!("there is no study `{given}`", "er is geen studie `{given}`"),
        help,
    ))
}

fn under_policies(name: &Path, here: &Path) -> PathBuf {
    root_above(here)
        .unwrap_or_else(|| here.to_owned())
        .join(POLICIES)
        .join(name)
}

fn only_study(here: &Path) -> Result<PathBuf, Failure> {
    if here.join(STUDY_FILE).is_file() {
        return Ok(here.to_owned());
    }
    let mut known = studies(here);
    if known.len() == 1 {
        return Ok(known.remove(0));
    }
    let marked: Vec<&PathBuf> = known.iter().filter(|folder| is_default(folder)).collect();
    if let [only] = marked[..] {
        return Ok(only.clone());
    }
    let names: Vec<String> = known.iter().map(|folder| display_name(folder, here)).collect();
    Err(if names.is_empty() {
        Failure::with_help(
            ("there is no study in sight", "er is geen studie in zicht"),
            (
                "name one (a folder with a `study.toml`), or go to a project with a folder `policies/`",
                "noem er een (een map met een `study.toml`), of ga naar een project met een map `policies/`",
            ),
        )
    } else {
        Failure::with_help(
            (
                "there is more than one study in sight",
                "er is meer dan één studie in zicht",
            ),
            both!("name one of: {}", "noem een van: {}", names.join(", ")),
        )
    })
}

/// Whether a study says that it is meant where none is named.
fn is_default(folder: &Path) -> bool {
    let mut system = System::default();
    system.open("", folder);
    system.read(STUDY_FILE).is_ok_and(|text| toets_load::is_default(&text))
}

/// The studies of the project around a folder, in alphabetical order.
fn studies(here: &Path) -> Vec<PathBuf> {
    let Some(root) = root_above(here) else {
        return Vec::new();
    };
    let Ok(entries) = root.join(POLICIES).read_dir() else {
        return Vec::new();
    };
    let mut all: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|folder| folder.join(STUDY_FILE).is_file())
        .collect();
    all.sort();
    all
}

/// The nearest folder at or above this one with a folder `policies/`.
pub(crate) fn root_above(folder: &Path) -> Option<PathBuf> {
    folder
        .ancestors()
        .find(|above| above.join(POLICIES).is_dir())
        .map(Path::to_owned)
}

fn slashes(path: &Path) -> String {
    path.components()
        .map(|c| c.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
        .replace("//", "/")
}

/// The folder that the command was called in.
#[expect(
    clippy::disallowed_methods,
    reason = "the command line is where the current folder is asked for"
)]
pub(crate) fn current_folder() -> Result<PathBuf, Failure> {
    std::env::current_dir().map_err(|error| {
        Failure::call(both!(
            "the current folder can't be read: {}",
            "de huidige map is niet te lezen: {}",
            system_error(&error)
        ))
    })
}
