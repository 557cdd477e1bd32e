//! What can be said of the questions why, and under which conditions.

use clap::{Args as ClapArgs, ValueEnum};

use super::StudyArgs;
use super::ask::AskFormat;

#[derive(Debug, ClapArgs)]
pub(crate) struct Explain {
    #[command(flatten)]
    pub(crate) study: StudyArgs,

    /// The scenario.
    #[arg(long, value_name = "S")]
    pub(crate) scenario: String,

    /// The target group.
    #[arg(long, value_name = "G")]
    pub(crate) group: String,

    /// The node to explain (default: the verdict).
    #[arg(long, value_name = "NODE")]
    pub(crate) node: Option<String>,

    /// Assume a value of what is open: a trait, a lever, or an unknown (`open.f1=holds`, `contest.x=2`). May be given more than once.
    #[arg(long = "where", value_name = "VAR=VALUE", allow_hyphen_values = true)]
    pub(crate) assume: Vec<String>,

    /// Unfold the tree this many steps down (default: what decided, all else not; one step where several levels are explained).
    #[arg(long, value_name = "N")]
    pub(crate) depth: Option<usize>,

    /// How to print the explanation.
    #[arg(long, value_enum, default_value_t = ExplainFormat::Text)]
    pub(crate) format: ExplainFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExplainFormat {
    /// For a person at a terminal: a tree.
    #[value(alias = "table")]
    Text,
    /// Markdown.
    Md,
    /// A part of an HTML page, to be put into another.
    Html,
    /// For a program.
    Json,
}

impl From<ExplainFormat> for toets_report::ExplainFormat {
    fn from(format: ExplainFormat) -> Self {
        match format {
            ExplainFormat::Text => Self::Text,
            ExplainFormat::Md => Self::Markdown,
            ExplainFormat::Html => Self::Html,
            ExplainFormat::Json => Self::Json,
        }
    }
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Conditions {
    #[command(flatten)]
    pub(crate) study: StudyArgs,

    /// The scenario.
    #[arg(long, value_name = "S")]
    pub(crate) scenario: String,

    /// The target group.
    #[arg(long, value_name = "G")]
    pub(crate) group: String,

    /// The level to be reached: at least it, or exactly it where the scale has no order (default: `+` if there is one, else the best).
    #[arg(long, value_name = "LEVEL", allow_hyphen_values = true)]
    pub(crate) at_least: Option<String>,

    /// The node that is to reach it (default: the verdict).
    #[arg(long, value_name = "NODE")]
    pub(crate) node: Option<String>,

    /// Say what all cases in which it holds have in common, instead of when it holds.
    #[arg(long)]
    pub(crate) necessary: bool,

    /// List at most so many conditions, those that ask least first; it is said how many there are.
    #[arg(long, value_name = "N", default_value_t = toets_question::ImplicantLimits::default().listed)]
    pub(crate) list: usize,

    /// How to print the conditions.
    #[arg(long, value_enum, default_value_t = AskFormat::Table)]
    pub(crate) format: AskFormat,
}
