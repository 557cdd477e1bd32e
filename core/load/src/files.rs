//! All files of a study: which they are, and what they say.

use rayon::prelude::*;
use rustc_hash::FxHashSet;
use toets_diagnostic::{Diagnostic, Words, both};
use toets_model::{FileId, Sources, Span};

use crate::faults::{Faults, Scope};
use crate::fields::At;
use crate::ids::tick;
use crate::nesting;
use crate::syntax::{self, Parsed};
use crate::tree::{Table, Value};

/// The largest file, in bytes.
pub const MAX_FILE: usize = 16 << 20;
/// The largest study, in bytes.
pub const MAX_TOTAL: usize = 64 << 20;
/// The largest number of files of a study.
pub const MAX_FILES: usize = 10_000;

/// The effects that the loader needs; the command line implements it.
pub trait Files {
    /// Reads a file; the path is relative to the project's root, with `/`.
    ///
    /// # Errors
    /// Why it can't be read.
    fn read(&self, path: &str) -> Result<String, FileError>;
}

/// Why a file can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileError {
    /// There is no such file.
    NotFound,
    /// It lies outside the project, perhaps by way of a symbolic link.
    Outside,
    /// It is larger than this number of bytes.
    TooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
    /// It is not text: the byte at this offset is not UTF-8.
    NotUtf8 {
        /// Offset of the byte.
        byte: usize,
    },
    /// Something else, in words.
    Other(Words),
}

/// A file that was read.
pub(crate) struct FileTree {
    pub(crate) file: FileId,
    pub(crate) root: Table,
    /// Where faults of writing are, ascending.
    pub(crate) damage: Vec<u32>,
}

/// Reads the study's file and all files that it includes, each once.
pub(crate) fn read_all(
    files: &dyn Files,
    study_toml: &str,
    policies: &str,
    sources: &mut Sources,
    faults: &Faults,
) -> Vec<FileTree> {
    let folder = study_toml.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut reading = Reading {
        files,
        folder,
        policies: policies.trim_end_matches('/'),
        sources,
        faults,
        seen: FxHashSet::default(),
        trees: Vec::new(),
        waiting: Vec::new(),
        total: 0,
        full: false,
    };
    match files.read(study_toml) {
        Ok(text) => reading.add(study_toml, text, None),
        Err(error) => {
            let message = both!(
                "can't read {}: {}",
                "{} is niet te lezen: {}",
                tick(study_toml),
                error.why()
            );
            faults.report(Diagnostic::error(code(&error), message));
            faults.is_incomplete();
        }
    }
    let mut next = 0;
    loop {
        reading.parse_waiting();
        let round = next..reading.trees.len();
        if round.is_empty() {
            return reading.trees;
        }
        next = round.end;
        for n in round {
            for (path, span) in includes(&reading.trees[n], faults) {
                reading.include(&path, span);
            }
        }
    }
}

struct Reading<'a> {
    files: &'a dyn Files,
    folder: &'a str,
    policies: &'a str,
    sources: &'a mut Sources,
    faults: &'a Faults,
    seen: FxHashSet<String>,
    trees: Vec<FileTree>,
    /// Files that were read and not yet parsed.
    waiting: Vec<FileId>,
    total: usize,
    full: bool,
}

impl Reading<'_> {
    fn include(&mut self, path: &str, span: Span) {
        let outside = |label: (&str, &str)| {
            Diagnostic::error(
                "outside",
                both!("{} lies outside the study", "{} ligt buiten de studie", tick(path)),
            )
            .at(span, label)
            .help(both!(
                "name a file below the study's folder or below `{}/`",
                "noem een bestand in de map van de studie of in `{}/`",
                self.policies
            ))
        };
        let path = match tidy(path) {
            Ok(tidy) => tidy,
            Err(label) => {
                self.faults.report(outside(label));
                self.faults.is_incomplete();
                return;
            }
        };
        if self.full {
            return;
        }
        let mut missing = Vec::new();
        for root in [self.folder, self.policies] {
            let full_path = join(root, &path);
            if self.seen.contains(&full_path) {
                return;
            }
            match self.files.read(&full_path) {
                Ok(text) => return self.add(&full_path, text, Some(span)),
                Err(FileError::NotFound) => missing.push(tick(&full_path)),
                Err(error) => {
                    let fault = match error {
                        FileError::Outside => outside(("leads out of the project", "leidt buiten het project")),
                        _ => Diagnostic::error(
                            code(&error),
                            both!(
                                "can't read {}: {}",
                                "{} is niet te lezen: {}",
                                tick(&full_path),
                                error.why()
                            ),
                        )
                        .at(span, ("included here", "hier opgenomen")),
                    };
                    self.faults.report(fault);
                    self.faults.is_incomplete();
                    self.seen.insert(full_path);
                    return;
                }
            }
        }
        missing.dedup();
        let fault = Diagnostic::error(
            "missing-file",
            both!("there is no file {}", "er is geen bestand {}", tick(&path)),
        )
        .at(span, ("included here", "hier opgenomen"))
        .help(both!(
            "looked for {}",
            "gezocht is {}",
            (missing.join(" and ").as_str(), missing.join(" en ").as_str())
        ));
        self.faults.report(fault);
        self.faults.is_incomplete();
    }

    /// Takes in a file that was read.
    fn add(&mut self, path: &str, text: String, included: Option<Span>) {
        self.seen.insert(path.to_owned());
        let at = |fault: Diagnostic| match included {
            Some(span) => fault.at(span, ("included here", "hier opgenomen")),
            None => fault,
        };
        let limit = if text.len() > MAX_FILE {
            Some((
                both!("{} is too large", "{} is te groot", tick(path)),
                both!(
                    "a file may have {} MiB",
                    "een bestand mag {} MiB groot zijn",
                    MAX_FILE >> 20
                ),
            ))
        } else if self.total + text.len() > MAX_TOTAL {
            self.full = true;
            Some((
                ("the study is too large", "de studie is te groot").into(),
                both!(
                    "its files may have {} MiB together",
                    "de bestanden mogen samen {} MiB groot zijn",
                    MAX_TOTAL >> 20
                ),
            ))
        } else if self.trees.len() + self.waiting.len() >= MAX_FILES {
            self.full = true;
            Some((
                ("the study has too many files", "de studie heeft te veel bestanden").into(),
                both!("it may have {MAX_FILES}", "het mogen er {MAX_FILES} zijn"),
            ))
        } else {
            None
        };
        if let Some((message, help)) = limit {
            self.faults
                .report(at(Diagnostic::error("too-large", message)).help(help));
            self.faults.is_incomplete();
            return;
        }
        self.total += text.len();
        self.waiting.push(self.sources.add(path, &text));
    }

    /// Parses the files that were read, side by side; what comes of it is in the order of reading.
    fn parse_waiting(&mut self) {
        let sources = &*self.sources;
        let parsed: Vec<_> = std::mem::take(&mut self.waiting)
            .into_par_iter()
            .map(|file| (file, parse(file, &sources.file(file).text)))
            .collect();
        for (file, parsed) in parsed {
            if !parsed.faults.is_empty() {
                self.faults.is_incomplete();
            }
            for fault in parsed.faults {
                self.faults.report(fault);
            }
            self.trees.push(FileTree {
                file,
                root: parsed.root,
                damage: parsed.damage,
            });
        }
    }
}

