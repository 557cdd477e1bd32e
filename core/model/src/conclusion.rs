//! Conclusions: statements over results.

use crate::condition::Condition;
use crate::finding::FindingId;
use crate::index;
use crate::node::NodeId;
use crate::scale::LevelId;
use crate::scenario::{GroupId, ScenarioId};
use crate::source::{Citation, Span};
use crate::text::Text;

index! {
    /// A conclusion.
    ConclusionId
}

/// What kind of statement a source makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConclusionKind {
    /// What follows.
    Conclusion,
    /// What should be done.
    Recommendation,
    /// What must be met first.
    Precondition,
    /// What the study does not cover.
    Limitation,
}

impl ConclusionKind {
    /// The word for it in a study.
    pub fn word(self) -> &'static str {
        match self {
            Self::Conclusion => "conclusion",
            Self::Recommendation => "recommendation",
            Self::Precondition => "precondition",
            Self::Limitation => "limitation",
        }
    }
}

/// For all, or for some.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Quantifier {
    /// For all.
    #[default]
    All,
    /// For at least one.
    Some,
}

/// A statement over results (`[[conclusion]]`).
#[derive(Clone, Debug)]
pub struct Conclusion {
    /// Where its id was written.
    pub span: Span,
    /// What kind of statement it is.
    pub kind: ConclusionKind,
    /// What it says.
    pub statement: Text,
    /// Its place among the few that a summary opens with; none: it is not one of them.
    pub key: Option<u32>,
    /// The scenarios it is about, each; none: all that are judged.
    pub scenarios: Option<Vec<ScenarioId>>,
    /// The groups it is about, each; none: all.
    pub groups: Option<Vec<GroupId>>,
    /// Whether it is about all people of a group, or some.
    pub people: Quantifier,
    /// Whether it is about all choices of the levers left open, or some.
    pub levers: Quantifier,
    /// Only these worlds count.
    pub only: Condition,
    /// The formal condition; none: stated only.
    pub holds: Option<Formula>,
    /// Why there is no formal condition.
    pub stated_only: Option<Text>,
    /// The findings it rests on.
    pub cites: Vec<FindingId>,
    /// What it rests on.
    pub sources: Vec<Citation>,
    /// A remark.
    pub note: Option<Text>,
}

/// `holds`, parsed and resolved.
#[derive(Clone, Debug, PartialEq)]
pub enum Formula {
    /// Two terms on one scale.
    Compare {
        /// Left side.
        left: Term,
        /// How they compare.
        comparator: Comparator,
        /// Right side.
        right: Term,
    },
    /// All of these.
    And(Vec<Formula>),
    /// One of these.
    Or(Vec<Formula>),
    /// Not this.
    Not(Box<Formula>),
}

/// One side of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub enum Term {
    /// The level of a node in a cell.
    Node(CellRef, NodeId),
    /// A level.
    Level(LevelId),
    /// A number (on a numeric scale).
    Number(f64),
}

/// Which cell a term speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CellRef {
    /// The cell that the conclusion is being judged in.
    Current,
    /// A scenario, in the group of that cell.
    Scenario(ScenarioId),
    /// A cell by name.
    Cell(ScenarioId, GroupId),
}

/// How two terms compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `>=`
    AtLeast,
    /// `>`
    Greater,
}

impl Comparator {
    /// Whether it holds of two things that stand to each other like this.
    pub fn holds(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Self::Less => ordering.is_lt(),
            Self::AtMost => ordering.is_le(),
            Self::Equal => ordering.is_eq(),
            Self::NotEqual => ordering.is_ne(),
            Self::AtLeast => ordering.is_ge(),
            Self::Greater => ordering.is_gt(),
        }
    }
}
