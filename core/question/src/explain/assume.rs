//! What a call assumes of what is open: `--where VAR=VALUE`.

use toets_diagram::{Diagram, Exceeded};
use toets_evaluate::{CellResult, Compiled, OpenVariable};
use toets_model::{Domain, Fixed, Index, Kind, Study, VariableId};

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
    pub what: String,
    /// What to do.
    pub help: String,
}

/// Reads an assumption: `returns=yes`, `open.f1=holds`, `contest.x=2`.
///
/// # Errors
/// There is no such variable, nothing hangs on it, or it has no such value.
pub fn assume(compiled: &Compiled, text: &str) -> Result<Assumed, Refusal> {
    let study = &compiled.study;
    let refuse = |what: String, help: String| Err(Refusal { what, help });
    let Some((id, name)) = text.split_once('=').map(|(id, name)| (id.trim(), name.trim())) else {
        return refuse(
            format!("`{text}` does not say which variable has which value"),
            "write it as VARIABLE=VALUE: `--where returns=yes`".to_owned(),
        );
    };
    let ids: Vec<String> = compiled
        .variables()
        .iter()
        .map(|(_, variable)| variable.id(study))
        .collect();
    let Some(variable) = OpenVariable::find(study, id) else {
        return refuse(
            format!("there is no variable or unknown `{id}`"),
            match toets_diagnostic::nearest(id, ids.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "variables have the ids of the study; unknowns are called `open.FINDING`, `open.NODE`, `open.TRANSFER` \
                         or `contest.CONTEST`"
                    .to_owned(),
            },
        );
    };
    if compiled.variables().position(variable).is_none() {
        return refuse(
            format!("`{id}` is not open: {}", why_closed(variable)),
            "leave it out".to_owned(),
        );
    }
    let arity = variable.arity(study);
    match value_named(study, variable, name, arity) {
        Some(value) => Ok(Assumed { variable, value }),
        None => {
            let names: Vec<String> = (0..arity).map(|v| variable.value_name(study, v).to_string()).collect();
            let known: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            let near = toets_diagnostic::nearest(name, names.iter().map(String::as_str));
            refuse(
                format!("`{id}` has no value `{name}`"),
                match near {
                    Some(near) => format!("did you mean `{near}`? It may be {}", known.join(", ")),
                    None => format!("it may be {}", known.join(", ")),
                },
            )
        }
    }
}

fn why_closed(variable: OpenVariable) -> &'static str {
    match variable {
        OpenVariable::Finding(_) => "the finding counts wherever what was studied is the case",
        OpenVariable::Transfer(_) => "the transfer holds wherever it applies",
        _ => "nothing hangs on it",
    }
}

fn value_named(study: &Study, variable: OpenVariable, name: &str, arity: u32) -> Option<u32> {
    let named = (0..arity).find(|&value| &*variable.value_name(study, value) == name);
    let OpenVariable::Study(v) = variable else {
        return named;
    };
    match &study.variables[v].domain {
        // A number stands for the interval that it lies in.
        Domain::Number { cuts, range, .. } if !cuts.is_empty() => named.or_else(|| {
            let number: f64 = name.parse().ok()?;
            let inside = range.is_none_or(|(low, high)| (low..=high).contains(&number));
            (number.is_finite() && inside).then(|| cuts.iter().filter(|&&cut| number >= cut).count() as u32)
        }),
        Domain::Number { .. } => None,
        Domain::Finite(_) => named,
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
            what: format!("the constraints admit no world of {here}"),
            help: "ask of another group or scenario".to_owned(),
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
                what: format!("`{id}` can't be both `{other}` and `{name}`"),
                help: "leave one of them out".to_owned(),
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
                String::new()
            } else {
                format!(" together with {}", before.join(", "))
            };
            return Ok(Err(Refusal {
                what: format!("no world of {here} has `{id}={name}`{together}"),
                help: "the constraints of the study, or the levels that its evidence leaves open, don't admit it: assume something else"
                    .to_owned(),
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
        _ if !said => "the constraints leave it no other value".to_owned(),
        Kind::Lever => format!("scenario `{}` fixes it", study.scenarios.name(cell.scenario)),
        Kind::Trait => format!("group `{}` fixes it", study.groups.name(cell.group)),
        Kind::Regime | Kind::Unknown => "the study fixes it".to_owned(),
    };
    Refusal {
        what: format!("`{id}` is `{is}` here, not `{wanted}`: {by}"),
        help: match study.variables[variable].kind {
            Kind::Lever if said => "ask of another scenario, or write one: `toets new scenario`".to_owned(),
            Kind::Trait if said => "ask of another group".to_owned(),
            _ => "leave it out".to_owned(),
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
