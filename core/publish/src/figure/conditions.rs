//! Under which conditions levels are reached: a row for each condition, a column for each variable that any of them names.

use std::collections::BTreeSet;

use toets_evaluate::{CaseBox, OpenVariable};
use toets_model::{Index, Kind, NodeId, Study};
use toets_report::Phrases;

use super::canvas::{BOLD, Canvas, FAINT, LINE, Look, PLAIN, broken};
use crate::answers::{Answers, Reached};
use crate::document::Report;
use crate::mark::Marks;
use crate::texts::Texts;

const NAMES: f64 = 250.0;
const WIDE: f64 = 118.0;
const GAP: f64 = 3.0;

struct Drawing<'a> {
    study: &'a Study,
    texts: &'a Texts,
    phrases: Phrases<'a>,
    marks: Marks<'a>,
    canvas: Canvas,
    y: f64,
}

pub(super) fn figure(answers: &Answers, report: &Report, texts: &Texts) -> String {
    let study = &*answers.card.study;
    let mut drawing = Drawing {
        study,
        texts,
        phrases: Phrases::new(study, texts.language()),
        marks: Marks::new(study, texts.language(), texts),
        canvas: Canvas::default(),
        y: 0.0,
    };
    let mut any = false;
    for (cell, found) in answers.card.cells.iter().zip(&answers.cells) {
        for (node, levels) in &found.reached {
            if levels.iter().any(Reached::depends) {
                let name = format!(
                    "{} · {}",
                    study.scenarios.name(cell.scenario),
                    study.groups.name(cell.group)
                );
                drawing.panel(&name, *node, levels);
                any = true;
            }
        }
    }
    if !any {
        drawing
            .canvas
            .text(0.0, 0.0, &texts.get("figure-conditions-none"), PLAIN);
    }
    let title = format!("{}: {}", texts.get("cells-conditions"), report.about.title);
    let description = texts.get("figure-conditions-how");
    drawing.canvas.document(report.language, &title, &description)
}

impl Drawing<'_> {
    fn panel(&mut self, cell: &str, node: NodeId, levels: &[Reached]) {
        let boxes = levels
            .iter()
            .flat_map(|one| one.certain.boxes.iter().chain(&one.possible.boxes));
        let variables: BTreeSet<OpenVariable> = boxes.flatten().map(|(variable, _)| *variable).collect();
        let variables: Vec<OpenVariable> = variables.into_iter().collect();
        let title = format!("{cell}: {}", self.phrases.node(node));
        self.canvas.text(0.0, self.y, &title, BOLD);
        self.y += LINE + 6.0;
        let names: Vec<Vec<String>> = variables
            .iter()
            .map(|&variable| broken(&self.name(variable), WIDE - 6.0, 3, false))
            .collect();
        let deepest = names.iter().map(Vec::len).max().unwrap_or(0);
        for (column, lines) in names.iter().enumerate() {
            let top = self.y + (deepest - lines.len()) as f64 * LINE;
            for (n, line) in lines.iter().enumerate() {
                let x = NAMES + column as f64 * (WIDE + GAP);
                self.canvas.text(x, top + n as f64 * LINE, line, FAINT);
            }
        }
        self.y += deepest as f64 * LINE + 4.0;
        let right = NAMES + variables.len() as f64 * (WIDE + GAP);
        for one in levels {
            let shown = self.marks.scale(self.study.nodes[node].scale);
            let name = shown.names.get(one.level.to_usize()).cloned().unwrap_or_default();
            let level = match shown.ordered {
                true => self.texts.with("cells-at-least", &[("level", &name)]),
                false => name,
            };
            for (key, when) in [("cells-certain", &one.certain), ("cells-possible", &one.possible)] {
                self.canvas.rule(0.0, self.y - 1.0, right, self.y - 1.0);
                let head = format!("{level}: {}", self.texts.get(key));
                let taken = self.canvas.lines(0.0, self.y + 3.0, NAMES - 12.0, 3, &head, PLAIN) + 6.0;
                let start = self.y;
                match when.boxes.as_slice() {
                    [] => self.say("cells-never"),
                    [one] if one.is_empty() => self.say("cells-always"),
                    boxes => boxes.iter().for_each(|one| self.row(&variables, one)),
                }
                if !when.complete {
                    self.say("cells-partial");
                }
                if when.others {
                    self.say("cells-otherwise");
                }
                self.y = self.y.max(start + taken);
            }
        }
        self.y += 26.0;
    }

    fn say(&mut self, key: &str) {
        self.canvas.text(NAMES, self.y + 3.0, &self.texts.get(key), PLAIN);
        self.y += LINE + 6.0;
    }

    /// One condition: what it demands of each variable; what it leaves free stays empty.
    fn row(&mut self, variables: &[OpenVariable], demands: &CaseBox) {
        let told: Vec<Option<Vec<String>>> = variables
            .iter()
            .map(|variable| {
                let (_, values) = demands.iter().find(|(known, _)| known == variable)?;
                let names: Vec<String> = values.iter().map(|&v| self.phrases.value(*variable, v)).collect();
                Some(broken(&names.join(&self.texts.get("word-or")), WIDE - 10.0, 4, false))
            })
            .collect();
        let lines = told.iter().flatten().map(Vec::len).max().unwrap_or(1);
        let height = lines as f64 * LINE + 5.0;
        for (column, (&variable, demand)) in variables.iter().zip(&told).enumerate() {
            let Some(lines) = demand else { continue };
            let x = NAMES + column as f64 * (WIDE + GAP);
            // As in the graph: round for people, square for choices.
            let look = match variable.kind(self.study) {
                Kind::Trait => " rx=\"9\" fill=\"#d5f0e6\" stroke=\"#00664e\"",
                Kind::Lever => " rx=\"2\" fill=\"#fdebd0\" stroke=\"#8a5a00\"",
                _ => " rx=\"2\" fill=\"#ecdff4\" stroke=\"#6a3a86\"",
            };
            self.canvas.rect((x, self.y + 1.0), (WIDE, height), look);
            for (n, line) in lines.iter().enumerate() {
                let middle = Look { middle: true, ..PLAIN };
                let top = self.y + 3.0 + n as f64 * LINE;
                self.canvas.text(x + WIDE / 2.0, top, line, middle);
            }
        }
        self.y += height + 4.0;
    }

    fn name(&self, variable: OpenVariable) -> String {
        match variable {
            OpenVariable::Study(id) => self.phrases.variable(id),
            other => other.id(self.study),
        }
    }
}
