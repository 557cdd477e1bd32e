//! The scenarios in order: which of them is above which, for a group and a node.
//!
//! Two of them are set beside each other in every world that both have, as in [`contrast`](crate::contrast()); nothing is weighed or
//! added up. So it is an order of pairs: two may each be above the other somewhere, and then neither is the better one.

use std::sync::Arc;

use num_bigint::BigUint;
use toets_diagnostic::Diagnostic;
use toets_diagram::{Diagram, Exceeded, Variable};
use toets_evaluate::{CellResult, Compiled, Evaluation, OpenVariable, Space, evaluate};
use toets_model::{GroupId, NodeId, ScenarioId, Study};

use crate::contrast::{Pair, Relation};
use crate::depends::depends_on;
use crate::faults::too_large;
use crate::joint::Whose;

/// The scenarios in order, on a node and for a group.
#[derive(Clone, Debug)]
pub struct Rank {
    /// The group.
    pub group: GroupId,
    /// The node.
    pub node: NodeId,
    /// The scenarios that have a world in which the node applies, in the order of the study: only these are compared.
    pub scenarios: Vec<ScenarioId>,
    /// Those that the constraints admit no world of.
    pub without_worlds: Vec<ScenarioId>,
    /// Those that have worlds, in none of which the node applies.
    pub not_applicable: Vec<ScenarioId>,
    /// Of the scenarios that are compared each two once, the earlier one first.
    pub pairs: Vec<RankPair>,
    /// Those to which none is better, and none at least as good and better somewhere; none where nobody says what is better.
    ///
    /// It may be that there is no such scenario: see `carries_over`.
    pub best: Option<Vec<ScenarioId>>,
    /// Whether it is an order: whatever is nowhere below one that is nowhere below a third is compared to that third, and nowhere below it.
    ///
    /// Where constraints keep some people out of some scenarios each pair is about its own people, and it need not be so: then three
    /// may even be above each other in a circle.
    pub carries_over: bool,
}

/// Two scenarios, on a node and for a group.
#[derive(Clone, Debug)]
pub struct RankPair {
    /// The two.
    pub pair: [ScenarioId; 2],
    /// How the first stands to the second where the node applies; none where no world of both is left.
    pub relation: Option<Relation>,
    /// All that it depends on how they stand: traits (for whom), levers of either, the law, what is not known.
    pub depends_on: Vec<OpenVariable>,
    /// In how many worlds of both the node does not apply: these are left out.
    ///
    /// Worlds are told apart by what the constraints and the node's `applies` speak of; what else is open is no matter.
    pub left_out: BigUint,
    /// How many worlds of both there are, those that are left out among them.
    pub worlds: BigUint,
}

impl RankPair {
    /// Which of the two is above the other: at least as good (or as high) everywhere, and more somewhere.
    fn above(&self) -> Option<ScenarioId> {
        let [first, second] = self.pair.map(|scenario| self.at_least(scenario));
        (first != second).then(|| self.pair[usize::from(second)])
    }

    /// Whether one of the two is nowhere below the other, and can be compared to it everywhere.
    fn at_least(&self, scenario: ScenarioId) -> bool {
        self.relation.is_some_and(|it| match scenario == self.pair[0] {
            true => !(it.worse || it.lower || it.differs),
            false => !(it.better || it.higher || it.differs),
        })
    }
}

/// Ranks scenarios for groups on a node: on the parts of the verdict and every criterion unless one is named. The results are by group, then
/// by node in the order of the study.
///
/// # Errors
/// The faults of scorers; the diagrams got too large.
pub fn rank(
    compiled: &Arc<Compiled>,
    scenarios: &[ScenarioId],
    groups: &[GroupId],
    node: Option<NodeId>,
) -> Result<Vec<Rank>, Vec<Diagnostic>> {
    let mut scenarios = scenarios.to_vec();
    scenarios.sort_unstable();
    scenarios.dedup();
    let cells: Vec<(ScenarioId, GroupId)> = groups
        .iter()
        .flat_map(|&group| scenarios.iter().map(move |&scenario| (scenario, group)))
        .collect();
    let evaluation = evaluate(compiled, &cells)?;
    let nodes = node.map_or_else(|| ranked(&compiled.study), |node| vec![node]);
    let mut ranks = Vec::with_capacity(groups.len() * nodes.len());
    for &group in groups {
        let ranked = in_group(&evaluation, &scenarios, group, &nodes);
        ranks.extend(ranked.map_err(|exceeded| {
            let what = (
                "how the scenarios stand to each other",
                "hoe de scenario's tot elkaar staan",
            );
            vec![too_large(compiled, what, &exceeded)]
        })?);
    }
    Ok(ranks)
}

/// The nodes that scenarios are ranked on unless one is named: the parts of the verdict, and whatever has parts itself.
fn ranked(study: &Study) -> Vec<NodeId> {
    let verdict = &study.nodes[study.verdict];
    let is_ranked = |&node: &NodeId| {
        let alone = node == study.verdict && verdict.children.is_empty();
        alone || verdict.children.contains(&node) || !study.nodes[node].children.is_empty()
    };
    study.nodes.indices().filter(is_ranked).collect()
}

