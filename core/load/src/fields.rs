//! Reading typed values and the keys of a table; what does not fit is reported at its place.

use toets_diagnostic::{Diagnostic, Words, both};
use toets_model::{Date, FileId, Language, Languages, Span, Spanned, Text};

use crate::faults::Scope;
use crate::ids::tick;
use crate::sections::{self, Section};
use crate::tree::{Entry, Item, Table, Value};

/// A value, where it stands.
#[derive(Clone, Copy)]
pub(crate) struct At<'a> {
    pub(crate) scope: Scope<'a>,
    pub(crate) item: &'a Item,
}

impl<'a> At<'a> {
    /// Its place.
    pub(crate) fn span(&self) -> Span {
        self.scope.span(self.item.start, self.item.end)
    }

    /// Reports a fault with its place here.
    pub(crate) fn fault(&self, code: &'static str, message: impl Into<Words>, label: impl Into<Words>) {
        self.scope.report(self.error(code, message, label));
    }

    /// A fault with its place here, to add to.
    pub(crate) fn error(&self, code: &'static str, message: impl Into<Words>, label: impl Into<Words>) -> Diagnostic {
        Diagnostic::error(code, message).at(self.span(), label)
    }

    /// Reports that it is not of the type that belongs here.
    pub(crate) fn wrong(&self, expected: (&str, &str)) {
        let found = self.item.value.what();
        let mut fault = self.error(
            "wrong-type",
            both!(
                "expected {}, found {}",
                "hier hoort {}, en er staat {}",
                expected,
                found
            ),
            both!("this is {}", "dit is {}", found),
        );
        if expected.0.ends_with("a text") {
            let written = match &self.item.value {
                Value::Whole(n) => Some(n.to_string()),
                Value::Number(n) => Some(n.to_string()),
                Value::Bool(b) => Some(b.to_string()),
                Value::Date(date) => Some(date.to_string()),
                _ => None,
            };
            if let Some(written) = written {
                fault = fault.help(both!(
                    "write \"{written}\", in quotes",
                    "schrijf \"{written}\", tussen aanhalingstekens"
                ));
            }
        }
        if let Value::Text(text) = &self.item.value
            && text.chars().count() <= 40
        {
            match (expected.0, &**text) {
                ("a list", text) => fault = fault.help(both!("write [\"{text}\"]", "schrijf [\"{text}\"]")),
                ("true or false", "true" | "false") => {
                    fault = fault.help(both!(
                        "write {text}, without quotes",
                        "schrijf {text}, zonder aanhalingstekens"
                    ))
                }
                _ => {}
            }
        }
        self.scope.report(fault);
    }

