//! Nothing that is said follows the order in which a study is written, a script reads, or a diagram asks.

use std::collections::BTreeSet;
use std::fmt::{Debug, Write as _};
use std::sync::Arc;

use toets_evaluate::{Compiled, Limits, OpenVariable, compile, evaluate};
use toets_model::{Condition, Index, Quantifier};
use toets_question::{
    AskSpace, Costs, Explain, Goal, ImplicantLimits, Improve, NoProgress, Outcome, People, Share, conclude, conditions,
    contrast, decide, explain, improve, readings, space,
};
use toets_studies::names;
use toets_studies::spec::Spec;

use crate::case::Case;
use crate::explain::Asked;
use crate::run::Checked;

/// Another order of the diagrams' variables: all that is said is the same, to the letter.
pub(crate) fn check_diagrams(case: &Case) -> Result<Checked, String> {
    let compiled = compile(case.compiled().study.clone(), &case.ready.registry, Limits::default());
    let compiled = compiled.map_err(|faults| format!("refused: {faults:?}"))?;
    let shuffled = compiled.arranged(|order| {
        for n in (1..order.len()).rev() {
            order.swap(n, case.pick(100 + n as u64, n + 1));
        }
    });
    let (one, other) = (
        to_the_letter(case, case.compiled())?,
        to_the_letter(case, &Arc::new(shuffled))?,
    );
    alike(&one, &other)?;
    Ok(Checked::Claimed)
}

/// Another order of declarations, files and reads: statuses, counts, sizes and cases as sets of worlds are the same. Of several that are
/// equally good another one may come first.
pub(crate) fn check_writing(case: &Case) -> Result<Checked, String> {
    let other = Spec {
        order: case.spec.order ^ 0x15_2a5a5a,
        reads: !case.spec.reads,
        ..case.spec.clone()
    };
    let other = Case::new(other, case.seed())?;
    alike(&in_names(case)?, &in_names(&other)?)?;
    Ok(Checked::Claimed)
}

fn alike(one: &str, other: &str) -> Result<(), String> {
    let differ = one.lines().zip(other.lines()).find(|(one, other)| one != other);
    match differ {
        Some((one, other)) => {
            let kind = one.split(' ').next().unwrap_or_default();
            Err(format!("{kind}: {one}\nin another order: {other}"))
        }
        None if one.len() == other.len() => Ok(()),
        None => Err(format!("lines: {} and {}", one.lines().count(), other.lines().count())),
    }
}

fn line(text: &mut String, kind: &str, what: &dyn Debug) {
    let _ = writeln!(text, "{kind} {what:?}");
}

/// What is asked of a study.
struct Questions {
    improve: Improve,
    explain: Explain,
    space: AskSpace,
}

fn questions(case: &Case) -> Questions {
    let asked = Asked::of(case);
    let (scenario, group) = (case.scenario(asked.scenario), case.group(asked.group));
    let level = case.pick(4, case.spec.scale(asked.node).size());
    Questions {
        improve: Improve {
            scenario,
            group,
            goal: Goal {
                node: case.node(asked.node),
                level: Index::from_usize(level),
            },
            people: People {
                quantifier: [Quantifier::All, Quantifier::Some][case.pick(5, 2)],
                only: Condition::default(),
            },
            costs: Costs::default(),
        },
        explain: Explain {
            scenario,
            group,
            node: case.node(asked.node),
            assumed: Vec::new(),
        },
        space: AskSpace {
            group: Some(group),
            node: Some(case.node(asked.node)),
            ..AskSpace::default()
        },
    }
}

/// What is said of one study, whatever the order of its diagrams.
fn to_the_letter(case: &Case, compiled: &Arc<Compiled>) -> Result<String, String> {
    let mut text = String::new();
    let cells = case.cells();
    let faults = |faults| format!("not evaluated: {faults:?}");
    let mut evaluation = evaluate(compiled, &cells).map_err(faults)?;
    for cell in &mut evaluation.cells {
        for node in compiled.study.nodes.indices() {
            let cases = cell.cases(compiled, node, 3, true).map_err(|e| e.to_string())?;
            line(&mut text, "cases", &(cell.scenario, cell.group, node, cases));
        }
        let found = conditions(
            compiled,
            cell,
            questions(case).improve.goal,
            &ImplicantLimits::default(),
        );
        line(&mut text, "conditions", &found.map_err(|e| format!("{e:?}"))?);
    }
    for concluded in conclude(&evaluation).map_err(faults)? {
        line(&mut text, "conclusions", &concluded);
    }
    line(
        &mut text,
        "decide",
        &decide(&evaluation, &cells, &NoProgress).map_err(faults)?,
    );
    for reading in readings(&mut evaluation, &cells).map_err(faults)? {
        line(&mut text, "readings", &reading);
    }
    let asked = questions(case);
    let pair = [
        case.scenario(case.some_scenario(1)),
        case.scenario(case.some_scenario(6)),
    ];
    for ceteris_paribus in [false, true] {
        let found = contrast(compiled, pair, asked.improve.group, ceteris_paribus).map_err(faults)?;
        for node in found.nodes {
            line(&mut text, "contrast", &(node.node, node.possible, node.relation));
        }
    }
    if let Ok(found) = space(compiled, &asked.space, &NoProgress) {
        let rest = (
            found.designs,
            found.nodes,
            found.conclusions,
            found.sensitive,
            found.pairs,
            found.tied,
        );
        line(&mut text, "space", &(rest, found.front.points, found.front.complete));
    }
    if let Ok(found) = improve(compiled, &case.ready.registry, &asked.improve) {
        let ways = [Some(found.levers), found.law, found.reading].into_iter().flatten();
        for outcome in ways.flat_map(|ways| [ways.certain, ways.possible]) {
            match outcome {
                Outcome::Found(found) => {
                    for way in found.ways {
                        let needs = (way.needs, way.hangs_on);
                        line(&mut text, "improve", &(found.cost, &found.total, way.changes, needs));
                    }
                }
                Outcome::None(why) => line(&mut text, "improve", &why),
            }
        }
    }
    if let Ok(found) = explain(compiled, &case.ready.registry, &asked.explain) {
        for case in found.cases {
            line(&mut text, "explain", &(case.value, case.worlds, case.world));
            line(&mut text, "reason", &case.reason);
            line(&mut text, "away", &case.away);
        }
    }
    Ok(text)
}

