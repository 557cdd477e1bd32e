//! What can be said of conclusions that are kept, and of what moved.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};

use super::{CellArgs, StudyArgs};

#[derive(Debug, ClapArgs)]
pub(crate) struct Test {
    #[command(flatten)]
    pub(crate) study: StudyArgs,

    #[command(flatten)]
    pub(crate) cells: CellArgs,

    /// Approve all that differs.
    #[arg(long, conflicts_with_all = ["review", "pending"])]
    pub(crate) accept: bool,

    /// Look at what differs one by one, and approve or reject it.
    #[arg(long, conflicts_with = "pending")]
    pub(crate) review: bool,

    /// Write what differs beside what was approved (`*.snap.new`), for `cargo insta review`.
    #[arg(long)]
    pub(crate) pending: bool,

    /// How to print what differs.
    #[arg(long, value_enum, default_value_t = TestFormat::Text)]
    pub(crate) format: TestFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TestFormat {
    /// For a person.
    Text,
    /// For a program.
    Json,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Diff {
    #[command(flatten)]
    pub(crate) study: StudyArgs,

    /// The study to compare it with (default: the same one, under another law).
    #[arg(value_name = "NEW")]
    pub(crate) new: Option<PathBuf>,

    /// The day whose law counts in the second one.
    #[arg(long, value_name = "DATE")]
    pub(crate) to_as_of: Option<String>,

    /// What a regime variable is in the first one. May be given more than once.
    #[arg(long = "regime", value_name = "VAR=VALUE")]
    pub(crate) regime: Vec<String>,

    /// What a regime variable is in the second one (default: as in the first). May be given more than once.
    #[arg(long = "to-regime", value_name = "VAR=VALUE")]
    pub(crate) to_regime: Vec<String>,

    #[command(flatten)]
    pub(crate) cells: CellArgs,

    /// How to print what moved.
    #[arg(long, value_enum, default_value_t = DiffFormat::Table)]
    pub(crate) format: DiffFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// For a person at a terminal.
    Table,
    /// For a program.
    Json,
    /// Markdown.
    Md,
}
