//! What the founding study must say, whatever else changes.

mod support;

use std::collections::BTreeMap;

use serde_json::Value;
use support::{FOUNDING, printed, toets};

/// The results of a run as JSON.
fn results(args: &[&str]) -> Value {
    let all = [&["run", FOUNDING, "--format", "json"], args].concat();
    serde_json::from_str(&printed(&all)).expect("the program prints JSON")
}

/// The levels that are possible for a node, by scenario and group.
fn possible(results: &Value, node: &str) -> BTreeMap<(String, String), Vec<String>> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let cells = results["results"].as_array().expect("a list of cells").iter();
    cells
        .map(|cell| {
            let levels = cell["nodes"][node]["possible"]
                .as_array()
                .expect("a list of levels")
                .iter()
                .map(text);
            ((text(&cell["scenario"]), text(&cell["group"])), levels.collect())
        })
        .collect()
}

fn cell(scenario: &str, group: &str) -> (String, String) {
    (scenario.to_owned(), group.to_owned())
}

#[test]
fn the_six_scenarios_are_judged_for_three_groups_beside_the_present_situation() {
    let verdicts = possible(&results(&[]), "verdict");
    let cells: Vec<String> = verdicts
        .keys()
        .map(|(scenario, group)| format!("{scenario}/{group}"))
        .collect();
    assert_eq!(
        cells.join(" "),
        "A1/amv A1/glo A1/jji A2/amv A2/glo A2/jji B1/amv B1/glo B1/jji B2/amv B2/glo B2/jji C1/amv C1/glo C1/jji C2/amv C2/glo C2/jji baseline/amv baseline/glo baseline/jji"
    );
}

#[test]
fn a_is_neither_desirable_nor_feasible_in_every_case() {
    let verdicts = possible(&results(&[]), "verdict");
    for scenario in ["A1", "A2"] {
        for group in ["glo", "amv"] {
            assert_eq!(verdicts[&cell(scenario, group)], ["neither"], "{scenario}/{group}");
        }
    }
}

#[test]
fn c_is_undesirable_because_exclusive_and_feasible_unless_what_is_open_blocks_it() {
    let results = results(&[]);
    for scenario in ["C1", "C2"] {
        for group in ["glo", "amv"] {
            assert_eq!(
                possible(&results, "desirability")[&cell(scenario, group)],
                ["-"],
                "{scenario}/{group}"
            );
            assert_eq!(
                possible(&results, "feasibility")[&cell(scenario, group)],
                ["--", "-"],
                "{scenario}/{group}"
            );
            assert_eq!(
                possible(&results, "verdict")[&cell(scenario, group)],
                ["neither", "feasible_only"]
            );
        }
    }
}

#[test]
fn inside_school_time_a_and_b_need_the_law_changed() {
    let results = results(&[]);
    for scenario in ["A2", "B2"] {
        assert_eq!(possible(&results, "wpo")[&cell(scenario, "glo")], ["needs_amendment"]);
        assert_eq!(
            possible(&results, "wvo_2020")[&cell(scenario, "amv")],
            ["needs_amendment"]
        );
        // An act that does not govern the sector stands in no way.
        assert_eq!(possible(&results, "wvo_2020")[&cell(scenario, "glo")], ["permitted"]);
    }
    for scenario in ["A1", "B1", "C1"] {
        assert_eq!(possible(&results, "wpo")[&cell(scenario, "glo")], ["permitted"]);
        assert_eq!(possible(&results, "wvo_2020")[&cell(scenario, "amv")], ["permitted"]);
    }
}

#[test]
fn an_open_offer_of_skills_outside_school_time_can_be_desirable_and_feasible() {
    let results = results(&["--script", "scripts/scenarios/open-aanbod.rhai", "--scenario", "D1"]);
    let verdicts = possible(&results, "verdict");
    assert!(verdicts[&cell("D1", "glo")].contains(&"desirable_and_feasible".to_owned()));
    // Possible, not certain: nobody assessed it, and the money is open.
    assert!(verdicts[&cell("D1", "glo")].len() > 1);
}

#[test]
fn nobody_looked_at_the_law_and_the_money_of_the_custodial_group() {
    let results = results(&[]);
    for ((scenario, group), levels) in possible(&results, "legality") {
        if group == "jji" {
            assert_eq!(levels.len(), 5, "{scenario}: open over the whole scale");
        }
    }
}

#[test]
fn what_was_never_assessed_is_open_and_never_zero() {
    let results = results(&[]);
    for node in [
        "international_law",
        "status_change",
        "finance_schools",
        "finance_coa",
        "finance_inspectorate",
    ] {
        for (cell, levels) in possible(&results, node) {
            assert_eq!(levels.len(), 5, "{node} in {cell:?}");
        }
    }
}

#[test]
fn no_conclusion_of_the_report_is_contradicted() {
    let results = results(&[]);
    let conclusions = results["conclusions"].as_array().expect("a list of conclusions");
    let mut by_status: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for conclusion in conclusions {
        let text = |key: &str| conclusion[key].as_str().unwrap_or_default();
        by_status.entry(text("holds")).or_default().push(text("id"));
    }
    assert_eq!(by_status.get("no"), None);
    let shown: Vec<String> = by_status
        .iter()
        .map(|(status, ids)| format!("{status}: {}", ids.join(" ")))
        .collect();
    insta::assert_snapshot!("conclusions", shown.join("\n"));
}

