//! Where sources that contradict each other set each other's findings aside.

use serde_json::{Value, json as value};

use crate::support::printed;
use crate::{json, text, written};

fn node(answer: &Value, scenario: &str, node: &str) -> Value {
    let results = answer["results"].as_array().expect("results");
    let cell = results
        .iter()
        .find(|cell| cell["scenario"] == scenario)
        .expect("the cell");
    cell["nodes"][node].clone()
}

/// The notes of one kind, in a language.
fn notes(study: &str, code: &str, language: &str) -> Vec<String> {
    let said = json(&["check", study, "--lang", language]);
    let all = said["diagnostics"].as_array().expect("diagnostics").iter();
    let these = all.filter(|one| one["code"] == code);
    these
        .map(|one| one["message"].as_str().expect("a message").to_owned())
        .collect()
}

#[test]
fn where_sides_have_to_meet_findings_stand_elsewhere() {
    let folder = written("meet", &text("contests"));
    let study = folder.to_str().expect("a path");
    let said = json(&["run", study]);
    // At school nobody contradicts that the lessons help.
    assert_eq!(node(&said, "P", "learning")["possible"], value!(["+"]));
    // Online it is contradicted of young children only.
    assert_eq!(
        node(&said, "O", "learning")["cases"],
        value!([
            { "level": "-", "when": [{ "contest.lessons": ["2"], "sector": ["po"] }] },
            { "level": "+", "when": [
                { "contest.lessons": ["1"], "sector": ["po"] },
                { "sector": ["vo"] },
            ] },
        ])
    );
    // What compares speaks of both of what it compares.
    for scenario in ["P", "O"] {
        let contact = node(&said, scenario, "contact");
        assert_eq!(contact["possible"], value!(["-", "0", "+"]), "{scenario}");
        let known = &contact["cases"][1];
        assert_eq!(known["level"], "0");
        assert!(
            known["when"]
                .as_array()
                .expect("boxes")
                .contains(&value!({ "sector": ["vo"] })),
            "{known}"
        );
    }
    assert!(notes(study, "one-sided-contest", "en").is_empty());
}

#[test]
fn a_contest_anywhere_opens_what_one_side_speaks_of_and_check_says_so() {
    let folder = written("anywhere", &text("contests").replace("where = \"meet\"\n", ""));
    let study = folder.to_str().expect("a path");
    let said = json(&["run", study]);
    assert_eq!(node(&said, "P", "learning")["possible"], value!(["-", "0", "+"]));
    assert_eq!(
        notes(study, "one-sided-contest", "en"),
        [
            "the contest `lessons` opens `learning` also where only one side speaks of it",
            "the contest `touch` opens `contact` also where only one side speaks of it",
        ]
    );
    assert_eq!(
        notes(study, "one-sided-contest", "nl")[0],
        "de tegenspraak `lessons` opent `learning` ook waar maar één kant er iets over zegt"
    );
    let said = printed(&["check", study, "--notes", "--lang", "en"]);
    assert!(said.contains("there `helps` only"), "{said}");
    assert!(said.contains("cells: O/pupils, P/pupils"), "{said}");
}

#[test]
fn the_graph_knows_that_one_side_depends_on_the_other() {
    for (name, where_, reached) in [
        ("graph-meet", "where = \"meet\"\n", true),
        ("graph-anywhere", "", false),
    ] {
        let folder = written(name, &text("contests").replace("where = \"meet\"\n", where_));
        let said = json(&[
            "graph",
            folder.to_str().expect("a path"),
            "--impact",
            "harms-online",
            "--full",
        ]);
        let things = said["things"].as_array().expect("things").iter();
        let keys: Vec<&str> = things.filter_map(|thing| thing["key"].as_str()).collect();
        assert_eq!(keys.contains(&"finding:helps"), reached, "{name}: {keys:?}");
    }
}
