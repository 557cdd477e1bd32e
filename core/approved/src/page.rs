//! What people read: policy text in one language, one fact on a line. Nothing is ever read back from it.

mod cell;
mod conclusions;
mod unknown;

pub(crate) use cell::{about, cell};
pub(crate) use conclusions::conclusions;

/// What a study says, on one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A list of things with commas between, and a word before the last.
fn listed(things: &[String], last: &str) -> String {
    match things {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., end] => format!("{}{last}{end}", first.join(", ")),
    }
}
