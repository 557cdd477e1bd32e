//! The plugin `sum`.

use toets_plugin::model::{Decimal, NodeId, Study, Text};
use toets_plugin::{Diagnostic, Fold, Input, Observed, Outcome, Plugin, Scorer, State, both};

use crate::children::{inputs, on_scale, some_children};
use crate::params::{Params, WEIGHTS, weight_no_number};

/// The weighted sum of children that are measured in numbers.
///
/// ## What it does
/// Adds the numbers of the children, exactly as they are written in decimals. A child that is silent and skipped adds
/// nothing; if all are, the node is silent.
///
/// ## Parameters
/// `weights`: for each child a number other than zero, below zero for what is subtracted; default 1.
///
/// ## Example
/// Costs of 0.1 and 0.7 million add up to 0.8 million: not to a hair less, so that a threshold at 0.8 is met.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sum;

impl Plugin for Sum {
    fn id(&self) -> &str {
        "sum"
    }

    fn version(&self) -> &str {
        env!("CARGO_PKG_VERSION")
    }

    fn label(&self) -> Text {
        Text {
            nl: "Som".into(),
            en: Some("Sum".into()),
        }
    }

    fn prepare(&self, study: &Study, node: NodeId) -> Result<Scorer, Vec<Diagnostic>> {
        let mut params = Params::new(study, node, "sum", &["weights"]);
        let scale = study.nodes[node].scale;
        if !study.scales[scale].is_number() {
            let (name, scale) = (params.name, study.scales.name(scale));
            params.fault(
                Diagnostic::error(
                    "bad-scale",
                    both!(
                        "`sum` gives a number, but `{name}` has levels",
                        "`sum` geeft een getal, maar `{name}` heeft niveaus"
                    ),
                )
                .at(
                    params.place(),
                    both!("scale `{scale}` has levels", "schaal `{scale}` heeft niveaus"),
                )
                .help((
                    "give the node a scale with `type = \"number\"`, or score it by `mean`",
                    "geef de knoop een schaal met `type = \"number\"`, of beoordeel haar met `mean`",
                )),
            );
        }
        if some_children(&mut params) {
            for &child in &study.nodes[node].children {
                let child_scale = study.nodes[child].scale;
                if !study.scales[child_scale].is_number() {
                    let (name, scale) = (study.nodes.name(child), study.scales.name(child_scale));
                    params.fault(
                        Diagnostic::error(
                            "scale-mismatch",
                            both!(
                                "`sum` adds numbers, but `{name}` has levels",
                                "`sum` telt getallen op, maar `{name}` heeft niveaus"
                            ),
                        )
                        .at(params.place(), on_scale(name, scale))
                        .help((
                            "leave the child out, or score the node by `mean`",
                            "laat het kind weg, of beoordeel de knoop met `mean`",
                        )),
                    );
                }
            }
        }
        let weights = weights(&mut params);
        let inputs = inputs(&params);
        let made = weights.map(|weights| Scorer::Fold(Box::new(SumOf { inputs, weights })));
        params.finish(made)
    }
}

fn weights(params: &mut Params<'_>) -> Option<Vec<f64>> {
    let help = WEIGHTS;
    let mut weights = vec![1.0; params.node.children.len()];
    if let Some(param) = params.get("weights") {
        for (name, span, weight) in params.table(param, "`weights`", help)? {
            let child = params.child(name, *span);
            match weight.number() {
                Some(number) if number.is_finite() && number != 0.0 => {
                    if let Some(child) = child {
                        weights[child] = number;
                    }
                }
                Some(_) => {
                    params.bad(
                        weight,
                        both!(
                            "the weight of `{name}` must be a number other than zero",
                            "het gewicht van `{name}` moet een ander getal dan nul zijn"
                        ),
                        (
                            "a child that doesn't count is left out of `children`, or named in `see`",
                            "laat een kind dat niet meetelt weg uit `children`, of noem het in `see`",
                        ),
                    );
                }
                None => params.bad(weight, weight_no_number(name), help),
            }
        }
    }
    Some(weights)
}

/// The state says how the sum is kept ([`EMPTY`], [`EXACT`], [`ROUNDED`]), and the sum.
struct SumOf {
    inputs: Vec<Input>,
    weights: Vec<f64>,
}

const EMPTY: i64 = 0;
const EXACT: i64 = 1;
/// Beyond some forty digits: as floating point.
const ROUNDED: i64 = 2;

/// A sum so far.
#[derive(Clone, Copy)]
enum Total {
    Exact(Decimal),
    Rounded(f64),
}

impl Total {
    fn unpack(state: &State) -> Self {
        match state[0] {
            ROUNDED => Self::Rounded(f64::from_bits(state[1] as u64)),
            _ => Self::Exact(Decimal::unpack([state[1], state[2], state[3]])),
        }
    }

    fn pack(self) -> State {
        match self {
            Self::Exact(decimal) => {
                let [high, low, places] = decimal.pack();
                State::from([EXACT, high, low, places])
            }
            Self::Rounded(number) => State::from([ROUNDED, number.to_bits() as i64, 0, 0]),
        }
    }

    fn number(self) -> f64 {
        match self {
            Self::Exact(decimal) => decimal.number(),
            Self::Rounded(number) => number,
        }
    }

    fn plus(self, number: f64, weight: f64) -> Self {
        let term = Decimal::new(number)
            .zip(Decimal::new(weight))
            .and_then(|(n, w)| n.times(w));
        match (self, term) {
            (Self::Exact(before), Some(term)) => before
                .plus(term)
                .map_or_else(|| Self::Rounded(before.number() + term.number()), Self::Exact),
            (before, Some(term)) => Self::Rounded(before.number() + term.number()),
            (before, None) => Self::Rounded(before.number() + number * weight),
        }
    }
}

impl Fold for SumOf {
    fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    fn start(&self) -> State {
        State::from([EMPTY, 0, 0, 0])
    }

    fn step(&self, state: &State, input: usize, seen: Observed) -> State {
        let (Observed::Number(number), Some(&weight)) = (seen, self.weights.get(input)) else {
            return state.clone();
        };
        Total::unpack(state).plus(number, weight).pack()
    }

    fn finish(&self, state: &State) -> Outcome {
        if state[0] == EMPTY {
            return Outcome::Silent;
        }
        Outcome::Number(Total::unpack(state).number())
    }
}

#[cfg(test)]
mod tests;
