//! The plugin `threshold`.

use toets_plugin::model::{Domain, Index, LevelId, NodeId, Param, Span, Study, Text, VariableId};
use toets_plugin::{Diagnostic, Fold, Input, Observed, Outcome, Plugin, Scorer, State, both, nearest};

use crate::children::{gives_levels, no_levels};
use crate::params::{Params, did_you_mean};

/// A number read as a level.
///
/// ## What it does
/// Finds the interval that a number lies in, and gives the level that the study wrote for it. The number is that of
/// a child measured in numbers or of a number variable. A child that is silent and skipped leaves the node silent.
///
/// ## Parameters
/// - `of`: the child, or the variable;
/// - `cuts`: numbers, ascending;
/// - `levels`: one more than cuts: the first for numbers below the first cut, each next one from a cut up to (not
///   including) the next, the last for numbers from the last cut.
///
/// A variable that is left open is known only as an interval between its own `cuts`; they must include those here.
///
/// ## Example
/// With `cuts = [100, 250]` and `levels = ["+", "0", "-"]` 99.9 gives `+`, 100 gives `0`, 250 gives `-`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Threshold;

impl Plugin for Threshold {
    fn id(&self) -> &str {
        "threshold"
    }

    fn version(&self) -> &str {
        env!("CARGO_PKG_VERSION")
    }

    fn label(&self) -> Text {
        Text {
            nl: "Drempelwaarden".into(),
            en: Some("Thresholds".into()),
        }
    }

    fn prepare(&self, study: &Study, node: NodeId) -> Result<Scorer, Vec<Diagnostic>> {
        let mut params = Params::new(study, node, "threshold", &["of", "cuts", "levels"]);
        let of = of(&mut params);
        let cuts = cuts(&mut params);
        let levels = levels(&mut params, cuts.as_deref());
        if let (Some(Of::Variable(variable, span)), Some(cuts)) = (of, &cuts) {
            includes_cuts(&mut params, variable, span, cuts);
        }
        let made = of.zip(cuts).zip(levels).map(|((of, cuts), levels)| {
            Scorer::Fold(Box::new(ThresholdOf {
                inputs: [match of {
                    Of::Child(child) => Input::Node(child),
                    Of::Variable(variable, _) => Input::Variable(variable),
                }],
                cuts,
                levels,
            }))
        });
        params.finish(made)
    }
}

/// What is read.
#[derive(Clone, Copy)]
enum Of {
    Child(NodeId),
    Variable(VariableId, Span),
}

fn of(params: &mut Params<'_>) -> Option<Of> {
    let help = (
        "write `of = \"…\"` with a child measured in numbers, or a variable with `type = \"number\"`",
        "schrijf `of = \"…\"` met een kind dat in getallen wordt gemeten, of een variabele met `type = \"number\"`",
    );
    let study = params.study;
    let children = &params.node.children;
    let param = params.required("of", help)?;
    let Some(name) = param.text() else {
        params.bad(
            param,
            (
                "`of` must be the id of a child or a variable",
                "`of` moet de id van een kind of een variabele zijn",
            ),
            help,
        );
        return None;
    };
    let child = study.nodes.find(name).filter(|n| children.contains(n));
    let variable = study.variables.find(name);
    let found = match (child, variable) {
        (Some(_), Some(_)) => {
            params.bad(
                param,
                both!(
                    "`{name}` is a child of `{}` and a variable",
                    "`{name}` is een kind van `{}` én een variabele",
                    params.name
                ),
                ("give one of them another id", "geef een van beide een andere id"),
            );
            return None;
        }
        (Some(child), None) => {
            let scale = study.nodes[child].scale;
            if !study.scales[scale].is_number() {
                let scale = study.scales.name(scale);
                params.bad(
                    param,
                    both!(
                        "`{name}` is not measured in numbers but on `{scale}`",
                        "`{name}` wordt niet in getallen gemeten maar op `{scale}`"
                    ),
                    help,
                );
                return None;
            }
            Of::Child(child)
        }
        (None, Some(variable)) => {
            if !matches!(study.variables[variable].domain, Domain::Number { .. }) {
                params.bad(
                    param,
                    both!("variable `{name}` is not a number", "variabele `{name}` is geen getal"),
                    help,
                );
                return None;
            }
            Of::Variable(variable, param.span)
        }
        (None, None) => {
            not_found(params, param, name);
            return None;
        }
    };
    for &other in children {
        if Some(other) != child {
            let other = study.nodes.name(other);
            params.bad(
                param,
                both!(
                    "`threshold` reads `{name}` only, so that child `{other}` of `{}` would count for nothing",
                    "`threshold` leest alleen `{name}`, dus kind `{other}` van `{}` zou niet meetellen",
                    params.name
                ),
                (
                    "leave it out of `children`, or put it in `see`",
                    "laat het weg uit `children`, of zet het in `see`",
                ),
            );
        }
    }
    Some(found)
}

