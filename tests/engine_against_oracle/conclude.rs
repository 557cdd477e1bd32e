//! The oracle's conclusions: for each set of answers, whether the statement holds for all people (or some), for all
//! choices of levers (or some), under all regimes that are open.

use std::collections::{BTreeMap, BTreeSet};

use crate::judge;
use crate::rows::{self, Key, Owner, Part, Row};
use crate::spec::*;
use crate::worlds::{fixed, holds, worlds};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Yes,
    No,
    Undetermined,
}

impl Status {
    pub fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Undetermined => "undetermined",
        }
    }
}

/// What becomes of a conclusion: together, and in each cell with a world that it speaks of.
pub struct Concluded {
    pub status: Status,
    pub cells: Vec<((usize, usize), Status)>,
}

/// How much the oracle takes on.
pub const MOST: usize = 6_000;

/// All cells by scenario and group, each with all nodes judged.
pub type Cells = BTreeMap<(usize, usize), Part>;

/// A cell with all nodes judged; none if it is too much.
pub fn part(spec: &Spec, scenario: usize, group: usize) -> Option<Part> {
    let fixed = fixed(spec, scenario, group);
    let wanted = vec![true; spec.nodes.len()];
    let leaves = judge::leaves(spec, &worlds(spec, &fixed), &wanted, None, MOST)?;
    Some(Part {
        fixed,
        scenario: Owner::Scenario(scenario),
        group: Owner::Group(group),
        leaves,
    })
}

/// The cells that a conclusion is about.
pub fn over(spec: &Spec, conclusion: &Conclusion) -> Vec<(usize, usize)> {
    let judged = || {
        (0..spec.scenarios.len())
            .filter(|&s| spec.scenarios[s].evaluate == Evaluate::Always)
            .collect()
    };
    let scenarios: Vec<usize> = conclusion.scenarios.clone().unwrap_or_else(judged);
    let groups: Vec<usize> = conclusion
        .groups
        .clone()
        .unwrap_or_else(|| (0..spec.groups.len()).collect());
    let each = scenarios.iter().flat_map(|&s| groups.iter().map(move |&g| (s, g)));
    each.collect()
}

/// Judges a conclusion; none if it is too much.
pub fn conclude(spec: &Spec, cells: &Cells, conclusion: &Conclusion) -> Option<Concluded> {
    let mut each = Vec::new();
    let mut hang: Vec<Vec<BTreeMap<Key, usize>>> = Vec::new();
    for current in over(spec, conclusion) {
        let rows = statement(spec, cells, conclusion, current)?;
        if rows.is_empty() {
            continue; // no world is spoken of
        }
        let mut outcomes = Vec::new();
        by_answers(
            spec,
            conclusion,
            &rows.iter().collect::<Vec<_>>(),
            &mut BTreeMap::new(),
            &mut outcomes,
        )?;
        let status = match (outcomes.iter().any(|o| o.1), outcomes.iter().any(|o| !o.1)) {
            (true, false) => Status::Yes,
            (false, _) => Status::No,
            (true, true) => Status::Undetermined,
        };
        if status == Status::Undetermined {
            hang.push(outcomes.into_iter().filter(|o| o.1).map(|o| o.0).collect());
        }
        each.push((current, status));
    }
    let status = if each.iter().any(|(_, status)| *status == Status::No) {
        Status::No
    } else if each.is_empty() {
        Status::Undetermined
    } else if hang.is_empty() {
        Status::Yes
    } else if together(&hang, &BTreeMap::new(), &mut 0)? {
        Status::Undetermined
    } else {
        Status::No
    };
    Some(Concluded { status, cells: each })
}

/// Whether one set of answers lets the statement hold in all of these cells.
fn together(cells: &[Vec<BTreeMap<Key, usize>>], so_far: &BTreeMap<Key, usize>, tried: &mut usize) -> Option<bool> {
    let Some((first, rest)) = cells.split_first() else {
        return Some(true);
    };
    for answers in first {
        *tried += 1;
        if *tried > 50 * MOST {
            return None;
        }
        if rows::agree(answers, so_far) {
            let mut more = so_far.clone();
            more.extend(answers.iter().map(|(k, v)| (k.clone(), *v)));
            if together(rest, &more, tried)? {
                return Some(true);
            }
        }
    }
    Some(false)
}

