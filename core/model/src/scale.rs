//! Scales and their levels.

use std::sync::Arc;

use crate::index;
use crate::source::Span;
use crate::text::Text;

index! {
    /// A scale of the study.
    ScaleId
}
index! {
    /// A level: its position on its scale, the worst first.
    LevelId
}

/// A scale (`[scale.ID]`).
#[derive(Clone, Debug)]
pub struct Scale {
    /// Where it was declared.
    pub span: Span,
    /// What it measures in.
    pub kind: ScaleKind,
}

/// What a scale measures in.
#[derive(Clone, Debug)]
pub enum ScaleKind {
    /// Levels.
    Levels {
        /// The levels, worst to best.
        levels: Vec<Level>,
        /// Whether one level is better than another.
        ordered: bool,
        /// The level that is neither for nor against; a scale with an even number of levels may have none.
        neutral: Option<LevelId>,
    },
    /// Numbers.
    Number {
        /// Unit, for people.
        unit: Option<String>,
        /// Which numbers are better; none: one is higher or lower than another, and nothing more.
        better: Option<Better>,
        /// How many decimals people are shown.
        decimals: Option<u32>,
    },
}

/// Which of two numbers is the better one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// The lower one: costs.
    Lower,
    /// The higher one: returns.
    Higher,
}

impl Better {
    /// The word for it in a study.
    pub fn word(self) -> &'static str {
        match self {
            Self::Lower => "lower",
            Self::Higher => "higher",
        }
    }
}

/// One level of a scale.
#[derive(Clone, Debug)]
pub struct Level {
    /// Its name in the study: an identifier or a sign (`--`).
    pub id: Arc<str>,
    /// Its name for people.
    pub label: Option<Text>,
    /// The same in a word or two, for where room is short.
    pub short: Option<Text>,
}

impl Scale {
    /// The levels, worst to best; none on a numeric scale.
    pub fn levels(&self) -> &[Level] {
        match &self.kind {
            ScaleKind::Levels { levels, .. } => levels,
            ScaleKind::Number { .. } => &[],
        }
    }

    /// Which of its numbers are better, unless a node says otherwise.
    pub fn better(&self) -> Option<Better> {
        match self.kind {
            ScaleKind::Levels { .. } => None,
            ScaleKind::Number { better, .. } => better,
        }
    }

    /// How many decimals people are shown of its numbers.
    pub fn decimals(&self) -> Option<u32> {
        match self.kind {
            ScaleKind::Levels { .. } => None,
            ScaleKind::Number { decimals, .. } => decimals,
        }
    }

    /// Whether its levels have an order (numbers have).
    pub fn ordered(&self) -> bool {
        match self.kind {
            ScaleKind::Levels { ordered, .. } => ordered,
            ScaleKind::Number { .. } => true,
        }
    }

    /// The level that is neither for nor against.
    pub fn neutral(&self) -> Option<LevelId> {
        match self.kind {
            ScaleKind::Levels { neutral, .. } => neutral,
            ScaleKind::Number { .. } => None,
        }
    }

    /// Whether it measures in numbers.
    pub fn is_number(&self) -> bool {
        matches!(self.kind, ScaleKind::Number { .. })
    }

    /// The level with this name.
    pub fn find(&self, name: &str) -> Option<LevelId> {
        use crate::arena::Index;
        self.levels()
            .iter()
            .position(|l| &*l.id == name)
            .map(LevelId::from_usize)
    }

    /// The name of a level in the study.
    pub fn name(&self, level: LevelId) -> &str {
        use crate::arena::Index;
        self.levels().get(level.to_usize()).map_or("?", |l| &l.id)
    }
}
