//! The oracle: lists worlds one by one, and knows no quantifiers but loops.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use toets_diagram::{Diagram, Variable};
use toets_evaluate::{Compiled, OpenVariable, Space, evaluate_where};
use toets_model::{Assignment, Fixed, Index, Kind, NodeId, Study};

/// Values of some variables.
pub(crate) type Values = BTreeMap<OpenVariable, u32>;

/// One admitted world of a space.
pub(crate) type World = Rc<Listed>;

/// What holds in a world.
#[derive(Debug)]
pub(crate) struct Listed {
    /// By kind: levers, traits, regime, unknowns.
    pub(crate) parts: BTreeMap<Kind, Values>,
    /// The level of each node.
    pub(crate) levels: Vec<u32>,
}

impl Listed {
    pub(crate) fn part(&self, kind: Kind) -> Values {
        self.parts.get(&kind).cloned().unwrap_or_default()
    }
}

/// A space where these are fixed.
pub(crate) fn space(compiled: &Arc<Compiled>, fixed: &Assignment) -> Space {
    space_of(compiled, fixed, None)
}

fn space_of(compiled: &Arc<Compiled>, fixed: &Assignment, only: Option<NodeId>) -> Space {
    let (space, faults) = evaluate_where(compiled, fixed, only);
    assert!(faults.is_empty(), "{faults:?}");
    space
}

/// How many assignments there are to go through.
pub(crate) fn size(compiled: &Arc<Compiled>, fixed: &Assignment) -> usize {
    let space = space(compiled, fixed);
    if space.admitted == Diagram::FALSE {
        return 0;
    }
    hung_on(compiled, &space)
        .into_iter()
        .map(|v| space.manager.arity(v) as usize)
        .product()
}

fn hung_on(compiled: &Arc<Compiled>, space: &Space) -> Vec<Variable> {
    let mut hung_on = space.manager.support(space.admitted);
    for node in compiled.study.nodes.indices() {
        hung_on.extend(
            space
                .level(node)
                .map_or_else(Vec::new, |level| space.manager.support(level)),
        );
    }
    for (position, variable) in compiled.variables().iter() {
        if let OpenVariable::Study(v) = variable
            && space.fixed(v).is_none()
        {
            hung_on.push(position);
        }
    }
    hung_on.sort_unstable();
    hung_on.dedup();
    hung_on
}

/// Every admitted world, over all variables that anything depends on, and all levers and traits of the study. What is
/// fixed has its value too.
pub(crate) fn worlds(compiled: &Arc<Compiled>, fixed: &Assignment) -> Vec<World> {
    worlds_of(compiled, fixed, None)
}

/// The same, of one node and what it is judged from; other nodes have their lowest level.
pub(crate) fn worlds_of(compiled: &Arc<Compiled>, fixed: &Assignment, only: Option<NodeId>) -> Vec<World> {
    let space = space_of(compiled, fixed, only);
    let study = &compiled.study;
    if space.admitted == Diagram::FALSE {
        return Vec::new();
    }
    let hung_on = hung_on(compiled, &space);
    let mut worlds = Vec::new();
    let mut dense = vec![0; compiled.variables().arities().len()];
    let mut more = true;
    while more {
        let assignment: Vec<(Variable, u32)> = hung_on.iter().map(|&v| (v, dense[v.index()])).collect();
        let eval = |diagram| space.manager.eval(diagram, |v| dense[v.index()]);
        let admitted = eval(space.admitted) == 1;
        let levels = study.nodes.indices().map(|n| space.level(n).map_or(0, &eval)).collect();
        // On to the next one.
        more = false;
        for &variable in hung_on.iter().rev() {
            dense[variable.index()] += 1;
            if dense[variable.index()] < space.manager.arity(variable) {
                more = true;
                break;
            }
            dense[variable.index()] = 0;
        }
        if !admitted {
            continue;
        }
        let mut parts: BTreeMap<Kind, Values> = BTreeMap::new();
        for variable in study.variables.indices() {
            if let Some(Fixed::Value(value)) = space.fixed(variable) {
                let part = parts.entry(study.variables[variable].kind).or_default();
                part.insert(OpenVariable::Study(variable), value.to_usize() as u32);
            }
        }
        for (variable, value) in assignment {
            let variable = compiled.variables().at(variable);
            parts.entry(variable.kind(study)).or_default().insert(variable, value);
        }
        worlds.push(Rc::new(Listed { parts, levels }));
    }
    worlds
}

/// For each value of something in the worlds, the worlds that have it.
pub(crate) fn by<K: Ord>(worlds: &[World], key: impl Fn(&World) -> K) -> BTreeMap<K, Vec<World>> {
    let mut all: BTreeMap<K, Vec<World>> = BTreeMap::new();
    for world in worlds {
        all.entry(key(world)).or_default().push(world.clone());
    }
    all
}

/// The people and answers of a group: everything that is no lever, as the call fixes it.
pub(crate) fn group_only(study: &Study) -> Assignment {
    let mut fixed = study.regime.clone();
    fixed.extend(
        study.groups[Index::from_usize(0)]
            .traits
            .iter()
            .map(|(&v, &value)| (v, value)),
    );
    fixed
}
