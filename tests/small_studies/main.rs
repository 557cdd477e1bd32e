//! Small studies, each of one thing that a study may say, asked through the program.

#![expect(clippy::disallowed_methods, reason = "tests write studies")]

#[path = "../support/mod.rs"]
mod support;

mod contests;
mod findings;
mod numbers;

use std::path::{Path, PathBuf};

use serde_json::Value;
use support::toets;

/// The text of one of these studies.
fn text(name: &str) -> String {
    let path = support::root().join(format!("tests/small_studies/{name}/study.toml"));
    std::fs::read_to_string(path).expect("the study is there")
}

/// A folder of a test's own with a study in it.
fn written(name: &str, study: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("small-{name}"));
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    std::fs::write(folder.join("study.toml"), study).expect("the study can be written");
    folder
}

/// What the program says in JSON, whatever it makes of the study.
fn json(args: &[&str]) -> Value {
    let output = toets(&[args, &["--format", "json"]].concat());
    let errors = String::from_utf8_lossy(&output.stderr);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("toets {}: {errors}", args.join(" ")))
}
