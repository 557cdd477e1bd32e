//! Against all pairs of worlds, and all sets of questions.

use std::collections::BTreeSet;

use proptest::prelude::*;
use toets_diagram::Limits;

use super::*;

const VARIABLES: usize = 4;

/// A function of a few variables with two values, on some worlds.
#[derive(Clone, Debug)]
struct Function {
    /// For each world its outcome.
    outcomes: Vec<u32>,
    counts: Vec<bool>,
    /// What may be another one.
    among: Vec<bool>,
}

fn functions() -> impl Strategy<Value = Function> {
    let worlds = 1 << VARIABLES;
    let outcomes = (1u32..4).prop_flat_map(move |most| proptest::collection::vec(0..=most, worlds));
    let counts = prop_oneof![Just(1.0), Just(0.7), Just(0.4), Just(0.2)]
        .prop_flat_map(move |share| proptest::collection::vec(proptest::bool::weighted(share), worlds));
    let among = proptest::collection::vec(proptest::bool::weighted(0.8), VARIABLES);
    (outcomes, counts, among).prop_map(|(outcomes, counts, among)| Function {
        outcomes,
        counts,
        among,
    })
}

impl Function {
    fn diagrams(&self, manager: &mut Manager) -> (Diagram, Diagram) {
        let mut diagram = Diagram::terminal(0);
        let mut care = Diagram::FALSE;
        for (n, &outcome) in self.outcomes.iter().enumerate() {
            let mut world = Diagram::TRUE;
            for v in 0..VARIABLES {
                let is = manager
                    .literal(Variable(v as u32), |value| value as usize == n >> v & 1)
                    .unwrap();
                world = manager.and(world, is).unwrap();
            }
            diagram = manager.ite(world, Diagram::terminal(outcome), diagram).unwrap();
            if self.counts[n] {
                care = manager.or(care, world).unwrap();
            }
        }
        (diagram, care)
    }

    /// The pairs of worlds with another outcome that differ in nothing but what may be another one: in what they do, as bits.
    fn changes(&self) -> BTreeSet<usize> {
        let worlds = || (0..self.outcomes.len()).filter(|&n| self.counts[n]);
        let may = (0..VARIABLES)
            .filter(|&v| self.among[v])
            .fold(0, |bits, v| bits | 1 << v);
        let pairs = worlds().flat_map(|one| worlds().map(move |other| (one, other)));
        let differ = pairs.filter(|&(one, other)| self.outcomes[one] != self.outcomes[other]);
        differ
            .map(|(one, other)| one ^ other)
            .filter(|change| change & !may == 0)
            .collect()
    }
}

/// The variables of these sets, as bits, that are in one of which no part is among them.
fn in_least(sets: &BTreeSet<usize>) -> usize {
    let least = sets
        .iter()
        .filter(|&&set| !sets.iter().any(|&part| part != set && part & set == part));
    least.fold(0, |all, set| all | set)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn it_depends_on_what_the_smallest_changes_change(function in functions()) {
        let mut manager = Manager::new(vec![2; VARIABLES], Limits { nodes: 10_000 });
        let (diagram, care) = function.diagrams(&mut manager);
        let among: Vec<Variable> = manager.variables().filter(|v| function.among[v.index()]).collect();
        let found = depends_on(&mut manager, diagram, care, &among).unwrap();
        let bits = found.iter().fold(0usize, |bits, v| bits | 1 << v.index());
        let changes = function.changes();
        prop_assert_eq!(bits, in_least(&changes));

        // The same as all variables of the smallest sets of questions that leave no doubt.
        let told = |known: usize| changes.iter().all(|change| change & known != 0);
        let sets: BTreeSet<usize> = (0..1 << VARIABLES).filter(|&known| told(known)).collect();
        let needless = |known: usize| changes.is_empty() && known != 0;
        let sets = sets.into_iter().filter(|&known| !needless(known)).collect();
        prop_assert_eq!(bits, in_least(&sets));
    }
}