fn not_found(params: &mut Params<'_>, param: &Param, name: &str) {
    let study = params.study;
    if study.nodes.find(name).is_some() {
        let message = both!(
            "`{name}` is not a child of `{}`",
            "`{name}` is geen kind van `{}`",
            params.name
        );
        params.bad(
            param,
            message,
            both!(
                "add it: `children = [\"{name}\"]`",
                "voeg het toe: `children = [\"{name}\"]`"
            ),
        );
        return;
    }
    let children = params.node.children.iter().map(|&c| study.nodes.name(c));
    let numbers = study.variables.iter();
    let numbers = numbers.filter(|(_, v)| matches!(v.domain, Domain::Number { .. }));
    let numbers = numbers.map(|(v, _)| study.variables.name(v));
    let help = match nearest(name, children.chain(numbers)) {
        Some(near) => did_you_mean(near),
        None => (
            "name a child measured in numbers, or a variable with `type = \"number\"`",
            "noem een kind dat in getallen wordt gemeten, of een variabele met `type = \"number\"`",
        )
            .into(),
    };
    params.bad(
        param,
        both!(
            "there is no child or variable `{name}`",
            "er is geen kind of variabele `{name}`"
        ),
        help,
    );
}

fn cuts(params: &mut Params<'_>) -> Option<Vec<f64>> {
    let help = (
        "write `cuts = [100, 250]`: numbers, each above the one before",
        "schrijf `cuts = [100, 250]`: getallen, elk hoger dan het vorige",
    );
    let param = params.required("cuts", help)?;
    let items = params.list(param, "`cuts`", help)?;
    let mut cuts: Vec<f64> = Vec::new();
    let mut right = true;
    for item in items {
        match item.number() {
            Some(cut) if cut.is_finite() && cuts.last().is_none_or(|&before| before < cut) => {
                cuts.push(cut);
            }
            Some(cut) if cut.is_finite() => {
                let cut = cut.to_string();
                params.bad(
                    item,
                    both!(
                        "{cut} is not above the cut before it",
                        "{cut} is niet hoger dan de grens ervoor"
                    ),
                    help,
                );
                right = false;
            }
            _ => {
                params.bad(item, ("a cut must be a number", "een grens moet een getal zijn"), help);
                right = false;
            }
        }
    }
    if items.is_empty() {
        params.bad(
            param,
            ("there must be at least one cut", "er moet ten minste één grens zijn"),
            help,
        );
        right = false;
    }
    right.then_some(cuts)
}

fn levels(params: &mut Params<'_>, cuts: Option<&[f64]>) -> Option<Vec<LevelId>> {
    let help = (
        "write `levels = [\"+\", \"0\", \"-\"]`: one more than cuts, the first below the first cut",
        "schrijf `levels = [\"+\", \"0\", \"-\"]`: één meer dan grenzen, het eerste onder de eerste grens",
    );
    let study = params.study;
    let here = params.node.scale;
    if study.scales[here].is_number() {
        let (name, scale) = (params.name, study.scales.name(here));
        params.fault(
            Diagnostic::error("bad-scale", gives_levels("threshold", name))
                .at(params.place(), no_levels(scale))
                .help((
                    "give the node a scale with levels",
                    "geef de knoop een schaal met niveaus",
                )),
        );
        return None;
    }
    let param = params.required("levels", help)?;
    let items = params.list(param, "`levels`", help)?;
    let levels: Vec<Option<LevelId>> = items.iter().map(|l| params.level(l, here)).collect();
    if let Some(cuts) = cuts
        && levels.len() != cuts.len() + 1
    {
        let (have, want) = (levels.len(), cuts.len() + 1);
        let message = both!(
            "{} cuts make {want} intervals, but there are {have} levels",
            "{} grenzen geven {want} intervallen, maar er zijn {have} niveaus",
            cuts.len()
        );
        params.bad(param, message, help);
        return None;
    }
    levels.into_iter().collect()
}

