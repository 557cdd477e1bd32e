//! Designs are counted as they can be listed.

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigUint;
use toets_evaluate::{OpenVariable, Value};
use toets_model::{Index, NodeId, Quantifier};
use toets_question::{AskSpace, Counts, DesignSpace, NoProgress, Share, space};
use toets_studies::conclude;
use toets_studies::names;
use toets_studies::spec::Where;

use crate::case::{Case, Values};
use crate::improve::{Designs, reaches};
use crate::run::Checked;
use crate::table::{Row, Table, by, without};

fn counts(table: &Table, designs: &[&Vec<&Row>], reached: &dyn Fn(&Row) -> bool) -> Counts {
    let each = |people: Quantifier| -> Vec<(bool, bool)> {
        designs
            .iter()
            .map(|worlds| reaches(table, worlds, people, reached))
            .collect()
    };
    let (all, some) = (each(Quantifier::All), each(Quantifier::Some));
    let number = |of: &[(bool, bool)], certain: bool| {
        BigUint::from(of.iter().filter(|each| if certain { each.0 } else { each.1 }).count())
    };
    Counts {
        all_certain: number(&all, true),
        all_possible: number(&all, false),
        some_certain: number(&some, true),
        some_possible: number(&some, false),
    }
}

pub(crate) fn check(case: &Case) -> Result<Checked, String> {
    // Of one group, or of everyone.
    let group = case.pick(1, case.spec.groups.len() + 1).checked_sub(1);
    let fixed = group.map_or_else(|| case.spec.regime.clone(), |group| case.of_group(group));
    let node = case.some_node(2);
    let Some(all) = case.worlds(&fixed, None) else {
        return Ok(Checked::TooMuch);
    };
    let designs = Designs::new(&all, all.levers.clone());
    let asked = AskSpace {
        group: group.map(|group| case.group(group)),
        node: Some(case.node(node)),
        ..AskSpace::default()
    };
    let found = space(case.compiled(), &asked, &NoProgress);
    if designs.worlds.is_empty() {
        ensure!(found.is_err(), "designs: there are none, and some are said to be");
        return Ok(Checked::NotClaimed);
    }
    let found = found.map_err(|faults| format!("not counted: {faults:?}"))?;
    same!(found.designs, BigUint::from(designs.worlds.len()), "designs: how many");
    levels(case, &found, &designs)?;
    front(&found, &designs)?;
    pairs(case, &found, &designs)?;
    sensitive(case, &found, &all)?;
    best(case, &found, &designs)?;
    conclusions(case, &found, &designs, group)?;
    Ok(Checked::Claimed)
}

fn levels(case: &Case, found: &DesignSpace, designs: &Designs<'_>) -> Result<(), String> {
    let each: Vec<&Vec<&Row>> = designs.worlds.values().collect();
    for counted in &found.nodes {
        let n = case.spec_node(counted.node);
        for level in &counted.levels {
            let Value::Level(wanted) = level.value else {
                continue;
            };
            let at = |row: &Row| row.level(counted.node) as usize;
            let exactly = counts(designs.table, &each, &|row| at(row) == wanted.to_usize());
            same!(level.exactly, exactly, "exactly: n{n} is {wanted:?}");
            let ordered = case.spec.scale(n).ordered();
            let at_least = ordered.then(|| counts(designs.table, &each, &|row| at(row) >= wanted.to_usize()));
            same!(level.at_least, at_least, "at least: n{n} is {wanted:?}");
        }
    }
    Ok(())
}

/// The front: vectors of least levels that no other dominates.
fn front(found: &DesignSpace, designs: &Designs<'_>) -> Result<(), String> {
    let least = |worlds: &Vec<&Row>| -> Vec<u32> {
        let of = |node: &NodeId| worlds.iter().map(|row| row.level(*node)).min().unwrap_or_default();
        found.front.criteria.iter().map(of).collect()
    };
    let mut vectors: BTreeMap<Vec<u32>, usize> = BTreeMap::new();
    for worlds in designs.worlds.values() {
        *vectors.entry(least(worlds)).or_default() += 1;
    }
    let dominated = |one: &Vec<u32>| {
        let beats = |other: &Vec<u32>| other != one && other.iter().zip(one).all(|(a, b)| a >= b);
        vectors.keys().any(beats)
    };
    // With nothing to compare on there is no front.
    let so = vectors.iter().filter(|(v, _)| !dominated(v) && !v.is_empty());
    let so: BTreeMap<Vec<u32>, BigUint> = so.map(|(v, n)| (v.clone(), BigUint::from(*n))).collect();
    let said = found.front.points.iter().map(|point| {
        let levels = point.levels.iter().map(|level| level.to_usize() as u32).collect();
        (levels, point.designs.clone())
    });
    ensure!(found.front.complete, "front: small enough, and not said to be complete");
    same!(said.collect::<BTreeMap<Vec<u32>, BigUint>>(), so, "front: points");
    Ok(())
}

