//! How wide a text is, without a font at hand: on the safe side for common sans-serif fonts.

use super::style::SIZE;

/// How much wider bold text is.
pub(super) const BOLD: f64 = 1.09;

/// The width of a text in pixels.
pub fn width(text: &str) -> f64 {
    text.chars().map(|c| SIZE * share(c)).sum()
}

/// The width of a character as a share of the size of the font.
fn share(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '\'' | '|' | '!' | '.' | ',' | ':' | ';' => 0.30,
        'f' | 't' | 'r' | 'I' | '(' | ')' | '[' | ']' | '/' | '-' | ' ' => 0.37,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '—' | '…' => 0.93,
        c if c.is_uppercase() => 0.70,
        c if c.is_ascii() || c.is_alphabetic() && (c as u32) < 0x0500 => 0.58,
        _ => 1.05,
    }
}

/// Breaks a text at spaces into at most `lines` lines of at most `room` pixels; what does not fit ends in `…`.
pub fn wrapped(text: &str, room: f64, lines: usize) -> Vec<String> {
    let mut broken: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match broken.last_mut() {
            Some(line) if width(line) + width(" ") + width(word) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => broken.push(word.to_owned()),
        }
    }
    let cut = broken.len() > lines;
    broken.truncate(lines);
    let last = broken.len().saturating_sub(1);
    for (n, line) in broken.iter_mut().enumerate() {
        let more = cut && n == last;
        if width(line) + if more { width("…") } else { 0.0 } > room || more {
            while !line.is_empty() && width(line) + width("…") > room {
                line.pop();
            }
            *line = format!("{}…", line.trim_end());
        }
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_at_spaces_and_says_what_is_cut() {
        assert_eq!(wrapped("een twee drie vier", 60.0, 2), ["een twee", "drie vier"]);
        let cut = wrapped("een twee drie vier vijf zes", 60.0, 2);
        assert_eq!(cut.len(), 2);
        assert!(cut[1].ends_with('…'), "{cut:?}");
        assert!(wrapped("onderwijsachterstandenbeleid", 60.0, 2)[0].ends_with('…'));
        assert!(wrapped("", 60.0, 2).is_empty());
    }
}
