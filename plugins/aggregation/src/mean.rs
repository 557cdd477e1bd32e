//! The plugin `mean`.

use toets_plugin::model::{Decimal, Index, LevelId, NodeId, Scale, Study, Text};
use toets_plugin::{Diagnostic, Fold, Input, Observed, Outcome, Plugin, Scorer, State, both};

use crate::children::Children;
use crate::params::{Params, WEIGHTS, weight_no_number};

/// The weighted mean of the children, rounded to a level.
///
/// ## What it does
/// Counts each child in steps from the worst level, takes the weighted mean, exactly, and rounds to the nearest
/// level. A child that is silent and skipped drops out with its weight; if all do, the node is silent. A mean treats
/// the steps of a scale as equally large: that is a reading, so say in the node's `reading` why it may be made.
///
/// ## Parameters
/// - `weights`: for each child a number above zero, at most six decimals; default 1.
/// - `ties`: where the mean is exactly between two levels: `neutral` (default) takes the one nearer to the neutral
///   level (the worse one where the scale has none), `up` the better one, `down` the worse one.
/// - `veto`: a level below neutral; if any child is at it or worse, the result is at most the level just below
///   neutral.
/// - `map`: for each child on another scale, what each of its levels is here.
///
/// ## Example
/// `++`, `++` and `--` give (4 + 4 + 0) / 3 = 2⅔ steps, so `+`; with `veto = "--"` they give `-`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mean;

/// Weights are whole numbers of millionths.
const PLACES: u32 = 6;
/// What weights may add up to, times the number of levels: far from the end of the state's whole numbers.
const LARGEST: i128 = 1 << 60;

impl Plugin for Mean {
    fn id(&self) -> &str {
        "mean"
    }

    fn version(&self) -> &str {
        env!("CARGO_PKG_VERSION")
    }

    fn label(&self) -> Text {
        Text {
            nl: "Gemiddelde".into(),
            en: Some("Mean".into()),
        }
    }

