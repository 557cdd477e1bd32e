//! Two scenarios beside each other: what is said of each person is what the pairs of worlds say.

use std::collections::{BTreeMap, BTreeSet};

use toets_evaluate::{OpenVariable, Value};
use toets_model::{Index, NodeId};
use toets_question::{NodeContrast, Relation, contrast};
use toets_studies::conclude;
use toets_studies::rows::{self, Key, Owner, Part, Row, Stand};
use toets_studies::spec::Kind;

use crate::case::{Case, STATED, Values};
use crate::depends::{self, Outcome};
use crate::run::Checked;

/// More pairs of worlds than this are not walked through.
const MOST: usize = 1_500;

/// What is so in two cells at once: what is chosen, the answers, and the level of each node in the one and in the other.
type Pair = Row<Vec<usize>>;

fn pairs(case: &Case, scenarios: [usize; 2], group: usize, shared: bool) -> Option<Vec<Pair>> {
    let spec = &case.spec;
    let nodes: Vec<usize> = (0..spec.nodes.len()).collect();
    let mut parts: Vec<Part> = Vec::new();
    for (n, scenario) in scenarios.into_iter().enumerate() {
        let mut part = conclude::part(spec, scenario, group, STATED)?;
        // Each has its own choices, also where a scenario is set beside itself.
        part.scenario = if shared { Owner::All } else { Owner::Scenario(n) };
        parts.push(part);
    }
    // What the constraints fix in one of two designs is no choice that they share.
    let fixed = |v: usize| {
        let stands = parts.iter().map(|part| part.stand(spec, v));
        stands.into_iter().any(|stand| matches!(stand, Stand::Is(_)))
    };
    let own: BTreeSet<usize> = (0..spec.variables.len())
        .filter(|&v| shared && spec.variables[v].kind == Kind::Lever && fixed(v))
        .collect();
    let rows = parts.iter().enumerate().map(|(n, part)| {
        let mut rows = part.rows(spec, &nodes, &|_| true);
        for row in &mut rows {
            let chosen = std::mem::take(&mut row.chosen).into_iter();
            let apart = |(kind, v, owner)| match own.contains(&v) {
                true => (kind, v, Owner::Scenario(n)),
                false => (kind, v, owner),
            };
            row.chosen = chosen.map(|(key, value)| (apart(key), value)).collect();
        }
        rows
    });
    let rows: Vec<Vec<Pair>> = rows.collect();
    rows::joined(&rows[0], &rows[1], MOST)
}

fn relation(case: &Case, node: NodeId, one: usize, other: usize) -> Relation {
    let ordered = case.spec.scale(case.spec_node(node)).ordered();
    Relation {
        equal: one == other,
        better: ordered && other > one,
        worse: ordered && other < one,
        differs: !ordered && other != one,
        // Nothing here is a number.
        higher: false,
        lower: false,
    }
}

fn or(one: Relation, other: Relation) -> Relation {
    Relation {
        equal: one.equal || other.equal,
        better: one.better || other.better,
        worse: one.worse || other.worse,
        differs: one.differs || other.differs,
        higher: one.higher || other.higher,
        lower: one.lower || other.lower,
    }
}

/// The traits of a pair that are open.
fn person(case: &Case, pair: &Pair) -> Values {
    let traits = pair.chosen.iter().filter(|((kind, ..), _)| *kind == Kind::Trait);
    let named =
        traits.filter_map(|(&(_, v, _), &value)| Some((OpenVariable::Study(case.variable(v)), case.number(v, value)?)));
    named.collect()
}

