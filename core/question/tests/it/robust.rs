//! What single changes of the coding move, by making each of them and evaluating everything again.

use std::sync::Arc;

use proptest::prelude::*;
use toets_evaluate::{Compiled, Evaluation, Limits, Value, compile, evaluate};
use toets_model::testing::{finding, node, nowhere, scale, study, variable};
use toets_model::{
    Allowed, Evaluate, Fixed, Group, GroupId, Index, Kind, Param, ParamValue, Scenario, ScenarioId, Study, Test, Text,
};
use toets_question::{NoProgress, Perturbation, Reading, Status, conclude, robust};

use crate::random::{Made, registry, studies};

struct Outcome {
    verdicts: Vec<Vec<Value>>,
    conclusions: Vec<Status>,
}

fn outcome(compiled: &Arc<Compiled>, cells: &[(ScenarioId, GroupId)]) -> Option<Outcome> {
    let evaluation: Evaluation = evaluate(compiled, cells).ok()?;
    let verdict = compiled.study.verdict;
    Some(Outcome {
        verdicts: evaluation
            .cells
            .iter()
            .map(|cell| cell.possible(compiled, verdict))
            .collect(),
        conclusions: conclude(&evaluation)
            .ok()?
            .into_iter()
            .map(|result| result.status)
            .collect(),
    })
}

