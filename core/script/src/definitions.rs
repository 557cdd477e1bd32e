//! What a script can use, as a file for editors: a definition file (`.d.rhai`) from the table of the functions that are
//! registered, and from the variables of a study.

use toets_model::{Domain, Index, Language, ScaleId, Study};

use crate::api::{self, Entry, Form, Kind, Section};
use crate::check::study::{field, gives};
use crate::check::types::Ty;

/// The definition file of plugins, or with `scenarios` of scenario scripts; with a study, its variables too.
pub fn definitions(study: Option<&Study>, scenarios: bool) -> String {
    let mut out = String::from("module static;\n");
    for entry in api::table() {
        let section = entry.item.section;
        let of_plugins = matches!(
            section,
            Section::Cell | Section::Judgement | Section::Evidence | Section::Tests
        );
        if (section == Section::Scenarios && !scenarios) || (of_plugins && scenarios) {
            continue;
        }
        for line in lines(entry) {
            comment(&mut out, entry.item.meaning);
            for example in entry.item.example.lines() {
                out.push_str(&format!("///     {example}\n"));
            }
            out.push_str(&line);
            out.push('\n');
        }
    }
    if let Some(study) = study.filter(|_| !scenarios) {
        for (id, variable) in study.variables.iter() {
            let name = study.variables.name(id);
            let mut about = variable.label.get(Language::Nl).to_owned();
            if let Some(en) = &variable.label.en {
                about.push_str(&format!(" ({en})"));
            }
            let (ty, values) = match &variable.domain {
                Domain::Finite(values) => {
                    let names: Vec<String> = values.iter().map(|v| format!("`\"{}\"`", v.id)).collect();
                    ("string", names.join(", "))
                }
                Domain::Number { unit, .. } => ("f64", unit.clone().unwrap_or_else(|| "a number".to_owned())),
            };
            comment(&mut out, &format!("{}: {about}. {values}", variable.kind.word()));
            out.push_str(&format!("fn get {name}(cell: cell) -> {ty};\n"));
        }
    }
    out
}

fn comment(out: &mut String, text: &str) {
    out.push('\n');
    for line in text.lines() {
        out.push_str(&format!("/// {line}\n"));
    }
}

/// How a row of the table is declared: a line for each way of calling it.
fn lines(entry: &Entry) -> Vec<String> {
    let item = entry.item;
    match entry.form {
        Form::Field { on, .. } => {
            let ty = own(on).and_then(|of| field(&of, item.name, ScaleId::from_usize(0)));
            vec![format!(
                "fn get {}({}: {}) -> {};",
                item.name,
                on.name(),
                on.name(),
                ty.map_or("?", |ty| type_name(&ty))
            )]
        }
        Form::Function { arities, fast, .. } => {
            let gives = type_name(&gives(item.name, &[]));
            let mut lines = Vec::new();
            for &n in arities {
                let named: Vec<Vec<String>> = calls(item.signature).filter(|call| call.len() == n).collect();
                let named = if named.is_empty() {
                    vec![(0..n).map(|i| format!("value{}", i + 1)).collect()]
                } else {
                    named
                };
                for names in named {
                    let kinds = fast.iter().find(|kinds| kinds.len() == n && fast.len() == 1);
                    let params: Vec<String> = names
                        .iter()
                        .enumerate()
                        .map(|(i, name)| {
                            let ty = match kinds {
                                // The other arguments may be of other types too.
                                Some(kinds) if i == 0 => kinds[0].name(),
                                _ => receiver(name, i),
                            };
                            format!("{name}: {ty}")
                        })
                        .collect();
                    lines.push(format!("fn {}({}) -> {gives};", item.name, params.join(", ")));
                }
            }
            lines.dedup();
            lines
        }
        Form::Described => operators(item.signature),
    }
}

/// The calls that a signature shows, each as the names of its arguments, the receiver first.
fn calls(signature: &str) -> impl Iterator<Item = Vec<String>> {
    split(signature).into_iter().filter_map(|call| {
        let (before, rest) = call.split_once('(')?;
        let inner = rest.strip_suffix(')')?;
        let mut names = Vec::new();
        if let Some((receiver, _)) = before.rsplit_once('.') {
            names.push(if receiver.is_empty() { "judgement" } else { receiver }.to_owned());
        }
        for (n, arg) in split(inner).into_iter().enumerate() {
            names.push(match arg.trim() {
                map if map.starts_with('#') => "map".to_owned(),
                function if function.starts_with('|') => "function".to_owned(),
                name if name.chars().all(|c| c.is_alphanumeric() || c == '_') => name.to_owned(),
                _ => format!("value{}", n + 1),
            });
        }
        Some(names)
    })
}

