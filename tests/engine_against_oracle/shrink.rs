//! Making a counterexample small: one thing left out or made plain at a time.

use proptest::strategy::{NewTree, Strategy, ValueTree};
use proptest::test_runner::{TestRng, TestRunner};

use crate::generate::{self, Dice, Mood};
use crate::spec::*;
use crate::valid::valid;

/// Random studies of a mood.
#[derive(Debug)]
pub struct Specs(pub Mood);

impl Strategy for Specs {
    type Tree = Smaller;
    type Value = Shown;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let rng: TestRng = runner.new_rng();
        let best = generate::spec(&mut Dice::new(rng), self.0);
        Ok(Smaller {
            current: best.clone(),
            best,
            tries: None,
        })
    }
}

/// A study that is shown as its files.
#[derive(Clone)]
pub struct Shown(pub Spec);

impl std::fmt::Debug for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "\n{}", crate::render::text(&self.0))
    }
}

/// The smallest study so far that fails, and what is still to be tried on it.
pub struct Smaller {
    best: Spec,
    current: Spec,
    tries: Option<std::vec::IntoIter<Spec>>,
}

impl Smaller {
    fn next(&mut self) -> bool {
        let best = self.best.clone();
        let tries = self.tries.get_or_insert_with(|| smaller(&best).into_iter());
        match tries.find(|spec| *spec != best && valid(spec)) {
            Some(next) => {
                self.current = next;
                true
            }
            None => {
                self.current = best;
                false
            }
        }
    }
}

impl ValueTree for Smaller {
    type Value = Shown;

    fn current(&self) -> Shown {
        Shown(self.current.clone())
    }

    fn simplify(&mut self) -> bool {
        // What is current fails.
        if self.current != self.best {
            self.best = self.current.clone();
            self.tries = None;
        }
        self.next()
    }

    fn complicate(&mut self) -> bool {
        self.next()
    }
}

/// Studies that are a little smaller; some of them may not be valid.
fn smaller(spec: &Spec) -> Vec<Spec> {
    let mut all = Vec::new();
    let mut with = |change: &dyn Fn(&mut Spec)| {
        let mut smaller = spec.clone();
        change(&mut smaller);
        all.push(smaller);
    };
    with(&|s| s.order = 0);
    with(&|s| s.conclusions.clear());
    with(&|s| s.findings.iter_mut().for_each(|f| f.compare = None));
    for n in 0..spec.conclusions.len() {
        with(&|s| drop(s.conclusions.remove(n)));
    }
    with(&|s| s.transfers.clear());
    with(&|s| s.contests.clear());
    with(&|s| s.policy = Policy::DEFAULT);
    for n in 0..spec.transfers.len() {
        with(&|s| drop(s.transfers.remove(n)));
    }
    for n in 0..spec.contests.len() {
        with(&|s| drop(s.contests.remove(n)));
    }
    for n in 0..spec.constraints.len() {
        with(&|s| drop(s.constraints.remove(n)));
    }
    for n in 0..spec.findings.len() {
        with(&|s| without_finding(s, n));
    }
    for n in 0..spec.nodes.len() {
        with(&|s| without_node(s, n));
    }
    for n in 0..spec.scenarios.len() {
        with(&|s| without_scenario(s, n));
    }
    for n in 0..spec.groups.len() {
        with(&|s| without_group(s, n));
    }
    for n in 0..spec.variables.len() {
        with(&|s| without_variable(s, n));
    }
    for n in 0..spec.provisions.len() {
        with(&|s| without_provision(s, n));
    }
    for n in 0..spec.scales.len() {
        with(&|s| without_scale(s, n));
    }
    plainer_nodes(spec, &mut with);
    plainer_findings(spec, &mut with);
    plainer_transfers(spec, &mut with);
    plainer_cells(spec, &mut with);
    plainer_conclusions(spec, &mut with);
    for (c, (when, then)) in spec.constraints.iter().enumerate() {
        for plain in plainer(when) {
            with(&|s| s.constraints[c].0 = plain.clone());
        }
        for plain in plainer(then) {
            with(&|s| s.constraints[c].1 = plain.clone());
        }
    }
    for (v, variable) in spec.variables.iter().enumerate() {
        if let Domain::Values(size) = variable.domain
            && size > 2
            && !mentions_value(spec, v, size - 1)
        {
            with(&|s| s.variables[v].domain = Domain::Values(size - 1));
        }
    }
    all
}

type With<'a> = dyn FnMut(&dyn Fn(&mut Spec)) + 'a;

