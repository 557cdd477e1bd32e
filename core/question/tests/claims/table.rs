//! Worlds one by one, in the engine's names for what was written.

use std::collections::BTreeMap;

use toets_evaluate::OpenVariable;
use toets_model::{Index, Kind, NodeId, Study};

use crate::case::Values;

/// Worlds, each with a value for the same variables. What is fixed has its value too; a number that of the interval that it lies in.
pub(crate) struct Table {
    /// Ascending.
    pub(crate) columns: Vec<OpenVariable>,
    pub(crate) rows: Vec<Row>,
    pub(crate) levers: Vec<usize>,
    pub(crate) traits: Vec<usize>,
    pub(crate) law: Vec<usize>,
    pub(crate) unknowns: Vec<usize>,
    /// The unknowns that the study declares itself: they are of the world, and everybody lives in it.
    pub(crate) declared: Vec<usize>,
    /// Everything but unknowns: people, choices and law.
    pub(crate) rest: Vec<usize>,
}

/// The level of a node in a world in which it does not apply.
pub(crate) const NOT_APPLICABLE: u32 = u32::MAX;

/// One admitted world.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// By column.
    pub(crate) values: Vec<u8>,
    /// The level of each node that was judged; zero for others.
    pub(crate) levels: Vec<u32>,
    /// The nodes that no evidence speaks to.
    pub(crate) silent: Vec<bool>,
    /// The nodes that evidence for and against decided where they met.
    pub(crate) mixed: Vec<bool>,
}

impl Row {
    pub(crate) fn level(&self, node: NodeId) -> u32 {
        self.levels[node.to_usize()]
    }

    /// Its values in some columns.
    pub(crate) fn at(&self, columns: &[usize]) -> Vec<u8> {
        columns.iter().map(|&column| self.values[column]).collect()
    }
}

impl Table {
    pub(crate) fn new(study: &Study, columns: Vec<OpenVariable>, rows: Vec<Row>) -> Self {
        let of = |which: &dyn Fn(OpenVariable) -> bool| -> Vec<usize> {
            (0..columns.len()).filter(|&column| which(columns[column])).collect()
        };
        let of_kind = |kind: Kind| of(&|variable| variable.kind(study) == kind);
        Self {
            levers: of_kind(Kind::Lever),
            traits: of_kind(Kind::Trait),
            law: of_kind(Kind::Regime),
            unknowns: of_kind(Kind::Unknown),
            declared: of(&|v| v.kind(study) == Kind::Unknown && matches!(v, OpenVariable::Study(_))),
            rest: of(&|variable| variable.kind(study) != Kind::Unknown),
            columns,
            rows,
        }
    }

    /// The worlds in which a node applies.
    pub(crate) fn asked_of(&self, node: NodeId) -> Self {
        let applies = |row: &&Row| row.level(node) != NOT_APPLICABLE;
        Self {
            rows: self.rows.iter().filter(applies).cloned().collect(),
            columns: self.columns.clone(),
            levers: self.levers.clone(),
            traits: self.traits.clone(),
            law: self.law.clone(),
            unknowns: self.unknowns.clone(),
            declared: self.declared.clone(),
            rest: self.rest.clone(),
        }
    }

    /// The worlds in which a node applies, without what evidence leaves open and its level depends on in no world: where it can be one thing here and another
    /// there, that is no answer to it.
    pub(crate) fn without_idle(&self, node: NodeId) -> Self {
        let mut all = self.asked_of(node);
        let of_evidence = without(&all.unknowns, &all.declared);
        for column in of_evidence {
            let others = without(&all.unknowns, &[column]);
            let others: Vec<usize> = all.rest.iter().chain(&others).copied().collect();
            let depends = |worlds: &Vec<&Row>| worlds.iter().any(|row| row.level(node) != worlds[0].level(node));
            if !by(&all.all(), &others).values().any(depends) {
                all.unknowns.retain(|&unknown| unknown != column);
            }
        }
        all
    }

    pub(crate) fn all(&self) -> Vec<&Row> {
        self.rows.iter().collect()
    }

    /// Where a variable stands.
    pub(crate) fn column(&self, variable: OpenVariable) -> Option<usize> {
        self.columns.binary_search(&variable).ok()
    }

    /// The columns of some variables.
    pub(crate) fn columns_of(&self, variables: &[OpenVariable]) -> Vec<usize> {
        variables.iter().filter_map(|&variable| self.column(variable)).collect()
    }

    /// Values by name.
    pub(crate) fn named(&self, columns: &[usize], values: &[u8]) -> Values {
        let each = columns.iter().zip(values);
        each.map(|(&column, &value)| (self.columns[column], u32::from(value)))
            .collect()
    }
}

/// The worlds that have the same values in some columns.
pub(crate) fn by<'a>(rows: &[&'a Row], columns: &[usize]) -> BTreeMap<Vec<u8>, Vec<&'a Row>> {
    let mut all: BTreeMap<Vec<u8>, Vec<&'a Row>> = BTreeMap::new();
    for &row in rows {
        all.entry(row.at(columns)).or_default().push(row);
    }
    all
}

/// Columns that are in the one list and not in the other.
pub(crate) fn without(columns: &[usize], less: &[usize]) -> Vec<usize> {
    columns
        .iter()
        .copied()
        .filter(|column| !less.contains(column))
        .collect()
}
