//! What becomes of conclusions and verdicts in every combination of two codings.
//!
//! The choice between two codings of a finding is a variable of two values, on which the conditions of both depend. Where the codings
//! of a node speak of other variables, that changes which cells share what is not known of the node ([`Compiled::mentioned`]), so
//! that those are followed one combination after another.

use std::hash::Hash;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use toets_diagnostic::Diagnostic;
use toets_diagram::{Diagram, Exceeded, Manager, Variable};
use toets_evaluate::{Compiled, OpenVariable, Value, compile, evaluate};
use toets_model::{
    Allowed, ConclusionId, Condition, Domain, Finding, FindingId, GroupId, Index, Kind, Modality, NodeId, Role,
    ScenarioId, Study, Test, Text, ValueId, VariableId,
};
use toets_plugin::Registry;

use super::two::Apart;
use super::{MOST_APART, Matters, Moved, NotComparable};
use crate::conclude::{Cell, Judge, Status, cells_needed};
use crate::quantify::Over;
use crate::values::values;

/// What becomes of each conclusion and verdict.
pub(super) struct Outcomes {
    conclusions: Vec<(ConclusionId, Choices<Status>)>,
    verdicts: Vec<(CellOf, Choices<Vec<Value>>)>,
}

/// A cell, by its scenario and its group.
type CellOf = (ScenarioId, GroupId);

/// What comes of diagrams in which every choice is made.
type Leaf<'l, H, T> = &'l mut dyn FnMut(&mut H, &[Diagram]) -> Result<T, Exceeded>;

/// A result that depends on choices: none that it does not depend on is in it.
#[derive(Clone, Debug, PartialEq)]
enum Choices<T> {
    Is(T),
    /// By this choice: the first coding, the second one.
    By(usize, Box<(Self, Self)>),
}

impl<T: Clone + PartialEq> Choices<T> {
    fn by(choice: usize, first: Self, second: Self) -> Self {
        match first == second {
            true => first,
            false => Self::By(choice, Box::new((first, second))),
        }
    }

    fn at(&self, chosen: &[bool]) -> &T {
        match self {
            Self::Is(it) => it,
            Self::By(choice, parts) => match chosen[*choice] {
                false => parts.0.at(chosen),
                true => parts.1.at(chosen),
            },
        }
    }

    fn depends_on(&self, choice: usize) -> bool {
        match self {
            Self::Is(_) => false,
            Self::By(by, parts) => *by == choice || parts.0.depends_on(choice) || parts.1.depends_on(choice),
        }
    }
}

/// What becomes of everything by two codings.
pub(super) enum Compared<'a> {
    /// In every combination.
    Every(Outcomes),
    /// Where those that are followed one after another are too many: by the first coding of these, and whatever is asked for.
    Some {
        asked: Asked<'a>,
        outright: Vec<usize>,
        first: Outcomes,
    },
}

impl<'a> Compared<'a> {
    pub(super) fn new(
        compiled: &'a Arc<Compiled>,
        registry: &'a Registry,
        cells: &'a [(ScenarioId, GroupId)],
        apart: &'a [Apart],
    ) -> Result<Self, NotComparable> {
        let outright = shifting(compiled, registry, apart)?;
        let asked = Asked {
            compiled,
            registry,
            cells,
            apart,
        };
        if outright.len() <= MOST_APART {
            return asked.outcomes(&outright, &mut Vec::new()).map(Self::Every);
        }
        let made: Vec<(usize, bool)> = outright.iter().map(|&n| (n, false)).collect();
        let first = asked.at(&made)?;
        Ok(Self::Some { asked, outright, first })
    }

    /// How many choices are too many to be followed in every combination.
    pub(super) fn too_many(&self) -> Option<usize> {
        match self {
            Self::Every(_) => None,
            Self::Some { outright, .. } => Some(outright.len()),
        }
    }

