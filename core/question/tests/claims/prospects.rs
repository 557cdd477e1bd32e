//! For whom, for which choices and under which law what is possible, whatever is not known.

use std::collections::{BTreeMap, BTreeSet};

use toets_evaluate::{CaseBox, OpenVariable, Reach, Value, evaluate};
use toets_model::Index;
use toets_question::{NodeReading, Prospect, readings};

use crate::case::{Case, Values};
use crate::depends::{self, Outcome};
use crate::explain::level;
use crate::run::Checked;
use crate::table::{Row, Table, by};

pub(crate) fn check(case: &Case) -> Result<Checked, String> {
    let (scenario, group) = (case.some_scenario(1), case.some_group(2));
    let Some(all) = case.worlds(&case.of_cell(scenario, group), None) else {
        return Ok(Checked::TooMuch);
    };
    let cell = (case.scenario(scenario), case.group(group));
    let mut evaluation = evaluate(case.compiled(), &[cell]).map_err(|faults| format!("not evaluated: {faults:?}"))?;
    let read = readings(&mut evaluation, &[cell]).map_err(|faults| format!("not read: {faults:?}"))?;
    let nodes = &read.first().ok_or("cell: not read")?.nodes;
    if all.rows.is_empty() {
        ensure!(nodes.is_empty(), "cell: there is no world, and something is said of it");
        return Ok(Checked::NotClaimed);
    }
    same!(nodes.len(), case.spec.nodes.len(), "nodes: how many");
    for reading in nodes {
        let n = case.spec_node(reading.node);
        one(case, reading, &all).map_err(|what| format!("{what} (n{n})"))?;
    }
    Ok(Checked::Claimed)
}

fn inside(values: &Values, one: &CaseBox) -> bool {
    let fits = |(v, allowed): &(OpenVariable, Vec<u32>)| values.get(v).is_some_and(|value| allowed.contains(value));
    one.iter().all(fits)
}

fn one(case: &Case, reading: &NodeReading, all: &Table) -> Result<(), String> {
    let node = reading.node;
    let levels = |worlds: &[&Row], which: &dyn Fn(&Row) -> bool| -> Vec<u32> {
        let levels: BTreeSet<u32> = worlds
            .iter()
            .filter(|row| which(row))
            .map(|row| row.level(node))
            .collect();
        levels.into_iter().collect()
    };
    let said = |values: &[Value]| -> Vec<u32> { values.iter().map(|&value| level(value)).collect() };
    same!(
        said(&reading.possible),
        levels(&all.all(), &|_| true),
        "possible: levels"
    );
    let people = by(&all.all(), &all.rest);
    // Those of whom the same is possible, and for which levels evidence met for some of them.
    let mut prospects: BTreeMap<Vec<u32>, BTreeSet<u32>> = BTreeMap::new();
    for (who, worlds) in &people {
        let who = all.named(&all.rest, who);
        let truly = levels(worlds, &|_| true);
        let met = levels(worlds, &|row| row.mixed[node.to_usize()]);
        prospects.entry(truly.clone()).or_default().extend(met);
        let fits = |prospect: &&Prospect| prospect.boxes.iter().any(|one| inside(&who, one));
        let found = reading.prospects.iter().filter(fits);
        let found: Vec<Vec<u32>> = found.map(|prospect| said(&prospect.values)).collect();
        same!(found, vec![truly], "for whom: {who:?}");
    }
    let so = prospects
        .into_iter()
        .map(|(values, met)| (values, met.into_iter().collect()));
    let so: Vec<(Vec<u32>, Vec<u32>)> = so.collect();
    let prospects: Vec<(Vec<u32>, Vec<u32>)> = reading
        .prospects
        .iter()
        .map(|p| (said(&p.values), said(&p.mixed)))
        .collect();
    same!(prospects, so, "prospects: the worst first, with those that are mixed");
    depends(case, reading, all, &people)?;
    // No evidence speaks to it, whatever the answers.
    let is_silent = |row: &&Row| row.silent[node.to_usize()];
    let silent = people.values().filter(|worlds| worlds.iter().all(is_silent)).count();
    let so = match silent {
        0 => Reach::Never,
        everyone if everyone == people.len() => Reach::Always,
        _ => Reach::Sometimes,
    };
    same!(reading.silent, so, "silent: for whom");
    Ok(())
}

/// What is not known on which the level depends, for somebody.
fn depends(
    case: &Case,
    reading: &NodeReading,
    all: &Table,
    people: &BTreeMap<Vec<u8>, Vec<&Row>>,
) -> Result<(), String> {
    let outcome = |row: &&Row| -> Outcome<OpenVariable, u32> {
        let answers = all
            .unknowns
            .iter()
            .map(|&column| (all.columns[column], usize::from(row.values[column])));
        (answers.collect(), row.level(reading.node))
    };
    let contexts: Vec<Vec<_>> = people
        .values()
        .map(|worlds| worlds.iter().map(outcome).collect())
        .collect();
    let ids = |unknowns: &mut dyn Iterator<Item = OpenVariable>| -> BTreeSet<String> {
        unknowns.map(|v| v.id(case.study()).to_string()).collect()
    };
    let said = ids(&mut reading.hangs_on.iter().copied());
    let so = ids(&mut depends::depends(&contexts).into_iter());
    same!(said, so, "depends on: what is not known");
    Ok(())
}
