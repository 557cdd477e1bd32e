//! Walking over parts of a study.

use super::*;

impl Spec {
    pub fn scale(&self, node: usize) -> Scale {
        self.scales[self.nodes[node].scale]
    }

    /// What a scenario fixes, with what it takes over: for the people of a group, or for everyone.
    pub fn levers(&self, scenario: usize, group: Option<usize>) -> Fixed {
        let it = &self.scenarios[scenario];
        let mut levers = it.based_on.map(|base| self.levers(base, group)).unwrap_or_default();
        levers.extend(it.levers.clone());
        let own = group.and_then(|group| it.by_group.get(&group));
        levers.extend(own.cloned().unwrap_or_default());
        levers
    }

    /// Whether there may be people to whom a node does not apply.
    pub fn may_not_apply(&self, node: usize) -> bool {
        let it = &self.nodes[node];
        let none_below = !it.children.is_empty() && it.children.iter().all(|&child| self.may_not_apply(child));
        !it.applies.is_empty() || none_below
    }
}

impl Program {
    /// Calls for everything that is asked, and for what is judged.
    pub fn visit(&self, asks: &mut dyn FnMut(&Ask), ends: &mut dyn FnMut(&Program)) {
        match self {
            Self::If(ask, yes, no) => {
                ask.visit(asks);
                yes.visit(asks, ends);
                no.visit(asks, ends);
            }
            end => ends(end),
        }
    }

    /// The nodes that it reads.
    pub fn nodes(&self) -> Vec<usize> {
        let mut asked = Vec::new();
        let mut judged = Vec::new();
        self.visit(
            &mut |ask| match *ask {
                Ask::Node(node, ..) => asked.push(node),
                Ask::Nodes(one, _, other) => asked.extend([one, other]),
                Ask::Applies(node) => asked.push(node),
                _ => {}
            },
            &mut |end| {
                if let Self::JudgeNode(node) = end {
                    judged.push(*node);
                }
            },
        );
        asked.extend(judged);
        asked
    }

    /// Whether it asks what the findings on its own node say.
    pub fn reads_findings(&self) -> bool {
        let mut reads = false;
        self.visit(
            &mut |ask| reads |= matches!(ask, Ask::Evidence(..) | Ask::Strongest(..)),
            &mut |_| {},
        );
        reads
    }

    /// The variables that it reads.
    pub fn variables(&self) -> Vec<usize> {
        let mut all = Vec::new();
        self.visit(
            &mut |ask| match *ask {
                Ask::Is(variable, ..) | Ask::In(variable, _) | Ask::Below(variable, ..) => all.push(variable),
                _ => {}
            },
            &mut |_| {},
        );
        all
    }
}

impl Ask {
    pub fn visit(&self, asks: &mut dyn FnMut(&Ask)) {
        asks(self);
        match self {
            Self::Not(one) => one.visit(asks),
            Self::And(one, other) | Self::Or(one, other) => {
                one.visit(asks);
                other.visit(asks);
            }
            _ => {}
        }
    }
}

impl Formula {
    /// Calls for every node that it speaks of.
    pub fn visit(&self, visit: &mut dyn FnMut(Where, usize)) {
        match self {
            Self::Compare(left, _, right) => {
                for term in [left, right] {
                    if let Term::Node(cell, node) = *term {
                        visit(cell, node);
                    }
                }
            }
            Self::And(parts) | Self::Or(parts) => parts.iter().for_each(|part| part.visit(visit)),
            Self::Not(part) => part.visit(visit),
        }
    }
}
