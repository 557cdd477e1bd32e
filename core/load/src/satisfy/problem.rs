//! Constraints made ready to be asked.

use rustc_hash::FxHashMap;
use toets_model::{Allowed, Condition, Constraint, Domain, Index, Test, Variable, VariableId};

/// How many steps one question may take.
const STEPS: usize = 20_000;

/// The constraints of a study over sets of values; a number stands for the interval that it lies in, between the
/// bounds that are mentioned.
#[derive(Default)]
pub(super) struct Problem {
    /// All values of each variable.
    full: Vec<Set>,
    /// The bounds of each number variable, ascending.
    bounds: FxHashMap<VariableId, Vec<f64>>,
    /// Lowest and highest number of each number variable.
    ranges: FxHashMap<VariableId, (f64, f64)>,
    rules: Vec<(Goal, Goal)>,
}

impl Problem {
    pub(super) fn new(variables: &[Option<Variable>], constraints: &[Constraint]) -> Self {
        Self::with(variables, constraints, &Condition::default())
    }

    /// With the bounds that a condition mentions, too.
    pub(super) fn with(variables: &[Option<Variable>], constraints: &[Constraint], condition: &Condition) -> Self {
        let mut problem = Self::default();
        let mut mentioned = FxHashMap::default();
        for constraint in constraints {
            collect_bounds(&constraint.when, &mut mentioned);
            collect_bounds(&constraint.then, &mut mentioned);
        }
        collect_bounds(condition, &mut mentioned);
        for (n, variable) in variables.iter().enumerate() {
            let id = VariableId::from_usize(n);
            let size = match variable.as_ref().map(|v| &v.domain) {
                Some(Domain::Finite(values)) => values.len(),
                Some(Domain::Number { range, cuts, .. }) => {
                    let mut bounds = mentioned.remove(&id).unwrap_or_default();
                    bounds.extend(cuts);
                    bounds.sort_by(f64::total_cmp);
                    bounds.dedup();
                    let (low, high) = range.unwrap_or((f64::NEG_INFINITY, f64::INFINITY));
                    // Bounds outside the range divide nothing.
                    bounds.retain(|&b| b > low && b <= high);
                    let size = bounds.len() + 1;
                    problem.bounds.insert(id, bounds);
                    problem.ranges.insert(id, (low, high));
                    size
                }
                None => 0,
            };
            problem.full.push(Set::full(size));
        }
        problem.rules = constraints
            .iter()
            .map(|c| (problem.goal(&c.when), problem.goal(&c.then)))
            .collect();
        problem
    }

    /// The bounds that divide a number variable.
    pub(super) fn bounds(&self, variable: VariableId) -> &[f64] {
        self.bounds.get(&variable).map_or(&[], Vec::as_slice)
    }

    /// Whether all bounds of a condition are among those that divide its variables.
    pub(super) fn divides(&self, condition: &Condition) -> bool {
        let known = |test: &Test| match test.allowed {
            Allowed::Values(_) => true,
            Allowed::Range { at_least, below } => {
                let (low, high) = self
                    .ranges
                    .get(&test.variable)
                    .copied()
                    .unwrap_or((f64::NEG_INFINITY, f64::INFINITY));
                let bounds = self.bounds(test.variable);
                let known = |b: f64| b <= low || b > high || bounds.contains(&b);
                at_least.is_none_or(known) && below.is_none_or(known)
            }
        };
        condition.all.iter().all(known) && condition.any.iter().all(|c| self.divides(c))
    }

    /// Whether some world fits the condition and these constraints.
    pub(super) fn has_solution(&self, condition: &Condition, rules: &[usize]) -> bool {
        let goal = self.goal(condition);
        let mut open = vec![Left {
            full: &self.full,
            less: Vec::new(),
        }];
        let mut steps = 0;
        while let Some(left) = open.pop() {
            steps += 1;
            if steps > STEPS {
                return true;
            }
            match self.known(&goal, rules, &left) {
                Known::Yes => return true,
                Known::No => {}
                Known::Open((variable, set)) => {
                    let (with, without) = left.of(*variable).split(set);
                    open.push(left.with(*variable, without));
                    open.push(left.with(*variable, with));
                }
            }
        }
        false
    }

    /// Whether all is settled; if not, a test that would settle more.
    fn known<'g>(&'g self, goal: &'g Goal, rules: &[usize], left: &Left<'_>) -> Known<'g> {
        let mut open = match goal.known(left) {
            Known::Yes => None,
            Known::No => return Known::No,
            Known::Open(test) => Some(test),
        };
        for &n in rules {
            let (when, then) = &self.rules[n];
            let when = when.known(left);
            if let Known::No = when {
                continue;
            }
            match (when, then.known(left)) {
                (_, Known::Yes) | (Known::No, _) => {}
                (Known::Yes, Known::No) => return Known::No,
                (Known::Open(test), _) | (Known::Yes, Known::Open(test)) => open = open.or(Some(test)),
            }
        }
        open.map_or(Known::Yes, Known::Open)
    }

    fn goal(&self, condition: &Condition) -> Goal {
        Goal {
            all: condition.all.iter().map(|t| self.test(t)).collect(),
            any: condition.any.iter().map(|c| self.goal(c)).collect(),
        }
    }

    fn test(&self, test: &Test) -> (usize, Set) {
        let variable = test.variable.to_usize();
        let size = self.full[variable].size;
        let set = match &test.allowed {
            Allowed::Values(values) => Set::of(size, values.iter().map(|v| v.to_usize()).filter(|&v| v < size)),
            Allowed::Range { at_least, below } => {
                let bounds = self.bounds(test.variable);
                let (low, high) = self
                    .ranges
                    .get(&test.variable)
                    .copied()
                    .unwrap_or((f64::NEG_INFINITY, f64::INFINITY));
                let inside = |&n: &usize| {
                    let from = if n == 0 { low } else { bounds[n - 1] };
                    let to = bounds.get(n).copied();
                    at_least.is_none_or(|a| from >= a) && below.is_none_or(|b| b > high || to.is_some_and(|t| t <= b))
                };
                Set::of(size, (0..size).filter(inside))
            }
        };
        (variable, set)
    }
}

