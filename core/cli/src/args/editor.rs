//! What can be said of files for editors.

use std::path::PathBuf;

use clap::Args as ClapArgs;

#[derive(Debug, ClapArgs)]
pub(crate) struct Definitions {
    /// The study whose variables scripts read (default: the only one in sight).
    #[arg(value_name = "STUDY")]
    pub(crate) study: Option<PathBuf>,

    /// The folder to write to (default: `.toets` in the project's folder). What was written there before is replaced.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}
