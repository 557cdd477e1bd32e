//! The evidence: findings, transfers and contests.

use crate::condition::{Assignment, Condition};
use crate::index;
use crate::node::NodeId;
use crate::scale::LevelId;
use crate::source::{Citation, PartyId, Span};
use crate::text::Text;
use crate::variable::{ValueId, VariableId};

index! {
    /// A finding.
    FindingId
}
index! {
    /// A transfer.
    TransferId
}
index! {
    /// A contest.
    ContestId
}

/// How firmly a source says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Modality {
    /// Said without reserve.
    Certain,
    /// Expected.
    Likely,
    /// Under a condition.
    Conditional,
    /// May be so.
    Uncertain,
    /// Said by some of those asked.
    SomeRespondents,
}

impl Modality {
    /// The word for it in a study.
    pub fn word(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Likely => "likely",
            Self::Conditional => "conditional",
            Self::Uncertain => "uncertain",
            Self::SomeRespondents => "some-respondents",
        }
    }
}

/// What a finding does in the argument of its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// It judges a node.
    Verdict,
    /// It says that something is not known, or depends.
    Unknown,
    /// It names a measure that would mitigate.
    Mitigation,
    /// It says what an offer must be.
    Requirement,
    /// It is a reason behind others.
    Premise,
    /// It says what is meant.
    Scope,
}

impl Role {
    /// The word for it in a study.
    pub fn word(self) -> &'static str {
        match self {
            Self::Verdict => "verdict",
            Self::Unknown => "unknown",
            Self::Mitigation => "mitigation",
            Self::Requirement => "requirement",
            Self::Premise => "premise",
            Self::Scope => "scope",
        }
    }
}

/// A judgement on a node under a condition, with its source (`[[finding]]`).
#[derive(Clone, Debug)]
pub struct Finding {
    /// Where its id was written.
    pub span: Span,
    /// The node it is about.
    pub node: NodeId,
    /// What was studied.
    pub when: Condition,
    /// The judgement; a finding without one changes nothing unless it `opens`.
    pub level: Option<LevelId>,
    /// How firmly the source says it.
    pub modality: Modality,
    /// What was found, in the study's own words.
    pub statement: Text,
    /// Who gave the level, and why.
    pub coded: Option<Coded>,
    /// The variables that cause what was found: no transfer along one of them carries the finding.
    pub hinges_on: Vec<VariableId>,
    /// No opposite offsets it.
    pub absolute: bool,
    /// What it does in the argument.
    pub role: Role,
    /// Who bears it.
    pub parties: Vec<PartyId>,
    /// A condition that no variable carries: a conditional finding is then open.
    pub condition: Option<Text>,
    /// It opens the node where it applies: between these levels (the whole scale lists all of them).
    pub opens: Option<Vec<LevelId>>,
    /// A comparison: never a level, but checked against the levels derived.
    pub compare: Option<Comparison>,
    /// That a reversed comparison is known, and why it stands.
    pub acknowledged: Option<Text>,
    /// Another system that it is about (a country): it never applies here.
    pub system: Option<String>,
    /// Why removing it changes no result, where that is so.
    pub redundant: Option<Text>,
    /// A remark of the coder.
    pub note: Option<Text>,
    /// What it rests on.
    pub sources: Vec<Citation>,
}

impl Finding {
    /// Whether it only compares: it neither judges its node nor opens it.
    pub fn only_compares(&self) -> bool {
        self.compare.is_some() && self.level.is_none() && self.opens.is_none()
    }
}

/// Who gave a level, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coded {
    /// Who.
    pub by: String,
    /// Why.
    pub note: Option<String>,
}

/// A relative statement between assignments, judged in the same world.
#[derive(Clone, Debug, PartialEq)]
pub enum Comparison {
    /// One is better than the other.
    Better {
        /// The better one.
        better: Assignment,
        /// The other.
        than: Assignment,
    },
    /// It makes no difference.
    Same(Vec<Assignment>),
    /// From best to worst.
    Order(Vec<Assignment>),
}

impl Comparison {
    /// The assignments that it compares, two by two: the first one is said to be the better one, unless they are the same.
    pub fn pairs(&self) -> Vec<(&Assignment, &Assignment)> {
        match self {
            Self::Better { better, than } => vec![(better, than)],
            Self::Order(all) | Self::Same(all) => all.iter().zip(all.iter().skip(1)).collect(),
        }
    }
}

/// Evidence used beyond what was studied (`[[transfer]]`): said, never assumed.
#[derive(Clone, Debug)]
pub struct Transfer {
    /// Where its id was written.
    pub span: Span,
    /// The nodes whose findings it carries, with all nodes below them; empty: all nodes.
    pub nodes: Vec<NodeId>,
    /// Only these findings; empty: all.
    pub findings: Vec<FindingId>,
    /// What was studied: for each variable one or more values.
    pub from: Vec<(VariableId, Vec<ValueId>)>,
    /// Where it is used.
    pub to: Condition,
    /// How firmly.
    pub modality: Modality,
    /// Why.
    pub reason: Text,
    /// What it rests on.
    pub sources: Vec<Citation>,
}

/// Sources that contradict each other (`[[contest]]`).
#[derive(Clone, Debug)]
pub struct Contest {
    /// Where its id was written.
    pub span: Span,
    /// Its name for people.
    pub label: Option<Text>,
    /// The sides: of two that speak of the same world one is right.
    pub sides: Vec<Side>,
    /// Where a member does not hold when another side is right.
    pub where_: ContestWhere,
    /// What it rests on.
    pub sources: Vec<Citation>,
}

/// Where a contest sets a finding aside because another side is right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ContestWhere {
    /// Everywhere.
    #[default]
    Anywhere,
    /// Only where that other side speaks as well.
    Meet,
}

impl ContestWhere {
    /// The word for it in a study.
    pub fn word(self) -> &'static str {
        match self {
            Self::Anywhere => "anywhere",
            Self::Meet => "meet",
        }
    }
}

/// One side of a contest.
#[derive(Clone, Debug)]
pub struct Side {
    /// Its name for people.
    pub label: Option<Text>,
    /// The findings that say so.
    pub findings: Vec<FindingId>,
}
