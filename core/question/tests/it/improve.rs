//! Improvements are smallest, complete, and none means none.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proptest::prelude::*;
use toets_evaluate::{Limits, OpenVariable, compile};
use toets_model::{Condition, FindingId, Index, Kind, Quantifier, Study};
use toets_question::{Blocked, Blocker, Costs, Goal, Improve, Outcome, People, improve};

use crate::oracle::{Values, World, by, group_only, number, worlds_of};
use crate::random::{Made, registry, studies};

/// Whether a design reaches the goal for these people, whatever the answers and for some.
fn reaches(design: &[World], people: Quantifier, reached: &dyn Fn(&World) -> bool) -> (bool, bool) {
    let law = |world: &World| world.part(Kind::Regime);
    // For one answer: for all (or some) people, under every law.
    let holds = |worlds: &[World]| match people {
        Quantifier::All => worlds.iter().all(reached),
        Quantifier::Some => by(worlds, law).values().all(|worlds| worlds.iter().any(reached)),
    };
    let answers = by(design, |world| world.part(Kind::Unknown));
    let mut certain = answers.values().all(|worlds| holds(worlds));
    if people == Quantifier::Some {
        let one = |worlds: &Vec<World>| {
            by(worlds, |w| w.part(Kind::Trait))
                .values()
                .any(|w| w.iter().all(reached))
        };
        certain |= by(design, law).values().all(one);
    }
    let mut possible = answers.values().any(|worlds| holds(worlds));
    if people == Quantifier::All {
        let each = by(design, |world| (world.part(Kind::Trait), law(world)));
        possible &= each.values().all(|worlds| worlds.iter().any(reached));
    }
    (certain, possible)
}

