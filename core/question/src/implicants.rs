//! The conditions under which a statement holds, as short as they can be said.
//!
//! A *box* demands of some variables that they have one of some values. It is an *implicant* of a statement if the statement holds in all of
//! its admitted worlds, of which there are some; it is *prime* if it demands no more than it must: one more value of any variable, and the statement
//! would fail somewhere in it. A *cover* is a set of primes that together hold all worlds in which the statement does;
//! it is *irredundant* if none of them can be left out. A prime is *essential* if some world is in no other.
//!
//! This is what Quine and McCluskey do with truth tables, and Qualitative Comparative Analysis with cases; here on diagrams,
//! with variables of many values. Worlds that no constraint admits can't occur, so a prime may hold of them whatever it likes ("don't
//! care"): everything between where the statement holds in admitted worlds, and where it does or the world is not admitted, is as
//! good. So every variable may be demanded of, whichever of them the diagram of the statement happens to ask for, and what is found belongs
//! to the statement and the admitted worlds alone.
//!
//! # Steps
//!
//! 1. `primes` finds all primes as one graph (`family`); where that is too much, those that demand something of the fewest variables.
//! 2. `chart` finds all smallest covers among them; where that is too much, `cover` takes one prime after the other, and grows more where they
//!    leave a world out (`walk`).
//!
//! # References
//!
//! - W. V. Quine, *The Problem of Simplifying Truth Functions*, The American Mathematical Monthly 59(8), 1952.
//! - E. J. McCluskey, *Minimization of Boolean Functions*, Bell System Technical Journal 35(6), 1956.
//! - C. C. Ragin, *The Comparative Method*, 1987.

mod bits;
mod chart;
mod cover;
mod family;
mod least;
mod primes;
mod walk;

use num_bigint::BigUint;
use rustc_hash::FxHashMap;
use toets_diagram::{Diagram, Exceeded, Manager, Variable, WorldBox};

use cover::{Covering, Covers};
pub(crate) use family::{Families, Family, Values, grow};
pub use least::{Least, least_changes};
use primes::{Interval, Primes};

/// How far the search for implicants goes. All are counts of work, so that they are met alike on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Primes that are listed.
    pub listed: usize,
    /// Members that a cover may have.
    pub members: usize,
    /// Nodes of the graph of primes.
    pub families: usize,
    /// Nodes of the diagrams that this takes.
    pub nodes: usize,
    /// The most primes among which a smallest cover is looked for.
    pub searched: usize,
    /// Steps of that search, and again of naming the first of what it counts.
    pub steps: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            listed: 200,
            members: 200,
            families: 200_000,
            nodes: 1_000_000,
            searched: 2_000,
            steps: 20_000,
        }
    }
}

/// Some limit was met: less is looked for then.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Enough;

impl From<Exceeded> for Enough {
    fn from(_: Exceeded) -> Self {
        Self
    }
}

/// The prime implicants of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Implicants<B = WorldBox> {
    /// The primes: those that demand something of the fewest variables first, then in the order of variables and values.
    pub primes: Vec<Implicant<B>>,
    /// Whether these are all.
    pub complete: bool,
    /// How many there are; none if that is too much to find out.
    pub total: Option<BigUint>,
    /// In how many worlds the statement holds.
    pub holds: BigUint,
    /// In how many of them one of the listed primes does.
    pub covered: BigUint,
    /// As few of them as say it all.
    pub cover: Cover<B>,
}

/// A prime implicant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Implicant<B = WorldBox> {
    /// What it demands: of each variable some values, ascending; a variable that is not mentioned may have any. Values that no admitted
    /// world has are not named. Empty: always.
    pub demands: B,
    /// The same without the values that none of its worlds has: how it is said.
    pub said: B,
    /// In how many worlds it holds.
    pub worlds: BigUint,
    /// Whether one of them is in no other prime; known only where not more than [`Limits::searched`] were found.
    pub essential: bool,
}

/// Primes that together say it all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover<B = WorldBox> {
    /// What each demands, and how many worlds it covers.
    pub members: Vec<CoverMember<B>>,
    /// How few they are.
    pub quality: CoverQuality,
    /// Whether they cover every world; if not, there would be more of them than [`Limits::members`].
    pub complete: bool,
    /// How many they cover together.
    pub worlds: BigUint,
    /// How many covers have as few members, this one among them.
    pub equally_small: EquallySmall,
    /// Others of those: the first twenty, by what their members demand together, then in the order of the primes.
    pub others: Vec<Vec<CoverMember<B>>>,
}

