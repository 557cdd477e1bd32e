//! What the founding study says of the law on other days: never more than what was read of it.

mod support;

use serde_json::Value;
use support::{FOUNDING, printed};

/// The results of the study under the law of a day.
fn on(day: &str) -> Value {
    let text = printed(&["run", FOUNDING, "--as-of", day, "--format", "json"]);
    serde_json::from_str(&text).expect("the program prints JSON")
}

/// The cells of the scenarios in which a node is open over its whole scale of five levels, as `A1/glo`.
fn wholly_open(results: &Value, node: &str) -> Vec<String> {
    let cells = results["results"].as_array().expect("a list of cells").iter();
    cells
        .filter(|cell| cell["scenario"] != "baseline")
        .filter(|cell| cell["nodes"][node]["possible"].as_array().map(Vec::len) == Some(5))
        .map(|cell| format!("{}/{}", cell["scenario"], cell["group"]).replace('"', ""))
        .collect()
}

/// The cells of a group, as [`wholly_open`] writes them.
fn all(group: &str) -> Vec<String> {
    ["A1", "A2", "B1", "B2", "C1", "C2"]
        .map(|s| format!("{s}/{group}"))
        .to_vec()
}

fn status(results: &Value, conclusion: &str) -> String {
    let all = results["conclusions"].as_array().expect("a list of conclusions");
    let one = all.iter().find(|one| one["id"] == conclusion);
    one.expect("a conclusion of the study")["holds"]
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn before_the_oldest_text_that_was_read_everything_is_open() {
    let long_ago = on("2010-01-01");
    for (node, group) in [
        ("wpo", "glo"),
        ("wvo_2020", "amv"),
        ("gdpr", "glo"),
        ("gdpr", "amv"),
        ("legality", "glo"),
    ] {
        let open = wholly_open(&long_ago, node);
        for cell in all(group) {
            assert!(open.contains(&cell), "{node} of {cell} in 2010");
        }
    }
    assert_eq!(status(&long_ago, "language-inside-needs-law"), "undetermined");
    assert_eq!(status(&long_ago, "R7-19"), "undetermined");
    // The Wpo was read from August 2015 on, the Wvo 2020 is in force since August 2022.
    let between = on("2022-07-31");
    assert_eq!(wholly_open(&between, "wpo"), all("jji"));
    assert_eq!(
        wholly_open(&between, "wvo_2020").len(),
        all("amv").len() + all("jji").len()
    );
}

#[test]
fn the_changes_of_2026_move_no_result() {
    let of_the_report = on("2025-05-01");
    // The Wpo changed in June 2026 (admission) and in August 2026, when article 9 was written anew.
    for day in ["2026-06-11", "2026-06-12", "2026-07-01", "2026-07-31", "2026-08-01"] {
        let then = on(day);
        assert_eq!(then["results"], of_the_report["results"], "{day}");
        assert_eq!(then["conclusions"], of_the_report["conclusions"], "{day}");
    }
}

#[test]
fn a_renumbered_rule_is_in_force_under_one_number_at_a_time() {
    let study = support::founding_study();
    let provision = |id: &str| &study.provisions[study.provisions.find(id).expect("a provision of the study")];
    for (older, newer) in [
        ("wpo:9.1-2", "wpo:9.1-5"),
        ("wpo:9.3", "wpo:9.7"),
        ("wpo:9.9", "wpo:9.12"),
        ("wpo:9.13", "wpo:9.16"),
        ("wpo:9.13a", "wpo:9.17"),
        ("wpo:9.15", "wpo:9.19"),
    ] {
        let last = provision(older)
            .valid_to()
            .expect("the old number has an end")
            .to_string();
        let first = provision(newer)
            .valid_from()
            .expect("the new number has a beginning")
            .to_string();
        assert_eq!(
            (last.as_str(), first.as_str()),
            ("2026-07-31", "2026-08-01"),
            "{older} and {newer}"
        );
    }
}
