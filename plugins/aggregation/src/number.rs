//! The plugin `number`.

use toets_plugin::model::{Domain, NodeId, Study, Text, VariableId};
use toets_plugin::{Diagnostic, Fold, Input, Observed, Outcome, Plugin, Scorer, State, both, nearest};

use crate::params::{Params, did_you_mean};

/// The number of a variable, so that it can be added to others.
///
/// ## What it does
/// Gives the number that a scenario, a group or the study has fixed for a number variable. Where the variable is left
/// open only an interval is known; that is no number, and the engine says so. Let a `threshold` read the variable
/// itself then.
///
/// ## Parameters
/// `of`: the variable.
///
/// ## Example
/// Where a scenario says `hours = 12`, `{ plugin = "number", of = "hours" }` gives 12.
#[derive(Clone, Copy, Debug, Default)]
pub struct Number;

impl Plugin for Number {
    fn id(&self) -> &str {
        "number"
    }

    fn version(&self) -> &str {
        env!("CARGO_PKG_VERSION")
    }

    fn label(&self) -> Text {
        Text {
            nl: "Getal van een variabele".into(),
            en: Some("Number of a variable".into()),
        }
    }

    fn prepare(&self, study: &Study, node: NodeId) -> Result<Scorer, Vec<Diagnostic>> {
        let mut params = Params::new(study, node, "number", &["of"]);
        let scale = study.nodes[node].scale;
        if !study.scales[scale].is_number() {
            let (name, scale) = (params.name, study.scales.name(scale));
            params.fault(
                Diagnostic::error(
                    "bad-scale",
                    both!(
                        "`number` gives a number, but `{name}` has levels",
                        "`number` geeft een getal, maar `{name}` heeft niveaus"
                    ),
                )
                .at(
                    params.place(),
                    both!("scale `{scale}` has levels", "schaal `{scale}` heeft niveaus"),
                )
                .help((
                    "give the node a scale with `type = \"number\"`, or score it by `threshold`",
                    "geef de knoop een schaal met `type = \"number\"`, of beoordeel haar met `threshold`",
                )),
            );
        }
        if let Some(&child) = study.nodes[node].children.first() {
            let (name, child) = (params.name, study.nodes.name(child));
            params.fault(
                Diagnostic::error(
                    "bad-parameter",
                    both!(
                        "`number` reads a variable, so that child `{child}` of `{name}` would count for nothing",
                        "`number` leest een variabele, dus kind `{child}` van `{name}` zou niet meetellen"
                    ),
                )
                .at(params.place(), ())
                .help((
                    "leave `children` out, or score the node by `sum`",
                    "laat `children` weg, of beoordeel de knoop met `sum`",
                )),
            );
        }
        let made = of(&mut params).map(|v| Scorer::Fold(Box::new(NumberOf([Input::Variable(v)]))));
        params.finish(made)
    }
}

fn of(params: &mut Params<'_>) -> Option<VariableId> {
    let help = (
        "write `of = \"…\"` with a variable that has `type = \"number\"`",
        "schrijf `of = \"…\"` met een variabele met `type = \"number\"`",
    );
    let study = params.study;
    let param = params.required("of", help)?;
    let Some(name) = param.text() else {
        params.bad(
            param,
            (
                "`of` must be the id of a variable",
                "`of` moet de id van een variabele zijn",
            ),
            help,
        );
        return None;
    };
    let is_number = |v: VariableId| matches!(study.variables[v].domain, Domain::Number { .. });
    match study.variables.find(name) {
        Some(variable) if is_number(variable) => Some(variable),
        Some(_) => {
            params.bad(
                param,
                both!("variable `{name}` is not a number", "variabele `{name}` is geen getal"),
                help,
            );
            None
        }
        None => {
            let numbers = study.variables.indices().filter(|&v| is_number(v));
            let near = nearest(name, numbers.map(|v| study.variables.name(v)));
            let help = near.map_or(help.into(), did_you_mean);
            params.bad(
                param,
                both!("there is no variable `{name}`", "er is geen variabele `{name}`"),
                help,
            );
            None
        }
    }
}

/// The state says whether the number is known, and its bits.
struct NumberOf([Input; 1]);

const OPEN: i64 = 0;
const KNOWN: i64 = 1;

impl Fold for NumberOf {
    fn inputs(&self) -> &[Input] {
        &self.0
    }

    fn start(&self) -> State {
        State::from([OPEN, 0])
    }

    fn step(&self, state: &State, _input: usize, seen: Observed) -> State {
        match seen {
            // A number that is fixed is seen as an interval of nothing but itself; minus zero is zero.
            Observed::Interval(low, high) if low == high => State::from([KNOWN, (low + 0.0).to_bits() as i64]),
            Observed::Number(number) => State::from([KNOWN, (number + 0.0).to_bits() as i64]),
            _ => state.clone(),
        }
    }

    fn finish(&self, state: &State) -> Outcome {
        if state[0] == KNOWN {
            Outcome::Number(f64::from_bits(state[1] as u64))
        } else {
            // There are no levels to leave a number open between: the engine says that it stays open.
            Outcome::Open(Vec::new())
        }
    }
}

#[cfg(test)]
mod tests;
