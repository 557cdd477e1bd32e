//! What answers are worth, by going through all of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use num_bigint::BigUint;
use proptest::prelude::*;
use toets_evaluate::{Compiled, Limits, OpenVariable, compile, evaluate};
use toets_model::{Arena, CellRef, Comparator, Conclusion, Formula, Index, Kind, NodeId, Quantifier, Study, Term};
use toets_question::{Decisions, NoProgress, Share, Status, cells_needed, decide};

use crate::oracle::{Values, World, by, worlds};
use crate::random::{Made, registry, studies};

fn share(part: usize, whole: usize) -> Share {
    Share::new(BigUint::from(part), BigUint::from(whole))
}

fn decisions(compiled: &Arc<Compiled>) -> Decisions {
    let cell = (Index::from_usize(0), Index::from_usize(0));
    let mut cells = cells_needed(&compiled.study);
    cells.push(cell);
    cells.sort_unstable();
    cells.dedup();
    let evaluation = evaluate(compiled, &cells).expect("built by this test");
    decide(&evaluation, &[cell], &NoProgress).expect("built by this test")
}

/// The unknowns of some worlds.
fn unknowns(worlds: &[World]) -> BTreeSet<OpenVariable> {
    worlds
        .iter()
        .flat_map(|world| world.part(Kind::Unknown).into_keys())
        .collect()
}

/// People and choices: all but the answers.
fn rest(world: &World) -> Vec<Values> {
    [Kind::Lever, Kind::Trait, Kind::Regime]
        .map(|kind| world.part(kind))
        .into()
}

fn verdicts<'a>(worlds: impl IntoIterator<Item = &'a World>, verdict: NodeId) -> usize {
    let levels: BTreeSet<u32> = worlds
        .into_iter()
        .map(|world| world.levels[verdict.to_usize()])
        .collect();
    levels.len()
}

fn shares(made: &Made) -> Result<(), TestCaseError> {
    let compiled = &made.compiled;
    let verdict = compiled.study.verdict;
    let found = decisions(compiled);
    let all = worlds(compiled, &compiled.fixed(Index::from_usize(0), Index::from_usize(0)));
    let cases = by(&all, rest);
    let open: Vec<&Vec<World>> = cases.values().filter(|worlds| verdicts(*worlds, verdict) > 1).collect();
    prop_assert_eq!(&found.open, &share(open.len(), cases.len()));
    for unknown in unknowns(&all) {
        let answer = |world: &World| world.part(Kind::Unknown)[&unknown];
        let others = |world: &World| {
            let mut others = world.part(Kind::Unknown);
            others.remove(&unknown);
            others
        };
        let changed = open
            .iter()
            .filter(|worlds| by(worlds, others).values().any(|w| verdicts(w, verdict) > 1))
            .count();
        let settled = |worlds: &&&Vec<World>, value: u32| {
            let answered = by(worlds, answer);
            answered.get(&value).is_some_and(|w| verdicts(w, verdict) == 1)
        };
        let arity = unknown.arity(&compiled.study);
        let settled_by_any = open
            .iter()
            .filter(|w| (0..arity).any(|value| settled(w, value)))
            .count();
        match found.unknowns.iter().find(|worth| worth.unknown == unknown) {
            Some(worth) => {
                prop_assert_eq!(&worth.changes, &share(changed, cases.len()));
                prop_assert_eq!(&worth.settles, &share(settled_by_any, cases.len()));
                let narrowed = |worlds: &Vec<World>, value: u32| {
                    by(worlds, answer)
                        .get(&value)
                        .is_some_and(|w| verdicts(w, verdict) < verdicts(worlds, verdict))
                };
                let narrowed_by_any = cases
                    .values()
                    .filter(|w| (0..arity).any(|value| narrowed(w, value)))
                    .count();
                prop_assert_eq!(&worth.narrows, &share(narrowed_by_any, cases.len()));
                for answer in &worth.answers {
                    let narrowed = cases.values().filter(|w| narrowed(w, answer.value)).count();
                    prop_assert_eq!(&answer.narrows, &share(narrowed, cases.len()));
                    prop_assert_eq!(answer.excludes.is_empty(), narrowed == 0);
                    let settled = open.iter().filter(|w| settled(w, answer.value)).count();
                    prop_assert_eq!(&answer.settles, &share(settled, cases.len()));
                }
            }
            None => prop_assert_eq!((changed, settled_by_any), (0, 0)),
        }
    }
    Ok(())
}

fn without_conclusions(made: &Made) -> Arc<Compiled> {
    let mut study = Study::clone(&made.compiled.study);
    study.conclusions = Arena::default();
    let compiled = compile(Arc::new(study), &registry(), Limits::default());
    Arc::new(compiled.unwrap_or_else(|_| panic!("compiled before")))
}

