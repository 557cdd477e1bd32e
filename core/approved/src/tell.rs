//! What moved and why, in words and for programs.

mod json;
mod summary;

use toets_model::{Language, Study};
use toets_question::{CellName, ChangeKind, How, InputChange, InputKind, Move, Moved, Moving, Results};

use crate::page;
use crate::texts::{Texts, fill};

pub use json::json;
pub use summary::summary;

/// What moved, told in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// Conclusions, then cells (those with the same story together), then comparisons, then what changed without moving anything.
    pub chapters: Vec<Chapter>,
    nothing: &'static str,
}

/// A part of a story under a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// The heading.
    pub title: String,
    /// What is told under it.
    pub items: Vec<Item>,
}

/// One thing that is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What moved; ids and levels in backticks.
    pub text: String,
    /// Why, and what else is to be said of it.
    pub notes: Vec<String>,
}

/// What there is to tell.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// The study of today.
    pub study: &'a Study,
    /// What moved.
    pub moved: &'a Moved,
    /// Whether it is known what results rested on then; if not, no cause is told.
    pub causes_known: bool,
    /// Whether it is told what changed without moving anything.
    pub idle: bool,
    /// The results of then and of today: where only conditions moved, both are told, in the words of today.
    pub results: (&'a Results, &'a Results),
}

/// How many causes of one move are named.
const CAUSES: usize = 4;

/// How many lines that differ are told of one move.
const LINES: usize = 8;

/// How many aspects of a change are told.
const ASPECTS: usize = 2;

/// How long an aspect is told.
const LONGEST: usize = 60;

impl Story {
    /// Tells what moved. Labels are those of the study of today.
    pub fn new(told: &Told<'_>, language: Language) -> Self {
        let teller = Teller {
            told,
            texts: Texts::of(language),
            language,
        };
        Self {
            chapters: teller.chapters(),
            nothing: teller.texts.nothing_moved,
        }
    }

    /// As plain text: items set in below their heading.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for chapter in &self.chapters {
            text.push_str(&format!("{}\n", chapter.title));
            for item in &chapter.items {
                text.push_str(&format!("  {}\n", item.text));
                text.extend(item.notes.iter().map(|note| format!("    {note}\n")));
            }
        }
        if self.chapters.is_empty() {
            text.push_str(&format!("{}\n", self.nothing));
        }
        text
    }

    /// As Markdown: a list below each heading.
    pub fn markdown(&self) -> String {
        let mut text = String::new();
        for chapter in &self.chapters {
            text.push_str(&format!("## {}\n\n", escaped(&chapter.title)));
            for item in &chapter.items {
                text.push_str(&format!("- {}\n", escaped(&item.text)));
                text.extend(item.notes.iter().map(|note| format!("  - {}\n", escaped(note))));
            }
            text.push('\n');
        }
        if self.chapters.is_empty() {
            text.push_str(&format!("{}\n", self.nothing));
        }
        text
    }
}

/// With what Markdown or HTML would take for its own made plain, but for what stands between backticks.
fn escaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for (n, part) in text.split('`').enumerate() {
        if n > 0 {
            plain.push('`');
        }
        for c in part.chars() {
            if n % 2 == 0
                && matches!(
                    c,
                    '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '|' | '~' | '!' | '$'
                )
            {
                plain.push('\\');
            }
            plain.push(c);
        }
    }
    plain
}

struct Teller<'a> {
    told: &'a Told<'a>,
    texts: &'static Texts,
    language: Language,
}

