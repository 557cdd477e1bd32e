//! Improvements are smallest, complete, and none means none.

use std::collections::{BTreeMap, BTreeSet};

use toets_evaluate::OpenVariable;
use toets_model::{Condition, Index, Kind, Quantifier};
use toets_question::{Blocked, Blocker, Costs, Found, Goal, Improve, LISTED, Outcome, People, Ways, improve};
use toets_studies::spec::{self, Spec};

use crate::case::{Case, Values};
use crate::run::Checked;
use crate::table::{Row, Table, by};

/// Whether a design reaches something for all people (or some), whatever the answers, and for some answers.
///
/// What the study declares as unknown comes first: for each answer to that it is asked of the people that there are with it.
pub(crate) fn reaches(
    table: &Table,
    design: &[&Row],
    people: Quantifier,
    reached: &dyn Fn(&Row) -> bool,
) -> (bool, bool) {
    let worlds = by(design, &table.declared);
    let each: Vec<(bool, bool)> = worlds
        .values()
        .map(|worlds| reaches_in(table, worlds, people, reached))
        .collect();
    (each.iter().all(|each| each.0), each.iter().any(|each| each.1))
}

/// The same, with the answers to what the study declares.
fn reaches_in(table: &Table, design: &[&Row], people: Quantifier, reached: &dyn Fn(&Row) -> bool) -> (bool, bool) {
    let all = |worlds: &[&Row]| worlds.iter().all(|row| reached(row));
    let any = |worlds: &[&Row]| worlds.iter().any(|row| reached(row));
    // For one answer: for all (or some) people, under every law.
    let holds = |worlds: &[&Row]| match people {
        Quantifier::All => all(worlds),
        Quantifier::Some => by(worlds, &table.law).values().all(|worlds| any(worlds)),
    };
    let answers = by(design, &table.unknowns);
    let mut certain = answers.values().all(|worlds| holds(worlds));
    if people == Quantifier::Some {
        let one = |worlds: &Vec<&Row>| by(worlds, &table.traits).values().any(|worlds| all(worlds));
        certain |= by(design, &table.law).values().all(one);
    }
    let mut possible = answers.values().any(|worlds| holds(worlds));
    if people == Quantifier::All {
        let each = [&*table.traits, &*table.law].concat();
        possible &= by(design, &each).values().all(|worlds| any(worlds));
    }
    (certain, possible)
}

/// The designs of some worlds: the values of some columns, and the worlds that have them.
pub(crate) struct Designs<'a> {
    pub(crate) table: &'a Table,
    pub(crate) columns: Vec<usize>,
    pub(crate) worlds: BTreeMap<Vec<u8>, Vec<&'a Row>>,
}

impl<'a> Designs<'a> {
    pub(crate) fn new(table: &'a Table, columns: Vec<usize>) -> Self {
        let worlds = by(&table.all(), &columns);
        Self { table, columns, worlds }
    }

    /// Each design by name, with its worlds.
    pub(crate) fn named(&self) -> impl Iterator<Item = (Values, &Vec<&'a Row>)> {
        self.worlds
            .iter()
            .map(|(values, worlds)| (self.table.named(&self.columns, values), worlds))
    }

    pub(crate) fn reaches(&self, worlds: &[&Row], people: Quantifier, reached: &dyn Fn(&Row) -> bool) -> (bool, bool) {
        reaches(self.table, worlds, people, reached)
    }
}

struct Asked<'a> {
    case: &'a Case,
    scenario: usize,
    group: usize,
    node: usize,
    level: usize,
    people: Quantifier,
    /// The variable whose change costs more, and how much.
    dear: (usize, u32),
}

impl Asked<'_> {
    fn reached(&self, world: &Row) -> bool {
        let level = world.level(self.case.node(self.node)) as usize;
        match self.case.spec.scale(self.node).ordered() {
            true => level >= self.level,
            false => level == self.level,
        }
    }

    fn engine(&self) -> Improve {
        let mut costs = Costs::default();
        costs.set(self.case.variable(self.dear.0), None, self.dear.1);
        Improve {
            scenario: self.case.scenario(self.scenario),
            group: self.case.group(self.group),
            goal: Goal {
                node: self.case.node(self.node),
                level: Index::from_usize(self.level),
            },
            people: People {
                quantifier: self.people,
                only: Condition::default(),
            },
            costs,
        }
    }

    fn cost(&self, changes: &Values) -> u64 {
        let dear = OpenVariable::Study(self.case.variable(self.dear.0));
        let each = changes
            .keys()
            .map(|&v| if v == dear { u64::from(self.dear.1.max(1)) } else { 1 });
        each.sum()
    }
}

