//! `toets compare`: two scenarios beside each other.

use std::path::PathBuf;

use toets_question::contrast;

use super::ask;
use super::run::chosen_groups;
use crate::args::{Compare, StudyArgs};
use crate::opened;
use crate::output::{self, Failure, Outcome};

/// Sets two scenarios beside each other for each group, and prints where they differ.
pub(crate) fn compare(args: &Compare) -> Result<Outcome, Failure> {
    let (names, study) = named(args)?;
    let ready = opened::open(&study)?.ready()?;
    let study = ready.compiled.study.clone();
    let scenarios = [ask::scenario(&study, &names[0])?, ask::scenario(&study, &names[1])?];
    let mut found = Vec::new();
    for group in chosen_groups(&study, &args.groups)? {
        found.push(contrast(&ready.compiled, scenarios, group, args.ceteris_paribus).map_err(ask::faulty(&ready))?);
    }
    let style = output::table_style(args.study.lang.into());
    output::result(&toets_report::contrasted(&study, &found, args.format.into(), style));
    output::mention(&ready.warnings);
    Ok(Outcome::Fine)
}

/// The two scenarios, and the study: where it is left out, what stands in its place is the first scenario.
fn named(args: &Compare) -> Result<([String; 2], StudyArgs), Failure> {
    let mut study = args.study.clone();
    let names = match (args.scenarios.as_slice(), &study.study) {
        ([one, other], _) => [one.clone(), other.clone()],
        ([other], Some(one)) => {
            let one: &PathBuf = one;
            let names = [one.display().to_string(), other.clone()];
            study.study = None;
            names
        }
        _ => {
            return Err(Failure::with_help(
                (
                    "two scenarios are compared, and two are not named",
                    "er worden twee scenario's vergeleken, en er zijn er geen twee genoemd",
                ),
                (
                    "write `toets compare STUDY S1 S2`",
                    "schrijf `toets compare STUDIE S1 S2`",
                ),
            ));
        }
    };
    Ok((names, study))
}
