//! Several cells in one manager, so that a statement can speak of all of them.
//!
//! Which variable is it? Traits are shared between the scenarios of one group (the same child); levers left open are
//! separate for each scenario, and those that it fixes for one group only for each group; the regime is shared; an open finding is one unknown everywhere; the unknown of a node
//! that nothing speaks to is shared by two cells only if they agree on every variable that the evidence on it mentions.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use toets_diagram::{Diagram, Exceeded, Limits, Manager, Variable, WorldBox};
use toets_evaluate::{CaseBox, Compiled, OpenVariable, Space, World};
use toets_model::{Allowed, Condition, Fixed, GroupId, Index, Kind, NodeId, ScenarioId, ValueId, VariableId};

/// A cell that takes part, with whose levers and whose traits its open variables are; no group: shared by all.
#[derive(Clone, Copy)]
pub(crate) struct Part<'a> {
    pub(crate) space: &'a Space,
    pub(crate) levers: Whose,
    pub(crate) group: Option<GroupId>,
}

/// Whose choices the levers of a cell are.
#[derive(Clone, Copy)]
pub(crate) enum Whose {
    /// Those of all cells alike.
    All,
    /// A scenario's, in all of its cells.
    Scenario(ScenarioId),
    /// Those of one side of a comparison, which may be of a scenario beside itself.
    Side(usize),
}

/// Whose a variable is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Instance {
    Shared,
    Scenario(ScenarioId),
    Side(usize),
    Group(GroupId),
    /// What a scenario fixes for one group only: it may be otherwise for another.
    Cell(ScenarioId, GroupId),
    /// The unknown of a node, in the cells that agree on what the evidence on it mentions.
    Class(u32),
}

/// A variable of the joint manager: in the order of the study, then by whose it is.
type Column = (Variable, Instance);

/// What a cell says of a variable, as far as agreement goes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Stand {
    Value(ValueId),
    Number(u64),
    Open(Instance),
}

/// Diagrams of several cells, over the variables that each of them means.
pub(crate) struct Joint<'a> {
    compiled: &'a Arc<Compiled>,
    pub(crate) manager: Manager,
    parts: Vec<Part<'a>>,
    columns: Vec<Column>,
    mentioned: FxHashMap<NodeId, Vec<VariableId>>,
    classes: FxHashMap<(NodeId, Vec<Stand>), u32>,
    copies: FxHashMap<(usize, Diagram), Diagram>,
}

impl<'a> Joint<'a> {
    /// Brings cells together, with the variables that these nodes' diagrams and the admitted worlds depend on, and those
    /// that these conditions test.
    pub(crate) fn new(
        compiled: &'a Arc<Compiled>,
        parts: Vec<Part<'a>>,
        nodes: &[NodeId],
        conditions: &[&Condition],
    ) -> Self {
        let levels = |space: &Space| nodes.iter().filter_map(|&node| Some(space.node(node)?.level)).collect();
        let diagrams: Vec<Vec<Diagram>> = parts.iter().map(|part| levels(part.space)).collect();
        Self::over(compiled, parts, &diagrams, conditions)
    }

    /// Brings cells together, with the variables that the admitted worlds and these diagrams of each cell depend on, and those
    /// that these conditions test.
    pub(crate) fn over(
        compiled: &'a Arc<Compiled>,
        parts: Vec<Part<'a>>,
        diagrams: &[Vec<Diagram>],
        conditions: &[&Condition],
    ) -> Self {
        let mut this = Self {
            compiled,
            manager: Manager::new(
                Vec::new(),
                Limits {
                    nodes: compiled.limits.diagram_nodes,
                },
            ),
            parts,
            columns: Vec::new(),
            mentioned: FxHashMap::default(),
            classes: FxHashMap::default(),
            copies: FxHashMap::default(),
        };
        let mut columns = this.differently_fixed();
        for (part, diagrams) in diagrams.iter().enumerate() {
            let space = this.parts[part].space;
            let mut support = space.manager.support(space.admitted);
            for &diagram in diagrams {
                support.extend(space.manager.support(diagram));
            }
            for variable in conditions.iter().flat_map(|condition| condition.variables()) {
                support.extend(compiled.variables().position(OpenVariable::Study(variable)));
            }
            support.sort_unstable();
            support.dedup();
            for position in support {
                columns.push((position, this.instance(part, compiled.variables().at(position))));
            }
        }
        columns.sort_unstable();
        columns.dedup();
        for &(position, _) in &columns {
            this.manager
                .add_variable(compiled.variables().arities()[position.index()]);
        }
        this.columns = columns;
        this
    }

