//! Two studies beside each other: whether they have the same framework, and which findings they code otherwise.

use toets_model::{
    Arena, Condition, Domain, Finding, Index, LevelId, Modality, NodeId, Role, ScaleKind, Study, Treatment,
};

use super::NotComparable;

/// A finding that two studies code otherwise.
#[derive(Clone, Debug)]
pub struct Apart {
    /// Its id.
    pub id: String,
    /// How the first study has it.
    pub first: Option<Finding>,
    /// How the second one has it.
    pub second: Option<Finding>,
}

/// How a finding is coded.
#[derive(Clone, Debug, PartialEq)]
pub struct Coding {
    /// The node that it judges.
    pub node: NodeId,
    /// Its level.
    pub level: Option<LevelId>,
    /// Its modality.
    pub modality: Modality,
}

impl Apart {
    /// Whether both have it, for other worlds.
    pub(super) fn is_of_other_worlds(&self) -> bool {
        let both = self.first.as_ref().zip(self.second.as_ref());
        both.is_some_and(|(a, b)| !same_condition(&a.when, &b.when))
    }

    /// The node that it is on, in the first study that has it.
    pub(super) fn node(&self) -> NodeId {
        let one = self.first.as_ref().or(self.second.as_ref());
        one.map_or(NodeId::from_usize(0), |finding| finding.node)
    }
}

/// That what findings speak of is the same in both: variables with their values, scales with their levels, nodes.
pub(super) fn same_framework(first: &Study, second: &Study) -> Result<(), NotComparable> {
    names("variable", &first.variables, &second.variables)?;
    names("scale", &first.scales, &second.scales)?;
    names("node", &first.nodes, &second.nodes)?;
    let differs = |section, name: &str| Err(NotComparable::Framework(section, Some(name.to_owned())));
    for (id, one) in first.variables.iter() {
        let same = match (&one.domain, &second.variables[id].domain) {
            (Domain::Finite(a), Domain::Finite(b)) => a.iter().map(|v| &v.id).eq(b.iter().map(|v| &v.id)),
            (Domain::Number { cuts: a, .. }, Domain::Number { cuts: b, .. }) => a == b,
            _ => false,
        };
        if !same {
            return differs("variable", first.variables.name(id));
        }
    }
    for (id, one) in first.scales.iter() {
        let same = match (&one.kind, &second.scales[id].kind) {
            (ScaleKind::Levels { levels: a, .. }, ScaleKind::Levels { levels: b, .. }) => {
                a.iter().map(|l| &l.id).eq(b.iter().map(|l| &l.id))
            }
            (ScaleKind::Number { .. }, ScaleKind::Number { .. }) => true,
            _ => false,
        };
        if !same {
            return differs("scale", first.scales.name(id));
        }
    }
    for (id, one) in first.nodes.iter() {
        if one.scale != second.nodes[id].scale {
            return differs("node", first.nodes.name(id));
        }
    }
    Ok(())
}

fn names<I: Index, A, B>(section: &'static str, a: &Arena<I, A>, b: &Arena<I, B>) -> Result<(), NotComparable> {
    if a.names().eq(b.names()) {
        return Ok(());
    }
    let only = a
        .names()
        .find(|name| b.find(name).is_none())
        .or_else(|| b.names().find(|name| a.find(name).is_none()));
    Err(NotComparable::Framework(section, only.map(str::to_owned)))
}

/// The findings that the two code otherwise: those of the first in its order, then those that only the second has.
pub(super) fn apart(first: &Study, second: &Study) -> Vec<Apart> {
    let mut all = Vec::new();
    for (id, one) in first.findings.iter() {
        let name = first.findings.name(id);
        let other = second.findings.find(name).map(|id| &second.findings[id]);
        if other.is_none_or(|other| !same(first, one, other)) {
            all.push(Apart {
                id: name.to_owned(),
                first: Some(one.clone()),
                second: other.cloned(),
            });
        }
    }
    for (id, one) in second.findings.iter() {
        let name = second.findings.name(id);
        if first.findings.find(name).is_none() {
            all.push(Apart {
                id: name.to_owned(),
                first: None,
                second: Some(one.clone()),
            });
        }
    }
    // What judges nothing and opens nothing is no coding.
    let judges = |finding: &Option<Finding>| {
        finding
            .as_ref()
            .is_some_and(|it| it.level.is_some() || it.opens.is_some() || it.role == Role::Unknown)
    };
    all.retain(|one| judges(&one.first) || judges(&one.second));
    all
}

/// Whether two codings of a finding say the same; words and sources are no part of it.
fn same(study: &Study, a: &Finding, b: &Finding) -> bool {
    let treated = |it: &Finding| -> Treatment { study.evidence.treatment(it.modality, it.condition.is_some()) };
    a.node == b.node
        && a.level == b.level
        && (a.modality == b.modality || a.level.is_none() && treated(a) == treated(b))
        && a.condition.is_some() == b.condition.is_some()
        && a.absolute == b.absolute
        && a.opens == b.opens
        && a.hinges_on == b.hinges_on
        && a.system.is_some() == b.system.is_some()
        && same_condition(&a.when, &b.when)
}

/// Whether two conditions are written alike, wherever they stand.
fn same_condition(a: &Condition, b: &Condition) -> bool {
    let tests = |it: &Condition| {
        let mut tests: Vec<String> = it
            .all
            .iter()
            .map(|test| format!("{:?} {:?}", test.variable, test.allowed))
            .collect();
        tests.sort_unstable();
        tests
    };
    tests(a) == tests(b) && a.any.len() == b.any.len() && a.any.iter().zip(&b.any).all(|(a, b)| same_condition(a, b))
}
