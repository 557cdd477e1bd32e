//! The keys of things as TOML writes them.

use toets_diagnostic::{Words, both};
use toets_model::Study;

use crate::cell;
use crate::column::{Column, Kind};
use crate::content::{Things, stands_for_all};
use crate::toml::{Toml, key_of};

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

/// A part of a table, or a value that stands alone: its key in the table, and its TOML.
type Part = (Option<String>, String);

/// The keys of a thing with their values in TOML: those of the columns of one table stand in it together.
pub(super) fn keys(study: &Study, things: &Things, values: Vec<Option<String>>) -> Vec<(String, String)> {
    let mut keys: Vec<(String, Vec<Part>)> = Vec::new();
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
pub(super) fn written(
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
