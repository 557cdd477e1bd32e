//! What was said of each provision, and what was never said or read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use num_bigint::BigUint;
use toets_evaluate::{Compiled, Leaf};
use toets_model::{GroupId, Index, NodeId, ProvisionId, ProvisionKind, ScenarioId};
use toets_plugin::law::{Bearing, Weighed};
use toets_plugin::{Answer, ProvisionField, Read};

use super::{Coverage, LawFinding, LawFindingKind, Status, Surveyed, may_be_in_force};

/// What was made of each provision in each cell, over all stretches of time.
pub(super) fn coverage(surveyed: &[Surveyed]) -> Vec<Coverage> {
    type Key = (ProvisionId, NodeId, (ScenarioId, GroupId));
    let mut all: BTreeMap<Key, BTreeMap<Status, BigUint>> = BTreeMap::new();
    let mut of: BTreeMap<(NodeId, (ScenarioId, GroupId)), BigUint> = BTreeMap::new();
    for one in surveyed {
        let manager = &one.space.manager;
        let mut counted = manager.support(one.space.admitted);
        for leaf in &one.leaves {
            counted.extend(manager.support(leaf.within));
            counted.sort_unstable();
            counted.dedup();
        }
        for leaf in &one.leaves {
            let worlds = manager.count(leaf.within, &counted);
            for (provision, status) in statuses(leaf) {
                let statuses = all.entry((provision, one.node, one.cell)).or_default();
                *statuses.entry(status).or_default() += &worlds;
            }
            *of.entry((one.node, one.cell)).or_default() += worlds;
        }
    }
    let covered = all.into_iter().map(|((provision, node, cell), statuses)| Coverage {
        provision,
        node,
        cell,
        statuses,
        of: of.get(&(node, cell)).cloned().unwrap_or_default(),
    });
    covered.collect()
}

/// What a way made of each provision that it read or named.
fn statuses(leaf: &Leaf) -> BTreeMap<ProvisionId, Status> {
    let mut statuses = BTreeMap::new();
    let mut not_in_force = BTreeSet::new();
    for (read, answer) in &leaf.reads {
        if let Read::Provision(provision, field) = *read {
            statuses.insert(provision, Status::Read);
            if field == ProvisionField::InForce && *answer == Answer::No {
                not_in_force.insert(provision);
            }
        }
    }
    if let Ok(said) = &leaf.said {
        statuses.extend(said.cites.iter().map(|&provision| (provision, Status::Cited)));
        if let Some(weighing) = &said.weighed {
            // One that no word was said of stays open, as far as it matters.
            let helping = weighing
                .rules
                .iter()
                .flat_map(|rule| rule.exceptions.iter().chain(&rule.powers));
            statuses.extend(helping.map(|&(provision, bearing)| (provision, of_bearing(bearing))));
            let said = weighing.said.iter();
            statuses.extend(said.map(|(&provision, &bearing)| (provision, of_bearing(bearing))));
            statuses.extend(weighing.rules.iter().map(|rule| (rule.rule, of_rule(rule))));
        }
    }
    statuses.extend(
        not_in_force
            .into_iter()
            .map(|provision| (provision, Status::NotInForce)),
    );
    statuses
}

fn of_rule(rule: &Weighed) -> Status {
    let excepted = rule
        .exceptions
        .iter()
        .any(|(_, how)| matches!(how, Bearing::Applies | Bearing::AppliesIf));
    match rule.bearing {
        _ if !rule.in_force => Status::NotInForce,
        Bearing::DoesNotApply | Bearing::Complied => of_bearing(rule.bearing),
        _ if excepted => Status::Excepted,
        // Whether an exception takes the case out of it is for someone to judge.
        Bearing::Breached if !rule.exceptions.is_empty() => Status::Open,
        Bearing::Breached if !rule.powers.is_empty() => Status::Liftable,
        bearing => of_bearing(bearing),
    }
}

fn of_bearing(bearing: Bearing) -> Status {
    match bearing {
        Bearing::DoesNotApply => Status::DoesNotApply,
        Bearing::Complied => Status::Complied,
        Bearing::Applies => Status::Applies,
        Bearing::AppliesIf => Status::AppliesIf,
        Bearing::Open => Status::Open,
        Bearing::Unknown => Status::Unknown,
        Bearing::Breached => Status::Breached,
    }
}

/// Provisions in force at some time that nothing reads, and exceptions and powers that never help.
pub(super) fn unused(states: &[Arc<Compiled>], coverage: &[Coverage]) -> Vec<LawFinding> {
    let Some(first) = states.first() else { return Vec::new() };
    let mut seen: BTreeMap<ProvisionId, BTreeSet<Status>> = BTreeMap::new();
    for one in coverage {
        seen.entry(one.provision).or_default().extend(one.statuses.keys());
    }
    let about = |kind, provision| LawFinding {
        kind,
        node: None,
        provisions: vec![provision],
        because: None,
        fault: None,
        example: None,
        cells: Vec::new(),
    };
    let mut found = Vec::new();
    for (provision, it) in first.study.provisions.iter() {
        let Some(statuses) = seen.get(&provision) else {
            if states.iter().any(|state| may_be_in_force(&state.study, provision)) {
                found.push(about(LawFindingKind::Unread, provision));
            }
            continue;
        };
        let helper = matches!(it.kind, ProvisionKind::Exception | ProvisionKind::Power);
        let idle = |status: &Status| matches!(status, Status::DoesNotApply | Status::NotInForce | Status::Read);
        if helper && statuses.iter().all(idle) {
            found.push(about(LawFindingKind::NeverHelps, provision));
        }
    }
    found.sort_by_key(|one| (one.kind, one.provisions.first().map(|p| p.to_usize())));
    found
}
