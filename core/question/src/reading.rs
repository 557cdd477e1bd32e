//! What a cell says, in a form that does not depend on the order in which the study was written: so that it can be kept
//! and compared later.
//!
//! Diagrams follow an order of variables that changes when a finding moves to another file. So what is read off here is
//! either a set (which levels are possible, on which unknowns that hangs), or sorted by name (for whom which levels), or a
//! [`checksum`] of the whole function from worlds to levels, which is the same for every order.

mod checksum;
mod reduced;

use rayon::prelude::*;
use toets_diagnostic::Diagnostic;
use toets_diagram::{Diagram, Exceeded, Limits, Manager, Variable};
use toets_evaluate::{CaseBox, CellResult, Compiled, Evaluation, NodeDiagrams, OpenVariable, Reach, Value};
use toets_model::{GroupId, Kind, NodeId, ScenarioId};

use crate::faults::too_large;
use crate::values::{ValueSets, values};
use reduced::Reduced;

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
    /// The unknowns that it hangs on, by name.
    pub hangs_on: Vec<OpenVariable>,
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
            Err(exceeded) => faults.push(too_large(&compiled, "what a cell says", &exceeded)),
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
    let admitted = cell.space.admitted;
    let reduced = Reduced::new(compiled, &mut cell.space.manager, diagrams.level, admitted)?;
    let manager = &cell.space.manager;
    let order = compiled.variables();
    let mut hangs_on: Vec<OpenVariable> = manager
        .support(reduced.diagram)
        .into_iter()
        .map(|v| order.at(v))
        .filter(|v| v.kind(study) == Kind::Unknown)
        .collect();
    hangs_on.sort_by_cached_key(|v| v.id(study));
    let terminals = reduced.terminals(manager);
    let checksum = weights.checksum(manager, reduced.diagram, |terminal| match Reduced::meaning(terminal) {
        None => String::new(),
        Some(terminal) => match cell.value(compiled, node, terminal) {
            Value::Level(level) => study.scales[study.nodes[node].scale].name(level).to_owned(),
            Value::Number(number) => format!("{number}"),
        },
    });
    Ok(NodeReading {
        node,
        possible: values(compiled, &cell.space, node, terminals),
        checksum,
        prospects: prospects(compiled, cell, node, diagrams, reduced)?,
        hangs_on,
        silent: silent(compiled, cell, node, diagrams.silent)?,
    })
}

/// How far silence reaches over people, choices and law. Where evidence would speak if something that is not known were
/// so, there is evidence; what it hangs on is said apart.
fn silent(compiled: &Compiled, cell: &mut CellResult, node: NodeId, silent: Diagram) -> Result<Reach, Exceeded> {
    let reach = cell.silent(node);
    if reach != Reach::Sometimes {
        return Ok(reach);
    }
    let (manager, admitted) = (&mut cell.space.manager, cell.space.admitted);
    let whatever = manager.implies(admitted, silent)?;
    let whatever = manager.forall(whatever, |v| is_unknown(compiled, v))?;
    let counts = manager.exists(admitted, |v| is_unknown(compiled, v))?;
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
    reduced: Reduced,
) -> Result<Vec<Prospect>, Exceeded> {
    let terminals = reduced.terminals(&cell.space.manager);
    let together = ValueSets::new(compiled, &cell.space, node, terminals);
    let manager = &mut cell.space.manager;
    let sets = manager.map(reduced.diagram, |terminal| {
        Reduced::meaning(terminal).map_or(ValueSets::EMPTY, |terminal| together.one(terminal))
    })?;
    let unknown = |v| is_unknown(compiled, v);
    let sets = manager.join_over(sets, unknown, |one, other| together.union(one, other))?;
    let mut prospects = Vec::new();
    for (set, boxes, more) in sorted_boxes(compiled, manager, sets)? {
        let manager = &mut cell.space.manager;
        let region = manager.is(sets, set)?;
        let region = manager.and(region, cell.space.admitted)?;
        let met = manager.and(region, diagrams.mixed)?;
        let met = manager.terminals_within(diagrams.level, met);
        prospects.push(Prospect {
            values: values(compiled, &cell.space, node, together.members(set)),
            mixed: values(compiled, &cell.space, node, met),
            boxes,
            more,
        });
    }
    prospects.sort_by(|a, b| compare(&a.values, &b.values));
    Ok(prospects)
}

/// A terminal, its boxes, and how many worlds are not listed where there are more.
type Listed = (u32, Vec<CaseBox>, Option<u64>);

/// For each terminal of a diagram but 0 its boxes, as they are read off with the variables in the order of their names.
fn sorted_boxes(compiled: &Compiled, from: &Manager, sets: Diagram) -> Result<Vec<Listed>, Exceeded> {
    let (study, order) = (&compiled.study, compiled.variables());
    let mut support = from.support(sets);
    support.sort_by_cached_key(|&v| order.at(v).id(study));
    let limits = Limits {
        nodes: compiled.limits.diagram_nodes,
    };
    let mut manager = Manager::new(support.iter().map(|&v| from.arity(v)).collect(), limits);
    // INVARIANT: a variable of the diagram is in its support.
    let place = |v: Variable| Variable(support.iter().position(|&one| one == v).unwrap_or_default() as u32);
    let sets = manager.copy_from(from, sets, place)?;
    let counts = manager.is_in(sets, |set| set != 0)?;
    let listed = manager.boxes(sets, counts, BOXES)?;
    let cases = listed.cases.into_iter().map(|case| {
        let named = |one: Vec<(Variable, Vec<u32>)>| -> CaseBox {
            one.into_iter()
                .map(|(v, values)| (order.at(support[v.index()]), values))
                .collect()
        };
        let more = case.total.map(|total| total - case.boxes.len() as u64);
        (case.terminal, case.boxes.into_iter().map(named).collect(), more)
    });
    Ok(cases.collect())
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
