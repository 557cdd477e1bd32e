//! Words that several parts of a report share.

use std::collections::BTreeMap;

use toets_answer::{Span, figures};
use toets_evaluate::{CaseBox, OpenVariable, Reach, Value};
use toets_model::{
    Allowed, Assignment, Citation as Cited, Condition, DocumentId, FindingId, Index, LevelId, NodeId, ScenarioId,
    Study, Text, TransferId, ValueId, VariableId,
};
use toets_report::Phrases;

use crate::answers::Answers;
use crate::document::{Citation, Line, Numbered, Piece, Unknown};
use crate::mark::{Marks, shade};
use crate::texts::Texts;

/// Tells answers in one language.
pub(crate) struct Tell<'a> {
    pub(crate) answers: &'a Answers,
    pub(crate) study: &'a Study,
    pub(crate) texts: &'a Texts,
    pub(crate) phrases: Phrases<'a>,
    pub(crate) marks: Marks<'a>,
    /// The findings that the report lists, numbered from one.
    numbers: BTreeMap<FindingId, usize>,
}

impl<'a> Tell<'a> {
    pub(crate) fn new(answers: &'a Answers, texts: &'a Texts) -> Self {
        let study = &*answers.card.study;
        let listed = answers.card.rows.iter().flat_map(|row| study.findings_on(row.node));
        Self {
            numbers: listed.zip(1..).map(|(&finding, n)| (finding, n)).collect(),
            answers,
            study,
            texts,
            phrases: Phrases::new(study, texts.language()),
            marks: Marks::new(study, texts.language(), texts),
        }
    }

    /// A count as people write it.
    pub(crate) fn count(&self, count: impl ToString) -> String {
        figures::count(count, self.texts.language())
    }

    /// A text of the study.
    pub(crate) fn text(&self, text: &Text) -> String {
        text.get(self.texts.language()).to_owned()
    }

    /// A text, if there is one and it says anything.
    pub(crate) fn some(&self, text: Option<&Text>) -> Option<String> {
        text.map(|text| self.text(text)).filter(|text| !text.is_empty())
    }

    /// A node's code and name.
    pub(crate) fn coded(&self, node: NodeId) -> String {
        match &self.study.nodes[node].code {
            Some(code) => format!("{code} {}", self.phrases.node(node)),
            None => self.phrases.node(node),
        }
    }

    /// A level as it is shown beside text: its sign, or its name.
    pub(crate) fn level(&self, node: NodeId, value: Value) -> String {
        match value {
            Value::Number(number) => self.phrases.number(node, number),
            Value::Level(level) => {
                let shown = self.marks.scale(self.study.nodes[node].scale);
                shown.names.get(level.to_usize()).cloned().unwrap_or_default()
            }
        }
    }

    /// An answer to an unknown: a level as it is shown everywhere, or a value in words.
    pub(crate) fn answer(&self, unknown: OpenVariable, value: u32) -> String {
        match unknown {
            OpenVariable::Node(node) => self.level(node, Value::Level(LevelId::from_usize(value as usize))),
            _ => self.phrases.value(unknown, value),
        }
    }

