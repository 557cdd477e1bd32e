//! Runs line by line: what each line read, and where.

use std::sync::Arc;

use toets_model::Sources;
use toets_plugin::{Plugin, Stop};
use toets_script::{Limits, Script, ScriptPlugin, Stepped, load};

use crate::world::{Files, PATH, TestCell, small_study};

fn plugin(files: &Files) -> (Arc<ScriptPlugin>, Sources) {
    let mut sources = Sources::default();
    let script = load(files, &mut sources, PATH, &["scripts".into()], &Limits::default());
    match script.unwrap() {
        Script::Plugin(plugin) => (plugin, sources),
        Script::Scenarios(_) => panic!("scenarios"),
    }
}

fn stepped(text: &str, library: &[(&str, &str)]) -> (Stepped, String) {
    let mut files = Files::of(library);
    files.0.insert(PATH.to_owned(), text.to_owned());
    let (plugin, sources) = plugin(&files);
    let study = Arc::new(small_study());
    let node = study.nodes.find("here").unwrap();
    let cell = Arc::new(TestCell::new(&study, node));
    let stepped = plugin.step_through(&study, node, cell).unwrap();
    let mut told = String::new();
    for line in &stepped.lines {
        let (row, _) = sources.position(line.span);
        let file = &sources.file(line.span.file).path;
        let reads: Vec<String> = line.reads.iter().map(|(read, _)| format!("{read:?}")).collect();
        told.push_str(&format!(
            "{file}:{row} {}{} | {} | {:?}\n",
            "  ".repeat(line.depth),
            line.text,
            reads.join(", "),
            line.declared.as_ref().map(|(name, value)| (name, &**value))
        ));
    }
    (stepped, told)
}

#[test]
fn each_line_says_what_it_read_in_functions_loops_and_imports() {
    let library = "fn bad(cell) {\n    let t = cell.timing;\n    t == \"inside\"\n}\n";
    let text = "import \"lib/x\" as x;\nconst PLUGIN = #{ id: \"test\", scale: \"five\" };\nconst MOST = 2;\n\
                fn score(cell) {\n    if x::bad(cell) && cell.returns == \"yes\" { return judge(\"-\"); }\n    let sum = 0;\n    \
                for n in 0..global::MOST {\n        sum += n;\n    }\n    last(cell)\n}\n\
                fn last(cell) { judge(cell.node(\"needs\")) }\n";
    let (stepped, told) = stepped(text, &[("scripts/lib/x.rhai", library)]);
    assert!(stepped.result.is_ok());
    insta::assert_snapshot!(told, @r##"
    scripts/scoring/test.rhai:5 if x::bad(cell) && cell.returns == "yes" { return judge("-"); } |  | None
    scripts/lib/x.rhai:2   let t = cell.timing; | Variable(VariableId(0)) | Some(("t", "the text \"outside\""))
    scripts/lib/x.rhai:3   t == "inside" |  | None
    scripts/scoring/test.rhai:6 let sum = 0; |  | Some(("sum", "the whole number 0"))
    scripts/scoring/test.rhai:7 for n in 0..global::MOST { |  | None
    scripts/scoring/test.rhai:8 sum += n; |  | None
    scripts/scoring/test.rhai:10 last(cell) |  | None
    scripts/scoring/test.rhai:12   fn last(cell) { judge(cell.node("needs")) } | Node(NodeId(1)) | None
    "##);
}

#[test]
fn the_lines_up_to_a_fault_are_kept() {
    let text = "const PLUGIN = #{ id: \"test\", scale: \"five\" };\nfn score(cell) {\n    let a = cell.timing;\n    \
                let b = cell.hours / 0;\n    judge(\"+\")\n}\n";
    let (stepped, _) = stepped(text, &[]);
    assert!(matches!(stepped.result, Err(Stop::Fault(_))));
    let lines: Vec<&str> = stepped.lines.iter().map(|l| l.text.as_str()).collect();
    assert_eq!(lines, ["let a = cell.timing;", "let b = cell.hours / 0;"]);
    let (name, value) = stepped.lines[0].declared.as_ref().unwrap();
    assert_eq!((name.as_str(), &**value), ("a", "the text \"outside\""));
    assert_eq!(value.get(toets_model::Language::Nl), "de tekst \"outside\"");
}

#[test]
fn a_long_run_is_kept_in_part() {
    let text = "const PLUGIN = #{ id: \"test\", scale: \"five\" };\nfn score(cell) {\n    for n in 0..3000 {\n        \
                let a = n;\n        let b = a;\n    }\n    judge(\"+\")\n}\n";
    let (stepped, _) = stepped(text, &[]);
    assert!(
        stepped.truncated && stepped.lines.len() == 2_000,
        "{}",
        stepped.lines.len()
    );
    assert!(stepped.result.is_ok());
}

#[test]
fn what_is_watched_judges_as_what_is_not() {
    for script in crate::fixtures::all_scripts() {
        let files = Files::of(&[(PATH, &script)]);
        let mut sources = Sources::default();
        let Ok(Script::Plugin(plugin)) = load(&files, &mut sources, PATH, &[], &Limits::default()) else {
            continue;
        };
        let study = Arc::new(small_study());
        for node in study.nodes.indices() {
            let Ok(toets_plugin::Scorer::Replay(scorer)) = plugin.prepare(&study, node) else {
                continue;
            };
            let plain = scorer.score(Arc::new(TestCell::new(&study, node)));
            let watched = plugin.step_through(&study, node, Arc::new(TestCell::new(&study, node)));
            assert_eq!(watched.unwrap().result, plain, "{script}");
        }
    }
}
