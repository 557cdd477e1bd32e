//! Making a counterexample small: one thing left out or made plain at a time.

mod plainer;
mod without;

use proptest::strategy::{NewTree, Strategy, ValueTree};
use proptest::test_runner::{TestRng, TestRunner};

use crate::generate::{self, Dice, Mood};
use crate::spec::*;
use crate::valid::valid;

use plainer::{plainer, plainer_cells, plainer_conclusions, plainer_findings, plainer_nodes, plainer_transfers};
use without::{
    without_finding, without_group, without_node, without_provision, without_scale, without_scenario, without_variable,
};

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
pub fn smaller(spec: &Spec) -> Vec<Spec> {
    let mut all = Vec::new();
    let mut with = |change: &dyn Fn(&mut Spec)| {
        let mut smaller = spec.clone();
        change(&mut smaller);
        all.push(smaller);
    };
    with(&|s| s.order = 0);
    with(&|s| s.reads = 0);
    with(&|s| s.conclusions.clear());
    with(&|s| s.findings.iter_mut().for_each(|f| f.compare = None));
    for n in 0..spec.conclusions.len() {
        with(&|s| drop(s.conclusions.remove(n)));
    }
    with(&|s| s.transfers.clear());
    with(&|s| s.contests.clear());
    with(&|s| s.policy = Policy::DEFAULT);
    with(&|s| s.baseline = None);
    with(&|s| s.nodes.iter_mut().for_each(|n| n.applies = Condition::default()));
    for n in 0..spec.transfers.len() {
        with(&|s| drop(s.transfers.remove(n)));
    }
    for n in 0..spec.contests.len() {
        with(&|s| drop(s.contests.remove(n)));
        with(&|s| s.contests[n].meet = false);
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
        || spec
            .scenarios
            .iter()
            .any(|s| fixed(&s.levers) || s.by_group.values().any(fixed))
        || spec.nodes.iter().any(|n| named(&n.applies))
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
