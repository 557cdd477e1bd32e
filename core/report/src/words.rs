//! Results in words.

use std::collections::{BTreeMap, BTreeSet};

use toets_answer::{Cell, Line, Row, Span, figures, plain};
use toets_evaluate::{CaseBox, OpenVariable, Value};
use toets_model::{Condition, Date, Fixed, GroupId, Kind, Language, NodeId, ScenarioId, Study, VariableId};
use toets_question::Status;

use crate::scorecard::{NodeResult, Outlook, Scorecard};
use crate::symbol::{MIXED, Symbols, level_label, node_number, variable_number};
use crate::texts::{Say, Texts, fill};

/// How an unknown is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Naming {
    /// By its id.
    Id,
    /// By its id, and what it is about.
    Subject,
}

pub(crate) const NOT_APPLICABLE: Say = Say("niet van toepassing", "not applicable");

const NOT_APPLICABLE_IN: Say = Say(
    "In {} gevallen is het niet van toepassing",
    "In {} cases it does not apply",
);
const ASKED_OF: Say = Say(
    "de vraag heeft alleen zin als {}",
    "the question makes sense only if {}",
);

/// How many boxes an outlook is told with.
const BOXES_TOLD: usize = 3;

/// Tells results in one language.
pub(crate) struct Words<'a> {
    pub(crate) study: &'a Study,
    pub(crate) language: Language,
    pub(crate) texts: &'static Texts,
    pub(crate) symbols: Symbols<'a>,
}

impl<'a> Words<'a> {
    pub(crate) fn new(study: &'a Study, language: Language) -> Self {
        Self {
            study,
            language,
            texts: Texts::of(language),
            symbols: Symbols::new(study, language),
        }
    }

    /// A row of a table about a node, with signs beside its name.
    pub(crate) fn row(&self, row: &crate::scorecard::Row, signs: Vec<Cell>) -> Row {
        Row {
            depth: row.depth,
            strong: !self.study.nodes[row.node].children.is_empty(),
            cells: std::iter::once(Cell::text(self.coded(row.node))).chain(signs).collect(),
        }
    }

    /// A count as people write it.
    pub(crate) fn count(&self, count: impl ToString) -> String {
        figures::count(count, self.language)
    }

    /// A day as people write it.
    pub(crate) fn day(&self, day: Date) -> String {
        figures::day(day, self.language)
    }

    /// Scenarios with their labels, as far as they have any.
    pub(crate) fn scenario_terms(&self, scenarios: &[ScenarioId]) -> Vec<(String, String)> {
        let named = scenarios.iter().map(|&scenario| {
            let label = self.study.scenarios[scenario].label.get(self.language);
            (self.study.scenarios.name(scenario).to_owned(), label.to_owned())
        });
        named.filter(|(_, label)| !label.is_empty()).collect()
    }

    /// The label of a node, or its id.
    pub(crate) fn node(&self, node: NodeId) -> String {
        let label = self.study.nodes[node].label.get(self.language);
        if label.is_empty() {
            self.study.nodes.name(node).to_owned()
        } else {
            label.to_owned()
        }
    }

    pub(crate) fn variable(&self, variable: VariableId) -> String {
        let label = self.study.variables[variable].label.get(self.language);
        if label.is_empty() {
            self.study.variables.name(variable).to_owned()
        } else {
            uncapitalised(label)
        }
    }

    pub(crate) fn value(&self, variable: OpenVariable, value: u32) -> String {
        let labelled = match variable {
            OpenVariable::Study(v) => match &self.study.variables[v].domain {
                toets_model::Domain::Finite(values) => values
                    .get(value as usize)
                    .and_then(|value| value.label.as_ref())
                    .map(|label| label.get(self.language))
                    .filter(|label| !label.is_empty())
                    .map(str::to_owned),
                toets_model::Domain::Number { unit, .. } => unit.as_ref().map(|unit| {
                    let name = variable.value_name(self.study, value);
                    format!("{name} {unit}")
                }),
            },
            OpenVariable::Finding(_) | OpenVariable::Transfer(_) => {
                let holds = value == toets_evaluate::HOLDS;
                Some(if holds { self.texts.holds } else { self.texts.fails }.to_owned())
            }
            OpenVariable::Contest(contest) => {
                let side = self.study.contests[contest].sides.get(value as usize);
                let label = side.and_then(|side| side.label.as_ref());
                label.map(|label| label.get(self.language).to_owned())
            }
            OpenVariable::Node(_) => None,
        };
        labelled.unwrap_or_else(|| variable.value_name(self.study, value).to_string())
    }

