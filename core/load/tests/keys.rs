//! The list of sections and keys is what the loader reads: no key more, no key less.

use toets_load::sections::{SECTIONS, WITHIN};
use toets_load::{FileError, Files, Form, Loaded, Section, Shape, load};
use toets_model::Sources;

/// One file.
struct Only(String);

impl Files for Only {
    fn read(&self, path: &str) -> Result<String, FileError> {
        match path {
            "s/study.toml" => Ok(self.0.clone()),
            _ => Err(FileError::NotFound),
        }
    }
}

fn loaded(text: String) -> Loaded {
    load(&Only(text), "s/study.toml", "policies", Vec::new(), Sources::default())
}

/// Codes at a line.
fn codes(loaded: &Loaded, line: usize) -> Vec<&'static str> {
    let at = |d: &toets_diagnostic::Diagnostic| match d.place() {
        Some(toets_diagnostic::Place::Span(span)) => loaded.sources.position(span).0,
        _ => 0,
    };
    loaded
        .diagnostics
        .iter()
        .filter(|d| at(d) == line)
        .map(|d| d.code)
        .collect()
}

fn heading(section: &Section) -> String {
    match section.form {
        Form::Named => format!("[{}.x]\n", section.name),
        _ => format!("{}\nid = \"x\"\n", section.heading()),
    }
}

/// The key of a section that holds a table within it, with what must stand around that table.
fn holder(within: &Section) -> (String, &'static str) {
    let holds = |shape: &Shape| match shape {
        Shape::Table(inner) | Shape::Tables(inner) => std::ptr::eq(*inner, within),
        Shape::Translated => within.name == "text",
        _ => false,
    };
    let (section, key) = match within.name {
        "silent" => (SECTIONS.iter().find(|s| s.name == "node"), "silent"),
        _ => {
            let found = SECTIONS
                .iter()
                .find_map(|s| s.keys.iter().find(|k| holds(&k.shape)).map(|k| (s, k.name)));
            let (section, key) = found.unwrap_or_else(|| panic!("nothing holds `{}`", within.name));
            (Some(section), key)
        }
    };
    let section = section.unwrap_or_else(|| panic!("nothing holds `{}`", within.name));
    let around = match key {
        "default" => "scale = \"s\"\n",
        _ => "",
    };
    (format!("{}{around}", heading(section)), key)
}

const SCALE: &str = "\n[scale.s]\nlevels = [\"a\", \"b\"]\n";

#[test]
fn each_key_of_each_section_is_read() {
    // No key may be a moment of a day, so each that is read complains of it.
    let moment = "2025-01-01T00:00:00Z";
    for section in SECTIONS {
        for key in section.keys {
            let mut text = heading(section);
            if key.name == "id" {
                text = format!("{}\n", section.heading());
            }
            if matches!(key.name, "unit" | "range" | "cuts" | "better" | "decimals") && section.form == Form::Named {
                text.push_str("type = \"number\"\n");
            }
            if key.name == "level" || key.name == "opens" {
                text.push_str("node = \"n\"\n");
            }
            let line = text.lines().count() + 1;
            text.push_str(&format!(
                "{} = {moment}\n{SCALE}\n[[node]]\nid = \"n\"\nscale = \"s\"\n",
                key.name
            ));
            let found = codes(&loaded(text.clone()), line);
            let complains = found.iter().any(|c| matches!(*c, "wrong-type" | "bad-date"));
            assert!(
                complains,
                "`{}` of {} is not read: {found:?}\n{text}",
                key.name,
                section.heading()
            );
        }
    }
}

#[test]
fn each_key_of_a_table_within_a_section_is_read() {
    for within in WITHIN {
        for key in within.keys {
            let (around, holder) = holder(within);
            let others = match (within.name, key.name) {
                ("compare", "better") => "than = {}, ",
                ("compare", "than") => "better = {}, ",
                _ => "",
            };
            let line = around.lines().count() + 1;
            let text = format!(
                "{around}{holder} = {{ {others}{} = 2025-01-01T00:00:00Z }}\n{SCALE}",
                key.name
            );
            let found = codes(&loaded(text.clone()), line);
            let complains = found.iter().any(|c| matches!(*c, "wrong-type" | "bad-date"));
            assert!(
                complains,
                "`{}` of {} is not read: {found:?}\n{text}",
                key.name, within.name
            );
        }
    }
}

#[test]
fn a_key_that_no_section_has_is_refused_in_each() {
    for section in SECTIONS {
        let text = format!("{}colour = 1\n", heading(section));
        let line = text.lines().count();
        assert!(
            codes(&loaded(text), line).contains(&"unknown-key"),
            "{}",
            section.heading()
        );
    }
    for within in WITHIN.iter().filter(|w| !w.open) {
        let (around, holder) = holder(within);
        let line = around.lines().count() + 1;
        let text = format!("{around}{holder} = {{ colour = 1 }}\n");
        assert!(codes(&loaded(text), line).contains(&"unknown-key"), "{}", within.name);
    }
}

#[test]
fn each_required_key_is_missed() {
    for section in SECTIONS {
        for key in section.keys.iter().filter(|k| k.required) {
            let heading = match (key.name, section.form) {
                ("id", Form::Listed | Form::Once) => format!("{}\n", section.heading()),
                _ => heading(section),
            };
            let found = loaded(heading);
            let missed = format!("`{}` is missing", key.name);
            let named = found
                .diagnostics
                .iter()
                .any(|d| d.code == "missing-key" && d.labels[0].text == missed.as_str());
            assert!(
                named,
                "`{}` of {}: {:?}",
                key.name,
                section.heading(),
                found.diagnostics
            );
        }
    }
}

#[test]
fn the_list_says_all_that_the_reference_shows() {
    for section in SECTIONS.iter().chain(WITHIN) {
        assert!(!section.about.is_empty(), "{}", section.name);
        for key in section.keys {
            assert!(
                !key.about.is_empty() && !key.shape.words().is_empty(),
                "`{}` of {}",
                key.name,
                section.name
            );
        }
        let mut names: Vec<&str> = section.keys.iter().map(|k| k.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), section.keys.len(), "{} has a key twice", section.name);
    }
}
