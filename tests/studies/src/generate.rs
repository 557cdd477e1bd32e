//! Random small studies.

mod dice;
mod evidence;
mod nodes;
mod statements;

use crate::spec::*;
use crate::valid::valid;
use crate::worlds::{holds, worlds};

pub use dice::Dice;
use evidence::{contest, finding, transfer};
use nodes::nodes;
use statements::{conclusion, opposed};

/// What studies are about mostly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// How findings become a level.
    Evidence,
    /// How levels of children become one.
    Criteria,
    /// Scripts.
    Scripts,
    /// Statements about several cells.
    Statements,
}

/// A study that the engine has to accept.
pub fn spec(dice: &mut Dice, mood: Mood) -> Spec {
    loop {
        let spec = attempt(dice, mood);
        if valid(&spec) {
            return spec;
        }
    }
}

fn attempt(dice: &mut Dice, mood: Mood) -> Spec {
    let mut spec = Spec {
        variables: Vec::new(),
        constraints: Vec::new(),
        scales: Vec::new(),
        nodes: Vec::new(),
        scenarios: Vec::new(),
        baseline: None,
        groups: Vec::new(),
        regime: Fixed::new(),
        policy: Policy::DEFAULT,
        findings: Vec::new(),
        transfers: Vec::new(),
        contests: Vec::new(),
        provisions: Vec::new(),
        conclusions: Vec::new(),
        order: dice.below(1 << 30) as u64,
        reads: dice.below(1 << 16) as u16,
    };
    for _ in 0..dice.between(2, 4) {
        let variable = variable(dice);
        spec.variables.push(variable);
    }
    constraints(dice, &mut spec);
    spec.scales.push(scale(dice));
    if dice.chance(40) {
        let other = scale(dice);
        if other != spec.scales[0] {
            spec.scales.push(other);
        }
    }
    for _ in 0..dice.weighed(&[(6, 0), (2, 1), (1, 2)]) {
        let from = dice.chance(60).then(|| dice.between(2023, 2026) as i64);
        let to = dice
            .chance(40)
            .then(|| dice.between(2024, 2026) as i64)
            .filter(|&to| from.is_none_or(|f| f <= to));
        spec.provisions.push(Provision { from, to });
    }
    nodes(dice, &mut spec, mood);
    cells(dice, &mut spec, mood);
    if dice.chance(15) {
        let mut word = |percent| dice.chance(percent);
        spec.policy = Policy {
            certain: word(85),
            likely: word(60),
            uncertain: word(40),
            some_respondents: word(40),
        };
    }
    let (least, most) = if mood == Mood::Evidence { (3, 7) } else { (1, 5) };
    for _ in 0..dice.between(least, most) {
        let finding = finding(dice, &spec, mood);
        spec.findings.push(finding);
    }
    for _ in 0..dice.weighed(&[(5, 0), (4, 1), (1, 2)]) {
        if let Some(transfer) = transfer(dice, &spec) {
            spec.transfers.push(transfer);
        }
    }
    for _ in 0..dice.weighed(&[(6, 0), (3, 1), (1, 2)]) {
        contest(dice, &mut spec);
    }
    for _ in 0..dice.between(1, 3) {
        let conclusion = conclusion(dice, &spec);
        spec.conclusions.push(conclusion);
    }
    if mood == Mood::Statements && dice.chance(15) {
        opposed(dice, &mut spec);
    }
    spec
}

fn variable(dice: &mut Dice) -> Variable {
    let kind = dice.weighed(&[
        (4, Kind::Lever),
        (4, Kind::Trait),
        (1, Kind::Regime),
        (1, Kind::Unknown),
    ]);
    let domain = match dice.below(100) {
        0..70 => Domain::Values(2),
        70..86 => Domain::Values(3),
        86..95 => Domain::Number(vec![10]),
        _ => Domain::Number(vec![10, 20]),
    };
    Variable { kind, domain }
}

fn constraints(dice: &mut Dice, spec: &mut Spec) {
    for _ in 0..dice.weighed(&[(5, 0), (4, 1), (2, 2)]) {
        let when = if dice.chance(85) {
            condition(dice, spec, 1, 1)
        } else {
            Condition::default()
        };
        let then = condition(dice, spec, 1, 1);
        spec.constraints.push((when, then));
        if worlds(spec, &Fixed::new()).len() < 2 {
            spec.constraints.pop();
        }
    }
}

/// Between `least` and `most` tests; some with `any`.
fn condition(dice: &mut Dice, spec: &Spec, least: usize, most: usize) -> Condition {
    let variables = dice.some_of(spec.variables.len(), least, most);
    let all = variables.into_iter().map(|v| test(dice, spec, v)).collect();
    let mut condition = Condition { all, any: Vec::new() };
    if dice.chance(8) {
        let parts = dice.between(2, 3);
        condition.any = (0..parts)
            .map(|_| {
                let variables = dice.some_of(spec.variables.len(), 1, 2);
                Condition {
                    all: variables.into_iter().map(|v| test(dice, spec, v)).collect(),
                    any: Vec::new(),
                }
            })
            .collect();
        if dice.chance(50) {
            condition.all.clear();
        }
    }
    condition
}

