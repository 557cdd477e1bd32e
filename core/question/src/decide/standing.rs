//! What sources say about an unknown.

use toets_evaluate::{OpenVariable, allows};
use toets_model::{Assignment, ConclusionId, ConclusionKind, Condition, FindingId, GroupId, NodeId, Role, Study};

/// What sources say about an unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// They say that it is not known, or ask to research it.
    Asked,
    /// They say something of it, with reserve, or contradict each other; or the study itself declares it.
    Reserved,
    /// Nobody has looked at it.
    Unstudied,
}

impl Standing {
    /// The word for it in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Reserved => "reserved",
            Self::Unstudied => "unstudied",
        }
    }
}

/// Who asks to research an unknown.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Asked {
    /// Findings that say that it is not known, on the node that it is about or on the criterion just above it.
    pub findings: Vec<FindingId>,
    /// Recommendations that rest on one of those.
    pub recommendations: Vec<ConclusionId>,
}

/// What sources say about an unknown, and who asks to research it: of the people of these groups.
pub(super) fn of(study: &Study, groups: &[GroupId], unknown: OpenVariable) -> (Standing, Asked) {
    let mut nodes: Vec<NodeId> = match unknown {
        OpenVariable::Node(node) => {
            let above = study
                .nodes
                .iter()
                .filter(|(_, it)| it.children.contains(&node))
                .map(|(id, _)| id);
            std::iter::once(node).chain(above).collect()
        }
        OpenVariable::Finding(finding) => vec![study.findings[finding].node],
        OpenVariable::Contest(contest) => {
            let findings = study.contests[contest].sides.iter().flat_map(|side| &side.findings);
            findings.map(|&f| study.findings[f].node).collect()
        }
        OpenVariable::Transfer(_) | OpenVariable::Study(_) => Vec::new(),
    };
    nodes.sort_unstable();
    nodes.dedup();
    let unanswered = |finding: &FindingId| {
        let it = &study.findings[*finding];
        let about = groups
            .iter()
            .any(|&group| may_be_about(study, &study.groups[group].traits, &it.when));
        it.system.is_none() && about && (it.role == Role::Unknown || it.opens.is_some())
    };
    let findings: Vec<FindingId> = nodes
        .iter()
        .flat_map(|&node| study.findings_on(node).iter().copied())
        .filter(unanswered)
        .collect();
    let recommendations: Vec<ConclusionId> = study
        .conclusions
        .iter()
        .filter(|(_, c)| c.kind == ConclusionKind::Recommendation && c.cites.iter().any(|f| findings.contains(f)))
        .map(|(id, _)| id)
        .collect();
    let standing = match unknown {
        _ if !findings.is_empty() => Standing::Asked,
        OpenVariable::Node(_) => Standing::Unstudied,
        _ => Standing::Reserved,
    };
    (
        standing,
        Asked {
            findings,
            recommendations,
        },
    )
}

/// Whether what was studied may be about people with these traits; whatever was offered to them.
fn may_be_about(study: &Study, traits: &Assignment, when: &Condition) -> bool {
    let fits = when.all.iter().all(|test| {
        let domain = &study.variables[test.variable].domain;
        traits
            .get(&test.variable)
            .is_none_or(|&value| allows(&test.allowed, value, domain))
    });
    fits && (when.any.is_empty() || when.any.iter().any(|part| may_be_about(study, traits, part)))
}
