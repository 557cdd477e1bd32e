//! What single changes of the coding move, by making each of them and evaluating everything again.

use std::sync::Arc;

use proptest::prelude::*;
use toets_evaluate::{Compiled, Evaluation, Limits, Value, compile, evaluate};
use toets_model::{GroupId, Index, ScenarioId, Study};
use toets_question::{Perturbation, Status, conclude, robust};

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
    let found = robust(compiled, &registry(), &cells).expect("built by this test");
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
