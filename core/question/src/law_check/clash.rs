//! Cases in which a check contradicts itself, leaves something out, or rests on nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use toets_diagram::{Diagram, Exceeded};
use toets_evaluate::{Compiled, Leaf, Space};
use toets_model::law::Precedence;
use toets_model::{Date, NodeId, ProvisionId, ProvisionKind, Study, Text};
use toets_plugin::law::{Bearing, Weighing};

use super::{Example, LawFinding, LawFindingKind as Kind, Surveyed, worlds};
use crate::conditions::named;
use crate::implicants::{Limits, implicants};

/// What makes two findings the same: kind, node, provisions, and the words of the scorer or of its fault.
type Key = (Kind, NodeId, Vec<ProvisionId>, String);

/// Where something is so: the cases, by the place of what was surveyed.
#[derive(Default)]
struct Places {
    worlds: Vec<(usize, Vec<Diagram>)>,
    because: Option<Text>,
    fault: Option<Box<toets_diagnostic::Diagnostic>>,
}

impl Places {
    fn add(&mut self, place: usize, worlds: Diagram) {
        match self.worlds.last_mut() {
            Some((last, all)) if *last == place => all.push(worlds),
            _ => self.worlds.push((place, vec![worlds])),
        }
    }
}

/// Everything that clashes, is left out or rests on nothing, each with its smallest example.
pub(super) fn found(
    study: &Study,
    states: &[Arc<Compiled>],
    time: &[(Option<Date>, Option<Date>)],
    surveyed: &mut [Surveyed],
) -> Result<Vec<LawFinding>, Exceeded> {
    let rules = rules_spoken_of(study, surveyed);
    let mut all: BTreeMap<Key, Places> = BTreeMap::new();
    for (place, one) in surveyed.iter_mut().enumerate() {
        let compiled = &states[one.at];
        let mut look = Look {
            compiled,
            node: one.node,
            place,
            space: &mut one.space,
            all: &mut all,
        };
        for leaf in &one.leaves {
            look.at(leaf, rules.get(&one.node))?;
        }
    }
    let mut found = Vec::new();
    for ((kind, node, provisions, _), places) in all {
        let mut cells: Vec<_> = places.worlds.iter().map(|(place, _)| surveyed[*place].cell).collect();
        cells.sort_unstable();
        cells.dedup();
        found.push(LawFinding {
            kind,
            node: Some(node),
            provisions,
            example: example(study, states, time, surveyed, &places)?,
            because: places.because,
            fault: places.fault,
            cells,
        });
    }
    Ok(found)
}

/// The rules that each node's scorer says something of anywhere.
fn rules_spoken_of(study: &Study, surveyed: &[Surveyed]) -> BTreeMap<NodeId, BTreeSet<ProvisionId>> {
    let mut rules: BTreeMap<NodeId, BTreeSet<ProvisionId>> = BTreeMap::new();
    for one in surveyed {
        for weighing in one
            .leaves
            .iter()
            .filter_map(|leaf| leaf.said.as_ref().ok()?.weighed.as_ref())
        {
            let said = weighing.said.keys().copied();
            rules
                .entry(one.node)
                .or_default()
                .extend(said.filter(|&p| !helps(study, p)));
        }
    }
    rules
}

fn helps(study: &Study, provision: ProvisionId) -> bool {
    matches!(
        study.provisions[provision].kind,
        ProvisionKind::Exception | ProvisionKind::Power
    )
}

struct Look<'a> {
    compiled: &'a Compiled,
    node: NodeId,
    place: usize,
    space: &'a mut Space,
    all: &'a mut BTreeMap<Key, Places>,
}

