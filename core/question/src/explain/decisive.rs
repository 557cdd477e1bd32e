//! What decided a node, among all that its rule looks at.
//!
//! The rule is run over every combination of what its inputs could be, on diagrams of their own: there the levels of the children
//! are the variables. A sufficient reason for the level in that diagram is a set of inputs that already determines it, whatever the
//! others are. That one input holds a level down, and others keep it from being lower still, are two questions: both are answered.

use rustc_hash::FxHashMap;
use toets_diagram::{Diagram, Exceeded, Limits, Manager, Variable};
use toets_evaluate::{Basis, Compiled, NodeTrace, OpenVariable, Space, Value, World};
use toets_model::{FindingId, Fixed, Index, LevelId, Node, NodeId, Own, Silent, VariableId};
use toets_plugin::{Fold, Input, Observed, Outcome, Read, Scorer, State};

use super::derive::{Judge, applies};
use crate::reason::reason;

/// The nodes that this may take; beyond them it is not said what decided.
const NODES: usize = 200_000;

/// What decided a level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Because {
    /// What determines it exactly.
    pub exactly: Decisive,
    /// What keeps it from being higher; none at the top of the scale, or without an order.
    pub not_higher: Option<Decisive>,
    /// What keeps it from being lower; none at the bottom of the scale, or without an order.
    pub not_lower: Option<Decisive>,
}

/// Inputs that decide, whatever the others are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decisive {
    /// None of them can be left out, unless [`path`](Self::path).
    pub parts: Vec<Part>,
    /// Where one alone decides: the others that would do alone just as well.
    pub instead: Vec<Part>,
    /// Whether no set of fewer inputs decides; if not, that was not proved.
    pub smallest: bool,
    /// Whether these are what a script read on its way, in that order: together they decide, but it was not looked into whether fewer would.
    pub path: bool,
}

/// An input of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A node that it is judged from.
    Node(NodeId),
    /// What the findings on the node itself say.
    Own,
    /// A variable.
    Variable(VariableId),
    /// Whether one finding applies.
    Finding(FindingId),
}

/// What decided a node; none where that was no rule, or it is too much to work out.
pub(super) fn because(
    compiled: &Compiled,
    space: &Space,
    world: &World,
    trace: &NodeTrace,
    judge: &Judge,
) -> Result<Option<Because>, Exceeded> {
    match &judge.scorer {
        Some(Scorer::Replay(_)) => Ok((trace.basis != Basis::Findings).then(|| path(trace))),
        Some(Scorer::Fold(fold)) if !matches!(trace.basis, Basis::Default | Basis::Unknown) => {
            let asked = Asked {
                compiled,
                space,
                world,
                trace,
                judge,
                node: &compiled.study.nodes[trace.node],
            };
            // A diagram that is too large here is no fault of the study: it goes without this.
            Ok(asked.because(&**fold).unwrap_or_default())
        }
        _ => Ok(None),
    }
}

/// What a script read.
fn path(trace: &NodeTrace) -> Because {
    let part = |read: Read| match read {
        Read::Node(node) | Read::Applies(node) => Some(Part::Node(node)),
        Read::Variable(variable) => Some(Part::Variable(variable)),
        Read::Finding(finding) => Some(Part::Finding(finding)),
        Read::Evidence | Read::Strongest(_) => Some(Part::Own),
        // What the law says is no input that could be otherwise in another world.
        Read::Provision(..) | Read::AsOf => None,
    };
    let mut parts: Vec<Part> = Vec::new();
    for part in trace.seen.iter().filter_map(|&(read, _)| part(read)) {
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    Because {
        exactly: Decisive {
            parts,
            instead: Vec::new(),
            smallest: false,
            path: true,
        },
        not_higher: None,
        not_lower: None,
    }
}

struct Asked<'a> {
    compiled: &'a Compiled,
    space: &'a Space,
    world: &'a World,
    trace: &'a NodeTrace,
    judge: &'a Judge,
    node: &'a Node,
}

/// An input as a variable of the diagram: what each of its values means, and which one it has.
struct Open {
    part: Part,
    means: Vec<Observed>,
    now: u32,
}

