//! Why, and under which conditions, on the founding study: what a person sees, what a program gets, and what is said to a wrong call.

mod support;

use serde_json::Value;
use support::{FOUNDING, printed, toets};

fn ask(command: &str, args: &str) -> String {
    let args: Vec<&str> = args.split_whitespace().collect();
    printed(&[&[command, FOUNDING], args.as_slice()].concat())
}

fn json(command: &str, args: &str) -> Value {
    let text = ask(command, &format!("{args} --format json"));
    serde_json::from_str(&text).expect("the program prints JSON")
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

#[test]
fn a_level_that_depends_on_people() {
    for lang in ["nl", "en"] {
        let args = format!("--scenario B1 --group glo --node return_perspective --lang {lang}");
        insta::assert_snapshot!(format!("b1-glo-return-{lang}"), ask("explain", &args));
    }
}

#[test]
fn a_verdict_that_holds_in_every_case() {
    for lang in ["nl", "en"] {
        let args = format!("--scenario A1 --group glo --lang {lang}");
        insta::assert_snapshot!(format!("a1-glo-verdict-{lang}"), ask("explain", &args));
    }
}

#[test]
fn a_level_that_hangs_on_what_is_open() {
    let args = "--scenario C1 --group amv --node practicability --lang nl";
    insta::assert_snapshot!("c1-amv-practicability-nl", ask("explain", args));
}

#[test]
fn what_the_law_says() {
    for (lang, node) in [("nl", "wpo"), ("en", "legality")] {
        let args = format!("--scenario B2 --group glo --node {node} --lang {lang}");
        insta::assert_snapshot!(format!("b2-glo-{node}-{lang}"), ask("explain", &args));
    }
}

#[test]
fn what_nobody_looked_at_stays_open() {
    let args = "--scenario A1 --group jji --node wvo_2020 --lang en";
    insta::assert_snapshot!("a1-jji-wvo-en", ask("explain", args));
}

#[test]
fn evidence_that_is_carried_over_is_named() {
    let args = "--scenario C1 --group jji --node needs --lang nl";
    insta::assert_snapshot!("c1-jji-needs-nl", ask("explain", args));
}

#[test]
fn an_assumption_chooses_the_case() {
    let args = "--scenario B1 --group glo --node return_perspective --lang en --depth 0 --where speaks_world_language=no --where dutch_sufficient=no";
    insta::assert_snapshot!("b1-glo-return-assumed-en", ask("explain", args));
}

#[test]
fn as_a_document_and_as_a_part_of_a_page() {
    for format in ["md", "html"] {
        let args = format!("--scenario B2 --group glo --node wpo --lang nl --format {format}");
        insta::assert_snapshot!(format!("b2-glo-wpo-{format}"), ask("explain", &args));
    }
}

#[test]
fn a_wrong_name_gets_a_suggestion() {
    let calls = [
        "--scenario B11 --group glo",
        "--scenario B1 --group gol",
        "--scenario B1 --group glo --node return_perspectief",
        "--scenario B1 --group glo --where speaks_world_languag=no",
        "--scenario B1 --group glo --where speaks_world_language=noo",
        "--scenario B1 --group glo --where timing=inside",
        "--scenario B1 --group glo --where returns",
        "--scenario B1 --group glo --where open.f4g01=fails",
    ];
    let said: Vec<String> = calls
        .into_iter()
        .map(|call| {
            let args: Vec<&str> = call.split_whitespace().collect();
            let output = toets(&[&["explain", FOUNDING], args.as_slice()].concat());
            assert_eq!(output.status.code(), Some(2), "{call}");
            assert!(output.stdout.is_empty());
            format!("explain {call}\n{}", String::from_utf8_lossy(&output.stderr))
        })
        .collect();
    insta::assert_snapshot!("wrong-calls", said.join("\n"));
}

/// Each verdict: the levels are those of the scorecard, the world that is explained has the level, and all that decides is there with its place in a source.
#[test]
fn explanations_agree_with_the_scorecard_and_cite() {
    let run: Value = serde_json::from_str(&printed(&["run", FOUNDING, "--format", "json"])).expect("JSON");
    let mut decisive = 0;
    for cell in list(&run, "results") {
        let (scenario, group) = (&cell["scenario"], &cell["group"]);
        let name = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let args = format!("--scenario {} --group {}", name(scenario), name(group));
        let found = json("explain", &args);
        let levels: Vec<&Value> = list(&found, "cases").iter().map(|case| &case["level"]).collect();
        let possible: Vec<&Value> = list(&cell["nodes"]["verdict"], "possible").iter().collect();
        assert_eq!(levels, possible, "{args}");
        for case in list(&found, "cases") {
            let nodes = list(case, "derivation");
            assert_eq!(nodes[0]["level"], case["level"]);
            let level = |id: &Value| nodes.iter().find(|node| &node["node"] == id).map(|node| &node["level"]);
            for node in nodes {
                for child in list(node, "children") {
                    assert!(level(child).is_some(), "{child} of {} is derived too", node["node"]);
                }
                let possible = list(&cell["nodes"][node["node"].as_str().expect("an id")], "possible");
                assert!(possible.contains(&node["level"]), "{args} {}", node["node"]);
                for finding in list(node, "findings")
                    .iter()
                    .filter(|finding| finding["decisive"] == true)
                {
                    decisive += 1;
                    assert!(
                        !list(finding, "sources").is_empty(),
                        "{} cites nothing",
                        finding["finding"]
                    );
                    assert!(["applies", "carried"].contains(&finding["fate"].as_str().expect("a word")));
                }
            }
        }
    }
    assert!(decisive > 100, "{decisive}");
}

#[test]
fn conditions_are_sentences() {
    for lang in ["nl", "en"] {
        let args = format!("--scenario B1 --group glo --node return_perspective --at-least + --lang {lang}");
        insta::assert_snapshot!(format!("conditions-b1-glo-return-{lang}"), ask("conditions", &args));
    }
    let open = "--scenario V-open --group glo --at-least desirable_and_feasible --lang nl";
    insta::assert_snapshot!("conditions-open-nl", ask("conditions", open));
    let necessary = format!("{open} --necessary");
    insta::assert_snapshot!("necessary-open-nl", ask("conditions", &necessary));
}

#[test]
fn what_is_not_listed_is_counted() {
    let args = "--scenario B1 --group glo --node child_interest --at-least 0";
    let (all, few) = (
        json("conditions", args),
        json("conditions", &format!("{args} --list 3")),
    );
    let (all, few) = (&all["full"], &few["full"]);
    assert_eq!(few["total"], all["total"]);
    assert_eq!(few["holds"], all["holds"]);
    assert_eq!(few["complete"], false);
    assert_eq!(list(few, "primes").len(), 3);
    let worlds = |value: &Value| {
        value
            .as_str()
            .and_then(|text| text.parse::<u128>().ok())
            .expect("a count")
    };
    assert!(worlds(&few["covered"]) < worlds(&all["holds"]));
}
