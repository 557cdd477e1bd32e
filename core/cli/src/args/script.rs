//! What can be said of scripts.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand, ValueEnum};

use super::{CheckFormat, Lang, LimitArgs, PlaceArgs};

#[derive(Debug, Subcommand)]
pub(crate) enum ScriptCommand {
    /// Find what is wrong with scripts before they are run.
    Check {
        /// The scripts.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,

        /// The study whose variables, nodes and levels they use (default: the only one in sight).
        #[arg(long, value_name = "STUDY")]
        study: Option<PathBuf>,

        /// How to print what was found.
        #[arg(long, value_enum, default_value_t = CheckFormat::Human)]
        format: CheckFormat,

        /// The language of what was found (default: English).
        #[arg(long, value_enum)]
        lang: Option<Lang>,
    },
    /// Run the tests that scripts bring along: their functions `fn test_…()`.
    Test {
        /// The scripts.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,

        /// The study whose variables, nodes and levels they use (default: the only one in sight).
        #[arg(long, value_name = "STUDY")]
        study: Option<PathBuf>,

        /// The node that they judge (default: the first that names the script, else the first that it suits).
        #[arg(long, value_name = "NODE")]
        node: Option<String>,

        /// How to print what came of them.
        #[arg(long, value_enum, default_value_t = ScriptFormat::Text)]
        format: ScriptFormat,

        /// The language of what was found (default: English).
        #[arg(long, value_enum)]
        lang: Option<Lang>,
    },
    /// Run one scoring plugin on one cell, line by line: what it reads, and why it judges as it does.
    Try(Box<TryScript>),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct TryScript {
    /// The script: a scoring plugin.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// The study that it judges (default: the only one in sight).
    #[arg(long, value_name = "STUDY")]
    pub(crate) study: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) places: PlaceArgs,

    /// The scenario.
    #[arg(long, value_name = "S")]
    pub(crate) scenario: Option<String>,

    /// The target group.
    #[arg(long, value_name = "G")]
    pub(crate) group: Option<String>,

    /// The node that it judges (default: the one that names the script).
    #[arg(long, value_name = "NODE")]
    pub(crate) node: Option<String>,

    /// Assume that something open is so. May be given more than once.
    #[arg(long = "where", value_name = "VAR=VALUE")]
    pub(crate) assumed: Vec<String>,

    /// The day whose law counts (default: the study's own).
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<String>,

    /// An amendment that is in force. May be given more than once.
    #[arg(long = "amendment", value_name = "ID")]
    pub(crate) amendments: Vec<String>,

    /// The language of results.
    #[arg(long, value_enum, default_value_t = Lang::Nl)]
    pub(crate) lang: Lang,

    /// How to print the run.
    #[arg(long, value_enum, default_value_t = ScriptFormat::Text)]
    pub(crate) format: ScriptFormat,

    #[command(flatten)]
    pub(crate) limits: LimitArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ScriptFormat {
    /// For a person.
    Text,
    /// For a program.
    Json,
}
