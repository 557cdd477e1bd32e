//! No finding is there for show: without its level some result would be another one, or the study says why not; and
//! what it says then is true.

mod support;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use support::Function;
use toets_evaluate::Compiled;
use toets_model::{Evaluate, FindingId, GroupId, NodeId, Own, ScenarioId, Study};

/// All cells that are judged, those on request among them.
fn cells(compiled: &Compiled) -> Vec<(ScenarioId, GroupId)> {
    let study = &compiled.study;
    let judged = study
        .scenarios
        .iter()
        .filter(|(_, s)| s.evaluate != Evaluate::Never)
        .map(|(id, _)| id);
    judged
        .flat_map(|scenario| study.groups.indices().map(move |group| (scenario, group)))
        .collect()
}

#[test]
fn without_a_finding_some_result_is_another_one_or_the_study_says_why_not() {
    let study = support::founding_study();
    let whole = support::ready(study.clone());
    let cells = cells(&whole);
    let mut known: HashMap<(NodeId, usize), Function> = HashMap::new();
    let mut idle = Vec::new();
    let mut busy = Vec::new();
    let with_level: Vec<FindingId> = study
        .findings
        .iter()
        .filter(|(_, f)| f.level.is_some())
        .map(|(id, _)| id)
        .collect();
    assert!(with_level.len() > 80, "the founding study has its findings");
    for finding in with_level {
        let node = study.findings[finding].node;
        let mut without = study.clone();
        without.findings[finding].level = None;
        let without = support::ready(without);
        let moved = cells.iter().enumerate().any(|(n, &cell)| {
            let before = known
                .entry((node, n))
                .or_insert_with(|| Function::of(&whole, cell, node));
            !before.same(&Function::of(&without, cell, node))
        });
        let name = study.findings.name(finding).to_owned();
        match (moved, study.findings[finding].redundant.is_some()) {
            (false, false) => idle.push(name),
            (true, true) => busy.push(name),
            _ => {}
        }
    }
    assert_eq!(
        idle,
        Vec::<String>::new(),
        "these change nothing, and the study does not say why"
    );
    assert_eq!(
        busy,
        Vec::<String>::new(),
        "the study says that these change nothing, and they do"
    );
}

/// The findings that a text names by their ids.
fn named(study: &Study, text: &str) -> BTreeSet<FindingId> {
    let words = text.split(|c: char| !(c.is_alphanumeric() || c == '-'));
    words.filter_map(|word| study.findings.find(word)).collect()
}

/// The study with the levels of these findings, and of no other.
fn with_only(study: &Study, kept: impl Fn(FindingId) -> bool) -> Arc<Compiled> {
    let mut only = study.clone();
    let ids: Vec<FindingId> = only.findings.indices().collect();
    for finding in ids {
        if !kept(finding) {
            only.findings[finding].level = None;
            only.findings[finding].opens = None;
        }
    }
    support::ready(only)
}

/// Whether findings can decide anything on this node.
fn decided_by_findings(study: &Study, node: NodeId) -> bool {
    let node = &study.nodes[node];
    if node.children.is_empty() {
        &*node.score.plugin.value == "evidence"
    } else {
        node.own != Own::Child
    }
}

#[test]
fn the_reason_why_a_finding_is_redundant_is_true() {
    let study = support::founding_study();
    let cells = cells(&support::ready(study.clone()));
    let differs = |node: NodeId, one: &Arc<Compiled>, other: &Arc<Compiled>| {
        cells
            .iter()
            .any(|&cell| !Function::of(one, cell, node).same(&Function::of(other, cell, node)))
    };
    let nothing = with_only(&study, |_| false);
    let mut wrong = Vec::new();
    for (id, finding) in study.findings.iter() {
        let (Some(_), Some(reason)) = (finding.level, &finding.redundant) else {
            continue;
        };
        let name = study.findings.name(id);
        let others = named(&study, &reason.nl);
        if others != named(&study, reason.en.as_deref().unwrap_or_default()) {
            wrong.push(format!("{name}: the languages name other findings"));
        } else if !decided_by_findings(&study, finding.node) {
            if !others.is_empty() {
                wrong.push(format!("{name}: no finding decides here, so naming one is no reason"));
            }
        } else if !differs(finding.node, &with_only(&study, |f| f == id), &nothing) {
            wrong.push(format!("{name}: it says nothing on its own either"));
        } else if differs(
            finding.node,
            &with_only(&study, |f| f == id || others.contains(&f)),
            &with_only(&study, |f| others.contains(&f)),
        ) {
            wrong.push(format!("{name}: beside those that the reason names it still counts"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}
