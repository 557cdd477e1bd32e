//! What the random studies brought to light, each as small as it was found.

use crate::engine::{self, Results};
use toets_studies::render::{SCORING, STUDY};

/// What the engine says of a study; `@` stands for a text, and some things that all studies here need are added.
fn results(study: &[String], script: Option<&str>) -> Results {
    results_under("", study, script)
}

/// As [`results`], with more keys of `[study]`.
fn results_under(keys: &str, study: &[String], script: Option<&str>) -> Results {
    let text = format!(
        "[study]\nid = \"small\"\ntitle = @\nverdict = \"top\"\n{keys}\n\
         [scale.three]\nlevels = [\"-\", \"0\", \"+\"]\n\
         [[group]]\nid = \"g\"\nlabel = @\n{}",
        study.concat()
    );
    let mut files = vec![(STUDY.to_owned(), text.replace('@', "{ nl = \"x\", en = \"x\" }"))];
    if let Some(script) = script {
        let head = "const PLUGIN = #{ id: \"script\", version: \"1.0.0\", scale: \"three\", label: #{ nl: \"x\", en: \"x\" } };";
        files.push((format!("{SCORING}script.rhai"), format!("{head}\n{script}")));
    }
    let compiled = engine::ready(&files).unwrap_or_else(|faults| panic!("{faults}"));
    engine::results(&compiled).unwrap_or_else(|faults| panic!("{faults}"))
}

const TOP: &str = r#"
[[node]]
id = "top"
label = @
scale = "three"
score = { plugin = "evidence" }
default = { level = "-", reason = @ }
"#;

const SCENARIO: &str = r#"
[[scenario]]
id = "S"
label = @
"#;

/// Variables with the values `p` and `q`.
fn variables(variables: &[(&str, &str)]) -> String {
    let each = variables
        .iter()
        .map(|(id, kind)| format!("[variable.{id}]\nkind = \"{kind}\"\nlabel = @\nvalues = [\"p\", \"q\"]\n"));
    each.collect()
}

/// A finding on `top`.
fn finding(id: &str, rest: &str) -> String {
    format!("[[finding]]\nid = \"{id}\"\nnode = \"top\"\nstatement = @\nmodality = \"certain\"\n{rest}\n")
}

fn conclusion(id: &str, rest: &str) -> String {
    format!("[[conclusion]]\nid = \"{id}\"\nstatement = @\n{rest}\n")
}

fn constraint(when: &str, then: &str) -> String {
    format!("[[constraint]]\nwhen = {{ {when} }}\nthen = {{ {then} }}\n")
}

#[test]
fn how_findings_combine_may_be_a_parameter() {
    let node = TOP.replace("\"evidence\"", "\"evidence\", combine = \"worst\"");
    let study = [
        node,
        SCENARIO.to_owned(),
        finding("a", "level = \"+\""),
        finding("b", "level = \"-\""),
    ];
    let cell = &results(&study, None).cells[0];
    assert_eq!(cell.nodes["top"].possible, ["-"]);
}

#[test]
fn what_constraints_decide_on_one_side_of_a_comparison_holds_on_the_other() {
    // Where x1 is p, x0 must be q; so only designs with q are compared, and they are equal.
    let study = [
        variables(&[("x0", "lever"), ("x1", "trait")]),
        constraint("x0 = \"p\"", "x1 = \"q\""),
        TOP.to_owned(),
        SCENARIO.to_owned(),
        finding("f", "when = { x0 = \"p\" }\nlevel = \"0\""),
        finding("c", "compare = { better = { x1 = \"p\" }, than = { x1 = \"q\" } }"),
    ];
    assert_eq!(results(&study, None).comparisons["c"], "consistent");
}

#[test]
fn sides_of_a_comparison_that_go_with_no_world_together_say_nothing() {
    let study = [
        variables(&[("x0", "trait"), ("x1", "lever"), ("x2", "trait")]),
        constraint("x1 = \"q\"", "x0 = \"p\""),
        constraint("x1 = \"p\"", "x2 = \"q\""),
        TOP.to_owned(),
        SCENARIO.to_owned(),
        finding(
            "c",
            "compare = { better = { x2 = \"p\" }, than = { x0 = \"q\", x2 = \"q\" } }",
        ),
    ];
    assert_eq!(results(&study, None).comparisons["c"], "empty");
}

#[test]
fn a_comparison_studied_under_another_law_says_nothing_here() {
    let study = [
        variables(&[("x0", "regime"), ("x1", "lever")]),
        TOP.to_owned(),
        SCENARIO.to_owned(),
        finding(
            "c",
            "when = { x0 = \"p\" }\ncompare = { better = { x1 = \"p\" }, than = { x1 = \"q\" } }",
        ),
    ];
    let results = results_under("regime = { x0 = \"q\" }", &study, None);
    assert_eq!(results.comparisons["c"], "empty");
}

