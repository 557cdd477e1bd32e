//! Figures: numbers with a date and a source.

use crate::index;
use crate::source::{Citation, Span};
use crate::text::Text;

index! {
    /// A figure.
    FigureId
}

/// A number with date and source (`[[figure]]`).
#[derive(Clone, Debug)]
pub struct Figure {
    /// Where its id was written.
    pub span: Span,
    /// The value.
    pub value: FigureValue,
    /// Unit.
    pub unit: Option<String>,
    /// Whether the source says "about".
    pub approximate: bool,
    /// Reference date, as the source gives it.
    pub date: Option<String>,
    /// What it counts.
    pub statement: Text,
    /// The group it is about, as written.
    pub group: Option<String>,
    /// Figures that it conflicts with.
    pub conflicts_with: Vec<FigureId>,
    /// What the conflict is.
    pub conflict: Option<Text>,
    /// What it rests on.
    pub sources: Vec<Citation>,
}

/// The value of a figure.
#[derive(Clone, Debug, PartialEq)]
pub enum FigureValue {
    /// A number.
    Number(f64),
    /// From a number to a number.
    Range(f64, f64),
    /// Words: `unknown`, `more than 5`.
    Text(String),
}
