//! What a workbook would change in a study's files.
//!
//! Cells are compared with what the files would show in them now: only what differs is written, so that a workbook that nobody
//! touched changes nothing. Whether the result is a study, the loader says; what it finds is told at the cell that brought it in.

mod keys;
mod places;
mod rows;

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use toets_diagnostic::{Diagnostic, Words, any_error, both};
use toets_model::{Language, Sources, Study};

use crate::cell;
use crate::column::{Column, Kind, known, values};
use crate::content::{File, Known, Things, files, things};
use crate::read::{Book, tidy};
use crate::shown::Shown;
use crate::toml::Toml;
use crate::words::SHEETS;

pub(crate) use keys::keys_of;
use keys::{keys, written};
use rows::Row;

/// What a workbook would change.
#[derive(Debug)]
pub struct Proposal {
    /// The changes, in the order of sheets and rows.
    pub changes: Vec<Change>,
    /// The files that would change, each with its new text.
    pub texts: Vec<(String, String)>,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The section: `finding`.
    pub section: &'static str,
    /// The id of the thing.
    pub id: String,
    /// The file that it stands in.
    pub file: String,
    /// What becomes of it.
    pub what: What,
}

/// What becomes of a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// It is new.
    Added,
    /// It is taken away.
    Removed,
    /// A key gets another value; empty: none.
    Changed {
        /// The key: `statement.nl`.
        key: String,
        /// What a cell showed.
        from: String,
        /// What it says now.
        to: String,
    },
}

/// What keeps a workbook from being taken over: faults, with the sheets and files that their places are in.
#[derive(Debug)]
pub struct Faulty {
    /// What is wrong, where, and what would be right.
    pub faults: Vec<Diagnostic>,
    /// What the places point into: a sheet is a file with a line for each row.
    pub sources: Sources,
}

/// What came of loading the study with other texts of some of its files.
pub struct Reloaded {
    /// All files, the changed ones among them.
    pub sources: Sources,
    /// What is wrong or worth knowing.
    pub diagnostics: Vec<Diagnostic>,
}

/// Loads the study with other texts of these files, each with its path.
pub type Reload<'r> = &'r mut dyn FnMut(&[(String, String)]) -> Reloaded;

/// Says what a workbook would change in a study. `reload` loads the study with other texts of these files.
///
/// # Errors
/// Everything that is wrong with the workbook, at the cells; then nothing of it is to be written.
pub fn propose(
    study: &Study,
    sources: &Sources,
    book: &Book,
    language: Language,
    reload: Reload<'_>,
) -> Result<Proposal, Box<Faulty>> {
    let mut work = Work::new(study, sources, book, language);
    for n in 0..book.pages.len() {
        work.page(n);
    }
    let changed = work.changed();
    if !any_error(&work.faults) && !changed.is_empty() {
        let reloaded = reload(&changed);
        let errors = reloaded
            .diagnostics
            .into_iter()
            .filter(|one| one.severity == toets_diagnostic::Severity::Error);
        let errors: Vec<Diagnostic> = errors.collect();
        if !errors.is_empty() {
            return Err(Box::new(work.placed(errors, reloaded.sources)));
        }
    }
    if any_error(&work.faults) {
        return Err(Box::new(work.faulty()));
    }
    Ok(Proposal {
        changes: work.changes,
        texts: changed,
    })
}

struct Work<'a> {
    study: &'a Study,
    book: &'a Book,
    language: Language,
    files: Vec<File>,
    /// The files that were changed, by their places among all.
    touched: BTreeSet<usize>,
    changes: Vec<Change>,
    faults: Vec<Diagnostic>,
    /// The sheets as texts with lines, for the places of faults.
    shown: Shown,
    /// For each sheet its columns, by name.
    columns: Vec<FxHashMap<String, u16>>,
    /// For each sheet its rows, by id.
    rows: Vec<FxHashMap<String, u32>>,
}

impl<'a> Work<'a> {
    fn new(study: &'a Study, sources: &Sources, book: &'a Book, language: Language) -> Self {
        Self {
            study,
            book,
            language,
            files: files(sources),
            touched: BTreeSet::new(),
            changes: Vec::new(),
            faults: Vec::new(),
            shown: Shown::new(book),
            columns: vec![FxHashMap::default(); book.pages.len()],
            rows: vec![FxHashMap::default(); book.pages.len()],
        }
    }

    /// The files that were changed, with their new texts.
    fn changed(&self) -> Vec<(String, String)> {
        let files = self.touched.iter().map(|&n| &self.files[n]);
        files
            .map(|file| (file.path.clone(), file.toml.text().to_owned()))
            .collect()
    }

