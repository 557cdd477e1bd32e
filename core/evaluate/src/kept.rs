//! What an evaluation leaves behind for the next one (`again`).

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use toets_diagram::Diagram;
use toets_model::{FindingId, Index, NodeId};

use crate::diagrams::NodeDiagrams;
use crate::tree::{Names, Tree, Trees};

/// What the space of a cell keeps for the next evaluation.
#[derive(Debug)]
pub(crate) struct Kept {
    /// The worlds that the constraints admit.
    pub(crate) start: Diagram,
    /// How many nodes the manager had when the cell was last evaluated in full; none: it was not.
    pub(crate) fresh: Option<usize>,
    pub(crate) nodes: Vec<Option<KeptNode>>,
}

/// What is kept of a node.
#[derive(Debug)]
pub(crate) struct KeptNode {
    pub(crate) diagrams: NodeDiagrams,
    /// What it demands of its unknown.
    pub(crate) limits: Diagram,
    /// The worlds that were left before it was judged.
    pub(crate) among: Diagram,
    /// Those that were left after.
    pub(crate) then: Diagram,
    /// The places of its scorer's tree that were walked, ascending.
    pub(crate) walked: Box<[u32]>,
}

impl Kept {
    /// Of a space in which nothing was judged yet.
    pub(crate) fn new(start: Diagram) -> Self {
        Self {
            start,
            fresh: None,
            nodes: Vec::new(),
        }
    }

    pub(crate) fn keep(&mut self, node: NodeId, kept: KeptNode) {
        let n = node.to_usize();
        if self.nodes.len() <= n {
            self.nodes.resize_with(n + 1, || None);
        }
        self.nodes[n] = Some(kept);
    }
}

/// What a study has in common with the one that was evaluated before.
#[derive(Debug)]
pub(crate) struct Since {
    /// Whether diagrams of then can be read as diagrams of today.
    pub(crate) diagrams: bool,
    /// The nodes whose scorer does what it did, with the same findings on the node: it judges the same if it reads the same.
    pub(crate) rule: Vec<bool>,
    /// Those of them that everything below is such a node too: their results are the same.
    pub(crate) result: Vec<bool>,
    /// For each finding of today the same one of then.
    pub(crate) was: Vec<Option<FindingId>>,
    /// For each finding of then the same one of today.
    pub(crate) is: Vec<Option<FindingId>>,
}

/// What scorers read and said in the evaluation before.
#[derive(Debug)]
pub(crate) struct Memory {
    pub(crate) trees: Arc<Trees>,
    pub(crate) since: Arc<Since>,
}

impl Memory {
    /// What the scorer of a node read and said, if it would do so today.
    pub(crate) fn of(&self, node: NodeId) -> Option<(&Mutex<Tree>, Names<'_>)> {
        let n = node.to_usize();
        self.since.rule[n].then(|| (&self.trees[n], Names(&self.since.is)))
    }
}

/// Counts what is done, on any thread.
#[derive(Debug, Default)]
pub(crate) struct Counters {
    judged: AtomicUsize,
    runs: AtomicUsize,
}

impl Counters {
    pub(crate) fn judged(&self) {
        self.judged.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn ran(&self) {
        self.runs.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn so_far(&self) -> (usize, usize) {
        (self.judged.load(Ordering::Relaxed), self.runs.load(Ordering::Relaxed))
    }
}
