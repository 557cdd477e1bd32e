//! Whether relative statements of the sources agree with the levels derived.

use std::cmp::Ordering;
use std::sync::Arc;

use rayon::prelude::*;
use toets_diagnostic::{Diagnostic, both};
use toets_diagram::{Diagram, Exceeded, Variable};
use toets_evaluate::{Compiled, Space, evaluate_where};
use toets_model::{Allowed, Assignment, Better, Comparison, Condition, FindingId, Fixed, Kind, VariableId};

use crate::joint::{Joint, Part, Whose};

/// What the derived levels make of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComparisonVerdict {
    /// In every world as the source says, strictly.
    Shown,
    /// In no world the other way round.
    Consistent,
    /// For some people and choices the other way round, whatever the unknowns.
    Reversed,
    /// That depends on unknowns.
    Undetermined,
    /// No world that it speaks of.
    Empty,
}

impl ComparisonVerdict {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Shown => "shown",
            Self::Consistent => "consistent",
            Self::Reversed => "reversed",
            Self::Undetermined => "undetermined",
            Self::Empty => "empty",
        }
    }
}

/// What becomes of one comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparisonResult {
    /// The finding that makes it.
    pub finding: FindingId,
    /// What the derived levels make of it.
    pub verdict: ComparisonVerdict,
    /// Whether the study acknowledges that it is reversed.
    pub acknowledged: bool,
    /// Why it could not be judged, where it is undetermined for that reason.
    pub unjudged: Option<Unjudged>,
}

/// Why a comparison can't be judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unjudged {
    /// Nobody says which levels or numbers of the node are better.
    NoOrder,
    /// What is compared can't be worked out while these numbers are open.
    OpenNumbers(Vec<VariableId>),
}

impl Unjudged {
    /// The word for it in JSON.
    pub fn word(&self) -> &'static str {
        match self {
            Self::NoOrder => "no-order",
            Self::OpenNumbers(_) => "open-numbers",
        }
    }
}

/// Judges every comparison of the study, in order.
///
/// Both sides are evaluated where the finding's `when` holds (but for what they fix themselves), all else being equal: levers and traits that neither side
/// names are shared, and so are unknowns, but for the unknown of a node on which the evidence mentions what differs.
///
/// # Errors
/// The faults of scorers in what is compared.
pub fn compare(compiled: &Arc<Compiled>) -> Result<Vec<ComparisonResult>, Vec<Diagnostic>> {
    let study = &compiled.study;
    let comparing: Vec<(FindingId, &Comparison)> = study
        .findings
        .iter()
        .filter_map(|(id, finding)| Some((id, finding.compare.as_ref()?)))
        .collect();
    let judged: Vec<Result<ComparisonResult, Vec<Diagnostic>>> = comparing
        .par_iter()
        .map(|&(id, comparison)| {
            let relation = match comparison {
                Comparison::Better { .. } | Comparison::Order(_) => Relation::Better,
                Comparison::Same(_) => Relation::Same,
            };
            let mut verdicts = Vec::new();
            let mut unjudged = None;
            for (one, other) in comparison.pairs() {
                let (verdict, because) = judge(compiled, id, relation, one, other)?;
                verdicts.push(verdict);
                unjudged = unjudged.or(because);
            }
            let verdict = worst(&verdicts);
            Ok(ComparisonResult {
                finding: id,
                verdict,
                acknowledged: study.findings[id].acknowledged.is_some(),
                unjudged: unjudged.filter(|_| verdict == ComparisonVerdict::Undetermined),
            })
        })
        .collect();
    let mut results = Vec::with_capacity(judged.len());
    let mut faults = Vec::new();
    for one in judged {
        match one {
            Ok(result) => results.push(result),
            Err(found) => faults.extend(found),
        }
    }
    toets_diagnostic::sort(&mut faults);
    if faults.is_empty() { Ok(results) } else { Err(faults) }
}

/// What is said of two assignments.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Relation {
    Better,
    Same,
}

/// The worst of the verdicts on neighbours; pairs without worlds say nothing.
fn worst(verdicts: &[ComparisonVerdict]) -> ComparisonVerdict {
    use ComparisonVerdict::{Consistent, Empty, Reversed, Shown, Undetermined};
    [Reversed, Undetermined, Consistent, Shown]
        .into_iter()
        .find(|v| verdicts.contains(v))
        .unwrap_or(Empty)
}

/// One of what is compared.
struct Side {
    space: Space,
    /// Where contests set the comparison aside.
    asides: Vec<Diagram>,
}

