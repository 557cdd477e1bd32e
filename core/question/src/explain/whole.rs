//! All worlds of the study: whatever the scenario and the group.
//!
//! In a cell much is fixed, and what is fixed can't be a reason there. So the node is evaluated once more with everything open, and
//! what is asked is asked of one of those worlds.

use std::sync::Arc;

use toets_diagram::{Diagram, Exceeded, Variable};
use toets_evaluate::{Compiled, OpenVariable, Space, Value, World, evaluate_where};
use toets_model::{Assignment, Fixed, Index, Kind, NodeId, Quantifier};

use super::Explain;
use super::assume::number_of;
use super::away::{self, Away, Target};
use crate::quantify::Over;
use crate::reason::reason;

/// As few values as already decide a level: none of them an unknown's, where that can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhyReason {
    /// The values; none: it has this level in every world.
    pub values: Vec<(OpenVariable, u32)>,
    /// Whether no reason has fewer of them (none without unknowns, if this one is without); if not, that was not proved.
    pub smallest: bool,
    /// Whether it decides in all worlds of the study. If not, what the cell fixes is taken for granted: the study as a whole is too
    /// much to work out.
    pub whole_study: bool,
}

/// The node with everything open.
pub(super) struct Whole {
    /// None: that is too much to work out.
    space: Option<Space>,
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
        Self {
            space: (faults.is_empty() && space.node(asked.node).is_some()).then_some(space),
        }
    }

    /// The space to ask in and where the node has this level in it: the whole study's if it is known and agrees.
    fn space<'a>(
        &'a mut self,
        compiled: &Compiled,
        cell: &'a mut Space,
        node: NodeId,
        world: &World,
        value: Value,
    ) -> (&'a mut Space, bool) {
        let agrees = self.space.as_ref().is_some_and(|space| {
            let at = |diagram| space.manager.eval(diagram, |v| world.value(v));
            let level = space
                .node(node)
                .map(|diagrams| value_of(compiled, space, node, at(diagrams.level)));
            at(space.admitted) == 1 && level == Some(value)
        });
        match &mut self.space {
            Some(space) if agrees => (space, true),
            _ => (cell, false),
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
        let (space, whole_study) = self.space(compiled, cell, node, world, value);
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
        let (values, smallest) = found.map_or((Vec::new(), false), |found| (found.values, found.smallest));
        let mut values: Vec<(OpenVariable, u32)> = values
            .into_iter()
            .map(|(position, value)| (compiled.variables().at(position), value))
            .collect();
        values.sort_unstable();
        Ok(WhyReason {
            values,
            smallest,
            whole_study,
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
        let (space, whole_study) = self.space(compiled, cell, asked.node, world, value);
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
            whole_study,
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
