//! How near the nearest design is, with what it takes, and nothing of what else it moves.

use std::sync::Arc;

use num_bigint::BigUint;
use toets_diagnostic::Diagnostic;
use toets_evaluate::{CaseBox, Compiled, OpenVariable};
use toets_model::Kind;

use super::search::{Reached, Search};
use super::{Change, Improve, no_designs};
use crate::faults::too_large;

/// The smallest changes of levers with which a goal is reached, surely or for some answers.
pub(crate) struct Near {
    /// What each of them costs; none: no design reaches the goal, whatever the answers.
    pub(crate) cost: Option<u64>,
    /// How many there are.
    pub(crate) total: BigUint,
    /// The first of them; those that surely reach it only, if any does.
    pub(crate) ways: Vec<NearWay>,
}

/// One of them.
pub(crate) struct NearWay {
    pub(crate) changes: Vec<Change>,
    /// The choices of open levers with which it is reached.
    pub(crate) choices: Vec<CaseBox>,
    /// Whether it is reached whatever the answers.
    pub(crate) certain: bool,
    /// The unknowns that it depends on.
    pub(crate) hangs_on: Vec<OpenVariable>,
}

/// The smallest changes of levers that lift a result: the same as [`improve`](super::improve()) finds.
pub(crate) fn near(compiled: &Arc<Compiled>, asked: &Improve) -> Result<Near, Vec<Diagnostic>> {
    let study = &compiled.study;
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
    let Some((possible, cost)) = search.changes(weighed.possible).map_err(fault)? else {
        return Ok(Near {
            cost: None,
            total: BigUint::ZERO,
            ways: Vec::new(),
        });
    };
    let certain = search.changes(weighed.certain).map_err(fault)?;
    let certain = certain.filter(|(_, certain)| *certain == cost).map(|(found, _)| found);
    let sure = certain.is_some();
    let mut ways = Vec::new();
    for steps in &certain.as_ref().unwrap_or(&possible).ways {
        let (fixed, changes) = search.changed(steps);
        let reached = search.reached(&fixed, sure, &CaseBox::new());
        let Reached { choices, hangs_on, .. } = reached.map_err(|why| why.faults(compiled))?;
        ways.push(NearWay {
            changes,
            choices,
            certain: sure,
            hangs_on,
        });
    }
    Ok(Near {
        cost: Some(cost),
        total: possible.total,
        ways,
    })
}
