//! Reading a provision: it forks over the different answers that amendments left open can bring about, not over the
//! amendments.

use toets_diagram::{Diagram, Exceeded};
use toets_model::law::Standing;
use toets_model::{AmendmentId, Fixed, Index, ProvisionId};
use toets_plugin::{Answer, ProvisionField};

use crate::compile::Compiled;
use crate::order::OpenVariable;
use crate::space::Space;

/// The value of an amendment's variable where it is in force.
const IN_FORCE: usize = 1;

impl Space {
    /// The answers that a field of a provision can have, and which of them it has in each world.
    pub(crate) fn provision(
        &mut self,
        compiled: &Compiled,
        provision: ProvisionId,
        field: ProvisionField,
    ) -> Result<(Diagram, Vec<Answer>), Exceeded> {
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
        Ok((which, answers))
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
    ) -> Result<Diagram, Exceeded> {
        let (which, answers) = self.provision(compiled, provision, ProvisionField::InForce)?;
        let there = self.manager.is_in(which, |n| answers[n as usize] == Answer::Yes)?;
        self.manager.and(care, there)
    }

    /// Whether the cell fixes an amendment to be in force or not; none where that is open.
    fn amendment_in_force(&self, compiled: &Compiled, amendment: AmendmentId) -> Option<bool> {
        match self.fixed(compiled.study.amendments[amendment].variable)? {
            Fixed::Value(value) => Some(value.to_usize() == IN_FORCE),
            Fixed::Number(_) => Some(false),
        }
    }
}