    /// A feature: a lever and its value.
    pub(crate) fn feature(&self, variable: VariableId, value: Fixed) -> String {
        let value = match value {
            Fixed::Value(value) => {
                use toets_model::Index;
                self.value(OpenVariable::Study(variable), value.to_usize() as u32)
            }
            Fixed::Number(number) => variable_number(self.study, variable, number, self.language),
        };
        format!("{}: {value}", self.variable(variable))
    }

    /// What becomes of a conclusion, in a word.
    pub(crate) fn status(&self, status: Status) -> &'static str {
        match status {
            Status::Yes => self.texts.holds,
            Status::No => self.texts.fails,
            Status::Undetermined => self.texts.undetermined,
            Status::Stated => self.texts.stated,
        }
    }

    /// How a sentence says that a variable has the only value that is left, if the study says how.
    pub(crate) fn phrase(&self, variable: OpenVariable, values: &[u32]) -> Option<&'a str> {
        let (OpenVariable::Study(variable), [value]) = (variable, values) else {
            return None;
        };
        match &self.study.variables[variable].domain {
            toets_model::Domain::Finite(all) => Some(all.get(*value as usize)?.phrase.as_ref()?.get(self.language)),
            toets_model::Domain::Number { .. } => None,
        }
    }

    /// One test of a box: `vorm: online`, `inhoud: niet vaardigheden`, `leeftijd: 6 of 7`. Labels are put beside each other: a sentence
    /// made of them would need a grammar that they don't have.
    fn test(&self, variable: OpenVariable, values: &[u32]) -> String {
        let name = match variable {
            OpenVariable::Study(v) => self.variable(v),
            other => other.id(self.study),
        };
        let all = variable.arity(self.study);
        if all > 2
            && values.len() + 1 == all as usize
            && let Some(left_out) = (0..all).find(|value| !values.contains(value))
        {
            return format!("{name}: {} {}", self.texts.not, self.value(variable, left_out));
        }
        let values: Vec<String> = values.iter().map(|&v| self.value(variable, v)).collect();
        format!("{name}: {}", values.join(self.texts.or))
    }

    /// That a node does not apply to some people, and to whom it does.
    pub(crate) fn not_applicable(&self, node: NodeId, worlds: &num_bigint::BigUint) -> String {
        let said = self.count(worlds);
        let said = fill(self.say(NOT_APPLICABLE_IN), &[&said]);
        match &self.study.nodes[node].applies {
            // It applies to those to whom one of the nodes below it does.
            none if none.is_empty() => format!("{said}."),
            applies => format!("{said}: {}.", fill(self.say(ASKED_OF), &[&self.condition(applies)])),
        }
    }

    /// A condition on variables.
    pub(crate) fn condition(&self, condition: &Condition) -> String {
        let mut parts: Vec<String> = condition
            .all
            .iter()
            .map(|test| {
                let variable = OpenVariable::Study(test.variable);
                let domain = &self.study.variables[test.variable].domain;
                let allowed = |&value: &u32| {
                    let value = toets_model::Index::from_usize(value as usize);
                    test.allowed.admits(Fixed::Value(value), domain)
                };
                let values: Vec<u32> = (0..variable.arity(self.study)).filter(allowed).collect();
                self.test(variable, &values)
            })
            .collect();
        if !condition.any.is_empty() {
            let any: Vec<String> = condition.any.iter().map(|part| self.condition(part)).collect();
            parts.push(any.join(self.texts.or));
        }
        parts.join(self.texts.and)
    }

    /// Tests on variables, whoever decides them.
    pub(crate) fn tests(&self, tests: &[(OpenVariable, Vec<u32>)]) -> String {
        let all: Vec<String> = tests
            .iter()
            .map(|(variable, values)| self.test(*variable, values))
            .collect();
        all.join(self.texts.and)
    }

    /// A box: what people must be like, then the choices, then the law.
    pub(crate) fn world_box(&self, one: &CaseBox) -> String {
        let kinds = [
            (Kind::Trait, self.texts.if_people),
            (Kind::Lever, self.texts.at_choice),
            (Kind::Regime, self.texts.under_law),
            (Kind::Unknown, self.texts.where_),
        ];
        let parts = kinds.into_iter().filter_map(|(kind, text)| {
            let tests = one.iter().filter(|(variable, _)| variable.kind(self.study) == kind);
            // "For those who …, for those who …" would be read as both kinds of people.
            let alone = kind != Kind::Trait || tests.clone().count() == 1;
            let (phrased, tests): (Vec<_>, Vec<_>) = tests
                .map(
                    |(variable, values)| match self.phrase(*variable, values).filter(|_| alone) {
                        Some(phrase) => (Some(phrase), None),
                        None => (None, Some(self.test(*variable, values))),
                    },
                )
                .unzip();
            let tests: Vec<String> = tests.into_iter().flatten().collect();
            let tests = (!tests.is_empty()).then(|| fill(text, &[&tests.join(self.texts.and)]));
            let said: Vec<String> = phrased.into_iter().flatten().map(str::to_owned).chain(tests).collect();
            (!said.is_empty()).then(|| said.join(", "))
        });
        let parts: Vec<String> = parts.collect();
        match parts.as_slice() {
            [] => self.texts.always.to_owned(),
            _ => parts.join(", "),
        }
    }

    fn level(&self, node: NodeId, outlook: &Outlook, value: Value) -> Span {
        let mark = if outlook.mixed_at(value) { MIXED } else { "" };
        let name = match value {
            Value::Level(level) => self.study.scales[self.study.nodes[node].scale].name(level).to_owned(),
            Value::Number(number) => node_number(self.study, node, number, self.language),
        };
        Span::Level(format!("{name}{mark}"), self.symbols.tone_of(node, value))
    }

    /// What is possible: a level, or between which it is open.
    fn values(&self, node: NodeId, outlook: &Outlook) -> Line {
        let scale = &self.study.scales[self.study.nodes[node].scale];
        match outlook.values.as_slice() {
            [] => vec![plain(self.say(NOT_APPLICABLE))],
            [one] => vec![self.level(node, outlook, *one)],
            all if all.len() == scale.levels().len() => vec![plain(self.texts.open_over_all)],
            [first, .., last] if self.symbols.unbroken(node, &outlook.values) => vec![
                plain(self.texts.open_between),
                plain(" "),
                self.level(node, outlook, *first),
                plain(self.texts.and),
                self.level(node, outlook, *last),
            ],
            all => {
                let mut line = vec![plain(self.texts.open_among)];
                for (n, value) in all.iter().enumerate() {
                    line.push(plain(if n == 0 { " " } else { self.texts.or }));
                    line.push(self.level(node, outlook, *value));
                }
                line
            }
        }
    }

    /// For whom and for which choices a node is what: `0 als …; anders +`.
    pub(crate) fn outlooks(&self, node: NodeId, result: &NodeResult) -> Line {
        let mut told: Vec<&Outlook> = result.outlooks.iter().collect();
        // The one that takes most words is told last, as all else: they are disjoint and together everything.
        let size = |o: &Outlook| o.more.map(|more| more.saturating_add(o.boxes.len() as u64));
        let longest = told
            .iter()
            .enumerate()
            .max_by_key(|(n, o)| (size(o).is_none(), size(o), *n));
        let rest = match longest.map(|(n, _)| n) {
            Some(n) if told.len() > 1 => Some(told.remove(n)),
            _ => None,
        };
        let mut line = Line::new();
        for (n, outlook) in told.into_iter().enumerate() {
            if n > 0 {
                line.push(Span::Plain("; ".to_owned()));
            }
            line.extend(self.values(node, outlook));
            line.push(Span::Plain(format!(" {}", self.boxes(outlook))));
        }
        if let Some(rest) = rest {
            line.push(Span::Plain(format!("; {} ", self.texts.otherwise)));
            line.extend(self.values(node, rest));
        }
        line
    }

    /// The shortest boxes of an outlook, and how many more there are.
    fn boxes(&self, outlook: &Outlook) -> String {
        let mut boxes: Vec<&CaseBox> = outlook.boxes.iter().collect();
        boxes.sort_by_key(|one| one.len()); // stable: else in the order of declaration
        let told: Vec<String> = boxes.iter().take(BOXES_TOLD).map(|one| self.world_box(one)).collect();
        let untold = (boxes.len() - told.len()) as u64;
        let mut text = told.join(&format!(",{}", self.texts.or));
        match outlook.more.map(|more| more + untold) {
            Some(0) => {}
            Some(more) => {
                text.push_str(", ");
                text.push_str(&fill(self.texts.and_more_cases, &[&more.to_string()]));
            }
            None => {
                text.push_str(", ");
                text.push_str(self.texts.and_many_cases);
            }
        }
        text
    }

    /// What an unknown is about; none if nothing says so.
    pub(crate) fn about(&self, unknown: OpenVariable) -> Option<String> {
        match unknown {
            OpenVariable::Node(node) => Some(self.node(node)),
            OpenVariable::Finding(finding) => Some(self.node(self.study.findings[finding].node)),
            OpenVariable::Contest(contest) => self.study.contests[contest]
                .label
                .as_ref()
                .map(|label| label.get(self.language).to_owned()),
            OpenVariable::Study(variable) => Some(self.variable(variable)),
            OpenVariable::Transfer(_) => None,
        }
    }

    /// An unknown: its id, and what it is about.
    pub(crate) fn unknown(&self, unknown: OpenVariable) -> Line {
        let mut line = vec![Span::Id(unknown.id(self.study))];
        if let Some(about) = self.about(unknown).filter(|about| !about.is_empty()) {
            line.push(Span::Plain(format!(" ({about})")));
        }
        line
    }

    /// Some unknowns, and how many more.
    pub(crate) fn unknowns(&self, unknowns: &[OpenVariable], most: usize, name: Naming) -> Line {
        let mut line = Line::new();
        for (n, &unknown) in unknowns.iter().take(most).enumerate() {
            if n > 0 {
                line.push(Span::Plain(", ".to_owned()));
            }
            match name {
                Naming::Id => line.push(Span::Id(unknown.id(self.study))),
                Naming::Subject => line.extend(self.unknown(unknown)),
            }
        }
        if unknowns.len() > most {
            let more = (unknowns.len() - most).to_string();
            line.push(Span::Plain(format!(" {}", fill(self.texts.and_more, &[&more]))));
        }
        line
    }

    /// Which cells: all that have a world, or scenarios × groups, groups with the same scenarios together.
    pub(crate) fn cells(&self, card: &Scorecard, cells: &[(ScenarioId, GroupId)]) -> String {
        let judged = |cell: &&crate::scorecard::Cell| cell.has_worlds && Some(cell.scenario) != card.study.baseline;
        let with_worlds = || card.cells.iter().filter(judged);
        if card.cells.len() > 1 && with_worlds().all(|cell| cells.contains(&(cell.scenario, cell.group))) {
            return self.texts.all_cells.to_owned();
        }
        let parts = together(cells).into_iter().map(|(scenarios, groups)| {
            let scenarios = if scenarios.len() == card.scenarios.len() && scenarios.len() > 1 {
                self.texts.all_scenarios.to_owned()
            } else {
                self.scenarios(&scenarios)
            };
            let groups = if groups.len() == card.groups.len() && groups.len() > 1 {
                self.texts.all_groups.to_owned()
            } else {
                self.groups(&groups)
            };
            format!("{scenarios} · {groups}")
        });
        parts.collect::<Vec<_>>().join("; ")
    }

    /// Which cells, each by name: they need not be those shown.
    pub(crate) fn named_cells(&self, cells: &[(ScenarioId, GroupId)]) -> String {
        let parts = together(cells).into_iter();
        let parts =
            parts.map(|(scenarios, groups)| format!("{} · {}", self.scenarios(&scenarios), self.groups(&groups)));
        parts.collect::<Vec<_>>().join("; ")
    }

    fn scenarios(&self, scenarios: &BTreeSet<ScenarioId>) -> String {
        let names: Vec<&str> = scenarios.iter().map(|&s| self.study.scenarios.name(s)).collect();
        names.join(", ")
    }

    fn groups(&self, groups: &[GroupId]) -> String {
        let names: Vec<&str> = groups.iter().map(|&g| self.study.groups.name(g)).collect();
        names.join(", ")
    }

    /// A level in words, for the legend.
    pub(crate) fn level_label(&self, scale: usize, level: usize) -> String {
        level_label(self.study, scale, level, self.language)
    }
}

/// Cells as scenarios × groups, groups with the same scenarios together, in the order of the study.
pub(crate) fn together(cells: &[(ScenarioId, GroupId)]) -> Vec<(BTreeSet<ScenarioId>, Vec<GroupId>)> {
    let mut by_group: BTreeMap<GroupId, BTreeSet<ScenarioId>> = BTreeMap::new();
    for &(scenario, group) in cells {
        by_group.entry(group).or_default().insert(scenario);
    }
    let mut together: Vec<(BTreeSet<ScenarioId>, Vec<GroupId>)> = Vec::new();
    for (group, scenarios) in by_group {
        match together.iter_mut().find(|(others, _)| *others == scenarios) {
            Some((_, groups)) => groups.push(group),
            None => together.push((scenarios, vec![group])),
        }
    }
    together
}

/// A label within a sentence: a small first letter, unless the word is an abbreviation.
pub(crate) fn uncapitalised(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(letters).collect(),
        _ => label.to_owned(),
    }
}
