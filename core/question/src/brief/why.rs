//! What stands in the way of the best verdict, and in how many cells.

use rayon::prelude::*;
use rustc_hash::FxHashSet;
use toets_diagram::Exceeded;
use toets_evaluate::{CellResult, Compiled, Evaluation, Value};
use toets_model::{FindingId, GroupId, Index, LevelId, NodeId, ScenarioId};
use toets_plugin::Registry;

use super::enough::{Enough, Levels, enough};
use super::{AskBrief, BriefCell, Cause};

/// How many causes are named.
const NAMED: usize = 3;
/// How many causes of one part of the verdict may take the place of the part.
const FEW: usize = 2;

/// Something that alone is enough in some cells.
struct Candidate {
    node: NodeId,
    finding: Option<FindingId>,
    /// The node that it is below, or the finding on; none: the verdict.
    above: Option<usize>,
    cells: Vec<(ScenarioId, GroupId)>,
    values: Vec<Value>,
}

/// One of them in one cell: how it is reached from the verdict, and what the node can be there.
struct Found {
    path: Vec<(NodeId, Option<FindingId>)>,
    values: Vec<Value>,
}

/// What alone keeps the judged scenarios from a level of the verdict where no world reaches it.
pub(super) fn causes(
    evaluation: &mut Evaluation,
    registry: &Registry,
    cells: &[BriefCell],
    asked: &AskBrief,
    level: LevelId,
) -> Vec<Cause> {
    let compiled = evaluation.compiled.clone();
    let excluded: Vec<(ScenarioId, GroupId)> = cells
        .iter()
        .filter(|cell| asked.judged.contains(&cell.scenario) && cell.verdict.excludes(level))
        .map(|cell| (cell.scenario, cell.group))
        .collect();
    // In parallel, and put in order after: cells are independent of each other.
    let mut found: Vec<_> = evaluation
        .cells
        .par_iter_mut()
        .filter_map(|cell| {
            let place = excluded.iter().position(|&at| at == (cell.scenario, cell.group))?;
            // What is too much to work out in a cell is no cause there.
            Some((place, in_cell(&compiled, registry, cell, level).unwrap_or_default()))
        })
        .collect();
    found.sort_by_key(|(place, _)| *place);
    let mut candidates: Vec<Candidate> = Vec::new();
    for (place, found) in found {
        for one in found {
            add(&mut candidates, one, excluded[place]);
        }
    }
    let named = choose(&candidates);
    let of_scenario = |scenario| excluded.iter().filter(move |cell| cell.0 == scenario);
    let causes = named.into_iter().map(|n| {
        let it = &candidates[n];
        let mut scenarios = asked.judged.clone();
        scenarios.retain(|&scenario| {
            of_scenario(scenario).next().is_some() && of_scenario(scenario).all(|cell| it.cells.contains(cell))
        });
        Cause {
            node: it.node,
            values: it.values.clone(),
            finding: it.finding,
            scenarios,
        }
    });
    causes.filter(|cause| !cause.scenarios.is_empty()).collect()
}

/// All that alone is enough in a cell, from the verdict down.
fn in_cell(
    compiled: &Compiled,
    registry: &Registry,
    cell: &mut CellResult,
    level: LevelId,
) -> Result<Vec<Found>, Exceeded> {
    let study = &compiled.study;
    let levels = study.scales[study.nodes[study.verdict].scale].levels().len();
    let below: Levels = (0..levels).map(|n| n != level.to_usize()).collect();
    let mut found = Vec::new();
    let mut seen = FxHashSet::from_iter([study.verdict]);
    let mut stack = vec![(study.verdict, below, Vec::new())];
    while let Some((node, within, path)) = stack.pop() {
        for one in enough(compiled, registry, &mut cell.space, node, &within)? {
            let (at, finding, levels) = match one {
                Enough::Node(child, _) if !seen.insert(child) => continue,
                Enough::Node(child, levels) => (child, None, Some(levels)),
                Enough::Finding(finding) => (node, Some(finding), None),
            };
            let mut path = path.clone();
            path.push((at, finding));
            found.push(Found {
                path: path.clone(),
                values: cell.possible(compiled, at),
            });
            if let Some(levels) = levels {
                stack.push((at, levels, path));
            }
        }
    }
    Ok(found)
}

