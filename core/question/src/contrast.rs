//! Two cells beside each other: where they differ, for whom each is the better one, and why.

mod lineup;
mod pair;

use std::sync::Arc;

use toets_diagnostic::Diagnostic;
use toets_diagram::{Diagram, Exceeded, Variable};
use toets_evaluate::{CaseBox, Compiled, OpenVariable, Space, Value, World, evaluate_where};
use toets_model::{FindingId, Fixed, GroupId, Kind, NodeId, ScenarioId, VariableId};
use toets_plugin::Judgement;

use crate::depends::depends_on;
use crate::faults::too_large;
use crate::joint::Whose;
use crate::values::values;

pub use lineup::{LeverLine, Lineup, NodeLine, lineup};
pub(crate) use pair::Pair;

/// Two scenarios beside each other, for one group.
#[derive(Clone, Debug)]
pub struct Contrast {
    /// The two scenarios.
    pub scenarios: [ScenarioId; 2],
    /// The group.
    pub group: GroupId,
    /// Whether levers that both leave open have the same value in both.
    pub ceteris_paribus: bool,
    /// The levers that the two fix differently, or that only one fixes.
    pub levers: Vec<LeverContrast>,
    /// Whether there is any world of both, so that they can be compared.
    pub has_worlds: bool,
    /// Every node, in the order of the study.
    pub nodes: Vec<NodeContrast>,
}

/// A lever that two scenarios fix differently.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LeverContrast {
    /// The lever.
    pub variable: VariableId,
    /// Its value in each; none: left open.
    pub values: [Option<Fixed>; 2],
}

/// A node in two cells.
#[derive(Clone, Debug)]
pub struct NodeContrast {
    /// The node.
    pub node: NodeId,
    /// What it can be in each, worst to best.
    pub possible: [Vec<Value>; 2],
    /// How the second stands to the first, over all people.
    pub relation: Relation,
    /// The same for whom: disjoint, together all people that both are about.
    pub cases: Vec<ContrastCase>,
    /// The levers that it depends on.
    pub levers: Vec<OpenVariable>,
    /// The unknowns that it depends on.
    pub hangs_on: Vec<OpenVariable>,
    /// The findings on the node that apply in one only, somewhere where the two differ.
    pub findings: Vec<FindingContrast>,
    /// What a script said of each, in one world where the two differ.
    pub said: Option<[Judgement; 2]>,
}

/// How the second stands to the first for some people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContrastCase {
    /// How.
    pub relation: Relation,
    /// For whom: disjoint boxes over traits.
    pub people: Vec<CaseBox>,
    /// Whether there are more boxes than listed.
    pub truncated: bool,
}

/// A finding that applies in one cell and not in the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FindingContrast {
    /// The finding.
    pub finding: FindingId,
    /// Whether it applies in the first and not in the second, and the reverse, somewhere.
    pub only_in: [bool; 2],
}

/// How one thing can stand to another: each that occurs for some choice of open levers and some answer to the unknowns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Relation {
    /// They can be equal.
    pub equal: bool,
    /// It can be better than the other.
    pub better: bool,
    /// It can be worse than the other.
    pub worse: bool,
    /// They can differ, on a scale without an order.
    pub differs: bool,
    /// It can be the higher number, where nobody says which is better.
    pub higher: bool,
    /// It can be the lower number, where nobody says which is better.
    pub lower: bool,
}

impl Relation {
    fn from_code(code: u32) -> Self {
        Self {
            equal: code & 1 != 0,
            better: code & 2 != 0,
            worse: code & 4 != 0,
            differs: code & 8 != 0,
            higher: code & 16 != 0,
            lower: code & 32 != 0,
        }
    }

    /// The word for it in JSON.
    pub fn word(self) -> &'static str {
        match (self.better, self.worse, self.equal) {
            (true, true, _) => return "depends",
            (true, false, false) => return "better",
            (true, false, true) => return "not-worse",
            (false, true, false) => return "worse",
            (false, true, true) => return "not-better",
            (false, false, _) => {}
        }
        match (self.higher, self.lower, self.differs, self.equal) {
            (true, true, ..) => "depends",
            (true, false, _, false) => "higher",
            (true, false, _, true) => "not-lower",
            (false, true, _, false) => "lower",
            (false, true, _, true) => "not-higher",
            (false, false, true, false) => "differs",
            (false, false, true, true) => "may-differ",
            (false, false, false, _) => "equal",
        }
    }
}

