//! What alone is enough to keep a node from a level, in a cell.
//!
//! A rule is run over sets of its states: each other input may be anything that it could be in any study with these scales. What a rule says
//! of all of these together it says of every world, so that "enough" is never claimed too often; that inputs may be tied to each other is
//! not made use of, so that it may be claimed too seldom.

use std::collections::BTreeSet;
use std::sync::Arc;

use toets_diagram::{Diagram, Exceeded};
use toets_evaluate::{Compiled, Space};
use toets_model::{FindingId, Fixed, Index, LevelId, NodeId, Own, Silent, VariableId};
use toets_plugin::{Fold, Input, Observed, Outcome, Registry, Scorer, State};

/// The most states of a rule that are looked at.
const STATES: usize = 20_000;

/// Levels of a scale, by their positions: those that are to be kept to.
pub(super) type Levels = Vec<bool>;

/// Something that is enough.
pub(super) enum Enough {
    /// A node that the rule reads: whatever it can be in the cell is enough, since it is one of these levels.
    Node(NodeId, Levels),
    /// A finding on the node itself.
    Finding(FindingId),
}

/// What alone is enough, in this cell, for a node to be one of some levels. Nothing where its rule can't be looked into: a script's, or
/// one over numbers.
pub(super) fn enough(
    compiled: &Compiled,
    registry: &Registry,
    space: &mut Space,
    node: NodeId,
    within: &Levels,
) -> Result<Vec<Enough>, Exceeded> {
    let counts = space.counts(node)?;
    if counts == Diagram::FALSE || within.iter().all(|&kept| kept) {
        return Ok(Vec::new());
    }
    let Some(rule) = Rule::of(compiled, registry, node) else {
        return Ok(Vec::new());
    };
    let looking = Looking {
        compiled,
        rule,
        node,
        within,
        findings: Vec::new(),
    };
    looking.look(space, counts)
}

/// What judges a node.
struct Rule {
    /// Its scorer; none where the findings on it are all there is, or it is a script.
    scorer: Option<Box<dyn Fold>>,
    /// What the findings on it say, where they count.
    findings: Option<Box<dyn Fold>>,
    /// Whether its scorer may say anything.
    anything: bool,
}

impl Rule {
    fn of(compiled: &Compiled, registry: &Registry, node: NodeId) -> Option<Self> {
        let study = &compiled.study;
        let it = &study.nodes[node];
        let plugin = registry.get(&it.score.plugin.value)?;
        let Ok(Scorer::Fold(findings)) = registry.evidence().prepare(study, node) else {
            return None;
        };
        if Arc::ptr_eq(plugin, registry.evidence()) {
            return Some(Self {
                scorer: None,
                findings: Some(findings),
                anything: false,
            });
        }
        let scorer = plugin.prepare(study, node).ok()?;
        let left_to_scorer = matches!(&scorer, Scorer::Replay(replay) if replay.reads_findings());
        let own_counts =
            !findings.inputs().is_empty() && !left_to_scorer && !it.children.is_empty() && it.own != Own::Child;
        Some(Self {
            findings: own_counts.then_some(findings),
            anything: matches!(scorer, Scorer::Replay(_)),
            scorer: match scorer {
                Scorer::Fold(fold) => Some(fold),
                Scorer::Replay(_) => None,
            },
        })
    }
}

struct Looking<'a> {
    compiled: &'a Compiled,
    rule: Rule,
    node: NodeId,
    within: &'a Levels,
    /// For each finding that the node's rule reads: whether it can apply in the cell, and whether it can fail to.
    findings: Vec<(FindingId, bool, bool)>,
}

/// What a rule can say.
#[derive(Clone, Debug, Default)]
struct Said {
    levels: BTreeSet<usize>,
    silent: bool,
    /// Whether some of the levels are those that it leaves open.
    open: bool,
}

impl Said {
    /// That nothing speaks.
    fn nothing() -> Self {
        Self {
            silent: true,
            ..Self::default()
        }
    }

    /// Anything, on a scale of so many levels.
    fn anything(levels: usize) -> Self {
        Self {
            levels: (0..levels).collect(),
            silent: true,
            open: true,
        }
    }
}

