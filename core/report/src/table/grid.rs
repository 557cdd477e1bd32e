//! Nodes down, scenarios across.

use anstyle::Style as Ansi;

use super::wrap::{cut, width};
use super::{Paper, bold, tint};
use crate::page::{Grid, GridRow};
use crate::symbol::Symbol;

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

impl Paper {
    pub(super) fn grid(&self, text: &mut String, grid: &Grid) {
        let labels = grid.rows.iter().map(|row| width(&label(row)));
        let widest = labels.max().unwrap_or(0).max(width(&grid.corner));
        let room = self.width.saturating_sub(NARROWEST_LABEL.min(widest));
        // Short symbols where whole ones would leave no room for labels.
        let whole = column_of(grid, |symbol| &symbol.text);
        let short = (whole + GAP) * grid.columns.len() + GOOD_LABEL.min(widest) > self.width;
        let shown_as = |symbol: &'_ Symbol| {
            if short {
                symbol.short.clone()
            } else {
                symbol.text.clone()
            }
        };
        let column = if short {
            column_of(grid, |symbol| &symbol.short)
        } else {
            whole
        };
        let at_once = (room / (column + GAP)).clamp(1, grid.columns.len().max(1));
        let columns: Vec<usize> = (0..grid.columns.len()).collect();
        for (part, shown) in columns.chunks(at_once).enumerate() {
            if part > 0 {
                text.push('\n');
            }
            let room = self.width.saturating_sub(shown.len() * (column + GAP));
            let widths = Widths {
                label: widest.min(room.max(1)),
                column,
            };
            let names = shown.iter().map(|&n| (grid.columns[n].clone(), bold()));
            self.row(text, widths, (&grid.corner, Ansi::new()), names);
            let rule = widths.label + shown.len() * (column + GAP);
            text.push_str(&"─".repeat(rule.min(self.width)));
            text.push('\n');
            for row in &grid.rows {
                let cells = shown.iter().filter_map(|&n| row.cells.get(n));
                let cells = cells.map(|symbol| (shown_as(symbol), tint(symbol.tone)));
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

/// How wide the columns of scenarios must be.
fn column_of(grid: &Grid, text: impl Fn(&Symbol) -> &String) -> usize {
    let symbols = grid.rows.iter().flat_map(|row| &row.cells);
    let names = grid.columns.iter().map(|name| width(name));
    names
        .chain(symbols.map(|symbol| width(text(symbol))))
        .max()
        .unwrap_or(0)
}

/// Indentation, code and label of a row.
fn label(row: &GridRow) -> String {
    let indent = "  ".repeat(row.depth);
    match &row.code {
        Some(code) => format!("{indent}{code} {}", row.label),
        None => format!("{indent}{}", row.label),
    }
}
