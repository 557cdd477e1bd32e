//! Records for R, Python and spreadsheets: UTF-8, lines end with CRLF, a line of column names first.
//!
//! For statistics values are exact: a level is written as the study writes it, also where it begins with `+` or `-`. A spreadsheet may
//! take such a text for a formula, so read the file as data (all columns as text); `docs/src/reference/json.md` tells how. For a
//! Dutch Excel there is [`Dialect::NlExcel`].

use toets_answer::{Answer, Datum, Records};

use crate::Look;

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

pub(crate) fn write(answer: &Answer<'_>, look: Look) -> String {
    csv_of(&answer.records(), look.dialect)
}

/// Records as CSV.
#[must_use]
pub fn csv_of(records: &Records, dialect: Dialect) -> String {
    let delimiter = match dialect {
        Dialect::Standard => b',',
        Dialect::NlExcel => b';',
    };
    let mut writer = ::csv::WriterBuilder::new()
        .terminator(::csv::Terminator::CRLF)
        .delimiter(delimiter)
        .from_writer(Vec::new());
    // INVARIANT: writing to memory doesn't fail, and all records have as many fields.
    let _ = writer.write_record(&records.columns);
    for row in &records.rows {
        let _ = writer.write_record(row.iter().map(|value| match value {
            Datum::Text(text) => dialect.text(text),
            // It may begin with a minus: it is a number, no formula.
            Datum::Number(number) => dialect.number(*number),
        }));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    let text = String::from_utf8(bytes).unwrap_or_default();
    match dialect {
        Dialect::Standard => text,
        Dialect::NlExcel => format!("\u{feff}{text}"),
    }
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
