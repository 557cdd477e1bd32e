//! A result over the variables that it hangs on, and no others.

use toets_diagram::{Diagram, Exceeded, Manager, Variable};
use toets_evaluate::Compiled;

/// A result within the worlds that count, as one diagram: terminal 0 where no world counts, else the result plus one.
///
/// What constraints, or limits on the unknowns of other nodes, say of variables that the result does not hang on is left out.
#[derive(Clone, Copy)]
pub(super) struct Reduced {
    pub(super) diagram: Diagram,
}

/// Two different results, where worlds are taken together.
const CONFLICT: u32 = Diagram::MAX_TERMINAL;

impl Reduced {
    pub(super) fn new(
        compiled: &Compiled,
        manager: &mut Manager,
        level: Diagram,
        admitted: Diagram,
    ) -> Result<Self, Exceeded> {
        let support = manager.support(level);
        let counts = manager.exists(admitted, |v| support.binary_search(&v).is_err())?;
        let mut diagram = manager.apply(counts, level, |counts, level| if counts == 0 { 0 } else { level + 1 })?;
        // A variable that decides nothing, since what counts decides it along with others, goes too; in the order of names.
        let mut bound: Vec<Variable> = manager.support(counts);
        bound.sort_by_cached_key(|&v| compiled.variables().at(v).id(&compiled.study));
        for variable in bound {
            let without = manager.join_over(diagram, |v| v == variable, join)?;
            if !manager.terminals(without).contains(&CONFLICT) {
                diagram = without;
            }
        }
        Ok(Self { diagram })
    }

    /// The result that a terminal stands for; none where no world counts.
    pub(super) fn meaning(terminal: u32) -> Option<u32> {
        terminal.checked_sub(1)
    }

    /// The results that are possible, ascending.
    pub(super) fn terminals(self, manager: &Manager) -> Vec<u32> {
        let terminals = manager.terminals(self.diagram).into_iter();
        terminals.filter_map(Self::meaning).collect()
    }
}

fn join(one: u32, other: u32) -> u32 {
    match (one, other) {
        (0, only) | (only, 0) => only,
        _ if one == other => one,
        _ => CONFLICT,
    }
}