fn judge(
    compiled: &Arc<Compiled>,
    id: FindingId,
    relation: Relation,
    one: &Assignment,
    other: &Assignment,
) -> Result<(ComparisonVerdict, Option<Unjudged>), Vec<Diagnostic>> {
    let study = &compiled.study;
    let finding = &study.findings[id];
    let scale = &study.scales[study.nodes[finding.node].scale];
    let directed = scale.ordered() && (!scale.is_number() || study.better(finding.node).is_some());
    if relation == Relation::Better && !directed {
        return Ok((ComparisonVerdict::Undetermined, Some(Unjudged::NoOrder)));
    }
    let too_large = |exceeded: Exceeded| {
        let fault = Diagnostic::error(
            "too-large",
            both!(
                "the comparison `{}` is too much to decide: it needs more than {} diagram nodes",
                "de vergelijking `{}` is te groot om te beslissen: zij vraagt meer dan {} knopen in een diagram",
                study.findings.name(id),
                exceeded.limit
            ),
        );
        vec![fault.at(finding.span, ()).help(both!(
            "say in its `when` more closely what was studied",
            "zeg in `when` preciezer wat is onderzocht"
        ))]
    };
    let mut sides = Vec::new();
    let compared = |v: VariableId| one.contains_key(&v) || other.contains_key(&v);
    let studied = finding.when.without(&compared);
    for side in [one, other] {
        let mut fixed = study.regime.clone();
        for test in &studied.all {
            if let Allowed::Values(values) = &test.allowed
                && let [only] = values[..]
            {
                // What the study fixes stays: where that contradicts the test, no world is spoken of.
                fixed.entry(test.variable).or_insert(Fixed::Value(only));
            }
        }
        fixed.extend(side.iter().map(|(&variable, &value)| (variable, value)));
        let (mut space, faults) = evaluate_where(compiled, &fixed, Some(finding.node));
        if !space.only_unopened(&faults) {
            return Err(faults);
        }
        // What can't be worked out without numbers that are open can't be compared in every world; that it is so is said.
        if !faults.is_empty() {
            let mut numbers: Vec<VariableId> = space.unopened.iter().flat_map(|one| one.numbers.clone()).collect();
            numbers.sort_unstable();
            numbers.dedup();
            return Ok((ComparisonVerdict::Undetermined, Some(Unjudged::OpenNumbers(numbers))));
        }
        let contests = compiled.sides_of(id).iter();
        let here: Result<Vec<Diagram>, Exceeded> = contests
            .map(|&(contest, side)| space.set_aside(compiled, contest, side))
            .collect();
        sides.push(Side {
            asides: here.map_err(too_large)?,
            space,
        });
    }
    let parts = sides
        .iter()
        .map(|side| Part {
            space: &side.space,
            levers: Whose::All,
            group: None,
        })
        .collect();
    let diagrams: Vec<Vec<Diagram>> = sides
        .iter()
        .map(|side| {
            let level = side.space.node(finding.node).map(|diagrams| diagrams.level);
            level.into_iter().chain(side.asides.iter().copied()).collect()
        })
        .collect();
    let joint = Joint::over(compiled, parts, &diagrams, &[&studied]);
    in_worlds(compiled, id, relation, &studied, &compared, &sides, joint)
        .map(|verdict| (verdict, None))
        .map_err(too_large)
}

fn in_worlds(
    compiled: &Arc<Compiled>,
    id: FindingId,
    relation: Relation,
    studied: &Condition,
    compared: &dyn Fn(VariableId) -> bool,
    sides: &[Side],
    mut joint: Joint<'_>,
) -> Result<ComparisonVerdict, Exceeded> {
    let finding = &compiled.study.findings[id];
    let mut admitted = Diagram::TRUE;
    let mut levels = Vec::new();
    for (part, Side { space, asides }) in sides.iter().enumerate() {
        // All else is equal: what the constraints leave one value on this side has it on the other one too.
        let here = joint.admitted_with(part, &|v| !compared(v))?;
        admitted = joint.manager.and(admitted, here)?;
        let there = joint.condition(part, studied)?;
        admitted = joint.manager.and(admitted, there)?;
        let Some(diagrams) = space.node(finding.node) else {
            return Ok(ComparisonVerdict::Empty);
        };
        let applies = joint.copy(part, diagrams.applies)?;
        admitted = joint.manager.and(admitted, applies)?;
        levels.push(joint.copy(part, diagrams.level)?);
        for &aside in asides {
            let aside = joint.copy(part, aside)?;
            let stands = joint.manager.not(aside)?;
            admitted = joint.manager.and(admitted, stands)?;
        }
    }
    if admitted == Diagram::FALSE {
        return Ok(ComparisonVerdict::Empty);
    }
    let scale = &compiled.study.scales[compiled.study.nodes[finding.node].scale];
    let lower = compiled.study.better(finding.node) == Some(Better::Lower);
    let order = |part: usize, terminal: u32| match scale.is_number() {
        true if lower => -sides[part].space.number(terminal),
        true => sides[part].space.number(terminal),
        false => f64::from(terminal),
    };
    let manager = &mut joint.manager;
    let mut stand = |wanted: fn(Ordering) -> bool| {
        let here = manager.apply(levels[0], levels[1], |a, b| {
            u32::from(wanted(order(0, a).total_cmp(&order(1, b))))
        })?;
        manager.and(admitted, here)
    };
    let (against, short) = match relation {
        Relation::Better => (stand(Ordering::is_lt)?, stand(Ordering::is_le)?),
        Relation::Same => (stand(Ordering::is_ne)?, Diagram::FALSE),
    };
    if against == Diagram::FALSE {
        return Ok(if short == Diagram::FALSE {
            ComparisonVerdict::Shown
        } else {
            ComparisonVerdict::Consistent
        });
    }
    // Reversed: some people and choices for whom it is so whatever the unknowns.
    let kinds = joint.kinds();
    let unknown = |v: Variable| kinds[v.index()] == Kind::Unknown;
    let whenever = joint.manager.implies(admitted, against)?;
    let whatever = joint.manager.forall(whenever, unknown)?;
    let there = joint.manager.exists(admitted, unknown)?;
    let reversed = joint.manager.and(there, whatever)?;
    Ok(if reversed == Diagram::FALSE {
        ComparisonVerdict::Undetermined
    } else {
        ComparisonVerdict::Reversed
    })
}
