//! JSON, for programs.

use serde_json::Value as Json;
use toets_answer::Answer;

use crate::Look;

/// The data of an answer.
pub(crate) fn write(answer: &Answer<'_>, _: Look) -> String {
    json_of(&answer.json())
}

/// JSON as text, with a newline at the end.
pub fn json_of(all: &Json) -> String {
    let mut text = String::new();
    put(&mut text, all, 0);
    text.push('\n');
    text
}

/// The longest list or table that stands whole on one line, in bytes, its indentation left out.
const LINE: usize = 100;

/// Writes JSON for people too: what is short stands on one line.
fn put(text: &mut String, value: &Json, indent: usize) {
    let next = |text: &mut String, n: usize| {
        text.push_str(if n == 0 { "\n" } else { ",\n" });
        text.push_str(&" ".repeat(indent + 2));
    };
    let close = |text: &mut String, bracket: char| {
        text.push('\n');
        text.push_str(&" ".repeat(indent));
        text.push(bracket);
    };
    if let Some(line) = on_one_line(value, LINE) {
        text.push_str(&line);
        return;
    }
    match value {
        Json::Array(items) => {
            text.push('[');
            for (n, item) in items.iter().enumerate() {
                next(text, n);
                put(text, item, indent + 2);
            }
            close(text, ']');
        }
        Json::Object(entries) => {
            text.push('{');
            for (n, (key, item)) in entries.iter().enumerate() {
                next(text, n);
                text.push_str(&Json::from(key.as_str()).to_string());
                text.push_str(": ");
                put(text, item, indent + 2);
            }
            close(text, '}');
        }
        plain => text.push_str(&plain.to_string()),
    }
}

/// The value on one line, if it takes at most `room` bytes.
fn on_one_line(value: &Json, room: usize) -> Option<String> {
    let parts: Vec<String> = match value {
        Json::Array(items) => {
            let mut parts = Vec::with_capacity(items.len());
            let mut left = room;
            for item in items {
                let part = on_one_line(item, left)?;
                left = left.checked_sub(part.len())?;
                parts.push(part);
            }
            parts
        }
        Json::Object(entries) => {
            let mut parts = Vec::with_capacity(entries.len());
            let mut left = room;
            for (key, item) in entries {
                let part = format!("{}: {}", Json::from(key.as_str()), on_one_line(item, left)?);
                left = left.checked_sub(part.len())?;
                parts.push(part);
            }
            parts
        }
        plain => return Some(plain.to_string()),
    };
    let line = match value {
        Json::Array(_) => format!("[{}]", parts.join(", ")),
        _ if parts.is_empty() => "{}".to_owned(),
        _ => format!("{{ {} }}", parts.join(", ")),
    };
    (line.len() <= room).then_some(line)
}
