//! Something that waits for answers: a verdict for people and choices, or a conclusion in one of its cells.

use toets_diagram::{Diagram, Exceeded, Limits, Manager, Variable};
use toets_evaluate::{Compiled, OpenVariable, Space};
use toets_model::Kind;

use crate::joint::Joint;
use crate::quantify::{Over, is_of_evidence, without_idle};

/// A function of people, choices and answers that is wanted, in a manager of its own.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) manager: Manager,
    /// What counts; not nothing.
    pub(super) admitted: Diagram,
    /// What is wanted.
    pub(super) value: Diagram,
    /// Where each value that it may have counts. Every question asked of it starts from these.
    pub(super) parts: Vec<(u32, Diagram)>,
    /// The unknowns that either depends on, each with its variables here, in the order of the study.
    pub(super) unknowns: Vec<(OpenVariable, Vec<Variable>)>,
    is_unknown: Vec<bool>,
}

impl Item {
    /// The verdict of a cell.
    pub(super) fn verdict(compiled: &Compiled, space: &Space) -> Result<Self, Exceeded> {
        let study = &compiled.study;
        let found = space.node(study.verdict);
        let (level, applies) = found.map_or((Diagram::TRUE, Diagram::TRUE), |found| (found.level, found.applies));
        let order = compiled.variables();
        let arities = order.arities().to_vec();
        let manager = Manager::new(
            arities,
            Limits {
                nodes: compiled.limits.diagram_nodes,
            },
        );
        let at = |v: Variable| order.at(v);
        let is_unknown = order.iter().map(|(_, v)| v.kind(study) == Kind::Unknown).collect();
        let declared = order.declared();
        let of_evidence: Vec<Variable> = declared.into_iter().filter(|&v| is_of_evidence(at(v))).collect();
        Self::new(
            manager,
            (&space.manager, [space.admitted, applies], level),
            &at,
            &of_evidence,
            is_unknown,
        )
    }

    /// A conclusion in one of its cells; none if it is settled there.
    pub(super) fn statement(compiled: &Compiled, joint: &Joint<'_>, over: Over) -> Result<Option<Self>, Exceeded> {
        let arities = joint.manager.variables().map(|v| joint.manager.arity(v)).collect();
        let manager = Manager::new(
            arities,
            Limits {
                nodes: compiled.limits.diagram_nodes,
            },
        );
        let is_unknown = joint.kinds().into_iter().map(|kind| kind == Kind::Unknown).collect();
        let item = Self::new(
            manager,
            (&joint.manager, [over.admitted, Diagram::TRUE], over.holds),
            &|v| joint.at(v),
            &[],
            is_unknown,
        )?;
        Ok(Some(item).filter(|item| !item.is_constant()))
    }

    fn new(
        mut manager: Manager,
        (from, counts, value): (&Manager, [Diagram; 2], Diagram),
        at: &dyn Fn(Variable) -> OpenVariable,
        // Unknowns that are left out where the value does not depend on them.
        may_be_idle: &[Variable],
        is_unknown: Vec<bool>,
    ) -> Result<Self, Exceeded> {
        let mut admitted = Diagram::TRUE;
        for part in counts {
            let part = manager.copy_from(from, part, |v| v)?;
            admitted = manager.and(admitted, part)?;
        }
        let value = manager.copy_from(from, value, |v| v)?;
        let (admitted, value) = without_idle(&mut manager, (admitted, value), may_be_idle)?;
        // What it is in worlds that don't count has no meaning, and depends on nothing.
        let value = manager.ite(admitted, value, Diagram::terminal(0))?;
        let mut support = manager.support(value);
        support.extend(manager.support(admitted));
        support.sort_unstable();
        support.dedup();
        let mut unknowns: Vec<(OpenVariable, Vec<Variable>)> = Vec::new();
        for variable in support.into_iter().filter(|v| is_unknown[v.index()]) {
            let unknown = at(variable);
            match unknowns.iter_mut().find(|(known, _)| *known == unknown) {
                Some((_, variables)) => variables.push(variable),
                None => unknowns.push((unknown, vec![variable])),
            }
        }
        unknowns.sort_unstable();
        let parts = parts(&mut manager, admitted, value)?;
        Ok(Self {
            manager,
            admitted,
            value,
            parts,
            unknowns,
            is_unknown,
        })
    }

