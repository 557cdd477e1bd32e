//! Multi-valued decision diagrams.