fn collect_bounds(condition: &Condition, into: &mut FxHashMap<VariableId, Vec<f64>>) {
    for test in &condition.all {
        if let Allowed::Range { at_least, below } = test.allowed {
            let bounds = into.entry(test.variable).or_default();
            bounds.extend([at_least, below].into_iter().flatten());
        }
    }
    for part in &condition.any {
        collect_bounds(part, into);
    }
}

/// A set of values of one variable.
#[derive(Clone, PartialEq)]
struct Set {
    size: usize,
    bits: Bits,
}

/// Up to 64 values fit in a word; most variables have fewer.
#[derive(Clone, PartialEq)]
enum Bits {
    Few(u64),
    Many(Box<[u64]>),
}

impl Set {
    fn of(size: usize, values: impl Iterator<Item = usize>) -> Self {
        let mut words = vec![0u64; size.div_ceil(64)];
        for value in values {
            words[value / 64] |= 1 << (value % 64);
        }
        let bits = match words[..] {
            [] => Bits::Few(0),
            [word] => Bits::Few(word),
            _ => Bits::Many(words.into()),
        };
        Self { size, bits }
    }

    fn full(size: usize) -> Self {
        Self::of(size, 0..size)
    }

    /// Whether none of these is in another set, and whether all are.
    fn meets(&self, other: &Self) -> (bool, bool) {
        match (&self.bits, &other.bits) {
            (Bits::Few(a), Bits::Few(b)) => (a & b != 0, a & !b == 0),
            (Bits::Many(a), Bits::Many(b)) => (
                a.iter().zip(b).any(|(a, b)| a & b != 0),
                a.iter().zip(b).all(|(a, b)| a & !b == 0),
            ),
            // INVARIANT: sets of one variable have one size.
            _ => (false, false),
        }
    }

    /// The values that are in another set, and those that are not.
    fn split(&self, other: &Self) -> (Self, Self) {
        let with = |bits| Self { size: self.size, bits };
        match (&self.bits, &other.bits) {
            (Bits::Few(a), Bits::Few(b)) => (with(Bits::Few(a & b)), with(Bits::Few(a & !b))),
            (Bits::Many(a), Bits::Many(b)) => (
                with(Bits::Many(a.iter().zip(b).map(|(a, b)| a & b).collect())),
                with(Bits::Many(a.iter().zip(b).map(|(a, b)| a & !b).collect())),
            ),
            _ => (self.clone(), self.clone()),
        }
    }
}

/// The values that are left of each variable: all, but for a few.
struct Left<'a> {
    full: &'a [Set],
    less: Vec<(usize, Set)>,
}

impl Left<'_> {
    fn of(&self, variable: usize) -> &Set {
        let less = self.less.iter().find(|(v, _)| *v == variable);
        less.map_or(&self.full[variable], |(_, set)| set)
    }

    fn with(&self, variable: usize, set: Set) -> Self {
        let mut less = self.less.clone();
        match less.iter_mut().find(|(v, _)| *v == variable) {
            Some((_, before)) => *before = set,
            None => less.push((variable, set)),
        }
        Self { full: self.full, less }
    }
}

/// A condition over sets of values.
struct Goal {
    all: Vec<(usize, Set)>,
    any: Vec<Goal>,
}

/// What is known of a goal while variables are still open; if nothing, a test that would tell more.
enum Known<'a> {
    Yes,
    No,
    Open(&'a (usize, Set)),
}

impl Goal {
    fn known(&self, left: &Left<'_>) -> Known<'_> {
        let mut open = None;
        for test in &self.all {
            match left.of(test.0).meets(&test.1) {
                (false, _) => return Known::No,
                (true, true) => {}
                (true, false) => open = open.or(Some(test)),
            }
        }
        if self.any.is_empty() {
            return open.map_or(Known::Yes, Known::Open);
        }
        let mut one_open = None;
        for part in &self.any {
            match part.known(left) {
                Known::Yes => return open.map_or(Known::Yes, Known::Open),
                Known::No => {}
                Known::Open(test) => one_open = one_open.or(Some(test)),
            }
        }
        match (one_open, open) {
            (None, _) => Known::No,
            (Some(test), None) => Known::Open(test),
            (_, Some(test)) => Known::Open(test),
        }
    }
}
