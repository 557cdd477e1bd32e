//! `toets fmt`: the real program on projects of its own, among them some that were made to do harm.

#![expect(clippy::disallowed_methods, reason = "tests write a project")]

mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use support::{FOUNDING, program, root};

const STUDY: &str = "policies/small/study.toml";

/// The same study, as it is written at first and as it is laid out.
const ROUGH: &str =
    "include = [ \"more.toml\",\"law/nl/act.toml\" ]\n[study]\ntitle = @   # why\nid='small'\nverdict=\"top\"\n";
const LAID_OUT: &str =
    "include = [\"more.toml\", \"law/nl/act.toml\"]\n\n[study]\nid = 'small'\ntitle = @   # why\nverdict = \"top\"\n";
const ROUGH_MORE: &str = "[[node]]\n# the scale\nscale=\"five\"\nid = \"top\"\n";
const LAID_OUT_MORE: &str = "[[node]]\nid = \"top\"\n# the scale\nscale = \"five\"\n";
const ROUGH_LAW: &str = "[[instrument]]\ntitle=@\nid=\"act\"\n";
const LAID_OUT_LAW: &str = "[[instrument]]\nid = \"act\"\ntitle = @\n";

fn labelled(text: &str) -> String {
    text.replace('@', "{ nl = \"N\", en = \"E\" }")
}

/// A project in a folder of its own.
struct Project(PathBuf);

/// What a call said, and how it ended.
#[derive(Debug, PartialEq, Eq)]
struct Said {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Project {
    fn empty(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("toets-fmt-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("a folder");
        Self(folder)
    }

    /// A small study whose files are all to be laid out, beside others that are not its own.
    fn new(name: &str) -> Self {
        let project = Self::empty(name);
        project.write(STUDY, &labelled(ROUGH));
        project.write("policies/small/more.toml", ROUGH_MORE);
        project.write("policies/small/not-included.toml", ROUGH_MORE);
        project.write("policies/law/nl/act.toml", &labelled(ROUGH_LAW));
        project.write("policies/law/nl/other.toml", &labelled(ROUGH_LAW));
        project
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.join(name)).expect("a file of the project")
    }

    fn toets(&self, args: &[&str]) -> Said {
        let output = Command::new(program())
            .args(args)
            .current_dir(&self.0)
            .output()
            .expect("the program runs");
        let text = |bytes| String::from_utf8(bytes).expect("the program prints UTF-8");
        Said {
            code: output.status.code(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }

    /// All files with what they hold; a link with where it leads.
    fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        fn walk(folder: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
            for entry in std::fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("a file").path();
                if let Ok(to) = path.read_link() {
                    found.insert(path, to.display().to_string().into_bytes());
                } else if path.is_dir() {
                    walk(&path, found);
                } else {
                    let held = std::fs::read(&path).expect("a file");
                    found.insert(path, held);
                }
            }
        }
        let mut found = BTreeMap::new();
        walk(&self.0, &mut found);
        found
    }

