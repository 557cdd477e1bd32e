//! What is said in brief is what is said at length, and what stands in the way does so whatever all else is.

use std::collections::BTreeSet;
use std::sync::Arc;

use num_bigint::BigUint;
use toets_evaluate::{Compiled, Limits, Value, compile, evaluate, evaluate_where};
use toets_model::{
    FindingId, GroupId, Index, LevelId, Modality, NodeId, Own, Param, ParamValue, ScenarioId, Score, Silent, Spanned,
    Study, Treatment,
};
use toets_plugin::Read;
use toets_question::{
    AskBrief, Brief, BriefCell, Cause, CellVerdict, Costs, Goal, Improve, NoProgress, Outcome, People, Status,
    StepFound, Way, brief, cells_needed, conclude, decide, improve, recommended,
};

use crate::case::Case;
use crate::explain::level;
use crate::run::Checked;
use crate::table::{NOT_APPLICABLE, Row, Table, by};

pub(crate) fn check(case: &Case) -> Result<Checked, String> {
    let study = case.study();
    let asked = AskBrief {
        judged: study.judged().collect(),
        beside: recommended(study),
        groups: study.groups.indices().collect(),
    };
    let mut cells: Vec<(ScenarioId, GroupId)> = Vec::new();
    for &scenario in asked.judged.iter().chain(&asked.beside) {
        cells.extend(asked.groups.iter().map(|&group| (scenario, group)));
    }
    cells.extend(cells_needed(study));
    cells.sort_unstable();
    cells.dedup();
    let mut evaluation = evaluate(case.compiled(), &cells).map_err(|faults| format!("not evaluated: {faults:?}"))?;
    let said = brief(&mut evaluation, &case.ready.registry, asked.clone());
    let said = said.map_err(|faults| format!("not said: {faults:?}"))?;
    let concluded = conclude(&evaluation).map_err(|faults| format!("not concluded: {faults:?}"))?;
    let of = |status: Status| concluded.iter().filter(|one| one.status == status).count();
    let tally = said.conclusions;
    same!(
        [tally.yes, tally.no, tally.undetermined, tally.stated],
        [Status::Yes, Status::No, Status::Undetermined, Status::Stated].map(of),
        "conclusions"
    );
    let mut keys: Vec<_> = concluded.iter().map(|one| (one.conclusion, one.status)).collect();
    keys.retain(|(conclusion, _)| study.conclusions[*conclusion].key.is_some());
    keys.sort_by_key(|(conclusion, _)| study.conclusions[*conclusion].key);
    same!(said.keys, keys, "keys");
    let judged: Vec<(ScenarioId, GroupId)> = said
        .cells
        .iter()
        .filter(|cell| asked.judged.contains(&cell.scenario))
        .map(|cell| (cell.scenario, cell.group))
        .collect();
    let weighed = decide(&evaluation, &judged, &NoProgress).map_err(|faults| format!("not weighed: {faults:?}"))?;
    let worth: Vec<_> = weighed.unknowns.iter().map(|worth| worth.unknown).collect();
    same!(said.unknowns, worth, "unknowns");
    counts(&said, study)?;
    for cause in &said.causes {
        stands(case, &said, cause)?;
    }
    nearest(case, &said)?;
    // One cell is walked through, world by world.
    let (scenario, group) = (case.some_scenario(1), case.some_group(2));
    let Some(all) = case.worlds(&case.of_cell(scenario, group), None) else {
        return Ok(Checked::TooMuch);
    };
    let (scenario, group) = (case.scenario(scenario), case.group(group));
    let cell = said
        .cells
        .iter()
        .find(|cell| cell.scenario == scenario && cell.group == group);
    match cell {
        Some(cell) => verdict(cell, &all, study)?,
        None => ensure!(Some(scenario) == study.baseline, "cells: one is missing"),
    }
    Ok(Checked::Claimed)
}

/// A verdict, beside that of each world.
fn verdict(cell: &BriefCell, all: &Table, study: &Study) -> Result<(), String> {
    let node = study.verdict;
    let worlds = all.all();
    let asked: Vec<&Row> = worlds
        .iter()
        .copied()
        .filter(|row| row.level(node) != NOT_APPLICABLE)
        .collect();
    let so: BTreeSet<u32> = asked.iter().map(|row| row.level(node)).collect();
    let so: Vec<u32> = so.into_iter().collect();
    let silent = asked.iter().all(|row| row.silent[node.to_usize()]);
    match &cell.verdict {
        CellVerdict::NotAsked => return Err("verdict: of a judged scenario, and not asked".to_owned()),
        CellVerdict::NoWorld => ensure!(worlds.is_empty(), "verdict: there are worlds"),
        CellVerdict::NotApplicable => ensure!(!worlds.is_empty() && asked.is_empty(), "verdict: it applies"),
        CellVerdict::NotAssessed => {
            let levels = study.scales[study.nodes[node].scale].levels().len();
            ensure!(
                silent && !asked.is_empty() && so.len() == levels,
                "verdict: something speaks to it"
            );
        }
        CellVerdict::Surely(value) => same!(vec![level(*value)], so, "verdict: surely"),
        CellVerdict::Open { values, unknown } => {
            same!(
                values.iter().map(|&value| level(value)).collect::<Vec<_>>(),
                so,
                "verdict: possible"
            );
            ensure!(so.len() > 1, "verdict: open between one level");
            if !unknown {
                let several = |worlds: &Vec<&Row>| worlds.iter().any(|row| row.level(node) != worlds[0].level(node));
                let apart = by(&asked, &all.rest);
                ensure!(!apart.values().any(several), "verdict: an unknown has a say in it");
            }
        }
    }
    Ok(())
}

