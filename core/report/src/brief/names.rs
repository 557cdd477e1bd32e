//! What things are called where room is short.

use std::ops::Deref;

use toets_evaluate::{OpenVariable, Value};
use toets_model::{
    Domain, Fixed, GroupId, Index, Language, LevelId, NodeId, ScaleKind, ScenarioId, Study, Text, ValueId, VariableId,
};

use super::layout::{cut, tame, width};
use crate::symbol::node_number;
use crate::texts::Say;
use crate::words::{Words, uncapitalised};

/// The longest name of a scenario that has no code, in a sentence.
const LONGEST: usize = 40;
/// The longest word that says nothing without what it is said of: `no`, `without`.
const UNCLEAR: usize = 7;
/// The longest id that people use as a code: `A1`, `O12`.
const CODE: usize = 3;

const CARRIED: Say = Say("of bewijs ook elders geldt", "whether evidence also holds elsewhere");

/// The words of a study, where few of them are to say what is meant.
pub(crate) struct Teller<'a>(Words<'a>);

/// What a variable becomes, for a sentence.
pub(super) enum Made {
    /// As the study says it in a sentence: "for the whole class".
    Phrase(String),
    /// By its name.
    Named(String),
}

impl<'a> Teller<'a> {
    pub(crate) fn new(study: &'a Study, language: Language) -> Self {
        Self(Words::new(study, language))
    }
}

impl<'a> Deref for Teller<'a> {
    type Target = Words<'a>;

    fn deref(&self) -> &Words<'a> {
        &self.0
    }
}

impl Teller<'_> {
    /// The code of a scenario, where its id is one.
    pub(super) fn code(&self, scenario: ScenarioId) -> Option<&str> {
        let id = self.study.scenarios.name(scenario);
        let is_code = id.len() <= CODE
            && id.starts_with(|c: char| c.is_ascii_uppercase())
            && id.chars().all(|c| c.is_ascii_alphanumeric());
        is_code.then_some(id)
    }

    /// The label of a scenario, or its id.
    fn scenario_label(&self, scenario: ScenarioId) -> String {
        let label = self.study.scenarios[scenario].label.get(self.language);
        named(label, self.study.scenarios.name(scenario))
    }

    /// The short name of a scenario, or its label.
    pub(super) fn scenario_short(&self, scenario: ScenarioId) -> String {
        let short = self.short(self.study.scenarios[scenario].short.as_ref());
        short.unwrap_or_else(|| self.scenario_label(scenario))
    }

    fn short(&self, short: Option<&Text>) -> Option<String> {
        let short = short?.get(self.language);
        (!short.is_empty()).then(|| tame(short))
    }

    /// A scenario in a sentence: its code, or its label.
    pub(crate) fn scenario(&self, scenario: ScenarioId) -> String {
        match self.code(scenario) {
            Some(code) => code.to_owned(),
            None => format!("“{}”", cut(&self.scenario_short(scenario), LONGEST)),
        }
    }

    /// The short name of a group, or its label.
    pub(super) fn group_short(&self, group: GroupId) -> String {
        let label = || {
            named(
                self.study.groups[group].label.get(self.language),
                self.study.groups.name(group),
            )
        };
        self.short(self.study.groups[group].short.as_ref())
            .unwrap_or_else(label)
    }

    /// A group within a sentence.
    pub(crate) fn group(&self, group: GroupId) -> String {
        uncapitalised(&self.group_short(group))
    }

    /// What a level is called, as far as its first semicolon; none where it has no name but its id.
    pub(super) fn level_words(&self, node: NodeId, level: LevelId) -> Option<String> {
        let scale = &self.study.scales[self.study.nodes[node].scale];
        let label = scale.levels().get(level.to_usize())?.label.as_ref()?;
        let label = label.get(self.language).split(';').next().unwrap_or_default().trim();
        (!label.is_empty()).then(|| tame(label))
    }

    /// What a level is called where room is short.
    pub(super) fn level_short(&self, node: NodeId, level: LevelId) -> String {
        let scale = &self.study.scales[self.study.nodes[node].scale];
        let short = scale
            .levels()
            .get(level.to_usize())
            .and_then(|level| level.short.as_ref());
        self.short(short)
            .unwrap_or_else(|| self.value_words(node, Value::Level(level)))
    }

    /// A value of a node in words.
    pub(super) fn value_words(&self, node: NodeId, value: Value) -> String {
        match value {
            Value::Level(level) => {
                let scale = &self.study.scales[self.study.nodes[node].scale];
                self.level_words(node, level)
                    .unwrap_or_else(|| format!("“{}”", scale.name(level)))
            }
            Value::Number(number) => node_number(self.study, node, number, self.language),
        }
    }

    /// The unit of a node's numbers, with a space before it.
    pub(super) fn unit(&self, node: NodeId) -> String {
        match &self.study.scales[self.study.nodes[node].scale].kind {
            ScaleKind::Number { unit: Some(unit), .. } => format!(" {}", tame(unit)),
            _ => String::new(),
        }
    }

    /// What is chosen of a lever.
    pub(super) fn chosen(&self, variable: OpenVariable, value: u32) -> Option<Made> {
        match variable {
            OpenVariable::Study(variable) => Some(self.becomes(variable, ValueId::from_usize(value as usize))),
            _ => None,
        }
    }

    /// What a variable becomes: its value, if that says enough, or what it is of too.
    pub(super) fn becomes(&self, variable: VariableId, value: ValueId) -> Made {
        if let Some(phrase) = self.phrase(OpenVariable::Study(variable), &[value.to_usize() as u32]) {
            return Made::Phrase(tame(phrase));
        }
        let said = self.fixed(variable, Fixed::Value(value));
        let labelled = match &self.study.variables[variable].domain {
            Domain::Finite(values) => values.get(value.to_usize()).is_some_and(|value| value.label.is_some()),
            Domain::Number { .. } => false,
        };
        // "yes" is no answer to a question that nobody read.
        Made::Named(match labelled && (said.contains(' ') || width(&said) > UNCLEAR) {
            true => format!("“{}”", tame(&said)),
            false => format!("“{}: {}”", tame(&self.variable(variable)), tame(&said)),
        })
    }

    /// What an unknown is about.
    pub(super) fn asks(&self, unknown: OpenVariable) -> String {
        let about = match unknown {
            OpenVariable::Transfer(_) => self.say(CARRIED).to_owned(),
            OpenVariable::Contest(contest) => {
                let contest = &self.study.contests[contest];
                let node = || {
                    let finding = contest.sides.iter().flat_map(|side| &side.findings).next();
                    finding.map(|&finding| self.node(self.study.findings[finding].node))
                };
                let label = self.about(unknown).filter(|label| !label.is_empty());
                label.or_else(node).unwrap_or_default()
            }
            _ => self.about(unknown).unwrap_or_default(),
        };
        tame(&about)
    }

    /// Names with commas, and a word before the last.
    pub(super) fn listed(&self, names: &[String], last: Say) -> String {
        match names {
            [] => String::new(),
            [only] => only.clone(),
            [before @ .., end] => format!("{} {} {end}", before.join(", "), self.say(last)),
        }
    }
}

