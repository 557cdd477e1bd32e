//! Which of the inputs that differ something depends on.

use std::collections::{BTreeMap, BTreeSet};

use super::results::{CellName, ConclusionState};
use super::{ChangeKind, How, InputChange, Move, Moving};
use crate::fingerprint::{InputKey, InputKind, Inputs, JUDGED, OR, WHEN, of_group};

pub(super) struct Causes<'a> {
    old: &'a Inputs,
    new: &'a Inputs,
    changes: &'a [InputChange],
    /// What a node depends on in either graph.
    behind: BTreeMap<String, BTreeSet<InputKey>>,
    constraints: Option<BTreeSet<InputKey>>,
}

impl<'a> Causes<'a> {
    pub(super) fn new(old: &'a Inputs, new: &'a Inputs, changes: &'a [InputChange]) -> Self {
        Self {
            old,
            new,
            changes,
            behind: BTreeMap::new(),
            constraints: None,
        }
    }

    /// Why a node moved in a cell; with `worlds`, the worlds of the cell have come or gone.
    pub(super) fn of_node(&mut self, cell: &CellName, node: &str, worlds: bool) -> Vec<usize> {
        let key = InputKey::new(InputKind::Node, node);
        if !self.behind.contains_key(node) {
            let behind = self.behind([key]);
            self.behind.insert(node.to_owned(), behind);
        }
        let mut behind = self.behind.get(node).cloned().unwrap_or_default();
        if worlds {
            behind.extend(self.constraints().clone());
        }
        let all = self.among(&behind, |s| s == cell.scenario, |g| g == cell.group, false);
        // A finding that speaks of the cell neither then nor now did not move it.
        let speaks = |&n: &usize| {
            let key = &self.changes[n].key;
            key.kind != InputKind::Finding
                || [self.old, self.new]
                    .into_iter()
                    .any(|inputs| may_apply(inputs, key, cell))
        };
        let own: Vec<usize> = all.iter().copied().filter(speaks).collect();
        if own.is_empty() { all } else { own }
    }

    /// Why a cell is there now, or no longer.
    pub(super) fn of_cell(&self, cell: &CellName) -> Vec<usize> {
        let own = |change: &InputChange| match change.key.kind {
            InputKind::Scenario => change.key.id == cell.scenario,
            InputKind::Group => change.key.id == cell.group,
            _ => false,
        };
        self.where_(own)
    }

    /// Why a conclusion moved, and through which nodes of its cells; `states` are what became of it before and after, `moves`
    /// what moved in the cells.
    pub(super) fn of_conclusion(
        &mut self,
        id: &str,
        states: &[&ConclusionState],
        moves: &[Move],
    ) -> (Vec<usize>, Vec<String>) {
        let key = InputKey::new(InputKind::Conclusion, id);
        let mut behind = self.behind([key]);
        let has_cells: Vec<bool> = states.iter().map(|state| !state.cells.is_empty()).collect();
        if has_cells.contains(&true) && has_cells.contains(&false) {
            // The worlds that it speaks of have come or gone.
            behind.extend(self.constraints().clone());
        }
        let named = |kind, id: &str| behind.contains(&InputKey::new(kind, id));
        let mut all = self.among(
            &behind,
            |s| named(InputKind::Scenario, s),
            |g| named(InputKind::Group, g),
            true,
        );
        let nodes = self.nodes_used(&InputKey::new(InputKind::Conclusion, id));
        let through: Vec<(&Move, String)> = moves
            .iter()
            .filter_map(|one| match &one.what {
                Moving::Node(cell, node) if one.how != How::Grounds && nodes.contains(node) => {
                    let spoken_of = named(InputKind::Scenario, &cell.scenario) && named(InputKind::Group, &cell.group);
                    spoken_of.then(|| (one, format!("{cell}.{node}")))
                }
                _ => None,
            })
            .collect();
        // A finding moves a conclusion through a node, unless it speaks of other variables now: then unknowns that were one
        // may be two.
        let moves_it = |&n: &usize| {
            let change = &self.changes[n];
            let speaks_otherwise = change.kind != ChangeKind::Changed
                || change.aspects.iter().any(|one| one.aspect.starts_with(WHEN.trim_end()));
            change.key.kind != InputKind::Finding
                || speaks_otherwise
                || through.iter().any(|(one, _)| one.because.contains(&n))
        };
        if !through.is_empty() {
            all.retain(moves_it);
        }
        (all, through.into_iter().map(|(_, name)| name).collect())
    }

