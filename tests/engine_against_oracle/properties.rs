//! What must not change a result: the order of writing, the number of threads, evidence that never applies.

use std::sync::Arc;

use proptest::test_runner::TestCaseError;

use crate::engine::{self, Results};
use toets_studies::generate::Mood;
use toets_studies::shrink::{Shown, Specs};
use toets_studies::spec::*;
use toets_studies::{asked, render, runner};

const MOODS: [Mood; 4] = [Mood::Evidence, Mood::Criteria, Mood::Scripts, Mood::Statements];

/// Tries a property on studies of all moods.
fn holds(property: impl Fn(&Spec) -> Result<(), String>) {
    let cases = asked("TOETS_ORACLE_CASES", 120) as u32 / 4;
    for mood in MOODS {
        let result = runner(cases).run(&Specs(mood), |Shown(spec)| property(&spec).map_err(TestCaseError::fail));
        if let Err(failure) = result {
            panic!("{failure}");
        }
    }
}

fn results(spec: &Spec) -> Result<Results, String> {
    engine::results(&engine::ready(&render::files(spec))?)
}

/// What is said of levels, conclusions and comparisons, without the boxes of cases: those follow the order of writing.
fn summary(results: &Results, comparisons: bool) -> Vec<String> {
    let mut lines = Vec::new();
    for cell in &results.cells {
        for (name, node) in &cell.nodes {
            let cases: Vec<String> = node.cases.iter().map(|c| format!("{} {}", c.level, c.mixed)).collect();
            let (silent, mixed) = (node.silent, node.mixed);
            let place = format!("{} × {} {name}", cell.scenario, cell.group);
            lines.push(format!("{place}: {:?} {cases:?} {silent:?} {mixed:?}", node.possible));
        }
    }
    lines.sort();
    lines.extend(results.conclusions.iter().map(|c| format!("{c:?}")));
    if comparisons {
        lines.extend(results.comparisons.iter().map(|c| format!("{c:?}")));
    }
    lines
}

/// An error that shows what differs.
fn same(one: &[String], other: &[String]) -> Result<(), String> {
    let differ: Vec<String> = one
        .iter()
        .zip(other)
        .filter(|(a, b)| a != b)
        .map(|(a, b)| format!("{a}\n{b}"))
        .collect();
    match one.len() == other.len() && differ.is_empty() {
        true => Ok(()),
        false => Err(format!(
            "{} and {} lines:\n{}",
            one.len(),
            other.len(),
            differ.join("\n")
        )),
    }
}

#[test]
fn order_of_writing_changes_no_level_and_no_conclusion() {
    holds(|spec| {
        let other = Spec {
            order: spec.order ^ 0x2a_5a5a,
            reads: !spec.reads,
            ..spec.clone()
        };
        same(&summary(&results(spec)?, true), &summary(&results(&other)?, true))
    });
}

#[test]
fn number_of_threads_changes_no_byte() {
    let pools = [1, 2].map(|threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap());
    holds(|spec| {
        let files = render::files(spec);
        let [one, two] = pools
            .each_ref()
            .map(|pool| pool.install(|| engine::json(&engine::ready(&files)?)));
        match (one?, two?) {
            (one, two) if one == two => Ok(()),
            (one, two) => Err(format!("{one}\n{two}")),
        }
    });
}

#[test]
fn results_are_the_same_whatever_was_asked_before() {
    holds(|spec| {
        let compiled = engine::ready(&render::files(spec))?;
        let first = summary(&engine::results(&compiled)?, true);
        same(&first, &summary(&engine::results(&compiled)?, true))?;
        // Only some of the cells were asked for at first.
        let other = engine::ready(&render::files(spec))?;
        let cells = toets_evaluate::all_cells(&other.study);
        if let Some(last) = cells.last() {
            let _ = toets_evaluate::evaluate(&other, std::slice::from_ref(last));
        }
        same(&first, &summary(&engine::results(&Arc::clone(&other))?, true))
    });
}

#[test]
fn a_finding_that_never_applies_changes_nothing() {
    holds(|spec| {
        // It is about a value of a variable that no scenario has.
        let mut more = spec.clone();
        let fresh = more.variables.len();
        more.variables.push(Variable {
            kind: Kind::Lever,
            domain: Domain::Values(2),
        });
        for scenario in &mut more.scenarios {
            scenario.levers.insert(fresh, Value::Nth(0));
        }
        for node in 0..more.nodes.len() {
            more.findings.push(Finding {
                node,
                when: Condition {
                    all: vec![Test {
                        variable: fresh,
                        allowed: Allowed::Values(vec![1]),
                    }],
                    any: Vec::new(),
                },
                level: Some(0),
                modality: Modality::Certain,
                condition: false,
                absolute: false,
                hinges_on: Vec::new(),
                opens: Opens::No,
                system: false,
                compare: None,
            });
        }
        // A comparison is not made within scenarios, and so may be about that value; a transfer may carry any finding.
        more.transfers
            .iter_mut()
            .filter(|t| t.findings.is_empty())
            .for_each(|t| {
                t.findings = (0..spec.findings.len()).collect();
            });
        if !toets_studies::valid::valid(&more) {
            return Ok(()); // `own = "worst"` without an order may stand where there are no findings
        }
        same(&summary(&results(spec)?, false), &summary(&results(&more)?, false))
    });
}
