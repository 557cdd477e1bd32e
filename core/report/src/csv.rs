//! Results for R, Python and spreadsheets: a tidy long table, one row for each cell × node × case.
//!
//! Values are exact: a level is written as the study writes it, also where it begins with `+` or `-`. A spreadsheet may
//! take such a text for a formula, so read the file as data (all columns as text); `docs/src/reference/json.md` tells how.

use toets_evaluate::{Case, Reach, Value};
use toets_model::{NodeId, Study};

use crate::scorecard::Scorecard;

const COLUMNS: [&str; 11] = [
    "study",
    "as_of",
    "scenario",
    "group",
    "node",
    "level",
    "mixed",
    "silent",
    "truncated",
    "worlds",
    "when",
];

/// The scorecard as CSV (RFC 4180, UTF-8, a line of column names first).
///
/// A cell without worlds has one row for each node, without a level.
pub fn csv(card: &Scorecard) -> String {
    let mut writer = ::csv::WriterBuilder::new()
        .terminator(::csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let study = &*card.study;
    let as_of = study.as_of.map(|day| day.to_string()).unwrap_or_default();
    // INVARIANT: writing to memory doesn't fail, and all records have as many fields.
    let _ = writer.write_record(COLUMNS);
    for cell in &card.cells {
        for (row, result) in card.rows.iter().zip(&cell.results) {
            let start = [
                study.id.as_str(),
                &as_of,
                study.scenarios.name(cell.scenario),
                study.groups.name(cell.group),
                study.nodes.name(row.node),
            ];
            if result.cases.is_empty() {
                let _ = writer.write_record(start.into_iter().chain(["", "", "", "", "0", ""]));
            }
            for case in &result.cases {
                let end = [
                    value(study, row.node, case.value),
                    case.mixed.to_string(),
                    silent(result.silent).to_owned(),
                    case.truncated.to_string(),
                    case.worlds.as_ref().map(ToString::to_string).unwrap_or_default(),
                    when(study, case),
                ];
                let _ = writer.write_record(start.into_iter().chain(end.iter().map(String::as_str)));
            }
        }
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

fn silent(reach: Reach) -> &'static str {
    match reach {
        Reach::Never => "never",
        Reach::Sometimes => "sometimes",
        Reach::Always => "always",
    }
}

fn value(study: &Study, node: NodeId, value: Value) -> String {
    match value {
        Value::Level(level) => study.scales[study.nodes[node].scale].name(level).to_owned(),
        Value::Number(number) => number.to_string(),
    }
}

/// Boxes as `a=x|y; b=z or a=w`: `|` between values, `;` (and) between variables, `or` between boxes; `always` for one
/// empty box. No id has a space in it.
fn when(study: &Study, case: &Case) -> String {
    let boxes = case.boxes.iter().map(|one| {
        let tests = one.iter().map(|(variable, values)| {
            let values: Vec<_> = values.iter().map(|&v| variable.value_name(study, v)).collect();
            format!("{}={}", variable.id(study), values.join("|"))
        });
        let tests: Vec<String> = tests.collect();
        if tests.is_empty() {
            "always".to_owned()
        } else {
            tests.join("; ")
        }
    });
    boxes.collect::<Vec<_>>().join(" or ")
}
