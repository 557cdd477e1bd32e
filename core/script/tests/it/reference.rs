//! The reference: each example runs and gives what it says, and the page is the one that the table gives.

use std::path::Path;

use toets_model::Sources;
use toets_script::{Limits, Script, Section, api, load};

use crate::world::{Files, PATH, body, run, show};

/// Runs the lines of an example; of `line // result` the result is compared.
fn check(example: &str) -> Result<(), String> {
    let mut lines = Vec::new();
    for line in example.lines() {
        match line.rsplit_once(" // ") {
            Some((code, result)) => {
                let (before, last) = code.rsplit_once("; ").map_or(("", code), |(b, l)| (b, l));
                let before = if before.is_empty() {
                    String::new()
                } else {
                    format!("{before};")
                };
                let result = result.replace('"', "\\\"");
                lines.push(format!(
                    "{before} let got = ({last}).to_string(); if got != \"{result}\" {{ throw got; }}"
                ));
            }
            None => lines.push(line.to_owned()),
        }
    }
    // An example may end with a result; where it does not, one follows.
    let text = lines.join("\n");
    let text = if text.starts_with("return ") {
        text
    } else {
        format!("{text}\njudge(\"0\")")
    };
    match run(&body(&text), &Limits::default()) {
        Ok(_) => Ok(()),
        Err(wrong) => Err(show(&wrong)),
    }
}

/// Runs an example as a test of a script.
fn check_test(example: &str) -> Result<(), String> {
    let text = format!(
        "const PLUGIN = #{{ id: \"test\", scale: \"five\" }};\nfn score(cell) {{ judge(\"0\") }}\nfn test_example() {{\n{example}\n}}\n"
    );
    let mut sources = Sources::default();
    let loaded = load(
        &Files::of(&[(PATH, &text)]),
        &mut sources,
        PATH,
        &[],
        &Limits::default(),
    );
    let Ok(Script::Plugin(plugin)) = loaded else {
        return Err(format!("{loaded:?}"));
    };
    let study = std::sync::Arc::new(crate::world::small_study());
    let node = study.nodes.find("here").unwrap();
    let tests = plugin.test(&study, node).map_err(|faults| format!("{faults:?}"))?;
    assert_eq!(tests.len(), 1);
    match &tests[0].fault {
        None => Ok(()),
        Some(fault) => Err(fault.message.to_string()),
    }
}

#[test]
fn each_example_runs_and_gives_what_it_says() {
    for item in api() {
        let outcome = if item.section == Section::Tests {
            check_test(item.example)
        } else if item.section == Section::Scenarios {
            let files = Files::of(&[(PATH, item.example)]);
            let mut sources = Sources::default();
            match load(&files, &mut sources, PATH, &[], &Limits::default()) {
                Ok(Script::Scenarios(_)) => Ok(()),
                other => Err(format!("{other:?}")),
            }
        } else {
            check(item.example)
        };
        if let Err(wrong) = outcome {
            panic!("{}: {}\n{wrong}", item.signature, item.example);
        }
    }
}

#[test]
fn a_wrong_result_would_be_seen() {
    assert!(check("1 + 1 // 3").is_err());
    assert!(check("let a = [1]; a.len() // 1").is_ok());
}

/// The page, from the table.
fn page() -> String {
    let mut page = String::from(include_str!("../reference-head.md"));
    let items = api();
    let mut sections: Vec<Section> = items.iter().map(|i| i.section).collect();
    sections.dedup();
    for section in sections {
        page.push_str(&format!("\n## {}\n", section.title()));
        for item in items.iter().filter(|i| i.section == section) {
            page.push_str(&format!(
                "\n### `{}`\n\n{}\n\n```rhai\n{}\n```\n",
                item.signature.replace('`', "\u{2018}"),
                item.meaning,
                item.example
            ));
        }
    }
    let limits = Limits::default();
    page.push_str(&format!(
        include_str!("../reference-limits.md"),
        operations = limits.operations,
        call_depth = limits.call_depth,
        expression_depth = limits.expression_depth,
        string_len = limits.string_len,
        array_len = limits.array_len,
        map_len = limits.map_len,
        variables = limits.variables,
        functions = limits.functions,
        modules = limits.modules,
        file_bytes = limits.file_bytes,
        expressions = limits.expressions,
    ));
    page
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test compares a file")]
fn the_page_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/src/reference/script-api.md");
    let expected = page();
    if std::env::var("UPDATE_REFERENCE").is_ok() {
        std::fs::write(&path, &expected).unwrap();
    }
    let actual = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        actual == expected,
        "docs/src/reference/script-api.md is not what the table gives: run `UPDATE_REFERENCE=1 cargo test -p toets-script reference`"
    );
}

/// The scripts that a page shows, each with the name that its first line gives it, if it gives one.
fn scripts_of(page: &str) -> Vec<(String, String)> {
    page.split("```rhai\n")
        .skip(1)
        .filter_map(|part| part.split("```").next())
        .map(|script| {
            let first = script.lines().next().unwrap_or("");
            let path = first.strip_prefix("// ").filter(|p| p.ends_with(".rhai"));
            (path.unwrap_or(PATH).to_owned(), script.to_owned())
        })
        .collect()
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test reads a page")]
fn the_scripts_of_the_how_to_pages_run() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/src/how-to");
    let mut run_ = 0;
    for page in ["write-a-plugin.md", "add-a-scenario.md"] {
        let text = std::fs::read_to_string(docs.join(page)).unwrap();
        let scripts = scripts_of(&text);
        // What an earlier script of the page gives a name to, later ones may import.
        let named = scripts.iter().filter(|(path, _)| path.contains("/lib/"));
        let library: Vec<(&str, &str)> = named.map(|(p, t)| (&**p, &**t)).collect();
        for (path, script) in &scripts {
            if path.contains("/lib/") {
                continue;
            }
            let mut files = Files::of(&library);
            files.0.insert(PATH.to_owned(), script.clone());
            let wrong = if script.contains("const PLUGIN") {
                run(&files, &Limits::default()).err()
            } else {
                let mut sources = Sources::default();
                match load(&files, &mut sources, PATH, &["scripts".into()], &Limits::default()) {
                    Ok(_) => None,
                    Err(faults) => Some(crate::world::Wrong(faults, sources)),
                }
            };
            if let Some(wrong) = wrong {
                panic!("{page}:\n{}", show(&wrong));
            }
            run_ += 1;
        }
    }
    assert!(run_ >= 10, "{run_}");
}
