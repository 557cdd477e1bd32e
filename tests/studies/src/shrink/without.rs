//! Leaving one thing out, and all that depends on it.

use crate::spec::*;

/// The position of something after another one was removed.
fn moved(position: usize, removed: usize) -> usize {
    position - usize::from(position > removed)
}

pub(super) fn without_finding(spec: &mut Spec, n: usize) {
    spec.findings.remove(n);
    let keep = |list: &mut Vec<usize>| {
        list.retain(|&f| f != n);
        list.iter_mut().for_each(|f| *f = moved(*f, n));
    };
    spec.transfers.retain(|t| t.findings != [n]);
    spec.transfers.iter_mut().for_each(|t| keep(&mut t.findings));
    for contest in &mut spec.contests {
        contest.sides.iter_mut().for_each(keep);
        contest.sides.retain(|side| !side.is_empty());
    }
    spec.contests.retain(|contest| contest.sides.len() > 1);
}

/// Leaves out a node that no other one is judged from, with all that is said of it.
pub(super) fn without_node(spec: &mut Spec, n: usize) {
    let used = spec.nodes.iter().any(|node| {
        let read = match &node.scorer {
            Scorer::Script(program) => program.nodes().contains(&n),
            _ => false,
        };
        read || node.children.contains(&n)
    });
    if used || spec.nodes.len() == 1 {
        return;
    }
    for f in (0..spec.findings.len())
        .rev()
        .filter(|&f| spec.findings[f].node == n)
        .collect::<Vec<_>>()
    {
        without_finding(spec, f);
    }
    spec.conclusions.retain(|c| {
        let mut speaks = false;
        c.holds.visit(&mut |_, node| speaks |= node == n);
        !speaks
    });
    spec.transfers.retain(|t| t.nodes != [n]);
    spec.nodes.remove(n);
    spec.findings.iter_mut().for_each(|f| f.node = moved(f.node, n));
    for transfer in &mut spec.transfers {
        transfer.nodes.retain(|&node| node != n);
        transfer.nodes.iter_mut().for_each(|node| *node = moved(*node, n));
    }
    for node in &mut spec.nodes {
        node.children.iter_mut().for_each(|child| *child = moved(*child, n));
        if let Scorer::Script(program) = &mut node.scorer {
            each_program(
                program,
                &mut |ask| match ask {
                    Ask::Node(one, ..) | Ask::Applies(one) => *one = moved(*one, n),
                    Ask::Nodes(one, _, other) => (*one, *other) = (moved(*one, n), moved(*other, n)),
                    _ => {}
                },
                &mut |end| {
                    if let Program::JudgeNode(one) = end {
                        *one = moved(*one, n);
                    }
                },
            );
        }
    }
    for conclusion in &mut spec.conclusions {
        each_term(&mut conclusion.holds, &mut |term| {
            if let Term::Node(_, node) = term {
                *node = moved(*node, n);
            }
        });
    }
}

pub(super) fn without_child(spec: &mut Spec, n: usize, child: usize) {
    let node = &mut spec.nodes[n];
    if node.children.len() < 2 {
        return;
    }
    match &mut node.scorer {
        Scorer::Worst(maps) | Scorer::Best(maps) => drop(maps.remove(child)),
        Scorer::Mean { maps, weights, .. } => {
            maps.remove(child);
            weights.remove(child);
        }
        Scorer::Script(_) => {}
        _ => return,
    }
    node.children.remove(child);
}

pub(super) fn without_scenario(spec: &mut Spec, n: usize) {
    for other in 0..spec.scenarios.len() {
        if spec.scenarios[other].based_on == Some(n) {
            spec.scenarios[other].levers = spec.levers(other, None);
            spec.scenarios[other].based_on = None;
        }
    }
    spec.scenarios.remove(n);
    spec.baseline = spec.baseline.filter(|&s| s != n).map(|s| moved(s, n));
    for scenario in &mut spec.scenarios {
        scenario.based_on = scenario.based_on.map(|base| moved(base, n));
    }
    spec.conclusions.retain(|c| {
        let mut speaks = false;
        c.holds
            .visit(&mut |cell, _| speaks |= matches!(cell, Where::Scenario(s) | Where::Cell(s, _) if s == n));
        !speaks
    });
    for conclusion in &mut spec.conclusions {
        shorten(&mut conclusion.scenarios, n);
        each_term(&mut conclusion.holds, &mut |term| match term {
            Term::Node(Where::Scenario(s) | Where::Cell(s, _), _) => *s = moved(*s, n),
            _ => {}
        });
    }
}

pub(super) fn without_group(spec: &mut Spec, n: usize) {
    spec.groups.remove(n);
    for scenario in &mut spec.scenarios {
        let kept = std::mem::take(&mut scenario.by_group)
            .into_iter()
            .filter(|&(g, _)| g != n);
        scenario.by_group = kept.map(|(g, levers)| (moved(g, n), levers)).collect();
    }
    spec.conclusions.retain(|c| {
        let mut speaks = false;
        c.holds
            .visit(&mut |cell, _| speaks |= matches!(cell, Where::Cell(_, g) if g == n));
        !speaks
    });
    for conclusion in &mut spec.conclusions {
        shorten(&mut conclusion.groups, n);
        each_term(&mut conclusion.holds, &mut |term| {
            if let Term::Node(Where::Cell(_, g), _) = term {
                *g = moved(*g, n);
            }
        });
    }
}