fn plainer_nodes(spec: &Spec, with: &mut With<'_>) {
    for (n, node) in spec.nodes.iter().enumerate() {
        with(&|s| s.nodes[n].own = Own::First);
        with(&|s| s.nodes[n].skip = false);
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

fn plainer_findings(spec: &Spec, with: &mut With<'_>) {
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

fn plainer_transfers(spec: &Spec, with: &mut With<'_>) {
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

fn plainer_cells(spec: &Spec, with: &mut With<'_>) {
    for (n, scenario) in spec.scenarios.iter().enumerate() {
        with(&|s| s.scenarios[n].evaluate = Evaluate::Always);
        with(&|s| s.scenarios[n].by_script = false);
        if scenario.based_on.is_some() {
            with(&|s| {
                s.scenarios[n].levers = s.levers(n);
                s.scenarios[n].based_on = None;
            });
        }
        for v in scenario.levers.keys() {
            with(&|s| drop(s.scenarios[n].levers.remove(v)));
        }
    }
    for (n, group) in spec.groups.iter().enumerate() {
        for v in group.keys() {
            with(&|s| drop(s.groups[n].remove(v)));
        }
    }
    with(&|s| s.regime.clear());
}

fn plainer_conclusions(spec: &Spec, with: &mut With<'_>) {
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

fn plainer(condition: &Condition) -> Vec<Condition> {
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

/// The position of something after another one was removed.
fn moved(position: usize, removed: usize) -> usize {
    position - usize::from(position > removed)
}

fn without_finding(spec: &mut Spec, n: usize) {
    spec.findings.remove(n);
    let keep = |list: &mut Vec<usize>| {
        list.retain(|&f| f != n);
        list.iter_mut().for_each(|f| *f = moved(*f, n));
    };
    spec.transfers.retain(|t| t.findings != [n]);
    spec.transfers.iter_mut().for_each(|t| keep(&mut t.findings));
    spec.contests.iter_mut().flatten().for_each(keep);
    spec.contests
        .iter_mut()
        .for_each(|sides| sides.retain(|side| !side.is_empty()));
    spec.contests.retain(|sides| sides.len() > 1);
}

/// Leaves out a node that no other one is judged from, with all that is said of it.
fn without_node(spec: &mut Spec, n: usize) {
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
                    Ask::Node(one, ..) => *one = moved(*one, n),
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

fn without_child(spec: &mut Spec, n: usize, child: usize) {
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

fn without_scenario(spec: &mut Spec, n: usize) {
    for other in 0..spec.scenarios.len() {
        if spec.scenarios[other].based_on == Some(n) {
            spec.scenarios[other].levers = spec.levers(other);
            spec.scenarios[other].based_on = None;
        }
    }
    spec.scenarios.remove(n);
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

fn without_group(spec: &mut Spec, n: usize) {
    spec.groups.remove(n);
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
fn without_variable(spec: &mut Spec, n: usize) {
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
    spec.scenarios.iter_mut().for_each(|s| fixed(&mut s.levers));
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

fn without_provision(spec: &mut Spec, n: usize) {
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
fn without_scale(spec: &mut Spec, n: usize) {
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

/// Whether a value of a variable is named anywhere.
fn mentions_value(spec: &Spec, variable: usize, value: usize) -> bool {
    fn condition(it: &Condition, variable: usize, value: usize) -> bool {
        let tests = |test: &Test| {
            test.variable == variable && matches!(&test.allowed, Allowed::Values(values) if values.contains(&value))
        };
        it.all.iter().any(tests) || it.any.iter().any(|part| condition(part, variable, value))
    }
    let named = |it: &Condition| condition(it, variable, value);
    let fixed = |fixed: &Fixed| fixed.get(&variable) == Some(&Value::Nth(value));
    spec.constraints.iter().any(|(when, then)| named(when) || named(then))
        || spec.scenarios.iter().any(|s| fixed(&s.levers))
        || spec.groups.iter().any(fixed)
        || fixed(&spec.regime)
        || spec.findings.iter().any(|f| named(&f.when) || f.compare.is_some())
        || spec
            .transfers
            .iter()
            .any(|t| named(&t.to) || t.from.iter().any(|(v, all)| *v == variable && all.contains(&value)))
        || spec.conclusions.iter().any(|c| named(&c.only))
        || spec.nodes.iter().any(|node| match &node.scorer {
            Scorer::Script(program) => program.variables().contains(&variable),
            _ => false,
        })
}
