//! Which unknowns settle everything together.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use toets_diagram::{Diagram, Exceeded, Variable};
use toets_evaluate::OpenVariable;
use toets_model::Study;

use super::item::Item;
use crate::quantify::is_of_evidence;

/// How many states an answer leaves, the answer, and the states.
type Best = (usize, (OpenVariable, u32), Vec<Rc<State>>);

/// Unknowns whose answers settle everything, whatever they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settling {
    /// The unknowns, in the order of the study.
    pub unknowns: Vec<OpenVariable>,
    /// Whether it is proved that fewer would not do.
    pub smallest: bool,
}

/// Answers that settle everything if they turn out so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answers {
    /// The unknowns with their answers, in the order of the study; the same answer wherever the unknown stands.
    pub answers: Vec<(OpenVariable, u32)>,
    /// Whether it is proved that fewer would not do.
    pub smallest: bool,
}

/// How many sets of unknowns are tried beyond those that can't be left out.
const SETS: usize = 2_000;
/// How many times a thing may be looked at with one more answer.
const LOOKS: usize = 4_000;

/// The unknowns whose answers settle everything, whatever they are.
///
/// An unknown that makes the difference for some answers to all others can't be left out. Mostly these are enough; where unknowns are
/// tied to each other they need not be, and then the smallest addition is looked for, by size.
pub(super) fn whatever(study: &Study, items: &mut [Item]) -> Result<Settling, Exceeded> {
    let mut all: Vec<OpenVariable> = items
        .iter()
        .flat_map(|item| item.unknowns.iter().map(|(u, _)| *u))
        .collect();
    all.sort_unstable();
    all.dedup();
    by_name(study, &mut all, |unknown| *unknown);
    let mut needed = Vec::new();
    let mut others = Vec::new();
    for unknown in all {
        let mut depends = false;
        for item in items.iter_mut() {
            depends = depends || item.depends_on(unknown)?;
        }
        if depends {
            needed.push(unknown)
        } else {
            others.push(unknown)
        }
    }
    let mut tried = 0;
    for size in 0..=others.len() {
        for added in subsets(others.len(), size) {
            tried += 1;
            if tried > SETS {
                return greedy(items, needed, others);
            }
            let mut set = needed.clone();
            set.extend(added.iter().map(|&n| others[n]));
            if settles(items, &set)? {
                set.sort_unstable();
                return Ok(Settling {
                    unknowns: set,
                    smallest: true,
                });
            }
        }
    }
    // All of them leave something open only for people and choices, which no answer settles: not reached, as those are kept apart.
    greedy(items, needed, others)
}

/// Puts what is searched through in the order of its names, so that a search ends as it does however the study is written.
fn by_name<T>(study: &Study, all: &mut [T], unknown: impl Fn(&T) -> OpenVariable) {
    all.sort_by_cached_key(|one| unknown(one).id(study));
}

