//! A scorecard in words and tables, before it is laid out.

pub(crate) mod conclusions;
mod evidence;
mod parties;
mod scores;

use toets_model::Language;

use crate::scorecard::Scorecard;
use crate::symbol::Symbol;
use crate::texts::fill;
use crate::words::{Line, Span, Words};

/// Everything that a reader gets.
pub(crate) struct Page {
    pub(crate) title: String,
    pub(crate) subtitle: String,
    pub(crate) sections: Vec<Section>,
}

/// A part of a page under a heading.
pub(crate) struct Section {
    pub(crate) title: String,
    pub(crate) blocks: Vec<Block>,
}

/// A part of a section.
pub(crate) enum Block {
    /// A paragraph.
    Text(Line),
    /// A table of results.
    Grid(Grid),
    /// Symbols or names with what they mean.
    Terms(Vec<(String, String)>),
    /// A list with a heading of its own.
    List { head: Line, items: Vec<Item> },
    /// What came about from what: each branch is followed by those below it.
    Tree(Vec<Branch>),
}

/// A branch of a tree.
#[derive(Clone, Debug)]
pub(crate) struct Branch {
    /// How deep below the top, which is at 0.
    pub(crate) depth: usize,
    /// Whether it is unfolded, where a reader can fold it.
    pub(crate) open: bool,
    pub(crate) head: Line,
    /// What is said of it, one thing a line.
    pub(crate) notes: Vec<Line>,
}

/// An item of a list: what it is about, and what is said of it.
pub(crate) struct Item {
    pub(crate) lead: Line,
    pub(crate) body: Line,
}

/// A table: nodes down, scenarios across.
pub(crate) struct Grid {
    pub(crate) corner: String,
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<GridRow>,
}

/// A row of a [`Grid`].
pub(crate) struct GridRow {
    pub(crate) depth: usize,
    pub(crate) code: Option<String>,
    pub(crate) label: String,
    /// Whether other nodes stand below it.
    pub(crate) strong: bool,
    pub(crate) cells: Vec<Symbol>,
}

impl Page {
    pub(crate) fn new(card: &Scorecard, language: Language) -> Self {
        let words = Words::new(&card.study, language);
        let mut sections = scores::sections(card, &words);
        sections.extend(evidence::sections(card, &words));
        sections.extend(parties::sections(card, &words));
        sections.extend(conclusions::sections(card, &words));
        Self::about(&words, sections)
    }

    /// A page about a study.
    pub(crate) fn about(words: &Words<'_>, sections: Vec<Section>) -> Self {
        let study = words.study;
        let as_of = match study.as_of {
            Some(day) => fill(words.texts.law_as_of, &[&day.to_string()]),
            None => words.texts.law_undated.to_owned(),
        };
        let title = study.title.get(words.language);
        Self {
            title: if title.is_empty() { &study.id } else { title }.to_owned(),
            subtitle: format!("{} · {as_of}", study.id),
            sections,
        }
    }
}

pub(crate) fn plain(text: impl Into<String>) -> Span {
    Span::Plain(text.into())
}
