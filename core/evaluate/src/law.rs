//! Reading a provision: it forks over the different answers that amendments left open can bring about, not over the
//! amendments.

use toets_diagram::Diagram;
use toets_model::law::Standing;
use toets_model::{AmendmentId, Fixed, Index, ProvisionId};
use toets_plugin::{Answer, ProvisionField};

use crate::compile::Compiled;
use crate::order::OpenVariable;
use crate::replay::Choice;
use crate::space::{Space, Trouble};

/// The value of an amendment's variable where it is in force.
const IN_FORCE: usize = 1;

impl Space {
    /// The answers that a field of a provision can have in the worlds of `care`.
    pub(crate) fn provision_options(
        &mut self,
        compiled: &Compiled,
        provision: ProvisionId,
        field: ProvisionField,
        care: Diagram,
    ) -> Result<Vec<Choice>, Trouble> {
        let study = &compiled.study;
        let mut standings = vec![Standing::without_amendments(&study.provisions[provision], study.as_of)];
        let mut which = Diagram::terminal(0);
        // One amendment after the other, over the standings that are different so far.
        for amendment in study.touching(provision) {
            let moved: Vec<u32> = standings
                .clone()
                .into_iter()
                .map(|standing| {
                    let moved = standing.under(study, provision, amendment);
                    let known = standings.iter().position(|s| *s == moved);
                    known.unwrap_or_else(|| {
                        standings.push(moved);
                        standings.len() - 1
                    }) as u32
                })
                .collect();
            which = match self.amendment_in_force(compiled, amendment) {
                Some(false) => which,
                Some(true) => self.manager.map(which, |n| moved[n as usize])?,
                None => {
                    let with = self.manager.map(which, |n| moved[n as usize])?;
                    let Some(position) = compiled
                        .variables
                        .position(OpenVariable::Study(study.amendments[amendment].variable))
                    else {
                        continue;
                    };
                    let yes = self.manager.literal(position, |value| value as usize == IN_FORCE)?;
                    self.manager.ite(yes, with, which)?
                }
            };
        }
        let mut answers: Vec<Answer> = Vec::new();
        let by_standing: Vec<u32> = standings
            .iter()
            .map(|standing| {
                let answer = field.of(study, provision, *standing);
                let known = answers.iter().position(|a| *a == answer);
                known.unwrap_or_else(|| {
                    answers.push(answer);
                    answers.len() - 1
                }) as u32
            })
            .collect();
        let which = self.manager.map(which, |n| by_standing[n as usize])?;
        match which.as_terminal() {
            Some(n) => Ok(vec![Choice::only(answers[n as usize].clone(), care)]),
            None => self.split(which, care, |n| answers[n as usize].clone()),
        }
    }

    /// The worlds of `care` in which a provision is in force.
    ///
    /// # Errors
    /// The diagrams got too large.
    pub fn in_force(
        &mut self,
        compiled: &Compiled,
        provision: ProvisionId,
        care: Diagram,
    ) -> Result<Diagram, toets_diagram::Exceeded> {
        let options = match self.provision_options(compiled, provision, ProvisionField::InForce, care) {
            Ok(options) => options,
            Err(Trouble::Exceeded(exceeded)) => return Err(exceeded),
            // INVARIANT: a field of a provision has no scorer that could be at fault, and always an answer.
            Err(Trouble::Fault(_) | Trouble::OpenNumber(..) | Trouble::Missing) => return Ok(Diagram::FALSE),
        };
        let there = options.into_iter().find(|option| option.answer == Answer::Yes);
        Ok(there.map_or(Diagram::FALSE, |option| option.within))
    }

    /// Whether the cell fixes an amendment to be in force or not; none where that is open.
    fn amendment_in_force(&self, compiled: &Compiled, amendment: AmendmentId) -> Option<bool> {
        match self.fixed(compiled.study.amendments[amendment].variable)? {
            Fixed::Value(value) => Some(value.to_usize() == IN_FORCE),
            Fixed::Number(_) => Some(false),
        }
    }

    /// What a field of a provision is in one world; `value` gives the value of an open variable there.
    pub(crate) fn provision_in(
        &self,
        compiled: &Compiled,
        provision: ProvisionId,
        field: ProvisionField,
        value: impl Fn(toets_diagram::Variable) -> u32,
    ) -> Answer {
        let study = &compiled.study;
        let standing = study.standing(provision, |amendment| {
            self.amendment_in_force(compiled, amendment).unwrap_or_else(|| {
                let variable = OpenVariable::Study(study.amendments[amendment].variable);
                let position = compiled.variables.position(variable);
                position.is_some_and(|position| value(position) as usize == IN_FORCE)
            })
        });
        field.of(study, provision, standing)
    }
}