fn check(made: &Made, people: Quantifier, weight: u32) -> Result<(), TestCaseError> {
    let compiled = &made.compiled;
    let study = &compiled.study;
    let goal = Goal {
        node: made.goal_node,
        level: made.level,
    };
    let mut costs = Costs::default();
    let first = study.variables.indices().next().expect("built by this test");
    costs.set(first, None, weight);
    let asked = Improve {
        scenario: Index::from_usize(0),
        group: Index::from_usize(0),
        goal,
        people: People {
            quantifier: people,
            only: Condition::default(),
        },
        costs,
    };
    let reached =
        |world: &World| goal.reached_by(study, Index::from_usize(world.levels[goal.node.to_usize()] as usize));
    let all = worlds_of(compiled, &group_only(study), Some(goal.node));
    let designs = by(&all, |world| world.part(Kind::Lever));
    let found = improve(compiled, &registry(), &asked);
    if designs.is_empty() {
        prop_assert!(found.is_err());
        return Ok(());
    }
    let found = found.expect("built by this test");
    prop_assert_eq!(found.designs.to_string(), designs.len().to_string());

    let scenario = &study.scenarios[asked.scenario].levers;
    let now: Values = scenario
        .iter()
        .map(|(&v, &value)| (OpenVariable::Study(v), number(value)))
        .collect();
    for certain in [true, false] {
        // Each set of changes of fixed levers, with the choices of open ones that reach the goal with it.
        let mut ways: BTreeMap<(u64, Values), BTreeSet<Values>> = BTreeMap::new();
        for (design, worlds) in &designs {
            let (surely, perhaps) = reaches(worlds, people, &reached);
            if !(if certain { surely } else { perhaps }) {
                continue;
            }
            let fixed = |v: &OpenVariable| now.contains_key(v);
            let changes: Values = design
                .iter()
                .filter(|(v, value)| now.get(v).is_some_and(|n| n != *value))
                .map(|(&v, &value)| (v, value))
                .collect();
            let cost = changes
                .keys()
                .map(|&v| {
                    if v == OpenVariable::Study(first) {
                        u64::from(weight.max(1))
                    } else {
                        1
                    }
                })
                .sum();
            let choice: Values = design
                .iter()
                .filter(|(v, _)| !fixed(v))
                .map(|(&v, &value)| (v, value))
                .collect();
            ways.entry((cost, changes)).or_default().insert(choice);
        }
        let outcome = if certain {
            &found.levers.certain
        } else {
            &found.levers.possible
        };
        let Some(least) = ways.keys().next().map(|(cost, _)| *cost) else {
            prop_assert!(matches!(outcome, Outcome::None(_)));
            continue;
        };
        ways.retain(|(cost, _), _| *cost == least);
        let Outcome::Found(outcome) = outcome else {
            return Err(TestCaseError::fail("there are changes, and none was found"));
        };
        prop_assert_eq!(outcome.cost, least);
        prop_assert_eq!(outcome.total.to_string(), ways.len().to_string());
        prop_assert_eq!(outcome.ways.len(), ways.len().min(toets_question::LISTED));
        for way in &outcome.ways {
            let changes: Values = way
                .changes
                .iter()
                .map(|c| (OpenVariable::Study(c.variable), c.to.to_usize() as u32))
                .collect();
            let choices = ways.get(&(least, changes));
            prop_assert!(choices.is_some(), "a change that does not reach the goal");
            // Every choice that works is in a box, and every admitted one in a box works.
            let choices = choices.expect("built by this test");
            for design in designs.keys() {
                let after: Values = design
                    .iter()
                    .filter(|(v, _)| now.contains_key(v))
                    .map(|(&v, &value)| (v, value))
                    .collect();
                let changed: Values = way
                    .changes
                    .iter()
                    .map(|c| (OpenVariable::Study(c.variable), c.to.to_usize() as u32))
                    .collect();
                if !after
                    .iter()
                    .all(|(v, value)| changed.get(v).or(now.get(v)) == Some(value))
                {
                    continue;
                }
                let choice: Values = design
                    .iter()
                    .filter(|(v, _)| !now.contains_key(v))
                    .map(|(&v, &value)| (v, value))
                    .collect();
                let in_box = way.choices.iter().any(|one| {
                    one.iter()
                        .all(|(v, values)| choice.get(v).is_none_or(|value| values.contains(value)))
                });
                if !way.truncated {
                    prop_assert_eq!(in_box, choices.contains(&choice));
                }
            }
            // The answers that it needs are those without which it fails.
            if !certain {
                for (unknown, answers) in &way.needs {
                    prop_assert!(way.hangs_on.contains(unknown));
                    prop_assert!(!answers.is_empty());
                }
            }
        }
    }
    if let Outcome::None(Blocked::Capped(capped)) = &found.levers.possible {
        // The best that can be reached can be, and nothing better.
        let best = |level: usize| {
            designs
                .values()
                .any(|worlds| reaches(worlds, people, &|w| w.levels[goal.node.to_usize()] as usize >= level).1)
        };
        let said: Vec<usize> = capped
            .best
            .iter()
            .map(|value| match value {
                toets_evaluate::Value::Level(level) => level.to_usize(),
                toets_evaluate::Value::Number(_) => panic!("no numbers here"),
            })
            .collect();
        let truly: Vec<usize> = (0..3).rev().find(|&level| best(level)).into_iter().collect();
        prop_assert_eq!(said, truly);
        let blockers = capped.blockers.as_ref().expect("built by this test");
        prop_assert!(!blockers.is_empty());
        let findings: Option<Vec<FindingId>> = blockers
            .iter()
            .map(|blocker| match blocker {
                Blocker::Finding(finding) => Some(*finding),
                _ => None,
            })
            .collect();
        if let Some(findings) = findings {
            check_blockers(made, &asked, &findings)?;
        }
    }
    Ok(())
}

/// Without all of the blockers the goal can be reached, with any of them it can't.
fn check_blockers(made: &Made, asked: &Improve, blockers: &[FindingId]) -> Result<(), TestCaseError> {
    let without = |kept: Option<FindingId>| {
        let mut study = Study::clone(&made.compiled.study);
        for &finding in blockers.iter().filter(|&&f| Some(f) != kept) {
            study.findings[finding].system = Some("elsewhere".into());
        }
        let compiled = Arc::new(
            compile(Arc::new(study), &registry(), Limits::default())
                .map_err(|_| "compiles")
                .expect("built by this test"),
        );
        improve(&compiled, &registry(), asked)
            .expect("built by this test")
            .levers
            .possible
    };
    prop_assert!(matches!(without(None), Outcome::Found(_)));
    for &finding in blockers {
        prop_assert!(matches!(without(Some(finding)), Outcome::None(_)));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn improvements_are_smallest_and_complete(made in studies(), some in any::<bool>(), weight in 1u32..4) {
        check(&made, if some { Quantifier::Some } else { Quantifier::All }, weight)?;
    }
}
