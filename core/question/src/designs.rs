//! What designs give: the quantifiers over a space whose levers are open.

use toets_diagram::{Diagram, Exceeded, Variable};
use toets_evaluate::{Compiled, Space};
use toets_model::{Kind, Quantifier};

use crate::goal::People;
use crate::quantify::{Over, is_of_evidence};

/// Which designs reach something, for the people asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Designs {
    /// The designs that count: admitted for at least one of the people.
    pub(crate) admitted: Diagram,
    /// Those that reach it whatever the answers to the unknowns.
    pub(crate) certain: Diagram,
    /// Those that reach it for some answers.
    pub(crate) possible: Diagram,
    /// For which answers, over designs and unknowns.
    pub(crate) by_answer: Over,
}

/// Which designs reach something, among the worlds that count for it.
///
/// People are taken away first, then the law (for all) where it is open and no part of the design, then the unknowns: a design is
/// chosen before their answers are known.
pub(crate) fn designs(
    compiled: &Compiled,
    space: &mut Space,
    (reached, counts): (Diagram, Diagram),
    people: &People,
    is_design: impl Fn(Variable) -> bool,
) -> Result<Designs, Exceeded> {
    let kinds = kinds(compiled);
    let kind_of = |v: Variable| kinds[v.index()];
    let person = |v: Variable| kind_of(v) == Kind::Trait;
    let law = |v: Variable| kind_of(v) == Kind::Regime && !is_design(v);
    let unknown = |v: Variable| kind_of(v) == Kind::Unknown;
    let only = space.condition(compiled, &people.only, None)?;
    let manager = &mut space.manager;
    let worlds = Over {
        admitted: manager.and(counts, only)?,
        holds: reached,
    };
    let by_answer = worlds
        .quantify(manager, people.quantifier, person)?
        .quantify(manager, Quantifier::All, law)?;
    // Where the evidence limits what an answer can be for some people, it says nothing of the others; so each is looked at alone too. What
    // the study itself declares unknown says who there are: it comes last.
    let declared = |v: Variable| unknown(v) && !is_of_evidence(compiled.variables().at(v));
    let of_evidence = |v: Variable| is_of_evidence(compiled.variables().at(v));
    let mut whatever = by_answer.quantify(manager, Quantifier::All, of_evidence)?;
    let mut some = by_answer.quantify(manager, Quantifier::Some, of_evidence)?;
    match people.quantifier {
        Quantifier::All => {
            let each =
                worlds
                    .quantify(manager, Quantifier::Some, of_evidence)?
                    .quantify(manager, Quantifier::All, |v| person(v) || law(v))?;
            some.holds = manager.and(some.holds, each.holds)?;
        }
        Quantifier::Some => {
            let one = worlds
                .quantify(manager, Quantifier::All, of_evidence)?
                .quantify(manager, Quantifier::Some, person)?
                .quantify(manager, Quantifier::All, law)?
                .within(manager)?;
            whatever.holds = manager.or(whatever.holds, one.holds)?;
        }
    }
    let whatever = whatever.quantify(manager, Quantifier::All, declared)?.within(manager)?;
    let some = some.quantify(manager, Quantifier::Some, declared)?.within(manager)?;
    Ok(Designs {
        admitted: whatever.admitted,
        certain: whatever.holds,
        possible: some.holds,
        by_answer,
    })
}

/// For each variable of the study's order, who decides it.
pub(crate) fn kinds(compiled: &Compiled) -> Vec<Kind> {
    let study = &compiled.study;
    compiled.variables().iter().map(|(_, v)| v.kind(study)).collect()
}
