//! Conclusions in words.

use toets_question::{ConclusionResult, Status};

use super::words::Tell;
use crate::document::{Conclusion, StatusCount};

pub(super) fn conclusions(tell: &Tell<'_>) -> Vec<Conclusion> {
    tell.answers
        .card
        .conclusions
        .iter()
        .map(|result| one(tell, result))
        .collect()
}

fn one(tell: &Tell<'_>, result: &ConclusionResult) -> Conclusion {
    let study = tell.study;
    let it = &study.conclusions[result.conclusion];
    let so: Vec<_> = result
        .cells
        .iter()
        .filter(|cell| cell.status == result.status)
        .collect();
    let cells = (so.len() < result.cells.len()).then(|| {
        let cells: Vec<_> = so.iter().map(|cell| (cell.scenario, cell.group)).collect();
        tell.phrases.cells_in_words(&cells)
    });
    Conclusion {
        id: study.conclusions.name(result.conclusion).to_owned(),
        kind: it.kind.word(),
        statement: tell.text(&it.statement),
        status: result.status.word(),
        cells: cells.filter(|cells| !cells.is_empty()),
        decided_by: match result.status {
            Status::Undetermined => tell.unknowns(&result.decided_by),
            _ => Vec::new(),
        },
        empty: result.status == Status::Undetermined && result.cells.is_empty(),
        stated_only: tell.some(it.stated_only.as_ref()),
        cites: tell.all_numbered(&it.cites),
        citations: tell.citations(&it.sources),
        note: tell.some(it.note.as_ref()),
    }
}

/// How many there are of each status: what fails first, as it is what a reader must not miss.
pub(super) fn statuses(tell: &Tell<'_>) -> Vec<StatusCount> {
    let all = &tell.answers.card.conclusions;
    [Status::No, Status::Undetermined, Status::Yes, Status::Stated]
        .into_iter()
        .map(|status| StatusCount {
            status: status.word(),
            number: all.iter().filter(|c| c.status == status).count(),
        })
        .collect()
}
