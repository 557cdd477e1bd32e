//! The rules of the house, held: which crate may know which, what source files may hold, what the repository may not name.

#![expect(clippy::disallowed_methods, reason = "tests read the repository")]

mod circles;
mod english;
#[path = "../support/mod.rs"]
mod support;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use support::{program, root};

/// The crates of the framework and which of the others each may use: the pipeline, read downwards.
const MAY_USE: [(&str, &[&str]); 18] = [
    ("toets-model", &[]),
    ("toets-diagnostic", &["toets-model"]),
    ("toets-diagram", &[]),
    ("toets-load", &["toets-model", "toets-diagnostic"]),
    ("toets-edit", &["toets-model", "toets-diagnostic", "toets-load"]),
    ("toets-graph", &["toets-model", "toets-diagnostic"]),
    ("toets-plugin", &["toets-model", "toets-diagnostic"]),
    ("toets-script", &["toets-model", "toets-diagnostic", "toets-plugin"]),
    (
        "toets-evaluate",
        &[
            "toets-model",
            "toets-diagnostic",
            "toets-diagram",
            "toets-graph",
            "toets-plugin",
        ],
    ),
    (
        "toets-question",
        &[
            "toets-model",
            "toets-diagnostic",
            "toets-diagram",
            "toets-plugin",
            "toets-evaluate",
        ],
    ),
    ("toets-answer", &["toets-model"]),
    ("toets-forms", &["toets-model", "toets-answer"]),
    (
        "toets-report",
        &[
            "toets-answer",
            "toets-model",
            "toets-diagnostic",
            "toets-diagram",
            "toets-plugin",
            "toets-evaluate",
            "toets-question",
        ],
    ),
    (
        "toets-approved",
        &[
            "toets-model",
            "toets-diagnostic",
            "toets-diagram",
            "toets-evaluate",
            "toets-question",
            "toets-report",
        ],
    ),
    (
        "toets-publish",
        &[
            "toets-answer",
            "toets-forms",
            "toets-model",
            "toets-diagnostic",
            "toets-diagram",
            "toets-graph",
            "toets-plugin",
            "toets-evaluate",
            "toets-question",
            "toets-report",
        ],
    ),
    (
        "toets-sheet",
        &["toets-model", "toets-diagnostic", "toets-answer", "toets-load"],
    ),
    ("toets-cli", EVERYTHING),
    (
        FOR_TESTS,
        &[
            "toets-model",
            "toets-diagnostic",
            "toets-load",
            "toets-plugin",
            "toets-script",
            "toets-evaluate",
            "toets-aggregation",
            "toets-evidence",
        ],
    ),
];
/// Random studies and their oracle: what is shipped uses it nowhere.
const FOR_TESTS: &str = "toets-studies";
const EVERYTHING: &[&str] = &["*"];

/// Libraries that these crates only may name.
const ONE_PLACE: [(&str, &[&str]); 13] = [
    ("rhai", &["toets-script"]),
    ("clap", &["toets-cli"]),
    ("clap_complete", &["toets-cli"]),
    ("anstream", &["toets-cli"]),
    ("terminal_size", &["toets-cli"]),
    ("indicatif", &["toets-cli"]),
    ("toml", &["toets-load"]),
    ("toml_edit", &["toets-edit", "toets-sheet"]),
    ("docx-rs", &["toets-forms"]),
    ("csv", &["toets-forms", "toets-sheet"]),
    ("calamine", &["toets-sheet"]),
    ("minijinja", &["toets-publish"]),
    ("fluent-bundle", &["toets-publish"]),
];

const MOST_LINES: usize = 600;
/// The most lines of a file of tests, where what it makes up must be read together.
const MOST_LINES_OF_TESTS: usize = 800;

struct Crate {
    name: String,
    /// Its folder: `core/model`.
    folder: String,
    /// What it uses when it is built, tests apart.
    uses: Vec<String>,
}

