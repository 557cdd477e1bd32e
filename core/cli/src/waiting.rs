//! A bar for who waits at a terminal: drawn on standard error, only after a while, and gone when the answer is there.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use toets_question::Progress;

/// How long nothing is shown, in milliseconds: most answers are there by then.
const PATIENCE: u128 = 700;

/// How far a question has come.
pub(crate) struct Waiting {
    bar: ProgressBar,
    /// Whether it may be drawn at all, and is not yet.
    hidden: AtomicBool,
}

impl Waiting {
    /// A bar of steps.
    pub(crate) fn for_steps() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos} of {len}") {
            bar.set_style(style);
        }
        Self {
            bar,
            hidden: AtomicBool::new(std::io::stderr().is_terminal()),
        }
    }

    /// Takes it away.
    pub(crate) fn end(&self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Waiting {
    fn done(&self, done: usize, of: usize) {
        self.bar.set_length(of as u64);
        // Steps may be told out of order.
        self.bar
            .set_position(self.bar.position().max(done as u64).min(of as u64));
        let late = self.bar.elapsed().as_millis() > PATIENCE;
        if late && self.hidden.swap(false, Ordering::Relaxed) {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}