    fn fault(
        &mut self,
        (page, row, column): (usize, u32, u16),
        code: &'static str,
        what: Words,
        label: Words,
        help: Words,
    ) {
        let mut fault = Diagnostic::error(code, what).at(self.shown.span(page, row, column), label);
        if !help.get(Language::En).is_empty() {
            fault = fault.help(help);
        }
        self.faults.push(fault);
    }

    fn page(&mut self, n: usize) {
        let page = &self.book.pages[n];
        let section = SHEETS[page.sheet].section;
        let things = things(self.study, &self.files, section);
        let Some((head, columns)) = self.headings(n, &things.columns) else {
            return;
        };
        // A sheet of a few columns says nothing of what it leaves out.
        let mut needed = things
            .columns
            .iter()
            .zip(&columns)
            .filter(|(column, _)| column.required);
        let is_whole = needed.all(|(_, place)| place.is_some());
        let rows = self.read_rows(n, head, &columns, &things);
        let before: FxHashMap<&str, &Known> = things.rows.iter().map(|row| (&*row.id, row)).collect();
        let mut seen = BTreeSet::new();
        for row in rows {
            seen.insert(row.id.clone());
            let says_more =
                row.cells.iter().zip(&things.columns).any(|(cell, column)| {
                    column.kind != Kind::Id && cell.as_ref().is_some_and(|cell| !cell.is_empty())
                });
            match before.get(&*row.id) {
                Some(known) if !says_more && is_whole => self.remove(&things, known),
                Some(known) => self.change(n, &things, known, &row),
                // It was taken away before.
                None if !says_more => {}
                None => self.add(n, &things, &row),
            }
        }
        for known in things.rows.iter().filter(|_| is_whole) {
            if !seen.contains(&known.id) {
                self.remove(&things, known);
            }
        }
    }

    /// The TOML of what a cell says; faults are reported.
    fn value(&mut self, n: usize, row: &Row, column: &Column, text: &str) -> Option<String> {
        let text = self.meant(column.kind, text);
        match cell::toml(column.kind, &text) {
            Ok(value) => Some(value),
            Err((what, help)) => {
                let at = self.columns[n].get(&column.name()).copied().unwrap_or_default();
                let label = both!("of `{}`", "van `{}`", column.name());
                self.fault((n, row.number, at), "wrong-cell", what, label, help);
                None
            }
        }
    }

    /// A cell with ids where it has names or codes of things: where an id is asked for, both are taken.
    fn meant(&self, kind: Kind, text: &str) -> String {
        let known = match kind {
            Kind::One(kind) | Kind::Many(kind, _) => {
                let mut known = known(self.study, kind, self.language);
                // What is new in the workbook has a name there.
                let named = rows::named(self.book, kind);
                known.extend(named.into_iter().filter(|(id, _)| self.is_new(kind, id)));
                known
            }
            Kind::Test(id) | Kind::Choice(id) => values(self.study, id, self.language),
            _ => return text.to_owned(),
        };
        let by_name = |name: &str| {
            let name = name.to_lowercase();
            let found = known.iter().filter(|(_, label)| label.to_lowercase() == name);
            let ids: BTreeSet<&String> = found.map(|(id, _)| id).collect();
            match ids.len() {
                1 => ids.first().map(|id| (*id).clone()),
                _ => None,
            }
        };
        let by_code = |name: &str| {
            let node = kind == Kind::One("node");
            let found = self
                .study
                .nodes
                .iter()
                .find(|(_, node)| node.code.as_deref() == Some(name));
            found
                .filter(|_| node)
                .map(|(id, _)| self.study.nodes.name(id).to_owned())
        };
        match known.iter().any(|(id, _)| id == text) {
            true => text.to_owned(),
            false => by_code(text)
                .or_else(|| by_name(text))
                .unwrap_or_else(|| text.to_owned()),
        }
    }

    /// Whether no file has a thing of this kind with this id.
    fn is_new(&self, kind: &str, id: &str) -> bool {
        self.files.iter().all(|file| file.toml.thing(kind, id).is_none())
    }

