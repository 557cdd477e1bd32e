//! How diagnostics look: to a person ([`human()`]), in a list ([`short()`]), to a program ([`json()`]).

mod human;
mod lines;

pub use human::{counted, human, listed};

use serde_json::{Map, Value, json};
use toets_model::{Language, Sources, Span};

use crate::{Diagnostic, Label, Place, Severity, Words};
use lines::Lines;

/// How to set diagnostics out for a person.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Whether to use colours.
    pub color: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// The language of what is said.
    pub language: Language,
}

/// The word for how bad it is, for a program.
fn word(severity: Severity) -> &'static str {
    word_in(Language::En, severity)
}

/// The word for how bad it is.
fn word_in(language: Language, severity: Severity) -> &'static str {
    match (language, severity) {
        (Language::En, Severity::Error) => "error",
        (Language::En, Severity::Warning) => "warning",
        (Language::En, Severity::Note) => "note",
        (Language::Nl, Severity::Error) => "fout",
        (Language::Nl, Severity::Warning) => "waarschuwing",
        (Language::Nl, Severity::Note) => "opmerking",
    }
}

/// One line each: `path:line:column: error[code]: message`.
pub fn short(diagnostics: &[Diagnostic], sources: &Sources, language: Language) -> String {
    let mut lines = Lines::new(sources);
    let mut out = String::new();
    for diagnostic in diagnostics {
        match diagnostic.place() {
            Some(Place::Span(span)) => {
                let (line, column) = lines.position(span.file, span.start);
                out.push_str(&format!("{}:{line}:{column}: ", sources.file(span.file).path));
            }
            Some(Place::File(file)) => out.push_str(&format!("{}: ", sources.file(file).path)),
            None => {}
        }
        let severity = word_in(language, diagnostic.severity);
        let message = one_line(diagnostic.message.get(language));
        out.push_str(&format!("{severity}[{}]: {message}\n", diagnostic.code));
    }
    out
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `schema`, and `diagnostics`: a list of objects: `severity`, `code`, `message`, the place of the fault (`path`, `line`, `column`, `end`), all
/// `labels` with their places, `help` and `notes`. Lines and columns count from 1, columns in characters; `end` is the
/// place after the last character.
pub fn json(diagnostics: &[Diagnostic], sources: &Sources, language: Language) -> String {
    let mut lines = Lines::new(sources);
    let list: Vec<Value> = diagnostics
        .iter()
        .map(|d| object(d, sources, &mut lines, language))
        .collect();
    let mut out = format!("{:#}", json!({ "schema": 1, "diagnostics": list }));
    out.push('\n');
    out
}

fn object(diagnostic: &Diagnostic, sources: &Sources, lines: &mut Lines<'_>, language: Language) -> Value {
    let mut object = Map::new();
    object.insert("severity".into(), word(diagnostic.severity).into());
    object.insert("code".into(), diagnostic.code.into());
    object.insert("message".into(), diagnostic.message.get(language).into());
    if let Some(place) = diagnostic.place() {
        object.extend(place_of(place, sources, lines));
    }
    let labels = diagnostic.labels.iter().map(|label: &Label| {
        let mut object = place_of(label.place, sources, lines);
        object.insert("text".into(), label.text.get(language).into());
        Value::Object(object)
    });
    let said = |words: &[Words]| words.iter().map(|w| Value::from(w.get(language))).collect::<Value>();
    object.insert("labels".into(), labels.collect());
    object.insert("help".into(), said(&diagnostic.help));
    object.insert("notes".into(), said(&diagnostic.notes));
    Value::Object(object)
}

fn place_of(place: Place, sources: &Sources, lines: &mut Lines<'_>) -> Map<String, Value> {
    let mut object = Map::new();
    match place {
        Place::File(file) => {
            object.insert("path".into(), (*sources.file(file).path).into());
        }
        Place::Span(Span { file, start, end }) => {
            let (line, column) = lines.position(file, start);
            let (end_line, end_column) = lines.position(file, end.max(start));
            object.insert("path".into(), (*sources.file(file).path).into());
            object.insert("line".into(), line.into());
            object.insert("column".into(), column.into());
            object.insert("end".into(), json!({ "line": end_line, "column": end_column }));
        }
    }
    object
}
