//! What can be said of reports.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};
use toets_model::Language;

use super::{CellArgs, StudyArgs};

#[derive(Debug, ClapArgs)]
pub(crate) struct Report {
    #[command(flatten)]
    pub(crate) study: StudyArgs<ReportLang>,

    #[command(flatten)]
    pub(crate) cells: CellArgs,

    /// The file to write; its ending says what it becomes: `.html`, `.docx`, `.xlsx`, `.md`, `.typ` or `.pdf`. `-` writes a page to
    /// standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,

    /// How much is written: the answer alone, the reasons too, or all. A page without it has all, and lays out what the reasons rest on
    /// where it is opened.
    #[arg(long, value_enum)]
    pub(crate) part: Option<Part>,

    /// One page: what is concluded, for whom, why, and what is open.
    #[arg(long, conflicts_with_all = ["part", "template"])]
    pub(crate) brief: bool,

    /// A folder with templates, style, script or texts that replace the built-in ones.
    #[arg(long, value_name = "DIR")]
    pub(crate) template: Option<PathBuf>,
}

/// How much of a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// What is concluded, and how sure that is.
    Answer,
    /// And why.
    Reasons,
    /// And what that rests on.
    All,
}

impl Part {
    /// As the call says it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Reasons => "reasons",
            Self::All => "all",
        }
    }
}

impl From<Part> for toets_publish::Part {
    fn from(part: Part) -> Self {
        match part {
            Part::Answer => Self::Answer,
            Part::Reasons => Self::Reasons,
            Part::All => Self::All,
        }
    }
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Plot {
    /// What to draw.
    #[arg(value_enum, value_name = "FIGURE")]
    pub(crate) figure: PlotFigure,

    #[command(flatten)]
    pub(crate) study: StudyArgs,

    #[command(flatten)]
    pub(crate) cells: CellArgs,

    /// The file to write, ending in `.svg`. `-` writes to standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
}

/// The figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlotFigure {
    /// Every criterion and indicator in every scenario and group.
    Scorecard,
    /// What depends on what.
    Graph,
    /// Under which conditions levels are reached.
    Conditions,
    /// All designs, counted: for each level, and over two levers at a time.
    Space,
    /// The law over time, and what follows.
    Timeline,
}

/// The languages of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportLang {
    /// Dutch.
    #[default]
    Nl,
    /// English.
    En,
    /// Both, one after the other.
    Both,
}

impl ReportLang {
    /// As the call says it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Nl => "nl",
            Self::En => "en",
            Self::Both => "both",
        }
    }

    /// The one language, if it is one.
    pub(crate) fn one(self) -> Option<super::Lang> {
        match self {
            Self::Nl => Some(super::Lang::Nl),
            Self::En => Some(super::Lang::En),
            Self::Both => None,
        }
    }

    /// One after the other.
    pub(crate) fn languages(self) -> &'static [Language] {
        match self {
            Self::Nl => &[Language::Nl],
            Self::En => &[Language::En],
            Self::Both => &[Language::Nl, Language::En],
        }
    }
}
