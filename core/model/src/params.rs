//! What a study passes to a plugin.

use crate::source::Span;

/// A parameter with the place it was written at.
#[derive(Clone, Debug, PartialEq)]
pub struct Param {
    /// The place of the value.
    pub span: Span,
    /// The value.
    pub value: ParamValue,
}

/// The value of a parameter.
#[derive(Clone, Debug, PartialEq)]
pub enum ParamValue {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Number(f64),
    /// A text (dates too).
    Text(String),
    /// A list.
    List(Vec<Param>),
    /// A table: key, place of the key, value; in order of writing.
    Table(Vec<(String, Span, Param)>),
}

impl Param {
    /// The value of a key of a table.
    pub fn get(&self, key: &str) -> Option<&Param> {
        self.entries().iter().find(|(k, ..)| k == key).map(|(.., v)| v)
    }

    /// The entries of a table; none for anything else.
    pub fn entries(&self) -> &[(String, Span, Param)] {
        match &self.value {
            ParamValue::Table(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a list; none for anything else.
    pub fn items(&self) -> &[Param] {
        match &self.value {
            ParamValue::List(items) => items,
            _ => &[],
        }
    }

    /// The text, if it is one.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            ParamValue::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, if it is one (whole or not).
    pub fn number(&self) -> Option<f64> {
        match self.value {
            ParamValue::Integer(n) => Some(n as f64),
            ParamValue::Number(n) => Some(n),
            _ => None,
        }
    }

    /// What it is, in words for a message: English and Dutch.
    pub fn what(&self) -> (&'static str, &'static str) {
        match self.value {
            ParamValue::Bool(_) => ("true or false", "waar of onwaar"),
            ParamValue::Integer(_) => ("a whole number", "een geheel getal"),
            ParamValue::Number(_) => ("a number", "een getal"),
            ParamValue::Text(_) => ("a text", "een tekst"),
            ParamValue::List(_) => ("a list", "een lijst"),
            ParamValue::Table(_) => ("a table", "een tabel"),
        }
    }
}
