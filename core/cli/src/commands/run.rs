//! `toets run`: what follows, on one screen; in full, the scorecard, and which conclusions hold.

mod onward;
mod watch;

use toets_evaluate::{Evaluation, all_cells, evaluate};
use toets_model::{GroupId, ScenarioId, Study};
use toets_question::{AskBrief, brief, burdens, cells_needed, compare, conclude, coverage, recommended, tell_apart};
use toets_report::{CaseLimit, Scorecard, Screen, Shown};

use super::ask;
use crate::answer::{deliver, possible};
use crate::args::{Cases, Run};
use crate::opened::{self, Ready};
use crate::output::{self, Failure, Outcome};
use crate::system::beats_until_interrupted;

/// Evaluates a study and prints the results.
pub(crate) fn run(args: &Run) -> Result<Outcome, Failure> {
    let form = possible(&args.form)?;
    if args.watch {
        return watch::watch(args, form, beats_until_interrupted()?);
    }
    let ready = opened::open(&args.study)?.ready()?;
    let scenarios = chosen_scenarios(&ready.compiled.study, &args.cells.scenarios)?;
    chosen_groups(&ready.compiled.study, &args.cells.groups)?;
    let mut evaluation = evaluate_all(&ready, &scenarios)?;
    show(&ready, args, &mut evaluation)?;
    Ok(Outcome::Fine)
}

/// Prints the results of what was asked for.
fn show(ready: &Ready, args: &Run, evaluation: &mut Evaluation) -> Result<(), Failure> {
    let study = ready.compiled.study.clone();
    let scenarios = chosen_scenarios(&study, &args.cells.scenarios)?;
    let groups = chosen_groups(&study, &args.cells.groups)?;
    if args.form.form().name == "table" && args.form.output.is_none() && !args.full {
        return show_in_brief(ready, args, evaluation);
    }
    let faulty = |faults| Failure::Study(faults, Box::new(ready.sources.clone()));
    let mut conclusions = conclude(evaluation).map_err(faulty)?;
    tell_apart(evaluation, &ready.plugins, &mut conclusions).map_err(faulty)?;
    let comparisons = compare(&ready.compiled).map_err(faulty)?;
    let coverage = coverage(evaluation)
        .map_err(|exceeded| output::too_much(("what the evidence covers", "wat het bewijs dekt"), exceeded.limit))?;
    let burdens = burdens(evaluation, |s, g| scenarios.contains(&s) && groups.contains(&g))
        .map_err(|exceeded| output::too_much(("who bears what", "wie wat draagt"), exceeded.limit))?;
    let form = args.form.form();
    let shown = Shown {
        scenarios,
        groups,
        cases: match args.cases {
            _ if !form.data => CaseLimit::None,
            Cases::Short => CaseLimit::Short,
            Cases::Full => CaseLimit::Full,
        },
        outlooks: form.words,
        count: form.data && form.name != "json",
        conclusions,
        comparisons,
        coverage,
        burdens,
    };
    let card = Scorecard::read(evaluation, shown).map_err(faulty)?;
    deliver(&toets_report::scored(&card, args.study.lang.into()), &args.form)?;
    output::mention(&ready.warnings);
    Ok(())
}

/// Prints what fits one screen: of the scenarios asked for, or of those that are judged and what is recommended beside them.
fn show_in_brief(ready: &Ready, args: &Run, evaluation: &mut Evaluation) -> Result<(), Failure> {
    let study = ready.compiled.study.clone();
    let asked = AskBrief {
        judged: judged_scenarios(&study, &args.cells.scenarios)?,
        beside: match args.cells.scenarios.is_empty() {
            true => recommended(&study),
            false => Vec::new(),
        },
        groups: chosen_groups(&study, &args.cells.groups)?,
    };
    let found = brief(evaluation, &ready.plugins, asked)
        .map_err(|faults| Failure::Study(faults, Box::new(ready.sources.clone())))?;
    let commands = onward::commands(args, &study, &found);
    let screen = Screen {
        language: args.study.lang.into(),
        color: output::is_terminal(),
        width: output::width(),
    };
    output::result(&toets_report::in_brief(&study, &found, &commands, screen));
    output::mention(&ready.warnings);
    Ok(())
}

/// Evaluates every cell that is judged, those that conclusions speak of besides, and those of scenarios that were asked
/// for by name.
pub(crate) fn evaluate_all(ready: &Ready, asked: &[ScenarioId]) -> Result<Evaluation, Failure> {
    let cells = cells_to_evaluate(&ready.compiled.study, asked);
    evaluate(&ready.compiled, &cells).map_err(|faults| Failure::Study(faults, Box::new(ready.sources.clone())))
}

fn cells_to_evaluate(study: &Study, asked: &[ScenarioId]) -> Vec<(ScenarioId, GroupId)> {
    let mut cells = all_cells(study);
    cells.extend(
        asked
            .iter()
            .flat_map(|&scenario| study.groups.indices().map(move |group| (scenario, group))),
    );
    cells.extend(cells_needed(study));
    cells.sort_unstable();
    cells.dedup();
    cells
}

/// The scenarios named, or those that are shown unless others are asked for: the baseline first.
pub(crate) fn chosen_scenarios(study: &Study, names: &[String]) -> Result<Vec<ScenarioId>, Failure> {
    if names.is_empty() {
        return Ok(study.shown_scenarios().collect());
    }
    ask::scenarios(study, names)
}

/// The scenarios named, or all that are judged: not the baseline.
pub(crate) fn judged_scenarios(study: &Study, names: &[String]) -> Result<Vec<ScenarioId>, Failure> {
    if names.is_empty() {
        return Ok(study.judged().collect());
    }
    ask::scenarios(study, names)
}

/// The groups named, or all.
pub(crate) fn chosen_groups(study: &Study, names: &[String]) -> Result<Vec<GroupId>, Failure> {
    if names.is_empty() {
        return Ok(study.groups.indices().collect());
    }
    ask::groups(study, names)
}
