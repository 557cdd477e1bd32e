//! Results as plain data, in names of the study.

use std::fmt;

use toets_evaluate::{OpenVariable, Reach, Value};
use toets_model::{NodeId, Study};

use crate::compare::ComparisonResult;
use crate::conclude::ConclusionResult;
use crate::reading::{CellReading, NodeReading, Prospect};

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
    /// What each node can be, by id; where the constraints admit no world, nothing.
    pub nodes: Vec<(String, NodeState)>,
}

/// What a node can be: a [`NodeReading`] in names, free of any language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeState {
    /// The levels (or numbers) that are possible, worst to best.
    pub possible: Vec<String>,
    /// Where each of them is, whatever is not known; the worst first.
    pub cases: Vec<CaseState>,
    /// The unknowns that it depends on.
    pub hangs_on: Vec<String>,
    /// For whom it applies.
    pub applies: Reach,
    /// For whom no evidence speaks to it.
    pub silent: Reach,
    /// Changes where it is otherwise possible in any way, see [`NodeReading`]: not all cases are kept.
    pub checksum: String,
}

/// A [`Prospect`] in names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseState {
    /// What is possible there, worst to best.
    pub values: Vec<String>,
    /// Those of them that evidence for and against decided where they met.
    pub mixed: Vec<String>,
    /// Where: variables with their values.
    pub boxes: Vec<Vec<(String, Vec<String>)>>,
    /// How many boxes there are beside those; none: too many to count.
    pub more: Option<u64>,
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
            let states = cell.nodes.iter();
            let states = states.map(|reading| (reading.node, NodeState::new(study, reading)));
            let states: Vec<(NodeId, NodeState)> = match cell.nodes.is_empty() {
                true => study.nodes.indices().map(|node| (node, NodeState::nothing())).collect(),
                false => states.collect(),
            };
            let named = states.into_iter();
            CellResults {
                name: name(cell.scenario, cell.group),
                nodes: named
                    .map(|(node, state)| (study.nodes.name(node).to_owned(), state))
                    .collect(),
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

impl CellResults {
    /// Whether the constraints admit any world of it.
    pub fn has_worlds(&self) -> bool {
        self.nodes.iter().any(|(_, state)| !state.checksum.is_empty())
    }
}

impl NodeState {
    /// A reading in names of the study.
    fn new(study: &Study, reading: &NodeReading) -> Self {
        let names = |values: &[Value]| {
            values
                .iter()
                .map(|value| value_name(study, reading.node, value))
                .collect()
        };
        let test = |(variable, values): &(OpenVariable, Vec<u32>)| {
            let values = values
                .iter()
                .map(|&value| variable.value_name(study, value).to_string());
            (variable.id(study), values.collect())
        };
        let cases = reading.prospects.iter().map(|prospect| CaseState {
            values: names(&prospect.values),
            mixed: names(&prospect.mixed),
            boxes: prospect
                .boxes
                .iter()
                .map(|one| one.iter().map(test).collect())
                .collect(),
            more: prospect.more,
        });
        Self {
            possible: names(&reading.possible),
            cases: cases.collect(),
            hangs_on: reading.hangs_on.iter().map(|unknown| unknown.id(study)).collect(),
            applies: reading.applies,
            silent: reading.silent,
            checksum: reading.checksum.clone(),
        }
    }

    /// What a node can be in a cell without a world.
    fn nothing() -> Self {
        Self {
            possible: Vec::new(),
            cases: Vec::new(),
            hangs_on: Vec::new(),
            applies: Reach::Never,
            silent: Reach::Never,
            checksum: String::new(),
        }
    }

    /// The reading that these are the names of; none if the study no longer has one of them.
    pub fn reading(&self, study: &Study, node: NodeId) -> Option<NodeReading> {
        let all = |names: &[String]| -> Option<Vec<Value>> {
            names.iter().map(|name| value_named(study, node, name)).collect()
        };
        let test = |(id, names): &(String, Vec<String>)| {
            let variable = OpenVariable::find(study, id)?;
            let value = |name: &String| (0..variable.arity(study)).find(|&v| *variable.value_name(study, v) == **name);
            Some((variable, names.iter().map(value).collect::<Option<_>>()?))
        };
        let prospect = |case: &CaseState| {
            let boxes = case.boxes.iter().map(|one| one.iter().map(test).collect());
            Some(Prospect {
                values: all(&case.values)?,
                mixed: all(&case.mixed)?,
                boxes: boxes.collect::<Option<_>>()?,
                more: case.more,
            })
        };
        let hangs_on = self.hangs_on.iter().map(|id| OpenVariable::find(study, id));
        Some(NodeReading {
            node,
            possible: all(&self.possible)?,
            checksum: self.checksum.clone(),
            prospects: self.cases.iter().map(prospect).collect::<Option<_>>()?,
            hangs_on: hangs_on.collect::<Option<_>>()?,
            applies: self.applies,
            silent: self.silent,
        })
    }

    /// What evidence it rests on where its levels are what they are: for whom none speaks, and where some for and some
    /// against meet.
    pub(super) fn grounds(&self) -> (Reach, Vec<&CaseState>) {
        let mixed = self.cases.iter().filter(|case| !case.mixed.is_empty());
        (self.silent, mixed.collect())
    }
}

fn value_name(study: &Study, node: NodeId, value: &Value) -> String {
    match value {
        Value::Level(level) => study.scales[study.nodes[node].scale].name(*level).to_owned(),
        Value::Number(number) => format!("{number}"),
    }
}

fn value_named(study: &Study, node: NodeId, name: &str) -> Option<Value> {
    let scale = &study.scales[study.nodes[node].scale];
    match scale.levels().is_empty() {
        true => name.parse().ok().map(Value::Number),
        false => scale.find(name).map(Value::Level),
    }
}
