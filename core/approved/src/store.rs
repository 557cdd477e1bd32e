//! Where approved snapshots lie: lent by the command line, or by a test.

use std::collections::BTreeMap;

use toets_diagnostic::Words;
use toets_model::Language;
use toets_question::{CellName, Inputs, Results};

use crate::kept::{self, Kept};
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

/// The file beside the pages that keeps the results that they tell: what is compared.
pub const RESULTS: &str = "results.lock";

/// The file beside the pages that keeps what they rest on. It may change where no result does.
pub const INPUTS: &str = "inputs.lock";

/// Files to write, by name; without a text: to take away.
pub type WriteAll = BTreeMap<String, Option<String>>;

/// What people read of one scenario and group, or of the conclusions: a page in each language.
pub type Pages = BTreeMap<Language, Snapshot>;

/// What was approved.
#[derive(Clone, Debug, Default)]
pub struct Approved {
    /// The pages, by name; none in any language: they are of an older version, which kept no results beside them.
    pub pages: BTreeMap<Name, Pages>,
    /// The results that they told, as far as they were kept and can be read.
    pub(crate) kept: Kept,
    /// What they rested on; none if that was not kept, or can't be read.
    pub inputs: Option<Inputs>,
    /// Files that have not the form that their name promises.
    pub faulty: Vec<String>,
    /// Pages of an older version.
    pub(crate) older: Vec<String>,
    /// Pages that wait for a review in a file of their own.
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
            let name = Name::of_file(&file);
            if name.is_none() && file != RESULTS && file != INPUTS {
                continue;
            }
            let text = store.read(&file)?.unwrap_or_default();
            let is_read = match name {
                None if file == RESULTS => Kept::read(&text).map(|kept| approved.kept = kept).is_some(),
                None => {
                    approved.inputs = kept::inputs(&text);
                    approved.inputs.is_some()
                }
                Some((name, None)) => {
                    approved.pages.entry(name).or_default();
                    approved.older.push(file.clone());
                    true
                }
                Some((name, Some(language))) => {
                    let page = Snapshot::read(&text);
                    page.map(|page| approved.pages.entry(name).or_default().insert(language, page))
                        .is_some()
                }
            };
            if !is_read {
                approved.faulty.push(file);
            }
        }
        Ok(approved)
    }

    /// The cells that were approved.
    pub fn cells(&self) -> impl Iterator<Item = &CellName> {
        self.pages.keys().filter_map(|name| match name {
            Name::Cell(cell) => Some(cell),
            Name::Conclusions => None,
        })
    }

    /// The results of then, as far as they can be read.
    pub fn results(&self) -> &Results {
        &self.kept.results
    }
}