fn settles(items: &mut [Item], set: &[OpenVariable]) -> Result<bool, Exceeded> {
    for item in items {
        if !item.is_settled_by(set)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// All of them, less those that can be left out one by one.
fn greedy(items: &mut [Item], needed: Vec<OpenVariable>, others: Vec<OpenVariable>) -> Result<Settling, Exceeded> {
    let mut kept = others.clone();
    for other in others {
        let fewer: Vec<OpenVariable> = kept.iter().copied().filter(|&u| u != other).collect();
        let mut set = needed.clone();
        set.extend(&fewer);
        if settles(items, &set)? {
            kept = fewer;
        }
    }
    let mut unknowns = needed;
    unknowns.extend(kept);
    unknowns.sort_unstable();
    Ok(Settling {
        unknowns,
        smallest: false,
    })
}

/// The subsets of a size, in order.
fn subsets(of: usize, size: usize) -> impl Iterator<Item = Vec<usize>> {
    let mut next = (size <= of).then(|| (0..size).collect::<Vec<usize>>());
    std::iter::from_fn(move || {
        let this = next.take()?;
        let mut following = this.clone();
        if let Some(at) = (0..size).rev().find(|&at| following[at] < of - size + at) {
            following[at] += 1;
            for later in at + 1..size {
                following[later] = following[later - 1] + 1;
            }
            next = Some(following);
        }
        Some(this)
    })
}

/// The fewest answers that settle everything if they turn out so; none if no answers do.
///
/// Some answer of an unknown on which an unsettled thing still depends has to be among them: so all sets of a size are gone
/// through by trying those of one such thing, smaller sizes first. After [`LOOKS`] the answers that settle most are taken one by one instead.
pub(super) fn luckiest(study: &Study, items: Vec<Item>) -> Result<Option<Answers>, Exceeded> {
    let mut looks = LOOKS;
    let mut start = Vec::with_capacity(items.len());
    for item in items {
        start.push(Rc::new(State::new(study, item)?));
    }
    for size in 0.. {
        match deepen(&start, size, &mut looks)? {
            Found::Answers(mut answers) => {
                answers.sort_unstable();
                return Ok(Some(Answers {
                    answers,
                    smallest: true,
                }));
            }
            Found::Nothing => {}
            Found::Exhausted => return Ok(None),
            Found::OutOfLooks => break,
        }
    }
    one_by_one(start)
}

enum Found {
    Answers(Vec<(OpenVariable, u32)>),
    /// Not with so few.
    Nothing,
    /// Not with any number.
    Exhausted,
    OutOfLooks,
}

/// What a thing is without answers. All states of it share its diagrams: the same answers in another order lead to the same ones, and
/// what was seen of those is known.
struct Known {
    item: Item,
    /// By what counts and what is wanted, what is left.
    left: BTreeMap<(Diagram, Diagram), usize>,
}

type Home = Rc<RefCell<Known>>;

/// A thing that waits, with the answers so far.
struct State {
    home: Home,
    admitted: Diagram,
    value: Diagram,
    /// The unknowns without an answer.
    unknowns: Vec<(OpenVariable, Vec<Variable>)>,
    /// What counts with the answers to what the study itself declares unknown, and no others.
    whole: Diagram,
    /// Whether the answers can be so for all of the people and choices that there then are.
    fits: bool,
    /// For how many of them it is not settled yet: a measure of what is left, zero if nothing is.
    left: usize,
}

impl State {
    /// Without answers.
    fn new(study: &Study, mut item: Item) -> Result<Self, Exceeded> {
        let (admitted, value, mut unknowns) = (item.admitted, item.value, item.unknowns.clone());
        by_name(study, &mut unknowns, |(unknown, _)| *unknown);
        let left = look(&mut item, admitted, value)?;
        Ok(Self {
            home: home(item),
            admitted,
            value,
            unknowns,
            whole: admitted,
            fits: true,
            left,
        })
    }

    /// The thing with one more answer; none if that can't be the answer, or not for all of the people and choices.
    ///
    /// What the study itself declares unknown may say who there are: with one more answer of that kind what can't be for all may yet be for
    /// all who are left.
    fn answered(&self, unknown: OpenVariable, value: u32) -> Result<Option<Self>, Exceeded> {
        let (home, admitted, wanted, whole) = self.with_room()?;
        let variables = self.variables_of(unknown);
        let pick = |v: Variable| variables.contains(&v).then_some(value);
        let (admitted, wanted, whole, left, fits) = {
            let mut known = home.borrow_mut();
            let Known { item, left } = &mut *known;
            let admitted = item.manager.restrict_all(admitted, pick)?;
            let wanted = item.manager.restrict_all(wanted, pick)?;
            let whole = match is_of_evidence(unknown) {
                true => whole,
                false => item.manager.restrict_all(whole, pick)?,
            };
            let unknown: Vec<bool> = item.manager.variables().map(|v| item.is_unknown(v)).collect();
            let there = item.manager.exists(admitted, |v| unknown[v.index()])?;
            let fits = there == item.manager.exists(whole, |v| unknown[v.index()])?;
            let left = match left.get(&(admitted, wanted)) {
                Some(&left) => left,
                None => {
                    let found = look(item, admitted, wanted)?;
                    left.insert((admitted, wanted), found);
                    found
                }
            };
            (admitted, wanted, whole, left, fits)
        };
        let unknowns = self.unknowns.iter().filter(|(known, _)| *known != unknown);
        let next = Self {
            unknowns: unknowns.cloned().collect(),
            value: wanted,
            home,
            admitted,
            whole,
            fits,
            left,
        };
        let may_be = admitted != Diagram::FALSE && (fits || next.declared().next().is_some());
        Ok(may_be.then_some(next))
    }

    /// What the study itself declares unknown and that has no answer yet.
    fn declared(&self) -> impl Iterator<Item = &(OpenVariable, Vec<Variable>)> {
        self.unknowns.iter().filter(|(unknown, _)| !is_of_evidence(*unknown))
    }

    fn is_settled(&self) -> bool {
        self.left == 0 && self.fits
    }

    /// Its diagrams where there is room for more: what other answers left behind must not use up the budget of this one.
    fn with_room(&self) -> Result<(Home, Diagram, Diagram, Diagram), Exceeded> {
        let item = &self.home.borrow().item;
        if item.manager.nodes() <= item.manager.limits().nodes / 2 {
            return Ok((self.home.clone(), self.admitted, self.value, self.whole));
        }
        let (fresh, [admitted, value, whole]) = item.afresh([self.admitted, self.value, self.whole])?;
        Ok((home(fresh), admitted, value, whole))
    }

    /// Where an unknown without an answer stands.
    fn variables_of(&self, unknown: OpenVariable) -> &[Variable] {
        let found = self.unknowns.iter().find(|(known, _)| *known == unknown);
        found.map_or(&[], |(_, variables)| variables)
    }
}

fn home(item: Item) -> Home {
    let left = BTreeMap::new();
    Rc::new(RefCell::new(Known { item, left }))
}

/// What is left of a thing.
fn look(item: &mut Item, admitted: Diagram, value: Diagram) -> Result<usize, Exceeded> {
    item.set(admitted, value)?;
    let unknown: Vec<bool> = item.manager.variables().map(|v| item.is_unknown(v)).collect();
    let (_, open) = item.seen_and_open(|v| unknown[v.index()])?;
    Ok(match open {
        Diagram::FALSE => 0,
        _ => 1 + item.manager.support(value).len(),
    })
}

/// The unsettled thing that depends on least, with everything it may be answered: where all is settled for those of whom it is the answer, what may
/// say who there are.
fn candidates(states: &[Rc<State>]) -> Option<Vec<(OpenVariable, u32)>> {
    let open = states.iter().filter(|state| !state.is_settled());
    let first = open.min_by_key(|state| state.unknowns.len())?;
    let mut all = Vec::new();
    let item = &first.home.borrow().item;
    let unknowns: Vec<&(OpenVariable, Vec<Variable>)> = match first.left {
        0 => first.declared().collect(),
        _ => first.unknowns.iter().collect(),
    };
    for (unknown, variables) in unknowns {
        let arity = variables.first().map_or(0, |&v| item.manager.arity(v));
        all.extend((0..arity).map(|value| (*unknown, value)));
    }
    Some(all)
}

fn deepen(states: &[Rc<State>], size: usize, looks: &mut usize) -> Result<Found, Exceeded> {
    let Some(candidates) = candidates(states) else {
        return Ok(Found::Answers(Vec::new()));
    };
    if size == 0 {
        return Ok(Found::Nothing);
    }
    let mut exhausted = true;
    for (unknown, value) in candidates {
        if *looks < states.len() {
            return Ok(Found::OutOfLooks);
        }
        let Some(next) = answer(states, unknown, value, looks)? else {
            continue;
        };
        match deepen(&next, size - 1, looks)? {
            Found::Answers(mut answers) => {
                answers.push((unknown, value));
                return Ok(Found::Answers(answers));
            }
            Found::Nothing => exhausted = false,
            Found::Exhausted => {}
            Found::OutOfLooks => return Ok(Found::OutOfLooks),
        }
    }
    Ok(if exhausted { Found::Exhausted } else { Found::Nothing })
}

/// All things with one more answer; none if it can't be the answer for one of them.
fn answer(
    states: &[Rc<State>],
    unknown: OpenVariable,
    value: u32,
    looks: &mut usize,
) -> Result<Option<Vec<Rc<State>>>, Exceeded> {
    let mut next = Vec::with_capacity(states.len());
    for state in states {
        if state.variables_of(unknown).is_empty() {
            next.push(state.clone());
            continue;
        }
        *looks = looks.saturating_sub(1);
        match state.answered(unknown, value)? {
            Some(state) => next.push(Rc::new(state)),
            None => return Ok(None),
        }
    }
    Ok(Some(next))
}

/// Answers taken one by one: each time the one after which least is left.
fn one_by_one(mut states: Vec<Rc<State>>) -> Result<Option<Answers>, Exceeded> {
    let mut answers = Vec::new();
    let mut looks = 0;
    while let Some(candidates) = candidates(&states) {
        let mut best: Option<Best> = None;
        for (unknown, value) in candidates {
            let Some(next) = answer(&states, unknown, value, &mut looks)? else {
                continue;
            };
            let left = next.iter().map(|state| state.left).sum();
            if best.as_ref().is_none_or(|(least, ..)| left < *least) {
                best = Some((left, (unknown, value), next));
            }
        }
        let Some((_, answer, next)) = best else {
            return Ok(None);
        };
        answers.push(answer);
        states = next;
    }
    answers.sort_unstable();
    Ok(Some(Answers {
        answers,
        smallest: false,
    }))
}
