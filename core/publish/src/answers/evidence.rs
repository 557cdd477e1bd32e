//! What evidence and scripts say of a node in a cell.

use std::cmp::Ordering;

use toets_diagram::{Diagram, Exceeded, Variable, WorldBox};
use toets_evaluate::{CaseBox, CellResult, Compiled, Evaluation, Value, World};
use toets_model::{FindingId, Index, Kind, NodeId, TransferId, Treatment};
use toets_question::Judgement;

/// What evidence and scripts say of a node.
#[derive(Clone, Debug, Default)]
pub struct NodeEvidence {
    /// The findings on it that judge or open it and that can apply here, in the order of the study.
    pub speaks: Vec<Speaks>,
    /// What a script says: for each level that is possible one case.
    pub said: Vec<Said>,
}

/// A finding that can apply in a cell.
#[derive(Clone, Debug)]
pub struct Speaks {
    /// The finding.
    pub finding: FindingId,
    /// Above (`Greater`), at or below the neutral level; none on a scale without sides, and for a finding that opens.
    pub side: Option<Ordering>,
    /// How many levels it stands from neutral.
    pub steps: usize,
    /// For whom and at which choices it may apply; one empty box: for all.
    pub where_: Vec<CaseBox>,
    /// Whether there are more boxes than listed.
    pub truncated: bool,
    /// Whether it is open if it holds: itself, the transfer that carries it, or a contest that it is a side of.
    pub open: bool,
    /// The transfers that carry it here; none where it was studied here.
    pub carried: Vec<TransferId>,
}

/// What a script says in one case.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// The level.
    pub value: Value,
    /// What it says.
    pub judgement: Judgement,
}

/// The people and choices of a cell: its worlds with what is not known set aside.
pub(super) struct People {
    care: Diagram,
}

/// How many boxes say where a finding applies.
const BOXES: usize = 3;

impl People {
    pub(super) fn of(compiled: &Compiled, cell: &mut CellResult) -> Result<Self, Exceeded> {
        let admitted = cell.space.admitted;
        let care = cell.space.manager.exists(admitted, |v| is_unknown(compiled, v))?;
        Ok(Self { care })
    }
}

fn is_unknown(compiled: &Compiled, variable: Variable) -> bool {
    compiled.variables().at(variable).kind(&compiled.study) == Kind::Unknown
}

/// For each node whether a script (or another scorer that says why) judges it.
pub(super) fn scripted(compiled: &Compiled, evaluation: &mut Evaluation) -> Vec<bool> {
    let mut scripted = vec![false; compiled.study.nodes.len()];
    let Some(cell) = evaluation.cells.iter_mut().find(|cell| cell.has_worlds()) else {
        return scripted;
    };
    for node in compiled.study.nodes.indices() {
        let counts = cell.space.counts(node).unwrap_or(Diagram::FALSE);
        let Some(world) = cell.space.manager.pick(counts, &compiled.variables().declared()) else {
            continue;
        };
        let world = World::new(compiled, world);
        let trace = cell.space.trace(compiled, node, &world);
        scripted[node.to_usize()] = matches!(trace, Ok(Some(trace)) if trace.judgement.is_some());
    }
    scripted
}

pub(super) fn node(
    compiled: &Compiled,
    cell: &mut CellResult,
    node: NodeId,
    people: &People,
    scripted: &[bool],
) -> Result<NodeEvidence, Exceeded> {
    let study = &compiled.study;
    let mut evidence = NodeEvidence::default();
    if !cell.has_worlds() {
        return Ok(evidence);
    }
    let scale = &study.scales[study.nodes[node].scale];
    let neutral = scale.neutral().filter(|_| scale.ordered());
    for &id in study.findings_on(node) {
        let finding = &study.findings[id];
        if finding.level.is_none() && finding.opens.is_none() || finding.system.is_some() {
            continue;
        }
        let Some(mut speaks) = speaks(compiled, cell, id, people)? else {
            continue;
        };
        if let (Some(level), Some(neutral), None) = (finding.level, neutral, &finding.opens) {
            speaks.side = Some(level.cmp(&neutral));
            speaks.steps = level.to_usize().abs_diff(neutral.to_usize());
        }
        evidence.speaks.push(speaks);
    }
    if scripted[node.to_usize()] {
        evidence.said = said(compiled, cell, node)?;
    }
    Ok(evidence)
}

fn speaks(
    compiled: &Compiled,
    cell: &mut CellResult,
    id: FindingId,
    people: &People,
) -> Result<Option<Speaks>, Exceeded> {
    let study = &compiled.study;
    let admitted = cell.space.counts(study.findings[id].node)?;
    let care = match admitted == cell.space.admitted {
        true => people.care,
        false => cell.space.manager.exists(admitted, |v| is_unknown(compiled, v))?,
    };
    let applies = cell.space.applies(compiled, id)?;
    let here = cell.space.manager.and(applies, admitted)?;
    if here == Diagram::FALSE {
        return Ok(None);
    }
    let studied = cell.space.condition(compiled, &study.findings[id].when, None)?;
    let studied = cell.space.manager.and(studied, admitted)?;
    let mut carried = Vec::new();
    if studied == Diagram::FALSE {
        for &transfer in compiled.transfers_of(id) {
            let there = cell.space.carried(compiled, transfer, &study.findings[id].when)?;
            if cell.space.manager.and(there, admitted)? != Diagram::FALSE {
                carried.push(transfer);
            }
        }
    }
    let manager = &mut cell.space.manager;
    let may = manager.exists(here, |v| is_unknown(compiled, v))?;
    let implied = manager.implies(admitted, applies)?;
    let surely = manager.forall(implied, |v| is_unknown(compiled, v))?;
    let surely = manager.and(surely, care)?;
    let mut speaks = Speaks {
        finding: id,
        side: None,
        steps: 0,
        where_: vec![CaseBox::new()],
        truncated: false,
        open: study.treatment(id) == Treatment::Open || surely != may,
        carried,
    };
    if may != care {
        let listed = manager.boxes(may, care, &compiled.variables().declared(), BOXES)?;
        let case = listed.cases.into_iter().find(|case| case.terminal == 1);
        let (boxes, truncated) = case.map_or((Vec::new(), true), |case| (case.boxes, case.truncated));
        let named = |one: WorldBox| {
            one.into_iter()
                .map(|(v, values)| (compiled.variables().at(v), values))
                .collect()
        };
        speaks.where_ = boxes.into_iter().map(named).collect();
        speaks.truncated = truncated;
    }
    Ok(Some(speaks))
}

/// What a script says: in one world of each level, and each thing once.
fn said(compiled: &Compiled, cell: &mut CellResult, node: NodeId) -> Result<Vec<Said>, Exceeded> {
    let mut all = Vec::new();
    let Some(diagrams) = cell.space.node(node) else {
        return Ok(all);
    };
    let admitted = cell.space.admitted;
    for terminal in cell.space.manager.terminals_within(diagrams.level, admitted) {
        let here = cell.space.manager.is(diagrams.level, terminal)?;
        let here = cell.space.manager.and(here, admitted)?;
        let Some(world) = cell.space.manager.pick(here, &compiled.variables().declared()) else {
            continue;
        };
        let world = World::new(compiled, world);
        let Some(trace) = cell.space.trace(compiled, node, &world)? else {
            continue;
        };
        if let Some(judgement) = trace.judgement {
            let said = Said {
                value: trace.value,
                judgement,
            };
            if !all.contains(&said) {
                all.push(said);
            }
        }
    }
    Ok(all)
}
