//! What stands in the way of the verdict even when a goal below it is reached.
//!
//! From the verdict down: a node stands in the way if in no world that counts it is on a level with which the node above could be
//! as it should, whatever the others are. Which levels these are is worked out by running the rule of the node above over everything that
//! its inputs could be. So nothing is said of a node that may stand in the way: only of one that surely does.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use toets_diagram::{Diagram, Limits, Manager, Variable};
use toets_evaluate::{Compiled, Space, Value, evaluate_where};
use toets_model::{Assignment, FindingId, Index, LevelId, NodeId, Own, Silent};
use toets_plugin::{Fold, Input, Observed, Outcome, Registry, Scorer, State};

use super::search::Trouble;
use crate::goal::Goal;
use crate::values::values;

/// The nodes that running a rule may take; beyond them it is not looked into.
const NODES: usize = 100_000;

/// What stands in the way even then.
#[derive(Clone, Debug, Default)]
pub struct Stays {
    /// What the verdict can be, worst to best.
    pub verdict: Vec<Value>,
    /// What the verdict is judged from, each with what it can be.
    pub judged_from: Vec<(NodeId, Vec<Value>)>,
    /// What surely stands in the way of the best verdict, as far down as can be told.
    pub blocks: Vec<StillBlocks>,
}

/// A node that surely stands in the way.
#[derive(Clone, Debug)]
pub struct StillBlocks {
    /// The node.
    pub node: NodeId,
    /// What it can be, worst to best.
    pub possible: Vec<Value>,
    /// The findings on it that apply in every case and are among what stands in the way.
    pub findings: Vec<FindingId>,
}

/// What stays once this is fixed, in the worlds that the other space counts.
pub(super) fn stays(
    compiled: &Arc<Compiled>,
    registry: &Registry,
    goal: Goal,
    fixed: &Assignment,
    (other, counts): (&Space, Diagram),
) -> Result<Stays, Trouble> {
    let study = &compiled.study;
    let (mut space, faults) = evaluate_where(compiled, fixed, None);
    if !faults.is_empty() {
        return Err(Trouble::Faults(faults));
    }
    let counts = space.manager.copy_from(&other.manager, counts, |v| v)?;
    let care = space.manager.and(counts, space.admitted)?;
    let mut looking = Looking {
        compiled,
        registry,
        goal,
        space,
        care,
        blocks: Vec::new(),
    };
    let verdict = study.verdict;
    let scale = &study.scales[study.nodes[verdict].scale];
    if scale.is_number() || scale.levels().is_empty() {
        return Ok(Stays::default());
    }
    let last = scale.levels().len() - 1;
    let wanted: Vec<bool> = match (scale.ordered(), scale.neutral()) {
        // What is good is above neutral; without such a level, or without an order, the last one.
        (true, Some(neutral)) if neutral.to_usize() < last => (0..=last).map(|n| n > neutral.to_usize()).collect(),
        _ => (0..=last).map(|n| n == last).collect(),
    };
    looking.look(verdict, &wanted)?;
    let judged_from = study.nodes[verdict]
        .children
        .iter()
        .map(|&child| (child, looking.possible(child)));
    Ok(Stays {
        verdict: looking.possible(verdict),
        judged_from: judged_from.collect(),
        blocks: looking.blocks,
    })
}

struct Looking<'a> {
    compiled: &'a Arc<Compiled>,
    registry: &'a Registry,
    goal: Goal,
    space: Space,
    care: Diagram,
    blocks: Vec<StillBlocks>,
}