/// How many covers have as few members as can be. Two are different if their members are, also where these hold in the same worlds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EquallySmall {
    /// How many.
    pub number: BigUint,
    /// Whether there may be more, as counting them would take too long or it was not proved that there is no smaller one.
    pub at_least: bool,
}

/// A prime of a cover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverMember<B = WorldBox> {
    /// What it demands.
    pub demands: B,
    /// The same without the values that none of its worlds has: how it is said.
    pub said: B,
    /// In how many worlds it holds.
    pub worlds: BigUint,
    /// In how many of them no other member does.
    pub alone: BigUint,
}

/// How few the members of a cover are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoverQuality {
    /// No cover has fewer members.
    Minimum,
    /// None of them can be left out; that there is no smaller cover was not proved.
    Irredundant,
}

impl CoverQuality {
    /// The word for it in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Minimum => "minimum",
            Self::Irredundant => "irredundant",
        }
    }
}

impl<B> Implicants<B> {
    /// The same with what is demanded written otherwise.
    pub fn map<C>(self, mut written: impl FnMut(B) -> C) -> Implicants<C> {
        let primes = self.primes.into_iter().map(|prime| Implicant {
            demands: written(prime.demands),
            said: written(prime.said),
            worlds: prime.worlds,
            essential: prime.essential,
        });
        let primes = primes.collect();
        let mut members = |members: Vec<CoverMember<B>>| -> Vec<CoverMember<C>> {
            let members = members.into_iter().map(|member| CoverMember {
                demands: written(member.demands),
                said: written(member.said),
                worlds: member.worlds,
                alone: member.alone,
            });
            members.collect()
        };
        Implicants {
            primes,
            complete: self.complete,
            total: self.total,
            holds: self.holds,
            covered: self.covered,
            cover: Cover {
                members: members(self.cover.members),
                quality: self.cover.quality,
                complete: self.cover.complete,
                worlds: self.cover.worlds,
                equally_small: self.cover.equally_small,
                others: self.cover.others.into_iter().map(members).collect(),
            },
        }
    }
}

/// The prime implicants of a statement: of the boolean diagram `holds`, as far as it speaks of the worlds that `admitted` holds of.
///
/// `counted`: the variables over which worlds are counted, in the order in which conditions name them and are listed; those that the
/// diagrams ask for besides come after. The same statement about the same worlds gives the same, whatever the order of the manager, and
/// whatever `holds` says of worlds that are not admitted.
///
/// # Errors
/// [`Exceeded`] if even a cover takes more diagram nodes than the limits allow; its variables are those of `manager`.
///
/// ```
/// use toets_diagram::{Diagram, Limits, Manager, Variable};
/// use toets_question::implicants;
/// // Of three values of `a` the last, or `b`.
/// let mut manager = Manager::new(vec![3, 2], Limits { nodes: 100 });
/// let (a, b) = (Variable(0), Variable(1));
/// let last = manager.literal(a, |value| value == 2)?;
/// let second = manager.literal(b, |value| value == 1)?;
/// let holds = manager.or(last, second)?;
/// let found = implicants(&manager, holds, Diagram::TRUE, &[a, b], &Default::default())?;
/// let demands: Vec<_> = found.primes.iter().map(|prime| prime.demands.clone()).collect();
/// assert_eq!(demands, [vec![(a, vec![2])], vec![(b, vec![1])]]);
/// # Ok::<(), toets_diagram::Exceeded>(())
/// ```
pub fn implicants(
    manager: &Manager,
    holds: Diagram,
    admitted: Diagram,
    counted: &[Variable],
    limits: &Limits,
) -> Result<Implicants, Exceeded> {
    let mut asked = manager.support(holds);
    asked.extend(manager.support(admitted));
    asked.sort_unstable();
    asked.dedup();
    let mut declared: Vec<Variable> = Vec::with_capacity(counted.len());
    for &variable in counted.iter().chain(&asked) {
        if !declared.contains(&variable) {
            declared.push(variable);
        }
    }
    let (variables, idle): (Vec<Variable>, Vec<Variable>) = declared
        .into_iter()
        .partition(|variable| asked.binary_search(variable).is_ok());
    let in_order = |order: &[Variable]| {
        let found = Asked {
            manager,
            variables: &variables,
            order,
            idle: &idle,
        }
        .implicants(holds, admitted, limits);
        found.map_err(|mut exceeded| {
            for variable in &mut exceeded.variables {
                *variable = order[variable.index()];
            }
            exceeded
        })
    };
    // What can be found in full is the same in every order; the rest is looked for in the order in which it is shown. Where the diagrams are
    // too large in that order, the manager's is one in which they are not.
    match in_order(&variables) {
        Err(_) if variables != asked => in_order(&asked),
        found => found,
    }
}

