//! For all, for some: taking variables away from a statement.
//!
//! Quantifiers are the same everywhere. A statement is first about worlds; people, levers and law are taken away for all or
//! for some of their admitted values, and what is left is about the unknowns: whatever their answers, or for some.

use toets_diagram::{Diagram, Exceeded, Manager, Variable};
use toets_evaluate::OpenVariable;
use toets_model::Quantifier;

/// Whether an unknown is one that evidence leaves open.
///
/// Evidence may leave a node open between other levels for some people than for others: then the answer says nothing of those for whom it can't
/// be. What a study itself declares unknown is no such thing, though constraints may tie it to who there are: "if the answer is this,
/// nobody is like that" says who there would be.
pub(crate) fn is_of_evidence(variable: OpenVariable) -> bool {
    !matches!(variable, OpenVariable::Study(_))
}

/// What counts and a value there, without those of these unknowns on which the value depends in no world that counts; taken in this order.
///
/// They are those that evidence leaves open. What such an unknown may be can differ between worlds (the evidence on some people leaves a node
/// open between fewer levels, or does not leave it open). An answer that some worlds don't admit would then leave those out, and say something
/// of the value without having a say in it: whether a script ever asks for the node would change what is said. Where nothing depends on the
/// answer, nobody is to be left out for it.
pub(crate) fn without_idle(
    manager: &mut Manager,
    (mut admitted, mut value): (Diagram, Diagram),
    unknowns: &[Variable],
) -> Result<(Diagram, Diagram), Exceeded> {
    let support = manager.support(admitted);
    let limited = unknowns.iter().copied().filter(|v| support.binary_search(v).is_ok());
    'limited: for unknown in limited {
        let mut seen = Diagram::FALSE;
        let mut without = Diagram::terminal(0);
        for terminal in manager.terminals_within(value, admitted) {
            let here = manager.is(value, terminal)?;
            let here = manager.and(here, admitted)?;
            let here = manager.exists(here, |v| v == unknown)?;
            if manager.and(seen, here)? != Diagram::FALSE {
                continue 'limited;
            }
            seen = manager.or(seen, here)?;
            without = manager.ite(here, Diagram::terminal(terminal), without)?;
        }
        (admitted, value) = (seen, without);
    }
    Ok((admitted, value))
}

/// A statement, and the worlds that count for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Over {
    /// The worlds that count.
    pub(crate) admitted: Diagram,
    /// Where the statement holds; what it says outside the worlds that count has no meaning.
    pub(crate) holds: Diagram,
}

impl Over {
    /// Takes variables away: the statement holds for all of their admitted values, or for some. What counts then is whatever
    /// counted for some of them.
    pub(crate) fn quantify(
        self,
        manager: &mut Manager,
        quantifier: Quantifier,
        taken: impl Fn(Variable) -> bool,
    ) -> Result<Self, Exceeded> {
        let holds = match quantifier {
            Quantifier::All => {
                let where_admitted = manager.implies(self.admitted, self.holds)?;
                manager.forall(where_admitted, &taken)?
            }
            Quantifier::Some => {
                let both = manager.and(self.admitted, self.holds)?;
                manager.exists(both, &taken)?
            }
        };
        let admitted = manager.exists(self.admitted, &taken)?;
        Ok(Self { admitted, holds })
    }

    /// The same without those of these unknowns on which the statement depends in no world that counts ([`without_idle`]).
    pub(crate) fn without_idle(self, manager: &mut Manager, unknowns: &[Variable]) -> Result<Self, Exceeded> {
        let (admitted, holds) = without_idle(manager, (self.admitted, self.holds), unknowns)?;
        Ok(Self { admitted, holds })
    }

    /// The same, so that two that say the same are equal: it holds nowhere but where it counts.
    pub(crate) fn within(self, manager: &mut Manager) -> Result<Self, Exceeded> {
        Ok(Self {
            holds: manager.and(self.admitted, self.holds)?,
            ..self
        })
    }

    /// Whether it holds wherever it counts.
    pub(crate) fn always(self, manager: &mut Manager) -> Result<bool, Exceeded> {
        Ok(manager.implies(self.admitted, self.holds)? == Diagram::TRUE)
    }

    /// Whether it holds anywhere that counts.
    pub(crate) fn ever(self, manager: &mut Manager) -> Result<bool, Exceeded> {
        Ok(manager.and(self.admitted, self.holds)? != Diagram::FALSE)
    }
}
