//! What the engine says of a study: cells, conclusions and comparisons. Results come
//! back by name, so that nothing of the engine's own numbering is shared with the oracle.

use std::collections::BTreeMap;
use std::sync::Arc;

use toets_diagnostic::Diagnostic;
use toets_evaluate::{CaseBox, Compiled, Evaluation, Reach, Value, all_cells, evaluate};
use toets_model::{GroupId, ScenarioId, Sources};
use toets_question::{FindingCounts, cells_needed, compare, conclude, count_findings, coverage};
use toets_studies::ready::shown;
use toets_studies::render::Files;

/// What the engine says of one node in one cell.
#[derive(Debug)]
pub struct Node {
    pub possible: Vec<String>,
    pub cases: Vec<Case>,
    pub applies: Reach,
    pub not_applicable: Vec<Box>,
    pub silent: Reach,
    pub mixed: Reach,
    /// How many findings apply: for, neutral and against, or all.
    pub findings: Vec<usize>,
}

#[derive(Debug)]
pub struct Case {
    pub level: String,
    pub boxes: Vec<Box>,
    pub worlds: String,
    pub mixed: bool,
}

/// Variable to allowed values.
pub type Box = BTreeMap<String, Vec<String>>;

/// What the engine says of one cell.
#[derive(Debug)]
pub struct Cell {
    pub scenario: String,
    pub group: String,
    pub nodes: BTreeMap<String, Node>,
    /// What worlds are counted over.
    pub counted: Vec<String>,
}

/// What the engine says of a study.
#[derive(Debug)]
pub struct Results {
    pub cells: Vec<Cell>,
    /// Conclusion to status, and the status in each cell.
    pub conclusions: BTreeMap<String, (String, BTreeMap<(String, String), String>)>,
    /// Finding to verdict.
    pub comparisons: BTreeMap<String, String>,
}

/// A study made ready.
///
/// # Errors
/// What the engine has against it, to read.
pub fn ready(files: &Files) -> Result<Arc<Compiled>, String> {
    toets_studies::ready(files).map(|ready| ready.compiled)
}

/// All cells that results speak of.
pub fn cells(compiled: &Compiled) -> Vec<(ScenarioId, GroupId)> {
    let mut cells = all_cells(&compiled.study);
    cells.extend(cells_needed(&compiled.study));
    cells.sort_unstable();
    cells.dedup();
    cells
}

/// Evaluates all cells.
///
/// # Errors
/// The faults, to read.
pub fn evaluated(compiled: &Arc<Compiled>) -> Result<Evaluation, String> {
    evaluate(compiled, &cells(compiled)).map_err(|faults| shown(&faults, &Sources::default()))
}

/// Everything that the engine says of a study.
///
/// # Errors
/// The faults, to read.
pub fn results(compiled: &Arc<Compiled>) -> Result<Results, String> {
    results_of(&mut evaluated(compiled)?)
}

/// As [`results`], of an evaluation.
///
/// # Errors
/// The faults, to read.
pub fn results_of(evaluation: &mut Evaluation) -> Result<Results, String> {
    let compiled = &evaluation.compiled.clone();
    let study = &compiled.study;
    let concluded = conclude(evaluation).map_err(|faults| shown(&faults, &Sources::default()))?;
    let compared = compare(compiled).map_err(|faults| shown(&faults, &Sources::default()))?;
    let name_of = |scenario, group| {
        (
            study.scenarios.name(scenario).to_owned(),
            study.groups.name(group).to_owned(),
        )
    };
    let conclusions = concluded.into_iter().map(|result| {
        let each = result
            .cells
            .iter()
            .map(|c| (name_of(c.scenario, c.group), c.status.word().to_owned()));
        let name = study.conclusions.name(result.conclusion).to_owned();
        (name, (result.status.word().to_owned(), each.collect()))
    });
    let conclusions = conclusions.collect();
    let comparisons = compared.into_iter().map(|result| {
        (
            study.findings.name(result.finding).to_owned(),
            result.verdict.word().to_owned(),
        )
    });
    let comparisons = comparisons.collect();
    let mut cells = Vec::new();
    for cell in &mut evaluation.cells {
        let mut nodes = BTreeMap::new();
        let counted = cell.counted().map_err(|e| e.to_string())?;
        for node in study.nodes.indices() {
            let scale = &study.scales[study.nodes[node].scale];
            let level = |value: &Value| match value {
                Value::Level(level) => scale.name(*level).to_owned(),
                Value::Number(number) => number.to_string(),
            };
            let possible = cell.possible(compiled, node).iter().map(level).collect();
            let cases = cell
                .cases(compiled, node, usize::MAX, true)
                .map_err(|e| e.to_string())?;
            let (away, _) = cell
                .not_applicable(compiled, node, usize::MAX)
                .map_err(|e| e.to_string())?;
            let boxes = |boxes: Vec<CaseBox>| -> Vec<Box> {
                let named = boxes.into_iter().map(|one| {
                    let named = one.into_iter().map(|(variable, values)| {
                        let values = values.into_iter().map(|v| variable.value_name(study, v).to_string());
                        (variable.id(study), values.collect())
                    });
                    named.collect()
                });
                named.collect()
            };
            let cases = cases.into_iter().map(|case| Case {
                level: level(&case.value),
                worlds: case.worlds.map(|count| count.to_string()).unwrap_or_default(),
                mixed: case.mixed,
                boxes: boxes(case.boxes),
            });
            let cases = cases.collect();
            let findings = count_findings(compiled, cell, node).map_err(|e| e.to_string())?;
            let node_result = Node {
                possible,
                cases,
                applies: cell.applies(node),
                not_applicable: boxes(away),
                silent: cell.silent(node),
                mixed: cell.mixed(node),
                findings: match findings {
                    FindingCounts::Sides { for_, neutral, against } => vec![for_, neutral, against],
                    FindingCounts::All(all) => vec![all],
                },
            };
            nodes.insert(study.nodes.name(node).to_owned(), node_result);
        }
        let (scenario, group) = name_of(cell.scenario, cell.group);
        cells.push(Cell {
            scenario,
            group,
            nodes,
            counted: counted.iter().map(|&v| compiled.variables().at(v).id(study)).collect(),
        });
    }
    Ok(Results {
        cells,
        conclusions,
        comparisons,
    })
}

/// What `toets run --format json` prints.
///
/// # Errors
/// The faults, to read.
pub fn json(compiled: &Arc<Compiled>) -> Result<String, String> {
    let said = |faults: Vec<Diagnostic>| shown(&faults, &Sources::default());
    let mut evaluation = evaluated(compiled)?;
    let all = toets_report::Shown {
        scenarios: compiled.study.scenarios.indices().collect(),
        groups: compiled.study.groups.indices().collect(),
        cases: toets_report::CaseLimit::Full,
        outlooks: false,
        count: true,
        conclusions: conclude(&evaluation).map_err(said)?,
        comparisons: compare(compiled).map_err(said)?,
        coverage: coverage(&mut evaluation).map_err(|e| e.to_string())?,
        burdens: Vec::new(),
    };
    let card = toets_report::Scorecard::read(&mut evaluation, all).map_err(said)?;
    Ok(toets_report::scored(&card, toets_model::Language::En)
        .json()
        .to_string())
}
