//! Results for R, Python and spreadsheets: a tidy long table, one row for each cell × node × case.
//!
//! For statistics values are exact: a level is written as the study writes it, also where it begins with `+` or `-`. A spreadsheet may
//! take such a text for a formula, so read the file as data (all columns as text); `docs/src/reference/json.md` tells how. For a
//! Dutch Excel there is [`Dialect::NlExcel`].

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

/// Who is to read it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// Programs (RFC 4180): commas, decimal points, every value as it is.
    #[default]
    Standard,
    /// Excel with Dutch settings, by a double click: semicolons, decimal commas, a byte-order mark, and an apostrophe before what
    /// it would take for a formula.
    NlExcel,
}

impl Dialect {
    fn number(self, number: f64) -> String {
        let text = number.to_string();
        match self {
            Self::Standard => text,
            Self::NlExcel => text.replace('.', ","),
        }
    }

    /// A text that is no formula.
    fn text(self, text: &str) -> String {
        match self {
            Self::NlExcel if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) => format!("'{text}"),
            _ => text.to_owned(),
        }
    }
}

/// The scorecard as CSV: UTF-8, lines end with CRLF, a line of column names first.
///
/// A cell without worlds has one row for each node, without a level. Where a node does not apply to someone, a row without a level
/// says to whom: `applies` is `no` in it.
pub fn csv(card: &Scorecard, dialect: Dialect) -> String {
    let delimiter = match dialect {
        Dialect::Standard => b',',
        Dialect::NlExcel => b';',
    };
    let mut writer = ::csv::WriterBuilder::new()
        .terminator(::csv::Terminator::CRLF)
        .delimiter(delimiter)
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
            ]
            .map(|text| dialect.text(text));
            if result.cases.is_empty() && result.not_applicable.boxes.is_empty() {
                let end = ["", "", "", "", "0", "", ""].map(str::to_owned);
                let _ = writer.write_record(start.iter().chain(&end));
            }
            for case in &result.cases {
                let end = [
                    value(study, row.node, case.value, dialect),
                    case.mixed.to_string(),
                    silent(result.silent).to_owned(),
                    case.truncated.to_string(),
                    case.worlds.as_ref().map(ToString::to_string).unwrap_or_default(),
                    dialect.text(&when(study, &case.boxes)),
                    "yes".to_owned(),
                ];
                let _ = writer.write_record(start.iter().chain(&end));
            }
            let away = &result.not_applicable;
            if !away.boxes.is_empty() {
                let truncated = away.truncated.to_string();
                let when = dialect.text(&when(study, &away.boxes));
                let end = ["", "", "", &truncated, "", &when, "no"].map(str::to_owned);
                let _ = writer.write_record(start.iter().chain(&end));
            }
        }
    }
    let bytes = writer.into_inner().unwrap_or_default();
    let text = String::from_utf8(bytes).unwrap_or_default();
    match dialect {
        Dialect::Standard => text,
        Dialect::NlExcel => format!("\u{feff}{text}"),
    }
}

fn silent(reach: Reach) -> &'static str {
    match reach {
        Reach::Never => "never",
        Reach::Sometimes => "sometimes",
        Reach::Always => "always",
    }
}

fn value(study: &Study, node: NodeId, value: Value, dialect: Dialect) -> String {
    match value {
        Value::Level(level) => dialect.text(study.scales[study.nodes[node].scale].name(level)),
        // A number may begin with a minus: it is one, no formula.
        Value::Number(number) => dialect.number(number),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_no_formula_and_a_number_has_a_comma() {
        let dutch = Dialect::NlExcel;
        assert_eq!(
            ["--", "+", "=1+1", "@x", "0", "±"].map(|level| dutch.text(level)),
            ["'--", "'+", "'=1+1", "'@x", "0", "±"]
        );
        assert_eq!(
            (dutch.number(-1.5), Dialect::Standard.number(-1.5)),
            ("-1,5".into(), "-1.5".into())
        );
        assert_eq!(Dialect::Standard.text("--"), "--");
    }
}
