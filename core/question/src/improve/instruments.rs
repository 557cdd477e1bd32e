//! What would make it lawful: all smallest sets of instruments that lift a result.
//!
//! An instrument is an amendment that is not in force, or a change of a lever of the scenario: adapting the option, the lightest. A
//! set of them is smallest if no part of it will do; so every set here is one from which nothing can be left out, and every
//! other way contains one of them. They are found as [`least_changes`] finds them, on one diagram in which all levers and all
//! amendments are open.
//!
//! An amendment that uses a power counts only where that power is in force. How the law is read is no instrument.

use std::sync::Arc;

use num_bigint::BigUint;
use toets_diagnostic::Diagnostic;
use toets_diagram::{Diagram, Exceeded, Variable};
use toets_evaluate::{CaseBox, Compiled, OpenVariable, Value, World, evaluate_where};
use toets_model::law::Operation;
use toets_model::{
    AmendmentId, Assignment, Date, Fixed, Index, Kind, Means, NodeId, ProvisionId, Study, ValueId, VariableId,
};
use toets_plugin::law::Ladder;
use toets_plugin::{Read, Registry};

use super::blocked::{Blocked, below, blockers};
use super::search::{Search, Trouble};
use super::stays::{Stays, stays};
use super::{Change, Improve};
use crate::faults::too_large;
use crate::goal::Goal;
use crate::implicants::least_changes;
use crate::values::possible;

/// How many sets are listed of each kind of answer.
const SETS: usize = 200;

/// The sets of instruments that lift a result in one cell.
#[derive(Clone, Debug)]
pub struct Lawful {
    /// What was asked; changes have weights of their own here.
    pub asked: Improve,
    /// What the goal's node can be as the scenario and the law are, worst to best.
    pub now: Vec<Value>,
    /// The amendments that were weighed, in order of writing.
    pub instruments: Vec<AmendmentId>,
    /// Those that use a power that is not in force on the day, and no other amendment puts in force.
    pub powerless: Vec<AmendmentId>,
    /// How many designs were weighed, each under every combination of amendments.
    pub designs: BigUint,
    /// The sets that lift it whatever the answers to the unknowns.
    pub certain: Sets,
    /// The same if what no instrument can mend turns out well; none if there is no such thing.
    pub provided: Option<Provided>,
    /// The sets with which it is lifted for some answers.
    pub possible: Sets,
    /// What the goal's node can be if the law is read otherwise, all else as it is.
    pub read_otherwise: Vec<ReadOtherwise>,
}

/// Sets that will do provided that some unknowns turn out well.
#[derive(Clone, Debug)]
pub struct Provided {
    /// The unknowns of which some answer spoils every set, with the answers that do not.
    pub needs: CaseBox,
    /// The sets that lift it whatever the answers are to the other unknowns.
    pub sets: Sets,
}

/// Another reading of the law.
#[derive(Clone, Debug)]
pub struct ReadOtherwise {
    /// The variable that says how the law is read.
    pub variable: VariableId,
    /// The other reading.
    pub value: ValueId,
    /// What the goal's node can be then, worst to best.
    pub possible: Vec<Value>,
}

/// All smallest sets, or that there are none.
#[derive(Clone, Debug)]
pub enum Sets {
    /// How many there are, and the first of them, at most 200: the lightest by their heaviest instrument, then the fewest.
    Found(BigUint, Vec<InstrumentSet>),
    /// None; why.
    None(Blocked),
}

/// A smallest set of instruments.
#[derive(Clone, Debug)]
pub struct InstrumentSet {
    /// The levers that are changed, in order of the study's variables.
    pub adapts: Vec<Change>,
    /// The amendments, in order of writing.
    pub amendments: Vec<AmendmentId>,
    /// The heaviest of them; none if nothing has to change.
    pub heaviest: Option<Means>,
    /// Whether what it rests on comes to an end.
    pub temporary: bool,
    /// The first day on which a part of it has ended, where that is fixed.
    pub until: Option<Date>,
    /// What each amendment does to provisions that the goal is judged by here.
    pub lifts: Vec<Lift>,
    /// The choices of levers that the scenario leaves open with which it will do: disjoint boxes; one empty box: any.
    pub choices: Vec<CaseBox>,
    /// Whether there are more boxes than listed.
    pub truncated: bool,
    /// The unknowns that it then depends on; none where it is certain or provided.
    pub hangs_on: Vec<OpenVariable>,
    /// Among those, the unknowns that must have one of these answers, and which.
    pub needs: CaseBox,
    /// What stands in the way even then.
    pub stays: Stays,
}

