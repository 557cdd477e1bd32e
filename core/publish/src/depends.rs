//! What depends on what, as data: the same as the drawing of the graph.

use std::collections::BTreeSet;

use serde::Serialize;
use toets_graph::View;
use toets_model::Language;

/// A thing of the graph.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Thing {
    /// Its kind: `lever`, `criterion`, …
    pub(crate) kind: &'static str,
    /// Its id.
    pub(crate) id: String,
    /// Its name, or its id.
    pub(crate) label: String,
    /// What it depends on directly, by id.
    pub(crate) on: Vec<String>,
    /// All that depends on it, directly or not, by id.
    pub(crate) impact: Vec<String>,
}

/// The things of a graph, in the order of its drawing.
pub(crate) fn things(view: &View, language: Language) -> Vec<Thing> {
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
    things.collect()
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
