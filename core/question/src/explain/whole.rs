//! All worlds of the study: whatever the scenario and the group.
//!
//! In a cell much is fixed, and what is fixed can't be a reason there. So the node is evaluated once more with everything open, and
//! what is asked is asked of one of those worlds.

use std::sync::Arc;

use num_bigint::BigUint;
use rustc_hash::FxHashSet;
use toets_diagnostic::Diagnostic;
use toets_diagram::{Diagram, Exceeded, Variable};
use toets_evaluate::{Compiled, OpenVariable, Space, Value, World, evaluate_where};
use toets_model::{Assignment, Fixed, Index, Kind, NodeId, Quantifier, VariableId};
use toets_plugin::Read;

use super::Explain;
use super::assume::number_of;
use super::away::{self, Away, Target};
use crate::improve::below;
use crate::quantify::Over;
use crate::reason::reason;

/// As few values as already decide a level: none of them an unknown's, where that can be.
#[derive(Clone, Debug, PartialEq)]
pub struct WhyReason {
    /// The values; none: it has this level in every world that was looked at.
    pub values: Vec<(OpenVariable, u32)>,
    /// How many reasons have as few of them, this one among them: none has fewer (none without unknowns, if this one is without). None if that
    /// was not found out.
    pub smallest: Option<BigUint>,
    /// In which worlds it decides.
    pub scope: Scope,
}

/// Which worlds were looked at.
#[derive(Clone, Debug, PartialEq)]
pub enum Scope {
    /// All admitted ones of the study, whatever the scenario and the law.
    Study {
        /// Numbers that the node may be judged from and that stayed as the cell fixes them: a number that is fixed can't be opened.
        kept: Vec<VariableId>,
    },
    /// Those of the cell: all of the study's are too much to work out.
    Limited,
    /// Those of the cell: elsewhere the node can't be judged.
    Faulty(Vec<Diagnostic>),
}

impl Scope {
    /// Whether all worlds of the study were looked at, but for numbers that stayed as they are.
    pub fn is_study(&self) -> bool {
        matches!(self, Self::Study { .. })
    }
}

/// Faults that say that something takes more than it may.
const LIMITS: [&str; 4] = ["too-large", "too-many-paths", "too-many-reads", "script-limit"];

/// The node with everything open.
pub(super) struct Whole {
    space: Result<Space, Scope>,
    /// Where it is known.
    scope: Scope,
}

impl Whole {
    pub(super) fn of(compiled: &Arc<Compiled>, asked: &Explain) -> Self {
        // A number that is fixed is not the interval that it lies in.
        let numbers: Assignment = compiled
            .fixed(asked.scenario, asked.group)
            .into_iter()
            .filter(|(_, fixed)| matches!(fixed, Fixed::Number(_)))
            .collect();
        let (space, faults) = evaluate_where(compiled, &numbers, Some(asked.node));
        let space = if faults.iter().any(|fault| LIMITS.contains(&fault.code)) {
            Err(Scope::Limited)
        } else if !faults.is_empty() || space.node(asked.node).is_none() {
            Err(Scope::Faulty(faults))
        } else {
            Ok(space)
        };
        let of_use = asked_of(compiled, asked.node);
        Self {
            space,
            scope: Scope::Study {
                kept: numbers.into_keys().filter(|v| of_use.contains(v)).collect(),
            },
        }
    }