/// How many relations a [`Relation`] tells apart.
const RELATIONS: u32 = 6;

/// How many boxes say for whom.
const BOXES: usize = 64;

/// Sets two scenarios beside each other, for one group: in the same law, for the same child, with the same answers to what is unknown.
/// Levers that a scenario leaves open are separate, unless `ceteris_paribus`.
///
/// # Errors
/// The faults of scorers; the diagrams got too large.
pub fn contrast(
    compiled: &Arc<Compiled>,
    scenarios: [ScenarioId; 2],
    group: GroupId,
    ceteris_paribus: bool,
) -> Result<Contrast, Vec<Diagnostic>> {
    let study = &compiled.study;
    let fixed = scenarios.map(|scenario| study.scenarios[scenario].levers_for(group));
    let mut levers = Vec::new();
    for (variable, _) in study.variables.iter().filter(|(_, v)| v.kind == Kind::Lever) {
        let values = [&fixed[0], &fixed[1]].map(|levers| levers.get(&variable).copied());
        if values[0] != values[1] {
            levers.push(LeverContrast { variable, values });
        }
    }
    let mut spaces = Vec::with_capacity(2);
    for scenario in scenarios {
        let (space, faults) = evaluate_where(compiled, &compiled.fixed(scenario, group), None);
        if !faults.is_empty() {
            return Err(faults);
        }
        spaces.push(space);
    }
    let [mut one, mut other] = two(spaces)?;
    let levers_of = match ceteris_paribus {
        true => [Whose::All; 2],
        false => [Whose::Side(0), Whose::Side(1)],
    };
    let nodes = beside(compiled, [&mut one, &mut other], levers_of, group, None)
        .map_err(|exceeded| vec![too_large(compiled, ("the comparison", "de vergelijking"), &exceeded)])?;
    Ok(Contrast {
        scenarios,
        group,
        ceteris_paribus,
        levers,
        has_worlds: nodes.is_some(),
        nodes: nodes.unwrap_or_default(),
    })
}

fn two(spaces: Vec<Space>) -> Result<[Space; 2], Vec<Diagnostic>> {
    // INVARIANT: called with two.
    spaces.try_into().map_err(|_| Vec::new())
}

/// Every node in two cells of a group; none if no world is admitted in both.
///
/// `levers`: whose the open levers are. `within`: a diagram of the second cell to whose worlds the comparison is limited.
pub(crate) fn beside(
    compiled: &Arc<Compiled>,
    spaces: [&mut Space; 2],
    levers: [Whose; 2],
    group: GroupId,
    within: Option<Diagram>,
) -> Result<Option<Vec<NodeContrast>>, Exceeded> {
    let study = compiled.study.clone();
    let [one, other] = spaces;
    let mut applies: Vec<(FindingId, [Diagram; 2])> = Vec::new();
    for (id, finding) in study.findings.iter() {
        if finding.level.is_some() || finding.opens.is_some() {
            applies.push((id, [one.applies(compiled, id)?, other.applies(compiled, id)?]));
        }
    }
    let mut worlds: Vec<(NodeId, [World; 2])> = Vec::new();
    let mut contrasts = Vec::new();
    {
        let both = [&*one, &*other];
        let diagrams = [0, 1].map(|part| {
            let levels = study.nodes.indices().filter_map(|n| Some(both[part].node(n)?.level));
            levels.chain(applies.iter().map(|(_, applies)| applies[part])).collect()
        });
        let Some(mut pair) = Pair::new(compiled, both, levers, group, diagrams, within)? else {
            return Ok(None);
        };
        for node in study.nodes.indices() {
            let found = contrast_on(compiled, &mut pair, node, &applies);
            let Some((contrast, differ)) = found.map_err(|exceeded| pair.in_order(exceeded))? else {
                continue;
            };
            if let Some(world) = pair.joint.manager.pick(differ, &pair.declared) {
                worlds.push((node, [0, 1].map(|part| pair.joint.world(part, &world))));
            }
            contrasts.push(contrast);
        }
    }
    for (node, [here, there]) in worlds {
        let said = [
            one.trace(compiled, node, &here)?.and_then(|trace| trace.judgement),
            other.trace(compiled, node, &there)?.and_then(|trace| trace.judgement),
        ];
        if let ([Some(here), Some(there)], Some(contrast)) = (said, contrasts.iter_mut().find(|c| c.node == node)) {
            contrast.said = Some([here, there]);
        }
    }
    Ok(Some(contrasts))
}

