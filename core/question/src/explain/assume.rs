//! What a call assumes of what is open: `--where VAR=VALUE`.

use toets_diagnostic::{Words, both};
use toets_diagram::{Diagram, Exceeded};
use toets_evaluate::{CellResult, Compiled, OpenVariable};
use toets_model::{Domain, Fixed, Index, Kind, Study, VariableId};

use crate::named::{Misnamed, open_named, open_value_named};

/// A value that an open variable is assumed to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assumed {
    /// The variable, or an unknown.
    pub variable: OpenVariable,
    /// Its value: its number among those that the variable may have.
    pub value: u32,
}

/// Why something can't be assumed, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong.
    pub what: Words,
    /// What to do.
    pub help: Words,
}

/// Reads an assumption: `returns=yes`, `open.f1=holds`, `contest.x=2`, or the same with codes and labels.
///
/// # Errors
/// There is no such variable, nothing depends on it, or it has no such value.
pub fn assume(compiled: &Compiled, text: &str) -> Result<Assumed, Refusal> {
    let study = &compiled.study;
    let refuse = |what: Words, help: Words| Err(Refusal { what, help });
    let Some((id, name)) = text.split_once('=').map(|(id, name)| (id.trim(), name.trim())) else {
        return refuse(
            both!(
                "`{text}` does not say which variable has which value",
                "`{text}` zegt niet welke variabele welke waarde heeft"
            ),
            (
                "write it as VARIABLE=VALUE: `--where returns=yes`",
                "schrijf VARIABELE=WAARDE: `--where returns=yes`",
            )
                .into(),
        );
    };
    let open = compiled.variables().iter().map(|(_, variable)| variable);
    let closed = study.variables.indices().map(OpenVariable::Study);
    let closed = closed.filter(|&variable| compiled.variables().position(variable).is_none());
    let variable = open_named(study, &open.chain(closed).collect::<Vec<_>>(), id)?;
    let id = variable.id(study);
    if compiled.variables().position(variable).is_none() {
        return refuse(
            both!(
                "`{id}` is not open: {}",
                "`{id}` is niet open: {}",
                why_closed(variable)
            ),
            LEAVE_OUT.into(),
        );
    }
    let value = value(study, variable, name)?;
    Ok(Assumed { variable, value })
}

const LEAVE_OUT: (&str, &str) = ("leave it out", "laat dit weg");

fn why_closed(variable: OpenVariable) -> (&'static str, &'static str) {
    match variable {
        OpenVariable::Finding(_) => (
            "the finding counts wherever what was studied is the case",
            "de bevinding telt overal waar het onderzochte het geval is",
        ),
        OpenVariable::Transfer(_) => (
            "the transfer holds wherever it applies",
            "de overdracht geldt overal waar zij van toepassing is",
        ),
        _ => ("nothing depends on it", "er hangt niets van af"),
    }
}

fn value(study: &Study, variable: OpenVariable, name: &str) -> Result<u32, Misnamed> {
    let named = open_value_named(study, variable, name);
    let OpenVariable::Study(v) = variable else {
        return named;
    };
    match &study.variables[v].domain {
        // A number stands for the interval that it lies in.
        Domain::Number { cuts, range, .. } if !cuts.is_empty() => named.or_else(|misnamed| {
            let number = name.parse().ok().filter(|number: &f64| number.is_finite());
            let inside = number.filter(|number| range.is_none_or(|(low, high)| (low..=high).contains(number)));
            let interval = inside.map(|number| cuts.iter().filter(|&&cut| number >= cut).count() as u32);
            interval.ok_or(misnamed)
        }),
        _ => named,
    }
}