impl Asked<'_> {
    fn because(&self, fold: &dyn Fold) -> Result<Option<Because>, Exceeded> {
        let Some(mut open) = fold
            .inputs()
            .iter()
            .map(|&input| self.open(input))
            .collect::<Option<Vec<Open>>>()
        else {
            return Ok(None);
        };
        // The findings on the node itself come last, so that the inputs of the fold keep their numbers.
        let own = self.own();
        let with_own = own.is_some();
        open.extend(own);
        let arities = open.iter().map(|input| input.means.len() as u32).collect();
        let mut manager = Manager::new(arities, Limits { nodes: NODES });
        let Some((level, results)) = self.levels(&mut manager, fold, &open, with_own)? else {
            return Ok(None);
        };
        let now = |variable: Variable| open[variable.index()].now;
        let here = results[manager.eval(level, now) as usize];
        if here != rank(self.trace.value) {
            // What the rule says is not what the node has: its unknown took its place.
            return Ok(None);
        }
        let scale = &self.compiled.study.scales[self.node.scale];
        let ordered = scale.ordered();
        let mut decisive = |holds: &dyn Fn(f64) -> bool| -> Result<Option<Decisive>, Exceeded> {
            let holds = manager.is_in(level, |terminal| holds(results[terminal as usize]))?;
            decisive(&mut manager, holds, &open)
        };
        let Some(exactly) = decisive(&|result| result == here)? else {
            return Ok(None);
        };
        let any = |beyond: &dyn Fn(f64) -> bool| ordered && results.iter().any(|&result| beyond(result));
        let not_higher = match any(&|result| result > here) {
            true => decisive(&|result| result <= here)?,
            false => None,
        };
        let not_lower = match any(&|result| result < here) {
            true => decisive(&|result| result >= here)?,
            false => None,
        };
        Ok(Some(Because {
            exactly,
            not_higher,
            not_lower,
        }))
    }

    /// Everything that an input can be; none if that can't be said.
    fn open(&self, input: Input) -> Option<Open> {
        let study = &self.compiled.study;
        let (part, means, now) = match input {
            Input::Node(child) => {
                let scale = &study.scales[study.nodes[child].scale];
                let below = self.space.node(child)?;
                let level = below.level;
                let mut means: Vec<Observed> = if scale.is_number() {
                    let manager = &self.space.manager;
                    let terminals = manager.terminals_within_both(level, self.space.admitted, below.applies);
                    terminals
                        .into_iter()
                        .map(|t| Observed::Number(self.space.number(t)))
                        .collect()
                } else {
                    (0..scale.levels().len())
                        .map(|n| Observed::Level(LevelId::from_usize(n)))
                        .collect()
                };
                if matches!(self.node.silent, Silent::Skip(_)) || below.applies != Diagram::TRUE {
                    means.push(Observed::Silent);
                }
                let left_out = [&self.trace.skipped, &self.trace.not_applicable];
                let seen = if left_out.iter().any(|nodes| nodes.contains(&child)) {
                    Observed::Silent
                } else {
                    let terminal = self.space.manager.eval(level, |v| self.world.value(v));
                    if scale.is_number() {
                        Observed::Number(self.space.number(terminal))
                    } else {
                        Observed::Level(LevelId::from_usize(terminal as usize))
                    }
                };
                (Part::Node(child), means, seen)
            }
            Input::Finding(finding) => {
                let fate = self
                    .trace
                    .findings
                    .iter()
                    .find(|f| f.finding == finding)
                    .map(|f| f.fate);
                let means = vec![Observed::Applies(false), Observed::Applies(true)];
                (
                    Part::Finding(finding),
                    means,
                    Observed::Applies(fate.is_some_and(applies)),
                )
            }
            Input::Variable(variable) => {
                let domain = &study.variables[variable].domain;
                let of = |fixed: Fixed| match fixed {
                    Fixed::Number(number) => Observed::Interval(number, number),
                    Fixed::Value(value) => match domain.interval(value) {
                        Some((low, high)) => Observed::Interval(low, high),
                        None => Observed::Value(value),
                    },
                };
                let mut means: Vec<Observed> = (0..domain.size())
                    .map(|n| of(Fixed::Value(Index::from_usize(n))))
                    .collect();
                let now = match self.space.fixed(variable) {
                    Some(fixed) => of(fixed),
                    None => {
                        let position = self.compiled.variables().position(OpenVariable::Study(variable))?;
                        of(Fixed::Value(Index::from_usize(self.world.value(position) as usize)))
                    }
                };
                if !means.contains(&now) {
                    // An exact number, which lies in one of the intervals: that one stands for it.
                    means.push(now);
                }
                (Part::Variable(variable), means, now)
            }
        };
        let now = means.iter().position(|&one| one == now)? as u32;
        Some(Open { part, means, now })
    }

    /// What the findings on a criterion say, as one more input.
    fn own(&self) -> Option<Open> {
        let own = self
            .judge
            .own
            .as_ref()
            .filter(|_| self.judge.own_counts && self.node.own != Own::Child)?;
        let levels = self.compiled.study.scales[self.node.scale].levels().len();
        let mut means: Vec<Observed> = (0..levels).map(|n| Observed::Level(LevelId::from_usize(n))).collect();
        means.push(Observed::Silent);
        let now = match &own.outcome {
            Outcome::Level(level) => level.to_usize(),
            Outcome::Silent => levels,
            // Its unknown stands for it.
            Outcome::Open(_) => self.unknown()?,
            Outcome::Number(_) => return None,
        };
        Some(Open {
            part: Part::Own,
            means,
            now: now as u32,
        })
    }

    /// The value that the node's unknown has in this world.
    fn unknown(&self) -> Option<usize> {
        let position = self
            .compiled
            .variables()
            .position(OpenVariable::Node(self.trace.node))?;
        Some(self.world.value(position) as usize)
    }

    /// The level for each combination, and what its terminals stand for.
    fn levels(
        &self,
        manager: &mut Manager,
        fold: &dyn Fold,
        open: &[Open],
        with_own: bool,
    ) -> Result<Option<(Diagram, Vec<f64>)>, Exceeded> {
        let mut states: Vec<State> = vec![fold.start()];
        let mut known: FxHashMap<State, u32> = FxHashMap::from_iter([(fold.start(), 0)]);
        let mut state = Diagram::terminal(0);
        for (n, input) in open.iter().take(fold.inputs().len()).enumerate() {
            let seen = manager.value(Variable(n as u32))?;
            state = manager.apply(state, seen, |state, value| {
                let next = fold.step(&states[state as usize], n, input.means[value as usize]);
                *known.entry(next).or_insert_with_key(|next| {
                    states.push(next.clone());
                    (states.len() - 1) as u32
                })
            })?;
        }
        let default = self.node.default.as_ref().map(|default| default.level.to_usize());
        let filler = default.or_else(|| self.unknown()).map(|level| level as f64);
        let mut results: Vec<f64> = Vec::new();
        let mut unknown = false;
        let intern = |results: &mut Vec<f64>, result: f64| {
            let at = results.iter().position(|&other| other == result);
            at.unwrap_or_else(|| {
                results.push(result);
                results.len() - 1
            }) as u32
        };
        let scored = manager.map(state, |state| {
            let result = match fold.finish(&states[state as usize]) {
                Outcome::Level(level) => Some(level.to_usize() as f64),
                Outcome::Number(number) => Some(number),
                Outcome::Open(_) => self.unknown().map(|level| level as f64),
                Outcome::Silent => filler,
            };
            unknown |= result.is_none();
            intern(&mut results, result.unwrap_or(f64::NAN))
        })?;
        if unknown {
            return Ok(None);
        }
        if !with_own {
            return Ok(Some((scored, results)));
        }
        let own_first = self.node.own == Own::First;
        let means = &open[open.len() - 1].means;
        let own = manager.value(Variable((open.len() - 1) as u32))?;
        let scored_results = results.clone();
        let level = manager.apply(own, scored, |own, scored| {
            let scored = scored_results[scored as usize];
            let result = match means[own as usize] {
                Observed::Level(level) if own_first => level.to_usize() as f64,
                Observed::Level(level) => scored.min(level.to_usize() as f64),
                _ => scored,
            };
            intern(&mut results, result)
        })?;
        Ok(Some((level, results)))
    }
}

/// A result as a number that can be compared.
fn rank(value: Value) -> f64 {
    match value {
        Value::Level(level) => level.to_usize() as f64,
        Value::Number(number) => number,
    }
}

/// The inputs that decide that something holds, whatever the others are.
fn decisive(manager: &mut Manager, holds: Diagram, open: &[Open]) -> Result<Option<Decisive>, Exceeded> {
    let now = |variable: Variable| open[variable.index()].now;
    // The last are left out first, so that it is the earlier ones that are named.
    let order: Vec<Variable> = manager.variables().rev().collect();
    let Some(found) = reason(manager, holds, Diagram::TRUE, now, &order)? else {
        return Ok(None);
    };
    let part = |variable: Variable| open[variable.index()].part;
    let mut instead = Vec::new();
    if let [(only, _)] = found.values[..] {
        for variable in manager.variables().filter(|&variable| variable != only) {
            if manager.restrict(holds, variable, now(variable))? == Diagram::TRUE {
                instead.push(part(variable));
            }
        }
    }
    Ok(Some(Decisive {
        parts: found.values.iter().map(|&(variable, _)| part(variable)).collect(),
        instead,
        smallest: found.smallest.is_some(),
        path: false,
    }))
}
