//! TOML to study: all faults at once.
