//! How many designs reach which level, and for how many a conclusion holds.

use std::cmp::Ordering;

use toets_diagram::{Diagram, Exceeded, Manager};
use toets_evaluate::{Space, Value};
use toets_model::{CellRef, ConclusionId, Condition, GroupId, Index, Kind, LevelId, NodeId, Quantifier};

use super::{BOXES, Best, ConclusionCounts, Counting, Counts, LevelCounts, NodeCounts};
use crate::designs::{Designs, designs};
use crate::formula::{self, Means, Terms, for_each_term};
use crate::goal::People;
use crate::values::values;

impl Counting<'_> {
    /// Which designs something is so for, for all people or for some, among the worlds that count for it.
    pub(super) fn designs_where(&mut self, reached: (Diagram, Diagram), people: &People) -> Result<Designs, Exceeded> {
        let kinds = &self.kinds;
        designs(self.compiled, &mut self.space, reached, people, |v| {
            kinds[v.index()] == Kind::Lever
        })
    }

    /// Which designs have something of a node, for all people for whom it applies.
    pub(super) fn designs_of(&mut self, node: NodeId, reached: Diagram) -> Result<Designs, Exceeded> {
        let counts = self.space.counts(node)?;
        self.designs_where((reached, counts), &People::default())
    }

    fn counts(&mut self, reached: (Diagram, Diagram)) -> Result<Counts, Exceeded> {
        let [all, some] = [Quantifier::All, Quantifier::Some].map(|quantifier| People {
            quantifier,
            only: Condition::default(),
        });
        let all = self.designs_where(reached, &all)?;
        let some = self.designs_where(reached, &some)?;
        Ok(Counts {
            all_certain: self.count(all.certain),
            all_possible: self.count(all.possible),
            some_certain: self.count(some.certain),
            some_possible: self.count(some.possible),
        })
    }

    /// How many designs reach which level of a node; none if it has no result.
    pub(super) fn node(&mut self, node: NodeId) -> Result<Option<NodeCounts>, Exceeded> {
        let Some(diagrams) = self.space.node(node) else {
            return Ok(None);
        };
        let study = self.compiled.study.clone();
        let scale = &study.scales[study.nodes[node].scale];
        let terminals: Vec<u32> = if scale.is_number() {
            self.space.terminals(node)
        } else {
            (0..scale.levels().len() as u32).collect()
        };
        let means = Means::of(&study, &self.space, node, diagrams.level);
        let worlds = self.space.counts(node)?;
        let mut levels = Vec::with_capacity(terminals.len());
        for terminal in terminals {
            let exactly = self.space.manager.is(diagrams.level, terminal)?;
            let exactly = self.counts((exactly, worlds))?;
            let at_least = if scale.ordered() {
                let reached = |other: u32| means.compare(other, &means, terminal) != Ordering::Less;
                let reached = self.space.manager.is_in(diagrams.level, reached)?;
                Some(self.counts((reached, worlds))?)
            } else {
                None
            };
            let value = values(self.compiled, &self.space, node, vec![terminal]);
            levels.extend(value.into_iter().map(|value| LevelCounts {
                value,
                exactly: exactly.clone(),
                at_least: at_least.clone(),
            }));
        }
        levels.sort_by(|a, b| match (a.value, b.value) {
            (Value::Number(a), Value::Number(b)) => a.total_cmp(&b),
            // Levels are in order already.
            _ => Ordering::Equal,
        });
        Ok(Some(NodeCounts { node, levels }))
    }

    /// For how many designs the conclusions hold that speak of the cell they are judged in, and of no other; and those of them that
    /// speak of a node without a result.
    pub(super) fn conclusions(
        &mut self,
        group: Option<GroupId>,
    ) -> Result<(Vec<ConclusionCounts>, Vec<ConclusionId>), Exceeded> {
        let study = self.compiled.study.clone();
        let mut all = Vec::new();
        let mut unjudged = Vec::new();
        for (id, conclusion) in study.conclusions.iter() {
            let Some(formula) = &conclusion.holds else { continue };
            let about_group = match (group, &conclusion.groups) {
                (Some(group), Some(groups)) => groups.contains(&group),
                _ => true,
            };
            let mut here_only = about_group;
            let mut named = Vec::new();
            let mut judged = true;
            for_each_term(formula, &mut |cell, node| {
                here_only = here_only && cell == CellRef::Current;
                judged = judged && self.space.node(node).is_some();
                named.push(node);
            });
            if !here_only {
                continue;
            }
            if !judged {
                unjudged.push(id);
                continue;
            }
            let holds = formula::holds(formula, &mut Here(&mut self.space, &study))?;
            let people = People {
                quantifier: conclusion.people,
                only: conclusion.only.clone(),
            };
            let mut counts = self.space.admitted;
            for node in named {
                let applies = self.space.counts(node)?;
                counts = self.space.manager.and(counts, applies)?;
            }
            let designs = self.designs_where((holds, counts), &people)?;
            all.push(ConclusionCounts {
                conclusion: id,
                certain: self.count(designs.certain),
                possible: self.count(designs.possible),
            });
        }
        Ok((all, unjudged))
    }

    /// The designs with the last level of the verdict's scale.
    pub(super) fn best(&mut self) -> Result<Best, Exceeded> {
        let study = self.compiled.study.clone();
        let scale = &study.scales[study.nodes[study.verdict].scale];
        let level = scale.levels().len().checked_sub(1);
        let (Some(level), Some(verdict)) = (level, self.space.node(study.verdict)) else {
            return Ok(Best {
                level: None,
                certain: Vec::new(),
                possible: Vec::new(),
                truncated: [false; 2],
            });
        };
        let reached = self.space.manager.is(verdict.level, level as u32)?;
        let designs = self.designs_of(study.verdict, reached)?;
        let (certain, more_certain) = self.boxes(designs.certain, BOXES)?;
        let (possible, more_possible) = self.boxes(designs.possible, BOXES)?;
        Ok(Best {
            level: Some(LevelId::from_usize(level)),
            certain,
            possible,
            truncated: [more_certain, more_possible],
        })
    }
}

/// The terms of a formula that speaks of one cell only.
struct Here<'a>(&'a mut Space, &'a toets_model::Study);

impl Terms for Here<'_> {
    type Trouble = Exceeded;

    fn manager(&mut self) -> &mut Manager {
        &mut self.0.manager
    }

    fn node(&mut self, _: CellRef, node: NodeId) -> Result<(Diagram, Means), Exceeded> {
        // INVARIANT: asked only for nodes with a result.
        let level = self.0.level(node).unwrap_or(Diagram::FALSE);
        Ok((level, Means::of(self.1, self.0, node, level)))
    }
}
