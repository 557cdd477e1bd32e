//! JuriConnect references: places in the Dutch collection of laws.
//!
//! `jci1.3:c:BWBR0003420&artikel=9&lid=13&z=2025-01-01&g=2025-01-01`: the standard's version, the kind of reference, the
//! regulation, the way down to the part, and the days: `g` is the day whose law is meant, `z` the day of what was known
//! of it (they differ where law works back in time), `s` and `e` a stretch of time. After the standard of the Dutch
//! government, "Juriconnect: standaard voor logische links naar wetgeving", version 1.3.

use std::fmt;

use super::Scheme;
use crate::Text;
use crate::date::Date;

/// A JuriConnect reference.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Jci {
    /// The version of the standard: `1.3`.
    pub standard: String,
    /// What it points into: `c`, the consolidated text.
    pub kind: char,
    /// The regulation.
    pub bwb: String,
    /// The way down to the part, in order of writing: `("artikel", "9")`, `("lid", "13")`.
    pub path: Vec<(&'static str, String)>,
    /// The days, by their letter, in the order `s`, `e`, `z`, `g`.
    pub days: Vec<(char, Date)>,
}

/// What is wrong with a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JciError {
    /// What is wrong.
    pub why: Text,
    /// What to do, where that can be told.
    pub help: Option<Text>,
}

/// The parts of a regulation, as the standard names them.
const PARTS: [&str; 13] = [
    "boek",
    "deel",
    "hoofdstuk",
    "titeldeel",
    "afdeling",
    "subafdeling",
    "paragraaf",
    "subparagraaf",
    "artikel",
    "lid",
    "onderdeel",
    "volzin",
    "bijlage",
];
/// What is said in both languages.
fn text(nl: impl Into<String>, en: impl Into<String>) -> Text {
    Text {
        nl: nl.into(),
        en: Some(en.into()),
    }
}

const DAYS: [char; 4] = ['s', 'e', 'z', 'g'];

impl Jci {
    /// Reads a reference.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    ///
    /// ```
    /// use toets_model::law::Jci;
    /// let text = "jci1.3:c:BWBR0003420&artikel=9&lid=13&z=2025-01-01&g=2025-01-01";
    /// let jci = Jci::parse(text).unwrap();
    /// assert_eq!((jci.bwb.as_str(), jci.part("lid")), ("BWBR0003420", Some("13")));
    /// assert_eq!(jci.to_string(), text);
    /// assert!(Jci::parse("jci1.3:c:BWBR0003420&artikle=9").is_err());
    /// ```
    pub fn parse(reference: &str) -> Result<Self, JciError> {
        let wrong = |why: Text| JciError { why, help: None };
        let form = || JciError {
            why: text(
                "niet in de vorm van een JuriConnect-verwijzing",
                "not of the form of a JuriConnect reference",
            ),
            help: Some(text(
                "schrijf het als `jci1.3:c:BWBR0003420&artikel=9&g=2025-01-01`",
                "write it as `jci1.3:c:BWBR0003420&artikel=9&g=2025-01-01`",
            )),
        };
        let twice = |key: &str| {
            wrong(text(
                format!("`{key}` staat er twee keer"),
                format!("`{key}` is said twice"),
            ))
        };
        let rest = reference.strip_prefix("jci").ok_or_else(form)?;
        let mut head = rest.splitn(3, ':');
        let (Some(standard), Some(kind), Some(rest)) = (head.next(), head.next(), head.next()) else {
            return Err(form());
        };
        let numbered = standard.split_once('.').is_some_and(|(a, b)| {
            [a, b]
                .iter()
                .all(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
        });
        let mut letters = kind.chars();
        let (Some(letter), None, true) = (letters.next(), letters.next(), numbered) else {
            return Err(form());
        };
        let mut parts = rest.split('&');
        let bwb = parts.next().unwrap_or_default();
        if !Scheme::Bwb.fits(bwb) {
            return Err(JciError {
                why: text(
                    format!("`{bwb}` is geen regeling uit het Basiswettenbestand"),
                    format!("`{bwb}` is no regulation of the Dutch collection of laws"),
                ),
                help: Some(text(
                    format!("zoals `{}`", Scheme::Bwb.example()),
                    format!("such as `{}`", Scheme::Bwb.example()),
                )),
            });
        }
        let mut jci = Self {
            standard: standard.to_owned(),
            kind: letter,
            bwb: bwb.to_owned(),
            path: Vec::new(),
            days: Vec::new(),
        };
        for part in parts {
            let (key, value) = part
                .split_once('=')
                .filter(|(_, value)| !value.is_empty())
                .ok_or_else(|| {
                    wrong(text(
                        format!("`{part}` noemt geen waarde"),
                        format!("`{part}` says no value"),
                    ))
                })?;
            if let Some(&letter) = DAYS.iter().find(|d| key.len() == 1 && key.starts_with(**d)) {
                let day = Date::parse(value).ok_or_else(|| {
                    wrong(text(
                        format!("`{part}` is geen dag van de kalender"),
                        format!("`{part}` is not a day of the calendar"),
                    ))
                })?;
                if jci.day(letter).is_some() {
                    return Err(twice(key));
                }
                jci.days.push((letter, day));
            } else if let Some(known) = PARTS.iter().find(|known| **known == key) {
                if jci.part(known).is_some() {
                    return Err(twice(key));
                }
                jci.path.push((known, value.to_owned()));
            } else {
                return Err(JciError {
                    why: text(
                        format!("`{key}` is geen deel van een verwijzing"),
                        format!("`{key}` is no part of a reference"),
                    ),
                    help: Some(text(
                        format!("de delen zijn {}, en de dagen z, g, s en e", PARTS.join(", ")),
                        format!("its parts are {}, and the days z, g, s and e", PARTS.join(", ")),
                    )),
                });
            }
        }
        jci.days
            .sort_by_key(|(letter, _)| DAYS.iter().position(|d| d == letter));
        Ok(jci)
    }

    /// What it says of a part: `part("artikel")`.
    pub fn part(&self, name: &str) -> Option<&str> {
        let found = self.path.iter().find(|(part, _)| *part == name);
        found.map(|(_, value)| value.as_str())
    }

    /// A day, by its letter: `g` the day whose law is meant, `z` the day of what was known.
    pub fn day(&self, letter: char) -> Option<Date> {
        let found = self.days.iter().find(|(known, _)| *known == letter);
        found.map(|(_, day)| *day)
    }
}

impl fmt::Display for Jci {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "jci{}:{}:{}", self.standard, self.kind, self.bwb)?;
        for (part, value) in &self.path {
            write!(f, "&{part}={value}")?;
        }
        for (letter, day) in &self.days {
            write!(f, "&{letter}={day}")?;
        }
        Ok(())
    }
}
