//! Whether legal checks are complete: what `toets law check` finds, and that it counts every case.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use support::{FOUNDING, printed, toets};

const STUDY: &str = "tests/fixtures/law-check";

fn checked(script: &str, more: &[&str]) -> (Option<i32>, String) {
    let script = format!("{STUDY}/{script}.rhai");
    let output = toets(&[&["law", "check", STUDY, "--script", &script], more].concat());
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    (output.status.code(), text)
}

fn json(script: &str, more: &[&str]) -> Value {
    let (_, text) = checked(script, &[&["--format", "json"], more].concat());
    serde_json::from_str(&text).expect("the program prints JSON")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

#[test]
fn each_hole_is_found_with_its_smallest_example() {
    for lang in ["nl", "en"] {
        let (code, text) = checked("faulty", &["--lang", lang]);
        assert_eq!(code, Some(1), "faults");
        insta::assert_snapshot!(format!("faulty-{lang}"), text);
    }
    let (_, text) = checked("faulty", &["--format", "csv"]);
    insta::assert_snapshot!("faulty-csv", text.replace("\r\n", "\n"));
}

#[test]
fn a_check_without_holes_has_no_faults() {
    let (code, text) = checked("whole", &["--lang", "en"]);
    assert_eq!(code, Some(0));
    insta::assert_snapshot!("whole-en", text);
}

#[test]
fn on_one_day_only_what_is_so_on_that_day_counts() {
    let kinds = |day: &str| -> Vec<String> {
        let found = json("faulty", &["--as-of", day]);
        let kinds = list(&found["faults"])
            .iter()
            .map(|one| one["kind"].as_str().unwrap_or_default().to_owned());
        kinds.collect()
    };
    assert_eq!(kinds("2022-12-31"), ["said-twice", "fails", "clash", "not-in-force"]);
    assert_eq!(kinds("2023-01-01"), ["said-twice", "fails", "clash", "rule-forgotten"]);
}

#[test]
fn what_is_left_open_of_the_law_is_said_with_the_conclusions() {
    let run = |more: &[&str]| {
        let script = format!("{STUDY}/whole.rhai");
        printed(&[&["run", STUDY, "--script", &script], more].concat())
    };
    let results: Value = serde_json::from_str(&run(&["--format", "json"])).expect("JSON");
    assert_eq!(results["open_regime"], serde_json::json!(["reading"]));
    let said =
        "Of the law this is left open here: reading. A conclusion holds only if it holds under every possibility.";
    let text = run(&["--full", "--lang", "en"])
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    assert!(text.contains(said), "{text}");
    let founding: Value = serde_json::from_str(&printed(&["run", FOUNDING, "--format", "json"])).expect("JSON");
    assert_eq!(founding["open_regime"], serde_json::json!([]), "it chooses a reading");
}

/// What the script says, written out once more and asked in each world by itself.
#[test]
fn every_case_is_counted() {
    let found = json("whole", &[]);
    let mut expected: BTreeMap<(String, &str, &str), u32> = BTreeMap::new();
    let mut of: BTreeMap<&str, u32> = BTreeMap::new();
    for (scenario, places) in [("S", &["school", "home", "elsewhere"][..]), ("T", &["school"][..])] {
        for hours_rule_in_force in [false, true] {
            for place in places {
                for world in 0..8 {
                    let (other, few, narrow) = (world & 1 == 1, world & 2 == 2, world & 4 == 4);
                    let (breached, few) = (other && *place == "school", few && narrow);
                    let mut is = |provision: &str, status| {
                        *expected.entry((provision.to_owned(), scenario, status)).or_default() += 1;
                    };
                    is(
                        "act:1",
                        match (breached, few) {
                            (false, _) => "complied",
                            (true, true) => "excepted",
                            (true, false) => "open",
                        },
                    );
                    is("act:1a", "does_not_apply");
                    is("act:1b", if few { "applies" } else { "open" });
                    is("act:9", "applies");
                    is(
                        "act:2",
                        match (few, hours_rule_in_force) {
                            (_, false) => "not_in_force",
                            (false, true) => "complied",
                            (true, true) => "excepted",
                        },
                    );
                    is("act:2a", "applies_if");
                    is("act:10", "complied");
                    *of.entry(scenario).or_default() += 1;
                }
            }
        }
    }
    let mut counted = BTreeMap::new();
    for one in list(&found["coverage"]) {
        let scenario = if one["scenario"] == "S" { "S" } else { "T" };
        assert_eq!(one["of"], of[scenario].to_string());
        assert_eq!(one["not_read"], "0");
        for (status, worlds) in one["worlds"].as_object().expect("a table") {
            let worlds: u32 = worlds.as_str().and_then(|n| n.parse().ok()).expect("a number");
            let provision = one["provision"].as_str().unwrap_or_default().to_owned();
            counted.insert((provision, scenario, status.clone()), worlds);
        }
    }
    let expected: BTreeMap<_, _> = expected
        .into_iter()
        .map(|((p, s, status), n)| ((p, s, status.to_owned()), n))
        .collect();
    assert_eq!(counted, expected);
}

#[test]
fn the_checks_of_the_founding_study_have_no_faults() {
    let text = printed(&["law", "check", FOUNDING, "--format", "json"]);
    let found: Value = serde_json::from_str(&text).expect("JSON");
    assert!(list(&found["faults"]).is_empty(), "{}", found["faults"]);
    let covered: BTreeSet<&str> = list(&found["coverage"])
        .iter()
        .filter_map(|one| one["provision"].as_str())
        .collect();
    assert!(
        covered.contains("wpo:9.13") && covered.contains("wvo:2.11"),
        "{covered:?}"
    );
    insta::assert_snapshot!("founding-nl", printed(&["law", "check", FOUNDING]));
}
