//! Everything that a report tells, asked once: ids and diagrams, no words yet.

mod conditions;
mod evidence;

use std::sync::Arc;

use rayon::prelude::*;
use toets_diagnostic::Diagnostic;
use toets_diagram::Exceeded;
use toets_evaluate::{CellResult, Compiled, Evaluation};
use toets_graph::View;
use toets_model::{GroupId, NodeId, ScenarioId, Text};
use toets_plugin::Registry;
use toets_question::{
    AskBrief, AskSpace, Brief, Decisions, DesignSpace, NoProgress, brief, burdens, compare, conclude, coverage, decide,
    recommended, space, tell_apart, too_large,
};
use toets_report::{CaseLimit, Scorecard, Shown};

use crate::document::{File, Making};
use crate::explore::Explore;

pub use conditions::Reached;
pub use evidence::{NodeEvidence, Said, Speaks};

/// What a report is to be about, beside an evaluation.
pub struct Ask<'a> {
    /// The plugins that judged.
    pub registry: &'a Registry,
    /// The scenarios shown, in order.
    pub scenarios: Vec<ScenarioId>,
    /// The groups shown, in order.
    pub groups: Vec<GroupId>,
    /// What depends on what.
    pub graph: View,
    /// The version of the program.
    pub version: String,
    /// The command that makes the report.
    pub command: String,
    /// SHA-256 over all files.
    pub hash: String,
    /// The files that were read.
    pub files: Vec<File>,
}

/// Everything that a report tells.
pub struct Answers {
    /// The study made ready.
    pub compiled: Arc<Compiled>,
    /// Results, conclusions, comparisons and coverage.
    pub card: Scorecard,
    /// What evidence and scripts say in each of the card's cells.
    pub cells: Vec<CellAnswers>,
    /// What is open, and which answers are worth most.
    pub decisions: Decisions,
    /// All designs, for each group.
    pub spaces: Vec<DesignSpace>,
    /// What depends on what.
    pub graph: View,
    /// For each node the rule that judges it.
    pub rules: Vec<Rule>,
    /// How the report is made; labels of plugins are not in it.
    pub making: Making,
    /// What is to be said first.
    pub brief: Brief,
    pub(crate) explore: Explore,
}

/// What evidence and scripts say in a cell.
#[derive(Clone, Debug, Default)]
pub struct CellAnswers {
    /// For each of the card's rows.
    pub nodes: Vec<NodeEvidence>,
    /// Under which conditions levels are reached, of the verdict and what it is judged from.
    pub reached: Vec<(NodeId, Vec<Reached>)>,
}

/// A rule that judges a node.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The plugin's id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Its name for people.
    pub label: Text,
}

