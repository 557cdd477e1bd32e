//! Whether a better child ever makes the result worse.

use std::collections::{HashMap, HashSet};

use toets_plugin::model::{Index, LevelId, NodeId, Study};

use super::automaton::{Automaton, Leaf, Target, build};
use super::rules::Rules;
use super::{ID, Params};

/// A place where a better level of one child gives a worse result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reversal {
    /// The child that gets better.
    pub child: NodeId,
    /// Its level, and what the result is then.
    pub from: (LevelId, LevelId),
    /// Its next better level, and the worse result then.
    pub to: (LevelId, LevelId),
    /// Levels of other children where this happens; those not named don't matter.
    pub others: Vec<(NodeId, LevelId)>,
}

/// How many pairs of states may be compared.
const MOST_PAIRS: usize = 1_000_000;

/// For each child and each pair of neighbouring levels of it one place where the better level gives a worse result,
/// if there is any. A table without such places is monotone.
///
/// Nothing where that can't be said: the node is not scored by a `table` without faults, its levels have no order, or
/// the table is too entangled. Children whose levels have no order are left out: none of them is better.
pub fn monotonicity(study: &Study, node: NodeId) -> Option<Vec<Reversal>> {
    let judged = &study.nodes[node];
    if &*judged.score.plugin.value != ID || !study.scales[judged.scale].ordered() {
        return None;
    }
    let mut params = Params::new(study, node, ID, &["rules"]);
    let rules = Rules::read(&mut params)?;
    params.finish(Some(())).ok()?;
    let (automaton, faults) = build(&rules, false).ok()?;
    if !faults.gaps.is_empty() || !faults.clashes.is_empty() {
        return None;
    }
    Search::new(study, &rules, &automaton).all()
}

struct Search<'a> {
    study: &'a Study,
    rules: &'a Rules,
    automaton: &'a Automaton,
    /// For each state the worst and the best that it may lead to.
    range: Vec<(i64, i64)>,
    /// Pairs of which the first never leads to something better than the second.
    fine: HashSet<(Target, Target)>,
    pairs: usize,
}

/// The classes taken at some layers.
type Steps = Vec<(usize, usize)>;

/// A pair of targets that was met, and how.
struct Met {
    pair: (Target, Target),
    /// The class taken, at which layer.
    step: (usize, usize),
    /// The pair before it, as a place in the trail; none for the first.
    from: Option<usize>,
}

impl<'a> Search<'a> {
    fn new(study: &'a Study, rules: &'a Rules, automaton: &'a Automaton) -> Self {
        let mut search = Self {
            study,
            rules,
            automaton,
            range: Vec::new(),
            fine: HashSet::new(),
            pairs: 0,
        };
        for state in &automaton.states {
            let ranges = state.next.iter().map(|&t| search.range(t));
            let range = ranges.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
            search.range.push(range.unwrap_or((0, 0)));
        }
        search
    }

    fn range(&self, target: Target) -> (i64, i64) {
        match target {
            Target::State(n) => self.range[n],
            Target::Leaf(Leaf::Level(level)) => (level.to_usize() as i64, level.to_usize() as i64),
            Target::Leaf(Leaf::NoRule) => (0, 0),
        }
    }