/// In how many nodes a cell says nothing: everything is possible there, whoever is asked.
fn says_nothing(results: &Value, scenario: &str, group: &str) -> usize {
    let cells = results["results"].as_array().expect("a list of cells");
    let cell = cells
        .iter()
        .find(|one| one["scenario"] == scenario && one["group"] == group);
    let nodes = cell.expect("the cell was asked for")["nodes"]
        .as_object()
        .expect("nodes by id");
    let silent = nodes.iter().filter(|(id, node)| {
        let levels = if *id == "verdict" { 4 } else { 5 };
        node["possible"].as_array().map(Vec::len) == Some(levels)
    });
    silent.count()
}

#[test]
fn what_the_report_recommends_gets_a_useful_answer() {
    let open = results(&["--script", "scripts/scenarios/open-aanbod.rhai", "--scenario", "D1"]);
    assert!(says_nothing(&open, "D1", "glo") <= 12);
    let practice = results(&[
        "--script",
        "scripts/scenarios/praktijk-amv.rhai",
        "--scenario",
        "E1",
        "--scenario",
        "E2",
    ]);
    for scenario in ["E1", "E2"] {
        assert!(says_nothing(&practice, scenario, "amv") <= 12, "{scenario}");
    }
    // No more than the report carries: fewer problems is a bound, not a level.
    for node in ["ict", "organisation", "administration", "housing"] {
        let levels = &possible(&open, node)[&cell("D1", "glo")];
        assert!(
            levels.len() > 1 && !levels.contains(&"--".to_owned()),
            "{node}: {levels:?}"
        );
    }
}

#[test]
fn the_present_situation_is_hardly_judged() {
    let results = results(&[]);
    for group in ["glo", "amv"] {
        assert!(says_nothing(&results, "baseline", group) >= 24, "{group}");
    }
}

#[test]
fn whom_return_concerns_is_told_apart_from_what_is_not_known() {
    let results = results(&["--scenario", "C1"]);
    let node = &results["results"][0]["nodes"]["return_options"];
    assert_eq!(node["applies"], "sometimes");
    assert_eq!(
        node["not_applicable"]["when"],
        serde_json::json!([{ "returns": ["no"] }])
    );
}

#[test]
fn the_check_finds_no_fault() {
    let output = toets(&["check", FOUNDING, "--format", "short"]);
    assert_eq!(output.status.code(), Some(0));
    let found = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors: Vec<&str> = found.lines().filter(|line| line.contains(": error[")).collect();
    assert_eq!(errors, Vec::<&str>::new());
}

#[test]
fn scorecards_read_well() {
    for language in ["nl", "en"] {
        insta::assert_snapshot!(
            format!("scorecard-{language}"),
            printed(&["run", FOUNDING, "--full", "--lang", language])
        );
    }
    insta::assert_snapshot!(
        "cell-json",
        printed(&[
            "run",
            FOUNDING,
            "--scenario",
            "B1",
            "--group",
            "glo",
            "--format",
            "json"
        ])
        .split("\"conclusions\"")
        .next()
        .unwrap_or_default()
    );
    insta::assert_snapshot!("graph-dot", printed(&["graph", FOUNDING, "--format", "dot"]));
}

#[test]
fn the_same_bytes_whatever_the_threads() {
    let run = |threads: &str| {
        std::process::Command::new(support::program())
            .args(["run", FOUNDING, "--format", "json"])
            .env("RAYON_NUM_THREADS", threads)
            .current_dir(support::root())
            .output()
            .expect("the program runs")
            .stdout
    };
    assert!(run("1") == run("4"));
}

#[test]
fn parties_bear_what_was_found_and_what_was_never_judged_is_said() {
    let results = results(&["--scenario", "A1", "--scenario", "C1"]);
    let all = results["burdens"].as_array().expect("a list of what parties bear");
    let of = |party: &str, node: &str| {
        let found = all.iter().find(|one| one["party"] == party && one["node"] == node);
        found.unwrap_or_else(|| panic!("{party} bears something on {node}"))
    };
    // Staff for A is not to be found: that concerns schools in A, not in C.
    let staff = of("schools", "personnel")["findings"].as_array().expect("findings");
    let finding = staff
        .iter()
        .find(|one| one["finding"] == "f6p05")
        .expect("it applies in A1");
    assert_eq!(finding["level"], "--");
    let cells = finding["cells"].as_array().expect("cells");
    assert!(!cells.is_empty() && cells.iter().all(|cell| cell["scenario"] == "A1"));
    // Nobody worked out what it costs any of them.
    for (party, node) in [
        ("schools", "finance_schools"),
        ("ocw", "finance_schools"),
        ("coa", "finance_coa"),
        ("inspectorate", "finance_inspectorate"),
    ] {
        let silent = of(party, node)["silent"].as_array().expect("cells");
        assert_eq!(silent.len(), 6, "{party}");
        assert!(silent.iter().all(|cell| cell["reach"] == "always"), "{party}");
    }
}
