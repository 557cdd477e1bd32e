//! Two, three and more scenarios beside each other.

mod support;

use serde_json::Value;
use support::{FOUNDING, printed, toets};

const SEVERAL: [&str; 4] = ["A1", "C1", "baseline", "B2"];

fn json(call: &[&str]) -> Value {
    let all = [call, &["--format", "json"]].concat();
    serde_json::from_str(&printed(&all)).expect("the program prints JSON")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).expect("a list")
}

#[test]
fn of_several_each_two_are_compared_as_by_themselves() {
    for cells in [&["--group", "glo"][..], &["--group", "jji", "--ceteris-paribus"]] {
        let all = json(&[&["compare", FOUNDING], &SEVERAL[..], cells].concat());
        let mut pairs = list(&all["comparisons"]).iter();
        for (n, one) in SEVERAL.iter().enumerate() {
            for other in &SEVERAL[n + 1..] {
                let two = json(&[&["compare", FOUNDING, one, other], cells].concat());
                assert_eq!(pairs.next(), Some(&two["comparisons"][0]), "{one} {other}");
            }
        }
        assert_eq!(pairs.next(), None);
    }
}

/// Programs read these keys: more may come beside them, none may go.
#[test]
fn what_two_show_keeps_its_keys() {
    let two = json(&["compare", FOUNDING, "A1", "C1", "--group", "glo"]);
    let keys = |value: &Value, wanted: &[&str]| {
        for key in wanted {
            assert!(value.get(key).is_some(), "no `{key}` in {value}");
        }
    };
    keys(&two, &["schema", "question", "study", "title", "as_of", "comparisons"]);
    let pair = &two["comparisons"][0];
    keys(
        pair,
        &["scenarios", "group", "ceteris_paribus", "has_worlds", "levers", "nodes"],
    );
    keys(&pair["levers"][0], &["variable", "first", "second"]);
    for node in list(&pair["nodes"]) {
        keys(
            node,
            &[
                "node", "relation", "first", "second", "for", "hangs_on", "levers", "only_in",
            ],
        );
    }
}

#[test]
fn beside_each_other_each_is_what_run_says_of_it() {
    let beside = &json(&[&["compare", FOUNDING], &SEVERAL[..]].concat())["beside"];
    let mut run = vec!["run", FOUNDING];
    run.extend(SEVERAL.iter().flat_map(|name| ["--scenario", name]));
    let run = json(&run);
    let mut compared = 0;
    for group in list(beside) {
        assert_eq!(group["scenarios"], Value::from(SEVERAL.to_vec()));
        for (n, scenario) in SEVERAL.iter().enumerate() {
            let cell = list(&run["results"])
                .iter()
                .find(|cell| cell["scenario"] == *scenario && cell["group"] == group["group"])
                .expect("run knows the cell");
            for line in list(&group["nodes"]) {
                let node = line["node"].as_str().expect("a name");
                assert_eq!(
                    line["possible"][n], cell["nodes"][node]["possible"],
                    "{scenario} {node}"
                );
                compared += 1;
            }
        }
    }
    assert!(compared > 300, "only {compared}");
}

#[test]
fn what_differs_stands_first() {
    let all = json(&[&["compare", FOUNDING], &SEVERAL[..], &["--group", "glo"]].concat());
    let differs = |node: &Value| {
        let mut pairs = list(&all["comparisons"]).iter();
        pairs.any(|pair| {
            let mut nodes = list(&pair["nodes"]).iter();
            nodes.any(|it| it["node"] == *node && it["relation"] != "equal")
        })
    };
    let lines = list(&all["beside"][0]["nodes"]);
    for line in lines {
        assert_eq!(line["differs"], differs(&line["node"]), "{}", line["node"]);
    }
    let page = printed(
        &[
            &["compare", FOUNDING, "--lang", "en", "--format", "md"],
            &SEVERAL[..],
            &["--group", "glo"],
        ]
        .concat(),
    );
    let study = support::founding_study();
    let place = |line: &Value| {
        let node = study
            .nodes
            .find(line["node"].as_str().expect("a name"))
            .expect("a node");
        let label = study.nodes[node].label.en.clone().expect("a label");
        page.rfind(&label).unwrap_or_else(|| panic!("no {label}"))
    };
    let last = lines.iter().filter(|line| line["differs"] == true).map(place).max();
    let first = lines.iter().filter(|line| line["differs"] == false).map(place).min();
    assert!(last < first, "{page}");
}

#[test]
fn a_row_for_programs_says_of_which_two_it_is() {
    let csv = printed(&[
        "compare", FOUNDING, "A1", "B1", "C1", "--group", "glo", "--format", "csv",
    ]);
    let names: Vec<&str> = csv.lines().next().expect("a line of names").split(',').collect();
    let place = |name: &str| names.iter().position(|it| *it == name).expect("a column");
    let mut pairs: Vec<(String, String)> = Vec::new();
    for row in csv.lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        let pair = (cells[place("a")].to_owned(), cells[place("b")].to_owned());
        if pairs.last() != Some(&pair) {
            pairs.push(pair);
        }
    }
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(pairs, [pair("A1", "B1"), pair("A1", "C1"), pair("B1", "C1")]);
}

#[test]
fn several_read_so() {
    for language in ["nl", "en"] {
        let call = [
            "compare", FOUNDING, "A1", "B1", "C1", "--group", "glo", "--lang", language,
        ];
        insta::assert_snapshot!(format!("several-{language}"), printed(&call));
    }
}

#[test]
fn the_study_may_be_left_out_and_scenarios_have_labels() {
    let by_id = printed(&["compare", FOUNDING, "baseline", "C1", "B2", "--group", "glo"]);
    let skills = "Skills and competences, voluntary, outside school time";
    assert_eq!(
        printed(&["compare", "De situatie van nu", skills, "b2", "--group", "GLO"]),
        by_id
    );
    // One alone is set beside the baseline.
    let one = printed(&["compare", "C1", "--group", "glo"]);
    assert_eq!(one, printed(&["compare", "baseline", "C1", "--group", "glo"]));
}

#[test]
fn calls_that_compare_nothing_say_what_to_do() {
    let calls: [(&[&str], &str); 5] = [
        (&["compare"], "there are no two to compare"),
        (&["compare", FOUNDING], "there are no two to compare"),
        (&["compare", "A1", "B1", "A1"], "scenario `A1` is named twice"),
        (&["compare", "A1", "B1", "C9"], "there is no scenario `C9`"),
        (&["compare", "Z9", "B1", "C1"], "`Z9` is neither a study nor a scenario"),
    ];
    for (call, what) in calls {
        let output = toets(call);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{call:?}");
        assert!(told.contains(what) && told.contains("help: "), "{call:?}: {told}");
    }
}
