//! Why a node has the level that it has.
//!
//! # Steps
//!
//! 1. What the call assumes is checked against the cell ([`assume`]).
//! 2. For each level that is then possible one world is chosen to explain it in: the one with the fewest unusual values (`usual`).
//! 3. That world is replayed, node by node (`derive`), with what decided each of them (`decisive`).
//! 4. Over all worlds of the study, whatever scenario or group, the fewest values are found that already decide the level
//!    ([`reason`](crate::reason())), and the nearest other worlds with a better or a worse one (`away`).

mod assume;
mod away;
mod decisive;
mod derive;
mod usual;
mod whole;

use std::sync::Arc;

use num_bigint::BigUint;
use toets_diagnostic::Diagnostic;
use toets_diagram::{Diagram, Exceeded};
use toets_evaluate::{CaseBox, CellResult, Compiled, OpenVariable, Value, World, evaluate_where};
use toets_model::{GroupId, NodeId, ScenarioId};
use toets_plugin::Registry;

use crate::depends::depends_on;
use crate::faults::too_large;
use crate::values::values;

pub use assume::{Assumed, Refusal, assume, within as worlds_where};
pub use away::{Alone, Away, Direction, Route, Turn, Way as RouteWay};
pub use decisive::{Because, Decisive, Part};
pub use derive::{Derivation, Rule};
pub use whole::{Scope, WhyReason};

/// What is asked.
#[derive(Clone, Debug)]
pub struct Explain {
    /// The scenario.
    pub scenario: ScenarioId,
    /// The group.
    pub group: GroupId,
    /// The node.
    pub node: NodeId,
    /// What is assumed of what is open.
    pub assumed: Vec<Assumed>,
}

/// Why a node has the level that it has.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// What was asked.
    pub asked: Explain,
    /// In how many worlds, over all variables that any result of the cell depends on.
    pub worlds: BigUint,
    /// In how many of them the node does not apply.
    pub not_applicable: BigUint,
    /// One for each possible level, worst to best; none if the node has no result.
    pub cases: Vec<ExplainedCase>,
}

/// Why it has this level, in one world.
#[derive(Clone, Debug)]
pub struct ExplainedCase {
    /// The level.
    pub value: Value,
    /// In how many worlds it is this.
    pub worlds: BigUint,
    /// The world that is explained, whole.
    pub at: World,
    /// The values that open variables have in it: those that the level depends on, and what
    /// was assumed.
    pub world: CaseBox,
    /// How it came about: the node asked for first, then those below it, each once.
    pub nodes: Vec<Derivation>,
    /// As few values as already decide it.
    pub reason: WhyReason,
    /// What would have to be different for another level.
    pub away: Vec<Away>,
}

/// Why there is no explanation.
#[derive(Clone, Debug)]
pub enum NotExplained {
    /// What the call assumes can't be.
    Refused(Refusal),
    /// The study or a script is at fault, or it is too much to work out.
    Faults(Vec<Diagnostic>),
}

impl From<Refusal> for NotExplained {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// Explains a node in a cell.
///
/// # Errors
/// What is assumed can't be; the faults of scorers; the diagrams got too large.
pub fn explain(compiled: &Arc<Compiled>, registry: &Registry, asked: &Explain) -> Result<Explanation, NotExplained> {
    let (space, faults) = evaluate_where(compiled, &compiled.fixed(asked.scenario, asked.group), None);
    if !faults.is_empty() {
        return Err(NotExplained::Faults(faults));
    }
    let cell = CellResult::new(asked.scenario, asked.group, space);
    let too_large = |exceeded| {
        NotExplained::Faults(vec![too_large(
            compiled,
            ("this explanation", "deze uitleg"),
            &exceeded,
        )])
    };
    Explaining {
        compiled,
        registry,
        asked,
        cell,
    }
    .explain(too_large)
}

struct Explaining<'a> {
    compiled: &'a Arc<Compiled>,
    registry: &'a Registry,
    asked: &'a Explain,
    cell: CellResult,
}

impl Explaining<'_> {
    fn explain(mut self, too_large: impl Fn(Exceeded) -> NotExplained) -> Result<Explanation, NotExplained> {
        let (compiled, node) = (self.compiled, self.asked.node);
        let within = assume::within(compiled, &mut self.cell, &self.asked.assumed).map_err(&too_large)??;
        let counted = self.cell.counted().map_err(&too_large)?;
        let count = |worlds, cell: &CellResult| cell.space.manager.count(worlds, &counted);
        let mut explanation = Explanation {
            asked: self.asked.clone(),
            worlds: count(within, &self.cell),
            not_applicable: BigUint::ZERO,
            cases: Vec::new(),
        };
        let Some(diagrams) = self.cell.space.node(node) else {
            return Ok(explanation);
        };
        let within = self
            .cell
            .space
            .manager
            .and(within, diagrams.applies)
            .map_err(&too_large)?;
        explanation.not_applicable = &explanation.worlds - count(within, &self.cell);
        if within == Diagram::FALSE {
            return Ok(explanation);
        }
        let mut whole = whole::Whole::of(compiled, self.asked);
        let terminals = self.cell.space.manager.terminals_within(diagrams.level, within);
        for value in values(compiled, &self.cell.space, node, terminals.clone()) {
            let terminal = terminals.iter().find(|&&t| self.cell.value(compiled, node, t) == value);
            let Some(&terminal) = terminal else {
                continue;
            };
            let made = self.case(value, terminal, within, &mut whole);
            let (case, here) = made.map_err(&too_large)?;
            explanation.cases.push(ExplainedCase {
                worlds: count(here, &self.cell),
                ..case
            });
        }
        Ok(explanation)
    }

    /// One level; and where the node has it.
    fn case(
        &mut self,
        value: Value,
        terminal: u32,
        within: Diagram,
        whole: &mut whole::Whole,
    ) -> Result<(ExplainedCase, Diagram), Exceeded> {
        let (compiled, node) = (self.compiled, self.asked.node);
        let space = &mut self.cell.space;
        let level = space.node(node).map_or(Diagram::FALSE, |diagrams| diagrams.level);
        let here = space.manager.is(level, terminal)?;
        let here = space.manager.and(here, within)?;
        let world = usual::world(compiled, space, here)?;
        let nodes = derive::derive(compiled, self.registry, space, node, &world)?;
        let reason = whole.reason(compiled, space, node, &world, value)?;
        let away = whole.away(compiled, space, self.asked, &world, value)?;
        let case = ExplainedCase {
            value,
            worlds: BigUint::ZERO,
            world: self.shown(level, within, &world)?,
            at: world,
            nodes,
            reason,
            away,
        };
        Ok((case, here))
    }

    /// What the level depends on, and what was assumed.
    fn shown(&mut self, level: Diagram, within: Diagram, world: &World) -> Result<CaseBox, Exceeded> {
        let variables = self.compiled.variables();
        let manager = &mut self.cell.space.manager;
        let depends = depends_on(manager, level, within, &variables.declared())?;
        let mut shown: Vec<OpenVariable> = depends.into_iter().map(|v| variables.at(v)).collect();
        let open = self.asked.assumed.iter().map(|one| one.variable);
        shown.extend(open.filter(|&variable| match variable {
            OpenVariable::Study(v) => self.cell.space.fixed(v).is_none(),
            _ => true,
        }));
        shown.sort_unstable();
        shown.dedup();
        let value = |variable| variables.position(variable).map(|p| (variable, vec![world.value(p)]));
        Ok(shown.into_iter().filter_map(value).collect())
    }
}
