//! Approved conclusions: what a study said when somebody last read and accepted it, kept beside it in
//! `snapshots/` and compared with what it says today.
//!
//! # Steps
//!
//! 1. [`Today::new`] writes what follows today as snapshots: one for each scenario and group, and one for the conclusions.
//!    They read as policy text (`page`), first in Dutch, then in English, one fact on a line; their last part is for the
//!    program (`kept`). What they rest on ([`Inputs`](toets_question::Inputs)) is kept in a file of its own ([`INPUTS`]).
//! 2. [`Approved::read`] reads the snapshots that were approved from a [`Store`]: a folder of files in the format of insta,
//!    so that its reviewer works on them too ([`Snapshot`]).
//! 3. [`compare`] says which snapshots differ ([`Difference`]), and what moved because of which inputs.
//! 4. [`Story`] tells that in words, [`json()`] to programs, [`text_diff`] shows the lines.
//! 5. [`Comparison::accept`] gives the files to write, all at once or none.
//!
//! Nothing here touches a file: whoever calls lends a [`Store`].

mod comparison;
mod kept;
mod lines;
mod name;
mod page;
mod snapshot;
mod store;
mod tell;
mod texts;
mod today;

pub use comparison::{Comparison, Difference, State, compare};
pub use lines::text_diff;
pub use name::Name;
pub use snapshot::Snapshot;
pub use store::{Approved, INPUTS, Store, WriteAll};
pub use tell::{Chapter, Item, Story, Told, json, summary};
pub use today::{Today, cells};
