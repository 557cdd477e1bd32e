//! Against a walk through all worlds and all sets of variables.

use proptest::prelude::*;
use toets_diagram::Limits;

use super::*;

const ARITIES: [u32; 4] = [3, 2, 2, 3];

fn worlds() -> Vec<[u32; 4]> {
    let mut all = Vec::new();
    for a in 0..3 {
        for b in 0..2 {
            for c in 0..2 {
                for d in 0..3 {
                    all.push([a, b, c, d]);
                }
            }
        }
    }
    all
}

fn diagram(manager: &mut Manager, holds: &[bool]) -> Diagram {
    let mut any = Diagram::FALSE;
    for (world, _) in worlds().iter().zip(holds).filter(|(_, holds)| **holds) {
        let mut one = Diagram::TRUE;
        for (v, &value) in world.iter().enumerate() {
            let is = manager.literal(Variable(v as u32), |other| other == value).unwrap();
            one = manager.and(one, is).unwrap();
        }
        any = manager.or(any, one).unwrap();
    }
    any
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reasons_suffice_and_nothing_can_be_left_out(
        mut holds in proptest::collection::vec(proptest::bool::weighted(0.7), 36),
        admitted in proptest::collection::vec(proptest::bool::weighted(0.8), 36),
        now in 0usize..36,
        order in Just([0u32, 1, 2, 3].map(Variable)).prop_shuffle(),
    ) {
        holds[now] = true;
        let mut manager = Manager::new(ARITIES.to_vec(), Limits { nodes: 10_000 });
        let (diagram_holds, diagram_admitted) = (diagram(&mut manager, &holds), diagram(&mut manager, &admitted));
        let all = worlds();
        let here = all[now];
        let found = reason(&mut manager, diagram_holds, diagram_admitted, |v| here[v.index()], &order).unwrap();
        prop_assert_eq!(found.is_some(), admitted[now]);
        let Some(found) = found else {
            return Ok(());
        };
        for &(variable, value) in &found.values {
            prop_assert_eq!(value, here[variable.index()]);
        }
        let suffices = |kept: &dyn Fn(u32) -> bool| {
            let alike = |world: &[u32; 4]| (0u32..4).all(|v| !kept(v) || world[v as usize] == here[v as usize]);
            (0..36).all(|n| !admitted[n] || holds[n] || !alike(&all[n]))
        };
        let said: BTreeSet<u32> = found.values.iter().map(|(variable, _)| variable.0).collect();
        prop_assert!(suffices(&|v| said.contains(&v)));
        for &variable in &said {
            prop_assert!(!suffices(&|v| v != variable && said.contains(&v)), "{} can be left out", variable);
        }
        let least = |size: u32| (0u32..16).filter(|bits| bits.count_ones() == size && suffices(&|v| bits >> v & 1 == 1)).count();
        prop_assert!((0..said.len() as u32).all(|size| least(size) == 0));
        // With so few variables the search always ends.
        prop_assert_eq!(found.smallest, Some(least(said.len() as u32).into()));
    }

    #[test]
    fn what_is_named_first_is_left_out_first(first in 0u32..3) {
        // Any one of three decides.
        let mut manager = Manager::new(vec![2; 3], Limits { nodes: 100 });
        let mut holds = Diagram::FALSE;
        for v in 0..3 {
            let is = manager.value(Variable(v)).unwrap();
            holds = manager.or(holds, is).unwrap();
        }
        let order: Vec<Variable> = (0..3).filter(|&v| v != first).map(Variable).collect();
        let found = reason(&mut manager, holds, Diagram::TRUE, |_| 1, &order).unwrap().unwrap();
        prop_assert_eq!(found.values, vec![(Variable(first), 1)]);
    }
}

#[test]
fn a_smaller_reason_than_the_first_one_is_found() {
    // Two of four, or the last alone; left out in an order that throws the last away first.
    let mut manager = Manager::new(vec![2; 5], Limits { nodes: 1_000 });
    let [a, b, c, d, e] = [0, 1, 2, 3, 4].map(|v| manager.value(Variable(v)).unwrap());
    let mut holds = manager.and(a, b).unwrap();
    for pair in [(c, d), (e, e)] {
        let both = manager.and(pair.0, pair.1).unwrap();
        holds = manager.or(holds, both).unwrap();
    }
    let order = [4, 0, 1, 2, 3].map(Variable);
    let found = reason(&mut manager, holds, Diagram::TRUE, |_| 1, &order)
        .unwrap()
        .unwrap();
    assert_eq!(found.values, [(Variable(4), 1)]);
    assert_eq!(found.smallest, Some(1u32.into()));
}
