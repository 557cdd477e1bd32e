//! How provisions and amendments are connected: exceptions from both sides, circles, amendments that can't be.

use toets_diagnostic::{Diagnostic, Words, both};
use toets_model::law::{Operation, Target};
use toets_model::{
    Allowed, Amendment, AmendmentId, Arena, Condition, Constraint, Fixed, Index, Provision, ProvisionId, Study, Test,
    Text, ValueId,
};

use super::ReadProvision;
use crate::faults::Faults;
use crate::ids::tick;

/// Makes relations whole that one of two provisions states: exceptions and conflicts.
pub(crate) fn relate(provisions: Vec<Option<ReadProvision>>) -> Vec<Option<Provision>> {
    let mut exceptions = Vec::new();
    let mut conflicts = Vec::new();
    for (n, read) in provisions.iter().enumerate() {
        let Some(read) = read else { continue };
        let id = ProvisionId::from_usize(n);
        exceptions.extend(read.excepts.iter().map(|&rule| (rule, id)));
        conflicts.extend(read.provision.conflicts_with.iter().map(|&other| (other, id)));
    }
    let mut provisions: Vec<Option<Provision>> = provisions.into_iter().map(|read| Some(read?.provision)).collect();
    let mut add = |to: ProvisionId, what: ProvisionId, list: fn(&mut Provision) -> &mut Vec<ProvisionId>| {
        if let Some(Some(provision)) = provisions.get_mut(to.to_usize()) {
            list(provision).push(what);
        }
    };
    for (rule, exception) in exceptions {
        add(rule, exception, |provision| &mut provision.exceptions);
    }
    for (one, other) in conflicts {
        add(one, other, |provision| &mut provision.conflicts_with);
    }
    for provision in provisions.iter_mut().flatten() {
        for list in [&mut provision.exceptions, &mut provision.conflicts_with] {
            list.sort_unstable();
            list.dedup();
        }
    }
    provisions
}

/// Adds to a study what its law implies, and reports what can't be: amendments that are not chosen are not in force,
/// those that contradict each other never are together.
pub(crate) fn complete(mut study: Study, open: &[AmendmentId], faults: &Faults) -> Study {
    renumbered(&study, faults);
    circles(&study, faults);
    for id in study.amendments.indices() {
        let amendment = &study.amendments[id];
        not_in_force(&study, amendment, faults);
        if let Some(basis) = amendment.basis
            && let Some(day) = amendment.from
            && !study.provisions[basis].in_force(day)
            && study.provisions[basis].added_by.is_none()
        {
            let fault = Diagnostic::error(
                "not-in-force",
                both!(
                    "amendment {} uses {}, which is not in force on {day}",
                    "wetswijziging {} gebruikt {}, en die geldt niet op {day}",
                    tick(study.amendments.name(id)),
                    tick(study.provisions.name(basis))
                ),
            );
            faults.report(
                fault
                    .at(amendment.span, ())
                    .at(study.provisions[basis].span, ends(&study.provisions[basis])),
            );
        }
    }
    let ids: Vec<AmendmentId> = study.amendments.indices().collect();
    for &id in &ids {
        let (variable, label) = (study.amendments[id].variable, study.amendments[id].label.clone());
        study.variables[variable].label = label;
        if !open.contains(&id) {
            let no = Fixed::Value(ValueId::from_usize(0));
            study.regime.entry(variable).or_insert(no);
        }
    }
    let constraints = exclusions(&study, &ids);
    study.constraints.extend(constraints);
    study
}

/// Where two amendments contradict each other, or one needs the other.
fn exclusions(study: &Study, ids: &[AmendmentId]) -> Vec<Constraint> {
    let mut constraints = Vec::new();
    let is = |id: AmendmentId, value: usize| Condition {
        all: vec![Test {
            variable: study.amendments[id].variable,
            allowed: Allowed::Values(vec![ValueId::from_usize(value)]),
            span: study.amendments[id].span,
        }],
        any: Vec::new(),
    };
    let mut tie = |one: AmendmentId, other: AmendmentId, value: usize, nl: &str, en: &str| {
        constraints.push(Constraint {
            span: study.amendments[one].span,
            when: is(one, 1),
            then: is(other, value),
            reason: Some(Text {
                nl: nl.to_owned(),
                en: Some(en.to_owned()),
            }),
        });
    };
    for (n, &one) in ids.iter().enumerate() {
        for &other in &ids[n + 1..] {
            if Amendment::contradicts(study, one, other).is_some() {
                let (nl, en) = (
                    "Deze wijzigingen spreken elkaar tegen.",
                    "These amendments contradict each other.",
                );
                tie(one, other, 0, nl, en);
            }
        }
        for target in &study.amendments[one].targets {
            if let Some(adding) = study.provisions[target.provision].added_by
                && adding != one
                && matches!(target.operation, Operation::Change { .. })
            {
                let nl = "De ene wijziging verandert wat de andere invoert.";
                tie(one, adding, 1, nl, "One amendment changes what the other adds.");
            }
        }
    }
    constraints
}

