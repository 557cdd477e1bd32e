//! A report on paper: its parts in order, as headings, text, lists and tables that know nothing of how they will look.
//!
//! What a page lets one fold, sort and explore stands here in full, once.

mod grounds;
mod prospects;
mod results;

use toets_answer::{Answer, Block, Column, Item, Line, Page, Row, Section, Span, Table, Tone, plain};

use crate::answers::Answers;
use crate::document::{Citation, Numbered, Piece, Report, Unknown};
use crate::part::Part;
use crate::texts::Texts;

pub(crate) use grounds::stretch;

/// A report, or a part of it, to be laid out in any form.
pub fn paper<'a>(answers: &'a Answers, report: &'a Report, texts: &'a Texts, part: Part) -> Answer<'a> {
    Answer::new(
        texts.language(),
        move || page(answers, report, texts, part),
        || serde_json::Value::Null,
    )
}

struct Paper<'a> {
    answers: &'a Answers,
    report: &'a Report,
    texts: &'a Texts,
    sections: Vec<Section>,
}

/// What a report says, in order.
fn page(answers: &Answers, report: &Report, texts: &Texts, part: Part) -> Page {
    let mut paper = Paper {
        answers,
        report,
        texts,
        sections: Vec::new(),
    };
    let opening = toets_report::briefly(&answers.compiled.study, &answers.brief, texts.language()).page();
    paper.sections.extend(opening.sections);
    paper.about();
    paper.summary();
    if part >= Part::Reasons {
        paper.conclusions();
        paper.scorecard();
        paper.open();
        paper.parties();
    }
    if part >= Part::All {
        paper.cells();
        paper.evidence();
        paper.graph();
        paper.law();
        paper.space();
        paper.framework();
        paper.sources();
        paper.method();
        paper.making();
    }
    Page {
        title: opening.title,
        subtitle: opening.subtitle,
        sections: paper.sections,
    }
}

impl Paper<'_> {
    fn t(&self, key: &str) -> String {
        self.texts.get(key)
    }

    fn with(&self, key: &str, filled: &[(&str, &str)]) -> String {
        self.texts.with(key, filled)
    }

    fn heading(&mut self, depth: usize, text: impl Into<String>) {
        self.sections.push(Section {
            depth,
            ..Section::new(text, Vec::new())
        });
    }

    fn add(&mut self, block: Block) {
        if let Some(last) = self.sections.last_mut() {
            last.blocks.push(block);
        }
    }

    fn part(&mut self, key: &str) {
        let title = self.t(&format!("{key}-title"));
        self.heading(1, title);
    }

    fn say(&mut self, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.add(Block::Text(vec![plain(text)]));
        }
    }

    /// The one sentence that says how to read what follows.
    fn how(&mut self, key: &str) {
        let line = vec![
            strong(format!("{}:", self.t("page-how"))),
            plain(format!(" {}", self.t(key))),
        ];
        self.add(Block::Text(line));
    }

    fn list(&mut self, items: Vec<Line>) {
        if !items.is_empty() {
            let items = items.into_iter().map(|body| Item {
                lead: Line::new(),
                body,
            });
            self.add(Block::List {
                head: Line::new(),
                items: items.collect(),
            });
        }
    }

    /// A table, if it has rows; columns by the keys of their names, each with its share of the width.
    fn table<R: Into<Row>>(&mut self, columns: &[(&str, u8)], rows: Vec<R>) {
        let columns = columns
            .iter()
            .map(|&(key, weight)| Column::weighing(self.t(key), weight))
            .collect();
        self.grid(columns, rows, false);
    }

    fn grid<R: Into<Row>>(&mut self, columns: Vec<Column>, rows: Vec<R>, wide: bool) {
        if !rows.is_empty() {
            let rows = rows.into_iter().map(Into::into).collect();
            self.add(Block::Table(Table { columns, rows, wide }));
        }
    }

    fn about(&mut self) {
        let about = &self.report.about;
        let mut line = Line::new();
        if about.as_of.is_none() {
            line.push(plain(format!("{} · ", self.t("page-undated"))));
        }
        for what in &about.regime {
            line.push(plain(format!("{} · ", self.with("page-regime", &[("what", what)]))));
        }
        let made = self.with("page-made", &[("version", &self.report.making.version)]);
        line.push(plain(made));
        self.add(Block::Text(line));
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
            line.push(plain(&unknown.name));
        }
        line
    }
}

/// Places in sources, in words.
pub(crate) fn cited(texts: &Texts, citations: &[Citation]) -> String {
    let told = citations.iter().map(|one| {
        let mut text = one.name.clone();
        if let Some(chapter) = &one.chapter {
            text.push_str(&format!(", {}", texts.with("cite-chapter", &[("chapter", chapter)])));
        }
        if let Some(pages) = &one.pages {
            text.push_str(&format!(", {}", texts.with("cite-pages", &[("pages", pages)])));
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

/// Findings by their numbers.
fn numbers(findings: &[Numbered]) -> String {
    let numbers: Vec<&str> = findings.iter().map(|one| &*one.number).collect();
    numbers.join(", ")
}

fn strong(text: impl Into<String>) -> Span {
    Span::Strong(text.into())
}

fn id(text: &str) -> Span {
    Span::Id(text.to_owned())
}

fn level(text: &str) -> Span {
    Span::Level(text.to_owned(), Tone::Plain)
}

/// A line of the report as one of an answer.
fn spans(line: &[Piece]) -> Line {
    line.iter()
        .map(|piece| match piece.kind {
            "level" => level(&piece.text),
            "id" => id(&piece.text),
            "strong" => strong(&piece.text),
            _ => plain(&piece.text),
        })
        .collect()
}

/// The tone of a shade.
pub(crate) fn tone(shade: &str) -> Tone {
    match shade {
        "n2" => Tone::FarAgainst,
        "n1" => Tone::Against,
        "z" => Tone::Neutral,
        "p1" => Tone::For,
        "p2" => Tone::FarFor,
        "v" => Tone::Apart,
        _ => Tone::Plain,
    }
}

/// The colours of a shade that has any.
pub(crate) fn shade(name: &str) -> Option<toets_forms::Shade> {
    toets_forms::shade(tone(name))
}
