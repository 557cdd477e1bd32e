//! All designs at once: how many there are of each kind, counted and never listed.
//!
//! A design is a value for every lever. It counts if the constraints admit it for at least one of the people. One
//! diagram holds what follows for every design, person and answer; people and unknowns are taken away from it
//! ([`designs`](crate::designs)), and what is left is counted (`counts`, `pairs`). The Pareto front is found point by point (`front`).

mod counts;
mod front;
mod pairs;

use std::sync::Arc;

use num_bigint::BigUint;
use toets_diagnostic::{Diagnostic, both};
use toets_diagram::{Diagram, Exceeded, Variable};
use toets_evaluate::{CaseBox, Compiled, OpenVariable, Space, Value, evaluate_where};
use toets_model::{Assignment, ConclusionId, Domain, GroupId, Kind, LevelId, NodeId, Study, VariableId};

use crate::conditions::named;
use crate::decide::Share;
use crate::designs::kinds;
use crate::faults::too_large;
use crate::progress::{Progress, Steps};

pub use front::{Front, POINTS, Point};
pub use pairs::{PairCell, PairCounts};

/// What is asked.
#[derive(Clone, Debug, Default)]
pub struct AskSpace {
    /// The group; none: everyone that the constraints admit.
    pub group: Option<GroupId>,
    /// What is fixed besides: levers, traits or law.
    pub fixed: Assignment,
    /// A node to count levels of, besides the verdict and the criteria.
    pub node: Option<NodeId>,
}

/// All designs for one group.
#[derive(Clone, Debug)]
pub struct DesignSpace {
    /// What was asked.
    pub asked: AskSpace,
    /// The levers that are open, in the order of the study.
    pub levers: Vec<VariableId>,
    /// How many designs there are.
    pub designs: BigUint,
    /// How many reach which level: the verdict, the criteria, and the node asked for.
    pub nodes: Vec<NodeCounts>,
    /// For how many the conclusions hold that speak of one cell at a time, each design for itself.
    pub conclusions: Vec<ConclusionCounts>,
    /// The designs that no other betters on all criteria.
    pub front: Front,
    /// The designs with the best verdict.
    pub best: Best,
    /// For each open lever in which share of worlds changing it alone changes the verdict; most first.
    pub sensitive: Vec<(VariableId, Share)>,
    /// How designs divide over the values of the levers that matter most, two at a time.
    pub pairs: Vec<PairCounts>,
    /// The open levers that can't be changed alone in any world: the constraints tie each of them to others.
    pub tied: Vec<VariableId>,
    /// What could not be counted; none where all could.
    pub uncounted: Option<Uncounted>,
}

/// What could not be counted, as numbers that are open can't be done without there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uncounted {
    /// The numbers that would have to be fixed.
    pub numbers: Vec<VariableId>,
    /// The nodes that have no result: those whose scorers can't do without these numbers, and all that is judged from them.
    pub nodes: Vec<NodeId>,
    /// The conclusions that speak of one of those.
    pub conclusions: Vec<ConclusionId>,
}

impl Uncounted {
    fn of(compiled: &Compiled, space: &Space, conclusions: Vec<ConclusionId>) -> Option<Self> {
        if space.unopened.is_empty() {
            return None;
        }
        let study = &compiled.study;
        let nodes: Vec<NodeId> = study
            .nodes
            .indices()
            .filter(|&node| space.node(node).is_none())
            .collect();
        let mut numbers: Vec<VariableId> = space.unopened.iter().flat_map(|one| one.numbers.clone()).collect();
        // Whoever fixes those would meet the others next: a number without cuts can't be left open by anything that reads it.
        let others = nodes.iter().flat_map(|&node| compiled.may_read(node));
        numbers.extend(others.filter(|&v| {
            let domain = &study.variables[v].domain;
            matches!(domain, Domain::Number { .. }) && domain.size() == 0 && space.fixed(v).is_none()
        }));
        numbers.sort_unstable();
        numbers.dedup();
        Some(Self {
            numbers,
            nodes,
            conclusions,
        })
    }
}

/// What can't be counted of all designs, for everyone; none if all can, or if it can't be told.
pub fn uncounted(compiled: &Arc<Compiled>) -> Option<Uncounted> {
    let study = &compiled.study;
    let is_number = |variable: &toets_model::Variable| matches!(variable.domain, Domain::Number { .. });
    if !study.variables.iter().any(|(_, variable)| is_number(variable)) {
        return None;
    }
    let (space, faults) = evaluate_where(compiled, &study.regime, None);
    space
        .only_unopened(&faults)
        .then(|| Uncounted::of(compiled, &space, Vec::new()))
        .flatten()
}

