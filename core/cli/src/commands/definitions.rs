//! `toets definitions` and `toets schema`: what editors complete and check by.

mod schema;

use toets_model::Sources;
use toets_script::definitions as of_scripts;

use crate::args::Definitions;
use crate::output::{self, Failure, Outcome};
use crate::project::{self, POLICIES};
use crate::system::fresh;

/// Writes the definition files of scripts and the schema of studies.
pub(crate) fn definitions(args: &Definitions) -> Result<Outcome, Failure> {
    let study = match project::find(args.study.as_deref()) {
        Ok(found) => toets_load::load(&found.system, &found.study, POLICIES, Vec::new(), Sources::default()).study,
        Err(failure) if args.study.is_some() => return Err(failure),
        Err(_) => None,
    };
    match &study {
        Some(study) => output::remark(&format!("with the variables of `{}`", study.id)),
        None => output::remark(
            "without the variables of a study: name one, and see that `toets check` finds no errors in it",
        ),
    }
    let here = project::current_folder()?;
    for (name, text) in [
        ("toets-plugin.d.rhai", of_scripts(study.as_ref(), false)),
        ("toets-scenario.d.rhai", of_scripts(None, true)),
        ("toets.schema.json", schema_text()),
    ] {
        let path = here.join(&args.out).join(name);
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
