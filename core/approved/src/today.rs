//! What follows today, as pages and in ids.

use std::collections::BTreeMap;

use toets_diagnostic::Diagnostic;
use toets_evaluate::{Evaluation, all_cells};
use toets_model::{Evaluate, GroupId, Language, NodeId, ScenarioId, Study};
use toets_question::{CellName, Inputs, Results, compare, conclude, readings};

use crate::name::Name;
use crate::page;
use crate::snapshot::Snapshot;
use crate::store::Pages;

/// What follows today.
#[derive(Clone, Debug)]
pub struct Today {
    /// The pages, by name.
    pub pages: BTreeMap<Name, Pages>,
    /// What they tell, in ids.
    pub results: Results,
    /// What it rests on.
    pub inputs: Inputs,
}

impl Today {
    /// Writes down what follows in these cells, and what becomes of the conclusions and comparisons.
    ///
    /// # Errors
    /// A diagram got too large, or a conclusion speaks of a cell that was not evaluated.
    pub fn new(
        evaluation: &mut Evaluation,
        inputs: Inputs,
        cells: &[(ScenarioId, GroupId)],
    ) -> Result<Self, Vec<Diagnostic>> {
        let compiled = evaluation.compiled.clone();
        let study = &compiled.study;
        let conclusions = conclude(evaluation)?;
        let comparisons = compare(&compiled)?;
        let read = readings(evaluation, cells)?;
        let results = Results::new(study, &read, &conclusions, &comparisons);
        let order = framework_order(study);
        let mut pages: BTreeMap<Name, Pages> = BTreeMap::new();
        for language in [Language::Nl, Language::En] {
            let mut add = |name: Name, text: &str| {
                let page = Snapshot::new(&name.to_string(), text);
                pages.entry(name).or_default().insert(language, page);
            };
            for (reading, cell) in read.iter().zip(&results.cells) {
                let text = page::cell(study, language, &order, reading);
                add(Name::Cell(cell.name.clone()), &text);
            }
            let text = page::conclusions(study, language, &conclusions, &comparisons);
            add(Name::Conclusions, &text);
        }
        Ok(Self { pages, results, inputs })
    }
}

/// The cells that are compared with approved ones: all that are judged, and those of scenarios judged on request that were
/// approved before.
pub fn cells<'a>(study: &Study, approved: impl Iterator<Item = &'a CellName>) -> Vec<(ScenarioId, GroupId)> {
    let mut cells = all_cells(study);
    cells.extend(approved.filter_map(|cell| {
        let scenario = study.scenarios.find(&cell.scenario)?;
        let group = study.groups.find(&cell.group)?;
        (study.scenarios[scenario].evaluate != Evaluate::Never).then_some((scenario, group))
    }));
    cells.sort_unstable();
    cells.dedup();
    cells
}

/// The nodes as the framework has them: depth-first from the verdict, then all others.
fn framework_order(study: &Study) -> Vec<NodeId> {
    let mut order = Vec::with_capacity(study.nodes.len());
    let mut seen = std::collections::BTreeSet::new();
    for top in std::iter::once(study.verdict).chain(study.nodes.indices()) {
        // An explicit stack: a framework may be deeper than the machine's.
        let mut stack = vec![top];
        while let Some(node) = stack.pop() {
            if seen.insert(node) {
                order.push(node);
                stack.extend(study.nodes[node].children.iter().rev());
            }
        }
    }
    order
}
