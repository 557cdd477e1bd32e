//! `toets decide`: which unknown is worth researching first.

use toets_question::decide as find;

use crate::answer::deliver;
use crate::args::OfCells;
use crate::cells::evaluate_all;
use crate::failure::{Failure, Outcome};
use crate::named;
use crate::opened;
use crate::output;
use crate::waiting::Waiting;

/// Finds what answers are worth, and prints it.
pub(crate) fn decide(args: &OfCells) -> Result<Outcome, Failure> {
    let ready = opened::open(&args.study)?.ready()?;
    let study = ready.compiled.study.clone();
    let cells = named::chosen_cells(&study, &args.cells)?;
    let mut scenarios: Vec<_> = cells.iter().map(|&(scenario, _)| scenario).collect();
    scenarios.dedup();
    let evaluation = evaluate_all(&ready, &scenarios)?;
    let progress = Waiting::for_steps();
    let found = find(&evaluation, &cells, &progress);
    progress.end();
    let found = found.map_err(ready.faulty())?;
    deliver(
        &toets_report::decisions(&study, &found, args.study.lang.into()),
        &args.form,
    )?;
    output::mention(&ready.warnings);
    Ok(Outcome::Fine)
}
