//! `toets run --watch`: the real program on a project in which files are saved while it runs.

#![expect(clippy::disallowed_methods, reason = "tests write a project")]

mod support;

use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use support::program;

const STUDY: &str = "policies/small/study.toml";
const LAW: &str = "scripts/scoring/law.rhai";

/// A project in a folder of its own.
struct Project(PathBuf);

impl Project {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("toets-watch-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let project = Self(folder);
        project.write(STUDY, include_str!("approved/small/study.toml"));
        project.write("policies/small/include/moved.toml", "");
        project.write(LAW, include_str!("approved/small/law.rhai"));
        project
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder");
        // As editors save: the file is there as a whole.
        let fresh = path.with_extension("new");
        std::fs::write(&fresh, text).expect("a file");
        std::fs::rename(fresh, path).expect("a file");
    }

    /// Saves a file with a stretch of it replaced that stands in it once.
    fn replace(&self, file: &str, from: &str, to: &str) {
        let before = std::fs::read_to_string(self.0.join(file)).expect("a file of the project");
        assert_eq!(before.matches(from).count(), 1, "`{from}` stands in {file} once");
        self.write(file, &before.replace(from, to));
    }

    /// Starts the program there.
    fn run(&self, args: &[&str]) -> Running {
        let mut child = Command::new(program())
            .args(["run", "--watch"])
            .args(args)
            .current_dir(&self.0)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let (sender, lines) = channel();
        listen(
            child.stdout.take().expect("it has an output"),
            Stream::Result,
            sender.clone(),
        );
        listen(child.stderr.take().expect("it has an output"), Stream::Remark, sender);
        Running { child, lines }
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stream {
    Result,
    Remark,
}

fn listen(output: impl Read + Send + 'static, stream: Stream, to: Sender<(Stream, String)>) {
    std::thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if to.send((stream, line)).is_err() {
                break;
            }
        }
    });
}

/// The program while it watches.
struct Running {
    child: Child,
    lines: Receiver<(Stream, String)>,
}

impl Running {
    /// What is printed, and what is remarked, until it waits for changes. The two may come in any order, so that it is also waited for a
    /// line of the result that has `result` in it, if one is named.
    fn said(&self, result: &str) -> (String, String) {
        let (mut printed, mut remarked) = (String::new(), String::new());
        while !(printed.contains(result) && remarked.contains("Ctrl-C")) {
            // Long enough for any machine; it says nothing of speed.
            let (stream, line) = self.lines.recv_timeout(Duration::from_secs(120)).unwrap_or_else(|_| {
                panic!("no `{result}` came:\n{printed}\n{remarked}");
            });
            let text = match stream {
                Stream::Result => &mut printed,
                Stream::Remark => &mut remarked,
            };
            text.push_str(&line);
            text.push('\n');
        }
        (printed, remarked)
    }

    /// Presses Ctrl-C; the exit code.
    fn interrupt(&mut self) -> i32 {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-INT", &id]).status();
        assert!(sent.is_ok_and(|status| status.success()), "a signal can be sent");
        self.child.wait().expect("it ends").code().unwrap_or(-1)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
#[cfg(unix)]
fn what_moved_is_printed_when_a_file_is_saved() {
    let project = Project::new("moved");
    let mut toets = project.run(&["--full", "--lang", "en"]);
    let (printed, _) = toets.said("helps-outside");
    assert!(printed.contains("Needs"), "{printed}");

    project.replace(STUDY, "level = \"+\" # f1", "level = \"-\" # f1");
    let (printed, remarked) = toets.said("Needs (`needs`)");
    // Who moved it is said on the line that follows.
    let (rest, _) = printed.split_once("Needs (`needs`)").expect("it was waited for");
    insta::assert_snapshot!("moved-en", rest);
    assert_eq!(remarked, "(waiting for changes in 3 files; Ctrl-C ends it)\n");

    // Saved with a fault: what is wrong is said, and what held last still counts.
    project.replace(STUDY, "level = \"-\" # f1", "level = \"?\" # f1");
    let (_, remarked) = toets.said("");
    assert!(remarked.contains("error"), "{remarked}");
    assert!(remarked.contains("`?`"), "{remarked}");
    assert!(
        remarked.contains("(the last result without faults stands)"),
        "{remarked}"
    );
    project.replace(STUDY, "level = \"?\" # f1", "level = \"0\" # f1");
    let (printed, _) = toets.said("`needs`): `-` → `0`");
    assert!(!printed.contains('+'), "{printed}");

    // A script is a file of the study too.
    project.replace(LAW, "judge(\"-\")", "judge(\"--\")");
    let (printed, _) = toets.said("`law`): `-` → `--`");
    assert!(printed.contains(LAW), "{printed}");

    // So is one that was not there before.
    project.write(
        "scripts/scoring/other.rhai",
        include_str!("approved/small/law.rhai")
            .replace("\"law\"", "\"other\"")
            .as_str(),
    );
    let (printed, _) = toets.said("Nothing moved.");
    assert!(printed.contains("scripts/scoring/other.rhai"), "{printed}");

    assert_eq!(toets.interrupt(), 0);
}

#[test]
#[cfg(unix)]
fn a_study_that_begins_with_a_fault_is_judged_once_it_has_none() {
    let project = Project::new("begins");
    project.replace(STUDY, "level = \"+\" # f1", "level = \"?\" # f1");
    let mut toets = project.run(&["--format", "md"]);
    let (printed, remarked) = toets.said("");
    assert_eq!(printed, "");
    assert!(remarked.contains("`?`"), "{remarked}");
    project.replace(STUDY, "level = \"?\" # f1", "level = \"+\" # f1");
    toets.said("helps-outside");
    project.replace(STUDY, "Buiten helpt.", "Buiten helpt zeker.");
    let (printed, _) = toets.said("Er is niets verschoven.");
    assert!(printed.starts_with("# policies/small/study.toml\n"), "{printed}");
    assert_eq!(toets.interrupt(), 0);
}

#[test]
fn a_wrong_call_ends_at_once() {
    let project = Project::new("call");
    for (args, why) in [
        (["--format", "json"], "`--watch` prints what moved, for people"),
        (["--receipt", "receipt.json"], "no one result"),
        (["--scenario", "A7"], "there is no scenario `A7`"),
        (["--script", "none.rhai"], "there is no script `none.rhai`"),
    ] {
        let output = Command::new(program())
            .args(["run", "--watch"])
            .args(args)
            .current_dir(&project.0)
            .output()
            .expect("the program runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(why), "{said}");
    }
}