/// A fault unless the variable's own cuts, where it has any, tell the intervals here apart.
fn includes_cuts(params: &mut Params<'_>, variable: VariableId, span: Span, cuts: &[f64]) {
    let study = params.study;
    let Domain::Number { range, cuts: own, .. } = &study.variables[variable].domain else {
        return;
    };
    if own.is_empty() {
        return; // it can't be left open, so that it is always known exactly
    }
    let (low, high) = range.unwrap_or((f64::NEG_INFINITY, f64::INFINITY));
    let missing = cuts.iter().filter(|&&c| low < c && c <= high && !own.contains(&c));
    let missing: Vec<f64> = missing.copied().collect();
    if missing.is_empty() {
        return;
    }
    let name = study.variables.name(variable);
    let mut all: Vec<f64> = own.iter().chain(&missing).copied().collect();
    let missing: Vec<String> = missing.iter().map(f64::to_string).collect();
    all.sort_by(f64::total_cmp);
    all.dedup();
    let all: Vec<String> = all.iter().map(f64::to_string).collect();
    params.fault(
        Diagnostic::error(
            "missing-cut",
            both!(
                "where `{name}` is open, its cuts don't tell on which side of {} it lies",
                "waar `{name}` open is, zeggen zijn `cuts` niet aan welke kant van {} het ligt",
                missing.join(", ")
            ),
        )
        .at(span, ("read here", "hier gelezen"))
        .at(study.variables[variable].span, ("declared here", "hier gedeclareerd"))
        .help(both!(
            "give the variable `cuts = [{}]`",
            "geef de variabele `cuts = [{}]`",
            all.join(", ")
        )),
    );
}

/// The state is the first and the last interval that the number may lie in; [`NONE`] before it was seen.
struct ThresholdOf {
    inputs: [Input; 1],
    cuts: Vec<f64>,
    levels: Vec<LevelId>,
}

const NONE: i64 = -1;

impl ThresholdOf {
    /// The interval of a number.
    fn interval(&self, number: f64) -> i64 {
        self.cuts.partition_point(|&cut| cut <= number) as i64
    }

    /// The interval of numbers just below one.
    fn interval_below(&self, number: f64) -> i64 {
        self.cuts.partition_point(|&cut| cut < number) as i64
    }
}

impl Fold for ThresholdOf {
    fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    fn start(&self) -> State {
        State::from([NONE, NONE])
    }

    fn step(&self, state: &State, _input: usize, seen: Observed) -> State {
        match seen {
            Observed::Number(number) => {
                let at = self.interval(number);
                State::from([at, at])
            }
            Observed::Interval(low, high) => {
                let first = self.interval(low);
                let last = if low < high { self.interval_below(high) } else { first };
                State::from([first, last.max(first)])
            }
            _ => state.clone(),
        }
    }

    fn finish(&self, state: &State) -> Outcome {
        let (Ok(first), Ok(last)) = (usize::try_from(state[0]), usize::try_from(state[1])) else {
            return Outcome::Silent;
        };
        let mut levels = self.levels.get(first..=last).unwrap_or_default().to_vec();
        levels.sort_by_key(|l| l.to_usize());
        levels.dedup();
        match levels[..] {
            [] => Outcome::Silent,
            [level] => Outcome::Level(level),
            _ => Outcome::Open(levels),
        }
    }
}

#[cfg(test)]
mod tests;
