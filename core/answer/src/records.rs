//! An answer as records.

use serde_json::{Map, Value as Json};

/// Records of as many values as there are columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Records {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The records.
    pub rows: Vec<Vec<Datum>>,
}

/// A value of a record.
#[derive(Clone, Debug, PartialEq)]
pub enum Datum {
    /// Text; empty where there is no value.
    Text(String),
    /// A number.
    Number(f64),
}

impl Records {
    /// Records of these columns.
    pub fn of<const N: usize>(columns: [&str; N], rows: impl IntoIterator<Item = [Datum; N]>) -> Self {
        Self {
            columns: columns.map(str::to_owned).into(),
            rows: rows.into_iter().map(Into::into).collect(),
        }
    }

    /// A record for each entry of a list, or of the lists in the entries of lists: `path` names them from the top, a single entry like a list of one. A record has the
    /// values of its entry, and before them those of the entries that it stands in; lists of texts are written with `|` between
    /// them, other values within a record as JSON.
    ///
    /// ```
    /// use toets_answer::{Datum, Records};
    /// let json = serde_json::json!({ "study": "s", "cells": [ { "group": "g", "levels": [ { "level": "+", "share": 0.5 } ] } ] });
    /// let records = Records::along(&json, &["cells", "levels"]);
    /// assert_eq!(records.columns, ["study", "group", "level", "share"]);
    /// assert_eq!(records.rows[0][2..], [Datum::text("+"), Datum::Number(0.5)]);
    /// ```
    #[must_use]
    pub fn along(json: &Json, path: &[&str]) -> Self {
        let mut found = Found::default();
        found.walk(json, &mut Vec::new(), path);
        found.records()
    }
}

impl Datum {
    /// Text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

/// Records whose columns are not known yet: each knows the names of its values.
#[derive(Default)]
struct Found {
    columns: Vec<String>,
    rows: Vec<Vec<(usize, Datum)>>,
}

impl Found {
    fn walk(&mut self, entry: &Json, above: &mut Vec<(usize, Datum)>, path: &[&str]) {
        let known = above.len();
        if let Json::Object(fields) = entry {
            self.fields(fields, above, path);
        }
        match path.split_first() {
            None => self.rows.push(above.clone()),
            Some((list, rest)) => {
                let below = &entry[*list];
                let single = below.is_object().then_some(below);
                for below in below.as_array().into_iter().flatten().chain(single) {
                    self.walk(below, above, rest);
                }
            }
        }
        above.truncate(known);
    }

    /// The values of an entry, without the list that records are made of and, above records, without what is no single value.
    fn fields(&mut self, fields: &Map<String, Json>, above: &mut Vec<(usize, Datum)>, path: &[&str]) {
        for (name, value) in fields {
            let single = !value.is_array() && !value.is_object();
            if path.first() == Some(&name.as_str()) || !(single || path.is_empty()) {
                continue;
            }
            let column = self.column(name);
            above.push((column, datum(value)));
        }
    }

    fn column(&mut self, name: &str) -> usize {
        self.columns.iter().position(|known| known == name).unwrap_or_else(|| {
            self.columns.push(name.to_owned());
            self.columns.len() - 1
        })
    }

    fn records(self) -> Records {
        let rows = self.rows.into_iter().map(|row| {
            let mut values = vec![Datum::Text(String::new()); self.columns.len()];
            // An entry speaks before those that it stands in.
            for (column, value) in row {
                values[column] = value;
            }
            values
        });
        Records {
            rows: rows.collect(),
            columns: self.columns,
        }
    }
}

fn datum(value: &Json) -> Datum {
    let text = |value: &Json| value.as_str().map(str::to_owned);
    match value {
        Json::Null => Datum::Text(String::new()),
        Json::String(said) => Datum::Text(said.clone()),
        Json::Number(number) => number
            .as_f64()
            .map_or_else(|| Datum::Text(number.to_string()), Datum::Number),
        Json::Array(all) => match all.iter().map(text).collect::<Option<Vec<String>>>() {
            Some(texts) => Datum::Text(texts.join("|")),
            None => Datum::Text(value.to_string()),
        },
        Json::Bool(_) | Json::Object(_) => Datum::Text(value.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_without_a_key_leave_it_empty() {
        let json = serde_json::json!({ "all": [ { "a": 1, "with": ["x", "y"] }, { "b": { "c": null } } ] });
        let records = Records::along(&json, &["all"]);
        assert_eq!(records.columns, ["a", "with", "b"]);
        assert_eq!(
            records.rows[0],
            [Datum::Number(1.0), Datum::text("x|y"), Datum::text("")]
        );
        assert_eq!(
            records.rows[1],
            [Datum::text(""), Datum::text(""), Datum::text("{\"c\":null}")]
        );
    }
}
