//! Reports that people look at.
//!
//! # Steps
//!
//! 1. [`Answers::gather`] asks an evaluation everything that a report tells: results, conclusions, evidence, what is open, the space of
//!    designs. No words yet.
//! 2. [`Report::tell`] says it in one language, as plain data ([`document`]): what a report says, and nothing of how it looks. Every
//!    form of a report is made from this.
//! 3. [`html()`] lays one or two reports out as one page that needs nothing else: templates (`templates/`) that escape all they are given.
//!    What it rests on lies in the page as data until it is opened, unless all is asked for ([`Part`]).
//!    [`paper()`] sets the same down as an answer, for every other form; [`xlsx()`] in sheets (`sheets`); [`figure()`] draws parts of it.
//!
//! Fixed texts stand in `texts/*.ftl` ([`Texts`]), apart from code and templates. Whatever a study says is data.

pub mod answers;
mod depends;
pub mod document;
mod explore;
mod figure;
mod fingerprint;
mod html;
mod mark;
mod paper;
mod part;
mod receipt;
mod sheets;
mod tell;
mod texts;

pub use answers::{Answers, Ask};
pub use document::Report;
pub use figure::{Figure, figure, timeline_figure};
pub use fingerprint::fingerprints;
pub use html::{Broken, Theme, html};
pub use paper::paper;
pub use part::Part;
pub use receipt::Receipt;
pub use sheets::xlsx;
pub use texts::Texts;
