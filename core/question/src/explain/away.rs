//! What would have to be different for a higher or a lower level: the nearest other worlds.

use num_bigint::BigUint;
use toets_diagram::{Diagram, Exceeded, Variable};
use toets_evaluate::{Compiled, NOT_APPLICABLE, OpenVariable, Space, Value, World};
use toets_model::{Kind, NodeId, Study};

use super::whole::{Scope, value_of};
use crate::change::{Nearest, nearest};

/// How many of the nearest changes are listed.
const LISTED: usize = 5;

/// The nearest worlds with another level.
#[derive(Clone, Debug, PartialEq)]
pub struct Away {
    /// Which other level.
    pub direction: Direction,
    /// By changes of anything but the group: none if no world of the group that was looked at has such a level.
    pub nearest: Option<Route>,
    /// By changes of one kind alone, as far as that leads there; a kind that gives just what [`nearest`](Self::nearest) gives is left out.
    pub by_kind: Vec<(Alone, Route)>,
    /// Which worlds were looked at: where all of the study were, that there is no such level is proved.
    pub scope: Scope,
}

/// What alone is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alone {
    /// Variables of a kind; of the regime those that are law.
    Of(Kind),
    /// How the law is read, which is no change of it.
    Reading,
}

impl Alone {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Of(Kind::Lever),
        Self::Of(Kind::Trait),
        Self::Of(Kind::Regime),
        Self::Reading,
        Self::Of(Kind::Unknown),
    ];

    /// Which one changing a variable is.
    pub fn of(study: &Study, variable: OpenVariable) -> Self {
        match variable {
            OpenVariable::Study(one) if study.variables[one].reading => Self::Reading,
            other => Self::Of(other.kind(study)),
        }
    }

    /// The word for it in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Of(kind) => kind.word(),
            Self::Reading => "reading",
        }
    }
}

/// Which other level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Direction {
    /// Any higher one.
    Higher,
    /// Any lower one.
    Lower,
    /// This one, on a scale without an order.
    To(Value),
}

/// The smallest changes that lead to another level.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// How many variables change.
    pub changes: u64,
    /// In how many ways that can be done.
    pub total: BigUint,
    /// The first of them.
    pub ways: Vec<Way>,
}

/// One smallest change.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// What changes, in the order of the study.
    pub turns: Vec<Turn>,
    /// The level that the node then has.
    pub to: Value,
}

/// A change of one variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Turn {
    /// The variable.
    pub variable: OpenVariable,
    /// Its value.
    pub from: u32,
    /// The value it gets.
    pub to: u32,
}

/// What to get away from.
pub(super) struct Target<'a> {
    pub(super) node: NodeId,
    pub(super) from: Value,
    pub(super) world: &'a World,
    /// What stays as it is.
    pub(super) stays: &'a [Variable],
    pub(super) scope: Scope,
}

pub(super) fn away(compiled: &Compiled, space: &mut Space, target: &Target<'_>) -> Result<Vec<Away>, Exceeded> {
    let study = &compiled.study;
    let Some(diagrams) = space.node(target.node) else {
        return Ok(Vec::new());
    };
    let mut directions = Vec::new();
    if study.scales[study.nodes[target.node].scale].ordered() {
        directions.extend([Direction::Higher, Direction::Lower]);
    } else {
        let terminals = levels(space, diagrams.level);
        let others = terminals.into_iter().map(|t| value_of(compiled, space, target.node, t));
        directions.extend(others.filter(|&value| value != target.from).map(Direction::To));
    }
    let mut all = Vec::with_capacity(directions.len());
    for direction in directions {
        let wanted: Vec<u32> = levels(space, diagrams.level)
            .into_iter()
            .filter(|&terminal| direction.leads_to(target.from, value_of(compiled, space, target.node, terminal)))
            .collect();
        let holds = space
            .manager
            .is_in(diagrams.level, |terminal| wanted.contains(&terminal))?;
        let holds = space.manager.and(holds, space.admitted)?;
        if let Some(one) = one_direction(compiled, space, target, direction, holds)? {
            all.push(one);
        }
    }
    Ok(all)
}

/// The terminals of a level, not the one that says that the node does not apply.
fn levels(space: &Space, level: Diagram) -> Vec<u32> {
    let terminals = space.manager.terminals(level).into_iter();
    terminals.filter(|&terminal| terminal != NOT_APPLICABLE).collect()
}

impl Direction {
    fn leads_to(self, from: Value, to: Value) -> bool {
        let higher = match (from, to) {
            (Value::Level(from), Value::Level(to)) => to.cmp(&from),
            (Value::Number(from), Value::Number(to)) => to.total_cmp(&from),
            // INVARIANT: a node is on one scale.
            _ => std::cmp::Ordering::Equal,
        };
        match self {
            Self::Higher => higher.is_gt(),
            Self::Lower => higher.is_lt(),
            Self::To(value) => to == value,
        }
    }
}

/// None at the end of the scale: there is no such level at all.
fn one_direction(
    compiled: &Compiled,
    space: &mut Space,
    target: &Target<'_>,
    direction: Direction,
    holds: Diagram,
) -> Result<Option<Away>, Exceeded> {
    let study = &compiled.study;
    let levels = study.scales[study.nodes[target.node].scale].levels().len();
    let at_the_end = match (direction, target.from) {
        (Direction::Higher, Value::Level(level)) => toets_model::Index::to_usize(level) + 1 == levels,
        (Direction::Lower, Value::Level(level)) => toets_model::Index::to_usize(level) == 0,
        _ => false,
    };
    if at_the_end {
        return Ok(None);
    }
    let alone = |v: Variable| Alone::of(study, compiled.variables().at(v));
    let declared = compiled.variables().declared();
    let mut route = |only: Option<Alone>| -> Result<Option<Route>, Exceeded> {
        let weight = |v: Variable, _| {
            let may_change = !target.stays.contains(&v) && only.is_none_or(|only| alone(v) == only);
            may_change.then_some(1)
        };
        let now = |v| target.world.value(v);
        let found = nearest(&mut space.manager, holds, now, weight, &declared, LISTED)?;
        Ok(found.map(|found| told(compiled, space, target, &found)))
    };
    let nearest = route(None)?;
    let mut by_kind = Vec::new();
    for one in Alone::ALL {
        if let Some(found) = route(Some(one))?
            && Some(&found) != nearest.as_ref()
        {
            by_kind.push((one, found));
        }
    }
    Ok(Some(Away {
        direction,
        nearest,
        by_kind,
        scope: target.scope.clone(),
    }))
}

fn told(compiled: &Compiled, space: &Space, target: &Target<'_>, found: &Nearest) -> Route {
    let level = space
        .node(target.node)
        .map_or(Diagram::FALSE, |diagrams| diagrams.level);
    let ways = found.ways.iter().map(|way| {
        let value = |v: Variable| {
            let changed = way.iter().find(|(changed, _)| *changed == v);
            changed.map_or_else(|| target.world.value(v), |&(_, value)| value)
        };
        let to = space.manager.eval(level, value);
        let mut turns: Vec<Turn> = way
            .iter()
            .map(|&(v, to)| Turn {
                variable: compiled.variables().at(v),
                from: target.world.value(v),
                to,
            })
            .collect();
        turns.sort_unstable();
        Way {
            turns,
            to: value_of(compiled, space, target.node, to),
        }
    });
    Route {
        changes: found.cost,
        total: found.total.clone(),
        ways: ways.collect(),
    }
}
