//! What stands in the graph, and how things are connected.

use toets_model::{ConclusionId, ContestId, FindingId, Kind, NodeId, ProvisionId, Study, Text, TransferId, VariableId};

/// Something that something else may depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Thing {
    /// A variable.
    Variable(VariableId),
    /// A provision of law.
    Provision(ProvisionId),
    /// A transfer of evidence.
    Transfer(TransferId),
    /// A contest between findings.
    Contest(ContestId),
    /// A finding.
    Finding(FindingId),
    /// A node of the framework.
    Node(NodeId),
    /// A conclusion.
    Conclusion(ConclusionId),
}

impl Thing {
    /// Its id in the study.
    pub fn id(self, study: &Study) -> &str {
        match self {
            Self::Variable(v) => study.variables.name(v),
            Self::Provision(p) => study.provisions.name(p),
            Self::Transfer(t) => study.transfers.name(t),
            Self::Contest(c) => study.contests.name(c),
            Self::Finding(f) => study.findings.name(f),
            Self::Node(n) => study.nodes.name(n),
            Self::Conclusion(c) => study.conclusions.name(c),
        }
    }

    /// What it is: `lever`, `trait`, `regime`, `unknown`, `provision`, `transfer`, `contest`, `finding`, `verdict`,
    /// `criterion`, `indicator` or `conclusion`.
    pub fn kind(self, study: &Study) -> &'static str {
        match self {
            Self::Variable(v) => study.variables[v].kind.word(),
            Self::Provision(_) => "provision",
            Self::Transfer(_) => "transfer",
            Self::Contest(_) => "contest",
            Self::Finding(_) => "finding",
            Self::Node(n) if n == study.verdict => "verdict",
            Self::Node(n) if study.nodes[n].children.is_empty() => "indicator",
            Self::Node(_) => "criterion",
            Self::Conclusion(_) => "conclusion",
        }
    }

    /// A name that no other thing of the study has: `node:verdict`, `variable:timing`.
    pub fn key(self, study: &Study) -> String {
        let space = match self {
            Self::Variable(_) => "variable",
            Self::Provision(_) => "provision",
            Self::Transfer(_) => "transfer",
            Self::Contest(_) => "contest",
            Self::Finding(_) => "finding",
            Self::Node(_) => "node",
            Self::Conclusion(_) => "conclusion",
        };
        format!("{space}:{}", self.id(study))
    }

    /// Its name for people; empty where it has none.
    pub fn label(self, study: &Study) -> Text {
        match self {
            Self::Variable(v) => study.variables[v].label.clone(),
            Self::Provision(p) => {
                let it = &study.provisions[p];
                let version = it.versions.get(it.nearest(study.as_of));
                version.and_then(|version| version.subject.clone()).unwrap_or_default()
            }
            Self::Transfer(t) => study.transfers[t].reason.clone(),
            Self::Contest(c) => study.contests[c].label.clone().unwrap_or_default(),
            Self::Finding(f) => study.findings[f].statement.clone(),
            Self::Node(n) => study.nodes[n].label.clone(),
            Self::Conclusion(c) => study.conclusions[c].statement.clone(),
        }
    }

    /// Whether a sentence rather than a name is its label.
    pub(crate) fn speaks(self) -> bool {
        matches!(
            self,
            Self::Finding(_) | Self::Conclusion(_) | Self::Transfer(_) | Self::Provision(_)
        )
    }

    /// Whether it is a variable that the policy-maker decides.
    pub fn is_lever(self, study: &Study) -> bool {
        matches!(self, Self::Variable(v) if study.variables[v].kind == Kind::Lever)
    }
}

/// How a thing depends on another: `from` → `to` means that `to` depends on `from`, unless it is only drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Link {
    /// A variable or provision is read by a node's scorer.
    Read,
    /// A finding is read by a node's scorer.
    Speaks,
    /// A node's result is read by another's scorer.
    Part,
    /// A variable is in what a finding studied, or in where a transfer goes.
    Condition,
    /// A transfer may carry a finding.
    Carries,
    /// A contest decides whether a finding holds.
    Contests,
    /// A conclusion speaks of a node, or of a variable in its condition.
    Asks,
    /// Through things that are not drawn.
    Through,
    /// Only drawn: a finding on a node that no scorer read (it explains).
    Explains,
    /// Only drawn: a child that its parent's scorer did not read.
    Below,
    /// Only drawn: a cross-reference (`see`).
    See,
    /// Only drawn: a conclusion cites a finding.
    Cites,
}

impl Link {
    /// Whether what it points to depends on where it comes from; else it is only drawn (dashed).
    pub fn depends(self) -> bool {
        !matches!(self, Self::Explains | Self::Below | Self::See | Self::Cites)
    }

    /// The word for it in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Speaks => "speaks",
            Self::Part => "part",
            Self::Condition => "condition",
            Self::Carries => "carries",
            Self::Contests => "contests",
            Self::Asks => "asks",
            Self::Through => "through",
            Self::Explains => "explains",
            Self::Below => "below",
            Self::See => "see",
            Self::Cites => "cites",
        }
    }
}
