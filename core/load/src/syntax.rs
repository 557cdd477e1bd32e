//! One file: text to tree, with all faults of writing.
//!
//! The TOML library goes on after a fault, but two kinds make it lose the rest of a file: a key without a value and
//! a list or table that is not closed. Those are reported, blanked out (so that all places stay right) and the text is
//! parsed again, so that faults further on are found as well.

use std::ops::Range;

use toets_diagnostic::{Diagnostic, Words, both};
use toets_model::{FileId, Span};
use toml::de::DeTable;

use crate::ids::tick;
use crate::nesting;
use crate::quotes;
use crate::sections;
use crate::tree::{Item, Maker, Table, Value};

/// What a file says.
pub(crate) struct Parsed {
    pub(crate) root: Table,
    pub(crate) faults: Vec<Diagnostic>,
    /// Where the faults are, ascending.
    pub(crate) damage: Vec<u32>,
}

/// How many faults of one file are shown.
const SHOWN: usize = 500;

/// How much text one file may cost in parsing again.
const MAX_AGAIN: usize = 64 << 20;

/// What stands for the library's message where a text is in other quotation marks.
const OTHER_QUOTES: &str = "other quotes";

/// One fault, as the TOML library says it.
#[derive(Clone)]
struct Fault {
    span: Range<usize>,
    message: String,
}

/// Reads a text.
pub(crate) fn parse(file: FileId, text: &str) -> Parsed {
    let straightened = quotes::straightened(text);
    let mut broken: Vec<Fault> = straightened
        .iter()
        .flat_map(|found| &found.marks)
        .map(|mark| Fault {
            span: mark.clone(),
            message: OTHER_QUOTES.to_owned(),
        })
        .collect();
    let mut copy: Option<String> = straightened.map(|found| found.text);
    let mut cost = 0;
    loop {
        let now = copy.as_deref().unwrap_or(text);
        let (table, errors) = DeTable::parse_recoverable(now);
        let root = Maker::new(now).table(table.into_inner());
        let mut faults: Vec<Fault> = errors
            .into_iter()
            .map(|e| Fault {
                span: e.span().unwrap_or(0..0),
                message: e.message().to_owned(),
            })
            .collect();
        faults.sort_by_key(|f| f.span.start);
        cost += text.len();
        let breaking = if cost < MAX_AGAIN {
            breaking(now, &root, &faults)
        } else {
            Vec::new()
        };
        if breaking.is_empty() {
            drop_repeated(now, &mut faults);
            faults.append(&mut broken);
            return report(file, text, root, faults);
        }
        let mut blanked = now.as_bytes().to_vec();
        for (blank, fault) in breaking {
            for byte in &mut blanked[blank] {
                if !matches!(byte, b'\n' | b'\r') {
                    *byte = b' ';
                }
            }
            broken.push(fault);
        }
        // INVARIANT: whole lines are blanked, so no character is cut.
        copy = Some(String::from_utf8_lossy(&blanked).into_owned());
    }
}

/// Every sign that turns the direction of the text after it, as it is or written `\u202E`: with it a study says something else
/// than a reader sees, here and in every report.
pub(crate) fn turned(file: FileId, text: &str) -> Vec<Diagnostic> {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let plain = text
        .char_indices()
        .filter(|&(_, c)| turns(c))
        .map(|(at, c)| (at..at + c.len_utf8(), c));
    let escaped = text.match_indices('\\').filter_map(|(at, _)| {
        let rest = text.get(at + 1..)?;
        let digits = match rest.chars().next()? {
            'u' => rest.get(1..5)?,
            'U' => rest.get(1..9)?,
            _ => return None,
        };
        let c = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
        turns(c).then_some((at..at + 2 + digits.len(), c))
    });
    let mut found: Vec<(Range<usize>, char)> = plain.chain(escaped).collect();
    found.sort_by_key(|(range, _)| range.start);
    found
        .into_iter()
        .take(SHOWN)
        .map(|(range, c)| {
            let span = Span {
                file,
                start: range.start as u32,
                end: range.end as u32,
            };
            let name = format!("U+{:04X}", u32::from(c));
            Diagnostic::error(
                "hidden-sign",
                both!(
                    "a sign that is not seen turns the text after it around ({name})",
                    "een onzichtbaar teken draait de tekst erna om ({name})"
                ),
            )
            .at(span, ())
            .help((
                "delete it: with it a text says something else than a reader sees",
                "haal het weg: met dit teken zegt een tekst iets anders dan een lezer ziet",
            ))
        })
        .collect()
}

