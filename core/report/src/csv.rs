//! The scorecard as records: a tidy long table, one row for each cell × node × case.

use toets_answer::{Datum, Records};
use toets_evaluate::{CaseBox, Reach, Value};
use toets_model::{NodeId, Study};

use crate::scorecard::Scorecard;

const COLUMNS: [&str; 12] = [
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
    "applies",
];

/// The scorecard as records.
///
/// A cell without worlds has one row for each node, without a level. Where a node does not apply to someone, a row without a level
/// says to whom: `applies` is `no` in it.
pub(crate) fn records(card: &Scorecard) -> Records {
    let study = &*card.study;
    let as_of = study.as_of.map(|day| day.to_string()).unwrap_or_default();
    let mut rows = Vec::new();
    for cell in &card.cells {
        for (row, result) in card.rows.iter().zip(&cell.results) {
            let mut add = |level: Datum, end: [String; 6]| {
                let start = [
                    study.id.as_str(),
                    &as_of,
                    study.scenarios.name(cell.scenario),
                    study.groups.name(cell.group),
                    study.nodes.name(row.node),
                ];
                let [a, b, c, d, e] = start.map(Datum::text);
                let [g, h, i, j, k, l] = end.map(Datum::Text);
                rows.push([a, b, c, d, e, level, g, h, i, j, k, l]);
            };
            if result.cases.is_empty() && result.not_applicable.boxes.is_empty() {
                add(Datum::text(""), ["", "", "", "0", "", ""].map(str::to_owned));
            }
            for case in &result.cases {
                let end = [
                    case.mixed.to_string(),
                    silent(result.silent).to_owned(),
                    case.truncated.to_string(),
                    case.worlds.as_ref().map(ToString::to_string).unwrap_or_default(),
                    when(study, &case.boxes),
                    "yes".to_owned(),
                ];
                add(value(study, row.node, case.value), end);
            }
            let away = &result.not_applicable;
            if !away.boxes.is_empty() {
                let (truncated, when) = (away.truncated.to_string(), when(study, &away.boxes));
                add(
                    Datum::text(""),
                    ["", "", &truncated, "", &when, "no"].map(str::to_owned),
                );
            }
        }
    }
    Records::of(COLUMNS, rows)
}

fn silent(reach: Reach) -> &'static str {
    match reach {
        Reach::Never => "never",
        Reach::Sometimes => "sometimes",
        Reach::Always => "always",
    }
}

fn value(study: &Study, node: NodeId, value: Value) -> Datum {
    match value {
        Value::Level(level) => Datum::text(study.scales[study.nodes[node].scale].name(level)),
        Value::Number(number) => Datum::Number(number),
    }
}

/// Boxes as `a=x|y; b=z or a=w`: `|` between values, `;` (and) between variables, `or` between boxes; `always` for one
/// empty box. No id has a space in it.
fn when(study: &Study, boxes: &[CaseBox]) -> String {
    let boxes = boxes.iter().map(|one| {
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
