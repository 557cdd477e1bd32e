//! `toets test`: what follows beside what was approved, and the tests that scripts bring along (`fn test_…()`).

mod review;

use serde_json::json;
use toets_approved::{Approved, Comparison, Difference, Name, State, Store, Story, Today, Told, compare, summary};
use toets_diagnostic::both;
use toets_model::{Language, Study};
use toets_question::{CellName, Moved, fingerprints};

use super::script;
use crate::args::{Test, TestFormat};
use crate::cells::evaluate_all;
use crate::failure::{Failure, Outcome};
use crate::named::{chosen_groups, chosen_scenarios};
use crate::opened;
use crate::output;
use crate::project;
use crate::system::Folder;

/// The folder of approved snapshots, beside a study.
const SNAPSHOTS: &str = "snapshots";

/// How many lines that differ are shown of one snapshot.
const LINES: usize = 60;

/// Compares, prints what differs, and approves what is accepted.
pub(crate) fn test(args: &Test) -> Result<Outcome, Failure> {
    let project = project::find(args.study.study.as_deref())?;
    let mut folder = project.system.folder_beside(&project.study, SNAPSHOTS)?;
    let ready = opened::open(&args.study)?.ready()?;
    let study = ready.compiled.study.clone();
    let approved = Approved::read(&folder).map_err(Failure::call)?;
    let mut cells = toets_approved::cells(&study, approved.cells());
    let only = chosen(args, &study)?;
    if let Some(only) = &only {
        let named = |cell: &CellName| Some((study.scenarios.find(&cell.scenario)?, study.groups.find(&cell.group)?));
        cells.extend(only.iter().filter_map(named));
        cells.sort_unstable();
        cells.dedup();
    }
    let asked: Vec<_> = cells.iter().map(|&(scenario, _)| scenario).collect();
    let mut evaluation = evaluate_all(&ready, &asked)?;
    let inputs = fingerprints(&ready.compiled, &ready.plugins);
    let today = Today::new(&mut evaluation, inputs, &cells).map_err(ready.faulty())?;
    let comparison = compare(&approved, &today, only.as_deref());
    output::mention(&ready.warnings);
    let tester = Tester {
        study: &study,
        approved: &approved,
        today: &today,
        comparison: &comparison,
        language: args.study.lang.into(),
    };
    if args.review {
        return tester.review(&mut folder);
    }
    let scripts = script::test::of_study(&ready)?;
    output::result(&match args.format {
        TestFormat::Text => {
            let of_scripts = script::test::text(&scripts);
            let between = if of_scripts.is_empty() { "" } else { "\n" };
            format!("{}{between}{of_scripts}", tester.text(!args.accept))
        }
        TestFormat::Json => tester.json(&script::test::json(&scripts, &ready.sources)),
    });
    let tested = script::test::finish(&scripts, &ready.sources);
    if args.accept {
        let all: Vec<&Difference> = comparison.differences.iter().collect();
        tester.accept(&mut folder, &all)?;
        return Ok(tested);
    }
    if args.pending && !comparison.is_same() {
        folder.write_all(&comparison.pend()).map_err(Failure::call)?;
    }
    Ok(if comparison.is_same() { tested } else { Outcome::Differs })
}

/// The cells that were asked for; none: all.
fn chosen(args: &Test, study: &Study) -> Result<Option<Vec<CellName>>, Failure> {
    if args.cells.scenarios.is_empty() && args.cells.groups.is_empty() {
        return Ok(None);
    }
    let groups = chosen_groups(study, &args.cells.groups)?;
    let cells = chosen_scenarios(study, &args.cells.scenarios)?
        .into_iter()
        .flat_map(|scenario| {
            groups.iter().map(move |&group| CellName {
                scenario: study.scenarios.name(scenario).to_owned(),
                group: study.groups.name(group).to_owned(),
            })
        });
    Ok(Some(cells.collect()))
}

/// A comparison, with what is needed to tell it.
struct Tester<'a> {
    study: &'a Study,
    approved: &'a Approved,
    today: &'a Today,
    comparison: &'a Comparison,
    language: Language,
}

impl Tester<'_> {
    fn story(&self, moved: &Moved, idle: bool) -> Story {
        let told = Told {
            study: self.study,
            moved,
            causes_known: self.comparison.causes_known,
            idle,
            results: (self.approved.results(), &self.today.results),
        };
        Story::new(&told, self.language)
    }

    /// How the snapshots stand, what moved and why; with `lines` the lines that differ of snapshots whose results can't tell it.
    fn text(&self, lines: bool) -> String {
        let mut text = summary(self.comparison, self.language);
        let compared = self.comparison.same > 0 || self.comparison.differences.iter().any(|d| d.approved.is_some());
        let story = self.story(&self.comparison.moved, true);
        if compared && !story.chapters.is_empty() {
            text.push_str(&format!("\n{}", story.text()));
        }
        let has_page = |d: &&Difference| d.approved.as_ref().is_some_and(|pages| !pages.is_empty());
        let untold = |d: &&Difference| {
            self.comparison.is_wording(d) || d.state == State::Changed && self.comparison.unread.contains(&d.name)
        };
        let untold = self.comparison.differences.iter().filter(has_page).filter(untold);
        for difference in untold.filter(|_| lines) {
            let lines = difference.lines(self.language, LINES);
            if !lines.is_empty() {
                text.push_str(&format!("\n{}\n{lines}", title(&difference.name)));
            }
        }
        text
    }

    fn json(&self, scripts: &serde_json::Value) -> String {
        let differences: Vec<_> = self
            .comparison
            .differences
            .iter()
            .map(|difference| {
                let state = match difference.state {
                    State::New => "new",
                    State::Unapproved => "unapproved",
                    State::Changed => "changed",
                    State::Removed => "removed",
                };
                json!({
                    "snapshot": difference.name.to_string(), "files": difference.name.files(), "state": state,
                    "wording_only": self.comparison.is_wording(difference),
                })
            })
            .collect();
        let moved = toets_approved::json(&self.comparison.moved, self.comparison.causes_known);
        let all = json!({
            "schema": 1, "study": self.study.id, "as_approved": self.comparison.same, "differences": differences,
            "faulty": self.comparison.faulty(), "pending": self.comparison.pending(),
            "moves": moved["moves"], "changes": moved["changes"],
            "scripts": scripts,
        });
        format!("{all:#}\n")
    }

    /// Approves differences, all at once.
    fn accept(&self, folder: &mut Folder, accepted: &[&Difference]) -> Result<(), Failure> {
        let files = self.comparison.accept(accepted);
        if files.is_empty() {
            return Ok(());
        }
        folder.write_all(&files).map_err(Failure::call)?;
        let written: Vec<&str> = files.keys().map(String::as_str).collect();
        output::remark(both!(
            "approved in `{SNAPSHOTS}/`: {}",
            "goedgekeurd in `{SNAPSHOTS}/`: {}",
            written.join(", ")
        ));
        Ok(())
    }
}

/// What a snapshot is of, for a person.
fn title(name: &Name) -> String {
    match name {
        Name::Cell(cell) => format!("{} · {}", cell.scenario, cell.group),
        other => other.to_string(),
    }
}
