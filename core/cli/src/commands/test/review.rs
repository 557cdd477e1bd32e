//! `toets test --review`: differences one by one, as cargo-insta shows them.

use std::io::BufRead;

use toets_approved::{Difference, State};
use toets_diagnostic::{Words, both};
use toets_model::Language;

use super::{Tester, title};
use crate::failure::{Failure, Outcome};
use crate::output;
use crate::system::Folder;

/// How many lines that differ are shown before they are asked for.
const FIRST_LINES: usize = 30;

/// What a person decided.
enum Decision {
    Accept,
    Reject,
    Skip,
    Quit,
}

impl Tester<'_> {
    /// Shows each difference and asks what to do; what was accepted is written at the end, all at once.
    pub(super) fn review(&self, folder: &mut Folder) -> Result<Outcome, Failure> {
        let differences = &self.comparison.differences;
        let mut answers = std::io::stdin().lock().lines();
        let mut accepted: Vec<&Difference> = Vec::new();
        let (mut rejected, mut skipped) = (0, 0);
        output::result(&toets_approved::summary(self.comparison, self.language));
        for (n, difference) in differences.iter().enumerate() {
            self.show(n + 1, difference);
            let mut next = || answers.next().and_then(Result::ok);
            match self.ask(difference, &mut next) {
                Decision::Accept => accepted.push(difference),
                Decision::Reject => rejected += 1,
                Decision::Skip => skipped += 1,
                Decision::Quit => {
                    skipped += differences.len() - n;
                    break;
                }
            }
        }
        self.accept(folder, &accepted)?;
        let count = accepted.len();
        output::remark(both!(
            "{count} accepted, {rejected} rejected, {skipped} left as they are",
            "{count} goedgekeurd, {rejected} afgekeurd, {skipped} zo gelaten"
        ));
        let all = count == differences.len();
        Ok(if all { Outcome::Fine } else { Outcome::Differs })
    }

    fn show(&self, number: usize, difference: &Difference) {
        let state: Words = match difference.state {
            State::New => ("new", "nieuw"),
            State::Unapproved => ("never approved", "nooit goedgekeurd"),
            State::Changed if self.comparison.is_wording(difference) => ("other words only", "alleen andere woorden"),
            State::Changed => ("changed", "veranderd"),
            State::Removed => ("no longer judged", "niet meer beoordeeld"),
        }
        .into();
        let state = state.get(self.language);
        let all = self.comparison.differences.len();
        let mut text = format!("\n[{number}/{all}] {} ({state})\n\n", title(&difference.name));
        let moved = self.comparison.moved_in(&difference.name);
        if !moved.moves.is_empty() {
            text.push_str(&self.story(&moved, false).text());
            text.push('\n');
        }
        text.push_str(&difference.lines(self.language, FIRST_LINES));
        output::result(&text);
    }

    /// Asks until there is an answer; no answer at all is to quit.
    fn ask(&self, difference: &Difference, answer: &mut dyn FnMut() -> Option<String>) -> Decision {
        loop {
            output::prompt(match self.language {
                Language::En => "a accept, r reject, s skip, d show all lines, q quit: ",
                Language::Nl => "a goedkeuren, r afkeuren, s overslaan, d alle regels, q stoppen: ",
            });
            let Some(answer) = answer() else {
                return Decision::Quit;
            };
            match answer.trim() {
                "a" | "accept" => return Decision::Accept,
                "r" | "reject" => return Decision::Reject,
                "s" | "skip" => return Decision::Skip,
                "q" | "quit" => return Decision::Quit,
                "d" | "diff" => output::result(&difference.lines(self.language, usize::MAX)),
                _ => {}
            }
        }
    }
}