    /// What moves if these choices are made, and the first coding is followed in all else.
    pub(super) fn moved(&self, chosen: &[bool]) -> Result<Moved, NotComparable> {
        let base = vec![false; chosen.len()];
        match self {
            Self::Every(all) => Ok(moved((all, &base), (all, chosen))),
            Self::Some { outright, first, .. } if outright.iter().all(|&n| !chosen[n]) => {
                Ok(moved((first, &base), (first, chosen)))
            }
            Self::Some { asked, outright, first } => {
                let made: Vec<(usize, bool)> = outright.iter().map(|&n| (n, chosen[n])).collect();
                Ok(moved((first, &base), (&asked.at(&made)?, chosen)))
            }
        }
    }

    /// What a choice can move in some combination of the others; none where these are too many.
    pub(super) fn matters(&self, choice: usize) -> Option<Matters> {
        let Self::Every(all) = self else { return None };
        let conclusions = all.conclusions.iter().filter(|(_, it)| it.depends_on(choice));
        let verdicts = all.verdicts.iter().filter(|(_, it)| it.depends_on(choice));
        Some(Matters {
            conclusions: conclusions.map(|(id, _)| *id).collect(),
            verdicts: verdicts.map(|(cell, _)| *cell).collect(),
        })
    }
}

/// What moves from one way to choose to another.
fn moved((one, chosen): (&Outcomes, &[bool]), (other, then): (&Outcomes, &[bool])) -> Moved {
    let conclusions = one.conclusions.iter().zip(&other.conclusions);
    let conclusions = conclusions.filter_map(|((id, one), (_, other))| {
        let (before, after) = (*one.at(chosen), *other.at(then));
        (before != after).then_some((*id, before, after))
    });
    let verdicts = one.verdicts.iter().zip(&other.verdicts);
    let verdicts = verdicts.filter_map(|((cell, one), (_, other))| {
        let (before, after) = (one.at(chosen), other.at(then));
        (before != after).then(|| (*cell, before.clone(), after.clone()))
    });
    Moved {
        conclusions: conclusions.collect(),
        verdicts: verdicts.collect(),
    }
}

pub(super) struct Asked<'a> {
    compiled: &'a Arc<Compiled>,
    registry: &'a Registry,
    cells: &'a [(ScenarioId, GroupId)],
    apart: &'a [Apart],
}

impl Asked<'_> {
    /// What becomes of everything, with these choices made outright, one after the other.
    fn outcomes(&self, left: &[usize], made: &mut Vec<(usize, bool)>) -> Result<Outcomes, NotComparable> {
        let Some((&choice, rest)) = left.split_first() else {
            return self.at(made);
        };
        let mut both = Vec::with_capacity(2);
        for second in [false, true] {
            made.push((choice, second));
            both.push(self.outcomes(rest, made)?);
            made.pop();
        }
        let (Some(second), Some(first)) = (both.pop(), both.pop()) else {
            return Err(NotComparable::Faults(Vec::new()));
        };
        let conclusions = first.conclusions.into_iter().zip(second.conclusions);
        let verdicts = first.verdicts.into_iter().zip(second.verdicts);
        Ok(Outcomes {
            conclusions: conclusions
                .map(|((id, a), (_, b))| (id, Choices::by(choice, a, b)))
                .collect(),
            verdicts: verdicts
                .map(|((cell, a), (_, b))| (cell, Choices::by(choice, a, b)))
                .collect(),
        })
    }

    fn at(&self, made: &[(usize, bool)]) -> Result<Outcomes, NotComparable> {
        let (study, choices) = combined(&self.compiled.study, self.apart, &|n| {
            made.iter().find(|(choice, _)| *choice == n).map(|(_, second)| *second)
        });
        let compiled = compile(Arc::new(study), self.registry, self.compiled.limits).map_err(NotComparable::Faults)?;
        let compiled = Arc::new(compiled);
        let mut all = cells_needed(&compiled.study);
        all.extend(self.cells);
        all.sort_unstable();
        all.dedup();
        let mut evaluation = evaluate(&compiled, &all).map_err(NotComparable::Faults)?;
        let ids: Vec<ConclusionId> = compiled.study.conclusions.indices().collect();
        let parts = evaluation.cells.iter().map(|cell| Cell {
            scenario: cell.scenario,
            group: cell.group,
            space: &cell.space,
        });
        let mut judge = Judge::new(&compiled, parts.collect(), &ids);
        let mut conclusions = Vec::with_capacity(ids.len());
        for id in ids {
            let it = conclusion(&mut judge, id, &choices).map_err(|fault| NotComparable::Faults(vec![fault]))?;
            conclusions.push((id, it));
        }
        let mut verdicts = Vec::with_capacity(self.cells.len());
        for cell in &mut evaluation.cells {
            if !self.cells.contains(&(cell.scenario, cell.group)) {
                continue;
            }
            let it = verdict(&compiled, &mut cell.space, &choices)
                .map_err(|exceeded| NotComparable::Faults(vec![too_large(&compiled, &exceeded)]))?;
            verdicts.push(((cell.scenario, cell.group), it));
        }
        Ok(Outcomes { conclusions, verdicts })
    }
}