impl Teller<'_> {
    fn chapters(&self) -> Vec<Chapter> {
        let texts = self.texts;
        let mut chapters: Vec<Chapter> = Vec::new();
        let is_conclusion = |one: &&Move| matches!(one.what, Moving::Conclusion(_));
        let moves = &self.told.moved.moves;
        let others = moves.iter().filter(|one| !is_conclusion(one));
        for one in moves.iter().filter(is_conclusion).chain(others) {
            let title = match &one.what {
                Moving::Cell(_) => texts.whole_cells.to_owned(),
                Moving::Node(cell, _) => format!("{} · {}", cell.scenario, cell.group),
                Moving::Conclusion(_) => texts.conclusions.to_owned(),
                Moving::Comparison(_) => texts.comparisons.to_owned(),
            };
            let item = self.item(one);
            match chapters.iter_mut().find(|chapter| chapter.title == title) {
                Some(chapter) => chapter.items.push(item),
                None => chapters.push(Chapter {
                    title,
                    items: vec![item],
                }),
            }
        }
        let mut chapters = together(chapters);
        let idle: Vec<Item> = self
            .told
            .moved
            .idle()
            .map(|change| Item {
                text: self.change(change),
                notes: Vec::new(),
            })
            .collect();
        if self.told.causes_known && self.told.idle && !idle.is_empty() {
            chapters.push(Chapter {
                title: texts.idle.to_owned(),
                items: idle,
            });
        }
        chapters
    }

    fn item(&self, one: &Move) -> Item {
        let text = format!("{}: {}", self.subject(&one.what), self.how(&one.what, &one.how));
        let mut notes = Vec::new();
        if let Moving::Conclusion(id) = &one.what
            && let Some(conclusion) = self.told.study.conclusions.find(id)
        {
            let statement = self.told.study.conclusions[conclusion].statement.get(self.language);
            notes.push(statement.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        notes.push(self.because(one));
        if let (Moving::Node(cell, id), How::Conditions | How::Grounds) = (&one.what, &one.how) {
            notes.extend(self.lines(cell, id));
        }
        Item { text, notes }
    }

    /// What is to be said of a node in a cell that was not to be said of it then, and the other way round.
    fn lines(&self, cell: &CellName, id: &str) -> Vec<String> {
        let study = self.told.study;
        let about = |results: &Results| {
            let state = Results::find(&results.cell(cell)?.nodes, &id.to_owned())?;
            let reading = state.reading(study, study.nodes.find(id)?)?;
            Some(page::about(study, self.language, &reading))
        };
        let (old, new) = self.told.results;
        // What was said of things that are no more can't be said again: the cause names them.
        let (old, new) = (about(old).unwrap_or_default(), about(new).unwrap_or_default());
        let gone = old
            .iter()
            .filter(|line| !new.contains(line))
            .map(|line| format!("− {line}"));
        let fresh = new
            .iter()
            .filter(|line| !old.contains(line))
            .map(|line| format!("+ {line}"));
        let mut lines: Vec<String> = gone.chain(fresh).collect();
        if lines.len() > LINES {
            let more = (lines.len() - LINES).to_string();
            lines.truncate(LINES);
            lines.push(fill(self.texts.and_more, &[&more]));
        }
        lines
    }

    fn subject(&self, what: &Moving) -> String {
        match what {
            Moving::Cell(cell) => format!("{} · {}", cell.scenario, cell.group),
            Moving::Conclusion(id) | Moving::Comparison(id) => format!("`{id}`"),
            Moving::Node(_, id) => {
                let label = self.told.study.nodes.find(id);
                let label = label.map_or("", |node| self.told.study.nodes[node].label.get(self.language));
                if label.is_empty() {
                    format!("`{id}`")
                } else {
                    format!("{label} (`{id}`)")
                }
            }
        }
    }

    fn how(&self, what: &Moving, how: &How) -> String {
        let texts = self.texts;
        let word = |status: &str| match what {
            Moving::Comparison(_) => texts.verdict(status).to_owned(),
            _ => texts.status(status).to_owned(),
        };
        match how {
            How::Appeared => texts.appeared.to_owned(),
            How::Disappeared => texts.disappeared.to_owned(),
            How::Levels { from, to } => format!("{} → {}", self.levels(from), self.levels(to)),
            How::Conditions => texts.conditions.to_owned(),
            How::Grounds => texts.grounds.to_owned(),
            How::Status { from, to } => format!("{} → {}", word(from), word(to)),
            How::Cells(cells) => {
                let spoken = |status: &Option<String>| {
                    let word = status.as_ref().map(|status| word(status));
                    word.unwrap_or_else(|| texts.not_spoken_of.to_owned())
                };
                let cells: Vec<String> = cells
                    .iter()
                    .map(|one| {
                        let (from, to) = (spoken(&one.from), spoken(&one.to));
                        format!("{} · {}: {from} → {to}", one.cell.scenario, one.cell.group)
                    })
                    .collect();
                cells.join("; ")
            }
            How::DecidedBy { from, to } => {
                let of = |ids: &[String], others: &[String]| -> Vec<String> {
                    let fresh = ids.iter().filter(|id| !others.contains(id));
                    fresh.map(|id| format!("`{id}`")).collect()
                };
                let parts = [
                    (texts.decided_by_more, of(to, from)),
                    (texts.decided_by_less, of(from, to)),
                ];
                let parts = parts.into_iter().filter(|(_, ids)| !ids.is_empty());
                let parts: Vec<String> = parts.map(|(text, ids)| fill(text, &[&ids.join(", ")])).collect();
                parts.join("; ")
            }
        }
    }

    fn levels(&self, levels: &[String]) -> String {
        if levels.is_empty() {
            return self.texts.nothing_possible.to_owned();
        }
        let levels: Vec<String> = levels.iter().map(|level| format!("`{level}`")).collect();
        levels.join(self.texts.or)
    }

    /// Why something moved, and through which nodes.
    fn because(&self, one: &Move) -> String {
        let texts = self.texts;
        if !self.told.causes_known {
            return texts.causes_unknown.to_owned();
        }
        let causes: Vec<String> = one
            .because
            .iter()
            .filter_map(|&n| self.told.moved.changes.get(n))
            .map(|change| self.change(change))
            .collect();
        if causes.is_empty() {
            return texts.no_cause.to_owned();
        }
        let mut told = causes[..causes.len().min(CAUSES)].join("; ");
        if causes.len() > CAUSES {
            let more = (causes.len() - CAUSES).to_string();
            told.push_str(&format!("; {}", fill(texts.and_more, &[&more])));
        }
        // Where several inputs changed, each of them may have moved it.
        let text = match causes.len() {
            1 => texts.because,
            _ => texts.because_of_some,
        };
        let mut because = fill(text, &[&told]);
        if !one.through.is_empty() {
            let shown = one.through.iter().take(CAUSES);
            let mut through: Vec<String> = shown.map(|node| format!("`{node}`")).collect();
            if one.through.len() > CAUSES {
                through.push(fill(texts.and_more, &[&(one.through.len() - CAUSES).to_string()]));
            }
            because.push_str(&format!(", {}", fill(texts.via, &[&through.join(", ")])));
        }
        because
    }

    /// An input that changed, and in what: ``finding `f4g34` (`level`: `-` → `0`)``.
    fn change(&self, change: &InputChange) -> String {
        let texts = self.texts;
        let kind = texts.kind(change.key.kind);
        let what = match change.kind {
            ChangeKind::Added => texts.added.to_owned(),
            ChangeKind::Removed => texts.removed.to_owned(),
            ChangeKind::Changed => {
                let aspects = change.aspects.iter().take(ASPECTS).map(|aspect| {
                    let said = |text: &Option<String>| match text {
                        Some(text) => format!("`{}`", shortened(text)),
                        None => texts.unsaid.to_owned(),
                    };
                    format!("`{}`: {} → {}", aspect.aspect, said(&aspect.from), said(&aspect.to))
                });
                let mut aspects: Vec<String> = aspects.collect();
                if change.aspects.len() > ASPECTS {
                    let more = (change.aspects.len() - ASPECTS).to_string();
                    aspects.push(fill(texts.and_more, &[&more]));
                }
                aspects.join(", ")
            }
        };
        let name = match (change.key.kind, change.key.id.as_str()) {
            (InputKind::Study, "as_of") => return format!("{} ({what})", texts.law_day),
            (InputKind::Study, _) => return format!("{} ({what})", texts.top_node),
            // A constraint has no name of its own: it is told by what it says.
            (InputKind::Constraint, _) => {
                let said = change.aspects.iter().filter_map(|one| {
                    let text = one.to.as_ref().or(one.from.as_ref())?;
                    Some(format!("{} {text}", one.aspect))
                });
                shortened(&said.collect::<Vec<_>>().join(", "))
            }
            (_, id) => id.to_owned(),
        };
        format!("{kind} `{name}` ({what})")
    }
}

/// Chapters that tell the same under one heading.
fn together(chapters: Vec<Chapter>) -> Vec<Chapter> {
    let mut told: Vec<Chapter> = Vec::new();
    for chapter in chapters {
        match told.iter_mut().find(|before| before.items == chapter.items) {
            Some(before) => before.title.push_str(&format!(", {}", chapter.title)),
            None => told.push(chapter),
        }
    }
    told
}

/// A text on a line, not too long, without backticks.
fn shortened(text: &str) -> String {
    let text = text.replace('`', "'");
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
