//! When results change because the law does.
//!
//! The law moves on days that are written down: where a version of a provision begins or ends, and where an amendment does.
//! Between two such days nothing moves, so that one day of each stretch stands for all of it. Nothing is sampled.

use std::collections::BTreeSet;
use std::sync::Arc;

use toets_diagnostic::Diagnostic;
use toets_evaluate::{Compiled, compile, evaluate};
use toets_model::law::Standing;
use toets_model::{AmendmentId, Date, Fixed, GroupId, Index, NodeId, ProvisionId, ScenarioId, Study};
use toets_plugin::{Read, Registry};

use crate::moved::{CellName, CellResults, NodeState, Results};
use crate::reading::readings;

/// The law of a study and what follows from it, over time.
#[derive(Clone, Debug)]
pub struct Timeline {
    /// Stretches of time, one after the other; together they are all of time.
    pub stretches: Vec<Stretch>,
    /// The nodes whose scorer reads the day itself: if it compares that with days of its own, these are not among the
    /// breakpoints.
    pub reads_day: Vec<NodeId>,
}

/// A stretch of time in which the law stays as it is.
#[derive(Clone, Debug)]
pub struct Stretch {
    /// Its first day; none: since ever.
    pub from: Option<Date>,
    /// Its last day; none: until further notice.
    pub to: Option<Date>,
    /// What moved in the law on its first day.
    pub law: Vec<LawMove>,
    /// What follows in each cell.
    pub cells: Vec<CellResults>,
    /// What moved in the results on its first day, in order of cells.
    pub moved: Vec<CellShift>,
}

/// A provision that moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LawMove {
    /// The provision.
    pub provision: ProvisionId,
    /// How it stood.
    pub before: Standing,
    /// How it stands.
    pub after: Standing,
    /// The provision of the same rule under another number that came in its place, or that it takes the place of.
    pub renumbered: Option<ProvisionId>,
}

/// A cell that moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellShift {
    /// The cell.
    pub cell: CellName,
    /// The nodes that moved, in order of the study: what was possible, and what is.
    pub nodes: Vec<(String, NodeState, NodeState)>,
}

/// The days on which the law of a study moves, ascending: each is the first day of a new state. Amendments count that are
/// in force or left open.
pub fn breakpoints(study: &Study) -> Vec<Date> {
    let mut days = BTreeSet::new();
    let mut add = |from: Option<Date>, to: Option<Date>| {
        days.extend(from);
        days.extend(to.map(Date::next));
    };
    for (_, provision) in study.provisions.iter() {
        for version in &provision.versions {
            add(version.valid_from, version.valid_to);
        }
    }
    for (id, amendment) in study.amendments.iter() {
        if in_play(study, id) != Some(false) {
            add(amendment.from, amendment.until);
        }
    }
    days.into_iter().collect()
}

/// Whether the study has an amendment in force; none where it is left open.
pub(crate) fn in_play(study: &Study, amendment: AmendmentId) -> Option<bool> {
    match study.regime.get(&study.amendments[amendment].variable)? {
        Fixed::Value(value) => Some(value.to_usize() == 1),
        Fixed::Number(_) => Some(false),
    }
}

/// Judges cells under the law of every stretch of time.
///
/// # Errors
/// The faults of scorers, each once.
pub fn timeline(
    compiled: &Arc<Compiled>,
    registry: &Registry,
    cells: &[(ScenarioId, GroupId)],
) -> Result<Timeline, Vec<Diagnostic>> {
    let days = breakpoints(&compiled.study);
    let before_all = days.first().map(|day| day.previous()).or(compiled.study.as_of);
    let starts = std::iter::once(None).chain(days.iter().copied().map(Some));
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut reads_day = BTreeSet::new();
    let mut last: Option<Arc<Study>> = None;
    for (n, from) in starts.enumerate() {
        let (study, results, read) = judged_on(compiled, registry, cells, from.or(before_all))?;
        reads_day.extend(read);
        let law = last
            .as_ref()
            .map(|before| law_moves(before, &study))
            .unwrap_or_default();
        let moved = stretches
            .last()
            .map(|before| cell_moves(&before.cells, &results.cells))
            .unwrap_or_default();
        stretches.push(Stretch {
            from,
            to: days.get(n).map(|day| day.previous()),
            law,
            cells: results.cells,
            moved,
        });
        last = Some(study);
    }
    Ok(Timeline {
        stretches,
        reads_day: reads_day.into_iter().collect(),
    })
}

