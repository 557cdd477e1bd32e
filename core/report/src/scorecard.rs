//! What there is to show: plain data, read off an evaluation once, from which every format is made.

mod outlook;
mod read;

use std::sync::Arc;

use toets_answer::Answer;
use toets_evaluate::{Case, CaseBox, OpenVariable, Reach, Value};
use toets_model::{GroupId, Language, NodeId, ScenarioId, Study};
use toets_question::{Burden, ComparisonResult, ConclusionResult, Coverage, FindingCounts};

pub use outlook::Outlook;
pub(crate) use read::rows;

/// The results of a study, as far as they are to be shown.
#[derive(Clone, Debug)]
pub struct Scorecard {
    /// The study: names and labels are looked up in it.
    pub study: Arc<Study>,
    /// The nodes in the order of the framework, depth-first from the verdict, each once.
    pub rows: Vec<Row>,
    /// The scenarios shown, in order.
    pub scenarios: Vec<ScenarioId>,
    /// The groups shown, in order.
    pub groups: Vec<GroupId>,
    /// The cells, scenario by scenario, in each the groups in order.
    pub cells: Vec<Cell>,
    /// What becomes of the conclusions.
    pub conclusions: Vec<ConclusionResult>,
    /// What becomes of the comparisons.
    pub comparisons: Vec<ComparisonResult>,
    /// How far evidence covers the features of the scenarios shown.
    pub coverage: Vec<Coverage>,
    /// Who bears what in the cells shown.
    pub burdens: Vec<Burden>,
}

/// The results of a study.
pub fn scored(card: &Scorecard, language: Language) -> Answer<'_> {
    Answer::new(
        language,
        move || crate::page::of(card, language),
        || crate::json::json(card),
    )
    .recording(|| crate::csv::records(card))
}

/// A node's place in the framework.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The node.
    pub node: NodeId,
    /// How deep below the verdict (or below another node that nothing stands above).
    pub depth: usize,
}

/// A scenario for a group.
#[derive(Clone, Debug)]
pub struct Cell {
    /// The scenario.
    pub scenario: ScenarioId,
    /// The group.
    pub group: GroupId,
    /// Whether the constraints admit any world of it. If not, nothing is possible anywhere in it.
    pub has_worlds: bool,
    /// The results, one for each of [`Scorecard::rows`].
    pub results: Vec<NodeResult>,
}

/// What a node can be in a cell.
#[derive(Clone, Debug)]
pub struct NodeResult {
    /// What is possible, worst to best.
    pub possible: Vec<Value>,
    /// Where it is what, over everything that is open: one case for each of `possible`, in that order.
    pub cases: Vec<Case>,
    /// The same with what is not known set aside: for which people, choices and law which values remain possible.
    /// One outlook at least if anything is possible; disjoint, and together everything. None where they were not asked for.
    pub outlooks: Vec<Outlook>,
    /// The unknowns that it depends on.
    pub hangs_on: Vec<OpenVariable>,
    /// For whom it applies: all else is said of those.
    pub applies: Reach,
    /// Where it does not.
    pub not_applicable: NotApplicable,
    /// Where no evidence speaks to it.
    pub silent: Reach,
    /// Where evidence for and against met and decided it.
    pub mixed: Reach,
    /// How many findings on it apply.
    pub findings: FindingCounts,
    /// Where findings decide that it is off neutral although others found no effect.
    pub beside_no_effect: Reach,
}

/// The worlds in which a node does not apply.
#[derive(Clone, Debug, Default)]
pub struct NotApplicable {
    /// Disjoint boxes, in the order of the study's declarations.
    pub boxes: Vec<CaseBox>,
    /// Whether there are more boxes than were asked for.
    pub truncated: bool,
}

impl NodeResult {
    /// Whether it differs between people, choices or law, apart from what is not known.
    pub fn depends(&self) -> bool {
        self.outlooks
            .iter()
            .filter(|outlook| !outlook.values.is_empty())
            .count()
            > 1
    }

    /// Whether an unknown leaves it open, for anyone and any choice.
    pub fn is_open(&self) -> bool {
        self.outlooks.iter().any(|o| o.values.len() > 1)
    }
}

/// How many boxes a case lists at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum CaseLimit {
    /// None: nobody looks at them.
    None,
    /// The first 64.
    #[default]
    Short,
    /// All.
    Full,
}

impl CaseLimit {
    /// As a number.
    pub fn boxes(self) -> usize {
        match self {
            Self::None => 0,
            Self::Short => 64,
            Self::Full => usize::MAX,
        }
    }
}

/// What to put in a scorecard, beside the results of the cells.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The scenarios, in order.
    pub scenarios: Vec<ScenarioId>,
    /// The groups, in order.
    pub groups: Vec<GroupId>,
    /// How many boxes a case lists.
    pub cases: CaseLimit,
    /// Whether to say it in words: what is possible with unknowns set aside.
    pub outlooks: bool,
    /// Whether the worlds of every case are counted, not only of those that list part of their boxes.
    pub count: bool,
    /// What becomes of the conclusions.
    pub conclusions: Vec<ConclusionResult>,
    /// What becomes of the comparisons.
    pub comparisons: Vec<ComparisonResult>,
    /// How far evidence covers the features of scenarios; those of other scenarios are left out.
    pub coverage: Vec<Coverage>,
    /// Who bears what in the cells shown.
    pub burdens: Vec<Burden>,
}

impl Scorecard {
    /// The cell of a scenario and a group, if it is shown.
    pub fn cell(&self, scenario: ScenarioId, group: GroupId) -> Option<&Cell> {
        let shown = |c: &&Cell| c.scenario == scenario && c.group == group;
        self.cells.iter().find(shown)
    }
}
