//! What a cell says of a value, and the TOML of what a cell says.

use toets_diagnostic::{Words, both};
use toml_edit::{Item, Value};

use crate::column::Kind;

/// What stands in a cell for a value; `source` is the value as its file has it.
pub(crate) fn shown(kind: Kind, item: &Item, source: Option<&str>) -> String {
    let as_toml = || source.map_or_else(|| inline(item), str::to_owned).trim().to_owned();
    match (kind, item) {
        (Kind::Toml, _) => as_toml(),
        (_, Item::Value(Value::Array(items))) if matches!(kind, Kind::Many(..) | Kind::Test(_) | Kind::Numbers) => {
            let items: Vec<Option<String>> = items.iter().map(scalar).collect();
            let items: Option<Vec<String>> = items.into_iter().collect();
            items.map_or_else(as_toml, |items| items.join(", "))
        }
        (Kind::Test(_), Item::Value(Value::InlineTable(table))) => match (table.get("not"), table.len()) {
            (Some(not), 1) => {
                let not = shown(kind, &Item::Value(not.clone()), None);
                format!("not {not}")
            }
            _ => as_toml(),
        },
        (_, Item::Value(value)) => scalar(value).unwrap_or_else(as_toml),
        _ => as_toml(),
    }
}

/// A value that is no list and no table, as people write it.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.value().replace("\r\n", "\n")),
        Value::Integer(number) => Some(number.value().to_string()),
        Value::Float(number) => Some(number.value().to_string()),
        Value::Boolean(yes) => Some(if *yes.value() { "yes" } else { "no" }.to_owned()),
        Value::Datetime(date) => Some(date.value().to_string()),
        Value::Array(_) | Value::InlineTable(_) => None,
    }
}

/// A value that stands under a heading of its own, on one line.
fn inline(item: &Item) -> String {
    match item.clone().into_value() {
        Ok(value) => value.to_string(),
        Err(_) => String::new(),
    }
}

/// The TOML of what a cell says.
///
/// # Errors
/// What is wrong with it, and what would be right.
pub(crate) fn toml(kind: Kind, text: &str) -> Result<String, (Words, Words)> {
    match kind {
        Kind::Id | Kind::Text | Kind::Word(_) | Kind::One(_) => Ok(quoted(text)),
        Kind::Date => Ok(match text.parse::<toml_edit::Datetime>() {
            Ok(date) if date.time.is_none() => text.to_owned(),
            _ => quoted(text),
        }),
        Kind::Whole => match text.parse::<u32>() {
            Ok(number) => Ok(number.to_string()),
            Err(_) => Err((
                both!("this is not a whole number", "dit is geen geheel getal"),
                both!("write digits only: 12", "schrijf alleen cijfers: 12"),
            )),
        },
        Kind::Bool => match text.to_lowercase().as_str() {
            "yes" | "ja" | "true" | "waar" => Ok("true".to_owned()),
            "no" | "nee" | "false" | "onwaar" => Ok("false".to_owned()),
            _ => Err((
                both!("this is neither yes nor no", "dit is geen ja of nee"),
                both!("write yes or no", "schrijf ja of nee"),
            )),
        },
        Kind::Many(_, alone) => {
            let items = listed(text);
            Ok(match items.as_slice() {
                [one] if alone => quoted(one),
                _ => list(&items),
            })
        }
        Kind::Numbers => {
            let parts = text
                .split([',', ';', '-', '–'])
                .map(str::trim)
                .filter(|part| !part.is_empty());
            let numbers: Result<Vec<u32>, _> = parts.map(str::parse::<u32>).collect();
            match numbers.as_deref() {
                Ok([one]) => Ok(format!("[{one}, {one}]")),
                Ok([first, last]) => Ok(format!("[{first}, {last}]")),
                _ => Err((
                    both!(
                        "this is not a first and a last number",
                        "dit is geen eerste en laatste getal"
                    ),
                    both!("write 12-14, or 12 for one alone", "schrijf 12-14, of 12 voor één"),
                )),
            }
        }
        Kind::Test(_) => {
            let negated = ["not ", "niet "].iter().find_map(|not| text.strip_prefix(not));
            let items = listed(negated.unwrap_or(text));
            let values = match items.as_slice() {
                [one] => quoted(one),
                _ => list(&items),
            };
            Ok(match negated {
                Some(_) => format!("{{ not = {values} }}"),
                None => values,
            })
        }
        Kind::Choice(_) => Ok(match text.parse::<f64>() {
            Ok(number) if number.is_finite() => text.to_owned(),
            _ => quoted(text),
        }),
        Kind::Loose => Ok(match text.parse::<Value>() {
            Ok(_) => text.to_owned(),
            Err(_) => quoted(text),
        }),
        Kind::Toml => match text.parse::<Value>() {
            Ok(_) => Ok(text.to_owned()),
            Err(error) => Err((
                both!(
                    "this cell is written as TOML, and it is not: {}",
                    "deze cel is in TOML geschreven, en dat is het niet: {}",
                    error.message()
                ),
                both!(
                    "put a text in quotes, a list in [ ], a table in {{ }}",
                    "zet een tekst tussen aanhalingstekens, een lijst tussen [ ], een tabel tussen {{ }}"
                ),
            )),
        },
    }
}

