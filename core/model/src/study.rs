//! The study: all that its files say, together.

use std::sync::OnceLock;

use crate::arena::{Arena, Index};
use crate::conclusion::{Conclusion, ConclusionId};
use crate::condition::{Assignment, Condition};
use crate::date::Date;
use crate::decimal;
use crate::figure::{Figure, FigureId};
use crate::finding::{Contest, ContestId, Finding, FindingId, Modality, Transfer, TransferId};
use crate::law::{Amendment, AmendmentId, Instrument, InstrumentId, Provision, ProvisionId};
use crate::node::{Node, NodeId};
use crate::scale::{Better, Scale, ScaleId};
use crate::scenario::{Evaluate, Group, GroupId, Scenario, ScenarioId};
use crate::source::{Document, DocumentId, Party, PartyId, Span};
use crate::text::{Languages, Text};
use crate::variable::{Variable, VariableId};

/// A study, resolved: every reference is an index that exists.
#[derive(Clone, Debug)]
pub struct Study {
    /// Its id.
    pub id: String,
    /// Where `[study]` stands.
    pub span: Span,
    /// Its title.
    pub title: Text,
    /// The languages that its texts are in.
    pub languages: Languages,
    /// The day whose law counts.
    pub as_of: Option<Date>,
    /// The top node.
    pub verdict: NodeId,
    /// The main source document.
    pub document: Option<DocumentId>,
    /// The scenario that effects are relative to: it is shown first, and no conclusion is about it unless it says so.
    pub baseline: Option<ScenarioId>,
    /// Regime variables that the study fixes.
    pub regime: Assignment,
    /// A remark.
    pub note: Option<Text>,
    /// What modalities do.
    pub evidence: EvidencePolicy,
    /// Variables.
    pub variables: Arena<VariableId, Variable>,
    /// What ties variables together.
    pub constraints: Vec<Constraint>,
    /// Scales.
    pub scales: Arena<ScaleId, Scale>,
    /// The framework.
    pub nodes: Arena<NodeId, Node>,
    /// Scenarios.
    pub scenarios: Arena<ScenarioId, Scenario>,
    /// Target groups.
    pub groups: Arena<GroupId, Group>,
    /// Parties.
    pub parties: Arena<PartyId, Party>,
    /// Sources.
    pub documents: Arena<DocumentId, Document>,
    /// Findings.
    pub findings: Arena<FindingId, Finding>,
    /// Transfers.
    pub transfers: Arena<TransferId, Transfer>,
    /// Contests.
    pub contests: Arena<ContestId, Contest>,
    /// Figures.
    pub figures: Arena<FigureId, Figure>,
    /// Instruments of law.
    pub instruments: Arena<InstrumentId, Instrument>,
    /// Provisions of law.
    pub provisions: Arena<ProvisionId, Provision>,
    /// Changes of the law that may be made.
    pub amendments: Arena<AmendmentId, Amendment>,
    /// Conclusions.
    pub conclusions: Arena<ConclusionId, Conclusion>,
    /// What `check` remarks and the study's makers know of.
    pub known: Vec<Known>,
    /// Which findings are on which node; ask [`Study::findings_on`].
    pub by_node: FindingIndex,
}

/// Which findings are on which node. It fills itself the first time that it is asked; start with `default()`.
///
/// A study is changed before it is asked, or through a clone: a clone starts with an empty index.
#[derive(Debug, Default)]
pub struct FindingIndex(OnceLock<Grouped>);

impl Clone for FindingIndex {
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// All findings, those of the first node first, and where each node's begin (and the last one's end).
#[derive(Debug)]
struct Grouped {
    findings: Vec<FindingId>,
    starts: Vec<usize>,
}

impl Grouped {
    fn new(nodes: usize, findings: &Arena<FindingId, Finding>) -> Self {
        let mut starts = vec![0; nodes + 1];
        for (_, finding) in findings.iter() {
            if let Some(count) = starts.get_mut(finding.node.to_usize() + 1) {
                *count += 1;
            }
        }
        for n in 1..starts.len() {
            starts[n] += starts[n - 1];
        }
        let mut order: Vec<FindingId> = findings.indices().collect();
        order.sort_by_key(|&f| findings[f].node); // stable: in order of writing within a node
        Self {
            findings: order,
            starts,
        }
    }

