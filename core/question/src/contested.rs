//! Where a contest opens what only one of its sides speaks of.

use std::collections::BTreeMap;

use toets_diagram::{Diagram, Exceeded};
use toets_evaluate::{CellResult, Compiled, Evaluation, OpenVariable};
use toets_model::{ContestId, ContestWhere, FindingId, GroupId, NodeId, ScenarioId};

/// A contest that opens a node in worlds in which a side says nothing, though the node would be lost if that side were right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneSided {
    /// The contest.
    pub contest: ContestId,
    /// The node.
    pub node: NodeId,
    /// The findings on it that stand alone there.
    pub findings: Vec<FindingId>,
    /// The cells in which that is so.
    pub cells: Vec<(ScenarioId, GroupId)>,
}

/// Every node that a contest opens although a side that would be right says nothing there, by contest and node in the order
/// of the study. Contests in which sides have to meet open none.
///
/// # Errors
/// The diagrams got too large.
pub fn one_sided(evaluation: &mut Evaluation) -> Result<Vec<OneSided>, Exceeded> {
    let compiled = evaluation.compiled.clone();
    let mut found: BTreeMap<(ContestId, NodeId), OneSided> = BTreeMap::new();
    let anywhere = |contest: &ContestId| compiled.study.contests[*contest].where_ == ContestWhere::Anywhere;
    for contest in compiled.study.contests.indices().filter(anywhere) {
        for cell in evaluation.cells.iter_mut().filter(|cell| cell.has_worlds()) {
            for (side, finding) in members(&compiled, contest) {
                if !stands_alone(&compiled, cell, contest, side, finding)? {
                    continue;
                }
                let node = compiled.study.findings[finding].node;
                let entry = found.entry((contest, node)).or_insert_with(|| OneSided {
                    contest,
                    node,
                    findings: Vec::new(),
                    cells: Vec::new(),
                });
                if !entry.findings.contains(&finding) {
                    entry.findings.push(finding);
                }
                if entry.cells.last() != Some(&(cell.scenario, cell.group)) {
                    entry.cells.push((cell.scenario, cell.group));
                }
            }
        }
    }
    Ok(found.into_values().collect())
}

/// The findings of a contest that judge or open a node, with the number of their side.
fn members(compiled: &Compiled, contest: ContestId) -> Vec<(usize, FindingId)> {
    let study = &compiled.study;
    let sides = study.contests[contest].sides.iter().enumerate();
    let all = sides.flat_map(|(side, it)| it.findings.iter().map(move |&finding| (side, finding)));
    let judges =
        |finding: FindingId| study.findings[finding].level.is_some() || study.findings[finding].opens.is_some();
    all.filter(|&(_, finding)| judges(finding)).collect()
}

/// Whether in some world of a cell a finding speaks and another side does not, and the level of the finding's node is
/// another one if that other side is right than if its own is.
fn stands_alone(
    compiled: &Compiled,
    cell: &mut CellResult,
    contest: ContestId,
    side: usize,
    finding: FindingId,
) -> Result<bool, Exceeded> {
    let space = &mut cell.space;
    let (Some(node), Some(position)) = (
        space.node(compiled.study.findings[finding].node),
        compiled.variables().position(OpenVariable::Contest(contest)),
    ) else {
        return Ok(false);
    };
    let speaks = space.speaks(compiled, finding)?;
    let own = space.manager.restrict(node.level, position, side as u32)?;
    let own_admitted = space.manager.restrict(space.admitted, position, side as u32)?;
    for other in (0..compiled.study.contests[contest].sides.len()).filter(|&other| other != side) {
        let answered = space.side_speaks(compiled, contest, other)?;
        let unanswered = space.manager.not(answered)?;
        let mut alone = space.manager.and(speaks, unanswered)?;
        alone = space.manager.and(alone, own_admitted)?;
        let admitted = space.manager.restrict(space.admitted, position, other as u32)?;
        alone = space.manager.and(alone, admitted)?;
        let then = space.manager.restrict(node.level, position, other as u32)?;
        let differs = space.manager.apply(own, then, |own, then| u32::from(own != then))?;
        if space.manager.and(alone, differs)? != Diagram::FALSE {
            return Ok(true);
        }
    }
    Ok(false)
}