    /// All reversals, by child and level.
    fn all(mut self) -> Option<Vec<Reversal>> {
        let ways = self.ways();
        let mut found: HashMap<(usize, usize), Reversal> = HashMap::new();
        // From the root down: the places named first are those with the fewest other children.
        for n in (0..self.automaton.states.len()).rev() {
            let state = &self.automaton.states[n];
            let layer = &self.rules.layers[state.layer];
            if !self.study.scales[self.study.nodes[layer.child].scale].ordered() {
                continue;
            }
            for better in 1..layer.class.len() {
                let key = (state.layer, better);
                if found.contains_key(&key) {
                    continue;
                }
                let worse = state.next[layer.class[better - 1]];
                let better_target = state.next[layer.class[better]];
                let Some((steps, from, to)) = self.reversed(worse, better_target)? else {
                    continue;
                };
                let way = ways[n].iter().chain(&steps);
                let others = way.map(|&(layer, class)| {
                    let layer = &self.rules.layers[layer];
                    let level = layer.levels(class).next();
                    (layer.child, level.unwrap_or(LevelId::from_usize(0)))
                });
                found.insert(
                    key,
                    Reversal {
                        child: layer.child,
                        from: (LevelId::from_usize(better - 1), from),
                        to: (LevelId::from_usize(better), to),
                        others: others.collect(),
                    },
                );
            }
        }
        let mut keys: Vec<(usize, usize)> = Vec::new();
        for layer in 0..self.rules.layers.len() {
            keys.extend((1..self.rules.layers[layer].class.len()).map(|l| (layer, l)));
        }
        Some(keys.iter().filter_map(|key| found.remove(key)).collect())
    }

    /// For each state one way to it from the root.
    fn ways(&self) -> Vec<Steps> {
        let mut ways: Vec<Option<Steps>> = vec![None; self.automaton.states.len()];
        if let Target::State(root) = self.automaton.root {
            ways[root] = Some(Vec::new());
        }
        // Steps lead to earlier states, so that each state's way is known before its turn.
        for n in (0..ways.len()).rev() {
            let Some(way) = ways[n].clone() else { continue };
            let state = &self.automaton.states[n];
            for (class, &target) in state.next.iter().enumerate() {
                if let Target::State(to) = target
                    && ways[to].is_none()
                {
                    let mut further = way.clone();
                    further.push((state.layer, class));
                    ways[to] = Some(further);
                }
            }
        }
        ways.into_iter().map(Option::unwrap_or_default).collect()
    }

    /// Steps after which the first of two is better than the second, and what both are then. The outer nothing: too
    /// many pairs; the inner: there are no such steps.
    #[expect(clippy::option_option, reason = "the two say different things")]
    fn reversed(&mut self, first: Target, second: Target) -> Option<Option<(Steps, LevelId, LevelId)>> {
        let mut trail: Vec<Met> = Vec::new();
        let mut stack = vec![Met {
            pair: (first, second),
            step: (0, 0),
            from: None,
        }];
        while let Some(met) = stack.pop() {
            let pair @ (a, b) = met.pair;
            if a == b || self.range(a).1 <= self.range(b).0 || !self.fine.insert(pair) {
                continue;
            }
            self.pairs += 1;
            if self.pairs > MOST_PAIRS {
                return None;
            }
            let here = trail.len();
            trail.push(met);
            if let (Target::Leaf(Leaf::Level(a)), Target::Leaf(Leaf::Level(b))) = pair {
                // What was met on the way is not fine after all, or not known to be.
                for met in &trail {
                    self.fine.remove(&met.pair);
                }
                return Some(Some((way_back(&trail, here), a, b)));
            }
            let Some(layer) = [a, b].iter().filter_map(|&t| self.layer(t)).min() else {
                continue;
            };
            for class in (0..self.rules.layers[layer].allowing.len()).rev() {
                stack.push(Met {
                    pair: (self.next(a, layer, class), self.next(b, layer, class)),
                    step: (layer, class),
                    from: Some(here),
                });
            }
        }
        Some(None)
    }

    fn layer(&self, target: Target) -> Option<usize> {
        match target {
            Target::State(n) => Some(self.automaton.states[n].layer),
            Target::Leaf(_) => None,
        }
    }

    fn next(&self, target: Target, layer: usize, class: usize) -> Target {
        match target {
            Target::State(n) if self.automaton.states[n].layer == layer => self.automaton.states[n].next[class],
            _ => target,
        }
    }
}

/// The steps that led to a place in the trail.
fn way_back(trail: &[Met], mut at: usize) -> Steps {
    let mut steps = Vec::new();
    while let Some(from) = trail[at].from {
        steps.push(trail[at].step);
        at = from;
    }
    steps.reverse();
    steps
}