fn shorten(list: &mut Option<Vec<usize>>, n: usize) {
    if let Some(list) = list {
        list.retain(|&one| one != n);
        list.iter_mut().for_each(|one| *one = moved(*one, n));
    }
}

/// Leaves out a variable with all tests on it, unless a scorer reads it.
pub(super) fn without_variable(spec: &mut Spec, n: usize) {
    let read = spec.nodes.iter().any(|node| match &node.scorer {
        Scorer::Threshold { variable, .. } => *variable == n,
        Scorer::Script(program) => program.variables().contains(&n),
        _ => false,
    });
    if read || spec.variables.len() == 1 {
        return;
    }
    fn condition(it: &mut Condition, n: usize) {
        it.all.retain(|test| test.variable != n);
        it.all
            .iter_mut()
            .for_each(|test| test.variable = moved(test.variable, n));
        it.any.iter_mut().for_each(|part| condition(part, n));
        it.any.retain(|part| !part.is_empty());
    }
    let fixed = |fixed: &mut Fixed| {
        let kept = std::mem::take(fixed).into_iter().filter(|&(v, _)| v != n);
        *fixed = kept.map(|(v, value)| (moved(v, n), value)).collect();
    };
    spec.variables.remove(n);
    spec.constraints.iter_mut().for_each(|(when, then)| {
        condition(when, n);
        condition(then, n);
    });
    spec.constraints.retain(|(_, then)| !then.is_empty());
    for scenario in &mut spec.scenarios {
        fixed(&mut scenario.levers);
        scenario.by_group.values_mut().for_each(fixed);
        scenario.by_group.retain(|_, levers| !levers.is_empty());
    }
    spec.groups.iter_mut().for_each(fixed);
    fixed(&mut spec.regime);
    for finding in &mut spec.findings {
        condition(&mut finding.when, n);
        finding.hinges_on.retain(|&v| v != n);
        finding.hinges_on.iter_mut().for_each(|v| *v = moved(*v, n));
        match &mut finding.compare {
            None => {}
            Some(Compare::Better(one, other)) => {
                fixed(one);
                fixed(other);
            }
            Some(Compare::Same(all) | Compare::Order(all)) => all.iter_mut().for_each(fixed),
        }
    }
    for transfer in &mut spec.transfers {
        transfer.from.retain(|&(v, _)| v != n);
        transfer.from.iter_mut().for_each(|(v, _)| *v = moved(*v, n));
        condition(&mut transfer.to, n);
    }
    spec.transfers.retain(|t| !t.from.is_empty() && !t.to.is_empty());
    spec.conclusions.iter_mut().for_each(|c| condition(&mut c.only, n));
    for node in &mut spec.nodes {
        condition(&mut node.applies, n);
        match &mut node.scorer {
            Scorer::Threshold { variable, .. } => *variable = moved(*variable, n),
            Scorer::Script(program) => each_program(
                program,
                &mut |ask| match ask {
                    Ask::Is(v, ..) | Ask::In(v, _) | Ask::Below(v, ..) => *v = moved(*v, n),
                    _ => {}
                },
                &mut |_| {},
            ),
            _ => {}
        }
    }
}

pub(super) fn without_provision(spec: &mut Spec, n: usize) {
    let mut read = false;
    for node in &mut spec.nodes {
        if let Scorer::Script(program) = &mut node.scorer {
            each_program(
                program,
                &mut |ask| {
                    if let Ask::InForce(p) = ask {
                        read |= *p == n;
                    }
                },
                &mut |_| {},
            );
        }
    }
    if read || n + 1 != spec.provisions.len() {
        return;
    }
    spec.provisions.remove(n);
}

/// Leaves out a scale that no node is on.
pub(super) fn without_scale(spec: &mut Spec, n: usize) {
    if spec.scales.len() == 1 || spec.nodes.iter().any(|node| node.scale == n) {
        return;
    }
    spec.scales.remove(n);
    spec.nodes.iter_mut().for_each(|node| node.scale = moved(node.scale, n));
    for conclusion in &mut spec.conclusions {
        each_term(&mut conclusion.holds, &mut |term| {
            if let Term::Level(scale, _) = term {
                *scale = moved(*scale, n);
            }
        });
    }
}

fn each_program(program: &mut Program, asks: &mut dyn FnMut(&mut Ask), ends: &mut dyn FnMut(&mut Program)) {
    fn each_ask(ask: &mut Ask, asks: &mut dyn FnMut(&mut Ask)) {
        asks(ask);
        match ask {
            Ask::Not(one) => each_ask(one, asks),
            Ask::And(one, other) | Ask::Or(one, other) => {
                each_ask(one, asks);
                each_ask(other, asks);
            }
            _ => {}
        }
    }
    match program {
        Program::If(ask, yes, no) => {
            each_ask(ask, asks);
            each_program(yes, asks, ends);
            each_program(no, asks, ends);
        }
        end => ends(end),
    }
}

fn each_term(formula: &mut Formula, change: &mut dyn FnMut(&mut Term)) {
    match formula {
        Formula::Compare(left, _, right) => {
            change(left);
            change(right);
        }
        Formula::And(parts) | Formula::Or(parts) => parts.iter_mut().for_each(|part| each_term(part, change)),
        Formula::Not(part) => each_term(part, change),
    }
}
