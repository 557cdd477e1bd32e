//! What two codings of the same findings move, by following each of them in every combination in what was written.

use std::collections::BTreeMap;

use toets_evaluate::{Value, all_cells};
use toets_question::{Agreement, Status, agree};
use toets_studies::conclude::{self, Cells, Status as Truly};
use toets_studies::render::files;
use toets_studies::spec::{Condition, Finding, Modality, Spec};
use toets_studies::valid::valid;
use toets_studies::{names, ready};

use crate::case::{Case, STATED};
use crate::conclusions::as_truly;
use crate::explain::level;
use crate::run::Checked;
use crate::table::NOT_APPLICABLE;

/// How many findings are coded otherwise.
const APART: usize = 3;

/// What becomes of everything, as the oracle has it.
#[derive(Clone, PartialEq)]
struct Outcome {
    verdicts: BTreeMap<(usize, usize), Vec<u32>>,
    conclusions: Vec<Truly>,
}

fn outcome(spec: &Spec, cells: &Cells, asked: &[(usize, usize)]) -> Option<Outcome> {
    let top = spec.nodes.len() - 1;
    let verdict = |cell: &(usize, usize)| {
        let leaves = &cells[cell].leaves;
        let mut levels: Vec<u32> = leaves
            .iter()
            .filter_map(|leaf| Some(leaf.nodes[top]?.level as u32))
            .collect();
        // Where the verdict does not apply it has no level.
        levels.retain(|&level| level != NOT_APPLICABLE);
        levels.sort_unstable();
        levels.dedup();
        (*cell, levels)
    };
    let conclusions = spec.conclusions.iter();
    let conclusions =
        conclusions.map(|it| Some(conclude::conclude_given(spec, cells, it, &|_, _| true, STATED)?.status));
    Some(Outcome {
        verdicts: asked.iter().map(verdict).collect(),
        conclusions: conclusions.collect::<Option<Vec<_>>>()?,
    })
}

/// The finding as a second coder might have it.
fn otherwise(case: &Case, n: usize) -> Finding {
    let mut it = case.spec.findings[n].clone();
    let levels = case.spec.scale(it.node).size();
    match case.pick(1_000 + n as u64, 5) {
        0 | 1 => {
            it.level = it
                .level
                .map(|level| (level + 1 + case.pick(2_000 + n as u64, levels - 1)) % levels)
        }
        2 => {
            it.modality = match it.modality {
                Modality::Certain => Modality::Uncertain,
                _ => Modality::Certain,
            }
        }
        3 => it.when = Condition::default(),
        _ => it.absolute = !it.absolute,
    }
    it
}

pub(crate) fn check(case: &Case) -> Result<Checked, String> {
    if case.spec.findings.is_empty() {
        return Ok(Checked::NotClaimed);
    }
    let mut apart: Vec<usize> = (0..APART)
        .map(|n| case.pick(n as u64, case.spec.findings.len()))
        .collect();
    apart.sort_unstable();
    apart.dedup();
    apart.retain(|&n| case.spec.findings[n].level.is_some() && otherwise(case, n) != case.spec.findings[n]);
    // Every way to follow the one or the other: the bits say whose finding counts.
    let followed = |bits: usize| {
        let mut spec = case.spec.clone();
        for (bit, &n) in apart.iter().enumerate() {
            if bits >> bit & 1 == 1 {
                spec.findings[n] = otherwise(case, n);
            }
        }
        spec
    };
    let specs: Vec<Spec> = (0..1 << apart.len()).map(followed).collect();
    if apart.is_empty() || !specs.iter().all(valid) {
        return Ok(Checked::NotClaimed);
    }
    let asked: Vec<(usize, usize)> = all_cells(case.study())
        .into_iter()
        .map(|(s, g)| case.spec_cell(s, g))
        .collect();
    let mut truly = Vec::new();
    for spec in &specs {
        let Some(found) = conclude::cells(spec, STATED).and_then(|cells| outcome(spec, &cells, &asked)) else {
            return Ok(Checked::TooMuch);
        };
        truly.push(found);
    }
    let second = ready(&files(&specs[specs.len() - 1])).map_err(|faults| format!("refused: {faults}"))?;
    let found = agree(
        case.compiled(),
        &second.compiled.study,
        &case.ready.registry,
        &all_cells(case.study()),
    );
    let found = match found {
        Ok(found) => found,
        Err(why) => return Err(format!("not compared: {why:?}")),
    };
    let mut ids: Vec<String> = found.disagreements.iter().map(|one| one.id.clone()).collect();
    let written: Vec<String> = apart.iter().map(|&n| names::finding(n)).collect();
    let mut sorted = written.clone();
    ids.sort();
    sorted.sort();
    same!(ids, sorted, "disagreements");
    moves(case, &found, &written, &truly)?;
    Ok(Checked::Claimed)
}

