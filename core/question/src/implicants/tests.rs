//! Against truth tables: every box is looked at.

use std::collections::BTreeSet;

use proptest::prelude::*;
use toets_diagram::Limits as DiagramLimits;

use super::*;

/// A truth table over variables with these numbers of values; the first variable is the slowest.
#[derive(Clone, Debug)]
struct Table {
    arities: Vec<u32>,
    holds: Vec<bool>,
    care: Vec<bool>,
}

type Box_ = Vec<BTreeSet<u32>>;

impl Table {
    fn worlds(&self) -> Vec<Vec<u32>> {
        let mut all = vec![Vec::new()];
        for &arity in &self.arities {
            all = all
                .into_iter()
                .flat_map(|start: Vec<u32>| (0..arity).map(move |value| [start.clone(), vec![value]].concat()))
                .collect();
        }
        all
    }

    fn diagrams(&self) -> (Manager, Diagram, Diagram) {
        let mut manager = Manager::new(self.arities.clone(), DiagramLimits { nodes: 1_000_000 });
        let (mut holds, mut care) = (Diagram::FALSE, Diagram::FALSE);
        for (n, world) in self.worlds().into_iter().enumerate() {
            let one: WorldBox = (0u32..)
                .zip(world)
                .map(|(v, value)| (Variable(v), vec![value]))
                .collect();
            let one = walk::diagram_of(&mut manager, &one).unwrap();
            if self.holds[n] {
                holds = manager.or(holds, one).unwrap();
            }
            if self.care[n] {
                care = manager.or(care, one).unwrap();
            }
        }
        (manager, holds, care)
    }

    /// The admitted worlds in which it holds, by number.
    fn wanted(&self) -> BTreeSet<usize> {
        (0..self.holds.len())
            .filter(|&n| self.holds[n] && self.care[n])
            .collect()
    }

    fn inside(&self, one: &Box_) -> BTreeSet<usize> {
        let worlds = self.worlds();
        let inside = |world: &Vec<u32>| world.iter().zip(one).all(|(value, values)| values.contains(value));
        (0..worlds.len())
            .filter(|&n| self.care[n] && inside(&worlds[n]))
            .collect()
    }

    fn is_implicant(&self, one: &Box_) -> bool {
        let inside = self.inside(one);
        !inside.is_empty() && inside.iter().all(|&n| self.holds[n])
    }

    /// Whether it hangs on a variable.
    fn asks_for(&self, v: usize) -> bool {
        let worlds = self.worlds();
        let other = |one: &Vec<u32>, two: &Vec<u32>| (0..one.len()).all(|w| w == v || one[w] == two[w]);
        (0..worlds.len()).any(|n| (0..n).any(|m| self.holds[n] != self.holds[m] && other(&worlds[n], &worlds[m])))
    }

    /// All primes, by looking at every box that leaves free what it does not hang on.
    fn primes(&self) -> BTreeSet<Box_> {
        let mut boxes: Vec<Box_> = vec![Vec::new()];
        for (v, &arity) in self.arities.iter().enumerate() {
            let least = if self.asks_for(v) { 1 } else { (1 << arity) - 1 };
            let sets =
                (least..1u32 << arity).map(|bits| (0..arity).filter(|v| bits >> v & 1 == 1).collect::<BTreeSet<u32>>());
            let sets: Vec<_> = sets.collect();
            boxes = boxes
                .into_iter()
                .flat_map(|start| sets.iter().map(move |set| [start.clone(), vec![set.clone()]].concat()))
                .collect();
        }
        let wider = |one: &Box_| -> Vec<Box_> {
            let mut all = Vec::new();
            for (v, &arity) in self.arities.iter().enumerate() {
                for value in (0..arity).filter(|value| !one[v].contains(value)) {
                    let mut larger = one.clone();
                    larger[v].insert(value);
                    all.push(larger);
                }
            }
            all
        };
        let prime = |one: &&Box_| self.is_implicant(one) && wider(one).iter().all(|larger| !self.is_implicant(larger));
        boxes.iter().filter(prime).cloned().collect()
    }

