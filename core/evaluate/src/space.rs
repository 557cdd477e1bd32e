//! One cell while it is being evaluated: what is fixed, which worlds count, and the diagrams made so far.

use rustc_hash::FxHashMap;
use toets_diagnostic::Diagnostic;
use toets_diagram::{Diagram, Exceeded, Limits, Manager, Variable};
use toets_model::{
    Allowed, Assignment, Condition, ContestId, Domain, FindingId, Fixed, Index, NodeId, TransferId, Treatment, ValueId,
    VariableId,
};

use crate::compile::Compiled;
use crate::diagrams::{EvidenceDiagrams, NodeDiagrams};
use crate::kept::Kept;
use crate::order::{HOLDS, OpenVariable};

/// A cell: what is fixed, and over everything else the diagrams of all nodes.
#[derive(Debug)]
pub struct Space {
    /// The manager that all diagrams of the cell belong to; its variables are those of the study's order.
    pub manager: Manager,
    /// The worlds that count: the constraints, and unknowns only between the levels that are left open.
    pub admitted: Diagram,
    pub(crate) fixed: Vec<Option<Fixed>>,
    pub(crate) applies: Vec<Option<Diagram>>,
    /// Where sides of contests speak, as far as that was asked.
    pub(crate) sides: FxHashMap<(ContestId, usize), Diagram>,
    pub(crate) nodes: Vec<Option<NodeDiagrams>>,
    /// What the next evaluation of the cell may take over (`again`).
    pub(crate) kept: Kept,
    pub(crate) evidence: FxHashMap<NodeId, EvidenceDiagrams>,
    pub(crate) numbers: Vec<f64>,
    /// The nodes that have no result because of numbers that are open, in the order of judging.
    pub unopened: Vec<Unopened>,
}

/// A node whose scorer can't do without a number that is open.
#[derive(Clone, Debug)]
pub struct Unopened {
    /// The node.
    pub node: NodeId,
    /// The number variables that its scorer read and that are open; none where a number is open for another reason.
    pub numbers: Vec<VariableId>,
    /// What became of it.
    pub fault: Diagnostic,
}

/// Why a node has no result.
#[derive(Clone, Debug)]
pub(crate) enum Trouble {
    /// The diagrams got too large.
    Exceeded(Exceeded),
    /// The scorer is at fault.
    Fault(Box<Diagnostic>),
    /// The scorer can't do without these numbers, which are open.
    OpenNumber(Vec<VariableId>, Box<Diagnostic>),
    /// A node that it depends on has no result.
    Missing,
}

impl From<Exceeded> for Trouble {
    fn from(exceeded: Exceeded) -> Self {
        Self::Exceeded(exceeded)
    }
}

impl Space {
    /// A cell that fixes some variables, with the worlds that the constraints admit.
    pub(crate) fn new(compiled: &Compiled, fixed: &Assignment) -> Result<Self, Exceeded> {
        let study = &compiled.study;
        let mut by_variable = vec![None; study.variables.len()];
        for (&variable, &value) in fixed {
            by_variable[variable.to_usize()] = Some(value);
        }
        let limits = Limits {
            nodes: compiled.limits.diagram_nodes,
        };
        let mut space = Self {
            manager: Manager::new(compiled.variables.arities().to_vec(), limits),
            admitted: Diagram::TRUE,
            fixed: by_variable,
            applies: vec![None; study.findings.len()],
            sides: FxHashMap::default(),
            nodes: vec![None; study.nodes.len()],
            kept: Kept::new(Diagram::FALSE),
            evidence: FxHashMap::default(),
            numbers: Vec::new(),
            unopened: Vec::new(),
        };
        for constraint in &study.constraints {
            let when = space.condition(compiled, &constraint.when, None)?;
            let then = space.condition(compiled, &constraint.then, None)?;
            let admits = space.manager.implies(when, then)?;
            space.admitted = space.manager.and(space.admitted, admits)?;
        }
        space.fix_what_is_forced(compiled)?;
        space.kept.start = space.admitted;
        Ok(space)
    }

    /// Fixes every variable for which the constraints leave one value: it is not open then, and two cells that are tied
    /// to the same value agree on it.
    fn fix_what_is_forced(&mut self, compiled: &Compiled) -> Result<(), Exceeded> {
        if self.admitted == Diagram::FALSE {
            return Ok(());
        }
        for position in self.manager.support(self.admitted) {
            let OpenVariable::Study(variable) = compiled.variables.at(position) else {
                continue;
            };
            let value = self.manager.value(position)?;
            if let [only] = self.manager.terminals_within(value, self.admitted)[..] {
                self.fixed[variable.to_usize()] = Some(Fixed::Value(ValueId::from_usize(only as usize)));
                self.admitted = self.manager.restrict(self.admitted, position, only)?;
            }
        }
        Ok(())
    }

