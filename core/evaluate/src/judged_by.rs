//! What judges a node: the findings on it, or a scorer.

use std::sync::Arc;

use toets_diagnostic::{Diagnostic, both};
use toets_model::{Node, NodeId, Own, Study};
use toets_plugin::{Fold, Input, Read, Registry, Replay, Scorer};

/// What judges a node.
pub(crate) enum JudgedBy {
    /// The findings on it, together.
    Findings(Box<dyn Fold>),
    /// A scorer.
    Scorer {
        scorer: Scorer,
        /// What the findings on the node say together, where there are any or the scorer may ask.
        findings: Option<Box<dyn Fold>>,
    },
}

impl JudgedBy {
    /// Makes ready what judges a node.
    ///
    /// # Errors
    /// There is no such plugin, or its parameters are at fault.
    pub(crate) fn prepare(study: &Study, registry: &Registry, id: NodeId) -> Result<Self, Vec<Diagnostic>> {
        let node = &study.nodes[id];
        let evidence = registry.evidence();
        let Some(plugin) = registry.get(&node.score.plugin.value) else {
            return Err(vec![unknown_plugin(node, registry)]);
        };
        let mut faults = Vec::new();
        let scorer = plugin.prepare(study, id).map_err(|found| faults.extend(found)).ok();
        if Arc::ptr_eq(plugin, evidence) {
            return match scorer {
                Some(Scorer::Fold(fold)) => Ok(Self::Findings(fold)),
                Some(scorer) => Ok(Self::Scorer { scorer, findings: None }),
                None => Err(faults),
            };
        }
        let has_findings = !study.findings_on(id).is_empty();
        if node.own == Own::Worst && !study.scales[node.scale].ordered() && has_findings {
            faults.push(worst_without_order(study, id));
        }
        let may_ask = has_findings || matches!(scorer, Some(Scorer::Replay(_)));
        let findings = match may_ask && !study.scales[node.scale].is_number() {
            true => evidence.prepare(study, id).map_err(|found| faults.extend(found)).ok(),
            false => None,
        };
        let findings = match findings {
            Some(Scorer::Fold(fold)) => Some(fold),
            Some(Scorer::Replay(_)) | None => None,
        };
        match scorer {
            Some(scorer) if faults.is_empty() => Ok(Self::Scorer { scorer, findings }),
            _ => Err(faults),
        }
    }

    /// What the findings on the node say together.
    pub(crate) fn findings(&self) -> Option<&dyn Fold> {
        match self {
            Self::Findings(fold) => Some(&**fold),
            Self::Scorer { findings, .. } => findings.as_deref(),
        }
    }

    /// What judges the node, if it is not the findings on it.
    pub(crate) fn scorer(&self) -> Option<&Scorer> {
        match self {
            Self::Findings(_) => None,
            Self::Scorer { scorer, .. } => Some(scorer),
        }
    }

    /// The replaying scorer that judges the node, if one does.
    pub(crate) fn replay(&self) -> Option<&dyn Replay> {
        match self.scorer()? {
            Scorer::Replay(replay) => Some(&**replay),
            Scorer::Fold(_) => None,
        }
    }
}

/// What a fold takes, as a read.
pub(crate) fn read_of(input: &Input) -> Read {
    match *input {
        Input::Node(node) => Read::Node(node),
        Input::Finding(finding) => Read::Finding(finding),
        Input::Variable(variable) => Read::Variable(variable),
    }
}

fn worst_without_order(study: &Study, id: NodeId) -> Diagnostic {
    let node = &study.nodes[id];
    Diagnostic::error(
        "unordered",
        both!(
            "`own = \"worst\"` needs an ordered scale",
            "`own = \"worst\"` vraagt een schaal met een volgorde"
        ),
    )
    .at(
        node.span,
        both!(
            "`{}` is on the scale `{}`",
            "`{}` heeft schaal `{}`",
            study.nodes.name(id),
            study.scales.name(node.scale)
        ),
    )
    .help(both!("use `own = \"first\"`", "gebruik `own = \"first\"`"))
}

fn unknown_plugin(node: &Node, registry: &Registry) -> Diagnostic {
    let name = &node.score.plugin.value;
    let known: Vec<&str> = registry.ids().collect();
    let fault = Diagnostic::error(
        "unknown-plugin",
        both!("there is no plugin `{name}`", "er is geen plugin `{name}`"),
    )
    .at(node.score.plugin.span, both!("named here", "hier genoemd"));
    match toets_diagnostic::nearest(name, known.iter().copied()) {
        Some(near) => fault.help(both!("did you mean `{near}`?", "bedoelt u `{near}`?")),
        None => fault.help(both!(
            "known plugins: {}; a script plugin lies in `scripts/scoring/` or is given with `--script FILE`",
            "bekende plugins: {}; een plugin als script staat in `scripts/scoring/` of wordt gegeven met `--script BESTAND`",
            known.iter().map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", ")
        )),
    }
}
