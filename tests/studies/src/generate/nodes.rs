//! Random frameworks.

use super::{Dice, Mood, people};
use crate::spec::*;

pub(super) fn nodes(dice: &mut Dice, spec: &mut Spec, mood: Mood) {
    let count = if mood == Mood::Evidence {
        dice.between(1, 4)
    } else {
        dice.between(2, 6)
    };
    let leaves = if mood == Mood::Evidence {
        count.min(dice.between(1, 3))
    } else {
        dice.between(1, count.min(3))
    };
    for n in 0..count {
        let scale = if dice.chance(75) {
            0
        } else {
            dice.below(spec.scales.len())
        };
        let is_leaf = n < leaves || (n + 1 < count && dice.chance(15));
        let children = match is_leaf {
            true => Vec::new(),
            false => children(dice, spec, n),
        };
        let levels = spec.scales[scale].size();
        let percent = if is_leaf { 60 } else { 12 };
        let mut node = Node {
            scale,
            applies: people(dice, spec),
            scorer: Scorer::Evidence,
            own: dice.weighed(&[(4, Own::First), (3, Own::Worst), (1, Own::Child)]),
            skip: !is_leaf && dice.chance(35),
            default: dice.chance(percent).then(|| dice.below(levels)),
            combine: dice.weighed(&[
                (6, Combine::Strongest),
                (1, Combine::Worst),
                (1, Combine::Best),
                (2, Combine::Hull),
            ]),
            combine_in_score: false,
            children,
        };
        if !spec.scales[scale].ordered() {
            node.combine = Combine::Strongest;
            node.own = Own::First;
        }
        spec.nodes.push(node);
        let scorer = match is_leaf {
            true => leaf(dice, spec, n, mood),
            false => inner(dice, spec, n, mood),
        };
        let node = &mut spec.nodes[n];
        node.combine_in_score = scorer == Scorer::Evidence && dice.chance(30);
        if let Scorer::Threshold { .. } | Scorer::Script(_) = scorer
            && dice.chance(50)
        {
            node.own = Own::Child;
        }
        node.scorer = scorer;
    }
}

/// Some of the nodes before this one, rather those that have no parent yet.
fn children(dice: &mut Dice, spec: &Spec, n: usize) -> Vec<usize> {
    let orphan = |c: &usize| !spec.nodes.iter().any(|node| node.children.contains(c));
    let orphans: Vec<usize> = (0..n).filter(orphan).collect();
    let mut children: Vec<usize> = orphans.into_iter().filter(|_| dice.chance(75)).collect();
    while children.is_empty() || (children.len() < 3 && dice.chance(20)) {
        let one = dice.below(n);
        if !children.contains(&one) {
            children.push(one);
        } else if children.len() == n {
            break;
        }
    }
    children.truncate(3);
    children
}

fn leaf(dice: &mut Dice, spec: &Spec, n: usize, mood: Mood) -> Scorer {
    let numbers: Vec<usize> = (0..spec.variables.len())
        .filter(|&v| matches!(spec.variables[v].domain, Domain::Number(_)))
        .collect();
    if !numbers.is_empty() && dice.chance(30) {
        let variable = *dice.pick(&numbers);
        if let Domain::Number(own) = &spec.variables[variable].domain {
            let cuts = dice.some_of(own.len(), 1, own.len());
            let cuts: Vec<i64> = cuts.into_iter().map(|c| own[c]).collect();
            let levels = (0..=cuts.len()).map(|_| dice.below(spec.scale(n).size())).collect();
            return Scorer::Threshold { variable, cuts, levels };
        }
    }
    let percent = if mood == Mood::Scripts { 45 } else { 10 };
    match dice.chance(percent) {
        true => Scorer::Script(script(dice, spec, n)),
        false => Scorer::Evidence,
    }
}

fn inner(dice: &mut Dice, spec: &Spec, n: usize, mood: Mood) -> Scorer {
    let here = spec.scale(n);
    let script_weight = if mood == Mood::Scripts { 8 } else { 1 };
    let mut which = dice.weighed(&[(3, 0), (2, 1), (3, 2), (4, 3), (script_weight, 4)]);
    if !here.ordered() && which < 3 {
        which = 3;
    }
    let children = spec.nodes[n].children.clone();
    let maps: Maps = children
        .iter()
        .map(|&child| {
            let there = spec.scale(child);
            let other = spec.nodes[child].scale != spec.nodes[n].scale;
            (other || dice.chance(8)).then(|| (0..there.size()).map(|_| dice.below(here.size())).collect())
        })
        .collect();
    match which {
        0 => Scorer::Worst(maps),
        1 => Scorer::Best(maps),
        2 => {
            let below = here.neutral().unwrap_or(0);
            Scorer::Mean {
                weights: children
                    .iter()
                    .map(|_| dice.weighed(&[(5, 2), (1, 1), (1, 3), (2, 4)]))
                    .collect(),
                veto: (below > 0 && dice.chance(40)).then(|| dice.below(below)),
                ties: dice.weighed(&[(2, Ties::Neutral), (1, Ties::Up), (1, Ties::Down)]),
                maps,
            }
        }
        3 => {
            let mut rules = Vec::new();
            let open: Vec<Vec<usize>> = children.iter().map(|&c| (0..spec.scale(c).size()).collect()).collect();
            split(dice, here, &open, 3, &mut rules);
            Scorer::Table(rules)
        }
        _ => Scorer::Script(script(dice, spec, n)),
    }
}