fn named(label: &str, id: &str) -> String {
    tame(if label.is_empty() { id } else { label })
}

/// The first clause of a text: what it says before it says why.
pub(super) fn first_clause(text: &str) -> String {
    let end = text.find([':', ';']).unwrap_or(text.len());
    let sentence = text.find(". ").unwrap_or(text.len());
    tame(text[..end.min(sentence)].trim().trim_end_matches('.'))
}

/// One of several names in so many columns, so that it is not taken for another one: what comes after a comma goes where the others differ
/// without it, then words of what is before it.
pub(super) fn shortened(all: &[String], n: usize, columns: usize) -> String {
    let name = &all[n];
    if width(name) <= columns {
        return name.clone();
    }
    let parts: Vec<&str> = name.split(", ").collect();
    let tells_apart = |parts: &[&str]| {
        let others = all.iter().enumerate().filter(|(other, _)| *other != n);
        let start = parts.join(", ");
        !others.into_iter().any(|(_, other)| {
            let rest = other.strip_prefix(&start);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(", "))
        })
    };
    let mut kept = parts.as_slice();
    while let [fewer @ .., _] = kept
        && !fewer.is_empty()
        && tells_apart(fewer)
    {
        kept = fewer;
        if width(&kept.join(", ")) <= columns {
            return kept.join(", ");
        }
    }
    let [first, rest @ ..] = kept else {
        return cut(name, columns);
    };
    let rest: String = rest.iter().map(|part| format!(", {part}")).collect();
    let room = columns.saturating_sub(width(&rest));
    // Half a word before a comma tells nobody what it is.
    let start = cut(first, room);
    match start.contains(' ') || width(first) <= room {
        true => format!("{start}{rest}"),
        false => cut(name, columns),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart_where_there_is_room() {
        let all = [
            "taal en cultuur, vrijwillig, na school",
            "taal en cultuur, verplicht, op school",
            "rekenen, na school",
        ];
        let all = all.map(str::to_owned);
        assert_eq!(shortened(&all, 0, 40), "taal en cultuur, vrijwillig, na school");
        assert_eq!(shortened(&all, 0, 30), "taal en cultuur, vrijwillig");
        assert_eq!(shortened(&all, 1, 22), "taal en…, verplicht");
        assert_eq!(shortened(&all, 1, 12), "taal en…");
        assert_eq!(shortened(&all, 2, 10), "rekenen");
    }

    #[test]
    fn a_clause_ends_where_the_reasons_begin() {
        assert_eq!(
            first_clause("Het is onwenselijk: het schaadt. Ook later."),
            "Het is onwenselijk"
        );
        assert_eq!(first_clause("Het schaadt. Ook later; zeker."), "Het schaadt");
        assert_eq!(first_clause("Het kost 1.000 euro."), "Het kost 1.000 euro");
    }
}
