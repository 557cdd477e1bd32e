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

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use toets_diagnostic::{Words, both};
use toets_load::FileError;

use crate::failure::{Failure, system_error};

pub(crate) use folder::{Folder, rewrite};
pub(crate) use program::{find_program, through};
pub(crate) use watch::{Watched, beats_until_interrupted};

/// The folders that may be read, and the names by which the program knows them.
#[derive(Clone, Debug, Default)]
pub(crate) struct System {
    mounts: Vec<Mount>,
    /// What is read is remembered, where somebody watches.
    reads: Option<watch::Reads>,
    /// Texts that stand in the place of those on disk, by their names.
    put: BTreeMap<String, String>,
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

    /// Has other texts read than those on disk.
    pub(crate) fn put(&mut self, texts: &[(String, String)]) {
        self.put.extend(texts.iter().cloned());
    }

    /// Writes files of the study anew: all of them, or none.
    ///
    /// # Errors
    /// One can't be written.
    pub(crate) fn replace(&self, texts: &[(String, String)]) -> Result<(), Failure> {
        let missing = |name: &str| Failure::call(both!("there is no `{name}`", "er is geen `{name}`"));
        let files = texts.iter().map(|(name, text)| {
            let target = self.find(name).map_err(|_| missing(name))?;
            Ok((target, name.clone(), text.clone()))
        });
        folder::rewrite(&files.collect::<Result<Vec<_>, Failure>>()?)
    }

    /// The file or folder that a name stands for, links followed.
    ///
    /// # Errors
    /// There is none, or it lies outside.
    pub(crate) fn find(&self, name: &str) -> Result<PathBuf, FileError> {
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
            .map_err(|_| Failure::call(both!("there is no `{file}`", "er is geen `{file}`")))?;
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
        if let Some(text) = self.put.get(name) {
            return Ok(text.clone());
        }
        read(&self.find(name)?)
    }
}

/// The files that were read, links followed: nothing is written over them.
static READ: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// The text of a file.
fn read(path: &Path) -> Result<String, FileError> {
    let other = |error: std::io::Error| FileError::Other(system_error(&error));
    // Opening what is no file (a pipe that nobody writes to) may take for ever.
    let metadata = path.metadata().map_err(other)?;
    if !metadata.is_file() {
        let is = if metadata.is_dir() {
            ("it is a folder", "het is een map")
        } else {
            (
                "it is a pipe or a device, not a file",
                "het is een pijp of een apparaat, geen bestand",
            )
        };
        return Err(FileError::Other(is.into()));
    }
    let file = std::fs::File::open(path).map_err(other)?;
    let mut bytes = Vec::new();
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(other)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(FileError::TooLarge { limit: MAX_BYTES });
    }
    let text = String::from_utf8(bytes).map_err(|error| FileError::NotUtf8 {
        byte: error.utf8_error().valid_up_to(),
    })?;
    if let Ok(real) = path.canonicalize() {
        let mut all = READ.lock().unwrap_or_else(PoisonError::into_inner);
        if !all.contains(&real) {
            all.push(real);
        }
    }
    Ok(text)
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
    fn read(&self, name: &str) -> Result<String, Words> {
        toets_load::Files::read(self, name).map_err(|error| error.why())
    }
}

/// The text of a file that the command line names.
pub(crate) fn read_text(path: &Path) -> Result<String, Failure> {
    read(path).map_err(|error| {
        Failure::call(both!(
            "`{}` can't be read: {}",
            "`{}` is niet te lezen: {}",
            shown(path),
            error.why()
        ))
    })
}

/// The bytes of a file that the command line names: it counts for the result.
pub(crate) fn read_bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let unreadable = |why: Words| {
        Failure::call(both!(
            "`{}` can't be read: {}",
            "`{}` is niet te lezen: {}",
            shown(path),
            why
        ))
    };
    let metadata = path.metadata().map_err(|error| unreadable(system_error(&error)))?;
    if !metadata.is_file() {
        return Err(unreadable(("it is not a file", "het is geen bestand").into()));
    }
    if metadata.len() > MAX_WORKBOOK {
        return Err(unreadable(both!(
            "it is larger than {} MB",
            "het is groter dan {} MB",
            MAX_WORKBOOK >> 20
        )));
    }
    let bytes = std::fs::read(path).map_err(|error| unreadable(system_error(&error)))?;
    if let Ok(real) = path.canonicalize() {
        READ.lock().unwrap_or_else(PoisonError::into_inner).push(real);
    }
    crate::receipt::reads_bytes(&path.display().to_string(), &bytes);
    Ok(bytes)
}