/// Who reaches the best level, counted once more.
fn counts(said: &Brief, study: &Study) -> Result<(), String> {
    let levels = study.scales[study.nodes[study.verdict].scale].levels().len();
    let Some(best) = &said.best else {
        ensure!(levels < 2, "best: there is one");
        return Ok(());
    };
    same!(best.level.to_usize() + 1, levels, "best");
    let value = Value::Level(best.level);
    for reaching in &best.reaching {
        let here = || {
            let judged = said
                .cells
                .iter()
                .filter(|cell| said.asked.judged.contains(&cell.scenario));
            judged.filter(|cell| cell.group == reaching.group)
        };
        let which = |is_so: &dyn Fn(&CellVerdict) -> bool| -> Vec<ScenarioId> {
            here()
                .filter(|cell| is_so(&cell.verdict))
                .map(|cell| cell.scenario)
                .collect()
        };
        same!(
            reaching.surely,
            which(&|verdict| *verdict == CellVerdict::Surely(value)),
            "reaching: surely"
        );
        let never = which(&|verdict| match verdict {
            CellVerdict::Surely(other) => *other != value,
            CellVerdict::Open { values, .. } => !values.contains(&value),
            _ => false,
        });
        let others = reaching
            .judged
            .iter()
            .copied()
            .filter(|scenario| !reaching.possibly.contains(scenario));
        same!(others.collect::<Vec<_>>(), never, "reaching: never");
    }
    Ok(())
}

/// A cause, in a study in which all else may be anything.
fn stands(case: &Case, said: &Brief, cause: &Cause) -> Result<(), String> {
    let best = said.best.as_ref().ok_or("causes: of nothing")?.level;
    let name = case.study().nodes.name(cause.node);
    let loosened = loosened(case.compiled(), cause);
    let compiled = compile(Arc::new(loosened), &case.ready.registry, Limits::default());
    let compiled = Arc::new(compiled.map_err(|faults| format!("causes: not compiled: {faults:?}"))?);
    for &scenario in &cause.scenarios {
        let excluded = said.cells.iter().filter(|cell| cell.scenario == scenario);
        let excluded = excluded.filter(|cell| match &cell.verdict {
            CellVerdict::Surely(value) => *value != Value::Level(best),
            CellVerdict::Open { values, .. } => !values.contains(&Value::Level(best)),
            _ => false,
        });
        for cell in excluded {
            let (space, faults) = evaluate_where(&compiled, &compiled.fixed(scenario, cell.group), None);
            ensure!(faults.is_empty(), "causes: not evaluated: {faults:?}");
            let reached = space.terminals(compiled.study.verdict);
            ensure!(
                !reached.contains(&(best.to_usize() as u32)),
                "causes: {name} ({:?}) is not enough in {}",
                cause.finding.map(|finding| case.study().findings.name(finding)),
                case.study().scenarios.name(scenario)
            );
        }
    }
    Ok(())
}

