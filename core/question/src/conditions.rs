//! For whom, and under which choices, laws and answers a node reaches a level.
//!
//! The same statement in three forms: with the unknowns among the conditions, and with the unknowns taken away, for what
//! holds whatever their answers, and for what holds for some of them.

use num_bigint::BigUint;
use toets_diagnostic::Diagnostic;
use toets_diagram::{Diagram, Exceeded, Variable, WorldBox};
use toets_evaluate::{CaseBox, CellResult, Compiled, OpenVariable};
use toets_model::{GroupId, Kind, Quantifier, ScenarioId};

use crate::faults::too_large;
use crate::goal::Goal;
use crate::implicants::{Implicants, Limits, implicants};
use crate::quantify::Over;

/// The conditions under which a node reaches a level.
#[derive(Clone, Debug)]
pub struct Conditions {
    /// The scenario.
    pub scenario: ScenarioId,
    /// The group.
    pub group: GroupId,
    /// What is reached.
    pub goal: Goal,
    /// In how many worlds the node does not apply: these are not among the conditions' worlds.
    pub not_applicable: BigUint,
    /// With the unknowns among the conditions.
    pub full: Form,
    /// Over people, choices and law only: where it holds whatever the answers to the unknowns.
    pub whatever: Form,
    /// The same where it holds for some answers.
    pub possible: Form,
    /// Whether some answer matters: if not, the two say the same.
    pub open: bool,
    /// What all worlds in which it holds have in common; nothing if it holds nowhere.
    pub necessary: Vec<Necessary>,
}

/// Conditions in one form.
#[derive(Clone, Debug)]
pub struct Form {
    /// How many worlds count. Without unknowns: how many there are of everything else.
    pub admitted: BigUint,
    /// The prime implicants, with in how many of these worlds it holds.
    pub implicants: Implicants<CaseBox>,
}

/// Something that all worlds have in common in which a statement holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Necessary {
    /// The variable.
    pub variable: OpenVariable,
    /// The values that it has in those worlds, ascending: fewer than it may have.
    pub values: Vec<u32>,
    /// The values that it has in all worlds that count.
    pub of: Vec<u32>,
}

/// The conditions under which a node reaches a level in a cell, among the worlds in which it applies; none if the node has no result
/// there, or does not apply.
///
/// # Errors
/// The diagrams got too large.
pub fn conditions(
    compiled: &Compiled,
    cell: &mut CellResult,
    goal: Goal,
    limits: &Limits,
) -> Result<Option<Conditions>, Diagnostic> {
    ask(compiled, cell, goal, limits)
        .map_err(|exceeded| too_large(compiled, ("what this depends on", "waarvan dit afhangt"), &exceeded))
}

fn ask(
    compiled: &Compiled,
    cell: &mut CellResult,
    goal: Goal,
    limits: &Limits,
) -> Result<Option<Conditions>, Exceeded> {
    let order = compiled.variables();
    let mut counted = cell.counted()?.to_vec();
    counted.sort_by_key(|&v| order.at(v));
    let Some(reached) = goal.reached(compiled, &mut cell.space)? else {
        return Ok(None);
    };
    let counts = cell.space.counts(goal.node)?;
    if counts == Diagram::FALSE && cell.has_worlds() {
        return Ok(None);
    }
    let unknown = |v: Variable| order.at(v).kind(&compiled.study) == Kind::Unknown;
    let known: Vec<Variable> = counted.iter().copied().filter(|&v| !unknown(v)).collect();
    let manager = &mut cell.space.manager;
    let all = Over {
        admitted: counts,
        holds: reached,
    };
    let all = all.within(manager)?;
    let form = |over: Over, counted: &[Variable], manager: &toets_diagram::Manager| -> Result<Form, Exceeded> {
        let found = implicants(manager, over.holds, over.admitted, counted, limits)?;
        Ok(Form {
            admitted: manager.count(over.admitted, counted),
            implicants: found.map(|demands| named(compiled, demands)),
        })
    };
    let everywhere = manager.count(cell.space.admitted, &counted);
    let whatever = all.quantify(manager, Quantifier::All, unknown)?.within(manager)?;
    let possible = all.quantify(manager, Quantifier::Some, unknown)?.within(manager)?;
    let open = whatever != possible;
    let full = form(all, &counted, manager)?;
    let without_answers = form(whatever, &known, manager)?;
    Ok(Some(Conditions {
        scenario: cell.scenario,
        group: cell.group,
        goal,
        not_applicable: everywhere - &full.admitted,
        full,
        possible: match open {
            true => form(possible, &known, manager)?,
            false => without_answers.clone(),
        },
        whatever: without_answers,
        open,
        necessary: necessary(compiled, manager, all, &counted)?,
    }))
}

fn necessary(
    compiled: &Compiled,
    manager: &mut toets_diagram::Manager,
    over: Over,
    counted: &[Variable],
) -> Result<Vec<Necessary>, Exceeded> {
    let holds = manager.and(over.admitted, over.holds)?;
    let mut necessary = Vec::new();
    if holds == Diagram::FALSE {
        return Ok(necessary);
    }
    for &variable in counted {
        let value = manager.value(variable)?;
        let values = manager.terminals_within(value, holds);
        let of = manager.terminals_within(value, over.admitted);
        if values.len() < of.len() {
            necessary.push(Necessary {
                variable: compiled.variables().at(variable),
                values,
                of,
            });
        }
    }
    necessary.sort_by_key(|one| one.variable);
    Ok(necessary)
}

/// A box with its variables in the order of the study.
pub(crate) fn named(compiled: &Compiled, demands: WorldBox) -> CaseBox {
    let mut named: CaseBox = demands
        .into_iter()
        .map(|(variable, values)| (compiled.variables().at(variable), values))
        .collect();
    named.sort_by_key(|&(variable, _)| variable);
    named
}
