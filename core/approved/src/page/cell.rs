//! What a scenario does for a group.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use toets_evaluate::{CaseBox, OpenVariable, Reach, Value};
use toets_model::{Kind, Language, NodeId, Study};
use toets_question::{CellReading, NodeReading, Prospect};
use toets_report::Phrases;

use super::unknown::hangs_on;
use super::{listed, one_line};
use crate::texts::{Texts, fill};

/// How many cases of a prospect are told.
const CASES: usize = 12;

/// The page of a cell; `order` has the nodes as the framework has them.
pub(crate) fn cell(study: &Study, language: Language, order: &[NodeId], reading: &CellReading) -> String {
    let words = Words::new(study, language);
    let texts = words.texts;
    let (scenario, group) = (study.scenarios.name(reading.scenario), study.groups.name(reading.group));
    let scenario_label = one_line(study.scenarios[reading.scenario].label.get(language));
    let group_label = one_line(study.groups[reading.group].label.get(language));
    let mut page = format!(
        "# {scenario} · {group}\n\n{}\n{}\n",
        fill(texts.scenario, &[scenario, &scenario_label]),
        fill(texts.group, &[group, &group_label])
    );
    if reading.nodes.is_empty() {
        let _ = writeln!(page, "\n{}", texts.no_world);
    }
    for &node in order {
        if let Some(one) = reading.nodes.iter().find(|one| one.node == node) {
            let it = &study.nodes[node];
            let code = it.code.as_ref().map(|code| format!("{code} ")).unwrap_or_default();
            let label = one_line(&words.phrases.node(node));
            let _ = writeln!(page, "\n## {code}{label} (`{}`)\n", study.nodes.name(node));
            for line in words.levels(one).into_iter().chain(words.hangs_on(reading, one)) {
                let _ = writeln!(page, "- {line}");
            }
        }
    }
    page
}

/// What there is to say of a node: a line for each fact.
pub(crate) fn about(study: &Study, language: Language, reading: &NodeReading) -> Vec<String> {
    let hangs_on = reading
        .hangs_on
        .iter()
        .map(|&unknown| hangs_on(study, language, unknown));
    Words::new(study, language)
        .levels(reading)
        .into_iter()
        .chain(hangs_on)
        .collect()
}

struct Words<'a> {
    study: &'a Study,
    texts: &'static Texts,
    phrases: Phrases<'a>,
    language: Language,
}

impl<'a> Words<'a> {
    fn new(study: &'a Study, language: Language) -> Self {
        Self {
            study,
            texts: Texts::of(language),
            phrases: Phrases::new(study, language),
            language,
        }
    }

    /// To whom a node applies, what it can be for whom, and to whom no evidence speaks.
    fn levels(&self, reading: &NodeReading) -> Vec<String> {
        let applies = match reading.applies {
            Reach::Always => None,
            Reach::Sometimes => Some(self.texts.not_applicable_to_some),
            Reach::Never => Some(self.texts.not_applicable),
        };
        let silent = match reading.silent {
            Reach::Never => None,
            Reach::Sometimes => Some(self.texts.no_evidence_for_some),
            Reach::Always => Some(self.texts.no_evidence),
        };
        let prospects = reading
            .prospects
            .iter()
            .flat_map(|one| self.prospect(reading.node, one));
        let applies = applies.map(str::to_owned).into_iter();
        applies.chain(prospects).chain(silent.map(str::to_owned)).collect()
    }

    /// What is possible for some: a line for each case.
    fn prospect(&self, node: NodeId, prospect: &Prospect) -> Vec<String> {
        let values = self.values(node, prospect);
        let told = prospect.boxes.iter().take(CASES).map(|one| one_line(&self.whom(one)));
        let untold = prospect.boxes.len().saturating_sub(CASES) as u64;
        let more = match prospect.more.map(|more| more + untold) {
            Some(0) => None,
            Some(more) => Some(fill(self.texts.more_cases, &[&more.to_string()])),
            None => Some(self.texts.very_many_cases.to_owned()),
        };
        told.chain(more).map(|whom| format!("{values} — {whom}")).collect()
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

    /// What is not known and decides: of a criterion only what none of its parts depends on is told by name.
    fn hangs_on(&self, cell: &CellReading, reading: &NodeReading) -> Vec<String> {
        let mut below: BTreeSet<OpenVariable> = BTreeSet::new();
        for child in &self.study.nodes[reading.node].children {
            let child = cell.nodes.iter().find(|one| one.node == *child);
            below.extend(child.iter().flat_map(|child| &child.hangs_on));
        }
        let (told_below, own): (Vec<OpenVariable>, Vec<OpenVariable>) =
            reading.hangs_on.iter().partition(|unknown| below.contains(unknown));
        // That there is no evidence is said already.
        let silent = reading.silent != Reach::Never;
        let itself = OpenVariable::Node(reading.node);
        let own = own.into_iter().filter(|&unknown| unknown != itself || !silent);
        let own = own.map(|unknown| match unknown == itself {
            true => self.texts.hangs_on_itself.to_owned(),
            false => hangs_on(self.study, self.language, unknown),
        });
        let below = match told_below.len() {
            0 => None,
            1 => Some(self.texts.hangs_on_one_below.to_owned()),
            many => Some(fill(self.texts.hangs_on_below, &[&many.to_string()])),
        };
        own.chain(below).collect()
    }
}
