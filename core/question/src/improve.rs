//! The smallest changes that lift a result, or the proof that none does.
//!
//! # Steps
//!
//! 1. The group is evaluated with all levers open: one diagram holds every design (`search`).
//! 2. People and unknowns are taken away ([`designs`](crate::designs)): what is left says which designs reach the goal.
//! 3. The cheapest ways from the scenario's design to one of those are found on that diagram (`cheapest`), all of them.
//! 4. Each is evaluated as a cell of its own and set [beside](crate::contrast) the scenario as it is.
//! 5. Where there is none, what blocks is found by letting it go (`blocked`).

mod blocked;
pub(crate) mod cheapest;
mod costs;
mod instruments;
mod near;
mod search;
mod stays;

use std::sync::Arc;

use num_bigint::BigUint;
use toets_diagnostic::{Diagnostic, both};
use toets_evaluate::{CaseBox, Compiled, OpenVariable, Value, evaluate_where};
use toets_model::{Fixed, GroupId, Kind, ScenarioId, ValueId, VariableId};
use toets_plugin::Registry;

use crate::contrast::NodeContrast;
use crate::faults::too_large;
use crate::goal::{Goal, People};
use crate::values::possible;

pub(crate) use blocked::below;
pub use blocked::{Blocked, Blocker, Capped};
pub use costs::Costs;
pub use instruments::{InstrumentSet, Lawful, Lift, Provided, ReadOtherwise, Sets, lawful, lawful_sets, legal_goal};
pub(crate) use near::{Near, near};
use search::Search;
pub use stays::{Stays, StillBlocks};

/// What is asked.
#[derive(Clone, Debug)]
pub struct Improve {
    /// The scenario to start from.
    pub scenario: ScenarioId,
    /// The group.
    pub group: GroupId,
    /// What is to be reached.
    pub goal: Goal,
    /// For whom.
    pub people: People,
    /// What changes cost.
    pub costs: Costs,
}

/// The smallest changes that lift a result.
#[derive(Clone, Debug)]
pub struct Improvements {
    /// What was asked.
    pub asked: Improve,
    /// What the goal's node can be as the scenario is, worst to best; nothing if the scenario has no world for this group.
    pub now: Vec<Value>,
    /// How many designs there are: assignments of all levers that the constraints admit for at least one of the people.
    pub designs: BigUint,
    /// The numbers that the scenario fixes and that were not changed, since they can't be left open.
    pub kept: Vec<VariableId>,
    /// Changes of levers.
    pub levers: Ways,
    /// Changes of the law, with the levers as they are; none if the study fixes no law.
    pub law: Option<Ways>,
    /// What another reading of the law gives, with the levers and the law as they are; none if the study fixes no reading.
    pub reading: Option<Ways>,
}

/// The changes that lift a result: whatever the unknowns, and for some answers.
#[derive(Clone, Debug)]
pub struct Ways {
    /// Those that lift it whatever the answers to the unknowns.
    pub certain: Outcome,
    /// Those that lift it for some answers.
    pub possible: Outcome,
}

/// The smallest changes, or that there are none.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// These.
    Found(Found),
    /// None; why.
    None(Blocked),
}

/// The smallest changes.
#[derive(Clone, Debug)]
pub struct Found {
    /// What each of them costs; zero: it is reached without a change.
    pub cost: u64,
    /// How many there are.
    pub total: BigUint,
    /// The first of them, at most [`LISTED`].
    pub ways: Vec<Way>,
}

/// How many smallest changes are listed, with what each of them moves.
pub const LISTED: usize = 20;

/// One smallest set of changes.
#[derive(Clone, Debug)]
pub struct Way {
    /// The changes, in the order of the study's variables; empty: as it is, with one of the choices below.
    pub changes: Vec<Change>,
    /// The choices of levers that the scenario leaves open with which it is reached: disjoint boxes; one empty box: any.
    pub choices: Vec<CaseBox>,
    /// Whether there are more boxes than listed.
    pub truncated: bool,
    /// The unknowns that it then depends on; none where it is certain.
    pub hangs_on: Vec<OpenVariable>,
    /// Among those, the unknowns that must have one of these answers, and which.
    pub needs: CaseBox,
    /// What becomes of every node, beside the scenario as it is, with the same choice of open levers: the second of each pair is
    /// after the change. None if the two have no world in common.
    pub effects: Option<Vec<NodeContrast>>,
}

/// A change of one variable.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// A lever, or a variable of the law.
    pub variable: VariableId,
    /// What it is now.
    pub from: Fixed,
    /// What it becomes.
    pub to: ValueId,
}

/// Finds the smallest changes that lift a result.
///
/// # Errors
/// The faults of scorers; the constraints admit no design for these people; the diagrams got too large.
pub fn improve(
    compiled: &Arc<Compiled>,
    registry: &Registry,
    asked: &Improve,
) -> Result<Improvements, Vec<Diagnostic>> {
    let study = &compiled.study;
    let (mut now, faults) = evaluate_where(compiled, &compiled.fixed(asked.scenario, asked.group), None);
    if !faults.is_empty() {
        return Err(faults);
    }
    let fault = |exceeded| {
        vec![too_large(
            compiled,
            ("the space of designs", "de ruimte van ontwerpen"),
            &exceeded,
        )]
    };
    let mut search = Search::new(compiled, asked, |v| study.variables[v].kind == Kind::Lever)?;
    let weighed = search.designs().map_err(fault)?;
    if search.is_empty(&weighed) {
        return Err(vec![no_designs(compiled, asked)]);
    }
    let designs = search.count(&weighed);
    let mut ways = search.ways(&weighed, &mut now).map_err(|why| why.faults(compiled))?;
    if let Outcome::None(Blocked::Capped(capped)) = &mut ways.possible {
        capped.blockers = Some(blocked::blockers(compiled, registry, &search));
        ways.certain = ways.possible.clone();
    }
    // How the law is read is no change of it: nobody can decide that it is read otherwise.
    let mut other_law = |reading: bool| -> Result<Option<Ways>, Vec<Diagnostic>> {
        let among = |v: VariableId| {
            let it = &study.variables[v];
            it.kind == Kind::Regime && it.reading == reading && it.domain.size() > 1
        };
        if !study.regime.keys().any(|&v| among(v)) {
            return Ok(None);
        }
        let mut search = Search::new(compiled, asked, among)?;
        let weighed = search.designs().map_err(fault)?;
        search
            .ways(&weighed, &mut now)
            .map(Some)
            .map_err(|why| why.faults(compiled))
    };
    let law = other_law(false)?;
    let reading = other_law(true)?;
    Ok(Improvements {
        asked: asked.clone(),
        now: possible(compiled, &now, asked.goal.node),
        designs,
        kept: search.kept,
        levers: ways,
        law,
        reading,
    })
}

fn no_designs(compiled: &Compiled, asked: &Improve) -> Diagnostic {
    Diagnostic::error(
        "no-world",
        both!(
            "the constraints admit no design for these people of group `{}`",
            "de beperkingen laten geen ontwerp toe voor deze mensen van doelgroep `{}`",
            compiled.study.groups.name(asked.group)
        ),
    )
    .at(compiled.study.groups[asked.group].span, ())
    .help(both!(
        "ask for other people, or look at the constraints",
        "vraag naar andere mensen, of kijk naar de beperkingen"
    ))
}
