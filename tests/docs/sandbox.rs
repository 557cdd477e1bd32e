//! A folder in which a page's commands run.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::page::Block;
use crate::support::{program, root};

/// A copy of what a reader has: the repository's studies and scripts.
pub(crate) struct Sandbox {
    /// Nothing above it is touched.
    root: PathBuf,
    /// The current folder.
    here: PathBuf,
    /// What was added last to a file, and the file.
    added: Option<(PathBuf, String)>,
}

/// What a command printed, and its exit code.
pub(crate) struct Printed {
    pub(crate) text: String,
    pub(crate) code: i32,
}

impl Sandbox {
    /// A fresh folder for a page, with a copy of the repository in it.
    pub(crate) fn new(page: &str) -> Self {
        let root_folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("docs")
            .join(page.replace('/', "-"));
        let _ = std::fs::remove_dir_all(&root_folder);
        let here = root_folder.join("toetssteen");
        for folder in ["policies", "scripts"] {
            copy(&root().join(folder), &here.join(folder));
        }
        Self {
            root: root_folder,
            here,
            added: None,
        }
    }

    /// Makes or changes the file that a block says.
    pub(crate) fn make(&mut self, block: &Block) {
        if let Some(path) = block.value("file") {
            let path = self.below(path);
            let folder = path.parent().expect("a file has a folder");
            assert!(
                folder.is_dir(),
                "the page has not made the folder of {} yet",
                path.display()
            );
            write(&path, &block.content);
        } else if let Some(path) = block.value("append") {
            let path = self.below(path);
            let added = format!("\n{}", block.content);
            write(&path, &format!("{}{added}", read(&path)));
            self.added = Some((path, added));
        } else if let Some(path) = block.value("correct") {
            let path = self.below(path);
            let (file, old) = self.added.take().expect("something was added before it is corrected");
            assert_eq!(file, path, "what was added last is in another file");
            let new = format!("\n{}", block.content);
            write(&path, &read(&path).replace(&old, &new));
            self.added = Some((path, new));
        }
    }

    /// Runs a command of the page: `toets`, `cd` or `mkdir -p`.
    pub(crate) fn run(&mut self, command: &str) -> Printed {
        let words = words(command);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let fine = Printed {
            text: String::new(),
            code: 0,
        };
        match words[..] {
            ["cd", folder] => {
                self.here = self
                    .below(folder)
                    .canonicalize()
                    .unwrap_or_else(|error| panic!("cd {folder}: {error}"));
                fine
            }
            ["mkdir", "-p", ref folders @ ..] => {
                for folder in folders {
                    std::fs::create_dir_all(self.below(folder)).expect("a folder can be made");
                }
                fine
            }
            ["toets", ref args @ ..] => {
                let output = Command::new(program())
                    .args(args)
                    .current_dir(&self.here)
                    .output()
                    .expect("toets runs");
                let text = [output.stdout, output.stderr].concat();
                Printed {
                    text: String::from_utf8(text).expect("the program prints UTF-8"),
                    code: output.status.code().unwrap_or(-1),
                }
            }
            _ => panic!("`{command}` can't be run here: mark the block with `ignore`"),
        }
    }

    fn below(&self, path: &str) -> PathBuf {
        let mut all = self.here.clone();
        for part in path.split('/') {
            match part {
                ".." => {
                    all.pop();
                }
                part => all.push(part),
            }
        }
        let root = self.root.canonicalize().expect("the sandbox exists");
        assert!(
            all.starts_with(&self.root) || all.starts_with(&root),
            "`{path}` leaves the sandbox"
        );
        all
    }
}

/// The words of a command; quotes keep a word together.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in command.chars() {
        match (quote, c) {
            (Some(q), c) if q == c => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, ' ') => words.push(String::new()),
            (_, c) => words.last_mut().expect("there is a word").push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder can be made");
    for entry in std::fs::read_dir(from).expect("a folder of the repository").flatten() {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            std::fs::copy(from, to).expect("a file can be copied");
        }
    }
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn write(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}
