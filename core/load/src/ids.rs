//! What may be an id.

use std::borrow::Cow;
use toets_diagnostic::{Words, both};

/// Words that Rhai keeps for itself, and its functions that can't be used as names.
const RHAI: &[&str] = &[
    "true",
    "false",
    "let",
    "const",
    "if",
    "else",
    "switch",
    "do",
    "while",
    "until",
    "loop",
    "for",
    "in",
    "continue",
    "break",
    "return",
    "throw",
    "try",
    "catch",
    "fn",
    "private",
    "import",
    "export",
    "as",
    "global",
    "this",
    "is",
    "var",
    "static",
    "shared",
    "super",
    "self",
    "match",
    "case",
    "default",
    "void",
    "null",
    "nil",
    "public",
    "protected",
    "new",
    "use",
    "with",
    "module",
    "package",
    "thread",
    "spawn",
    "go",
    "sync",
    "async",
    "await",
    "yield",
    "print",
    "debug",
    "type_of",
    "call",
    "curry",
    "eval",
    "Fn",
    "is_shared",
    "is_def_var",
    "is_def_fn",
    "goto",
];

/// What a script reads off its cell.
const CELL: &[&str] = &[
    "node",
    "findings",
    "evidence",
    "strongest",
    "provision",
    "as_of",
    "params",
];

/// Words of conditions and statements.
const STATEMENTS: &[&str] = &["and", "or", "not", "any"];

/// The kinds of id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum IdKind {
    /// Variables, values, nodes and groups: `[A-Za-z_][A-Za-z0-9_]*`.
    Identifier,
    /// Levels: an identifier, or signs and digits.
    Level,
    /// All others: letters, digits, `_`, `-`, `.` and `:`.
    Loose,
}

/// What is wrong with an id: a code, what to say of it, and what to do.
pub(crate) struct BadId {
    pub(crate) code: &'static str,
    pub(crate) why: Words,
    pub(crate) help: Words,
}

/// Whether a text may be an id of this kind.
pub(crate) fn check(id: &str, kind: IdKind) -> Result<(), BadId> {
    let fits = match kind {
        IdKind::Identifier => is_identifier(id),
        IdKind::Level => is_identifier(id) || is_sign(id),
        IdKind::Loose => is_loose(id),
    };
    if !fits {
        let help = match kind {
            IdKind::Identifier => (
                "letters a-z, digits and `_`, not a digit first: `all_in_class`",
                "letters a-z, cijfers en `_`, niet met een cijfer vooraan: `all_in_class`",
            ),
            IdKind::Level => (
                "a word of letters a-z, digits and `_`, or signs: `needs_exception`, `--`",
                "een woord van letters a-z, cijfers en `_`, of tekens: `needs_exception`, `--`",
            ),
            IdKind::Loose => (
                "letters a-z, digits, `_`, `-`, `.` and `:`, a letter or digit first",
                "letters a-z, cijfers, `_`, `-`, `.` en `:`, met een letter of cijfer vooraan",
            ),
        };
        let why = if id.is_empty() {
            ("an id can't be empty", "een id kan niet leeg zijn").into()
        } else {
            both!("{} can't be an id here", "{} kan hier geen id zijn", tick(id))
        };
        return Err(BadId {
            code: "bad-id",
            why,
            help: help.into(),
        });
    }
    if kind == IdKind::Loose {
        return Ok(());
    }
    let owner = if RHAI.contains(&id) {
        (
            "scripts keep this word for themselves",
            "dit woord heeft in scripts een eigen betekenis",
        )
    } else if CELL.contains(&id) {
        (
            "this is what a script calls a part of its cell",
            "zo noemt een script een deel van zijn cel",
        )
    } else if STATEMENTS.contains(&id) {
        (
            "conditions and statements keep this word for themselves",
            "dit woord heeft in voorwaarden en beweringen een eigen betekenis",
        )
    } else {
        return Ok(());
    };
    Err(BadId {
        code: "reserved-id",
        why: both!(
            "{} is kept: it can't be an id",
            "{} is een vast woord: het kan geen id zijn",
            tick(id)
        ),
        help: both!(
            "{}; call it `{id}_` or find another word",
            "{}; noem het `{id}_`, of kies een ander woord",
            owner
        ),
    })
}

fn is_identifier(id: &str) -> bool {
    let mut chars = id.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
        && id.chars().any(|c| c != '_')
}

fn is_sign(id: &str) -> bool {
    let sign = |c: char| {
        c.is_ascii_digit()
            || !(c.is_alphanumeric()
                || c.is_whitespace()
                || c.is_control()
                || is_invisible(c)
                || matches!(c, '"' | '\'' | '`' | '\\'))
    };
    !id.is_empty() && id.chars().all(sign)
}

fn is_loose(id: &str) -> bool {
    let mut chars = id.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphanumeric() || c == '_')
        && chars.all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':'))
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}')
}

/// A name as messages show it: in backticks, on one line, not too long.
pub(crate) fn tick(name: &str) -> String {
    let mut shown: Cow<'_, str> = name.into();
    if let Some((end, _)) = name.char_indices().nth(60) {
        shown = format!("{}…", &name[..end]).into();
    }
    if shown.chars().any(|c| c.is_control() || is_invisible(c)) {
        let clean = |c: char| {
            if c.is_control() || is_invisible(c) {
                c.escape_unicode().to_string()
            } else {
                c.to_string()
            }
        };
        shown = shown.chars().map(clean).collect::<String>().into();
    }
    format!("`{shown}`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_its_alphabet() {
        for good in ["a", "_x", "all_in_class", "A1"] {
            assert!(check(good, IdKind::Identifier).is_ok(), "{good}");
        }
        for bad in ["", "1a", "a-b", "a.b", "é", "a b", "--"] {
            assert!(check(bad, IdKind::Identifier).is_err(), "{bad}");
        }
        for good in ["--", "-", "0", "+", "++", "±", "-1", "needs_exception"] {
            assert!(check(good, IdKind::Level).is_ok(), "{good}");
        }
        for bad in ["", "a-", "+ +", "\"", "\u{200b}", "é"] {
            assert!(check(bad, IdKind::Level).is_err(), "{bad}");
        }
        for good in ["C1", "wpo:9.13", "r:nidos-2", "2021-a", "default"] {
            assert!(check(good, IdKind::Loose).is_ok(), "{good}");
        }
        for bad in ["", "-a", "a/b", "a b", "../x"] {
            assert!(check(bad, IdKind::Loose).is_err(), "{bad}");
        }
    }

    #[test]
    fn words_of_scripts_are_kept() {
        for word in ["default", "private", "call", "is", "shared", "node", "params", "not"] {
            assert!(
                check(word, IdKind::Identifier).is_err_and(|e| e.code == "reserved-id"),
                "{word}"
            );
            assert!(
                check(word, IdKind::Level).is_err_and(|e| e.code == "reserved-id"),
                "{word}"
            );
        }
    }

    #[test]
    fn names_in_messages_stay_on_one_line() {
        assert_eq!(tick("a\nb"), "`a\\u{a}b`");
        assert_eq!(tick(&"x".repeat(100)).chars().count(), 63);
    }
}
