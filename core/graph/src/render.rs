//! Drawings of a view.

pub(crate) mod dot;
pub(crate) mod json;
pub(crate) mod mermaid;
pub(crate) mod svg;
mod texts;

use toets_model::Language;

use crate::view::Vertex;

/// What a vertex is called in a drawing: its code and label, or its id where the label is missing or a sentence.
fn name(vertex: &Vertex, language: Language) -> String {
    let label = vertex.label.get(language);
    let label = if label.is_empty() || vertex.sentence {
        &vertex.id
    } else {
        label
    };
    match &vertex.code {
        Some(code) => format!("{code} {label}"),
        None => label.to_owned(),
    }
}
