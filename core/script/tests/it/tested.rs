//! Tests that scripts bring along.

use std::sync::Arc;

use toets_model::Sources;
use toets_script::{Limits, Script, load};

use crate::world::{Files, PATH, Wrong, show, small_study};

/// What came of the tests of a script: for each that failed, how a person sees it.
fn tested(tests: &str) -> String {
    let text = format!(
        "const PLUGIN = #{{ id: \"test\", scale: \"five\" }};\n\nfn score(cell) {{\n    \
         if cell.timing == \"inside\" {{ return judge(\"-\").because(\"in school time\"); }}\n    \
         if cell.node(\"needs\") < \"0\" {{ return open([\"-\", \"0\"]); }}\n    \
         for f in cell.findings {{ if f.has_level {{ return judge(f.level); }} }}\n    \
         if cell.as_of > \"2026-01-01\" || cell.params.limit > 3 {{ return judge(\"--\"); }}\n    \
         if !cell.provision(\"wpo:9\").in_force {{ return judge(\"0\"); }}\n    \
         if cell.cost > 100 {{ return judge(worst([cell.evidence(), cell.strongest(\"+\")])); }}\n    judge(\"+\")\n}}\n\n{tests}\n"
    );
    let files = Files::of(&[(PATH, &text)]);
    let mut sources = Sources::default();
    let plugin = match load(&files, &mut sources, PATH, &[], &Limits::default()) {
        Ok(Script::Plugin(plugin)) => plugin,
        Ok(Script::Scenarios(_)) => panic!("scenarios"),
        Err(faults) => return show(&Wrong(faults, sources)),
    };
    let study = Arc::new(small_study());
    let node = study.nodes.find("here").unwrap();
    match plugin.test(&study, node) {
        Ok(tests) => tests
            .into_iter()
            .map(|test| match test.fault {
                None => format!("{}: passed\n", test.name),
                Some(fault) => format!(
                    "{}: failed\n{}\n",
                    test.name,
                    show(&Wrong(vec![fault], sources.clone()))
                ),
            })
            .collect(),
        Err(faults) => show(&Wrong(faults, sources)),
    }
}