/// What an amendment does to a provision.
#[derive(Clone, Debug)]
pub struct Lift {
    /// The amendment.
    pub amendment: AmendmentId,
    /// The provision.
    pub provision: ProvisionId,
    /// What is done to it.
    pub operation: Operation,
}

/// What lawful means where a study does not say otherwise: the first node from the top on a scale with the levels of the law,
/// at least `conditional`. Lower down someone must still permit something, or the law must change. None if there is none.
pub fn legal_goal(study: &Study) -> Option<Goal> {
    let mut next = std::collections::VecDeque::from([study.verdict]);
    let mut seen = vec![false; study.nodes.len()];
    while let Some(node) = next.pop_front() {
        if std::mem::replace(&mut seen[node.to_usize()], true) {
            continue;
        }
        if let Some(ladder) = Ladder::of(&study.scales[study.nodes[node].scale]) {
            let level = ladder.conditional;
            return Some(Goal { node, level });
        }
        next.extend(&study.nodes[node].children);
    }
    None
}

/// What a change costs in the ranking of sets: adapting the option, or what the amendment takes.
fn means(study: &Study, variable: VariableId) -> Means {
    let mut amendments = study.amendments.iter();
    let found = amendments.find(|(_, it)| it.variable == variable);
    found.map_or(Means::AdaptOption, |(_, it)| it.means)
}

/// The search in one cell, before anything is said of its sets.
struct Weighed<'a> {
    search: Search<'a>,
    instruments: Vec<AmendmentId>,
    powerless: Vec<AmendmentId>,
    designs: BigUint,
}

/// The designs and amendments that will do.
struct WillDo {
    certain: Diagram,
    /// For these answers.
    provided: Option<(CaseBox, Diagram)>,
    possible: Diagram,
}

/// All smallest sets of instruments that lift a result, with what each lifts and what stays.
///
/// # Errors
/// The faults of scorers; the constraints admit no design for these people; the diagrams got too large.
pub fn lawful(compiled: &Arc<Compiled>, registry: &Registry, asked: &Improve) -> Result<Lawful, Vec<Diagnostic>> {
    let study = &compiled.study;
    let now_fixed = start(compiled, asked);
    let (now, faults) = evaluate_where(compiled, &now_fixed, Some(asked.goal.node));
    if !faults.is_empty() {
        return Err(faults);
    }
    let (mut weighed, weighing) = weigh(compiled, asked)?;
    let fault = |why: Trouble| why.faults(compiled);
    let mut sets = |reaching, certain, given: &CaseBox| weighed.sets(reaching, certain, given, registry).map_err(fault);
    let anything = CaseBox::new();
    let possible_sets = sets(weighing.possible, false, &anything)?;
    let certain = open(sets(weighing.certain, true, &anything)?, &possible_sets);
    let provided = match weighing.provided {
        None => None,
        Some((needs, reaching)) => Some(Provided {
            sets: open(sets(reaching, true, &needs)?, &possible_sets),
            needs,
        }),
    };
    let mut read_otherwise = Vec::new();
    for (&variable, &value) in now_fixed.iter().filter(|&(&v, _)| study.variables[v].reading) {
        for other in (0..study.variables[variable].domain.size()).map(ValueId::from_usize) {
            if value == Fixed::Value(other) {
                continue;
            }
            let mut fixed = now_fixed.clone();
            fixed.insert(variable, Fixed::Value(other));
            let (there, faults) = evaluate_where(compiled, &fixed, Some(asked.goal.node));
            if !faults.is_empty() {
                return Err(faults);
            }
            read_otherwise.push(ReadOtherwise {
                variable,
                value: other,
                possible: possible(compiled, &there, asked.goal.node),
            });
        }
    }
    Ok(Lawful {
        asked: asked.clone(),
        now: possible(compiled, &now, asked.goal.node),
        instruments: weighed.instruments,
        powerless: weighed.powerless,
        designs: weighed.designs,
        certain,
        provided,
        possible: possible_sets,
        read_otherwise,
    })
}

