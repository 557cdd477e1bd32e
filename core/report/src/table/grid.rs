//! Nodes down, scenarios across.

use anstyle::Style as Ansi;

use super::wrap::{cut, width};
use super::{Paper, bold, tint};
use crate::page::{Grid, GridRow};

/// Columns between two scenarios.
const GAP: usize = 2;
/// The narrowest column for labels: with less, the scenarios are spread over several tables.
const NARROWEST_LABEL: usize = 30;

impl Paper {
    pub(super) fn grid(&self, text: &mut String, grid: &Grid) {
        let symbols = grid.rows.iter().flat_map(|row| &row.cells);
        let names = grid.columns.iter().map(String::as_str);
        let column = names
            .chain(symbols.map(|symbol| symbol.text.as_str()))
            .map(width)
            .max()
            .unwrap_or(0);
        let labels = grid.rows.iter().map(|row| width(&label(row)));
        let widest = labels.max().unwrap_or(0).max(width(&grid.corner));
        let room = self.width.saturating_sub(NARROWEST_LABEL.min(widest));
        let at_once = (room / (column + GAP)).clamp(1, grid.columns.len().max(1));
        let columns: Vec<usize> = (0..grid.columns.len()).collect();
        for (part, shown) in columns.chunks(at_once).enumerate() {
            if part > 0 {
                text.push('\n');
            }
            let room = self.width.saturating_sub(shown.len() * (column + GAP));
            let label_width = widest.min(room.max(NARROWEST_LABEL.min(widest)));
            let mut put = |first: &str, first_style: Ansi, cells: Vec<(&str, Ansi)>| {
                let first = cut(first, label_width);
                let mut pad = label_width - width(&first);
                self.piece(text, &first, first_style);
                for (cell, style) in cells {
                    text.push_str(&" ".repeat(pad + GAP));
                    let cell = cut(cell, column);
                    pad = column - width(&cell);
                    self.piece(text, &cell, style);
                }
                text.push('\n');
            };
            let names = shown.iter().map(|&n| (grid.columns[n].as_str(), bold()));
            put(&grid.corner, Ansi::new(), names.collect());
            let rule = "─".repeat(label_width + shown.len() * (column + GAP));
            let rule = cut(&rule, self.width.max(1));
            let mut rows = Vec::with_capacity(grid.rows.len());
            for row in &grid.rows {
                let cells = shown.iter().filter_map(|&n| row.cells.get(n));
                let cells = cells.map(|symbol| (symbol.text.as_str(), tint(symbol.tone)));
                rows.push((label(row), row.strong, cells.collect::<Vec<_>>()));
            }
            put(&rule, Ansi::new(), Vec::new());
            for (label, strong, cells) in rows {
                put(&label, if strong { bold() } else { Ansi::new() }, cells);
            }
        }
    }
}

/// Indentation, code and label of a row.
fn label(row: &GridRow) -> String {
    let indent = "  ".repeat(row.depth);
    match &row.code {
        Some(code) => format!("{indent}{code} {}", row.label),
        None => format!("{indent}{}", row.label),
    }
}
