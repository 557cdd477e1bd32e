//! `toets robust`: how much depends on single choices of the coding.

use toets_question::robust as try_all;

use crate::answer::deliver;
use crate::args::OfCells;
use crate::failure::{Failure, Outcome};
use crate::named;
use crate::opened;
use crate::output;
use crate::waiting::Waiting;

/// Tries every single change of the coding, and prints what moves.
pub(crate) fn robust(args: &OfCells) -> Result<Outcome, Failure> {
    let ready = opened::open(&args.study)?.ready()?;
    let study = ready.compiled.study.clone();
    let cells = named::chosen_cells(&study, &args.cells)?;
    let progress = Waiting::for_steps();
    let found = try_all(&ready.compiled, &ready.plugins, &cells, &progress);
    progress.end();
    let found = found.map_err(ready.faulty())?;
    deliver(
        &toets_report::robustness(&study, &found, args.study.lang.into()),
        &args.form,
    )?;
    output::mention(&ready.warnings);
    Ok(Outcome::Fine)
}