/// A node beside itself, and where the two differ; none where it has no result in either, or does not apply to anyone.
fn contrast_on(
    compiled: &Arc<Compiled>,
    pair: &mut Pair<'_>,
    node: NodeId,
    applies: &[(FindingId, [Diagram; 2])],
) -> Result<Option<(NodeContrast, Diagram)>, Exceeded> {
    let study = &compiled.study;
    let Some(found) = pair.stands(node)? else {
        return Ok(None);
    };
    let manager = &mut pair.joint.manager;
    // For each person which relations can occur, as a sum of bits.
    let kinds = &pair.kinds;
    let not_people = |v: Variable| kinds[v.index()] != Kind::Trait;
    let mut codes = Diagram::terminal(0);
    for relation in 0..RELATIONS {
        let here = manager.is(found.by_world, relation)?;
        let here = manager.and(here, found.asked)?;
        let occurs = manager.exists(here, not_people)?;
        codes = manager.apply(codes, occurs, |code, occurs| code | (occurs << relation))?;
    }
    let people = manager.exists(found.asked, not_people)?;
    let boxes = manager.boxes(codes, people, &pair.declared, BOXES)?;
    let cases: Vec<ContrastCase> = boxes
        .cases
        .into_iter()
        .map(|case| ContrastCase {
            relation: Relation::from_code(case.terminal),
            people: case.boxes.into_iter().map(|one| pair.joint.case_box(one)).collect(),
            truncated: case.truncated,
        })
        .collect();
    let manager = &mut pair.joint.manager;
    let equal = manager.is(found.by_world, 0)?;
    let differ = manager.not(equal)?;
    let differ = manager.and(differ, found.asked)?;
    // Of both together: constraints may tie what is chosen to what is not known.
    let open = |v: &Variable| matches!(pair.kinds[v.index()], Kind::Lever | Kind::Unknown);
    let open: Vec<Variable> = pair.declared.iter().copied().filter(open).collect();
    let depends = depends_on(&mut pair.joint.manager, found.by_world, found.asked, &open)?;
    let of_kind = |kind: Kind| {
        let of_kind = depends.iter().filter(|v| pair.kinds[v.index()] == kind);
        let mut all: Vec<OpenVariable> = of_kind.map(|&v| pair.joint.at(v)).collect();
        all.dedup();
        all
    };
    let (levers, hangs_on) = (of_kind(Kind::Lever), of_kind(Kind::Unknown));
    let possible = [0, 1].map(|part| {
        let terminals = pair.joint.manager.terminals_within(found.levels[part], found.asked);
        values(compiled, pair.spaces[part], node, terminals)
    });
    let mut findings = Vec::new();
    if differ != Diagram::FALSE {
        for &(finding, diagrams) in applies.iter().filter(|(id, _)| study.findings[*id].node == node) {
            let mut only_in = [false; 2];
            let applies = [pair.joint.copy(0, diagrams[0])?, pair.joint.copy(1, diagrams[1])?];
            for part in 0..2 {
                let elsewhere = pair.joint.manager.not(applies[1 - part])?;
                let only = pair.joint.manager.and(applies[part], elsewhere)?;
                only_in[part] = pair.joint.manager.and(only, differ)? != Diagram::FALSE;
            }
            if only_in != [false; 2] {
                findings.push(FindingContrast { finding, only_in });
            }
        }
    }
    let contrast = NodeContrast {
        node,
        possible,
        relation: found.relation,
        cases,
        levers,
        hangs_on,
        findings,
        said: None,
    };
    Ok(Some((contrast, differ)))
}
