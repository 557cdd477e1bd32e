//! JSON, for programs and for those who can't see a drawing.

use serde_json::{Map, Value, json};
use toets_model::Text;

use crate::view::View;

/// The view as JSON, with a newline at the end.
pub fn json(view: &View) -> String {
    let vertices: Vec<Value> = view
        .vertices
        .iter()
        .map(|vertex| {
            let mut one = Map::new();
            one.insert("key".into(), vertex.key.as_str().into());
            one.insert("id".into(), vertex.id.as_str().into());
            one.insert("kind".into(), vertex.kind.into());
            if let Some(code) = &vertex.code {
                one.insert("code".into(), code.as_str().into());
            }
            one.insert("label".into(), text(&vertex.label));
            one.into()
        })
        .collect();
    let edges: Vec<Value> = view
        .edges
        .iter()
        .map(|edge| {
            json!({
                "from": view.vertices[edge.from].key,
                "to": view.vertices[edge.to].key,
                "kind": edge.link.word(),
                "depends": edge.link.depends(),
            })
        })
        .collect();
    let all = json!({
        "schema": 1,
        "study": view.study,
        "impact_of": view.impact_of,
        "things": vertices,
        "links": edges,
    });
    format!("{all:#}\n")
}

fn text(text: &Text) -> Value {
    let mut all = Map::new();
    all.insert("nl".into(), text.nl.as_str().into());
    if let Some(en) = &text.en {
        all.insert("en".into(), en.as_str().into());
    }
    all.into()
}
