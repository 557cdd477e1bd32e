//! Small studies from a string of choices, so that a failing one shrinks.

use std::sync::Arc;

use proptest::prelude::*;
use toets_evaluate::{Compiled, Limits, compile};
use toets_model::finding::Side;
use toets_model::testing::{finding, node, nowhere, scale, study, variable};
use toets_model::{
    Allowed, CellRef, Comparator, Conclusion, ConclusionKind, Condition, Constraint, Contest, ContestWhere, Evaluate,
    FindingId, Fixed, Formula, Group, Index, Kind, LevelId, Modality, NodeId, Own, Quantifier, Scenario, Silent, Study,
    Term, Test, Text, VariableId,
};
use toets_plugin::Registry;

use crate::oracle;

/// A study made ready, and the plugins that it was made ready with.
#[derive(Clone)]
pub(crate) struct Made {
    pub(crate) compiled: Arc<Compiled>,
    pub(crate) goal_node: NodeId,
    pub(crate) level: LevelId,
}

/// Shows what a study says, where a test fails.
impl std::fmt::Debug for Made {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let study = &self.compiled.study;
        let tests = |condition: &Condition| -> String {
            let one = |test: &Test| format!("{}={:?}", study.variables.name(test.variable), test.allowed);
            condition.all.iter().map(one).collect::<Vec<_>>().join(" ")
        };
        writeln!(f, "goal {} >= {:?}", study.nodes.name(self.goal_node), self.level)?;
        for (id, variable) in study.variables.iter() {
            writeln!(
                f,
                "variable {} {:?} {}",
                study.variables.name(id),
                variable.kind,
                variable.domain.size()
            )?;
        }
        for constraint in &study.constraints {
            writeln!(
                f,
                "constraint {} => {}",
                tests(&constraint.when),
                tests(&constraint.then)
            )?;
        }
        for (id, node) in study.nodes.iter() {
            let (plugin, children) = (&node.score.plugin.value, &node.children);
            writeln!(
                f,
                "node {} {plugin} {:?} {:?} of {children:?}",
                study.nodes.name(id),
                node.own,
                node.silent
            )?;
        }
        for (id, it) in study.findings.iter() {
            let node = study.nodes.name(it.node);
            let opens = (&it.level, &it.opens, it.absolute);
            writeln!(
                f,
                "finding {} on {node} {opens:?} {:?} when {}",
                study.findings.name(id),
                it.modality,
                tests(&it.when)
            )?;
        }
        for (id, scenario) in study.scenarios.iter() {
            writeln!(f, "scenario {} {:?}", study.scenarios.name(id), scenario.levers)?;
        }
        writeln!(
            f,
            "contests {} regime {:?} group {:?}",
            study.contests.len(),
            study.regime,
            study.groups.iter().next().map(|g| &g.1.traits)
        )?;
        for (_, it) in study.conclusions.iter() {
            writeln!(
                f,
                "conclusion people {:?} levers {:?} {:?}",
                it.people, it.levers, it.holds
            )?;
        }
        Ok(())
    }
}

/// The plugins that come with the program.
pub(crate) fn registry() -> Registry {
    let mut registry = Registry::new(Arc::new(toets_evidence::Evidence));
    for plugin in toets_aggregation::plugins() {
        registry.add(plugin);
    }
    registry
}

/// A small study; nearly all have levers, people, open evidence and constraints.
pub(crate) fn studies() -> impl Strategy<Value = Made> {
    proptest::collection::vec(any::<u8>(), 40..260).prop_filter_map("nothing admitted", |bytes| {
        let mut choices = Choices { bytes, at: 0 };
        let study = build(&mut choices);
        let goal_node = *choices.one_of(&[study.verdict, study.verdict, NodeId::from_usize(0)]);
        let levels = study.scales[study.nodes[goal_node].scale].levels().len();
        let level = LevelId::from_usize(choices.below(levels));
        let compiled = Arc::new(compile(Arc::new(study), &registry(), Limits::default()).ok()?);
        // The oracle goes through every world.
        let few = oracle::size(&compiled, &oracle::group_only(&compiled.study)) <= 4_000;
        few.then_some(Made {
            compiled,
            goal_node,
            level,
        })
    })
}

pub(crate) struct Choices {
    bytes: Vec<u8>,
    at: usize,
}

impl Choices {
    /// A number below another; zero once the choices are used up.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        let byte = self.bytes.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        usize::from(byte) % limit.max(1)
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    fn chance(&mut self, of: usize) -> bool {
        self.below(of) == 1
    }
}

const VALUES: [&str; 3] = ["a", "b", "c"];
const LEVELS: [&str; 3] = ["-", "0", "+"];