fn settling(made: &Made) -> Result<(), TestCaseError> {
    let compiled = &without_conclusions(made);
    let verdict = compiled.study.verdict;
    let all = worlds(compiled, &compiled.fixed(Index::from_usize(0), Index::from_usize(0)));
    let unknowns: Vec<OpenVariable> = unknowns(&all).into_iter().collect();
    prop_assume!(unknowns.len() <= 7);
    let found = decisions(compiled);
    let cases = by(&all, rest);

    // Every set of unknowns whose answers settle every verdict.
    let settles = |set: &[OpenVariable]| {
        let answers = |world: &World| -> Values {
            world
                .part(Kind::Unknown)
                .into_iter()
                .filter(|(v, _)| set.contains(v))
                .collect()
        };
        cases
            .values()
            .all(|worlds| by(worlds, answers).values().all(|w| verdicts(w, verdict) == 1))
    };
    let subsets = (0..1usize << unknowns.len()).map(|bits| -> Vec<OpenVariable> {
        unknowns
            .iter()
            .enumerate()
            .filter(|(n, _)| bits >> n & 1 == 1)
            .map(|(_, &v)| v)
            .collect()
    });
    let least = subsets
        .filter(|set| settles(set))
        .map(|set| set.len())
        .min()
        .expect("built by this test");
    prop_assert!(settles(&found.settling.unknowns));
    prop_assert!(!found.settling.smallest || found.settling.unknowns.len() == least);
    prop_assert!(found.settling.smallest, "small enough to be proved");

    // Every set of answers that settles every verdict, for everyone.
    let fits = |world: &World, answers: &Values| {
        let here = world.part(Kind::Unknown);
        answers.iter().all(|(v, value)| here.get(v) == Some(value))
    };
    // The answers to what the study itself declares unknown say who there are; they are to be settled.
    let settle = |answers: &Values| {
        let declared = |unknown: &OpenVariable| matches!(unknown, OpenVariable::Study(_));
        let who: Values = answers
            .iter()
            .filter(|(v, _)| declared(v))
            .map(|(v, value)| (*v, *value))
            .collect();
        let there: Vec<&Vec<World>> = cases
            .values()
            .filter(|worlds| worlds.iter().any(|w| fits(w, &who)))
            .collect();
        !there.is_empty()
            && there
                .iter()
                .all(|worlds| verdicts(worlds.iter().filter(|w| fits(w, answers)), verdict) == 1)
    };
    let mut partial = vec![Values::new()];
    for &unknown in &unknowns {
        let longer: Vec<Values> = partial
            .iter()
            .flat_map(|answers| {
                (0..unknown.arity(&compiled.study)).map(move |value| {
                    let mut answers = answers.clone();
                    answers.insert(unknown, value);
                    answers
                })
            })
            .collect();
        partial.extend(longer);
    }
    prop_assume!(partial.len() <= 3_000);
    let least = partial.iter().filter(|answers| settle(answers)).map(Values::len).min();
    match (&found.luckiest, least) {
        (Some(answers), Some(least)) => {
            prop_assert!(settle(&answers.answers.iter().copied().collect()));
            prop_assert!(answers.smallest);
            prop_assert_eq!(answers.answers.len(), least);
        }
        (None, None) => {}
        // Nothing to settle where there are no worlds.
        (Some(answers), None) => prop_assert!(all.is_empty() && answers.answers.is_empty()),
        (None, Some(_)) => return Err(TestCaseError::fail("there are answers that settle it")),
    }
    Ok(())
}

fn holds(formula: &Formula, world: &World) -> Option<bool> {
    let term = |term: &Term| match *term {
        Term::Node(CellRef::Current, node) => Some(world.levels[node.to_usize()]),
        Term::Level(level) => Some(level.to_usize() as u32),
        _ => None,
    };
    match formula {
        Formula::Compare {
            left,
            comparator,
            right,
        } => {
            let (left, right) = (term(left)?, term(right)?);
            Some(match comparator {
                Comparator::AtLeast => left >= right,
                Comparator::Less => left < right,
                _ => left == right,
            })
        }
        Formula::And(parts) => parts
            .iter()
            .map(|part| holds(part, world))
            .try_fold(true, |all, part| Some(all & part?)),
        Formula::Not(part) => holds(part, world).map(|holds| !holds),
        Formula::Or(_) => None,
    }
}

/// What may be so, with whether a conclusion holds there: levers, traits and law, the answers, and what holds.
type Row = (Vec<Values>, Values, bool);

/// Leaves out unknowns that evidence leaves open and on which the conclusion hangs in no world, in the order of the engine's variables: nobody is
/// left out for an answer that makes no difference.
fn without_idle(compiled: &Compiled, mut rows: BTreeSet<Row>) -> BTreeSet<Row> {
    let mut unknowns: Vec<OpenVariable> = rows.iter().flat_map(|row| row.1.keys().copied()).collect();
    unknowns.sort_by_key(|&unknown| compiled.variables().position(unknown));
    unknowns.dedup();
    unknowns.retain(|unknown| !matches!(unknown, OpenVariable::Study(_)));
    for unknown in unknowns {
        let without: BTreeSet<Row> = rows
            .iter()
            .map(|(rest, answers, holds)| {
                let mut answers = answers.clone();
                answers.remove(&unknown);
                (rest.clone(), answers, *holds)
            })
            .collect();
        let opposite = |row: &Row| (row.0.clone(), row.1.clone(), !row.2);
        if !without.iter().any(|row| without.contains(&opposite(row))) {
            rows = without;
        }
    }
    rows
}