fn listed(text: &str) -> Vec<String> {
    let parts = text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

fn list(items: &[String]) -> String {
    let items: Vec<String> = items.iter().map(|item| quoted(item)).collect();
    format!("[{}]", items.join(", "))
}

/// A text as TOML on one line, in the quotes that need no escapes where there are such.
pub(crate) fn quoted(text: &str) -> String {
    let literal = text.contains(['"', '\\']) && !text.contains(|c: char| c == '\'' || c.is_control());
    if literal {
        return format!("'{text}'");
    }
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use toets_model::Index;

    use super::*;

    /// What a cell shows of the TOML of what a cell says.
    fn there_and_back(kind: Kind, text: &str) -> String {
        let value = toml(kind, text).unwrap();
        shown(kind, &Item::Value(value.parse().unwrap()), Some(&value))
    }

    #[test]
    fn what_a_cell_says_is_what_it_shows() {
        let test = Kind::Test(toets_model::VariableId::from_usize(0));
        for (kind, text) in [
            (Kind::Text, "a \"b\" 'c'\nd\\e"),
            (Kind::Text, "="),
            (Kind::One("level"), "--"),
            (Kind::Date, "2025-05-01"),
            (Kind::Date, "mei 2025"),
            (Kind::Whole, "12"),
            (Kind::Bool, "yes"),
            (Kind::Many("party", true), "schools"),
            (Kind::Many("party", true), "schools, coa"),
            (Kind::Many("party", false), "schools"),
            (Kind::Numbers, "12, 14"),
            (test, "inside"),
            (test, "inside, outside"),
            (test, "not inside"),
            (test, "not inside, outside"),
            (Kind::Loose, "12.5"),
            (Kind::Loose, "xii"),
            (Kind::Toml, "{ a = 1 }"),
        ] {
            assert_eq!(there_and_back(kind, text), text, "{kind:?}");
        }
        assert_eq!(there_and_back(Kind::Bool, "Ja"), "yes");
        assert_eq!(there_and_back(Kind::Numbers, "12-14"), "12, 14");
        assert_eq!(there_and_back(test, "niet inside; outside"), "not inside, outside");
    }

    #[test]
    fn what_a_cell_cannot_say_is_told() {
        assert!(toml(Kind::Whole, "1,5").is_err());
        assert!(toml(Kind::Bool, "misschien").is_err());
        assert!(toml(Kind::Numbers, "1-2-3").is_err());
        assert!(toml(Kind::Toml, "{ a = ").is_err());
    }
}
