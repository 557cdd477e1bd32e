//! What an evaluation gives: for each cell and node the levels that are possible, and the cases.

use std::collections::BTreeSet;
use std::sync::Arc;

use num_bigint::BigUint;
use toets_diagram::{Diagram, Exceeded, Variable, WorldBox};
use toets_model::{GroupId, Index, LevelId, NodeId, ScenarioId};

use crate::compile::Compiled;
use crate::diagrams::NOT_APPLICABLE;
use crate::order::OpenVariable;
use crate::space::Space;

/// The results of a study.
#[derive(Debug)]
pub struct Evaluation {
    /// What was evaluated.
    pub compiled: Arc<Compiled>,
    /// The cells, in the order asked for.
    pub cells: Vec<CellResult>,
}

/// The results of one cell.
#[derive(Debug)]
pub struct CellResult {
    /// The scenario.
    pub scenario: ScenarioId,
    /// The target group.
    pub group: GroupId,
    /// Its diagrams.
    pub space: Space,
    counted: Option<Arc<[Variable]>>,
}

/// A result of a node in a world.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// A level.
    Level(LevelId),
    /// A number, on a numeric scale.
    Number(f64),
}

/// One possible result of a node, and where it is the result.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// The result.
    pub value: Value,
    /// Disjoint boxes of worlds, as they are read off with the variables and values in the order of the study's declarations; one
    /// empty box: always.
    pub boxes: Vec<CaseBox>,
    /// Whether there are more boxes than were asked for.
    pub truncated: bool,
    /// In how many admitted worlds of the cell it is the result, over all variables that any result of the cell depends on.
    /// Counted only where boxes are left out, or where it is asked for.
    pub worlds: Option<BigUint>,
    /// Whether evidence for and against met in one of these worlds and decided it.
    pub mixed: bool,
}

/// A box of worlds: each variable is among its values.
pub type CaseBox = Vec<(OpenVariable, Vec<u32>)>;

impl Evaluation {
    /// The cell of a scenario and a group.
    pub fn cell(&self, scenario: ScenarioId, group: GroupId) -> Option<&CellResult> {
        self.cells
            .iter()
            .find(|cell| cell.scenario == scenario && cell.group == group)
    }
}

impl CellResult {
    /// The results of a scenario for a group.
    pub fn new(scenario: ScenarioId, group: GroupId, space: Space) -> Self {
        Self {
            scenario,
            group,
            space,
            counted: None,
        }
    }

    /// Whether the constraints admit any world of this scenario for this group.
    pub fn has_worlds(&self) -> bool {
        self.space.admitted != Diagram::FALSE
    }

    /// The results that are possible where the node applies, worst to best.
    pub fn possible(&self, compiled: &Compiled, node: NodeId) -> Vec<Value> {
        let terminals = self.space.terminals(node).into_iter();
        let mut values: Vec<Value> = terminals.map(|t| self.value(compiled, node, t)).collect();
        values.sort_by(order_of);
        values
    }

    /// The cases: one for each possible result, worst to best; together they are all admitted worlds in which the node applies. At most `limit`
    /// boxes each (0: none, and none are looked for); with `count`, the worlds of every case are counted, else of those that have more boxes.
    ///
    /// # Errors
    /// The diagrams got too large.
    pub fn cases(
        &mut self,
        compiled: &Compiled,
        node: NodeId,
        limit: usize,
        count: bool,
    ) -> Result<Vec<Case>, Exceeded> {
        let Some(diagrams) = self.space.node(node) else {
            return Ok(Vec::new());
        };
        let counts = self.space.counts(node)?;
        let listed: Vec<toets_diagram::Case> = if limit == 0 {
            let terminals = self.space.terminals(node);
            let unlisted = |terminal| toets_diagram::Case {
                terminal,
                boxes: Vec::new(),
                total: None,
                truncated: false,
            };
            terminals.into_iter().map(unlisted).collect()
        } else {
            // Boxes say of whom the node is asked: beside those of whom it is not, they are all worlds, each in one.
            let declared = compiled.variables.declared();
            let admitted = self.space.admitted;
            let all = self
                .space
                .manager
                .boxes(diagrams.level, admitted, &declared, limit)?
                .cases;
            let applies = all.into_iter().filter(|case| case.terminal != NOT_APPLICABLE);
            applies.collect()
        };
        let mut cases = Vec::with_capacity(listed.len());
        for case in listed {
            let here = self.space.manager.is(diagrams.level, case.terminal)?;
            let here = self.space.manager.and(here, counts)?;
            let mixed = self.space.manager.and(here, diagrams.mixed)?;
            let worlds = if count || case.truncated {
                let counted = self.counted()?;
                Some(self.space.manager.count(here, &counted))
            } else {
                None
            };
            cases.push(Case {
                value: self.value(compiled, node, case.terminal),
                boxes: named(compiled, case.boxes),
                truncated: case.truncated,
                worlds,
                mixed: mixed != Diagram::FALSE,
            });
        }
        cases.sort_by(|a, b| order_of(&a.value, &b.value));
        Ok(cases)
    }

