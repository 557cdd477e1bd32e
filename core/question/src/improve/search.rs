//! Every design at once, and the cheapest ways to those that reach the goal.

use std::sync::Arc;

use num_bigint::BigUint;
use rustc_hash::FxHashMap;
use toets_diagnostic::Diagnostic;
use toets_diagram::{Diagram, Exceeded, Variable};
use toets_evaluate::{CaseBox, Compiled, OpenVariable, Space, evaluate_where};
use toets_model::{Assignment, Domain, Fixed, Index, Kind, ValueId, VariableId};

use super::blocked::{Blocked, Capped};
use super::cheapest::{Cheapest, Steps, cheapest};
use super::{Change, Found, Improve, LISTED, Outcome, Way, Ways};
use crate::conditions::named;
use crate::contrast::beside;
use crate::depends::depends_on;
use crate::designs::{Designs, designs, kinds};
use crate::faults::too_large;
use crate::goal::Goal;
use crate::joint::Whose;
use crate::values::values;

/// How many boxes say which choices of open levers will do.
const BOXES: usize = 20;

/// The designs that may be chosen: with other levers, or under another law.
pub(super) struct Search<'a> {
    pub(super) compiled: &'a Arc<Compiled>,
    pub(super) asked: &'a Improve,
    /// What stays as it is.
    pub(super) fixed: Assignment,
    pub(super) space: Space,
    /// What may change: its value now, as a number of the diagram.
    pub(super) base: FxHashMap<Variable, (VariableId, u32)>,
    /// What must change, as the constraints leave it no other value.
    pub(super) forced: Vec<(VariableId, u32)>,
    /// The numbers that stay as they are since they can't be left open.
    pub(super) kept: Vec<VariableId>,
    /// What the scenario, the group and the study fix now.
    pub(super) now: Assignment,
    pub(super) kinds: Vec<Kind>,
}

/// A cell in which the goal is reached.
pub(super) struct Reached {
    pub(super) space: Space,
    /// The choices of open levers with which it is.
    pub(super) works: Diagram,
    /// The same as boxes.
    pub(super) choices: Vec<CaseBox>,
    pub(super) truncated: bool,
    pub(super) hangs_on: Vec<OpenVariable>,
    pub(super) needs: CaseBox,
}

/// Why there is no answer.
pub(super) enum Trouble {
    Exceeded(Exceeded),
    Faults(Vec<Diagnostic>),
}

impl From<Exceeded> for Trouble {
    fn from(exceeded: Exceeded) -> Self {
        Self::Exceeded(exceeded)
    }
}

impl Trouble {
    pub(super) fn faults(self, compiled: &Compiled) -> Vec<Diagnostic> {
        match self {
            Self::Exceeded(exceeded) => vec![too_large(
                compiled,
                ("what a change moves", "wat een wijziging verandert"),
                &exceeded,
            )],
            Self::Faults(faults) => faults,
        }
    }
}

impl<'a> Search<'a> {
    /// A search among changes of some variables: of levers, of the law, or of how it is read.
    pub(super) fn new(
        compiled: &'a Arc<Compiled>,
        asked: &'a Improve,
        among: impl Fn(VariableId) -> bool,
    ) -> Result<Self, Vec<Diagnostic>> {
        let now = compiled.fixed(asked.scenario, asked.group);
        Self::starting_at(compiled, asked, now, among)
    }

