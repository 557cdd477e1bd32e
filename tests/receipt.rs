//! A receipt: enough to make a result again, and to see that nothing it was made from is another.

#![expect(clippy::disallowed_methods, reason = "a test reads and writes files of its own")]

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use sha2::{Digest, Sha256};
use support::{FOUNDING, program, root};

/// A folder of this test's own, gone with it.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("toets-receipt-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a test can write here");
        Self(folder)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What a call prints, and its receipt as it was written.
fn kept(at: &Path, call: &[&str], receipt: &Path) -> (Vec<u8>, Option<i32>, String) {
    let output = Command::new(program())
        .args(call)
        .arg("--receipt")
        .arg(receipt)
        .current_dir(at)
        .output()
        .expect("the program runs");
    let text = std::fs::read_to_string(receipt);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (
        output.stdout,
        output.status.code(),
        text.unwrap_or_else(|_| panic!("no receipt of {call:?}: {said}")),
    )
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("a receipt is JSON")
}

#[test]
fn a_result_is_made_again_from_its_receipt() {
    let scratch = Scratch::new("again");
    let study = "onderwijs-negatieve-beschikking";
    let open_offer = "scripts/scenarios/open-aanbod.rhai";
    let calls: [&[&str]; 7] = [
        &["run", study, "--format", "json", "--scenario", "A1"],
        &[
            "run",
            study,
            "--lang",
            "en",
            "--script",
            open_offer,
            "--as-of",
            "2026-08-01",
        ],
        &["explain", study, "--scenario", "A2", "--group", "glo", "--node", "wpo"],
        &["law", "check", study, "--format", "csv"],
        &[
            "law",
            "check",
            "tests/fixtures/law-check",
            "--script",
            "tests/fixtures/law-check/faulty.rhai",
        ],
        &["law", "diff", "2025-05-01", "2026-08-01", "--study", study],
        &["diff", study, "--to-regime", "reading=detailed", "--format", "md"],
    ];
    for (n, call) in calls.into_iter().enumerate() {
        let (printed, code, first) = kept(root(), call, &scratch.file(&format!("{n}-first.json")));
        let receipt = json(&first);
        assert_eq!(receipt["results"][0]["to"], "-");
        assert_eq!(receipt["results"][0]["sha256"], sha256(&printed), "{call:?}");
        assert_eq!(receipt["exit"].as_i64(), code.map(i64::from));
        for file in receipt["files"].as_array().expect("files") {
            let bytes = std::fs::read(root().join(file["path"].as_str().expect("a path"))).expect("it is there");
            assert_eq!(file["sha256"], sha256(&bytes), "{}", file["path"]);
        }
        // All that the receipt says is enough.
        let call: Vec<&str> = receipt["call"]
            .as_array()
            .expect("a call")
            .iter()
            .filter_map(Value::as_str)
            .collect();
        let (again, _, second) = kept(root(), &call, &scratch.file(&format!("{n}-second.json")));
        assert!(printed == again, "{call:?} gives other bytes");
        assert_eq!(first, second);
        assert!(
            !first.contains(&root().display().to_string()),
            "no path of this machine"
        );
    }
}

#[test]
fn a_written_report_is_in_its_receipt() {
    let scratch = Scratch::new("report");
    let page = scratch.file("page.html");
    let page_name = page.display().to_string();
    let call = [
        "report",
        FOUNDING,
        "--scenario",
        "C1",
        "--group",
        "glo",
        "--part",
        "all",
        "-o",
        &page_name,
    ];
    let (_, _, receipt) = kept(root(), &call, &scratch.file("receipt.json"));
    let written = std::fs::read(&page).expect("the report is there");
    let receipt = json(&receipt);
    assert_eq!(receipt["results"][0]["to"], page_name);
    assert_eq!(receipt["results"][0]["sha256"], sha256(&written));
    // The page itself tells the same of what it was made from.
    assert!(String::from_utf8_lossy(&written).contains(receipt["sha256"].as_str().expect("a hash")));
}

#[test]
fn another_input_is_another_receipt() {
    let scratch = Scratch::new("changed");
    let from = root().join("tests/fixtures/law-check");
    for name in ["study.toml", "whole.rhai"] {
        std::fs::copy(from.join(name), scratch.file(name)).expect("a test can write here");
    }
    let call = |more: &[&str]| {
        let call = [&["run", ".", "--script", "whole.rhai", "--format", "json"], more].concat();
        let (_, _, text) = kept(&scratch.0, &call, &scratch.file("receipt.json"));
        json(&text)
    };
    let change = |name: &str, from: &str, to: &str| {
        let text = std::fs::read_to_string(scratch.file(name)).expect("it is there");
        assert!(text.contains(from));
        std::fs::write(scratch.file(name), text.replacen(from, to, 1)).expect("a test can write here");
    };
    let before = call(&[]);
    assert_eq!(before, call(&[]));

    let later = call(&["--as-of", "2022-06-01"]);
    assert_eq!(later["sha256"], before["sha256"], "the same files");
    assert_ne!(later["studies"], before["studies"]);
    assert_ne!(later["results"], before["results"]);

    // A remark changes no result, and still it is another file.
    change("study.toml", "# A small act", "# A little act");
    let remark = call(&[]);
    assert_ne!(remark["sha256"], before["sha256"]);
    assert_eq!(remark["results"], before["results"]);
    assert_eq!(remark["plugins"], before["plugins"]);

    change("whole.rhai", "\"applies_if\"", "\"applies\"");
    let script = call(&[]);
    assert_ne!(script["plugins"], remark["plugins"]);
    assert_ne!(script["sha256"], remark["sha256"]);
}

#[test]
fn what_judges_no_study_has_no_receipt() {
    let scratch = Scratch::new("none");
    let receipt = scratch.file("receipt.json");
    let output = Command::new(program())
        .args(["schema", "--receipt"])
        .arg(&receipt)
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("nothing to give a receipt of"));
    assert!(!receipt.exists());
}
