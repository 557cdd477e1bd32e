//! Results as answers: what each question found becomes a [`toets_answer::Answer`], in words (`words`, `symbol`; all fixed texts are in
//! `texts`) and as data. Nothing is printed, nothing is judged, and nothing here knows how it will look: that is up to the forms.
//!
//! [`Scorecard::read`] reads everything that `run` shows off an evaluation, once, as plain data; [`scored`] tells it.
//! [`in_brief`] says in words what fits one screen. [`Phrases`] lends the words to texts of other crates.

mod agree;
mod ask;
mod brief;
mod conditions;
mod contrast;
mod csv;
mod decide;
mod explain;
mod glossary;
mod improve;
mod json;
mod law_check;
mod lawful;
mod page;
mod phrases;
mod rank;
mod reference;
mod robust;
mod scorecard;
mod space;
mod symbol;
mod texts;
mod timeline;
mod words;

pub use agree::{Coders, agreement};
pub use brief::{Screen, briefly, in_brief};
pub use conditions::{ConditionsPart, conditions};
pub use contrast::contrasted;
pub use decide::decisions;
pub use explain::explanation;
pub use improve::{Answers, improvements};
pub use json::SCHEMA;
pub use law_check::law_check;
pub use lawful::lawfulness;
pub use phrases::Phrases;
pub use rank::ranked;
pub use reference::{address, reference};
pub use robust::robustness;
pub use scorecard::{CaseLimit, Cell, NodeResult, Outlook, Row, Scorecard, Shown, scored};
pub use space::design_spaces;
pub use timeline::{law_diff, timeline};
