//! Tables of texts: each column wraps within its own width.

use anstyle::Style as Ansi;
use toets_answer::{Cell, Row, Table};

use super::wrap::{Piece, width, wrap};
use super::{Paper, bold, pieces};

/// Columns of the terminal between two of the table.
const GAP: usize = 2;
/// The narrowest that a column of text is made.
const NARROWEST: usize = 10;

impl Paper {
    /// A table of texts; where it has more columns than fit, each row is written as a list.
    pub(super) fn columns(&self, text: &mut String, table: &Table) {
        let Some(widths) = self.widths(table) else {
            self.rows_as_lists(text, table);
            return;
        };
        let names: Vec<Vec<Vec<Piece>>> = (table.columns.iter().zip(&widths))
            .map(|(column, &wide)| wrap(&[Piece::new(&column.name, bold())], wide, 0, 0))
            .collect();
        self.beside(text, &names, &widths);
        let whole = widths.iter().sum::<usize>() + GAP * (widths.len() - 1);
        text.push_str(&"─".repeat(whole));
        text.push('\n');
        for row in &table.rows {
            let cells: Vec<Vec<Vec<Piece>>> = (row.cells.iter().enumerate().zip(&widths))
                .map(|((n, cell), &wide)| {
                    let indent = if n == 0 { 2 * row.depth } else { 0 };
                    let lines = cell.lines.iter();
                    lines
                        .flat_map(|line| wrap(&said(line, row.strong && n == 0), wide, indent, indent))
                        .collect()
                })
                .collect();
            self.beside(text, &cells, &widths);
        }
    }

    /// How wide each column is: as wide as it needs, but where all together need more than there is, the wide ones share what the
    /// narrow ones leave.
    fn widths(&self, table: &Table) -> Option<Vec<usize>> {
        let count = table.columns.len();
        let room = self.width.checked_sub(GAP * count.saturating_sub(1))?;
        let natural = |n: usize| {
            let cell = |row: &Row| {
                row.cells
                    .get(n)
                    .map_or(0, |cell| widest(cell) + if n == 0 { 2 * row.depth } else { 0 })
            };
            let cells = table.rows.iter().map(cell);
            cells.max().unwrap_or(0).max(width(&table.columns[n].name)).max(1)
        };
        let natural: Vec<usize> = (0..count).map(natural).collect();
        if natural.iter().sum::<usize>() <= room {
            return Some(natural);
        }
        let mut widths = vec![0; count];
        let (mut left, mut open): (usize, Vec<usize>) = (room, (0..count).collect());
        loop {
            let share = left.checked_div(open.len()).unwrap_or(0);
            let (narrow, wide): (Vec<usize>, Vec<usize>) = open.iter().partition(|&&n| natural[n] <= share);
            for &n in &narrow {
                widths[n] = natural[n];
                left -= natural[n];
            }
            if narrow.is_empty() || wide.is_empty() {
                wide.iter().for_each(|&n| widths[n] = share);
                return (wide.is_empty() || share >= NARROWEST).then_some(widths);
            }
            open = wide;
        }
    }

    /// Cells beside each other, line by line.
    fn beside(&self, text: &mut String, cells: &[Vec<Vec<Piece>>], widths: &[usize]) {
        let lines = cells.iter().map(Vec::len).max().unwrap_or(0);
        for line in 0..lines {
            // No spaces at the end of a line.
            let mut pad = 0;
            for (cell, &wide) in cells.iter().zip(widths) {
                let mut used = 0;
                for piece in cell
                    .get(line)
                    .into_iter()
                    .flatten()
                    .filter(|piece| !piece.text.is_empty())
                {
                    text.push_str(&" ".repeat(std::mem::take(&mut pad)));
                    self.piece(text, &piece.text, piece.style);
                    used += width(&piece.text);
                }
                pad += wide.saturating_sub(used) + GAP;
            }
            text.push('\n');
        }
    }

    fn rows_as_lists(&self, text: &mut String, table: &Table) {
        for row in &table.rows {
            for (n, (cell, column)) in row.cells.iter().zip(&table.columns).enumerate() {
                let mut line = Vec::new();
                if n > 0 {
                    line.push(Piece::new(&format!("{}: ", column.name), bold()));
                }
                for (m, part) in cell.lines.iter().enumerate() {
                    if m > 0 {
                        line.push(Piece::new("; ", Ansi::new()));
                    }
                    line.extend(said(part, row.strong && n == 0));
                }
                let indent = 2 * row.depth + if n == 0 { 0 } else { 2 };
                self.write(text, &line, indent, indent + 2);
            }
        }
    }
}

fn said(line: &toets_answer::Line, strong: bool) -> Vec<Piece> {
    let mut pieces = pieces(line);
    if strong {
        pieces.iter_mut().for_each(|piece| piece.style = bold());
    }
    pieces
}

/// The widest line of a cell, before it is wrapped.
fn widest(cell: &Cell) -> usize {
    let line = |line: &toets_answer::Line| pieces(line).iter().map(|piece| width(&piece.text)).sum();
    cell.lines.iter().map(line).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use toets_answer::{Cell, Column, Row, Table};

    use super::Paper;

    fn table() -> Table {
        let row = |cells: [&str; 3]| Row {
            cells: cells.into_iter().map(Cell::text).collect(),
            ..Row::default()
        };
        Table {
            columns: ["name", "what it is", "n"].map(Column::new).into(),
            rows: vec![row(["one", "a text that is rather long", "12"]), row(["two", "", "3"])],
            wide: false,
        }
    }

    fn laid_out(width: usize) -> String {
        let mut text = String::new();
        Paper { color: false, width }.columns(&mut text, &table());
        text
    }

    #[test]
    fn wide_columns_share_what_is_left() {
        let expected = "\
name  what it is      n
───────────────────────
one   a text that is  12
      rather long
two                   3
";
        assert_eq!(laid_out(24), expected.replace("──\n", "───\n"));
    }

    #[test]
    fn what_does_not_fit_is_a_list() {
        let expected = "\
one
  what it is: a
    text that
    is rather
    long
  n: 12
two
  what it is:
  n: 3
";
        assert_eq!(laid_out(15), expected);
    }
}
