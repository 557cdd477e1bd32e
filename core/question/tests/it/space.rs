//! Designs are counted as they can be listed, and never listed where that can't be done.

use std::collections::BTreeMap;
use std::sync::Arc;

use num_bigint::BigUint;
use proptest::prelude::*;
use toets_evaluate::{Limits, OpenVariable, Value, compile};
use toets_model::testing::{finding, node, nowhere, scale, study, variable};
use toets_model::{Allowed, Index, Kind, Test};
use toets_question::{AskSpace, Counts, NoProgress, Share, space};

use crate::oracle::{Values, World, by, group_only, worlds};
use crate::random::{Made, registry, studies};

/// The answers to what the study itself declares unknown: they say who there are.
fn declared(world: &World) -> Values {
    let answers = world.part(Kind::Unknown).into_iter();
    answers
        .filter(|(unknown, _)| matches!(unknown, OpenVariable::Study(_)))
        .collect()
}

/// For one design: for all people and whatever, for all and some answers, for some people and whatever, for some and some.
fn reach(design: &[World], reached: &dyn Fn(&World) -> bool) -> [bool; 4] {
    let law = |world: &World| world.part(Kind::Regime);
    let answer = |world: &World| world.part(Kind::Unknown);
    let some_people = |worlds: &[World]| by(worlds, law).values().all(|worlds| worlds.iter().any(reached));
    let someone = |worlds: &Vec<World>| {
        by(worlds, |w| w.part(Kind::Trait))
            .values()
            .any(|w| w.iter().all(reached))
    };
    let there = by(design, declared);
    let all_possible = |worlds: &Vec<World>| {
        let each = by(worlds, |world| (world.part(Kind::Trait), law(world)));
        by(worlds, answer).values().any(|worlds| worlds.iter().all(reached))
            && each.values().all(|w| w.iter().any(reached))
    };
    let some_certain = |worlds: &Vec<World>| {
        by(worlds, answer).values().all(|worlds| some_people(worlds)) || by(worlds, law).values().all(someone)
    };
    [
        design.iter().all(reached),
        there.values().any(all_possible),
        there.values().all(some_certain),
        by(design, answer).values().any(|worlds| some_people(worlds)),
    ]
}

fn counts(designs: &BTreeMap<Values, Vec<World>>, reached: &dyn Fn(&World) -> bool) -> Counts {
    let all: Vec<[bool; 4]> = designs.values().map(|worlds| reach(worlds, reached)).collect();
    let number = |n: usize| BigUint::from(all.iter().filter(|reach| reach[n]).count());
    Counts {
        all_certain: number(0),
        all_possible: number(1),
        some_certain: number(2),
        some_possible: number(3),
    }
}