    /// What two cells fix to different values although it is the same in both: no world of the one goes with one of the
    /// other, and without a column for it nothing would say so.
    fn differently_fixed(&mut self) -> Vec<Column> {
        let compiled = self.compiled;
        let mut fixed: FxHashMap<Column, ValueId> = FxHashMap::default();
        let mut columns = Vec::new();
        for part in 0..self.parts.len() {
            for variable in compiled.study.variables.indices() {
                let (Some(Fixed::Value(value)), Some(position)) = (
                    self.parts[part].space.fixed(variable),
                    compiled.variables().position(OpenVariable::Study(variable)),
                ) else {
                    continue;
                };
                let column = (position, self.instance(part, OpenVariable::Study(variable)));
                if *fixed.entry(column).or_insert(value) != value {
                    columns.push(column);
                }
            }
        }
        columns
    }

    fn instance(&mut self, part: usize, variable: OpenVariable) -> Instance {
        let Part { space, levers, group } = self.parts[part];
        match variable {
            OpenVariable::Study(v) => match self.compiled.study.variables[v].kind {
                Kind::Lever => match (levers, group) {
                    (Whose::Scenario(s), Some(g)) if self.fixed_for(s, g, v) => Instance::Cell(s, g),
                    (Whose::Scenario(s), _) => Instance::Scenario(s),
                    (Whose::Side(side), _) => Instance::Side(side),
                    (Whose::All, _) => Instance::Shared,
                },
                Kind::Trait => group.map_or(Instance::Shared, Instance::Group),
                Kind::Regime | Kind::Unknown => Instance::Shared,
            },
            OpenVariable::Finding(_) | OpenVariable::Transfer(_) | OpenVariable::Contest(_) => Instance::Shared,
            OpenVariable::Node(node) => {
                let compiled = self.compiled;
                let mentioned = self
                    .mentioned
                    .entry(node)
                    .or_insert_with(|| compiled.mentioned(node))
                    .clone();
                let stands = mentioned.iter().map(|&v| match space.fixed(v) {
                    Some(Fixed::Value(value)) => Stand::Value(value),
                    Some(Fixed::Number(number)) => Stand::Number(number.to_bits()),
                    None => Stand::Open(self.instance(part, OpenVariable::Study(v))),
                });
                let key = (node, stands.collect::<Vec<_>>());
                let fresh = self.classes.len() as u32;
                Instance::Class(*self.classes.entry(key).or_insert(fresh))
            }
        }
    }

    /// Whether a scenario fixes a lever for this group only. A part may stand for a scenario that the study has not: it fixes none.
    fn fixed_for(&self, scenario: ScenarioId, group: GroupId, lever: VariableId) -> bool {
        let scenarios = &self.compiled.study.scenarios;
        scenario.to_usize() < scenarios.len()
            && scenarios[scenario]
                .by_group
                .get(&group)
                .is_some_and(|levers| levers.contains_key(&lever))
    }

    /// The joint variable that a variable of a cell is.
    fn column(&mut self, part: usize, position: Variable) -> Variable {
        let instance = self.instance(part, self.compiled.variables().at(position));
        // INVARIANT: every variable that a diagram brought here may depend on has a column.
        let column = self.columns.binary_search(&(position, instance)).unwrap_or_default();
        Variable(column as u32)
    }

    /// A diagram of a cell, here.
    pub(crate) fn copy(&mut self, part: usize, diagram: Diagram) -> Result<Diagram, Exceeded> {
        if let Some(&copy) = self.copies.get(&(part, diagram)) {
            return Ok(copy);
        }
        let space = self.parts[part].space;
        let renamed: FxHashMap<Variable, Variable> = space
            .manager
            .support(diagram)
            .into_iter()
            .map(|v| (v, self.column(part, v)))
            .collect();
        let copy = self
            .manager
            .copy_from(&space.manager, diagram, |v| renamed.get(&v).copied().unwrap_or(v))?;
        self.copies.insert((part, diagram), copy);
        Ok(copy)
    }

