//! How sheets look: frozen headers with filters, widths, colours by tone, A4 with the header on every page.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, IgnoreError, Url, Worksheet, XlsxError};
use toets_answer::{Block, Cell, Datum, Drawing, Page, Records, Span, Table};
use toets_model::Language;

use crate::shade;

/// The most that a cell holds, as spreadsheets count.
const LONGEST: usize = 32_767;
/// A4, as the format numbers papers.
const A4: u8 = 9;
/// Widths in letters: of a column of a table, and of the one column of words.
const NARROWEST: usize = 8;
const WIDEST: usize = 50;
const WORDS: f64 = 110.0;

/// Lays out a table: a header that stays in sight with filters, and a row for each of its rows.
pub(super) fn table(to: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let letters = |cell: &Cell| {
        cell.lines
            .iter()
            .map(|line| said(line).chars().count())
            .max()
            .unwrap_or(0)
    };
    for (n, (at, column)) in (0u16..).zip(&table.columns).enumerate() {
        let cells = table.rows.iter().filter_map(|row| {
            let indent = if n == 0 { 2 * row.depth } else { 0 };
            Some(letters(row.cells.get(n)?) + indent)
        });
        head(to, at, &column.name, cells.max().unwrap_or(0))?;
    }
    for (at, row) in (1u32..).zip(&table.rows) {
        for (column, cell) in (0u16..).zip(&row.cells) {
            let lines: Vec<String> = cell.lines.iter().map(|line| said(line)).collect();
            let mut format = body().set_text_wrap();
            if cell.short.is_some() {
                format = format.set_align(FormatAlign::Center).set_bold();
            }
            if row.strong {
                format = format.set_bold();
            }
            if column == 0 && row.depth > 0 {
                format = format.set_indent(row.depth.min(15) as u8);
            }
            if let Some(shade) = shade(cell.tone) {
                format = format
                    .set_background_color(Color::RGB(shade.paper))
                    .set_font_color(Color::RGB(shade.ink));
            }
            text(to, at, column, &lines.join("\n"), format)?;
        }
    }
    framed(to, table.rows.len(), table.columns.len(), 1)
}

/// Lays out records: numbers as numbers, texts as texts.
pub(super) fn records(to: &mut Worksheet, records: &Records) -> Result<(), XlsxError> {
    for (n, (at, column)) in (0u16..).zip(&records.columns).enumerate() {
        let values = records.rows.iter().filter_map(|row| match row.get(n)? {
            Datum::Text(text) => Some(text.chars().count()),
            Datum::Number(_) => None,
        });
        head(to, at, column, values.max().unwrap_or(0))?;
    }
    for (at, row) in (1u32..).zip(&records.rows) {
        for (column, value) in (0u16..).zip(row) {
            match value {
                Datum::Text(it) => text(to, at, column, it, body().set_text_wrap())?,
                Datum::Number(number) => {
                    to.write_number_with_format(at, column, *number, &body())?;
                }
            }
        }
    }
    framed(to, records.rows.len(), records.columns.len(), 0)
}

/// Lays out a page in words, below each other in one wide column; where a table stands, the name of its sheet, which is a link.
pub(super) fn words(to: &mut Worksheet, page: &Page, tables: &[&str], language: Language) -> Result<(), XlsxError> {
    to.set_column_width(0, WORDS)?;
    to.set_screen_gridlines(false);
    let mut down = Down { to, row: 0 };
    down.say(&page.title, heading(20.0))?;
    down.say(&page.subtitle, wrapped().set_italic())?;
    let mut tables = tables.iter();
    for section in &page.sections {
        down.row += 1;
        let size = match section.depth {
            0 | 1 => 16.0,
            2 => 13.0,
            _ => 11.0,
        };
        down.say(&section.title, heading(size))?;
        for block in &section.blocks {
            match (block, language) {
                (Block::Table(table), _) if table.columns.is_empty() => {}
                (Block::Table(_), Language::Nl) => down.refer("Tabel: blad", tables.next())?,
                (Block::Table(_), Language::En) => down.refer("Table: sheet", tables.next())?,
                _ => down.block(block)?,
            }
        }
    }
    Ok(())
}

/// A sheet of words and where it is written next.
struct Down<'a> {
    to: &'a mut Worksheet,
    row: u32,
}

