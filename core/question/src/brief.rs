//! The answer first: of all that follows, as much as fits one screen.
//!
//! # Steps
//!
//! 1. The verdict of each cell is read off, and which of the judged scenarios reach its best level (`verdicts`).
//! 2. Where it can't be reached, what alone already stands in the way is found (`why`, `enough`).
//! 3. The smallest change that reaches it is looked for, for one group (`step`), and the unknowns that are worth most
//!    ([`decide`](crate::decide())).
//! 4. Conclusions are counted by what became of them.
//!
//! Nothing here names a scenario, a node or a study, and nothing is said in words: that is for whoever shows it.

mod enough;
mod step;
mod verdicts;
mod why;

use num_bigint::BigUint;
use toets_diagnostic::Diagnostic;
use toets_evaluate::{CaseBox, Evaluation, OpenVariable, Value};
use toets_model::{ConclusionId, ConclusionKind, Evaluate, FindingId, GroupId, LevelId, NodeId, ScenarioId, Study};
use toets_plugin::Registry;

use crate::conclude::{Status, cells_spoken_of, conclude};
use crate::decide::worth_most;
use crate::improve::Change;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskBrief {
    /// The scenarios that it is about, in order.
    pub judged: Vec<ScenarioId>,
    /// Scenarios that are set beside them, and that nothing else is said of.
    pub beside: Vec<ScenarioId>,
    /// The groups, in order.
    pub groups: Vec<GroupId>,
}

/// What a study says, in brief.
#[derive(Clone, Debug)]
pub struct Brief {
    /// What was asked.
    pub asked: AskBrief,
    /// The best level of the verdict, and how many of the judged scenarios reach it; none if the verdict is a number.
    pub best: Option<BestVerdict>,
    /// The verdicts: one for each scenario and group asked for, scenario by scenario.
    pub cells: Vec<BriefCell>,
    /// What stands in the way of the best level where no world reaches it: what does so in most cells first.
    pub causes: Vec<Cause>,
    /// The smallest change that reaches it. None where there is none to be found: a scenario reaches it already, the verdict has no levels,
    /// or it is too much to work out.
    pub step: Option<Step>,
    /// The unknowns that a verdict or a conclusion depends on, worth most first.
    pub unknowns: Vec<OpenVariable>,
    /// How many conclusions there are of each status.
    pub conclusions: ConclusionTally,
    /// What became of the conclusions that a summary opens with, in the order that the study gives them.
    pub keys: Vec<(ConclusionId, Status)>,
}

/// The best level of the verdict, and who reaches it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BestVerdict {
    /// The level: the last of its scale.
    pub level: LevelId,
    /// Which of the judged scenarios reach it, for each group for which any of them has a verdict.
    pub reaching: Vec<Reaching>,
}

/// Which of the judged scenarios reach the best level for a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reaching {
    /// The group.
    pub group: GroupId,
    /// Those that have a verdict there.
    pub judged: Vec<ScenarioId>,
    /// Those that reach it in every world.
    pub surely: Vec<ScenarioId>,
    /// Those that reach it in some world, those that surely do among them.
    pub possibly: Vec<ScenarioId>,
    /// Those that can be anything.
    pub open: Vec<ScenarioId>,
    /// Those of which no evidence speaks to the verdict: they can be anything, too.
    pub not_assessed: Vec<ScenarioId>,
}

/// The verdict of a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct BriefCell {
    /// The scenario.
    pub scenario: ScenarioId,
    /// The group.
    pub group: GroupId,
    /// The verdict.
    pub verdict: CellVerdict,
}

/// What is to be said of a verdict.
#[derive(Clone, Debug, PartialEq)]
pub enum CellVerdict {
    /// Nobody asked for it.
    NotAsked,
    /// The constraints admit no world of the scenario for the group.
    NoWorld,
    /// It applies to nobody.
    NotApplicable,
    /// No evidence speaks to it, in any world.
    NotAssessed,
    /// It is this in every world.
    Surely(Value),
    /// It can be each of these, worst to best: more than one.
    Open {
        /// What it can be.
        values: Vec<Value>,
        /// Whether an unknown has a say in it; if not, it differs only between people, choices or law.
        unknown: bool,
    },
}

/// What alone keeps the verdict from its best level, whatever the other things are that it is judged from.
#[derive(Clone, Debug, PartialEq)]
pub struct Cause {
    /// The node.
    pub node: NodeId,
    /// What the node can be in the cells in which it does so, worst to best.
    pub values: Vec<Value>,
    /// The finding on that node that is enough for it.
    pub finding: Option<FindingId>,
    /// The scenarios of which this is so, in every group for which they can't reach the best level.
    pub scenarios: Vec<ScenarioId>,
}

