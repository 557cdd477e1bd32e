//! What is probably a mistake, though the script runs: what is never read, and what is never reached.

use toets_diagnostic::Severity;
use toets_model::Sources;
use toets_script::{Limits, Script, load, unused};

use crate::world::{Files, PATH, Wrong, show, small_study};

/// The advice on a script with this after its `const PLUGIN`, as a person sees it; nothing: there is none.
fn advice(rest: &str) -> String {
    let text = format!("const PLUGIN = #{{ id: \"test\", scale: \"five\" }};\n{rest}\n");
    let mut sources = Sources::default();
    let script = load(
        &Files::of(&[(PATH, &text)]),
        &mut sources,
        PATH,
        &[],
        &Limits::default(),
    );
    let Ok(Script::Plugin(plugin)) = script else {
        panic!("{script:?}");
    };
    let found = plugin.advice(&small_study());
    assert!(
        found
            .iter()
            .all(|d| d.severity == Severity::Warning && d.place().is_some())
    );
    if found.is_empty() {
        return String::new();
    }
    show(&Wrong(found, sources))
}

/// The advice on a body of `score`.
fn of_body(body: &str) -> String {
    advice(&format!("fn score(cell) {{\n{body}\n}}"))
}

#[test]
fn what_is_never_read_is_named() {
    insta::assert_snapshot!(advice(r#"
const LIMIT = 3;
const OTHER = 4;
fn score(cell) {
    let needs = cell.node("needs");
    let social = cell.node("social");
    let list = [1];
    let _meant = 1;
    let given = 1;
    given = 2;
    list.push(global::OTHER);
    let used = |x| x + list.len();
    if used.call(1) > 2 && needs > "0" { return judge("+"); }
    judge(`-`)
}
fn test_a() { let a = 1; expect(true); }
"#), @r##"
    warning[script-unused]: the constant `LIMIT` is never read
     --> scripts/scoring/test.rhai:3:7
      |
    3 | const LIMIT = 3;
      |       ^^^^^
      |
      = help: read it, or take it away; if it is to stay, begin its name with `_`: `_LIMIT`

    warning[script-unused]: the variable `social` is never read
     --> scripts/scoring/test.rhai:7:9
      |
    7 |     let social = cell.node("social");
      |         ^^^^^^
      |
      = help: read it, or take it away; if it is to stay, begin its name with `_`: `_social`

    warning[script-unused]: the variable `given` is never read
      --> scripts/scoring/test.rhai:10:9
       |
    10 |     let given = 1;
       |         ^^^^^
       |
       = help: read it, or take it away; if it is to stay, begin its name with `_`: `_given`

    warning[script-unused]: the variable `a` is never read
      --> scripts/scoring/test.rhai:17:19
       |
    17 | fn test_a() { let a = 1; expect(true); }
       |                   ^
       |
       = help: read it, or take it away; if it is to stay, begin its name with `_`: `_a`

    4 warnings
    "##);
}

#[test]
fn what_is_never_reached_is_named() {
    insta::assert_snapshot!(of_body(r#"
    let t = cell.timing;
    if t == "inside" && cell.timing == "outside" { return judge("--"); }
    if cell.timing == "inside" {
        if cell.timing != "outside" { return judge("-"); } else { return judge("0"); }
    } else if t == "inside" {
        return judge("+");
    }
    let n = cell.node("needs");
    if n >= "0" { return judge("+"); }
    if "0" <= n || !(n < "0") { return judge("++"); }
    if cell.audience in ["exclusive"] { return judge("0"); }
    if cell.audience == "all_in_class" { return judge("-"); }
    judge("--")
"#), @r##"
    warning[script-never]: this condition never holds, so its branch is never taken
     --> scripts/scoring/test.rhai:5:10
      |
    5 |     if t == "inside" && cell.timing == "outside" { return judge("--"); }
      |          ^^
      |
      = help: take the branch away, or correct the condition

    warning[script-never]: this is never reached: the condition before it holds for everything that is left
     --> scripts/scoring/test.rhai:7:67
      |
    7 |         if cell.timing != "outside" { return judge("-"); } else { return judge("0"); }
      |                                                                   ^^^^^^
      |
      = help: take it away, or correct that condition

    warning[script-never]: this condition never holds, so its branch is never taken
     --> scripts/scoring/test.rhai:8:17
      |
    8 |     } else if t == "inside" {
      |                 ^^
      |
      = help: take the branch away, or correct the condition
      = note: here `timing` can only be `outside`

    warning[script-never]: this condition never holds, so its branch is never taken
      --> scripts/scoring/test.rhai:13:12
       |
    13 |     if "0" <= n || !(n < "0") { return judge("++"); }
       |            ^^
       |
       = help: take the branch away, or correct the condition
       = note: here `needs` can only be `--`, `-`

    warning[script-never]: this is never reached: each way before it ends
      --> scripts/scoring/test.rhai:16:5
       |
    16 |     judge("--")
       |     ^^^^^
       |
       = help: take it away; if it is there for values to come, write `throw "…"`, so that nobody takes it for a rule

    5 warnings
    "##);
    insta::assert_snapshot!(of_body(r#"
    for x in [1, 2] {
        if x == 1 { return judge("-"); }
        break;
        let y = x;
        if y == 1 { return judge("+"); }
    }
    if false { return judge("+"); }
    throw "never";
    judge("0")
"#), @r##"
    warning[script-never]: this is never reached: each way before it ends
     --> scripts/scoring/test.rhai:7:9
      |
    7 |         let y = x;
      |         ^^^
      |
      = help: take it away; if it is there for values to come, write `throw "…"`, so that nobody takes it for a rule

    warning[script-never]: this condition never holds, so its branch is never taken
      --> scripts/scoring/test.rhai:10:8
       |
    10 |     if false { return judge("+"); }
       |        ^^^^^
       |
       = help: take the branch away, or correct the condition

    warning[script-never]: this is never reached: each way before it ends
      --> scripts/scoring/test.rhai:12:5
       |
    12 |     judge("0")
       |     ^^^^^
       |
       = help: take it away; if it is there for values to come, write `throw "…"`, so that nobody takes it for a rule

    3 warnings
    "##);
}

#[test]
fn what_can_happen_is_not_named() {
    let fine = [
        // The last of all values may stand without a test, or with one; a `throw` says that it is not to be reached.
        "if cell.timing == \"inside\" { judge(\"-\") } else { judge(\"+\") }",
        "if cell.timing == \"inside\" { return judge(\"-\"); } if cell.timing == \"outside\" { return judge(\"+\"); } throw \"?\";",
        "if cell.timing == \"inside\" { judge(\"-\") } else if cell.timing == \"outside\" { judge(\"+\") } else { throw \"?\" }",
        // One of both is left open by what joins.
        "if cell.timing == \"inside\" && cell.audience == \"exclusive\" { return judge(\"-\"); }\n\
         if cell.timing == \"inside\" { return judge(\"0\"); } judge(\"+\")",
        "let n = cell.node(\"needs\"); if n > \"0\" { return judge(\"+\"); } if n > \"-\" { return judge(\"0\"); } judge(\"-\")",
        // What is given another value is not followed.
        "let t = cell.timing; if t == \"inside\" { t = \"outside\"; } if t == \"outside\" { return judge(\"+\"); } judge(\"-\")",
        "if cell.shape_of == 1 { return judge(\"-\"); } judge(\"0\")",
        "let a = if cell.timing == \"inside\" { 1 } else { 2 }; if a == 1 { return judge(\"-\"); } judge(\"+\")",
        "for f in cell.findings { if f.has_level { return judge(f.level); } } judge(\"0\")",
        "while true { if cell.timing == \"inside\" { break; } return judge(\"+\"); } judge(\"0\")",
    ];
    for body in fine {
        assert_eq!(of_body(body), "", "{body}");
    }
}

#[test]
fn scripts_without_mistakes_get_no_advice() {
    for script in crate::fixtures::good_scripts() {
        let mut sources = Sources::default();
        if let Ok(Script::Plugin(plugin)) = load(
            &Files::of(&[(PATH, &script)]),
            &mut sources,
            PATH,
            &[],
            &Limits::default(),
        ) {
            let found = plugin.advice(&small_study());
            assert!(found.is_empty(), "{}", show(&Wrong(found, sources)));
        }
    }
}

#[test]
fn scenario_scripts_are_told_what_they_never_read() {
    let text = "let name = \"a\";\nlet other = \"b\";\nscenario(other, #{ label: other, levers: #{} });\n";
    let mut sources = Sources::default();
    let found = unused(&Files::of(&[(PATH, text)]), &mut sources, PATH, &[], &Limits::default());
    insta::assert_snapshot!(show(&Wrong(found, sources)), @r##"
    warning[script-unused]: the variable `name` is never read
     --> scripts/scoring/test.rhai:1:5
      |
    1 | let name = "a";
      |     ^^^^
      |
      = help: read it, or take it away; if it is to stay, begin its name with `_`: `_name`

    1 warning
    "##);
}
