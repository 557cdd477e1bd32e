//! What can be said of something new.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};

use super::Lang;

#[derive(Debug, Subcommand)]
pub(crate) enum NewCommand {
    /// Write a small study that runs, with comments that say how to go on.
    Study(NewStudy),
    /// Write a scenario script that runs, with all levers that the study has.
    Scenario(NewScript),
    /// Write a scoring plugin that runs, with tests.
    Plugin(NewPlugin),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct NewStudy {
    /// Its name: the folder, and the id of the study.
    #[arg(value_name = "NAME")]
    pub(crate) name: String,

    /// The folder to put it in (default: `policies/` of the project).
    #[arg(long = "in", value_name = "FOLDER")]
    pub(crate) folder: Option<PathBuf>,

    /// The language of the comments.
    #[arg(long, value_enum, default_value_t = Lang::Nl)]
    pub(crate) lang: Lang,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct NewScript {
    /// Its name: the file, and the id of what it defines.
    #[arg(value_name = "NAME")]
    pub(crate) name: String,

    /// The folder to put it in (default: `scripts/scenarios/` or `scripts/scoring/` of the project).
    #[arg(long = "in", value_name = "FOLDER")]
    pub(crate) folder: Option<PathBuf>,

    /// The study that it is for (default: the only one in sight).
    #[arg(long, value_name = "STUDY")]
    pub(crate) study: Option<PathBuf>,

    /// The language of the comments.
    #[arg(long, value_enum, default_value_t = Lang::Nl)]
    pub(crate) lang: Lang,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct NewPlugin {
    #[command(flatten)]
    pub(crate) script: NewScript,

    /// The node that it is to judge: it gets the scale of this node (default: the first indicator).
    #[arg(long, value_name = "NODE")]
    pub(crate) node: Option<String>,
}