fn check(made: &Made) -> Result<(), TestCaseError> {
    let compiled = &made.compiled;
    let cells: Vec<(ScenarioId, GroupId)> = (0..2).map(|n| (Index::from_usize(n), Index::from_usize(0))).collect();
    let before = outcome(compiled, &cells).expect("built by this test");
    let found = robust(compiled, &registry(), &cells, &NoProgress).expect("built by this test");
    let mut tried = 0;
    for change in Perturbation::all(&compiled.study) {
        let mut changed = Study::clone(&compiled.study);
        change.apply(&mut changed);
        let after = compile(Arc::new(changed), &registry(), Limits::default()).ok();
        let after = after.and_then(|compiled| outcome(&Arc::new(compiled), &cells));
        let said = found.shifts.iter().find(|shift| shift.change == change);
        let Some(after) = after else {
            prop_assert!(said.is_none());
            continue;
        };
        tried += 1;
        for (n, (before, after)) in before.verdicts.iter().zip(&after.verdicts).enumerate() {
            let moved = said.and_then(|shift| shift.verdicts.iter().find(|m| m.scenario == cells[n].0));
            prop_assert_eq!(moved.is_some(), before != after, "{:?}", change);
            prop_assert!(moved.is_none_or(|moved| moved.before == *before && moved.after == *after));
        }
        for (id, (before, after)) in before.conclusions.iter().zip(&after.conclusions).enumerate() {
            let moved = said.and_then(|shift| shift.conclusions.iter().find(|m| m.conclusion.to_usize() == id));
            prop_assert_eq!(moved.is_some(), before != after, "{:?}", change);
            prop_assert!(moved.is_none_or(|moved| moved.before == *before && moved.after == *after));
        }
    }
    prop_assert_eq!(found.tried, tried);
    prop_assert!(found.not_worked_out.is_empty());
    for steady in &found.conclusions {
        let by = |flips: bool| -> Vec<usize> {
            let all = found.shifts.iter().enumerate();
            let moving = all.filter(|(_, shift)| {
                shift
                    .conclusions
                    .iter()
                    .any(|m| m.conclusion == steady.conclusion && m.flips() == flips)
            });
            moving.map(|(n, _)| n).collect()
        };
        prop_assert_eq!(&steady.flipped_by, &by(true));
        prop_assert_eq!(&steady.shaken_by, &by(false));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn single_changes_move_what_they_move(made in studies()) {
        check(&made)?;
    }
}

/// A study whose verdict is a table over two criteria, drawn at these levels.
fn drawn(rules: &[(&[&str], &[&str], &str)]) -> Study {
    let mut study = study();
    let three = scale(&mut study, "three", &["-", "0", "+"]);
    let lever = variable(&mut study, "l", Kind::Lever, &["a", "b", "c"]);
    let criteria = ["wanted", "able"].map(|id| node(&mut study, id, three, "evidence", &[]));
    for (n, (criterion, levels)) in criteria.into_iter().zip([["-", "0", "+"], ["+", "0", "-"]]).enumerate() {
        for (value, level) in levels.into_iter().enumerate() {
            let id = finding(&mut study, &format!("f{n}{value}"), criterion, Some(level));
            study.findings[id].when.all.push(Test {
                variable: lever,
                allowed: Allowed::Values(vec![Index::from_usize(value)]),
                span: nowhere(),
            });
        }
    }
    study.verdict = node(&mut study, "verdict", three, "table", &criteria);
    let param = |value| Param { span: nowhere(), value };
    let levels = |names: &[&str]| {
        let all = names.iter().map(|name| param(ParamValue::Text((*name).to_owned())));
        param(ParamValue::List(all.collect()))
    };
    let table = |entries: Vec<(&str, Param)>| {
        let entries = entries
            .into_iter()
            .map(|(key, value)| (key.to_owned(), nowhere(), value));
        param(ParamValue::Table(entries.collect()))
    };
    let rules = rules.iter().map(|(wanted, able, then)| {
        let when = table(vec![("wanted", levels(wanted)), ("able", levels(able))]);
        table(vec![
            ("when", when),
            ("then", param(ParamValue::Text((*then).to_owned()))),
        ])
    });
    let rules = param(ParamValue::List(rules.collect()));
    study.nodes[study.verdict].score.params = table(vec![("rules", rules)]);
    for n in 0..2 {
        let mut levers = toets_model::Assignment::new();
        if n == 1 {
            levers.insert(lever, Fixed::Value(Index::from_usize(1)));
        }
        let scenario = Scenario {
            span: nowhere(),
            label: Text::default(),
            levers,
            by_group: Default::default(),
            based_on: None,
            evaluate: Evaluate::Always,
            maps_to: Vec::new(),
            note: None,
            sources: Vec::new(),
        };
        study
            .scenarios
            .insert(&format!("s{n}"), scenario)
            .expect("built by this test");
    }
    let group = Group {
        span: nowhere(),
        label: Text::default(),
        definition: None,
        traits: toets_model::Assignment::new(),
        sources: Vec::new(),
    };
    study.groups.insert("g", group).expect("built by this test");
    study
}

/// A line drawn elsewhere gives what a study gives in which it was written there.
#[test]
fn lines_between_levels_are_drawn_as_if_written_so() {
    let cells: Vec<(ScenarioId, GroupId)> = (0..2).map(|n| (Index::from_usize(n), Index::from_usize(0))).collect();
    let ready = |study: Study| {
        Arc::new(
            compile(Arc::new(study), &registry(), Limits::default())
                .map_err(|_| "compiles")
                .unwrap(),
        )
    };
    let as_it_is = drawn(&[
        (&["+"], &["0", "+"], "+"),
        (&["+"], &["-"], "0"),
        (&["-", "0"], &["0", "+"], "0"),
        (&["-", "0"], &["-"], "-"),
    ]);
    let written = [
        // `0` of what is wanted counts as `+`.
        drawn(&[
            (&["0", "+"], &["0", "+"], "+"),
            (&["0", "+"], &["-"], "0"),
            (&["-"], &["0", "+"], "0"),
            (&["-"], &["-"], "-"),
        ]),
        // `+` counts as `0`.
        drawn(&[(&["-", "0", "+"], &["0", "+"], "0"), (&["-", "0", "+"], &["-"], "-")]),
        // Of what one is able to: `-` counts as `0`.
        drawn(&[(&["+"], &["-", "0", "+"], "+"), (&["-", "0"], &["-", "0", "+"], "0")]),
        // `0` counts as `-`.
        drawn(&[
            (&["+"], &["+"], "+"),
            (&["+"], &["-", "0"], "0"),
            (&["-", "0"], &["+"], "0"),
            (&["-", "0"], &["-", "0"], "-"),
        ]),
    ];
    let lines: Vec<Perturbation> = Perturbation::all(&as_it_is)
        .into_iter()
        .filter(|change| matches!(change, Perturbation::Reading(Reading::Line(_))))
        .collect();
    assert_eq!(lines.len(), written.len());
    let found = robust(&ready(as_it_is.clone()), &registry(), &cells, &NoProgress).expect("it can be tried");
    let before = outcome(&ready(as_it_is), &cells).expect("it can be evaluated").verdicts;
    for (line, written) in lines.into_iter().zip(written) {
        let after = outcome(&ready(written), &cells).expect("it can be evaluated").verdicts;
        let shift = found.shifts.iter().find(|shift| shift.change == line);
        for (n, cell) in cells.iter().enumerate() {
            let moved = shift.and_then(|shift| shift.verdicts.iter().find(|m| m.scenario == cell.0));
            assert_eq!(
                moved.map(|m| &m.after),
                Some(&after[n]).filter(|_| before[n] != after[n]),
                "{line:?}"
            );
        }
    }
}
