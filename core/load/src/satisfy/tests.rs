use toets_model::{Domain, Kind, Text, Value, ValueId};

use super::*;

fn nowhere() -> Span {
    Span {
        file: FileId::from_usize(0),
        start: 0,
        end: 0,
    }
}

fn variable(domain: Domain) -> Option<Variable> {
    Some(Variable {
        span: nowhere(),
        kind: Kind::Lever,
        label: Text::default(),
        definition: None,
        reading: false,
        domain,
    })
}

fn finite(size: usize) -> Option<Variable> {
    let value = |n| Value {
        id: format!("v{n}").into(),
        label: None,
        phrase: None,
    };
    variable(Domain::Finite((0..size).map(value).collect()))
}

fn number(range: Option<(f64, f64)>, cuts: &[f64]) -> Option<Variable> {
    variable(Domain::Number {
        unit: None,
        range,
        cuts: cuts.to_vec(),
        decimals: None,
    })
}

fn test(variable: usize, allowed: Allowed) -> Test {
    Test {
        variable: VariableId::from_usize(variable),
        allowed,
        span: nowhere(),
    }
}

fn is(variable: usize, values: &[usize]) -> Test {
    test(
        variable,
        Allowed::Values(values.iter().map(|&v| ValueId::from_usize(v)).collect()),
    )
}

fn between(variable: usize, at_least: Option<f64>, below: Option<f64>) -> Test {
    test(variable, Allowed::Range { at_least, below })
}

fn all<const N: usize>(tests: [Test; N]) -> Condition {
    Condition {
        all: tests.into(),
        any: Vec::new(),
    }
}

fn any<const N: usize>(parts: [Condition; N]) -> Condition {
    Condition {
        all: Vec::new(),
        any: parts.into(),
    }
}

fn rule(when: Condition, then: Condition) -> Constraint {
    Constraint {
        span: nowhere(),
        when,
        then,
        reason: None,
    }
}

/// Whether a world fits, found by trying all worlds.
fn by_trying(sizes: &[usize], constraints: &[Constraint], condition: &Condition) -> bool {
    fn holds(condition: &Condition, world: &[usize]) -> bool {
        let all = condition.all.iter().all(|t| match &t.allowed {
            Allowed::Values(values) => values.contains(&ValueId::from_usize(world[t.variable.to_usize()])),
            Allowed::Range { .. } => unreachable!(),
        });
        all && (condition.any.is_empty() || condition.any.iter().any(|c| holds(c, world)))
    }
    let worlds: usize = sizes.iter().product();
    (0..worlds).any(|mut n| {
        let mut world = Vec::new();
        for size in sizes {
            world.push(n % size);
            n /= size;
        }
        holds(condition, &world)
            && constraints
                .iter()
                .all(|c| !holds(&c.when, &world) || holds(&c.then, &world))
    })
}

#[test]
fn answers_are_those_of_trying_all_worlds() {
    let sizes = [2, 3, 2, 4, 70];
    let variables: Vec<_> = sizes.iter().map(|&s| finite(s)).collect();
    // A small generator, so that the test says the same each time.
    let mut state = 7u64;
    let mut below = move |n: usize| {
        state = state
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (state >> 33) as usize % n
    };
    let mut found = [0, 0];
    for _ in 0..400 {
        let mut condition = |tests: usize| {
            let mut one = || {
                let tests = (0..tests).map(|_| {
                    let variable = below(5);
                    let values: std::collections::BTreeSet<usize> =
                        (0..=below(2)).map(|_| below(sizes[variable])).collect();
                    is(variable, &values.into_iter().collect::<Vec<_>>())
                });
                Condition {
                    all: tests.collect(),
                    any: Vec::new(),
                }
            };
            let (mut first, second, third) = (one(), one(), one());
            if tests == 2 {
                first.any = vec![second, third];
            }
            first
        };
        let constraints: Vec<Constraint> = (0..6).map(|_| rule(condition(1), condition(1))).collect();
        let asked = condition(2);
        let expected = by_trying(&sizes, &constraints, &asked);
        let mut admitted = Admitted::new(constraints.clone(), &variables);
        let none = !by_trying(&sizes, &constraints, &Condition::default());
        assert_eq!(admitted.contradiction().is_some(), none);
        if !none {
            assert_eq!(admitted.fits(&variables, &asked), expected);
            found[usize::from(expected)] += 1;
        }
    }
    assert!(found[0] > 20 && found[1] > 20, "{found:?}");
}

#[test]
fn numbers_are_judged_by_their_intervals() {
    let variables = [number(Some((0.0, 100.0)), &[]), finite(2), number(None, &[5.0])];
    let cheap = rule(all([is(1, &[0])]), all([between(0, None, Some(10.0))]));
    let admitted = Admitted::new(vec![cheap], &variables);
    let fits = |condition: Condition| admitted.fits(&variables, &condition);
    assert!(fits(all([is(1, &[0]), between(0, Some(9.0), None)])));
    assert!(!fits(all([is(1, &[0]), between(0, Some(10.0), None)])));
    assert!(!fits(all([is(1, &[0]), between(0, Some(37.5), None)])));
    assert!(fits(all([is(1, &[1]), between(0, Some(37.5), None)])));
    assert!(!fits(all([between(0, Some(20.0), None), between(0, None, Some(20.0))])));
    assert!(!fits(all([between(0, None, Some(0.0))])));
    assert!(fits(all([between(2, Some(5.0), None)])));
    let price = |price| {
        [
            (VariableId::from_usize(0), Fixed::Number(price)),
            (VariableId::from_usize(1), Fixed::Value(ValueId::from_usize(0))),
        ]
    };
    assert!(fits(admitted.condition(&price(9.5).into_iter().collect())));
    assert!(!fits(admitted.condition(&price(10.0).into_iter().collect())));
}

#[test]
fn the_constraint_that_leaves_no_world_is_found() {
    let variables = [finite(2), finite(2)];
    let constraints = vec![
        rule(Condition::default(), all([is(0, &[0])])),
        rule(all([is(0, &[0])]), all([is(1, &[1])])),
        rule(any([all([is(1, &[1])]), all([is(0, &[1])])]), all([is(0, &[1])])),
        rule(Condition::default(), all([is(1, &[1])])),
    ];
    assert_eq!(Admitted::new(constraints, &variables).contradiction(), Some(2));
}

#[test]
fn the_constraint_that_a_condition_contradicts_is_found() {
    let variables = [finite(2), finite(2), finite(2)];
    let constraints = vec![
        rule(all([is(2, &[0])]), all([is(0, &[0])])),
        rule(all([is(0, &[0])]), all([is(1, &[0])])),
        rule(all([is(2, &[1])]), all([is(0, &[1])])),
    ];
    let admitted = Admitted::new(constraints, &variables);
    let contradicted = |condition: Condition| {
        let found = admitted.contradicted(&variables, &condition)?;
        admitted.constraints().iter().position(|c| std::ptr::eq(c, found))
    };
    assert_eq!(contradicted(all([is(2, &[0]), is(1, &[1])])), Some(1));
    assert_eq!(contradicted(all([is(2, &[1]), is(0, &[0])])), Some(2));
    assert_eq!(contradicted(all([is(2, &[1]), is(2, &[0])])), None);
}
