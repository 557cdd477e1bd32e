//! What a workbook would change in a study's files.
//!
//! Cells are compared with what the files would show in them now: only what differs is written, so that a workbook that nobody
//! touched changes nothing. Whether the result is a study, the loader says; what it finds is told at the cell that brought it in.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;
use toets_diagnostic::{Diagnostic, Words, any_error, both};
use toets_model::{Language, Sources, Study};

use crate::cell;
use crate::column::{Column, Kind, known, values};
use crate::content::{File, Known, Things, files, place_of, stands_for_all, things};
use crate::read::{Book, Cell};
use crate::shown::Shown;
use crate::toml::{Toml, key_of};
use crate::words::SHEETS;

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

/// Says what a workbook would change in a study. `reload` loads the study with other texts of these files.
///
/// # Errors
/// Everything that is wrong with the workbook, at the cells; then nothing of it is to be written.
pub fn propose(
    study: &Study,
    sources: &Sources,
    book: &Book,
    language: Language,
    reload: &mut dyn FnMut(&[(String, String)]) -> Reloaded,
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

/// A row of a sheet: the texts of its cells, for each column of the section; none where the sheet has no such column.
struct Row {
    number: u32,
    id: String,
    cells: Vec<Option<String>>,
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
        page: usize,
        row: u32,
        column: u16,
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
                Some(known) if !says_more => self.remove(n, &things, known),
                Some(known) => self.change(n, &things, known, &row),
                // It was taken away before.
                None if !says_more => {}
                None => self.add(n, &things, &row),
            }
        }
        for known in &things.rows {
            if !seen.contains(&known.id) {
                self.remove(n, &things, known);
            }
        }
    }

    /// The row of headings, and for each column of the section where it is.
    fn headings(&mut self, n: usize, columns: &[Column]) -> Option<(u32, Vec<Option<u16>>)> {
        let page = &self.book.pages[n];
        let is_id = |cell: &Cell| matches!(cell, Cell::Text(text) if text == "id");
        let head = page
            .cells
            .range(..(10, 0))
            .find(|(_, cell)| is_id(cell))
            .map(|((row, _), _)| *row);
        let Some(head) = head else {
            self.fault(
                n,
                0,
                0,
                "no-headings",
                both!(
                    "sheet `{}` has no column `id`",
                    "blad `{}` heeft geen kolom `id`",
                    page.name
                ),
                both!("looked for in its first rows", "gezocht in de eerste rijen"),
                both!(
                    "the second row of the sheet says which key each column is; keep it",
                    "de tweede rij van het blad zegt welke sleutel elke kolom is; laat die staan"
                ),
            );
            return None;
        };
        let mut places = vec![None; columns.len()];
        for (&(_, at), cell) in page.cells.range((head, 0)..(head + 1, 0)) {
            let Cell::Text(name) = cell else { continue };
            match columns.iter().position(|column| column.name() == *name) {
                Some(column) if places[column].is_none() => {
                    places[column] = Some(at);
                    self.columns[n].insert(name.clone(), at);
                }
                Some(_) => self.fault(
                    n,
                    head,
                    at,
                    "column-twice",
                    both!("column `{name}` is there twice", "kolom `{name}` staat er twee keer"),
                    both!("again", "nog eens"),
                    both!("take one of them away", "haal er een weg"),
                ),
                None => {
                    let names: Vec<String> = columns.iter().map(Column::name).collect();
                    let like = toets_diagnostic::nearest(name, names.iter().map(String::as_str));
                    let help = match like {
                        Some(like) => both!("did you mean `{like}`?", "bedoelt u `{like}`?"),
                        None => both!(
                            "a column of your own can stand in a sheet of its own",
                            "een eigen kolom kan op een eigen blad staan"
                        ),
                    };
                    self.fault(
                        n,
                        head,
                        at,
                        "unknown-column",
                        both!("there is no column `{name}`", "er is geen kolom `{name}`"),
                        both!("not a key of this sheet", "geen sleutel van dit blad"),
                        help,
                    );
                }
            }
        }
        Some((head, places))
    }

    fn read_rows(&mut self, n: usize, head: u32, places: &[Option<u16>], things: &Things) -> Vec<Row> {
        let page = &self.book.pages[n];
        let id_at = things
            .columns
            .iter()
            .position(|column| column.kind == Kind::Id)
            .and_then(|n| places[n])
            .unwrap_or_default();
        let mut by_row: BTreeMap<u32, Vec<(u16, &Cell)>> = BTreeMap::new();
        for (&(row, column), cell) in page.cells.range((head + 1, 0)..) {
            by_row.entry(row).or_default().push((column, cell));
        }
        let mut rows = Vec::new();
        for (number, found) in by_row {
            let mut cells: Vec<Option<String>> = places.iter().map(|place| place.map(|_| String::new())).collect();
            for (at, cell) in found {
                let Some(column) = places.iter().position(|place| *place == Some(at)) else {
                    continue;
                };
                match cell {
                    Cell::Text(text) => cells[column] = Some(text.clone()),
                    Cell::Formula(_) => self.fault(
                        n,
                        number,
                        at,
                        "formula",
                        both!("this cell holds a formula", "in deze cel staat een formule"),
                        both!(
                            "what it says depends on the program",
                            "wat zij zegt, hangt van het programma af"
                        ),
                        both!("write what it says as a value", "schrijf wat er staat als waarde"),
                    ),
                    Cell::Error(error) => self.fault(
                        n,
                        number,
                        at,
                        "cell-error",
                        both!(
                            "this cell holds an error: {error}",
                            "in deze cel staat een fout: {error}"
                        ),
                        both!("no value", "geen waarde"),
                        both!(
                            "write the value, or empty the cell",
                            "schrijf de waarde, of maak de cel leeg"
                        ),
                    ),
                }
            }
            let id = places
                .iter()
                .position(|place| *place == Some(id_at))
                .and_then(|column| cells[column].clone())
                .unwrap_or_default();
            if id.is_empty() {
                if cells.iter().flatten().any(|cell| !cell.is_empty()) {
                    self.fault(
                        n,
                        number,
                        id_at,
                        "missing-id",
                        both!("this row has no id", "deze rij heeft geen id"),
                        both!("`id` is empty", "`id` is leeg"),
                        both!("give it a short name of its own", "geef haar een eigen korte naam"),
                    );
                }
                continue;
            }
            if let Some(&first) = self.rows[n].get(&id) {
                self.fault(
                    n,
                    number,
                    id_at,
                    "duplicate-id",
                    both!("id `{id}` is there twice", "id `{id}` staat er twee keer"),
                    both!("also in row {}", "ook in rij {}", first + 1),
                    both!("give a new row an id of its own", "geef een nieuwe rij een eigen id"),
                );
                continue;
            }
            self.rows[n].insert(id.clone(), number);
            rows.push(Row { number, id, cells });
        }
        rows
    }

    /// The TOML of what a cell says; faults are reported.
    fn value(&mut self, n: usize, row: &Row, column: &Column, text: &str) -> Option<String> {
        let text = self.meant(column.kind, text);
        match cell::toml(column.kind, &text) {
            Ok(value) => Some(value),
            Err((what, help)) => {
                let at = self.columns[n].get(&column.name()).copied().unwrap_or_default();
                let label = both!("of `{}`", "van `{}`", column.name());
                self.fault(n, row.number, at, "wrong-cell", what, label, help);
                None
            }
        }
    }

    /// A cell with ids where it has names or codes of things: where an id is asked for, both are taken.
    fn meant(&self, kind: Kind, text: &str) -> String {
        let known = match kind {
            Kind::One(kind) | Kind::Many(kind, _) => known(self.study, kind, self.language),
            Kind::Test(id) | Kind::Choice(id) => values(self.study, id, self.language),
            _ => return text.to_owned(),
        };
        let by_name = |name: &str| {
            let name = name.to_lowercase();
            let mut found = known.iter().filter(|(_, label)| label.to_lowercase() == name);
            match (found.next(), found.next()) {
                (Some((id, _)), None) => Some(id.clone()),
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

    fn change(&mut self, n: usize, things: &Things, known: &Known, row: &Row) {
        let section = things.section;
        let order: Vec<&str> = section.keys.iter().map(|key| key.name).collect();
        for ((column, before), now) in things.columns.iter().zip(&known.cells).zip(&row.cells) {
            let Some(now) = now else { continue };
            if column.kind == Kind::Id || now == before {
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
            n,
            row.number,
            at,
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

    fn remove(&mut self, n: usize, things: &Things, known: &Known) {
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
        let _ = n;
    }

    fn faulty(self) -> Faulty {
        Faulty {
            faults: self.faults,
            sources: self.shown.sources,
        }
    }

    /// The faults of the files that were made, at the cells that brought them in.
    fn placed(self, faults: Vec<Diagnostic>, mut sources: Sources) -> Faulty {
        let first = self.shown.add_to(&mut sources);
        let faults = faults
            .into_iter()
            .map(|mut fault| {
                for label in &mut fault.labels {
                    if let toets_diagnostic::Place::Span(span) = label.place
                        && let Some(span) = self.cell_at(&sources, span, first)
                    {
                        label.place = toets_diagnostic::Place::Span(span);
                    }
                }
                fault
            })
            .collect();
        Faulty { faults, sources }
    }

    /// The cell that a place in a file comes from.
    fn cell_at(&self, sources: &Sources, span: toets_model::Span, first: usize) -> Option<toets_model::Span> {
        let path = sources.file(span.file).path.clone();
        let file = self.files.iter().find(|file| *file.path == *path)?;
        let at = span.start as usize;
        for (n, page) in self.book.pages.iter().enumerate() {
            let section = SHEETS[page.sheet].section;
            let columns = crate::column::columns(self.study, section);
            for thing in file.toml.things(section.name) {
                let Some(id) = thing.table.get("id").and_then(|id| id.as_str()) else {
                    continue;
                };
                let Some(&row) = self.rows[n].get(id) else { continue };
                // The narrowest column that the place lies in.
                let found = columns
                    .iter()
                    .filter_map(|column| {
                        let place = place_of(thing, column)?;
                        let here = place.contains(&at) || place.end == at;
                        let column = *self.columns[n].get(&column.name())?;
                        here.then_some((place.len(), column))
                    })
                    .min();
                if let Some((_, column)) = found {
                    return Some(self.shown.span_in(first, n, row, column));
                }
            }
        }
        None
    }
}

/// The keys of a thing with their values, from what its cells show.
pub(crate) fn keys_of(study: &Study, things: &Things, cells: &[String]) -> Vec<(String, String)> {
    let values = things
        .columns
        .iter()
        .zip(cells)
        .map(|(column, text)| match text.is_empty() {
            true => None,
            false => cell::toml(column.kind, text).ok(),
        });
    keys(study, things, values.collect())
}

/// The keys of a thing with their values in TOML: those of the columns of one table stand in it together.
fn keys(study: &Study, things: &Things, values: Vec<Option<String>>) -> Vec<(String, String)> {
    let mut keys: Vec<(String, Vec<(Option<String>, String)>)> = Vec::new();
    for (column, value) in things.columns.iter().zip(values) {
        let Some(value) = value else { continue };
        // A study of one language need not say which.
        let alone =
            column.kind == Kind::Text && stands_for_all(column) && study.languages != toets_model::Languages::Both;
        let inner = column.path.get(1).filter(|_| !alone).cloned();
        match keys.iter_mut().find(|(key, _)| *key == column.path[0]) {
            Some((_, parts)) if inner.is_some() => parts.push((inner, value)),
            // Several citations say all that there is to say.
            Some((_, parts)) => *parts = vec![(None, value)],
            None => keys.push((column.path[0].clone(), vec![(inner, value)])),
        }
    }
    let order = |key: &str| things.section.keys.iter().position(|known| known.name == key);
    keys.sort_by_key(|(key, _)| order(key));
    let written = keys.into_iter().map(|(key, parts)| {
        let value = match parts.as_slice() {
            [(None, value)] => value.clone(),
            parts => {
                let parts = parts.iter().map(|(inner, value)| match inner {
                    Some(inner) => format!("{} = {value}", key_of(inner)),
                    None => value.clone(),
                });
                format!("{{ {} }}", parts.collect::<Vec<_>>().join(", "))
            }
        };
        (key, value)
    });
    written.collect()
}

/// The text of a file with the value of a cell.
fn written(
    toml: &Toml,
    section: &str,
    id: &str,
    column: &Column,
    value: Option<&str>,
    order: &[&str],
) -> Result<String, Words> {
    let missing = || both!("it is no longer in its file", "het staat niet meer in zijn bestand");
    let thing = toml.thing(section, id).ok_or_else(missing)?;
    let path = column.parts();
    let item = thing.table.get(path[0]);
    let is_text = item.is_some_and(toml_edit::Item::is_str);
    let is_list = item.is_some_and(|item| item.is_array() || item.is_array_of_tables());
    match path.as_slice() {
        [key, ..] if is_text && stands_for_all(column) => toml.with(thing, &[key], value, order),
        [key, inner] if is_text && *key == "source" => {
            let document = item
                .and_then(|item| item.as_str())
                .map(cell::quoted)
                .unwrap_or_default();
            let Some(value) = value else {
                return Ok(toml.text().to_owned());
            };
            let table = format!("{{ document = {document}, {} = {value} }}", key_of(inner));
            toml.with(thing, &[key], Some(&table), order)
        }
        [_, _] if is_list => Err(both!(
            "it has several citations: they stand in the column `source`",
            "er zijn meer vindplaatsen: die staan in de kolom `source`"
        )),
        path => toml.with(thing, path, value, order),
    }
}