impl DesignSpace {
    /// Whether the levels of a node were counted.
    pub fn counts(&self, node: NodeId) -> bool {
        self.nodes.iter().any(|counted| counted.node == node)
    }
}

/// How many designs something is so for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    /// For all people, whatever the unknowns.
    pub all_certain: BigUint,
    /// For all people, for some answers.
    pub all_possible: BigUint,
    /// For some people, whatever the unknowns.
    pub some_certain: BigUint,
    /// For some people, for some answers.
    pub some_possible: BigUint,
}

/// How many designs reach which level of a node.
#[derive(Clone, Debug)]
pub struct NodeCounts {
    /// The node.
    pub node: NodeId,
    /// Each of its levels, worst to best; of a node in numbers each that is possible.
    pub levels: Vec<LevelCounts>,
}

/// How many designs reach a level.
#[derive(Clone, Debug)]
pub struct LevelCounts {
    /// The level.
    pub value: Value,
    /// How many have exactly it.
    pub exactly: Counts,
    /// How many have at least it; none on a scale without an order.
    pub at_least: Option<Counts>,
}

/// For how many designs a conclusion holds, for the people that it speaks of.
#[derive(Clone, Debug)]
pub struct ConclusionCounts {
    /// The conclusion.
    pub conclusion: ConclusionId,
    /// Whatever the unknowns.
    pub certain: BigUint,
    /// For some answers.
    pub possible: BigUint,
}

/// The designs with the last level of the verdict's scale, for all people.
#[derive(Clone, Debug)]
pub struct Best {
    /// The level; none if the verdict is a number.
    pub level: Option<LevelId>,
    /// The designs that have it whatever the unknowns: disjoint boxes over levers, at most [`BOXES`].
    pub certain: Vec<CaseBox>,
    /// The designs that have it for some answers.
    pub possible: Vec<CaseBox>,
    /// Whether there are more boxes than listed, of either.
    pub truncated: [bool; 2],
}

/// Levers, each with a share of worlds.
type Moving = Vec<(VariableId, Share)>;

/// How many boxes of designs are listed.
pub const BOXES: usize = 20;

/// Counts all designs.
///
/// # Errors
/// The faults of scorers; there is no design; the diagrams got too large.
pub fn space(
    compiled: &Arc<Compiled>,
    asked: &AskSpace,
    progress: &dyn Progress,
) -> Result<DesignSpace, Vec<Diagnostic>> {
    let study = &compiled.study;
    let mut fixed = study.regime.clone();
    if let Some(group) = asked.group {
        fixed.extend(study.groups[group].traits.iter().map(|(&v, &value)| (v, value)));
    }
    fixed.extend(asked.fixed.iter().map(|(&v, &value)| (v, value)));
    let (space, faults) = evaluate_where(compiled, &fixed, None);
    // What can't be worked out with everything open is left out, and that is said.
    if !space.only_unopened(&faults) {
        return Err(faults);
    }
    if space.admitted == Diagram::FALSE {
        return Err(vec![
            Diagnostic::error(
                "no-world",
                both!(
                    "the constraints admit no design here",
                    "de beperkingen laten hier geen ontwerp toe"
                ),
            )
            .help(both!(
                "fix less, or look at the constraints",
                "leg minder vast, of kijk naar de beperkingen"
            )),
        ]);
    }
    let fault = |exceeded| {
        vec![too_large(
            compiled,
            ("the space of designs", "de ruimte van ontwerpen"),
            &exceeded,
        )]
    };
    Counting::new(compiled, space)
        .and_then(|mut c| c.all(asked, progress))
        .map_err(fault)
}

/// A space of designs while it is being counted.
struct Counting<'a> {
    compiled: &'a Arc<Compiled>,
    space: Space,
    kinds: Vec<Kind>,
    /// The open levers with their places.
    levers: Vec<(VariableId, Variable)>,
    /// The designs that count.
    designs: Diagram,
}

impl<'a> Counting<'a> {
    fn new(compiled: &'a Arc<Compiled>, mut space: Space) -> Result<Self, Exceeded> {
        let study = &compiled.study;
        let kinds = kinds(compiled);
        let open =
            |variable: &VariableId| space.fixed(*variable).is_none() && study.variables[*variable].domain.size() > 1;
        let levers = study
            .variables
            .indices()
            .filter(|&v| study.variables[v].kind == Kind::Lever)
            .filter(open)
            .filter_map(|v| Some((v, compiled.variables().position(OpenVariable::Study(v))?)))
            .collect();
        let designs = space
            .manager
            .exists(space.admitted, |v| kinds[v.index()] != Kind::Lever)?;
        Ok(Self {
            compiled,
            space,
            kinds,
            levers,
            designs,
        })
    }