    /// Holds that a call is refused, for a reason that has these words, and changes nothing.
    #[track_caller]
    fn refuses(&self, words: &[&str]) {
        let before = self.files();
        for call in [&["fmt", "--lang", "en"][..], &["fmt", "--check", "--lang", "en"]] {
            let said = self.toets(call);
            assert_eq!((said.code, &*said.out), (Some(2), ""), "{said:?}");
            for word in words {
                assert!(said.err.contains(word), "`{word}` is not in {}", said.err);
            }
        }
        assert_eq!(self.files(), before);
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn said(code: i32, out: &str) -> Said {
    Said {
        code: Some(code),
        out: out.to_owned(),
        err: String::new(),
    }
}

#[test]
fn a_study_is_laid_out_with_the_law_that_it_includes_and_nothing_else() {
    let project = Project::new("whole");
    let mut expected = project.files();
    let check = "would change: policies/small/study.toml\nwould change: policies/small/more.toml\nwould change: policies/law/nl/act.toml\n";
    assert_eq!(project.toets(&["fmt", "--check", "--lang", "en"]), said(1, check));
    assert_eq!(project.files(), expected, "to check is to write nothing");

    // The study lacks much else: that is for `toets check` to say.
    let written = "opgemaakt: policies/small/study.toml\nopgemaakt: policies/small/more.toml\nopgemaakt: policies/law/nl/act.toml\n";
    assert_eq!(project.toets(&["fmt"]), said(0, written));
    for (name, text) in [
        (STUDY, LAID_OUT),
        ("policies/small/more.toml", LAID_OUT_MORE),
        ("policies/law/nl/act.toml", LAID_OUT_LAW),
    ] {
        expected.insert(project.0.join(name), labelled(text).into_bytes());
    }
    assert_eq!(project.files(), expected, "no other file is touched or left behind");

    assert_eq!(
        project.toets(&["fmt", "small", "--check", "--lang", "en"]),
        said(0, "in order\n")
    );
    assert_eq!(project.toets(&["fmt", STUDY]), said(0, "op orde\n"));
}

#[test]
fn what_follows_from_the_founding_study_stays_the_same() {
    fn copy(from: &Path, to: &Path) {
        std::fs::create_dir_all(to).expect("a folder");
        for entry in std::fs::read_dir(from).expect("the repository can be read") {
            let entry = entry.expect("the repository can be read");
            let target = to.join(entry.file_name());
            if entry.path().is_dir() {
                copy(&entry.path(), &target);
            } else {
                std::fs::copy(entry.path(), target).expect("a file can be copied");
            }
        }
    }
    let project = Project::empty("founding");
    for folder in ["policies", "scripts"] {
        copy(&root().join(folder), &project.0.join(folder));
    }
    // What may have been laid out in the repository is not here.
    let conclusions = format!("{FOUNDING}/groups.toml");
    project.write(
        &conclusions,
        &project.read(&conclusions).replace(" = ", "=").replace("\n\n", "\n\n\n"),
    );
    let ask = || {
        ["run", "robust"].map(|question| {
            let said = project.toets(&[question, "--format", "json"]);
            assert_eq!(said.code, Some(0), "{}", said.err);
            said.out
        })
    };
    let before = ask();
    assert_eq!(project.toets(&["fmt"]).code, Some(0));
    assert!(before == ask(), "another result");
    assert_eq!(project.toets(&["fmt", "--check"]), said(0, "op orde\n"));
    assert_eq!(project.toets(&["test"]).code, Some(0));
}

#[test]
fn lines_that_end_in_two_signs_go_on_to_do_so() {
    let project = Project::new("crlf");
    let with_mark = format!("\u{feff}{}", ROUGH_MORE.replace('\n', "\r\n"));
    project.write("policies/small/more.toml", &with_mark);
    assert_eq!(project.toets(&["fmt"]).code, Some(0));
    let expected = format!("\u{feff}{}", LAID_OUT_MORE.replace('\n', "\r\n"));
    assert_eq!(project.read("policies/small/more.toml"), expected);
}

#[test]
fn a_fault_of_writing_is_shown_and_nothing_is_written() {
    let project = Project::new("faults");
    project.write("policies/small/more.toml", "[[node]]\nid = \"top\"\nscale = \n");
    project.refuses(&["policies/small/more.toml:3:", "3 | scale = ", "expected a value"]);
    let dutch = project.toets(&["fmt", "--lang", "nl"]);
    assert!(dutch.err.contains("fout") && dutch.code == Some(2), "{dutch:?}");

    let hostile = [
        ("x = [1, 2\n", "not closed"),
        ("x = 1\nx = 2\n", "twice"),
        ("[[node]]\nid = \u{201c}top\u{201d}\n", "more.toml:2:"),
        ("x = \"a\u{202e}b\"\n", "U+202E"),
        (
            &format!("x = {}{}\n", "[".repeat(500_000), "]".repeat(500_000)),
            "nested too deeply",
        ),
        (&format!("x{} = 1\n", ".x".repeat(500_000)), "nested too deeply"),
        (&format!("[x{}]\n", ".x".repeat(500_000)), "nested too deeply"),
        ("include = [\"none.toml\"]\n", "there is no file"),
        ("include = [\"../../outside.toml\"]\n", "lies outside the study"),
        ("include = [\"/etc/passwd\"]\n", "lies outside the study"),
        ("include = [\".\"]\n", "outside"),
    ];
    for (text, words) in hostile {
        project.write("policies/small/more.toml", text);
        project.refuses(&[words]);
    }
    std::fs::write(project.0.join("policies/small/more.toml"), b"x = \"\xff\"\n").expect("a file");
    project.refuses(&["UTF-8"]);
}

#[test]
fn a_call_that_means_no_study_is_refused() {
    let project = Project::new("calls");
    let said = project.toets(&["fmt", "smal", "--lang", "en"]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("did you mean `small`?"), "{}", said.err);
    assert_eq!(project.toets(&["fmt", "policies/small/more.toml"]).code, Some(2));
}

#[test]
fn large_files_are_laid_out_in_no_time() {
    let project = Project::new("large");
    let keys: String = (0..100_000).map(|n| format!("k{n}=[{n},{{b=1,a=2}}]\n")).collect();
    let nodes: String = (0..50_000)
        .map(|n| format!("[[node]]\nscale=\"five\"\nid = \"n{n}\"\n"))
        .collect();
    project.write("policies/small/more.toml", &format!("{keys}{nodes}"));
    let started = std::time::Instant::now();
    assert_eq!(project.toets(&["fmt"]).code, Some(0));
    assert!(started.elapsed().as_secs() < 30, "{:?}", started.elapsed());
    assert!(
        project
            .read("policies/small/more.toml")
            .contains("k7 = [7, { b = 1, a = 2 }]\n")
    );
}

#[cfg(unix)]
#[test]
fn no_link_is_followed_out_of_the_study() {
    use std::os::unix::fs::symlink;

    let project = Project::new("links");
    project.write("policies/other/nodes.toml", ROUGH_MORE);
    let more = project.0.join("policies/small/more.toml");
    std::fs::remove_file(&more).expect("a file can be taken away");
    symlink("../other/nodes.toml", &more).expect("a link");
    let said = project.toets(&["fmt", "--lang", "en"]);
    assert_eq!(said.code, Some(0));
    let left = "`policies/small/more.toml` is a link that leads elsewhere: it is left as it is\n";
    assert_eq!(said.err, left);
    assert!(
        !said.out.contains("more.toml") && said.out.contains(STUDY),
        "{}",
        said.out
    );
    assert_eq!(project.read("policies/other/nodes.toml"), ROUGH_MORE);

    // Out of the project it is not even read.
    let outside = Project::empty("links-outside");
    outside.write("nodes.toml", ROUGH_MORE);
    std::fs::remove_file(&more).expect("a link can be taken away");
    symlink(outside.0.join("nodes.toml"), &more).expect("a link");
    project.write(STUDY, &labelled(ROUGH));
    project.refuses(&["lies outside the study", "policies/small/study.toml:1:"]);
    assert_eq!(outside.read("nodes.toml"), ROUGH_MORE);

    // Within the study it stays a link, and what it leads to is laid out.
    std::fs::remove_file(&more).expect("a link can be taken away");
    project.write("policies/small/nodes/real.toml", ROUGH_MORE);
    symlink("nodes/real.toml", &more).expect("a link");
    assert_eq!(project.toets(&["fmt"]).code, Some(0));
    assert!(more.is_symlink());
    assert_eq!(project.read("policies/small/nodes/real.toml"), LAID_OUT_MORE);
}

#[cfg(unix)]
#[test]
fn rights_are_kept_and_respected() {
    use std::os::unix::fs::PermissionsExt;

    let project = Project::new("rights");
    let mode = |name: &str, mode: u32| {
        let path = project.0.join(name);
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("rights can be set");
    };
    mode("policies/small/more.toml", 0o444);
    let before = project.files();
    let said = project.toets(&["fmt", "--lang", "en"]);
    assert_eq!((said.code, &*said.out), (Some(2), ""));
    assert_eq!(
        said.err,
        "error: `policies/small/more.toml` may only be read; nothing was changed\n"
    );
    assert_eq!(project.files(), before);

    mode("policies/small/more.toml", 0o640);
    assert_eq!(project.toets(&["fmt"]).code, Some(0));
    let now = project.0.join("policies/small/more.toml").metadata().expect("a file");
    assert_eq!(now.permissions().mode() & 0o777, 0o640);
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_waited_for() {
    let project = Project::new("pipe");
    let more = project.0.join("policies/small/more.toml");
    std::fs::remove_file(&more).expect("a file can be taken away");
    let made = Command::new("mkfifo").arg(&more).status().expect("a pipe can be made");
    assert!(made.success());
    let before = project.read(STUDY);
    let said = project.toets(&["fmt", "--lang", "en"]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("a pipe or a device"), "{}", said.err);
    assert_eq!(project.read(STUDY), before);
}
