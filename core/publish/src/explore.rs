//! The diagrams of a scorecard with what is not known set aside, so that a page can follow a choice of traits and levers exactly.
//!
//! For each cell and node one diagram over traits, levers and law: at its ends stands which levels remain possible there, and
//! which of them evidence for and against decided where they met. That is all that a scorecard shows; the page only walks.

use std::collections::BTreeMap;

use toets_diagram::{Diagram, Exceeded, Variable, View};
use toets_evaluate::{CellResult, Compiled, Evaluation, NOT_APPLICABLE, OpenVariable};
use toets_model::{Fixed, Index, Kind, NodeId, VariableId};
use toets_report::Scorecard;

/// The diagrams of all cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Explore {
    /// The variables that any diagram depends on.
    pub(crate) variables: Vec<VariableId>,
    /// The cells, as in the scorecard.
    pub(crate) cells: Vec<ExploreCell>,
}

/// The diagrams of one cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ExploreCell {
    /// What the cell fixes, of the variables above: variable and value, by position.
    pub(crate) fixed: Vec<(usize, usize)>,
    /// The nodes: a variable by position, and for each of its values where to go on: a node, or an end as `-1 - end`.
    pub(crate) nodes: Vec<(usize, Vec<i32>)>,
    /// The ends: which levels are possible, and which of them are mixed, as bits.
    pub(crate) ends: Vec<(u32, u32)>,
    /// Where each row of the scorecard starts; none where a row is in numbers.
    pub(crate) roots: Vec<Option<i32>>,
}

/// More levels than this are not told apart.
const MOST_LEVELS: usize = 12;

impl Explore {
    /// Reads the diagrams of the cells of a scorecard.
    pub(crate) fn read(evaluation: &mut Evaluation, card: &Scorecard) -> Result<Self, Exceeded> {
        let compiled = evaluation.compiled.clone();
        let study = &compiled.study;
        let mut read = Vec::new();
        for shown in &card.cells {
            let found = evaluation
                .cells
                .iter_mut()
                .find(|cell| (cell.scenario, cell.group) == (shown.scenario, shown.group));
            let Some(cell) = found else { continue };
            let mut reading = Reading::default();
            for row in &card.rows {
                let root = reading.row(&compiled, cell, row.node)?;
                reading.cell.roots.push(root);
            }
            let fixed = study.variables.indices().filter_map(|v| match cell.space.fixed(v)? {
                Fixed::Value(value) => Some((v, value.to_usize())),
                Fixed::Number(_) => None,
            });
            read.push((reading, fixed.collect::<Vec<_>>()));
        }
        let mut variables: Vec<VariableId> = read.iter().flat_map(|(r, _)| r.variables.iter().copied()).collect();
        variables.sort_unstable();
        variables.dedup();
        let place = |variable: VariableId| variables.binary_search(&variable).ok();
        let cells = read.into_iter().map(|(reading, fixed)| {
            let mut cell = reading.cell;
            for (variable, _) in &mut cell.nodes {
                *variable = place(reading.variables[*variable]).unwrap_or_default();
            }
            cell.fixed = fixed
                .into_iter()
                .filter_map(|(v, value)| Some((place(v)?, value)))
                .collect();
            cell
        });
        Ok(Self {
            cells: cells.collect(),
            variables,
        })
    }
}

/// A cell while it is read: variables by the order in which they are met.
#[derive(Default)]
struct Reading {
    cell: ExploreCell,
    variables: Vec<VariableId>,
    known: BTreeMap<Diagram, i32>,
}

impl Reading {
    fn row(&mut self, compiled: &Compiled, cell: &mut CellResult, node: NodeId) -> Result<Option<i32>, Exceeded> {
        let scale = &compiled.study.scales[compiled.study.nodes[node].scale];
        let levels = scale.levels().len();
        let Some(diagrams) = cell.space.node(node) else {
            return Ok(Some(self.end(0)));
        };
        if scale.is_number() || levels > MOST_LEVELS {
            return Ok(None);
        }
        let admitted = cell.space.admitted;
        let manager = &mut cell.space.manager;
        // One more than there are levels: that it does not apply.
        let shift = levels as u32 + 1;
        let bits = manager.apply(diagrams.level, diagrams.mixed, |level, mixed| match level {
            NOT_APPLICABLE => 1 << levels,
            level if level < shift => (1 << level) | (mixed << (level + shift)),
            // Only where no world counts.
            _ => 0,
        })?;
        let bits = manager.apply(bits, admitted, |bits, counts| bits * counts)?;
        let sets = manager.join_over(bits, |v| is_unknown(compiled, v), |one, other| one | other)?;
        // One scale's ends are not another's: what is known of a diagram holds for this row only.
        self.known.clear();
        Ok(Some(self.copy(compiled, cell, sets, shift)))
    }

    fn copy(&mut self, compiled: &Compiled, cell: &CellResult, diagram: Diagram, shift: u32) -> i32 {
        // Diagrams over traits and levers of one cell are small; still, depth is the number of variables at most.
        if let Some(&known) = self.known.get(&diagram) {
            return known;
        }
        let copied = match cell.space.manager.view(diagram) {
            View::Terminal(bits) => {
                let low = (1u32 << shift) - 1;
                self.end_of(bits & low, bits >> shift)
            }
            View::Node { variable, children } => {
                let children: Vec<Diagram> = children.to_vec();
                let to: Vec<i32> = children
                    .into_iter()
                    .map(|child| self.copy(compiled, cell, child, shift))
                    .collect();
                let position = self.variable(compiled, variable);
                let node = (position, to);
                let place = self.cell.nodes.iter().position(|known| *known == node);
                place.unwrap_or_else(|| {
                    self.cell.nodes.push(node);
                    self.cell.nodes.len() - 1
                }) as i32
            }
        };
        self.known.insert(diagram, copied);
        copied
    }

    fn variable(&mut self, compiled: &Compiled, variable: Variable) -> usize {
        // INVARIANT: what is not known was set aside, so that only variables of the study are left.
        let OpenVariable::Study(id) = compiled.variables().at(variable) else {
            return 0;
        };
        self.variables.iter().position(|&v| v == id).unwrap_or_else(|| {
            self.variables.push(id);
            self.variables.len() - 1
        })
    }

    fn end(&mut self, bits: u32) -> i32 {
        self.end_of(bits, 0)
    }

    fn end_of(&mut self, levels: u32, mixed: u32) -> i32 {
        let end = (levels, mixed);
        let place = self.cell.ends.iter().position(|known| *known == end);
        let place = place.unwrap_or_else(|| {
            self.cell.ends.push(end);
            self.cell.ends.len() - 1
        });
        -1 - place as i32
    }
}

fn is_unknown(compiled: &Compiled, variable: Variable) -> bool {
    compiled.variables().at(variable).kind(&compiled.study) == Kind::Unknown
}