fn in_group(
    evaluation: &Evaluation,
    scenarios: &[ScenarioId],
    group: GroupId,
    nodes: &[NodeId],
) -> Result<Vec<Rank>, Exceeded> {
    let cells = scenarios
        .iter()
        .filter_map(|&scenario| evaluation.cell(scenario, group));
    let (with, without): (Vec<&CellResult>, Vec<&CellResult>) = cells.partition(|cell| cell.has_worlds());
    let ids = |cells: &[&CellResult]| cells.iter().map(|cell| cell.scenario).collect();
    let mut ranks: Vec<Rank> = nodes
        .iter()
        .map(|&node| {
            let applies = |cell: &&CellResult| !cell.space.terminals(node).is_empty();
            let (compared, others): (Vec<&CellResult>, Vec<&CellResult>) = with.iter().copied().partition(applies);
            Rank {
                group,
                node,
                scenarios: ids(&compared),
                without_worlds: ids(&without),
                not_applicable: ids(&others),
                pairs: Vec::new(),
                best: None,
                carries_over: true,
            }
        })
        .collect();
    for (n, first) in with.iter().enumerate() {
        for second in &with[n + 1..] {
            let pair = [first.scenario, second.scenario];
            let asked = ranks
                .iter_mut()
                .filter(|rank| pair.iter().all(|scenario| rank.scenarios.contains(scenario)));
            let asked: Vec<&mut Rank> = asked.collect();
            if !asked.is_empty() {
                let spaces = [&first.space, &second.space];
                compare(&evaluation.compiled, pair, spaces, group, asked)?;
            }
        }
    }
    for rank in &mut ranks {
        rank.best = best(&evaluation.compiled.study, rank);
        rank.carries_over = carries_over(rank);
    }
    Ok(ranks)
}

/// Sets two scenarios beside each other on the nodes of these.
fn compare(
    compiled: &Arc<Compiled>,
    pair: [ScenarioId; 2],
    [first, second]: [&Space; 2],
    group: GroupId,
    ranks: Vec<&mut Rank>,
) -> Result<(), Exceeded> {
    // What stands beside something stands second there.
    let spaces = [second, first];
    let levels = |space: &Space| {
        ranks
            .iter()
            .filter_map(|rank| Some(space.node(rank.node)?.level))
            .collect()
    };
    let diagrams = spaces.map(levels);
    let levers = [Whose::Side(0), Whose::Side(1)];
    let mut both = Pair::new(compiled, spaces, levers, group, diagrams, None)?;
    for rank in ranks {
        rank.pairs.push(match &mut both {
            Some(both) => on_node(both, pair, rank.node).map_err(|exceeded| both.in_order(exceeded))?,
            None => RankPair {
                pair,
                relation: None,
                depends_on: Vec::new(),
                left_out: BigUint::ZERO,
                worlds: BigUint::ZERO,
            },
        });
    }
    Ok(())
}

fn on_node(both: &mut Pair<'_>, pair: [ScenarioId; 2], node: NodeId) -> Result<RankPair, Exceeded> {
    let found = both.stands(node)?;
    let asked = found.as_ref().map_or(Diagram::FALSE, |found| found.asked);
    // Constraints and `applies` speak of the variables of the study only.
    let others: Vec<bool> = both
        .joint
        .manager
        .variables()
        .map(|v| !matches!(both.joint.at(v), OpenVariable::Study(_)))
        .collect();
    let manager = &mut both.joint.manager;
    let shared = manager.exists(both.admitted, |v| others[v.index()])?;
    let applies = manager.exists(asked, |v| others[v.index()])?;
    let mut told_apart: Vec<Variable> = manager.support(shared);
    told_apart.extend(manager.support(applies));
    told_apart.sort_unstable();
    told_apart.dedup();
    let worlds = manager.count(shared, &told_apart);
    let left_out = &worlds - manager.count(applies, &told_apart);
    let mut depends = Vec::new();
    if let Some(found) = &found {
        let on = depends_on(manager, found.by_world, found.asked, &both.declared)?;
        depends = on.into_iter().map(|v| both.joint.at(v)).collect();
        // A lever that both leave open is one of each.
        depends.dedup();
    }
    Ok(RankPair {
        pair,
        relation: found.map(|found| found.relation),
        depends_on: depends,
        left_out,
        worlds,
    })
}

/// The scenarios that none is above; none where nobody says what is better.
fn best(study: &Study, rank: &Rank) -> Option<Vec<ScenarioId>> {
    let scale = &study.scales[study.nodes[rank.node].scale];
    if !scale.ordered() || (scale.is_number() && study.better(rank.node).is_none()) {
        return None;
    }
    let is_below = |scenario: &ScenarioId| {
        let mut with_it = rank.pairs.iter().filter(|it| it.pair.contains(scenario));
        with_it.any(|it| it.above().is_some_and(|above| above != *scenario))
    };
    let all = rank.scenarios.iter().copied();
    Some(all.filter(|scenario| !is_below(scenario)).collect())
}

fn carries_over(rank: &Rank) -> bool {
    let all = rank.scenarios.len();
    let mut at_least = vec![vec![false; all]; all];
    for it in &rank.pairs {
        if let [Ok(first), Ok(second)] = it.pair.map(|scenario| rank.scenarios.binary_search(&scenario)) {
            at_least[first][second] = it.at_least(it.pair[0]);
            at_least[second][first] = it.at_least(it.pair[1]);
        }
    }
    let others = |one: usize| (0..all).filter(move |&other| other != one);
    (0..all).all(|one| {
        others(one).filter(|&other| at_least[one][other]).all(|other| {
            others(one)
                .filter(|&third| at_least[other][third])
                .all(|third| at_least[one][third])
        })
    })
}