    /// Those primes that hold in worlds of their own: no other holds in all of them and more, nor is it the same as shown.
    fn widest(&self) -> Vec<Box_> {
        let primes: Vec<Box_> = self.primes().into_iter().collect();
        let within = |one: &Box_, other: &Box_| {
            let (one, other) = (self.inside(one), self.inside(other));
            one.len() < other.len() && one.is_subset(&other)
        };
        let mut kept: Vec<Box_> = Vec::new();
        for one in &primes {
            let said = kept.iter().any(|other| self.named(other) == self.named(one));
            if !said && !primes.iter().any(|other| within(one, other)) {
                kept.push(one.clone());
            }
        }
        kept
    }

    /// What is listed of a box: the variables that it does not leave free, with the values that occur in its worlds.
    fn named(&self, one: &Box_) -> WorldBox {
        let worlds = self.worlds();
        let inside = self.inside(one);
        let mut named = WorldBox::new();
        for (v, values) in one.iter().enumerate() {
            if values.len() < self.arities[v] as usize {
                let occurring: BTreeSet<u32> = inside.iter().map(|&n| worlds[n][v]).collect();
                named.push((Variable(v as u32), occurring.into_iter().collect()));
            }
        }
        named
    }
}

fn whole(table: &Table, one: &WorldBox) -> Box_ {
    let all = |v: usize| (0..table.arities[v]).collect();
    let mut whole: Box_ = (0..table.arities.len()).map(all).collect();
    for (variable, values) in one {
        whole[variable.index()] = values.iter().copied().collect();
    }
    whole
}

fn tables() -> impl Strategy<Value = Table> {
    proptest::collection::vec(2u32..=3, 1..=4).prop_flat_map(|arities| {
        let worlds: u32 = arities.iter().product();
        let worlds = worlds as usize;
        let some = proptest::collection::vec(any::<bool>(), worlds);
        // Often most worlds count; sometimes all.
        let care = proptest::collection::vec(proptest::bool::weighted(0.8), worlds);
        (Just(arities), some, care, proptest::bool::weighted(0.3)).prop_map(|(arities, holds, care, all)| Table {
            arities,
            holds,
            care: care.into_iter().map(|one| one || all).collect(),
        })
    })
}

fn number(count: &BigUint) -> usize {
    usize::try_from(count).unwrap()
}

fn check(table: &Table) -> Result<(), TestCaseError> {
    let (manager, holds, care) = table.diagrams();
    let variables: Vec<Variable> = manager.variables().collect();
    let limits = Limits {
        listed: 10_000,
        ..Limits::default()
    };
    let found = implicants(&manager, holds, care, &variables, &limits).unwrap();
    let primes = table.widest();
    let wanted = table.wanted();

    prop_assert!(found.complete);
    prop_assert_eq!(number(found.total.as_ref().unwrap()), primes.len());
    let mut expected: Vec<WorldBox> = primes.iter().map(|one| table.named(one)).collect();
    let mut listed: Vec<WorldBox> = found.primes.iter().map(|prime| prime.demands.clone()).collect();
    prop_assert!(listed.is_sorted_by_key(Vec::len));
    expected.sort();
    listed.sort();
    prop_assert_eq!(listed, expected);

    prop_assert_eq!(number(&found.holds), wanted.len());
    prop_assert_eq!(number(&found.covered), wanted.len());
    for prime in &found.primes {
        prop_assert_eq!(number(&prime.worlds), table.inside(&whole(table, &prime.demands)).len());
    }
    // By their worlds, as primes with the same worlds are each other's double.
    let covers: Vec<BTreeSet<usize>> = primes.iter().map(|one| table.inside(one)).collect();
    let only = |n: usize| {
        covers[n]
            .iter()
            .any(|world| covers.iter().filter(|other| other.contains(world)).count() == 1)
    };
    let mut essential: Vec<WorldBox> = (0..covers.len())
        .filter(|&n| only(n))
        .map(|n| table.named(&primes[n]))
        .collect();
    let said = found
        .primes
        .iter()
        .filter(|prime| prime.essential)
        .map(|prime| prime.demands.clone());
    let mut said: Vec<WorldBox> = said.collect();
    essential.sort();
    said.sort();
    prop_assert_eq!(said, essential);
    check_cover(table, &found, &covers)
}

