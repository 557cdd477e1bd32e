//! TOML as the loader reads it: every key and value with its place, in order of writing.
//!
//! This and [`syntax`](crate::syntax) are the only modules that know the TOML library.

use toml::de::{DeTable, DeValue};

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
    pub(crate) fn what(&self) -> &'static str {
        match self {
            Self::Text(_) => "a text",
            Self::Whole(_) | Self::Huge => "a whole number",
            Self::Number(_) => "a number",
            Self::Bool(_) => "true or false",
            Self::Date(_) => "a date",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
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
    pub(crate) key: Box<str>,
    pub(crate) key_start: u32,
    pub(crate) key_end: u32,
    pub(crate) item: Item,
}

impl Table {
    /// Makes one from what the TOML library gives.
    pub(crate) fn from_toml(table: DeTable<'_>, text: &str) -> Self {
        let mut entries: Vec<Entry> = table
            .into_iter()
            .map(|(key, value)| {
                let span = key.span();
                Entry {
                    key: key.into_inner().into(),
                    key_start: span.start as u32,
                    key_end: span.end as u32,
                    item: Item::from_toml(value, text),
                }
            })
            .collect();
        entries.sort_by_key(|e| e.key_start);
        Self { entries, inline: false }
    }

    /// The entry with a key.
    pub(crate) fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|e| &*e.key == key)
    }
}

impl Item {
    fn from_toml(item: toml::Spanned<DeValue<'_>>, text: &str) -> Self {
        let span = item.span();
        let value = match item.into_inner() {
            DeValue::String(text) => Value::Text(text.into()),
            DeValue::Integer(n) => {
                let digits: String = n.as_str().chars().filter(|&c| c != '_').collect();
                i64::from_str_radix(&digits, n.radix()).map_or(Value::Huge, Value::Whole)
            }
            DeValue::Float(n) => {
                let digits: String = n.as_str().chars().filter(|&c| c != '_').collect();
                Value::Number(digits.parse().unwrap_or(f64::NAN))
            }
            DeValue::Boolean(b) => Value::Bool(b),
            DeValue::Datetime(date) => Value::Date(date.to_string().into()),
            DeValue::Array(items) => {
                let items = items.into_iter();
                Value::List(items.map(|i| Self::from_toml(i, text)).collect())
            }
            DeValue::Table(table) => {
                let mut table = Table::from_toml(table, text);
                table.inline = text.as_bytes().get(span.start) == Some(&b'{');
                Value::Table(table)
            }
        };
        Self {
            start: span.start as u32,
            end: span.end as u32,
            value,
        }
    }
}
