//! Explanations against a walk through all worlds of the study.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use toets_evaluate::{Basis, Fate, OpenVariable, Value};
use toets_model::{Assignment, Index, Kind, NodeId, Own, Silent};
use toets_plugin::{Input, Observed, Outcome, Scorer};
use toets_question::{Alone, Assumed, Derivation, Direction, Explain, ExplainedCase, Part, explain};

use crate::oracle::{Values, World, worlds};
use crate::random::{Made, registry, studies};

/// More worlds than this are not walked through.
const MOST: usize = 20_000;

fn all_values(world: &World) -> Values {
    [Kind::Lever, Kind::Trait, Kind::Regime, Kind::Unknown]
        .into_iter()
        .flat_map(|kind| world.part(kind))
        .collect()
}

fn level(value: Value) -> u32 {
    match value {
        Value::Level(level) => level.to_usize() as u32,
        Value::Number(_) => panic!("no numbers here"),
    }
}

/// The values that already decide do, and none of them can be left out; no set of fewer does where it says so.
fn check_reason(
    made: &Made,
    case: &ExplainedCase,
    node: NodeId,
    all: &[(Values, u32)],
    value: u32,
) -> Result<(), TestCaseError> {
    prop_assert!(case.reason.scope.is_study());
    let decides = |kept: &[(OpenVariable, u32)]| {
        all.iter()
            .filter(|(world, _)| {
                kept.iter()
                    .all(|(variable, value)| world.get(variable).is_none_or(|v| v == value))
            })
            .all(|(_, level)| *level == value)
    };
    let said = &case.reason.values;
    prop_assert!(decides(said), "{:?} does not decide {:?}", said, node);
    for n in 0..said.len() {
        let mut fewer = said.clone();
        fewer.remove(n);
        prop_assert!(!decides(&fewer), "{:?} can do without", said);
    }
    prop_assert!(case.reason.smallest.is_some());
    check_smallest(made, case, all, value)
}

/// More worlds or variables than this are not searched for a smaller reason.
const SEARCHED: (usize, usize) = (200, 9);

/// An unknown is among the values only where all that is known does not decide, and no set of fewer of the same sort does; of those that are
/// as small there are as many as it says.
fn check_smallest(made: &Made, case: &ExplainedCase, all: &[(Values, u32)], value: u32) -> Result<(), TestCaseError> {
    let compiled = &made.compiled;
    let unknown = |variable: OpenVariable| variable.kind(&compiled.study) == Kind::Unknown;
    let said = &case.reason.values;
    let assumes = said.iter().any(|&(variable, _)| unknown(variable));
    let everything: BTreeSet<OpenVariable> = all.iter().flat_map(|(world, _)| world.keys().copied()).collect();
    let now: Values = everything
        .iter()
        .filter_map(|&v| Some((v, case.at.value(compiled.variables().position(v)?))))
        .collect();
    let decides = |kept: &dyn Fn(OpenVariable) -> bool| {
        let alike = |world: &Values| world.iter().all(|(&v, other)| !kept(v) || now[&v] == *other);
        all.iter()
            .filter(|(world, _)| alike(world))
            .all(|(_, level)| *level == value)
    };
    if assumes {
        prop_assert!(!decides(&|v| !unknown(v)), "{:?} assumes what it need not", said);
    }
    let usable: Vec<OpenVariable> = everything.iter().copied().filter(|&v| assumes || !unknown(v)).collect();
    if all.len() > SEARCHED.0 || usable.len() > SEARCHED.1 {
        return Ok(());
    }
    let mut as_small = 0u32;
    for bits in (0u32..1 << usable.len()).filter(|bits| bits.count_ones() as usize <= said.len()) {
        let kept = |v: OpenVariable| {
            usable
                .iter()
                .position(|&other| other == v)
                .is_some_and(|n| bits >> n & 1 == 1)
        };
        if decides(&kept) {
            prop_assert_eq!(bits.count_ones() as usize, said.len(), "{:?} is not the smallest", said);
            as_small += 1;
        }
    }
    prop_assert_eq!(case.reason.smallest.clone(), Some(as_small.into()));
    Ok(())
}

