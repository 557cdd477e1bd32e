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

    /// The admitted worlds in a box.
    fn inside(&self, one: &Box_) -> BTreeSet<usize> {
        let worlds = self.worlds();
        let inside = |world: &Vec<u32>| world.iter().zip(one).all(|(value, values)| values.contains(value));
        (0..worlds.len())
            .filter(|&n| self.care[n] && inside(&worlds[n]))
            .collect()
    }

    /// All primes, by looking at every box: the values of each variable as bits, the worlds in it too.
    fn primes(&self) -> BTreeSet<Box_> {
        let worlds = self.worlds();
        let worlds_of = |v: usize, values: u32| {
            let has = |n: &usize| values >> worlds[*n][v] & 1 == 1 && self.care[*n];
            (0..worlds.len()).filter(has).fold(0u128, |bits, n| bits | 1 << n)
        };
        let holds = (0..worlds.len())
            .filter(|&n| self.holds[n])
            .fold(0u128, |bits, n| bits | 1 << n);
        let mut boxes: Vec<(Vec<u32>, u128)> = vec![(Vec::new(), u128::MAX)];
        for (v, &arity) in self.arities.iter().enumerate() {
            let sets: Vec<(u32, u128)> = (1..1u32 << arity)
                .map(|values| (values, worlds_of(v, values)))
                .collect();
            let and = |(one, inside): (Vec<u32>, u128)| {
                let with = move |&(values, worlds): &(u32, u128)| ([&one[..], &[values]].concat(), inside & worlds);
                sets.iter().map(with).collect::<Vec<_>>()
            };
            boxes = boxes.into_iter().flat_map(and).collect();
        }
        let implicants: BTreeSet<Vec<u32>> = boxes
            .into_iter()
            .filter(|(_, inside)| *inside != 0 && inside & !holds == 0)
            .map(|(one, _)| one)
            .collect();
        let is_prime = |one: &&Vec<u32>| {
            (0..one.len()).all(|v| {
                (0..self.arities[v])
                    .filter(|value| one[v] >> value & 1 == 0)
                    .all(|value| {
                        let mut wider = (*one).clone();
                        wider[v] |= 1 << value;
                        !implicants.contains(&wider)
                    })
            })
        };
        let values = |bits: &u32| {
            (0..32)
                .filter(|value| bits >> value & 1 == 1)
                .collect::<BTreeSet<u32>>()
        };
        let primes = implicants.iter().filter(is_prime);
        primes.map(|one| one.iter().map(values).collect()).collect()
    }

    /// What is listed of a box: the variables that it does not leave free, with those of its values that occur in any world.
    fn listed(&self, one: &Box_) -> WorldBox {
        let worlds = self.worlds();
        let mut listed = WorldBox::new();
        for (v, values) in one.iter().enumerate() {
            if values.len() < self.arities[v] as usize {
                let occurs = |value: &&u32| (0..worlds.len()).any(|n| self.care[n] && worlds[n][v] == **value);
                listed.push((Variable(v as u32), values.iter().filter(occurs).copied().collect()));
            }
        }
        listed
    }

    /// How a box is said: the variables that it does not leave free, with the values that occur in its worlds.
    fn said(&self, one: &Box_) -> WorldBox {
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

fn tables() -> impl Strategy<Value = Table> {
    proptest::collection::vec(2u32..=3, 1..=4).prop_flat_map(|arities| {
        let worlds: u32 = arities.iter().product();
        let worlds = worlds as usize;
        let some = proptest::collection::vec(any::<bool>(), worlds);
        // Sometimes all worlds count, often most, sometimes few.
        let care = prop_oneof![Just(1.0), Just(0.8), Just(0.8), Just(0.4)]
            .prop_flat_map(move |share| proptest::collection::vec(proptest::bool::weighted(share), worlds));
        (Just(arities), some, care).prop_map(|(arities, holds, care)| Table { arities, holds, care })
    })
}

fn number(count: &BigUint) -> usize {
    usize::try_from(count).unwrap()
}

fn ample() -> Limits {
    Limits {
        listed: 10_000,
        ..Limits::default()
    }
}

fn asked(table: &Table, limits: &Limits) -> Implicants {
    let (manager, holds, care) = table.diagrams();
    let variables: Vec<Variable> = manager.variables().collect();
    implicants(&manager, holds, care, &variables, limits).unwrap()
}

fn check(table: &Table) -> Result<(), TestCaseError> {
    let found = asked(table, &ample());
    let primes = table.primes();
    let wanted = table.wanted();

    prop_assert!(found.complete);
    prop_assert_eq!(number(found.total.as_ref().unwrap()), primes.len());
    let mut expected: Vec<WorldBox> = primes.iter().map(|one| table.listed(one)).collect();
    expected.sort_by_key(|one| (one.len(), one.clone()));
    let listed: Vec<WorldBox> = found.primes.iter().map(|prime| prime.demands.clone()).collect();
    prop_assert_eq!(listed, expected);

    prop_assert_eq!(number(&found.holds), wanted.len());
    prop_assert_eq!(number(&found.covered), wanted.len());
    let boxes: Vec<&Box_> = found
        .primes
        .iter()
        .map(|prime| prime_of(table, &primes, &prime.demands))
        .collect();
    let covers: Vec<BTreeSet<usize>> = boxes.iter().map(|one| table.inside(one)).collect();
    for (n, prime) in found.primes.iter().enumerate() {
        prop_assert_eq!(&prime.said, &table.said(boxes[n]));
        prop_assert_eq!(number(&prime.worlds), covers[n].len());
        let alone = covers[n]
            .iter()
            .any(|world| covers.iter().filter(|other| other.contains(world)).count() == 1);
        prop_assert_eq!(prime.essential, alone);
    }
    check_cover(table, &found, &primes, &covers)
}

/// The prime that is listed so.
fn prime_of<'a>(table: &Table, primes: &'a BTreeSet<Box_>, listed: &WorldBox) -> &'a Box_ {
    primes.iter().find(|one| table.listed(one) == *listed).unwrap()
}