    /// Where no evidence speaks to a node: never, in some worlds, or in all.
    pub fn silent(&self, node: NodeId) -> Reach {
        self.reach(self.space.node(node).map(|d| (d.silent, d.applies)))
    }

    /// Where evidence for and against met and decided a node.
    pub fn mixed(&self, node: NodeId) -> Reach {
        self.reach(self.space.node(node).map(|d| (d.mixed, d.applies)))
    }

    /// For whom a node applies: for nobody, for some, or for all. A node without a result applies to all.
    pub fn applies(&self, node: NodeId) -> Reach {
        match self.space.node(node) {
            Some(diagrams) => self.reach(Some((diagrams.applies, Diagram::TRUE))),
            None => Reach::Always,
        }
    }

    /// Where a node does not apply: disjoint boxes of worlds, at most `limit`, and whether there are more.
    ///
    /// # Errors
    /// The diagrams got too large.
    pub fn not_applicable(
        &mut self,
        compiled: &Compiled,
        node: NodeId,
        limit: usize,
    ) -> Result<(Vec<CaseBox>, bool), Exceeded> {
        let Some(diagrams) = self.space.node(node) else {
            return Ok((Vec::new(), false));
        };
        let admitted = self.space.admitted;
        let declared = compiled.variables.declared();
        let cases = self
            .space
            .manager
            .boxes(diagrams.applies, admitted, &declared, limit)?
            .cases;
        let away = cases.into_iter().find(|case| case.terminal == 0);
        Ok(away.map_or_else(
            || (Vec::new(), false),
            |case| (named(compiled, case.boxes), case.truncated),
        ))
    }

    /// How far something reaches over the admitted worlds of some.
    fn reach(&self, where_: Option<(Diagram, Diagram)>) -> Reach {
        let Some((diagram, of)) = where_ else {
            return Reach::Never;
        };
        let manager = &self.space.manager;
        let terminals = manager.terminals_within_both(diagram, self.space.admitted, of);
        match terminals.as_slice() {
            [1] => Reach::Always,
            [] | [0] => Reach::Never,
            _ => Reach::Sometimes,
        }
    }

    /// The variables that the constraints, or the result of any node in the admitted worlds, depend on: worlds are counted over these.
    /// What a diagram says of worlds that are not admitted follows the order in which scripts read, and adds none.
    ///
    /// # Errors
    /// The diagrams got too large.
    pub fn counted(&mut self) -> Result<Arc<[Variable]>, Exceeded> {
        if let Some(counted) = &self.counted {
            return Ok(counted.clone());
        }
        let (manager, admitted) = (&mut self.space.manager, self.space.admitted);
        let mut all: BTreeSet<Variable> = manager.support(admitted).into_iter().collect();
        for diagrams in self.space.nodes.iter().flatten() {
            all.extend(manager.support_within(diagrams.level, admitted)?);
        }
        let counted: Arc<[Variable]> = all.into_iter().collect();
        self.counted = Some(counted.clone());
        Ok(counted)
    }

    /// What a terminal of a node's diagram stands for.
    pub fn value(&self, compiled: &Compiled, node: NodeId, terminal: u32) -> Value {
        let scale = &compiled.study.scales[compiled.study.nodes[node].scale];
        if scale.is_number() {
            Value::Number(self.space.number(terminal))
        } else {
            Value::Level(LevelId::from_usize(terminal as usize))
        }
    }
}

/// Boxes by the variables' ids.
fn named(compiled: &Compiled, boxes: Vec<WorldBox>) -> Vec<CaseBox> {
    let named = |one: WorldBox| {
        one.into_iter()
            .map(|(v, values)| (compiled.variables.at(v), values))
            .collect()
    };
    boxes.into_iter().map(named).collect()
}

/// How far something reaches over the worlds of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// In no world.
    Never,
    /// In some worlds.
    Sometimes,
    /// In all worlds.
    Always,
}

fn order_of(a: &Value, b: &Value) -> std::cmp::Ordering {
    match (a, b) {
        (Value::Level(a), Value::Level(b)) => a.cmp(b),
        (Value::Number(a), Value::Number(b)) => a.total_cmp(b),
        (Value::Level(_), Value::Number(_)) => std::cmp::Ordering::Less,
        (Value::Number(_), Value::Level(_)) => std::cmp::Ordering::Greater,
    }
}