/// Covers all, nothing can be left out, and where it says so no cover is smaller.
fn check_cover(table: &Table, found: &Implicants, covers: &[BTreeSet<usize>]) -> Result<(), TestCaseError> {
    let wanted = table.wanted();
    let of_member = |member: &CoverMember| table.inside(&whole(table, &member.demands));
    let members: Vec<BTreeSet<usize>> = found.cover.members.iter().map(of_member).collect();
    let union = |members: &[BTreeSet<usize>]| members.iter().flatten().copied().collect::<BTreeSet<usize>>();
    prop_assert!(found.cover.complete);
    prop_assert_eq!(union(&members), wanted.clone());
    prop_assert_eq!(number(&found.cover.worlds), wanted.len());
    for (n, member) in found.cover.members.iter().enumerate() {
        let mut others = members.clone();
        others.remove(n);
        let alone = members[n].difference(&union(&others)).count();
        prop_assert!(alone > 0);
        prop_assert_eq!(number(&member.alone), alone);
        prop_assert_eq!(number(&member.worlds), members[n].len());
    }
    if found.cover.quality == CoverQuality::Minimum && covers.len() <= 12 {
        let smallest = (0u32..1 << covers.len())
            .filter(|bits| {
                let chosen: Vec<_> = (0..covers.len())
                    .filter(|n| bits >> n & 1 == 1)
                    .map(|n| covers[n].clone())
                    .collect();
                union(&chosen) == wanted
            })
            .map(u32::count_ones)
            .min();
        prop_assert_eq!(smallest, Some(members.len() as u32));
    }
    Ok(())
}

/// One may not choose the second of `a` with the second of `b`. Of what is left it holds where `a` is the first, and in one other
/// world: "`a` is the first or second and `b` the second" is a prime that holds in no other world than "`a` is the first".
#[test]
fn a_prime_that_another_one_holds_with_more_is_left_out() {
    let table = Table {
        arities: vec![3, 2],
        holds: vec![true, true, false, false, true, false],
        care: vec![true, true, true, false, true, true],
    };
    check(&table).unwrap();
    let (manager, holds, care) = table.diagrams();
    let found = implicants(&manager, holds, care, &[], &Limits::default()).unwrap();
    let demands: Vec<_> = found.primes.iter().map(|prime| prime.demands.clone()).collect();
    let (a, b) = (Variable(0), Variable(1));
    assert_eq!(table.primes().len(), 3);
    assert_eq!(demands, [vec![(a, vec![0])], vec![(a, vec![0, 2]), (b, vec![0])]]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn primes_are_exactly_the_primes_and_covers_cover(table in tables()) {
        check(&table)?;
    }

    #[test]
    fn with_less_room_what_is_listed_is_still_prime(table in tables(), families in 2usize..12, listed in 1usize..4) {
        let (manager, holds, care) = table.diagrams();
        let variables: Vec<Variable> = manager.variables().collect();
        let limits = Limits { families, listed, ..Limits::default() };
        let found = implicants(&manager, holds, care, &variables, &limits).unwrap();
        let all: Vec<Box_> = if found.complete { table.widest() } else { table.primes().into_iter().collect() };
        let primes: Vec<WorldBox> = all.iter().map(|one| table.named(one)).collect();
        prop_assert!(found.primes.len() <= listed && found.cover.members.len() <= listed);
        prop_assert_eq!(found.complete, found.total.as_ref().is_some_and(|total| number(total) == found.primes.len()));
        if found.complete {
            prop_assert_eq!(found.primes.len(), primes.len());
        }
        // Those that demand least come first, whether all could be found or not.
        let mut sizes: Vec<usize> = primes.iter().map(Vec::len).collect();
        sizes.sort_unstable();
        let said: Vec<usize> = found.primes.iter().map(|prime| prime.demands.len()).collect();
        prop_assert_eq!(&sizes[..said.len()], &said[..]);
        let mut covered = BTreeSet::new();
        for prime in &found.primes {
            prop_assert!(primes.contains(&prime.demands));
            covered.extend(table.inside(&whole(&table, &prime.demands)));
        }
        prop_assert_eq!(number(&found.covered), covered.len());
        let mut covered = BTreeSet::new();
        for member in &found.cover.members {
            prop_assert!(primes.contains(&member.demands));
            covered.extend(table.inside(&whole(&table, &member.demands)));
        }
        prop_assert_eq!(number(&found.cover.worlds), covered.len());
        prop_assert_eq!(found.cover.complete, covered == table.wanted());
    }
}
