//! The reference of the TOML says what the loader does: its tables of keys are the list that the loader reads by, and
//! its examples are a study.

use std::collections::BTreeSet;

use toets_load::sections::{SECTIONS, WITHIN};
use toets_load::{FileError, Files, Form, Section, load};
use toets_model::Sources;

const REFERENCE: &str = include_str!("../../../docs/src/reference/toml.md");

/// The table of keys of a section, as the reference has it.
fn table(section: &Section) -> String {
    let mut out = format!("{}\n\n| key | value | meaning |\n|---|---|---|\n", section.about);
    for key in section.keys {
        let required = if key.required { ", required" } else { "" };
        out.push_str(&format!(
            "| `{}` | {}{required} | {} |\n",
            key.name,
            key.shape.words(),
            key.about
        ));
    }
    if section.open {
        out.push_str("| any other | | a parameter of the plugin |\n");
    }
    out
}

#[test]
fn the_tables_of_keys_are_those_of_the_loader() {
    for section in SECTIONS.iter().chain(WITHIN) {
        let table = table(section);
        assert!(
            REFERENCE.contains(&table),
            "the reference should say of {}:\n\n{table}",
            section.heading()
        );
    }
}

/// The examples, one after the other.
fn examples() -> String {
    let blocks = REFERENCE.split("```toml\n").skip(1);
    blocks
        .map(|b| b.split("```").next().unwrap_or(""))
        .collect::<Vec<_>>()
        .join("\n")
}

struct Only(String);

impl Files for Only {
    fn read(&self, path: &str) -> Result<String, FileError> {
        match path {
            "study.toml" => Ok(self.0.clone()),
            _ => Err(FileError::NotFound),
        }
    }
}

#[test]
fn the_examples_are_a_study() {
    let loaded = load(
        &Only(examples()),
        "study.toml",
        "policies",
        Vec::new(),
        Sources::default(),
    );
    let style = toets_diagnostic::render::Style {
        color: false,
        width: 120,
        language: toets_model::Language::En,
    };
    let shown = toets_diagnostic::render::human(&loaded.diagnostics, &loaded.sources, style);
    assert!(loaded.diagnostics.is_empty(), "{shown}");
    assert!(loaded.study.is_some());
}

#[test]
fn each_section_has_an_example_and_a_heading() {
    let examples = examples();
    let lines: BTreeSet<&str> = examples.lines().collect();
    for section in SECTIONS {
        let heading = section.heading();
        assert!(REFERENCE.contains(&format!("\n## `{heading}`\n")), "{heading}");
        let shown = match section.form {
            Form::Named => lines.iter().any(|l| l.starts_with(&format!("[{}.", section.name))),
            _ => lines.contains(heading.as_str()),
        };
        assert!(shown, "no example of {heading}");
    }
}
