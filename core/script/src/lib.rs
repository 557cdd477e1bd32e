//! The script host: Rhai scenarios and scorers (the only crate that names rhai).