/// No world with such a level is nearer, and those listed are as near as said.
fn check_away(made: &Made, case: &ExplainedCase, all: &[(Values, u32)], value: u32) -> Result<(), TestCaseError> {
    let study = &made.compiled.study;
    let group: BTreeSet<OpenVariable> = study
        .groups
        .iter()
        .next()
        .expect("built by this test")
        .1
        .traits
        .keys()
        .map(|&v| OpenVariable::Study(v))
        .collect();
    let now = |variable: OpenVariable| {
        case.at.value(
            made.compiled
                .variables()
                .position(variable)
                .expect("built by this test"),
        )
    };
    let changed = |world: &Values| -> Vec<OpenVariable> {
        world
            .iter()
            .filter(|&(&v, &value)| now(v) != value)
            .map(|(&v, _)| v)
            .collect()
    };
    for away in &case.away {
        // Everything was looked at, so that where there is no way it is proved that there is none.
        prop_assert!(away.scope.is_study());
        let wanted = |level: u32| match away.direction {
            Direction::Higher => level > value,
            Direction::Lower => level < value,
            Direction::To(_) => panic!("all scales have an order"),
        };
        let least = |only: Option<Alone>| {
            let ways = all
                .iter()
                .filter(|(_, level)| wanted(*level))
                .map(|(world, _)| changed(world));
            let allowed = |changed: &Vec<OpenVariable>| {
                changed
                    .iter()
                    .all(|&v| !group.contains(&v) && only.is_none_or(|only| Alone::of(study, v) == only))
            };
            ways.filter(allowed).map(|changed| changed.len() as u64).min()
        };
        prop_assert_eq!(away.nearest.as_ref().map(|route| route.changes), least(None));
        for kind in Alone::ALL {
            let said = away
                .by_kind
                .iter()
                .find(|(other, _)| *other == kind)
                .map(|(_, route)| route.changes);
            if said.is_some() || least(Some(kind)) != least(None) {
                prop_assert_eq!(said, least(Some(kind)));
            }
        }
        for way in away.nearest.iter().flat_map(|route| &route.ways) {
            let turned: BTreeMap<OpenVariable, u32> = way.turns.iter().map(|turn| (turn.variable, turn.to)).collect();
            let there = |world: &Values| {
                world
                    .iter()
                    .all(|(v, value)| turned.get(v).copied().unwrap_or_else(|| now(*v)) == *value)
            };
            let reached = all.iter().find(|(world, _)| there(world)).map(|(_, level)| *level);
            prop_assert_eq!(reached, Some(level(way.to)));
            prop_assert!(wanted(level(way.to)));
        }
    }
    Ok(())
}

