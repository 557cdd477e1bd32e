use proptest::prelude::*;
use toets_diagram::Limits;

use super::*;

type Way = Vec<(Variable, u32)>;

/// All sets of changes that will do, tried one after the other, and of these the ones of which no part will do.
fn brute_force(arities: &[u32], now: &[u32], holds: impl Fn(&[u32]) -> bool) -> Vec<Way> {
    let mut worlds: Vec<Vec<u32>> = vec![Vec::new()];
    for &arity in arities {
        worlds = worlds
            .into_iter()
            .flat_map(|world| (0..arity).map(move |value| [world.clone(), vec![value]].concat()))
            .collect();
    }
    let ways: Vec<Way> = worlds
        .iter()
        .filter(|world| holds(world))
        .map(|world| {
            let changes = (0u32..)
                .zip(world.iter().zip(now))
                .filter(|(_, (value, now))| value != now);
            changes.map(|(v, (&value, _))| (Variable(v), value)).collect()
        })
        .collect();
    let part_of = |one: &Way, other: &Way| one.len() < other.len() && one.iter().all(|change| other.contains(change));
    ways.iter()
        .filter(|way| !ways.iter().any(|other| part_of(other, way)))
        .cloned()
        .collect()
}

fn rank(way: &Way, weight: &dyn Fn(Variable, u32) -> u32) -> (u32, usize) {
    let heaviest = way.iter().map(|&(variable, value)| weight(variable, value)).max();
    (heaviest.unwrap_or(0), way.len())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    /// Up to eight variables, with any statement over them: also one that a further change makes false again.
    #[test]
    fn smallest_sets_are_those_of_brute_force(
        arities in prop::collection::vec(2u32..4, 1..6),
        seeds in prop::collection::vec(any::<u64>(), 3),
        density in 1u64..8,
    ) {
        let mix = |seed: u64, n: u64| (seed ^ n.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 33;
        let now: Vec<u32> = (0u64..).zip(&arities).map(|(n, &arity)| (mix(seeds[0], n) % u64::from(arity)) as u32).collect();
        let index = |world: &[u32]| world.iter().zip(&arities).fold(0u64, |n, (&value, &arity)| n * u64::from(arity) + u64::from(value));
        let holds = |world: &[u32]| mix(seeds[1], index(world)) % 8 < density;
        let weight = |variable: Variable, value: u32| (mix(seeds[2], u64::from(variable.0 * 8 + value)) % 4) as u32 + 1;
        let mut manager = Manager::new(arities.clone(), Limits { nodes: 100_000 });
        let mut diagram = Diagram::FALSE;
        for n in 0..arities.iter().map(|&a| u64::from(a)).product() {
            let mut rest = n;
            let mut world = vec![0; arities.len()];
            for (value, &arity) in world.iter_mut().zip(&arities).rev() {
                *value = (rest % u64::from(arity)) as u32;
                rest /= u64::from(arity);
            }
            if holds(&world) {
                let mut one = Diagram::TRUE;
                for (v, &value) in (0u32..).zip(&world) {
                    let literal = manager.literal(Variable(v), |other| other == value).unwrap();
                    one = manager.and(one, literal).unwrap();
                }
                diagram = manager.or(diagram, one).unwrap();
            }
        }
        let found = least_changes(&manager, diagram, |v| now[v.index()], weight, &[], usize::MAX).unwrap();
        let mut expected = brute_force(&arities, &now, holds);
        expected.sort();
        let mut sorted = found.ways.clone();
        sorted.sort();
        prop_assert_eq!(&sorted, &expected);
        prop_assert_eq!(found.total, BigUint::from(expected.len()));
        let ranks: Vec<_> = found.ways.iter().map(|way| rank(way, &weight)).collect();
        prop_assert!(ranks.is_sorted(), "{:?}", ranks);
    }
}

/// Twenty things that may be changed, and a rule for which any half of them is a smallest set: none of the 184,756 is built.
#[test]
fn twenty_changes_are_no_enumeration() -> Result<(), Exceeded> {
    let mut manager = Manager::new(vec![2; 20], Limits { nodes: 100_000 });
    let mut counted = Diagram::terminal(0);
    let variables: Vec<Variable> = manager.variables().collect();
    for variable in variables {
        let is = manager.value(variable)?;
        counted = manager.apply(counted, is, |sum, one| sum + one)?;
    }
    let half = manager.is_in(counted, |sum| sum >= 10)?;
    let found = least_changes(&manager, half, |_| 0, |v, _| v.0 + 1, &[], 3)?;
    assert_eq!(found.total, BigUint::from(184_756u32));
    // The lightest ten, then the two nearest to them by the heaviest.
    let lightest: Way = (0..10).map(|v| (Variable(v), 1)).collect();
    assert_eq!(found.ways.len(), 3);
    assert_eq!(found.ways[0], lightest);
    Ok(())
}
