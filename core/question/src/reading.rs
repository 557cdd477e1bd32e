//! What a cell says, in a form that does not depend on the order in which the study was written: so that it can be kept
//! and compared later.
//!
//! Diagrams follow an order of variables that changes when a finding moves to another file. So what is read off here is
//! either a set (which levels are possible, on which unknowns that depends), or sorted by name (for whom which levels), or a
//! [`checksum`] of the whole function from worlds to levels, which is the same for every order.

mod checksum;

use rayon::prelude::*;
use toets_diagnostic::Diagnostic;
use toets_diagram::{Diagram, Exceeded, Variable, WorldBox};
use toets_evaluate::{CaseBox, CellResult, Compiled, Evaluation, NodeDiagrams, OpenVariable, Reach, Value};
use toets_model::{GroupId, Kind, NodeId, ScenarioId};

use crate::depends::depends_on;
use crate::faults::too_large;
use crate::values::{ValueSets, values};

/// What one cell says.
#[derive(Clone, Debug)]
pub struct CellReading {
    /// The scenario.
    pub scenario: ScenarioId,
    /// The group.
    pub group: GroupId,
    /// What each node can be, in the order of the study; empty if the constraints admit no world.
    pub nodes: Vec<NodeReading>,
}

/// What a node can be in a cell.
#[derive(Clone, Debug)]
pub struct NodeReading {
    /// The node.
    pub node: NodeId,
    /// What is possible, worst to best.
    pub possible: Vec<Value>,
    /// 16 hexadecimal digits that change where anything of the function from worlds to values does.
    pub checksum: String,
    /// For whom, for which choices and under which law what is possible, whatever is not known; the worst first.
    pub prospects: Vec<Prospect>,
    /// The unknowns that it depends on, by name.
    pub hangs_on: Vec<OpenVariable>,
    /// For whom it applies: all else is said of them only.
    pub applies: Reach,
    /// For whom, and for which choices, no evidence speaks to it, whatever is not known.
    pub silent: Reach,
}

/// What is possible for some people, choices and law.
#[derive(Clone, Debug)]
pub struct Prospect {
    /// What is possible there, worst to best; more than one: it is open between them.
    pub values: Vec<Value>,
    /// Those of them that evidence for and against decided where they met.
    pub mixed: Vec<Value>,
    /// Where: disjoint boxes that name no unknown, sorted; one empty box: everywhere.
    pub boxes: Vec<CaseBox>,
    /// How many boxes there are beside those; none: too many to count.
    pub more: Option<u64>,
}

/// How many boxes are listed.
const BOXES: usize = 64;

/// Reads cells, in the order asked for; a cell that was not evaluated is left out.
///
/// # Errors
/// The diagrams of a cell got too large.
pub fn readings(
    evaluation: &mut Evaluation,
    cells: &[(ScenarioId, GroupId)],
) -> Result<Vec<CellReading>, Vec<Diagnostic>> {
    let compiled = evaluation.compiled.clone();
    let place = |cell: &CellResult| cells.iter().position(|&one| one == (cell.scenario, cell.group));
    let mut read: Vec<_> = evaluation
        .cells
        .par_iter_mut()
        .filter_map(|cell| Some((place(cell)?, read_cell(&compiled, cell))))
        .collect();
    read.sort_by_key(|(place, _)| *place);
    let mut faults = Vec::new();
    let mut readings = Vec::with_capacity(read.len());
    for (_, result) in read {
        match result {
            Ok(reading) => readings.push(reading),
            Err(exceeded) => faults.push(too_large(
                &compiled,
                (
                    "what a scenario and group lead to",
                    "wat een scenario en doelgroep geven",
                ),
                &exceeded,
            )),
        }
    }
    faults.dedup();
    if faults.is_empty() { Ok(readings) } else { Err(faults) }
}

fn read_cell(compiled: &Compiled, cell: &mut CellResult) -> Result<CellReading, Exceeded> {
    let mut reading = CellReading {
        scenario: cell.scenario,
        group: cell.group,
        nodes: Vec::new(),
    };
    if cell.has_worlds() {
        let mut weights = checksum::Weights::new(compiled);
        for node in compiled.study.nodes.indices() {
            if let Some(diagrams) = cell.space.node(node) {
                reading
                    .nodes
                    .push(read_node(compiled, cell, node, diagrams, &mut weights)?);
            }
        }
    }
    Ok(reading)
}