/// Pairs of levers: the designs with a value of each, and how many of them have which level of the verdict.
fn pairs(case: &Case, found: &DesignSpace, designs: &Designs<'_>) -> Result<(), String> {
    same!(
        found.pairs.len(),
        [0, 0, 1, 3][found.sensitive.len().min(3)],
        "pairs: how many"
    );
    let verdict = case.study().verdict;
    for pair in &found.pairs {
        for (a, row) in pair.cells.iter().enumerate() {
            for (b, cell) in row.iter().enumerate() {
                let wanted = [(pair.levers.0, a), (pair.levers.1, b)];
                let here = |values: &Values| {
                    let has = |(lever, value): &(_, usize)| {
                        values.get(&OpenVariable::Study(*lever)) == Some(&(*value as u32))
                    };
                    wanted.iter().all(has)
                };
                let part = designs.named().filter(|(values, _)| here(values));
                let part: Vec<&Vec<&Row>> = part.map(|(_, worlds)| worlds).collect();
                same!(
                    cell.designs,
                    BigUint::from(part.len()),
                    "pairs: designs with {wanted:?}"
                );
                for (level, certain, possible) in &cell.levels {
                    let at = |row: &Row| row.level(verdict) as usize == level.to_usize();
                    let counted = counts(designs.table, &part, &at);
                    let so = (&counted.all_certain, &counted.all_possible);
                    same!((certain, possible), so, "pairs: {level:?} with {wanted:?}");
                }
            }
        }
    }
    Ok(())
}

/// In how many worlds changing a lever alone changes the verdict.
fn sensitive(case: &Case, found: &DesignSpace, all: &Table) -> Result<(), String> {
    let verdict = case.study().verdict;
    let columns: Vec<usize> = (0..all.columns.len()).collect();
    for &lever in &found.levers {
        let others = without(&columns, &all.columns_of(&[OpenVariable::Study(lever)]));
        let rows = by(&all.all(), &others);
        let alone = rows.values().any(|worlds| worlds.len() > 1);
        same!(found.tied.contains(&lever), !alone, "tied: {lever:?}");
        let share = found
            .sensitive
            .iter()
            .find(|(moving, _)| *moving == lever)
            .map(|(_, share)| share);
        same!(share.is_some(), alone, "sensitive: {lever:?}");
        let varies = |worlds: &&Vec<&Row>| worlds.iter().any(|w| w.level(verdict) != worlds[0].level(verdict));
        let changing: usize = rows.values().filter(varies).map(Vec::len).sum();
        if let Some(share) = share {
            let so = Share::new(BigUint::from(changing), BigUint::from(all.rows.len()));
            same!(*share, so, "sensitive: share of {lever:?}");
        }
    }
    let shares: Vec<&Share> = found.sensitive.iter().map(|(_, share)| share).collect();
    ensure!(
        shares.is_sorted_by(|a, b| a >= b),
        "sensitive: not those that matter most first"
    );
    let levers: BTreeSet<_> = found.levers.iter().collect();
    same!(levers.len(), found.levers.len(), "levers: each once");
    Ok(())
}

/// The best designs: those and no others are in a box, each in one.
fn best(case: &Case, found: &DesignSpace, designs: &Designs<'_>) -> Result<(), String> {
    let verdict = case.study().verdict;
    let last = case.spec.scale(case.spec_node(verdict)).size() as u32 - 1;
    let boxes = [(&found.best.certain, true), (&found.best.possible, false)];
    for ((boxes, certain), truncated) in boxes.into_iter().zip(found.best.truncated) {
        for (design, worlds) in designs.named() {
            let (surely, perhaps) = designs.reaches(worlds, Quantifier::All, &|row| row.level(verdict) == last);
            let so = if certain { surely } else { perhaps };
            let fits = |(v, values): &(OpenVariable, Vec<u32>)| values.contains(&design[v]);
            let met = boxes.iter().filter(|one| one.iter().all(fits)).count();
            let missed = so && met == 0 && truncated;
            let word = if certain { "surely" } else { "possibly" };
            ensure!(
                missed || met == usize::from(so),
                "best: {design:?} is {word} so: {so}, and in {met} boxes"
            );
        }
    }
    Ok(())
}

/// For how many designs a conclusion holds that speaks of the cell it is judged in alone, each design for itself.
fn conclusions(case: &Case, found: &DesignSpace, designs: &Designs<'_>, group: Option<usize>) -> Result<(), String> {
    for (c, conclusion) in case.spec.conclusions.iter().enumerate() {
        let id = case
            .study()
            .conclusions
            .find(&names::conclusion(c))
            .expect("it was written");
        let said = found.conclusions.iter().find(|counted| counted.conclusion == id);
        let mut here = match (group, &conclusion.groups) {
            (Some(group), Some(groups)) => groups.contains(&group),
            _ => true,
        };
        conclusion.holds.visit(&mut |cell, _| here &= cell == Where::Current);
        same!(said.is_some(), here, "conclusions: c{c} is counted");
        let Some(said) = said else { continue };
        let people = if conclusion.some_people {
            Quantifier::Some
        } else {
            Quantifier::All
        };
        let holds = |row: &Row| {
            let level = |_: Where, node: usize| row.level(case.node(node)) as usize;
            conclude::formula(&conclusion.holds, &level)
        };
        let (mut certain, mut possible) = (0u32, 0u32);
        for worlds in designs.worlds.values() {
            let spoken_of: Vec<&Row> = worlds
                .iter()
                .copied()
                .filter(|row| case.spec_holds(designs.table, row, &conclusion.only))
                .collect();
            if spoken_of.is_empty() {
                continue;
            }
            let (surely, perhaps) = designs.reaches(&spoken_of, people, &holds);
            certain += u32::from(surely);
            possible += u32::from(perhaps);
        }
        let so = (BigUint::from(certain), BigUint::from(possible));
        same!(
            (&said.certain, &said.possible),
            (&so.0, &so.1),
            "conclusions: designs for which c{c} holds"
        );
    }
    Ok(())
}