impl Answers {
    /// Asks everything.
    ///
    /// # Errors
    /// The faults of scorers; something is too large to work out: a report says all or nothing.
    pub fn gather(evaluation: &mut Evaluation, ask: Ask<'_>) -> Result<Self, Vec<Diagnostic>> {
        let compiled = evaluation.compiled.clone();
        let study = compiled.study.clone();
        let spaces = || {
            let groups: Vec<Option<GroupId>> = match ask.groups.as_slice() {
                [] => vec![None],
                some => some.iter().copied().map(Some).collect(),
            };
            let counted = groups.into_par_iter().map(|group| {
                let asked = AskSpace {
                    group,
                    ..AskSpace::default()
                };
                space(&compiled, &asked, &NoProgress)
            });
            counted.collect::<Result<Vec<DesignSpace>, Vec<Diagnostic>>>()
        };
        let cells: Vec<(ScenarioId, GroupId)> = ask
            .scenarios
            .iter()
            .flat_map(|&scenario| ask.groups.iter().map(move |&group| (scenario, group)))
            .collect();
        let results = || {
            let mut conclusions = conclude(evaluation)?;
            tell_apart(evaluation, ask.registry, &mut conclusions)?;
            let comparisons = compare(&compiled)?;
            let covered = coverage(evaluation).map_err(|exceeded| {
                vec![too_large(
                    &compiled,
                    ("what the evidence covers", "wat het bewijs dekt"),
                    &exceeded,
                )]
            })?;
            let shown = |s: ScenarioId, g: GroupId| cells.contains(&(s, g));
            let burdens = burdens(evaluation, shown)
                .map_err(|e| vec![too_large(&compiled, ("who bears what", "wie wat draagt"), &e)])?;
            // Nobody set out to judge the baseline: what is not known of it is no question to research.
            let judged = cells.iter().copied().filter(|(s, _)| Some(*s) != study.baseline);
            let decisions = decide(evaluation, &judged.collect::<Vec<_>>(), &NoProgress)?;
            let shown = Shown {
                scenarios: ask.scenarios.clone(),
                groups: ask.groups.clone(),
                cases: CaseLimit::None,
                outlooks: true,
                count: false,
                conclusions,
                comparisons,
                coverage: covered,
                burdens,
            };
            let card = Scorecard::read(evaluation, shown)?;
            let explore = Explore::read(evaluation, &card)
                .map_err(|exceeded| vec![too_large(&compiled, ("the exploration", "de verkenning"), &exceeded)])?;
            let scripted = evidence::scripted(&compiled, evaluation);
            let answers = evaluation.cells.par_iter_mut().map(|cell| {
                let shown = card.cell(cell.scenario, cell.group).is_some();
                let answers = match shown {
                    true => cell_answers(&compiled, cell, &card, &scripted),
                    false => Ok(CellAnswers::default()),
                };
                (cell.scenario, cell.group, answers)
            });
            let answers: Vec<_> = answers.collect();
            let mut cells = Vec::with_capacity(card.cells.len());
            for shown in &card.cells {
                let found = answers
                    .iter()
                    .find(|(s, g, _)| (*s, *g) == (shown.scenario, shown.group));
                let Some((_, _, answers)) = found else { continue };
                match answers {
                    Ok(answers) => cells.push(answers.clone()),
                    Err(exceeded) => {
                        return Err(vec![too_large(
                            &compiled,
                            (
                                "what is said of a scenario and group",
                                "wat van een scenario en doelgroep wordt gezegd",
                            ),
                            exceeded,
                        )]);
                    }
                }
            }
            // What is recommended stands beside all that is judged, not beside a choice of it.
            let whole = study.judged().all(|scenario| ask.scenarios.contains(&scenario));
            let beside = recommended(&study)
                .into_iter()
                .filter(|scenario| whole && !ask.scenarios.contains(scenario));
            let judged = ask.scenarios.iter().copied().filter(|&s| Some(s) != study.baseline);
            let asked = AskBrief {
                judged: judged.collect(),
                beside: beside.collect(),
                groups: ask.groups.clone(),
            };
            let brief = brief(evaluation, ask.registry, asked)?;
            Ok((card, cells, decisions, explore, brief))
        };
        let (spaces, results) = rayon::join(spaces, results);
        let (card, cells, decisions, explore, brief) = results?;
        let rules = study
            .nodes
            .iter()
            .map(|(_, node)| rule(ask.registry, &node.score.plugin.value));
        Ok(Self {
            card,
            cells,
            decisions,
            spaces: spaces?,
            graph: ask.graph,
            rules: rules.collect(),
            making: Making {
                version: ask.version,
                command: ask.command,
                hash: ask.hash,
                files: ask.files,
                plugins: Vec::new(),
            },
            brief,
            explore,
            compiled,
        })
    }
}

fn rule(registry: &Registry, id: &str) -> Rule {
    let plugin = registry.get(id);
    Rule {
        id: id.to_owned(),
        version: plugin.map(|plugin| plugin.version().to_owned()).unwrap_or_default(),
        label: plugin.map(|plugin| plugin.label()).unwrap_or_default(),
    }
}

fn cell_answers(
    compiled: &Compiled,
    cell: &mut CellResult,
    card: &Scorecard,
    scripted: &[bool],
) -> Result<CellAnswers, Exceeded> {
    let mut answers = CellAnswers::default();
    let people = evidence::People::of(compiled, cell)?;
    for row in &card.rows {
        answers
            .nodes
            .push(evidence::node(compiled, cell, row.node, &people, scripted)?);
    }
    answers.reached = conditions::reached(compiled, cell)?;
    Ok(answers)
}