    fn all(&mut self, asked: &AskSpace, progress: &dyn Progress) -> Result<DesignSpace, Exceeded> {
        let study = self.compiled.study.clone();
        let mut criteria = criteria(&study);
        criteria.retain(|&node| self.space.node(node).is_some());
        let mut shown = vec![study.verdict];
        shown.extend(&study.nodes[study.verdict].children);
        shown.extend(criteria.iter().copied());
        shown.extend(asked.node);
        // The nodes, then levers, conclusions, the best and the front.
        let steps = Steps::new(progress, shown.len() + 4);
        let mut nodes: Vec<NodeCounts> = Vec::new();
        for node in shown {
            if !nodes.iter().any(|counted| counted.node == node) {
                nodes.extend(self.node(node)?);
            }
            steps.step();
        }
        let (sensitive, tied) = self.sensitive()?;
        steps.step();
        let (conclusions, unjudged) = self.conclusions(asked.group)?;
        steps.step();
        let best = self.best()?;
        steps.step();
        let pairs = self.pairs(sensitive.iter().map(|&(lever, _)| lever))?;
        Ok(DesignSpace {
            asked: asked.clone(),
            levers: self.levers.iter().map(|&(v, _)| v).collect(),
            designs: self.count(self.designs),
            nodes,
            conclusions,
            best,
            sensitive,
            pairs,
            tied,
            uncounted: Uncounted::of(self.compiled, &self.space, unjudged),
            front: self.front(criteria)?,
        })
    }

    /// How many designs a diagram over levers holds for.
    fn count(&self, designs: Diagram) -> BigUint {
        let positions: Vec<Variable> = self.levers.iter().map(|&(_, position)| position).collect();
        self.space.manager.count(designs, &positions)
    }

    /// Boxes of designs, at most so many; whether there are more.
    fn boxes(&mut self, designs: Diagram, most: usize) -> Result<(Vec<CaseBox>, bool), Exceeded> {
        let declared = self.compiled.variables().declared();
        let boxes = self.space.manager.boxes(designs, self.designs, &declared, most)?;
        let Some(case) = boxes.cases.into_iter().find(|case| case.terminal == 1) else {
            return Ok((Vec::new(), false));
        };
        let listed = case.boxes.into_iter().map(|one| named(self.compiled, one));
        Ok((listed.collect(), case.truncated))
    }

    /// For each open lever in which share of worlds changing it alone changes the verdict.
    ///
    /// A world is a design with a person and answers, and the answers stay the same. Levers that can't be changed alone come apart.
    fn sensitive(&mut self) -> Result<(Moving, Vec<VariableId>), Exceeded> {
        let Some(verdict) = self.space.node(self.compiled.study.verdict) else {
            return Ok((Vec::new(), Vec::new()));
        };
        let admitted = self.space.counts(self.compiled.study.verdict)?;
        let positions: Vec<Variable> = self.levers.iter().map(|&(_, position)| position).collect();
        // Its own value changes wherever a lever can be changed alone.
        let own: Vec<Diagram> = positions
            .iter()
            .map(|&position| self.space.manager.value(position))
            .collect::<Result<_, _>>()?;
        let manager = &self.space.manager;
        let mut counted = manager.support(admitted);
        counted.extend(manager.support(verdict.level));
        let whole = manager.count(admitted, &counted);
        let mut shares = Vec::with_capacity(self.levers.len());
        let mut tied = Vec::new();
        for (&(variable, position), own) in self.levers.iter().zip(own) {
            if manager.count_moved(own, admitted, position, &counted)? == BigUint::ZERO {
                tied.push(variable);
                continue;
            }
            let changed = manager.count_moved(verdict.level, admitted, position, &counted)?;
            shares.push((variable, Share::new(changed, whole.clone())));
        }
        // Stable: those that matter as much stay in the order of the study.
        shares.sort_by(|a, b| b.1.cmp(&a.1));
        Ok((shares, tied))
    }
}

/// The criteria: what stands two steps below the verdict, or one step where nothing stands below that. Only what has levels with an order.
fn criteria(study: &Study) -> Vec<NodeId> {
    let mut criteria = Vec::new();
    for &node in &study.nodes[study.verdict].children {
        let below = &study.nodes[node].children;
        criteria.extend(if below.is_empty() {
            std::slice::from_ref(&node)
        } else {
            below
        });
    }
    criteria.retain(|&node| {
        let scale = &study.scales[study.nodes[node].scale];
        scale.ordered() && !scale.is_number()
    });
    let mut seen = Vec::new();
    criteria.retain(|node| {
        let fresh = !seen.contains(node);
        seen.push(*node);
        fresh
    });
    criteria
}