/// Only the smallest sets themselves, of those that make it possible: each the variables that change, with the value they get.
///
/// # Errors
/// As [`lawful`].
pub fn lawful_sets(
    compiled: &Arc<Compiled>,
    asked: &Improve,
) -> Result<Vec<Vec<(VariableId, ValueId)>>, Vec<Diagnostic>> {
    let (mut weighed, weighing) = weigh(compiled, asked)?;
    let (_, sets) = weighed.least(weighing.possible).map_err(|exceeded| {
        vec![too_large(
            compiled,
            ("the sets of instruments", "de combinaties van instrumenten"),
            &exceeded,
        )]
    })?;
    Ok(sets)
}

/// That nothing surely does is no proof that nothing does.
fn open(sets: Sets, possible: &Sets) -> Sets {
    match (sets, possible) {
        (Sets::None(_), Sets::Found(..)) => Sets::None(Blocked::Open),
        (sets, _) => sets,
    }
}

/// What is fixed as things are; an amendment that is left open is not in force.
fn start(compiled: &Compiled, asked: &Improve) -> Assignment {
    let mut now = compiled.fixed(asked.scenario, asked.group);
    for (_, amendment) in compiled.study.amendments.iter() {
        let variable = amendment.variable;
        now.entry(variable).or_insert(Fixed::Value(ValueId::from_usize(0)));
    }
    now
}

fn weigh<'a>(compiled: &'a Arc<Compiled>, asked: &'a Improve) -> Result<(Weighed<'a>, WillDo), Vec<Diagnostic>> {
    let study = &compiled.study;
    let now = start(compiled, asked);
    let absent = Fixed::Value(ValueId::from_usize(0));
    let usable = study
        .amendments
        .iter()
        .filter(|(_, it)| now.get(&it.variable) == Some(&absent));
    let instruments: Vec<AmendmentId> = usable.map(|(id, _)| id).collect();
    let variables: Vec<VariableId> = instruments.iter().map(|&id| study.amendments[id].variable).collect();
    let among = |v: VariableId| study.variables[v].kind == Kind::Lever || variables.contains(&v);
    let mut search = Search::starting_at(compiled, asked, now, among)?;
    let fault = |exceeded: Exceeded| {
        vec![too_large(
            compiled,
            (
                "the space of designs and instruments",
                "de ruimte van ontwerpen en instrumenten",
            ),
            &exceeded,
        )]
    };
    let powerless = powers(compiled, &mut search, &instruments).map_err(fault)?;
    let all = search.designs().map_err(fault)?;
    if search.is_empty(&all) {
        return Err(vec![super::no_designs(compiled, asked)]);
    }
    let designs = search.count(&all);
    let spoiling = spoiling(&mut search).map_err(fault)?;
    let provided = match spoiling {
        Some((needs, well)) => {
            let admitted = search.space.admitted;
            search.space.admitted = search.space.manager.and(admitted, well).map_err(fault)?;
            let sure = search.designs().map_err(fault)?;
            search.space.admitted = admitted;
            Some((needs, sure.certain))
        }
        None => None,
    };
    let weighed = Weighed {
        search,
        instruments: instruments.into_iter().filter(|id| !powerless.contains(id)).collect(),
        powerless,
        designs,
    };
    let will_do = WillDo {
        certain: all.certain,
        provided,
        possible: all.possible,
    };
    Ok((weighed, will_do))
}

