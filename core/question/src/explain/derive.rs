//! How a level came about in one world: each node, from the one asked for down, with what decided it.

use std::sync::Arc;

use rustc_hash::FxHashSet;
use toets_diagram::Exceeded;
use toets_evaluate::{Basis, Compiled, Fate, FindingTrace, NodeTrace, Space, Value, World};
use toets_model::{FindingId, Node, NodeId, Text};
use toets_plugin::{Fold, Input, Observed, Outcome, Read, Registry, Scorer, Sides};

use super::decisive::{Because, Part, because};

/// How a node got its level in a world.
#[derive(Clone, Debug)]
pub struct Derivation {
    /// What gave it its level, and what was seen.
    pub trace: NodeTrace,
    /// The rule.
    pub rule: Rule,
    /// The nodes that it was judged from, in order; those left out because nothing speaks to them too.
    pub children: Vec<NodeId>,
    /// Which of these, and of what else its scorer reads, decided it; none where its findings or its unknown did.
    pub because: Option<Because>,
    /// The findings that alone give what all that apply say together, with the same strongest for and against: as few as can be,
    /// the earlier ones first. Only where findings gave the node its level or capped it.
    pub carrying: Vec<FindingId>,
    /// Findings without a level that apply: what a source says without judging.
    pub noted: Vec<FindingTrace>,
}

impl Derivation {
    /// Whether a finding is among those that gave the node its level: it [carries](Self::carrying), and what the findings say is
    /// what the level depends on.
    pub fn is_decisive(&self, finding: FindingId) -> bool {
        let own = |part: &Part| matches!(part, Part::Own | Part::Finding(_));
        let counts = match &self.because {
            Some(because) => because.exactly.parts.iter().any(own),
            None => matches!(self.trace.basis, Basis::Findings | Basis::Open),
        };
        counts && self.carrying.contains(&finding)
    }
}

/// The rule that a node is judged by: what the study says more of it is in the node.
#[derive(Clone, Debug, Default)]
pub struct Rule {
    /// The plugin's name for people.
    pub label: Text,
    /// Its version.
    pub version: String,
}

/// A node and all those below it that it was judged from, each once, a node before those below it.
pub(super) fn derive(
    compiled: &Compiled,
    registry: &Registry,
    space: &mut Space,
    node: NodeId,
    world: &World,
) -> Result<Vec<Derivation>, Exceeded> {
    let mut derived = Vec::new();
    let mut seen = FxHashSet::default();
    let mut stack = vec![node];
    while let Some(node) = stack.pop() {
        if !seen.insert(node) {
            continue;
        }
        if let Some(derivation) = derive_one(compiled, registry, space, node, world)? {
            stack.extend(derivation.children.iter().rev());
            derived.push(derivation);
        }
    }
    Ok(derived)
}

fn derive_one(
    compiled: &Compiled,
    registry: &Registry,
    space: &mut Space,
    node: NodeId,
    world: &World,
) -> Result<Option<Derivation>, Exceeded> {
    let study = compiled.study.clone();
    let Some(trace) = space.trace(compiled, node, world)? else {
        return Ok(None);
    };
    let it = &study.nodes[node];
    let mut children: Vec<NodeId> = trace
        .seen
        .iter()
        .filter_map(|(read, _)| match read {
            Read::Node(node) => Some(*node),
            _ => None,
        })
        .collect();
    children.extend(&trace.skipped);
    children.extend(&it.children);
    let mut once = FxHashSet::default();
    children.retain(|child| once.insert(*child) && !trace.not_applicable.contains(child));

    let judge = Judge::of(compiled, registry, node, &trace);
    let mut noted = Vec::new();
    for &id in study.findings_on(node) {
        let finding = &study.findings[id];
        if finding.level.is_some() || finding.opens.is_some() || finding.system.is_some() {
            continue;
        }
        let fate = space.fate(compiled, id, world)?;
        if applies(fate) {
            noted.push(FindingTrace {
                finding: id,
                fate,
                side: None,
            });
        }
    }
    let carrying = judge.own.as_ref().filter(|_| judge.findings_matter(it, &trace));
    Ok(Some(Derivation {
        rule: judge.rule.clone(),
        carrying: carrying.map_or_else(Vec::new, Own::carrying),
        because: because(compiled, space, world, &trace, &judge)?,
        children,
        noted,
        trace,
    }))
}

/// What judges a node: its scorer, and the findings on it.
pub(super) struct Judge {
    rule: Rule,
    /// Its scorer; none where the findings on it are all there is.
    pub(super) scorer: Option<Scorer>,
    pub(super) own: Option<Own>,
    /// Whether findings on a criterion count beside its scorer.
    pub(super) own_counts: bool,
}

