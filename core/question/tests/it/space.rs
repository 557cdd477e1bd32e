//! Designs are counted where they can't be listed, and where even that is too much it says so.

use std::sync::Arc;

use num_bigint::BigUint;
use toets_evaluate::{Limits, compile};
use toets_model::testing::{finding, node, nowhere, scale, study, variable};
use toets_model::{Allowed, Index, Kind, Test};
use toets_question::{AskSpace, NoProgress, space};

use crate::random::registry;

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