fn read_node(
    compiled: &Compiled,
    cell: &mut CellResult,
    node: NodeId,
    diagrams: NodeDiagrams,
    weights: &mut checksum::Weights<'_>,
) -> Result<NodeReading, Exceeded> {
    let study = &compiled.study;
    let counts = cell.space.counts(node)?;
    let order = compiled.variables();
    let by_name = by_name(compiled);
    let manager = &mut cell.space.manager;
    let backwards: Vec<Variable> = by_name.iter().rev().copied().collect();
    let reduced = manager.reduced(diagrams.level, counts, &backwards)?;
    let unknowns: Vec<Variable> = by_name.iter().copied().filter(|&v| is_unknown(compiled, v)).collect();
    let hangs_on = depends_on(manager, diagrams.level, counts, &unknowns)?;
    let terminals = manager.terminals_within(diagrams.level, counts);
    let manager = &cell.space.manager;
    let checksum = weights.checksum(manager, reduced, |terminal| match terminal.checked_sub(1) {
        None => String::new(),
        Some(terminal) => match cell.value(compiled, node, terminal) {
            Value::Level(level) => study.scales[study.nodes[node].scale].name(level).to_owned(),
            Value::Number(number) => format!("{number}"),
        },
    });
    Ok(NodeReading {
        node,
        possible: values(compiled, &cell.space, node, terminals.clone()),
        checksum,
        prospects: prospects(compiled, cell, node, diagrams, &terminals, &by_name)?,
        hangs_on: hangs_on.into_iter().map(|v| order.at(v)).collect(),
        applies: cell.applies(node),
        silent: silent(compiled, cell, node, diagrams.silent)?,
    })
}

/// All variables in the order of their names: the same however the study was written.
fn by_name(compiled: &Compiled) -> Vec<Variable> {
    let order = compiled.variables();
    let mut by_name = order.declared();
    by_name.sort_by_cached_key(|&v| order.at(v).id(&compiled.study));
    by_name
}

/// How far silence reaches over people, choices and law. Where evidence would speak if something that is not known were
/// so, there is evidence; what it depends on is said apart.
fn silent(compiled: &Compiled, cell: &mut CellResult, node: NodeId, silent: Diagram) -> Result<Reach, Exceeded> {
    let reach = cell.silent(node);
    if reach != Reach::Sometimes {
        return Ok(reach);
    }
    let worlds = cell.space.counts(node)?;
    let manager = &mut cell.space.manager;
    let whatever = manager.implies(worlds, silent)?;
    let whatever = manager.forall(whatever, |v| is_unknown(compiled, v))?;
    let counts = manager.exists(worlds, |v| is_unknown(compiled, v))?;
    Ok(match manager.terminals_within(whatever, counts).as_slice() {
        [1] => Reach::Always,
        [] | [0] => Reach::Never,
        _ => Reach::Sometimes,
    })
}

fn is_unknown(compiled: &Compiled, variable: Variable) -> bool {
    compiled.variables().at(variable).kind(&compiled.study) == Kind::Unknown
}

/// The prospects of a node, the worst first.
fn prospects(
    compiled: &Compiled,
    cell: &mut CellResult,
    node: NodeId,
    diagrams: NodeDiagrams,
    terminals: &[u32],
    by_name: &[Variable],
) -> Result<Vec<Prospect>, Exceeded> {
    let together = ValueSets::new(compiled, &cell.space, node, terminals.to_vec());
    let unknown = |v| is_unknown(compiled, v);
    let within = cell.space.counts(node)?;
    let manager = &mut cell.space.manager;
    let sets = manager.apply(diagrams.level, within, |level, counts| counts * together.one(level))?;
    let sets = manager.join_over(sets, unknown, |one, other| together.union(one, other))?;
    let counts = manager.is_in(sets, |set| set != ValueSets::EMPTY)?;
    let listed = manager.boxes(sets, counts, by_name, BOXES)?;
    let mut prospects = Vec::new();
    for case in listed.cases {
        let manager = &mut cell.space.manager;
        let region = manager.is(sets, case.terminal)?;
        let region = manager.and(region, within)?;
        let met = manager.and(region, diagrams.mixed)?;
        let met = manager.terminals_within(diagrams.level, met);
        let named = |one: WorldBox| {
            one.into_iter()
                .map(|(v, values)| (compiled.variables().at(v), values))
                .collect()
        };
        prospects.push(Prospect {
            values: values(compiled, &cell.space, node, together.members(case.terminal)),
            mixed: values(compiled, &cell.space, node, met),
            more: case.total.map(|total| total - case.boxes.len() as u64),
            boxes: case.boxes.into_iter().map(named).collect(),
        });
    }
    prospects.sort_by(|a, b| compare(&a.values, &b.values));
    Ok(prospects)
}

fn compare(a: &[Value], b: &[Value]) -> std::cmp::Ordering {
    let order = |a: &Value, b: &Value| match (a, b) {
        (Value::Level(a), Value::Level(b)) => a.cmp(b),
        (Value::Number(a), Value::Number(b)) => a.total_cmp(b),
        // INVARIANT: a node is on one scale.
        _ => std::cmp::Ordering::Equal,
    };
    let differ = a.iter().zip(b).map(|(a, b)| order(a, b)).find(|o| o.is_ne());
    differ.unwrap_or(a.len().cmp(&b.len()))
}
