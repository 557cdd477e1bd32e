//! What stands in the way where no change reaches the goal.
//!
//! What blocks is found by letting it go: a finding is set aside, a node may be anything. Starting from a study in which everything
//! below the goal was let go, one thing after the other is put back as long as the goal can still be reached; what can't be put back
//! blocks. The result is a smallest set in the sense that none of it can be left out; there may be others.

use std::sync::Arc;

use toets_diagram::{Diagram, Variable};
use toets_evaluate::{Compiled, OpenVariable, World, compile, evaluate_where};
use toets_model::{FindingId, Index, NodeId, Study};
use toets_plugin::{Judgement, Read, Registry};

use super::search::Search;
use crate::designs::designs;
use crate::perturb::{free, set_aside};

/// Why no change reaches the goal.
#[derive(Clone, Debug)]
pub enum Blocked {
    /// It can be reached, but not whatever the answers to the unknowns.
    Open,
    /// No design reaches it for these people, whatever the answers.
    Capped(Capped),
}

/// What can be reached instead, and what stands in the way.
#[derive(Clone, Debug)]
pub struct Capped {
    /// The best level that a design can reach for these people, for some answers; on a scale without an order all that one can.
    pub best: Vec<toets_evaluate::Value>,
    /// What blocks: with all of these out of the way, and with none of them left, the goal could be reached. None if that
    /// was not looked for.
    pub blockers: Option<Vec<Blocker>>,
}

/// Something that stands in the way.
#[derive(Clone, Debug, PartialEq)]
pub enum Blocker {
    /// A finding.
    Finding(FindingId),
    /// What a script says of a node in a world in which only the blockers stand in the way.
    Script(NodeId, Box<Judgement>),
    /// The rule of a node, or its default; a script too, where there is no such world.
    Rule(NodeId),
}

/// Something that can be let go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hold {
    /// A node, with all that judges it.
    Node(NodeId),
    /// All findings on a criterion itself.
    Own(NodeId),
    Finding(FindingId),
}

/// A set without which the goal could be reached, and none of which can be left out.
pub(super) fn blockers(compiled: &Arc<Compiled>, registry: &Registry, search: &Search<'_>) -> Vec<Blocker> {
    let study = &compiled.study;
    let below = below(compiled, search.asked.goal.node);
    let speaks = |node: NodeId| -> Vec<FindingId> {
        let all = study.findings_on(node).iter().copied();
        all.filter(|&f| study.findings[f].level.is_some() || study.findings[f].opens.is_some())
            .collect()
    };
    // The rules of criteria are put back first, from the top, so that what is left is as near to the evidence as can be.
    let mut holds: Vec<Hold> = Vec::new();
    let criteria = below.iter().filter(|&&n| !study.nodes[n].children.is_empty());
    holds.extend(criteria.clone().map(|&n| Hold::Node(n)));
    holds.extend(criteria.filter(|&&n| !speaks(n).is_empty()).map(|&n| Hold::Own(n)));
    holds.extend(
        below
            .iter()
            .filter(|&&n| study.nodes[n].children.is_empty())
            .map(|&n| Hold::Node(n)),
    );
    let attempt = Attempt {
        compiled,
        registry,
        search,
    };
    attempt.put_back(&mut holds);
    // Where a node blocks that findings judge: which of them.
    for node in holds.clone() {
        let findings = match node {
            Hold::Node(node) if study.nodes[node].children.is_empty() => speaks(node),
            Hold::Own(node) => speaks(node),
            _ => Vec::new(),
        };
        let mut finer: Vec<Hold> = holds.iter().copied().filter(|&hold| hold != node).collect();
        finer.extend(findings.iter().map(|&f| Hold::Finding(f)));
        // A node with a default, or one whose scorer is no finding, is not let go by its findings alone.
        if !findings.is_empty() && attempt.reached(&finer).is_some() {
            holds = finer;
            attempt.put_back(&mut holds);
        }
    }
    let world = attempt.reached(&holds).flatten();
    holds
        .iter()
        .map(|&hold| attempt.blocker(hold, world.as_deref()))
        .collect()
}

struct Attempt<'a> {
    compiled: &'a Arc<Compiled>,
    registry: &'a Registry,
    search: &'a Search<'a>,
}