/// The worlds of a cell in which all of this is so. The inner error: it can't be.
///
/// # Errors
/// The diagrams got too large.
pub fn within(
    compiled: &Compiled,
    cell: &mut CellResult,
    assumed: &[Assumed],
) -> Result<Result<Diagram, Refusal>, Exceeded> {
    let study = &compiled.study;
    let here = format!(
        "{} · {}",
        study.scenarios.name(cell.scenario),
        study.groups.name(cell.group)
    );
    if cell.space.admitted == Diagram::FALSE {
        return Ok(Err(Refusal {
            what: both!(
                "the constraints admit no world of {here}",
                "de beperkingen laten geen wereld over van {here}"
            ),
            help: (
                "ask of another group or scenario",
                "vraag naar een andere doelgroep of een ander scenario",
            )
                .into(),
        }));
    }
    let mut within = cell.space.admitted;
    for (n, one) in assumed.iter().enumerate() {
        let (id, name) = (one.variable.id(study), one.variable.value_name(study, one.value));
        let twice = assumed[..n]
            .iter()
            .find(|other| other.variable == one.variable && other.value != one.value);
        if let Some(other) = twice {
            let other = one.variable.value_name(study, other.value);
            return Ok(Err(Refusal {
                what: both!(
                    "`{id}` can't be both `{other}` and `{name}`",
                    "`{id}` kan niet tegelijk `{other}` en `{name}` zijn"
                ),
                help: ("leave one of them out", "laat een van beide weg").into(),
            }));
        }
        let fixed = match one.variable {
            OpenVariable::Study(v) => cell.space.fixed(v).map(|fixed| (v, fixed)),
            _ => None,
        };
        if let Some((v, fixed)) = fixed {
            if number_of(&study.variables[v].domain, fixed) != Some(one.value) {
                return Ok(Err(fixed_otherwise(compiled, cell, v, fixed, one)));
            }
            continue;
        }
        let Some(position) = compiled.variables().position(one.variable) else {
            continue;
        };
        let is = cell.space.manager.literal(position, |value| value == one.value)?;
        let narrower = cell.space.manager.and(within, is)?;
        if narrower == Diagram::FALSE {
            let before: Vec<String> = assumed[..n]
                .iter()
                .map(|other| {
                    format!(
                        "`{}={}`",
                        other.variable.id(study),
                        other.variable.value_name(study, other.value)
                    )
                })
                .collect();
            let together = if before.is_empty() {
                Words::default()
            } else {
                both!(" together with {}", " samen met {}", before.join(", "))
            };
            return Ok(Err(Refusal {
                what: both!(
                    "no world of {here} has `{id}={name}`{}",
                    "geen wereld van {here} heeft `{id}={name}`{}",
                    together
                ),
                help: (
                    "the constraints of the study, or the levels that its evidence leaves open, don't admit it: assume something else",
                    "de beperkingen van de studie, of de niveaus die het bewijs openlaat, staan het niet toe: neem iets anders aan",
                )
                    .into(),
            }));
        }
        within = narrower;
    }
    Ok(Ok(within))
}

fn fixed_otherwise(
    compiled: &Compiled,
    cell: &CellResult,
    variable: VariableId,
    fixed: Fixed,
    assumed: &Assumed,
) -> Refusal {
    let study = &compiled.study;
    let (id, wanted) = (
        assumed.variable.id(study),
        assumed.variable.value_name(study, assumed.value),
    );
    let is = match fixed {
        Fixed::Value(value) => study.variables[variable].domain.value_name(value).to_string(),
        Fixed::Number(number) => number.to_string(),
    };
    let said = compiled.fixed(cell.scenario, cell.group).contains_key(&variable);
    let by = match study.variables[variable].kind {
        _ if !said => (
            "the constraints leave it no other value",
            "de beperkingen laten geen andere waarde over",
        )
            .into(),
        Kind::Lever => both!(
            "scenario `{}` fixes it",
            "scenario `{}` legt dat vast",
            study.scenarios.name(cell.scenario)
        ),
        Kind::Trait => both!(
            "group `{}` fixes it",
            "doelgroep `{}` legt dat vast",
            study.groups.name(cell.group)
        ),
        Kind::Regime | Kind::Unknown => ("the study fixes it", "de studie legt dat vast").into(),
    };
    Refusal {
        what: both!(
            "`{id}` is `{is}` here, not `{wanted}`: {}",
            "`{id}` is hier `{is}`, niet `{wanted}`: {}",
            by
        ),
        help: match study.variables[variable].kind {
            Kind::Lever if said => (
                "ask of another scenario, or write one: `toets new scenario`",
                "vraag naar een ander scenario, of schrijf er een: `toets new scenario`",
            )
                .into(),
            Kind::Trait if said => ("ask of another group", "vraag naar een andere doelgroep").into(),
            _ => LEAVE_OUT.into(),
        },
    }
}

/// The number of a fixed value in diagrams: of a number that of its interval; none if it can't be open.
pub(super) fn number_of(domain: &Domain, fixed: Fixed) -> Option<u32> {
    match (fixed, domain) {
        (Fixed::Value(value), _) => Some(value.to_usize() as u32),
        (Fixed::Number(number), _) => domain.interval_with(number).map(|value| value.to_usize() as u32),
    }
}
