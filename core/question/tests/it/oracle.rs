//! The oracle: lists worlds one by one, and knows no quantifiers but loops.

use std::collections::BTreeMap;
use std::sync::Arc;

use toets_diagram::{Diagram, Variable};
use toets_evaluate::{Compiled, OpenVariable, Space, evaluate_where};
use toets_model::{Assignment, Fixed, Index, Kind, Study, ValueId};

/// Values of some variables.
pub(crate) type Values = BTreeMap<OpenVariable, u32>;

/// One admitted world of a space.
#[derive(Clone, Debug)]
pub(crate) struct World {
    /// By kind: levers, traits, regime, unknowns.
    pub(crate) parts: BTreeMap<Kind, Values>,
    /// The level of each node.
    pub(crate) levels: Vec<u32>,
}

impl World {
    pub(crate) fn part(&self, kind: Kind) -> Values {
        self.parts.get(&kind).cloned().unwrap_or_default()
    }
}

/// A space where these are fixed.
pub(crate) fn space(compiled: &Arc<Compiled>, fixed: &Assignment) -> Space {
    let (space, faults) = evaluate_where(compiled, fixed, None);
    assert!(faults.is_empty(), "{faults:?}");
    space
}

/// Every admitted world, over all variables that anything hangs on, and all levers and traits of the study. What is
/// fixed has its value too.
pub(crate) fn worlds(compiled: &Arc<Compiled>, fixed: &Assignment) -> Vec<World> {
    let space = space(compiled, fixed);
    let study = &compiled.study;
    if space.admitted == Diagram::FALSE {
        return Vec::new();
    }
    let mut hung_on = space.manager.support(space.admitted);
    for node in study.nodes.indices() {
        hung_on.extend(space.manager.support(space.level(node).unwrap()));
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
    let mut all = vec![Vec::<(Variable, u32)>::new()];
    for &variable in &hung_on {
        all = all
            .into_iter()
            .flat_map(|start| {
                (0..space.manager.arity(variable)).map(move |value| {
                    let mut longer = start.clone();
                    longer.push((variable, value));
                    longer
                })
            })
            .collect();
    }
    let mut worlds = Vec::new();
    for assignment in all {
        let mut dense = vec![0; compiled.variables().arities().len()];
        for &(variable, value) in &assignment {
            dense[variable.index()] = value;
        }
        let eval = |diagram| space.manager.eval(diagram, |v| dense[v.index()]);
        if eval(space.admitted) == 0 {
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
        let levels = study.nodes.indices().map(|n| eval(space.level(n).unwrap())).collect();
        worlds.push(World { parts, levels });
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

/// A fixed value as a number.
pub(crate) fn number(value: Fixed) -> u32 {
    match value {
        Fixed::Value(value) => ValueId::to_usize(value) as u32,
        Fixed::Number(_) => panic!("no numbers here"),
    }
}
