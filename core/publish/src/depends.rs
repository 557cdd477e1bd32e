//! What depends on what, as data: the same as the drawing of the graph.

use serde::Serialize;
use toets_graph::View;
use toets_model::Language;

/// A thing of the graph.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Thing {
    /// Its kind: `lever`, `criterion`, …
    pub(crate) kind: &'static str,
    /// Its name, or its id.
    pub(crate) label: String,
    /// What it depends on directly, by name.
    pub(crate) on: Vec<String>,
    /// What depends on it, directly or not, by name: the first of it.
    pub(crate) impact: Vec<String>,
    /// How much more depends on it.
    pub(crate) impact_more: usize,
}

/// How much of what depends on a thing is named. In a chain all that comes after each thing does: named in full, a list of
/// it would be as long as the square of the chain.
const NAMED: usize = 40;

/// The things of a graph, in the order of its drawing.
pub(crate) fn things(view: &View, language: Language) -> Vec<Thing> {
    let count = view.vertices.len();
    let (mut on, mut next) = (vec![Vec::new(); count], vec![Vec::new(); count]);
    for edge in view.edges.iter().filter(|edge| edge.link.depends()) {
        on[edge.to].push(edge.from);
        next[edge.from].push(edge.to);
    }
    let named = |n: &usize| view.vertices[*n].name(language).to_owned();
    let mut reached = Reached {
        at: vec![usize::MAX; count],
        stack: Vec::new(),
    };
    let things = view.vertices.iter().enumerate().map(|(n, vertex)| {
        let mut direct = std::mem::take(&mut on[n]);
        direct.sort_unstable();
        direct.dedup();
        let impact = reached.from(&next, n);
        Thing {
            kind: vertex.kind,
            label: vertex.name(language).to_owned(),
            on: direct.iter().map(named).collect(),
            impact: impact.iter().take(NAMED).map(named).collect(),
            impact_more: impact.len().saturating_sub(NAMED),
        }
    });
    things.collect()
}

/// What is reached from one thing after another.
struct Reached {
    /// The last thing from which each was reached.
    at: Vec<usize>,
    stack: Vec<usize>,
}

impl Reached {
    /// All that depends on a thing, in order.
    fn from(&mut self, next: &[Vec<usize>], of: usize) -> Vec<usize> {
        let mut found = Vec::new();
        self.stack.push(of);
        while let Some(at) = self.stack.pop() {
            for &to in &next[at] {
                if self.at[to] != of {
                    self.at[to] = of;
                    found.push(to);
                    self.stack.push(to);
                }
            }
        }
        found.sort_unstable();
        found
    }
}

#[cfg(test)]
mod tests {
    use toets_graph::{Edge, Link, Vertex};
    use toets_model::Text;

    use super::*;

    #[test]
    fn a_long_chain_is_told_in_few_words() {
        let count = 1_000;
        let vertices = (0..count).map(|n| Vertex {
            key: n.to_string(),
            id: n.to_string(),
            kind: "criterion",
            code: None,
            label: Text::default(),
            sentence: false,
        });
        let edges = (1..count).map(|n| Edge {
            from: n,
            to: n - 1,
            link: Link::Part,
        });
        let view = View {
            study: String::new(),
            title: Text::default(),
            vertices: vertices.collect(),
            edges: edges.collect(),
            impact_of: Vec::new(),
        };
        let things = things(&view, Language::En);
        let words: usize = things.iter().map(|thing| thing.on.len() + thing.impact.len()).sum();
        assert!(words < 50 * count, "{words}");
        assert_eq!(things[0].impact_more + things[0].impact.len(), 0);
        let last = &things[count - 1];
        assert_eq!(last.impact.len() + last.impact_more, count - 1);
        assert_eq!((&*last.impact[0], &*last.on), ("0", &[][..]));
    }
}
