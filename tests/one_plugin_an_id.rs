//! A study names its plugins by id: no script takes the place of another plugin unseen, and none goes missing unexplained.

#![allow(clippy::disallowed_methods, reason = "a test makes the files that it runs on")]

mod support;

use std::path::PathBuf;
use std::process::Command;

const STUDY: &str = r#"
[study]
id = "small"
title = { nl = "Klein", en = "Small" }
as_of = 2025-05-01
verdict = "verdict"
[scale.five]
levels = ["--", "-", "0", "+", "++"]
[[node]]
id = "verdict"
label = { nl = "Oordeel", en = "Verdict" }
definition = { nl = "Oordeel", en = "Verdict" }
scale = "five"
score = { plugin = "PLUGIN" }
[[scenario]]
id = "A1"
label = { nl = "Een", en = "One" }
[[group]]
id = "all"
label = { nl = "Allen", en = "All" }
"#;

const SCRIPT: &str = r#"const PLUGIN = #{ id: "ID", version: "1.0.0", scale: "five", label: #{ nl: "x", en: "x" } };
fn score(cell) { judge("+").because("x") }
"#;

/// Runs `toets run` in a project with a study that names `plugin`, and these scripts; what it prints and its exit code.
fn run(name: &str, plugin: &str, scripts: &[(&str, &str)], more: &[&str]) -> (Option<i32>, String) {
    toets(name, plugin, scripts, &[&["run", "--format", "csv"], more].concat())
}

/// The same with any command.
fn toets(name: &str, plugin: &str, scripts: &[(&str, &str)], args: &[&str]) -> (Option<i32>, String) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join("one_plugin_an_id")
        .join(name);
    let _ = std::fs::remove_dir_all(&folder);
    let write = |path: &str, text: &str| {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        std::fs::write(path, text).expect("a file can be written");
    };
    write("policies/small/study.toml", &STUDY.replace("PLUGIN", plugin));
    for (path, text) in scripts {
        write(path, text);
    }
    let output = Command::new(support::program())
        .args(args)
        .current_dir(&folder)
        .output()
        .expect("the program runs");
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(said).expect("UTF-8"))
}

#[test]
fn a_script_never_replaces_a_scorer_of_the_program() {
    let script = SCRIPT.replace("ID", "evidence");
    let (code, said) = run("native", "evidence", &[("scripts/scoring/mine.rhai", &script)], &[]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("plugin-twice") && said.contains("mine.rhai:1:"), "{said}");
    // A study that names neither is not concerned.
    let (code, said) = run("aside", "best", &[("scripts/scoring/mine.rhai", &script)], &[]);
    assert!(!said.contains("plugin-twice"), "{code:?} {said}");
}

#[test]
fn the_check_of_a_script_says_that_its_id_is_taken() {
    let script = SCRIPT.replace("ID", "worst");
    let file = "scripts/scoring/mine.rhai";
    let (code, said) = toets("checked", "best", &[(file, &script)], &["script", "check", file]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("plugin-twice") && said.contains("mine.rhai:1:"), "{said}");
}

#[test]
fn two_scripts_with_one_id_are_both_shown() {
    let script = SCRIPT.replace("ID", "mine");
    let scripts = [
        ("scripts/scoring/a.rhai", script.as_str()),
        ("scripts/scoring/b.rhai", script.as_str()),
    ];
    let (code, said) = run("twice", "mine", &scripts, &[]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("a.rhai:1:") && said.contains("b.rhai:1:"), "{said}");
}

#[test]
fn a_script_of_the_call_may_take_the_place_of_one_in_the_folder() {
    let (one, other) = (
        SCRIPT.replace("ID", "mine"),
        SCRIPT.replace("ID", "mine").replace("\"+\"", "\"--\""),
    );
    let scripts = [("scripts/scoring/a.rhai", one.as_str()), ("new.rhai", other.as_str())];
    let (code, said) = run("call", "mine", &scripts, &["--script", "new.rhai"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("\"--\"") || said.contains(",--"), "{said}");
}

#[test]
fn a_faulty_script_is_shown_where_a_plugin_is_missing() {
    let broken = SCRIPT.replace("ID", "mine").replace("judge(", "jugde(");
    let (code, said) = run("faulty", "mine", &[("scripts/scoring/other-name.rhai", &broken)], &[]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("jugde") && said.contains("other-name.rhai:2:"), "{said}");
    assert!(said.contains("unknown-plugin"), "{said}");
}
