//! Two scenarios beside each other: what is said of each person is what the pairs of worlds say.

use std::collections::BTreeMap;

use proptest::prelude::*;
use toets_evaluate::{OpenVariable, Space};
use toets_model::{Index, Kind, ScenarioId};
use toets_question::{Relation, contrast};

use crate::oracle::{Values, World, space, worlds};
use crate::random::{Made, studies};

/// Whether two worlds, one of each scenario, can be about the same child with the same answers.
fn same(made: &Made, spaces: &[Space; 2], one: &World, other: &World, ceteris_paribus: bool) -> bool {
    let compiled = &made.compiled;
    let study = &compiled.study;
    let equal = |kind: Kind, skip: &dyn Fn(OpenVariable) -> bool| {
        let there = other.part(kind);
        one.part(kind)
            .iter()
            .all(|(&v, value)| skip(v) || there.get(&v).is_none_or(|other| other == value))
    };
    // A lever that both leave open.
    let lever = |v: OpenVariable| match v {
        OpenVariable::Study(v) => spaces.iter().any(|space| space.fixed(v).is_some()),
        _ => true,
    };
    // The unknown of a silent node, where the two don't agree on what its evidence mentions.
    let apart = |unknown: OpenVariable| match unknown {
        OpenVariable::Node(node) => compiled.mentioned(node).iter().any(|&v| {
            let fixed = [spaces[0].fixed(v), spaces[1].fixed(v)];
            match fixed {
                [None, None] => study.variables[v].kind == Kind::Lever && !ceteris_paribus,
                [one, other] => one != other,
            }
        }),
        _ => false,
    };
    equal(Kind::Trait, &|_| false)
        && equal(Kind::Regime, &|_| false)
        && equal(Kind::Unknown, &apart)
        && (!ceteris_paribus || equal(Kind::Lever, &lever))
}

fn check(made: &Made, ceteris_paribus: bool) -> Result<(), TestCaseError> {
    let compiled = &made.compiled;
    let study = &compiled.study;
    let scenarios = [0, 1].map(ScenarioId::from_usize);
    let group = Index::from_usize(0);
    let fixed = scenarios.map(|scenario| compiled.fixed(scenario, group));
    let [ones, others] = [worlds(compiled, &fixed[0]), worlds(compiled, &fixed[1])];
    prop_assume!(ones.len() * others.len() < 300_000);
    let spaces = [space(compiled, &fixed[0]), space(compiled, &fixed[1])];
    let found = contrast(compiled, scenarios, group, ceteris_paribus).expect("built by this test");

    // For each person and node, how the second can stand to the first.
    let mut relations: BTreeMap<Values, Vec<Relation>> = BTreeMap::new();
    for one in &ones {
        for other in &others {
            if !same(made, &spaces, one, other, ceteris_paribus) {
                continue;
            }
            let mut person = one.part(Kind::Trait);
            person.extend(other.part(Kind::Trait));
            let all = relations
                .entry(person)
                .or_insert_with(|| vec![Relation::default(); study.nodes.len()]);
            for (relation, (one, other)) in all.iter_mut().zip(one.levels.iter().zip(&other.levels)) {
                relation.equal |= one == other;
                relation.better |= other > one;
                relation.worse |= other < one;
            }
        }
    }
    prop_assert_eq!(found.has_worlds, !relations.is_empty());
    for node in &found.nodes {
        for (person, truly) in &relations {
            let fits = |case: &&toets_question::ContrastCase| {
                case.people
                    .iter()
                    .any(|one| one.iter().all(|(v, values)| values.contains(&person[v])))
            };
            let said: Vec<Relation> = node.cases.iter().filter(fits).map(|case| case.relation).collect();
            prop_assert_eq!(said, vec![truly[node.node.to_usize()]]);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn two_scenarios_stand_as_their_worlds_do(made in studies(), ceteris_paribus in any::<bool>()) {
        check(&made, ceteris_paribus)?;
    }
}
