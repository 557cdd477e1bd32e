//! Several cells side by side: whose a variable is, and rows of what is so together.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::judge::{self, Judged, Unknown};
use crate::spec::*;

/// Whose a variable of the study is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    Scenario(usize),
    Group(usize),
    All,
}

/// What a cell says of a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stand {
    Is(Value),
    Open(Owner),
}

/// Something with one answer, whatever cells it is met in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// A variable of the study with kind `unknown`.
    Variable(usize),
    Asked(Unknown),
    /// The unknown of a node, with what the cell says of everything that is mentioned of it (as a number, for speed).
    Node(usize, u64),
}

/// A cell: what is fixed, and whose the rest is.
#[derive(Clone)]
pub struct Part {
    pub fixed: Fixed,
    pub scenario: Owner,
    pub group: Owner,
    /// Its leaves, for the nodes that were wanted.
    pub leaves: Vec<judge::Leaf>,
}

/// What is so together in one or more cells.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row<T> {
    /// Levers, traits and the regime that are open.
    pub chosen: BTreeMap<(Kind, usize, Owner), Value>,
    pub answers: BTreeMap<Key, usize>,
    pub says: T,
}

impl Part {
    fn owner(&self, spec: &Spec, variable: usize) -> Owner {
        match spec.variables[variable].kind {
            Kind::Lever => self.scenario,
            Kind::Trait => self.group,
            Kind::Regime | Kind::Unknown => Owner::All,
        }
    }

    /// What it says of a variable; one with a single value left is not open.
    pub fn stand(&self, spec: &Spec, variable: usize) -> Stand {
        if let Some(&value) = self.fixed.get(&variable) {
            return Stand::Is(value);
        }
        let left: BTreeSet<Value> = self.leaves.iter().map(|leaf| leaf.world[variable]).collect();
        match left.first() {
            Some(&only) if left.len() == 1 => Stand::Is(only),
            _ => Stand::Open(self.owner(spec, variable)),
        }
    }

    fn key(&self, spec: &Spec, unknown: Unknown, classes: &mut BTreeMap<usize, u64>) -> Key {
        match unknown {
            Unknown::Node(node) => {
                let class = classes.entry(node).or_insert_with(|| {
                    let stands: Vec<Stand> = mentioned(spec, node).into_iter().map(|v| self.stand(spec, v)).collect();
                    let mut hasher = DefaultHasher::new();
                    stands.hash(&mut hasher);
                    hasher.finish()
                });
                Key::Node(node, *class)
            }
            other => Key::Asked(other),
        }
    }

    /// Its leaves as rows of what some nodes' levels are; `only` picks the worlds that are spoken of. Where one of the nodes does not
    /// apply nothing is said.
    pub fn rows(&self, spec: &Spec, nodes: &[usize], only: &dyn Fn(&[Value]) -> bool) -> Vec<Row<Vec<usize>>> {
        let mut classes = BTreeMap::new();
        let spoken_of = self.leaves.iter().filter(|leaf| only(&leaf.world));
        let rows = spoken_of.map(|leaf| {
            let mut row = Row {
                chosen: BTreeMap::new(),
                answers: BTreeMap::new(),
                says: Vec::new(),
            };
            for (v, &value) in leaf.world.iter().enumerate() {
                let kind = spec.variables[v].kind;
                match (self.fixed.contains_key(&v), kind, value) {
                    (true, ..) => {}
                    (false, Kind::Unknown, Value::Nth(n)) => {
                        row.answers.insert(Key::Variable(v), n);
                    }
                    (false, ..) => {
                        row.chosen.insert((kind, v, self.owner(spec, v)), value);
                    }
                }
            }
            for (&unknown, &answer) in &leaf.answers {
                row.answers.insert(self.key(spec, unknown, &mut classes), answer);
            }
            let level = |&node: &usize| leaf.nodes[node].map_or(usize::MAX, |judged: Judged| judged.level);
            row.says = nodes.iter().map(level).collect();
            row
        });
        let rows = rows.filter(|row| !row.says.contains(&judge::NOT_APPLICABLE));
        merged(spec, rows.collect())
    }
}

