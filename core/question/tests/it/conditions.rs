//! Conditions hold where they say so, and say it of every world.

use std::collections::BTreeSet;

use proptest::prelude::*;
use toets_evaluate::{CaseBox, CellResult};
use toets_model::{Index, Kind};
use toets_question::{Form, Goal, ImplicantLimits, conditions};

use crate::oracle::{Values, World, by, space, worlds};
use crate::random::{Made, studies};

/// All that is so in a world, without what counts no worlds.
fn values(world: &World, counted: &BTreeSet<toets_evaluate::OpenVariable>, unknowns: bool) -> Values {
    let kinds = [Kind::Lever, Kind::Trait, Kind::Regime, Kind::Unknown];
    let parts = kinds.into_iter().filter(|&kind| unknowns || kind != Kind::Unknown);
    let all = parts.flat_map(|kind| world.part(kind));
    all.filter(|(variable, _)| counted.contains(variable)).collect()
}

fn inside(world: &Values, demands: &CaseBox) -> bool {
    demands
        .iter()
        .all(|(variable, values)| world.get(variable).is_some_and(|value| values.contains(value)))
}

/// The form says of each of these worlds whether it holds there.
fn check(
    made: &Made,
    form: &Form,
    all: &BTreeSet<Values>,
    holds: &dyn Fn(&Values) -> bool,
) -> Result<(), TestCaseError> {
    let study = &made.compiled.study;
    let reached: BTreeSet<&Values> = all.iter().filter(|world| holds(world)).collect();
    let found = &form.implicants;
    prop_assert_eq!(form.admitted.to_string(), all.len().to_string());
    prop_assert_eq!(found.holds.to_string(), reached.len().to_string());
    prop_assert_eq!(found.complete, found.total == Some(found.primes.len().into()));
    for prime in &found.primes {
        let here: Vec<&Values> = all.iter().filter(|world| inside(world, &prime.demands)).collect();
        prop_assert!(!here.is_empty());
        prop_assert!(
            here.iter().all(|world| reached.contains(world)),
            "it fails in {:?}",
            prime.demands
        );
        prop_assert_eq!(prime.worlds.to_string(), here.len().to_string());
        for (n, (variable, values)) in prime.demands.iter().enumerate() {
            for value in (0..variable.arity(study)).filter(|value| !values.contains(value)) {
                let mut wider = prime.demands.clone();
                wider[n].1 = vec![value];
                let mut more = all.iter().filter(|world| inside(world, &wider)).peekable();
                let nothing_new = more.peek().is_none();
                prop_assert!(
                    nothing_new && !all.iter().any(|world| world[variable] == value)
                        || more.any(|world| !reached.contains(world)),
                    "it demands too much"
                );
            }
        }
        for (said, (variable, _)) in prime.said.iter().zip(&prime.demands) {
            let occurring: BTreeSet<u32> = here.iter().map(|world| world[variable]).collect();
            prop_assert_eq!(said, &(*variable, occurring.into_iter().collect::<Vec<_>>()));
        }
    }
    let covers = |boxes: &mut dyn Iterator<Item = &CaseBox>| -> BTreeSet<&Values> {
        let boxes: Vec<&CaseBox> = boxes.collect();
        all.iter()
            .filter(|world| boxes.iter().any(|one| inside(world, one)))
            .collect()
    };
    prop_assert_eq!(
        covers(&mut found.primes.iter().map(|prime| &prime.demands)),
        reached.clone()
    );
    prop_assert!(found.cover.complete);
    prop_assert_eq!(
        covers(&mut found.cover.members.iter().map(|member| &member.demands)),
        reached
    );
    for member in &found.cover.members {
        let others = found.cover.members.iter().filter(|other| *other != member);
        let left = all.iter().filter(|world| inside(world, &member.demands));
        let others = covers(&mut others.map(|other| &other.demands));
        prop_assert_eq!(
            member.alone.to_string(),
            left.filter(|world| !others.contains(world)).count().to_string()
        );
        prop_assert!(member.alone > 0u32.into());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn conditions_say_where_it_holds(made in studies()) {
        let compiled = &made.compiled;
        let (scenario, group) = (Index::from_usize(0), Index::from_usize(0));
        let fixed = compiled.fixed(scenario, group);
        let goal = Goal { node: made.goal_node, level: made.level };
        let mut cell = CellResult::new(scenario, group, space(compiled, &fixed));
        let counted: BTreeSet<_> = cell.counted().expect("small").iter().map(|&v| compiled.variables().at(v)).collect();
        let found = conditions(compiled, &mut cell, goal, &ImplicantLimits::default()).expect("built by this test");
        let all = worlds(compiled, &fixed);
        let Some(found) = found else {
            prop_assert!(all.is_empty());
            return Ok(());
        };
        let reached = |world: &World| goal.reached_by(&compiled.study, Index::from_usize(world.levels[goal.node.to_usize()] as usize));

        let full = by(&all, |world| values(world, &counted, true));
        let holds = |world: &Values| full[world].iter().all(reached);
        check(&made, &found.full, &full.keys().cloned().collect(), &holds)?;

        let without = by(&all, |world| values(world, &counted, false));
        let keys = without.keys().cloned().collect();
        let whatever = |world: &Values| without[world].iter().all(reached);
        let possible = |world: &Values| without[world].iter().any(reached);
        check(&made, &found.whatever, &keys, &whatever)?;
        check(&made, &found.possible, &keys, &possible)?;
        prop_assert_eq!(found.open, keys.iter().any(|world| whatever(world) != possible(world)));

        for &variable in &counted {
            let having = |holding: bool| -> BTreeSet<u32> {
                let those = full.keys().filter(|world| !holding || holds(world));
                those.map(|world| world[&variable]).collect()
            };
            let said = found.necessary.iter().find(|one| one.variable == variable);
            let (common, of) = (having(true), having(false));
            prop_assert_eq!(said.is_some(), !common.is_empty() && common.len() < of.len());
            if let Some(said) = said {
                prop_assert_eq!(&said.values, &common.into_iter().collect::<Vec<_>>());
                prop_assert_eq!(&said.of, &of.into_iter().collect::<Vec<_>>());
            }
        }
    }
}
