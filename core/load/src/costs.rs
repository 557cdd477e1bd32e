//! What changes cost: a small file beside a study, for the question which smallest changes lift a result.
//!
//! ```toml
//! audience = 3                       # any change of who the offer is for
//! content = { skills = 1, world_language = 2 }
//! ```

use toets_diagnostic::{Diagnostic, both};
use toets_model::{Domain, Kind, Sources, Study, ValueId, VariableId};

use crate::faults::{Faults, Scope};
use crate::fields::At;
use crate::files;
use crate::ids::tick;

/// What it costs to change a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangeCost {
    /// A lever, or a variable of the law.
    pub variable: VariableId,
    /// The value that it gets; none: any that nothing else is said of.
    pub to: Option<ValueId>,
    /// A weight beside others, at least 1.
    pub weight: u32,
}

/// Reads what changes cost: for a variable a weight, or a table of weights for its values. The text is added to the sources
/// under its path.
///
/// # Errors
/// Everything that is wrong with it.
pub fn costs(study: &Study, sources: &mut Sources, path: &str, text: &str) -> Result<Vec<ChangeCost>, Vec<Diagnostic>> {
    let file = sources.add(path, text);
    let parsed = files::parse(file, text);
    let faults = Faults::new();
    let broken = !parsed.faults.is_empty();
    for fault in parsed.faults {
        faults.report(fault);
    }
    let mut costs = Vec::new();
    if !broken {
        let scope = Scope {
            faults: &faults,
            file,
            damaged: false,
        };
        for entry in &parsed.root.entries {
            let (key, at) = scope.entry(entry);
            let Some(variable) = study.variables.find(key.value) else {
                let fault = Diagnostic::error(
                    "unknown-variable",
                    both!("there is no variable {}", "er is geen variabele {}", tick(key.value)),
                );
                faults.report(faults.advise(
                    fault.at(
                        key.span,
                        ("not a variable of the study", "geen variabele van de studie"),
                    ),
                    key.value,
                    study.variables.names(),
                ));
                continue;
            };
            of_variable(study, (variable, &key), at, &mut costs);
        }
    }
    let mut found = faults.into_list();
    toets_diagnostic::sort(&mut found);
    if toets_diagnostic::any_error(&found) {
        Err(found)
    } else {
        Ok(costs)
    }
}

fn of_variable(
    study: &Study,
    (variable, key): (VariableId, &toets_model::Spanned<&str>),
    at: At<'_>,
    costs: &mut Vec<ChangeCost>,
) {
    let scope = at.scope;
    let nobody = match study.variables[variable].kind {
        Kind::Lever | Kind::Regime => None,
        Kind::Trait => Some((
            "people differ in it, and nobody changes people",
            "mensen verschillen hierin, en niemand verandert mensen",
        )),
        Kind::Unknown => Some((
            "it is unknown: research answers it, nobody chooses it",
            "het is onbekend: onderzoek geeft het antwoord, niemand kiest het",
        )),
    };
    if let Some(why) = nobody {
        let fault = Diagnostic::error(
            "no-choice",
            both!("{} is not changed", "{} is niet te veranderen", tick(key.value)),
        );
        scope.report(fault.at(key.span, why).help((
            "give costs to levers, or to what an amendment of the law changes",
            "geef kosten aan ontwerpkeuzes, of aan wat een wetswijziging verandert",
        )));
        return;
    }
    let crate::tree::Value::Table(_) = &at.item.value else {
        costs.extend(weight(at).map(|weight| ChangeCost {
            variable,
            to: None,
            weight,
        }));
        return;
    };
    let Domain::Finite(_) = &study.variables[variable].domain else {
        at.fault(
            "wrong-type",
            both!(
                "{} is a number and has no named values",
                "{} is een getal en heeft geen benoemde waarden",
                tick(key.value)
            ),
            (
                "write one weight for all of its changes",
                "schrijf één gewicht voor al zijn veranderingen",
            ),
        );
        return;
    };
    let domain = &study.variables[variable].domain;
    for (value, at) in at.entries().into_iter().flatten() {
        let Some(to) = domain.find(value.value) else {
            let known: Vec<_> = (0..domain.size())
                .map(|n| domain.value_name(toets_model::Index::from_usize(n)))
                .collect();
            let message = both!(
                "{} has no value {}",
                "{} heeft geen waarde {}",
                tick(key.value),
                tick(value.value)
            );
            let fault = Diagnostic::error("unknown-value", message)
                .at(value.span, ("not one of its values", "niet een van de waarden"));
            scope.report(
                scope
                    .faults
                    .advise(fault, value.value, known.iter().map(|name| &**name)),
            );
            continue;
        };
        costs.extend(weight(at).map(|weight| ChangeCost {
            variable,
            to: Some(to),
            weight,
        }));
    }
}

/// A whole number of at least 1.
fn weight(at: At<'_>) -> Option<u32> {
    let weight = at.whole()?;
    if weight == 0 {
        let fault = at.error(
            "wrong-value",
            ("a change that costs nothing", "een verandering die niets kost"),
            ("at least 1", "ten minste 1"),
        );
        at.scope.report(fault.help((
            "costs are weights beside each other: nothing is free, and 3 is thrice 1",
            "kosten zijn gewichten naast elkaar: niets is gratis, en 3 is drie keer 1",
        )));
        return None;
    }
    Some(weight)
}