/// The study with everything let go but the cause, what it is judged from, and the rules above it.
fn loosened(compiled: &Compiled, cause: &Cause) -> Study {
    let mut study = Study::clone(&compiled.study);
    let below = |from: NodeId| {
        let mut all = vec![from];
        let mut next = 0;
        while next < all.len() {
            all.extend(study.nodes[all[next]].children.clone());
            all.extend(compiled.reads(all[next]).into_iter().filter_map(|read| match read {
                Read::Node(node) | Read::Applies(node) => Some(node),
                _ => None,
            }));
            next += 1;
        }
        all
    };
    let kept = match cause.finding {
        Some(_) => vec![cause.node],
        None => below(cause.node),
    };
    let above = study
        .nodes
        .indices()
        .filter(|&node| node != cause.node && below(node).contains(&cause.node));
    let above: Vec<NodeId> = above.collect();
    let free: Vec<NodeId> = study
        .nodes
        .indices()
        .filter(|node| !kept.contains(node) && !above.contains(node))
        .collect();
    // Each finding holds or is open as it was, but those beside the cause: they may hold or not.
    let beside = |finding| cause.finding.is_some_and(|cause| cause != finding);
    for finding in compiled.study.findings.indices() {
        let open = compiled.study.treatment(finding) == Treatment::Open
            || compiled.study.findings[finding].node == cause.node && beside(finding);
        study.findings[finding].modality = if open { Modality::Uncertain } else { Modality::Certain };
    }
    for transfer in compiled.study.transfers.indices() {
        let open = compiled.study.transfer_treatment(transfer) == Treatment::Open;
        study.transfers[transfer].modality = if open { Modality::Uncertain } else { Modality::Certain };
    }
    (study.evidence.certain, study.evidence.uncertain) = (Treatment::Holds, Treatment::Open);
    // What is let go is not silent for that.
    for node in above {
        study.nodes[node].silent = Silent::Open;
    }
    // What disputes evidence that is kept does so still, though it says nothing of what is let go.
    let disputes = |finding: FindingId| {
        if compiled.study.findings[finding].only_compares() {
            return false;
        }
        let about = |other: &FindingId| kept.contains(&compiled.study.findings[*other].node);
        let contests = compiled.study.contests.iter();
        let members = contests.map(|(_, contest)| -> Vec<FindingId> {
            contest
                .sides
                .iter()
                .flat_map(|side| side.findings.iter().copied())
                .collect()
        });
        members
            .into_iter()
            .any(|members| members.contains(&finding) && members.iter().any(about))
    };
    for node in free {
        for finding in study.findings_on(node).to_vec() {
            let disputes = disputes(finding);
            let it = &mut study.findings[finding];
            (it.compare, it.level, it.opens) = (None, None, None);
            if !disputes {
                it.system = Some(String::new());
            }
        }
        let it = &mut study.nodes[node];
        it.score = Score {
            plugin: Spanned {
                value: Arc::from("evidence"),
                span: it.span,
            },
            params: Param {
                span: it.span,
                value: ParamValue::Table(Vec::new()),
            },
        };
        // Its children stay: they say of whom it is asked.
        it.own = Own::First;
        it.default = None;
    }
    study
}

/// The nearest change, beside what `improve` finds from each scenario.
fn nearest(case: &Case, said: &Brief) -> Result<(), String> {
    let Some(step) = &said.step else { return Ok(()) };
    let best = said.best.as_ref().ok_or("step: towards nothing")?.level;
    let has_verdict = |cell: &&BriefCell| {
        said.asked.judged.contains(&cell.scenario)
            && cell.group == step.group
            && matches!(cell.verdict, CellVerdict::Surely(_) | CellVerdict::Open { .. })
    };
    let mut found: Vec<(ScenarioId, bool, u64, BigUint, Vec<Way>)> = Vec::new();
    for cell in said.cells.iter().filter(has_verdict) {
        let ways = ways(case, cell, best)?;
        found.extend(ways.map(|(certain, cost, total, ways)| (cell.scenario, certain, cost, total, ways)));
    }
    let way = match &step.found {
        StepFound::None => {
            ensure!(found.is_empty(), "step: there is a change");
            return Ok(());
        }
        StepFound::Way(way) => way,
    };
    let least = found
        .iter()
        .map(|(_, _, cost, ..)| *cost)
        .min()
        .ok_or("step: there is none")?;
    found.retain(|(_, _, cost, ..)| *cost == least);
    let surely = found.iter().any(|(_, certain, ..)| *certain);
    same!(way.certain, surely, "step: surely");
    let fewest = found
        .iter()
        .filter(|(_, certain, ..)| *certain == surely)
        .flat_map(|(.., ways)| ways);
    same!(
        Some(way.hangs_on.len()),
        fewest.map(|way| way.hangs_on.len()).min(),
        "step: answers"
    );
    let total: BigUint = found.iter().map(|(_, _, _, total, _)| total).sum();
    same!(
        &way.others + BigUint::from(way.scenarios.len()),
        total,
        "step: how many are as small"
    );
    let to = |changes: &[toets_question::Change]| changes.iter().map(|c| (c.variable, c.to)).collect::<Vec<_>>();
    for scenario in &way.scenarios {
        let from = found
            .iter()
            .find(|(other, ..)| other == scenario)
            .ok_or("step: from a scenario that is further")?;
        let so = from.4.iter().any(|one| {
            to(&one.changes) == to(&way.changes) && one.choices == way.choices && one.hangs_on == way.hangs_on
        });
        ensure!(
            so,
            "step: from {} it is no smallest change",
            case.study().scenarios.name(*scenario)
        );
    }
    Ok(())
}

/// The smallest changes from a scenario, those that are sure where they cost no more: what each costs, how many there are.
#[allow(clippy::type_complexity, reason = "it is taken apart at once")]
fn ways(case: &Case, cell: &BriefCell, best: LevelId) -> Result<Option<(bool, u64, BigUint, Vec<Way>)>, String> {
    let asked = Improve {
        scenario: cell.scenario,
        group: cell.group,
        goal: Goal {
            node: case.study().verdict,
            level: best,
        },
        people: People::default(),
        costs: Costs::default(),
    };
    let found = improve(case.compiled(), &case.ready.registry, &asked);
    let found = found.map_err(|faults| format!("not improved: {faults:?}"))?;
    let Outcome::Found(possible) = found.levers.possible else {
        return Ok(None);
    };
    Ok(Some(match found.levers.certain {
        Outcome::Found(certain) if certain.cost == possible.cost => (true, certain.cost, possible.total, certain.ways),
        _ => (false, possible.cost, possible.total, possible.ways),
    }))
}
