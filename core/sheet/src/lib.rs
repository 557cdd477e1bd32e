//! A study as a workbook to code in, and back into its TOML.
//!
//! [`fn@write`] makes the workbook: a sheet for each of five sections, a row for each thing, a column for each key. [`read`] takes one
//! in, as texts in cells, whoever made it. [`propose`] says what it would change in the study's files, which are touched nowhere
//! else; whether the result is a study, the loader says, and its faults are told at the cells.
//!
//! ```text
//! column   the columns of a section           words   what sheets and columns are called
//! content  what files say, cell by cell       cell    what a cell says of a value, and back
//! toml     one text, changed in one place     shown   sheets as texts with lines, for faults
//! write, read (ods), propose                  the three steps
//! ```

mod cell;
mod column;
mod content;
mod contest;
mod ods;
mod propose;
mod read;
mod shown;
mod tell;
mod toml;
mod words;
mod write;

pub use contest::contests;
pub use propose::{Change, Faulty, Proposal, Reload, Reloaded, What, propose};
pub use read::{Book, Unreadable, read};
pub use write::write;
