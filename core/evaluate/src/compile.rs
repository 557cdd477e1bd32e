//! From a study and its plugins to what the evaluator runs on: scorers made ready, an order of nodes, an order of
//! variables.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};

use toets_diagnostic::{Diagnostic, both};
use toets_model::{
    Assignment, ContestId, ContestWhere, FindingId, GroupId, Index, Node, NodeId, Own, ScenarioId, Study, TransferId,
    VariableId,
};
use toets_plugin::{Fold, Input, Read, Registry, Replay, Scorer};

use crate::judged_by::{JudgedBy, read_of};
use crate::kept::{Counters, Memory};
use crate::limits::Limits;
use crate::order::{OpenVariable, VariableOrder};
use crate::tree::{Trees, lock};

/// A study made ready to be evaluated.
pub struct Compiled {
    /// The study.
    pub study: Arc<Study>,
    /// How far an evaluation may go.
    pub limits: Limits,
    pub(crate) judged_by: Vec<JudgedBy>,
    pub(crate) node_order: Vec<NodeId>,
    /// For each node the nodes that it is judged from.
    pub(crate) dependencies: Vec<Vec<usize>>,
    pub(crate) variables: VariableOrder,
    /// What each replaying scorer read and said so far, for all cells.
    pub(crate) trees: Arc<Trees>,
    /// What the plugins that the study names call their rules.
    pub(crate) fingerprints: BTreeMap<String, String>,
    /// What the plugin that judges findings calls its rule.
    pub(crate) evidence: String,
    /// What an evaluation before this one found out, as far as it is true of this study.
    pub(crate) memory: OnceLock<Memory>,
    /// What was done so far.
    pub(crate) work: Counters,
    pub(crate) transfers_of: Vec<Vec<TransferId>>,
    pub(crate) sides_of: Vec<Vec<(ContestId, u32)>>,
}

impl std::fmt::Debug for Compiled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Compiled")
            .field("study", &self.study.id)
            .finish_non_exhaustive()
    }
}

/// Makes a study ready: prepares every scorer, finds the order of nodes and of variables.
///
/// # Errors
/// All faults at once: unknown plugins, faulty parameters, cycles.
pub fn compile(study: Arc<Study>, registry: &Registry, limits: Limits) -> Result<Compiled, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let judged_by: Vec<Option<JudgedBy>> = study
        .nodes
        .indices()
        .map(|node| match JudgedBy::prepare(&study, registry, node) {
            Ok(judged_by) => Some(judged_by),
            Err(found) => {
                faults.extend(found);
                None
            }
        })
        .collect();

    let dependencies: Vec<Vec<usize>> = study
        .nodes
        .iter()
        .map(|(id, node)| dependencies(node, judged_by[id.to_usize()].as_ref()))
        .collect();
    let node_order = match toets_graph::order(&dependencies) {
        Ok(order) => order.into_iter().map(NodeId::from_usize).collect(),
        Err(cycles) => {
            faults.extend(cycles.iter().map(|cycle| cycle_fault(&study, &cycle.0)));
            Vec::new()
        }
    };
    if toets_diagnostic::any_error(&faults) {
        return Err(faults);
    }
    // INVARIANT: a node that nothing can judge is a fault.
    let judged_by: Vec<JudgedBy> = judged_by.into_iter().flatten().collect();

    let transfers_of = transfers_of(&study);
    let sides_of = sides_of(&study);
    let variables = VariableOrder::new(
        &study,
        &judged_by,
        &|finding| transfers_of[finding.to_usize()].clone(),
        &|finding| {
            sides_of[finding.to_usize()]
                .iter()
                .map(|&(contest, _)| contest)
                .collect()
        },
    );
    let trees: Trees = study.nodes.indices().map(|_| Mutex::default()).collect();
    let mut fingerprints = BTreeMap::new();
    let named = study.nodes.iter().map(|(_, node)| &*node.score.plugin.value);
    for id in named {
        if let Some(plugin) = registry.get(id).filter(|_| !fingerprints.contains_key(id)) {
            fingerprints.insert(id.to_owned(), plugin.fingerprint());
        }
    }
    Ok(Compiled {
        study,
        limits,
        judged_by,
        node_order,
        dependencies,
        variables,
        trees: Arc::new(trees),
        fingerprints,
        evidence: registry.evidence().fingerprint(),
        memory: OnceLock::new(),
        work: Counters::default(),
        transfers_of,
        sides_of,
    })
}

