//! The conditions of conclusions (`holds`), as diagrams.

use toets_diagram::{Diagram, Exceeded, Manager};
use toets_evaluate::{NOT_APPLICABLE, Space};
use toets_model::{CellRef, Formula, Index, NodeId, Study, Term};

/// Where the terms of a formula come from.
pub(crate) trait Terms {
    /// Why a term has no diagram.
    type Trouble: From<Exceeded>;

    /// The manager of the terms' diagrams.
    fn manager(&mut self) -> &mut Manager;

    /// The level of a node in a cell, and what its terminals mean.
    fn node(&mut self, cell: CellRef, node: NodeId) -> Result<(Diagram, Means), Self::Trouble>;
}

/// What the terminals of a term mean.
pub(crate) enum Means {
    /// Levels.
    Level,
    /// Numbers, by their index.
    Numbers(Vec<f64>),
}

impl Means {
    /// What the terminals of a node's diagram mean in a space.
    pub(crate) fn of(study: &Study, space: &Space, node: NodeId, level: Diagram) -> Self {
        if study.scales[study.nodes[node].scale].is_number() {
            let terminals = space.manager.terminals(level).into_iter();
            let numbers = terminals.filter(|&terminal| terminal != NOT_APPLICABLE);
            Self::Numbers((0..=numbers.max().unwrap_or(0)).map(|t| space.number(t)).collect())
        } else {
            Self::Level
        }
    }

    fn number(&self, terminal: u32) -> Option<f64> {
        match self {
            Self::Level => None,
            Self::Numbers(numbers) => numbers.get(terminal as usize).copied(),
        }
    }

    /// How two terminals stand to each other.
    pub(crate) fn compare(&self, one: u32, other: &Self, two: u32) -> std::cmp::Ordering {
        match (self.number(one), other.number(two)) {
            (Some(a), Some(b)) => a.total_cmp(&b),
            _ => one.cmp(&two),
        }
    }
}

/// Where a formula holds.
pub(crate) fn holds<T: Terms>(formula: &Formula, terms: &mut T) -> Result<Diagram, T::Trouble> {
    match formula {
        Formula::Compare {
            left,
            comparator,
            right,
        } => {
            let (left, left_means) = term(left, terms)?;
            let (right, right_means) = term(right, terms)?;
            Ok(terms.manager().apply(left, right, |a, b| {
                u32::from(comparator.holds(left_means.compare(a, &right_means, b)))
            })?)
        }
        Formula::Not(part) => {
            let part = holds(part, terms)?;
            Ok(terms.manager().not(part)?)
        }
        Formula::And(parts) => {
            let mut all = Diagram::TRUE;
            for part in parts {
                let part = holds(part, terms)?;
                all = terms.manager().and(all, part)?;
            }
            Ok(all)
        }
        Formula::Or(parts) => {
            let mut any = Diagram::FALSE;
            for part in parts {
                let part = holds(part, terms)?;
                any = terms.manager().or(any, part)?;
            }
            Ok(any)
        }
    }
}

fn term<T: Terms>(term: &Term, terms: &mut T) -> Result<(Diagram, Means), T::Trouble> {
    match *term {
        Term::Level(level) => Ok((Diagram::terminal(level.to_usize() as u32), Means::Level)),
        Term::Number(number) => Ok((Diagram::terminal(0), Means::Numbers(vec![number]))),
        Term::Node(cell, node) => terms.node(cell, node),
    }
}

/// Calls for each node that a formula speaks of, with its cell.
pub(crate) fn for_each_term(formula: &Formula, visit: &mut dyn FnMut(CellRef, NodeId)) {
    match formula {
        Formula::Compare { left, right, .. } => {
            for term in [left, right] {
                if let Term::Node(cell, node) = *term {
                    visit(cell, node);
                }
            }
        }
        Formula::And(parts) | Formula::Or(parts) => parts.iter().for_each(|part| for_each_term(part, visit)),
        Formula::Not(part) => for_each_term(part, visit),
    }
}
