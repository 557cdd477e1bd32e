//! Against a walk through all worlds.

use std::collections::BTreeSet;

use proptest::prelude::*;
use toets_diagram::Limits;

use super::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changes_are_least_and_all_are_found(
        values in proptest::collection::vec(any::<bool>(), 3 * 2 * 3 * 2),
        now in 0usize..36,
        weights in proptest::collection::vec(proptest::option::weighted(0.8, 1u64..4), 4 * 3),
    ) {
        let arities = [3u32, 2, 3, 2];
        let mut manager = Manager::new(arities.to_vec(), Limits { nodes: 10_000 });
        let mut worlds = Vec::new();
        for a in 0..3 { for b in 0..2 { for c in 0..3 { for d in 0..2 { worlds.push([a, b, c, d]); } } } }
        let mut holds = Diagram::FALSE;
        for (world, _) in worlds.iter().zip(&values).filter(|(_, holds)| **holds) {
            let mut one = Diagram::TRUE;
            for (v, &value) in world.iter().enumerate() {
                let is = manager.literal(Variable(v as u32), |other| other == value).unwrap();
                one = manager.and(one, is).unwrap();
            }
            holds = manager.or(holds, one).unwrap();
        }
        let now = worlds[now];
        let weight = |v: Variable, value: u32| weights[v.index() * 3 + value as usize];
        let found = nearest(&mut manager, holds, |v| now[v.index()], weight, &[], 100).unwrap();

        let cost = |world: &[u32; 4]| {
            let changed = (0..4).filter(|&v| world[v] != now[v]);
            changed.map(|v| weight(Variable(v as u32), world[v])).sum::<Option<u64>>()
        };
        let reached = worlds.iter().zip(&values).filter(|(_, holds)| **holds).filter_map(|(world, _)| Some((cost(world)?, world)));
        let least = reached.clone().map(|(cost, _)| cost).min();
        prop_assert_eq!(found.as_ref().map(|found| found.cost), least);
        if let Some(found) = found {
            let all = reached.filter(|(cost, _)| Some(*cost) == least).map(|(_, world)| {
                (0..4).filter(|&v| world[v] != now[v]).map(|v| (Variable(v as u32), world[v])).collect::<Vec<_>>()
            });
            let all: BTreeSet<Vec<(Variable, u32)>> = all.collect();
            prop_assert_eq!(found.total, all.len().into());
            prop_assert_eq!(found.ways.into_iter().collect::<BTreeSet<_>>(), all);
        }
    }
}
