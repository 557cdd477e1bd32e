//! Where to read on: commands that run as they are printed.

use std::path::Path;

use toets_model::{GroupId, ScenarioId, Study};
use toets_question::{Brief, CellVerdict, StepFound};

use crate::args::{Lang, Run};
use crate::project;

/// The commands that say why, say everything, and write it down: of the same study, under the same law.
pub(super) fn commands(args: &Run, study: &Study, brief: &Brief) -> Vec<String> {
    let on = on(args);
    let mut commands = Vec::new();
    if let Some((scenario, group)) = cell(brief) {
        let (scenario, group) = (study.scenarios.name(scenario), study.groups.name(group));
        commands.push(command("explain", &on, &["--scenario", scenario, "--group", group]));
    }
    let mut full = vec!["--full"];
    full.extend(args.cells.scenarios.iter().flat_map(|name| ["--scenario", name]));
    full.extend(args.cells.groups.iter().flat_map(|name| ["--group", name]));
    commands.push(command("run", &on, &full));
    let file = match args.study.lang {
        Lang::Nl => "rapport.html",
        Lang::En => "report.html",
    };
    commands.push(command("report", &on, &["-o", file]));
    commands
}

/// The cell that is most worth an explanation: the one that a change is smallest in, or the first that has a verdict.
fn cell(brief: &Brief) -> Option<(ScenarioId, GroupId)> {
    let changed = brief.step.as_ref().and_then(|step| match &step.found {
        StepFound::Way(way) => Some((*way.scenarios.first()?, step.group)),
        StepFound::None => None,
    });
    let with_verdict = || {
        brief.cells.iter().find(|cell| {
            matches!(
                cell.verdict,
                CellVerdict::Surely(_) | CellVerdict::Open { .. } | CellVerdict::NotAssessed
            )
        })
    };
    changed.or_else(|| with_verdict().map(|cell| (cell.scenario, cell.group)))
}

/// What says which study, and under which law.
fn on(args: &Run) -> Vec<String> {
    let study = &args.study;
    let mut on: Vec<String> = Vec::new();
    // A study that is found without a name needs none.
    if let Some(given) = study.study.as_deref().filter(|given| !is_only(given)) {
        on.push(given.display().to_string());
    }
    let mut with = |flag: &str, value: &str| on.extend([flag.to_owned(), value.to_owned()]);
    if let Some(day) = &study.as_of {
        with("--as-of", day);
    }
    study.amendments.iter().for_each(|id| with("--amendment", id));
    study.open_amendments.iter().for_each(|id| with("--open-amendment", id));
    for script in &study.scripts {
        with("--script", &script.display().to_string());
    }
    if study.lang == Lang::En {
        with("--lang", "en");
    }
    on
}

fn is_only(given: &Path) -> bool {
    match (project::find(None), project::find(Some(given))) {
        (Ok(only), Ok(named)) => only.study == named.study,
        _ => false,
    }
}

fn command(name: &str, on: &[String], more: &[&str]) -> String {
    let words = ["toets", name].into_iter();
    let words = words.chain(on.iter().map(String::as_str)).chain(more.iter().copied());
    words.map(quoted).collect::<Vec<_>>().join(" ")
}

/// A word of a command as a shell reads it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:=,+@%\\".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}
