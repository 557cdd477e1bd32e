//! The framework: criteria (inner nodes) and indicators (leaves).

use crate::condition::Condition;
use crate::index;
use crate::params::Param;
use crate::scale::{Better, LevelId, ScaleId};
use crate::source::{Citation, PartyId, Span, Spanned};
use crate::text::Text;
use std::sync::Arc;

index! {
    /// A node of the framework.
    NodeId
}

/// A criterion or an indicator (`[[node]]`).
#[derive(Clone, Debug)]
pub struct Node {
    /// Where its id was written.
    pub span: Span,
    /// The code that the source gives it.
    pub code: Option<String>,
    /// Its name for people.
    pub label: Text,
    /// What it means.
    pub definition: Option<Text>,
    /// The scale of its result.
    pub scale: ScaleId,
    /// Which of its numbers are better, where that differs from what the scale says; see
    /// [`Study::better`](crate::Study::better).
    pub better: Option<Better>,
    /// What gives it its result.
    pub score: Score,
    /// The people of whom it makes sense to ask: tests on traits only; the empty condition: everyone. Where it does not apply it has
    /// no result and is no gap.
    pub applies: Condition,
    /// The nodes below it, in order; none for an indicator.
    pub children: Vec<NodeId>,
    /// Cross-references, drawn but not scored.
    pub see: Vec<NodeId>,
    /// What findings on a criterion itself do (not on an indicator, and not where its scorer reads them itself).
    pub own: Own,
    /// What it does about a child that no evidence speaks to.
    pub silent: Silent,
    /// The level where no finding speaks, if the study chooses one.
    pub default: Option<DefaultLevel>,
    /// How findings on it combine.
    pub combine: Combine,
    /// Who bears the consequence that it measures.
    pub parties: Vec<PartyId>,
    /// That its rule is a reading of the study's makers, and why.
    pub reading: Option<Text>,
    /// What it rests on.
    pub sources: Vec<Citation>,
}

/// `score = { plugin = "…", … }`.
#[derive(Clone, Debug)]
pub struct Score {
    /// The plugin's id.
    pub plugin: Spanned<Arc<str>>,
    /// All other keys.
    pub params: Param,
}

/// What findings on a criterion itself do to its level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Own {
    /// They decide where they speak.
    #[default]
    First,
    /// They count as one more child: the worst of both.
    Worst,
    /// They only explain.
    Child,
}

/// What a criterion does about a child that no evidence speaks to.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Silent {
    /// The child's unknown counts.
    #[default]
    Open,
    /// The criterion is judged on its other children, for this reason; the child is listed as a gap.
    Skip(Text),
}

/// The level of a node that no finding speaks to, and why the study may say so.
#[derive(Clone, Debug)]
pub struct DefaultLevel {
    /// The level.
    pub level: LevelId,
    /// Why.
    pub reason: Text,
}

/// How the findings that hold in a world become a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Combine {
    /// The strongest for plus the strongest against, in steps from neutral.
    #[default]
    Strongest,
    /// The worst.
    Worst,
    /// The best.
    Best,
    /// Open between the worst and the best.
    Hull,
}