fn crates() -> Vec<Crate> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo prints JSON");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    list(&metadata["packages"])
        .iter()
        .map(|package| {
            let manifest = text(&package["manifest_path"]);
            let folder = Path::new(&manifest).parent().expect("a manifest lies in a folder");
            let built = list(&package["dependencies"])
                .into_iter()
                .filter(|d| d["kind"] != "dev");
            Crate {
                name: text(&package["name"]),
                folder: folder
                    .strip_prefix(root())
                    .expect("members lie in the repository")
                    .display()
                    .to_string(),
                uses: built.map(|d| text(&d["name"])).collect(),
            }
        })
        .collect()
}

#[test]
fn dependencies_point_one_way() {
    let crates = crates();
    assert!(crates.len() > 12, "cargo lists the crates");
    let ours: BTreeSet<&str> = crates.iter().map(|c| &*c.name).collect();
    let mut wrong = Vec::new();
    for c in &crates {
        let may: &[&str] = match MAY_USE.iter().find(|(name, _)| *name == c.name) {
            Some((_, may)) => may,
            None if c.folder.starts_with("plugins/") => &["toets-plugin"],
            None if c.folder.is_empty() => &[],
            None => {
                wrong.push(format!("{}: say in this test which crates it may use", c.name));
                continue;
            }
        };
        for used in c.uses.iter().filter(|used| ours.contains(&***used)) {
            if may != EVERYTHING && !may.contains(&&**used) || used == FOR_TESTS {
                wrong.push(format!("{} may not use {used}", c.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_belongs_to_one_crate_stays_there() {
    let mut wrong = Vec::new();
    for c in crates() {
        for (library, places) in ONE_PLACE {
            if !places.contains(&c.name.as_str()) && c.uses.iter().any(|used| used == library) {
                let places = places.join(" and ");
                wrong.push(format!("{} uses {library}, which is for {places} alone", c.name));
            }
        }
        let expected = match c.folder.split_once('/') {
            Some(("core" | "plugins" | "tests", name)) => format!("toets-{name}"),
            _ => "toetssteen".to_owned(),
        };
        if c.name != expected {
            wrong.push(format!(
                "{} lies in `{}`: it would be called {expected}",
                c.name, c.folder
            ));
        }
        if c.name.ends_with("core") {
            wrong.push(format!(
                "{}: no crate is called core, which says nothing of what it does",
                c.name
            ));
        }
        let manifest = read(&format!("{}/Cargo.toml", c.folder));
        if !manifest.contains("[lints]\nworkspace = true") {
            wrong.push(format!("{}: the lints of the workspace do not hold for it", c.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the oracle says would be worth nothing if it asked the engine.
#[test]
fn the_oracle_knows_nothing_of_the_engine() {
    let folder = "tests/studies/src/";
    let mut sources = files();
    sources.retain(|name| name.starts_with(folder) && *name != format!("{folder}ready.rs"));
    assert!(sources.len() > 15, "{sources:?}");
    let naming = |name: &String| {
        read(name)
            .lines()
            .any(|line| !line.trim_start().starts_with("//") && line.contains("toets_"))
    };
    let wrong: Vec<String> = sources.into_iter().filter(naming).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn source_files_are_short() {
    let long: Vec<String> = files()
        .into_iter()
        .filter(|name| name.ends_with(".rs"))
        .filter_map(|name| {
            let lines = read(&name).lines().count();
            let most = if name.starts_with("tests/") {
                MOST_LINES_OF_TESTS
            } else {
                MOST_LINES
            };
            (lines > most).then(|| format!("{name}: {lines} lines, {most} at most"))
        })
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn what_is_shipped_does_not_panic_on_purpose_and_touches_nothing_outside() {
    let sources = shipped();
    assert!(sources.len() > 100, "{} files", sources.len());
    let mut wrong = Vec::new();
    for (name, code) in &sources {
        for (number, line) in code.lines().enumerate() {
            let place = format!("{name}:{}", number + 1);
            for word in [
                ".unwrap()",
                "todo!",
                "unimplemented!",
                "dbg!",
                "allow(clippy::unwrap_used",
            ] {
                if line.contains(word) {
                    wrong.push(format!("{place}: {word}"));
                }
            }
            if !name.starts_with("core/cli/") {
                for effect in effects(line) {
                    wrong.push(format!("{place}: {effect} is for core/cli alone"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The parts of the standard library that a line names and that touch the world outside.
fn effects(line: &str) -> Vec<&'static str> {
    ["fs", "env", "time", "net", "process"]
        .into_iter()
        .filter(|module| {
            let named = line.contains(&format!("std::{module}::")) || line.contains(&format!("std::{module};"));
            let group = line.trim_start().strip_prefix("use std::{").unwrap_or_default();
            named
                || group
                    .split([',', ' ', '}'])
                    .any(|part| part.split("::").next() == Some(*module))
        })
        .collect()
}

/// Source files of crates without comments and without what is compiled for tests only.
fn shipped() -> Vec<(String, String)> {
    let of_crates: Vec<String> = files()
        .into_iter()
        .filter(|name| name.ends_with(".rs") && name.contains("/src/"))
        .filter(|name| name.starts_with("core/") || name.starts_with("plugins/"))
        .collect();
    let for_tests: Vec<String> = of_crates
        .iter()
        .flat_map(|name| test_modules(name, &read(name)))
        .collect();
    of_crates
        .into_iter()
        .filter(|name| {
            !for_tests
                .iter()
                .any(|module| *name == format!("{module}.rs") || name.starts_with(&format!("{module}/")))
        })
        .map(|name| {
            let code = without_tests(&read(&name));
            (name, code)
        })
        .collect()
}

/// The modules (`core/load/src/satisfy/tests`) that a file declares for tests only.
fn test_modules(name: &str, text: &str) -> Vec<String> {
    let stem = name.strip_suffix(".rs").unwrap_or(name);
    let folder = match stem.rsplit_once('/') {
        Some((folder, "lib" | "main")) => folder,
        _ => stem,
    };
    let lines: Vec<&str> = text.lines().collect();
    let pairs = lines.windows(2).filter(|pair| pair[0].trim() == "#[cfg(test)]");
    pairs
        .filter_map(|pair| {
            let declared = pair[1]
                .trim()
                .trim_start_matches("pub(crate) ")
                .strip_prefix("mod ")?
                .strip_suffix(';')?;
            Some(format!("{folder}/{declared}"))
        })
        .collect()
}

/// A file up to its tests, which stand at its end; comments are left empty.
fn without_tests(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let inline = lines
        .windows(2)
        .position(|pair| pair[0] == "#[cfg(test)]" && pair[1].ends_with('{'));
    let code = lines.iter().take(inline.unwrap_or(lines.len()));
    code.map(|line| if line.trim_start().starts_with("//") { "" } else { line })
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn effects_are_seen_in_every_way_to_write_them() {
    assert_eq!(effects("use std::fs;"), ["fs"]);
    assert_eq!(effects("    let day = std::time::SystemTime::now();"), ["time"]);
    assert_eq!(
        effects("use std::{collections::BTreeMap, env, fs::File};"),
        ["fs", "env"]
    );
    assert!(effects("use std::fmt; // environment").is_empty());
    assert_eq!(
        test_modules("core/a/src/b.rs", "#[cfg(test)]\nmod tests;\n"),
        ["core/a/src/b/tests"]
    );
    assert_eq!(
        test_modules("core/a/src/lib.rs", "#[cfg(test)]\nmod support;\n"),
        ["core/a/src/support"]
    );
    assert_eq!(without_tests("a\n#[cfg(test)]\nmod tests {\n    x.unwrap()\n}\n"), "a");
    assert_eq!(without_tests("/// b.unwrap()\nc"), "\nc");
}

#[test]
fn paths_of_a_machine_are_told_from_addresses() {
    let roots = ["/x/".to_owned()];
    let named = |line: &str| machine_paths(line, &roots).count();
    assert_eq!(["/x/a", "see `/x/a`", "(/x/a)", "\"/x/a\""].map(named), [1; 4]);
    assert_eq!(
        ["https://example.org/x/a", "docs/x/a", "./x/a", "/y/x/a"].map(named),
        [0; 4]
    );
}

#[test]
fn the_repository_is_text_and_names_no_machine() {
    let roots = ["work", "tmp", "root", "home", "Users"].map(|folder| format!("/{folder}/"));
    let mut wrong = Vec::new();
    let files = files();
    assert!(files.len() > 300, "{} files", files.len());
    for name in files {
        let bytes = std::fs::read(root().join(&name)).expect("a file of the repository");
        let Ok(text) = String::from_utf8(bytes) else {
            wrong.push(format!("{name}: is not UTF-8"));
            continue;
        };
        if text.contains('\r') {
            wrong.push(format!("{name}: has carriage returns"));
        }
        if !text.is_empty() && !text.ends_with('\n') && !name.contains("/fixtures/") {
            wrong.push(format!("{name}: does not end with a line break"));
        }
        for (number, line) in text.lines().enumerate() {
            wrong.extend(machine_paths(line, &roots).map(|path| format!("{name}:{}: names {path}", number + 1)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The absolute paths of a machine that a line names: not a part of an address or of a longer path.
fn machine_paths<'a>(line: &'a str, roots: &'a [String]) -> impl Iterator<Item = &'a str> {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '~' | ':' | '}' | '>');
    roots
        .iter()
        .filter(move |path| {
            line.match_indices(&***path)
                .any(|(at, _)| !line[..at].ends_with(inside))
        })
        .map(|path| &**path)
}

#[test]
fn nothing_stands_at_the_top_that_was_not_asked_for() {
    let expected = BTreeSet::from(["core", "docs", "plugins", "policies", "scripts", "tests"]);
    let folders: BTreeSet<String> = files()
        .into_iter()
        .filter_map(|name| Some(name.split_once('/')?.0.to_owned()))
        .collect();
    let folders: BTreeSet<&str> = folders.iter().map(|name| &**name).collect();
    assert_eq!(folders, expected);
    for file in ["README.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE"] {
        assert!(!read(file).is_empty(), "{file}");
    }
    assert!(read("Cargo.toml").contains("license = \"MIT OR Apache-2.0\""));
}

#[test]
fn every_script_passes_the_check_of_scripts() {
    let scripts: Vec<String> = files()
        .into_iter()
        .filter(|name| name.starts_with("scripts/") && name.ends_with(".rhai"))
        .collect();
    assert!(scripts.len() >= 4, "{scripts:?}");
    // One by one: a script must be in order without the others.
    for script in scripts.iter().filter(|name| !name.starts_with("scripts/lib/")) {
        let output = Command::new(program())
            .args(["script", "check", script])
            .current_dir(root())
            .output();
        let output = output.expect("the program runs");
        let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        assert_eq!((output.status.code(), &*said), (Some(0), "in order\n"), "{script}");
    }
}

/// The files of the repository by their path in it, hidden ones left out: what git tracks, whatever else lies in the folder.
/// Where there is no git, all that lies there but what is built.
fn files() -> Vec<String> {
    let tracked = Command::new("git")
        .args(["ls-files", "-z"])
        .current_dir(root())
        .output();
    let mut files: Vec<String> = match tracked {
        Ok(output) if output.status.success() && !output.stdout.is_empty() => String::from_utf8_lossy(&output.stdout)
            .split('\0')
            .filter(|name| !name.is_empty() && !name.split('/').any(|part| part.starts_with('.')))
            .filter(|name| root().join(name).is_file())
            .map(str::to_owned)
            .collect(),
        _ => {
            let mut files = Vec::new();
            collect(root(), "", &mut files);
            files
        }
    };
    files.sort();
    files
}

fn collect(folder: &Path, name: &str, files: &mut Vec<String>) {
    let entries = std::fs::read_dir(folder).expect("a folder of the repository");
    for entry in entries.map(|entry| entry.expect("an entry of a folder")) {
        let own = entry.file_name().to_string_lossy().into_owned();
        let built = ["target", "node_modules", "proptest-regressions"].contains(&&*own) || own.ends_with(".snap.new");
        if own.starts_with('.') || built || name == "docs/" && own == "book" {
            continue;
        }
        let path = format!("{name}{own}");
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            collect(&entry.path(), &format!("{path}/"), files);
        } else {
            files.push(path);
        }
    }
}

fn read(name: &str) -> String {
    let path = root().join(name.trim_start_matches('/'));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"))
}