    /// A cell without worlds.
    pub(crate) fn nowhere(compiled: &Compiled) -> Self {
        let study = &compiled.study;
        Self {
            manager: Manager::new(Vec::new(), Limits { nodes: 0 }),
            admitted: Diagram::FALSE,
            fixed: vec![None; study.variables.len()],
            applies: Vec::new(),
            sides: FxHashMap::default(),
            nodes: vec![None; study.nodes.len()],
            kept: Kept::new(Diagram::FALSE),
            evidence: FxHashMap::default(),
            numbers: Vec::new(),
            unopened: Vec::new(),
        }
    }

    /// What the cell fixes a variable to.
    pub fn fixed(&self, variable: VariableId) -> Option<Fixed> {
        self.fixed[variable.to_usize()]
    }

    /// Whether all that is wrong is that numbers are open which scorers can't do without.
    pub fn only_unopened(&self, faults: &[Diagnostic]) -> bool {
        faults
            .iter()
            .all(|fault| self.unopened.iter().any(|one| one.fault == *fault))
    }

    /// The diagrams of a node; none if its scorer or one that it depends on failed.
    pub fn node(&self, node: NodeId) -> Option<NodeDiagrams> {
        self.nodes[node.to_usize()]
    }

    /// The worlds that count for a node: the admitted ones in which it applies; none of them if it has no result.
    ///
    /// # Errors
    /// The diagrams got too large.
    pub fn counts(&mut self, node: NodeId) -> Result<Diagram, Exceeded> {
        match self.node(node) {
            Some(diagrams) => self.manager.and(self.admitted, diagrams.applies),
            None => Ok(Diagram::FALSE),
        }
    }

    /// The terminals that a node has in the worlds that count for it, ascending.
    pub fn terminals(&self, node: NodeId) -> Vec<u32> {
        self.node(node).map_or_else(Vec::new, |diagrams| {
            let manager = &self.manager;
            manager.terminals_within_both(diagrams.level, self.admitted, diagrams.applies)
        })
    }

    /// Where a node applies: where that is said of it, and one of the nodes below it does.
    pub(crate) fn where_it_applies(&mut self, compiled: &Compiled, node: NodeId) -> Result<Diagram, Trouble> {
        let it = &compiled.study.nodes[node];
        let mut applies = Diagram::boolean(it.children.is_empty());
        for child in &it.children {
            let below = self.nodes[child.to_usize()].ok_or(Trouble::Missing)?.applies;
            applies = self.manager.or(applies, below)?;
        }
        let asked = self.condition(compiled, &it.applies, None)?;
        let applies = self.manager.and(applies, asked)?;
        // What the constraints make of it is no condition any more.
        let start = self.kept.start;
        let here = self.manager.and(start, applies)?;
        Ok(match here {
            Diagram::FALSE => here,
            all if all == start => Diagram::TRUE,
            _ => applies,
        })
    }

    /// The number that a terminal of a node on a numeric scale stands for.
    pub fn number(&self, terminal: u32) -> f64 {
        self.numbers.get(terminal as usize).copied().unwrap_or(f64::NAN)
    }

    /// The terminal for a number.
    pub(crate) fn number_terminal(&mut self, number: f64) -> u32 {
        let known = self.numbers.iter().position(|n| n.to_bits() == number.to_bits());
        known.unwrap_or_else(|| {
            self.numbers.push(number);
            self.numbers.len() - 1
        }) as u32
    }

    /// Where a condition holds; of the variables `elsewhere` it is asked what they are whatever the cell fixes (a transfer asks what
    /// held where it was studied).
    pub fn condition(
        &mut self,
        compiled: &Compiled,
        condition: &Condition,
        elsewhere: Option<&[(VariableId, Vec<ValueId>)]>,
    ) -> Result<Diagram, Exceeded> {
        let mut result = Diagram::TRUE;
        for test in &condition.all {
            let named = elsewhere.is_some_and(|all| all.iter().any(|(v, _)| *v == test.variable));
            let holds = if named {
                self.test_open(compiled, test.variable, &test.allowed)?
            } else {
                self.test(compiled, test.variable, &test.allowed)?
            };
            result = self.manager.and(result, holds)?;
            if result == Diagram::FALSE {
                return Ok(result);
            }
        }
        if !condition.any.is_empty() {
            let mut any = Diagram::FALSE;
            for part in &condition.any {
                let holds = self.condition(compiled, part, elsewhere)?;
                any = self.manager.or(any, holds)?;
            }
            result = self.manager.and(result, any)?;
        }
        Ok(result)
    }