pub(crate) fn check(case: &Case) -> Result<Checked, String> {
    let (scenario, group, node) = (case.some_scenario(1), case.some_group(2), case.some_node(3));
    let levels = case.spec.scale(node).size();
    let asked = Asked {
        case,
        scenario,
        group,
        node,
        level: case.pick(4, levels),
        people: match case.pick(5, 2) {
            0 => Quantifier::All,
            _ => Quantifier::Some,
        },
        dear: (case.pick(6, case.spec.variables.len()), case.pick(7, 3) as u32 + 1),
    };
    let Some(all) = case.worlds(&case.of_group(group), Some(node)) else {
        return Ok(Checked::TooMuch);
    };
    let designs = Designs::new(&all, all.levers.clone());
    let found = improve(case.compiled(), &case.ready.registry, &asked.engine());
    if designs.worlds.is_empty() {
        ensure!(found.is_err(), "designs: there are none, and some are said to be");
        return Ok(Checked::NotClaimed);
    }
    let found = found.map_err(|faults| format!("not improved: {faults:?}"))?;
    same!(
        found.designs.to_string(),
        designs.worlds.len().to_string(),
        "designs: how many"
    );
    let now = case.spec.levers(scenario, Some(group));
    check_ways(&asked, &case.values(&now), &designs, &found.levers, Kind::Lever)?;
    if let Outcome::None(Blocked::Capped(capped)) = &found.levers.possible {
        // The best that can be reached can be, and nothing better.
        let best = |level: usize| {
            let at = |w: &Row| match case.spec.scale(node).ordered() {
                true => w.level(case.node(node)) as usize >= level,
                false => w.level(case.node(node)) as usize == level,
            };
            designs
                .worlds
                .values()
                .any(|worlds| designs.reaches(worlds, asked.people, &at).1)
        };
        let said: Vec<usize> = capped
            .best
            .iter()
            .map(|value| match value {
                toets_evaluate::Value::Level(level) => level.to_usize(),
                toets_evaluate::Value::Number(_) => usize::MAX,
            })
            .collect();
        let mut so: Vec<usize> = (0..levels).rev().filter(|&level| best(level)).collect();
        if case.spec.scale(node).ordered() {
            so.truncate(1);
        }
        so.sort_unstable();
        same!(said, so, "best: that can be reached");
        let blockers = capped.blockers.as_ref().ok_or("blockers: none were looked for")?;
        ensure!(!blockers.is_empty(), "blockers: none, and it can't be reached");
        check_blockers(&asked, blockers)?;
    }
    if let Some(law) = &found.law {
        check_law(&asked, law)?;
    }
    Ok(Checked::Claimed)
}

/// The smallest changes from what is now to a design that reaches it, each once; `changing`: of what kind they are.
fn check_ways(
    asked: &Asked<'_>,
    now: &Values,
    designs: &Designs<'_>,
    said: &Ways,
    changing: Kind,
) -> Result<(), String> {
    for certain in [true, false] {
        let word = if certain { "surely" } else { "possibly" };
        // Each set of changes of what is fixed, with the choices of open levers that reach the goal with it.
        let mut ways: BTreeMap<(u64, Values), BTreeSet<Values>> = BTreeMap::new();
        for (design, worlds) in designs.named() {
            let (surely, perhaps) = designs.reaches(worlds, asked.people, &|world| asked.reached(world));
            if !(if certain { surely } else { perhaps }) {
                continue;
            }
            let changes: Values = design
                .iter()
                .filter(|(v, value)| now.get(v).is_some_and(|n| n != *value))
                .map(|(&v, &value)| (v, value))
                .collect();
            ways.entry((asked.cost(&changes), changes))
                .or_default()
                .insert(choice(&design, now));
        }
        let outcome = if certain { &said.certain } else { &said.possible };
        let Some(least) = ways.keys().next().map(|(cost, _)| *cost) else {
            ensure!(
                matches!(outcome, Outcome::None(_)),
                "{word}: no change of {changing:?} reaches it, and one is said to"
            );
            continue;
        };
        ways.retain(|(cost, _), _| *cost == least);
        let Outcome::Found(outcome) = outcome else {
            return Err(format!("{word}: there are changes of {changing:?}, and none was found"));
        };
        same!(outcome.cost, least, "{word}: the cost");
        same!(
            outcome.total.to_string(),
            ways.len().to_string(),
            "{word}: how many are smallest"
        );
        same!(
            outcome.ways.len(),
            ways.len().min(LISTED),
            "{word}: how many are listed"
        );
        check_listed(now, designs, outcome, &ways, least, word)?;
    }
    Ok(())
}

