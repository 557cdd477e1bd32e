//! A report as a workbook: a sheet for each part, to sort, filter and print.
//!
//! Texts are texts, also those that begin like a formula. Nothing in the file depends on the clock: the same study gives the same
//! bytes.

mod lay_out;
mod tables;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use toets_model::Date;

use crate::document::{Amount, Report};
use crate::texts::Texts;

/// A cell of a sheet.
enum Datum {
    Empty,
    Text(String),
    Number(f64),
    /// A number of the study.
    Amount(Amount),
    /// A judgement in signs, and its shade.
    Level(String, &'static str),
}

/// A sheet: columns with their widths in characters, and rows of as many cells.
struct Sheet {
    name: String,
    columns: Vec<(String, f64)>,
    rows: Vec<Vec<Datum>>,
    /// How many columns stay in sight, and are printed on every page.
    frozen: u16,
}

/// The workbook of a report, the sheets of each language one after the other.
///
/// # Errors
/// What the format does not allow, in words.
pub fn xlsx(told: &[(Report, Texts)]) -> Result<Vec<u8>, String> {
    made(told).map_err(|error| error.to_string())
}

fn made(told: &[(Report, Texts)]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    if let Some((report, _)) = told.first() {
        workbook.set_properties(&properties(report)?);
    }
    let mut names = Vec::new();
    for (report, texts) in told {
        for sheet in tables::sheets(report, texts) {
            let name = free(&sheet.name, &names);
            lay_out::write(workbook.add_worksheet(), &sheet, &name, &report.about.title)?;
            names.push(name);
        }
    }
    workbook.save_to_buffer()
}

/// The day whose law counts stands for the day of making: a clock would make each file another one.
fn properties(report: &Report) -> Result<DocProperties, XlsxError> {
    let day = report.about.as_of.as_deref().and_then(Date::parse);
    let (year, month, day) = day.map_or((2000, 1, 1), Date::parts);
    Ok(DocProperties::new()
        .set_title(&report.about.title)
        .set_subject(&report.about.id)
        .set_author(format!("toets {}", report.making.version))
        .set_comment(format!("SHA-256 {}", report.making.hash))
        .set_creation_datetime(&ExcelDateTime::from_ymd(year.clamp(1900, 9999), month, day)?))
}

/// A name that a sheet may have and that none has yet.
fn free(name: &str, taken: &[String]) -> String {
    const LONGEST: usize = 31;
    let allowed = |c: &char| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') && !c.is_control();
    let name: String = name.chars().filter(allowed).collect();
    let name = if name.trim().is_empty() { "-" } else { name.trim() };
    let same = |name: &str| taken.iter().any(|known| known.to_lowercase() == name.to_lowercase());
    let mut number = 1;
    loop {
        let end = if number == 1 {
            String::new()
        } else {
            format!(" ({number})")
        };
        let start: String = name.chars().take(LONGEST - end.len()).collect();
        let free = format!("{start}{end}");
        if !same(&free) {
            return free;
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_have_names_of_their_own() {
        assert_eq!(free("a/b[c]", &[]), "abc");
        assert_eq!(free("Law", &["law".to_owned()]), "Law (2)");
        assert_eq!(free(&"x".repeat(40), &[]).len(), 31);
        assert_eq!(free("//", &[]), "-");
    }
}