    /// A text.
    pub(crate) fn text(&self) -> Option<&'a str> {
        match &self.item.value {
            Value::Text(text) => Some(text),
            _ => {
                self.wrong(("a text", "een tekst"));
                None
            }
        }
    }

    /// A text that says something.
    pub(crate) fn words(&self) -> Option<&'a str> {
        let text = self.text()?;
        if text.trim().is_empty() {
            self.fault(
                "empty",
                ("this text is empty", "deze tekst is leeg"),
                ("nothing is said here", "hier wordt niets gezegd"),
            );
            return None;
        }
        Some(text)
    }

    /// A text with its place.
    pub(crate) fn spanned(&self) -> Option<Spanned<&'a str>> {
        let span = self.span();
        self.text().map(|value| Spanned { value, span })
    }

    /// `true` or `false`.
    pub(crate) fn boolean(&self) -> Option<bool> {
        match self.item.value {
            Value::Bool(b) => Some(b),
            _ => {
                self.wrong(("true or false", "waar of onwaar (`true` of `false`)"));
                None
            }
        }
    }

    /// A finite number, whole or not.
    pub(crate) fn number(&self) -> Option<f64> {
        match self.item.value {
            Value::Whole(n) => Some(n as f64),
            Value::Number(n) if n.is_finite() => Some(n),
            Value::Number(_) => {
                self.fault(
                    "wrong-value",
                    ("this number is not finite", "dit getal is oneindig of geen getal"),
                    ("a number that can be written down", "schrijf een gewoon getal"),
                );
                None
            }
            Value::Huge => {
                self.fault(
                    "wrong-value",
                    ("this number is too large", "dit getal is te groot"),
                    ("at most 9223372036854775807", "ten hoogste 9223372036854775807"),
                );
                None
            }
            _ => {
                self.wrong(("a number", "een getal"));
                None
            }
        }
    }

    /// A whole number from zero up.
    pub(crate) fn whole(&self) -> Option<u32> {
        match self.item.value {
            Value::Whole(n) => match u32::try_from(n) {
                Ok(n) => Some(n),
                Err(_) => {
                    self.fault(
                        "wrong-value",
                        both!("{n} can't stand here", "{n} kan hier niet staan"),
                        ("from 0 up to 4294967295", "van 0 tot en met 4294967295"),
                    );
                    None
                }
            },
            Value::Huge => {
                self.fault(
                    "wrong-value",
                    ("this number is too large", "dit getal is te groot"),
                    ("from 0 up to 4294967295", "van 0 tot en met 4294967295"),
                );
                None
            }
            _ => {
                self.wrong(("a whole number", "een geheel getal"));
                None
            }
        }
    }

    /// A list.
    pub(crate) fn list(&self) -> Option<impl ExactSizeIterator<Item = At<'a>> + Clone + use<'a>> {
        let scope = self.scope;
        match &self.item.value {
            Value::List(items) => Some(items.iter().map(move |item| At { scope, item })),
            _ => {
                self.wrong(("a list", "een lijst"));
                None
            }
        }
    }

    /// A table.
    pub(crate) fn table(&self) -> Option<&'a Table> {
        match &self.item.value {
            Value::Table(table) => Some(table),
            _ => {
                self.wrong(("a table", "een tabel"));
                None
            }
        }
    }

    /// The entries of a table, in order of writing, each with the place of its key.
    pub(crate) fn entries(&self) -> Option<impl Iterator<Item = (Spanned<&'a str>, At<'a>)> + use<'a>> {
        let scope = self.scope;
        self.table().map(move |t| t.entries.iter().map(move |e| scope.entry(e)))
    }

    /// One of a few words.
    pub(crate) fn word<T: Copy>(&self, words: &[(&str, T)]) -> Option<T> {
        let text = self.text()?;
        if let Some((_, meaning)) = words.iter().find(|(w, _)| *w == text) {
            return Some(*meaning);
        }
        let fault = self.error(
            "wrong-value",
            both!("{} can't stand here", "{} kan hier niet staan", tick(text)),
            ("not one of the known words", "geen van de bekende woorden"),
        );
        let known = words.iter().map(|(w, _)| *w);
        self.scope.report(self.scope.faults.advise(fault, text, known));
        None
    }

    /// A day.
    pub(crate) fn date(&self) -> Option<Date> {
        let written = match &self.item.value {
            Value::Date(date) => date,
            Value::Text(text) => text,
            _ => {
                self.wrong(("a date", "een datum"));
                return None;
            }
        };
        let date = Date::parse(written);
        if date.is_none() {
            let fault = self.error(
                "bad-date",
                both!("{} is not a day", "{} is geen dag", tick(written)),
                ("not a day of the calendar", "geen dag van de kalender"),
            );
            self.scope.report(fault.help((
                "write year, month and day: `2025-05-01`",
                "schrijf jaar, maand en dag: `2025-05-01`",
            )));
        }
        date
    }

    /// A date as people write it.
    pub(crate) fn date_text(&self) -> Option<String> {
        match &self.item.value {
            Value::Date(date) if !date.contains(':') => Some(date.to_string()),
            Value::Date(_) => {
                self.fault(
                    "bad-date",
                    ("a date has no time of day", "bij een datum hoort geen tijdstip"),
                    ("leave the time out", "laat het tijdstip weg"),
                );
                None
            }
            Value::Text(text) => Some(text.to_string()),
            _ => {
                self.wrong(("a date or a text", "een datum of een tekst"));
                None
            }
        }
    }

    /// A SHA-256 in hexadecimal.
    pub(crate) fn sha256(&self) -> Option<String> {
        let text = self.text()?;
        if text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            return Some(text.to_owned());
        }
        let fault = self.error(
            "bad-fingerprint",
            ("this is not a SHA-256", "dit is geen SHA-256"),
            ("expected 64 hexadecimal digits", "hier horen 64 hexadecimale cijfers"),
        );
        self.scope.report(fault.help((
            "write it in digits and small letters a-f",
            "schrijf hem met cijfers en kleine letters a-f",
        )));
        None
    }

    /// A text in languages: an error where there is none, a warning where one is missing.
    pub(crate) fn translated(&self) -> Option<Text> {
        let languages = self.scope.faults.languages();
        if let (Value::Text(_), Languages::Only(language)) = (&self.item.value, languages) {
            let text = self.words()?.to_owned();
            return Some(match language {
                Language::Nl => Text { nl: text, en: None },
                Language::En => Text {
                    nl: String::new(),
                    en: Some(text),
                },
            });
        }
        if let Value::Text(text) = &self.item.value {
            let short: String = text.chars().take(30).collect();
            let dots = if short.len() < text.len() { "…" } else { "" };
            let fault = self.error(
                "wrong-type",
                (
                    "expected a text for each language, found a text",
                    "hier hoort per taal een tekst, en er staat één tekst",
                ),
                ("in which language is this?", "in welke taal is dit?"),
            );
            self.scope.report(fault.help(both!(
                "write {{ nl = \"{short}{dots}\", en = \"…\" }}",
                "schrijf {{ nl = \"{short}{dots}\", en = \"…\" }}"
            )));
            return None;
        }
        let fields = Fields::of(*self, &sections::TEXT)?;
        let mut empty = false;
        let mut language = |key| {
            let at = fields.get(key)?;
            let text = at.text();
            empty |= text.is_none();
            text.filter(|t| !t.trim().is_empty()).map(str::to_owned)
        };
        let (nl, en) = (language("nl"), language("en"));
        if empty {
            return None;
        }
        if nl.is_none() && en.is_none() {
            let fault = self.error(
                "missing-text",
                ("a text without words", "een tekst zonder woorden"),
                ("neither Dutch nor English", "noch Nederlands, noch Engels"),
            );
            self.scope
                .report(fault.help(("write { nl = \"…\", en = \"…\" }", "schrijf { nl = \"…\", en = \"…\" }")));
            return None;
        }
        for (missing, language, (words, key)) in [
            (nl.is_none(), Language::Nl, (DUTCH, "nl")),
            (en.is_none(), Language::En, (ENGLISH, "en")),
        ] {
            if missing && languages.include(language) {
                let warning = Diagnostic::warning("missing-translation", without(words));
                let warning = warning.at(self.span(), both!("`{key}` is missing", "`{key}` ontbreekt"));
                self.scope.report(warning);
            }
        }
        Some(Text {
            nl: nl.unwrap_or_default(),
            en,
        })
    }
}

