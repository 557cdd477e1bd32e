//! What can be said where the files of a study are changed.

use std::path::PathBuf;

use clap::Args as ClapArgs;

use super::Lang;

#[derive(Debug, ClapArgs)]
pub(crate) struct Fmt {
    /// A study: a folder, a `study.toml`, or the name of one under `policies/`. May be left out where there is only one.
    #[arg(value_name = "STUDY")]
    pub(crate) study: Option<PathBuf>,

    /// Write nothing: list the files that would change, and end with 1 if there are any.
    #[arg(long)]
    pub(crate) check: bool,

    /// The language of results.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) lang: Lang,
}
