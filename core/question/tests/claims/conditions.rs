//! Conditions: all prime implicants are listed and nothing else, no cover of them is smaller than the one given, and there are as many that
//! are as small as is said.

use std::collections::{BTreeMap, BTreeSet};

use toets_evaluate::{CaseBox, CellResult, OpenVariable};
use toets_model::{Index, Kind};
use toets_question::{CoverQuality, Form, Goal, ImplicantLimits, conditions};

use crate::case::Case;
use crate::run::Checked;
use crate::table::{Row, by};

/// More boxes than this are not tried one by one.
const BOXES: usize = 20_000;
/// Among more primes than this covers are not counted.
const COUNTED: usize = 13;

/// The worlds that count, by their values, with whether it holds there.
type Rows = BTreeMap<Vec<u8>, bool>;

pub(crate) fn check(case: &Case) -> Result<Checked, String> {
    let (s, g, n) = (case.some_scenario(31), case.some_group(32), case.some_node(33));
    let Some(all) = case.worlds(&case.of_cell(s, g), None) else {
        return Ok(Checked::TooMuch);
    };
    let goal = Goal {
        node: case.node(n),
        level: Index::from_usize(case.pick(34, case.spec.scale(n).size())),
    };
    let all = all.asked_of(goal.node);
    let reached = |level: u32| match case.spec.scale(n).ordered() {
        true => level as usize >= goal.level.to_usize(),
        false => level as usize == goal.level.to_usize(),
    };
    let mut cell = cell(case, s, g)?;
    let order = case.compiled().variables();
    let counted: BTreeSet<OpenVariable> = cell
        .counted()
        .map_err(|e| e.to_string())?
        .iter()
        .map(|&v| order.at(v))
        .collect();
    let found = conditions(case.compiled(), &mut cell, goal, &ImplicantLimits::default());
    let Some(found) = found.map_err(|fault| format!("not asked: {fault:?}"))? else {
        ensure!(all.rows.is_empty(), "worlds: there are, and nothing is said of them");
        return Ok(Checked::NotClaimed);
    };
    let counted: Vec<OpenVariable> = counted.into_iter().collect();
    let unknown = |v: &OpenVariable| v.kind(case.study()) == Kind::Unknown;
    let known: Vec<OpenVariable> = counted.iter().copied().filter(|v| !unknown(v)).collect();
    let rows = |variables: &[OpenVariable], every: bool| -> Rows {
        let columns = all.columns_of(variables);
        let holds = |row: &&Row| reached(row.level(goal.node));
        let mut rows = Rows::new();
        for (values, worlds) in by(&all.all(), &columns) {
            let holds = match every {
                true => worlds.iter().all(holds),
                false => worlds.iter().any(holds),
            };
            // What nobody asks for may be anything.
            let mut each = vec![Vec::new()];
            let mut values = values.into_iter();
            for &variable in variables {
                let may_be = match all.column(variable) {
                    Some(_) => Vec::from_iter(values.next()),
                    None => (0..variable.arity(case.study()) as u8).collect(),
                };
                each = each
                    .into_iter()
                    .flat_map(|row: Vec<u8>| {
                        may_be
                            .iter()
                            .map(move |&value| [&row[..], &[value]].concat())
                            .collect::<Vec<_>>()
                    })
                    .collect();
            }
            rows.extend(each.into_iter().map(|row| (row, holds)));
        }
        rows
    };
    let (full, whatever, possible) = (rows(&counted, true), rows(&known, true), rows(&known, false));
    same!(found.open, whatever != possible, "open: whether an answer matters");
    necessary(&found.necessary, &counted, &full)?;
    let mut checked = Checked::TooMuch;
    for (form, variables, rows, what) in [
        (&found.full, &counted, &full, "full"),
        (&found.whatever, &known, &whatever, "whatever"),
        (&found.possible, &known, &possible, "possible"),
    ] {
        if form_is_true(form, variables, rows).map_err(|wrong| format!("{what}: {wrong}"))? {
            checked = Checked::Claimed;
        }
    }
    // Without variables there is nothing to say in fewer words.
    let idle = counted.is_empty() || full.values().all(|&holds| !holds);
    Ok(if idle { Checked::NotClaimed } else { checked })
}