fn moves(case: &Case, found: &Agreement, written: &[String], truly: &[Outcome]) -> Result<(), String> {
    let all = truly.len() - 1;
    told(case, &found.together, &truly[0], &truly[all], "together")?;
    for one in &found.disagreements {
        let Some(matters) = &one.matters else {
            return Err(format!("{}: not worked out", one.id));
        };
        let bit = written.iter().position(|id| *id == one.id).expect("it is one of them");
        told(case, &one.alone, &truly[0], &truly[1 << bit], &one.id)?;
        // Whether it makes a difference in some combination of the others.
        let pairs = || {
            (0..truly.len())
                .filter(|bits| bits >> bit & 1 == 0)
                .map(|bits| (&truly[bits], &truly[bits | 1 << bit]))
        };
        for (c, _) in case.spec.conclusions.iter().enumerate() {
            let id = case
                .study()
                .conclusions
                .find(&names::conclusion(c))
                .expect("it was written");
            let so = pairs().any(|(a, b)| a.conclusions[c] != b.conclusions[c]);
            same!(matters.conclusions.contains(&id), so, "{}: matters to c{c}", one.id);
        }
        for &cell in truly[0].verdicts.keys() {
            let said = matters.verdicts.iter().any(|&(s, g)| case.spec_cell(s, g) == cell);
            let so = pairs().any(|(a, b)| a.verdicts[&cell] != b.verdicts[&cell]);
            same!(said, so, "{}: matters to {cell:?}", one.id);
        }
        let harmless = pairs().all(|(a, b)| a == b);
        same!(one.is_harmless(), Some(harmless), "{}: harmless", one.id);
    }
    Ok(())
}

fn told(
    case: &Case,
    said: &toets_question::MovedByCoding,
    before: &Outcome,
    after: &Outcome,
    what: &str,
) -> Result<(), String> {
    let as_truly = |status: Status| as_truly(status).unwrap_or(Truly::Undetermined);
    for (c, (one, two)) in before.conclusions.iter().zip(&after.conclusions).enumerate() {
        let id = case
            .study()
            .conclusions
            .find(&names::conclusion(c))
            .expect("it was written");
        let moved = said.conclusions.iter().find(|(conclusion, ..)| *conclusion == id);
        let moved = moved.map(|&(_, one, two)| (as_truly(one), as_truly(two)));
        same!(
            moved,
            Some((*one, *two)).filter(|(one, two)| one != two),
            "{what}: c{c}"
        );
    }
    let levels = |values: &[Value]| -> Vec<u32> { values.iter().map(|&value| level(value)).collect() };
    for (cell, one) in &before.verdicts {
        let two = &after.verdicts[cell];
        let moved = said
            .verdicts
            .iter()
            .find(|((s, g), ..)| case.spec_cell(*s, *g) == *cell);
        let moved = moved.map(|(_, one, two)| (levels(one), levels(two)));
        let so = Some((one.clone(), two.clone())).filter(|(one, two)| one != two);
        same!(moved, so, "{what}: verdict of {cell:?}");
    }
    Ok(())
}
