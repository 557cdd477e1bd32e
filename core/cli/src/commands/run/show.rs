//! The results of a run, printed: on one screen, or in full.

use toets_evaluate::Evaluation;
use toets_question::{AskBrief, brief, burdens, compare, conclude, coverage, recommended, tell_apart};
use toets_report::{CaseLimit, Scorecard, Screen, Shown};

use super::onward;
use crate::answer::deliver;
use crate::args::{Cases, Run};
use crate::failure::{Failure, too_much};
use crate::named::{chosen_groups, chosen_scenarios, judged_scenarios};
use crate::opened::Ready;
use crate::output;

/// Prints the results of what was asked for.
pub(super) fn show(ready: &Ready, args: &Run, evaluation: &mut Evaluation) -> Result<(), Failure> {
    let study = ready.compiled.study.clone();
    let scenarios = chosen_scenarios(&study, &args.cells.scenarios)?;
    let groups = chosen_groups(&study, &args.cells.groups)?;
    if args.form.form().name == "table" && args.form.output.is_none() && !args.full {
        return show_in_brief(ready, args, evaluation);
    }
    let faulty = ready.faulty();
    let mut conclusions = conclude(evaluation).map_err(&faulty)?;
    tell_apart(evaluation, &ready.plugins, &mut conclusions).map_err(&faulty)?;
    let comparisons = compare(&ready.compiled).map_err(&faulty)?;
    let coverage = coverage(evaluation)
        .map_err(|exceeded| too_much(("what the evidence covers", "wat het bewijs dekt"), exceeded.limit))?;
    let burdens = burdens(evaluation, |s, g| scenarios.contains(&s) && groups.contains(&g))
        .map_err(|exceeded| too_much(("who bears what", "wie wat draagt"), exceeded.limit))?;
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
    let card = Scorecard::read(evaluation, shown).map_err(&faulty)?;
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
    let found = brief(evaluation, &ready.plugins, asked).map_err(ready.faulty())?;
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
