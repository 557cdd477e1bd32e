//! A small project on disk, made anew for a test.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::support::{program, root};

const STUDY: &str = include_str!("small/study.toml");
const LAW: &str = include_str!("small/law.rhai");

/// A project in a folder of its own.
pub(crate) struct Project {
    folder: PathBuf,
}

impl Project {
    fn empty(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("toets-approved-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        Self { folder }
    }

    pub(crate) fn new(name: &str) -> Self {
        let project = Self::empty(name);
        project.write("policies/small/study.toml", STUDY);
        project.write("policies/small/include/moved.toml", "");
        project.write("scripts/scoring/law.rhai", LAW);
        project
    }

    /// One with what is below `policies/` and `scripts/` of this repository, approved as it is.
    pub(crate) fn of_repository(name: &str) -> Self {
        let project = Self::empty(name);
        for path in files(root(), "policies").into_iter().chain(files(root(), "scripts")) {
            let text = std::fs::read_to_string(root().join(&path)).expect("a file of the repository");
            project.write(&path, &text);
        }
        project
    }

    /// One of which everything is approved.
    pub(crate) fn approved(name: &str) -> Self {
        let project = Self::new(name);
        let (code, _, said) = project.toets(&["test", "--accept"]);
        assert_eq!(code, 0, "{said}");
        project
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Runs the program there: its exit code, what it prints, what it says beside that.
    pub(crate) fn toets(&self, args: &[&str]) -> (i32, String, String) {
        self.answer(args, "")
    }

    /// The same with answers on standard input.
    pub(crate) fn answer(&self, args: &[&str], answers: &str) -> (i32, String, String) {
        let mut child = Command::new(program())
            .args(args)
            .current_dir(&self.folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut input = child.stdin.take().expect("it has an input");
        // It may end before it has read everything.
        let _ = input.write_all(answers.as_bytes());
        drop(input);
        let output = child.wait_with_output().expect("the program ends");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program prints UTF-8");
        (
            output.status.code().unwrap_or(-1),
            text(output.stdout),
            text(output.stderr),
        )
    }

    /// Runs the program for JSON.
    pub(crate) fn json(&self, args: &[&str]) -> (i32, Value) {
        let (code, printed, said) = self.toets(&[args, &["--format", "json"]].concat());
        let json = serde_json::from_str(&printed).unwrap_or_else(|_| panic!("{args:?}: {printed}{said}"));
        (code, json)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.folder.join(name);
        std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.folder.join(name)).expect("a file of the project")
    }

    /// Replaces a stretch of the study that stands in it once.
    pub(crate) fn replace(&self, from: &str, to: &str) -> Change<'_> {
        self.replace_in("policies/small/study.toml", from, to)
    }

    /// The same in any file.
    pub(crate) fn replace_in(&self, file: &str, from: &str, to: &str) -> Change<'_> {
        let before = self.read(file);
        assert_eq!(before.matches(from).count(), 1, "`{from}` stands in {file} once");
        self.write(file, &before.replace(from, to));
        Change {
            project: self,
            before: vec![(file.to_owned(), before)],
        }
    }

    /// Rewrites every file with this ending.
    pub(crate) fn rewrite(&self, ending: &str, rewritten: impl Fn(&str) -> String) {
        let named = |path: &String| path.ends_with(ending);
        for path in files(&self.folder, "policies").into_iter().filter(named) {
            self.write(&path, &rewritten(&self.read(&path)));
        }
    }

    /// Adds to the study.
    pub(crate) fn append(&self, text: &str) {
        let study = self.read("policies/small/study.toml");
        self.write("policies/small/study.toml", &format!("{study}\n{text}"));
    }

    /// Moves a finding to another file.
    pub(crate) fn move_to_file(&self, finding: &str, file: &str) -> Change<'_> {
        let (study, file) = ("policies/small/study.toml", format!("policies/small/{file}"));
        let (before, other) = (self.read(study), self.read(&file));
        let start = before
            .find(&format!("[[finding]]\nid = \"{finding}\""))
            .expect("the finding is there");
        let end = before[start + 2..]
            .find("[[")
            .map_or(before.len(), |end| start + 2 + end);
        self.write(study, &format!("{}{}", &before[..start], &before[end..]));
        self.write(&file, &before[start..end]);
        Change {
            project: self,
            before: vec![(study.to_owned(), before), (file, other)],
        }
    }

    /// The files of snapshots, in order.
    pub(crate) fn snapshots(&self) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.folder.join("policies/small/snapshots")) else {
            return Vec::new();
        };
        let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }

    pub(crate) fn read_snapshot(&self, name: &str) -> String {
        self.read(&format!("policies/small/snapshots/{name}"))
    }

    pub(crate) fn remove_snapshot(&self, name: &str) {
        std::fs::remove_file(self.folder.join("policies/small/snapshots").join(name)).expect("a snapshot");
    }

    pub(crate) fn rename_snapshot(&self, from: &str, to: &str) {
        let folder = self.folder.join("policies/small/snapshots");
        std::fs::rename(folder.join(from), folder.join(to)).expect("a snapshot");
    }

    pub(crate) fn make_folder(&self, name: &str) {
        std::fs::create_dir_all(self.folder.join(name)).expect("a folder");
    }
}

/// The files below a folder of a project.
fn files(project: &Path, folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(project.join(folder)).expect("a folder of the project");
    let names = entries.map(|entry| {
        entry
            .expect("an entry")
            .file_name()
            .into_string()
            .expect("a name in UTF-8")
    });
    let paths = names.map(|name| format!("{folder}/{name}"));
    paths
        .flat_map(|path| {
            if project.join(&path).is_dir() {
                files(project, &path)
            } else {
                vec![path]
            }
        })
        .collect()
}

/// Files that were changed, and what stood in them.
pub(crate) struct Change<'a> {
    project: &'a Project,
    before: Vec<(String, String)>,
}

impl Change<'_> {
    /// Puts it all back.
    pub(crate) fn undo(self) {
        for (file, text) in &self.before {
            self.project.write(file, text);
        }
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
