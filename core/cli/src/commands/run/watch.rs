//! `toets run --watch`: evaluates again whenever a file is saved, and prints what moved.

use std::collections::BTreeMap;

use toets_approved::{Story, Today, Told};
use toets_diagnostic::Words;
use toets_evaluate::{Evaluation, evaluate, evaluate_again};
use toets_forms::Form;
use toets_model::Language;
use toets_question::{CellName, Inputs, fingerprints, moved};

use super::show::show;
use crate::args::Run;
use crate::cells::cells_to_evaluate;
use crate::commands::diff;
use crate::failure::{Failure, Outcome};
use crate::named::{chosen_groups, chosen_scenarios};
use crate::opened::{self, Opened, Ready};
use crate::output::{self, Delivered};
use crate::receipt;
use crate::system::Watched;

/// Prints the scorecard, then at each beat what moved since, if files changed; ends with the beats.
pub(super) fn watch(args: &Run, form: &Form, beats: impl Iterator<Item = ()>) -> Result<Outcome, Failure> {
    if !matches!(form.name, "table" | "md") || args.form.output.is_some() {
        return Err(Failure::with_help(
            (
                "`--watch` prints what moved, for people",
                "`--watch` drukt voor mensen af wat er veranderde",
            ),
            (
                "use `--format table` or `--format md` with it",
                "gebruik er `--format table` of `--format md` bij",
            ),
        ));
    }
    if receipt::is_kept() {
        return Err(Failure::with_help(
            (
                "`--watch` has no one result that a receipt could be of",
                "`--watch` heeft niet één uitkomst waarvan een bewijs kan zijn",
            ),
            (
                "run it once without `--watch` for a receipt",
                "voer de opdracht voor een bewijs eenmaal uit zonder `--watch`",
            ),
        ));
    }
    let mut watch = Watch {
        args,
        texts: Texts::of(args.study.lang.into()),
        good: None,
        evaluation: None,
        warnings: 0,
    };
    // A wrong call ends it; a faulty study may be mended.
    let (mut watched, opened) = opened::open_watched(&args.study)?;
    match watch.first(opened?) {
        Err(failure @ Failure::Call(..)) => return Err(failure),
        Err(failure) => watch.fault(&failure),
        Ok(()) => {}
    }
    output::delivered()?;
    watch.waits(&watched);
    let mut before = BTreeMap::new();
    for () in beats {
        let changed = watched.changed();
        // A file that is being written is left alone until it has stayed the same for a beat.
        if changed.is_empty() || changed != before {
            before = changed;
            continue;
        }
        let names: Vec<String> = std::mem::take(&mut before).into_keys().collect();
        let done = opened::open_watched(&args.study).and_then(|(now, opened)| {
            watched = now;
            let opened = opened?;
            match watch.good {
                Some(_) => watch.again(opened, &names),
                None => watch.first(opened),
            }
        });
        if let Err(failure) = done {
            watch.fault(&failure);
        }
        if output::delivered()? != Delivered::Whole {
            // Nobody reads it any more.
            break;
        }
        watch.waits(&watched);
    }
    Ok(Outcome::Fine)
}

struct Watch<'a> {
    args: &'a Run,
    texts: &'static Texts,
    /// What followed when the study was last without faults.
    good: Option<Today>,
    /// What the next evaluation may take over from.
    evaluation: Option<Evaluation>,
    /// How many warnings were mentioned.
    warnings: usize,
}

impl Watch<'_> {
    /// Prints the scorecard.
    fn first(&mut self, opened: Opened) -> Result<(), Failure> {
        let ready = opened.ready()?;
        let (mut evaluation, today) = self.evaluate(&ready)?;
        show(&ready, self.args, &mut evaluation)?;
        self.warnings = ready.warnings.len();
        self.good = Some(today);
        self.evaluation = Some(evaluation);
        Ok(())
    }

    /// Prints what moved since the study was last without faults.
    fn again(&mut self, opened: Opened, files: &[String]) -> Result<(), Failure> {
        let ready = opened.ready()?;
        let (evaluation, today) = self.evaluate(&ready)?;
        self.evaluation = Some(evaluation);
        let Some(before) = self.good.replace(today) else {
            return Ok(());
        };
        let Some(today) = &self.good else { return Ok(()) };
        let named = diff::in_study(&self.args.cells, &ready.compiled.study)?;
        let chosen = |today: &Today| diff::only(&today.results, &named);
        let moved = moved((&chosen(&before), &before.inputs), (&chosen(today), &today.inputs));
        let told = Told {
            study: &ready.compiled.study,
            moved: &moved,
            causes_known: true,
            idle: true,
            results: (&before.results, &today.results),
        };
        let story = Story::new(&told, self.args.study.lang.into());
        let files = files.join(", ");
        output::result(&match self.args.form.form().name {
            "md" => format!("# {files}\n\n{}\n", story.markdown().trim_end()),
            _ => format!("\n{files}\n\n{}", story.text()),
        });
        if ready.warnings.len() != self.warnings {
            output::mention(&ready.warnings);
            self.warnings = ready.warnings.len();
        }
        Ok(())
    }

    /// What follows now.
    fn evaluate(&mut self, ready: &Ready) -> Result<(Evaluation, Today), Failure> {
        let study = &ready.compiled.study;
        let scenarios = chosen_scenarios(study, &self.args.cells.scenarios)?;
        chosen_groups(study, &self.args.cells.groups)?;
        let cells = cells_to_evaluate(study, &scenarios);
        let faulty = ready.faulty();
        let again = evaluate_again(&ready.compiled, &cells, self.evaluation.take());
        if !again.faults.is_empty() {
            self.evaluation = Some(again.evaluation);
            return Err(faulty(again.faults));
        }
        let named: Vec<CellName> = scenarios
            .iter()
            .flat_map(|&scenario| {
                study.groups.names().map(move |group| CellName {
                    scenario: study.scenarios.name(scenario).to_owned(),
                    group: group.to_owned(),
                })
            })
            .collect();
        let told = toets_approved::cells(study, named.iter());
        let inputs = || -> Inputs { fingerprints(&ready.compiled, &ready.plugins) };
        let mut evaluation = again.evaluation;
        let today = Today::new(&mut evaluation, inputs(), &told).or_else(|_| {
            // Diagrams that an earlier study left behind must not be what makes it too much.
            evaluation = evaluate(&ready.compiled, &cells)?;
            Today::new(&mut evaluation, inputs(), &told)
        });
        let today = today.map_err(faulty)?;
        Ok((evaluation, today))
    }

    fn fault(&self, failure: &Failure) {
        output::failure(failure);
        if self.good.is_some() {
            output::remark(Words::same(self.texts.stands));
        }
    }

    fn waits(&self, watched: &Watched) {
        let files = watched.len().to_string();
        output::remark(Words::same(self.texts.waits.replace("{}", &files)));
    }
}

/// What is said of the watching itself.
struct Texts {
    waits: &'static str,
    stands: &'static str,
}

impl Texts {
    fn of(language: Language) -> &'static Self {
        match language {
            Language::Nl => &Self {
                waits: "(wacht op wijzigingen in {} bestanden; Ctrl-C stopt)",
                stands: "(het laatste resultaat zonder fouten blijft staan)",
            },
            Language::En => &Self {
                waits: "(waiting for changes in {} files; Ctrl-C ends it)",
                stands: "(the last result without faults stands)",
            },
        }
    }
}
