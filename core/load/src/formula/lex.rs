//! A statement's text in tokens.

use toets_diagnostic::{Diagnostic, Words, both};
use toets_model::Comparator;

use super::Place;

#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    /// A name, a number, or `and`, `or`, `not`.
    Word,
    /// A level in quotes.
    Level(String),
    Compare(Comparator),
    Open,
    Close,
}

/// All tokens; reports all that is not one.
pub(crate) fn tokens(text: &str, place: &Place<'_>) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut whole = true;
    let mut at = 0;
    let report = |start: usize, end: usize, message: Words, label: (&str, &str), help: Option<Words>| {
        let fault = Diagnostic::error("formula", message).at(place.span(start, end), label);
        place.scope.report(match help {
            Some(help) => fault.help(help),
            None => fault,
        });
    };
    while let Some(c) = text[at..].chars().next() {
        let start = at;
        let rest = &text[at..];
        let sign = COMPARATORS.iter().find(|(sign, _)| rest.starts_with(sign));
        if c.is_whitespace() {
            at += c.len_utf8();
        } else if matches!(c, '(' | ')') {
            at += 1;
            let kind = if c == '(' { Kind::Open } else { Kind::Close };
            tokens.push(Token { kind, start, end: at });
        } else if let Some(&(sign, comparator)) = sign {
            at += sign.len();
            tokens.push(Token {
                kind: Kind::Compare(comparator),
                start,
                end: at,
            });
        } else if let Some((wrong, right)) = SLIPS.iter().find(|(wrong, _)| rest.starts_with(wrong)) {
            at += wrong.len();
            whole = false;
            report(
                start,
                at,
                both!("`{wrong}` is not known here", "`{wrong}` is hier niet bekend"),
                ("not a word of statements", "geen woord van beweringen"),
                Some(both!("write `{right}`", "schrijf `{right}`")),
            );
        } else if matches!(c, '"' | '\'') {
            match rest[1..].find(c) {
                Some(length) => {
                    at += length + 2;
                    tokens.push(Token {
                        kind: Kind::Level(rest[1..=length].to_owned()),
                        start,
                        end: at,
                    });
                }
                None => {
                    report(
                        start,
                        text.len(),
                        both!(
                            "a level that is not closed",
                            "een niveau zonder sluitend aanhalingsteken"
                        ),
                        (
                            &format!("`{c}` is missing at its end"),
                            &format!("aan het einde ontbreekt `{c}`"),
                        ),
                        None,
                    );
                    return None;
                }
            }
        } else if is_word(c) {
            at += rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            let word = &text[start..at];
            if word.chars().all(|c| c == '-') {
                whole = false;
                report(
                    start,
                    at,
                    both!("`{word}` is not known here", "`{word}` is hier niet bekend"),
                    ("not a word of statements", "geen woord van beweringen"),
                    Some(both!(
                        "a level stands in quotes: \"{word}\"",
                        "een niveau staat tussen aanhalingstekens: \"{word}\""
                    )),
                );
                continue;
            }
            if let Some(right) = ["and", "or", "not"]
                .iter()
                .find(|w| word.eq_ignore_ascii_case(w) && word != **w)
            {
                whole = false;
                report(
                    start,
                    at,
                    both!("`{word}` is not known here", "`{word}` is hier niet bekend"),
                    ("not a word of statements", "geen woord van beweringen"),
                    Some(both!("write `{right}`", "schrijf `{right}`")),
                );
                continue;
            }
            tokens.push(Token {
                kind: Kind::Word,
                start,
                end: at,
            });
        } else {
            let same = |next: char| !(next.is_whitespace() || is_word(next) || matches!(next, '(' | ')' | '"' | '\''));
            at += rest.find(|n| !same(n)).unwrap_or(rest.len()).max(c.len_utf8());
            whole = false;
            let signs = &text[start..at];
            let help = matches!(c, '+' | '±').then(|| {
                both!(
                    "a level stands in quotes: \"{signs}\"",
                    "een niveau staat tussen aanhalingstekens: \"{signs}\""
                )
            });
            report(
                start,
                at,
                both!(
                    "{} is not known here",
                    "{} is hier niet bekend",
                    crate::ids::tick(signs)
                ),
                ("not a word of statements", "geen woord van beweringen"),
                help,
            );
        }
    }
    whole.then_some(tokens)
}

/// The comparisons, the longer signs first.
const COMPARATORS: [(&str, Comparator); 6] = [
    (">=", Comparator::AtLeast),
    ("<=", Comparator::AtMost),
    ("==", Comparator::Equal),
    ("!=", Comparator::NotEqual),
    (">", Comparator::Greater),
    ("<", Comparator::Less),
];

/// What people write who know other languages.
const SLIPS: [(&str, &str); 11] = [
    ("=>", ">="),
    ("=<", "<="),
    ("=", "=="),
    ("&&", "and"),
    ("&", "and"),
    ("||", "or"),
    ("|", "or"),
    ("!", "not"),
    ("≥", ">="),
    ("≤", "<="),
    ("≠", "!="),
];

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | ':' | '/' | '-')
}