impl Compiled {
    /// The same study with its variables in another order, before anything of it is evaluated. The order decides how large diagrams get and
    /// nothing else: with this tests hold that.
    #[must_use]
    pub fn arranged(mut self, arrange: impl FnOnce(&mut [OpenVariable])) -> Self {
        self.variables = self.variables.arranged(&self.study, arrange);
        self
    }

    /// The order of everything that may be open.
    pub fn variables(&self) -> &VariableOrder {
        &self.variables
    }

    /// The nodes that a node is judged from, and it: a mark for each node of the study.
    pub(crate) fn below(&self, node: NodeId) -> Vec<bool> {
        let mut below = vec![false; self.study.nodes.len()];
        let mut stack = vec![node.to_usize()];
        while let Some(at) = stack.pop() {
            if !std::mem::replace(&mut below[at], true) {
                stack.extend(&self.dependencies[at]);
            }
        }
        below
    }

    /// Whether findings on a node count beside its scorer, as its `own` says: those on a criterion do, unless its scorer
    /// reads them itself. What findings on an indicator do is its scorer's business alone.
    pub(crate) fn own_counts(&self, node: NodeId) -> bool {
        let judged_by = &self.judged_by[node.to_usize()];
        let left_to_scorer = judged_by.replay().is_some_and(Replay::reads_findings);
        let any = judged_by.findings().is_some_and(|fold| !fold.inputs().is_empty());
        any && !left_to_scorer && !self.study.nodes[node].children.is_empty()
    }

    /// Everything that a node's scorer reads, once: for a fold its inputs, for a replaying one what it read so far.
    pub fn reads(&self, node: NodeId) -> Vec<Read> {
        let inputs = |fold: &dyn Fold| -> Vec<Read> { fold.inputs().iter().map(read_of).collect() };
        let judged_by = &self.judged_by[node.to_usize()];
        let mut reads = match judged_by.scorer() {
            Some(Scorer::Fold(fold)) => inputs(&**fold),
            Some(Scorer::Replay(_)) => lock(&self.trees[node.to_usize()]).reads(),
            None => Vec::new(),
        };
        // Findings on the node are read by the evidence scorer, by a script that asks for what they say together, and where
        // `own` lets them count beside another scorer. Elsewhere they only explain.
        let asked = |read: &Read| matches!(read, Read::Evidence | Read::Strongest(_));
        let beside = self.own_counts(node) && self.study.nodes[node].own != Own::Child;
        if judged_by.scorer().is_none() || beside || reads.iter().any(asked) {
            reads.extend(judged_by.findings().into_iter().flat_map(inputs));
        }
        reads.sort_unstable();
        reads.dedup();
        reads
    }

    /// The variables that a node's scorer may read, as far as that is known, once.
    pub fn may_read(&self, node: NodeId) -> Vec<VariableId> {
        let mut variables: Vec<VariableId> = match self.judged_by[node.to_usize()].scorer() {
            Some(Scorer::Fold(fold)) => fold.inputs().iter().filter_map(variable_of).collect(),
            Some(Scorer::Replay(replay)) => {
                let mut all = replay.variables();
                all.extend(lock(&self.trees[node.to_usize()]).variables());
                all
            }
            None => Vec::new(),
        };
        variables.sort_unstable();
        variables.dedup();
        variables
    }

    /// How many different paths of the scorers that replay were run so far, over all cells.
    pub fn runs(&self) -> usize {
        self.trees.iter().map(|tree| lock(tree).runs()).sum()
    }

    /// What a cell fixes: the levers of its scenario, the traits of its group, the study's regime.
    pub fn fixed(&self, scenario: ScenarioId, group: GroupId) -> Assignment {
        let mut fixed = self.study.regime.clone();
        fixed.extend(self.study.groups[group].traits.iter().map(|(&v, &value)| (v, value)));
        fixed.extend(self.study.scenarios[scenario].levers_for(group));
        fixed
    }

    /// The transfers that may carry a finding.
    pub fn transfers_of(&self, finding: FindingId) -> &[TransferId] {
        &self.transfers_of[finding.to_usize()]
    }

    /// The contests that a finding is in, and the number of its side (from 0) in each.
    pub fn sides_of(&self, finding: FindingId) -> &[(ContestId, u32)] {
        &self.sides_of[finding.to_usize()]
    }

    /// The findings that depend on where a finding speaks: itself, and those on other sides of contests in which sides have to
    /// meet.
    pub fn touched_by(&self, finding: FindingId) -> Vec<FindingId> {
        let mut touched = vec![finding];
        for &(contest, own) in self.sides_of(finding) {
            let contest = &self.study.contests[contest];
            if contest.where_ == ContestWhere::Meet {
                let others = contest.sides.iter().enumerate().filter(|&(n, _)| n as u32 != own);
                touched.extend(others.flat_map(|(_, side)| &side.findings));
            }
        }
        touched
    }

