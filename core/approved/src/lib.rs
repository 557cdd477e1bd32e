//! Approved conclusions: what a study said when somebody last read and accepted it, kept beside it in
//! `snapshots/` and compared with what it says today.
//!
//! # Steps
//!
//! 1. [`Today::new`] writes what follows today, for each scenario and group and for the conclusions: as pages that read as
//!    policy text (`page`), one for each language, and in ids, free of language (`kept`), in a file beside them ([`RESULTS`]).
//!    What that rests on ([`Inputs`](toets_question::Inputs)) is kept in another one ([`INPUTS`]).
//! 2. [`Approved::read`] reads what was approved from a [`Store`]. Pages are files in the format of insta, so that its
//!    reviewer works on them too ([`Snapshot`]); nothing is read out of their text.
//! 3. [`compare`] says what moved because of which inputs, going by ids alone, and what is only said otherwise ([`Difference`]).
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
pub use store::{Approved, INPUTS, Pages, RESULTS, Store, WriteAll};
pub use tell::{Chapter, Item, Story, Told, json, summary};
pub use today::{Today, cells};
