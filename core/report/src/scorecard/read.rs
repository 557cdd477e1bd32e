//! Reading a scorecard off an evaluation.

use rayon::prelude::*;
use toets_diagnostic::{Diagnostic, both};
use toets_diagram::{Diagram, Exceeded};
use toets_evaluate::{CellResult, Compiled, Evaluation, Reach};
use toets_model::{Index, NodeId, Study};
use toets_question::{beside_no_effect, count_findings, too_large};

use super::outlook::{hangs_on, is_unknown, outlooks};
use super::{Cell, NodeResult, NotApplicable, Row, Scorecard, Shown};

impl Scorecard {
    /// Reads the cells shown off an evaluation; a cell that was not evaluated is left out.
    ///
    /// The diagrams of the evaluation grow while they are read; what they mean stays the same.
    ///
    /// # Errors
    /// The diagrams of a cell got too large.
    pub fn read(evaluation: &mut Evaluation, shown: Shown) -> Result<Self, Vec<Diagnostic>> {
        let compiled = evaluation.compiled.clone();
        let rows = rows(&compiled.study);
        let place = |scenario, group| {
            let row = shown.scenarios.iter().position(|&s| s == scenario)?;
            Some((row, shown.groups.iter().position(|&g| g == group)?))
        };
        // Cells are independent of each other, so they are read in parallel and put in order after.
        let mut read: Vec<_> = evaluation
            .cells
            .par_iter_mut()
            .filter_map(|cell| {
                let place = place(cell.scenario, cell.group)?;
                Some((place, read_cell(cell, &compiled, &rows, &shown)))
            })
            .collect();
        read.sort_by_key(|(place, _)| *place);
        let mut cells = Vec::with_capacity(read.len());
        let mut faults = Vec::new();
        for (_, result) in read {
            match result {
                Ok(cell) => cells.push(cell),
                Err((node, exceeded)) => {
                    let name = compiled.study.nodes.name(node);
                    let cases = both!("the cases of `{name}`", "de gevallen van `{name}`");
                    faults.push(too_large(&compiled, cases, &exceeded).at(compiled.study.nodes[node].span, ()));
                }
            }
        }
        if !faults.is_empty() {
            faults.dedup();
            return Err(faults);
        }
        let mut coverage = shown.coverage;
        coverage.retain(|c| shown.scenarios.contains(&c.scenario));
        Ok(Self {
            study: compiled.study.clone(),
            rows,
            scenarios: shown.scenarios,
            groups: shown.groups,
            cells,
            conclusions: shown.conclusions,
            comparisons: shown.comparisons,
            coverage,
            burdens: shown.burdens,
        })
    }
}

/// The nodes depth-first from the verdict, then from every other node that nothing stands above.
pub(crate) fn rows(study: &Study) -> Vec<Row> {
    let mut has_parent = vec![false; study.nodes.len()];
    for (_, node) in study.nodes.iter() {
        for child in &node.children {
            has_parent[child.to_usize()] = true;
        }
    }
    let others = study.nodes.indices().filter(|n| !has_parent[n.to_usize()]);
    let mut placed = vec![false; study.nodes.len()];
    let mut rows = Vec::with_capacity(study.nodes.len());
    for top in std::iter::once(study.verdict).chain(others) {
        // An explicit stack: a framework may be deeper than the machine's.
        let mut stack = vec![Row { node: top, depth: 0 }];
        while let Some(row) = stack.pop() {
            if std::mem::replace(&mut placed[row.node.to_usize()], true) {
                continue;
            }
            rows.push(row);
            stack.extend(study.nodes[row.node].children.iter().rev().map(|&node| Row {
                node,
                depth: row.depth + 1,
            }));
        }
    }
    rows
}

fn read_cell(
    cell: &mut CellResult,
    compiled: &Compiled,
    rows: &[Row],
    shown: &Shown,
) -> Result<Cell, (NodeId, Exceeded)> {
    let admitted = cell.space.admitted;
    let care = cell
        .space
        .manager
        .exists(admitted, |v| is_unknown(compiled, v))
        .map_err(|exceeded| (compiled.study.verdict, exceeded))?;
    let mut results = Vec::with_capacity(rows.len());
    for row in rows {
        let result = read_node(cell, compiled, row.node, care, shown);
        results.push(result.map_err(|exceeded| (row.node, exceeded))?);
    }
    Ok(Cell {
        scenario: cell.scenario,
        group: cell.group,
        has_worlds: cell.has_worlds(),
        results,
    })
}

fn read_node(
    cell: &mut CellResult,
    compiled: &Compiled,
    node: NodeId,
    care: Diagram,
    shown: &Shown,
) -> Result<NodeResult, Exceeded> {
    let Some(diagrams) = cell.space.node(node) else {
        return Ok(NodeResult {
            possible: Vec::new(),
            cases: Vec::new(),
            outlooks: Vec::new(),
            hangs_on: Vec::new(),
            applies: Reach::Always,
            not_applicable: NotApplicable::default(),
            silent: Reach::Never,
            mixed: Reach::Never,
            findings: count_findings(compiled, cell, node)?,
            beside_no_effect: Reach::Never,
        });
    };
    Ok(NodeResult {
        possible: cell.possible(compiled, node),
        cases: cell.cases(compiled, node, shown.cases.boxes(), shown.count)?,
        outlooks: match shown.outlooks {
            true => outlooks(cell, compiled, node, diagrams, care)?,
            false => Vec::new(),
        },
        hangs_on: hangs_on(cell, compiled, node, diagrams.level)?,
        applies: match cell.has_worlds() {
            true => cell.applies(node),
            false => Reach::Always,
        },
        not_applicable: match diagrams.applies {
            Diagram::TRUE => NotApplicable::default(),
            _ => {
                let (boxes, truncated) = cell.not_applicable(compiled, node, shown.cases.boxes().max(1))?;
                NotApplicable { boxes, truncated }
            }
        },
        silent: cell.silent(node),
        mixed: cell.mixed(node),
        findings: count_findings(compiled, cell, node)?,
        beside_no_effect: beside_no_effect(compiled, cell, node)?,
    })
}