impl Looking<'_> {
    fn terminals(&self, node: NodeId) -> Vec<u32> {
        self.space.node(node).map_or_else(Vec::new, |found| {
            let manager = &self.space.manager;
            manager.terminals_within_both(found.level, self.care, found.applies)
        })
    }

    fn possible(&self, node: NodeId) -> Vec<Value> {
        values(self.compiled, &self.space, node, self.terminals(node))
    }

    /// Notes what surely keeps a node from these levels.
    fn look(&mut self, node: NodeId, wanted: &[bool]) -> Result<(), Trouble> {
        let there = self.terminals(node);
        let can = there.iter().any(|&level| wanted.get(level as usize) == Some(&true));
        if there.is_empty() || can || node == self.goal.node || self.blocks.iter().any(|known| known.node == node) {
            return Ok(());
        }
        let study = &self.compiled.study;
        let findings = self.against(node, wanted)?;
        let own_decides = !findings.is_empty() && study.nodes[node].own != Own::Child;
        let before = self.blocks.len();
        if !(own_decides && study.nodes[node].own == Own::First) {
            for (child, good) in self.inputs(node, wanted) {
                self.look(child, &good)?;
            }
        }
        if own_decides || self.blocks.len() == before {
            let possible = self.possible(node);
            let block = StillBlocks {
                node,
                possible,
                findings,
            };
            self.blocks.insert(before, block);
        }
        Ok(())
    }

    /// The findings on a node with a level that is not wanted, which apply in every world that counts.
    fn against(&mut self, node: NodeId, wanted: &[bool]) -> Result<Vec<FindingId>, Trouble> {
        let study = &self.compiled.study;
        let scale = &study.scales[study.nodes[node].scale];
        let mut all = Vec::new();
        for &finding in study.findings_on(node) {
            let Some(level) = study.findings[finding].level else {
                continue;
            };
            let below = scale.neutral().is_none_or(|neutral| level < neutral);
            if wanted.get(level.to_usize()) == Some(&true) || !below {
                continue;
            }
            let applies = self.space.applies(self.compiled, finding)?;
            if self.space.manager.implies(self.care, applies)? == Diagram::TRUE {
                all.push(finding);
            }
        }
        Ok(all)
    }

    /// The nodes that the rule of a node looks at, each with the levels with which it could be on a wanted one; empty where
    /// that can't be told.
    fn inputs(&self, node: NodeId, wanted: &[bool]) -> Vec<(NodeId, Vec<bool>)> {
        let study = &self.compiled.study;
        let plugin = self.registry.get(&study.nodes[node].score.plugin.value);
        let Some(Ok(Scorer::Fold(fold))) = plugin.map(|plugin| plugin.prepare(study, node)) else {
            return Vec::new();
        };
        let levels = |input: &Input| match *input {
            Input::Node(child) if !study.scales[study.nodes[child].scale].is_number() => {
                Some((child, study.scales[study.nodes[child].scale].levels().len()))
            }
            _ => None,
        };
        let Some(children) = fold.inputs().iter().map(levels).collect::<Option<Vec<_>>>() else {
            return Vec::new();
        };
        let left_out = |&(child, _): &(NodeId, usize)| {
            let below = self.space.node(child);
            below.is_some_and(|below| below.applies != Diagram::TRUE)
        };
        let skips = matches!(study.nodes[node].silent, Silent::Skip(_)) || children.iter().any(left_out);
        good(&*fold, &children, skips, wanted).unwrap_or_default()
    }
}

/// For each child the levels with which a rule can give a wanted one; none if that is too much to work out.
///
/// `skips`: whether a child may be left out, which is one more thing that it may be.
fn good(
    fold: &dyn Fold,
    children: &[(NodeId, usize)],
    skips: bool,
    wanted: &[bool],
) -> Option<Vec<(NodeId, Vec<bool>)>> {
    let arities = children
        .iter()
        .map(|&(_, levels)| levels as u32 + u32::from(skips))
        .collect();
    let mut manager = Manager::new(arities, Limits { nodes: NODES });
    let mut states: Vec<State> = vec![fold.start()];
    let mut known: FxHashMap<State, u32> = FxHashMap::from_iter([(fold.start(), 0)]);
    let mut state = Diagram::terminal(0);
    for (n, &(_, levels)) in children.iter().enumerate() {
        let seen = manager.value(Variable(n as u32)).ok()?;
        state = manager
            .apply(state, seen, |state, level| {
                let level = match level as usize {
                    silent if silent == levels => Observed::Silent,
                    level => Observed::Level(LevelId::from_usize(level)),
                };
                let next = fold.step(&states[state as usize], n, level);
                *known.entry(next).or_insert_with_key(|next| {
                    states.push(next.clone());
                    (states.len() - 1) as u32
                })
            })
            .ok()?;
    }
    let reached = manager
        .is_in(state, |state| match fold.finish(&states[state as usize]) {
            Outcome::Level(level) => wanted.get(level.to_usize()) == Some(&true),
            // Left open, it may be on a wanted level.
            _ => true,
        })
        .ok()?;
    let mut all = Vec::new();
    for (n, &(child, levels)) in children.iter().enumerate() {
        let seen = manager.value(Variable(n as u32)).ok()?;
        let there = manager.terminals_within(seen, reached);
        all.push((
            child,
            (0..levels).map(|level| there.contains(&(level as u32))).collect(),
        ));
    }
    Some(all)
}