    /// The same in a manager of its own, and diagrams of this one there.
    pub(super) fn afresh<const N: usize>(&self, diagrams: [Diagram; N]) -> Result<(Self, [Diagram; N]), Exceeded> {
        let arities = self.manager.variables().map(|v| self.manager.arity(v)).collect();
        let mut manager = Manager::new(arities, self.manager.limits());
        let mut copied = [Diagram::FALSE; N];
        for (copy, diagram) in copied.iter_mut().zip(diagrams) {
            *copy = manager.copy_from(&self.manager, diagram, |v| v)?;
        }
        let parts = self.parts.iter().map(|&(terminal, here)| {
            let here = manager.copy_from(&self.manager, here, |v| v)?;
            Ok((terminal, here))
        });
        let parts = parts.collect::<Result<Vec<_>, Exceeded>>()?;
        let fresh = Self {
            parts,
            admitted: manager.copy_from(&self.manager, self.admitted, |v| v)?,
            value: manager.copy_from(&self.manager, self.value, |v| v)?,
            manager,
            unknowns: self.unknowns.clone(),
            is_unknown: self.is_unknown.clone(),
        };
        Ok((fresh, copied))
    }

    /// From here on something else counts, and is wanted.
    pub(super) fn set(&mut self, admitted: Diagram, value: Diagram) -> Result<(), Exceeded> {
        self.parts = parts(&mut self.manager, admitted, value)?;
        (self.admitted, self.value) = (admitted, value);
        Ok(())
    }

    /// Whether there is nothing to be settled: the value is the same wherever it counts.
    pub(super) fn is_constant(&self) -> bool {
        self.parts.len() < 2
    }

    pub(super) fn is_unknown(&self, variable: Variable) -> bool {
        self.is_unknown[variable.index()]
    }

    /// The variables of an unknown here; none if nothing depends on it.
    pub(super) fn variables_of(&self, unknown: OpenVariable) -> &[Variable] {
        let found = self.unknowns.binary_search_by_key(&unknown, |(known, _)| *known);
        found.map_or(&[], |at| &self.unknowns[at].1)
    }

    /// Where at least one value is possible, and where at least two are, once these variables may be anything.
    pub(super) fn seen_and_open(&mut self, taken: impl Fn(Variable) -> bool) -> Result<(Diagram, Diagram), Exceeded> {
        let (mut seen, mut open) = (Diagram::FALSE, Diagram::FALSE);
        for &(_, here) in &self.parts {
            let here = self.manager.exists(here, &taken)?;
            let both = self.manager.and(seen, here)?;
            open = self.manager.or(open, both)?;
            seen = self.manager.or(seen, here)?;
        }
        Ok((seen, open))
    }

    /// Whether the answers to these unknowns settle it, whatever they are.
    pub(super) fn is_settled_by(&mut self, answered: &[OpenVariable]) -> Result<bool, Exceeded> {
        let open: Vec<Variable> = self
            .unknowns
            .iter()
            .filter(|(unknown, _)| !answered.contains(unknown))
            .flat_map(|(_, variables)| variables.iter().copied())
            .collect();
        let (_, open) = self.seen_and_open(|v| open.contains(&v))?;
        Ok(open == Diagram::FALSE)
    }

    /// Whether an unknown makes the difference for some answers to all others.
    pub(super) fn depends_on(&mut self, unknown: OpenVariable) -> Result<bool, Exceeded> {
        for variable in self.variables_of(unknown).to_vec() {
            let (_, open) = self.seen_and_open(|v| v == variable)?;
            if open != Diagram::FALSE {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

fn parts(manager: &mut Manager, admitted: Diagram, value: Diagram) -> Result<Vec<(u32, Diagram)>, Exceeded> {
    let terminals = manager.terminals_within(value, admitted).into_iter();
    terminals
        .map(|terminal| {
            let here = manager.is(value, terminal)?;
            Ok((terminal, manager.and(here, admitted)?))
        })
        .collect()
}