/// What moves between two days.
#[derive(Clone, Debug)]
pub struct LawDiff {
    /// The two days.
    pub days: (Date, Date),
    /// What moved in the law.
    pub law: Vec<LawMove>,
    /// What moved in the results.
    pub moved: Vec<CellShift>,
}

/// What moves in the law between two days, and which cells with it.
///
/// # Errors
/// The faults of scorers, each once.
pub fn law_diff(
    compiled: &Arc<Compiled>,
    registry: &Registry,
    cells: &[(ScenarioId, GroupId)],
    days: (Date, Date),
) -> Result<LawDiff, Vec<Diagnostic>> {
    let (before, old, _) = judged_on(compiled, registry, cells, Some(days.0))?;
    let (after, new, _) = judged_on(compiled, registry, cells, Some(days.1))?;
    Ok(LawDiff {
        days,
        law: law_moves(&before, &after),
        moved: cell_moves(&old.cells, &new.cells),
    })
}

type Judged = (Arc<Study>, Results, Vec<NodeId>);

/// What follows in some cells under the law of a day, and which nodes read the day itself.
fn judged_on(
    compiled: &Arc<Compiled>,
    registry: &Registry,
    cells: &[(ScenarioId, GroupId)],
    day: Option<Date>,
) -> Result<Judged, Vec<Diagnostic>> {
    let mut study = (*compiled.study).clone();
    study.as_of = day;
    let study = Arc::new(study);
    let compiled = Arc::new(compile(study.clone(), registry, compiled.limits)?);
    let mut evaluation = evaluate(&compiled, cells)?;
    let read = readings(&mut evaluation, cells)?;
    let nodes = study.nodes.indices();
    let reads_day = nodes
        .filter(|&node| compiled.reads(node).contains(&Read::AsOf))
        .collect();
    Ok((study.clone(), Results::new(&study, &read, &[], &[]), reads_day))
}

/// The provisions that stand otherwise under the law of another day, with the amendments in force.
fn law_moves(before: &Study, after: &Study) -> Vec<LawMove> {
    let standing = |study: &Study, id| study.standing(id, |amendment| in_play(study, amendment) == Some(true));
    let moves = after.provisions.indices().filter_map(|provision| {
        let (old, new) = (standing(before, provision), standing(after, provision));
        let same_text = old.text == new.text || !(old.in_force && new.in_force);
        (old.in_force != new.in_force || !same_text).then(|| {
            let newer = after
                .provisions
                .iter()
                .find(|(_, it)| it.continues == Some(provision))
                .map(|(id, _)| id);
            let other = if new.in_force {
                after.provisions[provision].continues
            } else {
                newer
            };
            LawMove {
                provision,
                before: old,
                after: new,
                renumbered: other.filter(|&other| standing(before, other).in_force != standing(after, other).in_force),
            }
        })
    });
    moves.collect()
}

fn cell_moves(before: &[CellResults], after: &[CellResults]) -> Vec<CellShift> {
    let pairs = before.iter().zip(after).filter(|(old, new)| old.nodes != new.nodes);
    let moved = pairs.map(|(old, new)| CellShift {
        cell: new.name.clone(),
        nodes: old
            .nodes
            .iter()
            .zip(&new.nodes)
            .filter(|((_, old), (_, new))| old != new)
            .map(|((_, old), (id, new))| (id.clone(), old.clone(), new.clone()))
            .collect(),
    });
    moved.collect()
}
