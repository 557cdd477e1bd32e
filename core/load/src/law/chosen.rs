//! Which amendments are in force: chosen by a call, over what the study says.

use toets_diagnostic::{Diagnostic, Words, both};
use toets_model::law::Operation;
use toets_model::{Amendment, AmendmentId, Fixed, Index, ProvisionId, Study, ValueId};

use super::relations::{done, ends};
use crate::ids::tick;

/// Puts amendments in force, and leaves others open, on the day whose law counts.
///
/// What is wrong with that comes back: amendments that contradict each other, with both places; an amendment of
/// something that is not in force; and as a warning one that does not work on that day.
pub fn put_in_force(study: &mut Study, chosen: &[AmendmentId], open: &[AmendmentId]) -> Vec<Diagnostic> {
    let mut faults: Vec<Diagnostic> = undated(study).into_iter().collect();
    for &id in open {
        let variable = study.amendments[id].variable;
        study.regime.shift_remove(&variable);
    }
    for &id in chosen {
        let variable = study.amendments[id].variable;
        study.regime.insert(variable, Fixed::Value(ValueId::from_usize(1)));
    }
    let in_force = |study: &Study, id: AmendmentId| {
        study.regime.get(&study.amendments[id].variable) == Some(&Fixed::Value(ValueId::from_usize(1)))
    };
    let all: Vec<AmendmentId> = study.amendments.indices().filter(|&id| in_force(study, id)).collect();
    for (n, &one) in all.iter().enumerate() {
        let amendment = &study.amendments[one];
        for &other in &all[n + 1..] {
            if let Some((here, there, provision)) = Amendment::contradicts(study, one, other) {
                let name = |id| tick(study.amendments.name(id));
                faults.push(
                    Diagnostic::error(
                        "contradiction",
                        both!(
                            "amendments {} and {} contradict each other over {}",
                            "wetswijzigingen {} en {} spreken elkaar tegen over {}",
                            name(one),
                            name(other),
                            tick(study.provisions.name(provision))
                        ),
                    )
                    .at(here, both!("what {} does", "wat {} doet", name(one)))
                    .at(there, both!("what {} does", "wat {} doet", name(other)))
                    .help(("leave one of them out", "laat een van beide weg")),
                );
            }
        }
        for target in &amendment.targets {
            let provision = &study.provisions[target.provision];
            let missing = provision
                .added_by
                .filter(|&by| by != one && matches!(target.operation, Operation::Change { .. }) && !all.contains(&by));
            let day = amendment.from.or(study.as_of);
            // A rule that got another number is named under each: it is enough that one of them is in force.
            let elsewhere = |day| {
                let mut others = amendment.targets.iter().map(|other| other.provision);
                others.any(|other| study.provisions[other].in_force(day) && same_rule(study, other, target.provision))
            };
            let absent = day.filter(|&day| !provision.in_force(day) && !elsewhere(day));
            let what = done(study, target);
            if let Some(by) = missing {
                let name = tick(study.amendments.name(by));
                let fault = Diagnostic::error(
                    "not-in-force",
                    both!(
                        "{}, which only {name} brings about",
                        "{}, en die komt er alleen door {name}",
                        what
                    ),
                );
                faults.push(
                    fault
                        .at(target.span, ())
                        .at(provision.span, both!("added by {name}", "ingevoerd door {name}"))
                        .help(both!(
                            "add `--amendment {}`",
                            "voeg `--amendment {}` toe",
                            study.amendments.name(by)
                        )),
                );
            } else if let Some(day) = absent {
                let fault = Diagnostic::error(
                    "not-in-force",
                    both!(
                        "{}, which is not in force on {day}",
                        "{}, en die geldt niet op {day}",
                        what
                    ),
                );
                faults.push(fault.at(target.span, ()).at(provision.span, ends(provision)));
            }
        }
        if let Some(day) = study.as_of.filter(|&day| !amendment.works_on(Some(day))) {
            let works = match (amendment.from, amendment.until) {
                (Some(from), Some(until)) => both!(
                    "it works from {from} up to {until}",
                    "zij werkt van {from} tot en met {until}"
                ),
                (Some(from), None) => both!("it works from {from}", "zij werkt vanaf {from}"),
                (_, Some(until)) => both!("it works up to {until}", "zij werkt tot en met {until}"),
                (None, None) => Words::default(),
            };
            let name = tick(study.amendments.name(one));
            let says = both!(
                "amendment {name} does nothing on {day}: {}",
                "wetswijziging {name} doet niets op {day}: {}",
                works
            );
            let warning = Diagnostic::warning("no-effect", says).at(amendment.span, ());
            faults.push(match amendment.from {
                Some(from) => warning.help(both!(
                    "ask for a later day: `--as-of {from}`",
                    "vraag een latere dag: `--as-of {from}`"
                )),
                None => warning,
            });
        }
    }
    faults
}

/// Whether two provisions are one rule under two numbers.
fn same_rule(study: &Study, one: ProvisionId, other: ProvisionId) -> bool {
    let first = |mut provision: ProvisionId| {
        // INVARIANT: a provision lies later than the one that it continues, so that this ends.
        while let Some(before) = study.provisions[provision].continues {
            provision = before;
        }
        provision
    };
    first(one) == first(other)
}

/// A warning where provisions have a time in which they are in force, and no day says which of them count.
fn undated(study: &Study) -> Option<Diagnostic> {
    if study.as_of.is_some() {
        return None;
    }
    let dated = study.provisions.iter().filter(|(_, it)| {
        it.versions
            .iter()
            .any(|v| v.valid_from.is_some() || v.valid_to.is_some())
    });
    let names: Vec<String> = dated.map(|(id, _)| tick(study.provisions.name(id))).collect();
    let (first, more) = (names.first()?, names.len() - 1);
    let which = match more {
        0 => Words::same(first.as_str()),
        _ => both!("{first} and {more} more", "{first} en nog {more}"),
    };
    Some(
        Diagnostic::warning(
            "no-as-of",
            both!(
                "no day says which law counts: {} count as in force, whatever their dates",
                "geen peildatum zegt welk recht telt: {} gelden als van kracht, wat hun datums ook zijn",
                which
            ),
        )
        .at(study.span, ("no `as_of` here", "hier staat geen `as_of`"))
        .help((
            "add `as_of = 2025-05-01` to `[study]`, or give `--as-of DATE`",
            "voeg `as_of = 2025-05-01` toe aan `[study]`, of geef `--as-of DATUM`",
        )),
    )
}