pub(crate) fn cell(case: &Case, s: usize, g: usize) -> Result<CellResult, String> {
    let (scenario, group) = (case.scenario(s), case.group(g));
    let fixed = case.compiled().fixed(scenario, group);
    let (space, faults) = toets_evaluate::evaluate_where(case.compiled(), &fixed, None);
    ensure!(faults.is_empty(), "not evaluated: {faults:?}");
    Ok(CellResult::new(scenario, group, space))
}

/// What all worlds have in common in which it holds.
fn necessary(said: &[toets_question::Necessary], variables: &[OpenVariable], rows: &Rows) -> Result<(), String> {
    let mut so = Vec::new();
    for (n, &variable) in variables.iter().enumerate() {
        let values = |all: bool| -> BTreeSet<u32> {
            let those = rows.iter().filter(|(_, holds)| all || **holds);
            those.map(|(values, _)| u32::from(values[n])).collect()
        };
        let (common, of) = (values(false), values(true));
        if !common.is_empty() && common.len() < of.len() {
            so.push((variable, Vec::from_iter(common), Vec::from_iter(of)));
        }
    }
    let said: Vec<_> = said
        .iter()
        .map(|one| (one.variable, one.values.clone(), one.of.clone()))
        .collect();
    same!(said, so, "necessary: what all worlds have in common");
    Ok(())
}

/// Checks one form; whether it could be.
fn form_is_true(form: &Form, variables: &[OpenVariable], rows: &Rows) -> Result<bool, String> {
    let found = &form.implicants;
    let reached: Vec<&Vec<u8>> = rows.iter().filter(|(_, holds)| **holds).map(|(row, _)| row).collect();
    same!(form.admitted, rows.len().into(), "worlds: how many count");
    same!(found.holds, reached.len().into(), "worlds: in how many it holds");
    let Some(primes) = primes(variables, rows) else {
        return Ok(false);
    };
    let said: BTreeSet<CaseBox> = found.primes.iter().map(|prime| prime.demands.clone()).collect();
    same!(
        found.complete,
        found.total == Some(said.len().into()),
        "primes: complete"
    );
    if !found.complete {
        return Ok(false);
    }
    same!(said, primes, "primes: which there are");
    let covers = |demands: &CaseBox| -> u128 {
        let inside = |row: &&Vec<u8>| {
            demands.iter().all(|(variable, values)| {
                let column = variables.iter().position(|v| v == variable);
                column.is_some_and(|column| values.contains(&u32::from(row[column])))
            })
        };
        let those = reached.iter().enumerate().filter(|(_, row)| inside(row));
        those.fold(0, |set, (n, _)| set | 1 << n)
    };
    if reached.len() > 128 {
        return Ok(false);
    }
    let all = reached.iter().enumerate().fold(0u128, |set, (n, _)| set | 1 << n);
    let sets: Vec<u128> = found.primes.iter().map(|prime| covers(&prime.demands)).collect();
    for (n, prime) in found.primes.iter().enumerate() {
        same!(
            prime.worlds,
            sets[n].count_ones().into(),
            "primes: worlds of {:?}",
            prime.demands
        );
        let others = sets.iter().enumerate().filter(|(m, _)| *m != n);
        let others = others.fold(0, |set, (_, other)| set | other);
        same!(
            prime.essential,
            sets[n] & !others != 0,
            "primes: essential {:?}",
            prime.demands
        );
    }
    let cover = &found.cover;
    ensure!(cover.complete, "cover: small enough, and not complete");
    let given: Vec<Vec<&CaseBox>> = std::iter::once(&cover.members)
        .chain(&cover.others)
        .map(|members| members.iter().map(|member| &member.demands).collect())
        .collect();
    for members in &given {
        let together = members.iter().fold(0, |set, demands| set | covers(demands));
        same!(together, all, "cover: what {members:?} cover");
        same!(members.len(), given[0].len(), "cover: another one is as small");
        ensure!(
            members.iter().all(|&demands| said.contains(demands)),
            "cover: not of primes: {members:?}"
        );
    }
    let different: BTreeSet<BTreeSet<&CaseBox>> =
        given.iter().map(|members| members.iter().copied().collect()).collect();
    same!(different.len(), given.len(), "cover: the same one twice");
    if sets.len() > COUNTED {
        return Ok(true);
    }
    let ways = (0u32..1 << sets.len()).filter(|chosen| {
        let chosen = sets.iter().enumerate().filter(|(n, _)| chosen >> n & 1 == 1);
        chosen.fold(0, |together, (_, set)| together | set) == all
    });
    let sizes: Vec<u32> = ways.map(u32::count_ones).collect();
    let least = sizes.iter().copied().min().unwrap_or_default();
    let as_small = sizes.iter().filter(|&&size| size == least).count();
    same!(
        cover.quality,
        CoverQuality::Minimum,
        "minimum: small enough to be proved"
    );
    same!(given[0].len(), least as usize, "minimum: how few say it all");
    ensure!(!cover.equally_small.at_least, "equally small: few enough to be counted");
    same!(cover.equally_small.number, as_small.into(), "equally small: how many");
    same!(cover.others.len(), (as_small - 1).min(20), "equally small: listed");
    Ok(true)
}