/// A choice of what is not fixed.
fn choice(design: &Values, now: &Values) -> Values {
    let open = design.iter().filter(|(v, _)| !now.contains_key(v));
    open.map(|(&v, &value)| (v, value)).collect()
}

fn check_listed(
    now: &Values,
    designs: &Designs<'_>,
    outcome: &Found,
    ways: &BTreeMap<(u64, Values), BTreeSet<Values>>,
    least: u64,
    word: &str,
) -> Result<(), String> {
    for way in &outcome.ways {
        let changes: Values = way
            .changes
            .iter()
            .map(|c| (OpenVariable::Study(c.variable), c.to.to_usize() as u32))
            .collect();
        let choices = ways.get(&(least, changes.clone()));
        let choices = choices.ok_or_else(|| format!("{word}: the change {changes:?} does not reach it"))?;
        // Every choice that works is in a box, and every admitted one in a box works.
        for (design, _) in designs.named() {
            let here = |v: &OpenVariable| changes.get(v).or(now.get(v));
            if !design.iter().all(|(v, value)| here(v).is_none_or(|here| here == value)) {
                continue;
            }
            let choice = choice(&design, now);
            let in_box = way.choices.iter().any(|one| {
                let fits =
                    |(v, values): &(OpenVariable, Vec<u32>)| choice.get(v).is_none_or(|value| values.contains(value));
                one.iter().all(fits)
            });
            if !way.truncated {
                same!(in_box, choices.contains(&choice), "{word}: the choice {choice:?}");
            }
        }
        for (unknown, answers) in &way.needs {
            ensure!(
                way.hangs_on.contains(unknown),
                "{word}: it needs {unknown:?}, and does not depend on it"
            );
            ensure!(!answers.is_empty(), "{word}: it needs no answer to {unknown:?}");
        }
    }
    Ok(())
}

/// Changes of the law, with the levers as they are.
fn check_law(asked: &Asked<'_>, said: &Ways) -> Result<(), String> {
    let case = asked.case;
    let spec = &case.spec;
    let now = spec.regime.clone();
    let mut fixed = case.of_cell(asked.scenario, asked.group);
    fixed.retain(|v, _| !now.contains_key(v));
    let Some(all) = case.worlds(&fixed, Some(asked.node)) else {
        return Ok(());
    };
    let may_change = |column: &usize| match all.columns[*column] {
        OpenVariable::Study(id) => {
            let fixed_here = fixed.keys().any(|&v| case.variable(v) == id);
            all.levers.contains(column) && !fixed_here || now.keys().any(|&v| case.variable(v) == id)
        }
        _ => false,
    };
    // A design is now what may change of the law, and the levers that the scenario leaves open.
    let designs = Designs::new(&all, (0..all.columns.len()).filter(may_change).collect());
    check_ways(asked, &case.values(&now), &designs, said, Kind::Regime).map_err(|what| format!("law {what}"))
}

/// Without all of the blockers the goal can be reached, with any of them left it can't.
fn check_blockers(asked: &Asked<'_>, blockers: &[Blocker]) -> Result<(), String> {
    let case = asked.case;
    let findings: Option<Vec<usize>> = blockers
        .iter()
        .map(|blocker| match blocker {
            Blocker::Finding(finding) => Some(case.spec_finding(*finding)),
            _ => None,
        })
        .collect();
    let Some(findings) = findings else {
        return Ok(());
    };
    let reachable = |kept: Option<usize>| -> Option<bool> {
        let mut spec: Spec = case.spec.clone();
        for &finding in findings.iter().filter(|&&f| Some(f) != kept) {
            spec.findings[finding].system = true;
        }
        let all = case.list(&spec, &case.of_group(asked.group), Some(asked.node))?;
        let designs = Designs::new(&all, all.levers.clone());
        let reached = |worlds: &Vec<&Row>| designs.reaches(worlds, asked.people, &|w| asked.reached(w)).1;
        Some(designs.worlds.values().any(reached))
    };
    if let Some(reached) = reachable(None) {
        ensure!(reached, "blockers: without {findings:?} it can't be reached either");
    }
    for &finding in &findings {
        if let Some(reached) = reachable(Some(finding)) {
            ensure!(!reached, "blockers: f{finding} need not go, beside {findings:?}");
        }
    }
    Ok(())
}

impl Case {
    /// What is fixed, by the numbers of values in diagrams.
    pub(crate) fn values(&self, fixed: &spec::Fixed) -> Values {
        let each = fixed.iter();
        each.filter_map(|(&v, &value)| Some((OpenVariable::Study(self.variable(v)), self.number(v, value)?)))
            .collect()
    }
}
