//! Conditions and assignments: tests on variables, and choices of their values.

use indexmap::IndexMap;

use crate::source::Span;
use crate::variable::{Domain, ValueId, VariableId};

/// A condition: all tests hold, and at least one of `any` where there are any.
///
/// The empty condition always holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Condition {
    /// All of these hold.
    pub all: Vec<Test>,
    /// One of these holds (no demand where the list is empty).
    pub any: Vec<Condition>,
}

/// One test of a condition: a variable is among some values.
#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    /// The variable.
    pub variable: VariableId,
    /// What it must be.
    pub allowed: Allowed,
    /// Where the test was written.
    pub span: Span,
}

/// What a test allows.
#[derive(Clone, Debug, PartialEq)]
pub enum Allowed {
    /// One of these values, ascending.
    Values(Vec<ValueId>),
    /// A number within bounds.
    Range {
        /// At least this.
        at_least: Option<f64>,
        /// Less than this.
        below: Option<f64>,
    },
}

impl Allowed {
    /// Whether a test allows a value; a number that is open stands for its whole interval.
    pub fn admits(&self, value: Fixed, domain: &Domain) -> bool {
        match (self, value) {
            (Self::Values(values), Fixed::Value(value)) => values.binary_search(&value).is_ok(),
            (Self::Values(_), Fixed::Number(_)) => false,
            (Self::Range { at_least, below }, Fixed::Number(number)) => {
                at_least.is_none_or(|least| number >= least) && below.is_none_or(|limit| number < limit)
            }
            (Self::Range { at_least, below }, Fixed::Value(value)) => {
                let Some((low, high)) = domain.interval(value) else {
                    return false;
                };
                at_least.is_none_or(|least| low >= least) && below.is_none_or(|limit| high <= limit)
            }
        }
    }
}

impl Condition {
    /// Whether it is the empty condition, which always holds.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty() && self.any.is_empty()
    }

    /// The condition without its tests on some variables.
    #[must_use]
    pub fn without(&self, left_out: &dyn Fn(VariableId) -> bool) -> Self {
        let any: Vec<Self> = self.any.iter().map(|part| part.without(left_out)).collect();
        Self {
            all: self
                .all
                .iter()
                .filter(|test| !left_out(test.variable))
                .cloned()
                .collect(),
            // A part without tests left always holds, and with it the choice of parts.
            any: if any.iter().any(Self::is_empty) {
                Vec::new()
            } else {
                any
            },
        }
    }

    /// Every variable it mentions, in order of writing, once.
    pub fn variables(&self) -> Vec<VariableId> {
        fn collect(condition: &Condition, into: &mut Vec<VariableId>) {
            for test in &condition.all {
                if !into.contains(&test.variable) {
                    into.push(test.variable);
                }
            }
            for part in &condition.any {
                collect(part, into);
            }
        }
        let mut variables = Vec::new();
        collect(self, &mut variables);
        variables
    }
}

/// A variable's fixed value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fixed {
    /// A value of a finite variable.
    Value(ValueId),
    /// A number.
    Number(f64),
}

/// A choice of values for some variables, in order of writing.
pub type Assignment = IndexMap<VariableId, Fixed>;