    /// A level's colour.
    pub(crate) fn shade(&self, node: NodeId, level: LevelId) -> &'static str {
        shade(&self.study.scales[self.study.nodes[node].scale], level)
    }

    /// The name of a source.
    pub(crate) fn source(&self, id: DocumentId) -> String {
        let label = self.text(&self.study.documents[id].label);
        if label.is_empty() {
            self.study.documents.name(id).to_owned()
        } else {
            label
        }
    }

    /// Places in sources.
    pub(crate) fn citations(&self, cited: &[Cited]) -> Vec<Citation> {
        cited
            .iter()
            .map(|one| Citation {
                source: self.study.documents.name(one.document).to_owned(),
                label: self.source(one.document),
                name: match Some(one.document) == self.study.document {
                    true => self.texts.get("cite-main"),
                    false => self.source(one.document),
                },
                chapter: one.chapter.clone(),
                pages: one.pages.clone(),
                lines: one.lines,
                respondents: one.respondents.iter().map(|&id| self.source(id)).collect(),
                date: one.date.map(|day| day.to_string()),
                sha256: one.sha256.clone(),
            })
            .collect()
    }

    /// An unknown.
    pub(crate) fn unknown(&self, unknown: OpenVariable) -> Unknown {
        let name = match unknown {
            OpenVariable::Node(node) => self.phrases.node(node),
            OpenVariable::Finding(finding) => {
                let about = self.phrases.node(self.study.findings[finding].node);
                format!(
                    "{about} ({})",
                    self.texts.with("finding-n", &[("n", &self.number(finding))])
                )
            }
            OpenVariable::Contest(contest) => {
                let it = &self.study.contests[contest];
                let all = it.sides.iter().flat_map(|side| &side.findings);
                let all: Vec<String> = all.map(|&finding| self.number(finding)).collect();
                let label = self.some(it.label.as_ref());
                label.unwrap_or_else(|| self.texts.with("contest-n", &[("names", &all.join(", "))]))
            }
            OpenVariable::Study(variable) => self.phrases.variable(variable),
            OpenVariable::Transfer(transfer) => self.text(&self.study.transfers[transfer].reason),
        };
        Unknown {
            id: unknown.id(self.study),
            name,
        }
    }

    /// The number of a finding: its place among those that the report lists; its id where it is none of them.
    fn number(&self, finding: FindingId) -> String {
        let id = || self.study.findings.name(finding).to_owned();
        self.numbers.get(&finding).map_or_else(id, ToString::to_string)
    }

    /// A finding where it is named.
    pub(crate) fn numbered(&self, finding: FindingId) -> Numbered {
        Numbered {
            id: self.study.findings.name(finding).to_owned(),
            number: self.number(finding),
        }
    }

    pub(crate) fn all_numbered(&self, findings: &[FindingId]) -> Vec<Numbered> {
        findings.iter().map(|&finding| self.numbered(finding)).collect()
    }

    /// The numbers of transfers: their places among those of the study.
    pub(crate) fn transfers(&self, transfers: &[TransferId]) -> Vec<String> {
        transfers
            .iter()
            .map(|transfer| (transfer.to_usize() + 1).to_string())
            .collect()
    }

    /// The code of a scenario; its name where its id is no code.
    pub(crate) fn scenario(&self, scenario: ScenarioId) -> String {
        self.phrases.scenario(scenario)
    }

    pub(crate) fn unknowns(&self, unknowns: &[OpenVariable]) -> Vec<Unknown> {
        unknowns.iter().map(|&unknown| self.unknown(unknown)).collect()
    }

    /// Boxes, each in words; one that demands nothing is an empty text.
    pub(crate) fn boxes(&self, boxes: &[CaseBox]) -> Vec<String> {
        let told = boxes.iter().map(|one| match one.is_empty() {
            true => String::new(),
            false => self.phrases.world_box(one),
        });
        told.collect()
    }

    /// A condition in words; empty where it always holds.
    pub(crate) fn condition(&self, condition: &Condition) -> String {
        let mut parts: Vec<String> = condition
            .all
            .iter()
            .map(|test| {
                format!(
                    "{} {}",
                    self.phrases.variable(test.variable),
                    self.allowed(test.variable, &test.allowed)
                )
            })
            .collect();
        if !condition.any.is_empty() {
            let any: Vec<String> = condition.any.iter().map(|part| self.condition(part)).collect();
            parts.push(any.join(&self.texts.get("word-or")));
        }
        parts.join(&self.texts.get("word-and"))
    }

    fn allowed(&self, variable: VariableId, allowed: &Allowed) -> String {
        let or = self.texts.get("word-or");
        match allowed {
            Allowed::Values(values) => {
                let name = |value: ValueId| {
                    self.phrases
                        .value(OpenVariable::Study(variable), value.to_usize() as u32)
                };
                let size = self.study.variables[variable].domain.size();
                let left_out: Vec<ValueId> = (0..size)
                    .map(ValueId::from_usize)
                    .filter(|v| !values.contains(v))
                    .collect();
                match left_out.as_slice() {
                    [one] if size > 2 => format!("≠ {}", name(*one)),
                    _ => format!("= {}", values.iter().map(|&v| name(v)).collect::<Vec<_>>().join(&or)),
                }
            }
            Allowed::Range { at_least, below } => {
                let bound = |sign: &str, bound: &Option<f64>| {
                    bound.map(|b| format!("{sign} {}", self.phrases.number_of(variable, b)))
                };
                let told: Vec<String> = [bound("≥", at_least), bound("<", below)]
                    .into_iter()
                    .flatten()
                    .collect();
                told.join(&self.texts.get("word-and"))
            }
        }
    }

    /// Features, each in words.
    pub(crate) fn features(&self, assignment: &Assignment) -> Vec<String> {
        assignment
            .iter()
            .map(|(&v, &value)| self.phrases.feature(v, value))
            .collect()
    }
}

/// A line of the report as pieces.
pub(crate) fn line(spans: Vec<Span>) -> Line {
    spans
        .into_iter()
        .map(|span| match span {
            Span::Plain(text) => Piece { kind: "plain", text },
            Span::Level(text, _) => Piece { kind: "level", text },
            Span::Id(text) | Span::Code(text) => Piece { kind: "id", text },
            Span::Strong(text) => Piece { kind: "strong", text },
        })
        .collect()
}

/// The word for how far something reaches.
pub(crate) fn reach(reach: Reach) -> &'static str {
    match reach {
        Reach::Never => "never",
        Reach::Sometimes => "sometimes",
        Reach::Always => "always",
    }
}

/// The word for what happens to evidence.
pub(crate) fn treatment(treatment: toets_model::Treatment) -> &'static str {
    match treatment {
        toets_model::Treatment::Holds => "holds",
        toets_model::Treatment::Open => "open",
    }
}
