//! `toets space`: all designs at once.

use toets_diagnostic::both;
use toets_model::{Assignment, Kind};
use toets_question::{AskSpace, space as count};

use crate::answer::deliver;
use crate::args::Space;
use crate::failure::{Failure, Outcome};
use crate::named::{self, chosen_groups};
use crate::opened;
use crate::output;
use crate::waiting::Waiting;

/// Counts all designs for each group, and prints how many there are of each kind.
pub(crate) fn space(args: &Space) -> Result<Outcome, Failure> {
    let ready = opened::open(&args.study)?.ready()?;
    let study = ready.compiled.study.clone();
    let mut fixed = Assignment::new();
    for text in &args.fix {
        let (variable, value) = named::setting(&study, text)?;
        if study.variables[variable].kind == Kind::Unknown {
            return Err(Failure::with_help(
                both!(
                    "`{}` is unknown: no call can fix its answer",
                    "`{}` is onbekend: een opdracht kan het antwoord niet vastleggen",
                    study.variables.name(variable)
                ),
                (
                    "`toets decide` says what its answer would be worth",
                    "`toets decide` zegt wat het antwoord waard zou zijn",
                ),
            ));
        }
        fixed.insert(variable, value);
    }
    let node = args
        .node
        .as_deref()
        .map(|name| named::node(&study, Some(name)))
        .transpose()?;
    let groups = chosen_groups(&study, &args.groups)?;
    let groups = if groups.is_empty() {
        vec![None]
    } else {
        groups.into_iter().map(Some).collect()
    };
    let mut found = Vec::with_capacity(groups.len());
    for group in groups {
        let asked = AskSpace {
            group,
            fixed: fixed.clone(),
            node,
        };
        let progress = Waiting::for_steps();
        let counted = count(&ready.compiled, &asked, &progress);
        progress.end();
        found.push(counted.map_err(ready.faulty())?);
    }
    deliver(
        &toets_report::design_spaces(&study, &found, args.study.lang.into()),
        &args.form,
    )?;
    output::mention(&ready.warnings);
    Ok(Outcome::Fine)
}
