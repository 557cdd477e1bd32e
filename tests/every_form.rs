//! Every question comes in every form: the same call gives the same bytes, whole, in a file as on standard output.

#![expect(clippy::disallowed_methods, reason = "tests write files of their own")]

mod support;

use std::path::PathBuf;

use support::{FOUNDING, toets};

const QUESTIONS: &[&[&str]] = &[
    &["run", FOUNDING, "--scenario", "C1", "--group", "glo"],
    &[
        "explain",
        FOUNDING,
        "--scenario",
        "B1",
        "--group",
        "glo",
        "--node",
        "return_perspective",
    ],
    &[
        "conditions",
        FOUNDING,
        "--scenario",
        "B1",
        "--group",
        "glo",
        "--node",
        "return_perspective",
    ],
    &[
        "improve",
        FOUNDING,
        "--scenario",
        "C1",
        "--group",
        "glo",
        "--to",
        "desirable_and_feasible",
    ],
    &["improve", FOUNDING, "--law", "--scenario", "A2", "--group", "glo"],
    &["decide", FOUNDING, "--scenario", "C1", "--group", "glo"],
    &["rank", FOUNDING, "--group", "glo", "--node", "desirability"],
    &["agree", FOUNDING, FOUNDING],
    &["space", FOUNDING, "--group", "glo"],
    &["compare", FOUNDING, "A1", "C1", "--group", "glo"],
    &["compare", FOUNDING, "A1", "B1", "C1", "C2", "--group", "glo"],
    &["robust", FOUNDING, "--scenario", "C1", "--group", "glo"],
    &["timeline", FOUNDING, "--scenario", "A2", "--group", "glo"],
    &[
        "law",
        "diff",
        "2025-05-01",
        "2026-08-01",
        "--study",
        FOUNDING,
        "--scenario",
        "A2",
        "--group",
        "glo",
    ],
    &["law", "check", FOUNDING, "--as-of", "2025-05-01"],
];

/// The forms, and how what they write begins.
const FORMS: &[(&str, &[u8])] = &[
    ("table", b""),
    ("md", b"# "),
    ("html", b"<!doctype html>"),
    ("typ", b"// "),
    ("docx", b"PK"),
    ("xlsx", b"PK"),
    ("json", b"{"),
    ("csv", b""),
];

fn folder() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("every-form");
    std::fs::create_dir_all(&folder).expect("a folder of the test's own");
    folder
}

#[test]
fn every_question_comes_in_every_form() {
    let folder = folder();
    for question in QUESTIONS {
        for (form, start) in FORMS {
            let call = [question, &["--format", form][..]].concat();
            let printed = toets(&call);
            assert!(
                printed.status.code().is_some_and(|code| code < 2),
                "{call:?}: {printed:?}"
            );
            assert!(printed.stdout.starts_with(start), "{call:?}");
            assert!(printed.stdout.len() > 40, "{call:?} says next to nothing");
            if *form == "table" {
                continue;
            }
            // The ending of the file says the form.
            let file = folder.join(format!("{}.{form}", question[0]));
            let path = file.to_string_lossy().into_owned();
            let written = toets(&[question, &["-o", &path][..]].concat());
            assert!(written.stdout.is_empty(), "{call:?} prints beside what it writes");
            let bytes = std::fs::read(&file).expect("it was written");
            assert!(bytes == printed.stdout, "{call:?}: the file is another one");
        }
    }
}

#[test]
fn both_languages_are_told_in_forms_for_people() {
    for form in ["md", "html", "typ"] {
        let call = [
            "rank",
            FOUNDING,
            "--group",
            "glo",
            "--node",
            "desirability",
            "--format",
            form,
            "--lang",
        ];
        let said = |language| {
            let printed = toets(&[&call[..], &[language]].concat());
            String::from_utf8(printed.stdout).expect("it is text")
        };
        assert!(said("nl").contains("Het beste"), "{form}");
        assert!(said("en").contains("The best"), "{form}");
    }
}

#[test]
fn records_have_one_column_for_each_name() {
    let printed = toets(&[
        "rank",
        FOUNDING,
        "--group",
        "glo",
        "--node",
        "desirability",
        "--format",
        "csv",
    ]);
    let text = String::from_utf8(printed.stdout).expect("it is text");
    let mut lines = text.split("\r\n");
    let head: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    for name in ["group", "node", "a", "b", "relation"] {
        assert_eq!(
            head.iter().filter(|column| **column == name).count(),
            1,
            "{name} in {head:?}"
        );
    }
    // Six scenarios are fifteen pairs.
    assert_eq!(lines.filter(|line| !line.is_empty()).count(), 15);
}

#[test]
fn a_form_that_is_not_one_is_a_wrong_call() {
    let printed = toets(&["decide", FOUNDING, "--format", "pdff"]);
    assert_eq!(printed.status.code(), Some(2));
    let said = String::from_utf8_lossy(&printed.stderr).into_owned();
    assert!(said.contains("docx") && said.contains("pdf"), "{said}");
}
