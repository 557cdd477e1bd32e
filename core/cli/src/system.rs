//! The file system, as far as a study and its scripts may see it.
//!
//! Paths inside the program are names: relative to the project with `/` (`policies/law/nl/wpo.toml`), or the path that
//! was given on the command line where that lies elsewhere. A file is read only if it lies, links followed, in one
//! of the folders that the command opened.

#![expect(clippy::disallowed_methods, reason = "this is the one place where files are touched")]

mod folder;
pub(crate) mod fresh;
mod program;
mod watch;

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use toets_load::FileError;

use crate::output::Failure;

pub(crate) use folder::Folder;
pub(crate) use program::{find_program, through};
pub(crate) use watch::{Watched, beats_until_interrupted};

/// The folders that may be read, and the names by which the program knows them.
#[derive(Clone, Debug, Default)]
pub(crate) struct System {
    mounts: Vec<Mount>,
    /// What is read is remembered, where somebody watches.
    reads: Option<watch::Reads>,
}

#[derive(Clone, Debug)]
struct Mount {
    /// What names of files in it start with.
    name: String,
    folder: PathBuf,
    /// The folder with links followed: what is read lies below it.
    real: PathBuf,
}

/// The greatest file that is read at all.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

impl System {
    /// Lets files below a folder be read under names that start with `name` (empty: the folder is the project).
    pub(crate) fn open(&mut self, name: &str, folder: &Path) {
        if let Ok(real) = folder.canonicalize() {
            self.mounts.push(Mount {
                name: name.to_owned(),
                folder: folder.to_owned(),
                real,
            });
        }
    }

    /// Remembers from now on what is read.
    pub(crate) fn remember(&mut self) {
        self.reads = Some(watch::Reads::default());
    }

    /// The file that a name stands for.
    fn find(&self, name: &str) -> Result<PathBuf, FileError> {
        let mut outside = false;
        for mount in &self.mounts {
            let rest = if mount.name.is_empty() {
                name
            } else {
                match name.strip_prefix(&mount.name).and_then(|rest| rest.strip_prefix('/')) {
                    Some(rest) => rest,
                    None => continue,
                }
            };
            if Path::new(rest).is_absolute() {
                continue;
            }
            let path = mount.folder.join(rest);
            match path.canonicalize() {
                Ok(real) if real.starts_with(&mount.real) => return Ok(real),
                Ok(_) => outside = true,
                Err(_) => {}
            }
        }
        Err(if outside {
            FileError::Outside
        } else {
            FileError::NotFound
        })
    }

    /// A folder beside a file, to be read and written; it need not be there yet.
    pub(crate) fn folder_beside(&self, file: &str, folder: &str) -> Result<Folder, Failure> {
        let file = self
            .find(file)
            .map_err(|_| Failure::call(format!("there is no `{file}`")))?;
        let beside = file.parent().unwrap_or(Path::new(""));
        Folder::new(beside, folder)
    }

    /// The names of the files in a folder with this ending, in alphabetical order.
    pub(crate) fn list(&self, folder: &str, ending: &str) -> Vec<String> {
        let names = self.names_in(folder, ending);
        if let Some(reads) = &self.reads {
            reads.list(folder, ending, &names);
        }
        names
    }

    fn names_in(&self, folder: &str, ending: &str) -> Vec<String> {
        let Ok(path) = self.find(folder) else { return Vec::new() };
        let Ok(entries) = std::fs::read_dir(path) else {
            return Vec::new();
        };
        let mut names: Vec<String> = entries
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| name.ends_with(ending))
            .map(|name| format!("{folder}/{name}"))
            .collect();
        names.sort();
        names
    }

    fn read_file(&self, name: &str) -> Result<String, FileError> {
        let path = self.find(name)?;
        let other = |error: std::io::Error| FileError::Other(error.to_string());
        // Opening what is no file (a pipe that nobody writes to) may take for ever.
        if !path.metadata().map_err(other)?.is_file() {
            return Err(FileError::Other("it is not a file".into()));
        }
        let file = std::fs::File::open(path).map_err(other)?;
        let mut bytes = Vec::new();
        file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(other)?;
        if bytes.len() as u64 > MAX_BYTES {
            return Err(FileError::TooLarge { limit: MAX_BYTES });
        }
        String::from_utf8(bytes).map_err(|error| FileError::NotUtf8 {
            byte: error.utf8_error().valid_up_to(),
        })
    }
}

impl toets_load::Files for System {
    fn read(&self, name: &str) -> Result<String, FileError> {
        match &self.reads {
            Some(reads) => reads.read(self, name, || self.read_file(name)),
            None => self.read_file(name),
        }
    }
}

impl toets_script::ScriptFiles for System {
    fn read(&self, name: &str) -> Result<String, String> {
        toets_load::Files::read(self, name).map_err(|error| match error {
            FileError::NotFound => "there is no such file".to_owned(),
            FileError::Outside => "it lies outside the folders of scripts".to_owned(),
            FileError::TooLarge { limit } => format!("it is larger than {limit} bytes"),
            FileError::NotUtf8 { byte } => format!("it is not UTF-8 text (byte {byte})"),
            FileError::Other(why) => why,
        })
    }
}

/// The text of a file that the command line names.
pub(crate) fn read_text(path: &Path) -> Result<String, Failure> {
    let why = |error: std::io::Error| Failure::call(format!("can't read `{}`: {error}", path.display()));
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .map_err(why)?
        .take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(why)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Failure::call(format!(
            "`{}` is larger than {MAX_BYTES} bytes",
            path.display()
        )));
    }
    String::from_utf8(bytes).map_err(|error| {
        Failure::call(format!(
            "`{}` is not UTF-8 text (byte {})",
            path.display(),
            error.utf8_error().valid_up_to()
        ))
    })
}

/// A file that the command line names: it counts for the result, so that a receipt has it.
pub(crate) fn read_named(path: &Path) -> Result<String, Failure> {
    let text = read_text(path)?;
    crate::receipt::reads(&path.display().to_string(), &text);
    Ok(text)
}

/// The names of the files in a folder that the command line names, in alphabetical order; hidden ones and folders are left out.
pub(crate) fn names(folder: &Path) -> Result<Vec<String>, Failure> {
    let why = |error: std::io::Error| Failure::call(format!("can't read the folder `{}`: {error}", folder.display()));
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(why)? {
        let entry = entry.map_err(why)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_file() && !name.starts_with('.') {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// Writes a file whole or not at all: into a new one beside it, which then takes its place.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let why = |error: std::io::Error| Failure::call(format!("can't write `{}`: {error}", path.display()));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let fresh = path.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
    let written = std::fs::File::create(&fresh).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    let placed = written.and_then(|()| std::fs::rename(&fresh, path));
    if placed.is_err() {
        // What could not be placed is taken away; if that fails too, the first reason is the one to tell.
        let _ = std::fs::remove_file(&fresh);
    }
    placed.map_err(why)
}

/// The arguments of the call, without the name of the program; what is no text has a sign in its place.
pub(crate) fn arguments() -> Vec<String> {
    let arguments = std::env::args_os().skip(1);
    arguments
        .map(|argument| argument.to_string_lossy().into_owned())
        .collect()
}
