//! `toets explain`: why a node has the level that it has.

use toets_question::{Assumed, Explain as Asked, NotExplained, Refusal, assume, explain as find};

use super::ask;
use crate::answer::deliver;
use crate::args::Explain;
use crate::opened;
use crate::output::{self, Failure, Outcome};

/// Explains a node, and prints why.
pub(crate) fn explain(args: &Explain) -> Result<Outcome, Failure> {
    let ready = opened::open(&args.study)?.ready()?;
    let study = ready.compiled.study.clone();
    let assumed = args
        .assume
        .iter()
        .map(|text| assume(&ready.compiled, text).map_err(refused));
    let asked = Asked {
        scenario: ask::scenario(&study, &args.scenario)?,
        group: ask::group(&study, &args.group)?,
        node: ask::node(&study, args.node.as_deref())?,
        assumed: assumed.collect::<Result<Vec<Assumed>, Failure>>()?,
    };
    let found = find(&ready.compiled, &ready.plugins, &asked).map_err(|why| match why {
        NotExplained::Refused(refusal) => refused(refusal),
        NotExplained::Faults(faults) => ask::faulty(&ready)(faults),
    })?;
    deliver(
        &toets_report::explanation(&study, &found, args.depth, args.study.lang.into()),
        &args.form,
    )?;
    output::mention(&ready.warnings);
    Ok(Outcome::Fine)
}

fn refused(refusal: Refusal) -> Failure {
    Failure::with_help(refusal.what, refusal.help)
}