    fn on(&self, node: NodeId) -> &[FindingId] {
        let n = node.to_usize();
        match (self.starts.get(n), self.starts.get(n + 1)) {
            (Some(&from), Some(&to)) => self.findings.get(from..to).unwrap_or(&[]),
            _ => &[],
        }
    }
}

/// A remark of `check` that the study's makers know of, and why it stands (`[[known]]`).
#[derive(Clone, Debug)]
pub struct Known {
    /// Where it was written.
    pub span: Span,
    /// Conclusions that hold only since a finding cites the same lines.
    pub conclusions: Vec<ConclusionId>,
    /// Findings that leave a whole scale open.
    pub findings: Vec<FindingId>,
    /// Criteria on which a silent child may veto.
    pub nodes: Vec<NodeId>,
    /// Why it stands.
    pub reason: Text,
}

/// Only admitted worlds count: where `when` holds, `then` must (`[[constraint]]`).
#[derive(Clone, Debug)]
pub struct Constraint {
    /// Where it was written.
    pub span: Span,
    /// Where it applies; the empty condition: everywhere.
    pub when: Condition,
    /// What must hold there.
    pub then: Condition,
    /// Why.
    pub reason: Option<Text>,
}

/// What a modality does with a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treatment {
    /// The finding holds.
    Holds,
    /// The finding is an unknown: it may hold or not.
    Open,
}

/// What modalities do (`[evidence]`): the study's choice, written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EvidencePolicy {
    /// `certain`.
    pub certain: Treatment,
    /// `likely`.
    pub likely: Treatment,
    /// `uncertain`.
    pub uncertain: Treatment,
    /// `some-respondents`.
    pub some_respondents: Treatment,
}

impl Default for EvidencePolicy {
    fn default() -> Self {
        Self {
            certain: Treatment::Holds,
            likely: Treatment::Holds,
            uncertain: Treatment::Open,
            some_respondents: Treatment::Open,
        }
    }
}

impl EvidencePolicy {
    /// What happens to evidence of this modality. A conditional one holds where its condition does, if variables
    /// carry the whole condition; else it is open.
    pub fn treatment(&self, modality: Modality, condition_carried: bool) -> Treatment {
        match modality {
            Modality::Certain => self.certain,
            Modality::Likely => self.likely,
            Modality::Uncertain => self.uncertain,
            Modality::SomeRespondents => self.some_respondents,
            Modality::Conditional if condition_carried => Treatment::Holds,
            Modality::Conditional => Treatment::Open,
        }
    }
}

impl Study {
    /// The findings on a node itself, in order of writing: all of them, whatever they say.
    pub fn findings_on(&self, node: NodeId) -> &[FindingId] {
        self.by_node
            .0
            .get_or_init(|| Grouped::new(self.nodes.len(), &self.findings))
            .on(node)
    }

    /// Whether there may be people to whom a node does not apply: that is said of it, or there are for each node below it.
    pub fn may_not_apply(&self, node: NodeId) -> bool {
        let mut above: Vec<Vec<NodeId>> = vec![Vec::new(); self.nodes.len()];
        let mut left: Vec<usize> = Vec::with_capacity(self.nodes.len());
        let mut found = Vec::new();
        for (id, it) in self.nodes.iter() {
            left.push(it.children.len());
            it.children.iter().for_each(|child| above[child.to_usize()].push(id));
            if !it.applies.is_empty() {
                found.push(id);
            }
        }
        let mut may_not = vec![false; self.nodes.len()];
        while let Some(id) = found.pop() {
            if std::mem::replace(&mut may_not[id.to_usize()], true) {
                continue;
            }
            for &parent in &above[id.to_usize()] {
                left[parent.to_usize()] -= 1;
                if left[parent.to_usize()] == 0 {
                    found.push(parent);
                }
            }
        }
        may_not[node.to_usize()]
    }

    /// The scenarios that are judged beside each other, in order: not the baseline, not those that are judged on request only.
    pub fn judged(&self) -> impl Iterator<Item = ScenarioId> {
        let always = self.scenarios.iter().filter(|(_, it)| it.evaluate == Evaluate::Always);
        always.map(|(id, _)| id).filter(|&id| Some(id) != self.baseline)
    }

    /// The scenarios that are shown unless others are asked for: the baseline, then those that are judged.
    pub fn shown_scenarios(&self) -> impl Iterator<Item = ScenarioId> {
        self.baseline.into_iter().chain(self.judged())
    }

    /// Which numbers of a node are better; none: it has levels, or nobody says.
    pub fn better(&self, node: NodeId) -> Option<Better> {
        let it = &self.nodes[node];
        it.better.or_else(|| self.scales[it.scale].better())
    }

    /// A number of a node as people read it, with a decimal point.
    pub fn shown(&self, node: NodeId, number: f64) -> String {
        decimal::shown(number, self.scales[self.nodes[node].scale].decimals())
    }

    /// A number of a variable as people read it, with a decimal point.
    pub fn shown_of(&self, variable: VariableId, number: f64) -> String {
        decimal::shown(number, self.variables[variable].domain.decimals())
    }

    /// What happens to a finding where its `when` holds.
    pub fn treatment(&self, finding: FindingId) -> Treatment {
        let finding = &self.findings[finding];
        let carried = finding.condition.is_none() && !finding.when.is_empty();
        self.evidence.treatment(finding.modality, carried)
    }

    /// What happens to a transfer where its `to` holds.
    pub fn transfer_treatment(&self, transfer: TransferId) -> Treatment {
        self.evidence.treatment(self.transfers[transfer].modality, true)
    }
}