fn too_large(compiled: &Compiled, exceeded: &Exceeded) -> Diagnostic {
    let what = (
        "what becomes of a verdict by either coding",
        "wat er van een oordeel wordt volgens beide coderingen",
    );
    crate::faults::too_large(compiled, what, exceeded)
}

/// The disagreements on nodes of which the codings speak of other variables.
fn shifting(compiled: &Arc<Compiled>, registry: &Registry, apart: &[Apart]) -> Result<Vec<usize>, NotComparable> {
    let made_ready = |study: Study| compile(Arc::new(study), registry, compiled.limits).map_err(NotComparable::Faults);
    // With neither coding, and with both.
    let (without, _) = combined(&compiled.study, &neither(apart), &|_| Some(false));
    let (with, choices) = combined(&compiled.study, apart, &|_| None);
    let (without, with) = (made_ready(without)?, made_ready(with)?);
    let speaks_of = |compiled: &Compiled, node: NodeId| {
        let mut mentioned = compiled.mentioned(node);
        mentioned.retain(|variable| !choices.iter().any(|(_, choice)| choice == variable));
        mentioned.sort_unstable();
        mentioned.dedup();
        mentioned
    };
    let shifts = |finding: &Option<Finding>| {
        finding
            .as_ref()
            .is_some_and(|it| speaks_of(&without, it.node) != speaks_of(&with, it.node))
    };
    let found = apart.iter().enumerate();
    Ok(found
        .filter(|(_, one)| shifts(&one.first) || shifts(&one.second))
        .map(|(n, _)| n)
        .collect())
}

/// The same disagreements with nothing said by either.
fn neither(apart: &[Apart]) -> Vec<Apart> {
    apart
        .iter()
        .map(|one| Apart {
            id: one.id.clone(),
            first: None,
            second: None,
        })
        .collect()
}

/// A study with both codings: the one that is made outright, or both under the variable that chooses; and these variables.
fn combined(first: &Study, apart: &[Apart], made: &dyn Fn(usize) -> Option<bool>) -> (Study, Vec<(usize, VariableId)>) {
    let mut study = Study::clone(first);
    let mut choices = Vec::new();
    for (n, one) in apart.iter().enumerate() {
        let old = study.findings.find(&one.id);
        match made(n) {
            Some(second) => {
                let coding = if second { &one.second } else { &one.first };
                put(&mut study, &one.id, old, coding.as_ref(), None);
            }
            None => {
                let Some(choice) = choice(&mut study, &one.id) else {
                    continue;
                };
                choices.push((n, choice));
                put(&mut study, &one.id, old, one.first.as_ref(), Some((choice, 0)));
                // A space is in no id.
                let name = format!("{} second", one.id);
                let new = put(&mut study, &name, None, one.second.as_ref(), Some((choice, 1)));
                if let (Some(old), Some(new)) = (old, new) {
                    join(&mut study, old, new);
                }
            }
        }
    }
    study.by_node = Default::default();
    (study, choices)
}