impl Attempt<'_> {
    /// Puts back what can be put back. One thing less may let another be put back that could not be before, so that
    /// this goes on until nothing can.
    fn put_back(&self, holds: &mut Vec<Hold>) {
        let mut at = 0;
        let mut kept = 0;
        while kept < holds.len() {
            at %= holds.len();
            let hold = holds.remove(at);
            if self.reached(holds).is_some() {
                kept = 0;
            } else {
                holds.insert(at, hold);
                at += 1;
                kept += 1;
            }
        }
    }

    /// The values of a world in which the goal is reached once these have been let go (the inner option: if it could be picked); none if it
    /// can't be.
    fn reached(&self, holds: &[Hold]) -> Option<Option<Vec<(Variable, u32)>>> {
        let mut study = Study::clone(&self.compiled.study);
        for &hold in holds {
            match hold {
                Hold::Node(node) => free(&mut study, node, self.registry.evidence().id()),
                Hold::Own(node) => {
                    for finding in study.findings_on(node).to_vec() {
                        set_aside(&mut study, finding);
                    }
                }
                Hold::Finding(finding) => set_aside(&mut study, finding),
            }
        }
        let goal = self.search.asked.goal;
        let compiled = Arc::new(compile(Arc::new(study), self.registry, self.compiled.limits).ok()?);
        let (mut space, faults) = evaluate_where(&compiled, &self.search.fixed, Some(goal.node));
        if !faults.is_empty() {
            return None;
        }
        let reached = goal.reached(&compiled, &mut space).ok()??;
        let counts = space.counts(goal.node).ok()?;
        let there = designs(
            &compiled,
            &mut space,
            (reached, counts),
            &self.search.asked.people,
            |v| self.search.chooses(compiled.variables().at(v)),
        );
        let there = there.ok()?;
        if there.possible == Diagram::FALSE {
            return None;
        }
        Some(self.world(&compiled, &mut space, reached, there.possible))
    }

    /// The values of a world in which the goal is reached, as far as the study as it is has the same variables.
    fn world(
        &self,
        other: &Compiled,
        space: &mut toets_evaluate::Space,
        reached: Diagram,
        designs: Diagram,
    ) -> Option<Vec<(Variable, u32)>> {
        let there = space.manager.and(reached, designs).ok()?;
        let there = space.manager.and(there, space.admitted).ok()?;
        let values = space.manager.pick(there, &other.variables().declared())?;
        let values = values.into_iter().filter_map(|(position, value)| {
            let here = self.compiled.variables().position(other.variables().at(position))?;
            Some((here, value))
        });
        let mut all: Vec<_> = values.collect();
        // What constraints leave one value is no variable of the space.
        for variable in self.compiled.study.variables.indices() {
            if let Some(toets_model::Fixed::Value(value)) = space.fixed(variable)
                && let Some(position) = self.compiled.variables().position(OpenVariable::Study(variable))
            {
                all.push((position, value.to_usize() as u32));
            }
        }
        Some(all)
    }

    fn blocker(&self, hold: Hold, world: Option<&[(Variable, u32)]>) -> Blocker {
        match hold {
            Hold::Finding(finding) => Blocker::Finding(finding),
            Hold::Own(node) => Blocker::Rule(node),
            Hold::Node(node) => match world.and_then(|world| self.judgement(node, world)) {
                Some(judgement) => Blocker::Script(node, Box::new(judgement)),
                None => Blocker::Rule(node),
            },
        }
    }

    /// What a script says of a node in the first world of the study as it is that has these values.
    fn judgement(&self, node: NodeId, values: &[(Variable, u32)]) -> Option<Judgement> {
        let (mut space, _) = evaluate_where(self.compiled, &self.search.fixed, Some(node));
        let counts = space.counts(node).ok()?;
        let given = |v: Variable| values.iter().find(|(known, _)| *known == v).map(|&(_, value)| value);
        let there = space.manager.restrict_all(counts, given).ok()?;
        let rest = space.manager.pick(there, &self.compiled.variables().declared())?;
        let world = World::new(self.compiled, values.iter().copied().chain(rest));
        space.trace(self.compiled, node, &world).ok()??.judgement
    }
}

/// The nodes that a node is judged from, and it, from the top.
pub(crate) fn below(compiled: &Compiled, node: NodeId) -> Vec<NodeId> {
    let study = &compiled.study;
    let mut seen = vec![false; study.nodes.len()];
    let mut all = Vec::new();
    let mut next = std::collections::VecDeque::from([node]);
    while let Some(node) = next.pop_front() {
        if std::mem::replace(&mut seen[node.to_usize()], true) {
            continue;
        }
        all.push(node);
        next.extend(&study.nodes[node].children);
        next.extend(compiled.reads(node).into_iter().filter_map(|read| match read {
            Read::Node(node) | Read::Applies(node) => Some(node),
            _ => None,
        }));
    }
    all
}
