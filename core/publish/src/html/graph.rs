//! The dependency graph within a page: the drawing, and the same as data.

use std::collections::BTreeSet;

use serde::Serialize;
use toets_graph::View;
use toets_model::Language;

/// A graph within a page.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Graph {
    /// The drawing: SVG of our own, all texts in it escaped.
    #[serde(serialize_with = "safe")]
    svg: String,
    /// The things, in the order of the drawing.
    things: Vec<Thing>,
}

/// A thing of the graph.
#[derive(Clone, Debug, Serialize)]
struct Thing {
    kind: &'static str,
    id: String,
    label: String,
    /// What it depends on directly, by id.
    on: Vec<String>,
    /// All that depends on it, directly or not, by id.
    impact: Vec<String>,
}

fn safe<S: serde::Serializer>(svg: &str, serializer: S) -> Result<S::Ok, S::Error> {
    minijinja::Value::from_safe_string(svg.to_owned()).serialize(serializer)
}

/// The graph in a language.
pub(super) fn graph(view: &View, language: Language, prefix: &str) -> Graph {
    let depends: Vec<(usize, usize)> = view
        .edges
        .iter()
        .filter(|edge| edge.link.depends())
        .map(|edge| (edge.from, edge.to))
        .collect();
    let named = |n: &usize| view.vertices[*n].id.clone();
    let things = view.vertices.iter().enumerate().map(|(n, vertex)| {
        let on: BTreeSet<usize> = depends
            .iter()
            .filter(|(_, to)| *to == n)
            .map(|(from, _)| *from)
            .collect();
        let label = vertex.label.get(language);
        Thing {
            kind: vertex.kind,
            id: vertex.id.clone(),
            label: if label.is_empty() {
                vertex.id.clone()
            } else {
                label.to_owned()
            },
            on: on.iter().map(named).collect(),
            impact: impact(&depends, n).iter().map(named).collect(),
        }
    });
    Graph {
        svg: toets_graph::svg_within(view, language, prefix),
        things: things.collect(),
    }
}

/// All that depends on a thing.
fn impact(depends: &[(usize, usize)], of: usize) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut stack = vec![of];
    while let Some(at) = stack.pop() {
        let next = depends.iter().filter(|(from, _)| *from == at).map(|&(_, to)| to);
        stack.extend(next.filter(|&to| found.insert(to)));
    }
    found
}
