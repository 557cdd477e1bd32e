//! What is worth knowing of how a study is coded: unknowns that leave a whole scale open, and criteria on which a silent child may veto.

use toets_diagram::{Diagram, Exceeded};
use toets_evaluate::{Evaluation, Reach};
use toets_model::{FindingId, GroupId, NodeId, Role, ScenarioId, Silent};

/// A finding that says that something is unknown, and leaves its node open over its whole scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhollyOpen {
    /// The finding.
    pub finding: FindingId,
    /// The cells in which nothing else speaks to its node where it applies.
    pub cells: Vec<(ScenarioId, GroupId)>,
}

/// The findings without a level that stand alone on their node somewhere, so that it may be anything there: their source may say less
/// than that.
///
/// # Errors
/// The diagrams got too large.
pub fn wholly_open(evaluation: &mut Evaluation) -> Result<Vec<WhollyOpen>, Exceeded> {
    let compiled = evaluation.compiled.clone();
    let study = &compiled.study;
    let mut found = Vec::new();
    for (id, finding) in study.findings.iter() {
        // A premise or a scope says nothing of the level, not even that it is unknown.
        if finding.role != Role::Unknown
            || finding.level.is_some()
            || finding.opens.is_some()
            || finding.system.is_some()
        {
            continue;
        }
        let mut cells = Vec::new();
        for cell in evaluation.cells.iter_mut().filter(|cell| cell.has_worlds()) {
            if Some(cell.scenario) == study.baseline {
                continue;
            }
            let Some(diagrams) = cell.space.node(finding.node) else {
                continue;
            };
            let here = cell.space.condition(&compiled, &finding.when, None)?;
            let counts = cell.space.counts(finding.node)?;
            let here = cell.space.manager.and(here, counts)?;
            if cell.space.manager.and(here, diagrams.silent)? != Diagram::FALSE {
                cells.push((cell.scenario, cell.group));
            }
        }
        if !cells.is_empty() {
            found.push(WhollyOpen { finding: id, cells });
        }
    }
    Ok(found)
}

/// A criterion on which a child that no evidence speaks to may veto.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SilentVeto {
    /// The criterion.
    pub node: NodeId,
    /// Its children that are silent somewhere, and the cells in which.
    pub children: Vec<(NodeId, Vec<(ScenarioId, GroupId)>)>,
}

/// The criteria with a `veto` whose silent children count: what is not known of a child may decide there.
pub fn silent_vetoes(evaluation: &Evaluation) -> Vec<SilentVeto> {
    let study = &evaluation.compiled.study;
    let mut found = Vec::new();
    for (node, it) in study.nodes.iter() {
        if it.silent != Silent::Open || it.score.params.get("veto").is_none() {
            continue;
        }
        let silent = |child: NodeId| -> Vec<(ScenarioId, GroupId)> {
            let cells = evaluation.cells.iter().filter(|cell| {
                let weighs = study.nodes[child].default.is_none() && Some(cell.scenario) != study.baseline;
                weighs && cell.silent(child) != Reach::Never
            });
            cells.map(|cell| (cell.scenario, cell.group)).collect()
        };
        let children = it.children.iter().map(|&child| (child, silent(child)));
        let children: Vec<_> = children.filter(|(_, cells)| !cells.is_empty()).collect();
        if !children.is_empty() {
            found.push(SilentVeto { node, children });
        }
    }
    found
}
