//! Where approved snapshots lie: lent by the command line, or by a test.

use std::collections::BTreeMap;

use toets_diagnostic::Words;
use toets_question::{CellName, Inputs, Results};

use crate::kept;
use crate::name::Name;
use crate::snapshot::Snapshot;

/// A folder of snapshots.
pub trait Store {
    /// The names of the files in it, sorted; none if there is no such folder.
    ///
    /// # Errors
    /// Why it can't be read.
    fn list(&self) -> Result<Vec<String>, Words>;

    /// The text of a file; none if there is no such file.
    ///
    /// # Errors
    /// Why it can't be read.
    fn read(&self, file: &str) -> Result<Option<String>, Words>;

    /// Writes several files, and takes away those without a text: all of them, or none.
    ///
    /// # Errors
    /// Why nothing was written.
    fn write_all(&mut self, files: &WriteAll) -> Result<(), Words>;
}

/// The file beside the snapshots that keeps what they rest on. It is no snapshot: it may change where no result does.
pub const INPUTS: &str = "inputs.lock";

/// Files to write, by name; without a text: to take away.
pub type WriteAll = BTreeMap<String, Option<String>>;

/// The snapshots that were approved.
#[derive(Clone, Debug, Default)]
pub struct Approved {
    /// By name.
    pub snapshots: BTreeMap<Name, Snapshot>,
    /// What they rested on; none if that was not kept, or can't be read.
    pub inputs: Option<Inputs>,
    /// Files that have not the form that their name promises.
    pub faulty: Vec<String>,
    /// Snapshots that wait for a review in a file of their own.
    pub pending: Vec<String>,
}

impl Approved {
    /// Reads what lies in a store.
    ///
    /// # Errors
    /// Why it can't be read.
    pub fn read(store: &dyn Store) -> Result<Self, Words> {
        let mut approved = Self::default();
        for file in store.list()? {
            if Name::is_pending(&file) {
                approved.pending.push(file);
                continue;
            }
            if file == INPUTS {
                approved.inputs = kept::inputs(&store.read(&file)?.unwrap_or_default());
                if approved.inputs.is_none() {
                    approved.faulty.push(file);
                }
                continue;
            }
            let Some(name) = Name::of_file(&file) else { continue };
            let text = store.read(&file)?.unwrap_or_default();
            match Snapshot::read(&text) {
                Some(snapshot) => {
                    approved.snapshots.insert(name, snapshot);
                }
                None => approved.faulty.push(file),
            }
        }
        Ok(approved)
    }

    /// The cells that were approved.
    pub fn cells(&self) -> impl Iterator<Item = &CellName> {
        self.snapshots.keys().filter_map(|name| match name {
            Name::Cell(cell) => Some(cell),
            _ => None,
        })
    }

    /// The results of then, as far as they can be read.
    pub fn results(&self) -> Results {
        let mut results = Results::default();
        for (name, snapshot) in &self.snapshots {
            match name {
                Name::Cell(cell) => results.cells.extend(kept::cell(cell, &snapshot.contents)),
                Name::Conclusions => {
                    if let Some((conclusions, comparisons)) = kept::conclusions(&snapshot.contents) {
                        results.conclusions = conclusions;
                        results.comparisons = comparisons;
                    }
                }
            }
        }
        results
    }
}
