//! Who bears what: the judgements that concern a party, and what was never judged for it.

use toets_diagram::{Diagram, Exceeded};
use toets_evaluate::{CellResult, Compiled, Evaluation, Reach};
use toets_model::{FindingId, GroupId, LevelId, NodeId, PartyId, ScenarioId};

/// What a party bears on one node of the framework.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Burden {
    /// The party.
    pub party: PartyId,
    /// The node.
    pub node: NodeId,
    /// The findings with a level that name the party (or speak of a node that does), where any cell has a world in which they apply.
    pub findings: Vec<BorneFinding>,
    /// Of a node that names the party: the cells in which no evidence speaks to it, for some or for all.
    pub silent: Vec<BorneCell>,
}

/// A finding that a party bears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BorneFinding {
    /// The finding.
    pub finding: FindingId,
    /// Its level.
    pub level: LevelId,
    /// Where it applies: for all, or for some people, choices or answers.
    pub cells: Vec<BorneCell>,
}

/// A cell, and how far something reaches there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BorneCell {
    /// The scenario.
    pub scenario: ScenarioId,
    /// The group.
    pub group: GroupId,
    /// In some worlds of it, or in all.
    pub reach: Reach,
}

/// What each party bears in some cells, in the order of parties, nodes and findings in the study.
///
/// A finding names a party itself, or the node that it speaks of does. Where evidence is carried over by a transfer or
/// depends on something that is not known, it reaches some worlds only.
///
/// # Errors
/// The diagrams got too large.
pub fn burdens(
    evaluation: &mut Evaluation,
    shown: impl Fn(ScenarioId, GroupId) -> bool,
) -> Result<Vec<Burden>, Exceeded> {
    let compiled = evaluation.compiled.clone();
    let study = &compiled.study;
    let mut all = Vec::new();
    for party in study.parties.indices() {
        for (node, it) in study.nodes.iter() {
            let of_node = it.parties.contains(&party);
            let mut burden = Burden {
                party,
                node,
                findings: Vec::new(),
                silent: Vec::new(),
            };
            for &id in study.findings_on(node) {
                let finding = &study.findings[id];
                let Some(level) = finding.level else { continue };
                if !of_node && !finding.parties.contains(&party) {
                    continue;
                }
                let mut cells = Vec::new();
                for cell in evaluation.cells.iter_mut().filter(|c| shown(c.scenario, c.group)) {
                    let reach = applies(&compiled, cell, id)?;
                    cells.extend(borne(cell, reach));
                }
                if !cells.is_empty() {
                    let finding = id;
                    burden.findings.push(BorneFinding { finding, level, cells });
                }
            }
            if of_node {
                let cells = evaluation.cells.iter().filter(|c| shown(c.scenario, c.group));
                burden.silent = cells.filter_map(|cell| borne(cell, cell.silent(node))).collect();
            }
            if !burden.findings.is_empty() || !burden.silent.is_empty() {
                all.push(burden);
            }
        }
    }
    Ok(all)
}

fn borne(cell: &CellResult, reach: Reach) -> Option<BorneCell> {
    (reach != Reach::Never).then_some(BorneCell {
        scenario: cell.scenario,
        group: cell.group,
        reach,
    })
}

/// In which worlds of a cell a finding applies.
fn applies(compiled: &Compiled, cell: &mut CellResult, finding: FindingId) -> Result<Reach, Exceeded> {
    let space = &mut cell.space;
    if space.admitted == Diagram::FALSE {
        return Ok(Reach::Never);
    }
    let there = space.applies(compiled, finding)?;
    let counts = space.counts(compiled.study.findings[finding].node)?;
    let there = space.manager.and(there, counts)?;
    Ok(match there {
        Diagram::FALSE => Reach::Never,
        all if all == counts => Reach::Always,
        _ => Reach::Sometimes,
    })
}
