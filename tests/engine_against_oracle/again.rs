//! Evaluating anew after a change, taking over what did not change, against evaluating in full: random studies, one random change
//! after the other, and all that can be told of both.

use std::cell::Cell;
use std::fmt::Write as _;

use proptest::test_runner::{RngAlgorithm, TestCaseError, TestRng};
use toets_evaluate::{Compiled, Evaluation, Work, evaluate_again, read_name};

use crate::engine;
use toets_studies::generate::{Dice, Mood};
use toets_studies::render::{self, Files, SCORING, STUDY};
use toets_studies::shrink::{Shown, Specs, smaller};
use toets_studies::spec::*;
use toets_studies::valid::valid;
use toets_studies::{asked, runner};

/// How many changes are made to one study.
const CHANGES: usize = 6;

/// All that can be told after an evaluation: what scorers are said to read, faults, and what results say.
fn told(compiled: &Compiled, evaluation: &mut Evaluation, faults: &[toets_diagnostic::Diagnostic]) -> String {
    let mut text = format!("{} runs\n", compiled.runs());
    for node in compiled.study.nodes.indices() {
        let name = compiled.study.nodes.name(node);
        let reads: Vec<String> = compiled
            .reads(node)
            .into_iter()
            .map(|read| format!("{read:?} {}", read_name(&compiled.study, read)))
            .collect();
        let _ = writeln!(text, "{name} reads {reads:?}");
    }
    for fault in faults {
        let _ = writeln!(text, "{fault:?}");
    }
    if faults.is_empty() {
        match engine::results_of(evaluation) {
            Ok(results) => drop(write!(text, "{results:#?}")),
            Err(fault) => text.push_str(&fault),
        }
    }
    text
}

/// Evaluates both ways and compares; the evaluation that took over what it could, and what both took.
fn both_ways(files: &Files, before: Option<Evaluation>) -> Result<(Evaluation, Work, Work), String> {
    let (one, other) = (engine::ready(files)?, engine::ready(files)?);
    let mut again = evaluate_again(&one, &engine::cells(&one), before);
    let mut full = evaluate_again(&other, &engine::cells(&other), None);
    let (mine, theirs) = (
        told(&one, &mut again.evaluation, &again.faults),
        told(&other, &mut full.evaluation, &full.faults),
    );
    let differ = mine.lines().zip(theirs.lines()).find(|(a, b)| a != b);
    match differ {
        None if mine.len() == theirs.len() => Ok((again.evaluation, again.work, full.work)),
        _ => Err(format!(
            "{differ:?} differ, of {} and {} bytes\n{}",
            mine.len(),
            theirs.len(),
            files
                .iter()
                .map(|(path, text)| format!("# --- {path}\n{text}"))
                .collect::<String>()
        )),
    }
}

/// A study with one thing otherwise; none if it would not be one.
fn changed(dice: &mut Dice, spec: &Spec) -> Option<Spec> {
    let mut other = spec.clone();
    if dice.chance(40) {
        let all = smaller(spec);
        other = dice.pick(&all).clone();
    } else if !other.contests.is_empty() && dice.chance(25) {
        let contest = dice.below(other.contests.len());
        if dice.chance(50) {
            other.contests[contest].sides.reverse();
        } else {
            other.contests[contest].meet ^= true;
        }
    } else if other.nodes.len() > 1 && dice.chance(15) {
        let (n, like) = (dice.below(other.nodes.len()), dice.below(other.nodes.len()));
        other.nodes[n].applies = other.nodes[like].applies.clone();
    } else if !other.transfers.is_empty() && !other.findings.is_empty() && dice.chance(25) {
        let (t, like) = (dice.below(other.transfers.len()), dice.below(other.findings.len()));
        match dice.below(2) {
            0 => other.transfers[t].modality = other.findings[like].modality,
            _ => other.transfers[t].to = other.findings[like].when.clone(),
        }
    } else if !other.findings.is_empty() {
        let f = dice.below(other.findings.len());
        let like = dice.below(other.findings.len());
        let levels = other.scales[other.nodes[other.findings[f].node].scale].size();
        match dice.below(5) {
            0 | 1 => other.findings[f].level = Some(dice.below(levels)),
            2 => other.findings[f].when = other.findings[like].when.clone(),
            3 => other.findings[f].modality = other.findings[like].modality,
            // Nothing refers to the last one.
            _ => {
                let mut fresh = other.findings[f].clone();
                fresh.compare = None;
                other.findings.push(fresh);
            }
        }
    }
    (other != *spec && valid(&other)).then_some(other)
}

