//! What was approved beside what follows today.

use toets_model::Language;
use toets_question::{CellName, InputKey, InputKind, Moved, Moving, moved};

use crate::kept::{self, Kept};
use crate::lines::text_diff;
use crate::name::Name;
use crate::snapshot::Snapshot;
use crate::store::{Approved, INPUTS, Pages, RESULTS, WriteAll};
use crate::today::Today;

/// How a snapshot stands: the results of a scenario and group (or the conclusions), and the pages that tell them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Its scenario or its group was not there when the others were approved.
    New,
    /// It was there, and nobody approved it.
    Unapproved,
    /// Its results are others, or its pages say them otherwise.
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
    /// The pages that were approved.
    pub approved: Option<Pages>,
    /// The pages of today.
    pub today: Option<Pages>,
}

impl Difference {
    /// The lines that differ, at most so many: of the page in this language, or where that is the same, in the other.
    pub fn lines(&self, language: Language, most: usize) -> String {
        let contents = |pages: &Option<Pages>, language| {
            let page = pages.as_ref().and_then(|pages| pages.get(&language));
            page.map(|page| page.contents.clone()).unwrap_or_default()
        };
        let lines = |language| {
            text_diff(
                &contents(&self.approved, language),
                &contents(&self.today, language),
                most,
            )
        };
        let mut all = [language, Language::Nl, Language::En].into_iter().map(lines);
        all.find(|lines| !lines.is_empty()).unwrap_or_default()
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
    /// Approved snapshots whose results were not kept or can't be read, so that nothing can be told of them but their lines.
    pub unread: Vec<Name>,
    /// The results of then and of today, in the order of today.
    results: (Kept, Kept),
    /// What the results rest on, as it is to be kept; none if that is the same.
    inputs: Option<String>,
    /// Whether all was compared, and not only some cells.
    pub(crate) whole: bool,
    pending: Vec<String>,
    faulty: Vec<String>,
    older: Vec<String>,
}

/// Compares what was approved with what follows today: results by what they are, pages only by whether they are the same text. With `only`, just those cells: conclusions and snapshots of what is
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
    let mut names: Vec<&Name> = approved.pages.keys().chain(today.pages.keys()).collect();
    names.sort_by_key(|name| position(name, today));
    names.dedup();
    names.retain(|name| wanted(name));
    let is_read = |name: &Name| approved.kept.has(name);
    let now = Kept {
        results: today.results.clone(),
        conclusions: true,
    };
    // Nothing is told to have appeared because it was never approved.
    let compared = |name: &Name| wanted(name) && approved.pages.contains_key(name) && is_read(name);
    let (then, new) = (approved.kept.of(compared), now.of(compared));
    let mut comparison = Comparison {
        differences: Vec::new(),
        same: 0,
        moved: moved(
            (&then.results, old_inputs.unwrap_or(&today.inputs)),
            (&new.results, &today.inputs),
        ),
        causes_known: old_inputs.is_some(),
        unread: approved
            .pages
            .keys()
            .filter(|name| wanted(name) && !is_read(name))
            .cloned()
            .collect(),
        results: (approved.kept.of(|name| approved.pages.contains_key(name)), now),
        inputs: (old_inputs != Some(&today.inputs)).then(|| kept::write_inputs(&today.inputs)),
        whole: only.is_none(),
        pending: approved.pending.clone(),
        faulty: approved.faulty.clone(),
        older: approved.older.clone(),
    };
    for name in names {
        let (before, now) = (approved.pages.get(name), today.pages.get(name));
        let state = match (before, now) {
            (Some(before), Some(now)) => {
                let moved = !is_read(name) || !comparison.moved_in(name).moves.is_empty();
                if before == now && !moved {
                    comparison.same += 1;
                    continue;
                }
                State::Changed
            }
            (None, _) if was_there(name) => State::Unapproved,
            (None, _) => State::New,
            (Some(_), None) => State::Removed,
        };
        comparison.differences.push(Difference {
            name: name.clone(),
            state,
            approved: before.cloned(),
            today: now.cloned(),
        });
    }
    comparison
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
        let all = accepted.len() == self.differences.len() && self.whole;
        if all {
            let nothing_any_more = self.faulty.iter().chain(&self.older);
            files.extend(nothing_any_more.map(|file| (file.clone(), None)));
        }
        for Difference {
            name, approved, today, ..
        } in accepted
        {
            let page = |pages: &Option<Pages>, language| pages.as_ref()?.get(&language).map(Snapshot::write);
            for language in [Language::Nl, Language::En] {
                let text = page(today, language);
                if text.is_some() || page(approved, language).is_some() {
                    files.insert(name.file(language), text);
                }
                let pending = name.pending_file(language);
                if self.pending.contains(&pending) {
                    files.insert(pending, None);
                }
            }
            let older = name.older_file();
            if self.older.contains(&older) {
                files.insert(older, None);
            }
        }
        let results = if all {
            self.results.1.clone()
        } else {
            self.with(accepted)
        };
        if results != self.results.0 {
            files.insert(RESULTS.to_owned(), Some(results.write()));
        }
        if let Some(inputs) = &self.inputs
            && (all || !self.causes_known && !accepted.is_empty())
        {
            files.insert(INPUTS.to_owned(), Some(inputs.clone()));
        }
        files
    }

    /// The results that were approved, with those of today where they are accepted.
    fn with(&self, accepted: &[&Difference]) -> Kept {
        let (then, now) = &self.results;
        let fresh = |name: &Name| accepted.iter().any(|difference| difference.name == *name);
        let mut results = then.of(|name| !fresh(name));
        let now = now.of(fresh);
        results.results.cells.extend(now.results.cells);
        let order = |name: &CellName| self.results.1.results.cells.iter().position(|cell| cell.name == *name);
        results
            .results
            .cells
            .sort_by_key(|cell| order(&cell.name).unwrap_or(usize::MAX));
        if now.conclusions {
            results.conclusions = true;
            results.results.conclusions = now.results.conclusions;
            results.results.comparisons = now.results.comparisons;
        }
        results
    }

    /// The files that let insta's reviewer see the pages that differ; what is judged no more can't be shown to it.
    pub fn pend(&self) -> WriteAll {
        let mut files = WriteAll::new();
        for Difference {
            name, approved, today, ..
        } in &self.differences
        {
            for (&language, page) in today.iter().flatten() {
                if approved.as_ref().and_then(|pages| pages.get(&language)) != Some(page) {
                    files.insert(name.pending_file(language), Some(page.write()));
                }
            }
        }
        files
    }

    /// Pages that wait for a review in a file of their own.
    pub fn pending(&self) -> &[String] {
        &self.pending
    }
}
