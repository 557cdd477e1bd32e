//! What can be said of the law over time.

use clap::{Args as ClapArgs, Subcommand};

use super::{CellArgs, FormArgs};

#[derive(Debug, Subcommand)]
pub(crate) enum LawCommand {
    /// Say which provisions move between two days, and which results with them.
    Diff(LawDiff),
    /// Find cases that legal checks forget or contradict themselves in, and provisions that nothing reads.
    Check(LawCheck),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct LawCheck {
    #[command(flatten)]
    pub(crate) study: super::StudyArgs,

    #[command(flatten)]
    pub(crate) form: FormArgs,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct LawDiff {
    /// The first day, `YYYY-MM-DD`.
    #[arg(value_name = "DATE1")]
    pub(crate) first: String,

    /// The second day.
    #[arg(value_name = "DATE2")]
    pub(crate) second: String,

    /// A study: a folder, a `study.toml`, or the name of one under `policies/`. May be left out where there is only one.
    #[arg(long, value_name = "STUDY")]
    pub(crate) study: Option<std::path::PathBuf>,

    /// An amendment that is in force. May be given more than once.
    #[arg(long = "amendment", value_name = "ID")]
    pub(crate) amendments: Vec<String>,

    /// A script with scenarios or a scoring plugin, besides those in `scripts/scoring/`. May be given more than once.
    #[arg(long = "script", value_name = "FILE")]
    pub(crate) scripts: Vec<std::path::PathBuf>,

    /// The language of results.
    #[arg(long, value_enum, default_value_t = super::Lang::Nl)]
    pub(crate) lang: super::Lang,

    #[command(flatten)]
    pub(crate) cells: CellArgs,

    #[command(flatten)]
    pub(crate) form: FormArgs,
}
