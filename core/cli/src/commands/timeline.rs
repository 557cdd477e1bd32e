//! `toets timeline`: when results change because the law does.

use crate::answer::deliver;
use crate::args::OfCells;
use crate::failure::{Failure, Outcome};
use crate::named;
use crate::opened;
use crate::output;

/// Judges the cells under the law of every stretch of time and prints what moved.
pub(crate) fn timeline(args: &OfCells) -> Result<Outcome, Failure> {
    let ready = opened::open(&args.study)?.ready()?;
    let study = ready.compiled.study.clone();
    let cells = named::chosen_cells(&study, &args.cells)?;
    let found = toets_question::timeline(&ready.compiled, &ready.plugins, &cells).map_err(ready.faulty())?;
    deliver(
        &toets_report::timeline(&study, &found, args.study.lang.into()),
        &args.form,
    )?;
    output::mention(&ready.warnings);
    Ok(Outcome::Fine)
}
