//! What a replaying scorer read and said: a tree that all cells share.
//!
//! A scorer is a pure function of its answers, so a path of answers that was run once never needs to run again,
//! whatever cell asks.

use std::collections::BTreeMap;

use toets_diagnostic::Diagnostic;
use toets_model::VariableId;
use toets_plugin::{Answer, Judgement, Read};

/// The decision tree of one scorer on one node, as far as it was needed.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    steps: Vec<Step>,
}

/// What a scorer does after some answers.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// Not known yet.
    Unknown,
    /// It reads this; where each answer leads.
    Read(Read, BTreeMap<Answer, usize>),
    /// It is done.
    Done(Result<Judgement, Box<Diagnostic>>),
}

/// Where every path starts.
pub(crate) const ROOT: usize = 0;

impl Tree {
    /// What the scorer does at a place of the tree.
    pub(crate) fn step(&self, at: usize) -> Step {
        self.steps.get(at).cloned().unwrap_or(Step::Unknown)
    }

    /// The place to which an answer leads from a place where the scorer reads.
    pub(crate) fn follow(&mut self, at: usize, answer: &Answer) -> usize {
        let fresh = self.steps.len();
        let Some(Step::Read(_, answers)) = self.steps.get_mut(at) else {
            return ROOT;
        };
        let to = *answers.entry(answer.clone()).or_insert(fresh);
        if to == fresh {
            self.steps.push(Step::Unknown);
        }
        to
    }

    /// Keeps what a run read and said.
    pub(crate) fn record(&mut self, path: &[(Read, Answer)], result: Result<Judgement, Box<Diagnostic>>) {
        if self.steps.is_empty() {
            self.steps.push(Step::Unknown);
        }
        let mut at = ROOT;
        for (read, answer) in path {
            if matches!(self.steps[at], Step::Unknown) {
                self.steps[at] = Step::Read(*read, BTreeMap::new());
            }
            at = self.follow(at, answer);
        }
        if matches!(self.steps[at], Step::Unknown) {
            self.steps[at] = Step::Done(result);
        }
    }

    /// Everything that was read so far, once, in order of kind.
    pub(crate) fn reads(&self) -> Vec<Read> {
        let mut reads: Vec<Read> = self
            .steps
            .iter()
            .filter_map(|step| match step {
                Step::Read(read, _) => Some(*read),
                _ => None,
            })
            .collect();
        reads.sort_unstable();
        reads.dedup();
        reads
    }

    /// The variables that were read so far.
    pub(crate) fn variables(&self) -> Vec<VariableId> {
        let variable = |read| match read {
            Read::Variable(variable) => Some(variable),
            _ => None,
        };
        self.reads().into_iter().filter_map(variable).collect()
    }

    /// How many different paths were run.
    pub(crate) fn runs(&self) -> usize {
        self.steps.iter().filter(|step| matches!(step, Step::Done(_))).count()
    }

    /// What the scorer said after these answers.
    pub(crate) fn judgement(
        &self,
        mut answer: impl FnMut(Read) -> Option<Answer>,
    ) -> Option<(Vec<(Read, Answer)>, Judgement)> {
        let mut path = Vec::new();
        let mut at = ROOT;
        loop {
            match self.steps.get(at)? {
                Step::Unknown => return None,
                Step::Done(result) => {
                    return result.clone().ok().map(|judgement| (path, judgement));
                }
                Step::Read(read, answers) => {
                    let given = answer(*read)?;
                    at = *answers.get(&given)?;
                    path.push((*read, given));
                }
            }
        }
    }
}
