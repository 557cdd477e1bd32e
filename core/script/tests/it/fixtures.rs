//! Scripts with mistakes: each says on the line of the mistake which error it must give (`// error: code`).

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use toets_diagnostic::Place;
use toets_script::{Limits, Script, load};

use crate::world::{Files, PATH, Wrong, dutch, run, show};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/scripts")
}

#[expect(clippy::disallowed_methods, reason = "tests read their fixtures")]
fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

/// All files below a folder of fixtures, in order.
#[expect(clippy::disallowed_methods, reason = "tests read their fixtures")]
fn scripts(name: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder().join(name))
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "rhai"))
        .collect();
    found.sort();
    found
}

/// The script as `scripts/scoring/test.rhai`, with those files of the library that it imports, directly or not.
fn files(path: &Path) -> Files {
    let mut files = Files::of(&[(PATH, &read(path))]);
    let library = scripts("lib");
    loop {
        let before = files.0.len();
        for lib in &library {
            let name = lib.file_stem().unwrap().to_string_lossy().into_owned();
            let import = format!("import \"lib/{name}\"");
            if files.0.values().any(|text| text.contains(&import)) {
                files.0.insert(format!("scripts/lib/{name}.rhai"), read(lib));
            }
        }
        if files.0.len() == before {
            return files;
        }
    }
}

fn limits() -> Limits {
    Limits {
        operations: 50_000,
        ..Limits::default()
    }
}

/// The mistake of a script, whether it is found on loading, on preparing or on running.
fn mistake(files: &Files) -> Option<Wrong> {
    if files.0[PATH].contains("const PLUGIN") {
        return run(files, &limits()).err();
    }
    let mut sources = toets_model::Sources::default();
    match load(files, &mut sources, PATH, &["scripts".into()], &limits()) {
        Ok(Script::Scenarios(_)) => None,
        Ok(Script::Plugin(_)) => panic!("a plugin without `const PLUGIN`"),
        Err(faults) => Some(Wrong(faults, sources)),
    }
}

/// `path:line code`, for each error that the files announce.
fn announced(files: &Files) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for (path, text) in &files.0 {
        for (n, line) in text.lines().enumerate() {
            if let Some((_, code)) = line.split_once("// error: ") {
                all.insert(format!("{path}:{} {}", n + 1, code.trim()));
            }
        }
    }
    all
}

fn given(Wrong(faults, sources): &Wrong) -> BTreeSet<String> {
    let given = faults.iter().map(|f| match f.place() {
        Some(Place::Span(span)) => {
            let path = &sources.file(span.file).path;
            format!("{path}:{} {}", sources.position(span).0, f.code)
        }
        Some(Place::File(file)) => format!("{}:1 {}", sources.file(file).path, f.code),
        None => format!("nowhere {}", f.code),
    });
    given.collect()
}

#[test]
fn each_mistake_is_found_at_its_line_and_in_words() {
    let mut wrong = Vec::new();
    for path in scripts("mistakes") {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let files = files(&path);
        let Some(found) = mistake(&files) else {
            wrong.push(format!("{name}: no error"));
            continue;
        };
        let expected = announced(&files);
        let got = given(&found);
        if expected != got {
            wrong.push(format!("{name}: announced {expected:?}, got {got:?}\n{}", show(&found)));
        }
        insta::with_settings!({ snapshot_path => "../../../../tests/fixtures/scripts/snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, show(&found));
        });
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_mistake_is_told_in_dutch_too() {
    let told: Vec<String> = scripts("mistakes")
        .iter()
        .filter_map(|path| {
            let name = path.file_stem()?.to_string_lossy().into_owned();
            Some(format!("{name}\n{}", dutch(&mistake(&files(path))?)))
        })
        .collect();
    insta::with_settings!({ snapshot_path => "../../../../tests/fixtures/scripts/snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("all-in-dutch", told.join("\n"));
    });
}

#[test]
fn scripts_without_mistakes_run() {
    for path in scripts("good") {
        if let Some(wrong) = mistake(&files(&path)) {
            panic!("{}:\n{}", path.display(), show(&wrong));
        }
    }
}

/// The texts of all fixtures.
pub(crate) fn all_scripts() -> Vec<String> {
    ["mistakes", "good", "lib"]
        .iter()
        .flat_map(|f| scripts(f))
        .map(|p| read(&p))
        .collect()
}

/// The texts of the fixtures without mistakes.
pub(crate) fn good_scripts() -> Vec<String> {
    scripts("good").iter().map(|p| read(p)).collect()
}
