//! Whether any admitted world fits a condition.
//!
//! Exact, by splitting on the tests that decide; a limit on the steps keeps a study of puzzles from stopping the
//! loader (what is not decided within it passes here, and is decided by the compiler).

use rustc_hash::FxHashMap;
use toets_model::{
    Allowed, Assignment, Condition, Constraint, Domain, FileId, Fixed, Index, Span, Test, Variable, VariableId,
};

/// How many steps one question may take.
const STEPS: usize = 20_000;

/// Answers, with those already given.
#[derive(Default)]
pub(crate) struct Admitted {
    constraints: Vec<Constraint>,
    /// For each variable the constraints that it can reach, by way of variables that they share.
    component: FxHashMap<VariableId, usize>,
    components: Vec<Vec<usize>>,
    answers: std::cell::RefCell<FxHashMap<Vec<u64>, bool>>,
    /// The constraints contradict each other.
    none: bool,
}

impl Admitted {
    pub(crate) fn new(constraints: Vec<Constraint>) -> Self {
        let mut component: FxHashMap<VariableId, usize> = FxHashMap::default();
        let mut components: Vec<(Vec<usize>, Vec<VariableId>)> = Vec::new();
        for (n, constraint) in constraints.iter().enumerate() {
            let mut variables = constraint.when.variables();
            variables.extend(constraint.then.variables());
            let mut joined: Vec<usize> = variables.iter().filter_map(|v| component.get(v).copied()).collect();
            joined.sort_unstable();
            joined.dedup();
            // The largest takes in the others.
            joined.sort_by_key(|&c| std::cmp::Reverse(components[c].1.len()));
            let home = joined.first().copied().unwrap_or_else(|| {
                components.push(Default::default());
                components.len() - 1
            });
            for &other in joined.iter().skip(1) {
                let (members, moved) = std::mem::take(&mut components[other]);
                for &variable in &moved {
                    component.insert(variable, home);
                }
                components[home].0.extend(members);
                components[home].1.extend(moved);
            }
            components[home].0.push(n);
            for variable in variables {
                if component.insert(variable, home) != Some(home) {
                    components[home].1.push(variable);
                }
            }
        }
        let components = components.into_iter().map(|(mut members, _)| {
            members.sort_unstable();
            members
        });
        Self {
            components: components.collect(),
            constraints,
            component,
            answers: Default::default(),
            none: false,
        }
    }

    pub(crate) fn constraints(&self) -> &[Constraint] {
        &self.constraints
    }

    pub(crate) fn into_constraints(self) -> Vec<Constraint> {
        self.constraints
    }

    /// The first constraint that together with those before it leaves no world; remembers that there is none.
    pub(crate) fn contradiction(&mut self, variables: &[Option<Variable>]) -> Option<usize> {
        let always = Condition::default();
        let contradicts = |members: &[usize]| {
            let constraints = members.iter().map(|&n| &self.constraints[n]);
            !Problem::new(variables, &always, constraints).has_solution()
        };
        let mut first: Option<usize> = None;
        for members in &self.components {
            if contradicts(members) {
                let (mut low, mut high) = (0, members.len());
                while low + 1 < high {
                    let middle = low + (high - low) / 2;
                    if contradicts(&members[..middle]) {
                        high = middle;
                    } else {
                        low = middle;
                    }
                }
                first = Some(first.map_or(members[high - 1], |f| f.min(members[high - 1])));
            }
        }
        self.none = first.is_some();
        first
    }

    /// Whether an admitted world fits a condition.
    pub(crate) fn fits(&self, variables: &[Option<Variable>], condition: &Condition) -> bool {
        if self.none || condition.is_empty() {
            return true;
        }
        let key = key(condition);
        if let Some(&answer) = self.answers.borrow().get(&key) {
            return answer;
        }
        let mut members: Vec<usize> = Vec::new();
        let mut homes: Vec<usize> = condition
            .variables()
            .iter()
            .filter_map(|v| self.component.get(v).copied())
            .collect();
        homes.sort_unstable();
        homes.dedup();
        for home in homes {
            members.extend(&self.components[home]);
        }
        let constraints = members.iter().map(|&n| &self.constraints[n]);
        let answer = Problem::new(variables, condition, constraints).has_solution();
        self.answers.borrow_mut().insert(key, answer);
        answer
    }

