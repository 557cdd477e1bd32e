//! Tables: widths by weight, colours by tone, the header on every page.

use docx_rs::{
    AlignmentType, BorderType, Shading, ShdType, Table as WordTable, TableBorder, TableBorderPosition, TableBorders,
    TableCell, TableLayoutType, TableRow, WidthType,
};
use toets_answer::{Cell, Column, Line, Row, Span, Table, plain};

use super::{DEEPEST, TABLE_STEP, Writer, run};
use crate::{Shade, shade};

/// Between text and the side of its cell, in twentieths of a point.
pub(super) const PAD: usize = 85;
/// How wide a letter is on average.
const LETTER: usize = 105;
/// Word opens no table with more columns.
const MOST_COLUMNS: usize = 63;
const RULE: &str = "B4B4B0";
const HEAD: &str = "F5F5F2";
/// Styles of what stands in cells; the inks of shades are theirs.
pub(super) const TEXT: &str = "TableText";
pub(super) const STRONG: &str = "TableStrong";
pub(super) const ON_DARK: &str = "TableOnDark";
pub(super) const DARK: u32 = 0x1b_1b1b;
pub(super) const LIGHT: u32 = 0xff_ffff;

/// A table as Word can hold it: where it has too many columns, one below another, each with the names of the rows.
pub(super) fn parts(table: &Table) -> Vec<Table> {
    if table.columns.len() <= MOST_COLUMNS {
        return if table.columns.is_empty() {
            vec![]
        } else {
            vec![table.clone()]
        };
    }
    let others: Vec<usize> = (1..table.columns.len()).collect();
    let part = |some: &[usize]| {
        let of = || std::iter::once(&0).chain(some);
        let row = |row: &Row| Row {
            cells: of().map(|&n| row.cells.get(n).cloned().unwrap_or_default()).collect(),
            ..*row
        };
        Table {
            columns: of().map(|&n| table.columns[n].clone()).collect(),
            rows: table.rows.iter().map(row).collect(),
            wide: table.wide,
        }
    };
    others.chunks(MOST_COLUMNS - 1).map(part).collect()
}

impl Writer {
    /// A table with at least one column.
    pub(super) fn table(&mut self, table: &Table, room: usize) -> WordTable {
        let widths = widths(table, room);
        let names = table.columns.iter().zip(&widths).map(|(column, &width)| {
            let set = Set {
                style: STRONG,
                sign: false,
                left: 0,
            };
            let name = self.lines(&[vec![plain(&*column.name)]], set);
            name.width(width, WidthType::Dxa).shading(paper(HEAD))
        });
        let mut rows = vec![TableRow::new(names.collect()).cant_split()];
        for row in &table.rows {
            let cells = row.cells.iter().zip(&widths).enumerate().map(|(n, (cell, &width))| {
                let depth = if n == 0 { row.depth } else { 0 };
                self.cell(cell, row.strong, depth).width(width, WidthType::Dxa)
            });
            rows.push(TableRow::new(cells.collect()));
        }
        ruled(rows, widths)
    }

    /// Names and what they mean; there is no row above to say which is which.
    pub(super) fn terms(&mut self, terms: &[(String, String)], room: usize) -> WordTable {
        let row = |(name, meaning): &(String, String)| Row {
            cells: vec![Cell::line(vec![Span::Strong(name.clone())]), Cell::text(&**meaning)],
            ..Row::default()
        };
        let table = Table {
            columns: vec![Column::new(""), Column::weighing("", 1)],
            rows: terms.iter().map(row).collect(),
            wide: false,
        };
        let widths = widths(&table, room);
        let rows = table.rows.iter().map(|row| {
            let cells = row.cells.iter().zip(&widths);
            TableRow::new(
                cells
                    .map(|(cell, &width)| self.cell(cell, false, 0).width(width, WidthType::Dxa))
                    .collect(),
            )
        });
        let rows = rows.collect();
        ruled(rows, widths)
    }

    fn cell(&mut self, cell: &Cell, strong: bool, depth: usize) -> TableCell {
        let shade = shade(cell.tone);
        let set = Set {
            style: match shade {
                Some(shade) if shade.ink == LIGHT => ON_DARK,
                _ if strong => STRONG,
                _ => TEXT,
            },
            sign: cell.short.is_some(),
            left: TABLE_STEP * depth.min(DEEPEST) as i32,
        };
        let laid_out = self.lines(&cell.lines, set);
        match shade {
            Some(Shade { paper: colour, .. }) => laid_out.shading(paper(&format!("{colour:06X}"))),
            None => laid_out,
        }
    }

    /// A cell holds a paragraph at least.
    fn lines(&mut self, lines: &[Line], set: Set) -> TableCell {
        let none = [Line::new()];
        let lines = if lines.is_empty() { &none[..] } else { lines };
        lines.iter().fold(TableCell::new(), |cell, line| {
            let mut paragraph = self.paragraph(set.style);
            if set.sign {
                paragraph = paragraph.align(AlignmentType::Center);
            } else if set.left > 0 {
                paragraph = paragraph.indent(Some(set.left), None, None, None);
            }
            for span in line {
                paragraph = paragraph.add_run(match span {
                    // Bold within bold is not bold to Word.
                    Span::Level(text, _) | Span::Strong(text) if set.style != TEXT => run(&plain(&**text)),
                    _ => run(span),
                });
            }
            cell.add_paragraph(paragraph)
        })
    }
}