    /// A search among changes of some variables from what is fixed now.
    pub(super) fn starting_at(
        compiled: &'a Arc<Compiled>,
        asked: &'a Improve,
        now: Assignment,
        among: impl Fn(VariableId) -> bool,
    ) -> Result<Self, Vec<Diagnostic>> {
        let study = &compiled.study;
        let is_number = |variable: VariableId| matches!(study.variables[variable].domain, Domain::Number { .. });
        // Numbers are let go too, unless what is asked can't be worked out then: they stay as they are, which is said.
        let mut numbers_stay = false;
        let (may_change, fixed, space) = loop {
            let may_change = |variable: VariableId, value: Fixed| {
                let domain = &study.variables[variable].domain;
                let may = among(variable) && !(numbers_stay && is_number(variable));
                may.then(|| index_of(domain, value)).flatten()
            };
            let fixed: Assignment = now
                .iter()
                .filter(|&(&variable, &value)| may_change(variable, value).is_none())
                .map(|(&variable, &value)| (variable, value))
                .collect();
            let (space, faults) = evaluate_where(compiled, &fixed, Some(asked.goal.node));
            if faults.is_empty() {
                let may_change = now.iter().map(|(&v, &value)| (v, may_change(v, value)));
                break (may_change.collect::<FxHashMap<_, _>>(), fixed, space);
            }
            if numbers_stay || !space.only_unopened(&faults) {
                return Err(faults);
            }
            numbers_stay = true;
        };
        let kept = now.keys().copied();
        let kept = kept.filter(|&v| among(v) && is_number(v) && may_change[&v].is_none());
        let kept = kept.collect();
        let mut base = FxHashMap::default();
        let mut forced = Vec::new();
        for &variable in now.keys() {
            let Some(index) = may_change[&variable] else {
                continue;
            };
            match space
                .fixed(variable)
                .map(|value| index_of(&study.variables[variable].domain, value))
            {
                Some(Some(only)) if only != index => forced.push((variable, only)),
                Some(_) => {}
                None => {
                    if let Some(position) = compiled.variables().position(OpenVariable::Study(variable)) {
                        base.insert(position, (variable, index));
                    }
                }
            }
        }
        Ok(Self {
            compiled,
            asked,
            fixed,
            space,
            base,
            forced,
            kept,
            now,
            kinds: kinds(compiled),
        })
    }

    /// Whether a variable is part of a design: what may change, and the levers that are left open.
    fn is_design(&self) -> impl Fn(Variable) -> bool + use<> {
        let design: Vec<bool> = (0..self.kinds.len())
            .map(|n| self.kinds[n] == Kind::Lever || self.base.contains_key(&Variable(n as u32)))
            .collect();
        move |v| design[v.index()]
    }

    /// Whether a variable of the study is part of a design.
    pub(super) fn chooses(&self, variable: OpenVariable) -> bool {
        let position = self.compiled.variables().position(variable);
        position.is_some_and(|position| self.is_design()(position))
    }

    /// Which designs reach the goal.
    pub(super) fn designs(&mut self) -> Result<Designs, Exceeded> {
        self.designs_for(self.asked.goal)
    }

    fn designs_for(&mut self, goal: Goal) -> Result<Designs, Exceeded> {
        let is_design = self.is_design();
        let reached = goal.reached(self.compiled, &mut self.space)?.unwrap_or(Diagram::FALSE);
        let counts = self.space.counts(goal.node)?;
        designs(
            self.compiled,
            &mut self.space,
            (reached, counts),
            &self.asked.people,
            is_design,
        )
    }

    pub(super) fn is_empty(&self, designs: &Designs) -> bool {
        designs.admitted == Diagram::FALSE
    }

    /// How many designs there are.
    pub(super) fn count(&self, designs: &Designs) -> BigUint {
        let study = &self.compiled.study;
        let is_design = self.is_design();
        let open: Vec<Variable> = self
            .compiled
            .variables()
            .iter()
            .filter(|&(position, variable)| match variable {
                OpenVariable::Study(v) => is_design(position) && self.space.fixed(v).is_none(),
                _ => false,
            })
            .filter(|&(_, variable)| variable.arity(study) > 1)
            .map(|(position, _)| position)
            .collect();
        self.space.manager.count(designs.admitted, &open)
    }