#[test]
fn a_scenario_is_one_design_for_all_groups_of_a_statement() {
    // For the people of h x0 must be p; S is then p for g too.
    let study = [
        variables(&[("x0", "lever"), ("x1", "trait")]),
        constraint("x1 = \"p\"", "x0 = \"p\""),
        "[[group]]\nid = \"h\"\nlabel = @\ntraits = { x1 = \"p\" }\n".to_owned(),
        TOP.to_owned(),
        SCENARIO.to_owned(),
        finding("f", "when = { x0 = \"p\" }\nlevel = \"+\""),
        "[[conclusion]]\nid = \"c\"\nstatement = @\nover = { group = [\"g\"] }\nholds = 'S/g.top == S/h.top'\n"
            .to_owned(),
    ];
    assert_eq!(results(&study, None).conclusions["c"].0, "yes");
}

#[test]
fn findings_limit_what_a_script_leaves_open_only_where_it_asks_for_them() {
    let node = TOP
        .replace("\"evidence\"", "\"script\"")
        .replace("default = { level = \"-\", reason = @ }\n", "");
    let study = [
        variables(&[("x0", "trait")]),
        node,
        SCENARIO.to_owned(),
        finding("f", "opens = [\"-\", \"0\"]"),
    ];
    let script = r#"
fn score(cell) {
    if cell.x0 == "p" { return open(["0", "+"]); }
    judge(if cell.evidence() == "-" { "-" } else { "0" })
}"#;
    let cell = &results(&study, Some(script)).cells[0];
    let top = &cell.nodes["top"];
    assert_eq!(top.possible, ["-", "0", "+"]);
    // In the worlds where x0 is p the unknown is `0` or `+`, in the others `-` or `0`.
    let worlds: Vec<&str> = top.cases.iter().map(|case| case.worlds.as_str()).collect();
    assert_eq!(worlds, ["1", "2", "1"]);
}

#[test]
fn unknowns_of_a_script_are_apart_where_it_may_read_what_differs() {
    // What the script leaves open for p and for q has not been shown to be one thing, although no world gets as far as
    // the question.
    let node = TOP
        .replace("\"evidence\"", "\"script\"")
        .replace("default = { level = \"-\", reason = @ }\n", "");
    let study = [
        variables(&[("x0", "lever"), ("x1", "lever")]),
        node,
        SCENARIO.replace("\"S\"", "\"S\"\nlevers = { x0 = \"p\", x1 = \"p\" }"),
        SCENARIO.replace("\"S\"", "\"T\"\nlevers = { x0 = \"p\", x1 = \"q\" }"),
        "[[conclusion]]\nid = \"c\"\nstatement = @\nover = { scenario = [\"S\"] }\nholds = 'S.top == T.top'\n"
            .to_owned(),
    ];
    let script = r#"
fn score(cell) {
    if cell.x0 == "p" { return open(); }
    judge(if cell.x1 == "p" { "-" } else { "0" })
}"#;
    assert_eq!(results(&study, Some(script)).conclusions["c"].0, "undetermined");
}

#[test]
fn nobody_is_left_out_for_an_answer_that_makes_no_difference() {
    // One design is good for the people with p, the other for those with q: none is good for all. What is open about the
    // other node is `+` or `++` for the ones, `-` or `--` for the others; that is no reason to speak of some people only.
    let study = [
        "[scale.five]\nlevels = [\"--\", \"-\", \"0\", \"+\", \"++\"]\n".to_owned(),
        variables(&[("person", "trait"), ("design", "lever")]),
        TOP.to_owned(),
        TOP.replace("\"top\"", "\"other\"").replace("three", "five"),
        SCENARIO.to_owned(),
        finding("p", "when = { person = \"p\", design = \"p\" }\nlevel = \"+\""),
        finding("q", "when = { person = \"q\", design = \"q\" }\nlevel = \"+\""),
        finding("up", "when = { person = \"p\" }\nopens = [\"+\", \"++\"]").replace("\"top\"", "\"other\""),
        finding("down", "when = { person = \"q\" }\nopens = [\"--\", \"-\"]").replace("\"top\"", "\"other\""),
        conclusion("one-for-all", "levers = \"some\"\nholds = 'top == \"+\"'"),
        conclusion("other-for-all", "holds = 'other >= \"+\"'"),
        conclusion("other-for-some", "people = \"some\"\nholds = 'other >= \"+\"'"),
    ];
    let results = results(&study, None);
    assert_eq!(results.conclusions["one-for-all"].0, "no");
    assert_eq!(results.conclusions["other-for-all"].0, "no");
    assert_eq!(results.conclusions["other-for-some"].0, "yes");
}
