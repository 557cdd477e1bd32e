//! From the position that the engine gives to a stretch of a file.

use std::sync::Arc;

use rhai::Position;
use toets_model::{FileId, Span};

/// One file of a script.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    pub(crate) path: Arc<str>,
    pub(crate) file: FileId,
    pub(crate) text: Arc<str>,
}

/// The files of a script: the script itself first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Texts(Vec<Text>);

impl Texts {
    pub(crate) fn add(&mut self, text: Text) {
        self.0.push(text);
    }

    /// The script itself.
    pub(crate) fn main(&self) -> Option<&Text> {
        self.0.first()
    }

    pub(crate) fn find(&self, path: &str) -> Option<&Text> {
        self.0.iter().find(|t| &*t.path == path)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Text> {
        self.0.iter()
    }
}

impl Text {
    /// The token at a position; the end of the file where the engine gives none.
    pub(crate) fn span(&self, position: Position) -> Span {
        let start = self.offset(position).unwrap_or(self.text.trim_end().len());
        self.token(start)
    }

    /// `line:column`, as people count.
    pub(crate) fn line_column(&self, position: Position) -> String {
        match position.line() {
            Some(line) => format!("{}:{}:{}", self.path, line, position.position().unwrap_or(1)),
            None => self.path.to_string(),
        }
    }

    /// The byte at which a position starts.
    pub(crate) fn offset(&self, position: Position) -> Option<usize> {
        let line = position.line()?;
        let column = position.position().unwrap_or(1);
        let mut start = 0;
        for _ in 1..line {
            start += self.text[start..].find('\n')? + 1;
        }
        let end = self.text[start..].find('\n').map_or(self.text.len(), |n| start + n);
        let within = self.text[start..end]
            .char_indices()
            .nth(column - 1)
            .map_or(end - start, |(n, _)| n);
        Some(start + within)
    }

    /// The token that starts at a byte.
    pub(crate) fn token(&self, start: usize) -> Span {
        let start = start.min(self.text.len());
        let length = token_length(&self.text[start..]);
        Span {
            file: self.file,
            start: start as u32,
            end: (start + length) as u32,
        }
    }

    /// The text of a span.
    pub(crate) fn slice(&self, span: Span) -> &str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// The word or sign before a byte, on whatever line it stands.
    pub(crate) fn word_before(&self, start: usize) -> &str {
        let before = self.text[..start.min(self.text.len())].trim_end();
        let from = before
            .char_indices()
            .rev()
            .take_while(|(_, c)| is_word(*c))
            .last()
            .map(|(n, _)| n);
        match from {
            Some(from) => &before[from..],
            None => {
                let last = before.char_indices().next_back().map_or(0, |(n, _)| n);
                &before[last..]
            }
        }
    }

    /// The end of the last line with something on it before a token, if the token begins a line.
    pub(crate) fn end_of_line_before(&self, span: Span) -> Option<Span> {
        let start = span.start as usize;
        let before = self.text.get(..start)?;
        if !before.trim_end_matches([' ', '\t', '\r']).ends_with('\n') {
            return None;
        }
        let end = self
            .tokens(0)
            .map(|(span, _)| span)
            .take_while(|s| (s.end as usize) <= start)
            .last()?
            .end;
        Some(Span {
            file: self.file,
            start: end,
            end,
        })
    }

    /// Where the name of a function stands in its definition.
    pub(crate) fn function(&self, name: &str) -> Option<Span> {
        let mut after_fn = false;
        for (span, token) in self.tokens(0) {
            if after_fn && token == name {
                return Some(span);
            }
            after_fn = token == "fn";
        }
        None
    }

    /// The tokens from a byte on, without comments.
    pub(crate) fn tokens(&self, from: usize) -> impl Iterator<Item = (Span, &str)> {
        let mut at = from.min(self.text.len());
        std::iter::from_fn(move || {
            at = skip(&self.text, at);
            let span = self.token(at);
            at = span.end as usize;
            (span.start < span.end).then(|| (span, self.slice(span)))
        })
    }
}

/// The byte after white space and comments.
fn skip(text: &str, mut at: usize) -> usize {
    loop {
        let rest = &text[at..];
        let space = rest.len() - rest.trim_start().len();
        let rest = &rest[space..];
        let comment = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |n| n + 2)
        } else {
            0
        };
        at += space + comment;
        if comment == 0 {
            return at;
        }
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The length in bytes of the token at the start of a text.
fn token_length(text: &str) -> usize {
    let Some(first) = text.chars().next() else {
        return 0;
    };
    let line = text.find('\n').unwrap_or(text.len());
    match first {
        '"' | '\'' | '`' => {
            let mut escaped = false;
            for (n, c) in text[..line].char_indices().skip(1) {
                match c {
                    _ if escaped => escaped = false,
                    '\\' if first != '`' => escaped = true,
                    c if c == first => return n + c.len_utf8(),
                    _ => {}
                }
            }
            line
        }
        c if is_word(c) => text
            .char_indices()
            .find(|(_, c)| !is_word(*c))
            .map_or(text.len(), |(n, _)| n),
        _ => {
            const SIGNS: [&str; 21] = [
                "#{", "**=", "..=", "===", "!==", "<<=", ">>=", "==", "!=", "<=", ">=", "&&", "||", "+=", "-=", "*=",
                "/=", "%=", "::", "=>", "..",
            ];
            SIGNS
                .iter()
                .find(|s| text.starts_with(**s))
                .map_or(first.len_utf8(), |s| s.len())
                .min(line.max(1))
        }
    }
}
