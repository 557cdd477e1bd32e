//! `toets law`: what moves in the law, and whether the checks against it are complete.

use crate::answer::deliver;
use crate::args::{LawCheck, LawCommand, LawDiff, LimitArgs, StudyArgs};
use crate::failure::{Failure, Outcome};
use crate::named;
use crate::opened;
use crate::output;

/// Does what was asked of the law.
pub(crate) fn law(command: &LawCommand) -> Result<Outcome, Failure> {
    match command {
        LawCommand::Diff(args) => diff(args),
        LawCommand::Check(args) => check(args),
    }
}

/// Prints which provisions move between two days, and which results with them.
fn diff(args: &LawDiff) -> Result<Outcome, Failure> {
    let days = (opened::day(&args.first)?, opened::day(&args.second)?);
    let ready = opened::open(&StudyArgs {
        study: args.study.clone(),
        // An amendment in force may have no first day of its own; it is held against the second day.
        as_of: Some(args.second.clone()),
        amendments: args.amendments.clone(),
        open_amendments: Vec::new(),
        scripts: args.scripts.clone(),
        lang: args.lang,
        limits: LimitArgs::default(),
        stray: None,
    })?
    .ready()?;
    let study = ready.compiled.study.clone();
    let cells = named::chosen_cells(&study, &args.cells)?;
    let found = toets_question::law_diff(&ready.compiled, &ready.plugins, &cells, days).map_err(ready.faulty())?;
    deliver(&toets_report::law_diff(&study, &found, args.lang.into()), &args.form)?;
    output::mention(&ready.warnings);
    Ok(Outcome::Fine)
}

/// Looks at every case of the legal checks, on all days or on the one named, and prints what was found.
fn check(args: &LawCheck) -> Result<Outcome, Failure> {
    let ready = opened::open(&args.study)?.ready()?;
    let study = ready.compiled.study.clone();
    let cells = toets_evaluate::judged_cells(&study);
    let that_day_only = args.study.as_of.is_some();
    let found =
        toets_question::law_check(&ready.compiled, &ready.plugins, &cells, that_day_only).map_err(ready.faulty())?;
    deliver(
        &toets_report::law_check(&study, &found, args.study.lang.into()),
        &args.form,
    )?;
    output::mention(&ready.warnings);
    Ok(if found.has_faults() {
        Outcome::Differs
    } else {
        Outcome::Fine
    })
}
