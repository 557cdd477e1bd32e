//! Where faults are: at the cells that brought them in.

use toets_diagnostic::Diagnostic;
use toets_model::Sources;

use super::{Faulty, Work};
use crate::column::Column;
use crate::content::{cell_of, key_of, place_of};
use crate::words::SHEETS;

impl Work<'_> {
    pub(super) fn faulty(self) -> Faulty {
        Faulty {
            faults: self.faults,
            sources: self.shown.sources,
        }
    }

    /// The faults of the files that were made, at the cells that brought them in.
    pub(super) fn placed(self, faults: Vec<Diagnostic>, mut sources: Sources) -> Faulty {
        let first = self.shown.add_to(&mut sources);
        let faults = faults
            .into_iter()
            .map(|mut fault| {
                for label in &mut fault.labels {
                    if let toets_diagnostic::Place::Span(span) = label.place
                        && let Some(span) = self.cell_at(&sources, span, first)
                    {
                        label.place = toets_diagnostic::Place::Span(span);
                    }
                }
                fault
            })
            .collect();
        Faulty { faults, sources }
    }

    /// The cell that a place in a file comes from.
    fn cell_at(&self, sources: &Sources, span: toets_model::Span, first: usize) -> Option<toets_model::Span> {
        let path = sources.file(span.file).path.clone();
        let file = self.files.iter().find(|file| *file.path == *path)?;
        let at = span.start as usize;
        for (n, page) in self.book.pages.iter().enumerate() {
            let section = SHEETS[page.sheet].section;
            let columns = crate::column::columns(self.study, section);
            for thing in file.toml.things(section.name) {
                let Some(id) = thing.table.get("id").and_then(|id| id.as_str()) else {
                    continue;
                };
                let Some(&row) = self.rows[n].get(id) else { continue };
                // The narrowest column that the place lies in; what is wrong with a table as a whole is told at one of its columns.
                let lies_in = |place: Option<std::ops::Range<usize>>, column: &Column| {
                    let place = place?;
                    let here = place.contains(&at) || place.end == at;
                    let column = *self.columns[n].get(&column.name())?;
                    here.then_some((place.len(), column))
                };
                let narrow = columns
                    .iter()
                    .filter_map(|column| lies_in(place_of(thing, column), column))
                    .min();
                let wide = || {
                    let all = columns
                        .iter()
                        .filter(|column| !cell_of(&file.toml, thing, column, section).is_empty());
                    all.filter_map(|column| lies_in(key_of(thing, column), column)).min()
                };
                let found = narrow.or_else(wide);
                if let Some((_, column)) = found {
                    return Some(self.shown.span_in(first, n, row, column));
                }
            }
        }
        None
    }
}
