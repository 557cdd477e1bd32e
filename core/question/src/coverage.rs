//! What the evidence covers, and what it does not.

use std::collections::{BTreeMap, BTreeSet};

use toets_diagram::{Diagram, Exceeded};
use toets_evaluate::{Evaluation, Reach};
use toets_model::{Fixed, GroupId, Index, NodeId, ScenarioId, TransferId, VariableId};

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
        let levers = &study.scenarios[scenario].levers;
        let mut direct = vec![false; study.variables.len()];
        let mut carried: BTreeMap<VariableId, BTreeSet<TransferId>> = BTreeMap::new();
        for cell in evaluation.cells.iter_mut().filter(|cell| cell.scenario == scenario) {
            let space = &mut cell.space;
            if space.admitted == Diagram::FALSE {
                continue;
            }
            for (id, finding) in study.findings.iter() {
                if finding.level.is_none() && finding.opens.is_none() || finding.system.is_some() {
                    continue;
                }
                let mentioned = finding.when.variables();
                if mentioned
                    .iter()
                    .all(|v| direct[v.to_usize()] || !levers.contains_key(v))
                {
                    continue;
                }
                let studied = space.condition(&compiled, &finding.when, None)?;
                if space.manager.and(studied, space.admitted)? != Diagram::FALSE {
                    mentioned.iter().for_each(|v| direct[v.to_usize()] = true);
                    continue;
                }
                for &transfer in compiled.transfers_of(id) {
                    let there = space.carried(&compiled, transfer, &finding.when)?;
                    if space.manager.and(there, space.admitted)? != Diagram::FALSE {
                        for &variable in &mentioned {
                            carried.entry(variable).or_default().insert(transfer);
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
        for (&variable, &value) in levers {
            let feature = Feature { variable, value };
            if direct[variable.to_usize()] {
                continue;
            }
            match carried.remove(&variable) {
                Some(transfers) => coverage.carried.push((feature, transfers.into_iter().collect())),
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