/// The variables that are asked for, which get a manager of their own: what is made on the way does not fill that of the caller.
struct Asked<'a> {
    manager: &'a Manager,
    /// In the order in which they are shown.
    variables: &'a [Variable],
    /// In the order of the manager of their own.
    order: &'a [Variable],
    /// Variables that count worlds and nothing else.
    idle: &'a [Variable],
}

impl Asked<'_> {
    fn implicants(&self, holds: Diagram, admitted: Diagram, limits: &Limits) -> Result<Implicants, Exceeded> {
        let (mut own, holds, admitted) = self.own(holds, admitted, limits)?;
        let interval = Interval {
            upper: own.implies(admitted, holds)?,
            wanted: own.and(holds, admitted)?,
        };
        let (mut boxes, total) = Self::primes(&own, interval, limits);
        // By the number of demands, then in the order in which they are shown.
        boxes.sort_by_cached_key(|one| (one.len(), self.shown(one)));
        let all = total.as_ref().is_some_and(|total| *total == boxes.len().into());

        let mut covering = Covering {
            variables: own.variables().collect(),
            manager: &mut own,
            upper: interval.upper,
            wanted: interval.wanted,
        };
        let primes = boxes.into_iter().map(|one| covering.covers(one));
        let primes: Vec<Covers> = primes.collect::<Result<_, _>>()?;
        let cover = covering.cover(&primes, all, limits)?;
        let once = if all {
            covering.covered_once(&primes)?
        } else {
            Diagram::FALSE
        };
        let listed = &primes[..primes.len().min(limits.listed)];
        let naming = Naming {
            asked: self,
            occurring: self.occurring(covering.manager, admitted)?,
        };
        let mut implicants = Vec::with_capacity(listed.len());
        let mut together = Diagram::FALSE;
        for prime in listed {
            let alone = covering.manager.and(prime.worlds, once)?;
            together = covering.manager.or(together, prime.worlds)?;
            implicants.push(Implicant {
                demands: naming.demands(prime),
                said: naming.said(covering.manager, prime)?,
                worlds: self.times(covering.count(prime.worlds)),
                essential: alone != Diagram::FALSE,
            });
        }
        let (members, covered) = naming.members(&mut covering, &cover.members)?;
        let mut others = Vec::with_capacity(cover.others.len());
        for other in &cover.others {
            others.push(naming.members(&mut covering, other)?.0);
        }
        Ok(Implicants {
            complete: all && listed.len() == primes.len(),
            primes: implicants,
            total,
            holds: self.times(covering.count(interval.wanted)),
            covered: self.times(covering.count(together)),
            cover: Cover {
                members,
                quality: cover.quality,
                complete: cover.complete,
                worlds: self.times(covering.count(covered)),
                equally_small: cover.equally_small,
                others,
            },
        })
    }

    /// The two diagrams in a manager that has only these variables, in their order.
    fn own(&self, holds: Diagram, admitted: Diagram, limits: &Limits) -> Result<(Manager, Diagram, Diagram), Exceeded> {
        let arities = self.order.iter().map(|&v| self.manager.arity(v)).collect();
        let mut own = Manager::new(arities, toets_diagram::Limits { nodes: limits.nodes });
        let places: FxHashMap<Variable, Variable> = self.order.iter().copied().zip(own.variables()).collect();
        // INVARIANT: all variables that the diagrams ask for are among these.
        let holds = own.copy_from(self.manager, holds, |v| places[&v])?;
        let admitted = own.copy_from(self.manager, admitted, |v| places[&v])?;
        Ok((own, holds, admitted))
    }

    /// Primes, and how many there are: all of them where that can be done, else those that demand least.
    fn primes(own: &Manager, interval: Interval, limits: &Limits) -> (Vec<WorldBox>, Option<BigUint>) {
        let most = limits.searched.max(limits.listed);
        let of_size = |variables: u32| -> Result<(Vec<WorldBox>, BigUint), Enough> {
            let mut scratch = own.clone();
            let mut primes = Primes::new(&mut scratch, limits.families);
            let all = primes.of(interval, variables)?;
            Ok((primes.families.smallest(all, most), primes.families.count(all)))
        };
        if let Ok((found, total)) = of_size(u32::MAX) {
            return (found, Some(total));
        }
        let mut found = Vec::new();
        for variables in 1.. {
            let Ok((more, _)) = of_size(variables) else {
                break;
            };
            found = more;
            if found.len() >= limits.listed {
                break;
            }
        }
        (found, None)
    }

    /// Demands in the order in which they are shown, by the places of their variables in it.
    fn shown(&self, demands: &WorldBox) -> Vec<(usize, Vec<u32>)> {
        let place = |v: Variable| self.variables.iter().position(|&one| one == self.order[v.index()]);
        let shown = demands
            .iter()
            .map(|(v, values)| (place(*v).unwrap_or_default(), values.clone()));
        let mut shown: Vec<_> = shown.collect();
        shown.sort_unstable();
        shown
    }

    /// The values of each variable that some admitted world has.
    fn occurring(&self, own: &mut Manager, admitted: Diagram) -> Result<Vec<Vec<u32>>, Exceeded> {
        let variables = own.variables();
        let of = |variable| own.value(variable).map(|value| own.terminals_within(value, admitted));
        variables.map(of).collect()
    }

    /// A count over the variables that are asked for, as one over those that count worlds too.
    fn times(&self, count: BigUint) -> BigUint {
        self.idle.iter().fold(count, |count, &v| count * self.manager.arity(v))
    }
}