    /// The space to ask in, where the node has this level in it: the whole study's if it is known and agrees.
    fn space<'a>(
        &'a mut self,
        compiled: &Compiled,
        cell: &'a mut Space,
        node: NodeId,
        world: &World,
        value: Value,
    ) -> (&'a mut Space, Scope) {
        let space = match &mut self.space {
            Ok(space) => space,
            Err(why) => return (cell, why.clone()),
        };
        let at = |diagram| space.manager.eval(diagram, |v| world.value(v));
        let level = space
            .node(node)
            .map(|diagrams| value_of(compiled, space, node, at(diagrams.level)));
        match at(space.admitted) == 1 && level == Some(value) {
            true => (space, self.scope.clone()),
            false => (cell, Scope::Faulty(Vec::new())),
        }
    }

    pub(super) fn reason(
        &mut self,
        compiled: &Compiled,
        cell: &mut Space,
        node: NodeId,
        world: &World,
        value: Value,
    ) -> Result<WhyReason, Exceeded> {
        let study = &compiled.study;
        let (space, scope) = self.space(compiled, cell, node, world, value);
        let level = space.node(node).map_or(Diagram::FALSE, |diagrams| diagrams.level);
        let here = space.manager.eval(level, |v| world.value(v));
        let holds = space.manager.is(level, here)?;
        // Unknowns are left out first, then the law, people, and what is decided; of a kind the last declared first.
        let mut order: Vec<(Variable, OpenVariable)> = compiled.variables().iter().collect();
        let rank = |variable: OpenVariable| match variable.kind(study) {
            Kind::Unknown => 0,
            Kind::Regime => 1,
            Kind::Trait => 2,
            Kind::Lever => 3,
        };
        order.sort_by_key(|&(_, variable)| (rank(variable), std::cmp::Reverse(variable)));
        let order: Vec<Variable> = order.into_iter().map(|(position, _)| position).collect();
        let all = Over {
            admitted: space.counts(node)?,
            holds,
        };
        // What is known is the better reason, even if it takes more of it than with a guess.
        let unknown = |v: Variable| compiled.variables().at(v).kind(study) == Kind::Unknown;
        let known = all.quantify(&mut space.manager, Quantifier::All, unknown);
        let mut of = |over: Over| {
            reason(
                &mut space.manager,
                over.holds,
                over.admitted,
                |v| world.value(v),
                &order,
            )
        };
        let found = match known {
            Ok(known) => of(known)?,
            Err(_) => None,
        };
        let found = match found {
            Some(found) => Some(found),
            None => of(all)?,
        };
        let (values, smallest) = found.map_or((Vec::new(), None), |found| (found.values, found.smallest));
        let mut values: Vec<(OpenVariable, u32)> = values
            .into_iter()
            .map(|(position, value)| (compiled.variables().at(position), value))
            .collect();
        values.sort_unstable();
        Ok(WhyReason {
            values,
            smallest,
            scope,
        })
    }

    /// The nearest worlds with another level. The group stays the same one.
    pub(super) fn away(
        &mut self,
        compiled: &Compiled,
        cell: &mut Space,
        asked: &Explain,
        world: &World,
        value: Value,
    ) -> Result<Vec<Away>, Exceeded> {
        let study = &compiled.study;
        let (space, scope) = self.space(compiled, cell, asked.node, world, value);
        let traits = &study.groups[asked.group].traits;
        let stays: Vec<Variable> = traits
            .iter()
            .filter_map(|(&v, &fixed)| {
                number_of(&study.variables[v].domain, fixed)?;
                compiled.variables().position(OpenVariable::Study(v))
            })
            .collect();
        let target = Target {
            node: asked.node,
            from: value,
            world,
            stays: &stays,
            scope,
        };
        away::away(compiled, space, &target)
    }
}

/// What a terminal of a node's diagram stands for.
pub(super) fn value_of(compiled: &Compiled, space: &Space, node: NodeId, terminal: u32) -> Value {
    if compiled.study.scales[compiled.study.nodes[node].scale].is_number() {
        Value::Number(space.number(terminal))
    } else {
        Value::Level(Index::from_usize(terminal as usize))
    }
}

/// The variables that a node may be judged from, or that constraints tie to those.
fn asked_of(compiled: &Compiled, node: NodeId) -> FxHashSet<VariableId> {
    let study = &compiled.study;
    let mut asked = FxHashSet::default();
    for node in below(compiled, node) {
        asked.extend(compiled.mentioned(node));
        asked.extend(compiled.reads(node).into_iter().filter_map(|read| match read {
            Read::Variable(variable) => Some(variable),
            _ => None,
        }));
    }
    for constraint in &study.constraints {
        asked.extend(constraint.when.variables());
        asked.extend(constraint.then.variables());
    }
    asked
}