fn add(candidates: &mut Vec<Candidate>, found: Found, cell: (ScenarioId, GroupId)) {
    let find = |candidates: &[Candidate], (node, finding): (NodeId, Option<FindingId>)| {
        candidates
            .iter()
            .position(|one| one.node == node && one.finding == finding)
    };
    let Some((&last, before)) = found.path.split_last() else {
        return;
    };
    let above = before.last().and_then(|&one| find(candidates, one));
    let n = find(candidates, last).unwrap_or_else(|| {
        candidates.push(Candidate {
            node: last.0,
            finding: last.1,
            above,
            cells: Vec::new(),
            values: Vec::new(),
        });
        candidates.len() - 1
    });
    let it = &mut candidates[n];
    it.cells.push(cell);
    for value in found.values {
        if !it.values.contains(&value) {
            it.values.push(value);
        }
    }
    it.values.sort_by(|a, b| match (a, b) {
        (Value::Level(a), Value::Level(b)) => a.cmp(b),
        (Value::Number(a), Value::Number(b)) => a.total_cmp(b),
        // INVARIANT: a node is on one scale.
        _ => std::cmp::Ordering::Equal,
    });
}

/// Which to name: for each part of the verdict, those that hold in most cells first, what is nearest to the evidence.
fn choose(candidates: &[Candidate]) -> Vec<usize> {
    let mut parts = below(candidates, None);
    // Stable: else in the order of the study.
    parts.sort_by_key(|&n| std::cmp::Reverse(candidates[n].cells.len()));
    let mut named = Vec::new();
    for part in parts {
        let causes = refined(candidates, part);
        if named.len() + causes.len() <= NAMED {
            named.extend(causes);
        } else if named.len() < NAMED {
            named.push(part);
        }
    }
    named
}

/// Those directly below one, or below the verdict.
fn below(candidates: &[Candidate], above: Option<usize>) -> Vec<usize> {
    (0..candidates.len())
        .filter(|&n| candidates[n].above == above)
        .collect()
}

/// One, or what it comes down to: a single one below it that is enough in the same cells, or a few that are together.
fn refined(candidates: &[Candidate], one: usize) -> Vec<usize> {
    let mut left: Vec<(ScenarioId, GroupId)> = candidates[one].cells.clone();
    let mut few: Vec<usize> = Vec::new();
    let all = all_below(candidates, one);
    while !left.is_empty() && few.len() < FEW {
        let covers = |n: usize| candidates[n].cells.iter().filter(|cell| left.contains(cell)).count();
        // Of equal ones the first: it is the nearest to the one above.
        let Some(best) = all
            .iter()
            .copied()
            .rev()
            .max_by_key(|&n| covers(n))
            .filter(|&n| covers(n) > 0)
        else {
            break;
        };
        left.retain(|cell| !candidates[best].cells.contains(cell));
        few.push(best);
    }
    match (left.is_empty(), few.as_slice()) {
        (true, &[only]) => refined(candidates, only),
        (true, several) => several.iter().map(|&n| narrowed(candidates, n)).collect(),
        (false, _) => vec![one],
    }
}

/// What one comes down to, where that is a single thing.
fn narrowed(candidates: &[Candidate], one: usize) -> usize {
    match refined(candidates, one)[..] {
        [only] => only,
        _ => one,
    }
}

/// All below one, a node before those below it.
fn all_below(candidates: &[Candidate], one: usize) -> Vec<usize> {
    let mut all = below(candidates, Some(one));
    let mut next = 0;
    while next < all.len() {
        let under = below(candidates, Some(all[next]));
        all.extend(under);
        next += 1;
    }
    all
}