/// The people of whom it makes sense to ask something: mostly everyone.
fn people(dice: &mut Dice, spec: &Spec) -> Condition {
    let traits: Vec<usize> = (0..spec.variables.len())
        .filter(|&v| spec.variables[v].kind == Kind::Trait)
        .collect();
    if traits.is_empty() || !dice.chance(18) {
        return Condition::default();
    }
    let some = dice.some_of(traits.len(), 1, 2);
    let mut tests: Vec<Test> = some.into_iter().map(|t| test(dice, spec, traits[t])).collect();
    if tests.len() > 1 && dice.chance(40) {
        let any = tests.drain(..).map(|test| Condition {
            all: vec![test],
            any: Vec::new(),
        });
        return Condition {
            any: any.collect(),
            all: Vec::new(),
        };
    }
    Condition {
        all: tests,
        any: Vec::new(),
    }
}

fn test(dice: &mut Dice, spec: &Spec, variable: usize) -> Test {
    let allowed = match &spec.variables[variable].domain {
        Domain::Values(size) => {
            let most = if dice.chance(30) { size - 1 } else { 1 };
            Allowed::Values(dice.some_of(*size, 1, most))
        }
        Domain::Number(cuts) => {
            let cut = *dice.pick(cuts);
            match dice.below(3) {
                0 => Allowed::Bounds {
                    at_least: Some(cut),
                    below: None,
                },
                1 => Allowed::Bounds {
                    at_least: None,
                    below: Some(cut),
                },
                _ if cuts.len() > 1 => Allowed::Bounds {
                    at_least: Some(cuts[0]),
                    below: Some(cuts[1]),
                },
                _ => Allowed::Bounds {
                    at_least: Some(0),
                    below: Some(cut),
                },
            }
        }
    };
    Test { variable, allowed }
}

/// A condition with at least one world, if that is found.
fn possible(dice: &mut Dice, spec: &Spec, least: usize, most: usize) -> Condition {
    let all = worlds(spec, &Fixed::new());
    for _ in 0..8 {
        let condition = condition(dice, spec, least, most);
        if all.iter().any(|world| holds(spec, &condition, world)) {
            return condition;
        }
    }
    Condition::default()
}

fn scale(dice: &mut Dice) -> Scale {
    dice.weighed(&[
        (14, Scale::Three),
        (2, Scale::Five),
        (2, Scale::Two),
        (3, Scale::Four),
        (2, Scale::Skewed),
        (2, Scale::Colours),
    ])
}

fn cells(dice: &mut Dice, spec: &mut Spec, mood: Mood) {
    let most = if mood == Mood::Statements { 3 } else { 2 };
    for n in 0..dice.between(1, most) {
        let levers = fixed(dice, spec, Kind::Lever, 60);
        let by_script = dice.chance(10);
        spec.scenarios.push(Scenario {
            levers,
            by_group: Default::default(),
            based_on: (n > 0 && dice.chance(20)).then(|| dice.below(n)),
            evaluate: match by_script || n == 0 {
                true => Evaluate::Always,
                false => dice.weighed(&[(8, Evaluate::Always), (1, Evaluate::OnRequest), (1, Evaluate::Never)]),
            },
            by_script,
        });
    }
    for _ in 0..dice.weighed(&[(5, 1), (4, 2)]) {
        let traits = fixed(dice, spec, Kind::Trait, 45);
        spec.groups.push(traits);
    }
    spec.regime = fixed(dice, spec, Kind::Regime, 50);
    for s in 0..spec.scenarios.len() {
        for group in 0..spec.groups.len() {
            if dice.chance(12) {
                let levers = fixed(dice, spec, Kind::Lever, 50);
                if !levers.is_empty() {
                    spec.scenarios[s].by_group.insert(group, levers);
                }
            }
        }
    }
    if spec.scenarios.len() > 1 && dice.chance(15) {
        spec.baseline = Some(dice.below(spec.scenarios.len()));
    }
}

fn fixed(dice: &mut Dice, spec: &Spec, kind: Kind, percent: usize) -> Fixed {
    let mut fixed = Fixed::new();
    for (v, variable) in spec.variables.iter().enumerate() {
        if variable.kind == kind && dice.chance(percent) {
            fixed.insert(v, value(dice, &variable.domain));
        }
    }
    fixed
}

fn value(dice: &mut Dice, domain: &Domain) -> Value {
    match domain {
        Domain::Values(size) => Value::Nth(dice.below(*size)),
        Domain::Number(_) => Value::Number(*dice.pick(&[0, 5, 10, 15, 20, 25, HIGHEST])),
    }
}