/// Reports what an amendment does to a provision that is not in force on its first day.
fn not_in_force(study: &Study, amendment: &Amendment, faults: &Faults) {
    for target in &amendment.targets {
        let provision = &study.provisions[target.provision];
        let Some(day) = amendment.from else { continue };
        if !provision.in_force(day) {
            faults.report(
                Diagnostic::error(
                    "not-in-force",
                    both!(
                        "{}, which is not in force on {day}",
                        "{}, en die geldt niet op {day}",
                        done(study, target)
                    ),
                )
                .at(
                    target.span,
                    both!("the amendment works from {day}", "de wetswijziging werkt vanaf {day}"),
                )
                .at(provision.span, ends(provision)),
            );
        }
    }
}

/// When a provision is in force, in words.
pub(super) fn ends(provision: &Provision) -> Words {
    let times = provision.versions.iter().map(super::time);
    let all = times.reduce(|all, one| both!("{}, {}", "{}, {}", all, one));
    all.unwrap_or_default()
}

/// What an amendment does.
pub(super) fn operation(target: &Target) -> (&'static str, &'static str) {
    let dutch = match target.operation {
        Operation::Repeal => "intrekking",
        Operation::Suspend => "schorsing",
        Operation::Change { .. } => "wijziging",
    };
    (target.operation.word(), dutch)
}

/// What an amendment does, and to which provision.
pub(super) fn done(study: &Study, target: &Target) -> Words {
    both!(
        "{} of {}",
        "{} van {}",
        operation(target),
        tick(study.provisions.name(target.provision))
    )
}

/// Reports a rule that is in force under two numbers at once.
fn renumbered(study: &Study, faults: &Faults) {
    for (_, provision) in study.provisions.iter() {
        let Some(before) = provision.continues else { continue };
        let older = &study.provisions[before];
        let both = provision
            .versions
            .iter()
            .any(|new| older.versions.iter().any(|old| new.overlaps(old)));
        if both {
            faults.report(
                Diagnostic::error(
                    "overlap",
                    both!(
                        "this continues {}, and both are in force on the same day",
                        "dit zet {} voort, en beide gelden op dezelfde dag",
                        tick(study.provisions.name(before))
                    ),
                )
                .at(provision.span, ends(provision))
                .at(older.span, ends(older))
                .help((
                    "end the older one on the day before the newer one begins",
                    "laat de oudere eindigen op de dag voordat de nieuwere begint",
                )),
            );
        }
    }
}

/// Reports provisions of which each defeats the next in a circle: then none would.
fn circles(study: &Study, faults: &Faults) {
    // One that names itself was reported where it does.
    let others = |id: ProvisionId, all: Vec<ProvisionId>| all.into_iter().filter(|&other| other != id).collect();
    let defeaters = |id| others(id, study.defeaters(id));
    let stated = |id| others(id, study.provisions[id].over.clone());
    report_circle(
        study,
        faults,
        defeaters,
        (
            "each takes cases out of the next in a circle",
            "in een kring uitzonderingen op elkaar zijn",
        ),
    );
    report_circle(
        study,
        faults,
        stated,
        (
            "each prevails over the next in a circle",
            "in een kring op elkaar voorgaan",
        ),
    );
}

fn report_circle(study: &Study, faults: &Faults, next: impl Fn(ProvisionId) -> Vec<ProvisionId>, what: (&str, &str)) {
    if let Some(circle) = circle(&study.provisions, next) {
        let names: Vec<String> = circle.iter().map(|&id| tick(study.provisions.name(id))).collect();
        let mut fault = Diagnostic::error(
            "circle",
            both!(
                "provisions of which {}: {}",
                "bepalingen die {}: {}",
                what,
                names.join(", ")
            ),
        );
        for &id in &circle {
            fault = fault.at(study.provisions[id].span, ());
        }
        faults.report(fault.help((
            "leave one of these out of `exceptions`, `excepts`, `conflicts_with` or `over`",
            "laat een hiervan weg uit `exceptions`, `excepts`, `conflicts_with` of `over`",
        )));
    }
}

/// The first circle, if there is one; an explicit stack, since a chain may be long.
fn circle(
    provisions: &Arena<ProvisionId, Provision>,
    next: impl Fn(ProvisionId) -> Vec<ProvisionId>,
) -> Option<Vec<ProvisionId>> {
    // 0 not seen, 1 on the way, 2 done.
    let mut state = vec![0u8; provisions.len()];
    for start in provisions.indices() {
        let mut way: Vec<(ProvisionId, Vec<ProvisionId>)> = Vec::new();
        if state[start.to_usize()] == 0 {
            state[start.to_usize()] = 1;
            way.push((start, next(start)));
        }
        while let Some((at, left)) = way.last_mut() {
            match left.pop() {
                Some(to) if state[to.to_usize()] == 0 => {
                    state[to.to_usize()] = 1;
                    way.push((to, next(to)));
                }
                Some(to) if state[to.to_usize()] == 1 => {
                    let circle = way.iter().map(|(id, _)| *id).skip_while(|&id| id != to);
                    return Some(circle.collect());
                }
                Some(_) => {}
                None => {
                    state[at.to_usize()] = 2;
                    way.pop();
                }
            }
        }
    }
    None
}
