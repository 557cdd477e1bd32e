//! The names of snapshots, and of their files.

use std::fmt;

use toets_question::CellName;

/// What a snapshot is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Name {
    /// A scenario for a group.
    Cell(CellName),
    /// The conclusions and comparisons.
    Conclusions,
}

/// The ending of snapshot files.
const ENDING: &str = ".snap";

/// What insta's reviewer looks for: a snapshot that waits.
const PENDING: &str = ".snap.new";

impl Name {
    /// The name of its file: `C1-glo.snap`.
    ///
    /// A group's id has no `-`, so that the last one divides; the `:` that a scenario's id may have is no good in a file's name
    /// everywhere.
    pub fn file(&self) -> String {
        match self {
            Self::Cell(cell) => format!("{}-{}{ENDING}", cell.scenario.replace(':', "="), cell.group),
            Self::Conclusions => format!("conclusions{ENDING}"),
        }
    }

    /// The name of the file in which it waits for a review.
    pub fn pending_file(&self) -> String {
        format!("{}.new", self.file())
    }

    /// What a snapshot file is of; none if no snapshot has such a name.
    ///
    /// ```
    /// use toets_approved::Name;
    /// let name = Name::of_file("2021=a-b-glo.snap").unwrap();
    /// assert_eq!(name.to_string(), "2021:a-b/glo");
    /// assert_eq!(name.file(), "2021=a-b-glo.snap");
    /// assert_eq!(Name::of_file("C1-glo.snap.new"), None);
    /// ```
    pub fn of_file(file: &str) -> Option<Self> {
        match file.strip_suffix(ENDING)? {
            "conclusions" => Some(Self::Conclusions),
            stem => {
                let (scenario, group) = stem.rsplit_once('-')?;
                (!scenario.is_empty() && !group.is_empty()).then(|| {
                    Self::Cell(CellName {
                        scenario: scenario.replace('=', ":"),
                        group: group.to_owned(),
                    })
                })
            }
        }
    }

    /// Whether a file is a snapshot that waits for a review.
    pub(crate) fn is_pending(file: &str) -> bool {
        file.ends_with(PENDING)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cell(cell) => cell.fmt(f),
            Self::Conclusions => f.write_str("conclusions"),
        }
    }
}
