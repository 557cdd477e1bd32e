//! `toets rank`: how scenarios stand to each other.

use crate::answer::{deliver, possible};
use crate::args::Rank;
use crate::failure::{Failure, Outcome};
use crate::named::{self, chosen_groups, judged_scenarios};
use crate::opened;
use crate::output;

/// Sets all scenarios beside each other, two by two, and tells which are the best.
pub(crate) fn rank(args: &Rank) -> Result<Outcome, Failure> {
    possible(&args.form)?;
    let ready = opened::open(&args.study)?.ready()?;
    let study = ready.compiled.study.clone();
    let scenarios = judged_scenarios(&study, &args.cells.scenarios)?;
    let groups = chosen_groups(&study, &args.cells.groups)?;
    let node = args.node.as_deref().map(|name| named::node(&study, Some(name)));
    let found = toets_question::rank(&ready.compiled, &scenarios, &groups, node.transpose()?);
    let found = found.map_err(ready.faulty())?;
    deliver(
        &toets_report::ranked(&study, &found, args.study.lang.into()),
        &args.form,
    )?;
    output::mention(&ready.warnings);
    Ok(Outcome::Fine)
}