/// What decided a criterion does, whatever its other children are; the findings that carry do so alone.
fn check_derivation(made: &At<'_>, derivation: &Derivation) -> Result<(), TestCaseError> {
    let study = &made.compiled.study;
    let node = derivation.trace.node;
    let it = &study.nodes[node];
    let registry = registry();
    if let (Some(because), Ok(Scorer::Fold(fold))) = (
        &derivation.because,
        registry
            .get(&it.score.plugin.value)
            .expect("built by this test")
            .prepare(study, node),
    ) {
        let skips = matches!(it.silent, Silent::Skip(_));
        let levels = study.scales[it.scale].levels().len() as u32;
        let own_counts = it.own != Own::Child && !derivation.trace.findings.is_empty();
        // One number per child and one for the findings on the node; `levels` means silent.
        let inputs: Vec<Part> = fold
            .inputs()
            .iter()
            .map(|input| match input {
                Input::Node(child) => Part::Node(*child),
                _ => panic!("criteria are judged from nodes"),
            })
            .chain(own_counts.then_some(Part::Own))
            .collect();
        let mut combinations = vec![Vec::new()];
        for part in &inputs {
            let most = levels + u32::from(skips || *part == Part::Own);
            combinations = combinations
                .into_iter()
                .flat_map(|start: Vec<u32>| (0..most).map(move |value| [start.clone(), vec![value]].concat()))
                .collect();
        }
        let seen = |value: u32| {
            if value == levels {
                Observed::Silent
            } else {
                Observed::Level(Index::from_usize(value as usize))
            }
        };
        let unknown = made
            .compiled
            .variables()
            .position(OpenVariable::Node(node))
            .expect("built by this test");
        let judged = |combination: &[u32], at: &toets_evaluate::World| -> u32 {
            let mut state = fold.start();
            for (n, &value) in combination.iter().take(fold.inputs().len()).enumerate() {
                state = fold.step(&state, n, seen(value));
            }
            let scored = match fold.finish(&state) {
                Outcome::Level(level) => level.to_usize() as u32,
                _ => at.value(unknown),
            };
            match (it.own, combination.last()) {
                (Own::First, Some(&own)) if own_counts && own < levels => own,
                (Own::Worst, Some(&own)) if own_counts && own < levels => own.min(scored),
                _ => scored,
            }
        };
        let value = level(derivation.trace.value);
        let world = &made.at;
        let now = |part: Part| -> Option<u32> {
            match part {
                Part::Node(child) if derivation.trace.skipped.contains(&child) => Some(levels),
                Part::Node(child) => made.level_of(child),
                _ => None,
            }
        };
        for (decisive, holds) in [
            (
                Some(&because.exactly),
                (|a: u32, b: u32| a == b) as fn(u32, u32) -> bool,
            ),
            (because.not_higher.as_ref(), |a, b| a <= b),
            (because.not_lower.as_ref(), |a, b| a >= b),
        ] {
            let Some(decisive) = decisive else { continue };
            prop_assert!(decisive.smallest);
            let fits = |combination: &Vec<u32>, parts: &[Part]| {
                parts.iter().all(|part| {
                    let at = inputs
                        .iter()
                        .position(|input| input == part)
                        .expect("built by this test");
                    // What the findings on the node say is not told apart here.
                    now(*part).is_none_or(|value| combination[at] == value)
                })
            };
            if !decisive.parts.contains(&Part::Own) {
                for combination in combinations.iter().filter(|c| fits(c, &decisive.parts)) {
                    prop_assert!(
                        holds(judged(combination, world), value),
                        "{:?} does not decide",
                        decisive.parts
                    );
                }
            }
            for one in decisive.instead.iter().filter(|part| **part != Part::Own) {
                for combination in combinations.iter().filter(|c| fits(c, &[*one])) {
                    prop_assert!(holds(judged(combination, world), value));
                }
            }
        }
    }
    let applying = derivation
        .trace
        .findings
        .iter()
        .filter(|f| matches!(f.fate, Fate::Applies | Fate::Carried(_)));
    let applying: Vec<_> = applying.map(|f| f.finding).collect();
    prop_assert!(derivation.carrying.iter().all(|finding| applying.contains(finding)));
    if let (Basis::Findings, Ok(Scorer::Fold(fold))) =
        (derivation.trace.basis, registry.evidence().prepare(study, node))
    {
        let say = |some: &[toets_model::FindingId]| {
            let mut state = fold.start();
            for (n, input) in fold.inputs().iter().enumerate() {
                let applies = matches!(input, Input::Finding(finding) if some.contains(finding));
                state = fold.step(&state, n, Observed::Applies(applies));
            }
            (fold.finish(&state), fold.sides(&state))
        };
        prop_assert_eq!(say(&derivation.carrying), say(&applying));
        for n in 0..derivation.carrying.len() {
            let mut fewer = derivation.carrying.clone();
            fewer.remove(n);
            prop_assert_ne!(say(&fewer), say(&applying));
        }
    }
    Ok(())
}

