//! Tables of signs: nodes down, scenarios across.

use anstyle::Style as Ansi;

use super::wrap::{cut, width};
use super::{Paper, bold, tint};
use toets_answer::{Cell, Row, Table};

/// Columns between two scenarios.
const GAP: usize = 2;
/// The narrowest column for labels: with less, the scenarios are spread over several tables.
const NARROWEST_LABEL: usize = 30;
/// A column for labels that is wide enough not to be widened at the cost of symbols.
const GOOD_LABEL: usize = 48;

/// How wide the columns are.
#[derive(Clone, Copy)]
struct Widths {
    label: usize,
    column: usize,
}

/// Whether all that stands beside the names of the rows are signs.
pub(super) fn is_grid(table: &Table) -> bool {
    let mut beside = table.rows.iter().flat_map(|row| row.cells.iter().skip(1));
    beside.all(|cell| cell.short.is_some())
}

impl Paper {
    pub(super) fn grid(&self, text: &mut String, grid: &Table) {
        let Some((corner, names)) = grid.columns.split_first() else {
            return;
        };
        let labels = grid.rows.iter().map(|row| width(&label(row)));
        let widest = labels.max().unwrap_or(0).max(width(&corner.name));
        let room = self.width.saturating_sub(NARROWEST_LABEL.min(widest));
        // Short symbols where whole ones would leave no room for labels.
        let whole = column_of(grid, Cell::words);
        let short = (whole + GAP) * names.len() + GOOD_LABEL.min(widest) > self.width;
        let shown_as = |sign: &Cell| if short { shortened(sign) } else { sign.words() };
        let column = if short { column_of(grid, shortened) } else { whole };
        let at_once = (room / (column + GAP)).clamp(1, names.len().max(1));
        let columns: Vec<usize> = (0..names.len()).collect();
        for (part, shown) in columns.chunks(at_once).enumerate() {
            if part > 0 {
                text.push('\n');
            }
            let room = self.width.saturating_sub(shown.len() * (column + GAP));
            let widths = Widths {
                label: widest.min(room.max(1)),
                column,
            };
            let names = shown.iter().map(|&n| (names[n].name.clone(), bold()));
            self.row(text, widths, (&corner.name, Ansi::new()), names);
            let rule = widths.label + shown.len() * (column + GAP);
            text.push_str(&"─".repeat(rule.min(self.width)));
            text.push('\n');
            for row in &grid.rows {
                let cells = shown.iter().filter_map(|&n| row.cells.get(n + 1));
                let cells = cells.map(|sign| (shown_as(sign), tint(sign.tone)));
                let style = if row.strong { bold() } else { Ansi::new() };
                self.row(text, widths, (&label(row), style), cells);
            }
        }
    }

    fn row(
        &self,
        text: &mut String,
        widths: Widths,
        (label, style): (&str, Ansi),
        cells: impl Iterator<Item = (String, Ansi)>,
    ) {
        let label = cut(label, widths.label);
        self.piece(text, &label, style);
        // No spaces at the end of a line.
        let mut pad = widths.label - width(&label);
        for (cell, style) in cells {
            let cell = cut(&cell, widths.column);
            pad += GAP;
            if !cell.is_empty() {
                text.push_str(&" ".repeat(pad));
                pad = 0;
            }
            self.piece(text, &cell, style);
            pad += widths.column - width(&cell);
        }
        text.push('\n');
    }
}

/// How wide the columns beside the first must be.
fn column_of(grid: &Table, text: impl Fn(&Cell) -> String) -> usize {
    let signs = grid.rows.iter().flat_map(|row| row.cells.iter().skip(1));
    let names = grid.columns.iter().skip(1).map(|column| width(&column.name));
    names.chain(signs.map(|sign| width(&text(sign)))).max().unwrap_or(0)
}

fn shortened(sign: &Cell) -> String {
    sign.short.clone().unwrap_or_default()
}

/// The name of a row, set in.
fn label(row: &Row) -> String {
    let name = row.cells.first().map(Cell::words).unwrap_or_default();
    format!("{}{name}", "  ".repeat(row.depth))
}
