//! How a command ends: well, or with what is wrong.

use std::io::ErrorKind;
use std::process::ExitCode;

use toets_diagnostic::{Diagnostic, Words, both};
use toets_model::Sources;

/// How a command ended, as the exit code says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All is well.
    Fine,
    /// A check found faults, or conclusions differ.
    Differs,
    /// The call or the input is wrong.
    BadInput,
}

impl Outcome {
    /// The exit code.
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Differs => 1,
            Self::BadInput => 2,
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(outcome.code())
    }
}

/// Why a command could not do what it was asked.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The call is wrong: what, and what to do.
    Call(Words, Option<Words>),
    /// The study or a script is wrong.
    Study(Vec<Diagnostic>, Box<Sources>),
}

impl Failure {
    pub(crate) fn call(what: impl Into<Words>) -> Self {
        Self::Call(what.into(), None)
    }

    pub(crate) fn with_help(what: impl Into<Words>, help: impl Into<Words>) -> Self {
        Self::Call(what.into(), Some(help.into()))
    }
}

/// That something is too much to keep apart in diagrams of so many nodes.
pub(crate) fn too_much(what: (&str, &str), nodes: usize) -> Failure {
    Failure::with_help(
        both!(
            "{} is too much to keep apart: the decision diagrams need more than {nodes} nodes",
            "{} is te veel om uit elkaar te houden: de beslisdiagrammen vragen meer dan {nodes} knopen",
            what
        ),
        ("raise `--limit-nodes`", "verhoog `--limit-nodes`"),
    )
}

/// What a name may have been meant as.
pub(crate) fn did_you_mean<'a>(name: &str, known: impl Iterator<Item = &'a str> + Clone) -> Words {
    match toets_diagnostic::nearest(name, known.clone()) {
        Some(near) => both!("did you mean `{near}`?", "bedoelde u `{near}`?"),
        None => {
            let known: Vec<String> = known.map(|known| format!("`{known}`")).collect();
            both!("there are {}", "er zijn {}", known.join(", "))
        }
    }
}

/// What the operating system says is wrong: it says it in the language that it is set to.
pub(crate) fn system_error(error: &std::io::Error) -> Words {
    match error.kind() {
        ErrorKind::NotFound => ("there is no such file or folder", "dat bestand of die map bestaat niet").into(),
        ErrorKind::PermissionDenied => ("it is not allowed", "dat mag niet (geen rechten)").into(),
        ErrorKind::StorageFull => ("the disk is full", "de schijf is vol").into(),
        ErrorKind::IsADirectory => ("it is a folder", "het is een map").into(),
        ErrorKind::NotADirectory => ("a part of the path is not a folder", "een deel van het pad is geen map").into(),
        ErrorKind::ReadOnlyFilesystem => ("the disk can only be read", "de schijf is alleen te lezen").into(),
        ErrorKind::AlreadyExists => ("it is there already", "het bestaat al").into(),
        _ => both!("it failed: \"{}\"", "het mislukte: \"{}\"", error.to_string()),
    }
}
