//! Snapshots as policy text: first all of it in Dutch, then all of it in English; one fact on a line.

mod cell;
mod conclusions;
mod unknown;

use toets_model::Language;

use crate::texts::Texts;

pub(crate) use cell::cell;
pub(crate) use conclusions::conclusions;

/// The languages of a page, in order.
const LANGUAGES: [Language; 2] = [Language::Nl, Language::En];

/// What a page says in one language, without the part for the program.
pub(crate) fn told(contents: &str, language: Language) -> String {
    let heading = format!("## {}", Texts::of(language).language);
    let lines = contents.lines().skip_while(|line| *line != heading).skip(1);
    let lines: Vec<&str> = lines.take_while(|line| !line.starts_with("## ")).collect();
    lines.join("\n")
}

/// What a page says of a node in a language: its lines, without the sign of a list.
pub(crate) fn about<'a>(contents: &'a str, texts: &Texts, node: &str) -> Vec<&'a str> {
    let language = format!("## {}", texts.language);
    let heading = format!(" (`{node}`)");
    contents
        .lines()
        .skip_while(|line| *line != language)
        .skip(1)
        .take_while(|line| !line.starts_with("## "))
        .skip_while(|line| !(line.starts_with("### ") && line.ends_with(&heading)))
        .skip(1)
        .take_while(|line| !line.starts_with("### "))
        .filter_map(|line| line.strip_prefix("- "))
        .collect()
}

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
