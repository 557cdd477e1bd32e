//! The single changes that are tried.

use std::collections::BTreeSet;

use toets_model::{
    DocumentId, EvidencePolicy, FindingId, Index, LevelId, Modality, NodeId, Own, ParamValue, Silent, Study, Text,
    Treatment,
};

use super::threshold::{Line, lines};
use crate::perturb::set_aside;

/// One thing coded otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Perturbation {
    /// A finding has a level one step from the one that it was given.
    Level {
        /// The finding.
        finding: FindingId,
        /// Its level then.
        to: LevelId,
    },
    /// A finding never applies.
    LeaveOut(FindingId),
    /// A rule or a policy is read otherwise.
    Reading(Reading),
    /// No finding that rests on this source alone applies.
    LeaveOutSource(DocumentId),
}

/// A rule or a policy that is a reading of the study's makers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A rule draws its line between two levels of a child one step further.
    Line(Line),
    /// A node has no veto.
    NoVeto(NodeId),
    /// Findings on a criterion itself do something else.
    Own(NodeId, Own),
    /// A child that no evidence speaks to is skipped, where its unknown counts.
    Skip(NodeId),
    /// The unknown of a child that no evidence speaks to counts, where it is skipped.
    DontSkip(NodeId),
    /// Findings of a modality hold, or are open.
    Modality(Modality, Treatment),
}

impl Perturbation {
    /// All changes of a study that are tried, the smallest kind first.
    pub fn all(study: &Study) -> Vec<Self> {
        all(study)
    }
}

fn all(study: &Study) -> Vec<Perturbation> {
    let mut all = Vec::new();
    let speaking: Vec<FindingId> = study.findings.indices().filter(|&f| speaks(study, f)).collect();
    for &finding in &speaking {
        let it = &study.findings[finding];
        let scale = &study.scales[study.nodes[it.node].scale];
        let Some(level) = it.level.filter(|_| scale.ordered()) else {
            continue;
        };
        let level = level.to_usize();
        let steps = [
            level.checked_sub(1),
            (level + 1 < scale.levels().len()).then_some(level + 1),
        ];
        all.extend(steps.into_iter().flatten().map(|to| Perturbation::Level {
            finding,
            to: LevelId::from_usize(to),
        }));
    }
    all.extend(speaking.iter().map(|&f| Perturbation::LeaveOut(f)));
    all.extend(readings(study).into_iter().map(Perturbation::Reading));
    let sources = study.documents.indices().filter(|&d| Some(d) != study.document);
    all.extend(
        sources
            .filter(|&d| !resting_on(study, d).is_empty())
            .map(Perturbation::LeaveOutSource),
    );
    all
}

fn readings(study: &Study) -> Vec<Reading> {
    let mut all = Vec::new();
    for (id, node) in study.nodes.iter() {
        all.extend(lines(study, id).into_iter().map(Reading::Line));
        if node.score.params.get("veto").is_some() {
            all.push(Reading::NoVeto(id));
        }
        if node.children.is_empty() {
            continue;
        }
        if study.findings_on(id).iter().any(|&f| speaks(study, f)) {
            let others = [Own::First, Own::Worst, Own::Child]
                .into_iter()
                .filter(|own| *own != node.own);
            all.extend(others.map(|own| Reading::Own(id, own)));
        }
        all.push(match node.silent {
            Silent::Open => Reading::Skip(id),
            Silent::Skip(_) => Reading::DontSkip(id),
        });
    }
    for modality in [
        Modality::Certain,
        Modality::Likely,
        Modality::Uncertain,
        Modality::SomeRespondents,
    ] {
        if study.findings.iter().any(|(_, f)| f.modality == modality)
            || study.transfers.iter().any(|(_, t)| t.modality == modality)
        {
            let other = match study.evidence.treatment(modality, true) {
                Treatment::Holds => Treatment::Open,
                Treatment::Open => Treatment::Holds,
            };
            all.push(Reading::Modality(modality, other));
        }
    }
    all
}

/// Whether a finding can judge or open its node.
fn speaks(study: &Study, finding: FindingId) -> bool {
    let it = &study.findings[finding];
    it.system.is_none() && (it.level.is_some() || it.opens.is_some())
}

/// The findings that rest on this source alone: on these respondents, or on a document that tells of none.
fn resting_on(study: &Study, source: DocumentId) -> Vec<FindingId> {
    let rests = |&finding: &FindingId| {
        let citations = &study.findings[finding].sources;
        let respondents: BTreeSet<DocumentId> = citations.iter().flat_map(|c| c.respondents.iter().copied()).collect();
        let voices: BTreeSet<DocumentId> = match respondents.is_empty() {
            true => citations.iter().map(|c| c.document).collect(),
            false => respondents,
        };
        voices.iter().eq([&source])
    };
    study
        .findings
        .indices()
        .filter(|&f| speaks(study, f))
        .filter(rests)
        .collect()
}

impl Perturbation {
    /// The findings that it changes; none for a reading.
    pub(super) fn findings(self, study: &Study) -> Vec<FindingId> {
        match self {
            Self::Level { finding, .. } | Self::LeaveOut(finding) => vec![finding],
            Self::LeaveOutSource(source) => resting_on(study, source),
            Self::Reading(_) => Vec::new(),
        }
    }

    /// Makes the change in a study.
    pub fn apply(self, study: &mut Study) {
        match self {
            Self::Level { finding, to } => study.findings[finding].level = Some(to),
            Self::LeaveOut(finding) => set_aside(study, finding),
            Self::LeaveOutSource(source) => {
                for finding in resting_on(study, source) {
                    set_aside(study, finding);
                }
            }
            Self::Reading(reading) => reading.apply(study),
        }
    }
}

impl Reading {
    fn apply(self, study: &mut Study) {
        match self {
            Self::Line(line) => line.apply(study),
            Self::NoVeto(node) => {
                if let ParamValue::Table(entries) = &mut study.nodes[node].score.params.value {
                    entries.retain(|(key, ..)| key != "veto");
                }
            }
            Self::Own(node, own) => study.nodes[node].own = own,
            Self::Skip(node) => study.nodes[node].silent = Silent::Skip(Text::default()),
            Self::DontSkip(node) => study.nodes[node].silent = Silent::Open,
            Self::Modality(modality, treatment) => {
                let EvidencePolicy {
                    certain,
                    likely,
                    uncertain,
                    some_respondents,
                } = &mut study.evidence;
                match modality {
                    Modality::Certain => *certain = treatment,
                    Modality::Likely => *likely = treatment,
                    Modality::Uncertain => *uncertain = treatment,
                    Modality::SomeRespondents => *some_respondents = treatment,
                    // It holds where its condition does: that is no policy.
                    Modality::Conditional => {}
                }
            }
        }
    }
}
