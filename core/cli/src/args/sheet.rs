//! What can be said of workbooks to code in.

use std::path::PathBuf;

use clap::Args as ClapArgs;

use super::{FormArgs, StudyArgs};

#[derive(Debug, ClapArgs)]
pub(crate) struct Sheet {
    #[command(flatten)]
    pub(crate) study: StudyArgs,

    /// A workbook to take in (`.xlsx`, `.ods`, or one sheet as `.csv`): shows what it would change in the study.
    #[arg(long, value_name = "FILE")]
    pub(crate) from: Option<PathBuf>,

    /// Write these changes into the study's files; comments and order stay.
    #[arg(long, requires = "from")]
    pub(crate) apply: bool,

    #[command(flatten)]
    pub(crate) form: FormArgs,
}
