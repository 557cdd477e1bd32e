//! Results as plain data, in names of the study.

use std::fmt;

use toets_evaluate::{Reach, Value};
use toets_model::Study;

use crate::compare::ComparisonResult;
use crate::conclude::ConclusionResult;
use crate::fingerprint::hash;
use crate::reading::{CellReading, NodeReading};

/// The results of a study: what is kept of them to be compared later.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Results {
    /// The cells.
    pub cells: Vec<CellResults>,
    /// What becomes of each conclusion, by id.
    pub conclusions: Vec<(String, ConclusionState)>,
    /// What becomes of each comparison, by the id of its finding.
    pub comparisons: Vec<(String, String)>,
}

/// A cell by the names of its scenario and its group.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellName {
    /// The scenario.
    pub scenario: String,
    /// The group.
    pub group: String,
}

impl CellName {
    /// Reads `C1/glo`.
    pub fn parse(text: &str) -> Option<Self> {
        let (scenario, group) = text.split_once('/')?;
        Some(Self {
            scenario: scenario.to_owned(),
            group: group.to_owned(),
        })
    }
}

impl fmt::Display for CellName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.scenario, self.group)
    }
}

/// The results of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellResults {
    /// Which cell.
    pub name: CellName,
    /// Whether the constraints admit any world of it.
    pub has_worlds: bool,
    /// What each node can be, by id; a node that no world is left for can be nothing.
    pub nodes: Vec<(String, NodeState)>,
}

/// What a node can be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NodeState {
    /// The levels (or numbers) that are possible, worst to best.
    pub possible: Vec<String>,
    /// Changes where it is otherwise possible in any way, see [`NodeReading`](crate::NodeReading).
    pub checksum: String,
    /// Changes where evidence for and against meet elsewhere, or where evidence speaks for others than it did; empty if neither
    /// occurs.
    pub grounds: String,
}

/// What becomes of a conclusion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConclusionState {
    /// `yes`, `no`, `undetermined` or `stated`.
    pub status: String,
    /// The same in each of its cells.
    pub cells: Vec<(CellName, String)>,
    /// The unknowns that decide it, where it is undetermined, by name.
    pub decided_by: Vec<String>,
}

impl Results {
    /// Results in names of the study.
    pub fn new(
        study: &Study,
        readings: &[CellReading],
        conclusions: &[ConclusionResult],
        comparisons: &[ComparisonResult],
    ) -> Self {
        let name = |scenario, group| CellName {
            scenario: study.scenarios.name(scenario).to_owned(),
            group: study.groups.name(group).to_owned(),
        };
        let cells = readings.iter().map(|cell| {
            let states = cell.nodes.iter().map(|reading| {
                let scale = &study.scales[study.nodes[reading.node].scale];
                let level = |value: &Value| match value {
                    Value::Level(level) => scale.name(*level).to_owned(),
                    Value::Number(number) => format!("{number}"),
                };
                let state = NodeState {
                    possible: reading.possible.iter().map(level).collect(),
                    checksum: reading.checksum.clone(),
                    grounds: grounds(study, reading, level),
                };
                (study.nodes.name(reading.node).to_owned(), state)
            });
            CellResults {
                name: name(cell.scenario, cell.group),
                has_worlds: !cell.nodes.is_empty(),
                nodes: match cell.nodes.is_empty() {
                    true => study
                        .nodes
                        .names()
                        .map(|id| (id.to_owned(), NodeState::default()))
                        .collect(),
                    false => states.collect(),
                },
            }
        });
        let conclusions = conclusions.iter().map(|result| {
            let mut decided_by: Vec<String> = result.decided_by.iter().map(|unknown| unknown.id(study)).collect();
            decided_by.sort_unstable();
            let cells = result.cells.iter();
            let state = ConclusionState {
                status: result.status.word().to_owned(),
                cells: cells
                    .map(|cell| (name(cell.scenario, cell.group), cell.status.word().to_owned()))
                    .collect(),
                decided_by,
            };
            (study.conclusions.name(result.conclusion).to_owned(), state)
        });
        let comparisons = comparisons.iter().map(|result| {
            let finding = study.findings.name(result.finding).to_owned();
            (finding, result.verdict.word().to_owned())
        });
        Self {
            cells: cells.collect(),
            conclusions: conclusions.collect(),
            comparisons: comparisons.collect(),
        }
    }

    /// The results of a cell.
    pub fn cell(&self, name: &CellName) -> Option<&CellResults> {
        self.cells.iter().find(|cell| cell.name == *name)
    }

    /// What stands under a name in one of the lists of results.
    pub fn find<'a, K: PartialEq, T>(list: &'a [(K, T)], name: &K) -> Option<&'a T> {
        list.iter().find(|(one, _)| one == name).map(|(_, state)| state)
    }
}

/// A short hash of where evidence for and against meet, and of whether any speaks at all.
fn grounds(study: &Study, reading: &NodeReading, level: impl Fn(&Value) -> String) -> String {
    let mut text = match reading.silent {
        Reach::Never => String::new(),
        Reach::Sometimes => "silent for some\n".to_owned(),
        Reach::Always => "silent\n".to_owned(),
    };
    for prospect in reading.prospects.iter().filter(|prospect| !prospect.mixed.is_empty()) {
        for (variable, values) in prospect.boxes.iter().flatten() {
            let values: Vec<String> = values
                .iter()
                .map(|&value| variable.value_name(study, value).to_string())
                .collect();
            text.push_str(&format!("{} = {}\n", variable.id(study), values.join(" ")));
        }
        let mixed: Vec<String> = prospect.mixed.iter().map(&level).collect();
        text.push_str(&format!("met at {}\n", mixed.join(" ")));
    }
    if text.is_empty() { text } else { hash(&text) }
}
