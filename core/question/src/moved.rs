//! What moved between two sets of results, and because of which inputs.
//!
//! Both are plain data in names of the study: results that were kept are compared with those of today without the study of
//! then. An input counts as a cause only if it differs, and if what moved depends on it in the dependency graph of one of
//! the two ([`Inputs`]).

mod causes;
mod results;

use causes::Causes;

use crate::fingerprint::{InputKey, InputKind, Inputs};

pub use results::{CaseState, CellName, CellResults, ConclusionState, NodeState, Results};

/// What moved.
#[derive(Clone, Debug, Default)]
pub struct Moved {
    /// In the order of cells and nodes, then conclusions, then comparisons.
    pub moves: Vec<Move>,
    /// Every input that differs, in order, whether anything moved because of it or not.
    pub changes: Vec<InputChange>,
}

/// One result that moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// What moved.
    pub what: Moving,
    /// How.
    pub how: How,
    /// Why: positions in [`Moved::changes`]. None: what it depends on is the same, so that the program itself judges otherwise.
    pub because: Vec<usize>,
    /// What it is judged from and that moved too: nodes of the same cell (`needs`); of a conclusion, nodes of the cells that it
    /// speaks of (`C1/glo.needs`).
    pub through: Vec<String>,
}

/// Something that can move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moving {
    /// A cell as a whole.
    Cell(CellName),
    /// A node in a cell.
    Node(CellName, String),
    /// A conclusion.
    Conclusion(String),
    /// A comparison: what becomes of the finding that makes it.
    Comparison(String),
}

/// How something moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum How {
    /// It is there now.
    Appeared,
    /// It is no longer there.
    Disappeared,
    /// Other levels are possible; no level at all: the constraints admit no world.
    Levels {
        /// What was possible.
        from: Vec<String>,
        /// What is possible.
        to: Vec<String>,
    },
    /// The same levels are possible, for others, under other conditions or depending on other answers.
    Conditions,
    /// The levels are the same everywhere, but evidence for and against meet elsewhere, or none speaks where one did.
    Grounds,
    /// Its status is another one.
    Status {
        /// What it was.
        from: String,
        /// What it is.
        to: String,
    },
    /// Its status is the same over all, but not in these cells.
    Cells(Vec<CellMove>),
    /// It depends on other unknowns.
    DecidedBy {
        /// On which it depended.
        from: Vec<String>,
        /// On which it depends.
        to: Vec<String>,
    },
}

/// A conclusion in a cell: its status before and after; none where it does not speak of the cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellMove {
    /// The cell.
    pub cell: CellName,
    /// What it was.
    pub from: Option<String>,
    /// What it is.
    pub to: Option<String>,
}

/// An input that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputChange {
    /// The input.
    pub key: InputKey,
    /// Whether it is new, gone, or means something else.
    pub kind: ChangeKind,
    /// In what it differs: all aspects of one that is new or gone.
    pub aspects: Vec<AspectChange>,
}

/// How an input differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It means something else.
    Changed,
}

/// One aspect of an input that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AspectChange {
    /// Its name: `level`, `when`.
    pub aspect: String,
    /// What it was; none: not said.
    pub from: Option<String>,
    /// What it is; none: not said.
    pub to: Option<String>,
}

impl Moved {
    /// The inputs that differ and because of which nothing moved.
    pub fn idle(&self) -> impl Iterator<Item = &InputChange> {
        self.changes.iter().enumerate().filter_map(|(n, change)| {
            let idle = self.moves.iter().all(|one| !one.because.contains(&n));
            idle.then_some(change)
        })
    }
}

/// Compares results, and says why they differ. Cells and conclusions that only one of the two has appeared or disappeared.
pub fn moved(old: (&Results, &Inputs), new: (&Results, &Inputs)) -> Moved {
    let changes = changes(old.1, new.1);
    let mut causes = Causes::new(old.1, new.1, &changes);
    let mut moves = Vec::new();
    let (old, new) = (old.0, new.0);
    for cell in new
        .cells
        .iter()
        .chain(old.cells.iter().filter(|c| new.cell(&c.name).is_none()))
    {
        let how = match (old.cell(&cell.name), new.cell(&cell.name)) {
            (Some(before), Some(after)) => {
                nodes(before, after, &mut causes, &mut moves);
                continue;
            }
            (Some(_), None) => How::Disappeared,
            _ => How::Appeared,
        };
        moves.push(Move {
            what: Moving::Cell(cell.name.clone()),
            how,
            because: causes.of_cell(&cell.name),
            through: Vec::new(),
        });
    }
    for id in both(&old.conclusions, &new.conclusions) {
        let (before, after) = (
            Results::find(&old.conclusions, &id),
            Results::find(&new.conclusions, &id),
        );
        if let Some(how) = conclusion(before, after) {
            let states: Vec<&ConclusionState> = before.into_iter().chain(after).collect();
            let (because, through) = causes.of_conclusion(&id, &states, &moves);
            moves.push(Move {
                what: Moving::Conclusion(id),
                how,
                because,
                through,
            });
        }
    }
    for id in both(&old.comparisons, &new.comparisons) {
        let (before, after) = (
            Results::find(&old.comparisons, &id),
            Results::find(&new.comparisons, &id),
        );
        let how = match (before, after) {
            (None, _) => How::Appeared,
            (_, None) => How::Disappeared,
            (Some(from), Some(to)) if from != to => How::Status {
                from: from.clone(),
                to: to.clone(),
            },
            _ => continue,
        };
        let because = causes.of_comparison(&id);
        moves.push(Move {
            what: Moving::Comparison(id),
            how,
            because,
            through: Vec::new(),
        });
    }
    drop(causes);
    Moved { moves, changes }
}