    /// The variables that the evidence on a node mentions, or its script may read: two cells share the node's unknown
    /// only if they agree on all of them.
    pub fn mentioned(&self, node: NodeId) -> Vec<VariableId> {
        let mut mentioned = Vec::new();
        for &finding in self.study.findings_on(node) {
            mentioned.extend(self.study.findings[finding].when.variables());
            for &transfer in &self.transfers_of[finding.to_usize()] {
                let transfer = &self.study.transfers[transfer];
                mentioned.extend(transfer.from.iter().map(|&(variable, _)| variable));
                mentioned.extend(transfer.to.variables());
            }
        }
        if let Some(replay) = self.judged_by[node.to_usize()].replay() {
            // All that it may read, not what it read so far: that depends on which cells came first.
            mentioned.extend(replay.variables());
            mentioned.extend(lock(&self.trees[node.to_usize()]).variables());
        }
        mentioned.sort_unstable();
        mentioned.dedup();
        mentioned
    }
}

fn variable_of(input: &Input) -> Option<VariableId> {
    match *input {
        Input::Variable(variable) => Some(variable),
        Input::Node(_) | Input::Finding(_) => None,
    }
}

fn dependencies(node: &Node, judged_by: Option<&JudgedBy>) -> Vec<usize> {
    let mut all: Vec<usize> = node.children.iter().map(|c| c.to_usize()).collect();
    match judged_by.and_then(JudgedBy::scorer) {
        Some(Scorer::Fold(fold)) => all.extend(fold.inputs().iter().filter_map(|input| match input {
            Input::Node(node) => Some(node.to_usize()),
            _ => None,
        })),
        Some(Scorer::Replay(replay)) => all.extend(replay.nodes().iter().map(|n| n.to_usize())),
        None => {}
    }
    all.sort_unstable();
    all.dedup();
    all
}

fn cycle_fault(study: &Study, cycle: &[usize]) -> Diagnostic {
    let name = |n: usize| study.nodes.name(NodeId::from_usize(n));
    let way: Vec<String> = cycle
        .iter()
        .chain(cycle.first())
        .map(|&n| format!("`{}`", name(n)))
        .collect();
    let mut fault = Diagnostic::error(
        "cycle",
        both!(
            "nodes depend on each other in a circle: {}",
            "knopen hangen in een kring van elkaar af: {}",
            way.join(" → ")
        ),
    );
    for (position, &n) in cycle.iter().enumerate() {
        let next = cycle[(position + 1) % cycle.len()];
        fault = fault.at(
            study.nodes[NodeId::from_usize(n)].span,
            both!("depends on `{}`", "hangt af van `{}`", name(next)),
        );
    }
    fault.help(both!(
        "leave one of them out of `children`, or make it a cross-reference with `see = [ … ]`",
        "laat een ervan weg uit `children`, of maak er een verwijzing van met `see = [ … ]`"
    ))
}

/// For each finding the transfers that may carry it: those whose scope it is in, unless it hinges on what they change.
fn transfers_of(study: &Study) -> Vec<Vec<TransferId>> {
    let mut result = vec![Vec::new(); study.findings.len()];
    for (id, transfer) in study.transfers.iter() {
        let mut in_scope = vec![transfer.nodes.is_empty(); study.nodes.len()];
        let mut stack = transfer.nodes.clone();
        while let Some(node) = stack.pop() {
            if !std::mem::replace(&mut in_scope[node.to_usize()], true) {
                stack.extend(&study.nodes[node].children);
            }
        }
        let along: Vec<VariableId> = transfer.from.iter().map(|&(v, _)| v).collect();
        for (finding_id, finding) in study.findings.iter() {
            let chosen = transfer.findings.is_empty() || transfer.findings.contains(&finding_id);
            let hinges = finding.hinges_on.iter().any(|v| along.contains(v));
            if chosen && in_scope[finding.node.to_usize()] && !hinges && finding.system.is_none() {
                result[finding_id.to_usize()].push(id);
            }
        }
    }
    result
}

fn sides_of(study: &Study) -> Vec<Vec<(ContestId, u32)>> {
    let mut result = vec![Vec::new(); study.findings.len()];
    for (id, contest) in study.contests.iter() {
        for (number, side) in contest.sides.iter().enumerate() {
            for finding in &side.findings {
                result[finding.to_usize()].push((id, number as u32));
            }
        }
    }
    result
}
