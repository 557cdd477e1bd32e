//! `toets run`: what follows, on one screen; in full, the scorecard, and which conclusions hold.

mod onward;
mod show;
mod watch;

use self::show::show;
use crate::answer::possible;
use crate::args::Run;
use crate::cells::evaluate_all;
use crate::failure::{Failure, Outcome};
use crate::named::{chosen_groups, chosen_scenarios};
use crate::opened;
use crate::system::beats_until_interrupted;

/// Evaluates a study and prints the results.
pub(crate) fn run(args: &Run) -> Result<Outcome, Failure> {
    let form = possible(&args.form)?;
    if args.watch {
        return watch::watch(args, form, beats_until_interrupted()?);
    }
    let ready = opened::open(&args.study)?.ready()?;
    let scenarios = chosen_scenarios(&ready.compiled.study, &args.cells.scenarios)?;
    chosen_groups(&ready.compiled.study, &args.cells.groups)?;
    let mut evaluation = evaluate_all(&ready, &scenarios)?;
    show(&ready, args, &mut evaluation)?;
    Ok(Outcome::Fine)
}
