//! Which conclusions of the founding study restate one finding: against taking those findings out of the study, one conclusion at a time.

mod support;

use std::collections::BTreeMap;
use std::sync::Arc;

use support::{founding_study, ready, registry};
use toets_evaluate::{Evaluation, evaluate};
use toets_model::{Citation, ConclusionId, FindingId, Role, Study};
use toets_question::{ConclusionResult, Status, cells_needed, conclude, tell_apart};

fn concluded(study: Study) -> (Evaluation, Vec<ConclusionResult>) {
    let compiled = ready(study);
    let cells = cells_needed(&compiled.study);
    let evaluation = evaluate(&compiled, &cells).expect("the study has no faults");
    let results = conclude(&evaluation).expect("the diagrams are small");
    (evaluation, results)
}

/// Whether two citations share a line.
fn share(one: &Citation, other: &Citation) -> bool {
    let (Some((first, last)), Some((from, to))) = (one.lines, other.lines) else {
        return false;
    };
    one.document == other.document && first <= to && from <= last
}

/// The findings with a level that cite a line that a conclusion cites, whatever they are about.
fn of_the_same_lines(study: &Study, conclusion: ConclusionId) -> Vec<FindingId> {
    let sources = &study.conclusions[conclusion].sources;
    let findings = study.findings.iter().filter(|(_, finding)| {
        finding.level.is_some()
            && finding
                .sources
                .iter()
                .any(|one| sources.iter().any(|other| share(one, other)))
    });
    findings.map(|(id, _)| id).collect()
}

/// The study in which some findings say nothing any more.
fn without(findings: &[FindingId]) -> Study {
    let mut study = founding_study();
    for &finding in findings {
        let it = &mut study.findings[finding];
        (it.level, it.compare, it.absolute, it.role) = (None, None, false, Role::Premise);
    }
    study
}

#[test]
fn what_restates_a_finding_does_not_hold_without_it_and_what_follows_does() {
    let (evaluation, mut results) = concluded(founding_study());
    tell_apart(&evaluation, &registry(), &mut results).expect("the diagrams are small");
    let study = Arc::clone(&evaluation.compiled.study);
    let holding = results.iter().filter(|result| result.status == Status::Yes);
    let mut together: BTreeMap<Vec<FindingId>, Vec<&ConclusionResult>> = BTreeMap::new();
    for result in holding {
        together
            .entry(of_the_same_lines(&study, result.conclusion))
            .or_default()
            .push(result);
    }
    let (mut restating, mut following) = (0, 0);
    for (findings, those) in together {
        let alone = match findings.is_empty() {
            true => None,
            false => Some(concluded(without(&findings)).1),
        };
        for result in those {
            let name = study.conclusions.name(result.conclusion);
            let still = alone.as_ref().is_none_or(|alone| {
                let same = alone.iter().find(|other| other.conclusion == result.conclusion);
                same.expect("every conclusion is judged").status == Status::Yes
            });
            assert_eq!(result.restates.is_empty(), still, "{name}");
            assert!(
                result.restates.iter().all(|finding| findings.contains(finding)),
                "{name}"
            );
            *if still { &mut following } else { &mut restating } += 1;
        }
    }
    assert!(
        restating > 0 && following > restating,
        "{restating} restate, {following} follow"
    );
    assert!(
        results
            .iter()
            .all(|result| result.status == Status::Yes || result.restates.is_empty())
    );
}

#[test]
fn each_remark_on_the_coding_has_its_reason() {
    let printed = support::printed(&["check", support::FOUNDING, "--format", "json", "--lang", "en"]);
    let found: serde_json::Value = serde_json::from_str(&printed).expect("the program prints JSON");
    let found = found["diagnostics"].as_array().expect("a list").iter();
    let mut seen = BTreeMap::new();
    for one in found {
        let code = one["code"].as_str().unwrap_or_default().to_owned();
        if ["restated-conclusion", "wide-unknown", "silent-veto"].contains(&code.as_str()) {
            assert_eq!(one["help"], serde_json::json!([]), "no reason: {one}");
            *seen.entry(code).or_insert(0) += 1;
        }
    }
    assert_eq!(seen.len(), 3, "{seen:?}");
}