/// How few of these sets say it all, and in how many ways, by going through all sets of them.
fn smallest(covers: &[BTreeSet<usize>], wanted: &BTreeSet<usize>) -> (usize, usize) {
    fn ways(covers: &[u128], left: u128, most: usize) -> usize {
        match covers {
            _ if left == 0 => 1,
            [first, others @ ..] if most > 0 => ways(others, left & !first, most - 1) + ways(others, left, most),
            _ => 0,
        }
    }
    let bits = |worlds: &BTreeSet<usize>| worlds.iter().fold(0u128, |bits, world| bits | 1 << world);
    let covers: Vec<u128> = covers.iter().map(bits).collect();
    let mut sizes = (0..).map(|size| (size, ways(&covers, bits(wanted), size)));
    sizes.find(|(_, ways)| *ways > 0).unwrap()
}

/// More primes than this are not gone through.
const FEW: usize = 16;

/// Covers all, with the fewest; and so do the others that are named, as many as there are.
fn check_cover(
    table: &Table,
    found: &Implicants,
    primes: &BTreeSet<Box_>,
    covers: &[BTreeSet<usize>],
) -> Result<(), TestCaseError> {
    let wanted = table.wanted();
    let union = |members: &[BTreeSet<usize>]| members.iter().flatten().copied().collect::<BTreeSet<usize>>();
    let inside = |members: &[CoverMember]| -> Vec<BTreeSet<usize>> {
        let prime = |member: &CoverMember| prime_of(table, primes, &member.demands);
        members.iter().map(|member| table.inside(prime(member))).collect()
    };
    let cover = &found.cover;
    prop_assert!(cover.complete);
    prop_assert_eq!(number(&cover.worlds), wanted.len());
    prop_assert_eq!(cover.quality, CoverQuality::Minimum);
    prop_assert!(!cover.equally_small.at_least);
    if covers.len() <= FEW {
        let (size, ways) = smallest(covers, &wanted);
        prop_assert_eq!(cover.members.len(), size);
        prop_assert_eq!(number(&cover.equally_small.number), ways);
    }
    let ways = number(&cover.equally_small.number);
    prop_assert_eq!(cover.others.len(), (ways - 1).min(20));
    let mut seen = BTreeSet::new();
    let demands = |members: &[CoverMember]| members.iter().map(|member| member.demands.len()).sum::<usize>();
    let mut before = 0;
    for members in std::iter::once(&cover.members).chain(&cover.others) {
        let worlds = inside(members);
        prop_assert_eq!(members.len(), cover.members.len());
        prop_assert_eq!(union(&worlds), wanted.clone());
        prop_assert!(seen.insert(members.iter().map(|member| member.demands.clone()).collect::<Vec<_>>()));
        prop_assert!(before <= demands(members), "what demands least comes first");
        before = demands(members);
        for (n, member) in members.iter().enumerate() {
            let mut others = worlds.clone();
            others.remove(n);
            let alone = worlds[n].difference(&union(&others)).count();
            prop_assert!(alone > 0);
            prop_assert_eq!(number(&member.alone), alone);
            prop_assert_eq!(number(&member.worlds), worlds[n].len());
        }
    }
    Ok(())
}