fn check(made: &Made) -> Result<(), TestCaseError> {
    let compiled = &made.compiled;
    let study = &compiled.study;
    let all = worlds(compiled, &group_only(study));
    let designs = by(&all, |world| world.part(Kind::Lever));
    let asked = AskSpace {
        group: Some(Index::from_usize(0)),
        node: Some(made.goal_node),
        ..AskSpace::default()
    };
    let found = space(compiled, &asked, &NoProgress);
    if designs.is_empty() {
        prop_assert!(found.is_err());
        return Ok(());
    }
    let found = found.expect("built by this test");
    prop_assert_eq!(&found.designs, &BigUint::from(designs.len()));
    for counted in &found.nodes {
        for level in &counted.levels {
            let Value::Level(wanted) = level.value else {
                panic!("no numbers here")
            };
            let at = |world: &World| world.levels[counted.node.to_usize()] as usize;
            prop_assert_eq!(&level.exactly, &counts(&designs, &|w| at(w) == wanted.to_usize()));
            let at_least = counts(&designs, &|w| at(w) >= wanted.to_usize());
            prop_assert_eq!(level.at_least.as_ref(), Some(&at_least));
        }
    }

    // The front: vectors of least levels that no other dominates.
    let criteria = &found.front.criteria;
    let least = |worlds: &Vec<World>| -> Vec<u32> {
        criteria
            .iter()
            .map(|n| {
                worlds
                    .iter()
                    .map(|w| w.levels[n.to_usize()])
                    .min()
                    .expect("built by this test")
            })
            .collect()
    };
    let mut vectors: BTreeMap<Vec<u32>, usize> = BTreeMap::new();
    for worlds in designs.values() {
        *vectors.entry(least(worlds)).or_default() += 1;
    }
    let dominated = |one: &Vec<u32>| {
        vectors
            .keys()
            .any(|other| other != one && other.iter().zip(one).all(|(a, b)| a >= b))
    };
    let front: BTreeMap<Vec<u32>, BigUint> = vectors
        .iter()
        .filter(|(v, _)| !dominated(v))
        .map(|(v, n)| (v.clone(), BigUint::from(*n)))
        .collect();
    let said: BTreeMap<Vec<u32>, BigUint> = found
        .front
        .points
        .iter()
        .map(|point| {
            (
                point.levels.iter().map(|l| l.to_usize() as u32).collect(),
                point.designs.clone(),
            )
        })
        .collect();
    prop_assert!(found.front.complete);
    prop_assert_eq!(said, front);

    // Pairs of levers: the designs with a value of each, and how many of them have which level of the verdict.
    prop_assert_eq!(found.pairs.len(), [0, 0, 1, 3][found.sensitive.len().min(3)]);
    for pair in &found.pairs {
        for (a, row) in pair.cells.iter().enumerate() {
            for (b, cell) in row.iter().enumerate() {
                let wanted = [(pair.levers.0, a), (pair.levers.1, b)];
                let here = |values: &Values| {
                    let has = |(lever, value): &(_, usize)| {
                        values.get(&OpenVariable::Study(*lever)) == Some(&(*value as u32))
                    };
                    wanted.iter().all(has)
                };
                let part: BTreeMap<Values, Vec<World>> = designs
                    .iter()
                    .filter(|(v, _)| here(v))
                    .map(|(v, w)| (v.clone(), w.clone()))
                    .collect();
                prop_assert_eq!(&cell.designs, &BigUint::from(part.len()));
                for (level, certain, possible) in &cell.levels {
                    let at = |world: &World| world.levels[study.verdict.to_usize()] as usize == level.to_usize();
                    let counted = counts(&part, &at);
                    prop_assert_eq!((certain, possible), (&counted.all_certain, &counted.all_possible));
                }
            }
        }
    }

    // Levers: in how many worlds changing one alone changes the verdict.
    let verdict = study.verdict.to_usize();
    for lever in &found.levers {
        let variable = OpenVariable::Study(*lever);
        let others = |world: &World| -> BTreeMap<Kind, Values> {
            let mut parts = world.parts.clone();
            for values in parts.values_mut() {
                values.remove(&variable);
            }
            parts
        };
        let alone = by(&all, others).values().any(|worlds| worlds.len() > 1);
        prop_assert_eq!(found.tied.contains(lever), !alone);
        prop_assert_eq!(found.sensitive.iter().any(|(moving, _)| moving == lever), alone);
    }
    for (lever, share) in &found.sensitive {
        let lever = OpenVariable::Study(*lever);
        let others = |world: &World| -> BTreeMap<Kind, Values> {
            let mut parts = world.parts.clone();
            for values in parts.values_mut() {
                values.remove(&lever);
            }
            parts
        };
        let changing: usize = by(&all, others)
            .values()
            .filter(|worlds| worlds.iter().any(|w| w.levels[verdict] != worlds[0].levels[verdict]))
            .map(Vec::len)
            .sum();
        prop_assert_eq!(share, &Share::new(BigUint::from(changing), BigUint::from(all.len())));
    }

    // The best designs.
    let best = |n: usize| {
        designs
            .iter()
            .filter(move |(_, worlds)| reach(worlds, &|w| w.levels[verdict] == 2)[n])
            .map(|(d, _)| d)
    };
    for (boxes, n) in [(&found.best.certain, 0), (&found.best.possible, 1)] {
        let inside = |design: &Values| {
            boxes
                .iter()
                .filter(|one| one.iter().all(|(v, values)| values.contains(&design[v])))
                .count()
        };
        let truly: Vec<&Values> = best(n).collect();
        for design in designs.keys() {
            prop_assert_eq!(inside(design), usize::from(truly.contains(&design)));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn counts_are_exact(made in studies()) {
        check(&made)?;
    }
}

/// Levers of three values; each criterion hears of four neighbouring ones.
#[test]
fn sixty_levers_shared_locally_are_counted() {
    let mut study = study();
    let three = scale(&mut study, "three", &["-", "0", "+"]);
    let levers: Vec<_> = (0..60)
        .map(|n| variable(&mut study, &format!("l{n}"), Kind::Lever, &["a", "b", "c"]))
        .collect();
    let mut criteria = Vec::new();
    for n in 0..20 {
        let criterion = node(&mut study, &format!("k{n}"), three, "evidence", &[]);
        for (number, level) in ["+", "-", "0", "+"].into_iter().enumerate() {
            let id = finding(&mut study, &format!("f{n}-{number}"), criterion, Some(level));
            let lever = levers[(n * 3 + number) % 60];
            study.findings[id].when.all.push(Test {
                variable: lever,
                allowed: Allowed::Values(vec![Index::from_usize(number % 3)]),
                span: nowhere(),
            });
        }
        criteria.push(criterion);
    }
    study.verdict = node(&mut study, "verdict", three, "worst", &criteria);
    let compiled = compile(Arc::new(study), &registry(), Limits::default()).unwrap_or_else(|_| panic!("it compiles"));
    let found = space(&Arc::new(compiled), &AskSpace::default(), &NoProgress).expect("built by this test");
    assert_eq!(found.designs, BigUint::from(3u32).pow(60));
    assert_eq!(found.levers.len(), 60);
    let verdict = &found.nodes[0];
    let sum: BigUint = verdict.levels.iter().map(|level| &level.exactly.some_certain).sum();
    // Where no finding applies the criterion is open, so that not every design has one verdict.
    assert!(sum < found.designs);
    assert!(found.sensitive.iter().all(|(_, share)| !share.is_none()));
}

/// Levers that serve criteria far apart tie everything together: there is an end to it, and it says which.
#[test]
fn at_the_node_budget_it_says_which_levers_tie_everything_together() {
    let mut study = study();
    let three = scale(&mut study, "three", &["-", "0", "+"]);
    let levers: Vec<_> = (0..40)
        .map(|n| variable(&mut study, &format!("l{n}"), Kind::Lever, &["a", "b", "c"]))
        .collect();
    let mut criteria = Vec::new();
    for n in 0..40 {
        let criterion = node(&mut study, &format!("k{n}"), three, "evidence", &[]);
        for (number, level) in ["+", "-"].into_iter().enumerate() {
            let id = finding(&mut study, &format!("f{n}-{number}"), criterion, Some(level));
            for lever in [n, (n * 17 + 5) % 40] {
                study.findings[id].when.all.push(Test {
                    variable: levers[lever],
                    allowed: Allowed::Values(vec![Index::from_usize(number)]),
                    span: nowhere(),
                });
            }
        }
        criteria.push(criterion);
    }
    study.verdict = node(&mut study, "verdict", three, "mean", &criteria);
    let limits = Limits {
        diagram_nodes: 20_000,
        ..Limits::default()
    };
    let compiled = compile(Arc::new(study), &registry(), limits).unwrap_or_else(|_| panic!("it compiles"));
    let faults = space(&Arc::new(compiled), &AskSpace::default(), &NoProgress).expect_err("it is too large");
    assert_eq!(faults.len(), 1);
    let said = format!("{:?}", faults[0]);
    assert_eq!(faults[0].code, "too-large");
    for wanted in ["20000", "what ties it together: `l", "--limit-nodes"] {
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
}
