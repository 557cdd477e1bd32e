//! The rules as an automaton that reads one child after the other.
//!
//! A state of it stands for the set of rules that may still hold. It is built layer by layer, each set once, so that
//! the work grows with the number of different sets and not with the number of combinations; then states with the
//! same future are made one.

use std::collections::HashMap;

use toets_plugin::model::{Index, LevelId};

use super::rules::{Alive, Layer, Rules, TooLarge};

/// What is certain at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Leaf {
    /// This level.
    Level(LevelId),
    /// No rule holds.
    NoRule,
}

/// Where a step leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Target {
    Leaf(Leaf),
    State(usize),
}

/// A state: which layer it waits for, and where each class of levels there leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Waiting {
    pub(super) layer: usize,
    pub(super) next: Vec<Target>,
    /// Where a silent child leads.
    silent: Target,
}

/// The automaton of a table. States are in an order in which steps lead to earlier ones.
#[derive(Clone, Debug)]
pub(super) struct Automaton {
    pub(super) root: Target,
    pub(super) states: Vec<Waiting>,
    /// For each input its layer, and the class of each of its levels.
    classes: HashMap<usize, (usize, Vec<usize>)>,
}

impl Automaton {
    /// The step on the level of an input; none: it is silent.
    pub(super) fn step(&self, at: Target, input: usize, level: Option<LevelId>) -> Target {
        let (Target::State(n), Some((layer, class))) = (at, self.classes.get(&input)) else {
            return at;
        };
        let Some(state) = self.states.get(n).filter(|s| s.layer == *layer) else {
            return at;
        };
        let class = level.map(|l| class.get(l.to_usize()));
        match class {
            Some(class) => class
                .and_then(|&c| state.next.get(c))
                .copied()
                .unwrap_or(Target::Leaf(Leaf::NoRule)),
            None => state.silent,
        }
    }
}

/// Combinations that are at fault, as they were met.
#[derive(Default)]
pub(super) struct Faults {
    /// Combinations without a rule: for some layers the class of levels, where the others don't matter.
    pub(super) gaps: Vec<Vec<(usize, usize)>>,
    /// Pairs of rules that hold together and disagree.
    pub(super) clashes: Vec<(usize, usize)>,
}

/// How many faults of a kind are collected.
const SHOWN: usize = 5;
/// How many states may be made, and how much work may go into them, in machine words.
const MOST_STATES: usize = 200_000;
const MOST_WORK: usize = 100_000_000;

/// A set of rules that may still hold, before a layer.
struct Open {
    alive: Alive,
    /// The state and the class that led here.
    from: Option<(usize, usize)>,
    next: Vec<Target>,
    silent: Target,
}

/// Builds the automaton; with `silence` also its steps on silent children (where no rule left is no fault).
pub(super) fn build(rules: &Rules, silence: bool) -> Result<(Automaton, Faults), TooLarge> {
    let mut builder = Builder::new(rules, silence);
    let all = Alive::of(rules.rules.len(), |_| true);
    let root = builder.target(0, all, None)?;
    let mut layer = 0;
    while !builder.waiting.is_empty() {
        // Sets met before this layer step on it; those met on the way wait for the next one.
        let now = std::mem::take(&mut builder.waiting);
        builder.known.clear();
        for &n in &now {
            builder.steps(layer, n)?;
        }
        builder.layers.push(now);
        layer += 1;
    }
    let (root, states) = reduced(root, &builder.layers, builder.open, silence);
    let classes = rules.layers.iter().enumerate();
    let automaton = Automaton {
        root,
        states,
        classes: classes.map(|(n, l)| (l.input, (n, l.class.clone()))).collect(),
    };
    Ok((automaton, builder.faults))
}

struct Builder<'a> {
    rules: &'a Rules,
    silence: bool,
    /// For each layer the rules that look at no layer from there on.
    settled: Vec<Alive>,
    open: Vec<Open>,
    /// The sets before the next layer, and those before each layer done.
    waiting: Vec<usize>,
    layers: Vec<Vec<usize>>,
    known: HashMap<Alive, usize>,
    faults: Faults,
    work: usize,
}