pub(crate) fn check(case: &Case) -> Result<Checked, String> {
    let scenarios = [case.some_scenario(1), case.some_scenario(2)];
    let group = case.some_group(3);
    let ceteris_paribus = case.pick(4, 3) == 0;
    let Some(pairs) = pairs(case, scenarios, group, ceteris_paribus) else {
        return Ok(Checked::TooMuch);
    };
    let found = contrast(
        case.compiled(),
        scenarios.map(|s| case.scenario(s)),
        case.group(group),
        ceteris_paribus,
    );
    let found = found.map_err(|faults| format!("not compared: {faults:?}"))?;
    same!(found.has_worlds, !pairs.is_empty(), "worlds: of both");
    if pairs.is_empty() {
        return Ok(Checked::NotClaimed);
    }
    let mut people: BTreeMap<Values, Vec<&Pair>> = BTreeMap::new();
    for pair in &pairs {
        people.entry(person(case, pair)).or_default().push(pair);
    }
    for node in &found.nodes {
        let n = case.spec_node(node.node);
        let levels = |pair: &Pair| [pair.says[n], pair.says[case.spec.nodes.len() + n]];
        let of = |pair: &Pair| relation(case, node.node, levels(pair)[0], levels(pair)[1]);
        for (person, pairs) in &people {
            let fits = |case: &&toets_question::ContrastCase| {
                let inside =
                    |one: &Vec<(OpenVariable, Vec<u32>)>| one.iter().all(|(v, values)| values.contains(&person[v]));
                case.people.iter().any(inside)
            };
            let said: Vec<Relation> = node.cases.iter().filter(fits).map(|case| case.relation).collect();
            let so = pairs.iter().map(|pair| of(pair)).fold(Relation::default(), or);
            same!(said, vec![so], "for whom: n{n} for {person:?}");
        }
        let all = pairs.iter().map(of).fold(Relation::default(), or);
        same!(node.relation, all, "relation: n{n}");
        for part in 0..2 {
            let levels: BTreeSet<usize> = pairs.iter().map(|pair| levels(pair)[part]).collect();
            let said: Vec<usize> = node.possible[part]
                .iter()
                .map(|value| match value {
                    Value::Level(level) => level.to_usize(),
                    Value::Number(_) => usize::MAX,
                })
                .collect();
            same!(said, levels.into_iter().collect::<Vec<_>>(), "possible: n{n}");
        }
        depends(case, node, &pairs, &of).map_err(|what| format!("depends on: n{n}: {what}"))?;
    }
    Ok(Checked::Claimed)
}

/// On which choices and on what that is not known it depends how the two stand, for somebody and under some law.
fn depends(case: &Case, node: &NodeContrast, pairs: &[Pair], of: &dyn Fn(&Pair) -> Relation) -> Result<(), String> {
    if pairs.len() > 150 {
        return Ok(());
    }
    let mut contexts: BTreeMap<Vec<_>, Vec<Outcome<Unit, Relation>>> = BTreeMap::new();
    for pair in pairs {
        let (levers, rest): (Vec<_>, Vec<_>) = pair.chosen.iter().partition(|((kind, ..), _)| *kind == Kind::Lever);
        let number = |v: usize, value| case.number(v, value).unwrap_or_default() as usize;
        let levers = levers
            .into_iter()
            .map(|(&(_, v, owner), &value)| (Unit::Lever(v, owner), number(v, value)));
        let answers = pair.answers.iter().map(|(&key, &answer)| (Unit::Unknown(key), answer));
        let outcome = (levers.chain(answers).collect(), of(pair));
        contexts.entry(rest).or_default().push(outcome);
    }
    let contexts: Vec<_> = contexts.into_values().collect();
    let units = depends::depends(&contexts).into_iter();
    let so: BTreeSet<OpenVariable> = units
        .map(|unit| match unit {
            Unit::Lever(v, _) => OpenVariable::Study(case.variable(v)),
            Unit::Unknown(key) => case.unknown(&key),
        })
        .collect();
    let said: BTreeSet<OpenVariable> = node.levers.iter().chain(&node.hangs_on).copied().collect();
    same!(said, so, "which");
    Ok(())
}

/// What may be one way or another: a choice of one of the two, or an answer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Unit {
    Lever(usize, Owner),
    Unknown(Key),
}
