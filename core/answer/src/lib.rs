//! What a question yields: an [`Answer`], the same for every form.
//!
//! An answer can be told in two ways. [`Answer::page`] says it in words, in one language: sections of text, lists, tables, trees and
//! drawings that know nothing of how they will look. [`Answer::json`] and [`Answer::records`] are the same free of language, for programs. A form
//! (terminal, Markdown, page, workbook, …) lays out any answer; nothing here names an engine, a form or a question.
//!
//! Whatever a study says is data: each form escapes it.

pub mod figures;
mod page;
mod records;

pub use page::{
    Block, Branch, Cell, Column, Drawing, Item, Line, Page, Row, Section, Span, Table, Tone, plain, text_of,
};

pub use records::{Datum, Records};

use serde_json::Value as Json;
use toets_model::Language;

/// An answer that has not been told yet: what a form does not ask for costs nothing.
pub struct Answer<'a> {
    /// The language of its words.
    pub language: Language,
    page: Box<dyn Fn() -> Page + 'a>,
    json: Box<dyn Fn() -> Json + 'a>,
    records: Recorded<'a>,
    others: Vec<Self>,
}

/// How an answer is told as records.
enum Recorded<'a> {
    Along(&'static [&'static str]),
    By(Box<dyn Fn() -> Records + 'a>),
}

impl<'a> Answer<'a> {
    /// An answer, by how it is told in words and as JSON; as records it is a single one.
    ///
    /// ```
    /// use serde_json::json;
    /// use toets_answer::{Answer, Page};
    /// use toets_model::Language;
    /// let page = || Page { title: "Two".into(), ..Page::default() };
    /// let answer = Answer::new(Language::En, page, || json!({ "sums": [ { "sum": 2 } ] })).listing(&["sums"]);
    /// assert_eq!(answer.page().title, "Two");
    /// assert_eq!(answer.records().columns, ["sum"]);
    /// ```
    pub fn new(language: Language, page: impl Fn() -> Page + 'a, json: impl Fn() -> Json + 'a) -> Self {
        Self {
            language,
            page: Box::new(page),
            json: Box::new(json),
            records: Recorded::Along(&[]),
            others: Vec::new(),
        }
    }

    /// The same, with a record for each entry of the lists along a path ([`Records::along`]).
    #[must_use]
    pub fn listing(mut self, path: &'static [&'static str]) -> Self {
        self.records = Recorded::Along(path);
        self
    }

    /// The same, with records of its own.
    #[must_use]
    pub fn recording(mut self, records: impl Fn() -> Records + 'a) -> Self {
        self.records = Recorded::By(Box::new(records));
        self
    }

    /// A report: this answer in words, with others as chapters after it. It has no data: each chapter has its own.
    ///
    /// ```
    /// use toets_answer::{Answer, Page};
    /// use toets_model::Language;
    /// let one = |title: &'static str| {
    ///     Answer::new(Language::En, move || Page { title: title.into(), ..Page::default() }, || serde_json::Value::Null)
    /// };
    /// let report = one("Report").with_chapters(vec![one("First")]).page();
    /// assert_eq!((report.title.as_str(), report.sections[0].title.as_str()), ("Report", "First"));
    /// ```
    #[must_use]
    pub fn with_chapters(self, chapters: Vec<Self>) -> Self {
        let language = self.language;
        let page = move || {
            let mut page = self.page();
            page.sections
                .extend(chapters.iter().flat_map(|one| one.page().chapter()));
            page
        };
        Self::new(language, page, || Json::Null)
    }

    /// The same answer in several languages, one after the other; its data are those of the first.
    #[must_use]
    pub fn all(answers: Vec<Self>) -> Option<Self> {
        let mut answers = answers.into_iter();
        let mut first = answers.next()?;
        first.others = answers.collect();
        Some(first)
    }

    /// The answer in words.
    #[must_use]
    pub fn page(&self) -> Page {
        (self.page)()
    }

    /// The answer in words, in each of its languages.
    pub fn pages(&self) -> impl Iterator<Item = (Language, Page)> {
        std::iter::once(self)
            .chain(&self.others)
            .map(|one| (one.language, one.page()))
    }

    /// The answer free of language.
    #[must_use]
    pub fn json(&self) -> Json {
        (self.json)()
    }

    /// The same as records, for statistics and spreadsheets.
    #[must_use]
    pub fn records(&self) -> Records {
        match &self.records {
            Recorded::Along(path) => Records::along(&self.json(), path),
            Recorded::By(records) => records(),
        }
    }
}
