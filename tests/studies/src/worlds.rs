//! The oracle's worlds: every admitted choice of values, one by one.

use crate::spec::*;

/// What every variable of the study is.
pub type World = Vec<Value>;

/// The worlds that the constraints admit where some variables are fixed.
pub fn worlds(spec: &Spec, fixed: &Fixed) -> Vec<World> {
    let mut all: Vec<World> = vec![Vec::new()];
    for (n, variable) in spec.variables.iter().enumerate() {
        let values: Vec<Value> = match fixed.get(&n) {
            Some(&value) => vec![value],
            None => (0..variable.domain.size()).map(Value::Nth).collect(),
        };
        all = all
            .into_iter()
            .flat_map(|world| {
                values.iter().map(move |&value| {
                    let mut longer = world.clone();
                    longer.push(value);
                    longer
                })
            })
            .collect();
    }
    all.retain(|world| admitted(spec, world));
    all
}

/// What a cell fixes.
pub fn fixed(spec: &Spec, scenario: usize, group: usize) -> Fixed {
    let mut fixed = spec.regime.clone();
    fixed.extend(spec.groups[group].clone());
    fixed.extend(spec.levers(scenario, Some(group)));
    fixed
}

pub fn admitted(spec: &Spec, world: &[Value]) -> bool {
    let constraints = &spec.constraints;
    constraints
        .iter()
        .all(|(when, then)| !holds(spec, when, world) || holds(spec, then, world))
}

/// Whether a condition holds in a world.
pub fn holds(spec: &Spec, condition: &Condition, world: &[Value]) -> bool {
    condition.all.iter().all(|test| passes(spec, test, world))
        && (condition.any.is_empty() || condition.any.iter().any(|part| holds(spec, part, world)))
}

fn passes(spec: &Spec, test: &Test, world: &[Value]) -> bool {
    match (&test.allowed, world[test.variable]) {
        (Allowed::Values(values), Value::Nth(n)) => values.contains(&n),
        (Allowed::Values(_), Value::Number(_)) => false,
        (Allowed::Bounds { at_least, below }, value) => {
            // All numbers that it may be: from the first, up to the last or (of a number that is fixed) with it.
            let (low, high) = match (value, &spec.variables[test.variable].domain) {
                (Value::Number(n), _) => (n, n + 1),
                (Value::Nth(n), Domain::Number(cuts)) => Domain::interval(cuts, n),
                (Value::Nth(_), Domain::Values(_)) => return false,
            };
            at_least.is_none_or(|bound| low >= bound) && below.is_none_or(|bound| high <= bound)
        }
    }
}