    fn change(&mut self, n: usize, things: &Things, known: &Known, row: &Row) {
        let section = things.section;
        let order: Vec<&str> = section.keys.iter().map(|key| key.name).collect();
        for ((column, before), now) in things.columns.iter().zip(&known.cells).zip(&row.cells) {
            let Some(now) = now else { continue };
            // A spreadsheet drops space around a text.
            if column.kind == Kind::Id || *now == tidy(before) {
                continue;
            }
            let value = match now.is_empty() {
                true => None,
                false => match self.value(n, row, column, now) {
                    Some(value) => Some(value),
                    None => continue,
                },
            };
            // What says the same in other words is no change: `12-14` and `12, 14`.
            if let Some(value) = &value
                && let Ok(parsed) = value.parse::<toml_edit::Value>()
                && cell::shown(column.kind, &toml_edit::Item::Value(parsed), Some(value)) == *before
            {
                continue;
            }
            let file = &self.files[known.file];
            let written = written(&file.toml, section.name, &known.id, column, value.as_deref(), &order);
            match written.map(|text| Toml::read(&text)) {
                Ok(Some(toml)) => {
                    self.files[known.file].toml = toml;
                    self.touched.insert(known.file);
                    self.changes.push(Change {
                        section: section.name,
                        id: known.id.clone(),
                        file: self.files[known.file].path.clone(),
                        what: What::Changed {
                            key: column.name(),
                            from: before.clone(),
                            to: now.clone(),
                        },
                    });
                }
                Ok(None) => self.fixed(
                    n,
                    row,
                    column,
                    both!("it would no longer be TOML", "het zou geen TOML meer zijn"),
                ),
                Err(why) => self.fixed(n, row, column, why),
            }
        }
    }

    /// That something has to be changed in its file.
    fn fixed(&mut self, n: usize, row: &Row, column: &Column, why: Words) {
        let at = self.columns[n].get(&column.name()).copied().unwrap_or_default();
        let name = column.name();
        self.fault(
            (n, row.number, at),
            "written-otherwise",
            both!(
                "`{name}` of `{}` can't be changed here",
                "`{name}` van `{}` is hier niet te wijzigen",
                row.id
            ),
            why,
            both!("change it in the TOML", "wijzig het in de TOML"),
        );
    }

    fn add(&mut self, n: usize, things: &Things, row: &Row) {
        let mut values = Vec::with_capacity(things.columns.len());
        for (column, text) in things.columns.iter().zip(&row.cells) {
            values.push(match text.as_ref().filter(|text| !text.is_empty()) {
                None => None,
                Some(text) => match self.value(n, row, column, text) {
                    Some(value) => Some(value),
                    None => continue,
                },
            });
        }
        if values.len() < things.columns.len() {
            return;
        }
        let keys = keys(self.study, things, values);
        let section = things.section.name;
        let (file, text) = self.with_new(section, &keys);
        match Toml::read(&text) {
            Some(toml) => {
                self.files[file].toml = toml;
                self.touched.insert(file);
                self.changes.push(Change {
                    section,
                    id: row.id.clone(),
                    file: self.files[file].path.clone(),
                    what: What::Added,
                });
            }
            None => {
                if let Some(column) = things.columns.first() {
                    self.fixed(
                        n,
                        row,
                        column,
                        both!("it would no longer be TOML", "het zou geen TOML meer zijn"),
                    );
                }
            }
        }
    }

    /// Where a new thing goes, and the text of that file with it: after the last one that is about the same node, else after the
    /// last one of its section.
    fn with_new(&self, section: &str, keys: &[(String, String)]) -> (usize, String) {
        let node = keys
            .iter()
            .find(|(key, _)| key == "node")
            .map(|(_, value)| value.clone());
        let mut last = None;
        let mut alike = None;
        for (n, file) in self.files.iter().enumerate() {
            for thing in file.toml.things(section) {
                last = Some((n, thing));
                let about = thing.table.get("node").and_then(|node| node.as_str()).map(cell::quoted);
                if node.is_some() && about == node {
                    alike = Some((n, thing));
                }
            }
        }
        match alike.or(last) {
            Some((n, thing)) => (n, self.files[n].toml.with_thing_after(section, thing, keys)),
            None => {
                let study = self
                    .files
                    .iter()
                    .position(|file| file.path.ends_with("/study.toml"))
                    .unwrap_or(0);
                (study, self.files[study].toml.with_thing_at_end(section, keys))
            }
        }
    }

    fn remove(&mut self, things: &Things, known: &Known) {
        let section = things.section.name;
        let toml = &self.files[known.file].toml;
        let Some(text) = toml.thing(section, &known.id).map(|thing| toml.without_thing(thing)) else {
            return;
        };
        if let Some(toml) = Toml::read(&text) {
            self.files[known.file].toml = toml;
            self.touched.insert(known.file);
            self.changes.push(Change {
                section,
                id: known.id.clone(),
                file: self.files[known.file].path.clone(),
                what: What::Removed,
            });
        }
    }
}