    /// The smallest changes, each set beside the scenario as it is.
    pub(super) fn ways(&mut self, weighed: &Designs, now: &mut Space) -> Result<Ways, Trouble> {
        let possible = self.outcome(weighed.possible, false, now)?;
        let certain = match (self.outcome(weighed.certain, true, now)?, &possible) {
            (Outcome::None(_), Outcome::Found(_)) => Outcome::None(Blocked::Open),
            (outcome, _) => outcome,
        };
        Ok(Ways { certain, possible })
    }

    /// The cheapest changes to a design that reaches the goal, and what each of them costs; none if no design does.
    pub(super) fn changes(&mut self, reaching: Diagram) -> Result<Option<(Cheapest, u64)>, Exceeded> {
        let onto_changes = self.space.manager.exists(reaching, |v| !self.base.contains_key(&v))?;
        let cost = |position: Variable, value: u32| match self.base.get(&position) {
            Some(&(variable, now)) if now != value => self.asked.costs.of_index(variable, value),
            _ => 0,
        };
        let declared = self.compiled.variables().declared();
        let found = cheapest(&mut self.space.manager, onto_changes, cost, &declared, LISTED)?;
        let forced: u64 = self
            .forced
            .iter()
            .map(|&(v, value)| self.asked.costs.of_index(v, value))
            .sum();
        Ok(found.map(|found| {
            let cost = found.cost.saturating_add(forced);
            (found, cost)
        }))
    }

    fn outcome(&mut self, reaching: Diagram, certain: bool, now: &mut Space) -> Result<Outcome, Trouble> {
        let Some((cheapest, cost)) = self.changes(reaching)? else {
            return Ok(Outcome::None(Blocked::Capped(self.capped()?)));
        };
        let mut ways = Vec::with_capacity(cheapest.ways.len());
        for steps in &cheapest.ways {
            ways.push(self.way(steps, certain, now)?);
        }
        // First the one that asks least of what is not known.
        ways.sort_by_key(|way| (way.needs.len(), way.hangs_on.len()));
        Ok(Outcome::Found(Found {
            cost,
            total: cheapest.total,
            ways,
        }))
    }

    /// What is fixed after some steps, and what became of it.
    pub(super) fn changed(&self, steps: &Steps) -> (Assignment, Vec<Change>) {
        let mut to = self.forced.clone();
        to.extend(
            steps
                .iter()
                .filter_map(|(position, value)| Some((self.base.get(position)?.0, *value))),
        );
        to.sort_unstable();
        let mut fixed = self.now.clone();
        let mut changes = Vec::with_capacity(to.len());
        for (variable, value) in to {
            let to = ValueId::from_usize(value as usize);
            if let Some(from) = fixed.insert(variable, Fixed::Value(to)) {
                changes.push(Change { variable, from, to });
            }
        }
        (fixed, changes)
    }

    fn way(&mut self, steps: &Steps, certain: bool, now: &mut Space) -> Result<Way, Trouble> {
        let compiled = self.compiled;
        let (fixed, changes) = self.changed(steps);
        let Reached {
            space: there,
            works,
            choices,
            truncated,
            hangs_on,
            needs,
        } = self.reached(&fixed, certain, &CaseBox::new())?;
        let (mut after, faults) = evaluate_where(compiled, &fixed, None);
        if !faults.is_empty() {
            return Err(Trouble::Faults(faults));
        }
        let works = after.manager.copy_from(&there.manager, works, |v| v)?;
        let (same, own) = ([Whose::All; 2], [Whose::Side(0), Whose::Side(1)]);
        let mut effects = beside(compiled, [now, &mut after], same, self.asked.group, Some(works))?;
        if effects.is_none() {
            // No choice of the open levers fits both.
            effects = beside(compiled, [now, &mut after], own, self.asked.group, Some(works))?;
        }
        Ok(Way {
            changes,
            choices,
            truncated,
            hangs_on,
            needs,
            effects,
        })
    }