impl Down<'_> {
    fn block(&mut self, block: &Block) -> Result<(), XlsxError> {
        match block {
            Block::Text(line) => self.say(&said(line), wrapped()),
            // It has a sheet of its own.
            Block::Table(_) => Ok(()),
            Block::Terms(terms) => {
                for (name, meaning) in terms {
                    self.say(&of(name, meaning), indented(1))?;
                }
                Ok(())
            }
            Block::List { head, items } => {
                self.say(&said(head), wrapped())?;
                for item in items {
                    let item = of(&said(&item.lead), &said(&item.body));
                    self.say(&format!("• {item}"), indented(1))?;
                }
                Ok(())
            }
            Block::Tree(branches) => {
                for branch in branches {
                    self.say(&said(&branch.head), indented(branch.depth))?;
                    for note in &branch.notes {
                        self.say(&said(note), indented(branch.depth + 1))?;
                    }
                }
                Ok(())
            }
            Block::Drawing(Drawing { title, alt, .. }) => self.say(&of(title, alt), wrapped()),
        }
    }

    fn say(&mut self, said: &str, format: Format) -> Result<(), XlsxError> {
        if !said.is_empty() {
            text(self.to, self.row, 0, said, format)?;
            self.row += 1;
        }
        Ok(())
    }

    fn refer(&mut self, words: &str, sheet: Option<&&str>) -> Result<(), XlsxError> {
        if let Some(sheet) = sheet {
            // Names of sheets have no apostrophes.
            let link = Url::new(format!("internal:'{sheet}'!A1")).set_text(format!("{words} “{sheet}”"));
            self.to.write_url(self.row, 0, link)?;
            self.row += 1;
        }
        Ok(())
    }
}

/// On A4, as wide as one page, with the title, the name of the sheet and the number of the page.
pub(super) fn to_print<'a>(to: &'a mut Worksheet, title: &str) -> &'a mut Worksheet {
    // `&` begins an instruction there, and a header may be 255 long.
    let title = short(title, 90).replace('&', "&&");
    to.set_paper_size(A4)
        .set_print_fit_to_pages(1, 0)
        .set_margins(0.5, 0.5, 0.7, 0.6, 0.3, 0.3)
        .set_header(format!("&L{title}&R&A"))
        .set_footer("&C&P / &N")
}

/// As much of a text as fits in a number of places as spreadsheets count, on one line.
pub(super) fn short(text: &str, places: usize) -> String {
    cut(text, places, |_| false)
}

fn cut(text: &str, places: usize, kept: impl Fn(char) -> bool) -> String {
    let mut left = places;
    let fits = |c: &char| match left.checked_sub(c.len_utf16()) {
        Some(rest) => {
            left = rest;
            true
        }
        None => false,
    };
    let allowed = |c: char| kept(c) || !(c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'));
    text.chars()
        .take_while(fits)
        .map(|c| if allowed(c) { c } else { ' ' })
        .collect()
}

/// A text as far as a cell holds it. Lines of a cell stay apart.
fn whole(text: &str) -> String {
    match text.encode_utf16().count() > LONGEST {
        true => cut(text, LONGEST - 1, |c| c == '\n') + "…",
        false => cut(text, LONGEST, |c| c == '\n'),
    }
}

fn head(to: &mut Worksheet, column: u16, name: &str, broadest: usize) -> Result<(), XlsxError> {
    let format = body()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Bottom)
        .set_background_color(Color::RGB(0x00f5_f5f2));
    // Beside a name stands the button of the filter.
    let words = name.split_whitespace().map(|word| word.chars().count() + 3);
    let letters = broadest.max(words.max().unwrap_or(0)) + 1;
    to.set_column_width(column, letters.clamp(NARROWEST, WIDEST) as f64)?;
    text(to, 0, column, name, format)
}

fn framed(to: &mut Worksheet, rows: usize, columns: usize, frozen: u16) -> Result<(), XlsxError> {
    let (rows, columns) = (rows.max(1) as u32, columns.saturating_sub(1) as u16);
    to.autofilter(0, 0, rows, columns)?;
    // A text of digits is meant to be one.
    to.ignore_error_range(0, 0, rows, columns, IgnoreError::NumberStoredAsText)?;
    to.set_freeze_panes(1, frozen)?;
    to.set_repeat_rows(0, 0)?;
    Ok(())
}

/// A text that begins like a formula stays one, also when someone edits the cell.
fn text(to: &mut Worksheet, row: u32, column: u16, text: &str, format: Format) -> Result<(), XlsxError> {
    let text = whole(text);
    if text.is_empty() {
        to.write_blank(row, column, &format)?;
    } else if text.starts_with(['=', '+', '-', '@']) {
        to.write_string_with_format(row, column, text, &format.set_quote_prefix())?;
    } else {
        to.write_string_with_format(row, column, text, &format)?;
    }
    Ok(())
}

fn body() -> Format {
    Format::new()
        .set_align(FormatAlign::Top)
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::RGB(0x00c9_c9c4))
}

fn wrapped() -> Format {
    Format::new().set_text_wrap().set_align(FormatAlign::Top)
}

fn indented(depth: usize) -> Format {
    wrapped().set_indent(depth.min(15) as u8)
}

fn heading(size: f64) -> Format {
    wrapped()
        .set_bold()
        .set_font_size(size)
        .set_font_color(Color::RGB(0x0015_4273))
}

fn said(line: &[Span]) -> String {
    line.iter().map(Span::text).collect()
}

/// What is said of something; either may be empty.
fn of(lead: &str, body: &str) -> String {
    match lead.is_empty() || body.is_empty() {
        true => format!("{lead}{body}"),
        false => format!("{lead}: {body}"),
    }
}
