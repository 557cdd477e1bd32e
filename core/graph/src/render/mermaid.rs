//! Mermaid, which GitHub, GitLab and many wikis draw.

use toets_model::Language;

use super::name;
use crate::view::View;

/// The view as a Mermaid flowchart.
pub fn mermaid(view: &View, language: Language) -> String {
    let mut text = String::from("flowchart LR\n");
    for (n, vertex) in view.vertices.iter().enumerate() {
        let (open, close) = match vertex.kind {
            "lever" | "trait" | "regime" | "unknown" => ("([", "])"),
            "provision" => ("[/", "/]"),
            "transfer" | "contest" => ("{{", "}}"),
            "verdict" => ("[[", "]]"),
            "conclusion" => ("(", ")"),
            _ => ("[", "]"),
        };
        let label = safe(&name(vertex, language));
        text.push_str(&format!("  n{n}{open}\"{label}\"{close}:::{}\n", vertex.kind));
    }
    for edge in &view.edges {
        let arrow = if edge.link.depends() { "-->" } else { "-.->" };
        text.push_str(&format!("  n{} {arrow} n{}\n", edge.from, edge.to));
    }
    for (kind, style) in STYLES {
        if view.vertices.iter().any(|vertex| vertex.kind == kind) {
            text.push_str(&format!("  classDef {kind} {style}\n"));
        }
    }
    text
}

const STYLES: [(&str, &str); 12] = [
    ("lever", "fill:#fde6c4,stroke:#8a5a00,color:#1a1a1a"),
    ("trait", "fill:#d3efe7,stroke:#00664e,color:#1a1a1a"),
    ("regime", "fill:#eadcf2,stroke:#6a3a86,color:#1a1a1a"),
    ("unknown", "fill:#eeeeee,stroke:#555555,color:#1a1a1a"),
    ("provision", "fill:#eadcf2,stroke:#6a3a86,color:#1a1a1a"),
    ("transfer", "fill:#ffffff,stroke:#777777,color:#1a1a1a"),
    ("contest", "fill:#ffffff,stroke:#777777,color:#1a1a1a"),
    ("finding", "fill:#ffffff,stroke:#777777,color:#1a1a1a"),
    ("verdict", "fill:#123a5c,stroke:#123a5c,color:#ffffff"),
    ("criterion", "fill:#cfe2f3,stroke:#123a5c,color:#1a1a1a"),
    ("indicator", "fill:#ffffff,stroke:#123a5c,color:#1a1a1a"),
    ("conclusion", "fill:#fff7cc,stroke:#7a6a00,color:#1a1a1a"),
];

/// Everything but letters, digits and harmless signs as a numbered character, so that a label can't be markup.
fn safe(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_alphanumeric() || " ,.()/'+-…".contains(c) => safe.push(c),
            c if c.is_control() => safe.push(' '),
            c => safe.push_str(&format!("#{};", u32::from(c))),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_cannot_be_markup() {
        assert_eq!(safe("a\"]<b>`#x"), "a#34;#93;#60;b#62;#96;#35;x");
    }
}
