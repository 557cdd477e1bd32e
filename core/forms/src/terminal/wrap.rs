//! Breaking lines at spaces, by the width that a terminal gives each character.

use anstyle::Style as Ansi;
use unicode_width::UnicodeWidthStr;

/// A stretch of text in one style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) style: Ansi,
}

impl Piece {
    pub(super) fn new(text: &str, style: Ansi) -> Self {
        Self {
            text: tame(text),
            style,
        }
    }
}

/// Leaves out what would steer a terminal: a study's texts are data.
fn tame(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\t' | '\r' => ' ',
            // Overrides of the direction of writing, which show text in another order than it has.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
            c if c.is_control() => '\u{fffd}',
            c => c,
        })
        .collect()
}

/// How many columns a text takes.
pub(super) fn width(text: &str) -> usize {
    UnicodeWidthStr::width(tame(text).as_str())
}

/// Breaks pieces into lines of at most `width` columns; the first is indented by `first`, others by `next`. A word
/// that is wider than a line stays whole.
pub(super) fn wrap(pieces: &[Piece], width: usize, first: usize, next: usize) -> Vec<Vec<Piece>> {
    let mut lines = Vec::new();
    let mut line = vec![indent(first)];
    let mut column = first;
    let mut empty = true;
    // A word may be of several pieces: "`0`," is one.
    for word in words(pieces) {
        let wide: usize = word.iter().map(|p| p.text.width()).sum();
        if !empty && column + 1 + wide > width {
            lines.push(std::mem::replace(&mut line, vec![indent(next)]));
            column = next;
            empty = true;
        }
        if !empty {
            line.push(indent(1));
            column += 1;
        }
        column += wide;
        empty = false;
        line.extend(word);
    }
    lines.push(line);
    lines
}

fn indent(columns: usize) -> Piece {
    Piece {
        text: " ".repeat(columns),
        style: Ansi::new(),
    }
}

fn words(pieces: &[Piece]) -> Vec<Vec<Piece>> {
    let mut all = Vec::new();
    let mut word: Vec<Piece> = Vec::new();
    for piece in pieces {
        for (n, part) in piece.text.split(' ').enumerate() {
            if n > 0 && !word.is_empty() {
                all.push(std::mem::take(&mut word));
            }
            if !part.is_empty() {
                word.push(Piece {
                    text: part.to_owned(),
                    style: piece.style,
                });
            }
        }
    }
    if !word.is_empty() {
        all.push(word);
    }
    all
}

/// The start of a text, with `…` if it is cut, in at most `columns` columns.
pub(super) fn cut(text: &str, columns: usize) -> String {
    let text = tame(text);
    if text.width() <= columns {
        return text;
    }
    let mut kept = String::new();
    for c in text.chars() {
        let mut longer = kept.clone();
        longer.push(c);
        if longer.width() + 1 > columns {
            break;
        }
        kept = longer;
    }
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, width: usize) -> Vec<String> {
        let lines = wrap(&[Piece::new(text, Ansi::new())], width, 0, 2);
        let join = |line: Vec<Piece>| line.into_iter().map(|p| p.text).collect::<String>();
        lines.into_iter().map(join).collect()
    }

    #[test]
    fn breaks_at_spaces_and_hangs() {
        assert_eq!(wrapped("een twee drie", 9), ["een twee", "  drie"]);
        assert_eq!(wrapped("onderwijsachterstand", 9), ["onderwijsachterstand"]);
    }

    #[test]
    fn counts_columns_not_characters() {
        assert_eq!(width("日本"), 4);
        assert_eq!(wrapped("日本 日本", 8), ["日本", "  日本"]);
        assert_eq!(cut("日本語", 5), "日本…");
        assert_eq!(cut("abc", 3), "abc");
    }

    #[test]
    fn keeps_pieces_of_one_word_together() {
        let pieces = ["x `0`", ", y"].map(|t| Piece::new(t, Ansi::new()));
        let lines = wrap(&pieces, 5, 0, 0);
        let join = |line: &Vec<Piece>| line.iter().map(|p| &*p.text).collect::<String>();
        assert_eq!(lines.iter().map(join).collect::<Vec<_>>(), ["x", "`0`,", "y"]);
    }

    #[test]
    fn a_text_cannot_steer_the_terminal() {
        assert_eq!(
            Piece::new("a\u{1b}[31m\nb\u{202e}c", Ansi::new()).text,
            "a\u{fffd}[31m b\u{fffd}c"
        );
    }
}
