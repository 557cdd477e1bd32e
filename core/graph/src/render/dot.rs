//! Graphviz DOT.

use toets_model::Language;

use super::name;
use crate::view::View;

/// The view in the language of Graphviz.
pub fn dot(view: &View, language: Language) -> String {
    let mut text = String::from("digraph toets {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];\n");
    text.push_str(&format!("  label={};\n", quoted(view.title.get(language))));
    for vertex in &view.vertices {
        text.push_str(&format!(
            "  {} [label={}, class={}, tooltip={}{}];\n",
            quoted(&vertex.key),
            quoted(&name(vertex, language)),
            quoted(vertex.kind),
            quoted(vertex.label.get(language)),
            shape(vertex.kind),
        ));
    }
    for edge in &view.edges {
        let (from, to) = (&view.vertices[edge.from].key, &view.vertices[edge.to].key);
        let style = if edge.link.depends() { "" } else { ", style=dashed" };
        text.push_str(&format!(
            "  {} -> {} [class={}{style}];\n",
            quoted(from),
            quoted(to),
            quoted(edge.link.word())
        ));
    }
    text.push_str("}\n");
    text
}

/// Kinds are told apart by shape.
fn shape(kind: &str) -> &'static str {
    match kind {
        "lever" | "trait" | "regime" | "unknown" => ", shape=ellipse",
        "provision" => ", shape=note",
        "transfer" | "contest" => ", shape=hexagon",
        "verdict" => ", shape=box, peripheries=2",
        "criterion" => ", style=bold",
        "conclusion" => ", shape=oval",
        _ => "",
    }
}

/// A quoted string: nothing in it ends it, or is an escape of Graphviz (`\N`, `\n`).
fn quoted(text: &str) -> String {
    let mut safe = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                safe.push('\\');
                safe.push(c);
            }
            c if c.is_control() => safe.push(' '),
            c => safe.push(c),
        }
    }
    safe.push('"');
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_stays_within_its_quotes() {
        assert_eq!(quoted("a\"]; x -> y [\\N\n"), "\"a\\\"]; x -> y [\\\\N \"");
    }
}
