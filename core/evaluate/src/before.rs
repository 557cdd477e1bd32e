//! What the evaluation before found in a cell, and what of it is still true.

use toets_diagram::Diagram;
use toets_model::{FindingId, Index, NodeId};

use crate::compile::Compiled;
use crate::kept::{KeptNode, Since};
use crate::space::Space;
use crate::tree::{Names, Trees, lock};

/// What the evaluation before found in one cell.
pub(crate) struct Before<'a> {
    nodes: Vec<Option<KeptNode>>,
    trees: &'a Trees,
    since: &'a Since,
}

impl<'a> Before<'a> {
    /// Puts a space back to where no node was judged, with what is still true of findings, and gives what was found.
    pub(crate) fn open(space: &mut Space, trees: &'a Trees, since: &'a Since) -> Self {
        let nodes = std::mem::take(&mut space.kept.nodes);
        space.admitted = space.kept.start;
        space.nodes.fill(None);
        space.evidence.retain(|node, _| since.rule[node.to_usize()]);
        space.sides.clear();
        space.unopened.clear();
        let then = std::mem::take(&mut space.applies);
        let known = |was: &Option<FindingId>| then.get((*was)?.to_usize()).copied().flatten();
        space.applies = since.was.iter().map(known).collect();
        Self { nodes, trees, since }
    }

    /// Takes over the result of a node, if it is what judging it would give.
    pub(crate) fn take_over(&self, compiled: &Compiled, space: &mut Space, node: NodeId) -> bool {
        let n = node.to_usize();
        let Some(kept) = self.nodes.get(n).and_then(Option::as_ref) else {
            return false;
        };
        if !self.since.result[n] {
            return false;
        }
        let same_worlds = kept.among == space.admitted;
        let then = match (same_worlds, kept.limits) {
            (true, _) => kept.then,
            (false, Diagram::TRUE) => space.admitted,
            (false, _) => match space.manager.and(space.admitted, kept.limits) {
                Ok(then) => then,
                Err(_) => return false,
            },
        };
        let mut walked = Vec::new();
        if compiled.judged_by[n].replay().is_some() {
            if !same_worlds {
                return false;
            }
            let old = lock(&self.trees[n]);
            match lock(&compiled.trees[n]).bring(&old, &kept.walked, &Names(&self.since.is)) {
                Some(places) => walked = places,
                None => return false,
            }
        }
        let kept = KeptNode {
            among: space.admitted,
            then,
            walked: walked.into(),
            ..*kept
        };
        space.nodes[n] = Some(kept.diagrams);
        space.kept.keep(node, kept);
        space.admitted = then;
        true
    }
}
