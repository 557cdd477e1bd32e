//! The sheets of a workbook of LibreOffice (OpenDocument 1.3, part 3, 9.1: tables).
//!
//! A row or cell may say that it stands there a thousand times. Empty ones are counted, not made.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::read::{Cell, Raw, Unreadable, add, broken, tidy, too_large};
use crate::words::SHEETS;

/// How often a cell or a row that says something may be repeated.
const REPEATED: u32 = 1_000;

/// Reads the content of a document.
pub(crate) fn read(content: &str) -> Result<Vec<Raw>, Unreadable> {
    let mut reader = Reader::from_str(content);
    let mut all = Vec::new();
    let mut count = 0;
    loop {
        match next(&mut reader)? {
            Event::Start(element) if name(&element) == "table" => {
                let title = attribute(&element, "name").unwrap_or_default();
                let wanted = SHEETS.iter().any(|sheet| sheet.is_called(&title));
                let cells = table(&mut reader, wanted, &mut count)?;
                if wanted {
                    all.push((title, cells));
                }
            }
            Event::Eof => return Ok(all),
            _ => {}
        }
    }
}

fn table(
    reader: &mut Reader<&[u8]>,
    wanted: bool,
    count: &mut usize,
) -> Result<BTreeMap<(u32, u16), Cell>, Unreadable> {
    let mut cells = BTreeMap::new();
    let (mut row, mut rows, mut column) = (0_u32, 1_u32, 0_u32);
    loop {
        match next(reader)? {
            Event::Start(element) if name(&element) == "table-row" => {
                rows = repeated(&element, "number-rows-repeated");
                column = 0;
            }
            Event::Empty(element) if name(&element) == "table-row" => {
                row = row.saturating_add(repeated(&element, "number-rows-repeated"));
            }
            Event::End(element) if element.local_name().as_ref() == "table-row" => row = row.saturating_add(rows),
            Event::Empty(element) if is_cell(&element) => {
                column = column.saturating_add(repeated(&element, "number-columns-repeated"));
            }
            Event::Start(element) if is_cell(&element) => {
                let columns = repeated(&element, "number-columns-repeated");
                let cell = cell(reader, &element)?;
                if let Some(cell) = cell.filter(|_| wanted) {
                    if rows > REPEATED || columns > REPEATED {
                        return Err(too_large());
                    }
                    for down in 0..rows {
                        for right in 0..columns {
                            let place = (row.saturating_add(down), column.saturating_add(right));
                            add(&mut cells, place, cell.clone(), count)?;
                        }
                    }
                }
                column = column.saturating_add(columns);
            }
            Event::End(element) if element.local_name().as_ref() == "table" => return Ok(cells),
            Event::Eof => return Err(broken("it ends in the middle of a sheet")),
            _ => {}
        }
    }
}

/// What a cell says: its value where that is a number, a date or yes and no, else its words.
fn cell(reader: &mut Reader<&[u8]>, element: &BytesStart<'_>) -> Result<Option<Cell>, Unreadable> {
    let formula = attribute(element, "formula").is_some();
    let value = match attribute(element, "value-type").as_deref() {
        Some("float" | "currency" | "percentage") => attribute(element, "value"),
        Some("date") => attribute(element, "date-value").map(|date| date.split('T').next().unwrap_or(&date).to_owned()),
        Some("boolean") => {
            let yes = attribute(element, "boolean-value").is_some_and(|value| value == "true");
            Some(if yes { "yes" } else { "no" }.to_owned())
        }
        _ => None,
    };
    let mut words = String::new();
    let mut paragraphs = 0;
    // A note at a cell has paragraphs of its own.
    let mut notes = 0_u32;
    let mut inside = false;
    loop {
        match next(reader)? {
            Event::Start(element) if name(&element) == "annotation" => notes += 1,
            Event::End(element) if element.local_name().as_ref() == "annotation" => notes = notes.saturating_sub(1),
            Event::Start(element) if name(&element) == "p" && notes == 0 => {
                if paragraphs > 0 {
                    words.push('\n');
                }
                paragraphs += 1;
                inside = true;
            }
            Event::End(element) if element.local_name().as_ref() == "p" && notes == 0 => inside = false,
            Event::Empty(element) if inside && notes == 0 => match name(&element).as_str() {
                "s" => {
                    let spaces = attribute(&element, "c")
                        .and_then(|c| c.parse::<usize>().ok())
                        .unwrap_or(1);
                    words.extend(std::iter::repeat_n(' ', spaces.min(1_000)));
                }
                "tab" => words.push('\t'),
                "line-break" => words.push('\n'),
                _ => {}
            },
            Event::Text(text) if inside && notes == 0 => words.push_str(&text.xml10_content()),
            Event::CData(text) if inside && notes == 0 => words.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) if inside && notes == 0 => {
                match reference.resolve_char_ref() {
                    Ok(Some(sign)) => words.push(sign),
                    _ => words.push_str(match reference.xml10_content().as_ref() {
                        "lt" => "<",
                        "gt" => ">",
                        "amp" => "&",
                        "apos" => "'",
                        "quot" => "\"",
                        _ => return Err(broken("it has signs in it that it does not define")),
                    }),
                };
            }
            Event::End(element) if matches!(element.local_name().as_ref(), "table-cell" | "covered-table-cell") => {
                break;
            }
            Event::Eof => return Err(broken("it ends in the middle of a cell")),
            _ => {}
        }
    }
    let said = tidy(value.as_deref().unwrap_or(&words));
    Ok(match (formula, said.is_empty()) {
        (true, _) => Some(Cell::Formula(said)),
        (false, true) => None,
        (false, false) => Some(Cell::Text(said)),
    })
}

fn next<'r>(reader: &mut Reader<&'r [u8]>) -> Result<Event<'r>, Unreadable> {
    reader.read_event().map_err(|error| broken(&error.to_string()))
}

fn name(element: &BytesStart<'_>) -> String {
    element.local_name().as_ref().to_owned()
}

fn is_cell(element: &BytesStart<'_>) -> bool {
    matches!(element.local_name().as_ref(), "table-cell" | "covered-table-cell")
}

/// An attribute, whatever the prefix of its name.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = element.attributes().filter_map(Result::ok);
    let found = all.find(|one| one.key.local_name().as_ref() == name)?;
    found
        .normalized_value(quick_xml::XmlVersion::Implicit1_0)
        .ok()
        .map(|value| value.into_owned())
}

fn repeated(element: &BytesStart<'_>, name: &str) -> u32 {
    let written = attribute(element, name).and_then(|written| written.parse().ok());
    written.unwrap_or(1).max(1)
}
