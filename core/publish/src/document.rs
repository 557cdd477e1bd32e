//! What a report says, in one language: plain data, from which every form of a report is made.
//!
//! Words are whole and ready to be shown; what a form may want to sort, colour or count stands beside them as codes and numbers. Codes
//! (`yes`, `lever`, `likely`) are those of the study's files and of the JSON; their names for people are texts of the form.

mod cell;
mod conclusion;
mod evidence;
mod framework;
mod law;
mod making;
mod open;
mod parties;
mod scorecard;
mod space;

use serde::Serialize;

pub use cell::{Cell, Judged, Said, Speaks, Strength};
pub use conclusion::{Conclusion, StatusCount, Unknown};
pub use evidence::{Citation, Comparison, Contest, Finding, Numbered, Source, Transfer};
pub use framework::{Constraint, Framework, Level, Node, Scale, Setting, Value, Variable};
pub use law::{Amendment, Instrument, Law, Provision, Verdict};
pub use making::{File, Making, Plugin};
pub use open::{Answer, Coverage, Gap, Open, Settling, Worth};
pub use parties::{Borne, BorneLevel, Party, Places};
pub use scorecard::{Amount, Bar, Group, Mark, Row, Scenario, Scorecard};
pub use space::{Counted, Designs, Front, LevelCount, LeverMap, MapCell, Point, Sensitive};

/// A stretch of text of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// `plain`, `level`, `id` or `strong`.
    pub kind: &'static str,
    /// The text.
    pub text: String,
}

/// Text on one line.
pub type Line = Vec<Piece>;

/// What a report says, in one language.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// `nl` or `en`.
    pub language: &'static str,
    /// What it is about.
    pub about: About,
    /// The conclusions, in the order of the study.
    pub conclusions: Vec<Conclusion>,
    /// How many there are of each status: `yes`, `no`, `undetermined`, `stated`.
    pub statuses: Vec<StatusCount>,
    /// The scorecard: every node in every cell.
    pub scorecard: Scorecard,
    /// The cells, group by group, in each the scenarios in order.
    pub cells: Vec<Cell>,
    /// Who bears what.
    pub parties: Vec<Party>,
    /// What was found, and what level that was given.
    pub evidence: Vec<Finding>,
    /// Evidence used beyond what was studied.
    pub transfers: Vec<Transfer>,
    /// Sources that contradict each other.
    pub contests: Vec<Contest>,
    /// What sources say of one thing beside another.
    pub comparisons: Vec<Comparison>,
    /// The law.
    pub law: Law,
    /// What is open, and what to research first.
    pub open: Open,
    /// All designs, counted, for each group.
    pub space: Vec<Designs>,
    /// The framework with its definitions.
    pub framework: Framework,
    /// The sources.
    pub sources: Vec<Source>,
    /// How it was made.
    pub making: Making,
}

/// What a report is about.
#[derive(Clone, Debug, Serialize)]
pub struct About {
    /// The study's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The day whose law counts: `2025-05-01`.
    pub as_of: Option<String>,
    /// A remark of its makers.
    pub note: Option<String>,
    /// The main source document.
    pub document: Option<String>,
    /// What the study fixes of the law: `reading = as the report reads it`.
    pub regime: Vec<String>,
}