/// A study with the world in which it is explained.
struct At<'a> {
    made: &'a Made,
    at: toets_evaluate::World,
    levels: BTreeMap<NodeId, u32>,
}

impl std::ops::Deref for At<'_> {
    type Target = Made;
    fn deref(&self) -> &Made {
        self.made
    }
}

impl At<'_> {
    fn level_of(&self, node: NodeId) -> Option<u32> {
        self.levels.get(&node).copied()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn explanations_are_true_and_nothing_in_them_can_be_left_out(made in studies(), node in 0usize..6) {
        let compiled = &made.compiled;
        let study = &compiled.study;
        let node = NodeId::from_usize(node % study.nodes.len());
        let asked = Explain {
            scenario: Index::from_usize(0),
            group: Index::from_usize(0),
            node,
            assumed: Vec::new(),
        };
        let here = worlds(compiled, &compiled.fixed(asked.scenario, asked.group));
        let found = explain(compiled, &registry(), &asked);
        if here.is_empty() {
            prop_assert!(found.is_err());
            return Ok(());
        }
        let found = found.expect("built by this test");
        let possible: BTreeSet<u32> = here.iter().map(|world| world.levels[node.to_usize()]).collect();
        let said: Vec<u32> = found.cases.iter().map(|case| level(case.value)).collect();
        prop_assert_eq!(&said, &possible.into_iter().collect::<Vec<_>>());

        let size: u64 = compiled.variables().arities().iter().map(|&n| u64::from(n)).product();
        let everything = (size <= MOST as u64).then(|| worlds(compiled, &Assignment::new()));
        let everything = everything.map(|all| all.iter().map(|w| (all_values(w), w.levels[node.to_usize()])).collect::<Vec<_>>());
        for case in &found.cases {
            let value = level(case.value);
            // The world that is explained is one of the cell, with this level.
            let at = |world: &World| all_values(world).iter().all(|(&v, &value)| case.at.value(compiled.variables().position(v).expect("built by this test")) == value);
            let world = here.iter().find(|world| at(world));
            prop_assert_eq!(world.map(|world| world.levels[node.to_usize()]), Some(value));
            let world = world.expect("built by this test");
            if let Some(everything) = &everything {
                check_reason(&made, case, node, everything, value)?;
                check_away(&made, case, everything, value)?;
            }
            let levels: BTreeMap<NodeId, u32> = study.nodes.indices().map(|n| (n, world.levels[n.to_usize()])).collect();
            let at = At { made: &made, at: case.at.clone(), levels };
            for derivation in &case.nodes {
                prop_assert_eq!(level(derivation.trace.value), world.levels[derivation.trace.node.to_usize()]);
                check_derivation(&at, derivation)?;
            }
        }
    }

    #[test]
    fn what_is_assumed_is_so(made in studies(), pick in any::<u16>()) {
        let compiled = &made.compiled;
        let here = worlds(compiled, &compiled.fixed(Index::from_usize(0), Index::from_usize(0)));
        prop_assume!(!here.is_empty());
        let world = &here[usize::from(pick) % here.len()];
        let assumed: Vec<Assumed> = all_values(world).into_iter().map(|(variable, value)| Assumed { variable, value }).collect();
        let asked = Explain {
            scenario: Index::from_usize(0),
            group: Index::from_usize(0),
            node: made.goal_node,
            assumed,
        };
        // All is assumed, also what is fixed anyway: one world is left.
        let found = explain(compiled, &registry(), &asked).expect("built by this test");
        prop_assert_eq!(found.cases.len(), 1);
        prop_assert_eq!(level(found.cases[0].value), world.levels[made.goal_node.to_usize()]);
        prop_assert_eq!(found.worlds.to_string(), "1");
    }
}
