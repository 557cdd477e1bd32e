//! What a replaying scorer read and said: a tree that all cells share.
//!
//! A scorer is a pure function of its answers, so a path of answers that was run once never needs to run again,
//! whatever cell asks.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use toets_diagnostic::Diagnostic;
use toets_model::{FindingId, Index, VariableId};
use toets_plugin::{Answer, Judgement, Read};

/// What each replaying scorer read and said, by node.
pub(crate) type Trees = Vec<Mutex<Tree>>;

/// Locks what only ever holds plain data, so that a panic elsewhere can't have left it half-changed.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

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

/// What findings of one study are called in another: none where they do not mean the same there.
pub(crate) struct Names<'a>(pub(crate) &'a [Option<FindingId>]);

impl Names<'_> {
    fn finding(&self, finding: FindingId) -> Option<FindingId> {
        self.0.get(finding.to_usize()).copied().flatten()
    }

    /// A read of the one study in the other.
    pub(crate) fn read(&self, read: Read) -> Option<Read> {
        Some(match read {
            Read::Finding(finding) => Read::Finding(self.finding(finding)?),
            Read::Variable(_)
            | Read::Node(_)
            | Read::Applies(_)
            | Read::Evidence
            | Read::Strongest(_)
            | Read::Provision(..)
            | Read::AsOf => read,
        })
    }

    /// A judgement of the one study in the other.
    pub(crate) fn judgement(&self, judgement: &Judgement) -> Option<Judgement> {
        let findings = judgement.findings.iter().map(|&finding| self.finding(finding));
        Some(Judgement {
            findings: findings.collect::<Option<_>>()?,
            ..judgement.clone()
        })
    }
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

    /// Brings over what another tree of the same scorer holds at these places (ascending): what was read and said there, in
    /// the names of another study. Gives their places in this tree; none if something there has no name any more, or
    /// ended in a fault, and then nothing is brought over.
    pub(crate) fn bring(&mut self, from: &Self, places: &[u32], names: &Names<'_>) -> Option<Vec<u32>> {
        let wanted = |place: usize| places.binary_search(&(place as u32)).is_ok();
        let mut renamed = Vec::with_capacity(places.len());
        for &place in places {
            renamed.push(match from.steps.get(place as usize)? {
                Step::Read(read, _) => Step::Read(names.read(*read)?, BTreeMap::new()),
                Step::Done(Ok(judgement)) => Step::Done(Ok(names.judgement(judgement)?)),
                Step::Done(Err(_)) | Step::Unknown => return None,
            });
        }
        if self.steps.is_empty() {
            self.steps.push(Step::Unknown);
        }
        let mut brought = Vec::with_capacity(places.len());
        // An explicit stack: a script may read a great many things.
        let mut stack = vec![(ROOT, ROOT)];
        while let Some((there, here)) = stack.pop() {
            let Ok(nth) = places.binary_search(&(there as u32)) else {
                continue;
            };
            if matches!(self.steps[here], Step::Unknown) {
                self.steps[here] = renamed[nth].clone();
            }
            brought.push(here as u32);
            if let Step::Read(_, answers) = &from.steps[there] {
                for (answer, &to) in answers.iter().filter(|&(_, &to)| wanted(to)) {
                    stack.push((to, self.follow(here, answer)));
                }
            }
        }
        brought.sort_unstable();
        Some(brought)
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
