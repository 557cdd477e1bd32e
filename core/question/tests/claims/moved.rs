//! What is kept of results, and what is said when they move.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use toets_evaluate::{Compiled, all_cells, evaluate};
use toets_question::{
    How, InputKey, InputKind, Inputs, Moving, Results, cells_needed, compare, conclude, fingerprints, moved, readings,
};
use toets_studies::names;
use toets_studies::spec::Spec;
use toets_studies::valid::valid;

use crate::case::Case;
use crate::run::Checked;
use crate::table::Table;

/// Results and what they depend on.
fn kept(case: &Case) -> Result<(Results, Inputs), String> {
    let compiled: &Arc<Compiled> = case.compiled();
    let study = &compiled.study;
    let shown = all_cells(study);
    let mut cells = shown.clone();
    cells.extend(cells_needed(study));
    cells.sort_unstable();
    cells.dedup();
    let faults = |faults| format!("not kept: {faults:?}");
    let mut evaluation = evaluate(compiled, &cells).map_err(faults)?;
    let conclusions = conclude(&evaluation).map_err(faults)?;
    let comparisons = compare(compiled).map_err(faults)?;
    let read = readings(&mut evaluation, &shown).map_err(faults)?;
    Ok((
        Results::new(study, &read, &conclusions, &comparisons),
        fingerprints(compiled, &case.ready.registry),
    ))
}

/// The same study written in another order: nothing moves.
pub(crate) fn check_order(case: &Case) -> Result<Checked, String> {
    let other = Spec {
        order: case.spec.order ^ 0x2a_5a5a,
        ..case.spec.clone()
    };
    let other = Case::new(other, 0)?;
    let ((results, inputs), (others, their_inputs)) = (kept(case)?, kept(&other)?);
    let nothing = moved((&results, &inputs), (&others, &their_inputs));
    ensure!(nothing.moves.is_empty(), "moves: {:?}", nothing.moves);
    ensure!(nothing.changes.is_empty(), "changes: {:?}", nothing.changes);
    Ok(Checked::Claimed)
}

/// A study in which one finding has another level, or another modality.
fn changed(case: &Case) -> Option<(Spec, usize)> {
    let mut spec = case.spec.clone();
    let findings = spec.findings.len();
    if findings == 0 {
        return None;
    }
    let f = case.pick(5, findings);
    let levels = spec.scale(spec.findings[f].node).size();
    let other = spec.findings[case.pick(6, findings)].modality;
    let it = &mut spec.findings[f];
    match it.level {
        Some(level) => it.level = Some((level + 1) % levels),
        None => it.modality = other,
    }
    (spec != case.spec && valid(&spec)).then_some((spec, f))
}

/// What moved is told, and put down to what changed.
pub(crate) fn check(case: &Case) -> Result<Checked, String> {
    let Some((spec, finding)) = changed(case) else {
        return Ok(Checked::NotClaimed);
    };
    let other = Case::new(spec, 0)?;
    let (old, new) = (kept(case)?, kept(&other)?);
    let found = moved((&old.0, &old.1), (&new.0, &new.1));

    // One input differs, and everything that moved is put down to it.
    let key = InputKey::new(InputKind::Finding, &names::finding(finding));
    let keys: Vec<&InputKey> = found.changes.iter().map(|change| &change.key).collect();
    ensure!(
        keys.iter().all(|&other| *other == key),
        "changes: {keys:?} beside {key:?}"
    );
    for one in &found.moves {
        same!(one.because, vec![0], "because: {one:?}");
    }

    // A node moved exactly where some world has another level.
    for scenario in (0..case.spec.scenarios.len())
        .filter(|&s| case.spec.scenarios[s].evaluate == toets_studies::spec::Evaluate::Always)
    {
        for group in 0..case.spec.groups.len() {
            let fixed = case.of_cell(scenario, group);
            let (Some(before), Some(after)) = (case.worlds(&fixed, None), other.worlds(&fixed, None)) else {
                return Ok(Checked::TooMuch);
            };
            for n in 0..case.spec.nodes.len() {
                let told = found.moves.iter().any(|one| match &one.what {
                    Moving::Node(cell, id) => {
                        let here = (&*cell.scenario, &*cell.group, &**id);
                        let names = (names::scenario(scenario), names::group(group), names::node(n));
                        one.how != How::Grounds && here == (&*names.0, &*names.1, &*names.2)
                    }
                    _ => false,
                });
                let (one, two) = (case.function(&before, n), other.function(&after, n));
                let differs = one.differs(&two);
                ensure!(
                    told || !differs,
                    "moved: n{n} in S{scenario} × g{group}, and it is not told"
                );
                ensure!(
                    !told || one != two,
                    "moved: n{n} in S{scenario} × g{group} is told, and it did not"
                );
            }
        }
    }
    Ok(Checked::Claimed)
}

impl Case {
    /// The level of a node in each world, in names.
    fn function(&self, all: &Table, node: usize) -> Function {
        let node = self.node(node);
        let mut rows: Vec<(Vec<u8>, u32)> = all
            .rows
            .iter()
            .map(|row| (row.values.clone(), row.level(node)))
            .collect();
        rows.sort_unstable();
        Function {
            names: all.columns.iter().map(|v| v.id(self.study())).collect(),
            rows,
        }
    }
}

/// The level of a node in each world, in names.
#[derive(PartialEq)]
struct Function {
    names: Vec<String>,
    rows: Vec<(Vec<u8>, u32)>,
}

impl Function {
    /// Whether some world of both, as far as both know it, has another level in the other.
    fn differs(&self, other: &Self) -> bool {
        let there = |name: &String| other.names.iter().position(|there| there == name);
        let both: Vec<(usize, usize)> = (0..self.names.len())
            .filter_map(|n| Some((n, there(&self.names[n])?)))
            .collect();
        let mut levels: BTreeMap<Vec<u8>, BTreeSet<u32>> = BTreeMap::new();
        for (row, level) in &other.rows {
            levels
                .entry(both.iter().map(|&(_, n)| row[n]).collect())
                .or_default()
                .insert(*level);
        }
        self.rows.iter().any(|(row, level)| {
            let there = levels.get(&both.iter().map(|&(n, _)| row[n]).collect::<Vec<u8>>());
            there.is_some_and(|there| there.iter().any(|other| other != level))
        })
    }
}
