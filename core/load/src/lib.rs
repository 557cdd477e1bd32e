//! TOML to study: all faults at once.
//!
//! 1. `files` reads the study's file and what it includes; `syntax` makes each one a `tree` with places;
//! 2. `tables` sorts the tables by [section](SECTIONS), `names` declares all ids;
//! 3. a module for each word of the vocabulary reads its sections through `fields`, resolves names to indices and
//!    reports what is wrong: `variables`, `conditions`, `nodes`, `evidence`, `scenarios`, `conclusions`
//!    with `formula`, `law`, `citations`;
//! 4. `study` puts them together.
//!
//! Nothing stops at the first fault. Where part of a study can't be read, what could be a consequence of that (a
//! missing key there, a name that may be declared there) is not reported.

mod citations;
mod conclusions;
mod conditions;
mod context;
mod costs;
mod evidence;
mod faults;
mod fields;
mod files;
mod formula;
mod ids;
mod law;
mod names;
mod nesting;
mod nodes;
mod quotes;
mod satisfy;
mod scenarios;
pub mod sections;
mod study;
mod syntax;
mod tables;
mod tree;
mod variables;

pub use costs::{ChangeCost, costs};
pub use files::{FileError, Files, MAX_FILE, MAX_FILES, MAX_TOTAL};
pub use law::put_in_force;
pub use sections::{Form, Key, SECTIONS, Section, Shape, WITHIN};
pub use study::is_default;

use faults::Faults;
use toets_diagnostic::Diagnostic;
use toets_model::{ScenarioDraft, Sources, Study};

/// What came of loading.
#[derive(Debug)]
pub struct Loaded {
    /// The study; none where there are errors.
    pub study: Option<Study>,
    /// Where there are errors: what could be read, if that is at least the framework, so that more can be said about it.
    /// Not to be evaluated.
    pub framework: Option<Study>,
    /// All files that were read.
    pub sources: Sources,
    /// What is wrong or worth knowing, in the order of files and places.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads all files of a study without asking what they mean: the study's own first, then what it includes, each once.
///
/// `study_toml` and `policies` are as for [`load`]. What is wrong is told as there, as far as it is that a file can't be
/// read or is not well written.
pub fn read(files: &dyn Files, study_toml: &str, policies: &str) -> (Sources, Vec<Diagnostic>) {
    let mut sources = Sources::default();
    let faults = Faults::new();
    files::read_all(files, study_toml, policies, &mut sources, &faults);
    let mut diagnostics = faults.into_list();
    toets_diagnostic::sort(&mut diagnostics);
    (sources, diagnostics)
}

/// Loads a study.
///
/// `study_toml` is the path of its file (`policies/x/study.toml`), `policies` the folder in which includes are looked
/// for after the study's own. `drafts` are the scenarios that scripts define, and `sources` holds the files that
/// their places point into.
pub fn load(
    files: &dyn Files,
    study_toml: &str,
    policies: &str,
    drafts: Vec<ScenarioDraft>,
    mut sources: Sources,
) -> Loaded {
    let faults = Faults::new();
    let trees = files::read_all(files, study_toml, policies, &mut sources, &faults);
    let study = match trees.is_empty() {
        true => None,
        false => study::assemble(&trees, &drafts, &sources, &faults),
    };
    let mut diagnostics = faults.into_list();
    toets_diagnostic::sort(&mut diagnostics);
    let (study, framework) = match toets_diagnostic::any_error(&diagnostics) {
        true => (None, study),
        false => (study, None),
    };
    Loaded {
        study,
        framework,
        sources,
        diagnostics,
    }
}
