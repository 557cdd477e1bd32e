//! Random small studies.

use proptest::prelude::Rng;
use proptest::test_runner::TestRng;

use crate::spec::*;
use crate::valid::valid;
use crate::worlds::{holds, worlds};

/// A source of chance.
pub struct Dice(TestRng);

impl Dice {
    pub fn new(rng: TestRng) -> Self {
        Self(rng)
    }

    /// A number below another one.
    fn below(&mut self, n: usize) -> usize {
        (self.0.next_u64() % n as u64) as usize
    }

    fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    /// Yes, so many times in a hundred.
    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// One of these, by weight.
    fn weighed<T: Copy>(&mut self, from: &[(usize, T)]) -> T {
        let mut at = self.below(from.iter().map(|(w, _)| w).sum());
        for &(weight, item) in from {
            if at < weight {
                return item;
            }
            at -= weight;
        }
        unreachable!("the weights add up")
    }

    /// Between `least` and `most` different numbers below `n`, ascending.
    fn some_of(&mut self, n: usize, least: usize, most: usize) -> Vec<usize> {
        let wanted = self.between(least.min(n), most.min(n));
        let mut all: Vec<usize> = (0..n).collect();
        while all.len() > wanted {
            all.remove(self.below(all.len()));
        }
        all
    }
}

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
        groups: Vec::new(),
        regime: Fixed::new(),
        policy: Policy::DEFAULT,
        findings: Vec::new(),
        transfers: Vec::new(),
        contests: Vec::new(),
        provisions: Vec::new(),
        conclusions: Vec::new(),
        order: dice.below(1 << 30) as u64,
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

fn nodes(dice: &mut Dice, spec: &mut Spec, mood: Mood) {
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
fn against_level(dice: &mut Dice, scale: Scale) -> (Comparator, usize) {
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

fn finding(dice: &mut Dice, spec: &Spec, mood: Mood) -> Finding {
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

fn transfer(dice: &mut Dice, spec: &Spec) -> Option<Transfer> {
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

fn contest(dice: &mut Dice, spec: &mut Spec) {
    let sides = if spec.findings.len() > 2 && dice.chance(20) {
        3
    } else {
        2
    };
    let members = dice.some_of(spec.findings.len(), sides, sides + 1);
    if members.len() < sides {
        return;
    }
    let mut contest: Vec<Vec<usize>> = vec![Vec::new(); sides];
    for (n, finding) in members.into_iter().enumerate() {
        contest[n % sides].push(finding);
    }
    spec.contests.push(contest);
}

fn conclusion(dice: &mut Dice, spec: &Spec) -> Conclusion {
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