/// Drops what follows from a heading that is given twice: that its keys are, too.
fn drop_repeated(text: &str, faults: &mut Vec<Fault>) {
    // Up to where the table goes on that is given again.
    let mut until = 0;
    faults.retain(|fault| {
        if !fault.message.starts_with("duplicate key") || fault.span.start < until {
            return !fault.message.starts_with("duplicate key");
        }
        if heading(text, fault.span.start).is_some() {
            until = text[fault.span.start..]
                .find("\n[")
                .map_or(text.len(), |n| fault.span.start + n);
        }
        true
    });
}

/// The faults that make the parser lose what follows, each with the lines to blank out.
fn breaking(text: &str, root: &Table, faults: &[Fault]) -> Vec<(Range<usize>, Fault)> {
    let unclosed = first_of_lines(text, faults).find_map(|f| unclosed(text, root, f, faults));
    let limit = unclosed.as_ref().map_or(usize::MAX, |(blank, _)| blank.start);
    let mut found: Vec<_> = faults
        .iter()
        .filter(|f| f.span.start < limit && f.message.starts_with("key with no value"))
        .map(|f| (line(text, f.span.start), f.clone()))
        .collect();
    found.extend(unclosed);
    found.retain(|(blank, _)| text[blank.clone()].chars().any(|c| !c.is_whitespace()));
    found
}

/// The first fault of each line, for as many lines as are worth a look.
fn first_of_lines<'f>(text: &str, faults: &'f [Fault]) -> impl Iterator<Item = &'f Fault> {
    let mut after = 0;
    let firsts = faults.iter().filter(move |f| {
        let first = f.span.start >= after;
        if first {
            after = line(text, f.span.start).end + 1;
        }
        first
    });
    // What ends with the file is told by its last faults.
    firsts.take(SHOWN).chain(faults.iter().rev().take(SHOWN))
}

/// The list or table that a fault shows not to be closed: it runs to the end of the file, or over what looks like the
/// next statement.
fn unclosed(text: &str, root: &Table, fault: &Fault, faults: &[Fault]) -> Option<(Range<usize>, Fault)> {
    let value = if fault.message.starts_with("unclosed array,") || fault.message.starts_with("unclosed inline") {
        ending_at(root, fault.span.end as u32)?
    } else if is_statement(&text[line(text, fault.span.start)]) {
        containing(root, fault.span.start as u32)?
    } else {
        return None;
    };
    let start = value.start as usize;
    let first_line = line(text, start);
    if fault.span.start <= first_line.end && !fault.message.starts_with("unclosed") {
        return None;
    }
    // What follows the first fault within is no longer part of it.
    let inside = faults.iter().find(|f| f.span.start > first_line.end);
    let end = inside
        .map_or(text.len(), |f| line(text, f.span.start).start)
        .max(first_line.end);
    let bracket = nesting::open_brackets(text, start..end).pop()?;
    let what = if text.as_bytes()[bracket] == b'[' {
        "array"
    } else {
        "inline table"
    };
    let fault = Fault {
        span: bracket..bracket + 1,
        message: format!("unclosed {what},"),
    };
    Some((first_line.start..end, fault))
}

/// Whether a line looks like a statement of its own: a heading, or a key with a value, at the margin.
fn is_statement(line: &str) -> bool {
    let key = line.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')));
    line.starts_with('[') || key.is_some_and(|end| end > 0 && line[end..].trim_start().starts_with('='))
}

/// The outermost list or table in braces that a byte is within, if it starts on an earlier line.
fn containing(table: &Table, at: u32) -> Option<&Item> {
    table.entries.iter().find_map(|e| item_containing(&e.item, at))
}

fn item_containing(item: &Item, at: u32) -> Option<&Item> {
    match &item.value {
        Value::Table(table) if !table.inline => containing(table, at),
        Value::List(_) | Value::Table(_) if item.start < at && at <= item.end => Some(item),
        Value::List(items) => items.iter().find_map(|i| item_containing(i, at)),
        _ => None,
    }
}

/// The line that a byte is on, without its end.
fn line(text: &str, at: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let at = at.min(bytes.len());
    let start = bytes[..at].iter().rposition(|&b| b == b'\n').map_or(0, |n| n + 1);
    let end = bytes[at..]
        .iter()
        .position(|&b| b == b'\n')
        .map_or(bytes.len(), |n| at + n);
    start..end
}

/// The outermost value that ends at a byte.
fn ending_at(table: &Table, end: u32) -> Option<&Item> {
    table.entries.iter().find_map(|e| item_ending_at(&e.item, end))
}