/// How the lines of a cell are set.
#[derive(Clone, Copy)]
struct Set {
    style: &'static str,
    sign: bool,
    left: i32,
}

fn paper(colour: &str) -> Shading {
    Shading::new().shd_type(ShdType::Clear).color("auto").fill(colour)
}

fn ruled(rows: Vec<TableRow>, widths: Vec<usize>) -> WordTable {
    use TableBorderPosition::{Bottom, InsideH, InsideV, Left, Right, Top};
    let borders = [Top, Left, Bottom, Right, InsideH, InsideV]
        .into_iter()
        .fold(TableBorders::with_empty(), |all, at| {
            all.set(TableBorder::new(at).border_type(BorderType::Single).size(4).color(RULE))
        });
    WordTable::new(rows)
        .width(widths.iter().sum(), WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .set_borders(borders)
        .set_grid(widths)
}

/// How wide each column is. One without a weight is as wide as it needs to be, unless that is more than an even share of what narrower
/// ones leave; the others share the rest by weight.
fn widths(table: &Table, room: usize) -> Vec<usize> {
    let mut widths: Vec<Option<usize>> = vec![None; table.columns.len()];
    let natural: Vec<usize> = (0..widths.len()).map(|n| natural(table, n)).collect();
    let mut left = room;
    let mut open = widths.len();
    let weight = |n: usize| usize::from(table.columns[n].weight);
    let narrow = |widths: &[Option<usize>], share: usize| {
        (0..widths.len()).find(|&n| widths[n].is_none() && weight(n) == 0 && natural[n] <= share)
    };
    while let Some(share) = left.checked_div(open)
        && let Some(n) = narrow(&widths, share)
    {
        widths[n] = Some(natural[n]);
        left -= natural[n];
        open -= 1;
    }
    let rest = (0..widths.len()).filter(|&n| widths[n].is_none());
    let whole: usize = rest.map(|n| weight(n).max(1)).sum();
    let shared = widths
        .iter()
        .enumerate()
        .map(|(n, width)| width.unwrap_or_else(|| left * weight(n).max(1) / whole));
    shared.collect()
}

/// How wide a column would like to be.
fn natural(table: &Table, n: usize) -> usize {
    let letters = |line: &Line| line.iter().map(|span| span.text().chars().count()).sum::<usize>();
    let cells = table.rows.iter().filter_map(|row| {
        let cell = row.cells.get(n)?;
        let indent = if n == 0 {
            TABLE_STEP as usize * row.depth.min(DEEPEST)
        } else {
            0
        };
        let longest = cell.lines.iter().map(letters).max().unwrap_or(0);
        Some(longest * LETTER + indent)
    });
    // A name may be broken between its words.
    let name = table.columns[n]
        .name
        .split_whitespace()
        .map(|word| word.chars().count());
    let name = name.max().unwrap_or(0) * LETTER;
    2 * PAD + LETTER + cells.max().unwrap_or(0).max(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shade::SHADES;

    fn table(names: &[(&str, u8)], cells: &[&str]) -> Table {
        Table {
            columns: names
                .iter()
                .map(|&(name, weight)| Column::weighing(name, weight))
                .collect(),
            rows: vec![Row {
                cells: cells.iter().map(|&text| Cell::text(text)).collect(),
                ..Row::default()
            }],
            wide: false,
        }
    }

    #[test]
    fn columns_share_what_narrow_ones_leave() {
        let long = "x".repeat(500);
        let two = widths(&table(&[("n", 0), ("a", 3), ("b", 1)], &["12", "", ""]), 9_000);
        assert_eq!(two[0], natural(&table(&[("n", 0)], &["12"]), 0));
        assert_eq!((two[1] + two[2]) / 10, (9_000 - two[0]) / 10);
        assert!(two[1].abs_diff(3 * two[2]) < 4);
        let even = widths(&table(&[("a", 0), ("n", 0), ("b", 0)], &[&long, "1", &long]), 9_000);
        assert_eq!(even[0], even[2]);
        assert!(even[1] < 600 && even.iter().sum::<usize>() <= 9_000);
    }

    #[test]
    fn each_ink_has_a_style() {
        let inks = SHADES.iter().map(|shade| shade.ink);
        assert!(inks.into_iter().all(|ink| ink == DARK || ink == LIGHT));
    }

    #[test]
    fn no_table_has_more_columns_than_word_opens() {
        let names: Vec<String> = (0..150).map(|n| n.to_string()).collect();
        let columns: Vec<(&str, u8)> = names.iter().map(|name| (&**name, 0)).collect();
        let cells: Vec<&str> = names.iter().map(|name| &**name).collect();
        let parts = parts(&table(&columns, &cells));
        assert_eq!(
            parts.iter().map(|part| part.columns.len()).collect::<Vec<_>>(),
            [63, 63, 26]
        );
        for part in &parts {
            assert_eq!(part.columns[0].name, "0");
            assert_eq!(part.rows[0].cells.len(), part.columns.len());
        }
        let last = parts.last().and_then(|part| part.rows[0].cells.last());
        assert_eq!(last.map(Cell::words), Some("149".to_owned()));
    }
}
