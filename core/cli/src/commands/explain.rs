//! `toets explain`: why a node has the level that it has.

use toets_question::{Assumed, Explain as Asked, NotExplained, assume, explain as find};

use crate::answer::deliver;
use crate::args::Explain;
use crate::failure::{Failure, Outcome};
use crate::named;
use crate::opened;
use crate::output;
use crate::places::Named;

/// Explains a node, and prints why.
pub(crate) fn explain(args: &Explain) -> Result<Outcome, Failure> {
    let flags = (args.scenario.as_slice(), args.group.as_slice(), args.node.as_deref());
    let (named, of) = Named::read(&args.study, &args.places, flags)?;
    let ready = opened::open(&of)?.ready()?;
    let study = ready.compiled.study.clone();
    let assumed = args
        .assume
        .iter()
        .map(|text| assume(&ready.compiled, text).map_err(named::refused));
    let (scenario, group) = named.cell(&study)?;
    let asked = Asked {
        scenario,
        group,
        node: named::node(&study, named.node.as_deref())?,
        assumed: assumed.collect::<Result<Vec<Assumed>, Failure>>()?,
    };
    let found = find(&ready.compiled, &ready.plugins, &asked).map_err(|why| match why {
        NotExplained::Refused(refusal) => named::refused(refusal),
        NotExplained::Faults(faults) => ready.faulty()(faults),
    })?;
    deliver(
        &toets_report::explanation(&study, &found, args.depth, args.study.lang.into()),
        &args.form,
    )?;
    output::mention(&ready.warnings);
    Ok(Outcome::Fine)
}
