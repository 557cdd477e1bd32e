//! The conditions under which a statement holds, as short as they can be said.
//!
//! A *box* demands of some variables that they have one of some values. It is an *implicant* of a statement if the statement holds in all of
//! its admitted worlds, of which there are some; it is *prime* if it demands no more than it must: one more value of any variable, and the statement
//! would fail somewhere in it. A *cover* is a set of primes that together hold all worlds in which the statement does;
//! it is *irredundant* if none of them can be left out. A prime is *essential* if some world is in no other.
//!
//! This is what Quine and McCluskey do with truth tables, and Qualitative Comparative Analysis with cases; here on diagrams,
//! with variables of many values. Worlds that no constraint admits can't occur, so a prime may hold of them whatever it likes ("don't care").
//! A prime that owes its place to such worlds alone, as another holds in all of its own and more, is left out (`widest`).
//!
//! # Steps
//!
//! 1. `primes` finds all primes as one graph (`family`); where that is too much, those that demand something of the fewest variables.
//! 2. `cover` chooses among them, and grows more where they leave a world out (`walk`).
//!
//! # References
//!
//! - W. V. Quine, *The Problem of Simplifying Truth Functions*, The American Mathematical Monthly 59(8), 1952.
//! - E. J. McCluskey, *Minimization of Boolean Functions*, Bell System Technical Journal 35(6), 1956.
//! - C. C. Ragin, *The Comparative Method*, 1987.

mod cover;
mod family;
mod least;
mod primes;
mod walk;
mod widest;

use num_bigint::BigUint;
use toets_diagram::{Diagram, Exceeded, Manager, Variable, WorldBox};

use cover::{Covering, Covers};
pub use least::{Least, least_changes};
use primes::Primes;
use widest::widest;

/// How far the search for implicants goes. All are counts of work, so that they are met alike on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Primes that are listed, and members that a cover may have.
    pub listed: usize,
    /// Nodes of the graph of primes.
    pub families: usize,
    /// Nodes of the diagrams that this takes.
    pub nodes: usize,
    /// The most primes among which a smallest cover is looked for.
    pub searched: usize,
    /// Steps of that search.
    pub steps: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            listed: 200,
            families: 200_000,
            nodes: 1_000_000,
            searched: 100,
            steps: 10_000,
        }
    }
}

/// Some limit was met: less is looked for then.
#[derive(Clone, Copy, Debug)]
struct Enough;

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
    /// How many there are; none if that is too much to find out. Where not all are listed, those that `widest` would leave
    /// out count too.
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
    /// What it demands: of each variable some values, ascending; a variable that is not mentioned may have any. Only values that occur
    /// in its worlds are named. Empty: always.
    pub demands: B,
    /// In how many worlds it holds.
    pub worlds: BigUint,
    /// Whether one of them is in no other prime; known only where all primes are listed.
    pub essential: bool,
}

/// Primes that together say it all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover<B = WorldBox> {
    /// What each demands, and how many worlds it covers.
    pub members: Vec<CoverMember<B>>,
    /// How few they are.
    pub quality: CoverQuality,
    /// Whether they cover every world; if not, there would be more of them than [`Limits::listed`].
    pub complete: bool,
    /// How many they cover together.
    pub worlds: BigUint,
}

/// A prime of a cover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverMember<B = WorldBox> {
    /// What it demands.
    pub demands: B,
    /// In how many worlds it holds.
    pub worlds: BigUint,
    /// In how many of them no other member does.
    pub alone: BigUint,
}

/// How few the members of a cover are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoverQuality {
    /// No cover has fewer members, and none with as many demands less.
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
            worlds: prime.worlds,
            essential: prime.essential,
        });
        let primes = primes.collect();
        let members = self.cover.members.into_iter().map(|member| CoverMember {
            demands: written(member.demands),
            worlds: member.worlds,
            alone: member.alone,
        });
        Implicants {
            primes,
            complete: self.complete,
            total: self.total,
            holds: self.holds,
            covered: self.covered,
            cover: Cover {
                members: members.collect(),
                quality: self.cover.quality,
                complete: self.cover.complete,
                worlds: self.cover.worlds,
            },
        }
    }
}

/// The prime implicants of the boolean diagram `holds` within the worlds of `care`.
///
/// They demand something of those variables only that `holds` asks for: [simplify](Manager::simplify) it first, for it to ask for
/// none without need. What constraints tie to these is not said again in other words.
///
/// Worlds are counted over `counted` and all variables that either diagram asks for.
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
/// let found = implicants(&manager, holds, Diagram::TRUE, &[], &Default::default())?;
/// let demands: Vec<_> = found.primes.iter().map(|prime| prime.demands.clone()).collect();
/// assert_eq!(demands, [vec![(b, vec![1])], vec![(a, vec![2])]]);
/// # Ok::<(), toets_diagram::Exceeded>(())
/// ```
pub fn implicants(
    manager: &Manager,
    holds: Diagram,
    care: Diagram,
    counted: &[Variable],
    limits: &Limits,
) -> Result<Implicants, Exceeded> {
    let mut asked = manager.support(holds);
    asked.extend(manager.support(care));
    asked.sort_unstable();
    asked.dedup();
    let mut idle: Vec<Variable> = counted.to_vec();
    idle.sort_unstable();
    idle.dedup();
    idle.retain(|variable| asked.binary_search(variable).is_err());
    let found = Asked {
        manager,
        variables: &asked,
        idle: &idle,
    }
    .implicants(holds, care, limits);
    found.map_err(|mut exceeded| {
        for variable in &mut exceeded.variables {
            *variable = asked[variable.index()];
        }
        exceeded
    })
}

