//! What a report on paper is made of.

use crate::document::Line;

/// A block of a report.
pub(super) enum Block {
    /// A heading; 1: of a part.
    Heading(usize, String),
    /// A paragraph.
    Text(Line),
    /// A list.
    List(Vec<Line>),
    /// A table.
    Table(Table),
    /// The drawing of what depends on what.
    Graph,
}

/// A table; its first column names the rows.
pub(super) struct Table {
    pub(super) columns: Vec<Column>,
    /// As many cells as there are columns.
    pub(super) rows: Vec<Vec<Cell>>,
    /// Whether it needs a page across.
    pub(super) wide: bool,
}

/// A column.
pub(super) struct Column {
    pub(super) name: String,
    /// Its share of the width; 0: as wide as it needs.
    pub(super) weight: u8,
}

/// A cell of a table: lines below each other.
#[derive(Default)]
pub(super) struct Cell {
    pub(super) lines: Vec<Line>,
    /// Its colour, as of a [`Mark`](crate::document::Mark).
    pub(super) shade: Option<&'static str>,
    /// How far what it says is set in.
    pub(super) indent: usize,
}

impl Cell {
    /// A cell with one line.
    pub(super) fn line(line: Line) -> Self {
        Self::lines(vec![line])
    }

    /// A cell with lines; empty ones are left out.
    pub(super) fn lines(lines: Vec<Line>) -> Self {
        Self {
            lines: lines.into_iter().filter(|line| !line.is_empty()).collect(),
            ..Self::default()
        }
    }

    /// A cell with text.
    pub(super) fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        match text.is_empty() {
            true => Self::default(),
            false => Self::line(vec![super::plain(text)]),
        }
    }

    pub(super) fn shaded(mut self, shade: &'static str) -> Self {
        self.shade = Some(shade);
        self
    }

    pub(super) fn indented(mut self, indent: usize) -> Self {
        self.indent = indent;
        self
    }
}
