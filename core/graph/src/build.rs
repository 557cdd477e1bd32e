//! The graph, from the study and what scorers read.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::{Dfs, EdgeFiltered};
use toets_model::{ContestWhere, FindingId, Formula, NodeId, ProvisionId, Study, Term, TransferId, VariableId};

use crate::thing::{Link, Thing};

/// One thing that a node's scorer read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GraphRead {
    /// A variable.
    Variable(VariableId),
    /// Another node.
    Node(NodeId),
    /// A finding.
    Finding(FindingId),
    /// A provision.
    Provision(ProvisionId),
    /// What all findings with a level on the node say together.
    Evidence,
}

/// What an evaluation found out about who reads what, as plain data.
#[derive(Clone, Debug, Default)]
pub struct Reads {
    /// What each node's scorer really read, over all cells that were evaluated.
    pub nodes: Vec<(NodeId, Vec<GraphRead>)>,
    /// Which transfer may carry which finding.
    pub carried: Vec<(TransferId, FindingId)>,
}

/// What depends on what in a study.
///
/// Constraints are not in it: they tie variables together without either depending on the other.
#[derive(Clone, Debug)]
pub struct StudyGraph {
    pub(crate) graph: DiGraph<Thing, Link>,
    index: BTreeMap<Thing, NodeIndex>,
}

impl StudyGraph {
    /// The graph of all things of a study.
    pub fn new(study: &Study, reads: &Reads) -> Self {
        let mut this = Self {
            graph: DiGraph::new(),
            index: BTreeMap::new(),
        };
        this.add_things(study);
        let mut links: BTreeSet<(Thing, Thing, Link)> = BTreeSet::new();
        evidence_links(study, reads, &mut links);
        read_links(study, reads, &mut links);
        drawn_links(study, &mut links);
        conclusion_links(study, &mut links);
        for (from, to, link) in links {
            if let (Some(&from), Some(&to)) = (this.index.get(&from), this.index.get(&to)) {
                this.graph.add_edge(from, to, link);
            }
        }
        this
    }

    fn add_things(&mut self, study: &Study) {
        let things = (study.variables.indices().map(Thing::Variable))
            .chain(study.provisions.indices().map(Thing::Provision))
            .chain(study.transfers.indices().map(Thing::Transfer))
            .chain(study.contests.indices().map(Thing::Contest))
            .chain(study.findings.indices().map(Thing::Finding))
            .chain(study.nodes.indices().map(Thing::Node))
            .chain(study.conclusions.indices().map(Thing::Conclusion));
        for thing in things {
            let index = self.graph.add_node(thing);
            self.index.insert(thing, index);
        }
    }

    /// All things, in order: variables, provisions, transfers, contests, findings, nodes, conclusions.
    pub fn things(&self) -> impl Iterator<Item = Thing> {
        self.graph.node_weights().copied()
    }

    /// All links, with what they go from and to.
    pub fn links(&self) -> impl Iterator<Item = (Thing, Thing, Link)> {
        self.graph.edge_indices().filter_map(|edge| {
            let (from, to) = self.graph.edge_endpoints(edge)?;
            Some((self.graph[from], self.graph[to], self.graph[edge]))
        })
    }

    /// The things with this id: mostly one, since only variables, provisions and conclusions may share the id of
    /// another kind of thing. A key (`node:needs`) names one thing; the id of an unknown (`open.f1`) the thing behind it.
    pub fn find(&self, study: &Study, id: &str) -> Vec<Thing> {
        let bare = id.strip_prefix("open.").or_else(|| id.strip_prefix("contest."));
        let named = |thing: &Thing| thing.id(study) == id || thing.key(study) == id;
        let exact: Vec<Thing> = self.things().filter(named).collect();
        match bare {
            Some(bare) if exact.is_empty() => self.things().filter(|thing| thing.id(study) == bare).collect(),
            _ => exact,
        }
    }

    /// All that depends on a thing, directly or not, itself left out; in order.
    pub fn impact(&self, thing: Thing) -> BTreeSet<Thing> {
        let depends = EdgeFiltered::from_fn(&self.graph, |edge| edge.weight().depends());
        let mut reached = BTreeSet::new();
        let Some(&start) = self.index.get(&thing) else {
            return reached;
        };
        let mut walk = Dfs::new(&depends, start);
        while let Some(next) = walk.next(&depends) {
            if next != start {
                reached.insert(self.graph[next]);
            }
        }
        reached
    }
}

