//! Text that fits: cut and broken at words, by the width that a terminal gives each character.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Leaves out what would steer a terminal: a study's texts are data.
pub(super) fn tame(text: &str) -> String {
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
    UnicodeWidthStr::width(text)
}

/// A text of at most so many columns: cut after a word, with a sign that it goes on.
pub(super) fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let room = columns.saturating_sub(1);
    let kept = fitting(text, room);
    let whole = kept.rfind(' ').filter(|_| !text[kept.len()..].starts_with(' '));
    // A word that is longer than all the room is cut itself.
    let kept = whole.map_or(kept, |end| &kept[..end]);
    format!("{}…", kept.trim_end_matches([' ', ',', ';', ':', '.', '(', '“']))
}

/// The start of a text that fits.
fn fitting(text: &str, columns: usize) -> &str {
    let mut taken = 0;
    for (at, c) in text.char_indices() {
        taken += c.width().unwrap_or(0);
        if taken > columns {
            return &text[..at];
        }
    }
    text
}

/// Breaks a text into lines at its spaces; a word that is wider than a line is broken.
pub(super) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        if !line.is_empty() && width(&line) + 1 + width(word) > columns {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        let mut rest = word;
        while line.is_empty() && width(rest) > columns {
            let start = fitting(rest, columns);
            // A character may be wider than the room that there is.
            let start = if start.is_empty() { rest } else { start };
            lines.push(start.to_owned());
            rest = &rest[start.len()..];
        }
        line.push_str(rest);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// The same in at most so many lines: the last one is cut.
pub(super) fn wrap_to(text: &str, columns: usize, most: usize) -> Vec<String> {
    let mut lines = wrap(text, columns);
    if lines.len() > most {
        let rest = lines.split_off(most.saturating_sub(1)).join(" ");
        lines.push(cut(&rest, columns));
    }
    lines
}

/// A text and as many spaces as make it so wide.
pub(super) fn padded(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// Shares columns of a terminal: each gets what it wants, and where that is too much the widest give way first.
pub(super) fn share(wanted: &[usize], room: usize) -> Vec<usize> {
    let mut widest = wanted.iter().copied().max().unwrap_or(0);
    let taken = |most: usize| wanted.iter().map(|&wanted| wanted.min(most)).sum::<usize>();
    while widest > 1 && taken(widest) > room {
        widest -= 1;
    }
    let mut given: Vec<usize> = wanted.iter().map(|&wanted| wanted.min(widest)).collect();
    // What is left over goes to those that want more, the first ones first.
    let mut left = room.saturating_sub(given.iter().sum());
    for (given, &wanted) in given.iter_mut().zip(wanted) {
        if *given < wanted && left > 0 {
            *given += 1;
            left -= 1;
        }
    }
    given
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_after_a_word() {
        assert_eq!(cut("een twee drie", 13), "een twee drie");
        assert_eq!(cut("een twee drie", 12), "een twee…");
        assert_eq!(cut("een, twee drie", 5), "een…");
        assert_eq!(cut("eenentwintig", 5), "eene…");
        assert_eq!(cut("日本語の文", 6), "日本…");
        assert_eq!(cut("x", 0), "…");
    }

    #[test]
    fn lines_are_never_wider() {
        let text = "een scenario met een buitengewoonlangwoord erin";
        for columns in 1..60 {
            let lines = wrap(text, columns);
            assert!(lines.iter().all(|line| width(line) <= columns), "{columns}: {lines:?}");
            assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
        }
        assert_eq!(wrap_to(text, 20, 2), ["een scenario met een", "buitengewoonlangwoo…"]);
    }

    #[test]
    fn the_widest_columns_give_way() {
        assert_eq!(share(&[30, 10, 20], 60), [30, 10, 20]);
        assert_eq!(share(&[30, 10, 20], 45), [18, 10, 17]);
        assert_eq!(share(&[5, 5], 3), [2, 1]);
        assert_eq!(share(&[], 3), [0; 0]);
    }
}
