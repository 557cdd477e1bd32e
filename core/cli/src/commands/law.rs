//! `toets law`: what moves in the law.

use super::ask;
use crate::args::{LawCommand, LawDiff, LimitArgs, StudyArgs};
use crate::opened;
use crate::output::{self, Failure, Outcome};

/// Does what was asked of the law.
pub(crate) fn law(command: &LawCommand) -> Result<Outcome, Failure> {
    match command {
        LawCommand::Diff(args) => diff(args),
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
    })?
    .ready()?;
    let study = ready.compiled.study.clone();
    let cells = ask::chosen_cells(&study, &args.cells)?;
    let found = toets_question::law_diff(&ready.compiled, &ready.plugins, &cells, days).map_err(ask::faulty(&ready))?;
    let language = args.lang.into();
    output::result(&toets_report::law_diff(&study, &found, args.format.into(), language));
    output::mention(&ready.warnings);
    Ok(Outcome::Fine)
}