/// Only U, D, L and G say what is so, and half of what could be can't: U; D; G say it all, and so do L; G, which a look at the variables
/// that the statement asks for would miss.
#[test]
fn what_cant_occur_may_make_it_shorter() {
    let on = ["0001", "0110", "0111", "1010", "1011", "1110", "1111"];
    let rows = |rows: &[&str]| -> Vec<bool> { (0..16).map(|n| rows.contains(&format!("{n:04b}").as_str())).collect() };
    let table = Table {
        arities: vec![2; 4],
        holds: rows(&on),
        care: rows(&[&on[..], &["0000"]].concat()),
    };
    check(&table).unwrap();
    let found = asked(&table, &Limits::default());
    let members: Vec<_> = found
        .cover
        .members
        .iter()
        .map(|member| member.demands.clone())
        .collect();
    assert_eq!(members, [vec![(Variable(2), vec![1])], vec![(Variable(3), vec![1])]]);
    assert_eq!(number(&found.cover.equally_small.number), 1);
}

/// One may not choose the second of `a` with the second of `b`. Of what is left it holds where `a` is the first, and in one other
/// world. "`a` is the first or second and `b` the second" holds in no other world than "`a` is the first"; it is said without the value
/// that can't go with the other.
#[test]
fn what_is_said_names_no_value_that_cant_be_meant() {
    let table = Table {
        arities: vec![3, 2],
        holds: vec![true, true, false, false, true, false],
        care: vec![true, true, true, false, true, true],
    };
    check(&table).unwrap();
    let found = asked(&table, &Limits::default());
    let (a, b) = (Variable(0), Variable(1));
    let demands: Vec<_> = found.primes.iter().map(|prime| prime.demands.clone()).collect();
    let two = |a_: &[u32], b_: &[u32]| vec![(a, a_.to_vec()), (b, b_.to_vec())];
    assert_eq!(demands, [vec![(a, vec![0])], two(&[0, 1], &[1]), two(&[0, 2], &[0])]);
    assert_eq!(found.primes[1].said, two(&[0], &[1]));
    assert_eq!(found.cover.members[0].demands, vec![(a, vec![0])]);
}

