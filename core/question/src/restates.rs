//! Which conclusions follow from other findings, and which say again what one finding says.
//!
//! A conclusion whose source is cited by a finding as well tests little if it holds only because of that finding: then the study says
//! twice what its source says once. So those findings are set aside, all together, and the conclusion is judged again.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use toets_diagnostic::Diagnostic;
use toets_evaluate::{Compiled, Evaluation, Space, compile, evaluate_where};
use toets_model::{Citation, ConclusionId, Finding, FindingId, NodeId, Study};
use toets_plugin::Registry;

use crate::conclude::{Cell, ConclusionResult, Judge, Status, cells_spoken_of};
use crate::formula::for_each_term;
use crate::perturb::set_aside;

/// Sets [`ConclusionResult::restates`] of every conclusion that holds: the findings that cite the same lines, where it would not hold
/// without them.
///
/// # Errors
/// The diagrams of a conclusion got too large.
pub fn tell_apart(
    evaluation: &Evaluation,
    registry: &Registry,
    results: &mut [ConclusionResult],
) -> Result<(), Vec<Diagnostic>> {
    let compiled = &evaluation.compiled;
    let study = &compiled.study;
    let mut together: BTreeMap<Vec<FindingId>, Vec<usize>> = BTreeMap::new();
    for (place, result) in results.iter().enumerate() {
        if result.status == Status::Yes {
            let same = with_the_same_lines(study, result.conclusion);
            if !same.is_empty() {
                together.entry(same).or_default().push(place);
            }
        }
    }
    let asked: Vec<(&Vec<FindingId>, &Vec<usize>)> = together.iter().collect();
    let fallen: Vec<Vec<usize>> = asked
        .into_par_iter()
        .map(|(findings, places)| {
            let ids: Vec<ConclusionId> = places.iter().map(|&place| results[place].conclusion).collect();
            let without = judge_without(compiled, registry, findings, &ids)?;
            let fallen = places.iter().zip(without).filter(|(_, status)| *status != Status::Yes);
            Ok(fallen.map(|(&place, _)| place).collect())
        })
        .collect::<Result<_, Vec<Diagnostic>>>()?;
    for (findings, places) in together.into_keys().zip(fallen) {
        for place in places {
            results[place].restates.clone_from(&findings);
        }
    }
    Ok(())
}

/// The findings that may bear on a conclusion and cite lines that it cites.
fn with_the_same_lines(study: &Study, conclusion: ConclusionId) -> Vec<FindingId> {
    let it = &study.conclusions[conclusion];
    let mut nodes: Vec<NodeId> = Vec::new();
    if let Some(formula) = &it.holds {
        for_each_term(formula, &mut |_, node| nodes.push(node));
    }
    let mut below = Vec::new();
    while let Some(node) = nodes.pop() {
        if !below.contains(&node) {
            below.push(node);
            nodes.extend(&study.nodes[node].children);
        }
    }
    let bears = |finding: &Finding| finding.level.is_some() && below.contains(&finding.node);
    let found = study.findings.iter().filter(|(_, finding)| {
        bears(finding)
            && finding
                .sources
                .iter()
                .any(|one| it.sources.iter().any(|other| overlap(one, other)))
    });
    found.map(|(id, _)| id).collect()
}

fn overlap(one: &Citation, other: &Citation) -> bool {
    match (one.lines, other.lines) {
        (Some(a), Some(b)) => one.document == other.document && a.0 <= b.1 && b.0 <= a.1,
        _ => false,
    }
}

/// What becomes of conclusions that speak of the same findings, without these.
fn judge_without(
    compiled: &Arc<Compiled>,
    registry: &Registry,
    findings: &[FindingId],
    conclusions: &[ConclusionId],
) -> Result<Vec<Status>, Vec<Diagnostic>> {
    let mut changed = Study::clone(&compiled.study);
    findings.iter().for_each(|&finding| set_aside(&mut changed, finding));
    let compiled = Arc::new(compile(Arc::new(changed), registry, compiled.limits)?);
    let study = &compiled.study;
    let mut cells = Vec::new();
    for &conclusion in conclusions {
        cells.extend(cells_spoken_of(study, &study.conclusions[conclusion]));
    }
    cells.sort_unstable();
    cells.dedup();
    let mut spaces: Vec<Space> = Vec::with_capacity(cells.len());
    for &(scenario, group) in &cells {
        let (space, faults) = evaluate_where(&compiled, &compiled.fixed(scenario, group), None);
        if !faults.is_empty() {
            return Err(faults);
        }
        spaces.push(space);
    }
    let cells = cells
        .iter()
        .zip(&spaces)
        .map(|(&(scenario, group), space)| Cell { scenario, group, space });
    let mut judge = Judge::new(&compiled, cells.collect(), conclusions);
    let judged = conclusions
        .iter()
        .map(|&id| judge.conclusion(id).map(|result| result.status));
    judged.collect::<Result<_, Diagnostic>>().map_err(|fault| vec![fault])
}
