//! A workbook: a sheet that says the page in words, one for each of its tables to sort, filter and print, and one with the data.
//!
//! Texts are texts, also those that begin like a formula. Nothing in the file depends on the clock: the same answer gives the same
//! bytes.

mod sheets;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use toets_answer::{Answer, Block, Page, Table};
use toets_model::Language;

pub(crate) fn write(answer: &Answer<'_>) -> Result<Vec<u8>, String> {
    made(answer).map_err(|error| error.to_string())
}

fn made(answer: &Answer<'_>) -> Result<Vec<u8>, XlsxError> {
    let page = answer.page();
    let records = answer.records();
    let (said, data) = match answer.language {
        Language::Nl => ("tekst", "gegevens"),
        Language::En => ("text", "data"),
    };
    let tables = named(&page, &[said, data]);
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(&page)?);
    let names: Vec<&str> = tables.iter().map(|(name, _)| &**name).collect();
    let words = workbook.add_worksheet().set_name(said)?;
    sheets::words(words, &page, &names, answer.language)?;
    sheets::to_print(words, &page.title);
    for (name, table) in &tables {
        let sheet = workbook.add_worksheet().set_name(name)?;
        sheets::table(sheet, table)?;
        sheets::to_print(sheet, &page.title).set_landscape();
    }
    if !records.rows.is_empty() {
        let sheet = workbook.add_worksheet().set_name(data)?;
        sheets::records(sheet, &records)?;
        sheets::to_print(sheet, &page.title).set_landscape();
    }
    workbook.save_to_buffer()
}

/// The day of making is always the same one: a clock would make each file another one.
fn properties(page: &Page) -> Result<DocProperties, XlsxError> {
    Ok(DocProperties::new()
        .set_title(sheets::short(&page.title, 255))
        .set_subject(sheets::short(&page.subtitle, 255))
        .set_author("toets")
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?))
}

/// The tables of a page in order, each with the name of its sheet: that of its section, or of the section before where it has none.
fn named<'a>(page: &'a Page, taken: &[&str]) -> Vec<(String, &'a Table)> {
    let mut taken: Vec<String> = taken.iter().map(|&name| name.to_owned()).collect();
    let mut all = Vec::new();
    let mut title = &page.title;
    for section in &page.sections {
        if !section.title.is_empty() {
            title = &section.title;
        }
        for block in &section.blocks {
            if let Block::Table(table) = block
                && !table.columns.is_empty()
            {
                let name = free(title, &taken);
                taken.push(name.clone());
                all.push((name, table));
            }
        }
    }
    all
}

/// A name that a sheet may have and that none has yet.
fn free(name: &str, taken: &[String]) -> String {
    const LONGEST: usize = 31;
    let allowed = |c: &char| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') && !c.is_control();
    let name: String = name.chars().filter(allowed).collect();
    let name = if name.trim().is_empty() { "-" } else { name.trim() };
    // Spreadsheets keep one name for themselves.
    let same = |name: &str| name == "history" || taken.iter().any(|known| known.to_lowercase() == name);
    let mut number = 1;
    loop {
        let end = if number == 1 {
            String::new()
        } else {
            format!(" ({number})")
        };
        let free = format!("{}{end}", sheets::short(name, LONGEST - end.len()).trim_end());
        if !same(&free.to_lowercase()) {
            return free;
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Range, Reader, Xlsx};

    use super::*;
    use crate::docx::tests::answer;

    fn read(bytes: &[u8]) -> Vec<(String, Range<Data>)> {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
        book.worksheets()
    }

    #[test]
    fn texts_are_texts_and_numbers_are_numbers() {
        let bytes = write(&answer()).unwrap();
        assert_eq!(bytes, write(&answer()).unwrap());
        let sheets = read(&bytes);
        let names: Vec<&str> = sheets.iter().map(|(name, _)| &**name).collect();
        assert_eq!(names, ["tekst", "Deel één", "Deel één (2)", "gegevens"]);
        let text = |text: &str| Some(Data::String(text.to_owned()));
        let cell = |sheet: usize, row, column| sheets[sheet].1.get_value((row, column)).cloned();

        let told: Vec<String> = sheets[0].1.rows().map(|row| row[0].to_string()).collect();
        for line in [
            "Alles & <meer>",
            "proef ",
            "Een  tekst  met a < b && c",
            "• eerst: =1+1",
            "• dan",
            "+: gunstig",
            "Tabel: blad “Deel één (2)”",
            "boven",
            "omdat +",
            "Samenhang: Wat van wat afhangt.",
        ] {
            assert!(told.iter().any(|it| it == line), "{line}: {told:?}");
        }

        assert_eq!((cell(1, 0, 0), cell(1, 0, 2)), (text("Waarop"), text("=1+1")));
        assert_eq!((cell(1, 1, 1), cell(1, 3, 1)), (text("+"), text("--")));
        assert_eq!(cell(1, 2, 0), text("Nut & nood zaak"));
        assert_eq!(cell(1, 1, 2), text("12"));
        let long = cell(1, 3, 0).unwrap().to_string();
        assert_eq!((long.chars().count(), long.ends_with('…')), (32_767, true));

        assert_eq!((cell(3, 0, 0), cell(3, 0, 1)), (text("level"), text("share")));
        assert_eq!((cell(3, 1, 0), cell(3, 2, 0)), (text("--"), text("=1+1 ")));
        assert_eq!(
            (cell(3, 1, 1), cell(3, 2, 1)),
            (Some(Data::Float(0.5)), Some(Data::Float(12.0)))
        );
    }

    #[test]
    fn nothing_is_of_today() {
        let mut archive = zip::ZipArchive::new(Cursor::new(write(&answer()).unwrap())).unwrap();
        for n in 0..archive.len() {
            let made = archive.by_index(n).unwrap().last_modified();
            assert_eq!(made, Some(zip::DateTime::default()));
        }
        let core = std::io::read_to_string(archive.by_name("docProps/core.xml").unwrap()).unwrap();
        assert!(core.contains(">2000-01-01T00:00:00Z</dcterms:created>"), "{core}");
    }

    #[test]
    fn a_page_without_tables_or_records_is_a_sheet_of_words() {
        let empty = Answer::new(Language::En, Page::default, || serde_json::json!({})).recording(Default::default);
        let names: Vec<String> = read(&write(&empty).unwrap())
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        assert_eq!(names, ["text"]);
    }

    #[test]
    fn sheets_have_names_of_their_own() {
        assert_eq!(free("a/b[c]", &[]), "abc");
        assert_eq!(free("Law", &["law".to_owned()]), "Law (2)");
        assert_eq!(free(&"x".repeat(40), &[]).len(), 31);
        assert_eq!(free(&"😀".repeat(40), &[]).encode_utf16().count(), 30);
        assert_eq!(
            (free("//", &[]), free("History", &[])),
            ("-".into(), "History (2)".into())
        );
    }
}
