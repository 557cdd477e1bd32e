//! Whether any admitted world fits a condition.
//!
//! Exact, by splitting on the tests that decide; a limit on the steps keeps a study of puzzles from stopping the
//! loader (what is not decided within it passes here, and is decided by the compiler).

mod problem;

use std::cell::RefCell;

use rustc_hash::FxHashMap;
use toets_model::{Allowed, Assignment, Condition, Constraint, FileId, Fixed, Index, Span, Test, Variable, VariableId};

use problem::Problem;

/// Answers, with those already given.
#[derive(Default)]
pub(crate) struct Admitted {
    constraints: Vec<Constraint>,
    problem: Problem,
    /// For each variable the constraints that it can reach, by way of variables that they share.
    component: FxHashMap<VariableId, usize>,
    components: Vec<Vec<usize>>,
    answers: RefCell<FxHashMap<Vec<u64>, bool>>,
    /// The constraints contradict each other.
    none: bool,
}

impl Admitted {
    pub(crate) fn new(constraints: Vec<Constraint>, variables: &[Option<Variable>]) -> Self {
        let (component, components) = components(&constraints);
        Self {
            problem: Problem::new(variables, &constraints),
            constraints,
            component,
            components,
            answers: RefCell::default(),
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
    pub(crate) fn contradiction(&mut self) -> Option<usize> {
        let always = Condition::default();
        let contradicts = |members: &[usize]| !self.problem.has_solution(&always, members);
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
        let mentioned = condition.variables();
        let mut homes: Vec<usize> = mentioned
            .iter()
            .filter_map(|v| self.component.get(v).copied())
            .collect();
        homes.sort_unstable();
        homes.dedup();
        let members: Vec<usize> = homes.iter().flat_map(|&h| self.components[h].iter().copied()).collect();
        let answer = if self.problem.divides(condition) {
            self.problem.has_solution(condition, &members)
        } else {
            // A bound on a number that no constraint and no cut mentions: the intervals are finer here.
            let constraints: Vec<Constraint> = members.iter().map(|&n| self.constraints[n].clone()).collect();
            let all: Vec<usize> = (0..constraints.len()).collect();
            Problem::with(variables, &constraints, condition).has_solution(condition, &all)
        };
        self.answers.borrow_mut().insert(key, answer);
        answer
    }

    /// The constraint that a condition contradicts, together with those before it; none where it contradicts itself.
    pub(crate) fn contradicted(&self, variables: &[Option<Variable>], condition: &Condition) -> Option<&Constraint> {
        let fits = |count: usize| {
            let constraints = &self.constraints[..count];
            let all: Vec<usize> = (0..count).collect();
            Problem::with(variables, constraints, condition).has_solution(condition, &all)
        };
        if !fits(0) {
            return None;
        }
        let (mut low, mut high) = (0, self.constraints.len());
        while low + 1 < high {
            let middle = low + (high - low) / 2;
            if fits(middle) {
                low = middle;
            } else {
                high = middle;
            }
        }
        self.constraints.get(low)
    }

    /// An assignment as a condition.
    pub(crate) fn condition(&self, assignment: &Assignment) -> Condition {
        let tests = assignment.iter().filter_map(|(&variable, fixed)| {
            let allowed = match *fixed {
                Fixed::Value(value) => Allowed::Values(vec![value]),
                Fixed::Number(number) => {
                    // The interval that the number lies in, between the bounds that constraints mention.
                    let bounds = self.problem.bounds(variable);
                    let at_least = bounds.iter().copied().rfind(|&b| b <= number);
                    let below = bounds.iter().copied().find(|&b| b > number);
                    if at_least.is_none() && below.is_none() {
                        return None;
                    }
                    Allowed::Range { at_least, below }
                }
            };
            Some(Test {
                variable,
                allowed,
                span: Span {
                    file: FileId::from_usize(0),
                    start: 0,
                    end: 0,
                },
            })
        });
        Condition {
            all: tests.collect(),
            any: Vec::new(),
        }
    }
}

/// Constraints that share variables, by way of others too; for each variable the number of its component.
fn components(constraints: &[Constraint]) -> (FxHashMap<VariableId, usize>, Vec<Vec<usize>>) {
    let mut component: FxHashMap<VariableId, usize> = FxHashMap::default();
    let mut components: Vec<(Vec<usize>, Vec<VariableId>)> = Vec::new();
    for (n, constraint) in constraints.iter().enumerate() {
        let mut variables = constraint.when.variables();
        variables.extend(constraint.then.variables());
        let mut joined: Vec<usize> = variables.iter().filter_map(|v| component.get(v).copied()).collect();
        joined.sort_unstable();
        joined.dedup();
        // The largest takes in the others, so that no variable moves often.
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
    (component, components.collect())
}

/// A condition as numbers: equal only where the conditions are.
fn key(condition: &Condition) -> Vec<u64> {
    fn put(condition: &Condition, into: &mut Vec<u64>) {
        let mut tests: Vec<&Test> = condition.all.iter().collect();
        tests.sort_by_key(|t| t.variable);
        into.push(tests.len() as u64);
        for test in tests {
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

#[cfg(test)]
mod tests;