/// The variable that chooses between two codings.
fn choice(study: &mut Study, id: &str) -> Option<VariableId> {
    let value = |id: &str| toets_model::Value {
        id: id.into(),
        label: None,
        phrase: None,
    };
    let variable = toets_model::Variable {
        span: study.span,
        kind: Kind::Unknown,
        label: Text::default(),
        definition: None,
        reading: false,
        domain: Domain::Finite(vec![value("first"), value("second")]),
    };
    study.variables.insert(&format!("coding of {id}"), variable).ok()
}

/// Puts a coding in the place of a finding, or adds it; nothing said is a finding that never judges.
fn put(
    study: &mut Study,
    name: &str,
    old: Option<FindingId>,
    coding: Option<&Finding>,
    under: Option<(VariableId, usize)>,
) -> Option<FindingId> {
    let mut finding = match (coding, old) {
        (Some(coding), _) => coding.clone(),
        (None, Some(old)) => silent(&study.findings[old]),
        (None, None) => return None,
    };
    // Those of the second study are named by its own numbers.
    finding.sources = old.map_or_else(Vec::new, |old| study.findings[old].sources.clone());
    finding.parties = Vec::new();
    if let Some((variable, value)) = under
        && coding.is_some()
    {
        // A conditional finding that names no condition is open, and the choice is none.
        if finding.when.is_empty() {
            finding.condition.get_or_insert_default();
        }
        finding.when.all.push(Test {
            variable,
            allowed: Allowed::Values(vec![ValueId::from_usize(value)]),
            span: finding.span,
        });
    }
    match old {
        Some(old) => {
            study.findings[old] = finding;
            Some(old)
        }
        None => study.findings.insert(name, finding).ok(),
    }
}

fn silent(finding: &Finding) -> Finding {
    Finding {
        level: None,
        opens: None,
        compare: None,
        condition: None,
        hinges_on: Vec::new(),
        modality: Modality::Certain,
        role: Role::Premise,
        when: Condition::default(),
        ..finding.clone()
    }
}

/// Lets a coding stand wherever the other one does.
fn join(study: &mut Study, old: FindingId, new: FindingId) {
    let transfers: Vec<_> = study.transfers.indices().collect();
    for id in transfers {
        let findings = &mut study.transfers[id].findings;
        if findings.contains(&old) {
            findings.push(new);
        }
    }
    let contests: Vec<_> = study.contests.indices().collect();
    for id in contests {
        for side in &mut study.contests[id].sides {
            if side.findings.contains(&old) {
                side.findings.push(new);
            }
        }
    }
}

/// What becomes of a conclusion by each choice.
fn conclusion(
    judge: &mut Judge<'_>,
    id: ConclusionId,
    choices: &[(usize, VariableId)],
) -> Result<Choices<Status>, Diagnostic> {
    if !judge.has_condition(id) {
        return Ok(Choices::Is(Status::Stated));
    }
    let overs: Vec<Over> = judge.over_worlds(id)?.into_iter().map(|(_, over)| over).collect();
    let state: Vec<Diagram> = overs.iter().flat_map(|over| [over.admitted, over.holds]).collect();
    let places: Vec<(usize, Vec<Variable>)> = choices
        .iter()
        .map(|&(n, choice)| {
            let all = judge.joint.manager.variables();
            let here = all.filter(|&v| judge.joint.at(v) == OpenVariable::Study(choice));
            (n, here.collect())
        })
        .collect();
    let mut walk = Walk {
        places: &places,
        memo: FxHashMap::default(),
    };
    let found = walk.down(judge, state, 0, &mut |judge: &mut Judge<'_>, state: &[Diagram]| {
        let overs = state.chunks(2).filter(|pair| pair[0] != Diagram::FALSE);
        let overs = overs.map(|pair| Over {
            admitted: pair[0],
            holds: pair[1],
        });
        let overs: Result<Vec<Over>, Exceeded> = overs.map(|over| judge.quantified(id, over)).collect();
        judge.status_of_all(&overs?)
    });
    found.map_err(|exceeded| judge.too_large(id, exceeded))
}

