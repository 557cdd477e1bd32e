//! The sheets of a workbook as texts, so that what is wrong in a cell is shown as what is wrong in a file: its row is the line.

use toets_model::{FileId, Index, Sources, Span};

use crate::read::{Book, Cell};
use crate::write::letters;

/// What stands between two cells of a row.
const BETWEEN: &str = " | ";

/// The sheets as texts.
pub(crate) struct Shown {
    /// A file for each sheet.
    pub(crate) sources: Sources,
    /// For each sheet and row, where it begins, and the columns of its cells with where each begins and ends.
    rows: Vec<std::collections::BTreeMap<u32, Line>>,
}

struct Line {
    start: u32,
    cells: Vec<(u16, u32, u32)>,
    end: u32,
}

impl Shown {
    pub(crate) fn new(book: &Book) -> Self {
        let mut sources = Sources::default();
        let mut rows = Vec::new();
        for page in &book.pages {
            let mut text = String::new();
            let mut lines = std::collections::BTreeMap::new();
            let mut cells = page.cells.iter().peekable();
            let last = page.cells.keys().next_back().map_or(0, |(row, _)| *row);
            for row in 0..=last {
                let start = text.len() as u32;
                let mut found = Vec::new();
                while let Some((&(_, column), cell)) = cells.next_if(|((at, _), _)| *at == row) {
                    if !found.is_empty() {
                        text.push_str(BETWEEN);
                    }
                    let from = text.len() as u32;
                    let (Cell::Text(said) | Cell::Formula(said) | Cell::Error(said)) = cell;
                    // Where it stands, as a spreadsheet calls it: a row may have sixty columns.
                    text.push_str(&format!("{}: ", letters(column)));
                    text.push_str(&said.replace('\n', " "));
                    found.push((column, from, text.len() as u32));
                }
                let end = text.len() as u32;
                if !found.is_empty() {
                    lines.insert(
                        row,
                        Line {
                            start,
                            cells: found,
                            end,
                        },
                    );
                }
                text.push('\n');
            }
            sources.add(&format!("{}, {}", book.name, page.name), &text);
            rows.push(lines);
        }
        Self { sources, rows }
    }

    /// The place of a cell; of an empty one the whole row.
    pub(crate) fn span(&self, page: usize, row: u32, column: u16) -> Span {
        self.span_in(0, page, row, column)
    }

    /// The same where the sheets come after this number of other files.
    pub(crate) fn span_in(&self, first: usize, page: usize, row: u32, column: u16) -> Span {
        let line = self.rows[page].get(&row);
        let cell = line.and_then(|line| line.cells.iter().find(|(at, ..)| *at == column));
        let (start, end) = match (cell, line) {
            (Some(&(_, start, end)), _) => (start, end),
            (None, Some(line)) => (line.start, line.end),
            (None, None) => (0, 0),
        };
        Span {
            file: FileId::from_usize(first + page),
            start,
            end,
        }
    }

    /// Adds the sheets to other files; gives how many came before.
    pub(crate) fn add_to(&self, sources: &mut Sources) -> usize {
        let first = sources.files().len();
        for (_, file) in self.sources.files() {
            sources.add(&file.path, &file.text);
        }
        first
    }
}
