//! Scripts run on a small study made by hand, against a cell that answers from a list.

mod fixtures;
mod limits;
mod plugin;
mod reference;
mod scenarios;
mod world;
