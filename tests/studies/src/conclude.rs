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
    /// For each of these cells: for each set of answers whether the statement holds there.
    pub outcomes: Vec<Outcomes>,
    /// For each of these cells: of which people, choices and law it speaks.
    pub people: Vec<BTreeSet<Chosen>>,
}

/// What is so of people, choices and law.
pub type Chosen = BTreeMap<(Kind, usize, Owner), Value>;

/// How much the oracle takes on.
pub const MOST: usize = 6_000;

/// All cells by scenario and group, each with all nodes judged.
pub type Cells = BTreeMap<(usize, usize), Part>;

/// A cell with all nodes judged; none if it has more leaves than a number.
pub fn part(spec: &Spec, scenario: usize, group: usize, most: usize) -> Option<Part> {
    let fixed = fixed(spec, scenario, group);
    let wanted = vec![true; spec.nodes.len()];
    let leaves = judge::leaves(spec, &worlds(spec, &fixed), &wanted, None, most)?;
    Some(Part {
        fixed,
        scenario: Owner::Scenario(scenario),
        group: Owner::Group(group),
        leaves,
    })
}

/// All cells; none if one of them has more leaves than a number.
pub fn cells(spec: &Spec, most: usize) -> Option<Cells> {
    let all = (0..spec.scenarios.len()).flat_map(|s| (0..spec.groups.len()).map(move |g| (s, g)));
    all.map(|(s, g)| Some(((s, g), part(spec, s, g, most)?))).collect()
}

/// The cells that a conclusion is about.
pub fn over(spec: &Spec, conclusion: &Conclusion) -> Vec<(usize, usize)> {
    let judged = || {
        (0..spec.scenarios.len())
            .filter(|&s| spec.scenarios[s].evaluate == Evaluate::Always && spec.baseline != Some(s))
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
    conclude_given(spec, cells, conclusion, &|_, _| true, MOST)
}

/// The same where only those answers may be given for which `given` is true; none if there are more rows than a number.
pub fn conclude_given(
    spec: &Spec,
    cells: &Cells,
    conclusion: &Conclusion,
    given: &dyn Fn(&Key, usize) -> bool,
    most: usize,
) -> Option<Concluded> {
    let mut each = Vec::new();
    let mut all_outcomes = Vec::new();
    let mut people = Vec::new();
    let mut hang: Vec<Vec<BTreeMap<Key, usize>>> = Vec::new();
    for current in over(spec, conclusion) {
        let rows = statement(spec, cells, conclusion, current, given, most)?;
        if rows.is_empty() {
            continue; // no world is spoken of
        }
        let mut outcomes = Vec::new();
        by_answers(
            spec,
            conclusion,
            given,
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
            hang.push(outcomes.iter().filter(|o| o.1).map(|o| o.0.clone()).collect());
        }
        each.push((current, status));
        all_outcomes.push(outcomes);
        people.push(rows.into_iter().map(|row| row.chosen).collect());
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
    Some(Concluded {
        status,
        cells: each,
        outcomes: all_outcomes,
        people,
    })
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
            more.extend(answers.iter().map(|(k, v)| (*k, *v)));
            if together(rest, &more, tried)? {
                return Some(true);
            }
        }
    }
    Some(false)
}

/// Everything that may be so where the statement is judged, with whether it holds there.
fn statement(
    spec: &Spec,
    cells: &Cells,
    conclusion: &Conclusion,
    current: (usize, usize),
    given: &dyn Fn(&Key, usize) -> bool,
    most: usize,
) -> Option<Vec<Row<bool>>> {
    let cell_of = |cell: Where| match cell {
        Where::Current => current,
        Where::Scenario(scenario) => (scenario, current.1),
        Where::Cell(scenario, group) => (scenario, group),
    };
    // Where the cell itself has no world nothing is said of it, also if the formula names other cells only.
    let mut speaks: BTreeMap<(usize, usize), BTreeSet<usize>> = BTreeMap::from([(current, BTreeSet::new())]);
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
        all = rows::joined(&all, &rows, most)?;
    }
    let rows = all.into_iter().map(|row| {
        let level = |cell: Where, node: usize| row.says[columns[&(cell_of(cell), node)]];
        Row {
            says: formula(&conclusion.holds, &level),
            chosen: row.chosen,
            answers: row.answers,
        }
    });
    // Where nothing depends on an answer it is asked of nobody, also before another one is given.
    let mut rows = rows::without_idle(rows::merged(spec, rows.collect()));
    rows.retain(|row| row.answers.iter().all(|(key, &answer)| given(key, answer)));
    Some(rows::without_idle(rows))
}

/// Whether a formula holds where nodes have these levels.
pub fn formula(it: &Formula, level: &dyn Fn(Where, usize) -> usize) -> bool {
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

/// For each set of answers that has a world, whether a statement holds. What is not answered makes no difference.
pub type Outcomes = Vec<(BTreeMap<Key, usize>, bool)>;

/// For each set of answers with a world: whether the statement holds.
fn by_answers(
    spec: &Spec,
    conclusion: &Conclusion,
    given: &dyn Fn(&Key, usize) -> bool,
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
    for answer in (0..rows::answers(spec, &key)).filter(|&answer| given(&key, answer)) {
        let fitting = rows
            .iter()
            .filter(|row| row.answers.get(&key).is_none_or(|&a| a == answer));
        let fitting: Vec<&Row<bool>> = fitting.copied().collect();
        answers.insert(key, answer);
        by_answers(spec, conclusion, given, &fitting, answers, outcomes)?;
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
