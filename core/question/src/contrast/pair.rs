//! Two cells in one manager, and how a node in the one stands to itself in the other.

use std::cmp::Ordering;
use std::sync::Arc;

use toets_diagram::{Diagram, Exceeded, Variable};
use toets_evaluate::{Compiled, Space};
use toets_model::{Better, GroupId, Kind, NodeId};

use super::Relation;
use crate::formula::Means;
use crate::joint::{Joint, Part, Whose};

/// Two cells of a group, over the worlds that they share: there is one.
pub(crate) struct Pair<'a> {
    compiled: &'a Arc<Compiled>,
    pub(crate) spaces: [&'a Space; 2],
    pub(crate) joint: Joint<'a>,
    /// For each joint variable, who decides it.
    pub(crate) kinds: Vec<Kind>,
    /// The joint variables in the order of the study.
    pub(crate) declared: Vec<Variable>,
    /// The worlds of both, not none.
    pub(crate) admitted: Diagram,
}

/// How a node in the second cell stands to itself in the first.
pub(crate) struct Stands {
    /// Its levels in each.
    pub(crate) levels: [Diagram; 2],
    /// The worlds of both in which it applies in both, not none: only these are spoken of.
    pub(crate) asked: Diagram,
    /// For each world which one of the relations it is there, by its number; no more than one is.
    pub(crate) by_world: Diagram,
    /// Those that occur.
    pub(crate) relation: Relation,
}

impl<'a> Pair<'a> {
    /// Brings two cells together; none if they share no world.
    ///
    /// `levers`: whose the open levers are. `diagrams`: what of each will be brought along. `within`: a diagram of the second cell to
    /// whose worlds the two are limited.
    pub(crate) fn new(
        compiled: &'a Arc<Compiled>,
        spaces: [&'a Space; 2],
        levers: [Whose; 2],
        group: GroupId,
        mut diagrams: [Vec<Diagram>; 2],
        within: Option<Diagram>,
    ) -> Result<Option<Self>, Exceeded> {
        diagrams[1].extend(within);
        let parts = [0, 1].map(|part| Part {
            space: spaces[part],
            levers: levers[part],
            group: Some(group),
        });
        let mut joint = Joint::over(compiled, parts.into(), &diagrams, &[]);
        let admitted = match shared(&mut joint, within) {
            Ok(admitted) => admitted,
            Err(exceeded) => return Err(in_order(compiled, &joint, exceeded)),
        };
        Ok((admitted != Diagram::FALSE).then(|| Self {
            compiled,
            spaces,
            kinds: joint.kinds(),
            declared: joint.declared(),
            joint,
            admitted,
        }))
    }

    /// How a node stands to itself; none where it has no result in either, or does not apply to anyone in both.
    pub(crate) fn stands(&mut self, node: NodeId) -> Result<Option<Stands>, Exceeded> {
        let study = &self.compiled.study;
        let [Some(here), Some(there)] = self.spaces.map(|space| space.node(node)) else {
            return Ok(None);
        };
        let levels = [self.joint.copy(0, here.level)?, self.joint.copy(1, there.level)?];
        // The two stand beside each other where the node applies to both.
        let mut asked = self.admitted;
        for (part, found) in [here, there].into_iter().enumerate() {
            let applies = self.joint.copy(part, found.applies)?;
            asked = self.joint.manager.and(asked, applies)?;
        }
        if asked == Diagram::FALSE {
            return Ok(None);
        }
        let means = [
            Means::of(study, self.spaces[0], node, here.level),
            Means::of(study, self.spaces[1], node, there.level),
        ];
        let scale = &study.scales[study.nodes[node].scale];
        let [up, down] = match study.better(node) {
            _ if !scale.ordered() => [3, 3],
            _ if !scale.is_number() => [1, 2],
            Some(Better::Higher) => [1, 2],
            Some(Better::Lower) => [2, 1],
            None => [4, 5],
        };
        let stand = |a: u32, b: u32| match means[0].compare(a, &means[1], b) {
            Ordering::Equal => 0,
            Ordering::Less => up,
            Ordering::Greater => down,
        };
        let manager = &mut self.joint.manager;
        let by_world = manager.apply(levels[0], levels[1], stand)?;
        let occurring = manager.terminals_within(by_world, asked);
        Ok(Some(Stands {
            levels,
            asked,
            by_world,
            relation: Relation::from_code(occurring.into_iter().fold(0, |code, one| code | (1 << one))),
        }))
    }

    /// The same with the variables that are to blame in the order of the study, in which whoever reports it names them.
    pub(crate) fn in_order(&self, exceeded: Exceeded) -> Exceeded {
        in_order(self.compiled, &self.joint, exceeded)
    }
}

fn shared(joint: &mut Joint<'_>, within: Option<Diagram>) -> Result<Diagram, Exceeded> {
    let (here, there) = (joint.admitted(0)?, joint.admitted(1)?);
    let mut admitted = joint.manager.and(here, there)?;
    if let Some(within) = within {
        let within = joint.copy(1, within)?;
        admitted = joint.manager.and(admitted, within)?;
    }
    Ok(admitted)
}

fn in_order(compiled: &Compiled, joint: &Joint<'_>, exceeded: Exceeded) -> Exceeded {
    let places = exceeded.variables.iter();
    let mut variables: Vec<Variable> = Vec::new();
    for place in places.filter_map(|&v| compiled.variables().position(joint.at(v))) {
        // What each of the two has for itself is named once.
        if !variables.contains(&place) {
            variables.push(place);
        }
    }
    Exceeded { variables, ..exceeded }
}
