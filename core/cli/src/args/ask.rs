//! What can be said of single questions.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};

use super::{FormArgs, StudyArgs};

#[derive(Debug, ClapArgs)]
pub(crate) struct Improve {
    #[command(flatten)]
    pub(crate) study: StudyArgs,

    #[command(flatten)]
    pub(crate) places: PlaceArgs,

    /// Ask what would make it lawful: all smallest sets of instruments, changes of the law and of the option together.
    #[arg(long)]
    pub(crate) law: bool,

    /// The scenario to start from. With `--law` it may be given more than once; default all.
    #[arg(long = "scenario", value_name = "S")]
    pub(crate) scenarios: Vec<String>,

    /// The target group. With `--law` it may be given more than once; default all.
    #[arg(long = "group", value_name = "G")]
    pub(crate) groups: Vec<String>,

    /// The level to be reached: at least it, or exactly it where the scale has no order. With `--law` it may be left out:
    /// lawful, without anyone's permission or a change of the law still to come.
    #[arg(
        long,
        visible_alias = "at-least",
        value_name = "LEVEL",
        allow_hyphen_values = true,
        required_unless_present = "law"
    )]
    pub(crate) to: Option<String>,

    /// The node that is to reach it (default: the verdict; with `--law` the topmost one on a scale of the law).
    #[arg(long, value_name = "NODE")]
    pub(crate) node: Option<String>,

    /// For whom: `all`, `some`, or all of whom `TRAIT=VALUE` is so.
    #[arg(long = "for", value_name = "PEOPLE", default_value = "all")]
    pub(crate) people: String,

    /// What surely reaches it (`all` answers), what may (`some` answers), or both.
    #[arg(long, value_enum, default_value_t = Unknowns::Both)]
    pub(crate) unknowns: Unknowns,

    /// What changes cost: a TOML file with a whole number for a lever, or for each of its values; 1 unless said otherwise.
    #[arg(long, value_name = "FILE", conflicts_with = "law")]
    pub(crate) cost: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) form: FormArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Unknowns {
    /// Both.
    Both,
    /// Whatever the answers.
    All,
    /// For some answers.
    Some,
}

/// Which cells a question is about.
#[derive(Debug, ClapArgs)]
pub(crate) struct CellArgs {
    /// Look at this scenario only. May be given more than once.
    #[arg(long = "scenario", value_name = "S")]
    pub(crate) scenarios: Vec<String>,

    /// Look at this target group only. May be given more than once.
    #[arg(long = "group", value_name = "G")]
    pub(crate) groups: Vec<String>,
}

/// A cell and a node, each by its place.
#[derive(Clone, Debug, Default, ClapArgs)]
pub(crate) struct PlaceArgs {
    /// The scenario. A first word that names no study is taken for it.
    #[arg(value_name = "SCENARIO")]
    first: Option<String>,

    /// The target group.
    #[arg(value_name = "GROUP")]
    second: Option<String>,

    /// The node (default: the verdict).
    #[arg(value_name = "NODE")]
    third: Option<String>,
}

impl PlaceArgs {
    /// What stands in these places, in order.
    pub(crate) fn words(&self) -> impl Iterator<Item = String> {
        [&self.first, &self.second, &self.third].into_iter().flatten().cloned()
    }
}

/// A cell by its place, where more than one may be asked of.
#[derive(Clone, Debug, Default, ClapArgs)]
pub(crate) struct CellPlaces {
    /// The scenario. A first word that names no study is taken for it.
    #[arg(value_name = "SCENARIO")]
    first: Option<String>,

    /// The target group.
    #[arg(value_name = "GROUP")]
    second: Option<String>,
}

impl CellPlaces {
    /// What stands in these places, in order.
    pub(crate) fn words(&self) -> impl Iterator<Item = String> {
        [&self.first, &self.second].into_iter().flatten().cloned()
    }
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Space {
    #[command(flatten)]
    pub(crate) study: StudyArgs,

    /// Fix a lever, a trait or the law. May be given more than once.
    #[arg(long = "fix", value_name = "VAR=VALUE")]
    pub(crate) fix: Vec<String>,

    /// Look at this target group only. May be given more than once.
    #[arg(long = "group", value_name = "G")]
    pub(crate) groups: Vec<String>,

    /// Count the levels of this node too.
    #[arg(long, value_name = "NODE")]
    pub(crate) node: Option<String>,

    #[command(flatten)]
    pub(crate) form: FormArgs,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Compare {
    #[command(flatten)]
    pub(crate) study: StudyArgs,

    /// The scenarios, two or more; one alone is compared with the study's baseline.
    #[arg(value_name = "SCENARIO")]
    pub(crate) scenarios: Vec<String>,

    /// Look at this target group only. May be given more than once.
    #[arg(long = "group", value_name = "G")]
    pub(crate) groups: Vec<String>,

    /// Fill in alike what two scenarios both leave open.
    #[arg(long)]
    pub(crate) ceteris_paribus: bool,

    #[command(flatten)]
    pub(crate) form: FormArgs,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Rank {
    #[command(flatten)]
    pub(crate) study: StudyArgs,

    #[command(flatten)]
    pub(crate) cells: CellArgs,

    /// The node to rank on (default: the parts of the verdict, and every criterion).
    #[arg(long, value_name = "NODE")]
    pub(crate) node: Option<String>,

    #[command(flatten)]
    pub(crate) form: FormArgs,
}

/// A question about cells, and nothing else: `decide`, `robust`, `timeline`.
#[derive(Debug, ClapArgs)]
pub(crate) struct OfCells {
    #[command(flatten)]
    pub(crate) study: StudyArgs,

    #[command(flatten)]
    pub(crate) places: CellPlaces,

    #[command(flatten)]
    pub(crate) cells: CellArgs,

    #[command(flatten)]
    pub(crate) form: FormArgs,
}
