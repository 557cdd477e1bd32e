//! A word in the place of the study that names none.

use std::path::Path;

use toets_diagnostic::{Words, both};
use toets_model::Study;
use toets_question::{Misnamed, WhyMisnamed, group_named, node_named, scenario_named};

use crate::failure::Failure;
use crate::project;

/// A first word that stands in the place of the study and names none: it is of what is asked.
#[derive(Clone, Debug)]
pub(crate) struct Stray {
    pub(crate) word: String,
    pub(crate) of: Of,
}

/// What a word stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    Scenario,
    Group,
    Node,
}

impl Stray {
    /// Nothing, if the word names something of the study that is meant without being named.
    ///
    /// # Errors
    /// It names neither that nor a study.
    pub(crate) fn check(&self, study: &Study) -> Result<(), Failure> {
        let word = &self.word;
        let (what, found) = match self.of {
            Of::Scenario => (("scenario", "scenario"), scenario_named(study, word).map(|_| ())),
            Of::Group => (("group", "doelgroep"), group_named(study, word).map(|_| ())),
            Of::Node => (("node", "knoop"), node_named(study, word).map(|_| ())),
        };
        let unknown = |misnamed: &Misnamed| misnamed.why == WhyMisnamed::Unknown;
        let Some(misnamed) = found.err().filter(unknown) else {
            return Ok(());
        };
        let help = misnamed.meant.unwrap_or_else(|| {
            both!(
                "as a study: {}; as a {}: {}",
                "als studie: {}; als {}: {}",
                help_of(project::find(Some(Path::new(word))).err()),
                what,
                misnamed.known
            )
        });
        Err(Failure::with_help(
            both!(
                "`{word}` is neither a study nor a {}",
                "`{word}` is geen studie en ook geen {}",
                what
            ),
            help,
        ))
    }
}

/// What a failure says is to be done.
pub(crate) fn help_of(failure: Option<Failure>) -> Words {
    match failure {
        Some(Failure::Call(_, Some(help))) => help,
        _ => Words::default(),
    }
}
