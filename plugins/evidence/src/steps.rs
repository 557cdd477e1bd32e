//! Levels counted in steps from neutral.

use toets_plugin::model::{Index, LevelId, Scale};

/// How the levels of an ordered scale count from neutral: positive for, negative against.
///
/// A scale with an even number of levels and no neutral one is counted from its middle, between two levels: the
/// first level above it is one step for, the first below it one step against. A sum of zero, where both sides met
/// with equal strength, is then the lower of the two.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Steps {
    /// The level at zero steps.
    zero: i64,
    /// How many levels the scale has.
    count: i64,
    /// Whether zero steps is a place between two levels, just above the level `zero`.
    between: bool,
}

impl Steps {
    pub(crate) fn new(scale: &Scale) -> Self {
        let count = scale.levels().len();
        let (zero, between) = match scale.neutral() {
            Some(neutral) => (neutral.to_usize(), false),
            None if count % 2 == 1 => (count / 2, false),
            None => ((count / 2).saturating_sub(1), true),
        };
        Self {
            zero: zero as i64,
            count: count as i64,
            between,
        }
    }

    /// The steps of a level.
    pub(crate) fn of(self, level: LevelId) -> i64 {
        let above = level.to_usize() as i64 - self.zero;
        if self.between && above <= 0 { above - 1 } else { above }
    }

    /// The level at some steps, kept within the scale.
    pub(crate) fn level(self, steps: i64) -> LevelId {
        let above = if self.between && steps < 0 { steps + 1 } else { steps };
        let position = (self.zero + above).clamp(0, (self.count - 1).max(0));
        LevelId::from_usize(position as usize)
    }

    /// All levels between two, both included.
    pub(crate) fn between(self, low: i64, high: i64) -> Vec<LevelId> {
        let (low, high) = (self.level(low).to_usize(), self.level(high).to_usize());
        (low..=high).map(LevelId::from_usize).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use toets_model::testing;

    fn steps(levels: &[&str]) -> (Steps, Vec<i64>) {
        let mut study = testing::study();
        let scale = testing::scale(&mut study, "scale", levels);
        let steps = Steps::new(&study.scales[scale]);
        let counted = (0..levels.len()).map(|n| steps.of(LevelId::from_usize(n)));
        (steps, counted.collect())
    }

    #[test]
    fn an_odd_scale_counts_from_its_neutral_level() {
        let (steps, counted) = steps(&["--", "-", "0", "+", "++"]);
        assert_eq!(counted, [-2, -1, 0, 1, 2]);
        assert_eq!(steps.level(-1), LevelId::from_usize(1));
        assert_eq!(steps.level(9), LevelId::from_usize(4));
    }

    #[test]
    fn a_named_neutral_level_may_stand_anywhere() {
        let (steps, counted) = steps(&["0", "+", "++"]);
        assert_eq!(counted, [0, 1, 2]);
        assert_eq!(steps.level(-5), LevelId::from_usize(0));
    }

    #[test]
    fn an_even_scale_counts_from_its_middle() {
        let (steps, counted) = steps(&["bad", "poor", "fair", "good"]);
        assert_eq!(counted, [-2, -1, 1, 2]);
        for (n, step) in counted.into_iter().enumerate() {
            assert_eq!(steps.level(step), LevelId::from_usize(n));
        }
        assert_eq!(steps.level(0), LevelId::from_usize(1)); // the lower of the two in the middle
    }

    #[test]
    fn a_scale_of_one_level_has_it_as_neutral() {
        let (steps, counted) = steps(&["only"]);
        assert_eq!(counted, [0]);
        assert_eq!(steps.between(-1, 1), [LevelId::from_usize(0)]);
    }
}