/// Parses a file, unless that could fail for its depth.
pub(crate) fn parse(file: FileId, text: &str) -> Parsed {
    let Some(byte) = nesting::too_deep(text) else {
        let mut parsed = syntax::parse(file, text);
        parsed.faults.extend(syntax::turned(file, text));
        return parsed;
    };
    let start = byte as u32;
    let span = Span {
        file,
        start,
        end: start + 1,
    };
    let fault = Diagnostic::error("too-deep", ("this is nested too deeply", "dit zit te diep in elkaar"))
        .at(span, ("goes too deep here", "hier te diep"))
        .help(both!(
            "at most {} brackets within each other and {} names joined by dots",
            "ten hoogste {} haken in elkaar en {} namen met punten ertussen",
            nesting::MAX_BRACKETS,
            nesting::MAX_DOTS
        ));
    Parsed {
        root: Table::default(),
        faults: vec![fault],
        damage: vec![0],
    }
}

/// The paths that a file includes: at the top, or in its section `[study]`.
fn includes(tree: &FileTree, faults: &Faults) -> Vec<(String, Span)> {
    let scope = Scope {
        faults,
        file: tree.file,
        damaged: false,
    };
    let mut paths = Vec::new();
    let study = tree.root.get("study").and_then(|e| match &e.item.value {
        Value::Table(table) => table.get("include"),
        _ => None,
    });
    for entry in [tree.root.get("include"), study].into_iter().flatten() {
        let at = At {
            scope,
            item: &entry.item,
        };
        let Some(items) = at.list() else { continue };
        for item in items {
            if let Some(path) = item.text() {
                paths.push((path.to_owned(), item.span()));
            }
        }
    }
    paths
}

/// A path without `.` and doubled `/`; an error says how it would leave the folder.
fn tidy(path: &str) -> Result<String, (&'static str, &'static str)> {
    if path.trim().is_empty() {
        return Err(("an empty path", "een leeg pad"));
    }
    if path.contains('\\') {
        return Err(("write `/` between folders", "schrijf `/` tussen mappen"));
    }
    if path.starts_with('/') || path.as_bytes().get(1) == Some(&b':') {
        return Err(("not a path below the study", "geen pad binnen de studie"));
    }
    if path.chars().any(char::is_control) {
        return Err(("a sign that no path has", "een teken dat in een pad niet mag"));
    }
    let mut parts = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => return Err(("`..` is not allowed", "`..` mag niet")),
            part => parts.push(part),
        }
    }
    if parts.is_empty() {
        return Err(("a folder, not a file", "een map, geen bestand"));
    }
    Ok(parts.join("/"))
}

fn join(root: &str, path: &str) -> String {
    if root.is_empty() {
        path.to_owned()
    } else {
        format!("{root}/{path}")
    }
}

fn code(error: &FileError) -> &'static str {
    match error {
        FileError::NotFound => "missing-file",
        FileError::Outside => "outside",
        FileError::TooLarge { .. } => "too-large",
        FileError::NotUtf8 { .. } | FileError::Other(_) => "unreadable-file",
    }
}

impl FileError {
    /// Why the file can't be read, in a few words.
    pub fn why(&self) -> Words {
        match self {
            Self::NotFound => ("there is no such file", "het bestand bestaat niet").into(),
            Self::Outside => ("it lies outside the project", "het ligt buiten het project").into(),
            Self::TooLarge { limit } => {
                both!("it is larger than {limit} bytes", "het is groter dan {limit} bytes")
            }
            Self::NotUtf8 { byte } => both!(
                "it is not text in UTF-8 (byte {byte})",
                "het is geen tekst in UTF-8 (byte {byte})"
            ),
            Self::Other(why) => why.clone(),
        }
    }
}