impl Looking<'_> {
    fn look(mut self, space: &mut Space, counts: Diagram) -> Result<Vec<Enough>, Exceeded> {
        for fold in [&self.rule.scorer, &self.rule.findings].into_iter().flatten() {
            for input in fold.inputs() {
                if let Input::Finding(finding) = *input {
                    let applies = space.applies(self.compiled, finding)?;
                    let can = space.manager.and(applies, counts)? != Diagram::FALSE;
                    let can_not = space.manager.implies(counts, applies)? != Diagram::TRUE;
                    self.findings.push((finding, can, can_not));
                }
            }
        }
        if self.rule.scorer.is_none() && !self.rule.anything {
            return Ok(self.findings_alone(|said| Some(self.filled(said))));
        }
        let scored = self.scored(space, None);
        let scored = scored.unwrap_or_else(|| Said::anything(self.within.len()));
        // A rule that never says anything else is no doing of what it reads.
        let free = match &self.rule.findings {
            Some(_) => Said {
                open: false,
                ..Said::anything(self.within.len())
            },
            None => Said::nothing(),
        };
        if self.joined(&free, &scored).is_some_and(|all| self.kept(&all)) {
            return Ok(Vec::new());
        }
        let own = match &self.rule.findings {
            Some(fold) => self.say(&**fold, &self.means_of_findings(&**fold, None)),
            None => Some(Said::nothing()),
        };
        let mut found = self.findings_alone(|own| self.joined(own, &scored));
        if let (Some(own), Some(fold)) = (own, &self.rule.scorer) {
            for (n, input) in fold.inputs().iter().enumerate() {
                let Input::Node(child) = *input else { continue };
                found.extend(self.node_alone(space, counts, (n, child), &own)?);
            }
        }
        Ok(found)
    }

    /// The findings on the node that are enough by themselves: whichever others apply of those that can.
    fn findings_alone(&self, result: impl Fn(&Said) -> Option<BTreeSet<usize>>) -> Vec<Enough> {
        let Some(fold) = &self.rule.findings else {
            return Vec::new();
        };
        let surely = |&&(_, _, can_not): &&(FindingId, bool, bool)| !can_not;
        let alone = |finding: FindingId| {
            let said = self.say(&**fold, &self.means_of_findings(&**fold, Some(finding)));
            said.and_then(|said| result(&said)).is_some_and(|all| self.kept(&all))
        };
        let speaks = |finding: FindingId| {
            fold.inputs().contains(&Input::Finding(finding)) && self.compiled.study.findings[finding].level.is_some()
        };
        let found = self.findings.iter().filter(surely).map(|&(finding, ..)| finding);
        found
            .filter(|&finding| speaks(finding) && alone(finding))
            .map(Enough::Finding)
            .collect()
    }

    /// Whether a node that the rule reads is enough: for each level that it can have here, whatever the other inputs.
    fn node_alone(
        &self,
        space: &Space,
        counts: Diagram,
        (n, child): (usize, NodeId),
        own: &Said,
    ) -> Result<Option<Enough>, Exceeded> {
        let Some(below) = space.node(child) else {
            return Ok(None);
        };
        let skips = matches!(self.compiled.study.nodes[self.node].silent, Silent::Skip(_));
        // Where it is left out it has no say.
        let here = |what| space.manager.terminals_within_both(what, counts, below.applies);
        let left_out = space.manager.terminals_within(below.applies, counts) != [1];
        if left_out || skips && here(below.silent) != [0] {
            return Ok(None);
        }
        let scale = &self.compiled.study.scales[self.compiled.study.nodes[child].scale];
        let keeps = |level: usize| {
            let seen = Observed::Level(LevelId::from_usize(level));
            let scored = self.scored(space, Some((n, seen)));
            let result = scored.and_then(|scored| self.joined(own, &scored));
            result.is_some_and(|all| self.kept(&all))
        };
        let levels: Levels = (0..scale.levels().len()).map(keeps).collect();
        let possible = here(below.level);
        let enough = !possible.is_empty() && possible.iter().all(|&t| levels.get(t as usize) == Some(&true));
        Ok(enough.then_some(Enough::Node(child, levels)))
    }

    fn kept(&self, all: &BTreeSet<usize>) -> bool {
        !all.is_empty() && all.iter().all(|&level| self.within.get(level) == Some(&true))
    }

    /// What the node can be where its rule or its findings say this: its default or its unknown speaks where nothing does.
    fn filled(&self, said: &Said) -> BTreeSet<usize> {
        let mut all = said.levels.clone();
        if said.silent {
            match &self.compiled.study.nodes[self.node].default {
                Some(default) => all.extend([default.level.to_usize()]),
                None => all.extend(0..self.within.len()),
            }
        }
        all
    }

    /// What the node can be, from what the findings on it and its rule can say. None where both leave something open: one
    /// unknown then stands for both.
    fn joined(&self, own: &Said, scored: &Said) -> Option<BTreeSet<usize>> {
        if own.open && scored.open {
            return None;
        }
        let mut all = BTreeSet::new();
        if own.silent {
            all.extend(self.filled(scored));
            // Where it is judged from unknowns alone, its default speaks for it.
            let default = self.compiled.study.nodes[self.node].default.as_ref();
            all.extend(default.map(|default| default.level.to_usize()));
        }
        for &level in &own.levels {
            let first = self.compiled.study.nodes[self.node].own != Own::Worst;
            // Beside a rule that is silent it stands alone.
            all.extend((first || scored.silent).then_some(level));
            if !first {
                all.extend(scored.levels.iter().map(|&scored| scored.min(level)));
            }
        }
        Some(all)
    }

    /// What the scorer can say, whatever its inputs; with one of them as it is seen.
    fn scored(&self, space: &Space, fixed: Option<(usize, Observed)>) -> Option<Said> {
        let Some(fold) = &self.rule.scorer else {
            return Some(Said::anything(self.within.len()));
        };
        let means: Option<Vec<Vec<Observed>>> = fold
            .inputs()
            .iter()
            .enumerate()
            .map(|(n, &input)| match fixed {
                Some((fixed, seen)) if fixed == n => Some(vec![seen]),
                _ => self.means(space, input),
            })
            .collect();
        self.say(&**fold, &means?)
    }

    /// All that an input can be.
    fn means(&self, space: &Space, input: Input) -> Option<Vec<Observed>> {
        let study = &self.compiled.study;
        match input {
            Input::Node(child) => {
                let scale = &study.scales[study.nodes[child].scale];
                if scale.is_number() {
                    return None;
                }
                let levels = (0..scale.levels().len()).map(|n| Observed::Level(LevelId::from_usize(n)));
                let mut means: Vec<Observed> = levels.collect();
                let applies = space.node(child).map(|below| below.applies);
                if matches!(study.nodes[self.node].silent, Silent::Skip(_)) || applies != Some(Diagram::TRUE) {
                    means.push(Observed::Silent);
                }
                Some(means)
            }
            Input::Finding(finding) => Some(self.applies(finding)),
            Input::Variable(variable) => Some(self.values(space, variable)),
        }
    }

    fn values(&self, space: &Space, variable: VariableId) -> Vec<Observed> {
        let domain = &self.compiled.study.variables[variable].domain;
        let of = |fixed: Fixed| match fixed {
            Fixed::Number(number) => Observed::Interval(number, number),
            Fixed::Value(value) => match domain.interval(value) {
                Some((low, high)) => Observed::Interval(low, high),
                None => Observed::Value(value),
            },
        };
        match space.fixed(variable) {
            Some(fixed) => vec![of(fixed)],
            None => (0..domain.size())
                .map(|n| of(Fixed::Value(Index::from_usize(n))))
                .collect(),
        }
    }

    /// Whether a finding applies: it may or may not, if it can apply at all.
    fn applies(&self, finding: FindingId) -> Vec<Observed> {
        let can = self.findings.iter().any(|&(other, can, _)| other == finding && can);
        match can {
            true => vec![Observed::Applies(false), Observed::Applies(true)],
            false => vec![Observed::Applies(false)],
        }
    }

    /// The same for each finding of a rule, where one of them does apply; with none given, those that surely apply do.
    fn means_of_findings(&self, fold: &dyn Fold, one: Option<FindingId>) -> Vec<Vec<Observed>> {
        let inputs = fold.inputs().iter();
        let means = inputs.map(|&input| match input {
            Input::Finding(finding) => {
                let known = self.findings.iter().find(|(other, ..)| *other == finding);
                let surely = known.is_some_and(|(.., can_not)| !can_not);
                match one {
                    Some(one) if one == finding => vec![Observed::Applies(true)],
                    None if surely => vec![Observed::Applies(true)],
                    _ => self.applies(finding),
                }
            }
            _ => Vec::new(),
        });
        means.collect()
    }

    /// What a rule can say where each of its inputs can be each of these; none if that is too much to look at, or is a number.
    fn say(&self, fold: &dyn Fold, means: &[Vec<Observed>]) -> Option<Said> {
        let mut states: BTreeSet<State> = BTreeSet::from([fold.start()]);
        for (n, seen) in means.iter().enumerate() {
            let next = states
                .iter()
                .flat_map(|state| seen.iter().map(move |&seen| fold.step(state, n, seen)));
            states = next.collect();
            if states.len() > STATES {
                return None;
            }
        }
        let mut said = Said::default();
        for state in &states {
            match fold.finish(state) {
                Outcome::Level(level) => {
                    said.levels.insert(level.to_usize());
                }
                Outcome::Open(levels) => {
                    said.open |= levels.len() != 1;
                    match levels.is_empty() {
                        true => said.levels.extend(0..self.within.len()),
                        false => said.levels.extend(levels.iter().map(|level| level.to_usize())),
                    }
                }
                Outcome::Number(_) => return None,
                Outcome::Silent => said.silent = true,
            }
        }
        Some(said)
    }
}
