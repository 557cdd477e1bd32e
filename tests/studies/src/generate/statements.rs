//! Random conclusions.

use super::nodes::against_level;
use super::{Dice, possible};
use crate::spec::*;

pub(super) fn conclusion(dice: &mut Dice, spec: &Spec) -> Conclusion {
    let subset = |dice: &mut Dice, n: usize| dice.chance(45).then(|| dice.some_of(n, 1, n));
    let named = nameable(spec);
    let scenarios = subset(dice, named.len()).map(|all| all.into_iter().map(|n| named[n]).collect());
    let groups = subset(dice, spec.groups.len());
    let depth = dice.weighed(&[(3, 0), (4, 1), (2, 2)]);
    let holds = formula(dice, spec, depth);
    let mut current = false;
    holds.visit(&mut |cell, _| current |= cell == Where::Current);
    Conclusion {
        scenarios,
        groups,
        some_people: dice.chance(40),
        some_levers: dice.chance(40),
        only: if current && dice.chance(25) {
            possible(dice, spec, 1, 2)
        } else {
            Condition::default()
        },
        holds,
    }
}

/// Two scenarios that may each be good, but not both: sources contradict each other on which.
pub(super) fn opposed(dice: &mut Dice, spec: &mut Spec) {
    let lever = (0..spec.variables.len()).find(|&v| {
        let variable = &spec.variables[v];
        variable.kind == Kind::Lever && matches!(variable.domain, Domain::Values(_))
    });
    let node = (0..spec.nodes.len()).find(|&n| spec.nodes[n].scorer == Scorer::Evidence && spec.scale(n).ordered());
    let (Some(lever), Some(node), true) = (lever, node, spec.scenarios.len() > 1) else {
        return;
    };
    let best = spec.scale(node).size() - 1;
    spec.nodes[node].default = Some(0);
    let first = spec.findings.len();
    for side in 0..2 {
        spec.scenarios[side].levers.insert(lever, Value::Nth(side));
        spec.scenarios[side].evaluate = Evaluate::Always;
        spec.findings.push(Finding {
            node,
            when: Condition {
                all: vec![Test {
                    variable: lever,
                    allowed: Allowed::Values(vec![side]),
                }],
                any: Vec::new(),
            },
            level: Some(best),
            modality: *dice.pick(&[Modality::Certain, Modality::Uncertain]),
            condition: false,
            absolute: false,
            hinges_on: Vec::new(),
            opens: Opens::No,
            system: false,
            compare: None,
        });
    }
    spec.contests.push(Contest {
        sides: vec![vec![first], vec![first + 1]],
        meet: dice.chance(20),
    });
    spec.conclusions.push(Conclusion {
        scenarios: Some(vec![0, 1]),
        groups: None,
        some_people: dice.chance(30),
        some_levers: dice.chance(30),
        only: Condition::default(),
        holds: Formula::Compare(
            Term::Node(Where::Current, node),
            Comparator::Equal,
            Term::Level(spec.nodes[node].scale, best),
        ),
    });
}

fn formula(dice: &mut Dice, spec: &Spec, depth: usize) -> Formula {
    if depth > 0 {
        let parts = |dice: &mut Dice| (0..2).map(|_| formula(dice, spec, depth - 1)).collect();
        return match dice.below(4) {
            0 => Formula::Not(Box::new(formula(dice, spec, depth - 1))),
            1 => Formula::And(parts(dice)),
            2 => Formula::Or(parts(dice)),
            _ => formula(dice, spec, depth - 1),
        };
    }
    let one = dice.below(spec.nodes.len());
    let cell = place(dice, spec);
    let scale = spec.scale(one);
    let alike: Vec<usize> = (0..spec.nodes.len())
        .filter(|&n| spec.nodes[n].scale == spec.nodes[one].scale)
        .collect();
    let (comparator, level) = against_level(dice, scale);
    let other = (place(dice, spec), *dice.pick(&alike));
    if other != (cell, one) && dice.chance(35) {
        return Formula::Compare(Term::Node(cell, one), comparator, Term::Node(other.0, other.1));
    }
    let level = Term::Level(spec.nodes[one].scale, level);
    if matches!(comparator, Comparator::Equal | Comparator::NotEqual) && dice.chance(20) {
        return Formula::Compare(level, comparator, Term::Node(cell, one));
    }
    Formula::Compare(Term::Node(cell, one), comparator, level)
}

fn place(dice: &mut Dice, spec: &Spec) -> Where {
    let named: Vec<usize> = nameable(spec);
    match dice.below(100) {
        0..65 => Where::Current,
        65..85 => Where::Scenario(*dice.pick(&named)),
        _ => Where::Cell(*dice.pick(&named), dice.below(spec.groups.len())),
    }
}

/// The scenarios that a statement may name.
fn nameable(spec: &Spec) -> Vec<usize> {
    (0..spec.scenarios.len())
        .filter(|&s| spec.scenarios[s].evaluate != Evaluate::Never)
        .collect()
}
