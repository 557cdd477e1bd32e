//! How far a question has come, for whoever waits for the answer. What is told never has a say in the answer.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Whoever is told how far a question has come.
pub trait Progress: Sync {
    /// So many of so many steps are done. Steps may be told in another order than they were done, from any thread.
    fn done(&self, done: usize, of: usize);
}

/// Tells nobody.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn done(&self, _: usize, _: usize) {}
}

/// Steps that are counted while they are done.
pub(crate) struct Steps<'a> {
    progress: &'a dyn Progress,
    of: usize,
    done: AtomicUsize,
}

impl<'a> Steps<'a> {
    pub(crate) fn new(progress: &'a dyn Progress, of: usize) -> Self {
        progress.done(0, of);
        Self {
            progress,
            of,
            done: AtomicUsize::new(0),
        }
    }

    /// One more is done.
    pub(crate) fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        self.progress.done(done, self.of);
    }
}
