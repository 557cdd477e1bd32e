//! The names of snapshots, and of their files.

use std::fmt;

use toets_model::Language;
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

/// How the languages of pages are called in the names of their files.
const LANGUAGES: [(Language, &str); 2] = [(Language::Nl, "nl"), (Language::En, "en")];

impl Name {
    /// The name of the file of its page in a language: `C1-glo.nl.snap`.
    ///
    /// A group's id has no `-`, so that the last one divides; the `:` that a scenario's id may have is no good in a file's name
    /// everywhere.
    pub fn file(&self, language: Language) -> String {
        let code = LANGUAGES.iter().find(|(known, _)| *known == language);
        format!("{}.{}{ENDING}", self.stem(), code.map_or("", |(_, code)| code))
    }

    /// The names of the files of its pages, in all languages.
    pub fn files(&self) -> [String; 2] {
        LANGUAGES.map(|(language, _)| self.file(language))
    }

    fn stem(&self) -> String {
        match self {
            Self::Cell(cell) => format!("{}-{}", cell.scenario.replace(':', "="), cell.group),
            Self::Conclusions => "conclusions".to_owned(),
        }
    }

    /// The name of the file in which a page waits for a review.
    pub fn pending_file(&self, language: Language) -> String {
        format!("{}.new", self.file(language))
    }

    /// The name of the one file in which all was kept until pages had a language each.
    pub(crate) fn older_file(&self) -> String {
        format!("{}{ENDING}", self.stem())
    }

    /// What a file is a page of, and in which language; without one, it is of an older version. None if no page has such a name.
    ///
    /// ```
    /// use toets_approved::Name;
    /// use toets_model::Language;
    /// let (name, language) = Name::of_file("2021=a-b-glo.nl.snap").unwrap();
    /// assert_eq!((name.to_string().as_str(), language), ("2021:a-b/glo", Some(Language::Nl)));
    /// assert_eq!(name.file(Language::Nl), "2021=a-b-glo.nl.snap");
    /// assert_eq!(Name::of_file("C1-glo.snap").unwrap().1, None);
    /// assert_eq!(Name::of_file("C1-glo.nl.snap.new"), None);
    /// ```
    pub fn of_file(file: &str) -> Option<(Self, Option<Language>)> {
        let stem = file.strip_suffix(ENDING)?;
        let in_language = |&(language, code): &(Language, &str)| {
            let stem = stem.strip_suffix(code)?.strip_suffix('.')?;
            Some((stem, Some(language)))
        };
        let (stem, language) = LANGUAGES.iter().find_map(in_language).unwrap_or((stem, None));
        if stem == "conclusions" {
            return Some((Self::Conclusions, language));
        }
        let (scenario, group) = stem.rsplit_once('-')?;
        let cell = CellName {
            scenario: scenario.replace('=', ":"),
            group: group.to_owned(),
        };
        (!scenario.is_empty() && !group.is_empty()).then_some((Self::Cell(cell), language))
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