    /// With which choices of open levers the goal is reached once this is fixed, for these answers to unknowns, and what that
    /// depends on.
    pub(super) fn reached(&self, fixed: &Assignment, certain: bool, given: &CaseBox) -> Result<Reached, Trouble> {
        let compiled = self.compiled;
        // Only what the goal is judged from: what is not known of other nodes has no say in it.
        let (mut there, faults) = evaluate_where(compiled, fixed, Some(self.asked.goal.node));
        if !faults.is_empty() {
            return Err(Trouble::Faults(faults));
        }
        for (unknown, answers) in given {
            if let Some(position) = compiled.variables().position(*unknown) {
                let one_of = there.manager.literal(position, |value| answers.contains(&value))?;
                there.admitted = there.manager.and(there.admitted, one_of)?;
            }
        }
        let reached = self.asked.goal.reached(compiled, &mut there)?.unwrap_or(Diagram::FALSE);
        let counts = there.counts(self.asked.goal.node)?;
        let weighed = designs(compiled, &mut there, (reached, counts), &self.asked.people, |v| {
            self.kinds[v.index()] == Kind::Lever
        })?;
        let works = if certain { weighed.certain } else { weighed.possible };
        let declared = compiled.variables().declared();
        let boxes = there.manager.boxes(works, weighed.admitted, &declared, BOXES)?;
        let works_boxes = boxes.cases.into_iter().find(|case| case.terminal == 1);
        let (choices, truncated) = match works_boxes {
            Some(case) => (case.boxes, case.truncated),
            None => (Vec::new(), false),
        };
        let choices = choices.into_iter().map(|one| named(compiled, one)).collect();
        let (hangs_on, needs) = if certain {
            (Vec::new(), Vec::new())
        } else {
            hangs_on(compiled, &mut there, &weighed, works, &self.kinds)?
        };
        Ok(Reached {
            space: there,
            works,
            choices,
            truncated,
            hangs_on,
            needs,
        })
    }

    /// The best that can be reached, where the goal can't.
    pub(super) fn capped(&mut self) -> Result<Capped, Exceeded> {
        let study = self.compiled.study.clone();
        let goal = self.asked.goal;
        let scale = &study.scales[study.nodes[goal.node].scale];
        let mut reachable = Vec::new();
        for level in (0..scale.levels().len()).rev() {
            let goal = Goal {
                level: Index::from_usize(level),
                ..goal
            };
            if self.designs_for(goal)?.possible != Diagram::FALSE {
                reachable.push(level as u32);
                if scale.ordered() {
                    break;
                }
            }
        }
        Ok(Capped {
            best: values(self.compiled, &self.space, goal.node, reachable),
            blockers: None,
        })
    }
}

/// The unknowns that a design depends on, and those that must have one of some answers.
fn hangs_on(
    compiled: &Compiled,
    space: &mut Space,
    there: &Designs,
    works: Diagram,
    kinds: &[Kind],
) -> Result<(Vec<OpenVariable>, CaseBox), Exceeded> {
    let manager = &mut space.manager;
    let care = manager.and(there.by_answer.admitted, works)?;
    let mut unknowns = compiled.variables().declared();
    unknowns.retain(|v| kinds[v.index()] == Kind::Unknown);
    let good = manager.and(care, there.by_answer.holds)?;
    let mut all = Vec::new();
    let mut needs = CaseBox::new();
    for position in depends_on(manager, there.by_answer.holds, care, &unknowns)? {
        let unknown = compiled.variables().at(position);
        all.push(unknown);
        let value = manager.value(position)?;
        let answers = manager.terminals_within(value, good);
        if answers.len() < manager.terminals_within(value, care).len() {
            needs.push((unknown, answers));
        }
    }
    Ok((all, needs))
}

/// The number of a value in diagrams: for a number that of the interval it lies in; none if the variable can't be open.
fn index_of(domain: &Domain, value: Fixed) -> Option<u32> {
    match value {
        Fixed::Value(value) if domain.size() > 0 => Some(value.to_usize() as u32),
        Fixed::Value(_) => None,
        Fixed::Number(number) => domain.interval_with(number).map(|value| value.to_usize() as u32),
    }
}