/// Admits an amendment only where the power that it uses is in force; gives those whose power never is.
fn powers(
    compiled: &Compiled,
    search: &mut Search<'_>,
    instruments: &[AmendmentId],
) -> Result<Vec<AmendmentId>, Exceeded> {
    let study = &compiled.study;
    let mut powerless = Vec::new();
    for &id in instruments {
        let amendment = &study.amendments[id];
        let variable = OpenVariable::Study(amendment.variable);
        let (Some(basis), Some(position)) = (amendment.basis, compiled.variables().position(variable)) else {
            continue;
        };
        if search.space.fixed(amendment.variable).is_some() {
            continue;
        }
        let there = search.space.in_force(compiled, basis, Diagram::TRUE)?;
        if there == Diagram::FALSE {
            powerless.push(id);
        }
        let manager = &mut search.space.manager;
        let unused = manager.literal(position, |value| value == 0)?;
        let with_power = manager.or(unused, there)?;
        search.space.admitted = manager.and(search.space.admitted, with_power)?;
    }
    Ok(powerless)
}

/// The unknowns of which an answer spoils every design and every amendment, with the answers that do not; and the worlds in
/// which none does. None if there is no such answer, or no other.
fn spoiling(search: &mut Search<'_>) -> Result<Option<(CaseBox, Diagram)>, Exceeded> {
    let compiled = search.compiled;
    let reached = search
        .asked
        .goal
        .reached(compiled, &mut search.space)?
        .unwrap_or(Diagram::FALSE);
    let admitted = search.space.counts(search.asked.goal.node)?;
    let manager = &mut search.space.manager;
    let good = manager.and(reached, admitted)?;
    let mut needs = CaseBox::new();
    let mut well = Diagram::TRUE;
    for position in manager.support(good) {
        if search.kinds[position.index()] != Kind::Unknown {
            continue;
        }
        let value = manager.value(position)?;
        let answers = manager.terminals_within(value, good);
        if answers.is_empty() || answers.len() == manager.terminals_within(value, admitted).len() {
            continue;
        }
        let one_of = manager.literal(position, |value| answers.contains(&value))?;
        well = manager.and(well, one_of)?;
        needs.push((compiled.variables().at(position), answers));
    }
    needs.sort_unstable();
    let any = manager.and(well, good)? != Diagram::FALSE;
    Ok((any && !needs.is_empty()).then_some((needs, well)))
}

/// Sets of changes: each the variables that change, with the value they get.
type Changes = Vec<(VariableId, ValueId)>;

