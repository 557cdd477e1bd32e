//! Two codings of the same evidence: how far they agree, and which disagreements matter.
//!
//! A disagreement is a choice that nobody has made yet. It becomes a variable of two values in the conditions of both codings, so that
//! one evaluation holds every combination of choices; what becomes of a conclusion or a verdict is then read off for each of them
//! (`outcomes`). What is harmless is so in every combination: nothing is drawn, nothing is tried one by one.

mod kappa;
mod outcomes;
mod two;

use std::sync::Arc;

use toets_diagnostic::Diagnostic;
use toets_evaluate::{Compiled, Value};
use toets_model::{ConclusionId, GroupId, NodeId, ScenarioId, Study};
use toets_plugin::Registry;

use crate::conclude::Status;

pub use kappa::Kappa;
pub use two::{Apart, Coding};

/// How two codings of a study compare.
#[derive(Debug)]
pub struct Agreement {
    /// For each node with findings that both coded with a level, how far they agree; in the order of the study.
    pub nodes: Vec<(NodeId, Kappa)>,
    /// The same over all nodes together.
    pub overall: Kappa,
    /// The findings that were coded otherwise, in the order of the first study, then those that only the second has.
    pub disagreements: Vec<Disagreement>,
    /// What moves if the second is followed everywhere.
    pub together: Moved,
    /// How many findings were coded under other conditions, where that is too many for every combination to be followed.
    pub too_many: Option<usize>,
}

/// A finding that was coded otherwise.
#[derive(Debug)]
pub struct Disagreement {
    /// Its id.
    pub id: String,
    /// The node that it is on, in the first study that has it.
    pub node: NodeId,
    /// How the first study has it; none where it has not.
    pub first: Option<Coding>,
    /// How the second one has it.
    pub second: Option<Coding>,
    /// Whether both have it, for other worlds.
    pub is_of_other_worlds: bool,
    /// What moves if the second is followed here, and the first in all else.
    pub alone: Moved,
    /// What it can move at all, whichever is followed in all else; nothing: it is harmless. None where the combinations are too many.
    pub matters: Option<Matters>,
}

impl Disagreement {
    /// Whether it moves no conclusion and no verdict, whichever coding is followed in all else; none where that was not worked out, and
    /// it moves nothing alone.
    pub fn is_harmless(&self) -> Option<bool> {
        match &self.matters {
            Some(matters) => Some(matters.conclusions.is_empty() && matters.verdicts.is_empty()),
            None if self.alone == Moved::default() => None,
            None => Some(false),
        }
    }
}

/// What moves between two codings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Moved {
    /// The conclusions, with what becomes of them by the one and by the other.
    pub conclusions: Vec<(ConclusionId, Status, Status)>,
    /// The verdicts, with what they can be by the one and by the other, worst to best.
    pub verdicts: Vec<VerdictMoved>,
}

/// A cell, with what its verdict can be by the one coding and by the other, worst to best.
pub type VerdictMoved = ((ScenarioId, GroupId), Vec<Value>, Vec<Value>);

/// What a disagreement can move in some combination of the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matters {
    /// Conclusions.
    pub conclusions: Vec<ConclusionId>,
    /// Cells, by their verdicts.
    pub verdicts: Vec<(ScenarioId, GroupId)>,
}

/// Why two codings can't be compared.
#[derive(Debug)]
pub enum NotComparable {
    /// The studies differ in more than their findings: what differs, by its section, and an id where there is one.
    Framework(&'static str, Option<String>),
    /// What is wrong with a study, or a limit that was met.
    Faults(Vec<Diagnostic>),
}

/// How many findings whose conditions differ may be followed in every combination.
pub(crate) const MOST_APART: usize = 8;

/// Compares the findings of two studies. In all else the first study counts.
///
/// # Errors
/// The studies differ in their framework; a limit was met.
pub fn agree(
    compiled: &Arc<Compiled>,
    second: &Study,
    registry: &Registry,
    cells: &[(ScenarioId, GroupId)],
) -> Result<Agreement, NotComparable> {
    let first = &compiled.study;
    two::same_framework(first, second)?;
    let apart = two::apart(first, second);
    let (nodes, overall) = kappa::of(first, second);
    let compared = outcomes::Compared::new(compiled, registry, cells, &apart)?;
    let disagreements = apart.iter().enumerate().map(|(n, one)| {
        let mut only = vec![false; apart.len()];
        only[n] = true;
        Ok(Disagreement {
            id: one.id.clone(),
            node: one.node(),
            first: one.first.as_ref().map(Coding::of),
            second: one.second.as_ref().map(Coding::of),
            is_of_other_worlds: one.is_of_other_worlds(),
            alone: compared.moved(&only)?,
            matters: compared.matters(n),
        })
    });
    Ok(Agreement {
        nodes,
        overall,
        disagreements: disagreements.collect::<Result<_, NotComparable>>()?,
        together: compared.moved(&vec![true; apart.len()])?,
        too_many: compared.too_many(),
    })
}

impl Coding {
    fn of(finding: &toets_model::Finding) -> Self {
        Self {
            node: finding.node,
            level: finding.level,
            modality: finding.modality,
        }
    }
}