/// What a verdict can be by each choice.
fn verdict(
    compiled: &Compiled,
    space: &mut toets_evaluate::Space,
    choices: &[(usize, VariableId)],
) -> Result<Choices<Vec<Value>>, Exceeded> {
    let node = compiled.study.verdict;
    let Some(found) = space.node(node) else {
        return Ok(Choices::Is(Vec::new()));
    };
    let state = vec![found.level, space.admitted, found.applies];
    let places: Vec<(usize, Vec<Variable>)> = choices
        .iter()
        .map(|&(n, choice)| {
            let at = compiled.variables().position(OpenVariable::Study(choice));
            (n, at.into_iter().collect())
        })
        .collect();
    let mut walk = Walk {
        places: &places,
        memo: FxHashMap::default(),
    };
    let terminals = walk.down(
        space,
        state,
        0,
        &mut |space: &mut toets_evaluate::Space, state: &[Diagram]| {
            Ok(space.manager.terminals_within_both(state[0], state[1], state[2]))
        },
    )?;
    Ok(said(terminals, &|terminals| values(compiled, space, node, terminals)))
}

fn said<T, U: Clone + PartialEq>(choices: Choices<T>, say: &dyn Fn(T) -> U) -> Choices<U> {
    match choices {
        Choices::Is(it) => Choices::Is(say(it)),
        Choices::By(choice, parts) => Choices::by(choice, said(parts.0, say), said(parts.1, say)),
    }
}

/// What holds the diagrams that are walked.
trait Holds {
    fn manager(&mut self) -> &mut Manager;
}

impl Holds for Judge<'_> {
    fn manager(&mut self) -> &mut Manager {
        &mut self.joint.manager
    }
}

impl Holds for toets_evaluate::Space {
    fn manager(&mut self) -> &mut Manager {
        &mut self.manager
    }
}

/// Walks the choices one after the other; where the diagrams are the same, so is all that comes of them.
struct Walk<'p, T> {
    places: &'p [(usize, Vec<Variable>)],
    memo: FxHashMap<(usize, Vec<Diagram>), Choices<T>>,
}

impl<T: Clone + PartialEq> Walk<'_, T>
where
    Vec<Diagram>: Hash,
{
    fn down<H: Holds>(
        &mut self,
        holder: &mut H,
        state: Vec<Diagram>,
        depth: usize,
        leaf: Leaf<'_, H, T>,
    ) -> Result<Choices<T>, Exceeded> {
        let Some((choice, places)) = self.places.get(depth) else {
            return Ok(Choices::Is(leaf(holder, &state)?));
        };
        let manager = holder.manager();
        let mut sides = [state.clone(), state.clone()];
        for (value, side) in sides.iter_mut().enumerate() {
            for diagram in side {
                *diagram = manager.restrict_all(*diagram, |v| places.contains(&v).then_some(value as u32))?;
            }
        }
        let [first, second] = sides;
        if first == second {
            return self.down(holder, first, depth + 1, leaf);
        }
        let key = (depth, state);
        if let Some(known) = self.memo.get(&key) {
            return Ok(known.clone());
        }
        let first = self.down(holder, first, depth + 1, leaf)?;
        let second = self.down(holder, second, depth + 1, leaf)?;
        let found = Choices::by(*choice, first, second);
        self.memo.insert(key, found.clone());
        Ok(found)
    }
}