impl<'a> Builder<'a> {
    fn new(rules: &'a Rules, silence: bool) -> Self {
        let last = |r: usize| rules.rules[r].allows.keys().next_back().copied();
        let count = rules.rules.len();
        let settled =
            (0..=rules.layers.len()).map(|layer| Alive::of(count, |r| last(r).is_none_or(|last| last < layer)));
        Self {
            settled: settled.collect(),
            rules,
            silence,
            open: Vec::new(),
            waiting: Vec::new(),
            layers: Vec::new(),
            known: HashMap::new(),
            faults: Faults::default(),
            work: 0,
        }
    }

    /// The steps of a set on a layer.
    fn steps(&mut self, layer: usize, n: usize) -> Result<(), TooLarge> {
        let rules = self.rules;
        let here: &Layer = &rules.layers[layer];
        for class in 0..here.allowing.len() {
            let alive = self.open[n].alive.and(&here.allowing[class]);
            let target = self.target(layer + 1, alive, Some((n, class)))?;
            self.open[n].next.push(target);
        }
        if self.silence {
            let alive = self.open[n].alive.and(&here.blind);
            self.open[n].silent = self.target(layer + 1, alive, None)?;
        }
        Ok(())
    }

    /// What a set of rules before a layer stands for.
    fn target(&mut self, layer: usize, alive: Alive, from: Option<(usize, usize)>) -> Result<Target, TooLarge> {
        self.work += alive.words();
        if alive.is_empty() {
            if let Some(from) = from.filter(|_| !self.silence)
                && self.faults.gaps.len() < SHOWN
            {
                let gap = self.way(layer, from);
                self.faults.gaps.push(gap);
            }
            return Ok(Target::Leaf(Leaf::NoRule));
        }
        let settled = alive.and(&self.settled[layer]).rules().next();
        if let Some(settled) = settled {
            // This rule holds whatever follows; another that may still hold must agree.
            let then = self.rules.rules[settled].then;
            for other in alive.rules() {
                if self.rules.rules[other].then != then {
                    let pair = (settled.min(other), settled.max(other));
                    if self.faults.clashes.len() < SHOWN && !self.faults.clashes.contains(&pair) {
                        self.faults.clashes.push(pair);
                    }
                }
            }
            return Ok(Target::Leaf(Leaf::Level(then)));
        }
        // INVARIANT: after the last layer every rule is settled, so that a set here waits for a layer that exists.
        if let Some(&known) = self.known.get(&alive) {
            return Ok(Target::State(known));
        }
        let n = self.open.len();
        if n >= MOST_STATES || self.work > MOST_WORK {
            return Err(TooLarge);
        }
        self.known.insert(alive.clone(), n);
        self.waiting.push(n);
        self.open.push(Open {
            alive,
            from,
            next: Vec::new(),
            silent: Target::Leaf(Leaf::NoRule),
        });
        Ok(Target::State(n))
    }

    /// One way that leads before a layer: the class taken at each layer above it.
    fn way(&self, layer: usize, last: (usize, usize)) -> Vec<(usize, usize)> {
        let mut way = Vec::new();
        let (mut step, mut layer) = (Some(last), layer);
        while let Some((n, class)) = step {
            layer -= 1;
            way.push((layer, class));
            step = self.open[n].from;
        }
        way.reverse();
        way
    }
}

/// Makes states with the same future one, from the last layer up, and leaves out those that every step leaves alike.
fn reduced(root: Target, layers: &[Vec<usize>], open: Vec<Open>, silence: bool) -> (Target, Vec<Waiting>) {
    let mut states: Vec<Waiting> = Vec::new();
    let mut known: HashMap<Waiting, usize> = HashMap::new();
    let mut now: Vec<Option<Target>> = vec![None; open.len()];
    let resolve = |target: Target, now: &[Option<Target>]| match target {
        Target::State(n) => now[n].unwrap_or(Target::Leaf(Leaf::NoRule)),
        leaf => leaf,
    };
    for (layer, members) in layers.iter().enumerate().rev() {
        for &n in members {
            let next: Vec<Target> = open[n].next.iter().map(|&t| resolve(t, &now)).collect();
            let silent = resolve(open[n].silent, &now);
            let first = next.first().copied().filter(|f| next.iter().all(|t| t == f));
            now[n] = Some(match first {
                Some(first) if first == silent || !silence => first,
                _ => {
                    let state = Waiting { layer, next, silent };
                    let fresh = states.len();
                    let n = *known.entry(state.clone()).or_insert(fresh);
                    if n == fresh {
                        states.push(state);
                    }
                    Target::State(n)
                }
            });
        }
    }
    (resolve(root, &now), states)
}
