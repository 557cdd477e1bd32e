//! Where findings speak, and where a contest sets them aside.

use toets_diagram::{Diagram, Exceeded, Variable};
use toets_model::{Assignment, Condition, ContestId, ContestWhere, Finding, FindingId, Fixed, Index, VariableId};

use crate::compile::Compiled;
use crate::order::OpenVariable;
use crate::space::{Space, allows};

impl Space {
    /// Where a finding speaks, whether or not it holds there: where what was studied is the case, or a transfer carries it;
    /// a comparison where it compares.
    ///
    /// # Errors
    /// The diagrams got too large.
    pub fn speaks(&mut self, compiled: &Compiled, finding: FindingId) -> Result<Diagram, Exceeded> {
        let study = compiled.study.clone();
        let it = &study.findings[finding];
        if it.system.is_some() {
            return Ok(Diagram::FALSE);
        }
        let compares = self.compares(compiled, it)?;
        if it.only_compares() {
            return Ok(compares);
        }
        let judges = self.judges(compiled, finding)?;
        self.manager.or(judges, compares)
    }

    /// Where what was studied is the case, or a transfer carries it.
    pub(crate) fn judges(&mut self, compiled: &Compiled, finding: FindingId) -> Result<Diagram, Exceeded> {
        let study = compiled.study.clone();
        let it = &study.findings[finding];
        if it.system.is_some() {
            return Ok(Diagram::FALSE);
        }
        let mut result = self.condition(compiled, &it.when, None)?;
        for &transfer in compiled.transfers_of(finding) {
            let carried = self.carried(compiled, transfer, &it.when)?;
            result = self.manager.or(result, carried)?;
        }
        Ok(result)
    }

    /// Where a comparison compares: in the worlds of one of what it compares, as far as the other one has a world too, all
    /// else being equal.
    fn compares(&mut self, compiled: &Compiled, it: &Finding) -> Result<Diagram, Exceeded> {
        let mut anywhere = Diagram::FALSE;
        for (one, other) in it.compare.iter().flat_map(|comparison| comparison.pairs()) {
            let compared = |v: VariableId| one.contains_key(&v) || other.contains_key(&v);
            let studied = self.condition(compiled, &it.when.without(&compared), None)?;
            for (here, there) in [(one, other), (other, one)] {
                let chosen = self.chosen(compiled, here)?;
                let mut both = self.manager.and(studied, chosen)?;
                if both != Diagram::FALSE {
                    let open: Vec<VariableId> = here.keys().copied().filter(|v| !there.contains_key(v)).collect();
                    let admitted = self.admitted_if(compiled, there, &open)?;
                    both = self.manager.and(both, admitted)?;
                }
                anywhere = self.manager.or(anywhere, both)?;
            }
        }
        Ok(anywhere)
    }

    /// Where variables have these values.
    fn chosen(&mut self, compiled: &Compiled, values: &Assignment) -> Result<Diagram, Exceeded> {
        let mut all = Diagram::TRUE;
        for (&variable, &wanted) in values {
            let here = match (self.fixed(variable), wanted) {
                // The constraints leave a number that is open one interval.
                (Some(Fixed::Value(interval)), Fixed::Number(number)) => {
                    let domain = &compiled.study.variables[variable].domain;
                    Diagram::boolean(domain.interval_with(number) == Some(interval))
                }
                (Some(fixed), _) => Diagram::boolean(fixed == wanted),
                (None, _) => self.literal(compiled, variable, wanted)?,
            };
            all = self.manager.and(all, here)?;
        }
        Ok(all)
    }

    /// Where an open variable has a value; a number: where it lies within the interval of its cuts.
    fn literal(&mut self, compiled: &Compiled, variable: VariableId, wanted: Fixed) -> Result<Diagram, Exceeded> {
        let domain = &compiled.study.variables[variable].domain;
        let wanted = match wanted {
            Fixed::Value(value) => Some(value),
            Fixed::Number(number) => domain.interval_with(number),
        };
        match (compiled.variables.position(OpenVariable::Study(variable)), wanted) {
            (Some(position), Some(wanted)) => self
                .manager
                .literal(position, |value| value as usize == wanted.to_usize()),
            _ => Ok(Diagram::FALSE),
        }
    }

