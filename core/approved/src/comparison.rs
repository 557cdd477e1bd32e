//! What was approved beside what follows today.

use std::collections::BTreeSet;

use toets_model::Language;
use toets_question::{CellName, InputKey, InputKind, Moved, Moving, Results, moved};

use crate::kept;
use crate::lines::text_diff;
use crate::name::Name;
use crate::page;
use crate::snapshot::Snapshot;
use crate::store::{Approved, INPUTS, WriteAll};
use crate::today::Today;

/// How a snapshot stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Its scenario or its group was not there when the others were approved.
    New,
    /// It was there, and nobody approved it.
    Unapproved,
    /// It says something else.
    Changed,
    /// It was approved, and nothing is judged any more that it could be of.
    Removed,
}

/// A snapshot that is not as it was approved.
#[derive(Clone, Debug)]
pub struct Difference {
    /// What it is of.
    pub name: Name,
    /// How it stands.
    pub state: State,
    /// What was approved.
    pub approved: Option<Snapshot>,
    /// What follows today.
    pub today: Option<Snapshot>,
}

impl Difference {
    /// The lines that differ, at most so many: of what the snapshot says in this language, or of all of it where that is the same.
    pub fn lines(&self, language: Language, most: usize) -> String {
        let contents = |snapshot: &Option<Snapshot>| {
            let contents = snapshot.as_ref().map(|snapshot| snapshot.contents.clone());
            contents.unwrap_or_default()
        };
        let (old, new) = (contents(&self.approved), contents(&self.today));
        let told = text_diff(&page::told(&old, language), &page::told(&new, language), most);
        if told.is_empty() {
            text_diff(&old, &new, most)
        } else {
            told
        }
    }
}

/// What was approved beside what follows today.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The snapshots that differ, in order.
    pub differences: Vec<Difference>,
    /// How many are as they were approved.
    pub same: usize,
    /// What moved, between the results of both; only where both are known.
    pub moved: Moved,
    /// Whether it was kept what the results rested on, so that causes can be told.
    pub causes_known: bool,
    /// Approved snapshots whose results can't be read any more, so that nothing can be told of them but their lines.
    pub unread: Vec<Name>,
    /// What the results rest on, as it is to be kept; none if that is the same.
    inputs: Option<String>,
    /// Whether all was compared, and not only some cells.
    pub(crate) whole: bool,
    pending: Vec<String>,
    faulty: Vec<String>,
}

/// Compares what was approved with what follows today. With `only`, just those cells: conclusions and snapshots of what is
/// judged no more are left alone.
pub fn compare(approved: &Approved, today: &Today, only: Option<&[CellName]>) -> Comparison {
    let wanted = |name: &Name| match (name, only) {
        (_, None) => true,
        (Name::Cell(cell), Some(only)) => only.contains(cell),
        (Name::Conclusions, Some(_)) => false,
    };
    let old_inputs = approved.inputs.as_ref();
    let was_there = |name: &Name| {
        let Name::Cell(cell) = name else { return true };
        let known = |kind, id: &str| {
            let key = InputKey::new(kind, id);
            old_inputs.is_none_or(|inputs| inputs.by_key.contains_key(&key))
        };
        known(InputKind::Scenario, &cell.scenario) && known(InputKind::Group, &cell.group)
    };
    let mut names: Vec<&Name> = approved.snapshots.keys().chain(today.snapshots.keys()).collect();
    names.sort_by_key(|name| position(name, today));
    names.dedup();
    let mut differences = Vec::new();
    let mut same = 0;
    for name in names.into_iter().filter(|name| wanted(name)) {
        let (before, now) = (approved.snapshots.get(name), today.snapshots.get(name));
        let state = match (before, now) {
            (Some(before), Some(now)) if before.contents == now.contents => {
                same += 1;
                continue;
            }
            (Some(_), Some(_)) => State::Changed,
            (None, _) if was_there(name) => State::Unapproved,
            (None, _) => State::New,
            (Some(_), None) => State::Removed,
        };
        differences.push(Difference {
            name: name.clone(),
            state,
            approved: before.cloned(),
            today: now.cloned(),
        });
    }
    let old = approved.results();
    let unread = approved
        .snapshots
        .keys()
        .filter(|name| wanted(name) && !is_read(name, &old))
        .cloned();
    let unread: Vec<Name> = unread.collect();
    let (old, new) = (
        known(&old, &wanted),
        comparable(&today.results, approved, &unread, &wanted),
    );
    Comparison {
        differences,
        same,
        moved: moved((&old, old_inputs.unwrap_or(&today.inputs)), (&new, &today.inputs)),
        causes_known: old_inputs.is_some(),
        unread,
        inputs: (old_inputs != Some(&today.inputs)).then(|| kept::write_inputs(&today.inputs)),
        whole: only.is_none(),
        pending: approved.pending.clone(),
        faulty: approved.faulty.clone(),
    }
}

