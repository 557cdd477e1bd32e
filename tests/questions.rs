//! What the founding study must answer to the questions that a scorecard can't, in both languages.

mod support;

use serde_json::Value;
use support::{FOUNDING, printed, toets};

fn asked(question: &str, args: &[&str]) -> Value {
    let all = [&[question, FOUNDING, "--format", "json"], args].concat();
    serde_json::from_str(&printed(&all)).expect("the program prints JSON")
}

fn improved(scenario: &str, group: &str) -> Value {
    let cell = ["--scenario", scenario, "--group", group];
    asked("improve", &[&cell[..], &["--to", "desirable_and_feasible"]].concat())
}

/// The changes of each way, as `audience=all_in_class`.
fn ways(outcome: &Value) -> Vec<Vec<String>> {
    let ways = outcome["ways"].as_array().expect("ways were found").iter();
    ways.map(|way| {
        let changes = way["changes"].as_array().expect("a list of changes").iter();
        let text = |value: &Value| value.as_str().expect("a name").to_owned();
        changes
            .map(|change| format!("{}={}", text(&change["variable"]), text(&change["to"])))
            .collect()
    })
    .collect()
}

/// What the report recommends: skills, for the whole class; outside school time, where C1 and A1 stand already.
#[test]
fn improve_finds_what_the_report_recommends_among_what_is_possible() {
    for group in ["glo", "amv"] {
        let c1 = improved("C1", group);
        assert_eq!(ways(&c1["possible"]), [["audience=all_in_class"]], "{group}");
        // The money is open: nothing reaches it whatever the answers.
        assert_eq!(c1["certain"]["found"], false);
        assert_eq!(c1["certain"]["blocked"], "unknowns");
        let needs = &c1["possible"]["ways"][0]["needs"];
        let answers = needs["open.finance"].as_array().expect("the money must turn out well");
        assert!(!answers.is_empty() && !answers.contains(&"--".into()), "{group}");
        for scenario in ["A1", "A2", "B2"] {
            let found = improved(scenario, group);
            let possible = &found["possible"];
            assert_eq!(found["certain"]["found"], false);
            let skills = vec!["content=skills".to_owned(), "audience=all_in_class".to_owned()];
            let ways = ways(possible);
            let opened = |way: &Vec<String>| way.contains(&"audience=all_in_class".to_owned());
            assert!(ways.iter().all(opened), "{scenario}/{group}: {ways:?}");
            assert!(
                ways.contains(&skills) || possible["cost"].as_u64() < Some(2),
                "{scenario}/{group}: {ways:?}"
            );
        }
    }
}

/// Inside school time the language offers need the law changed; outside they don't.
#[test]
fn improve_leaves_school_time_where_only_that_or_the_law_helps() {
    let cell = [
        "--scenario",
        "A2",
        "--group",
        "glo",
        "--node",
        "wpo",
        "--to",
        "permitted",
    ];
    let found = asked("improve", &cell);
    let ways = ways(&found["certain"]);
    let leaves = |way: &Vec<String>| way.contains(&"timing=outside".to_owned());
    assert!(ways.iter().any(leaves), "{ways:?}");
}

/// The report itself asks to research the money of schools and of the schools that receive newcomers first.
#[test]
fn decide_puts_the_money_among_the_first_for_open_variants() {
    let open = [
        ("scripts/scenarios/open-aanbod.rhai", "D1", "glo"),
        ("scripts/scenarios/praktijk-amv.rhai", "E1", "amv"),
        ("scripts/scenarios/praktijk-amv.rhai", "E2", "amv"),
    ];
    for (script, scenario, group) in open {
        let found = asked(
            "decide",
            &["--script", script, "--scenario", scenario, "--group", group],
        );
        let unknowns = found["unknowns"].as_array().expect("a list of unknowns");
        let place = |id: &str| unknowns.iter().position(|unknown| unknown["unknown"] == id);
        let place = place("open.finance").expect("the money is open");
        assert!(place < 5, "{scenario}: at {place}");
        assert_eq!(unknowns[place]["standing"], "asked");
    }
}

#[test]
fn robust_challenges_our_own_readings() {
    let found = asked("robust", &["--scenario", "C1", "--group", "glo"]);
    let moved = found["moved"].as_array().expect("a list of changes");
    let lines = moved.iter().filter(|change| change["reading"] == "line");
    let lines: Vec<String> = lines
        .map(|line| format!("{} {} {}", line["child"], line["level"], line["to"]).replace('"', ""))
        .collect();
    // That feasible means above `--` is our own reading.
    assert!(lines.contains(&"feasibility -- -".to_owned()), "{lines:?}");
    assert_eq!(found["not_worked_out"], Value::Array(Vec::new()));
}

#[test]
fn questions_that_can_not_be_asked_say_what_to_do() {
    let calls: [&[&str]; 4] = [
        &["improve", FOUNDING, "--scenario", "C9", "--group", "glo", "--to", "+"],
        &[
            "improve",
            FOUNDING,
            "--scenario",
            "C1",
            "--group",
            "glo",
            "--to",
            "best",
        ],
        &["space", FOUNDING, "--fix", "timing"],
        &["compare", FOUNDING, "C9"],
    ];
    for call in calls {
        let output = toets(call);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{call:?}");
        assert!(output.stdout.is_empty(), "{call:?}");
        assert!(errors.contains("help: "), "{call:?}: {errors}");
    }
}

#[test]
fn the_answers_read_so() {
    let questions: [(&str, &[&str]); 5] = [
        (
            "improve",
            &["--scenario", "C1", "--group", "glo", "--to", "desirable_and_feasible"],
        ),
        ("decide", &["--scenario", "C1", "--group", "glo"]),
        ("space", &["--group", "glo"]),
        ("compare", &["A1", "C1", "--group", "glo"]),
        ("robust", &["--scenario", "C1", "--group", "glo"]),
    ];
    for (question, args) in questions {
        for language in ["nl", "en"] {
            let all = [&[question, FOUNDING, "--lang", language], args].concat();
            insta::assert_snapshot!(format!("{question}-{language}"), printed(&all));
        }
    }
    let cell = [
        "--scenario",
        "C1",
        "--group",
        "glo",
        "--node",
        "feasibility",
        "--to",
        "+",
    ];
    let blocked = [&["improve", FOUNDING, "--lang", "en"], &cell[..]].concat();
    insta::assert_snapshot!("improve-blocked-en", printed(&blocked));
}
