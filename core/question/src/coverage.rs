//! What the evidence covers, and what it does not.

use std::collections::BTreeSet;

use toets_diagram::{Diagram, Exceeded};
use toets_evaluate::{Evaluation, Reach};
use toets_model::{Fixed, GroupId, NodeId, ScenarioId, TransferId, VariableId};

/// How far evidence covers the features of a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    /// The scenario.
    pub scenario: ScenarioId,
    /// Features that no finding which can apply was studied with.
    pub uncovered: Vec<Feature>,
    /// Features that are covered only by evidence carried over from something else.
    pub carried: Vec<(Feature, Vec<TransferId>)>,
}

/// A feature of a scenario: a lever and its value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Feature {
    /// The lever.
    pub variable: VariableId,
    /// Its value.
    pub value: Fixed,
}

/// A node that no evidence speaks to in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The scenario.
    pub scenario: ScenarioId,
    /// The group.
    pub group: GroupId,
    /// The node.
    pub node: NodeId,
    /// Whether in all worlds of the cell, or in some.
    pub reach: Reach,
}

/// The coverage of each scenario that was evaluated, in order.
///
/// A feature is covered where a finding that judges (or opens) a node, and that can apply in some world of the
/// scenario, was studied with this feature. It is carried where only a transfer lets such a finding apply.
///
/// # Errors
/// The diagrams got too large.
pub fn coverage(evaluation: &mut Evaluation) -> Result<Vec<Coverage>, Exceeded> {
    let compiled = evaluation.compiled.clone();
    let study = &compiled.study;
    let mut scenarios: Vec<ScenarioId> = evaluation.cells.iter().map(|cell| cell.scenario).collect();
    scenarios.sort_unstable();
    scenarios.dedup();
    let mut all = Vec::with_capacity(scenarios.len());
    for scenario in scenarios {
        // What it fixes, for everyone or for one group.
        let mut features: Vec<Feature> = Vec::new();
        let mut direct: Vec<Feature> = Vec::new();
        let mut carried: Vec<(Feature, BTreeSet<TransferId>)> = Vec::new();
        for cell in evaluation.cells.iter_mut().filter(|cell| cell.scenario == scenario) {
            let levers = study.scenarios[scenario].levers_for(cell.group);
            for (&variable, &value) in &levers {
                let feature = Feature { variable, value };
                if !features.contains(&feature) {
                    features.push(feature);
                }
            }
            let space = &mut cell.space;
            if space.admitted == Diagram::FALSE {
                continue;
            }
            for (id, finding) in study.findings.iter() {
                if finding.level.is_none() && finding.opens.is_none() || finding.system.is_some() {
                    continue;
                }
                let mentioned = finding.when.variables().into_iter();
                let mentioned: Vec<Feature> = mentioned
                    .filter_map(|variable| levers.get(&variable).map(|&value| Feature { variable, value }))
                    .filter(|feature| !direct.contains(feature))
                    .collect();
                if mentioned.is_empty() {
                    continue;
                }
                let studied = space.condition(&compiled, &finding.when, None)?;
                if space.manager.and(studied, space.admitted)? != Diagram::FALSE {
                    direct.extend(mentioned);
                    continue;
                }
                for &transfer in compiled.transfers_of(id) {
                    let there = space.carried(&compiled, transfer, &finding.when)?;
                    if space.manager.and(there, space.admitted)? != Diagram::FALSE {
                        for &feature in &mentioned {
                            match carried.iter_mut().find(|(known, _)| *known == feature) {
                                Some((_, transfers)) => drop(transfers.insert(transfer)),
                                None => carried.push((feature, BTreeSet::from([transfer]))),
                            }
                        }
                    }
                }
            }
        }
        let mut coverage = Coverage {
            scenario,
            uncovered: Vec::new(),
            carried: Vec::new(),
        };
        for feature in features.into_iter().filter(|feature| !direct.contains(feature)) {
            match carried.iter().find(|(known, _)| *known == feature) {
                Some((_, transfers)) => coverage.carried.push((feature, transfers.iter().copied().collect())),
                None => coverage.uncovered.push(feature),
            }
        }
        all.push(coverage);
    }
    Ok(all)
}

/// The indicators that no evidence speaks to, per cell.
pub fn gaps(evaluation: &Evaluation) -> Vec<Gap> {
    let study = &evaluation.compiled.study;
    let mut gaps = Vec::new();
    for cell in &evaluation.cells {
        for (node, it) in study.nodes.iter() {
            let reach = cell.silent(node);
            // A gap of a baseline is no gap of the study: nobody set out to judge it.
            if Some(cell.scenario) == study.baseline {
                continue;
            }
            if it.children.is_empty() && reach != Reach::Never {
                gaps.push(Gap {
                    scenario: cell.scenario,
                    group: cell.group,
                    node,
                    reach,
                });
            }
        }
    }
    gaps
}
