//! What is drawn of a graph.

use std::collections::{BTreeMap, BTreeSet};

use toets_model::{Language, Study, Text};

use crate::build::StudyGraph;
use crate::thing::{Link, Thing};

/// How much is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Detail {
    /// The framework, the law and the variables; findings, transfers and contests are looked through: a variable that
    /// a finding on a node mentions is drawn as leading to the node. Variables and provisions that nothing reads are
    /// left out, and conclusions too unless the impact of something is asked for.
    #[default]
    Framework,
    /// Everything.
    Full,
}

/// What is drawn, as plain data: no index into a study is left in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The study's id.
    pub study: String,
    /// The study's title.
    pub title: Text,
    /// The things: what nodes depend on in the order of the study, the nodes in the order of the framework, conclusions.
    pub vertices: Vec<Vertex>,
    /// The links between them.
    pub edges: Vec<Edge>,
    /// The keys of the things whose impact is drawn, if only that is.
    pub impact_of: Vec<String>,
}

/// A thing that is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vertex {
    /// A name that no other vertex has.
    pub key: String,
    /// Its id in the study.
    pub id: String,
    /// What it is, see [`Thing::kind`].
    pub kind: &'static str,
    /// The code that the source gives it.
    pub code: Option<String>,
    /// Its name for people; may be empty.
    pub label: Text,
    /// Whether the label is a sentence, too long for a box.
    pub sentence: bool,
}

impl Vertex {
    /// Its name in a language, or its id.
    pub fn name(&self, language: Language) -> &str {
        match self.label.get(language) {
            "" => &self.id,
            label => label,
        }
    }
}

/// A link that is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    /// The vertex it comes from, as an index.
    pub from: usize,
    /// The vertex it goes to.
    pub to: usize,
    /// What it is.
    pub link: Link,
}

impl StudyGraph {
    /// What to draw: with this detail, and only what depends on these things (and they themselves) if there are any.
    pub fn view(&self, study: &Study, detail: Detail, impact_of: &[Thing]) -> View {
        let (mut things, mut links) = match detail {
            Detail::Full => (self.things().collect(), self.links().collect()),
            Detail::Framework => self.framework(impact_of),
        };
        if !impact_of.is_empty() {
            let mut kept: BTreeSet<Thing> = impact_of.iter().copied().collect();
            for &thing in impact_of {
                kept.extend(self.impact(thing));
            }
            things.retain(|thing| kept.contains(thing));
            links.retain(|(from, to, link)| link.depends() && kept.contains(from) && kept.contains(to));
        }
        let order = framework_order(study);
        let mut drawn: Vec<Thing> = things.into_iter().collect();
        // Nodes in the order of the framework, everything else in the order of the study.
        drawn.sort_by_key(|thing| match thing {
            Thing::Node(node) => (1, order.get(node).copied().unwrap_or(usize::MAX)),
            Thing::Conclusion(_) => (2, 0),
            _ => (0, 0),
        });
        let index: BTreeMap<Thing, usize> = drawn.iter().enumerate().map(|(n, &t)| (t, n)).collect();
        let mut edges: Vec<Edge> = links
            .iter()
            .filter_map(|(from, to, link)| {
                let (from, to) = (*index.get(from)?, *index.get(to)?);
                Some(Edge { from, to, link: *link })
            })
            .collect();
        edges.sort_unstable();
        View {
            study: study.id.clone(),
            title: study.title.clone(),
            vertices: drawn.iter().map(|&thing| vertex(study, thing)).collect(),
            edges,
            impact_of: impact_of.iter().map(|thing| thing.key(study)).collect(),
        }
    }

    /// The framework, the law and the variables, with findings looked through.
    fn framework(&self, wanted: &[Thing]) -> (BTreeSet<Thing>, BTreeSet<(Thing, Thing, Link)>) {
        let stays = |thing: Thing| match thing {
            Thing::Node(_) | Thing::Variable(_) | Thing::Provision(_) => true,
            Thing::Conclusion(_) => !wanted.is_empty(),
            _ => wanted.contains(&thing),
        };
        let mut next: BTreeMap<Thing, Vec<(Thing, Link)>> = BTreeMap::new();
        for (from, to, link) in self.links() {
            next.entry(from).or_default().push((to, link));
        }
        let mut links = BTreeSet::new();
        for from in self.things().filter(|&thing| stays(thing)) {
            let mut seen = BTreeSet::from([from]);
            let mut stack: Vec<(Thing, bool)> = vec![(from, true)];
            while let Some((at, direct)) = stack.pop() {
                for &(to, link) in next.get(&at).into_iter().flatten() {
                    if stays(to) {
                        match direct {
                            true => links.insert((from, to, link)),
                            false if link.depends() => links.insert((from, to, Link::Through)),
                            false => false,
                        };
                    } else if link.depends() && seen.insert(to) {
                        stack.push((to, false));
                    }
                }
            }
        }
        // What is read directly need not be drawn a second time.
        let direct: BTreeSet<(Thing, Thing)> = links
            .iter()
            .filter(|(.., link)| *link != Link::Through)
            .map(|&(from, to, _)| (from, to))
            .collect();
        links.retain(|&(from, to, link)| link != Link::Through || !direct.contains(&(from, to)));
        let mut things: BTreeSet<Thing> = links.iter().flat_map(|&(from, to, _)| [from, to]).collect();
        things.extend(self.things().filter(|thing| matches!(thing, Thing::Node(_))));
        things.extend(wanted);
        (things, links)
    }
}

/// Where each node stands, depth-first from the verdict.
fn framework_order(study: &Study) -> BTreeMap<toets_model::NodeId, usize> {
    let mut order = BTreeMap::new();
    for top in std::iter::once(study.verdict).chain(study.nodes.indices()) {
        let mut stack = vec![top];
        while let Some(node) = stack.pop() {
            if order.contains_key(&node) {
                continue;
            }
            order.insert(node, order.len());
            stack.extend(study.nodes[node].children.iter().rev());
        }
    }
    order
}

fn vertex(study: &Study, thing: Thing) -> Vertex {
    Vertex {
        key: thing.key(study),
        id: thing.id(study).to_owned(),
        kind: thing.kind(study),
        code: match thing {
            Thing::Node(node) => study.nodes[node].code.clone(),
            _ => None,
        },
        label: thing.label(study),
        sentence: thing.speaks(),
    }
}