    /// For which values of all else the constraints admit a world with these values, and some values of what is `open`,
    /// whatever the cell fixes of them.
    fn admitted_if(
        &mut self,
        compiled: &Compiled,
        values: &Assignment,
        open: &[VariableId],
    ) -> Result<Diagram, Exceeded> {
        let study = compiled.study.clone();
        let mut admitted = Diagram::TRUE;
        for constraint in &study.constraints {
            let when = self.condition_if(compiled, &constraint.when, values, open)?;
            let then = self.condition_if(compiled, &constraint.then, values, open)?;
            let admits = self.manager.implies(when, then)?;
            admitted = self.manager.and(admitted, admits)?;
        }
        let positions = open
            .iter()
            .map(|&v| compiled.variables.position(OpenVariable::Study(v)));
        let positions: Vec<Variable> = positions.flatten().collect();
        self.manager.exists(admitted, |position| positions.contains(&position))
    }

    /// Where a condition would hold if variables had these values, and others were open.
    fn condition_if(
        &mut self,
        compiled: &Compiled,
        condition: &Condition,
        values: &Assignment,
        open: &[VariableId],
    ) -> Result<Diagram, Exceeded> {
        let study = compiled.study.clone();
        let mut result = Diagram::TRUE;
        for test in &condition.all {
            let domain = &study.variables[test.variable].domain;
            let holds = match values.get(&test.variable) {
                Some(&value) => Diagram::boolean(allows(&test.allowed, value, domain)),
                None if open.contains(&test.variable) => self.test_open(compiled, test.variable, &test.allowed)?,
                None => self.test(compiled, test.variable, &test.allowed)?,
            };
            result = self.manager.and(result, holds)?;
        }
        if !condition.any.is_empty() {
            let mut any = Diagram::FALSE;
            for part in &condition.any {
                let holds = self.condition_if(compiled, part, values, open)?;
                any = self.manager.or(any, holds)?;
            }
            result = self.manager.and(result, any)?;
        }
        Ok(result)
    }

    /// Where a contest sets the findings on one of its sides aside: where another side is right and, if the contest is one
    /// only where sides meet, speaks.
    ///
    /// # Errors
    /// The diagrams got too large.
    pub fn set_aside(&mut self, compiled: &Compiled, contest: ContestId, side: u32) -> Result<Diagram, Exceeded> {
        let study = compiled.study.clone();
        let it = &study.contests[contest];
        let Some(position) = compiled.variables.position(OpenVariable::Contest(contest)) else {
            return Ok(Diagram::FALSE);
        };
        if it.where_ == ContestWhere::Anywhere {
            return self.manager.literal(position, |right| right != side);
        }
        let mut result = Diagram::FALSE;
        for right in (0..it.sides.len()).filter(|&right| right as u32 != side) {
            let speaks = self.side_speaks(compiled, contest, right)?;
            let is_right = self.manager.literal(position, |value| value as usize == right)?;
            let here = self.manager.and(is_right, speaks)?;
            result = self.manager.or(result, here)?;
        }
        Ok(result)
    }

    /// Where some finding on a side of a contest speaks.
    ///
    /// # Errors
    /// The diagrams got too large.
    pub fn side_speaks(&mut self, compiled: &Compiled, contest: ContestId, side: usize) -> Result<Diagram, Exceeded> {
        if let Some(&known) = self.sides.get(&(contest, side)) {
            return Ok(known);
        }
        let study = compiled.study.clone();
        let mut result = Diagram::FALSE;
        for &finding in &study.contests[contest].sides[side].findings {
            let speaks = self.speaks(compiled, finding)?;
            result = self.manager.or(result, speaks)?;
        }
        self.sides.insert((contest, side), result);
        Ok(result)
    }
}
