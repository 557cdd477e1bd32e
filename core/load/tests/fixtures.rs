//! Studies with mistakes: each says in comments what is wrong where, and a snapshot shows how it is said.
//!
//! `# error: code, code` stands on the line of the fault, `# error below: code` on the line before, `# error above 2:
//! code` two lines after it, `# error file: code` where the fault is the file's; `warning` and `note` likewise.

#![expect(clippy::unwrap_used, reason = "a test that can't go on fails")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use toets_diagnostic::{Diagnostic, Place, Severity, render};
use toets_load::{FileError, Files, Loaded, load};
use toets_model::Sources;

/// The folder of the fixtures, as a project.
struct Project(PathBuf);

impl Files for Project {
    #[expect(clippy::disallowed_methods, reason = "the test stands in for the command line")]
    fn read(&self, path: &str) -> Result<String, FileError> {
        match std::fs::read_to_string(self.0.join(path)) {
            Ok(text) => Ok(text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(FileError::NotFound),
            Err(error) => Err(FileError::Other(toets_diagnostic::Words::same(error.to_string()))),
        }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/check")
}

fn names() -> Vec<String> {
    let folders = root()
        .read_dir()
        .unwrap()
        .map(|f| f.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = folders.filter(|f| f != "policies").collect();
    names.sort();
    names
}

fn loaded(name: &str) -> Loaded {
    load(
        &Project(root()),
        &format!("{name}/study.toml"),
        "policies",
        Vec::new(),
        Sources::default(),
    )
}

/// Path, line (0: the file), severity and code.
type Fault = (String, usize, &'static str, String);

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn found(loaded: &Loaded) -> Vec<Fault> {
    let place = |d: &Diagnostic| match d.place() {
        Some(Place::Span(span)) => (
            loaded.sources.file(span.file).path.to_string(),
            loaded.sources.position(span).0,
        ),
        Some(Place::File(file)) => (loaded.sources.file(file).path.to_string(), 0),
        None => panic!("a fault without a place: {d:?}"),
    };
    let faults = loaded.diagnostics.iter().map(|d| {
        let (path, line) = place(d);
        (path, line, word(d.severity), d.code.to_owned())
    });
    let mut faults: Vec<Fault> = faults.collect();
    faults.sort();
    faults
}

fn expected(loaded: &Loaded) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (_, file) in loaded.sources.files() {
        for (number, line) in file.text.lines().enumerate() {
            for word in ["error", "warning", "note"] {
                let Some((_, rest)) = line.split_once(&format!("# {word}")) else {
                    continue;
                };
                let Some((place, codes)) = rest.split_once(": ") else {
                    continue;
                };
                let here = number + 1;
                let at = match place.split_whitespace().collect::<Vec<_>>()[..] {
                    [] => here,
                    ["below"] => here + 1,
                    ["above"] => here - 1,
                    ["above", lines] => here - lines.parse::<usize>().unwrap(),
                    ["file"] => 0,
                    _ => panic!("what does `{line}` expect?"),
                };
                let codes = codes.split(", ");
                faults.extend(codes.map(|c| (file.path.to_string(), at, word, c.trim().to_owned())));
            }
        }
    }
    faults.sort();
    faults
}

#[test]
fn each_fault_is_found_where_it_is_expected_and_no_other() {
    let mut differences = BTreeMap::new();
    for name in names() {
        let loaded = loaded(&name);
        let (found, expected) = (found(&loaded), expected(&loaded));
        if found != expected {
            let missing: Vec<_> = expected.iter().filter(|f| !found.contains(f)).cloned().collect();
            let extra: Vec<_> = found.iter().filter(|f| !expected.contains(f)).cloned().collect();
            differences.insert(name.clone(), (missing, extra, found.len(), expected.len()));
        }
        let errors = toets_diagnostic::any_error(&loaded.diagnostics);
        assert_eq!(
            loaded.study.is_none(),
            errors,
            "{name}: a study exactly where there is no error"
        );
    }
    assert!(
        differences.is_empty(),
        "(missing, unexpected, found, expected): {differences:#?}"
    );
}

#[test]
fn faults_are_shown_with_the_line_they_are_on() {
    let style = render::Style {
        color: false,
        width: 120,
        language: toets_model::Language::En,
    };
    for name in names() {
        let loaded = loaded(&name);
        let shown = render::human(&loaded.diagnostics, &loaded.sources, style);
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, shown);
        });
    }
}

#[test]
fn each_fault_is_told_in_dutch_too() {
    let dutch = toets_model::Language::Nl;
    let mut told = String::new();
    for name in names() {
        for fault in &loaded(&name).diagnostics {
            let labels = fault.labels.iter().map(|label| ('^', &label.text));
            let help = fault.help.iter().map(|help| ('>', help));
            let notes = fault.notes.iter().map(|note| ('=', note));
            let all = std::iter::once(('!', &fault.message))
                .chain(labels)
                .chain(help)
                .chain(notes);
            for (sign, words) in all.filter(|(_, words)| !words.is_empty()) {
                told.push_str(&format!("{sign} {}\n", words.get(dutch)));
            }
        }
    }
    // Each sentence once: what is said stands in the fixtures' own snapshots.
    let mut seen = std::collections::BTreeSet::new();
    let once: Vec<&str> = told.lines().filter(|line| seen.insert(*line)).collect();
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("all-in-dutch", once.join("\n"));
    });
}

#[test]
fn the_short_form_and_the_machine_form_name_the_same_places() {
    let loaded = loaded("two-at-once");
    insta::assert_snapshot!(
        "short",
        render::short(&loaded.diagnostics, &loaded.sources, toets_model::Language::En)
    );
    insta::assert_snapshot!(
        "json",
        render::json(&loaded.diagnostics, &loaded.sources, toets_model::Language::En)
    );
}

#[test]
fn a_study_that_does_not_exist_is_an_error() {
    let loaded = loaded("nowhere");
    let [fault] = &loaded.diagnostics[..] else {
        panic!("{:?}", loaded.diagnostics);
    };
    assert_eq!(fault.code, "missing-file");
    assert_eq!(fault.message, "can't read `nowhere/study.toml`: there is no such file");
    assert!(loaded.study.is_none());
}