/// A conclusion for one set of answers, about what may be so with them.
fn for_answers(conclusion: &Conclusion, rows: &[&Row]) -> bool {
    let quantify = |quantifier: Quantifier, holds: Vec<bool>| match quantifier {
        Quantifier::All => holds.into_iter().all(|h| h),
        Quantifier::Some => holds.into_iter().any(|h| h),
    };
    let by = |rows: &[&Row], part: usize| -> BTreeMap<Values, Vec<Row>> {
        let mut all: BTreeMap<Values, Vec<Row>> = BTreeMap::new();
        for &row in rows {
            all.entry(row.0[part].clone()).or_default().push(row.clone());
        }
        all
    };
    // `rest` has levers, traits, law.
    by(rows, 2).values().all(|under| {
        let choices = by(&under.iter().collect::<Vec<_>>(), 0);
        let by_choice = choices
            .values()
            .map(|people| quantify(conclusion.people, people.iter().map(|row| row.2).collect()));
        quantify(conclusion.levers, by_choice.collect())
    })
}

/// The unknowns whose answers can make the difference: those in the smallest changes, from any answers to any others, with which a conclusion comes to
/// hold that did not.
fn deciding(conclusion: &Conclusion, rows: &BTreeSet<Row>) -> BTreeSet<OpenVariable> {
    let mut by_answers: BTreeMap<&Values, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        by_answers.entry(&row.1).or_default().push(row);
    }
    let (hold, fail): (Vec<_>, Vec<_>) = by_answers
        .into_iter()
        .partition(|(_, rows)| for_answers(conclusion, rows));
    let mut changes: BTreeSet<BTreeSet<OpenVariable>> = BTreeSet::new();
    for (one, _) in &hold {
        for (other, _) in &fail {
            changes.insert(
                one.iter()
                    .filter(|(v, value)| other.get(v) != Some(value))
                    .map(|(v, _)| *v)
                    .collect(),
            );
        }
    }
    let least = changes
        .iter()
        .filter(|set| !changes.iter().any(|part| part != *set && part.is_subset(set)));
    least.flatten().copied().collect()
}

fn conclusions(made: &Made) -> Result<(), TestCaseError> {
    let compiled = &made.compiled;
    let study = &compiled.study;
    let all = worlds(compiled, &compiled.fixed(Index::from_usize(0), Index::from_usize(0)));
    let found = decisions(compiled);
    for (id, conclusion) in study.conclusions.iter() {
        let formula = conclusion.holds.as_ref().expect("built by this test");
        let here_only =
            conclusion.scenarios.is_some() && all.first().is_some_and(|world| holds(formula, world).is_some());
        if !here_only {
            continue;
        }
        let row = |world: &World| (rest(world), world.part(Kind::Unknown), holds(formula, world).unwrap());
        let rows = without_idle(compiled, all.iter().map(row).collect());
        let status = |rows: &BTreeSet<Row>| {
            let mut answers: BTreeMap<&Values, Vec<&Row>> = BTreeMap::new();
            for row in rows {
                answers.entry(&row.1).or_default().push(row);
            }
            let held: BTreeSet<bool> = answers.values().map(|rows| for_answers(conclusion, rows)).collect();
            match (held.contains(&true), held.contains(&false)) {
                (true, false) => Status::Yes,
                (false, true) => Status::No,
                _ => Status::Undetermined,
            }
        };
        prop_assert_eq!(found.conclusions.contains(&id), status(&rows) == Status::Undetermined);
        if status(&rows) == Status::Undetermined {
            let named = found.unknowns.iter().filter(|worth| worth.conclusions.contains(&id));
            let named: BTreeSet<OpenVariable> = named.map(|worth| worth.unknown).collect();
            prop_assert_eq!(named, deciding(conclusion, &rows));
        }
        for worth in found.unknowns.iter().filter(|worth| worth.conclusions.contains(&id)) {
            for answer in &worth.answers {
                let said = answer
                    .conclusions
                    .iter()
                    .find(|(c, _)| *c == id)
                    .map(|(_, status)| *status);
                let answered: BTreeSet<Row> = rows
                    .iter()
                    .filter(|row| row.1.get(&worth.unknown) == Some(&answer.value))
                    .cloned()
                    .collect();
                let answered = without_idle(compiled, answered);
                let truly = Some(status(&answered)).filter(|s| *s != Status::Undetermined && !answered.is_empty());
                prop_assert_eq!(said, truly);
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, max_global_rejects: 10_000, ..ProptestConfig::default() })]

    #[test]
    fn shares_are_counted_exactly(made in studies()) {
        shares(&made)?;
    }

    #[test]
    fn what_settles_everything_is_smallest(made in studies()) {
        settling(&made)?;
    }

    #[test]
    fn answers_settle_conclusions_as_said(made in studies()) {
        conclusions(&made)?;
    }
}
