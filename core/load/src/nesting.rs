//! A look at a file before it is parsed: nothing in it may be nested so deeply that reading it could fail.

use std::ops::Range;

/// How many brackets and braces may be open at once.
pub(crate) const MAX_BRACKETS: usize = 32;

/// How many names a dotted key may have.
pub(crate) const MAX_DOTS: usize = 16;

/// The first byte that goes too deep.
pub(crate) fn too_deep(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut at, mut brackets, mut dots) = (0, 0usize, 0);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'#' => {
                at = after_comment(bytes, at);
                continue;
            }
            b'"' | b'\'' => {
                at = after_string(bytes, at);
                continue;
            }
            b'[' | b'{' => {
                brackets += 1;
                dots = 0;
            }
            b']' | b'}' => {
                brackets = brackets.saturating_sub(1);
                dots = 0;
            }
            b'\n' | b'=' | b',' => dots = 0,
            b'.' => dots += 1,
            _ => {}
        }
        if brackets > MAX_BRACKETS || dots >= MAX_DOTS {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// The brackets and braces that are open at the end of a stretch of text, outermost first.
pub(crate) fn open_brackets(text: &str, stretch: Range<usize>) -> Vec<usize> {
    let bytes = &text.as_bytes()[..stretch.end];
    let (mut at, mut open) = (stretch.start, Vec::new());
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'#' => {
                at = after_comment(bytes, at);
                continue;
            }
            b'"' | b'\'' => {
                at = after_string(bytes, at);
                continue;
            }
            b'[' | b'{' => open.push(at),
            b']' | b'}' => drop(open.pop()),
            _ => {}
        }
        at += 1;
    }
    open
}

pub(crate) fn after_comment(bytes: &[u8], at: usize) -> usize {
    bytes[at..]
        .iter()
        .position(|&b| b == b'\n')
        .map_or(bytes.len(), |n| at + n)
}

/// The byte after a string that starts at `at`; an unclosed one ends with its line, or with the file.
pub(crate) fn after_string(bytes: &[u8], at: usize) -> usize {
    let quote = bytes[at];
    let triple = bytes[at..].starts_with(&[quote; 3]);
    let mut here = at + if triple { 3 } else { 1 };
    while let Some(&byte) = bytes.get(here) {
        match byte {
            b'\\' if quote == b'"' => here += 1,
            b'\n' if !triple => return here,
            b if b == quote && !triple => return here + 1,
            b if b == quote && bytes[here..].starts_with(&[quote; 3]) => return here + 3,
            _ => {}
        }
        here += 1;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_and_comments_do_not_count() {
        let deep = "[".repeat(100);
        assert_eq!(too_deep(&format!("a = \"{deep}\" # {deep}\nb = '''\n{deep}'''")), None);
        assert_eq!(too_deep(&format!("a = \"\\\"{deep}\"")), None);
        assert_eq!(too_deep("a = \"\"\nb = ''\n"), None);
    }

    #[test]
    fn brackets_braces_and_dots_count() {
        assert_eq!(too_deep(&format!("a = {}", "[".repeat(32))), None);
        assert_eq!(too_deep(&format!("a = {}", "[".repeat(33))), Some(36));
        assert!(too_deep(&"a = { ".repeat(40)).is_some());
        assert!(too_deep(&format!("[{}]", vec!["a"; 17].join("."))).is_some());
        assert!(too_deep(&format!("[{}]", vec!["a"; 16].join("."))).is_none());
    }
}