/// The smallest change that reaches the best level of the verdict, for all of a group.
#[derive(Clone, Debug)]
pub struct Step {
    /// The group.
    pub group: GroupId,
    /// What becomes of it.
    pub found: StepFound,
}

/// What becomes of the search for a change.
#[derive(Clone, Debug)]
pub enum StepFound {
    /// No choice of levers reaches it from any of the scenarios, whatever the answers to the unknowns.
    None,
    /// These scenarios reach it with these changes, and none with fewer.
    Way(Box<StepWay>),
}

/// A smallest change. Of several, one that depends on the fewest unknowns.
#[derive(Clone, Debug)]
pub struct StepWay {
    /// The scenarios from which this change is a smallest one: of all the judged ones none takes fewer.
    pub scenarios: Vec<ScenarioId>,
    /// The changes, in the order of the study's variables; none: as it is, with the right one of the choices below.
    pub changes: Vec<Change>,
    /// The choices of levers left open with which it is reached: disjoint boxes; one empty box: any.
    pub choices: Vec<CaseBox>,
    /// Whether it is reached whatever the answers to the unknowns.
    pub certain: bool,
    /// The unknowns that it then depends on; none where it is certain.
    pub hangs_on: Vec<OpenVariable>,
    /// How many other changes are as small: of these scenarios and of others.
    pub others: BigUint,
}

/// How many conclusions there are of each status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ConclusionTally {
    /// They hold.
    pub yes: usize,
    /// They do not hold.
    pub no: usize,
    /// That depends on unknowns.
    pub undetermined: usize,
    /// They have no formal condition.
    pub stated: usize,
}

impl ConclusionTally {
    /// Of a list of conclusions.
    fn of(all: impl Iterator<Item = Status>) -> Self {
        let mut tally = Self::default();
        for status in all {
            *match status {
                Status::Yes => &mut tally.yes,
                Status::No => &mut tally.no,
                Status::Undetermined => &mut tally.undetermined,
                Status::Stated => &mut tally.stated,
            } += 1;
        }
        tally
    }
}

/// The scenarios that are judged on request only and that a recommendation speaks of: a study sets them beside those
/// that it judges.
pub fn recommended(study: &Study) -> Vec<ScenarioId> {
    let recommendations = study.conclusions.iter().map(|(_, conclusion)| conclusion);
    let mut all: Vec<ScenarioId> = recommendations
        .filter(|conclusion| conclusion.kind == ConclusionKind::Recommendation)
        .flat_map(|conclusion| cells_spoken_of(study, conclusion))
        .map(|(scenario, _)| scenario)
        .filter(|&scenario| study.scenarios[scenario].evaluate == Evaluate::OnRequest)
        .filter(|&scenario| Some(scenario) != study.baseline)
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

impl Brief {
    /// The verdict of a cell.
    pub fn verdict(&self, scenario: ScenarioId, group: GroupId) -> &CellVerdict {
        let found = self
            .cells
            .iter()
            .find(|cell| (cell.scenario, cell.group) == (scenario, group));
        found.map_or(&CellVerdict::NotAsked, |cell| &cell.verdict)
    }
}

/// Says in brief what follows.
///
/// # Errors
/// The diagrams of a verdict or of a conclusion got too large. What else is too much to work out is left out.
pub fn brief(evaluation: &mut Evaluation, registry: &Registry, asked: AskBrief) -> Result<Brief, Vec<Diagnostic>> {
    let compiled = evaluation.compiled.clone();
    let cells = verdicts::cells(evaluation, &asked)?;
    let best = verdicts::best(&compiled.study, &asked, &cells);
    let level = best.as_ref().map(|best| best.level);
    let causes = level.map_or_else(Vec::new, |level| {
        why::causes(evaluation, registry, &cells, &asked, level)
    });
    let step = level.and_then(|level| step::step(&compiled, &cells, &asked, level));
    let of_judged: Vec<_> = cells
        .iter()
        .filter(|cell| asked.judged.contains(&cell.scenario))
        .map(|cell| (cell.scenario, cell.group))
        .collect();
    let unknowns = worth_most(evaluation, &of_judged).unwrap_or_default();
    let conclusions = conclude(evaluation)?;
    let mut keys: Vec<(u32, ConclusionId, Status)> = conclusions
        .iter()
        .filter_map(|one| {
            Some((
                compiled.study.conclusions[one.conclusion].key?,
                one.conclusion,
                one.status,
            ))
        })
        .collect();
    keys.sort_unstable_by_key(|&(place, conclusion, _)| (place, conclusion));
    Ok(Brief {
        asked,
        best,
        cells,
        causes,
        step,
        unknowns: unknowns.into_iter().map(|worth| worth.unknown).collect(),
        conclusions: ConclusionTally::of(conclusions.iter().map(|result| result.status)),
        keys: keys
            .into_iter()
            .map(|(_, conclusion, status)| (conclusion, status))
            .collect(),
    })
}
