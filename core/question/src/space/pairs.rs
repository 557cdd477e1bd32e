//! How designs divide over the values of two levers.

use num_bigint::BigUint;
use toets_diagram::{Diagram, Exceeded, Variable};
use toets_model::{Index, LevelId, VariableId};

use super::Counting;

/// How the designs divide over the values of two levers, and how many of each part have which level of the verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairCounts {
    /// The two levers.
    pub levers: (VariableId, VariableId),
    /// For each value of the first, for each value of the second.
    pub cells: Vec<Vec<PairCell>>,
}

/// The designs with one value of each of two levers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairCell {
    /// How many there are; none where the constraints admit no such design.
    pub designs: BigUint,
    /// For each level of the verdict, worst to best, how many have exactly it for all people: whatever the unknowns, and for some
    /// answers.
    pub levels: Vec<(LevelId, BigUint, BigUint)>,
}

/// How many levers are paired with each other: those that matter most.
const PAIRED: usize = 3;

impl Counting<'_> {
    /// The pairs of the levers that come first.
    pub(super) fn pairs(&mut self, levers: impl Iterator<Item = VariableId>) -> Result<Vec<PairCounts>, Exceeded> {
        let study = self.compiled.study.clone();
        let scale = &study.scales[study.nodes[study.verdict].scale];
        let Some(verdict) = self.space.node(study.verdict).filter(|_| !scale.is_number()) else {
            return Ok(Vec::new());
        };
        let mut levels = Vec::new();
        for n in 0..scale.levels().len() {
            let exactly = self.space.manager.is(verdict.level, n as u32)?;
            let designs = self.designs_of(study.verdict, exactly)?;
            levels.push((LevelId::from_usize(n), designs.certain, designs.possible));
        }
        let place = |lever: VariableId| self.levers.iter().find(|(known, _)| *known == lever).copied();
        let chosen: Vec<(VariableId, Variable)> = levers.filter_map(place).take(PAIRED).collect();
        let mut pairs = Vec::new();
        for (n, &one) in chosen.iter().enumerate() {
            for &other in &chosen[n + 1..] {
                pairs.push(self.pair(one, other, &levels));
            }
        }
        Ok(pairs)
    }

    fn pair(
        &self,
        one: (VariableId, Variable),
        other: (VariableId, Variable),
        levels: &[(LevelId, Diagram, Diagram)],
    ) -> PairCounts {
        let rest: Vec<Variable> = self
            .levers
            .iter()
            .map(|&(_, position)| position)
            .filter(|&position| position != one.1 && position != other.1)
            .collect();
        let designs = self.designs;
        let manager = &self.space.manager;
        let mut cells = Vec::new();
        for a in 0..manager.arity(one.1) {
            let mut row = Vec::new();
            for b in 0..manager.arity(other.1) {
                let count = |whole: Diagram| manager.count_where(whole, &[(one.1, a), (other.1, b)], &rest);
                row.push(PairCell {
                    designs: count(designs),
                    levels: levels
                        .iter()
                        .map(|&(level, certain, possible)| (level, count(certain), count(possible)))
                        .collect(),
                });
            }
            cells.push(row);
        }
        PairCounts {
            levers: (one.0, other.0),
            cells,
        }
    }
}
