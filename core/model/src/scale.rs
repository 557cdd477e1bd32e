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
    },
}

/// One level of a scale.
#[derive(Clone, Debug)]
pub struct Level {
    /// Its name in the study: an identifier or a sign (`--`).
    pub id: Arc<str>,
    /// Its name for people.
    pub label: Option<Text>,
}

impl Scale {
    /// The levels, worst to best; none on a numeric scale.
    pub fn levels(&self) -> &[Level] {
        match &self.kind {
            ScaleKind::Levels { levels, .. } => levels,
            ScaleKind::Number { .. } => &[],
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
