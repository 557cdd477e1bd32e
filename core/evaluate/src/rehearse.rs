//! One run of a scorer in one cell, for whoever writes it: what it read, and what else each read could have given.

use std::sync::{Arc, Mutex};

use rustc_hash::FxHashMap;
use toets_diagram::Diagram;
use toets_model::{NodeId, Study};
use toets_plugin::{Answer, Cell, Read, Stop};

use crate::compile::Compiled;
use crate::space::{Space, Trouble};
use crate::tree::lock;

/// A cell for one run: it answers each read from the worlds that are left, and takes the first where more is possible.
///
/// The engine itself runs a scorer once for each answer; this runs it once, and keeps what was left aside.
pub struct Rehearsal {
    compiled: Arc<Compiled>,
    space: Arc<Mutex<Space>>,
    node: NodeId,
    path: Mutex<Path>,
}

struct Path {
    care: Diagram,
    steps: Vec<ReadStep>,
    seen: FxHashMap<Read, Answer>,
}

/// One read of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadStep {
    /// What was read.
    pub read: Read,
    /// What it gave.
    pub answer: Answer,
    /// What it could have given as well in the worlds that were left; none: nothing else was possible.
    pub others: Vec<Answer>,
}

impl Rehearsal {
    /// A run of the scorer of a node, over the worlds `within` of a space in which what the node depends on was
    /// evaluated ([`evaluate_where`](crate::evaluate_where)).
    pub fn new(compiled: &Arc<Compiled>, space: Space, node: NodeId, within: Diagram) -> Arc<Self> {
        Arc::new(Self {
            compiled: compiled.clone(),
            space: Arc::new(Mutex::new(space)),
            node,
            path: Mutex::new(Path {
                care: within,
                steps: Vec::new(),
                seen: FxHashMap::default(),
            }),
        })
    }

    /// What was read so far, in order, each thing once.
    pub fn steps(&self) -> Vec<ReadStep> {
        lock(&self.path).steps.clone()
    }
}

impl Cell for Rehearsal {
    fn study(&self) -> &Study {
        &self.compiled.study
    }

    fn node(&self) -> NodeId {
        self.node
    }

    fn read(&self, read: Read) -> Result<Answer, Stop> {
        let mut path = lock(&self.path);
        if let Some(answer) = path.seen.get(&read) {
            return Ok(answer.clone());
        }
        if path.steps.len() >= self.compiled.limits.reads {
            return Err(Stop::Halted);
        }
        let options = lock(&self.space).options(&self.compiled, self.node, read, path.care);
        let mut options = match options {
            Ok(options) => options.into_iter(),
            Err(Trouble::Fault(fault) | Trouble::OpenNumber(_, fault)) => return Err(Stop::Fault(fault)),
            Err(Trouble::Exceeded(_) | Trouble::Missing) => return Err(Stop::Halted),
        };
        let Some(first) = options.next() else {
            return Err(Stop::Halted);
        };
        path.care = first.within;
        path.seen.insert(read, first.answer.clone());
        path.steps.push(ReadStep {
            read,
            answer: first.answer.clone(),
            others: options.map(|other| other.answer).collect(),
        });
        Ok(first.answer)
    }
}