/// The largest boxes of values that occur in which it never fails, and holds somewhere; none where there are too many boxes to try.
fn primes(variables: &[OpenVariable], rows: &Rows) -> Option<BTreeSet<CaseBox>> {
    let occurring: Vec<Vec<u8>> = (0..variables.len())
        .map(|n| {
            let values: BTreeSet<u8> = rows.keys().map(|row| row[n]).collect();
            values.into_iter().collect()
        })
        .collect();
    let choices = occurring.iter().map(|values| (1usize << values.len()) - 1);
    let boxes = choices.clone().try_fold(1usize, |all, choices| {
        let all = all.checked_mul(choices)?;
        (all <= BOXES).then_some(all)
    })?;
    let inside = |one: &[usize], row: &[u8]| {
        let values = occurring.iter().zip(one).zip(row);
        values.into_iter().all(|((values, set), value)| {
            let place = values.iter().position(|v| v == value);
            place.is_some_and(|place| set >> place & 1 == 1)
        })
    };
    let fails = |one: &[usize]| rows.iter().any(|(row, holds)| !holds && inside(one, row));
    let mut primes = BTreeSet::new();
    for number in 0..boxes {
        let mut left = number;
        let mut one = Vec::with_capacity(variables.len());
        for choices in choices.clone() {
            one.push(1 + left % choices);
            left /= choices;
        }
        if fails(&one) || !rows.iter().any(|(row, holds)| *holds && inside(&one, row)) {
            continue;
        }
        let widest = (0..one.len()).all(|n| {
            let more = (0..occurring[n].len()).filter(|place| one[n] >> place & 1 == 0);
            more.into_iter().all(|place| {
                let mut wider = one.clone();
                wider[n] |= 1 << place;
                fails(&wider)
            })
        });
        if widest {
            primes.insert(named(variables, &occurring, &one));
        }
    }
    Some(primes)
}

/// What a box demands: of variables that may not have every value that occurs.
fn named(variables: &[OpenVariable], occurring: &[Vec<u8>], one: &[usize]) -> CaseBox {
    let each = variables.iter().zip(occurring).zip(one);
    let demanded = each.filter(|((_, values), set)| **set != (1 << values.len()) - 1);
    demanded
        .map(|((&variable, values), set)| {
            let places = (0..values.len()).filter(|place| set >> place & 1 == 1);
            (variable, places.map(|place| u32::from(values[place])).collect())
        })
        .collect()
}
