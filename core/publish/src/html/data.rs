//! The data that the page's script walks: diagrams and how levels are shown, never a rule.

use serde_json::{Value as Json, json};
use toets_evaluate::OpenVariable;
use toets_model::Index;

use crate::answers::Answers;
use crate::document::Report;
use crate::mark::Marks;
use crate::texts::Texts;

/// JSON that can stand within a script element: nothing in it can end that.
pub(super) fn data(answers: &Answers, told: &[(Report, Texts)]) -> String {
    let study = &*answers.card.study;
    let explore = &answers.explore;
    let cells: Vec<Json> = answers
        .card
        .cells
        .iter()
        .zip(&explore.cells)
        .map(|(shown, cell)| {
            json!({
                "s": answers.card.scenarios.iter().position(|&s| s == shown.scenario),
                "g": answers.card.groups.iter().position(|&g| g == shown.group),
                "fixed": cell.fixed,
                "nodes": cell.nodes,
                "ends": cell.ends,
                "roots": cell.roots,
            })
        })
        .collect();
    let scales = |texts: &Texts| -> Vec<Json> {
        let marks = Marks::new(study, texts.language(), texts);
        let shown = study.scales.indices().map(|id| {
            let shown = marks.scale(id);
            json!({
                "signs": shown.signs, "names": shown.names, "words": shown.words,
                "shades": shown.shades, "ordered": shown.ordered, "levels": shown.levels,
            })
        });
        shown.collect()
    };
    let variables = |texts: &Texts| -> Vec<Json> {
        let phrases = toets_report::Phrases::new(study, texts.language());
        let shown = explore.variables.iter().map(|&id| {
            let it = &study.variables[id];
            let values: Vec<String> = (0..it.domain.size())
                .map(|n| phrases.value(OpenVariable::Study(id), n as u32))
                .collect();
            let ids: Vec<_> = (0..it.domain.size())
                .map(|n| it.domain.value_name(Index::from_usize(n)).to_string())
                .collect();
            let label = it.label.get(texts.language());
            let label = if label.is_empty() {
                study.variables.name(id)
            } else {
                label
            };
            json!({ "id": study.variables.name(id), "kind": it.kind.word(), "label": label, "ids": ids, "values": values })
        });
        shown.collect()
    };
    let texts: serde_json::Map<String, Json> = told
        .iter()
        .map(|(report, texts)| {
            let shown = json!({
                "scales": scales(texts),
                "variables": variables(texts),
                "say": said(texts),
            });
            (report.language.to_owned(), shown)
        })
        .collect();
    let rows: Vec<usize> = answers
        .card
        .rows
        .iter()
        .map(|row| study.nodes[row.node].scale.to_usize())
        .collect();
    let all = json!({ "rows": rows, "cells": cells, "languages": texts });
    harmless(&all.to_string())
}

/// The texts that the script says.
fn said(texts: &Texts) -> Json {
    const KEYS: [&str; 20] = [
        "mark-none",
        "mark-open",
        "mark-or",
        "mark-mixed",
        "mark-between",
        "mark-among",
        "mark-ends",
        "mark-ends-open",
        "js-any",
        "js-shown",
        "js-chosen",
        "js-none-chosen",
        "js-elsewhere",
        "js-fold",
        "js-unfold",
        "js-impact",
        "js-impact-none",
        "js-annex-old",
        "js-open-all",
        "js-close-all",
    ];
    let said: serde_json::Map<String, Json> = KEYS
        .iter()
        .map(|key| {
            // The script fills in by name.
            let filled =
                ["from", "to", "levels", "n", "all", "what", "names"].map(|name| (name, format!("{{{name}}}")));
            let filled: Vec<(&str, &str)> = filled.iter().map(|(name, text)| (*name, &**text)).collect();
            ((*key).to_owned(), texts.with(key, &filled).into())
        })
        .collect();
    said.into()
}

/// JSON with all that could be taken for markup written as numbers.
fn harmless(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => safe.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_cannot_end_its_element() {
        assert_eq!(harmless("\"</script>&\""), "\"\\u003c/script\\u003e\\u0026\"");
    }
}