/// The greatest workbook that is read.
const MAX_WORKBOOK: u64 = 64 << 20;

/// A path as it is shown.
pub(crate) fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// A file that the command line names: it counts for the result, so that a receipt has it.
pub(crate) fn read_named(path: &Path) -> Result<String, Failure> {
    let text = read_text(path)?;
    crate::receipt::reads(&path.display().to_string(), &text);
    Ok(text)
}

/// The names of the files in a folder that the command line names, in alphabetical order; hidden ones and folders are left out.
pub(crate) fn names(folder: &Path) -> Result<Vec<String>, Failure> {
    let why = |error: std::io::Error| {
        Failure::call(both!(
            "the folder `{}` can't be read: {}",
            "de map `{}` is niet te lezen: {}",
            shown(folder),
            system_error(&error)
        ))
    };
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(why)? {
        let entry = entry.map_err(why)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !entry.path().is_dir() && !name.starts_with('.') {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// Writes what a call asks to write to a place that it names: a file whole or not at all, in the place of what may be there
/// unless that was read or written for this result; a pipe or a device stays what it is.
///
/// # Errors
/// It can't be written; then what was there is still there.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let why = |error: std::io::Error| {
        Failure::call(both!(
            "`{}` can't be written: {}",
            "`{}` is niet te schrijven: {}",
            shown(path),
            system_error(&error)
        ))
    };
    match path.metadata() {
        Ok(metadata) if !metadata.is_file() && !metadata.is_dir() => write_into(path, bytes).map_err(why)?,
        _ => {
            // Where it leads, so that a link stays a link.
            let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
            refuse_used(path, &target)?;
            place(&target, bytes).map_err(why)?;
        }
    }
    // What was written for this result is not written over by what comes after it.
    if let Ok(real) = path.canonicalize() {
        WRITTEN.lock().unwrap_or_else(PoisonError::into_inner).push(real);
    }
    Ok(())
}

/// The files that were written, links followed.
static WRITTEN: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn refuse_used(path: &Path, target: &Path) -> Result<(), Failure> {
    let among = |files: &Mutex<Vec<PathBuf>>| {
        let files = files.lock().unwrap_or_else(PoisonError::into_inner);
        files.iter().any(|file| file == target)
    };
    let help = ("name another file", "noem een ander bestand");
    if among(&READ) {
        return Err(Failure::with_help(
            both!(
                "`{}` was read for this result: nothing is written over it",
                "`{}` is gelezen voor deze uitkomst: daar wordt niets overheen geschreven",
                shown(path)
            ),
            help,
        ));
    }
    if among(&WRITTEN) {
        return Err(Failure::with_help(
            both!(
                "`{}` holds the result already: nothing else is written over it",
                "`{}` bevat de uitkomst al: daar wordt niets anders overheen geschreven",
                shown(path)
            ),
            help,
        ));
    }
    Ok(())
}

/// Puts a file in its place: a new one beside it first, which then takes it.
fn place(target: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let fresh = target.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
    let written = std::fs::File::create(&fresh).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    let placed = written.and_then(|()| std::fs::rename(&fresh, target));
    if placed.is_err() {
        // What could not be placed is taken away; if that fails too, the first reason is the one to tell.
        let _ = std::fs::remove_file(&fresh);
    }
    placed
}

/// Writes into a pipe or a device. A pipe that nobody reads is not waited for.
fn write_into(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    let _reader = {
        use std::os::unix::fs::OpenOptionsExt;
        // As long as this is open the next opening does not wait.
        let mut at_once = options.clone();
        at_once.custom_flags(libc::O_NONBLOCK).open(path)?
    };
    options.open(path)?.write_all(bytes)
}

/// The arguments of the call, without the name of the program; what is no text has a sign in its place.
pub(crate) fn arguments() -> Vec<String> {
    let arguments = std::env::args_os().skip(1);
    arguments
        .map(|argument| argument.to_string_lossy().into_owned())
        .collect()
}