    /// The worlds that count in a cell, here.
    ///
    /// What the constraints leave one value in this cell may still be open in another one: whoever is meant by both has
    /// that value there too, and so has a design. Levers that are shared between scenarios stay free.
    pub(crate) fn admitted(&mut self, part: usize) -> Result<Diagram, Exceeded> {
        let compiled = self.compiled;
        let own_levers = !matches!(self.parts[part].levers, Whose::All);
        self.admitted_with(part, &|v| own_levers || compiled.study.variables[v].kind != Kind::Lever)
    }

    /// The worlds that count in a cell, here, with the values that it fixes of those variables that are tied to other
    /// cells.
    pub(crate) fn admitted_with(
        &mut self,
        part: usize,
        tied: &dyn Fn(VariableId) -> bool,
    ) -> Result<Diagram, Exceeded> {
        let space = self.parts[part].space;
        let mut admitted = self.copy(part, space.admitted)?;
        for variable in self.compiled.study.variables.indices().filter(|&v| tied(v)) {
            let (Some(Fixed::Value(value)), Some(position)) = (
                space.fixed(variable),
                self.compiled.variables().position(OpenVariable::Study(variable)),
            ) else {
                continue;
            };
            let instance = self.instance(part, OpenVariable::Study(variable));
            if let Ok(column) = self.columns.binary_search(&(position, instance)) {
                let is = self
                    .manager
                    .literal(Variable(column as u32), |v| v as usize == value.to_usize())?;
                admitted = self.manager.and(admitted, is)?;
            }
        }
        Ok(admitted)
    }

    /// Where a condition on variables holds in a cell.
    pub(crate) fn condition(&mut self, part: usize, condition: &Condition) -> Result<Diagram, Exceeded> {
        let mut result = Diagram::TRUE;
        for test in &condition.all {
            let holds = self.test(part, test.variable, &test.allowed)?;
            result = self.manager.and(result, holds)?;
        }
        if !condition.any.is_empty() {
            let mut any = Diagram::FALSE;
            for one in &condition.any {
                let holds = self.condition(part, one)?;
                any = self.manager.or(any, holds)?;
            }
            result = self.manager.and(result, any)?;
        }
        Ok(result)
    }

    fn test(&mut self, part: usize, variable: VariableId, allowed: &Allowed) -> Result<Diagram, Exceeded> {
        let compiled = self.compiled;
        let domain = &compiled.study.variables[variable].domain;
        if let Some(fixed) = self.parts[part].space.fixed(variable) {
            return Ok(Diagram::boolean(toets_evaluate::allows(allowed, fixed, domain)));
        }
        let Some(position) = compiled.variables().position(OpenVariable::Study(variable)) else {
            return Ok(Diagram::FALSE);
        };
        let column = self.column(part, position);
        self.manager.literal(column, |value| {
            toets_evaluate::allows(allowed, Fixed::Value(ValueId::from_usize(value as usize)), domain)
        })
    }

    /// The world of a cell in which joint variables have these values; all others have their first.
    pub(crate) fn world(&mut self, part: usize, values: &[(Variable, u32)]) -> World {
        let mut here = Vec::new();
        for &(column, value) in values {
            let (position, instance) = self.columns[column.index()];
            if self.instance(part, self.compiled.variables().at(position)) == instance {
                here.push((position, value));
            }
        }
        World::new(self.compiled, here)
    }

    /// A box in terms of the study, in the order of its declarations.
    pub(crate) fn case_box(&self, one: WorldBox) -> CaseBox {
        let mut one: CaseBox = one.into_iter().map(|(v, values)| (self.at(v), values)).collect();
        one.sort_by_key(|&(variable, _)| variable);
        one
    }

    /// What a joint variable is.
    pub(crate) fn at(&self, variable: Variable) -> OpenVariable {
        self.compiled.variables().at(self.columns[variable.index()].0)
    }

    /// The joint variables as the study declares what they are.
    pub(crate) fn declared(&self) -> Vec<Variable> {
        let mut declared: Vec<Variable> = self.manager.variables().collect();
        declared.sort_by_key(|&variable| self.at(variable));
        declared
    }

    /// For each joint variable, who decides it.
    pub(crate) fn kinds(&self) -> Vec<Kind> {
        self.columns
            .iter()
            .map(|&(p, _)| self.compiled.variables().at(p).kind(&self.compiled.study))
            .collect()
    }
}
