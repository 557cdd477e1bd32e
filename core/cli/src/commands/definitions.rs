//! `toets definitions` and `toets schema`: what editors complete and check by.

mod schema;

use toets_diagnostic::both;
use toets_model::Sources;
use toets_script::definitions as of_scripts;

use crate::args::Definitions;
use crate::failure::{Failure, Outcome};
use crate::output;
use crate::project::{self, POLICIES};
use crate::system::fresh;

/// Where they lie within a project: what a tool makes for tools stays out of sight.
const FOLDER: &str = ".toets";

/// Writes the definition files of scripts and the schema of studies.
pub(crate) fn definitions(args: &Definitions) -> Result<Outcome, Failure> {
    let study = match project::find(args.study.as_deref()) {
        Ok(found) => toets_load::load(&found.system, &found.study, POLICIES, Vec::new(), Sources::default()).study,
        Err(failure) if args.study.is_some() => return Err(failure),
        Err(_) => None,
    };
    match &study {
        Some(study) => output::remark(both!(
            "with the variables of `{}`",
            "met de variabelen van `{}`",
            &*study.id
        )),
        None => output::remark((
            "without the variables of a study: name one, and see that `toets check` finds no errors in it",
            "zonder de variabelen van een studie: noem er een, en zorg dat `toets check` er geen fouten in vindt",
        )),
    }
    let here = project::current_folder()?;
    let folder = match &args.out {
        Some(out) => here.join(out),
        None => project::root_above(&here).unwrap_or_else(|| here.clone()).join(FOLDER),
    };
    for (name, text) in [
        ("toets-plugin.d.rhai", of_scripts(study.as_ref(), false)),
        ("toets-scenario.d.rhai", of_scripts(None, true)),
        ("toets.schema.json", schema_text()),
    ] {
        let path = folder.join(name);
        fresh::replace(&path, &text)?;
        output::result(&format!("{}\n", project::display_name(&path, &here)));
    }
    Ok(Outcome::Fine)
}

/// Prints the schema of studies.
pub(crate) fn schema() -> Outcome {
    output::result(&schema_text());
    Outcome::Fine
}

fn schema_text() -> String {
    format!("{:#}\n", schema::schema())
}
