//! What a call names by position: `toets explain STUDY SCENARIO GROUP NODE`, where options name none of them, and where
//! the study may be left out.

use std::collections::VecDeque;

use toets_diagnostic::{Words, both};
use toets_model::{Evaluate, GroupId, ScenarioId, Study};
use toets_question::{Misnamed, WhyMisnamed, group_named, node_named, scenario_named};

use crate::args::{PlaceArgs, StudyArgs};
use crate::commands::ask;
use crate::output::Failure;
use crate::project;

/// The study of a call, and the words behind it.
#[derive(Debug)]
pub(crate) struct Behind {
    pub(crate) study: StudyArgs,
    pub(crate) words: VecDeque<String>,
    /// That the first of the words stands in the place of the study, and is none.
    pub(crate) no_study: Option<Failure>,
}

/// Tells the study from what is behind it: a first word that names no study is of what is asked, if there is a study to
/// ask it of.
///
/// # Errors
/// The first word names no study, and there is not one study in sight that could be meant without being named.
pub(crate) fn behind(study: &StudyArgs, words: impl Iterator<Item = String>) -> Result<Behind, Failure> {
    let mut behind = Behind {
        study: study.clone(),
        words: words.collect(),
        no_study: None,
    };
    if let Some(first) = &study.study
        && let Err(why) = project::find(Some(first))
    {
        if project::find(None).is_err() {
            return Err(why);
        }
        behind.words.push_front(first.display().to_string());
        behind.study.study = None;
        behind.no_study = Some(why);
    }
    Ok(behind)
}

/// What a call names, by option or by position.
#[derive(Debug, Default)]
pub(crate) struct Named {
    pub(crate) scenarios: Vec<String>,
    pub(crate) groups: Vec<String>,
    pub(crate) node: Option<String>,
    stray: Option<Stray>,
}

/// A first word that names no study.
#[derive(Debug)]
struct Stray {
    word: String,
    of: Of,
    no_study: Failure,
}

/// What a word stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    Scenario,
    Group,
    Node,
}

impl Of {
    /// Nothing, if a word in the place of the study names one of these.
    ///
    /// # Errors
    /// It names neither.
    pub(crate) fn check(self, study: &Study, word: &str, no_study: &Failure) -> Result<(), Failure> {
        let (what, found) = match self {
            Self::Scenario => (("scenario", "scenario"), scenario_named(study, word).map(|_| ())),
            Self::Group => (("group", "doelgroep"), group_named(study, word).map(|_| ())),
            Self::Node => (("node", "knoop"), node_named(study, word).map(|_| ())),
        };
        let unknown = |misnamed: &Misnamed| misnamed.why == WhyMisnamed::Unknown;
        let Some(misnamed) = found.err().filter(unknown) else {
            return Ok(());
        };
        let as_study = match no_study {
            Failure::Call(_, Some(help)) => help.clone(),
            _ => Words::default(),
        };
        let help = misnamed.meant.unwrap_or_else(|| {
            both!(
                "as a study: {}; as a {}: {}",
                "als studie: {}; als {}: {}",
                as_study,
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

impl Named {
    /// What options name, and what words name in the places that these leave; and the study of all this.
    ///
    /// # Errors
    /// There are more words than places; there is no study.
    pub(crate) fn read(
        study: &StudyArgs,
        places: &PlaceArgs,
        (scenarios, groups, node): (&[String], &[String], Option<&str>),
    ) -> Result<(Self, StudyArgs), Failure> {
        let mut behind = behind(study, places.words())?;
        let mut named = Self {
            scenarios: scenarios.to_vec(),
            groups: groups.to_vec(),
            node: node.map(str::to_owned),
            stray: None,
        };
        let free = [
            (Of::Scenario, named.scenarios.is_empty()),
            (Of::Group, named.groups.is_empty()),
            (Of::Node, named.node.is_none()),
        ];
        let free = free.into_iter().filter_map(|(of, is_free)| is_free.then_some(of));
        for of in free {
            let Some(word) = behind.words.pop_front() else { break };
            if let Some(no_study) = behind.no_study.take() {
                named.stray = Some(Stray {
                    word: word.clone(),
                    of,
                    no_study,
                });
            }
            match of {
                Of::Scenario => named.scenarios.push(word),
                Of::Group => named.groups.push(word),
                Of::Node => named.node = Some(word),
            }
        }
        match behind.words.pop_front() {
            None => Ok((named, behind.study)),
            // With all places taken the first word can only have been meant as the study.
            Some(word) => Err(match (named.stray, behind.no_study) {
                (Some(Stray { no_study, .. }), _) | (None, Some(no_study)) => no_study,
                (None, None) => Failure::with_help(
                    both!("`{word}` is one name too many", "`{word}` is één naam te veel"),
                    (
                        "a scenario, a group and a node are named, each once: by its place or by its option",
                        "een scenario, een doelgroep en een knoop worden elk één keer genoemd: door hun plaats of met hun optie",
                    ),
                ),
            }),
        }
    }

    /// Nothing, if the first word names a study or what it would be else.
    ///
    /// # Errors
    /// It names neither.
    pub(crate) fn check(&self, study: &Study) -> Result<(), Failure> {
        match &self.stray {
            Some(Stray { word, of, no_study }) => of.check(study, word, no_study),
            None => Ok(()),
        }
    }

    /// The one cell that is named.
    ///
    /// # Errors
    /// None is, or one that the study does not have.
    pub(crate) fn cell(&self, study: &Study) -> Result<(ScenarioId, GroupId), Failure> {
        self.check(study)?;
        match (&self.scenarios[..], &self.groups[..]) {
            ([scenario], [group]) => Ok((ask::scenario(study, scenario)?, ask::group(study, group)?)),
            (scenarios, groups) => Err(not_one(study, scenarios.len(), groups.len())),
        }
    }
}

/// That a call does not name one scenario and one group.
fn not_one(study: &Study, scenarios: usize, groups: usize) -> Failure {
    let judged = study.scenarios.iter().filter(|(_, it)| it.evaluate != Evaluate::Never);
    let judged = judged.map(|(id, _)| study.scenarios.name(id));
    let of_scenarios = listed(judged);
    let of_groups = listed(study.groups.names());
    let help = both!(
        "name them in this order: SCENARIO GROUP; scenarios: {of_scenarios}; groups: {of_groups}",
        "noem ze in deze volgorde: SCENARIO DOELGROEP; scenario's: {of_scenarios}; doelgroepen: {of_groups}"
    );
    let what = match (scenarios, groups) {
        (2.., _) => both!(
            "one scenario is asked for, and {scenarios} are named",
            "er wordt naar één scenario gevraagd, en er zijn er {scenarios} genoemd"
        ),
        (_, 2..) => both!(
            "one group is asked for, and {groups} are named",
            "er wordt naar één doelgroep gevraagd, en er zijn er {groups} genoemd"
        ),
        (0, 0) => both!(
            "no scenario and no group is named",
            "er is geen scenario en geen doelgroep genoemd"
        ),
        (0, _) => both!("no scenario is named", "er is geen scenario genoemd"),
        _ => both!("no group is named", "er is geen doelgroep genoemd"),
    };
    Failure::with_help(what, help)
}

fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