/// The nodes of a cell that moved.
fn nodes(before: &CellResults, after: &CellResults, causes: &mut Causes<'_>, moves: &mut Vec<Move>) {
    let cell = &after.name;
    let first = moves.len();
    for id in both(&before.nodes, &after.nodes) {
        let how = match (Results::find(&before.nodes, &id), Results::find(&after.nodes, &id)) {
            (None, _) => How::Appeared,
            (_, None) => How::Disappeared,
            (Some(from), Some(to)) if from.possible != to.possible => How::Levels {
                from: from.possible.clone(),
                to: to.possible.clone(),
            },
            (Some(from), Some(to)) if from.checksum != to.checksum => How::Conditions,
            (Some(from), Some(to)) if from.grounds() != to.grounds() => How::Grounds,
            _ => continue,
        };
        let worlds = !before.has_worlds() || !after.has_worlds();
        let because = causes.of_node(cell, &id, worlds);
        moves.push(Move {
            what: Moving::Node(cell.clone(), id),
            how,
            because,
            through: Vec::new(),
        });
    }
    let moved: Vec<String> = moves[first..]
        .iter()
        .filter_map(|one| one.node().map(str::to_owned))
        .collect();
    for one in &mut moves[first..] {
        if let Moving::Node(_, id) = &one.what {
            let below = causes.nodes_of(id);
            one.through = moved.iter().filter(|other| below.contains(*other)).cloned().collect();
        }
    }
}

impl Move {
    /// The node that moved, if one did.
    pub fn node(&self) -> Option<&str> {
        match &self.what {
            Moving::Node(_, id) => Some(id),
            _ => None,
        }
    }
}

fn conclusion(before: Option<&ConclusionState>, after: Option<&ConclusionState>) -> Option<How> {
    let (before, after) = match (before, after) {
        (Some(before), Some(after)) => (before, after),
        (None, _) => return Some(How::Appeared),
        (_, None) => return Some(How::Disappeared),
    };
    if before.status != after.status {
        return Some(How::Status {
            from: before.status.clone(),
            to: after.status.clone(),
        });
    }
    let cells: Vec<CellMove> = both(&before.cells, &after.cells)
        .into_iter()
        .filter_map(|cell| {
            let from = Results::find(&before.cells, &cell).cloned();
            let to = Results::find(&after.cells, &cell).cloned();
            (from != to).then_some(CellMove { cell, from, to })
        })
        .collect();
    if !cells.is_empty() {
        return Some(How::Cells(cells));
    }
    (before.decided_by != after.decided_by).then(|| How::DecidedBy {
        from: before.decided_by.clone(),
        to: after.decided_by.clone(),
    })
}

/// The names on either side: those of today first, in their order.
fn both<K: Clone + PartialEq, T>(old: &[(K, T)], new: &[(K, T)]) -> Vec<K> {
    let gone = old
        .iter()
        .filter(|(name, _)| new.iter().all(|(other, _)| other != name));
    new.iter().chain(gone).map(|(name, _)| name.clone()).collect()
}

/// The inputs that differ, in order. That a plugin is used now, or no longer, is left out: the nodes that name it say so.
fn changes(old: &Inputs, new: &Inputs) -> Vec<InputChange> {
    let mut keys: Vec<&InputKey> = old.by_key.keys().chain(new.by_key.keys()).collect();
    keys.sort_unstable();
    keys.dedup();
    let named_by_nodes = |key: &InputKey, kind| key.kind == InputKind::Plugin && kind != ChangeKind::Changed;
    keys.into_iter()
        .filter_map(|key| {
            let (before, after) = (old.by_key.get(key), new.by_key.get(key));
            let kind = match (before, after) {
                (None, _) => ChangeKind::Added,
                (_, None) => ChangeKind::Removed,
                (Some(before), Some(after)) if before.hash != after.hash => ChangeKind::Changed,
                _ => return None,
            };
            if named_by_nodes(key, kind) {
                return None;
            }
            let said = |input: Option<&crate::fingerprint::Input>| input.map(|i| i.meaning.clone()).unwrap_or_default();
            let (before, after) = (said(before), said(after));
            let aspects = both(&before, &after).into_iter().filter_map(|aspect| {
                let from = Results::find(&before, &aspect).cloned();
                let to = Results::find(&after, &aspect).cloned();
                (from != to).then_some(AspectChange { aspect, from, to })
            });
            Some(InputChange {
                key: key.clone(),
                kind,
                aspects: aspects.collect(),
            })
        })
        .collect()
}
