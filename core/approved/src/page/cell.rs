//! What a scenario does for a group.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use toets_evaluate::{CaseBox, OpenVariable, Reach, Value};
use toets_model::{Kind, Language, NodeId, Study};
use toets_question::{CellReading, CellResults, NodeReading, Prospect};
use toets_report::Phrases;

use super::unknown::hangs_on;
use super::{LANGUAGES, listed, one_line};
use crate::kept;
use crate::texts::{Texts, fill};

/// How many cases of a prospect are told.
const CASES: usize = 12;

/// The page of a cell; `order` has the nodes as the framework has them.
pub(crate) fn cell(study: &Study, order: &[NodeId], reading: &CellReading, results: &CellResults) -> String {
    let mut page = format!("# {} · {}\n", results.name.scenario, results.name.group);
    for language in LANGUAGES {
        let words = Words {
            study,
            reading,
            texts: Texts::of(language),
            phrases: Phrases::new(study, language),
            language,
        };
        words.write(&mut page, order);
    }
    kept::write_cell(&mut page, results);
    page
}

struct Words<'a> {
    study: &'a Study,
    reading: &'a CellReading,
    texts: &'static Texts,
    phrases: Phrases<'a>,
    language: Language,
}

impl Words<'_> {
    fn write(&self, page: &mut String, order: &[NodeId]) {
        let (study, texts) = (self.study, self.texts);
        let (scenario, group) = (self.reading.scenario, self.reading.group);
        let label = |label: &str| one_line(label);
        let _ = writeln!(page, "\n## {}\n", texts.language);
        let scenario_label = label(study.scenarios[scenario].label.get(self.language));
        let group_label = label(study.groups[group].label.get(self.language));
        let _ = writeln!(
            page,
            "{}\n{}",
            fill(texts.scenario, &[study.scenarios.name(scenario), &scenario_label]),
            fill(texts.group, &[study.groups.name(group), &group_label])
        );
        if self.reading.nodes.is_empty() {
            let _ = writeln!(page, "\n{}", texts.no_world);
        }
        for &node in order {
            if let Some(reading) = self.reading.nodes.iter().find(|reading| reading.node == node) {
                self.node(page, reading);
            }
        }
    }

    fn node(&self, page: &mut String, reading: &NodeReading) {
        let node = reading.node;
        let it = &self.study.nodes[node];
        let code = it.code.as_ref().map(|code| format!("{code} ")).unwrap_or_default();
        let label = one_line(&self.phrases.node(node));
        let _ = writeln!(page, "\n### {code}{label} (`{}`)\n", self.study.nodes.name(node));
        match reading.applies {
            Reach::Always => {}
            Reach::Sometimes => {
                let _ = writeln!(page, "- {}", self.texts.not_applicable_to_some);
            }
            Reach::Never => {
                let _ = writeln!(page, "- {}", self.texts.not_applicable);
            }
        }
        for prospect in &reading.prospects {
            self.prospect(page, node, prospect);
        }
        match reading.silent {
            Reach::Never => {}
            Reach::Sometimes => {
                let _ = writeln!(page, "- {}", self.texts.no_evidence_for_some);
            }
            Reach::Always => {
                let _ = writeln!(page, "- {}", self.texts.no_evidence);
            }
        }
        self.hangs_on(page, reading);
    }

    /// What is possible for some: a line for each case.
    fn prospect(&self, page: &mut String, node: NodeId, prospect: &Prospect) {
        let values = self.values(node, prospect);
        for one in prospect.boxes.iter().take(CASES) {
            let _ = writeln!(page, "- {values} — {}", one_line(&self.whom(one)));
        }
        let untold = prospect.boxes.len().saturating_sub(CASES) as u64;
        match prospect.more.map(|more| more + untold) {
            Some(0) => {}
            Some(more) => {
                let _ = writeln!(
                    page,
                    "- {values} — {}",
                    fill(self.texts.more_cases, &[&more.to_string()])
                );
            }
            None => {
                let _ = writeln!(page, "- {values} — {}", self.texts.very_many_cases);
            }
        }
    }

    /// For whom, at which choices and under which law.
    fn whom(&self, one: &CaseBox) -> String {
        let texts = self.texts;
        let kinds = [
            (Kind::Trait, texts.people),
            (Kind::Lever, texts.choices),
            (Kind::Regime, texts.law),
        ];
        let parts = kinds.into_iter().filter_map(|(kind, text)| {
            let tests = one.iter().filter(|(variable, _)| variable.kind(self.study) == kind);
            let tests: Vec<_> = tests.cloned().collect();
            (!tests.is_empty()).then(|| fill(text, &[&self.phrases.tests(&tests)]))
        });
        let parts: Vec<String> = parts.collect();
        if parts.is_empty() {
            texts.always.to_owned()
        } else {
            parts.join("; ")
        }
    }

    fn values(&self, node: NodeId, prospect: &Prospect) -> String {
        let texts = self.texts;
        let scale = &self.study.scales[self.study.nodes[node].scale];
        let name = |value: &Value| match self.phrases.level(node, *value) {
            (id, Some(label)) => format!("`{id}` ({})", one_line(&label)),
            (id, None) => format!("`{id}`"),
        };
        let values = match prospect.values.as_slice() {
            [one] => name(one),
            all if all.len() == scale.levels().len() => texts.open_over_all.to_owned(),
            [first, .., last] if self.phrases.unbroken(node, &prospect.values) => {
                fill(texts.open_between, &[&name(first), &name(last)])
            }
            all => fill(
                texts.open_among,
                &[&listed(&all.iter().map(name).collect::<Vec<_>>(), texts.or)],
            ),
        };
        let mixed: Vec<String> = prospect
            .mixed
            .iter()
            .map(|value| format!("`{}`", self.phrases.level(node, *value).0))
            .collect();
        match (mixed.as_slice(), prospect.values.len()) {
            ([], _) => values,
            (_, 1) => values + texts.mixed,
            _ => values + &fill(texts.mixed_at, &[&listed(&mixed, texts.and)]),
        }
    }

    /// What is not known and decides: of a criterion only what none of its parts hangs on is told by name.
    fn hangs_on(&self, page: &mut String, reading: &NodeReading) {
        let mut below: BTreeSet<OpenVariable> = BTreeSet::new();
        for child in &self.study.nodes[reading.node].children {
            let child = self.reading.nodes.iter().find(|one| one.node == *child);
            below.extend(child.iter().flat_map(|child| &child.hangs_on));
        }
        let (told_below, own): (Vec<OpenVariable>, Vec<OpenVariable>) =
            reading.hangs_on.iter().partition(|unknown| below.contains(unknown));
        // That there is no evidence is said already.
        let silent = reading.silent != Reach::Never;
        for unknown in own {
            let itself = unknown == OpenVariable::Node(reading.node);
            if itself && silent {
                continue;
            }
            let said = match itself {
                true => self.texts.hangs_on_itself.to_owned(),
                false => hangs_on(self.study, self.language, unknown),
            };
            let _ = writeln!(page, "- {said}");
        }
        match told_below.len() {
            0 => {}
            1 => {
                let _ = writeln!(page, "- {}", self.texts.hangs_on_one_below);
            }
            many => {
                let _ = writeln!(page, "- {}", fill(self.texts.hangs_on_below, &[&many.to_string()]));
            }
        }
    }
}
