//! The order of variables decides how large diagrams get, and nothing that is said of them.

use std::sync::Arc;

use proptest::prelude::*;
use toets_evaluate::{Compiled, Evaluation, Limits, all_cells, compile, evaluate};
use toets_model::{Index, Quantifier};
use toets_question::{
    AskSpace, Costs, Explain, Goal, ImplicantLimits, Improve, NoProgress, People, cells_needed, conclude, conditions,
    contrast, decide, explain, improve, readings, space,
};

use crate::random::{Made, registry, studies};

/// The same study, with its variables in an order that a number stands for.
fn shuffled(made: &Made, number: u64) -> Arc<Compiled> {
    let compiled = compile(made.compiled.study.clone(), &registry(), Limits::default());
    let compiled = compiled.unwrap_or_else(|_| panic!("compiled before"));
    let mut state = number | 1;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    };
    Arc::new(compiled.in_order(|order| {
        for last in (1..order.len()).rev() {
            order.swap(last, next() % (last + 1));
        }
    }))
}

fn evaluated(compiled: &Arc<Compiled>) -> Evaluation {
    let mut cells = all_cells(&compiled.study);
    cells.extend(cells_needed(&compiled.study));
    cells.sort_unstable();
    cells.dedup();
    evaluate(compiled, &cells).expect("built by this test")
}

/// What is said of the study, each thing by a name.
fn said(made: &Made, compiled: &Arc<Compiled>) -> Vec<(&'static str, String)> {
    let study = &compiled.study;
    let (scenario, group) = (Index::from_usize(0), Index::from_usize(0));
    let goal = Goal {
        node: made.goal_node,
        level: made.level,
    };
    let mut evaluation = evaluated(compiled);
    let mut said = Vec::new();
    for cell in &mut evaluation.cells {
        for node in study.nodes.indices() {
            let cases = cell.cases(compiled, node, 3, true).expect("built by this test");
            said.push(("cases", format!("{cases:?}")));
        }
        let found = conditions(compiled, cell, goal, &ImplicantLimits::default()).expect("built by this test");
        said.push(("conditions", format!("{found:?}")));
    }
    let cells = all_cells(study);
    let read = readings(&mut evaluation, &cells).expect("built by this test");
    said.push(("readings", format!("{read:?}")));
    said.push(("conclusions", format!("{:?}", conclude(&evaluation))));
    said.push(("decide", format!("{:?}", decide(&evaluation, &cells, &NoProgress))));
    let explained = explain(
        compiled,
        &registry(),
        &Explain {
            scenario,
            group,
            node: made.goal_node,
            assumed: Vec::new(),
        },
    );
    if let Ok(explained) = explained {
        for case in &explained.cases {
            said.push((
                "explained world",
                format!("{:?} {} {:?}", case.value, case.worlds, case.world),
            ));
            said.push(("reason", format!("{:?}", case.reason)));
            said.push(("away", format!("{:?}", case.away)));
        }
    }
    let beside = contrast(compiled, [0, 1].map(Index::from_usize), group, false);
    said.push(("contrast", format!("{beside:?}")));
    let counted = space(
        compiled,
        &AskSpace {
            group: Some(group),
            ..AskSpace::default()
        },
        &NoProgress,
    );
    said.push(("space", format!("{counted:?}")));
    for quantifier in [Quantifier::All, Quantifier::Some] {
        let asked = Improve {
            scenario,
            group,
            goal,
            people: People {
                quantifier,
                ..People::default()
            },
            costs: Costs::default(),
        };
        said.push(("improve", format!("{:?}", improve(compiled, &registry(), &asked))));
    }
    said
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_answer_hangs_on_the_order_of_the_diagrams(made in studies(), number in any::<u64>()) {
        let plain = said(&made, &made.compiled);
        let other = said(&made, &shuffled(&made, number));
        prop_assert_eq!(plain.len(), other.len());
        for ((what, one), (_, other)) in plain.iter().zip(&other) {
            prop_assert_eq!(one, other, "{}", what);
        }
    }
}