/// The languages, in both.
pub(crate) const DUTCH: (&str, &str) = ("Dutch", "Nederlands");
pub(crate) const ENGLISH: (&str, &str) = ("English", "Engels");

/// That a text lacks a language.
pub(crate) fn without(language: (&str, &str)) -> Words {
    both!("a text without {}", "een tekst zonder {}", language)
}

impl<'a> Scope<'a> {
    /// A key with its place, and its value.
    pub(crate) fn entry(self, entry: &'a Entry) -> (Spanned<&'a str>, At<'a>) {
        let key = Spanned {
            value: &*entry.key,
            span: self.span(entry.key_start, entry.key_end),
        };
        let at = At {
            scope: self,
            item: &entry.item,
        };
        (key, at)
    }
}

/// The largest number of keys of a section.
const KEYS: usize = 40;

/// The keys of a table, checked against its section.
pub(crate) struct Fields<'a> {
    pub(crate) scope: Scope<'a>,
    /// Where the table, or its heading, stands.
    pub(crate) span: Span,
    section: &'static Section,
    slots: [Option<(Scope<'a>, &'a Entry)>; KEYS],
}

impl<'a> Fields<'a> {
    /// The keys of a table within a section.
    pub(crate) fn of(at: At<'a>, section: &'static Section) -> Option<Self> {
        Some(Self::new(at.scope, at.table()?, at.span(), section))
    }

    /// The keys of a table; unknown ones are reported.
    pub(crate) fn new(scope: Scope<'a>, table: &'a Table, span: Span, section: &'static Section) -> Self {
        let mut slots = [None; KEYS];
        for entry in &table.entries {
            match section.keys.iter().position(|k| k.name == &*entry.key) {
                Some(n) => slots[n] = Some((scope, entry)),
                None if section.open => {}
                None => unknown_key(scope, section, entry),
            }
        }
        Self {
            scope,
            span,
            section,
            slots,
        }
    }

    fn position(&self, key: &str) -> Option<usize> {
        let position = self.section.keys.iter().position(|k| k.name == key);
        debug_assert!(position.is_some(), "`{key}` is not in the list of keys");
        position
    }

    /// With the entry of another file for a key that is not given here. What is wrong with it is reported where it stands, once.
    pub(crate) fn or(mut self, key: &str, default: Option<(FileId, &'a Entry)>) -> Self {
        if let (Some(n), Some((file, entry))) = (self.position(key), default)
            && self.slots[n].is_none()
        {
            let scope = Scope {
                file,
                damaged: true,
                ..self.scope
            };
            self.slots[n] = Some((scope, entry));
        }
        self
    }

    /// The value of a key.
    pub(crate) fn get(&self, key: &str) -> Option<At<'a>> {
        let (scope, entry) = self.slots[self.position(key)?]?;
        Some(At {
            scope,
            item: &entry.item,
        })
    }