fn item_ending_at(item: &Item, end: u32) -> Option<&Item> {
    if item.end == end && !matches!(&item.value, Value::Table(t) if !t.inline) {
        return Some(item);
    }
    match &item.value {
        Value::List(items) => items.iter().find_map(|i| item_ending_at(i, end)),
        Value::Table(table) => ending_at(table, end),
        _ => None,
    }
}

fn report(file: FileId, text: &str, root: Table, mut faults: Vec<Fault>) -> Parsed {
    faults.sort_by_key(|f| f.span.start);
    let damage = faults.iter().map(|f| f.span.start as u32).collect();
    let more = faults.len().saturating_sub(SHOWN);
    faults.truncate(SHOWN);
    let mut diagnostics: Vec<Diagnostic> = faults.iter().map(|f| describe(file, text, &root, f)).collect();
    if let Some(last) = diagnostics.pop() {
        diagnostics.push(match more {
            0 => last,
            n => last.with_note(both!(
                "{n} more faults of writing follow in this file",
                "in dit bestand volgen nog {n} schrijffouten"
            )),
        });
    }
    Parsed {
        root,
        faults: diagnostics,
        damage,
    }
}

/// A fault of writing.
fn error(here: Span, message: impl Into<Words>, label: impl Into<Words>) -> Diagnostic {
    Diagnostic::error("syntax", message).at(here, label)
}

/// A fault in words for people who write studies.
fn describe(file: FileId, text: &str, root: &Table, fault: &Fault) -> Diagnostic {
    let span = |range: Range<usize>| Span {
        file,
        start: range.start as u32,
        end: range.end as u32,
    };
    let here = span(fault.span.clone());
    let written = text.get(fault.span.clone()).unwrap_or("");
    let message = fault.message.as_str();
    if message.starts_with("duplicate key") {
        let fault = Diagnostic::error(
            "duplicate-key",
            both!("{} is given twice", "{} staat er twee keer", tick(written)),
        )
        .at(here, ("given again", "hier nog eens"));
        let heading = heading(text, here.start as usize);
        let earlier = match heading {
            Some(heading) => earlier_heading(text, heading, here.start as usize),
            None => earlier(root, written, here.start),
        };
        let fault = match earlier {
            Some((start, end)) => fault.at(
                span(start as usize..end as usize),
                ("first given here", "hier de eerste keer"),
            ),
            None => fault,
        };
        return match heading.and_then(another_heading) {
            Some(right) => fault.help(both!("write {right} above each", "schrijf {right} boven elk")),
            None => fault,
        };
    }
    if message == OTHER_QUOTES {
        return error(
            here,
            (
                "this is a quotation mark of a word processor",
                "dit is een aanhalingsteken van een tekstverwerker",
            ),
            ("expected a straight one", "hier hoort een recht aanhalingsteken"),
        )
        .help((
            "write \"…\" around a text, with straight quotation marks; a text editor makes them, a word processor turns them",
            "zet rechte aanhalingstekens om een tekst: \"…\"; een teksteditor maakt die, een tekstverwerker verandert ze",
        ));
    }
    if message.starts_with("string values must be quoted") {
        return if written.is_empty() {
            error(
                here,
                ("a value is missing", "een waarde ontbreekt"),
                ("expected a value", "hier hoort een waarde"),
            )
        } else {
            error(
                here,
                ("a text stands in quotes", "een tekst staat tussen aanhalingstekens"),
                ("not in quotes", "niet tussen aanhalingstekens"),
            )
            .help(both!("write \"{}\"", "schrijf \"{}\"", shorten(written)))
        };
    }
    if message.starts_with("key with no value") {
        let key = text.get(line(text, fault.span.start)).unwrap_or("");
        let key = key.split('#').next().unwrap_or("").trim();
        let key = if key.is_empty() { "a key" } else { key };
        return error(
            here,
            ("a key without a value", "een sleutel zonder waarde"),
            ("expected `=` and a value", "hier hoort `=` en een waarde"),
        )
        .help(both!(
            "write `{} = …`; a comment starts with `#`",
            "schrijf `{} = …`; een toelichting begint met `#`",
            shorten(key)
        ));
    }
    if message.starts_with("missing comma between") {
        return error(
            here,
            ("a comma is missing", "een komma ontbreekt"),
            ("expected `,`", "hier hoort `,`"),
        );
    }
    if message.starts_with("unclosed array,") {
        return error(
            here,
            ("this list is not closed", "deze lijst is niet gesloten"),
            ("`]` is missing for this", "hierbij ontbreekt `]`"),
        );
    }
    if message.starts_with("unclosed inline") {
        return error(
            here,
            ("this table is not closed", "deze tabel is niet gesloten"),
            ("`}` is missing for this", "hierbij ontbreekt `}`"),
        );
    }
    if message.starts_with("unclosed array table") || message.starts_with("unclosed table") {
        let heading = text[line(text, fault.span.start)].trim_start_matches('[');
        let name = heading.split(['#', ']']).next().unwrap_or("").trim();
        let (open, close) = if message.contains("array") {
            ("[[", "]]")
        } else {
            ("[", "]")
        };
        return error(
            here,
            ("this heading is not closed", "dit kopje is niet gesloten"),
            both!("`{close}` is missing", "`{close}` ontbreekt"),
        )
        .help(both!("write {open}{}{close}", "schrijf {open}{}{close}", shorten(name)));
    }
    if let Some((kind, missing)) = message.split_once(", expected `") {
        let quote = missing.trim_end_matches('`');
        if kind.starts_with("invalid") && kind.ends_with("string") && quote.chars().all(|c| matches!(c, '"' | '\'')) {
            let mut unclosed = error(
                here,
                ("this text is not closed", "deze tekst is niet gesloten"),
                both!("expected `{quote}`", "hier hoort `{quote}`"),
            );
            if quotes::has_mark(&text[line(text, fault.span.start)]) {
                unclosed = unclosed.help((
                    "it ends with a quotation mark of a word processor: write a straight one",
                    "de tekst eindigt met een aanhalingsteken van een tekstverwerker: schrijf een recht",
                ));
            }
            let opening = ending_at(root, here.start);
            return match opening {
                Some(item) => unclosed.at(
                    span(item.start as usize..item.start as usize + quote.len()),
                    ("it starts here", "hier begint die"),
                ),
                None => unclosed,
            };
        }
    }
    if message.starts_with("missing escaped value") {
        return error(
            here,
            ("unknown sign after `\\`", "onbekend teken na `\\`"),
            (
                "not one of those that may follow `\\`",
                "dit teken mag niet na `\\` staan",
            ),
        )
        .help((
            "write `\\\\` for a backslash, or put the text in single quotes: '…'",
            "schrijf `\\\\` voor een backslash, of zet de tekst tussen enkele aanhalingstekens: '…'",
        ));
    }
    if message.starts_with("cannot recurse further") {
        return error(
            here,
            ("this is nested too deeply", "dit zit te diep in elkaar"),
            ("too deep", "te diep"),
        );
    }
    // What only the TOML library can say, it says in English.
    error(here, both!("{message}", "dit is geen geldige TOML: {message}"), ())
}

