//! Figures: SVG of our own, each with a title, a description and a role, no style sheet and no script, the same bytes every time.
//!
//! What a figure says in colour it says in a sign or a word too. Texts of a study are data: [`toets_graph::xml_escaped`].

mod canvas;
mod conditions;
mod scorecard;
pub(crate) mod space;
mod timeline;

use crate::answers::Answers;
use crate::document::Report;
use crate::texts::Texts;

pub use timeline::timeline_figure;

/// A figure of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// Every node in every cell.
    Scorecard,
    /// What depends on what.
    Graph,
    /// Under which conditions levels are reached.
    Conditions,
    /// All designs, counted.
    Space,
}

/// A figure as an SVG document.
pub fn figure(which: Figure, answers: &Answers, report: &Report, texts: &Texts) -> String {
    match which {
        Figure::Scorecard => scorecard::figure(report, texts),
        Figure::Graph => toets_graph::svg(&answers.graph, texts.language()),
        Figure::Conditions => conditions::figure(answers, report, texts),
        Figure::Space => space::figure(report, texts),
    }
}
