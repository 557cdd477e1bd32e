//! What a call names by position: `toets explain STUDY SCENARIO GROUP NODE`, where options name none of them, and where
//! the study may be left out.

use std::collections::VecDeque;

use toets_diagnostic::both;
use toets_model::{Evaluate, GroupId, ScenarioId, Study};

use crate::args::{CellArgs, CellPlaces, PlaceArgs, StudyArgs};
use crate::failure::Failure;
use crate::named;
use crate::project;
use crate::stray::{Of, Stray, help_of};

/// The study of a call, and what the words behind it name: each stands for the first of `free` that is left; a first word
/// that names no study is one of them, if there is a study to ask it of.
///
/// # Errors
/// The first word names no study, and there is not one study in sight that could be meant without being named; there are
/// more words than places.
pub(crate) fn behind(
    study: &StudyArgs,
    words: impl Iterator<Item = String>,
    mut free: impl Iterator<Item = Of>,
) -> Result<(StudyArgs, Vec<(Of, String)>), Failure> {
    let mut study = study.clone();
    let mut words: VecDeque<String> = words.collect();
    let mut no_study = None;
    if let Some(first) = &study.study
        && let Err(why) = project::find(Some(first))
    {
        if project::find(None).is_err() {
            return Err(why);
        }
        words.push_front(first.display().to_string());
        study.study = None;
        no_study = Some(why);
    }
    let mut named = Vec::with_capacity(words.len());
    while let Some(word) = words.pop_front() {
        let Some(of) = free.next() else {
            return Err(too_many(&word, named.first(), no_study));
        };
        if no_study.is_some() && named.is_empty() {
            study.stray = Some(Stray { word: word.clone(), of });
        }
        named.push((of, word));
    }
    Ok((study, named))
}

/// That there are more words than places; the first may have been meant as a study.
fn too_many(word: &str, first: Option<&(Of, String)>, no_study: Option<Failure>) -> Failure {
    match (first, no_study) {
        (Some((_, first)), Some(no_study)) => Failure::with_help(
            both!(
                "there is no study `{first}`, and without one `{word}` is one name too many",
                "er is geen studie `{first}`, en zonder studie is `{word}` één naam te veel"
            ),
            help_of(Some(no_study)),
        ),
        _ => Failure::with_help(
            both!("`{word}` is one name too many", "`{word}` is één naam te veel"),
            (
                "each thing is named once: by its place or by its option; a scenario first, then a group, then a node",
                "noem alles één keer: door de plaats of met een optie; eerst een scenario, dan een doelgroep, dan een knoop",
            ),
        ),
    }
}

/// Reads what stands behind the study into the options for cells.
///
/// # Errors
/// As [`behind`].
pub(crate) fn into_cells(study: &mut StudyArgs, cells: &mut CellArgs, places: &CellPlaces) -> Result<(), Failure> {
    let free = [
        cells.scenarios.is_empty().then_some(Of::Scenario),
        cells.groups.is_empty().then_some(Of::Group),
    ];
    let (found, named) = behind(study, places.words(), free.into_iter().flatten())?;
    *study = found;
    for (of, word) in named {
        match of {
            Of::Group => cells.groups.push(word),
            Of::Scenario | Of::Node => cells.scenarios.push(word),
        }
    }
    Ok(())
}

/// What a call names, by option or by position.
#[derive(Debug, Default)]
pub(crate) struct Named {
    pub(crate) scenarios: Vec<String>,
    pub(crate) groups: Vec<String>,
    pub(crate) node: Option<String>,
}

impl Named {
    /// What options name, and what words name in the places that these leave; and the study of all this.
    ///
    /// # Errors
    /// As [`behind`].
    pub(crate) fn read(
        study: &StudyArgs,
        places: &PlaceArgs,
        (scenarios, groups, node): (&[String], &[String], Option<&str>),
    ) -> Result<(Self, StudyArgs), Failure> {
        let mut named = Self {
            scenarios: scenarios.to_vec(),
            groups: groups.to_vec(),
            node: node.map(str::to_owned),
        };
        let free = [
            scenarios.is_empty().then_some(Of::Scenario),
            groups.is_empty().then_some(Of::Group),
            node.is_none().then_some(Of::Node),
        ];
        let (study, words) = behind(study, places.words(), free.into_iter().flatten())?;
        for (of, word) in words {
            match of {
                Of::Scenario => named.scenarios.push(word),
                Of::Group => named.groups.push(word),
                Of::Node => named.node = Some(word),
            }
        }
        Ok((named, study))
    }

    /// The one cell that is named.
    ///
    /// # Errors
    /// None is, or one that the study does not have.
    pub(crate) fn cell(&self, study: &Study) -> Result<(ScenarioId, GroupId), Failure> {
        match (&self.scenarios[..], &self.groups[..]) {
            ([scenario], [group]) => Ok((named::scenario(study, scenario)?, named::group(study, group)?)),
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
