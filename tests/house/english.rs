//! English as an engineer or a civil servant from Britain or Ireland writes it: turns of phrase that are Dutch underneath stay out.

use crate::{files, read};

/// What was written once, and what is meant.
const CALQUES: [(&str, &str); 17] = [
    ("hangs on", "depends on"),
    ("hang on", "depend on"),
    ("hanging on", "depending on"),
    ("hung on", "depended on"),
    ("hang together", "are connected"),
    ("on the average", "on average"),
    ("are no probabilities", "are not probabilities"),
    ("is no probability", "is not a probability"),
    ("comes in force", "comes into force"),
    ("come in force", "come into force"),
    ("goes into force", "comes into force"),
    ("reading of ours", "our own reading"),
    ("readings of ours", "our own readings"),
    ("is told twice", "is listed twice"),
    ("speaks of nobody", "covers nobody"),
    ("tips a conclusion", "overturns a conclusion"),
    ("in every case of nobody", "for nobody in any case"),
];

#[test]
fn no_dutch_in_english_words() {
    let endings = [".rs", ".md", ".ftl", ".toml", ".html", ".js", ".mjs", ".rhai"];
    let texts = files();
    let texts = texts
        .iter()
        .filter(|name| endings.iter().any(|ending| name.ends_with(ending)) && *name != "tests/house/english.rs");
    let mut found = Vec::new();
    for name in texts {
        let text = in_one_line(&read(name)).to_lowercase();
        for (calque, meant) in CALQUES {
            let around = |at: usize| {
                let word = |c: char| c.is_alphanumeric() || c == '_';
                let before = text[..at].chars().next_back();
                let after = text[at + calque.len()..].chars().next();
                !before.is_some_and(word) && !after.is_some_and(word)
            };
            let times = text.match_indices(calque).filter(|(at, _)| around(*at)).count();
            if times > 0 {
                found.push(format!("{name}: `{calque}` {times} times, for `{meant}`"));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// A text with its lines joined, marks of comments left out: a phrase may go on in the next line.
fn in_one_line(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| line.trim_start().trim_start_matches(['/', '!', '#', '|', '*']).trim());
    lines.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_phrase_over_two_lines_is_seen() {
    assert_eq!(in_one_line("/// it hangs\n    /// on it"), "it hangs on it");
}
