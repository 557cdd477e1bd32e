//! `toets decide`: which unknown is worth researching first.

use toets_question::decide as find;

use super::ask;
use super::run::evaluate_all;
use crate::args::OfCells;
use crate::opened;
use crate::output::{self, Failure, Outcome};
use crate::waiting::Waiting;

/// Finds what answers are worth, and prints it.
pub(crate) fn decide(args: &OfCells) -> Result<Outcome, Failure> {
    let ready = opened::open(&args.study)?.ready()?;
    let study = ready.compiled.study.clone();
    let cells = ask::chosen_cells(&study, &args.cells)?;
    let mut scenarios: Vec<_> = cells.iter().map(|&(scenario, _)| scenario).collect();
    scenarios.dedup();
    let evaluation = evaluate_all(&ready, &scenarios)?;
    let progress = Waiting::for_steps();
    let found = find(&evaluation, &cells, &progress);
    progress.end();
    let found = found.map_err(ask::faulty(&ready))?;
    let style = output::table_style(args.study.lang.into());
    output::result(&toets_report::decisions(&study, &found, args.format.into(), style));
    output::mention(&ready.warnings);
    Ok(Outcome::Fine)
}
