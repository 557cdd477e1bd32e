//! What can be said of the questions why, and under which conditions.

use clap::Args as ClapArgs;

use super::{FormArgs, PlaceArgs, StudyArgs};

#[derive(Debug, ClapArgs)]
pub(crate) struct Explain {
    #[command(flatten)]
    pub(crate) study: StudyArgs,

    #[command(flatten)]
    pub(crate) places: PlaceArgs,

    /// The scenario.
    #[arg(long, value_name = "S")]
    pub(crate) scenario: Option<String>,

    /// The target group.
    #[arg(long, value_name = "G")]
    pub(crate) group: Option<String>,

    /// The node to explain (default: the verdict).
    #[arg(long, value_name = "NODE")]
    pub(crate) node: Option<String>,

    /// Assume a value of what is open: a trait, a lever, or an unknown (`open.f1=holds`, `contest.x=2`). May be given more than once.
    #[arg(long = "where", value_name = "VAR=VALUE", allow_hyphen_values = true)]
    pub(crate) assume: Vec<String>,

    /// Unfold the tree this many steps down (default: what decided, all else not; one step where several levels are explained).
    #[arg(long, value_name = "N")]
    pub(crate) depth: Option<usize>,

    #[command(flatten)]
    pub(crate) form: FormArgs,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Conditions {
    #[command(flatten)]
    pub(crate) study: StudyArgs,

    #[command(flatten)]
    pub(crate) places: PlaceArgs,

    /// The scenario.
    #[arg(long, value_name = "S")]
    pub(crate) scenario: Option<String>,

    /// The target group.
    #[arg(long, value_name = "G")]
    pub(crate) group: Option<String>,

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

    #[command(flatten)]
    pub(crate) form: FormArgs,
}