#[test]
fn a_test_says_what_a_cell_is_and_what_should_come_of_it() {
    let tests = r#"
const BASE = 1;
fn test_timing() { expect(score(cell(#{ timing: "inside" })), "-"); }
fn test_node() { expect(score(cell(#{ timing: "outside", node: #{ needs: "--" } })), ["0", "-"]); }
fn good(more) { #{ timing: "outside", node: #{ needs: "+" }, findings: more } }
fn test_findings() {
    expect(score(cell(good(["f1", "f3"]))), "+");
    expect(score(cell(good(["f2"]))), "++");
}
fn rest(more) {
    let map = good([]);
    for key in more.keys() { map[key] = more[key]; }
    cell(map)
}
fn test_law() {
    expect(score(rest(#{ as_of: "2026-08-01" })), "--");
    expect(score(rest(#{ as_of: "2025-05-01", provision: #{ "wpo:9": #{ in_force: false } } })), "0");
    expect(score(rest(#{ as_of: "2020-01-01" })), "0");
}
fn test_params() { expect(score(rest(#{ as_of: "2025-05-01", params: #{ limit: 4 } })), "--"); }
fn test_numbers() {
    expect(score(rest(#{ as_of: "2025-05-01", cost: 150, evidence: "0", strongest: #{ "+": "-" } })), "-");
    expect(score(rest(#{ as_of: "2025-05-01", cost: 50 })), "+");
}
fn test_values() { expect(1 + 1, 2); expect(global::BASE == 1); expect([1, 2], [1, 2]); }
"#;
    assert_eq!(
        tested(tests),
        "test_timing: passed\ntest_node: passed\ntest_findings: passed\ntest_law: passed\ntest_params: passed\ntest_numbers: \
         passed\ntest_values: passed\n"
    );
}

#[test]
fn what_fails_says_why_and_where() {
    insta::assert_snapshot!(tested(r#"
fn test_wrong_level() { expect(score(cell(#{ timing: "inside" })), "+"); }
fn test_not_open() { expect(score(cell(#{ timing: "inside" })), ["+", "0"]); }
fn test_condition() { expect(1 > 2); }
fn test_values() { expect("a", "b"); }
fn test_unlike() { expect(1, "b"); }
fn test_unsaid() { expect(score(cell(#{ timing: "outside" })), "+"); }
fn test_unsaid_findings() { expect(score(cell(#{ timing: "outside", node: #{ needs: "+" } })), "+"); }
fn test_no_such_value() { expect(score(cell(#{ timing: "insde" })), "+"); }
fn test_no_such_variable() { expect(score(cell(#{ tming: "inside" })), "+"); }
fn test_no_such_level() { expect(score(cell(#{ timing: "inside" })), "good"); }
fn test_no_such_node() { expect(score(cell(#{ node: #{ nedes: "+" } })), "+"); }
fn test_no_such_finding() { expect(score(cell(#{ findings: ["f9"] })), "+"); }
fn test_no_such_field() { expect(score(cell(#{ provision: #{ "wpo:9": #{ inforce: true } } })), "+"); }
fn test_only_a_judgement() { expect(score(cell(#{ timing: "inside" }))); }
fn test_endless() { while true { } }
fn test_stops_itself() { throw "not yet"; }
"#), @r##"
    test_wrong_level: failed
    error[script-expectation]: expected `+`, and it is judged `-`
      --> scripts/scoring/test.rhai:14:25
       |
    14 | fn test_wrong_level() { expect(score(cell(#{ timing: "inside" })), "+"); }
       |                         ^^^^^^
       |
       = note: because: in school time

    1 error

    test_not_open: failed
    error[script-expectation]: expected open between `0`, `+`, and it is judged `-`
      --> scripts/scoring/test.rhai:15:22
       |
    15 | fn test_not_open() { expect(score(cell(#{ timing: "inside" })), ["+", "0"]); }
       |                      ^^^^^^
       |
       = note: because: in school time

    1 error

    test_condition: failed
    error[script-expectation]: this was expected to hold, and does not
      --> scripts/scoring/test.rhai:16:23
       |
    16 | fn test_condition() { expect(1 > 2); }
       |                       ^^^^^^

    1 error

    test_values: failed
    error[script-expectation]: expected the text "b", and it is the text "a"
      --> scripts/scoring/test.rhai:17:20
       |
    17 | fn test_values() { expect("a", "b"); }
       |                    ^^^^^^

    1 error

    test_unlike: failed
    error[script-comparison]: the whole number 1 can't be compared with the text "b"
      --> scripts/scoring/test.rhai:18:20
       |
    18 | fn test_unlike() { expect(1, "b"); }
       |                    ^^^^^^
       |
       = help: a whole number and a text are different things: compare like with like

    1 error

    test_unsaid: failed
    error[script-test]: the cell of this test does not say the node `needs`
     --> scripts/scoring/test.rhai:5:13
      |
    5 |     if cell.node("needs") < "0" { return open(["-", "0"]); }
      |             ^^^^
      |
      = help: add `node: #{ needs: "…" }` to `cell(#{ … })`
      = note: in `score`, called at scripts/scoring/test.rhai:19:27

    1 error

    test_unsaid_findings: failed
    error[script-test]: the cell of this test does not say which findings apply
     --> scripts/scoring/test.rhai:6:18
      |
    6 |     for f in cell.findings { if f.has_level { return judge(f.level); } }
      |                  ^
      |
      = help: add `findings: []`, with their ids, to `cell(#{ … })`
      = note: in `score`, called at scripts/scoring/test.rhai:20:36

    1 error

    test_no_such_value: failed
    error[script-unknown-value]: "insde" is no value of the variable `timing`
      --> scripts/scoring/test.rhai:21:40
       |
    21 | fn test_no_such_value() { expect(score(cell(#{ timing: "insde" })), "+"); }
       |                                        ^^^^
       |
       = help: did you mean `inside`?

    1 error

    test_no_such_variable: failed
    error[script-unknown-variable]: the study has no variable `tming`
      --> scripts/scoring/test.rhai:22:43
       |
    22 | fn test_no_such_variable() { expect(score(cell(#{ tming: "inside" })), "+"); }
       |                                           ^^^^
       |
       = help: did you mean `timing`?

    1 error

    test_no_such_level: failed
    error[script-level]: "good" is no level of scale `five`
      --> scripts/scoring/test.rhai:23:27
       |
    23 | fn test_no_such_level() { expect(score(cell(#{ timing: "inside" })), "good"); }
       |                           ^^^^^^
       |
       = help: the levels of `five` are, worst to best: `--`, `-`, `0`, `+`, `++`

    1 error

    test_no_such_node: failed
    error[script-node]: the study has no node `nedes`
      --> scripts/scoring/test.rhai:24:39
       |
    24 | fn test_no_such_node() { expect(score(cell(#{ node: #{ nedes: "+" } })), "+"); }
       |                                       ^^^^
       |
       = help: did you mean `needs`?

    1 error

    test_no_such_finding: failed
    error[script-test]: there is no finding `f9` on the node that is judged
      --> scripts/scoring/test.rhai:25:42
       |
    25 | fn test_no_such_finding() { expect(score(cell(#{ findings: ["f9"] })), "+"); }
       |                                          ^^^^
       |
       = help: its findings are: `f1`, `f2`, `f3`

    1 error

    test_no_such_field: failed
    error[script-unknown-field]: a provision has no `inforce`
      --> scripts/scoring/test.rhai:26:40
       |
    26 | fn test_no_such_field() { expect(score(cell(#{ provision: #{ "wpo:9": #{ inforce: true } } })), "+"); }
       |                                        ^^^^
       |
       = help: did you mean `in_force`?

    1 error

    test_only_a_judgement: failed
    error[script-type]: `expect` takes a condition here, not a judgement
      --> scripts/scoring/test.rhai:27:30
       |
    27 | fn test_only_a_judgement() { expect(score(cell(#{ timing: "inside" }))); }
       |                              ^^^^^^
       |
       = help: say what is expected as well: `expect(score(cell(#{ … })), "+")`

    1 error

    test_endless: failed
    error[script-limit]: the script took more than 1000000 steps
      --> scripts/scoring/test.rhai:28:21
       |
    28 | fn test_endless() { while true { } }
       |                     ^^^^^
       |
       = help: does a loop end? Each loop must come to an end by itself

    1 error

    test_stops_itself: failed
    error[script-throw]: the script stopped itself: not yet
      --> scripts/scoring/test.rhai:29:26
       |
    29 | fn test_stops_itself() { throw "not yet"; }
       |                          ^^^^^

    1 error
    "##);
}

#[test]
fn tests_stand_apart_from_scorers() {
    insta::assert_snapshot!(tested("fn test_a(cell) { expect(true); }\n"), @r##"
    error[script-test]: the test `test_a` takes arguments
      --> scripts/scoring/test.rhai:13:4
       |
    13 | fn test_a(cell) { expect(true); }
       |    ^^^^^^
       |
       = help: write `fn test_a() { … }`, and make the cell in it: `cell(#{ timing: "outside" })`

    1 error
    "##);
    // What belongs to tests is of no use to a scorer.
    let text = "const PLUGIN = #{ id: \"test\", scale: \"five\" };\nfn score(c) {\n    let d = cell(#{ timing: \"inside\" });\n    judge(\"+\")\n}\n";
    let wrong = crate::world::run(&Files::of(&[(PATH, text)]), &Limits::default()).unwrap_err();
    insta::assert_snapshot!(show(&wrong), @r##"
    error[script-test]: `cell(…)` belongs in a test, and this run is none
     --> scripts/scoring/test.rhai:3:13
      |
    3 |     let d = cell(#{ timing: "inside" });
      |             ^^^^
      |
      = help: use it in functions that only tests call: `fn test_something() { … }`

    1 error
    "##);
}