/// Everything that may be so where the statement is judged, with whether it holds there.
fn statement(spec: &Spec, cells: &Cells, conclusion: &Conclusion, current: (usize, usize)) -> Option<Vec<Row<bool>>> {
    let cell_of = |cell: Where| match cell {
        Where::Current => current,
        Where::Scenario(scenario) => (scenario, current.1),
        Where::Cell(scenario, group) => (scenario, group),
    };
    let mut speaks: BTreeMap<(usize, usize), BTreeSet<usize>> = BTreeMap::new();
    conclusion.holds.visit(&mut |cell, node| {
        speaks.entry(cell_of(cell)).or_default().insert(node);
    });
    let mut columns: BTreeMap<((usize, usize), usize), usize> = BTreeMap::new();
    let mut all = vec![Row {
        chosen: BTreeMap::new(),
        answers: BTreeMap::new(),
        says: Vec::new(),
    }];
    for (cell, nodes) in speaks {
        let nodes: Vec<usize> = nodes.into_iter().collect();
        for &node in &nodes {
            columns.insert((cell, node), columns.len());
        }
        let only = |world: &[Value]| cell != current || holds(spec, &conclusion.only, world);
        let rows = cells[&cell].rows(spec, &nodes, &only);
        all = rows::joined(&all, &rows, MOST)?;
    }
    let rows = all.into_iter().map(|row| {
        let level = |cell: Where, node: usize| row.says[columns[&(cell_of(cell), node)]];
        Row {
            says: formula(&conclusion.holds, &level),
            chosen: row.chosen,
            answers: row.answers,
        }
    });
    Some(rows::without_idle(rows::merged(spec, rows.collect())))
}

fn formula(it: &Formula, level: &dyn Fn(Where, usize) -> usize) -> bool {
    let term = |term: &Term| match *term {
        Term::Level(_, at) => at,
        Term::Node(cell, node) => level(cell, node),
    };
    match it {
        Formula::Compare(left, comparator, right) => comparator.holds(term(left), term(right)),
        Formula::And(parts) => parts.iter().all(|part| formula(part, level)),
        Formula::Or(parts) => parts.iter().any(|part| formula(part, level)),
        Formula::Not(part) => !formula(part, level),
    }
}

type Outcomes = Vec<(BTreeMap<Key, usize>, bool)>;

/// For each set of answers with a world: whether the statement holds.
fn by_answers(
    spec: &Spec,
    conclusion: &Conclusion,
    rows: &[&Row<bool>],
    answers: &mut BTreeMap<Key, usize>,
    outcomes: &mut Outcomes,
) -> Option<()> {
    if rows.is_empty() {
        return Some(());
    }
    let open = rows
        .iter()
        .flat_map(|row| row.answers.keys())
        .find(|key| !answers.contains_key(key));
    let Some(key) = open.cloned() else {
        outcomes.push((answers.clone(), quantified(conclusion, rows)));
        return (outcomes.len() <= MOST).then_some(());
    };
    for answer in 0..rows::answers(spec, &key) {
        let fitting = rows
            .iter()
            .filter(|row| row.answers.get(&key).is_none_or(|&a| a == answer));
        let fitting: Vec<&Row<bool>> = fitting.copied().collect();
        answers.insert(key.clone(), answer);
        by_answers(spec, conclusion, &fitting, answers, outcomes)?;
        answers.remove(&key);
    }
    Some(())
}

/// Whether it holds under each regime, for all or some choices of levers, for all or some people.
fn quantified(conclusion: &Conclusion, rows: &[&Row<bool>]) -> bool {
    under(rows, Kind::Regime, false, &|rows| {
        under(rows, Kind::Lever, conclusion.some_levers, &|rows| {
            under(rows, Kind::Trait, conclusion.some_people, &|rows| {
                rows.iter().all(|row| row.says)
            })
        })
    })
}

fn under(rows: &[&Row<bool>], kind: Kind, some: bool, inner: &dyn Fn(&[&Row<bool>]) -> bool) -> bool {
    let mut groups: BTreeMap<Vec<_>, Vec<&Row<bool>>> = BTreeMap::new();
    for &row in rows {
        let choice: Vec<_> = row.chosen.iter().filter(|((k, ..), _)| *k == kind).collect();
        groups.entry(choice).or_default().push(row);
    }
    match some {
        true => groups.values().any(|rows| inner(rows)),
        false => groups.values().all(|rows| inner(rows)),
    }
}
