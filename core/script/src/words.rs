//! Words for messages: what a value is, and which name was probably meant.

pub(crate) use toets_diagnostic::nearest;
use toets_diagnostic::{Words, both};

/// `did you mean X?`, or the list of what there is, for the help of a message.
pub(crate) fn suggest<'a>(
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
    what: impl Into<Words>,
) -> Vec<Words> {
    let known: Vec<&str> = known.into_iter().collect();
    match nearest(name, known.iter().copied()) {
        Some(near) => vec![both!("did you mean `{near}`?", "bedoelt u `{near}`?")],
        None if known.is_empty() => Vec::new(),
        None => vec![both!("{}: {}", "{}: {}", what.into(), list(known))],
    }
}

/// Names in backticks, a few of them at most.
pub(crate) fn list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    const SHOWN: usize = 12;
    let names: Vec<&str> = names.into_iter().collect();
    let mut text = names
        .iter()
        .take(SHOWN)
        .map(|n| format!("`{n}`"))
        .collect::<Vec<_>>()
        .join(", ");
    if names.len() > SHOWN {
        text.push_str(&format!(" and {} more", names.len() - SHOWN));
    }
    text
}

/// A text as it is quoted in a message: one line, cut where it is long.
pub(crate) fn quote(text: &str) -> String {
    const SHOWN: usize = 40;
    let mut short: String = text
        .chars()
        .take(SHOWN)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if text.chars().nth(SHOWN).is_some() {
        short.push('…');
    }
    format!("\"{short}\"")
}

/// A count with its noun: `1 value`, `3 values`.
pub(crate) fn count(n: usize, noun: &str) -> String {
    if n == 1 {
        format!("1 {noun}")
    } else {
        format!("{n} {noun}s")
    }
}
