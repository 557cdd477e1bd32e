//! On what an outcome depends, by looking at every pair of things that may be.

use std::collections::{BTreeMap, BTreeSet};

/// What may be so, with what comes of it. What is not named makes no difference there.
pub(crate) type Outcome<U, T> = (BTreeMap<U, usize>, T);

/// Everything that is in a smallest change, from one thing that may be to another, with which something else comes of it: sets of which no part
/// would do, whatever the two things. Within a context all else is equal.
pub(crate) fn depends<U: Ord + Copy, T: PartialEq>(contexts: &[Vec<Outcome<U, T>>]) -> BTreeSet<U> {
    let mut changes: BTreeSet<BTreeSet<U>> = BTreeSet::new();
    for outcomes in contexts {
        for (n, (one, comes)) in outcomes.iter().enumerate() {
            for (other, _) in outcomes[n + 1..].iter().filter(|(_, other)| other != comes) {
                let differ = |(unit, value): &(&U, &usize)| other.get(unit).is_some_and(|there| there != *value);
                changes.insert(one.iter().filter(differ).map(|(&unit, _)| unit).collect());
            }
        }
    }
    let least = |set: &&BTreeSet<U>| !changes.iter().any(|part| part != *set && part.is_subset(set));
    changes.iter().filter(least).flatten().copied().collect()
}