    /// Whether an admitted world has an assignment.
    pub(crate) fn admits(&self, variables: &[Option<Variable>], assignment: &Assignment) -> bool {
        let tests = assignment.iter().filter_map(|(&variable, fixed)| {
            let allowed = match *fixed {
                Fixed::Value(value) => Allowed::Values(vec![value]),
                Fixed::Number(number) => {
                    // The interval that the number lies in, between the bounds that constraints mention.
                    let bounds = bounds_of(&self.constraints, variable);
                    let at_least = bounds.iter().copied().rfind(|&b| b <= number);
                    let below = bounds.iter().copied().find(|&b| b > number);
                    Allowed::Range { at_least, below }
                }
            };
            (!matches!(
                allowed,
                Allowed::Range {
                    at_least: None,
                    below: None
                }
            ))
            .then_some(Test {
                variable,
                allowed,
                span: Span {
                    file: FileId::from_usize(0),
                    start: 0,
                    end: 0,
                },
            })
        });
        let condition = Condition {
            all: tests.collect(),
            any: Vec::new(),
        };
        self.fits(variables, &condition)
    }
}

/// A condition as numbers: equal where the conditions are.
fn key(condition: &Condition) -> Vec<u64> {
    fn put(condition: &Condition, into: &mut Vec<u64>) {
        into.push(condition.all.len() as u64);
        for test in &condition.all {
            into.push(test.variable.to_usize() as u64);
            match &test.allowed {
                Allowed::Values(values) => {
                    into.push(values.len() as u64);
                    into.extend(values.iter().map(|v| v.to_usize() as u64));
                }
                Allowed::Range { at_least, below } => {
                    into.push(u64::MAX);
                    into.extend([at_least, below].map(|b| b.map_or(u64::MAX, f64::to_bits)));
                }
            }
        }
        into.push(condition.any.len() as u64);
        for part in &condition.any {
            put(part, into);
        }
    }
    let mut key = Vec::new();
    put(condition, &mut key);
    key
}

/// The bounds that conditions set to a number variable, ascending.
fn bounds_of<'a>(constraints: impl IntoIterator<Item = &'a Constraint>, variable: VariableId) -> Vec<f64> {
    let mut bounds = Vec::new();
    for constraint in constraints {
        collect_bounds(&constraint.when, variable, &mut bounds);
        collect_bounds(&constraint.then, variable, &mut bounds);
    }
    tidy(&mut bounds);
    bounds
}

fn collect_bounds(condition: &Condition, variable: VariableId, into: &mut Vec<f64>) {
    for test in condition.all.iter().filter(|t| t.variable == variable) {
        if let Allowed::Range { at_least, below } = test.allowed {
            into.extend([at_least, below].into_iter().flatten());
        }
    }
    for part in &condition.any {
        collect_bounds(part, variable, into);
    }
}

fn tidy(bounds: &mut Vec<f64>) {
    bounds.sort_by(f64::total_cmp);
    bounds.dedup();
}

/// A set of values of one variable.
#[derive(Clone, PartialEq)]
struct Set(Box<[u64]>);

impl Set {
    fn of(size: usize, values: impl Iterator<Item = usize>) -> Self {
        let mut words = vec![0u64; size.div_ceil(64)];
        for value in values {
            words[value / 64] |= 1 << (value % 64);
        }
        Self(words.into())
    }

    fn is_empty(&self) -> bool {
        self.0.iter().all(|&w| w == 0)
    }

    fn and(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(a, b)| a & b).collect())
    }

    fn without(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(a, b)| a & !b).collect())
    }
}

/// A condition over the variables of one problem.
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
    fn known(&self, domains: &[Set]) -> Known<'_> {
        let mut open = None;
        for test in &self.all {
            let left = domains[test.0].and(&test.1);
            if left.is_empty() {
                return Known::No;
            }
            if left != domains[test.0] {
                open = open.or(Some(test));
            }
        }
        if !self.any.is_empty() {
            let mut some_open = None;
            let mut yes = false;
            for part in &self.any {
                match part.known(domains) {
                    Known::Yes => yes = true,
                    Known::No => {}
                    Known::Open(test) => some_open = some_open.or(Some(test)),
                }
            }
            match (yes, some_open) {
                (true, _) => {}
                (false, None) => return Known::No,
                (false, Some(test)) => open = open.or(Some(test)),
            }
        }
        open.map_or(Known::Yes, Known::Open)
    }
}

struct Problem {
    domains: Vec<Set>,
    goal: Goal,
    rules: Vec<(Goal, Goal)>,
}

