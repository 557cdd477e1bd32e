//! The world to explain something in: the one with the fewest unusual values.
//!
//! Usual is, of a variable of the study, its first value; of a finding or transfer that is open, that it holds; of a contest, that its first
//! side is right; of a node that nothing speaks to, the neutral level, or else the middle one. None of that is a claim about how likely
//! it is: it only makes the choice the same each time, and leaves as little as can be to wonder about.

use toets_diagram::{Diagram, Exceeded, Variable};
use toets_evaluate::{Compiled, HOLDS, OpenVariable, Space, World};
use toets_model::{Fixed, Index, Study};

use super::assume::number_of;
use crate::improve::cheapest::cheapest;

/// The usual value of something that may be open.
pub(super) fn usual(study: &Study, variable: OpenVariable) -> u32 {
    match variable {
        OpenVariable::Study(_) | OpenVariable::Contest(_) => 0,
        OpenVariable::Finding(_) | OpenVariable::Transfer(_) => HOLDS,
        OpenVariable::Node(node) => {
            let scale = &study.scales[study.nodes[node].scale];
            let middle = scale.levels().len().saturating_sub(1) / 2;
            scale.neutral().map_or(middle, Index::to_usize) as u32
        }
    }
}

/// The world of `here` with the fewest unusual values; what the cell fixes has its value. `here` has a world.
pub(super) fn world(compiled: &Compiled, space: &mut Space, here: Diagram) -> Result<World, Exceeded> {
    let study = &compiled.study;
    let usually = |variable: Variable| usual(study, compiled.variables().at(variable));
    let cost = |variable: Variable, value: u32| u64::from(value != usually(variable));
    let found = cheapest(&mut space.manager, here, cost, &compiled.variables().declared(), 1)?;
    let unusual = found
        .and_then(|found| found.ways.into_iter().next())
        .unwrap_or_default();
    let fixed = |variable: OpenVariable| match variable {
        OpenVariable::Study(v) => match space.fixed(v) {
            Some(Fixed::Value(value)) => Some(value.to_usize() as u32),
            Some(number) => number_of(&study.variables[v].domain, number),
            None => None,
        },
        _ => None,
    };
    let values = compiled.variables().iter().map(|(position, variable)| {
        let chosen = unusual.iter().find(|(v, _)| *v == position).map(|&(_, value)| value);
        let value = chosen.or_else(|| fixed(variable)).unwrap_or_else(|| usually(position));
        (position, value)
    });
    Ok(World::new(compiled, values.collect::<Vec<_>>()))
}
