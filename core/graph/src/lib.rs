//! The dependency graph of a study.