    /// Why a comparison moved: it is judged over all scenarios and groups.
    pub(super) fn of_comparison(&mut self, finding: &str) -> Vec<usize> {
        let key = InputKey::new(InputKind::Finding, finding);
        let node = |inputs: &Inputs| {
            let meaning = &inputs.by_key.get(&key)?.meaning;
            let (_, node) = meaning.iter().find(|(aspect, _)| aspect == "node")?;
            Some(InputKey::new(InputKind::Node, node))
        };
        let nodes: Vec<InputKey> = [node(self.old), node(self.new)].into_iter().flatten().collect();
        let mut behind = self.behind(nodes.into_iter().chain([key]));
        behind.extend(self.constraints().clone());
        self.among(&behind, |_| false, |_| false, false)
    }

    /// The nodes that a node is judged from, in either graph.
    pub(super) fn nodes_of(&self, node: &str) -> BTreeSet<String> {
        self.nodes_used(&InputKey::new(InputKind::Node, node))
    }

    fn nodes_used(&self, key: &InputKey) -> BTreeSet<String> {
        let inputs = [self.old, self.new]
            .into_iter()
            .filter_map(|inputs| inputs.by_key.get(key));
        inputs
            .flat_map(|input| &input.uses)
            .filter(|used| used.kind == InputKind::Node)
            .map(|used| used.id.clone())
            .collect()
    }

    fn behind(&self, starts: impl IntoIterator<Item = InputKey> + Clone) -> BTreeSet<InputKey> {
        let mut behind = self.old.behind(starts.clone());
        behind.extend(self.new.behind(starts));
        behind
    }

    /// All constraints, with what they depend on.
    fn constraints(&mut self) -> &BTreeSet<InputKey> {
        if self.constraints.is_none() {
            let keys = self.old.by_key.keys().chain(self.new.by_key.keys());
            let all: Vec<InputKey> = keys.filter(|key| key.kind == InputKind::Constraint).cloned().collect();
            self.constraints = Some(self.behind(all));
        }
        self.constraints.get_or_insert_default()
    }

    /// The changes among some inputs, and those of scenarios and groups that are spoken of, where they fix one of the variables
    /// among those inputs otherwise; with `judged`, also where they say whether they are judged at all.
    fn among(
        &self,
        behind: &BTreeSet<InputKey>,
        scenario: impl Fn(&str) -> bool,
        group: impl Fn(&str) -> bool,
        judged: bool,
    ) -> Vec<usize> {
        let fixed = |aspect: &str| {
            let (of, variable) = aspect.split_once('.').map_or((None, aspect), |(of, it)| (Some(of), it));
            of.is_none_or(&group) && behind.contains(&InputKey::new(InputKind::Variable, variable))
        };
        let fixes = |change: &InputChange| {
            let mut aspects = change.aspects.iter();
            change.kind != ChangeKind::Changed
                || aspects.any(|one| one.aspect == JUDGED && judged || fixed(&one.aspect))
        };
        self.where_(|change| match change.key.kind {
            InputKind::Scenario => scenario(&change.key.id) && fixes(change),
            InputKind::Group => group(&change.key.id) && fixes(change),
            _ => behind.contains(&change.key),
        })
    }

    fn where_(&self, holds: impl Fn(&InputChange) -> bool) -> Vec<usize> {
        let changes = self.changes.iter().enumerate();
        changes.filter(|(_, change)| holds(change)).map(|(n, _)| n).collect()
    }
}

/// Whether a finding may speak of a cell: unless it speaks of other values of what the cell fixes. What a transfer maps is
/// left out of account.
fn may_apply(inputs: &Inputs, finding: &InputKey, cell: &CellName) -> bool {
    let Some(input) = inputs.by_key.get(finding) else {
        return false;
    };
    let transfers = input.uses.iter().filter(|used| used.kind == InputKind::Transfer);
    let mapped: BTreeSet<&InputKey> = transfers
        .filter_map(|transfer| inputs.by_key.get(transfer))
        .flat_map(|transfer| &transfer.uses)
        .collect();
    let fixed = |variable: &str| {
        let of_group = of_group(&cell.group, variable);
        let by_scenario = |aspect: &str| inputs.aspect(InputKind::Scenario, &cell.scenario, aspect);
        by_scenario(&of_group)
            .or_else(|| by_scenario(variable))
            .or_else(|| inputs.aspect(InputKind::Group, &cell.group, variable))
            .or_else(|| inputs.aspect(InputKind::Regime, variable, "value"))
    };
    input.meaning.iter().all(|(aspect, values)| {
        let Some(variable) = aspect.strip_prefix(WHEN) else {
            return true;
        };
        let key = InputKey::new(InputKind::Variable, variable);
        let finite = inputs.aspect(InputKind::Variable, variable, "values").is_some();
        !finite || mapped.contains(&key) || fixed(variable).is_none_or(|value| values.split(OR).any(|one| one == value))
    })
}
