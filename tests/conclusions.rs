//! What the studies of this repository say is what was approved: the comparison of `toets test`, through insta.
//!
//! `cargo insta review` shows what differs; `toets test` says because of what, and `toets test --accept` keeps that too.

#![expect(
    clippy::disallowed_methods,
    reason = "tests look which studies and snapshots there are"
)]

mod support;

use std::path::PathBuf;

use toets_approved::{Approved, Store, Today, WriteAll, cells, compare, summary};
use toets_diagnostic::Words;
use toets_evaluate::evaluate;
use toets_model::Language;
use toets_question::{cells_needed, fingerprints};

use support::{ready, registry, root, study};

/// The studies below `policies/`, by the names of their folders.
fn studies() -> Vec<String> {
    let entries = std::fs::read_dir(root().join("policies")).expect("the folder of studies");
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names
        .filter(|name| root().join("policies").join(name).join("study.toml").is_file())
        .collect();
    names.sort();
    names
}

fn snapshots(study: &str) -> PathBuf {
    root().join("policies").join(study).join("snapshots")
}

/// A folder of approved snapshots, to be read.
struct Folder(PathBuf);

impl Store for Folder {
    fn list(&self) -> Result<Vec<String>, Words> {
        let entries = std::fs::read_dir(&self.0).expect("something was approved");
        Ok(entries
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .collect())
    }

    fn read(&self, file: &str) -> Result<Option<String>, Words> {
        Ok(std::fs::read_to_string(self.0.join(file)).ok())
    }

    fn write_all(&mut self, _: &WriteAll) -> Result<(), Words> {
        Err(Words::both("a test writes nothing", "een test schrijft niets"))
    }
}

/// What was approved.
fn approved(study: &str) -> Approved {
    Approved::read(&Folder(snapshots(study))).expect("it can be read")
}

#[test]
fn every_study_says_what_was_approved() {
    let studies = studies();
    assert!(studies.iter().any(|name| name == "onderwijs-negatieve-beschikking"));
    let mut wrong = Vec::new();
    for name in &studies {
        let approved = approved(name);
        let compiled = ready(study(&format!("policies/{name}/study.toml")));
        let compared = cells(&compiled.study, approved.cells());
        let mut all = [compared.clone(), cells_needed(&compiled.study)].concat();
        all.sort_unstable();
        all.dedup();
        let mut evaluation = evaluate(&compiled, &all).expect("the study can be evaluated");
        let inputs = fingerprints(&compiled, &registry());
        let today = Today::new(&mut evaluation, inputs, &compared).expect("the study can be evaluated");

        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(snapshots(name));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let pages = today
            .pages
            .iter()
            .flat_map(|(name, pages)| pages.iter().map(move |page| (name, page)));
        for (snapshot, (&language, page)) in pages {
            let file = snapshot.file(language);
            let stem = file.strip_suffix(".snap").expect("a snapshot's file");
            let same = || settings.bind(|| insta::assert_snapshot!(stem, page.contents));
            // All that differs is shown, and waits for a review, not only the first.
            if std::panic::catch_unwind(std::panic::AssertUnwindSafe(same)).is_err() {
                wrong.push(format!("{name}: {file} is not as it was approved"));
            }
        }
        let comparison = compare(&approved, &today, None);
        if !comparison.is_same() || approved.results() != &today.results {
            wrong.push(format!("{name}: {}", summary(&comparison, Language::En)));
        }
    }
    assert!(
        wrong.is_empty(),
        "{}\n`toets test` says because of what; `toets test --accept` approves it",
        wrong.join("\n")
    );
}

/// What stands for the reader is no shorter in one language than in the other, and names no day and no place of a machine.
#[test]
fn snapshots_say_the_same_in_both_languages_and_nothing_of_today() {
    for name in studies() {
        for (snapshot, pages) in approved(&name).pages {
            let [dutch, english] = [Language::Nl, Language::En].map(|language| &pages[&language].contents);
            let facts = |text: &str| text.lines().filter(|line| line.starts_with("- ")).count();
            assert_eq!(facts(dutch), facts(english), "{name}: {snapshot}");
            let ids = |text: &str| text.matches('`').count();
            assert_eq!(ids(dutch), ids(english), "{name}: {snapshot}");
            let root = root().display().to_string();
            assert!(
                !dutch.contains(&root) && !english.contains(&root),
                "{name}: {snapshot} names a folder"
            );
        }
    }
}