    pub(crate) fn test(
        &mut self,
        compiled: &Compiled,
        variable: VariableId,
        allowed: &Allowed,
    ) -> Result<Diagram, Exceeded> {
        let domain = &compiled.study.variables[variable].domain;
        if let Some(fixed) = self.fixed[variable.to_usize()] {
            return Ok(Diagram::boolean(allows(allowed, fixed, domain)));
        }
        self.test_open(compiled, variable, allowed)
    }

    /// A test of a variable, whatever the cell fixes it to.
    pub(crate) fn test_open(
        &mut self,
        compiled: &Compiled,
        variable: VariableId,
        allowed: &Allowed,
    ) -> Result<Diagram, Exceeded> {
        let domain = &compiled.study.variables[variable].domain;
        let Some(position) = compiled.variables.position(OpenVariable::Study(variable)) else {
            return Ok(Diagram::FALSE);
        };
        self.manager.literal(position, |value| {
            allows(allowed, Fixed::Value(ValueId::from_usize(value as usize)), domain)
        })
    }

    /// Where a finding applies: where what was studied holds, or a transfer carries it; where it is open, only if it
    /// holds; in a contest, only if that does not set it aside.
    pub fn applies(&mut self, compiled: &Compiled, finding: FindingId) -> Result<Diagram, Exceeded> {
        if let Some(known) = self.applies[finding.to_usize()] {
            return Ok(known);
        }
        let mut result = self.judges(compiled, finding)?;
        if compiled.study.treatment(finding) == Treatment::Open {
            result = self.only_if(compiled, result, OpenVariable::Finding(finding), HOLDS)?;
        }
        for &(contest, side) in compiled.sides_of(finding) {
            let aside = self.set_aside(compiled, contest, side)?;
            let stands = self.manager.not(aside)?;
            result = self.manager.and(result, stands)?;
        }
        self.applies[finding.to_usize()] = Some(result);
        Ok(result)
    }

    /// Where a transfer carries evidence that was studied `when`; where it is open, only if it holds.
    ///
    /// # Errors
    /// The diagrams got too large.
    pub fn carried(
        &mut self,
        compiled: &Compiled,
        transfer: TransferId,
        when: &Condition,
    ) -> Result<Diagram, Exceeded> {
        let carried = self.carried_if_it_holds(compiled, transfer, when)?;
        if carried != Diagram::FALSE && compiled.study.transfer_treatment(transfer) == Treatment::Open {
            return self.only_if(compiled, carried, OpenVariable::Transfer(transfer), HOLDS);
        }
        Ok(carried)
    }

    /// Where a transfer would carry evidence that was studied `when`, if it held.
    pub(crate) fn carried_if_it_holds(
        &mut self,
        compiled: &Compiled,
        transfer: TransferId,
        when: &Condition,
    ) -> Result<Diagram, Exceeded> {
        let study = compiled.study.clone();
        let it = &study.transfers[transfer];
        let there = self.condition(compiled, &it.to, None)?;
        if there == Diagram::FALSE {
            return Ok(there);
        }
        // One of the places that it starts from is enough; they are not gone through one by one, since there may be very many.
        let mut studied = self.condition(compiled, when, Some(&it.from))?;
        let mut starts = Vec::with_capacity(it.from.len());
        for (variable, values) in &it.from {
            let Some(position) = compiled.variables.position(OpenVariable::Study(*variable)) else {
                return Ok(Diagram::FALSE);
            };
            let among = |value: u32| values.contains(&ValueId::from_usize(value as usize));
            let here = self.manager.literal(position, among)?;
            studied = self.manager.and(studied, here)?;
            starts.push(position);
        }
        let studied = self.manager.exists(studied, |position| starts.contains(&position))?;
        self.manager.and(there, studied)
    }

    fn only_if(
        &mut self,
        compiled: &Compiled,
        diagram: Diagram,
        variable: OpenVariable,
        wanted: u32,
    ) -> Result<Diagram, Exceeded> {
        match compiled.variables.position(variable) {
            Some(position) => {
                let literal = self.manager.literal(position, |value| value == wanted)?;
                self.manager.and(diagram, literal)
            }
            None => Ok(diagram),
        }
    }

    /// The position of the unknown of a node.
    pub(crate) fn unknown_of(compiled: &Compiled, node: NodeId) -> Option<Variable> {
        compiled.variables.position(OpenVariable::Node(node))
    }
}

/// Whether a test allows a value; a number that is open stands for its whole interval.
pub fn allows(allowed: &Allowed, value: Fixed, domain: &Domain) -> bool {
    allowed.admits(value, domain)
}
