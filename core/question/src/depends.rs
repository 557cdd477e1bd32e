//! On which variables something depends.
//!
//! Where all worlds count that is plain: it depends on a variable if changing that alone can change the outcome. Where constraints tie variables
//! to each other, it may be that none can be changed alone. So it is looked for the smallest changes, from any world that counts to any
//! other, that change the outcome: sets of variables of which no part would do, whatever the two worlds. Something depends on
//! those that are in one. Together these are the variables of all smallest sets of questions whose answers leave no
//! doubt: a variable that is in none of them can always be done without.

use rustc_hash::{FxHashMap, FxHashSet};
use toets_diagram::{Diagram, Exceeded, Manager, Variable, View};

use crate::implicants::{Enough, Families, Family, Values, grow};

/// Nodes of the graph of changes.
const FAMILIES: usize = 20_000;
/// Pairs of diagrams that are looked at.
const PAIRS: usize = 200_000;

/// What is asked of which worlds: a diagram, and the boolean diagram of the worlds that count.
pub(crate) type Asked = (Diagram, Diagram);

/// The variables of `among` on which it depends, in that order, which terminal a diagram has in the worlds of `care`; all other variables being what
/// they are.
///
/// Where it is too much to find all smallest changes, those that can be made alone with as many others as are needed to leave no
/// doubt; of these, none can be left out.
///
/// # Errors
/// [`Exceeded`] if the manager is full.
///
/// ```
/// use toets_diagram::{Diagram, Limits, Manager, Variable};
/// use toets_question::depends_on;
/// let mut manager = Manager::new(vec![2, 2, 2], Limits { nodes: 100 });
/// let variables: Vec<Variable> = manager.variables().collect();
/// let [a, b] = [0, 1].map(|v| manager.value(variables[v]));
/// let (a, b) = (a?, b?);
/// // Whatever the third is. If the second always is what the first is, either tells all.
/// let equal = manager.apply(a, b, |a, b| u32::from(a == b))?;
/// assert_eq!(depends_on(&mut manager, a, Diagram::TRUE, &variables)?, [variables[0]]);
/// assert_eq!(depends_on(&mut manager, a, equal, &variables)?, [variables[0], variables[1]]);
/// // For each value of the first, nothing depends on the second.
/// assert_eq!(depends_on(&mut manager, a, equal, &variables[1..])?, []);
/// # Ok::<(), toets_diagram::Exceeded>(())
/// ```
pub fn depends_on(
    manager: &mut Manager,
    diagram: Diagram,
    care: Diagram,
    among: &[Variable],
) -> Result<Vec<Variable>, Exceeded> {
    depends_together(manager, &[(diagram, care)], among)
}

/// The variables of `among` on which any of these depends, in that order.
///
/// # Errors
/// [`Exceeded`] if the manager is full.
pub(crate) fn depends_together(
    manager: &mut Manager,
    asked: &[Asked],
    among: &[Variable],
) -> Result<Vec<Variable>, Exceeded> {
    let mut needed = FxHashSet::default();
    for &(diagram, care) in asked {
        needed.extend(manager.needed(diagram, care)?);
    }
    let alone: Vec<Variable> = among
        .iter()
        .copied()
        .filter(|variable| needed.contains(variable))
        .collect();
    if are_told_by(manager, asked, among, &alone)? {
        return Ok(alone);
    }
    let mut changes = Changes {
        manager,
        among: among.iter().copied().collect(),
        families: Families::new(FAMILIES),
        known: FxHashMap::default(),
    };
    if let Ok(found) = changes.variables(asked) {
        return Ok(among
            .iter()
            .copied()
            .filter(|variable| found.contains(variable))
            .collect());
    }
    let mut kept = among.to_vec();
    for &variable in among.iter().rev() {
        let fewer: Vec<Variable> = kept.iter().copied().filter(|&other| other != variable).collect();
        if are_told_by(manager, asked, among, &fewer)? {
            kept = fewer;
        }
    }
    Ok(kept)
}

/// Whether these variables, with those that are what they are, tell all.
fn are_told_by(
    manager: &mut Manager,
    asked: &[Asked],
    among: &[Variable],
    known: &[Variable],
) -> Result<bool, Exceeded> {
    let open: FxHashSet<Variable> = among
        .iter()
        .copied()
        .filter(|variable| !known.contains(variable))
        .collect();
    for &(diagram, care) in asked {
        if !manager.is_told_by(diagram, care, |v| !open.contains(&v))? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The smallest changes, as sets of variables.
struct Changes<'a> {
    manager: &'a mut Manager,
    /// What may change.
    among: FxHashSet<Variable>,
    families: Families,
    known: FxHashMap<(Diagram, Diagram), Family>,
}

impl Changes<'_> {
    fn variables(&mut self, asked: &[Asked]) -> Result<Vec<Variable>, Enough> {
        let mut all = Family::EMPTY;
        for &(diagram, care) in asked {
            for terminal in self.manager.terminals_within(diagram, care) {
                let here = self.manager.is(diagram, terminal)?;
                let elsewhere = self.manager.not(here)?;
                let (here, elsewhere) = (self.manager.and(here, care)?, self.manager.and(elsewhere, care)?);
                let more = self.from(here, elsewhere)?;
                all = self.families.least(all, more)?;
            }
        }
        Ok(self.families.demanded(all))
    }

    /// From a world of the one to a world of the other.
    fn from(&mut self, one: Diagram, other: Diagram) -> Result<Family, Enough> {
        if one == Diagram::FALSE || other == Diagram::FALSE {
            return Ok(Family::EMPTY);
        }
        let tops = [one, other].map(|diagram| match self.manager.view(diagram) {
            View::Node { variable, .. } => Some(variable),
            View::Terminal(_) => None,
        });
        let Some(top) = tops.into_iter().flatten().min() else {
            return Ok(Family::ALWAYS);
        };
        if let Some(&known) = self.known.get(&(one, other)) {
            return Ok(known);
        }
        if self.known.len() >= PAIRS {
            return Err(Enough);
        }
        let children = [one, other].map(|diagram| match self.manager.view(diagram) {
            View::Node { variable, children } if variable == top => children.to_vec(),
            _ => vec![diagram; self.manager.arity(top) as usize],
        });
        let mut unchanged = Family::EMPTY;
        for (&one, &other) in children[0].iter().zip(&children[1]) {
            let more = grow(|| self.from(one, other))?;
            unchanged = self.families.least(unchanged, more)?;
        }
        let mut members = vec![(Values::ANY, unchanged)];
        if self.among.contains(&top) {
            let mut changed = Family::EMPTY;
            for (n, &one) in children[0].iter().enumerate() {
                for (m, &other) in children[1].iter().enumerate() {
                    // Among equal children there is nothing to gain from changing this one.
                    if n != m && !(children[0][n] == children[0][m] && children[1][n] == children[1][m]) {
                        let more = grow(|| self.from(one, other))?;
                        changed = self.families.least(changed, more)?;
                    }
                }
            }
            let needed = self.families.without_supersets(changed, unchanged)?;
            members.push((self.families.values(vec![0]), needed));
        }
        let family = self.families.node(top, members)?;
        self.known.insert((one, other), family);
        Ok(family)
    }
}

#[cfg(test)]
mod tests;