/// Names what primes demand in the caller's variables.
struct Naming<'a> {
    asked: &'a Asked<'a>,
    /// The values of each variable that some admitted world has.
    occurring: Vec<Vec<u32>>,
}

impl Naming<'_> {
    fn demands(&self, prime: &Covers) -> WorldBox {
        self.named(prime, |variable| self.occurring[variable.index()].clone())
    }

    fn said(&self, own: &mut Manager, prime: &Covers) -> Result<WorldBox, Exceeded> {
        let mut occurring = FxHashMap::default();
        for (variable, _) in &prime.demands {
            let value = own.value(*variable)?;
            occurring.insert(*variable, own.terminals_within(value, prime.worlds));
        }
        Ok(self.named(prime, |variable| occurring[&variable].clone()))
    }

    fn named(&self, prime: &Covers, occurring: impl Fn(Variable) -> Vec<u32>) -> WorldBox {
        let named = prime.demands.iter().map(|(variable, values)| {
            let mut occurring = occurring(*variable);
            occurring.retain(|value| values.contains(value));
            (*variable, occurring)
        });
        let shown = self.asked.shown(&named.collect()).into_iter();
        shown
            .map(|(place, values)| (self.asked.variables[place], values))
            .collect()
    }

    /// Members of a cover, and the worlds that they cover.
    fn members(&self, covering: &mut Covering<'_>, cover: &[Covers]) -> Result<(Vec<CoverMember>, Diagram), Exceeded> {
        let once = covering.covered_once(cover)?;
        let mut cover: Vec<&Covers> = cover.iter().collect();
        cover.sort_by_cached_key(|member| (member.demands.len(), self.asked.shown(&member.demands)));
        let mut members = Vec::with_capacity(cover.len());
        let mut covered = Diagram::FALSE;
        for member in cover {
            let alone = covering.manager.and(member.worlds, once)?;
            covered = covering.manager.or(covered, member.worlds)?;
            members.push(CoverMember {
                demands: self.demands(member),
                said: self.said(covering.manager, member)?,
                worlds: self.asked.times(covering.count(member.worlds)),
                alone: self.asked.times(covering.count(alone)),
            });
        }
        Ok((members, covered))
    }
}

#[cfg(test)]
mod tests;
