//! Scripts run on a small study made by hand, against a cell that answers from a list.

#![expect(clippy::unwrap_used, reason = "a test that can not go on fails")]

mod advice;
mod fixtures;
mod limits;
mod plugin;
mod random;
mod reference;
mod scenarios;
mod speed;
mod stepped;
mod tested;
mod world;
