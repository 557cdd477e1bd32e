//! What a study's files say of the things that stand in sheets, cell by cell.

use toets_load::Section;
use toets_model::{Sources, Study};

use crate::cell;
use crate::column::{Column, Kind, columns};
use crate::toml::{Thing, Toml, extent};

/// A file of the study.
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) toml: Toml,
}

/// The TOML files among all that was read.
pub(crate) fn files(sources: &Sources) -> Vec<File> {
    let all = sources.files().filter(|(_, file)| file.path.ends_with(".toml"));
    all.filter_map(|(_, file)| {
        Some(File {
            path: file.path.to_string(),
            toml: Toml::read(&file.text)?,
        })
    })
    .collect()
}

/// The things of a section, with their cells.
pub(crate) struct Things {
    pub(crate) section: &'static Section,
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Known>,
}

/// A thing that the study has.
pub(crate) struct Known {
    pub(crate) id: String,
    /// Its file, among those of the study.
    pub(crate) file: usize,
    /// A text for each column; empty where nothing is said.
    pub(crate) cells: Vec<String>,
}

/// The things of a section, in the order of the files.
pub(crate) fn things(study: &Study, files: &[File], section: &'static Section) -> Things {
    let columns = columns(study, section);
    let mut rows = Vec::new();
    for (n, file) in files.iter().enumerate() {
        for thing in file.toml.things(section.name) {
            let Some(id) = thing.table.get("id").and_then(|id| id.as_str()) else {
                continue;
            };
            rows.push(Known {
                id: id.to_owned(),
                file: n,
                cells: columns
                    .iter()
                    .map(|column| cell_of(&file.toml, thing, column, section))
                    .collect(),
            });
        }
    }
    Things { section, columns, rows }
}

/// What the cell of a thing in a column shows.
pub(crate) fn cell_of(toml: &Toml, thing: Thing<'_>, column: &Column, section: &Section) -> String {
    let Some(item) = thing.table.get(&column.path[0]) else {
        return String::new();
    };
    let text = |item: &toml_edit::Item| {
        let source = item.span().filter(|_| item.is_value()).map(|span| &toml.text()[span]);
        cell::shown(column.kind, item, source)
    };
    match column.path.get(1) {
        // A table stands in the columns of its keys, where it has such; else in one.
        None => match item.is_table_like() && column.kind == Kind::Toml && is_spread(section, column) {
            true => String::new(),
            false if item.is_str() && is_spread(section, column) => String::new(),
            false => text(item),
        },
        Some(inner) => match (item.as_table_like(), item.is_str()) {
            (Some(table), _) => table.get(inner).map(text).unwrap_or_default(),
            (None, true) if stands_for_all(column) => text(item),
            _ => String::new(),
        },
    }
}

/// Whether the keys of the table in a column have columns of their own: `source`.
fn is_spread(section: &Section, column: &Column) -> bool {
    section
        .key(&column.path[0])
        .is_some_and(|key| matches!(key.shape, toets_load::Shape::Tables(_)))
}

/// Whether a text in the place of a table means this key of it: the only language of a study, the source of a citation.
pub(crate) fn stands_for_all(column: &Column) -> bool {
    matches!(column.path.get(1).map(String::as_str), Some("document"))
        || column.kind == Kind::Text && matches!(column.path.get(1).map(String::as_str), Some("nl" | "en"))
}

/// Where the value of a thing's cell stands in its file.
pub(crate) fn place_of(thing: Thing<'_>, column: &Column) -> Option<std::ops::Range<usize>> {
    let item = thing.table.get(&column.path[0])?;
    match (column.path.get(1), item.as_table_like()) {
        (Some(inner), Some(table)) => extent(table.get(inner)?),
        _ => extent(item),
    }
}

/// Where the key of a thing stands in its file that a cell is of, or is within.
pub(crate) fn key_of(thing: Thing<'_>, column: &Column) -> Option<std::ops::Range<usize>> {
    extent(thing.table.get(&column.path[0])?)
}
