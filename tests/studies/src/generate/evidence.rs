//! Random evidence.

use super::{Dice, Mood, possible, value};
use crate::spec::*;

pub(super) fn finding(dice: &mut Dice, spec: &Spec, mood: Mood) -> Finding {
    let judged: Vec<usize> = (0..spec.nodes.len())
        .filter(|&n| {
            spec.nodes[n].scorer == Scorer::Evidence || dice.chance(if mood == Mood::Criteria { 40 } else { 30 })
        })
        .collect();
    let node = match judged.is_empty() {
        true => dice.below(spec.nodes.len()),
        false => *dice.pick(&judged),
    };
    let scale = spec.scale(node);
    let levels = scale.size();
    let modality = dice.weighed(&[
        (40, Modality::Certain),
        (8, Modality::Likely),
        (15, Modality::Conditional),
        (22, Modality::Uncertain),
        (10, Modality::SomeRespondents),
    ]);
    let least = if dice.chance(75) { 1 } else { 0 };
    let when = possible(dice, spec, least, 2);
    let system = dice.chance(4);
    let level = (!system && dice.chance(88)).then(|| dice.below(levels));
    let opens = match dice.below(100) {
        0..4 => Opens::All,
        4..12 => Opens::Between(dice.some_of(levels, 1, levels)),
        _ => Opens::No,
    };
    let compare = dice.chance(12).then(|| {
        let mut side = || {
            let variables = dice.some_of(spec.variables.len(), 1, 2);
            variables
                .into_iter()
                .map(|v| (v, value(dice, &spec.variables[v].domain)))
                .collect()
        };
        let (one, two, three): (Fixed, Fixed, Fixed) = (side(), side(), side());
        match dice.below(4) {
            0 => Compare::Same(vec![one, two]),
            1 => Compare::Order(vec![one, two, three]),
            _ => Compare::Better(one, two),
        }
    });
    Finding {
        node,
        level,
        condition: modality == Modality::Conditional && dice.chance(40),
        absolute: level.is_some() && scale.ordered() && dice.chance(15),
        hinges_on: if dice.chance(12) {
            dice.some_of(spec.variables.len(), 1, 1)
        } else {
            Vec::new()
        },
        opens,
        system,
        compare,
        when,
        modality,
    }
}

pub(super) fn transfer(dice: &mut Dice, spec: &Spec) -> Option<Transfer> {
    let finite: Vec<(usize, usize)> = spec
        .variables
        .iter()
        .enumerate()
        .filter_map(|(v, variable)| match variable.domain {
            Domain::Values(size) => Some((v, size)),
            Domain::Number(_) => None,
        })
        .collect();
    let most = if dice.chance(20) { 2 } else { 1 };
    let chosen = dice.some_of(finite.len(), 1, most);
    let from: Vec<(usize, Vec<usize>)> = chosen
        .into_iter()
        .map(|n| (finite[n].0, dice.some_of(finite[n].1, 1, finite[n].1 - 1)))
        .collect();
    let &(variable, ref values) = from.first()?;
    let mut to = possible(dice, spec, 1, 1);
    if dice.chance(70) {
        // As one does: from some values of a variable to another value of it.
        let others = (0..spec.variables[variable].domain.size())
            .filter(|v| !values.contains(v))
            .collect();
        to.all.retain(|test| test.variable != variable);
        if dice.chance(60) {
            to = Condition::default();
        }
        to.all.push(Test {
            variable,
            allowed: Allowed::Values(others),
        });
    }
    Some(Transfer {
        nodes: if dice.chance(40) {
            dice.some_of(spec.nodes.len(), 1, 2)
        } else {
            Vec::new()
        },
        findings: if dice.chance(20) {
            dice.some_of(spec.findings.len(), 1, 2)
        } else {
            Vec::new()
        },
        from,
        to,
        modality: dice.weighed(&[
            (3, Modality::Certain),
            (1, Modality::Likely),
            (1, Modality::Conditional),
            (4, Modality::Uncertain),
        ]),
    })
}

pub(super) fn contest(dice: &mut Dice, spec: &mut Spec) {
    let sides = if spec.findings.len() > 2 && dice.chance(20) {
        3
    } else {
        2
    };
    let members = dice.some_of(spec.findings.len(), sides, sides + 1);
    if members.len() < sides {
        return;
    }
    let mut contest = Contest {
        sides: vec![Vec::new(); sides],
        meet: dice.chance(60),
    };
    for (n, finding) in members.into_iter().enumerate() {
        contest.sides[n % sides].push(finding);
    }
    spec.contests.push(contest);
}