fn build(choices: &mut Choices) -> Study {
    let mut study = study();
    let three = scale(&mut study, "three", &LEVELS);
    let mut all: Vec<VariableId> = Vec::new();
    for n in 0..1 + choices.below(3) {
        let values = 2 + choices.below(2);
        all.push(variable(&mut study, &format!("l{n}"), Kind::Lever, &VALUES[..values]));
    }
    for n in 0..choices.below(3) {
        all.push(variable(&mut study, &format!("t{n}"), Kind::Trait, &VALUES[..2]));
    }
    if choices.chance(3) {
        all.push(variable(&mut study, "r", Kind::Regime, &VALUES[..2]));
    }
    if choices.chance(4) {
        all.push(variable(&mut study, "u", Kind::Unknown, &VALUES[..2]));
    }
    let leaves = 2 + choices.below(2);
    let mut nodes: Vec<NodeId> = (0..leaves)
        .map(|n| node(&mut study, &format!("n{n}"), three, "evidence", &[]))
        .collect();
    let plugins = ["worst", "best", "mean"];
    let plugin = *choices.one_of(&plugins);
    let criterion = node(&mut study, "k", three, plugin, &nodes[..2]);
    study.nodes[criterion].own = *choices.one_of(&[Own::First, Own::Worst, Own::Child]);
    if choices.chance(3) {
        study.nodes[criterion].silent = Silent::Skip(Text::default());
    }
    let mut below = vec![criterion];
    below.extend(&nodes[2..]);
    let plugin = *choices.one_of(&plugins);
    study.verdict = node(&mut study, "verdict", three, plugin, &below);
    nodes.push(criterion);

    for number in 0..2 + choices.below(5) {
        let on = *choices.one_of(&nodes);
        let level = choices.below(LEVELS.len());
        let id = finding(&mut study, &format!("f{number}"), on, Some(LEVELS[level]));
        let when = condition(&study, choices, &all, 3);
        let it = &mut study.findings[id];
        it.when = when;
        it.modality = *choices.one_of(&[Modality::Certain, Modality::Certain, Modality::Uncertain]);
        it.absolute = choices.chance(6);
        if choices.chance(8) {
            it.level = None;
            it.opens = Some(vec![LevelId::from_usize(0), LevelId::from_usize(1)]);
        }
    }
    if study.findings.len() >= 3 && choices.chance(5) {
        let side = |n: usize| Side {
            label: None,
            findings: vec![FindingId::from_usize(n)],
        };
        let contest = Contest {
            span: nowhere(),
            label: None,
            sides: vec![side(0), side(1)],
            where_: *choices.one_of(&[ContestWhere::Anywhere, ContestWhere::Meet]),
            sources: Vec::new(),
        };
        study.contests.insert("c", contest).expect("built by this test");
    }
    for _ in 0..choices.below(3) {
        let (when, then) = (condition(&study, choices, &all, 1), condition(&study, choices, &all, 1));
        study.constraints.push(Constraint {
            span: nowhere(),
            when,
            then,
            reason: None,
        });
    }
    for (variable, it) in study.variables.iter() {
        if it.kind == Kind::Regime && choices.chance(2) {
            study.regime.insert(variable, value(&study, choices, variable));
        }
    }
    for n in 0..2 {
        let levers = fix(&study, choices, Kind::Lever, 3);
        let scenario = Scenario {
            span: nowhere(),
            label: Text::default(),
            short: None,
            levers,
            by_group: Default::default(),
            based_on: None,
            evaluate: Evaluate::Always,
            maps_to: Vec::new(),
            note: None,
            sources: Vec::new(),
        };
        study
            .scenarios
            .insert(&format!("s{n}"), scenario)
            .expect("built by this test");
    }
    let group = Group {
        span: nowhere(),
        label: Text::default(),
        short: None,
        definition: None,
        traits: fix(&study, choices, Kind::Trait, 2),
        sources: Vec::new(),
    };
    study.groups.insert("g", group).expect("built by this test");
    for n in 0..choices.below(3) {
        let conclusion = conclusion(&study, choices);
        study
            .conclusions
            .insert(&format!("c{n}"), conclusion)
            .expect("built by this test");
    }
    study
}

fn conclusion(study: &Study, choices: &mut Choices) -> Conclusion {
    let compare = |choices: &mut Choices| {
        let cells = [
            CellRef::Current,
            CellRef::Current,
            CellRef::Scenario(Index::from_usize(1)),
        ];
        let node = NodeId::from_usize(choices.below(study.nodes.len()));
        Formula::Compare {
            left: Term::Node(*choices.one_of(&cells), node),
            comparator: *choices.one_of(&[Comparator::AtLeast, Comparator::Less, Comparator::Equal]),
            right: match choices.below(4) {
                3 => Term::Node(CellRef::Current, NodeId::from_usize(choices.below(study.nodes.len()))),
                level => Term::Level(LevelId::from_usize(level)),
            },
        }
    };
    let first = compare(choices);
    let formula = match choices.below(4) {
        0 => Formula::And(vec![first, compare(choices)]),
        1 => Formula::Not(Box::new(first)),
        _ => first,
    };
    Conclusion {
        span: nowhere(),
        kind: ConclusionKind::Conclusion,
        statement: Text::default(),
        scenarios: (choices.below(2) == 1).then(|| vec![Index::from_usize(0)]),
        groups: None,
        people: *choices.one_of(&[Quantifier::All, Quantifier::Some]),
        levers: *choices.one_of(&[Quantifier::All, Quantifier::Some]),
        only: Condition::default(),
        holds: Some(formula),
        key: None,
        stated_only: None,
        cites: Vec::new(),
        sources: Vec::new(),
        note: None,
    }
}

fn condition(study: &Study, choices: &mut Choices, all: &[VariableId], most: usize) -> Condition {
    let mut condition = Condition::default();
    for _ in 0..choices.below(most + 1) {
        let variable = *choices.one_of(all);
        let Fixed::Value(value) = value(study, choices, variable) else {
            continue;
        };
        condition.all.push(Test {
            variable,
            allowed: Allowed::Values(vec![value]),
            span: nowhere(),
        });
    }
    condition
}

fn value(study: &Study, choices: &mut Choices, variable: VariableId) -> Fixed {
    let size = study.variables[variable].domain.size();
    Fixed::Value(Index::from_usize(choices.below(size)))
}

/// Fixes about one in so many of the variables of a kind that it leaves open.
fn fix(study: &Study, choices: &mut Choices, kind: Kind, open: usize) -> toets_model::Assignment {
    let mut fixed = toets_model::Assignment::new();
    for (variable, it) in study.variables.iter() {
        if it.kind == kind && !choices.chance(open) {
            fixed.insert(variable, value(study, choices, variable));
        }
    }
    fixed
}