impl Judge {
    fn of(compiled: &Compiled, registry: &Registry, node: NodeId, trace: &NodeTrace) -> Self {
        let study = &compiled.study;
        let it = &study.nodes[node];
        let plugin = registry.get(&it.score.plugin.value);
        // INVARIANT: a study that compiled names plugins that exist, and its parameters were found right.
        let rule = plugin.map(|plugin| Rule {
            label: plugin.label(),
            version: plugin.version().to_owned(),
        });
        let by_findings = plugin.is_some_and(|plugin| Arc::ptr_eq(plugin, registry.evidence()));
        let scorer = plugin
            .filter(|_| !by_findings)
            .and_then(|plugin| plugin.prepare(study, node).ok());
        let own = Own::of(compiled, registry, node, trace);
        let left_to_scorer = match &scorer {
            Some(Scorer::Replay(replay)) => replay.reads_findings(),
            _ => false,
        };
        Self {
            own_counts: own.is_some() && !by_findings && !left_to_scorer && !it.children.is_empty(),
            rule: rule.unwrap_or_default(),
            scorer,
            own,
        }
    }

    /// Whether findings gave the node its level, or could have kept it from a better one.
    fn findings_matter(&self, node: &Node, trace: &NodeTrace) -> bool {
        let asked = trace
            .seen
            .iter()
            .any(|(read, _)| matches!(read, Read::Evidence | Read::Strongest(_)));
        let beside = self.own_counts && node.own == toets_model::Own::Worst;
        matches!(trace.basis, Basis::Findings | Basis::Open) || asked || beside
    }
}

/// Whether a finding counts.
pub(super) fn applies(fate: Fate) -> bool {
    matches!(fate, Fate::Applies | Fate::Carried(_))
}

/// The findings on a node, and what they say together.
pub(super) struct Own {
    fold: Box<dyn Fold>,
    /// Those that apply, by their number among the inputs.
    applying: Vec<usize>,
    pub(super) outcome: Outcome,
}

/// The largest number of findings among which pairs are tried.
const PAIRS: usize = 60;

impl Own {
    /// None if no finding on the node has a level.
    fn of(compiled: &Compiled, registry: &Registry, node: NodeId, trace: &NodeTrace) -> Option<Self> {
        if trace.findings.is_empty() || matches!(trace.value, Value::Number(_)) {
            return None;
        }
        let Ok(Scorer::Fold(fold)) = registry.evidence().prepare(&compiled.study, node) else {
            return None;
        };
        let applying = |input: &Input| match input {
            Input::Finding(id) => trace.findings.iter().any(|f| f.finding == *id && applies(f.fate)),
            _ => false,
        };
        let applying: Vec<usize> = (0..fold.inputs().len())
            .filter(|&n| applying(&fold.inputs()[n]))
            .collect();
        let (outcome, _) = say(&*fold, &applying);
        Some(Self {
            fold,
            applying,
            outcome,
        })
    }

    fn carrying(&self) -> Vec<FindingId> {
        let all = say(&*self.fold, &self.applying);
        let enough = |some: &[usize]| say(&*self.fold, some) == all;
        let alone = self.applying.iter().map(|&n| vec![n]).find(|one| enough(one));
        let pair = || {
            let few = &self.applying[..self.applying.len().min(PAIRS)];
            let pairs = few
                .iter()
                .enumerate()
                .flat_map(|(n, &a)| few[n + 1..].iter().map(move |&b| vec![a, b]));
            pairs.into_iter().find(|pair| enough(pair))
        };
        let kept = alone.or_else(pair).unwrap_or_else(|| {
            let mut kept = self.applying.clone();
            for &n in self.applying.iter().rev() {
                let without: Vec<usize> = kept.iter().copied().filter(|&m| m != n).collect();
                if enough(&without) {
                    kept = without;
                }
            }
            kept
        });
        let finding = |n: usize| match self.fold.inputs()[n] {
            Input::Finding(finding) => Some(finding),
            _ => None,
        };
        kept.into_iter().filter_map(finding).collect()
    }
}

/// What findings say together if just these apply.
fn say(fold: &dyn Fold, applying: &[usize]) -> (Outcome, Option<Sides>) {
    let mut state = fold.start();
    for n in 0..fold.inputs().len() {
        state = fold.step(&state, n, Observed::Applies(applying.contains(&n)));
    }
    (fold.finish(&state), fold.sides(&state))
}