fn shorten(text: &str) -> String {
    let line = text.lines().next().unwrap_or("");
    match line.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}

/// The heading that a byte stands in.
fn heading(text: &str, at: usize) -> Option<&str> {
    let line = text[line(text, at)].trim();
    let end = line.rfind(']').filter(|_| line.starts_with('['))?;
    Some(&line[..=end])
}

/// How a heading is written, if it is that of a section and written otherwise.
fn another_heading(heading: &str) -> Option<String> {
    let name = heading.trim_matches(['[', ']']).split('.').next()?.trim();
    let section = sections::SECTIONS.iter().find(|section| section.name == name)?;
    let right = section.heading();
    let list = |heading: &str| heading.starts_with("[[");
    (list(heading) != list(&right)).then_some(right)
}

/// Where a heading was written before.
fn earlier_heading(text: &str, heading: &str, before: usize) -> Option<(u32, u32)> {
    let heading = heading.split_inclusive(']').next()?;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if start + line.len() > before {
            return None;
        }
        if line.starts_with(heading) {
            return Some((start as u32, (start + heading.len()) as u32));
        }
        start += line.len();
    }
    None
}

/// The nearest place before a byte where the same key was given.
fn earlier(root: &Table, key: &str, before: u32) -> Option<(u32, u32)> {
    let key = key.trim_matches(['"', '\'']);
    let mut best = None;
    seek(root, key, before, &mut best);
    best
}

fn seek(table: &Table, key: &str, before: u32, best: &mut Option<(u32, u32)>) {
    for entry in &table.entries {
        if &*entry.key == key && entry.key_start < before && best.is_none_or(|(start, _)| entry.key_start > start) {
            *best = Some((entry.key_start, entry.key_end));
        }
        descend(&entry.item, key, before, best);
    }
}

fn descend(item: &Item, key: &str, before: u32, best: &mut Option<(u32, u32)>) {
    match &item.value {
        // In a table in braces, only a key in the same braces can be the first one.
        Value::Table(table) if !table.inline || item.end >= before => seek(table, key, before, best),
        Value::List(items) => items.iter().for_each(|i| descend(i, key, before, best)),
        _ => {}
    }
}
