//! A report on paper: its parts in order, as headings, text, lists and tables that know nothing of how they will look.
//!
//! [`markdown()`] and [`typst()`] lay them out. What a page lets one fold, sort and explore stands here in full, once.

mod blocks;
mod grounds;
mod markdown;
mod prospects;
mod results;
mod typst;

use crate::answers::Answers;
use crate::document::{Citation, Line, Piece, Report, Unknown};
use crate::texts::Texts;

use blocks::{Block, Cell, Column, Table};

pub(crate) use grounds::stretch;
pub use markdown::markdown;
pub use typst::typst;

/// A report while it is set down.
struct Paper<'a> {
    answers: &'a Answers,
    report: &'a Report,
    texts: &'a Texts,
    blocks: Vec<Block>,
}

/// All blocks of a report; its title is not among them.
fn set_down(answers: &Answers, report: &Report, texts: &Texts) -> Vec<Block> {
    let mut paper = Paper {
        answers,
        report,
        texts,
        blocks: Vec::new(),
    };
    paper.about();
    paper.summary();
    paper.conclusions();
    paper.scorecard();
    paper.cells();
    paper.parties();
    paper.evidence();
    paper.graph();
    paper.law();
    paper.open();
    paper.space();
    paper.framework();
    paper.sources();
    paper.method();
    paper.making();
    paper.blocks
}

impl Paper<'_> {
    fn t(&self, key: &str) -> String {
        self.texts.get(key)
    }

    fn with(&self, key: &str, filled: &[(&str, &str)]) -> String {
        self.texts.with(key, filled)
    }

    fn heading(&mut self, depth: usize, text: impl Into<String>) {
        self.blocks.push(Block::Heading(depth, text.into()));
    }

    fn part(&mut self, key: &str) {
        let title = self.t(&format!("{key}-title"));
        self.heading(1, title);
    }

    fn say(&mut self, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.blocks.push(Block::Text(vec![plain(text)]));
        }
    }

    /// The one sentence that says how to read what follows.
    fn how(&mut self, key: &str) {
        let line = vec![
            strong(format!("{}:", self.t("page-how"))),
            plain(format!(" {}", self.t(key))),
        ];
        self.blocks.push(Block::Text(line));
    }

    fn list(&mut self, items: Vec<Line>) {
        if !items.is_empty() {
            self.blocks.push(Block::List(items));
        }
    }

    /// A table, if it has rows; columns by the keys of their names, each with its share of the width.
    fn table(&mut self, columns: &[(&str, u8)], rows: Vec<Vec<Cell>>) {
        let columns = columns
            .iter()
            .map(|&(key, weight)| Column {
                name: self.t(key),
                weight,
            })
            .collect();
        self.grid(columns, rows, false);
    }

    fn grid(&mut self, columns: Vec<Column>, rows: Vec<Vec<Cell>>, wide: bool) {
        if !rows.is_empty() {
            self.blocks.push(Block::Table(Table { columns, rows, wide }));
        }
    }

    fn about(&mut self) {
        let about = &self.report.about;
        let mut line = vec![plain(match &about.as_of {
            Some(day) => self.with("page-law", &[("day", day)]),
            None => self.t("page-undated"),
        })];
        for what in &about.regime {
            line.push(plain(format!(" · {}", self.with("page-regime", &[("what", what)]))));
        }
        line.push(plain(" · "));
        line.push(id(&about.id));
        let made = self.with("page-made", &[("version", &self.report.making.version)]);
        line.push(plain(format!(" · {made}")));
        self.blocks.push(Block::Text(line));
        if let Some(document) = &about.document {
            self.say(self.with("page-source", &[("source", document)]));
        }
        self.say(about.note.clone().unwrap_or_default());
    }

    /// Places in sources: `aef-2025, chapter 4, lines 592–593`.
    fn cited(&self, citations: &[Citation]) -> String {
        cited(self.texts, citations)
    }

    fn unknowns(&self, unknowns: &[Unknown]) -> Line {
        let mut line = Line::new();
        for unknown in unknowns {
            if !line.is_empty() {
                line.push(plain(", "));
            }
            line.push(id(&unknown.id));
            if let Some(about) = &unknown.about {
                line.push(plain(format!(" ({about})")));
            }
        }
        line
    }
}

/// Places in sources, in words.
pub(crate) fn cited(texts: &Texts, citations: &[Citation]) -> String {
    let told = citations.iter().map(|one| {
        let mut text = one.source.clone();
        if let Some(chapter) = &one.chapter {
            text.push_str(&format!(", {}", texts.with("cite-chapter", &[("chapter", chapter)])));
        }
        if let Some((from, to)) = one.lines {
            let (key, from, to) = match from == to {
                true => ("cite-line", from.to_string(), String::new()),
                false => ("cite-lines", from.to_string(), to.to_string()),
            };
            text.push_str(&format!(", {}", texts.with(key, &[("from", &from), ("to", &to)])));
        }
        if !one.respondents.is_empty() {
            text.push_str(&format!(" ({})", one.respondents.join("; ")));
        }
        text
    });
    told.collect::<Vec<_>>().join("; ")
}

/// A node's code and name.
fn coded(code: Option<&String>, label: &str) -> String {
    match code {
        Some(code) => format!("{code} {label}"),
        None => label.to_owned(),
    }
}

fn plain(text: impl Into<String>) -> Piece {
    Piece {
        kind: "plain",
        text: text.into(),
    }
}

fn strong(text: impl Into<String>) -> Piece {
    Piece {
        kind: "strong",
        text: text.into(),
    }
}

fn id(text: &str) -> Piece {
    Piece {
        kind: "id",
        text: text.to_owned(),
    }
}

fn level(text: &str) -> Piece {
    Piece {
        kind: "level",
        text: text.to_owned(),
    }
}
