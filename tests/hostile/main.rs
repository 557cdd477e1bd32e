//! Input that was made to do harm, each in a project of its own, through the whole program: it must end by itself, say
//! what is wrong by its code (or judge it, where nothing is), and stay within a bound of memory that the system holds it to.
//!
//! `studies` and `scripts` are the corpus. What a single crate can be asked is tested there (`core/load/tests/hostile.rs`,
//! `core/script/tests/it/limits.rs`), and random input in `tests/fuzz_targets`.

#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "tests write projects")]

#[path = "../support/mod.rs"]
mod support;

mod scripts;
mod studies;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use rayon::prelude::*;
use support::program;

/// What the program may use at most, all in all: its code, its stacks, its diagrams (their default budget takes some 150 MB).
const KIB: u64 = 512 * 1024;

/// A hostile project.
struct Case {
    /// What it tries.
    tries: String,
    files: Vec<(String, Content)>,
    /// What is called.
    call: &'static [&'static str],
    /// What it is called with besides.
    args: &'static [&'static str],
    /// What the program has to answer.
    answer: Answer,
}

#[derive(Clone)]
enum Content {
    Text(String),
    /// So many bytes, all zero.
    Zeros(u64),
    /// A link to there.
    Link(&'static str),
    /// A pipe that nobody writes to.
    Pipe,
}

#[derive(Clone, Copy)]
enum Answer {
    /// An error with this code.
    Error(&'static str),
    /// It is odd, and nothing is wrong with it.
    Fine,
}

impl Case {
    fn new(tries: impl Into<String>, answer: Answer) -> Self {
        Self {
            tries: tries.into(),
            files: Vec::new(),
            call: &["run", "small", "--format", "json"],
            args: &[],
            answer,
        }
    }

    fn args(mut self, args: &'static [&'static str]) -> Self {
        self.args = args;
        self
    }

    fn with(mut self, path: impl Into<String>, text: impl Into<String>) -> Self {
        self.files.push((path.into(), Content::Text(text.into())));
        self
    }

    fn content(mut self, path: impl Into<String>, content: Content) -> Self {
        self.files.push((path.into(), content));
        self
    }
}

const STUDY: &str = "policies/small/study.toml";
const SCRIPT: &str = "scripts/scoring/script.rhai";

/// What all studies here need; `@` stands for a text.
const HEAD: &str = r#"
[study]
id = "small"
title = @
as_of = 2025-05-01
verdict = "top"
[scale.three]
levels = ["-", "0", "+"]
[variable.x]
kind = "lever"
label = @
values = ["p", "q"]
[[group]]
id = "g"
label = @
[[scenario]]
id = "S"
label = @
"#;

/// A study with these parts besides.
fn study(parts: &str) -> String {
    format!("{HEAD}{parts}").replace('@', "{ nl = \"x\", en = \"x\" }")
}

/// A node scored by a plugin.
fn node(id: &str, score: &str, children: &[String]) -> String {
    let children: Vec<String> = children.iter().map(|child| format!("\"{child}\"")).collect();
    format!(
        "[[node]]\nid = \"{id}\"\nlabel = @\nscale = \"three\"\nscore = {{ {score} }}\nchildren = [{}]\n",
        children.join(", ")
    )
}

/// A folder that goes away with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(number: usize) -> Self {
        let folder = std::env::temp_dir().join(format!("toets-hostile-{}-{number}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(folder.join("policies")).expect("a folder");
        Self(folder)
    }

    fn write(&self, name: &str, content: &Content) {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder");
        match content {
            Content::Text(text) => std::fs::write(path, text).expect("a file"),
            Content::Zeros(bytes) => {
                let file = std::fs::File::create(path).expect("a file");
                file.set_len(*bytes).expect("a large file");
            }
            Content::Link(target) => std::os::unix::fs::symlink(target, path).expect("a link"),
            Content::Pipe => {
                let made = Command::new("mkfifo").arg(path).status();
                assert!(made.is_ok_and(|status| status.success()), "a pipe");
            }
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Runs the program in a folder, with a bound on its memory; what it is to say that it did not.
fn wrong(case: &Case, folder: &Path) -> Option<String> {
    let bounded = format!("ulimit -v {KIB}; exec \"$0\" \"$@\"");
    let output = Command::new("sh")
        .args(["-c", &bounded])
        .arg(program())
        .args(case.call)
        .args(case.args)
        .current_dir(folder)
        // Each thread takes room of its own.
        .env("RAYON_NUM_THREADS", "2")
        .env("MALLOC_ARENA_MAX", "2")
        .output()
        .expect("a shell");
    let said = String::from_utf8_lossy(&output.stderr);
    let shown: String = said.chars().take(600).collect();
    let (code, text) = match case.answer {
        Answer::Error(code) => (2, format!("error[{code}]")),
        Answer::Fine => (0, String::new()),
    };
    let right = output.status.code() == Some(code) && said.contains(&text);
    (!right).then(|| format!("{}: {:?}, not {code} {text}: {shown}", case.tries, output.status))
}

#[test]
fn hostile_input_ends_with_the_right_answer_within_bounds_of_memory() {
    let corpus: Vec<Case> = studies::corpus().into_iter().chain(scripts::corpus()).collect();
    assert!(corpus.len() >= 60, "{} cases", corpus.len());
    program();
    let failures = Mutex::new(Vec::new());
    corpus.par_iter().enumerate().for_each(|(number, case)| {
        let folder = Folder::new(number);
        for (name, content) in &case.files {
            folder.write(name, content);
        }
        if let Some(failure) = wrong(case, &folder.0) {
            failures.lock().expect("no test panics here").push(failure);
        }
    });
    let failures = failures.into_inner().expect("no test panics here");
    assert!(
        failures.is_empty(),
        "{} of {}:\n{}",
        failures.len(),
        corpus.len(),
        failures.join("\n\n")
    );
}

#[test]
fn the_bound_of_memory_is_held() {
    // The same bound, far too small: the program must fail, else the test above would hold nothing.
    let folder = Folder::new(9999);
    folder.write(STUDY, &Content::Text(study(&node("top", "plugin = \"evidence\"", &[]))));
    let status = |kib: u64| {
        let output = Command::new("sh")
            .args(["-c", &format!("ulimit -v {kib}; exec \"$0\" run small")])
            .arg(program())
            .current_dir(&folder.0)
            .env("RAYON_NUM_THREADS", "2")
            .output();
        output.expect("a shell").status
    };
    assert!(status(KIB).success());
    assert!(!status(16 * 1024).success());
}
