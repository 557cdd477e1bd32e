//! Whether conclusions hold.

use toets_diagnostic::Diagnostic;
use toets_evaluate::{Evaluation, OpenVariable};
use toets_model::{ConclusionId, GroupId, ScenarioId, Study};

/// What becomes of a conclusion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It holds, whatever the answers to the unknowns.
    Yes,
    /// It does not hold, whatever the answers.
    No,
    /// That hangs on unknowns (or there is no world that it speaks of).
    Undetermined,
    /// It has no formal condition.
    Stated,
}

impl Status {
    /// The word for it in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Undetermined => "undetermined",
            Self::Stated => "stated",
        }
    }
}

/// What becomes of one conclusion.
#[derive(Clone, Debug, PartialEq)]
pub struct ConclusionResult {
    /// The conclusion.
    pub conclusion: ConclusionId,
    /// Over all of its cells together.
    pub status: Status,
    /// In each of its cells; cells without a world that it speaks of are left out.
    pub cells: Vec<CellStatus>,
    /// The unknowns that decide it, where it is undetermined.
    pub decided_by: Vec<OpenVariable>,
}

/// What becomes of a conclusion in one cell.
#[derive(Clone, Debug, PartialEq)]
pub struct CellStatus {
    /// The scenario.
    pub scenario: ScenarioId,
    /// The group.
    pub group: GroupId,
    /// Its status there.
    pub status: Status,
}

/// The cells that the study's conclusions speak of, besides those given.
pub fn cells_needed(study: &Study) -> Vec<(ScenarioId, GroupId)> {
    let _ = study;
    Vec::new()
}

/// Judges every conclusion of the study, in order.
///
/// # Errors
/// The diagrams of a conclusion got too large.
pub fn conclude(evaluation: &Evaluation) -> Result<Vec<ConclusionResult>, Vec<Diagnostic>> {
    let _ = evaluation;
    Ok(Vec::new())
}