/// What can't differ between two ways to write a study, in names.
fn in_names(case: &Case) -> Result<String, String> {
    let mut text = String::new();
    let compiled = case.compiled();
    let study = case.study();
    let faults = |faults| format!("not evaluated: {faults:?}");
    let named = |variables: &[OpenVariable]| -> BTreeSet<String> { variables.iter().map(|v| v.id(study)).collect() };
    // In the order of the spec, whatever that of writing.
    let cells: Vec<_> = (0..case.spec.scenarios.len())
        .flat_map(|s| (0..case.spec.groups.len()).map(move |g| (s, g)))
        .map(|(s, g)| (case.scenario(s), case.group(g)))
        .filter(|cell| case.cells().contains(cell))
        .collect();
    let mut evaluation = evaluate(compiled, &cells).map_err(faults)?;
    let read = readings(&mut evaluation, &cells).map_err(faults)?;
    for (cell, reading) in evaluation.cells.iter_mut().zip(&read) {
        let place = (
            study.scenarios.name(cell.scenario).to_owned(),
            study.groups.name(cell.group).to_owned(),
        );
        for n in 0..case.spec.nodes.len() {
            let node = case.node(n);
            let cases = cell
                .cases(compiled, node, usize::MAX, true)
                .map_err(|e| e.to_string())?;
            let cases: Vec<_> = cases
                .into_iter()
                .map(|case| (case.value, case.worlds, case.mixed))
                .collect();
            line(&mut text, "cases", &(&place, n, cases));
            // The checksum changes where anything of the function from worlds to levels does.
            let reading = reading.nodes.iter().find(|reading| reading.node == node);
            let said = reading.map(|r| (&r.possible, &r.checksum, named(&r.hangs_on), r.silent, &r.prospects));
            let said = said.map(|(possible, checksum, hangs_on, silent, prospects)| {
                let prospects: Vec<_> = prospects.iter().map(|p| (&p.values, &p.mixed)).collect();
                (possible, checksum, hangs_on, silent, prospects)
            });
            line(&mut text, "readings", &said);
        }
    }
    let evaluation = case.evaluation()?;
    let concluded = conclude(evaluation).map_err(faults)?;
    let decided = decide(evaluation, &case.cells(), &NoProgress).map_err(faults)?;
    for c in 0..case.spec.conclusions.len() {
        let id = study.conclusions.find(&names::conclusion(c));
        for result in concluded.iter().filter(|result| Some(result.conclusion) == id) {
            let cells: BTreeSet<_> = result
                .cells
                .iter()
                .map(|cell| {
                    let place = (study.scenarios.name(cell.scenario), study.groups.name(cell.group));
                    (place, cell.status.word())
                })
                .collect();
            line(&mut text, "conclusions", &(c, result.status, cells));
        }
    }
    let worth = decided.unknowns.iter().map(|worth| {
        let shares = [&worth.settles, &worth.narrows, &worth.changes].map(Share::permyriad);
        format!("{} {shares:?}", worth.unknown.id(study))
    });
    let worth: BTreeSet<String> = worth.collect();
    let luckiest = decided
        .luckiest
        .map(|answers| (answers.answers.len(), answers.smallest));
    let settling = (decided.settling.unknowns.len(), decided.settling.smallest);
    line(
        &mut text,
        "decide",
        &(decided.open.permyriad(), worth, settling, luckiest),
    );
    let asked = questions(case);
    if let Ok(found) = space(compiled, &asked.space, &NoProgress) {
        let nodes: BTreeSet<String> = found
            .nodes
            .iter()
            .map(|n| format!("{} {:?}", study.nodes.name(n.node), n.levels))
            .collect();
        let points: BTreeSet<_> = found
            .front
            .points
            .iter()
            .map(|p| format!("{:?} {}", p.levels, p.designs))
            .collect();
        line(
            &mut text,
            "space",
            &(found.designs, nodes, points.len(), found.front.complete),
        );
    }
    if let Ok(found) = improve(compiled, &case.ready.registry, &asked.improve) {
        for outcome in [found.levers.certain, found.levers.possible] {
            let said = match outcome {
                Outcome::Found(found) => Some((found.cost, found.total)),
                Outcome::None(_) => None,
            };
            line(&mut text, "improve", &(&found.designs, said));
        }
    }
    // Of a world by chance, so that its level alone is told: how small a reason is, and how near another level.
    if let Ok(found) = explain(compiled, &case.ready.registry, &asked.explain) {
        for case in found.cases {
            line(&mut text, "explain", &(case.value, case.worlds));
        }
    }
    Ok(text)
}
