//! Engine and oracle side by side.

use std::collections::{BTreeMap, BTreeSet};

use toets_evaluate::Reach;

use crate::engine::{self, Box, Results};
use toets_studies::conclude::{self, Cells};
use toets_studies::judge::{self, HOLDS, Judged, Leaf, Unknown};
use toets_studies::rows::Part;
use toets_studies::spec::*;
use toets_studies::{compare, names, render};

/// How a check may end.
pub enum Verdict {
    Agree,
    /// More than the oracle takes on.
    TooMuch,
    /// What differs: of which kind, and in words.
    Differ(&'static str, String),
}

/// Judges a study twice.
pub fn check(spec: &Spec) -> Verdict {
    let Some(cells) = conclude::cells(spec, conclude::MOST) else {
        return Verdict::TooMuch;
    };
    let files = render::files(spec);
    let compiled = match engine::ready(&files) {
        Ok(compiled) => compiled,
        Err(faults) => return Verdict::Differ("refused", faults),
    };
    let results = match engine::results(&compiled) {
        Ok(results) => results,
        Err(faults) => return Verdict::Differ("not evaluated", faults),
    };
    let checks: [&dyn Fn() -> Result<bool, (&'static str, String)>; 3] = [
        &|| cells_agree(spec, &cells, &results).map(|()| true),
        &|| conclusions_agree(spec, &cells, &results),
        &|| comparisons_agree(spec, &results),
    ];
    let mut whole = true;
    for check in checks {
        match check() {
            Ok(judged) => whole &= judged,
            Err((kind, what)) => return Verdict::Differ(kind, what),
        }
    }
    if whole { Verdict::Agree } else { Verdict::TooMuch }
}

type Difference = (&'static str, String);

fn cells_agree(spec: &Spec, cells: &Cells, results: &Results) -> Result<(), Difference> {
    let expected: BTreeSet<(usize, usize)> = expected_cells(spec);
    if results.cells.len() != expected.len() {
        return Err((
            "cells",
            format!("{} cells, expected {}", results.cells.len(), expected.len()),
        ));
    }
    for (scenario, group) in expected {
        let place = format!("{} × {}", names::scenario(scenario), names::group(group));
        let found = results
            .cells
            .iter()
            .find(|c| c.scenario == names::scenario(scenario) && c.group == names::group(group))
            .ok_or(("cells", format!("no {place}")))?;
        let part = &cells[&(scenario, group)];
        for n in 0..spec.nodes.len() {
            let at = format!("{} in {place}", names::node(n));
            node_agrees(spec, part, n, &found.nodes[&names::node(n)], &found.counted)
                .map_err(|(kind, what)| (kind, format!("{at}: {what}")))?;
        }
    }
    Ok(())
}

/// The cells that are judged, and those that conclusions speak of.
fn expected_cells(spec: &Spec) -> BTreeSet<(usize, usize)> {
    let mut expected = BTreeSet::new();
    let shown = |&s: &usize| spec.scenarios[s].evaluate == Evaluate::Always || spec.baseline == Some(s);
    for scenario in (0..spec.scenarios.len()).filter(shown) {
        expected.extend((0..spec.groups.len()).map(|group| (scenario, group)));
    }
    for conclusion in &spec.conclusions {
        for current in conclude::over(spec, conclusion) {
            expected.insert(current);
            conclusion.holds.visit(&mut |cell, _| {
                expected.insert(match cell {
                    Where::Current => current,
                    Where::Scenario(scenario) => (scenario, current.1),
                    Where::Cell(scenario, group) => (scenario, group),
                });
            });
        }
    }
    expected
}

fn node_agrees(
    spec: &Spec,
    part: &Part,
    node: usize,
    found: &engine::Node,
    counted: &[String],
) -> Result<(), Difference> {
    let scale = spec.scale(node);
    let all: Vec<(&Leaf, Judged)> = part
        .leaves
        .iter()
        .filter_map(|leaf| Some((leaf, leaf.nodes[node]?)))
        .collect();
    let judged: Vec<(&Leaf, Judged)> = all.iter().copied().filter(|(_, j)| j.applies).collect();
    // Where there is no world nothing is said of it.
    let applies = match judged.len() {
        some if some == all.len() => Reach::Always,
        0 => Reach::Never,
        _ => Reach::Sometimes,
    };
    if applies != found.applies {
        return Err((
            "applies",
            format!("applies {applies:?}, the engine says {:?}", found.applies),
        ));
    }
    let levels: BTreeSet<usize> = judged.iter().map(|(_, j)| j.level).collect();
    let possible: Vec<&str> = levels.iter().map(|&l| scale.levels()[l]).collect();
    if found.possible != possible {
        return Err((
            "possible",
            format!("possible are {possible:?}, the engine says {:?}", found.possible),
        ));
    }
    let in_cases: Vec<&str> = found.cases.iter().map(|case| case.level.as_str()).collect();
    if in_cases != possible {
        return Err((
            "cases",
            format!("possible are {possible:?}, the engine has cases for {in_cases:?}"),
        ));
    }
    let reach = |mark: &dyn Fn(&Judged) -> bool| {
        let marked = judged.iter().filter(|(_, j)| mark(j)).count();
        match marked {
            0 => Reach::Never,
            all if all == judged.len() => Reach::Always,
            _ => Reach::Sometimes,
        }
    };
    for (kind, ours, theirs) in [
        ("silent", reach(&|j| j.silent), found.silent),
        ("mixed", reach(&|j| j.mixed), found.mixed),
    ] {
        if ours != theirs {
            return Err((kind, format!("{kind} {ours:?}, the engine says {theirs:?}")));
        }
    }
    let findings = findings_that_apply(spec, part, node);
    if findings != found.findings {
        return Err((
            "findings",
            format!("{findings:?} findings apply, the engine counts {:?}", found.findings),
        ));
    }
    for case in &found.cases {
        let mixed = judged
            .iter()
            .any(|(_, j)| j.mixed && scale.levels()[j.level] == case.level);
        if mixed != case.mixed {
            return Err((
                "mixed",
                format!("`{}` is mixed: {mixed}, the engine says {}", case.level, case.mixed),
            ));
        }
    }
    boxes_agree(spec, part, &all, scale, found)?;
    worlds_agree(spec, part, &judged, scale, found, counted)
}

/// What stands for the level of a node where it does not apply.
const NOT_APPLICABLE: &str = "does not apply";

/// How many findings on a node, of those with a level, apply in some world: for, neutral and against, or all.
fn findings_that_apply(spec: &Spec, part: &Part, node: usize) -> Vec<usize> {
    let worlds: BTreeSet<&Vec<Value>> = part.leaves.iter().map(|leaf| &leaf.world).collect();
    let scale = spec.scale(node);
    let sides = scale.neutral().filter(|_| scale.ordered());
    let mut counts = vec![0; if sides.is_some() { 3 } else { 1 }];
    for (f, finding) in spec
        .findings
        .iter()
        .enumerate()
        .filter(|(_, finding)| finding.node == node)
    {
        let Some(level) = finding.level else { continue };
        if worlds.iter().any(|world| judge::may_apply(spec, world, f)) {
            counts[sides.map_or(0, |neutral| match level.cmp(&neutral) {
                std::cmp::Ordering::Greater => 0,
                std::cmp::Ordering::Equal => 1,
                std::cmp::Ordering::Less => 2,
            })] += 1;
        }
    }
    counts
}

/// Each world lies in one box, and that box is of its level, or says that the node does not apply; each box has a world.
fn boxes_agree(
    spec: &Spec,
    part: &Part,
    judged: &[(&Leaf, Judged)],
    scale: Scale,
    found: &engine::Node,
) -> Result<(), Difference> {
    let boxes: Vec<(&str, &Box)> = found
        .cases
        .iter()
        .flat_map(|case| case.boxes.iter().map(move |b| (case.level.as_str(), b)))
        .chain(found.not_applicable.iter().map(|b| (NOT_APPLICABLE, b)))
        .collect();
    let mentioned: BTreeSet<&String> = boxes.iter().flat_map(|(_, b)| b.keys()).collect();
    if let Some(v) = part
        .fixed
        .keys()
        .map(|&v| names::variable(v))
        .find(|v| mentioned.contains(v))
    {
        return Err(("cases", format!("`{v}` is fixed here, and the cases ask for it")));
    }
    let mut met = vec![false; boxes.len()];
    for &(leaf, j) in judged {
        for world in spread(spec, leaf, &mentioned) {
            let inside = |b: &Box| b.iter().all(|(v, allowed)| allowed.contains(&world[v]));
            let around: Vec<usize> = (0..boxes.len()).filter(|&n| inside(boxes[n].1)).collect();
            let level = if j.applies {
                scale.levels()[j.level]
            } else {
                NOT_APPLICABLE
            };
            match around[..] {
                [only] if boxes[only].0 == level => met[only] = true,
                [only] => {
                    let said = boxes[only].0;
                    return Err(("cases", format!("`{level}` where {world:?}, the engine says `{said}`")));
                }
                _ => return Err(("cases", format!("{} boxes hold the world {world:?}", around.len()))),
            }
        }
    }
    match met.iter().position(|&met| !met) {
        Some(empty) => Err(("cases", format!("no admitted world is in the box {:?}", boxes[empty].1))),
        None => Ok(()),
    }
}

/// A leaf's world by name, for each answer to what is mentioned and was not asked in it.
fn spread(spec: &Spec, leaf: &Leaf, mentioned: &BTreeSet<&String>) -> Vec<BTreeMap<String, String>> {
    let mut known = BTreeMap::new();
    for (v, value) in leaf.world.iter().enumerate() {
        if let Value::Nth(n) = value {
            known.insert(names::variable(v), names::open_value(spec, v, *n));
        }
    }
    for (&unknown, &answer) in &leaf.answers {
        let (name, answers) = unknown_by_name(spec, unknown);
        known.insert(name, answers[answer].clone());
    }
    let mut all = vec![known];
    for unknown in all_unknowns(spec) {
        let (name, answers) = unknown_by_name(spec, unknown);
        if leaf.answers.contains_key(&unknown) || !mentioned.contains(&name) {
            continue;
        }
        all = all
            .into_iter()
            .flat_map(|world| {
                let name = name.clone();
                answers.iter().map(move |answer| {
                    let mut more = world.clone();
                    more.insert(name.clone(), answer.clone());
                    more
                })
            })
            .collect();
    }
    all
}

fn all_unknowns(spec: &Spec) -> Vec<Unknown> {
    let mut all: Vec<Unknown> = (0..spec.findings.len()).map(Unknown::Finding).collect();
    all.extend((0..spec.transfers.len()).map(Unknown::Transfer));
    all.extend((0..spec.contests.len()).map(Unknown::Contest));
    all.extend((0..spec.nodes.len()).map(Unknown::Node));
    all
}

/// How results call an unknown, and its answers in order.
fn unknown_by_name(spec: &Spec, unknown: Unknown) -> (String, Vec<String>) {
    let mut holds = vec![String::new(); 2];
    holds[HOLDS] = "holds".to_owned();
    holds[1 - HOLDS] = "fails".to_owned();
    match unknown {
        Unknown::Finding(f) => (format!("open.{}", names::finding(f)), holds),
        Unknown::Transfer(t) => (format!("open.{}", names::transfer(t)), holds),
        Unknown::Contest(c) => {
            let sides = 1..=spec.contests[c].sides.len();
            (
                format!("contest.{}", names::contest(c)),
                sides.map(|side| side.to_string()).collect(),
            )
        }
        Unknown::Node(n) => {
            let levels = spec.scale(n).levels().iter().map(|&l| l.to_owned());
            (format!("open.{}", names::node(n)), levels.collect())
        }
    }
}

/// The counts of worlds, over what the engine says that it counts over.
fn worlds_agree(
    spec: &Spec,
    part: &Part,
    judged: &[(&Leaf, Judged)],
    scale: Scale,
    found: &engine::Node,
    counted: &[String],
) -> Result<(), Difference> {
    // Each variable of the study that is not counted multiplies our worlds by the number of its values.
    let mut repeated = 1;
    for (v, variable) in spec.variables.iter().enumerate() {
        let values: BTreeSet<Value> = part.leaves.iter().map(|leaf| leaf.world[v]).collect();
        if !part.fixed.contains_key(&v) && values.len() > 1 && !counted.contains(&names::variable(v)) {
            repeated *= variable.domain.size();
        }
    }
    for case in &found.cases {
        let mut count = 0;
        for (leaf, _) in judged.iter().filter(|(_, j)| scale.levels()[j.level] == case.level) {
            let mut here = 1;
            for unknown in all_unknowns(spec) {
                let (name, answers) = unknown_by_name(spec, unknown);
                let asked = leaf.answers.contains_key(&unknown);
                if !asked && counted.contains(&name) {
                    here *= answers.len();
                }
            }
            count += here;
        }
        // Unknowns that were asked but are not counted (nothing depends on them) multiply ours too.
        let asked: BTreeSet<Unknown> = judged
            .iter()
            .flat_map(|(leaf, _)| leaf.answers.keys().copied())
            .collect();
        let uncounted = asked
            .into_iter()
            .any(|u| !counted.contains(&unknown_by_name(spec, u).0));
        if !uncounted && case.worlds != (count / repeated).to_string() {
            let theirs = &case.worlds;
            return Err((
                "count",
                format!(
                    "`{}` in {} worlds, the engine counts {theirs}",
                    case.level,
                    count / repeated
                ),
            ));
        }
    }
    Ok(())
}

fn conclusions_agree(spec: &Spec, cells: &Cells, results: &Results) -> Result<bool, Difference> {
    let mut whole = true;
    for (c, conclusion) in spec.conclusions.iter().enumerate() {
        let Some(ours) = conclude::conclude(spec, cells, conclusion) else {
            whole = false;
            continue;
        };
        let name = names::conclusion(c);
        let (status, each) = &results.conclusions[&name];
        let in_cells = ours
            .cells
            .iter()
            .map(|&((s, g), status)| ((names::scenario(s), names::group(g)), status.word().to_owned()));
        let in_cells: BTreeMap<(String, String), String> = in_cells.collect();
        if *each != in_cells {
            return Err((
                "conclusion in a cell",
                format!("{name}: {in_cells:?}, the engine says {each:?}"),
            ));
        }
        if *status != ours.status.word() {
            let ours = ours.status.word();
            return Err((
                "conclusion",
                format!("{name}: {ours} ({in_cells:?} together), the engine says {status}"),
            ));
        }
    }
    Ok(whole)
}

fn comparisons_agree(spec: &Spec, results: &Results) -> Result<bool, Difference> {
    let mut whole = true;
    for (f, finding) in spec.findings.iter().enumerate() {
        let Some(comparison) = &finding.compare else {
            continue;
        };
        let Some(ours) = compare::compare(spec, f, comparison) else {
            whole = false;
            continue;
        };
        let theirs = &results.comparisons[&names::finding(f)];
        if ours != theirs {
            return Err((
                "comparison",
                format!("{}: {ours}, the engine says {theirs}", names::finding(f)),
            ));
        }
    }
    Ok(whole)
}
