//! Quotation marks of word processors, where TOML has its own.
//!
//! A text that was pasted from a letter stands in `“…”` or `‘…’`. To TOML such a text does not even begin, and what it says
//! of the rest of the line leads nowhere. So these marks are found first, and taken for what they were meant as.

use std::ops::Range;

use crate::nesting::{after_comment, after_string};

/// A quotation mark in the place of another, and the text that is parsed in its place.
pub(crate) struct Straightened {
    /// As long as the text itself, so that all places stay right.
    pub(crate) text: String,
    /// Where each text in such marks starts: its first mark.
    pub(crate) marks: Vec<Range<usize>>,
}

fn is_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’' | '‚' | '‛')
}

/// The text with straight quotation marks, if it has others where a text may begin.
pub(crate) fn straightened(text: &str) -> Option<Straightened> {
    if !text.contains(is_mark) {
        return None;
    }
    let bytes = text.as_bytes();
    let (mut at, mut marks) = (0, Vec::new());
    let mut changed = bytes.to_vec();
    // Whether a text may begin here: after `=`, `,`, an opening bracket, or at the start of a line.
    let mut begins = true;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'#' => at = after_comment(bytes, at),
            b'"' | b'\'' => {
                at = after_string(bytes, at);
                begins = false;
            }
            b'=' | b',' | b'[' | b'{' | b'\n' => {
                begins = true;
                at += 1;
            }
            b' ' | b'\t' | b'\r' => at += 1,
            _ => {
                // INVARIANT: `at` stands at the start of a character.
                let Some(c) = text[at..].chars().next() else { break };
                let after = at + c.len_utf8();
                match is_mark(c).then(|| closing(text, after)).flatten().filter(|_| begins) {
                    Some(close) => {
                        straight(&mut changed, at..after, true);
                        straight(&mut changed, close.clone(), false);
                        marks.push(at..after);
                        at = close.end;
                    }
                    None => at = after,
                }
                begins = false;
            }
        }
    }
    // INVARIANT: whole characters are replaced by ASCII.
    let text = String::from_utf8_lossy(&changed).into_owned();
    (!marks.is_empty()).then_some(Straightened { text, marks })
}

/// The mark that closes a text, on the same line; what is straight may close it too.
fn closing(text: &str, from: usize) -> Option<Range<usize>> {
    let line = text[from..].split('\n').next()?;
    let (n, c) = line.char_indices().find(|&(_, c)| is_mark(c) || c == '"')?;
    Some(from + n..from + n + c.len_utf8())
}

/// Puts a straight mark in the place of another, with spaces outside of the text.
fn straight(bytes: &mut [u8], mark: Range<usize>, opens: bool) {
    let place = if opens { mark.end - 1 } else { mark.start };
    bytes[mark].fill(b' ');
    bytes[place] = b'"';
}

/// Whether a stretch of a line has such a mark.
pub(crate) fn has_mark(text: &str) -> bool {
    text.contains(is_mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn straight(text: &str) -> Option<String> {
        let found = straightened(text)?;
        assert_eq!(found.text.len(), text.len());
        Some(found.text)
    }

    #[test]
    fn marks_are_taken_for_what_they_were_meant_as() {
        assert_eq!(straight("a = “b, c”").as_deref(), Some("a =   \"b, c\"  "));
        assert_eq!(
            straight("a = { nl = „b”, en = ‘c’ }").as_deref(),
            Some("a = { nl =   \"b\"  , en =   \"c\"   }")
        );
        assert_eq!(straight("a = [«b», “c\"]").as_deref(), Some("a = [ \"b\" ,   \"c\"]"));
    }

    #[test]
    fn marks_within_texts_and_remarks_stay() {
        for text in [
            "a = \"he said “b”\"",
            "# “b”\na = 1",
            "a = '''\n= “b”\n'''",
            "a = \"\"\"\nb = “c”\n\"\"\"",
            "a = b’s",
            "a = “b",
        ] {
            assert_eq!(straight(text), None, "{text}");
        }
    }
}
