//! Making one thing plain.

use super::without::without_child;
use crate::spec::*;

pub(super) type With<'a> = dyn FnMut(&dyn Fn(&mut Spec)) + 'a;

pub(super) fn plainer_nodes(spec: &Spec, with: &mut With<'_>) {
    for (n, node) in spec.nodes.iter().enumerate() {
        with(&|s| s.nodes[n].own = Own::First);
        with(&|s| s.nodes[n].skip = false);
        for plain in plainer(&node.applies) {
            with(&|s| s.nodes[n].applies = plain.clone());
        }
        with(&|s| s.nodes[n].combine = Combine::Strongest);
        with(&|s| s.nodes[n].combine_in_score = false);
        with(&|s| s.nodes[n].default = Some(0));
        if node.scorer != Scorer::Evidence {
            with(&|s| {
                s.nodes[n].scorer = Scorer::Evidence;
                s.nodes[n].children.clear();
            });
            if !node.children.is_empty() && !matches!(node.scorer, Scorer::Worst(_)) {
                with(&|s| s.nodes[n].scorer = Scorer::Worst(vec![None; s.nodes[n].children.len()]));
            }
        }
        for c in 0..node.children.len() {
            with(&|s| without_child(s, n, c));
        }
        if let Scorer::Script(program) = &node.scorer {
            for plain in plainer_programs(program) {
                with(&|s| s.nodes[n].scorer = Scorer::Script(plain.clone()));
            }
        }
        if let Scorer::Mean { weights, .. } = &node.scorer {
            let weights = vec![2; weights.len()];
            with(&|s| {
                if let Scorer::Mean {
                    weights: w, veto, ties, ..
                } = &mut s.nodes[n].scorer
                {
                    (*w, *veto, *ties) = (weights.clone(), None, Ties::Neutral);
                }
            });
        }
    }
}

fn plainer_programs(program: &Program) -> Vec<Program> {
    let Program::If(ask, yes, no) = program else {
        return match program {
            Program::Judge(0) => Vec::new(),
            Program::Open(levels) if levels.len() > 2 => {
                vec![
                    Program::Judge(0),
                    Program::Open(levels[..2].to_vec()),
                    Program::Open(levels[1..].to_vec()),
                ]
            }
            _ => vec![Program::Judge(0)],
        };
    };
    let rebuilt = |ask: &Ask, yes: &Program, no: &Program| {
        Program::If(Box::new(ask.clone()), Box::new(yes.clone()), Box::new(no.clone()))
    };
    let mut all = vec![(**yes).clone(), (**no).clone()];
    let asks: &[&Ask] = match &**ask {
        Ask::Not(one) => &[one],
        Ask::And(one, other) | Ask::Or(one, other) => &[one, other],
        _ => &[],
    };
    all.extend(asks.iter().map(|ask| rebuilt(ask, yes, no)));
    all.extend(plainer_programs(yes).iter().map(|plain| rebuilt(ask, plain, no)));
    all.extend(plainer_programs(no).iter().map(|plain| rebuilt(ask, yes, plain)));
    all
}

pub(super) fn plainer_findings(spec: &Spec, with: &mut With<'_>) {
    for (f, finding) in spec.findings.iter().enumerate() {
        with(&|s| s.findings[f].modality = Modality::Certain);
        with(&|s| s.findings[f].condition = false);
        with(&|s| s.findings[f].absolute = false);
        with(&|s| s.findings[f].hinges_on.clear());
        with(&|s| s.findings[f].opens = Opens::No);
        with(&|s| s.findings[f].system = false);
        with(&|s| s.findings[f].compare = None);
        with(&|s| s.findings[f].level = None);
        for plain in plainer(&finding.when) {
            with(&|s| s.findings[f].when = plain.clone());
        }
        let shorter = |all: &Vec<Fixed>| {
            (0..all.len())
                .map(|n| [&all[..n], &all[n + 1..]].concat())
                .collect::<Vec<_>>()
        };
        match &finding.compare {
            Some(Compare::Same(all)) => {
                for sides in shorter(all) {
                    with(&|s| s.findings[f].compare = Some(Compare::Same(sides.clone())));
                }
            }
            Some(Compare::Order(all)) => {
                for sides in shorter(all) {
                    with(&|s| s.findings[f].compare = Some(Compare::Order(sides.clone())));
                }
            }
            _ => {}
        }
    }
}

