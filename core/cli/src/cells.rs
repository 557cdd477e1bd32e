//! Which cells a call needs.

use toets_evaluate::{Evaluation, all_cells, evaluate};
use toets_model::{GroupId, ScenarioId, Study};
use toets_question::cells_needed;

use crate::failure::Failure;
use crate::opened::Ready;

/// Evaluates every cell that is judged, those that conclusions speak of besides, and those of scenarios that were asked
/// for by name.
pub(crate) fn evaluate_all(ready: &Ready, asked: &[ScenarioId]) -> Result<Evaluation, Failure> {
    let cells = cells_to_evaluate(&ready.compiled.study, asked);
    evaluate(&ready.compiled, &cells).map_err(ready.faulty())
}

/// The cells that [`evaluate_all`] evaluates.
pub(crate) fn cells_to_evaluate(study: &Study, asked: &[ScenarioId]) -> Vec<(ScenarioId, GroupId)> {
    let mut cells = all_cells(study);
    cells.extend(
        asked
            .iter()
            .flat_map(|&scenario| study.groups.indices().map(move |group| (scenario, group))),
    );
    cells.extend(cells_needed(study));
    cells.sort_unstable();
    cells.dedup();
    cells
}
