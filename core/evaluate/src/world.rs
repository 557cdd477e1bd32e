//! One world of a study.

use toets_diagram::{Diagram, Variable};

use crate::compile::Compiled;
use crate::space::Space;

/// A world: a value for every variable of the order; what a cell fixes does not matter here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct World(Vec<u32>);

impl World {
    /// The world with these values; every other variable has its first.
    pub fn new(compiled: &Compiled, values: impl IntoIterator<Item = (Variable, u32)>) -> Self {
        let mut world = vec![0; compiled.variables.arities().len()];
        for (variable, value) in values {
            world[variable.index()] = value;
        }
        Self(world)
    }

    /// The value of a variable.
    pub fn value(&self, variable: Variable) -> u32 {
        self.0.get(variable.index()).copied().unwrap_or(0)
    }
}

impl Space {
    /// The terminal of a diagram in a world.
    pub(crate) fn at(&self, diagram: Diagram, world: &World) -> u32 {
        self.manager.eval(diagram, |variable| world.value(variable))
    }
}
