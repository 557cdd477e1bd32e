//! The dependency graph within a page: the drawing, and the same as data.

use serde::Serialize;
use toets_graph::View;
use toets_model::Language;

use crate::depends::{Thing, things};

/// A graph within a page.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Graph {
    /// The drawing: SVG of our own, all texts in it escaped.
    #[serde(serialize_with = "safe")]
    svg: String,
    /// The things, in the order of the drawing.
    things: Vec<Thing>,
}

pub(super) fn safe<S: serde::Serializer>(svg: &str, serializer: S) -> Result<S::Ok, S::Error> {
    minijinja::Value::from_safe_string(svg.to_owned()).serialize(serializer)
}

/// The graph in a language.
pub(super) fn graph(view: &View, language: Language, prefix: &str) -> Graph {
    Graph {
        svg: toets_graph::svg_within(view, language, prefix),
        things: things(view, language),
    }
}
