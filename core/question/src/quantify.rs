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

    /// Takes away those of these unknowns on which the statement hangs in no world that counts.
    ///
    /// They are those that evidence leaves open. What such an unknown may be can differ between people (the evidence on some leaves a node
    /// open between fewer levels). An answer that some people's worlds don't admit would then leave those people
    /// out, and a statement could come to hold for all others, whatever the answer. Where nothing hangs on the answer, nobody is to be left
    /// out for it.
    pub(crate) fn without_idle(
        mut self,
        manager: &mut Manager,
        unknown: impl Fn(Variable) -> bool,
    ) -> Result<Self, Exceeded> {
        let limited: Vec<Variable> = manager
            .support(self.admitted)
            .into_iter()
            .filter(|&v| unknown(v))
            .collect();
        for idle in limited {
            let yes = manager.and(self.admitted, self.holds)?;
            let yes = manager.exists(yes, |v| v == idle)?;
            let not = manager.not(self.holds)?;
            let no = manager.and(self.admitted, not)?;
            let no = manager.exists(no, |v| v == idle)?;
            if manager.and(yes, no)? == Diagram::FALSE {
                self.admitted = manager.exists(self.admitted, |v| v == idle)?;
                self.holds = yes;
            }
        }
        Ok(self)
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
