//! The rows of a sheet, by the keys that its columns are.

use std::collections::BTreeMap;

use toets_diagnostic::both;

use super::Work;
use crate::column::{Column, Kind};
use crate::content::Things;
use crate::read::{Book, Cell};
use crate::words::SHEETS;

/// A row of a sheet: the texts of its cells, for each column of the section; none where the sheet has no such column.
pub(super) struct Row {
    pub(super) number: u32,
    pub(super) id: String,
    pub(super) cells: Vec<Option<String>>,
}

/// The things of a kind that a workbook has, by id, each with what it is called there.
pub(super) fn named(book: &Book, kind: &str) -> Vec<(String, String)> {
    let page = book.pages.iter().find(|page| SHEETS[page.sheet].section.name == kind);
    let Some(page) = page else { return Vec::new() };
    let says = |cell: Option<&Cell>| match cell {
        Some(Cell::Text(text)) => Some(text.clone()),
        _ => None,
    };
    let mut heads = page.cells.range(..(10, 0));
    let Some((&(head, id), _)) = heads.find(|(_, cell)| says(Some(cell)).as_deref() == Some("id")) else {
        return Vec::new();
    };
    let labels = page
        .cells
        .range((head, 0)..(head + 1, 0))
        .filter_map(|(&(_, column), cell)| {
            let name = says(Some(cell))?;
            (name == "label" || name.starts_with("label.")).then_some(column)
        });
    let labels: Vec<u16> = labels.collect();
    let ids = page
        .cells
        .range((head + 1, 0)..)
        .filter(|((_, column), _)| *column == id);
    ids.flat_map(|(&(row, _), cell)| {
        let named = labels.iter().filter_map(|&column| says(page.cells.get(&(row, column))));
        let id = says(Some(cell));
        named.filter_map(|name| Some((id.clone()?, name))).collect::<Vec<_>>()
    })
    .collect()
}

impl Work<'_> {
    /// The row of headings, and for each column of the section where it is.
    pub(super) fn headings(&mut self, n: usize, columns: &[Column]) -> Option<(u32, Vec<Option<u16>>)> {
        let page = &self.book.pages[n];
        let is_id = |cell: &Cell| matches!(cell, Cell::Text(text) if text == "id");
        let head = page
            .cells
            .range(..(10, 0))
            .find(|(_, cell)| is_id(cell))
            .map(|((row, _), _)| *row);
        let Some(head) = head else {
            self.fault(
                (n, 0, 0),
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
                    (n, head, at),
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
                        (n, head, at),
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

    pub(super) fn read_rows(&mut self, n: usize, head: u32, places: &[Option<u16>], things: &Things) -> Vec<Row> {
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
                        (n, number, at),
                        "formula",
                        both!("this cell holds a formula", "in deze cel staat een formule"),
                        both!(
                            "what it says depends on the program",
                            "wat zij zegt, hangt van het programma af"
                        ),
                        both!("write what it says as a value", "schrijf wat er staat als waarde"),
                    ),
                    Cell::Error(error) => self.fault(
                        (n, number, at),
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
                        (n, number, id_at),
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
                    (n, number, id_at),
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
}