impl Problem {
    fn new<'a>(
        variables: &[Option<Variable>],
        condition: &Condition,
        constraints: impl Iterator<Item = &'a Constraint> + Clone,
    ) -> Self {
        let mut builder = Builder {
            variables,
            positions: FxHashMap::default(),
            bounds: FxHashMap::default(),
            domains: Vec::new(),
        };
        let mut numbers = condition.variables();
        for constraint in constraints.clone() {
            numbers.extend(constraint.when.variables());
            numbers.extend(constraint.then.variables());
        }
        numbers.sort_unstable();
        numbers.dedup();
        for variable in numbers {
            if let Some(Domain::Number { range, .. }) = builder.domain(variable) {
                let mut bounds = bounds_of(constraints.clone(), variable);
                collect_bounds(condition, variable, &mut bounds);
                tidy(&mut bounds);
                let (low, high) = range.unwrap_or((f64::NEG_INFINITY, f64::INFINITY));
                // Bounds at the ends of the range divide nothing.
                bounds.retain(|&b| b > low && b <= high);
                builder.bounds.insert(variable, bounds);
            }
        }
        let goal = builder.goal(condition);
        let rules = constraints
            .map(|c| (builder.goal(&c.when), builder.goal(&c.then)))
            .collect();
        Self {
            domains: builder.domains,
            goal,
            rules,
        }
    }

    fn has_solution(&self) -> bool {
        let mut open = vec![self.domains.clone()];
        let mut steps = 0;
        while let Some(domains) = open.pop() {
            steps += 1;
            if steps > STEPS {
                return true;
            }
            match self.undecided(&domains) {
                Known::Yes => return true,
                Known::No => {}
                Known::Open((variable, set)) => {
                    let mut without = domains.clone();
                    without[*variable] = domains[*variable].without(set);
                    open.push(without);
                    let mut with = domains;
                    with[*variable] = with[*variable].and(set);
                    open.push(with);
                }
            }
        }
        false
    }

    /// Whether all is settled; a test that is not.
    fn undecided(&self, domains: &[Set]) -> Known<'_> {
        if domains.iter().any(Set::is_empty) {
            return Known::No;
        }
        let mut open = match self.goal.known(domains) {
            Known::Yes => None,
            Known::No => return Known::No,
            Known::Open(test) => Some(test),
        };
        for (when, then) in &self.rules {
            let when = when.known(domains);
            if let Known::No = when {
                continue;
            }
            match (when, then.known(domains)) {
                (_, Known::Yes) | (Known::No, _) => {}
                (Known::Yes, Known::No) => return Known::No,
                (Known::Open(test), _) | (Known::Yes, Known::Open(test)) => open = open.or(Some(test)),
            }
        }
        open.map_or(Known::Yes, Known::Open)
    }
}

struct Builder<'a> {
    variables: &'a [Option<Variable>],
    positions: FxHashMap<VariableId, usize>,
    bounds: FxHashMap<VariableId, Vec<f64>>,
    domains: Vec<Set>,
}

impl<'a> Builder<'a> {
    fn domain(&self, variable: VariableId) -> Option<&'a Domain> {
        Some(&self.variables.get(variable.to_usize())?.as_ref()?.domain)
    }

    fn size(&self, variable: VariableId) -> usize {
        match self.domain(variable) {
            Some(Domain::Finite(values)) => values.len(),
            Some(Domain::Number { .. }) => self.bounds.get(&variable).map_or(0, Vec::len) + 1,
            None => 0,
        }
    }

    fn goal(&mut self, condition: &Condition) -> Goal {
        let all = condition.all.iter().map(|t| self.test(t)).collect();
        let any = condition.any.iter().map(|c| self.goal(c)).collect();
        Goal { all, any }
    }

    fn test(&mut self, test: &Test) -> (usize, Set) {
        let size = self.size(test.variable);
        let domains = &mut self.domains;
        let position = *self.positions.entry(test.variable).or_insert_with(|| {
            domains.push(Set::of(size, 0..size));
            domains.len() - 1
        });
        let set = match &test.allowed {
            Allowed::Values(values) => Set::of(size, values.iter().map(|v| v.to_usize()).filter(|&v| v < size)),
            Allowed::Range { at_least, below } => {
                let bounds = self.bounds.get(&test.variable).map_or(&[][..], Vec::as_slice);
                let (low, high) = match self.domain(test.variable) {
                    Some(Domain::Number { range: Some(range), .. }) => *range,
                    _ => (f64::NEG_INFINITY, f64::INFINITY),
                };
                let inside = |&n: &usize| {
                    let from = if n == 0 { low } else { bounds[n - 1] };
                    let to = bounds.get(n).copied();
                    at_least.is_none_or(|a| from >= a) && below.is_none_or(|b| b > high || to.is_some_and(|t| t <= b))
                };
                Set::of(size, (0..size).filter(inside))
            }
        };
        (position, set)
    }
}