    fn prepare(&self, study: &Study, node: NodeId) -> Result<Scorer, Vec<Diagnostic>> {
        let mut params = Params::new(study, node, "mean", &["weights", "veto", "ties", "map"]);
        let children = Children::new(&mut params);
        let weights = weights(&mut params);
        let ties = ties(&mut params);
        let veto = veto(&mut params);
        let neutral = study.scales[study.nodes[node].scale].neutral();
        let made = children.zip(weights).map(|(children, weights)| {
            Scorer::Fold(Box::new(MeanOf {
                children,
                weights,
                ties,
                veto,
                neutral: neutral.map(|l| l.to_usize() as i64),
            }))
        });
        params.finish(made)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ties {
    Neutral,
    Up,
    Down,
}

/// What a child at or below a level does.
#[derive(Clone, Copy, Debug)]
struct Veto {
    /// At it or below.
    at: i64,
    /// The result is at most this.
    cap: i64,
}

fn ties(params: &mut Params<'_>) -> Ties {
    let Some(param) = params.get("ties") else {
        return Ties::Neutral;
    };
    match param.text() {
        Some("neutral") => Ties::Neutral,
        Some("up") => Ties::Up,
        Some("down") => Ties::Down,
        _ => {
            params.bad(
                param,
                (
                    "`ties` says which of two levels is taken",
                    "`ties` zegt welk van twee niveaus het wordt",
                ),
                (
                    "it is \"neutral\" (the level nearer to neutral), \"up\" (the better one) or \"down\"",
                    "het is \"neutral\" (het niveau het dichtst bij neutraal), \"up\" (het betere) of \"down\"",
                ),
            );
            Ties::Neutral
        }
    }
}

fn veto(params: &mut Params<'_>) -> Option<Veto> {
    let param = params.get("veto")?;
    let scale: &Scale = &params.study.scales[params.node.scale];
    let scale_name = params.study.scales.name(params.node.scale);
    if scale.is_number() {
        return None; // faulted with the scale
    }
    let at = params.level(param, params.node.scale)?;
    let Some(neutral) = scale.neutral() else {
        params.bad(
            param,
            both!(
                "a veto holds the result below neutral, but scale `{scale_name}` has no neutral level",
                "een veto houdt de uitkomst onder neutraal, maar schaal `{scale_name}` heeft geen neutraal niveau"
            ),
            (
                "give the scale `neutral = \"…\"`, or score the node by `worst` or `table`",
                "geef de schaal `neutral = \"…\"`, of beoordeel de knoop met `worst` of `table`",
            ),
        );
        return None;
    };
    if at >= neutral {
        let neutral = scale.name(neutral);
        params.bad(
            param,
            both!(
                "a veto must be a level below neutral, which is `{neutral}` on scale `{scale_name}`",
                "een veto moet een niveau onder neutraal zijn; neutraal is `{neutral}` op schaal `{scale_name}`"
            ),
            (
                "at or above neutral it would hold down results that no child speaks against",
                "op of boven neutraal zou het uitkomsten verlagen waar geen kind tegen spreekt",
            ),
        );
        return None;
    }
    Some(Veto {
        at: at.to_usize() as i64,
        cap: neutral.to_usize() as i64 - 1,
    })
}

/// The weights as whole numbers without a common divisor.
fn weights(params: &mut Params<'_>) -> Option<Vec<i64>> {
    let help = WEIGHTS;
    let one = 10_i128.pow(PLACES);
    let mut weights = vec![one; params.node.children.len()];
    if let Some(param) = params.get("weights") {
        for (name, span, weight) in params.table(param, "`weights`", help)? {
            let child = params.child(name, *span);
            let Some(number) = weight.number() else {
                params.bad(weight, weight_no_number(name), help);
                continue;
            };
            // NaN is not above zero either.
            if number.partial_cmp(&0.0) != Some(std::cmp::Ordering::Greater) {
                params.bad(
                    weight,
                    both!(
                        "the weight of `{name}` must be above zero",
                        "het gewicht van `{name}` moet meer dan nul zijn"
                    ),
                    (
                        "a child without weight is left out of `children`, or named in `see`",
                        "laat een kind zonder gewicht weg uit `children`, of noem het in `see`",
                    ),
                );
                continue;
            }
            match Decimal::new(number).and_then(|w| w.at_places(PLACES)) {
                Some(whole) => {
                    if let Some(child) = child {
                        weights[child] = whole;
                    }
                }
                None => params.bad(
                    weight,
                    both!(
                        "the weight of `{name}` has more than six decimals, or is too large",
                        "het gewicht van `{name}` heeft meer dan zes decimalen, of is te groot"
                    ),
                    (
                        "use whole numbers: weights of 1 and 3 are the same as 0.25 and 0.75",
                        "gebruik gehele getallen: gewichten van 1 en 3 zijn hetzelfde als 0.25 en 0.75",
                    ),
                ),
            }
        }
    }
    let divisor = weights.iter().copied().fold(0, gcd).max(1);
    let weights: Vec<i128> = weights.iter().map(|w| w / divisor).collect();
    let levels = params.study.scales[params.node.scale].levels().len().max(1);
    let total = weights.iter().try_fold(0_i128, |sum, w| sum.checked_add(*w));
    let fits = total
        .and_then(|t| t.checked_mul(levels as i128))
        .is_some_and(|t| t < LARGEST);
    if !fits && let Some(param) = params.get("weights") {
        params.bad(
            param,
            (
                "the weights are too large to be added up exactly",
                "de gewichten zijn te groot om precies op te tellen",
            ),
            (
                "use smaller numbers, or fewer decimals",
                "gebruik kleinere getallen, of minder decimalen",
            ),
        );
        return None;
    }
    weights.into_iter().map(|w| i64::try_from(w).ok()).collect()
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// The state is the weighted sum of positions, the sum of the weights, and whether there was a veto.
/// After the last child it is the level alone (or -1).
struct MeanOf {
    children: Children,
    weights: Vec<i64>,
    ties: Ties,
    veto: Option<Veto>,
    neutral: Option<i64>,
}

impl MeanOf {
    fn rounded(&self, sum: i64, weight: i64) -> i64 {
        let (below, rest) = (sum / weight, sum % weight);
        let up = match (2 * rest).cmp(&weight) {
            std::cmp::Ordering::Less => false,
            std::cmp::Ordering::Greater => true,
            std::cmp::Ordering::Equal => match self.ties {
                Ties::Up => true,
                Ties::Down => false,
                Ties::Neutral => self.neutral.is_some_and(|neutral| below < neutral),
            },
        };
        below + i64::from(up)
    }

    fn level(&self, sum: i64, weight: i64, vetoed: i64) -> i64 {
        if weight == 0 {
            return -1;
        }
        let level = self.rounded(sum, weight);
        match self.veto {
            Some(veto) if vetoed == 1 => level.min(veto.cap),
            _ => level,
        }
    }
}

impl Fold for MeanOf {
    fn inputs(&self) -> &[Input] {
        &self.children.inputs
    }

    fn start(&self) -> State {
        State::from([0, 0, 0])
    }

    fn step(&self, state: &State, input: usize, seen: Observed) -> State {
        let (mut sum, mut weight, mut vetoed) = (state[0], state[1], state[2]);
        if let Some(position) = self.children.position(input, seen) {
            sum += position * self.weights[input];
            weight += self.weights[input];
            if self.veto.is_some_and(|veto| position <= veto.at) {
                vetoed = 1;
            }
        }
        if input + 1 == self.children.len() {
            State::from([self.level(sum, weight, vetoed)])
        } else {
            State::from([sum, weight, vetoed])
        }
    }

    fn finish(&self, state: &State) -> Outcome {
        match usize::try_from(state[0]) {
            Ok(level) => Outcome::Level(LevelId::from_usize(level)),
            Err(_) => Outcome::Silent,
        }
    }
}

#[cfg(test)]
mod tests;
