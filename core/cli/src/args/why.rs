//! What can be said of the question under which conditions.

use clap::Args as ClapArgs;

use super::StudyArgs;
use super::ask::AskFormat;

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

    /// How to print the conditions.
    #[arg(long, value_enum, default_value_t = AskFormat::Table)]
    pub(crate) format: AskFormat,
}