/// Pairs of conditions of which each may stand for the other, side by side: the ways to say it multiply, and are not gone through.
#[test]
fn very_many_equally_short_ways_are_counted() {
    // Each of the first variables is tied to the next, and it holds where one of them is 1.
    let pairs = 40u32;
    let mut manager = Manager::new(vec![2; 2 * pairs as usize], DiagramLimits { nodes: 100_000 });
    let (mut holds, mut care) = (Diagram::FALSE, Diagram::TRUE);
    for pair in (0..pairs).rev() {
        let [a, b] = [2 * pair, 2 * pair + 1].map(|v| manager.value(Variable(v)).unwrap());
        let equal = manager.apply(a, b, |a, b| u32::from(a == b)).unwrap();
        care = manager.and(care, equal).unwrap();
        holds = manager.or(holds, a).unwrap();
    }
    let variables: Vec<Variable> = manager.variables().collect();
    let found = implicants(&manager, holds, care, &variables, &Limits::default()).unwrap();
    assert_eq!(found.primes.len(), 2 * pairs as usize);
    assert_eq!(found.cover.members.len(), pairs as usize);
    assert_eq!(found.cover.quality, CoverQuality::Minimum);
    assert_eq!(found.cover.equally_small.number, BigUint::from(1u32) << pairs);
    assert!(!found.cover.equally_small.at_least);
    assert_eq!(found.cover.others.len(), 20);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn primes_are_exactly_the_primes_and_covers_are_smallest(table in tables()) {
        check(&table)?;
    }

    /// What the diagram says of worlds that can't occur, and the order of its variables, change nothing.
    #[test]
    fn the_answer_belongs_to_the_statement(
        table in tables(),
        junk in proptest::collection::vec(any::<bool>(), 81),
        order in Just([0usize, 1, 2, 3]).prop_shuffle(),
        listed in 1usize..8,
    ) {
        let limits = Limits { listed, ..Limits::default() };
        let plain = asked(&table, &limits);
        let places: Vec<usize> = order.into_iter().filter(|&v| v < table.arities.len()).collect();
        let shuffled = Table {
            arities: places.iter().map(|&v| table.arities[v]).collect(),
            holds: Vec::new(),
            care: Vec::new(),
        };
        let worlds = table.worlds();
        let number = |world: Vec<u32>| -> usize {
            let there = |v: usize| world[places.iter().position(|&place| place == v).unwrap()];
            worlds.iter().position(|one| (0..one.len()).all(|v| one[v] == there(v))).unwrap()
        };
        let numbers: Vec<usize> = shuffled.worlds().into_iter().map(number).collect();
        let shuffled = Table {
            holds: numbers.iter().map(|&n| if table.care[n] { table.holds[n] } else { junk[n] }).collect(),
            care: numbers.iter().map(|&n| table.care[n]).collect(),
            ..shuffled
        };
        let (manager, holds, care) = shuffled.diagrams();
        let declared = (0..places.len()).map(|v| Variable(places.iter().position(|&place| place == v).unwrap() as u32));
        let declared: Vec<Variable> = declared.collect();
        let found = implicants(&manager, holds, care, &declared, &limits).unwrap();
        let named = |one: WorldBox| -> WorldBox {
            one.into_iter().map(|(v, values)| (Variable(places[v.index()] as u32), values)).collect()
        };
        prop_assert_eq!(found.map(named), plain);
    }

    #[test]
    fn with_less_room_what_is_listed_is_still_prime(
        table in tables(),
        families in 2usize..12,
        listed in 1usize..4,
        steps in 0usize..6,
    ) {
        let limits = Limits { families, listed, searched: listed, members: listed, steps, ..Limits::default() };
        let found = asked(&table, &limits);
        let primes = table.primes();
        prop_assert!(found.primes.len() <= listed && found.cover.members.len() <= listed);
        prop_assert_eq!(found.complete, found.total.as_ref().is_some_and(|total| number(total) == found.primes.len()));
        if let Some(total) = &found.total {
            prop_assert_eq!(number(total), primes.len());
        }
        // Those that demand least come first, whether all could be found or not.
        let mut sizes: Vec<usize> = primes.iter().map(|one| table.listed(one).len()).collect();
        sizes.sort_unstable();
        let said: Vec<usize> = found.primes.iter().map(|prime| prime.demands.len()).collect();
        prop_assert_eq!(&sizes[..said.len()], &said[..]);
        let all: BTreeSet<WorldBox> = primes.iter().map(|one| table.listed(one)).collect();
        let mut covered = BTreeSet::new();
        for prime in &found.primes {
            prop_assert!(all.contains(&prime.demands));
            covered.extend(table.inside(prime_of(&table, &primes, &prime.demands)));
        }
        prop_assert_eq!(number(&found.covered), covered.len());
        let mut covered = BTreeSet::new();
        for member in &found.cover.members {
            prop_assert!(all.contains(&member.demands));
            covered.extend(table.inside(prime_of(&table, &primes, &member.demands)));
        }
        prop_assert_eq!(number(&found.cover.worlds), covered.len());
        prop_assert_eq!(found.cover.complete, covered == table.wanted());
        // What is said of the smallest is true, or is not said.
        let covers: Vec<BTreeSet<usize>> = primes.iter().map(|one| table.inside(one)).collect();
        if covers.len() <= FEW {
            let (size, ways) = smallest(&covers, &table.wanted());
            if found.cover.quality == CoverQuality::Minimum {
                prop_assert_eq!(found.cover.members.len(), size);
            }
            let equally = &found.cover.equally_small;
            if !equally.at_least {
                prop_assert_eq!(found.cover.quality, CoverQuality::Minimum);
                prop_assert_eq!(number(&equally.number), ways);
            } else if found.cover.quality == CoverQuality::Minimum {
                prop_assert!(number(&equally.number) <= ways);
            }
        }
    }
}
