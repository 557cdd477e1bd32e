//! Which files were read, and whether they are still what they were; and the beat by which that is looked after.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use toets_diagnostic::both;
use toets_load::FileError;

use super::System;
use crate::failure::Failure;

/// How long it takes at most until a saved file is seen, about.
const BEAT: Duration = Duration::from_millis(150);

/// A file that was written this short before it was looked at may be written once more without its time telling.
const FRESH: Duration = Duration::from_secs(2);

/// What was read so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Reads(Arc<Mutex<Seen>>);

#[derive(Debug, Default)]
struct Seen {
    files: BTreeMap<String, Known>,
    /// Folder and ending, with the files that there were.
    lists: BTreeMap<(String, String), Vec<String>>,
}

#[derive(Debug)]
struct Known {
    /// None: it can't be told from its time whether it is the same.
    stamp: Option<Stamp>,
    content: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    modified: SystemTime,
    bytes: u64,
}

impl Stamp {
    /// Of a file that was left alone for a while.
    fn of(path: &Path) -> Option<Self> {
        let metadata = std::fs::metadata(path).ok()?;
        let modified = metadata.modified().ok()?;
        let age = SystemTime::now().duration_since(modified).ok()?;
        (age > FRESH).then_some(Self {
            modified,
            bytes: metadata.len(),
        })
    }
}

/// What a file holds, or why it can't be read.
fn content(text: &Result<String, FileError>) -> u64 {
    let mut hasher = DefaultHasher::new();
    match text {
        Ok(text) => (true, text).hash(&mut hasher),
        Err(error) => (false, format!("{error:?}")).hash(&mut hasher),
    }
    hasher.finish()
}

impl Reads {
    fn with<T>(&self, what: impl FnOnce(&mut Seen) -> T) -> T {
        what(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads a file and remembers what it was. The stamp is taken first: what is written meanwhile is seen later.
    pub(super) fn read(
        &self,
        system: &System,
        name: &str,
        read: impl FnOnce() -> Result<String, FileError>,
    ) -> Result<String, FileError> {
        let stamp = system.find(name).ok().and_then(|path| Stamp::of(&path));
        let text = read();
        let known = Known {
            stamp,
            content: content(&text),
        };
        self.with(|seen| seen.files.insert(name.to_owned(), known));
        text
    }

    pub(super) fn list(&self, folder: &str, ending: &str, names: &[String]) {
        let key = (folder.to_owned(), ending.to_owned());
        self.with(|seen| seen.lists.insert(key, names.to_vec()));
    }
}

/// The files that a study was read from.
#[derive(Debug)]
pub(crate) struct Watched {
    system: System,
    reads: Reads,
}

impl Watched {
    /// The files that were read through a system that remembers them.
    pub(crate) fn new(mut system: System) -> Self {
        let reads = system.reads.take().unwrap_or_default();
        Self { system, reads }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        let there = |seen: &mut Seen| seen.files.keys().filter(|name| self.system.find(name).is_ok()).count();
        self.reads.with(there)
    }

    /// The files that are not what they were, each with what it holds now.
    pub(crate) fn changed(&self) -> BTreeMap<String, u64> {
        let mut changed = BTreeMap::new();
        self.reads.with(|seen| {
            for (name, known) in &mut seen.files {
                let stamp = self.system.find(name).ok().and_then(|path| Stamp::of(&path));
                if stamp.is_some() && stamp == known.stamp {
                    continue;
                }
                let now = content(&self.system.read_file(name));
                if now == known.content {
                    known.stamp = stamp;
                } else {
                    changed.insert(name.clone(), now);
                }
            }
            for ((folder, ending), before) in &seen.lists {
                let now = self.system.list(folder, ending);
                let come = now.iter().filter(|name| !before.contains(name));
                let gone = before.iter().filter(|name| !now.contains(name));
                for name in come.chain(gone) {
                    changed
                        .entry(name.clone())
                        .or_insert_with(|| content(&self.system.read_file(name)));
                }
            }
        });
        changed
    }
}

/// A beat until the user ends the program, which then is fine: exit code 0.
///
/// # Errors
/// The system does not let the program know.
#[expect(
    clippy::exit,
    reason = "a run that watches ends when its user says so, whatever it is at"
)]
pub(crate) fn beats_until_interrupted() -> Result<impl Iterator<Item = ()>, Failure> {
    // Nothing is being written that could be left half-done, so that it can end wherever it is.
    ctrlc::set_handler(|| std::process::exit(0)).map_err(|error| {
        let error = error.to_string();
        Failure::call(both!(
            "Ctrl-C can't be listened to: {error}",
            "er is niet naar Ctrl-C te luisteren: {error}"
        ))
    })?;
    Ok(std::iter::repeat_with(|| std::thread::sleep(BEAT)))
}
