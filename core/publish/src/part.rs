//! How much of a report is written.

/// How much of a report is written; each has what the one before it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// What is concluded, and how sure that is.
    Answer,
    /// And why: the conclusions, the scorecard, what is open, who bears what.
    Reasons,
    /// And what that rests on: every cell, the evidence, the law, the framework, the method.
    All,
}

/// The chapters of a report that give reasons, in order.
pub(crate) const REASONS: [&str; 4] = ["conclusions", "scorecard", "open", "parties"];

/// Those that it rests on.
pub(crate) const ANNEXES: [&str; 9] = [
    "cells",
    "evidence",
    "graph",
    "law",
    "space",
    "framework",
    "sources",
    "method",
    "making",
];