pub(super) fn plainer_transfers(spec: &Spec, with: &mut With<'_>) {
    for (t, transfer) in spec.transfers.iter().enumerate() {
        with(&|s| s.transfers[t].nodes.clear());
        with(&|s| s.transfers[t].findings.clear());
        with(&|s| s.transfers[t].modality = Modality::Certain);
        for n in 0..transfer.from.len() {
            with(&|s| drop(s.transfers[t].from.remove(n)));
        }
        for plain in plainer(&transfer.to) {
            with(&|s| s.transfers[t].to = plain.clone());
        }
    }
}

pub(super) fn plainer_cells(spec: &Spec, with: &mut With<'_>) {
    for (n, scenario) in spec.scenarios.iter().enumerate() {
        with(&|s| s.scenarios[n].evaluate = Evaluate::Always);
        with(&|s| s.scenarios[n].by_script = false);
        if scenario.based_on.is_some() {
            with(&|s| {
                s.scenarios[n].levers = s.levers(n, None);
                s.scenarios[n].based_on = None;
            });
        }
        for g in scenario.by_group.keys() {
            with(&|s| drop(s.scenarios[n].by_group.remove(g)));
        }
        for v in scenario.levers.keys() {
            with(&|s| s.scenarios[n].levers.retain(|&lever, _| lever != *v));
        }
    }
    for (n, group) in spec.groups.iter().enumerate() {
        for v in group.keys() {
            with(&|s| s.groups[n].retain(|&it, _| it != *v));
        }
    }
    with(&|s| s.regime.clear());
}

pub(super) fn plainer_conclusions(spec: &Spec, with: &mut With<'_>) {
    for (c, conclusion) in spec.conclusions.iter().enumerate() {
        with(&|s| s.conclusions[c].some_people = false);
        with(&|s| s.conclusions[c].some_levers = false);
        for scenario in 0..spec.scenarios.len() {
            if conclusion.scenarios.as_ref().is_none_or(|all| all.len() > 1) {
                with(&|s| s.conclusions[c].scenarios = Some(vec![scenario]));
            }
        }
        for group in 0..spec.groups.len() {
            if conclusion.groups.as_ref().is_none_or(|all| all.len() > 1) {
                with(&|s| s.conclusions[c].groups = Some(vec![group]));
            }
        }
        for plain in plainer(&conclusion.only) {
            with(&|s| s.conclusions[c].only = plain.clone());
        }
        for plain in plainer_formulas(&conclusion.holds) {
            with(&|s| s.conclusions[c].holds = plain.clone());
        }
    }
}

fn plainer_formulas(formula: &Formula) -> Vec<Formula> {
    match formula {
        Formula::Compare(..) => Vec::new(),
        Formula::Not(part) => {
            let mut all = vec![(**part).clone()];
            all.extend(plainer_formulas(part).into_iter().map(|p| Formula::Not(Box::new(p))));
            all
        }
        Formula::And(parts) | Formula::Or(parts) => {
            let again = |parts| match formula {
                Formula::And(_) => Formula::And(parts),
                _ => Formula::Or(parts),
            };
            let mut all = parts.clone();
            for (n, part) in parts.iter().enumerate() {
                for plain in plainer_formulas(part) {
                    let mut parts = parts.clone();
                    parts[n] = plain;
                    all.push(again(parts));
                }
            }
            all
        }
    }
}

pub(super) fn plainer(condition: &Condition) -> Vec<Condition> {
    let mut all = Vec::new();
    for n in 0..condition.all.len() {
        let mut plain = condition.clone();
        plain.all.remove(n);
        all.push(plain);
    }
    if !condition.any.is_empty() {
        all.push(Condition {
            all: condition.all.clone(),
            any: Vec::new(),
        });
        all.extend(condition.any.iter().cloned());
    }
    all
}