#[test]
fn what_is_taken_over_is_what_a_full_evaluation_gives() {
    let cases = asked("TOETS_ORACLE_CASES", 150) as u32;
    for mood in [Mood::Evidence, Mood::Criteria, Mood::Scripts] {
        let (mine, theirs) = (Cell::new(Work::default()), Cell::new(Work::default()));
        let result = runner(cases).run(&Specs(mood), |Shown(spec)| {
            let mut seed = [3; 32];
            seed[..8].copy_from_slice(&spec.order.to_le_bytes());
            let mut dice = Dice::new(TestRng::from_seed(RngAlgorithm::ChaCha, &seed));
            // Things stay where they are, but for one study in five.
            let order = if dice.chance(20) { spec.order } else { 0 };
            let mut history = vec![Spec { order, ..spec }];
            let (mut last, ..) = both_ways(&render::files(&history[0]), None).map_err(TestCaseError::fail)?;
            for _ in 0..CHANGES {
                let next = match dice.chance(20) {
                    true => Some(dice.pick(&history).clone()),
                    false => changed(&mut dice, &history[history.len() - 1]),
                };
                // A change may make a study that the engine does not accept.
                let next = next.filter(|next| engine::ready(&render::files(next)).is_ok());
                let Some(next) = next else { continue };
                let (again, one, other) = both_ways(&render::files(&next), Some(last)).map_err(TestCaseError::fail)?;
                last = again;
                history.push(next);
                mine.set(sum(mine.get(), one));
                theirs.set(sum(theirs.get(), other));
            }
            Ok(())
        });
        if let Err(failure) = result {
            panic!("{failure}");
        }
        // It would say nothing of what is taken over if nothing were.
        let (mine, theirs) = (mine.get(), theirs.get());
        assert!(mine.judged * 10 < theirs.judged * 9, "{mood:?}: {mine:?} {theirs:?}");
        assert!(
            mood != Mood::Scripts || mine.runs * 2 < theirs.runs,
            "{mood:?}: {mine:?} {theirs:?}"
        );
    }
}

fn sum(a: Work, b: Work) -> Work {
    Work {
        judged: a.judged + b.judged,
        runs: a.runs + b.runs,
        operations: a.operations + b.operations,
    }
}

/// A study with one indicator that a script judges, one that findings judge, and a criterion above both.
fn small(script: &str, level: &str) -> Files {
    let text = r#"[study]
id = "small"
title = @
verdict = "top"
[scale.three]
levels = ["-", "0", "+"]
[variable.x]
kind = "lever"
label = @
values = ["p", "q"]
[[group]]
id = "g"
label = @
[[scenario]]
id = "S"
label = @
[[finding]]
id = "f"
node = "told"
statement = @
modality = "certain"
when = { x = "p" }
level = "LEVEL"
[[node]]
id = "told"
label = @
scale = "three"
score = { plugin = "evidence" }
default = { level = "-", reason = @ }
[[node]]
id = "judged"
label = @
scale = "three"
children = ["told"]
score = { plugin = "script" }
[[node]]
id = "top"
label = @
scale = "three"
children = ["told", "judged"]
score = { plugin = "worst" }
"#;
    let head =
        "const PLUGIN = #{ id: \"script\", version: \"1.0.0\", scale: \"three\", label: #{ nl: \"x\", en: \"x\" } };";
    let text = text.replace('@', "{ nl = \"x\", en = \"x\" }").replace("LEVEL", level);
    vec![
        (STUDY.to_owned(), text),
        (format!("{SCORING}script.rhai"), format!("{head}\n{script}")),
    ]
}

const BY_VALUE: &str = "fn score(cell) { if cell.x == \"p\" { judge(cell.node(\"told\")) } else { judge(\"0\") } }";

/// Evaluates one study after the other; the work of the last.
fn after(steps: &[Files]) -> Work {
    let mut last = None;
    let mut work = Work::default();
    for files in steps {
        let (again, one, _) = both_ways(files, last).unwrap_or_else(|what| panic!("{what}"));
        (last, work) = (Some(again), one);
    }
    work
}

#[test]
fn nothing_is_judged_where_nothing_changed() {
    let study = small(BY_VALUE, "+");
    assert_eq!(after(&[study.clone(), study]), Work::default());
}

#[test]
fn a_script_that_would_read_and_say_the_same_is_not_run_again() {
    let one = small(BY_VALUE, "+");
    // Another level of the finding, in a node that the script reads: it says something else only for that level.
    let work = after(&[one.clone(), small(BY_VALUE, "0")]);
    assert_eq!((work.judged, work.runs), (3, 1));
    // A remark in the script is another script.
    let work = after(&[one, small(&format!("// a remark\n{BY_VALUE}"), "+")]);
    assert_eq!((work.judged, work.runs), (2, 2));
}

#[test]
fn faults_are_found_again_and_go_away_again() {
    let faulty = BY_VALUE.replace("judge(\"0\")", "judge(cell.x)");
    let (good, bad) = (small(BY_VALUE, "+"), small(&faulty, "+"));
    after(&[
        good.clone(),
        bad.clone(),
        bad.clone(),
        small(&faulty, "-"),
        good.clone(),
        bad,
        good,
    ]);
}
