//! Two codings of one finding as a contest: both stand in the study, and who is right is an unknown.

use std::fmt::Write as _;

use toets_load::sections;
use toets_model::{Sources, Study};

use crate::cell::quoted;
use crate::content::{Things, files, things};

/// The findings that two studies code otherwise, as TOML to paste into the first: the second coding under an id of its own, and a contest
/// of the two. Those that only one of them has, and those that differ in words only, are left out.
pub fn contests(first: &Study, first_sources: &Sources, second: &Study, second_sources: &Sources) -> String {
    let one = things(first, &files(first_sources), &sections::FINDING);
    let other = things(second, &files(second_sources), &sections::FINDING);
    let mut text = String::new();
    for row in &one.rows {
        let Some(another) = other.rows.iter().find(|it| it.id == row.id) else {
            continue;
        };
        if coding(&one, &row.cells) == coding(&other, &another.cells) {
            continue;
        }
        let id = format!("{}-2", row.id);
        let keys = crate::propose::keys_of(second, &other, &another.cells);
        let _ = writeln!(text, "[[finding]]");
        for (key, value) in keys {
            let value = if key == "id" { quoted(&id) } else { value };
            let _ = writeln!(text, "{key} = {value}");
        }
        let _ = writeln!(text, "\n[[contest]]\nid = {}", quoted(&format!("coding-{}", row.id)));
        let _ = writeln!(text, "sides = [[{}], [{}]]\n", quoted(&row.id), quoted(&id));
    }
    text
}

/// What of a finding is its coding.
fn coding(things: &Things, cells: &[String]) -> Vec<(String, String)> {
    let counts = ["node", "when", "level", "modality", "absolute", "opens", "hinges_on"];
    let mut coding: Vec<(String, String)> = things
        .columns
        .iter()
        .zip(cells)
        .filter(|(column, cell)| counts.contains(&&*column.path[0]) && !cell.is_empty())
        .map(|(column, cell)| (column.name(), cell.clone()))
        .collect();
    coding.sort();
    coding
}
