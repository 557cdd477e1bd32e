//! The oracle's comparisons: both sides in the same world, all else being equal.

use std::collections::{BTreeMap, BTreeSet};

use crate::conclude::MOST;
use crate::judge;
use crate::rows::{self, Owner, Part, Row};
use crate::spec::*;
use crate::worlds::{holds, worlds};

/// The verdict on a finding's comparison, in a word; none if it is too much.
pub fn compare(spec: &Spec, number: usize, comparison: &Compare) -> Option<&'static str> {
    let same = matches!(comparison, Compare::Same(_));
    // Of levels without an order none is better.
    if !same && !spec.scale(spec.findings[number].node).ordered() {
        return Some("undetermined");
    }
    let mut verdicts = BTreeSet::new();
    for (one, other) in &pairs(comparison) {
        verdicts.insert(pair(spec, number, one, other, same)?);
    }
    let worst = ["reversed", "undetermined", "consistent", "shown"]
        .into_iter()
        .find(|v| verdicts.contains(v));
    Some(worst.unwrap_or("empty"))
}

fn pairs(comparison: &Compare) -> Vec<(Fixed, Fixed)> {
    match comparison {
        Compare::Better(one, other) => vec![(one.clone(), other.clone())],
        Compare::Order(all) | Compare::Same(all) => {
            all.windows(2).map(|two| (two[0].clone(), two[1].clone())).collect()
        }
    }
}

/// Whether a finding compares in a world: it is one of what is compared, and the other one has a world, all else being equal.
pub fn speaks(spec: &Spec, number: usize, world: &[Value]) -> bool {
    let finding = &spec.findings[number];
    finding.compare.iter().flat_map(pairs).any(|(one, other)| {
        let compared = |v: usize| one.contains_key(&v) || other.contains_key(&v);
        let has_other = |here: &Fixed, there: &Fixed| {
            let same = |(&v, &value): (&usize, &Value)| match (world[v], value, &spec.variables[v].domain) {
                (Value::Nth(n), Value::Number(number), Domain::Number(cuts)) => {
                    n == cuts.iter().filter(|&&cut| cut <= number).count()
                }
                (is, wanted, _) => is == wanted,
            };
            let mut fixed: Fixed = (0..world.len())
                .filter(|&v| !compared(v))
                .map(|v| (v, world[v]))
                .collect();
            fixed.extend(there.clone());
            here.iter().all(same) && !worlds(spec, &fixed).is_empty()
        };
        holds(spec, &without(&finding.when, &compared), world) && (has_other(&one, &other) || has_other(&other, &one))
    })
}

fn pair(spec: &Spec, number: usize, one: &Fixed, other: &Fixed, same: bool) -> Option<&'static str> {
    let finding = &spec.findings[number];
    let wanted = judge::judged_from(spec, finding.node);
    let studied = without(&finding.when, &|v| one.contains_key(&v) || other.contains_key(&v));
    let mut all = vec![Row {
        chosen: BTreeMap::new(),
        answers: BTreeMap::new(),
        says: Vec::new(),
    }];
    for side in [one, other] {
        // Where the finding was studied: what it names a single value of is not open there.
        let mut fixed = spec.regime.clone();
        for test in &studied.all {
            if let Allowed::Values(values) = &test.allowed
                && let [only] = values[..]
            {
                fixed.entry(test.variable).or_insert(Value::Nth(only));
            }
        }
        fixed.extend(side.clone());
        let mut leaves = judge::leaves(spec, &worlds(spec, &fixed), &wanted, Some(number), MOST)?;
        // It is made only where no contest sets it aside.
        leaves.retain(|leaf| leaf.stands);
        let part = Part {
            fixed,
            scenario: Owner::All,
            group: Owner::All,
            leaves,
        };
        let rows = part.rows(spec, &[finding.node], &|world| holds(spec, &studied, world));
        all = rows::joined(&all, &rows, MOST)?;
    }
    if all.is_empty() {
        return Some("empty");
    }
    let against = |row: &&Row<Vec<usize>>| match same {
        true => row.says[0] != row.says[1],
        false => row.says[0] < row.says[1],
    };
    if !all.iter().any(|row| against(&row)) {
        let strictly = same || all.iter().all(|row| row.says[0] > row.says[1]);
        return Some(if strictly { "shown" } else { "consistent" });
    }
    // Reversed: for some people and choices it is so whatever the answers.
    let mut whatever: BTreeMap<_, bool> = BTreeMap::new();
    for row in &all {
        *whatever.entry(&row.chosen).or_insert(true) &= against(&row);
    }
    let reversed = whatever.values().any(|&always| always);
    Some(if reversed { "reversed" } else { "undetermined" })
}

/// A condition without its tests on what is compared.
fn without(condition: &Condition, compared: &dyn Fn(usize) -> bool) -> Condition {
    let any: Vec<Condition> = condition.any.iter().map(|part| without(part, compared)).collect();
    let all = condition.all.iter().filter(|test| !compared(test.variable));
    Condition {
        all: all.cloned().collect(),
        any: if any.iter().any(Condition::is_empty) {
            Vec::new()
        } else {
            any
        },
    }
}