/// The variables that the evidence on a node mentions, or its script reads.
fn mentioned(spec: &Spec, node: usize) -> BTreeSet<usize> {
    let mut mentioned = BTreeSet::new();
    for (f, finding) in spec
        .findings
        .iter()
        .enumerate()
        .filter(|(_, finding)| finding.node == node)
    {
        mentioned.extend(finding.when.variables());
        for transfer in spec.transfers.iter().filter(|t| judge::may_carry(spec, t, f)) {
            mentioned.extend(transfer.from.iter().map(|&(v, _)| v));
            mentioned.extend(transfer.to.variables());
        }
    }
    if let Scorer::Script(program) = &spec.nodes[node].scorer {
        mentioned.extend(program.variables());
    }
    mentioned
}

/// How many answers there may be.
pub fn answers(spec: &Spec, key: &Key) -> usize {
    match key {
        Key::Variable(v) => spec.variables[*v].domain.size(),
        Key::Asked(unknown) => judge::answers(spec, *unknown),
        Key::Node(node, _) => judge::answers(spec, Unknown::Node(*node)),
    }
}

/// Leaves out answers on which nothing depends: rows that differ in one answer only become one, where all answers are there.
pub fn merged<T: Ord + Clone>(spec: &Spec, rows: Vec<Row<T>>) -> Vec<Row<T>> {
    let mut rows: BTreeSet<Row<T>> = rows.into_iter().collect();
    loop {
        let before = rows.len();
        let keys: BTreeSet<Key> = rows.iter().flat_map(|row| row.answers.keys().cloned()).collect();
        for key in keys {
            let mut without: BTreeMap<Row<T>, usize> = BTreeMap::new();
            for row in rows.iter().filter(|row| row.answers.contains_key(&key)) {
                let mut rest = row.clone();
                rest.answers.remove(&key);
                *without.entry(rest).or_default() += 1;
            }
            for (rest, _) in without.into_iter().filter(|&(_, count)| count == answers(spec, &key)) {
                for answer in 0..answers(spec, &key) {
                    let mut row = rest.clone();
                    row.answers.insert(key, answer);
                    rows.remove(&row);
                }
                rows.insert(rest);
            }
        }
        if rows.len() == before {
            return rows.into_iter().collect();
        }
    }
}

/// Leaves out what evidence leaves open and on which nothing depends in any world, even where not all answers are admitted: nobody is left
/// out for an answer that makes no difference. What the study itself declares unknown may say who there are, and stays.
pub fn without_idle<T: Ord + Clone>(mut rows: Vec<Row<T>>) -> Vec<Row<T>> {
    let keys: BTreeSet<Key> = rows.iter().flat_map(|row| row.answers.keys().cloned()).collect();
    for key in keys.into_iter().filter(|key| !matches!(key, Key::Variable(_))) {
        let mut without = rows.clone();
        for row in &mut without {
            row.answers.remove(&key);
        }
        let hangs = without.iter().enumerate().any(|(n, one)| {
            without[n + 1..].iter().any(|other| {
                one.says != other.says && one.chosen == other.chosen && agree(&one.answers, &other.answers)
            })
        });
        if !hangs {
            rows = without;
        }
    }
    rows.sort();
    rows.dedup();
    rows
}

/// Rows of two cells that go together; none if there are more than a number.
pub fn joined(one: &[Row<Vec<usize>>], other: &[Row<Vec<usize>>], most: usize) -> Option<Vec<Row<Vec<usize>>>> {
    let mut all = Vec::new();
    for left in one {
        for right in other {
            if agree(&left.chosen, &right.chosen) && agree(&left.answers, &right.answers) {
                let mut row = left.clone();
                row.chosen.extend(right.chosen.iter().map(|(k, v)| (*k, *v)));
                row.answers.extend(right.answers.iter().map(|(k, v)| (*k, *v)));
                row.says.extend(&right.says);
                all.push(row);
            }
        }
        if all.len() > most {
            return None;
        }
    }
    Some(all)
}

/// Whether two choices contradict each other nowhere.
pub fn agree<K: Ord, V: PartialEq>(one: &BTreeMap<K, V>, other: &BTreeMap<K, V>) -> bool {
    one.iter().all(|(key, value)| other.get(key).is_none_or(|v| v == value))
}