impl Weighed<'_> {
    /// The smallest sets that lead to these designs, what the constraints force with them; none if there are none.
    fn least(&mut self, reaching: Diagram) -> Result<(BigUint, Vec<Changes>), Exceeded> {
        let search = &mut self.search;
        let base = &search.base;
        let onto_changes = search.space.manager.exists(reaching, |v| !base.contains_key(&v))?;
        let study = &search.compiled.study;
        let now = |v: Variable| base.get(&v).map_or(0, |&(_, now)| now);
        let weight = |v: Variable, _| base.get(&v).map_or(0, |&(variable, _)| means(study, variable).weight());
        let declared = search.compiled.variables().declared();
        let least = least_changes(&search.space.manager, onto_changes, now, weight, &declared, SETS)?;
        let value = |value: u32| ValueId::from_usize(value as usize);
        let forced = search.forced.iter().map(|&(variable, to)| (variable, value(to)));
        let forced: Changes = forced.collect();
        let sets = least.ways.into_iter().map(|way| {
            let changes = way.into_iter().filter_map(|(v, to)| Some((base.get(&v)?.0, value(to))));
            let mut changes: Changes = changes.chain(forced.iter().copied()).collect();
            changes.sort_unstable();
            changes
        });
        Ok((least.total, sets.collect()))
    }

    fn sets(
        &mut self,
        reaching: Diagram,
        certain: bool,
        given: &CaseBox,
        registry: &Registry,
    ) -> Result<Sets, Trouble> {
        let (total, sets) = self.least(reaching)?;
        if sets.is_empty() {
            let mut capped = self.search.capped()?;
            if !certain {
                capped.blockers = Some(blockers(self.search.compiled, registry, &self.search));
            }
            return Ok(Sets::None(Blocked::Capped(capped)));
        }
        let sets: Result<Vec<InstrumentSet>, Trouble> = sets
            .into_iter()
            .map(|set| self.tell(&set, certain, given, registry))
            .collect();
        Ok(Sets::Found(total, sets?))
    }

    /// What there is to say of a set.
    fn tell(
        &self,
        changes: &Changes,
        certain: bool,
        given: &CaseBox,
        registry: &Registry,
    ) -> Result<InstrumentSet, Trouble> {
        let compiled = self.search.compiled;
        let study = &compiled.study;
        let mut fixed = self.search.now.clone();
        let mut adapts = Vec::new();
        let mut amendments = Vec::new();
        for &(variable, to) in changes {
            let from = fixed.insert(variable, Fixed::Value(to));
            let mut all = study.amendments.iter();
            match (all.find(|(_, it)| it.variable == variable), from) {
                (Some((id, _)), _) => amendments.push(id),
                (None, Some(from)) => adapts.push(Change { variable, from, to }),
                (None, None) => {}
            }
        }
        amendments.sort_unstable();
        let mut reached = self.search.reached(&fixed, certain, given)?;
        let means = amendments.iter().map(|&id| study.amendments[id].means);
        let adapting = (!adapts.is_empty()).then_some(Means::AdaptOption);
        let temporary = amendments.iter().any(|&id| study.amendments[id].is_temporary(study));
        let until = amendments.iter().filter_map(|&id| study.amendments[id].until).min();
        let goal = self.search.asked.goal;
        let there = goal.reached(compiled, &mut reached.space)?.unwrap_or(Diagram::FALSE);
        let lawful = reached.space.manager.and(there, reached.works)?;
        let lawful = reached.space.manager.and(lawful, reached.space.admitted)?;
        let read = self.provisions_read(&mut reached.space, lawful)?;
        let lifts = amendments.iter().flat_map(|&amendment| {
            let targets = study.amendments[amendment].targets.iter();
            targets.map(move |target| Lift {
                amendment,
                provision: target.provision,
                operation: target.operation.clone(),
            })
        });
        let there_now = |lift: &Lift| {
            let provision = &study.provisions[lift.provision];
            study.as_of.is_none_or(|day| provision.in_force(day))
        };
        let stays = stays(compiled, registry, goal, &fixed, (&reached.space, lawful))?;
        Ok(InstrumentSet {
            adapts,
            heaviest: means.chain(adapting).max(),
            temporary,
            until,
            lifts: lifts
                .filter(|lift| read.contains(&lift.provision) && there_now(lift))
                .collect(),
            amendments,
            choices: reached.choices,
            truncated: reached.truncated,
            hangs_on: reached.hangs_on,
            needs: reached.needs,
            stays,
        })
    }

    /// The provisions that scorers read in one of these worlds, on the way to the goal.
    fn provisions_read(&self, space: &mut toets_evaluate::Space, among: Diagram) -> Result<Vec<ProvisionId>, Exceeded> {
        let compiled = self.search.compiled;
        let Some(values) = space.manager.pick(among, &compiled.variables().declared()) else {
            return Ok(Vec::new());
        };
        let mut all = values;
        for variable in compiled.study.variables.indices() {
            if let (Some(Fixed::Value(value)), Some(position)) = (
                space.fixed(variable),
                compiled.variables().position(OpenVariable::Study(variable)),
            ) {
                all.push((position, value.to_usize() as u32));
            }
        }
        let world = World::new(compiled, all);
        let mut read = Vec::new();
        let nodes: Vec<NodeId> = below(compiled, self.search.asked.goal.node);
        for node in nodes {
            let Some(trace) = space.trace(compiled, node, &world)? else {
                continue;
            };
            read.extend(trace.seen.iter().filter_map(|(read, _)| match read {
                Read::Provision(provision, _) => Some(*provision),
                _ => None,
            }));
        }
        Ok(read)
    }
}