/// Rules for all combinations of these levels: one, or two halves of them.
fn split(dice: &mut Dice, here: Scale, open: &[Vec<usize>], depth: usize, rules: &mut Vec<Rule>) {
    let divisible: Vec<usize> = (0..open.len()).filter(|&c| open[c].len() > 1).collect();
    if depth == 0 || divisible.is_empty() || dice.chance(15) {
        let when = open.iter().cloned().enumerate();
        let full = |(child, levels): &(usize, Vec<usize>)| levels.len() > 1 || *child % 2 == 0;
        let then = dice.below(here.size());
        let when: Vec<(usize, Vec<usize>)> = when.collect();
        // The same rule twice says nothing more.
        if dice.chance(10) && when.iter().all(full) {
            rules.push(Rule {
                when: when.clone(),
                then,
            });
        }
        rules.push(Rule { when, then });
        return;
    }
    let child = *dice.pick(&divisible);
    let chosen = dice.some_of(open[child].len(), 1, open[child].len() - 1);
    for side in [true, false] {
        let mut half = open.to_vec();
        half[child] = (0..open[child].len())
            .filter(|l| chosen.contains(l) == side)
            .map(|l| open[child][l])
            .collect();
        split(dice, here, &half, depth - 1, rules);
    }
}

fn script(dice: &mut Dice, spec: &Spec, n: usize) -> Program {
    // A script that asks what the findings say leaves nothing open itself: it is one unknown.
    let asks_evidence = spec.scale(n).ordered() && dice.chance(30);
    let depth = dice.between(1, 3);
    program(dice, spec, n, depth, asks_evidence)
}

fn program(dice: &mut Dice, spec: &Spec, n: usize, depth: usize, evidence: bool) -> Program {
    let levels = spec.scale(n).size();
    if depth > 0 {
        let asked = ask(dice, spec, n, 1, evidence);
        let [deep, deeper] = [dice.between(0, depth - 1), dice.between(0, depth - 1)];
        let yes = program(dice, spec, n, deep, evidence);
        let no = program(dice, spec, n, deeper, evidence);
        return Program::If(Box::new(asked), Box::new(yes), Box::new(no));
    }
    let alike: Vec<usize> = (0..n).filter(|&c| spec.nodes[c].scale == spec.nodes[n].scale).collect();
    match dice.below(100) {
        0..20 if !evidence => Program::Open(dice.some_of(levels, 1, levels)),
        20..26 if !evidence => Program::Open(Vec::new()),
        26..38 if !alike.is_empty() => Program::JudgeNode(*dice.pick(&alike)),
        _ => Program::Judge(dice.below(levels)),
    }
}

fn ask(dice: &mut Dice, spec: &Spec, n: usize, depth: usize, evidence: bool) -> Ask {
    let here = spec.scale(n);
    if depth > 0 && dice.chance(25) {
        let mut inner = || Box::new(ask(dice, spec, n, depth - 1, evidence));
        let (one, other) = (inner(), inner());
        return match dice.below(3) {
            0 => Ask::Not(one),
            1 => Ask::And(one, other),
            _ => Ask::Or(one, other),
        };
    }
    if evidence && dice.chance(45) {
        let (comparator, level) = against_level(dice, here);
        return match here.neutral().is_some() && dice.chance(30) {
            true => Ask::Strongest(dice.chance(50), comparator, level),
            false => Ask::Evidence(comparator, level),
        };
    }
    if !spec.provisions.is_empty() && dice.chance(20) {
        return Ask::InForce(dice.below(spec.provisions.len()));
    }
    // Nodes that are not among the children may be read too.
    let children = &spec.nodes[n].children;
    let readable: Vec<usize> = match dice.chance(85) {
        true => children.clone(),
        false => (0..n).collect(),
    };
    if !readable.is_empty() && dice.chance(55) {
        let one = *dice.pick(&readable);
        let there = spec.scale(one);
        let (comparator, level) = against_level(dice, there);
        let some: Vec<usize> = readable.iter().copied().filter(|&n| spec.may_not_apply(n)).collect();
        if !some.is_empty() && dice.chance(50) {
            return Ask::Applies(*dice.pick(&some));
        }
        let other = *dice.pick(&readable);
        if other != one && spec.nodes[other].scale == spec.nodes[one].scale && dice.chance(25) {
            return Ask::Nodes(one, comparator, other);
        }
        return Ask::Node(one, comparator, level);
    }
    let variable = dice.below(spec.variables.len());
    match &spec.variables[variable].domain {
        Domain::Number(cuts) => Ask::Below(variable, *dice.pick(cuts), dice.chance(50)),
        Domain::Values(size) if *size > 2 && dice.chance(40) => Ask::In(variable, dice.some_of(*size, 2, 2)),
        Domain::Values(size) => Ask::Is(variable, dice.below(*size), dice.chance(70)),
    }
}

/// A comparison with a level that is not the same for all levels.
pub(super) fn against_level(dice: &mut Dice, scale: Scale) -> (Comparator, usize) {
    loop {
        let comparator = match scale.ordered() {
            true => *dice.pick(&Comparator::ALL),
            false => *dice.pick(&[Comparator::Equal, Comparator::NotEqual]),
        };
        let level = dice.below(scale.size());
        let outcomes: Vec<bool> = (0..scale.size()).map(|l| comparator.holds(l, level)).collect();
        if outcomes.contains(&true) && outcomes.contains(&false) {
            return (comparator, level);
        }
    }
}
