//! What a workbook says, as texts in cells: Excel's `.xlsx`, LibreOffice's `.ods`, or one sheet as CSV.
//!
//! A workbook may come from anybody. It is unpacked once to see how large it is before anything reads it; cells are read one by
//! one, so that one in the last corner of a sheet costs no more than one; formulas are not worked out.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use calamine::{DataRef, Reader, Xlsx};
use toets_diagnostic::{Words, both};
use toets_model::Study;

use crate::column::columns;
use crate::ods;
use crate::words::SHEETS;

/// A workbook that was read.
#[derive(Debug)]
pub struct Book {
    /// What it is called where something is wrong with it.
    pub(crate) name: String,
    /// The sheets that are those of a study, in the order of [`SHEETS`].
    pub(crate) pages: Vec<Page>,
}

/// A sheet.
#[derive(Debug)]
pub(crate) struct Page {
    /// Which one it is, among [`SHEETS`].
    pub(crate) sheet: usize,
    /// Its name in the workbook.
    pub(crate) name: String,
    /// What is in its cells, by row and column from zero; empty ones are not there.
    pub(crate) cells: BTreeMap<(u32, u16), Cell>,
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell {
    Text(String),
    /// A formula: what it says depends on the program that works it out.
    Formula(String),
    /// An error of the spreadsheet: `#N/A`.
    Error(String),
}

/// Why a workbook can't be read: what is wrong, and what to do.
#[derive(Debug)]
pub struct Unreadable {
    /// What is wrong.
    pub what: Words,
    /// What to do.
    pub help: Words,
}

/// How much a workbook may hold when it is unpacked, in bytes.
const UNPACKED: u64 = 128 << 20;
/// How many files it may be made of.
const PARTS: usize = 2_000;
/// How far down and to the right a sheet is read.
const ROWS: u32 = 200_000;
const COLUMNS: u32 = 2_000;
/// How many cells of a workbook may say something.
pub(crate) const CELLS: usize = 2_000_000;

/// Reads a workbook; `name` is what it is called, and for CSV which sheet it is (`findings.csv`).
///
/// # Errors
/// It is no workbook, it is too large, or none of its sheets is one of a study.
pub fn read(study: &Study, name: &str, bytes: &[u8]) -> Result<Book, Unreadable> {
    let pages = if bytes.starts_with(b"PK") {
        match unpacked(bytes)? {
            Packed::Excel => excel(bytes)?,
            Packed::OpenDocument(content) => ods::read(&content)?,
        }
    } else if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(Unreadable {
            what: both!(
                "this workbook is in Excel's old form, or has a password",
                "dit werkblad is in de oude vorm van Excel, of heeft een wachtwoord"
            ),
            help: both!(
                "save it as .xlsx, without a password",
                "sla het op als .xlsx, zonder wachtwoord"
            ),
        });
    } else {
        vec![csv(study, name, bytes)?]
    };
    let mut found: Vec<Page> = pages
        .into_iter()
        .filter_map(|(name, cells)| {
            let sheet = SHEETS.iter().position(|sheet| sheet.is_called(&name))?;
            Some(Page { sheet, name, cells })
        })
        .collect();
    found.sort_by_key(|page| page.sheet);
    if found.is_empty() {
        return Err(Unreadable {
            what: both!(
                "none of its sheets is one of a study",
                "geen van de bladen is er een van een studie"
            ),
            help: both!(
                "`toets sheet STUDY -o FILE.xlsx` writes one to work in; its sheets keep their names",
                "`toets sheet STUDIE -o BESTAND.xlsx` maakt er een om in te werken; de bladen houden hun naam"
            ),
        });
    }
    if let Some(twice) = found.windows(2).find(|pair| pair[0].sheet == pair[1].sheet) {
        return Err(Unreadable {
            what: both!(
                "two sheets are the same one: `{}` and `{}`",
                "twee bladen zijn hetzelfde: `{}` en `{}`",
                twice[0].name,
                twice[1].name
            ),
            help: both!("take one of them away", "haal er een weg"),
        });
    }
    Ok(Book {
        name: name.to_owned(),
        pages: found,
    })
}

/// A sheet as it was read: its name and its cells.
pub(crate) type Raw = (String, BTreeMap<(u32, u16), Cell>);

enum Packed {
    Excel,
    /// The content of the document.
    OpenDocument(String),
}

/// Unpacks a workbook to see what it is and how large, and keeps nothing of it but what has to be read here.
fn unpacked(bytes: &[u8]) -> Result<Packed, Unreadable> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error.to_string()))?;
    if archive.len() > PARTS {
        return Err(too_large());
    }
    let mut left = UNPACKED;
    let mut content = None;
    let mut excel = false;
    for n in 0..archive.len() {
        let part = archive.by_index(n).map_err(|error| broken(&error.to_string()))?;
        let name = part.name().map(|name| name.into_owned()).unwrap_or_default();
        excel |= name == "xl/workbook.xml";
        // What is packed says how large it is, and may lie: what counts is what comes out.
        let mut limited = part.take(left + 1);
        let read = if name == "content.xml" {
            let mut text = Vec::new();
            let read = limited.read_to_end(&mut text).map(|read| read as u64);
            content = Some(text);
            read
        } else {
            std::io::copy(&mut limited, &mut std::io::sink())
        };
        left = left
            .checked_sub(read.map_err(|error| broken(&error.to_string()))?)
            .ok_or_else(too_large)?;
    }
    match (excel, content.map(String::from_utf8)) {
        (true, _) => Ok(Packed::Excel),
        (false, Some(Ok(content))) => Ok(Packed::OpenDocument(content)),
        _ => Err(broken(
            "it has neither a workbook of Excel nor one of LibreOffice in it",
        )),
    }
}

