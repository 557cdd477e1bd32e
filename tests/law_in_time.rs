//! Law through time: amendments, and when results change because the law does.

mod support;

use std::collections::BTreeMap;

use serde_json::Value;
use support::{FOUNDING, printed, toets};
use toets_model::Date;

const SMALL: &[&str] = &[
    "tests/fixtures/law-in-time",
    "--script",
    "tests/fixtures/law-in-time/small-act.rhai",
];

fn small(command: &str, more: &[&str]) -> Value {
    let text = printed(&[&[command], SMALL, &["--format", "json"], more].concat());
    serde_json::from_str(&text).expect("the program prints JSON")
}

/// The levels that are possible for the node of the small act.
fn possible(more: &[&str]) -> Vec<String> {
    let results = small("run", more);
    levels(&results["results"][0]["nodes"]["legality"]["possible"])
}

fn levels(list: &Value) -> Vec<String> {
    let list = list.as_array().expect("a list of levels");
    list.iter().map(|l| l.as_str().unwrap_or_default().to_owned()).collect()
}

/// What goes to standard error of a call that is refused.
fn refused(more: &[&str]) -> String {
    let output = toets(&[&["run"], SMALL, more].concat());
    assert_eq!(output.status.code(), Some(2), "{more:?}");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn nothing_falls_through_to_an_older_text() {
    assert_eq!(possible(&["--as-of", "2019-12-31"]), ["permitted"]);
    assert_eq!(possible(&["--as-of", "2021-12-31"]), ["permitted"], "the mild text");
    assert_eq!(possible(&["--as-of", "2022-06-01"]), ["permitted"], "no text at all");
    assert_eq!(
        possible(&["--as-of", "2023-01-01"]),
        ["needs_amendment"],
        "the strict text"
    );
    assert_eq!(possible(&["--as-of", "2029-12-31"]), ["needs_amendment"]);
    assert_eq!(
        possible(&["--as-of", "2030-01-01"]),
        ["permitted"],
        "it came to its end"
    );
}

#[test]
fn an_amendment_changes_what_follows() {
    assert_eq!(possible(&[]), ["needs_amendment"]);
    assert_eq!(possible(&["--amendment", "repeal-language"]), ["permitted"]);
    assert_eq!(possible(&["--amendment", "milder"]), ["permitted"]);
    assert_eq!(possible(&["--amendment", "add-exception"]), ["conditional"]);
    assert_eq!(possible(&["--amendment", "other-words"]), ["needs_amendment"]);
    // Two that go together.
    let both = ["--amendment", "add-exception", "--amendment", "afterthought"];
    assert_eq!(possible(&both), ["conditional"]);
    // For a while only.
    let experiment = |day| possible(&["--amendment", "experiment", "--as-of", day]);
    assert_eq!(experiment("2026-12-31"), ["permitted"]);
    assert_eq!(experiment("2027-01-01"), ["needs_amendment"]);
    assert_eq!(experiment("2024-12-31"), ["needs_amendment"]);
}

#[test]
fn what_can_not_be_is_refused_with_its_places() {
    let contradiction = refused(&["--amendment", "milder", "--amendment", "repeal-language"]);
    insta::assert_snapshot!("contradiction", contradiction);
    let nothing_there = refused(&["--amendment", "afterthought"]);
    insta::assert_snapshot!("added-by-another", nothing_there);
    // In 2022 there was no language rule to soften.
    insta::assert_snapshot!(
        "not-in-force",
        refused(&["--amendment", "milder", "--as-of", "2022-06-01"])
    );
    assert!(refused(&["--amendment", "mildr"]).contains("did you mean `milder`?"));
}

#[test]
fn amendments_left_open_are_conditions_of_the_result() {
    let open = ["repeal-language", "experiment", "add-exception", "milder"];
    let flags: Vec<&str> = open.iter().flat_map(|id| ["--open-amendment", id]).collect();
    let results = small("run", &flags);
    let node = &results["results"][0]["nodes"]["legality"];
    assert_eq!(
        levels(&node["possible"]),
        ["needs_amendment", "conditional", "permitted"]
    );
    // Each combination that can be, one by one.
    for chosen in 0..16u32 {
        let picked: Vec<&str> = (0..4).filter(|n| chosen >> n & 1 == 1).map(|n| open[n]).collect();
        let flags: Vec<&str> = picked.iter().flat_map(|id| ["--amendment", id]).collect();
        let output = toets(&[&["run"], SMALL, &["--format", "json"], &flags].concat());
        if output.status.code() != Some(0) {
            continue;
        }
        let alone: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let alone = levels(&alone["results"][0]["nodes"]["legality"]["possible"]);
        let holds = |case: &&Value| {
            let boxes = case["when"].as_array().expect("boxes");
            boxes.iter().any(|one| {
                open.iter().all(|id| {
                    let allowed = &one[format!("amendment.{id}")];
                    let value = if picked.contains(id) { "yes" } else { "no" };
                    allowed.is_null() || levels(allowed).contains(&value.to_owned())
                })
            })
        };
        let cases = node["cases"].as_array().expect("cases");
        let found: Vec<&Value> = cases.iter().filter(holds).collect();
        assert_eq!(found.len(), 1, "{picked:?}");
        assert_eq!(alone, [found[0]["level"].as_str().unwrap_or_default()], "{picked:?}");
    }
}

#[test]
fn the_timeline_reads_well() {
    for lang in ["nl", "en"] {
        let text = printed(&[&["timeline"], SMALL, &["--lang", lang]].concat());
        insta::assert_snapshot!(format!("timeline-{lang}"), text);
        let text = printed(&[
            "law",
            "diff",
            "2025-05-01",
            "2026-08-01",
            "--study",
            FOUNDING,
            "--lang",
            lang,
        ]);
        insta::assert_snapshot!(format!("law-diff-{lang}"), text);
    }
    insta::assert_snapshot!(
        "law-diff-md",
        printed(&[
            "law",
            "diff",
            "2015-01-01",
            "2025-05-01",
            "--study",
            FOUNDING,
            "--scenario",
            "A2",
            "--group",
            "glo",
            "--format",
            "md"
        ])
    );
}

/// The results of one cell, by node.
fn nodes(cell: &Value) -> BTreeMap<String, Vec<String>> {
    let nodes = cell["nodes"].as_object().expect("nodes").iter();
    nodes
        .map(|(id, node)| (id.clone(), levels(&node["possible"])))
        .collect()
}

/// Days around each breakpoint, judged one by one, against the stretch of the timeline that they fall into.
fn the_timeline_is_what_each_day_says(study: &[&str], only: &[&str]) {
    let call = |command: &str, more: &[&str]| -> Value {
        let text = printed(&[&[command], study, only, &["--format", "json"], more].concat());
        serde_json::from_str(&text).expect("the program prints JSON")
    };
    let timeline = call("timeline", &[]);
    let stretches = timeline["intervals"].as_array().expect("stretches");
    assert!(stretches.len() > 3, "the law of this study moves");
    let day = |value: &Value| value.as_str().and_then(Date::parse);
    for pair in stretches.windows(2) {
        let first = day(&pair[1]["from"]).expect("a first day");
        assert_eq!(day(&pair[0]["to"]).map(Date::next), Some(first), "no day is left out");
        for (stretch, day) in [
            (&pair[0], first.previous()),
            (&pair[1], first),
            (&pair[1], first.next()),
        ] {
            // The day after may belong to the next stretch already.
            if self::after(stretch, day) {
                continue;
            }
            let alone = call("run", &["--as-of", &day.to_string()]);
            let cells = |results: &Value| -> BTreeMap<(String, String), _> {
                let named = |cell: &Value, key: &str| cell[key].as_str().expect("a name").to_owned();
                let all = results.as_array().expect("cells").iter();
                all.map(|cell| ((named(cell, "scenario"), named(cell, "group")), nodes(cell)))
                    .collect()
            };
            let then = cells(&stretch["results"]);
            let mut alone = cells(&alone["results"]);
            // The baseline is shown beside what is judged; the law is followed for what is judged.
            alone.retain(|cell, _| then.contains_key(cell));
            assert!(!then.is_empty(), "{day}: no cell is followed");
            assert_eq!(then, alone, "{day}");
        }
    }
}

fn after(stretch: &Value, day: Date) -> bool {
    stretch["to"].as_str().and_then(Date::parse).is_some_and(|to| day > to)
}

#[test]
fn the_timeline_of_the_small_act_is_what_each_day_says() {
    the_timeline_is_what_each_day_says(SMALL, &[]);
    the_timeline_is_what_each_day_says(SMALL, &["--amendment", "experiment"]);
}

#[test]
fn the_timeline_of_the_founding_study_is_what_each_day_says() {
    // All of its cells.
    the_timeline_is_what_each_day_says(&[FOUNDING], &[]);
}