/// The variables that are asked for, which get a manager of their own: what is made on the way does not fill that of the caller.
struct Asked<'a> {
    manager: &'a Manager,
    variables: &'a [Variable],
    /// Variables that count worlds and nothing else.
    idle: &'a [Variable],
}

impl Asked<'_> {
    fn implicants(&self, holds: Diagram, care: Diagram, limits: &Limits) -> Result<Implicants, Exceeded> {
        let (mut own, holds, care) = self.own(holds, care, limits)?;
        // What is never demanded of: only tied by constraints to what is.
        let demanded = own.support(holds);
        let possible = own.exists(care, |variable| demanded.binary_search(&variable).is_err())?;
        let outside = own.not(possible)?;
        let upper = own.or(holds, outside)?;
        let wanted = own.and(holds, care)?;
        let (boxes, total) = Self::primes(&own, upper, care, limits);
        let complete = total.as_ref().is_some_and(|total| *total == boxes.len().into());

        let mut covering = Covering {
            variables: own.variables().collect(),
            manager: &mut own,
            upper,
            wanted,
        };
        let primes = boxes.into_iter().map(|one| covering.covers(one));
        let mut primes: Vec<Covers> = primes.collect::<Result<_, _>>()?;
        let mut total = total;
        if complete && possible != Diagram::TRUE {
            primes = widest(covering.manager, primes)?;
            total = Some(primes.len().into());
        }
        let once = covering.covered_once(&primes)?;
        let mut listed = Vec::with_capacity(primes.len());
        let mut together = Diagram::FALSE;
        for prime in &primes {
            let alone = covering.manager.and(prime.worlds, once)?;
            together = covering.manager.or(together, prime.worlds)?;
            listed.push(Implicant {
                demands: self.named(covering.manager, prime)?,
                worlds: self.times(covering.count(prime.worlds)),
                essential: complete && alone != Diagram::FALSE,
            });
        }
        let cover = covering.cover(&primes, complete, limits)?;
        let once = covering.covered_once(&cover.members)?;
        let mut members = Vec::with_capacity(cover.members.len());
        let mut covered = Diagram::FALSE;
        for member in &cover.members {
            let alone = covering.manager.and(member.worlds, once)?;
            covered = covering.manager.or(covered, member.worlds)?;
            members.push(CoverMember {
                demands: self.named(covering.manager, member)?,
                worlds: self.times(covering.count(member.worlds)),
                alone: self.times(covering.count(alone)),
            });
        }
        members.sort_by(|a, b| (a.demands.len(), &a.demands).cmp(&(b.demands.len(), &b.demands)));
        Ok(Implicants {
            primes: listed,
            complete,
            total,
            holds: self.times(covering.count(wanted)),
            covered: self.times(covering.count(together)),
            cover: Cover {
                members,
                quality: cover.quality,
                complete: cover.complete,
                worlds: self.times(covering.count(covered)),
            },
        })
    }

    /// The two diagrams in a manager that has only these variables.
    fn own(&self, holds: Diagram, care: Diagram, limits: &Limits) -> Result<(Manager, Diagram, Diagram), Exceeded> {
        let arities = self.variables.iter().map(|&v| self.manager.arity(v)).collect();
        let mut own = Manager::new(arities, toets_diagram::Limits { nodes: limits.nodes });
        let place = |v: Variable| {
            let at = self.variables.binary_search(&v);
            // INVARIANT: all variables that the diagrams ask for are among these.
            Variable(at.unwrap_or_default() as u32)
        };
        let holds = own.copy_from(self.manager, holds, place)?;
        let care = own.copy_from(self.manager, care, place)?;
        Ok((own, holds, care))
    }

    /// The primes to be listed, and how many there are: all of them where that can be done, else those that demand least.
    fn primes(own: &Manager, upper: Diagram, care: Diagram, limits: &Limits) -> (Vec<WorldBox>, Option<BigUint>) {
        let of_size = |most: u32| -> Result<(Vec<WorldBox>, BigUint), Enough> {
            let mut scratch = own.clone();
            let mut primes = Primes::new(&mut scratch, limits.families);
            let all = primes.of(upper, most)?;
            let touching = primes.families.touching(primes.manager, all, care)?;
            let listed = primes.families.smallest(touching, limits.listed);
            Ok((listed, primes.families.count(touching)))
        };
        if let Ok((listed, total)) = of_size(u32::MAX) {
            return (listed, Some(total));
        }
        let mut listed = Vec::new();
        for most in 1.. {
            let Ok((more, _)) = of_size(most) else {
                break;
            };
            listed = more;
            if listed.len() >= limits.listed {
                break;
            }
        }
        (listed, None)
    }

    /// What a prime demands, in the caller's variables and only with values that occur in its worlds.
    fn named(&self, own: &mut Manager, prime: &Covers) -> Result<WorldBox, Exceeded> {
        let mut named = WorldBox::with_capacity(prime.demands.len());
        for (variable, _) in &prime.demands {
            let value = own.value(*variable)?;
            let occurring = own.terminals_within(value, prime.worlds);
            named.push((self.variables[variable.index()], occurring));
        }
        Ok(named)
    }

    /// A count over the variables that are asked for, as one over those that count worlds too.
    fn times(&self, count: BigUint) -> BigUint {
        self.idle.iter().fold(count, |count, &v| count * self.manager.arity(v))
    }
}

#[cfg(test)]
mod tests;