/// Cells in the order of the study, then the conclusions, then what is judged no more.
fn position(name: &Name, today: &Today) -> (usize, Name) {
    let place = match name {
        Name::Cell(cell) => {
            let place = today.results.cells.iter().position(|one| one.name == *cell);
            place.unwrap_or(usize::MAX)
        }
        Name::Conclusions => today.results.cells.len(),
    };
    (place, name.clone())
}

fn is_read(name: &Name, results: &Results) -> bool {
    match name {
        Name::Cell(cell) => results.cell(cell).is_some(),
        // A study may have none; then there is nothing to be read.
        Name::Conclusions => true,
    }
}

/// The results of what is compared.
fn known(results: &Results, wanted: &impl Fn(&Name) -> bool) -> Results {
    let conclusions = wanted(&Name::Conclusions);
    let cells = results
        .cells
        .iter()
        .filter(|cell| wanted(&Name::Cell(cell.name.clone())));
    Results {
        cells: cells.cloned().collect(),
        conclusions: if conclusions {
            results.conclusions.clone()
        } else {
            Vec::new()
        },
        comparisons: if conclusions {
            results.comparisons.clone()
        } else {
            Vec::new()
        },
    }
}

/// The results of today that can be compared: nothing is told to have appeared because it was never approved.
fn comparable(results: &Results, approved: &Approved, unread: &[Name], wanted: &impl Fn(&Name) -> bool) -> Results {
    let there = |name: &Name| wanted(name) && !unread.contains(name);
    let any: BTreeSet<&CellName> = approved.cells().collect();
    let has_conclusions = approved.snapshots.contains_key(&Name::Conclusions);
    known(results, &|name: &Name| match name {
        Name::Cell(cell) => there(name) && any.contains(cell),
        Name::Conclusions => there(name) && has_conclusions,
    })
}

impl Comparison {
    /// Whether everything is as it was approved.
    pub fn is_same(&self) -> bool {
        self.differences.is_empty() && self.faulty.is_empty()
    }

    /// Files that have not the form that their name promises.
    pub fn faulty(&self) -> &[String] {
        &self.faulty
    }

    /// Whether what the results rest on is another thing than what was kept, though nothing else differs.
    pub fn only_inputs_differ(&self) -> bool {
        self.is_same() && self.inputs.is_some()
    }

    /// Whether a difference is only of words: no result of the snapshot moved.
    pub fn is_wording(&self, difference: &Difference) -> bool {
        if difference.state != State::Changed || self.unread.contains(&difference.name) {
            return false;
        }
        self.moved_in(&difference.name).moves.is_empty()
    }

    /// What moved in one snapshot.
    pub fn moved_in(&self, name: &Name) -> Moved {
        let concerns = |what: &Moving| match (name, what) {
            (Name::Cell(name), Moving::Cell(cell) | Moving::Node(cell, _)) => name == cell,
            (Name::Conclusions, Moving::Conclusion(_) | Moving::Comparison(_)) => true,
            _ => false,
        };
        let moves = self.moved.moves.iter().filter(|one| concerns(&one.what));
        Moved {
            moves: moves.cloned().collect(),
            changes: self.moved.changes.clone(),
        }
    }

    /// The files to write when these differences are accepted.
    ///
    /// What the results rest on is kept only when nothing is left that differs: what is not accepted yet is to be put down to
    /// what changed since it was approved.
    pub fn accept(&self, accepted: &[&Difference]) -> WriteAll {
        let mut files = WriteAll::new();
        for difference in accepted {
            let text = difference.today.as_ref().map(Snapshot::write);
            files.insert(difference.name.file(), text);
            let pending = difference.name.pending_file();
            if self.pending.contains(&pending) {
                files.insert(pending, None);
            }
        }
        let all = accepted.len() == self.differences.len() && self.whole;
        if all {
            for file in &self.faulty {
                files.entry(file.clone()).or_insert(None);
            }
        }
        if let Some(inputs) = &self.inputs
            && (all || !self.causes_known && !accepted.is_empty())
        {
            files.insert(INPUTS.to_owned(), Some(inputs.clone()));
        }
        files
    }

    /// The files that let insta's reviewer see the differences; what is judged no more can't be shown to it.
    pub fn pend(&self) -> WriteAll {
        let today = |d: &Difference| Some((d.name.pending_file(), Some(d.today.as_ref()?.write())));
        self.differences.iter().filter_map(today).collect()
    }

    /// Snapshots that wait for a review in a file of their own.
    pub fn pending(&self) -> &[String] {
        &self.pending
    }
}
