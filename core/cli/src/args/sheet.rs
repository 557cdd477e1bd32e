//! What can be said of workbooks to code in.

use std::path::PathBuf;

use clap::Args as ClapArgs;

use super::{FormArgs, Lang, LimitArgs, StudyArgs};

#[derive(Debug, ClapArgs)]
pub(crate) struct Agree {
    /// The coding that counts in all else: a workbook of the study, or a study.
    #[arg(value_name = "FIRST")]
    pub(crate) first: PathBuf,

    /// The coding to set beside it.
    #[arg(value_name = "SECOND")]
    pub(crate) second: PathBuf,

    /// The study that workbooks are of (default: the only one in sight, or the default one).
    #[arg(long = "of", value_name = "STUDY")]
    pub(crate) of: Option<PathBuf>,

    /// Print what disagrees as findings and contests, to paste into the study: who is right is then an unknown.
    #[arg(long)]
    pub(crate) contests: bool,

    /// The language of results.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) lang: Lang,

    #[command(flatten)]
    pub(crate) limits: LimitArgs,

    #[command(flatten)]
    pub(crate) form: FormArgs,
}

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