    /// The place of a key.
    pub(crate) fn key_span(&self, key: &str) -> Option<Span> {
        let (scope, entry) = self.slots[self.position(key)?]?;
        Some(scope.span(entry.key_start, entry.key_end))
    }

    /// The value of a key that must be there.
    pub(crate) fn need(&self, key: &str) -> Option<At<'a>> {
        let at = self.get(key);
        if at.is_none() {
            self.missing(key);
        }
        at
    }

    /// Reports that a key is missing.
    pub(crate) fn missing(&self, key: &str) {
        self.scope.report(self.missing_fault(key));
    }

    /// What to say where a key is missing.
    pub(crate) fn missing_fault(&self, key: &str) -> Diagnostic {
        let (span, owner) = self.owner();
        let fault = Diagnostic::error(
            "missing-key",
            both!("{} has no `{key}`", "{} heeft geen `{key}`", owner),
        );
        let fault = fault.at(span, both!("`{key}` is missing", "`{key}` ontbreekt"));
        match self.section.key(key).map(|k| k.shape) {
            Some(sections::Shape::Translated) => fault.help(both!(
                "write {key} = {{ nl = \"…\", en = \"…\" }}",
                "schrijf {key} = {{ nl = \"…\", en = \"…\" }}"
            )),
            Some(sections::Shape::Word(words)) => fault.help(both!(
                "write {key} = \"…\", with one of: {}",
                "schrijf {key} = \"…\", met een van: {}",
                words.join(", ")
            )),
            _ => fault,
        }
    }

    /// The thing that the table describes, for a message, and its place.
    pub(crate) fn owner(&self) -> (Span, Words) {
        let name = self.section.name;
        let (this, noun) = sections::dutch(name);
        if let Some(at) = self.section.key("id").and_then(|_| self.get("id"))
            && let Value::Text(id) = &at.item.value
        {
            return (at.span(), both!("{name} {}", "{noun} {}", tick(id)));
        }
        let words = match self.section.form {
            sections::Form::Within => both!("`{name}`", "`{name}`"),
            _ => both!("this {name}", "{this} {noun}"),
        };
        (self.span, words)
    }

    /// A text, if the key is there.
    pub(crate) fn text(&self, key: &str) -> Option<String> {
        self.get(key)?.words().map(str::to_owned)
    }

    /// A text in languages, if the key is there.
    pub(crate) fn translated(&self, key: &str) -> Option<Text> {
        self.get(key)?.translated()
    }

    /// A text in languages that must be there.
    pub(crate) fn need_translated(&self, key: &str) -> Option<Text> {
        self.need(key)?.translated()
    }

    /// `true` or `false`.
    pub(crate) fn boolean(&self, key: &str, default: bool) -> bool {
        self.get(key).and_then(|at| at.boolean()).unwrap_or(default)
    }

    /// One of a few words, or what holds without the key.
    pub(crate) fn word<T: Copy>(&self, key: &str, words: &[(&str, T)], default: T) -> T {
        self.get(key).and_then(|at| at.word(words)).unwrap_or(default)
    }
}

fn unknown_key(scope: Scope<'_>, section: &Section, entry: &Entry) {
    let span = scope.span(entry.key_start, entry.key_end);
    let fault = Diagnostic::error(
        "unknown-key",
        both!("unknown key {}", "onbekende sleutel {}", tick(&entry.key)),
    );
    let place = match section.form {
        sections::Form::Within => both!("not a key of `{}`", "geen sleutel van `{}`", section.name),
        _ => both!("not a key of {}", "geen sleutel van {}", section.heading()),
    };
    let fault = fault.at(span, place);
    let fault = if &*entry.key == "include" {
        fault.help((
            "`include` stands before the first section of a file",
            "`include` staat vóór de eerste sectie van een bestand",
        ))
    } else if section.heading().starts_with("[[") && matches!(&entry.item.value, Value::Table(table) if !table.inline) {
        // `[node.top]`: to TOML a table within the node before it.
        fault.help(both!(
            "for another one write {}, and below it `id = \"{}\"`",
            "schrijf voor nog een {}, en daaronder `id = \"{}\"`",
            section.heading(),
            &*entry.key
        ))
    } else {
        let names = section.keys.iter().map(|k| k.name);
        scope.faults.advise(fault, &entry.key, names)
    };
    scope.report(fault);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_section_has_more_keys_than_there_is_room_for() {
        for section in sections::SECTIONS.iter().chain(sections::WITHIN) {
            assert!(
                section.keys.len() <= KEYS,
                "{} has {} keys",
                section.name,
                section.keys.len()
            );
        }
    }
}
