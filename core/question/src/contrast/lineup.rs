//! Two or more scenarios beside each other: what each can be, and how each two of them stand to each other.

use std::sync::Arc;

use rayon::prelude::*;
use toets_diagnostic::Diagnostic;
use toets_evaluate::{Compiled, Value, evaluate};
use toets_model::{Fixed, GroupId, Kind, NodeId, ScenarioId, VariableId};

use super::{Contrast, NodeContrast, contrast};

/// Scenarios beside each other, for one group.
#[derive(Clone, Debug)]
pub struct Lineup {
    /// The scenarios: two or more, in the order in which they were named.
    pub scenarios: Vec<ScenarioId>,
    /// The group.
    pub group: GroupId,
    /// Whether levers that two of them leave open have the same value in both.
    pub ceteris_paribus: bool,
    /// The levers that not all of them fix alike.
    pub levers: Vec<LeverLine>,
    /// Every node that has a result in one of them, in the order of the study.
    pub nodes: Vec<NodeLine>,
    /// Each two of them: the first with all others, then the second with those after it, and so on.
    pub pairs: Vec<Contrast>,
}

/// A lever in several scenarios.
#[derive(Clone, Debug, PartialEq)]
pub struct LeverLine {
    /// The lever.
    pub variable: VariableId,
    /// Its value in each; none: left open.
    pub values: Vec<Option<Fixed>>,
}

/// A node in several scenarios.
#[derive(Clone, Debug)]
pub struct NodeLine {
    /// The node.
    pub node: NodeId,
    /// What it can be in each by itself, worst to best; nothing where it does not apply, or no world is admitted.
    pub possible: Vec<Vec<Value>>,
}

impl Lineup {
    /// How a node stands in two of the scenarios, by their places here; none where it can't be compared.
    pub fn pair(&self, one: usize, other: usize, node: NodeId) -> Option<&NodeContrast> {
        let wanted = [*self.scenarios.get(one)?, *self.scenarios.get(other)?];
        let pair = self.pairs.iter().find(|pair| pair.scenarios == wanted)?;
        pair.nodes.iter().find(|it| it.node == node)
    }

    /// Whether a node can differ between any two of the scenarios, or is compared in some of them only.
    pub fn differs(&self, node: NodeId) -> bool {
        let in_pair = |pair: &Contrast| {
            pair.nodes
                .iter()
                .find(|it| it.node == node)
                .map(|it| it.relation.word())
        };
        let mut found = self.pairs.iter().map(in_pair);
        let first = found.next().flatten();
        first.is_none_or(|word| word != "equal") || found.any(|word| word != first)
    }
}

/// Sets scenarios beside each other, for one group; each two as [`contrast`] does.
///
/// # Errors
/// The faults of scorers; the diagrams got too large.
pub fn lineup(
    compiled: &Arc<Compiled>,
    scenarios: &[ScenarioId],
    group: GroupId,
    ceteris_paribus: bool,
) -> Result<Lineup, Vec<Diagnostic>> {
    let study = &compiled.study;
    let mut two = Vec::new();
    for (n, &one) in scenarios.iter().enumerate() {
        two.extend(scenarios[n + 1..].iter().map(|&other| [one, other]));
    }
    // Side by side; which fault is told does not depend on which came first.
    let pairs: Vec<Result<Contrast, _>> = two
        .into_par_iter()
        .map(|two| contrast(compiled, two, group, ceteris_paribus))
        .collect();
    let pairs = pairs.into_iter().collect::<Result<Vec<Contrast>, _>>()?;
    let fixed: Vec<_> = scenarios
        .iter()
        .map(|&scenario| study.scenarios[scenario].levers_for(group))
        .collect();
    let levers = study.variables.iter().filter(|(_, it)| it.kind == Kind::Lever);
    let levers = levers.map(|(variable, _)| LeverLine {
        variable,
        values: fixed.iter().map(|fixed| fixed.get(&variable).copied()).collect(),
    });
    let differ = |line: &LeverLine| line.values.iter().any(|value| *value != line.values[0]);
    let mut cells: Vec<_> = scenarios.iter().map(|&scenario| (scenario, group)).collect();
    cells.sort_unstable();
    cells.dedup();
    let evaluation = evaluate(compiled, &cells)?;
    let possible = |scenario: ScenarioId, node: NodeId| {
        let cell = evaluation.cell(scenario, group).filter(|cell| cell.has_worlds());
        cell.map(|cell| cell.possible(compiled, node)).unwrap_or_default()
    };
    let nodes = study.nodes.indices().map(|node| NodeLine {
        node,
        possible: scenarios.iter().map(|&scenario| possible(scenario, node)).collect(),
    });
    Ok(Lineup {
        scenarios: scenarios.to_vec(),
        group,
        ceteris_paribus,
        levers: levers.filter(differ).collect(),
        nodes: nodes
            .filter(|line| line.possible.iter().any(|values| !values.is_empty()))
            .collect(),
        pairs,
    })
}
