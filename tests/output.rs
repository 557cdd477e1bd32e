//! Where results go: all of them, or the program says that they did not. Nothing that was read, and nothing that is no
//! file, is written over; what is no file is not waited for.

#![cfg(target_os = "linux")]
#![expect(clippy::disallowed_methods, reason = "a test reads and writes files of its own")]

mod support;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::os::unix::fs::{FileTypeExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use support::{printed, program};

/// A project of this test's own, gone with it.
struct Project(PathBuf);

const STUDY: &str = r#"
[study]
id = "small"
title = { nl = "Klein", en = "Small" }
as_of = 2025-05-01
verdict = "top"
document = "report"

[[source]]
id = "report"
label = { nl = "Rapport", en = "Report" }

[scale.three]
levels = ["-", "0", "+"]

[variable.x]
kind = "lever"
label = { nl = "x", en = "x" }
values = ["p", "q"]

[[group]]
id = "g"
label = { nl = "g", en = "g" }

[[scenario]]
id = "S"
label = { nl = "S", en = "S" }

[[scenario]]
id = "T"
label = { nl = "T", en = "T" }
levers = { x = "p" }

[[node]]
id = "top"
label = { nl = "Top", en = "Top" }
scale = "three"
score = { plugin = "judged" }

[[conclusion]]
id = "c"
statement = { nl = "c", en = "c" }
holds = 'top >= "0"'
"#;

const SCRIPT: &str = r#"const PLUGIN = #{ id: "judged", version: "1.0.0", scale: "three", label: #{ nl: "x", en: "x" } };
fn score(cell) { if cell.x == "p" { judge("+") } else { judge("-") } }
fn test_p() { expect(score(cell(#{ x: "p" })), "+"); }
"#;

impl Project {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("toets-output-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        for (file, text) in [
            ("policies/small/study.toml", STUDY),
            ("scripts/scoring/judged.rhai", SCRIPT),
            ("text.txt", "one\ntwo\n"),
            ("cost.toml", "[lever]\nx = 2\n"),
        ] {
            let path = folder.join(file);
            std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder");
            std::fs::write(path, text).expect("a file");
        }
        Self(folder)
    }

    fn call(&self, args: &[&str]) -> Command {
        let mut call = Command::new(program());
        call.args(args).current_dir(&self.0).stdin(Stdio::null());
        call
    }

    fn toets(&self, args: &[&str]) -> Output {
        self.call(args).output().expect("the program runs")
    }

    fn pipe(&self, name: &str) -> PathBuf {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("a folder");
        let _ = std::fs::remove_file(&path);
        let made = Command::new("mkfifo").arg(&path).status();
        assert!(made.is_ok_and(|status| status.success()), "a pipe");
        path
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.join(name)).expect("it is there")
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn is_pipe(path: &Path) -> bool {
    path.symlink_metadata()
        .is_ok_and(|metadata| metadata.file_type().is_fifo())
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A call of each command that prints something, in each of its forms.
const CALLS: [&str; 49] = [
    "run small",
    "run small --format json",
    "run small --format md",
    "run small --format csv",
    "check small",
    "check small --format json",
    "graph small",
    "graph small --format svg",
    "explain small --scenario S --group g",
    "explain small --scenario S --group g --format json",
    "conditions small --scenario S --group g --at-least +",
    "improve small --scenario S --group g --to +",
    "decide small",
    "space small",
    "compare small S T",
    "robust small",
    "test small",
    "report small -o -",
    "plot scorecard small -o -",
    "diff small --to-as-of 2026-01-01",
    "new study other",
    "new scenario other",
    "new plugin other --node top",
    "definitions small",
    "schema",
    "rank small",
    "timeline small",
    "law diff 2025-05-01 2026-05-01 --study small",
    "law check small",
    "script check scripts/scoring/judged.rhai",
    "script try scripts/scoring/judged.rhai --scenario S --group g --where x=p",
    "script test scripts/scoring/judged.rhai",
    "sources verify small --text text.txt",
    "sources cite small --text text.txt --lines 1-2",
    "sheet small -o -",
    "agree small small",
    "fmt small --check",
    "fmt small",
    "completions bash",
    "--help",
    "--version",
    "help run",
    "run --help",
    "run -h",
    "new --help",
    "law --help",
    "script --help",
    "sources --help",
    "plot --help",
];

#[test]
fn a_full_disk_is_never_fine() {
    let project = Project::new("full");
    // Each command that there is.
    let commands: BTreeSet<String> = printed(&["--help"])
        .lines()
        .skip_while(|line| !line.starts_with("Commands:"))
        .skip(1)
        .take_while(|line| !line.trim().is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next().map(str::to_owned))
        .filter(|command| command != "help")
        .collect();
    let called: BTreeSet<String> = CALLS
        .iter()
        .filter_map(|call| call.split(' ').next().map(str::to_owned))
        .filter(|command| !command.starts_with('-') && command != "help")
        .collect();
    assert_eq!(
        commands, called,
        "a command that is not tried here, or one that there is not"
    );
    let mut wrong = Vec::new();
    for call in CALLS {
        let args: Vec<&str> = call.split(' ').collect();
        for name in [
            "policies/other",
            "scripts/scenarios/other.rhai",
            "scripts/scoring/other.rhai",
        ] {
            let _ = std::fs::remove_dir_all(project.0.join(name));
            let _ = std::fs::remove_file(project.0.join(name));
        }
        let full = File::options().write(true).open("/dev/full").expect("a full disk");
        let output = project.call(&args).stdout(full).output().expect("the program runs");
        if output.status.code() != Some(2) || !said(&output).contains("error: ") {
            wrong.push(format!("{call}: {:?} {}", output.status, said(&output)));
        }
        // The same, where there is room: it prints, so that the disk was full for something.
        for name in [
            "policies/other",
            "scripts/scenarios/other.rhai",
            "scripts/scoring/other.rhai",
        ] {
            let _ = std::fs::remove_dir_all(project.0.join(name));
            let _ = std::fs::remove_file(project.0.join(name));
        }
        let output = project.toets(&args);
        if output.stdout.is_empty() || !matches!(output.status.code(), Some(0 | 1)) {
            wrong.push(format!("{call}, with room: {:?} {}", output.status, said(&output)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_reader_that_stops_early_is_fine() {
    let project = Project::new("early");
    for call in [
        "run small --format json",
        "schema",
        "report small -o -",
        "completions bash",
    ] {
        let args: Vec<&str> = call.split(' ').collect();
        let mut child = project
            .call(&args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        assert_eq!((output.status.code(), &*said(&output)), (Some(0), ""), "{call}");
    }
}

#[test]
fn a_receipt_is_of_what_was_written() {
    let project = Project::new("receipt");
    let call = ["run", "small", "--format", "json", "--receipt", "r.json"];
    let full = File::options().write(true).open("/dev/full").expect("a full disk");
    let output = project.call(&call).stdout(full).output().expect("the program runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(!project.0.join("r.json").exists(), "a receipt of what was not written");
    // Nobody reads it: what was printed is nowhere.
    let mut child = project
        .call(&call)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0));
    assert!(said(&output).contains("receipt"), "{}", said(&output));
    assert!(!project.0.join("r.json").exists(), "a receipt of what nobody read");
    assert_eq!(project.toets(&call).status.code(), Some(0));
    assert!(project.0.join("r.json").exists());
}

#[test]
fn what_was_read_is_not_written_over() {
    let project = Project::new("over");
    let study = "policies/small/study.toml";
    symlink(project.0.join(study), project.0.join("link.md")).expect("a link");
    symlink(
        project.0.join("scripts/scoring/judged.rhai"),
        project.0.join("link.svg"),
    )
    .expect("a link");
    for call in [
        "run small --receipt policies/small/study.toml",
        "run small --receipt policies/small/../small/study.toml",
        "run small --receipt scripts/scoring/judged.rhai",
        "report small -o link.md",
        "plot scorecard small -o link.svg",
        "sources verify small --text text.txt --receipt text.txt",
        "improve small --scenario S --group g --to + --cost cost.toml --receipt cost.toml",
        "report small -o out.md --receipt out.md",
    ] {
        let args: Vec<&str> = call.split(' ').collect();
        let output = project.toets(&args);
        assert_eq!(output.status.code(), Some(2), "{call}: {}", said(&output));
        assert_eq!(project.read(study), STUDY, "{call}");
        assert_eq!(project.read("scripts/scoring/judged.rhai"), SCRIPT, "{call}");
        assert_eq!(project.read("text.txt"), "one\ntwo\n", "{call}");
        assert_eq!(project.read("cost.toml"), "[lever]\nx = 2\n", "{call}");
    }
    assert!(project.read("out.md").starts_with('#'), "the report is there still");
    assert!(
        project
            .0
            .join("link.md")
            .symlink_metadata()
            .is_ok_and(|it| it.is_symlink())
    );
    // A file that was not read is written over, as it always was.
    assert_eq!(
        project.toets(&["report", "small", "-o", "out.md"]).status.code(),
        Some(0)
    );
}

#[test]
fn a_pipe_and_a_device_stay_what_they_are() {
    let project = Project::new("pipes");
    // Somebody reads it: it gets all of it.
    for (name, call) in [
        ("p.md", "report small -o p.md"),
        ("p.svg", "plot scorecard small -o p.svg"),
        ("p.json", "run small --receipt p.json"),
    ] {
        let path = project.pipe(name);
        let reader = {
            let path = path.clone();
            std::thread::spawn(move || {
                let mut text = String::new();
                File::open(path)
                    .and_then(|mut pipe| pipe.read_to_string(&mut text))
                    .map(|_| text)
            })
        };
        let args: Vec<&str> = call.split(' ').collect();
        let output = project.toets(&args);
        assert_eq!(output.status.code(), Some(0), "{call}: {}", said(&output));
        assert!(is_pipe(&path), "{call} put a file in the place of a pipe");
        let text = reader.join().expect("it reads").expect("it is read");
        assert!(text.len() > 100, "{call}: {text}");
    }
    // Nobody reads it: nobody waits for them.
    for (name, call) in [
        ("q.md", "report small -o q.md"),
        ("q.json", "run small --receipt q.json"),
    ] {
        let path = project.pipe(name);
        let args: Vec<&str> = call.split(' ').collect();
        let output = project.toets(&args);
        assert_eq!(output.status.code(), Some(2), "{call}: {}", said(&output));
        assert!(is_pipe(&path), "{call} put a file in the place of a pipe");
    }
    symlink("/dev/null", project.0.join("n.json")).expect("a link");
    let output = project.toets(&["run", "small", "--receipt", "n.json"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(
        project
            .0
            .join("n.json")
            .symlink_metadata()
            .is_ok_and(|it| it.is_symlink())
    );
    symlink("/dev/full", project.0.join("f.json")).expect("a link");
    assert_eq!(
        project.toets(&["run", "small", "--receipt", "f.json"]).status.code(),
        Some(2)
    );
}

#[test]
fn a_pipe_in_the_place_of_a_file_is_not_waited_for() {
    let project = Project::new("waiting");
    project.pipe("p.toml");
    project.pipe("p.txt");
    project.pipe("own/style.css");
    assert_eq!(project.toets(&["test", "small", "--accept"]).status.code(), Some(0));
    for call in [
        "improve small --scenario S --group g --to + --cost p.toml",
        "sources verify small --text p.txt",
        "sources cite small --text p.txt --lines 1-1",
        "report small -o o.html --template own",
        "run small --script p.txt",
    ] {
        let args: Vec<&str> = call.split(' ').collect();
        let output = project.toets(&args);
        assert_eq!(output.status.code(), Some(2), "{call}: {}", said(&output));
    }
    // A snapshot.
    let approved = std::fs::read_dir(project.0.join("policies/small/snapshots"))
        .expect("what was approved")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.is_file())
        .expect("a snapshot");
    std::fs::remove_file(&approved).expect("it goes");
    let made = Command::new("mkfifo").arg(&approved).status();
    assert!(made.is_ok_and(|status| status.success()), "a pipe");
    let output = project.toets(&["test", "small"]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(is_pipe(&approved));
}

/// Each form makes something else of such signs, in a place of its own.
#[test]
fn a_label_steers_no_terminal() {
    let project = Project::new("escape");
    let study = project.0.join("policies/small/study.toml");
    let text = std::fs::read_to_string(&study).expect("a study");
    let steering = text.replacen(
        "label = { nl = \"S\", en = \"S\" }",
        "label = { nl = \"S\\u001b[31mS\", en = \"S\\u001b[31mS\" }",
        1,
    );
    assert_ne!(steering, text);
    std::fs::write(&study, steering).expect("a test can write here");
    for form in ["table", "md", "csv", "html", "json", "typ"] {
        let output = project.toets(&["run", "small", "--full", "--format", form]);
        assert_eq!(output.status.code(), Some(0), "{form}");
        assert!(!output.stdout.is_empty() && !output.stdout.contains(&0x1b), "{form}");
    }
}
