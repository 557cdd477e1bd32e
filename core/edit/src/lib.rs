//! The text of a study's files: changed with its comments kept.

pub mod fmt;
