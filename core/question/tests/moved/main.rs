//! What is kept of results, and what is said when they move: on random small studies against all of their worlds.

#[allow(dead_code, reason = "shared with the tests of the other questions")]
#[path = "../it/oracle.rs"]
mod oracle;
#[allow(dead_code, reason = "shared with the tests of the other questions")]
#[path = "../it/random.rs"]
mod random;

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use toets_evaluate::{Compiled, Limits, all_cells, compile, evaluate};
use toets_model::{Arena, Finding, FindingId, Index, LevelId, Study};
use toets_question::{
    How, InputKey, InputKind, Inputs, Moving, Results, cells_needed, compare, conclude, fingerprints, moved, readings,
};

use oracle::worlds;
use random::{Made, registry, studies};

/// Results and what they hang on.
fn kept(compiled: &Arc<Compiled>) -> (Results, Inputs) {
    let study = &compiled.study;
    let mut cells = all_cells(study);
    let shown = cells.clone();
    cells.extend(cells_needed(study));
    cells.sort_unstable();
    cells.dedup();
    let mut evaluation = evaluate(compiled, &cells).expect("built by this test");
    let conclusions = conclude(&evaluation).expect("built by this test");
    let comparisons = compare(compiled).expect("built by this test");
    let read = readings(&mut evaluation, &shown).expect("built by this test");
    (
        Results::new(study, &read, &conclusions, &comparisons),
        fingerprints(compiled, &registry()),
    )
}

fn made(study: Study) -> Arc<Compiled> {
    Arc::new(compile(Arc::new(study), &registry(), Limits::default()).expect("built by this test"))
}

/// The same study with its findings and constraints written in another order.
fn reordered(study: &Study) -> Study {
    let mut other = study.clone();
    let count = study.findings.len();
    let there = |f: FindingId| FindingId::from_usize(count - 1 - f.to_usize());
    other.findings = Arena::default();
    for n in (0..count).rev() {
        let id = FindingId::from_usize(n);
        other
            .findings
            .insert(study.findings.name(id), study.findings[id].clone())
            .expect("built by this test");
    }
    for id in study.contests.indices() {
        for side in &mut other.contests[id].sides {
            side.findings.iter_mut().for_each(|f| *f = there(*f));
        }
    }
    other.constraints.reverse();
    for constraint in &mut other.constraints {
        constraint.when.all.reverse();
    }
    for id in other.findings.indices() {
        other.findings[id].when.all.reverse();
    }
    other
}

/// Another level, or no effect at all.
fn changed(study: &Study, which: usize) -> (Study, String) {
    let mut other = study.clone();
    let id = FindingId::from_usize(which % study.findings.len());
    let it: &mut Finding = &mut other.findings[id];
    match it.level {
        Some(level) => it.level = Some(LevelId::from_usize((level.to_usize() + 1) % 3)),
        None => it.opens = None,
    }
    (other, study.findings.name(id).to_owned())
}

/// By cell and node, the levels in every world, over what both studies know.
fn levels(compiled: &Arc<Compiled>) -> BTreeMap<(usize, usize), BTreeMap<oracle::Values, u32>> {
    let study = &compiled.study;
    let mut all = BTreeMap::new();
    for (number, &(scenario, group)) in all_cells(study).iter().enumerate() {
        for world in worlds(compiled, &compiled.fixed(scenario, group)) {
            let values: oracle::Values = world.parts.values().flatten().map(|(&v, &value)| (v, value)).collect();
            for node in study.nodes.indices() {
                let key = (number, node.to_usize());
                let level = world.levels[node.to_usize()];
                all.entry(key)
                    .or_insert_with(BTreeMap::new)
                    .insert(values.clone(), level);
            }
        }
    }
    all
}

/// Whether two worlds agree on all that both say something of.
fn agree(one: &oracle::Values, other: &oracle::Values) -> bool {
    one.iter()
        .all(|(v, value)| other.get(v).is_none_or(|there| there == value))
}

fn check_order(it: &Made) -> Result<(), TestCaseError> {
    let (results, inputs) = kept(&it.compiled);
    let (others, their_inputs) = kept(&made(reordered(&it.compiled.study)));
    prop_assert_eq!(&results, &others);
    prop_assert_eq!(&inputs, &their_inputs);
    let nothing = moved((&results, &inputs), (&others, &their_inputs));
    prop_assert!(nothing.moves.is_empty() && nothing.changes.is_empty(), "{nothing:?}");
    Ok(())
}

fn check_change(it: &Made, which: usize) -> Result<(), TestCaseError> {
    let (study, finding) = changed(&it.compiled.study, which);
    let after = made(study);
    let (before, after_levels) = (levels(&it.compiled), levels(&after));
    prop_assume!(
        before
            .values()
            .chain(after_levels.values())
            .all(|worlds| worlds.len() < 300)
    );
    let old = kept(&it.compiled);
    let new = kept(&after);
    let found = moved((&old.0, &old.1), (&new.0, &new.1));

    // One input differs, and everything that moved is put down to it.
    let key = InputKey::new(InputKind::Finding, &finding);
    prop_assert!(found.changes.len() <= 1, "{:?}", found.changes);
    prop_assert!(found.changes.iter().all(|change| change.key == key));
    for one in &found.moves {
        prop_assert_eq!(&one.because, &vec![0], "{:?}", one);
    }

    // A node moved exactly where some world has another level, or no world.
    let study = &it.compiled.study;
    let cells = all_cells(study);
    for (number, &(scenario, group)) in cells.iter().enumerate() {
        for node in study.nodes.indices() {
            let key = (number, node.to_usize());
            let empty = BTreeMap::new();
            let (old, new) = (
                before.get(&key).unwrap_or(&empty),
                after_levels.get(&key).unwrap_or(&empty),
            );
            let differs = old
                .iter()
                .any(|(world, level)| new.iter().any(|(other, there)| level != there && agree(world, other)));
            let names = (
                study.scenarios.name(scenario),
                study.groups.name(group),
                study.nodes.name(node),
            );
            let told = found.moves.iter().any(|one| match &one.what {
                Moving::Node(cell, id) => one.how != How::Grounds && (&*cell.scenario, &*cell.group, &**id) == names,
                _ => false,
            });
            if old == new {
                prop_assert!(!told, "{names:?} did not move");
            }
            if differs && !old.is_empty() && !new.is_empty() {
                prop_assert!(told, "{names:?} moved");
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_writing_means_nothing(it in studies()) {
        check_order(&it)?;
    }

    #[test]
    fn what_moved_is_told_and_put_down_to_what_changed(it in studies(), which in 0usize..20) {
        check_change(&it, which)?;
    }
}
