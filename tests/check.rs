//! `toets check`: what is wrong is shown, notes are counted until they are asked for, and all of it fits the page.

mod support;

use serde_json::Value;
use support::{FOUNDING, printed, toets};

/// A fixture in which something may well be a mistake, and nothing is wrong.
const WARNED: &str = "tests/fixtures/warned";

fn severities(call: &[&str]) -> Vec<String> {
    let all = toets(&[call, &["--format", "json"]].concat());
    let found: Value = serde_json::from_slice(&all.stdout).expect("the program prints JSON");
    let found = found["diagnostics"].as_array().expect("a list").iter();
    found
        .map(|it| {
            format!(
                "{}[{}]",
                it["severity"].as_str().unwrap_or_default(),
                it["code"].as_str().unwrap_or_default()
            )
        })
        .collect()
}

/// How many of these are shown to a person.
fn shown(page: &str, severity: &str) -> usize {
    page.lines()
        .filter(|line| line.starts_with(&format!("{severity}[")))
        .count()
}

#[test]
fn a_study_without_faults_is_in_order_and_its_notes_are_counted() {
    let all = severities(&["check", FOUNDING]);
    assert!(
        all.len() > 20 && all.iter().all(|it| it.starts_with("note[")),
        "{all:?}"
    );
    assert_eq!(
        printed(&["check", FOUNDING, "--lang", "en"]),
        format!("in order; {} notes (`--notes` shows all notes)\n", all.len())
    );
    assert_eq!(
        printed(&["check", FOUNDING, "--lang", "nl"]),
        format!(
            "in orde; {} opmerkingen (`--notes` toont alle opmerkingen)\n",
            all.len()
        )
    );
    let page = printed(&["check", FOUNDING, "--notes", "--lang", "en"]);
    assert_eq!(shown(&page, "note"), all.len());
    assert_eq!(page.lines().last(), Some(&*format!("in order; {} notes", all.len())));
}

#[test]
fn what_programs_read_has_every_note_whatever_people_are_shown() {
    for format in ["json", "short"] {
        let call = ["check", FOUNDING, "--format", format];
        assert_eq!(printed(&call), printed(&[&call[..], &["--notes"]].concat()), "{format}");
    }
}

#[test]
fn gaps_that_are_asked_for_are_shown_without_the_other_notes() {
    let gaps = severities(&["check", FOUNDING, "--gaps"]);
    let gaps = gaps.iter().filter(|it| *it == "note[gap]").count();
    let page = printed(&["check", FOUNDING, "--gaps", "--lang", "en"]);
    assert!(gaps > 0);
    assert_eq!((shown(&page, "note"), page.matches("note[gap]").count()), (gaps, gaps));
}

#[test]
fn what_is_wrong_is_never_in_order() {
    let page = printed(&["check", WARNED, "--lang", "en"]);
    let warnings = severities(&["check", WARNED]);
    let warnings = warnings.iter().filter(|it| it.starts_with("warning")).count();
    assert!(warnings > 0);
    assert_eq!(shown(&page, "warning"), warnings);
    assert!(!page.contains("in order"), "{page}");
    let wrong = toets(&["check", "tests/fixtures/check/wrong-kind", "--lang", "en"]);
    let page = String::from_utf8(wrong.stdout).expect("text");
    assert_eq!(wrong.status.code(), Some(1));
    assert!(
        !page.contains("in order") && page.trim_end().ends_with("errors"),
        "{page}"
    );
}

#[test]
fn all_that_is_said_fits_the_page() {
    let page = printed(&["check", FOUNDING, "--notes", "--gaps", "--lang", "nl"]);
    // Lines of the study are as long as they are, and stand behind a bar.
    let said = page
        .lines()
        .filter(|line| !line.starts_with(|c: char| c.is_ascii_digit()));
    let wide: Vec<&str> = said.filter(|line| line.chars().count() > 120).collect();
    assert!(wide.is_empty(), "{}", wide.join("\n"));
    assert!(
        page.lines().filter(|line| line.chars().count() > 100).count() > 10,
        "nothing had to be fitted"
    );
}
