//! Which of two provisions prevails where they conflict: never the order of writing.

use super::ProvisionId;
use crate::study::Study;

/// Why one provision prevails over another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Principle {
    /// The study says so (`over`).
    Stated,
    /// Higher over lower: the rank of its instrument.
    Higher,
    /// Specific over general (`specific_to`).
    Specific,
    /// Later over earlier: the day on which it came in force.
    Later,
}

/// Which of two conflicting provisions prevails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precedence {
    /// The first one, by this principle.
    First(Principle),
    /// The second one, by this principle.
    Second(Principle),
    /// No principle tells.
    Neither,
}

impl Study {
    /// Which of two provisions prevails where they conflict: as the study says, else the higher, else the more
    /// specific, else the later one.
    pub fn precedence(&self, first: ProvisionId, second: ProvisionId) -> Precedence {
        let (a, b) = (&self.provisions[first], &self.provisions[second]);
        let decide = |a_wins: bool, b_wins: bool, principle| match (a_wins, b_wins) {
            (true, false) => Some(Precedence::First(principle)),
            (false, true) => Some(Precedence::Second(principle)),
            _ => None,
        };
        let rank = |of: &super::Provision| of.instrument.and_then(|id| self.instruments[id].rank());
        let higher = match (rank(a), rank(b)) {
            (Some(a), Some(b)) => decide(a > b, b > a, Principle::Higher),
            _ => None,
        };
        // A provision without a first day is older than any that has one.
        let (from_a, from_b) = (a.valid_from(), b.valid_from());
        decide(a.over.contains(&second), b.over.contains(&first), Principle::Stated)
            .or(higher)
            .or_else(|| {
                decide(
                    a.specific_to.contains(&second),
                    b.specific_to.contains(&first),
                    Principle::Specific,
                )
            })
            .or_else(|| decide(from_a > from_b, from_b > from_a, Principle::Later))
            .unwrap_or(Precedence::Neither)
    }

    /// The powers that may lift a provision, ascending.
    pub fn lifters(&self, provision: ProvisionId) -> Vec<ProvisionId> {
        let lifts = self.provisions.iter().filter(|(_, it)| it.lifts.contains(&provision));
        lifts.map(|(id, _)| id).collect()
    }

    /// The provisions that defeat one where they apply: its exceptions, and those that conflict with it and prevail.
    pub fn defeaters(&self, provision: ProvisionId) -> Vec<ProvisionId> {
        let it = &self.provisions[provision];
        let prevailing = it.conflicts_with.iter().copied();
        let prevailing = prevailing.filter(|&other| matches!(self.precedence(other, provision), Precedence::First(_)));
        let mut all: Vec<ProvisionId> = it.exceptions.iter().copied().chain(prevailing).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}