type Links = BTreeSet<(Thing, Thing, Link)>;

/// What findings depend on.
fn evidence_links(study: &Study, reads: &Reads, links: &mut Links) {
    for (id, finding) in study.findings.iter() {
        for variable in finding.when.variables() {
            links.insert((Thing::Variable(variable), Thing::Finding(id), Link::Condition));
        }
    }
    for (id, transfer) in study.transfers.iter() {
        let to = transfer.to.variables().into_iter();
        for variable in to.chain(transfer.from.iter().map(|&(v, _)| v)) {
            links.insert((Thing::Variable(variable), Thing::Transfer(id), Link::Condition));
        }
    }
    for &(transfer, finding) in &reads.carried {
        links.insert((Thing::Transfer(transfer), Thing::Finding(finding), Link::Carries));
    }
    for (id, contest) in study.contests.iter() {
        for finding in contest.sides.iter().flat_map(|side| &side.findings) {
            links.insert((Thing::Contest(id), Thing::Finding(*finding), Link::Contests));
            // Where sides have to meet, what stands on the one depends on where the other one speaks.
            if contest.where_ == ContestWhere::Meet {
                links.insert((Thing::Finding(*finding), Thing::Contest(id), Link::Contests));
                let compared = study.findings[*finding].compare.iter().flat_map(|it| it.pairs());
                for variable in compared.flat_map(|(one, other)| one.keys().chain(other.keys())) {
                    links.insert((Thing::Variable(*variable), Thing::Contest(id), Link::Condition));
                }
            }
        }
    }
}

/// What scorers read.
fn read_links(study: &Study, reads: &Reads, links: &mut Links) {
    for (node, read) in &reads.nodes {
        for read in read {
            let (from, link) = match *read {
                GraphRead::Variable(variable) => (Thing::Variable(variable), Link::Read),
                GraphRead::Provision(provision) => (Thing::Provision(provision), Link::Read),
                GraphRead::Node(child) => (Thing::Node(child), Link::Part),
                GraphRead::Finding(finding) => (Thing::Finding(finding), Link::Speaks),
                GraphRead::Evidence => {
                    for &finding in study.findings_on(*node) {
                        let it = &study.findings[finding];
                        if it.level.is_some() || it.opens.is_some() {
                            links.insert((Thing::Finding(finding), Thing::Node(*node), Link::Speaks));
                        }
                    }
                    continue;
                }
            };
            links.insert((from, Thing::Node(*node), link));
        }
    }
}

/// What was written but not read.
fn drawn_links(study: &Study, links: &mut Links) {
    for (id, node) in study.nodes.iter() {
        let parent = Thing::Node(id);
        for child in node.children.iter().map(|&c| Thing::Node(c)) {
            if !links.contains(&(child, parent, Link::Part)) {
                links.insert((child, parent, Link::Below));
            }
        }
        for &other in &node.see {
            links.insert((Thing::Node(other), parent, Link::See));
        }
    }
    for (id, finding) in study.findings.iter() {
        let (finding, node) = (Thing::Finding(id), Thing::Node(finding.node));
        if !links.contains(&(finding, node, Link::Speaks)) {
            links.insert((finding, node, Link::Explains));
        }
    }
}

fn conclusion_links(study: &Study, links: &mut Links) {
    for (id, conclusion) in study.conclusions.iter() {
        let this = Thing::Conclusion(id);
        let mut formulas: Vec<&Formula> = conclusion.holds.iter().collect();
        while let Some(formula) = formulas.pop() {
            match formula {
                Formula::Compare { left, right, .. } => {
                    for term in [left, right] {
                        if let Term::Node(_, node) = term {
                            links.insert((Thing::Node(*node), this, Link::Asks));
                        }
                    }
                }
                Formula::And(parts) | Formula::Or(parts) => formulas.extend(parts),
                Formula::Not(part) => formulas.push(part),
            }
        }
        for variable in conclusion.only.variables() {
            links.insert((Thing::Variable(variable), this, Link::Asks));
        }
        for &finding in &conclusion.cites {
            links.insert((Thing::Finding(finding), this, Link::Cites));
        }
    }
}
