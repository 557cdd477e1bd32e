//! Variables: what may differ between worlds.

use std::sync::Arc;

use crate::index;
use crate::source::Span;
use crate::text::Text;

index! {
    /// A variable of the study.
    VariableId
}
index! {
    /// A value of a variable: its position in the variable's own domain (for a number: the interval between cuts).
    ValueId
}

/// Who decides a variable, and so how a conclusion treats it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A design choice: the policy-maker decides.
    Lever,
    /// What differs between people: nobody decides.
    Trait,
    /// The law in force: the legislator decides.
    Regime,
    /// What the evidence leaves open: research decides.
    Unknown,
}

impl Kind {
    /// The word for it in a study.
    pub fn word(self) -> &'static str {
        match self {
            Self::Lever => "lever",
            Self::Trait => "trait",
            Self::Regime => "regime",
            Self::Unknown => "unknown",
        }
    }
}

/// A variable of the study (`[variable.ID]`).
#[derive(Clone, Debug)]
pub struct Variable {
    /// Where it was declared.
    pub span: Span,
    /// Who decides it.
    pub kind: Kind,
    /// Its name for people.
    pub label: Text,
    /// What it means.
    pub definition: Option<Text>,
    /// Whether it is how the law is read, and no law that can be changed: only of a variable of the kind `regime`.
    pub reading: bool,
    /// What it may be.
    pub domain: Domain,
}

/// What a variable may be.
#[derive(Clone, Debug)]
pub enum Domain {
    /// One of a finite number of values.
    Finite(Vec<Value>),
    /// A number.
    Number {
        /// Unit, for people.
        unit: Option<String>,
        /// Lowest and highest number.
        range: Option<(f64, f64)>,
        /// The cuts that divide the range into the intervals that matter, ascending: with cuts `a < b` the
        /// intervals are below `a`, from `a` up to `b`, and from `b`. Without cuts the number can't be left open.
        cuts: Vec<f64>,
        /// How many decimals people are shown.
        decimals: Option<u32>,
    },
}

/// One value of a finite variable.
#[derive(Clone, Debug)]
pub struct Value {
    /// Its name in the study.
    pub id: Arc<str>,
    /// Its name for people.
    pub label: Option<Text>,
    /// How a sentence says that it is so: "for the whole class".
    pub phrase: Option<Text>,
}

impl Domain {
    /// How many values the variable has where it is open; none for a number without cuts.
    pub fn size(&self) -> usize {
        match self {
            Self::Finite(values) => values.len(),
            Self::Number { cuts, .. } if cuts.is_empty() => 0,
            Self::Number { cuts, .. } => cuts.len() + 1,
        }
    }

    /// How many decimals people are shown of a number.
    pub fn decimals(&self) -> Option<u32> {
        match self {
            Self::Finite(_) => None,
            Self::Number { decimals, .. } => *decimals,
        }
    }

    /// The interval `[low, high)` that a value of a number variable stands for (the last one includes its end).
    pub fn interval(&self, value: ValueId) -> Option<(f64, f64)> {
        use crate::arena::Index;
        let Self::Number { range, cuts, .. } = self else {
            return None;
        };
        let n = value.to_usize();
        let (low, high) = range.unwrap_or((f64::NEG_INFINITY, f64::INFINITY));
        let from = if n == 0 { low } else { *cuts.get(n - 1)? };
        Some((from, cuts.get(n).copied().unwrap_or(high)))
    }

    /// The value whose interval a number lies in; none if the variable is no number that has cuts.
    pub fn interval_with(&self, number: f64) -> Option<ValueId> {
        use crate::arena::Index;
        match self {
            Self::Number { cuts, .. } if !cuts.is_empty() => {
                Some(ValueId::from_usize(cuts.partition_point(|&cut| cut <= number)))
            }
            _ => None,
        }
    }

    /// The name of a value in the study: the value's id, or for a number its interval (`<10`, `10..20`, `>=20`).
    pub fn value_name(&self, value: ValueId) -> Arc<str> {
        use crate::arena::Index;
        let n = value.to_usize();
        match self {
            Self::Finite(values) => values.get(n).map_or_else(|| "?".into(), |v| v.id.clone()),
            Self::Number { cuts, .. } if n == 0 => cuts.first().map_or("any".into(), |c| format!("<{c}").into()),
            Self::Number { cuts, .. } if n >= cuts.len() => format!(">={}", cuts[cuts.len() - 1]).into(),
            Self::Number { cuts, .. } => format!("{}..{}", cuts[n - 1], cuts[n]).into(),
        }
    }

    /// The value with this name.
    pub fn find(&self, name: &str) -> Option<ValueId> {
        use crate::arena::Index;
        (0..self.size())
            .map(ValueId::from_usize)
            .find(|&v| &*self.value_name(v) == name)
    }
}
