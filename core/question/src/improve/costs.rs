//! What changes cost.

use rustc_hash::FxHashMap;
use toets_model::{Index, ValueId, VariableId};

/// What a change of a variable to a value costs: a whole number, at least 1; 1 unless said otherwise.
#[derive(Clone, Debug, Default)]
pub struct Costs {
    weights: FxHashMap<(VariableId, Option<ValueId>), u32>,
}

impl Costs {
    /// Says what a change of a variable costs: to one value, or to any that nothing else is said of. Nothing is free: a weight
    /// of zero counts as one.
    pub fn set(&mut self, variable: VariableId, value: Option<ValueId>, weight: u32) {
        self.weights.insert((variable, value), weight.max(1));
    }

    /// What a change of a variable to a value costs.
    pub fn of(&self, variable: VariableId, value: ValueId) -> u64 {
        let exact = self.weights.get(&(variable, Some(value)));
        let any = || self.weights.get(&(variable, None));
        u64::from(exact.or_else(any).copied().unwrap_or(1))
    }

    pub(crate) fn of_index(&self, variable: VariableId, value: u32) -> u64 {
        self.of(variable, ValueId::from_usize(value as usize))
    }
}
