//! What can be said of reports.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};
use toets_model::Language;

use super::StudyArgs;

#[derive(Debug, ClapArgs)]
pub(crate) struct Report {
    #[command(flatten)]
    pub(crate) study: StudyArgs<ReportLang>,

    /// Show this scenario only. May be given more than once.
    #[arg(long = "scenario", value_name = "S")]
    pub(crate) scenarios: Vec<String>,

    /// Show this target group only. May be given more than once.
    #[arg(long = "group", value_name = "G")]
    pub(crate) groups: Vec<String>,

    /// The file to write; its ending says what it becomes: `.html`, `.xlsx`, `.md`, `.typ` or `.pdf`. `-` writes a page to
    /// standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,

    /// A folder with templates, style, script or texts that take the place of ours.
    #[arg(long, value_name = "DIR")]
    pub(crate) template: Option<PathBuf>,
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

    /// One after the other.
    pub(crate) fn languages(self) -> &'static [Language] {
        match self {
            Self::Nl => &[Language::Nl],
            Self::En => &[Language::En],
            Self::Both => &[Language::Nl, Language::En],
        }
    }
}