impl Look<'_> {
    fn at(&mut self, leaf: &Leaf, rules: Option<&BTreeSet<ProvisionId>>) -> Result<(), Exceeded> {
        let said = match &leaf.said {
            Ok(said) => said,
            Err(fault) => {
                let twice = fault.code == toets_plugin::law::SAID_TWICE;
                let kind = if twice { Kind::Twice } else { Kind::Fails };
                let places = self
                    .all
                    .entry((kind, self.node, Vec::new(), fault.message.to_string()))
                    .or_default();
                places.fault = Some(fault.clone());
                places.add(self.place, leaf.within);
                return Ok(());
            }
        };
        match &said.weighed {
            Some(weighing) => self.weighed(leaf, weighing, rules)?,
            None if said.cites.is_empty() => {
                let because = said.because.first();
                let words = because.map(|text| text.nl.clone()).unwrap_or_default();
                let places = self
                    .all
                    .entry((Kind::NoProvision, self.node, Vec::new(), words))
                    .or_default();
                places.because = because.cloned();
                places.add(self.place, leaf.within);
            }
            None => {}
        }
        for &provision in &said.cites {
            let there = self.space.in_force(self.compiled, provision, leaf.within)?;
            let not_there = self.space.manager.not(there)?;
            let without = self.space.manager.and(leaf.within, not_there)?;
            self.add(Kind::NotInForce, vec![provision], without);
        }
        Ok(())
    }

    fn weighed(
        &mut self,
        leaf: &Leaf,
        weighing: &Weighing,
        rules: Option<&BTreeSet<ProvisionId>>,
    ) -> Result<(), Exceeded> {
        let study = &*self.compiled.study;
        let unsaid = |provision: &ProvisionId| !weighing.said.contains_key(provision);
        for &rule in rules.into_iter().flatten().filter(|rule| unsaid(rule)) {
            let there = self.space.in_force(self.compiled, rule, leaf.within)?;
            self.add(Kind::Forgotten, vec![rule], there);
        }
        let counts = |provision: ProvisionId| {
            let bearing = weighing.said.get(&provision);
            bearing.is_some_and(|b| !matches!(b, Bearing::DoesNotApply | Bearing::Open | Bearing::Unknown))
        };
        for &one in weighing.said.keys().filter(|&&one| counts(one)) {
            let against = study.provisions[one].conflicts_with.iter().copied();
            for other in against.filter(|&other| one < other && counts(other)) {
                if study.precedence(one, other) == Precedence::Neither {
                    let there = self.space.in_force(self.compiled, one, leaf.within)?;
                    let both = self.space.in_force(self.compiled, other, there)?;
                    self.add(Kind::Clash, vec![one, other], both);
                }
            }
        }
        for rule in weighing.rules.iter().filter(|rule| rule.in_force) {
            // What the weighing itself took into account for want of a word.
            for &(helper, _) in rule
                .exceptions
                .iter()
                .chain(&rule.powers)
                .filter(|(helper, _)| unsaid(helper))
            {
                self.add(Kind::LeftOpen, vec![rule.rule, helper], leaf.within);
            }
        }
        Ok(())
    }

    fn add(&mut self, kind: Kind, provisions: Vec<ProvisionId>, worlds: Diagram) {
        if worlds != Diagram::FALSE {
            let key = (kind, self.node, provisions, String::new());
            self.all.entry(key).or_default().add(self.place, worlds);
        }
    }
}

/// The case with the fewest conditions: on the day whose law counts for the study if it is so then, else the first time.
fn example(
    study: &Study,
    states: &[Arc<Compiled>],
    time: &[(Option<Date>, Option<Date>)],
    surveyed: &mut [Surveyed],
    places: &Places,
) -> Result<Option<Example>, Exceeded> {
    let today = |at: usize| {
        let (from, to) = time[at];
        let day = study.as_of;
        day.is_none() || from.is_none_or(|from| Some(from) <= day) && to.is_none_or(|to| day <= Some(to))
    };
    let at = places.worlds.iter().map(|(place, _)| surveyed[*place].at);
    let Some(at) = at.min_by_key(|&at| (!today(at), at)) else {
        return Ok(None);
    };
    let mut best: Option<Example> = None;
    for (place, all) in &places.worlds {
        let one = &mut surveyed[*place];
        if one.at != at || best.as_ref().is_some_and(|best| best.when.is_empty()) {
            continue;
        }
        let holds = worlds(&mut one.space, all.iter().copied())?;
        let admitted = one.space.admitted;
        // The shortest is all that is wanted.
        let limits = Limits {
            listed: 1,
            members: 1,
            searched: 1,
            ..Limits::default()
        };
        let declared = states[at].variables().declared();
        let primes = implicants(&one.space.manager, holds, admitted, &declared, &limits)?.primes;
        let Some(shortest) = primes.into_iter().next() else {
            continue;
        };
        if best
            .as_ref()
            .is_none_or(|best| shortest.demands.len() < best.when.len())
        {
            best = Some(Example {
                scenario: one.cell.0,
                group: one.cell.1,
                time: time[at],
                when: named(&states[at], shortest.demands),
            });
        }
    }
    Ok(best)
}