fn excel(bytes: &[u8]) -> Result<Vec<Raw>, Unreadable> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(&error.to_string()))?;
    let mut all = Vec::new();
    let mut count = 0;
    for name in workbook.sheet_names() {
        if !SHEETS.iter().any(|sheet| sheet.is_called(&name)) {
            continue;
        }
        let mut cells = BTreeMap::new();
        let mut reader = workbook
            .worksheet_cells_reader(&name)
            .map_err(|error| broken(&error.to_string()))?;
        while let Some(found) = reader
            .next_cell_with_formula_metadata()
            .map_err(|error| broken(&error.to_string()))?
        {
            let cell = match (found.formula, said(&found.value)) {
                (Some(_), said) => Cell::Formula(match said {
                    Some(Cell::Text(text)) => text,
                    _ => String::new(),
                }),
                (None, Some(cell)) => cell,
                (None, None) => continue,
            };
            add(&mut cells, found.pos, cell, &mut count)?;
        }
        all.push((name, cells));
    }
    Ok(all)
}

/// Adds a cell that says something.
pub(crate) fn add(
    cells: &mut BTreeMap<(u32, u16), Cell>,
    (row, column): (u32, u32),
    cell: Cell,
    count: &mut usize,
) -> Result<(), Unreadable> {
    if row >= ROWS || column >= COLUMNS {
        return Err(too_large());
    }
    *count += 1;
    if *count > CELLS {
        return Err(too_large());
    }
    cells.insert((row, column as u16), cell);
    Ok(())
}

fn said(value: &DataRef<'_>) -> Option<Cell> {
    let text = match value {
        DataRef::Empty => return None,
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        DataRef::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTimeIso(date) => date.split('T').next().unwrap_or(date).to_owned(),
        DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => return Some(Cell::Error(error.to_string())),
    };
    let text = tidy(&text);
    (!text.is_empty()).then_some(Cell::Text(text))
}

/// A text without what a spreadsheet adds to it: breaks of lines in its own way, space around it.
pub(crate) fn tidy(text: &str) -> String {
    text.replace("_x000D_", "")
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .trim()
        .to_owned()
}

fn csv(study: &Study, name: &str, bytes: &[u8]) -> Result<Raw, Unreadable> {
    let text = std::str::from_utf8(bytes).map_err(|_| Unreadable {
        what: both!(
            "this is neither a workbook nor text",
            "dit is geen werkblad en geen tekst"
        ),
        help: both!(
            "give a workbook (.xlsx, .ods), or CSV in UTF-8",
            "geef een werkblad (.xlsx, .ods), of CSV in UTF-8"
        ),
    })?;
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let separator = [b';', b'\t', b',']
        .into_iter()
        .max_by_key(|&one| first.bytes().filter(|&b| b == one).count())
        .unwrap_or(b',');
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut cells = BTreeMap::new();
    let mut count = 0;
    for (row, record) in reader.records().enumerate() {
        let record = record.map_err(|error| broken(&error.to_string()))?;
        for (column, text) in record.iter().enumerate() {
            let text = tidy(text);
            if !text.is_empty() {
                let place = (row.min(u32::MAX as usize) as u32, column.min(u32::MAX as usize) as u32);
                add(&mut cells, place, Cell::Text(text), &mut count)?;
            }
        }
    }
    let stem = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let called = SHEETS.iter().find(|sheet| sheet.is_called(stem));
    let sheet = called.or_else(|| most_alike(study, &cells)).ok_or_else(|| Unreadable {
        what: both!(
            "it does not show which sheet this is",
            "hieruit blijkt niet welk blad dit is"
        ),
        help: both!(
            "call the file findings.csv, sources.csv, figures.csv, scenarios.csv or conclusions.csv",
            "noem het bestand bevindingen.csv, bronnen.csv, cijfers.csv, scenario's.csv of conclusies.csv"
        ),
    })?;
    Ok((sheet.section.name.to_owned(), cells))
}

/// The only sheet that has the most of the columns that stand in the first rows.
fn most_alike(study: &Study, cells: &BTreeMap<(u32, u16), Cell>) -> Option<&'static crate::words::Sheet> {
    let heads: Vec<&str> = cells
        .range(..(3, 0))
        .filter_map(|(_, cell)| match cell {
            Cell::Text(text) => Some(&**text),
            _ => None,
        })
        .collect();
    let counted: Vec<usize> = SHEETS
        .iter()
        .map(|sheet| {
            let names = columns(study, sheet.section);
            names.iter().filter(|column| heads.contains(&&*column.name())).count()
        })
        .collect();
    let most = counted.iter().copied().max().filter(|&most| most > 2)?;
    match counted.iter().filter(|&&count| count == most).count() {
        1 => SHEETS
            .iter()
            .zip(&counted)
            .find(|(_, count)| **count == most)
            .map(|(sheet, _)| sheet),
        _ => None,
    }
}

pub(crate) fn broken(why: &str) -> Unreadable {
    Unreadable {
        what: both!(
            "this workbook can't be read: {why}",
            "dit werkblad is niet te lezen: {why}"
        ),
        help: both!(
            "open it in a spreadsheet program and save it again as .xlsx",
            "open het in een spreadsheetprogramma en sla het opnieuw op als .xlsx"
        ),
    }
}

pub(crate) fn too_large() -> Unreadable {
    Unreadable {
        what: both!("this workbook is too large", "dit werkblad is te groot"),
        help: both!(
            "at most {ROWS} rows and {COLUMNS} columns of a sheet, {CELLS} cells and {} MB in all",
            "ten hoogste {ROWS} rijen en {COLUMNS} kolommen op een blad, samen {CELLS} cellen en {} MB",
            UNPACKED >> 20
        ),
    }
}
