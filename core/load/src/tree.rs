//! TOML as the loader reads it: every key and value with its place, in order of writing.
//!
//! This and [`syntax`](crate::syntax) are the only modules that know the TOML library.

use std::borrow::Cow;

use rustc_hash::FxHashSet;
use toml::de::{DeTable, DeValue};

use crate::sections::{SECTIONS, WITHIN};

/// A value and its bytes in the file.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) value: Value,
}

/// A value.
#[derive(Debug)]
pub(crate) enum Value {
    Text(Box<str>),
    Whole(i64),
    /// A whole number that does not fit.
    Huge,
    Number(f64),
    Bool(bool),
    /// A date or time, as TOML writes it.
    Date(Box<str>),
    List(Vec<Item>),
    Table(Table),
}

impl Value {
    /// What it is, in words for a message.
    pub(crate) fn what(&self) -> (&'static str, &'static str) {
        match self {
            Self::Text(_) => ("a text", "een tekst"),
            Self::Whole(_) | Self::Huge => ("a whole number", "een geheel getal"),
            Self::Number(_) => ("a number", "een getal"),
            Self::Bool(_) => ("true or false", "waar of onwaar"),
            Self::Date(_) => ("a date", "een datum"),
            Self::List(_) => ("a list", "een lijst"),
            Self::Table(_) => ("a table", "een tabel"),
        }
    }
}

/// A table: its entries in order of writing.
#[derive(Debug, Default)]
pub(crate) struct Table {
    pub(crate) entries: Vec<Entry>,
    /// Whether it was written in braces on the spot.
    pub(crate) inline: bool,
}

/// A key with its value.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) key: Cow<'static, str>,
    pub(crate) key_start: u32,
    pub(crate) key_end: u32,
    pub(crate) item: Item,
}

impl Table {
    /// The entry with a key.
    pub(crate) fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|e| &*e.key == key)
    }
}

/// Makes trees of what the TOML library gives.
pub(crate) struct Maker<'a> {
    text: &'a str,
    /// The keys of all sections: most keys are among them and need no memory of their own.
    keys: FxHashSet<&'static str>,
}

impl<'a> Maker<'a> {
    /// For a text.
    pub(crate) fn new(text: &'a str) -> Self {
        let sections = SECTIONS.iter().chain(WITHIN);
        let keys = sections.flat_map(|s| s.keys.iter().map(|k| k.name));
        Self {
            text,
            keys: keys.collect(),
        }
    }

    /// A table.
    pub(crate) fn table(&self, table: DeTable<'_>) -> Table {
        let mut entries = Vec::with_capacity(table.len());
        for (key, value) in table {
            let span = key.span();
            entries.push(Entry {
                key: self.key(key.into_inner()),
                key_start: span.start as u32,
                key_end: span.end as u32,
                item: self.item(value),
            });
        }
        entries.sort_unstable_by_key(|e| e.key_start);
        Table { entries, inline: false }
    }

    fn key(&self, key: Cow<'_, str>) -> Cow<'static, str> {
        match self.keys.get(&*key) {
            Some(known) => Cow::Borrowed(known),
            None => Cow::Owned(key.into_owned()),
        }
    }

    fn item(&self, item: toml::Spanned<DeValue<'_>>) -> Item {
        let span = item.span();
        let value = match item.into_inner() {
            DeValue::String(text) => Value::Text(text.into()),
            DeValue::Integer(n) => i64::from_str_radix(n.as_str(), n.radix()).map_or(Value::Huge, Value::Whole),
            DeValue::Float(n) => Value::Number(n.as_str().parse().unwrap_or(f64::NAN)),
            DeValue::Boolean(b) => Value::Bool(b),
            DeValue::Datetime(date) => Value::Date(date.to_string().into()),
            DeValue::Array(items) => Value::List(items.into_iter().map(|i| self.item(i)).collect()),
            DeValue::Table(table) => {
                let mut table = self.table(table);
                table.inline = self.text.as_bytes().get(span.start) == Some(&b'{');
                Value::Table(table)
            }
        };
        Item {
            start: span.start as u32,
            end: span.end as u32,
            value,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_may_have_underscores_and_other_bases() {
        let read = |text: &str| {
            let text = format!("n = {text}");
            let (table, faults) = DeTable::parse_recoverable(&text);
            assert!(faults.is_empty(), "{text}");
            let table = Maker::new(&text).table(table.into_inner());
            format!("{:?}", table.get("n").unwrap().item.value)
        };
        assert_eq!(read("1_000"), "Whole(1000)");
        assert_eq!(read("-0x1F".trim_start_matches('-')), "Whole(31)");
        assert_eq!(read("1_0.5"), "Number(10.5)");
        assert_eq!(read("99999999999999999999"), "Huge");
        assert_eq!(read("-7"), "Whole(-7)");
        assert_eq!(read("+7"), "Whole(7)");
    }
}