/// The parts between commas that stand in no brackets.
fn split(text: &str) -> Vec<&str> {
    let (mut depth, mut function, mut start) = (0, false, 0);
    let mut parts = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '(' | '{' | '[' => depth += 1,
            ')' | '}' | ']' => depth -= 1,
            '|' => function = !function,
            ',' if depth == 0 && !function => {
                parts.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text[start..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}

/// The type that an argument's name stands for.
fn receiver(name: &str, n: usize) -> &'static str {
    match (name, n) {
        ("text" | "from" | "to" | "start" | "end" | "at" | "between" | "id", _) => "string",
        ("list" | "levels", _) => "array",
        ("map", _) => "map",
        ("function", _) => "Fn",
        ("cell", 0) => "cell",
        ("judgement", 0) => "judgement",
        _ => "?",
    }
}

/// `a == b, a != b` as operators.
fn operators(signature: &str) -> Vec<String> {
    split(signature)
        .into_iter()
        .filter_map(|shown| match shown.split(' ').collect::<Vec<_>>()[..] {
            ["a", sign @ ("==" | "!=" | "<" | "<=" | ">" | ">="), "b"] => Some(format!("op {sign}(?, ?) -> bool;")),
            ["a", sign @ ("+" | "-" | "*" | "/" | "%" | "**"), "b"] => Some(format!("op {sign}(?, ?) -> ?;")),
            _ => None,
        })
        .collect()
}

fn own(kind: Kind) -> Option<Ty> {
    Some(match kind {
        Kind::Cell => Ty::Cell,
        Kind::Provision => Ty::Provision,
        Kind::Finding => Ty::Finding,
        Kind::Day => Ty::Day,
        _ => return None,
    })
}

fn type_name(ty: &Ty) -> &'static str {
    match ty {
        Ty::Never | Ty::Unknown | Ty::Number | Ty::Open(_) => "?",
        Ty::Nothing => "()",
        Ty::Bool => "bool",
        Ty::Text | Ty::Value(_) | Ty::Word(..) => "string",
        Ty::Level(_) => "level",
        Ty::Day => "day",
        Ty::Cell => "cell",
        Ty::Params => "params",
        Ty::Findings => "findings",
        Ty::Finding => "finding",
        Ty::Provision => "provision",
        Ty::Judgement => "judgement",
        Ty::Function => "Fn",
        Ty::Map => "map",
        Ty::List(_) => "array",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_function_and_field_that_is_registered_is_declared() {
        let (plugins, scenarios) = (definitions(None, false), definitions(None, true));
        for entry in api::table() {
            let name = entry.item.name;
            let line = match entry.form {
                Form::Function { .. } => format!("fn {name}("),
                Form::Field { on, .. } => format!("fn get {name}({}: {})", on.name(), on.name()),
                Form::Described => continue,
            };
            let known = |text: &str| text.lines().any(|l| l.starts_with(&line));
            assert!(known(&plugins) || known(&scenarios), "{line}");
            assert_eq!(
                known(&scenarios),
                !matches!(
                    entry.item.section,
                    Section::Cell | Section::Judgement | Section::Evidence | Section::Tests
                ),
                "{line}"
            );
        }
    }

    #[test]
    fn signatures_are_read_as_they_are_written() {
        let names = |signature| calls(signature).collect::<Vec<_>>();
        assert_eq!(names("open(levels), open()"), [vec!["levels"], vec![]]);
        assert_eq!(
            names("list.reduce(|sum, x| …, start)"),
            [vec!["list", "function", "start"]]
        );
        assert_eq!(names(".because(text)"), [vec!["judgement", "text"]]);
        assert_eq!(names("scenario(id, #{ label, note })"), [vec!["id", "map"]]);
    }

    #[test]
    fn declarations_say_what_goes_in_and_comes_out() {
        let text = definitions(None, false);
        for line in [
            "fn node(cell: cell, id: string) -> ?;",
            "fn judge(level: ?) -> judgement;",
            "fn because(judgement: judgement, text: string) -> judgement;",
            "fn open() -> judgement;",
            "fn get in_force(provision: provision) -> bool;",
            "fn len(text: string) -> ?;",
            "fn len(list: array) -> ?;",
            "fn map(list: array, function: Fn) -> array;",
            "op <=(?, ?) -> bool;",
        ] {
            assert!(text.lines().any(|l| l == line), "{line}\n{text}");
        }
    }
}
