//! Results for people and programs. Presentation only: results in, text out; nothing is printed, nothing is judged.
//!
//! # Steps
//!
//! 1. [`Scorecard::read`] reads everything that is to be shown off an evaluation, once, as plain data.
//! 2. Programs get it as [`json()`] or [`csv()`].
//! 3. For people `page` says it in words (`words`, `symbol`; all fixed texts are in `texts`), in Dutch or English, as
//!    sections, tables and lists that know nothing of how they will look.
//! 4. [`table()`] lays the page out for a terminal, [`markdown()`] for a document.
//!
//! [`in_brief`] says in words what fits one screen.
//!
//! [`Phrases`] lends those words to texts of other crates.
//!
//! Whatever a study says is data: each format escapes it.

mod ask;
mod brief;
mod conditions;
mod contrast;
mod csv;
mod decide;
mod explain;
mod glossary;
mod html;
mod improve;
mod json;
mod law_check;
mod lawful;
mod markdown;
mod page;
mod phrases;
mod robust;
mod scorecard;
mod space;
mod symbol;
mod table;
mod texts;
mod timeline;
mod words;

pub use ask::Format;
pub use brief::in_brief;
pub use conditions::{ConditionsPart, conditions};
pub use contrast::contrasted;
pub use csv::{Dialect, csv};
pub use decide::decisions;
pub use explain::{ExplainFormat, explanation};
pub use improve::{Answers, improvements};
pub use json::{SCHEMA, json};
pub use law_check::{law_check, law_coverage_csv};
pub use lawful::{LawfulFormat, lawfulness};
pub use markdown::{markdown, markdown_escaped};
pub use phrases::Phrases;
pub use robust::robustness;
pub use scorecard::{CaseLimit, Cell, NodeResult, Outlook, Row, Scorecard, Shown};
pub use space::design_spaces;
pub use symbol::Tone;
pub use table::{Style, table};
pub use timeline::{law_diff, timeline};
pub use words::{Line, Span};
