//! What single changes of the coding move, by making each of them in what was written and judging everything again.

use std::collections::BTreeMap;

use toets_evaluate::all_cells;
use toets_model::{Modality as Word, Own as Rule, Treatment};
use toets_question::{NoProgress, Perturbation, Reading, Robustness, Status, robust};
use toets_studies::conclude::{self, Cells, Status as Truly};
use toets_studies::names;
use toets_studies::spec::{Allowed, Own, Scorer, Spec, Test};
use toets_studies::valid::valid;

use crate::case::{Case, STATED};
use crate::conclusions::as_truly;
use crate::explain::level;
use crate::run::Checked;

/// How many changes are made anew in each study.
const TRIED: usize = 3;

/// The study with one thing otherwise; none where the change is none of the study as it was written.
fn changed(case: &Case, change: Perturbation) -> Option<Spec> {
    let mut spec = case.spec.clone();
    match change {
        Perturbation::Level { finding, to } => {
            use toets_model::Index;
            spec.findings[case.spec_finding(finding)].level = Some(to.to_usize());
        }
        Perturbation::LeaveOut(finding) => {
            // It asks for what is never the case.
            let it = &mut spec.findings[case.spec_finding(finding)];
            it.compare = None;
            match it.when.variables().first() {
                Some(&variable) => it.when.all.push(Test {
                    variable,
                    allowed: Allowed::Values(Vec::new()),
                }),
                None => it.system = true,
            }
            return Some(spec);
        }
        Perturbation::Reading(Reading::NoVeto(node)) => {
            if let Scorer::Mean { veto, .. } = &mut spec.nodes[case.spec_node(node)].scorer {
                *veto = None;
            }
        }
        Perturbation::Reading(Reading::Own(node, own)) => {
            spec.nodes[case.spec_node(node)].own = match own {
                Rule::First => Own::First,
                Rule::Worst => Own::Worst,
                Rule::Child => Own::Child,
            };
        }
        Perturbation::Reading(Reading::Skip(node)) => spec.nodes[case.spec_node(node)].skip = true,
        Perturbation::Reading(Reading::DontSkip(node)) => spec.nodes[case.spec_node(node)].skip = false,
        Perturbation::Reading(Reading::Modality(modality, treatment)) => {
            let holds = treatment == Treatment::Holds;
            match modality {
                Word::Certain => spec.policy.certain = holds,
                Word::Likely => spec.policy.likely = holds,
                Word::Uncertain => spec.policy.uncertain = holds,
                Word::SomeRespondents => spec.policy.some_respondents = holds,
                Word::Conditional => return None,
            }
        }
        // Lines are drawn by the rules' own parameters: `it/robust.rs` holds those. Sources change no level here.
        Perturbation::Reading(Reading::Line(_)) | Perturbation::LeaveOutSource(_) => return None,
    }
    valid(&spec).then_some(spec)
}

/// The levels that the verdict can have in a cell; none if it is too much.
fn verdict(cells: &Cells, cell: (usize, usize), node: usize) -> Vec<u32> {
    let mut levels: Vec<u32> = cells[&cell]
        .leaves
        .iter()
        .filter_map(|leaf| Some(leaf.nodes[node]?.level as u32))
        .collect();
    levels.sort_unstable();
    levels.dedup();
    levels
}

pub(crate) fn check(case: &Case) -> Result<Checked, String> {
    let Some(before) = case.parts() else {
        return Ok(Checked::TooMuch);
    };
    let asked = all_cells(case.study());
    let found = robust(case.compiled(), &case.ready.registry, &asked, &NoProgress);
    let found = found.map_err(|faults| format!("not tried: {faults:?}"))?;
    ensure!(
        found.not_worked_out.is_empty(),
        "worked out: all but {:?}",
        found.not_worked_out
    );
    let all = Perturbation::all(case.study());
    ensure!(
        found.shifts.iter().all(|shift| all.contains(&shift.change)),
        "shifts: of a change that is none"
    );
    let top = case.spec.nodes.len() - 1;
    for n in 0..TRIED.min(all.len()) {
        let change = all[case.pick(n as u64, all.len())];
        let Some(spec) = changed(case, change) else {
            continue;
        };
        let Some(after) = conclude::cells(&spec, STATED) else {
            return Ok(Checked::TooMuch);
        };
        let said = found.shifts.iter().find(|shift| shift.change == change);
        for (scenario, group, _) in &found.cells {
            let cell = case.spec_cell(*scenario, *group);
            let so = (verdict(before, cell, top), verdict(&after, cell, top));
            let moved = said.and_then(|shift| {
                shift
                    .verdicts
                    .iter()
                    .find(|m| (m.scenario, m.group) == (*scenario, *group))
            });
            let levels = |values: &[toets_evaluate::Value]| -> Vec<u32> { values.iter().map(|&v| level(v)).collect() };
            let said = moved.map(|moved| (levels(&moved.before), levels(&moved.after)));
            same!(
                said,
                Some(so.clone()).filter(|(before, after)| before != after),
                "verdict: {cell:?} with {change:?}"
            );
        }
        let spoken_of: Vec<_> = found.conclusions.iter().map(|steady| steady.conclusion).collect();
        for (c, conclusion) in case.spec.conclusions.iter().enumerate() {
            let id = case
                .study()
                .conclusions
                .find(&names::conclusion(c))
                .expect("it was written");
            if !spoken_of.contains(&id) {
                continue;
            }
            let status = |spec: &Spec, cells: &Cells| {
                Some(conclude::conclude_given(spec, cells, conclusion, &|_, _| true, STATED)?.status)
            };
            let (Some(one), Some(two)) = (status(&case.spec, before), status(&spec, &after)) else {
                return Ok(Checked::TooMuch);
            };
            let moved = said.and_then(|shift| shift.conclusions.iter().find(|m| m.conclusion == id));
            let as_truly = |status: Status| as_truly(status).unwrap_or(Truly::Undetermined);
            let said = moved.map(|moved| (as_truly(moved.before), as_truly(moved.after)));
            same!(
                said,
                Some((one, two)).filter(|(one, two)| one != two),
                "conclusion: c{c} with {change:?}"
            );
        }
    }
    steady(&found)?;
    Ok(if all.is_empty() {
        Checked::NotClaimed
    } else {
        Checked::Claimed
    })
}

/// The conclusions are said to be flipped and shaken by the changes that move them.
fn steady(found: &Robustness) -> Result<(), String> {
    for steady in &found.conclusions {
        let mut by: BTreeMap<bool, Vec<usize>> = BTreeMap::new();
        for (n, shift) in found.shifts.iter().enumerate() {
            for moved in shift.conclusions.iter().filter(|m| m.conclusion == steady.conclusion) {
                let opposite = matches!(
                    (moved.before, moved.after),
                    (Status::Yes, Status::No) | (Status::No, Status::Yes)
                );
                by.entry(opposite).or_default().push(n);
            }
        }
        same!(
            steady.flipped_by,
            by.remove(&true).unwrap_or_default(),
            "flipped by: {:?}",
            steady.conclusion
        );
        same!(
            steady.shaken_by,
            by.remove(&false).unwrap_or_default(),
            "shaken by: {:?}",
            steady.conclusion
        );
    }
    Ok(())
}
