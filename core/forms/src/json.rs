//! JSON, for programs.

use std::fmt::Write;

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
    if on_one_line(text, value, LINE) {
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
                quoted(text, key);
                text.push_str(": ");
                put(text, item, indent + 2);
            }
            close(text, '}');
        }
        // INVARIANT: what is neither stands on one line.
        _ => {}
    }
}

/// Writes the value on one line, if it takes at most `room` bytes (what is no list and no table always does); else nothing.
fn on_one_line(text: &mut String, value: &Json, room: usize) -> bool {
    let start = text.len();
    let fits = match value {
        Json::Array(items) => {
            text.push('[');
            let fits = all_on_one_line(text, items.iter().map(|item| (None, item)), room);
            text.push(']');
            fits
        }
        Json::Object(entries) if entries.is_empty() => {
            text.push_str("{}");
            true
        }
        Json::Object(entries) => {
            text.push_str("{ ");
            let fits = all_on_one_line(text, entries.iter().map(|(key, item)| (Some(key), item)), room);
            text.push_str(" }");
            fits
        }
        Json::String(string) => {
            quoted(text, string);
            return true;
        }
        Json::Null | Json::Bool(_) | Json::Number(_) => {
            let _ = write!(text, "{value}");
            return true;
        }
    };
    let fits = fits && text.len() - start <= room;
    if !fits {
        text.truncate(start);
    }
    fits
}

fn all_on_one_line<'a>(
    text: &mut String,
    parts: impl Iterator<Item = (Option<&'a String>, &'a Json)>,
    room: usize,
) -> bool {
    // Of what is within others only that has to fit which is left by those before it.
    let mut left = room;
    for (n, (key, item)) in parts.enumerate() {
        text.push_str(if n == 0 { "" } else { ", " });
        let start = text.len();
        if let Some(key) = key {
            quoted(text, key);
            text.push_str(": ");
        }
        if !on_one_line(text, item, left) {
            return false;
        }
        match left.checked_sub(text.len() - start) {
            Some(less) => left = less,
            None => return false,
        }
    }
    true
}

/// Writes a string with its quotes.
fn quoted(text: &mut String, string: &str) {
    if string.bytes().any(|byte| byte < b' ' || matches!(byte, b'"' | b'\\')) {
        text.push_str(&Json::from(string).to_string());
        return;
    }
    text.push('"');
    text.push_str(string);
    text.push('"');
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_line_is_full_at_its_last_byte() {
        // Brackets and quotes take four bytes.
        for (letters, lines) in [(96, 1), (97, 3)] {
            let text = json_of(&json!(["x".repeat(letters)]));
            assert_eq!(text.lines().count(), lines, "{text}");
        }
        // What stands before a table on its line does not count.
        for (letters, lines) in [(87, 4), (88, 6)] {
            let text = json_of(&json!({ "a": { "b": ["x".repeat(letters)] }, "c": [] }));
            assert_eq!(text.lines().count(), lines, "{text}");
        }
    }

    #[test]
    fn a_single_value_is_never_broken() {
        let long = "\"\n\\é".repeat(100);
        let text = json_of(&json!({ "a\"": long, "b": [[[]]], "c": {}, "d": [null, true, -1.5] }));
        let read: Json = serde_json::from_str(&text).unwrap_or_default();
        assert_eq!(read["a\""], json!(long));
        assert_eq!(text.lines().count(), 6, "{text}");
        assert_eq!(text.lines().nth(2), Some("  \"b\": [[[]]],"));
        assert_eq!(text.lines().nth(4), Some("  \"d\": [null, true, -1.5]"));
    }
}
