//! Printing: results to standard output, faults to standard error, and what the program's exit code says.

use std::io::{ErrorKind, IsTerminal, Write};
use std::sync::OnceLock;

use toets_diagnostic::render::Style;
use toets_diagnostic::{Diagnostic, Words, both};
use toets_model::{Language, Sources};

use crate::failure::{Failure, system_error};
use crate::help::wrapped;
use crate::receipt;

/// The language that was asked for on the command line, if any.
static ASKED: OnceLock<Language> = OnceLock::new();

/// Notes the language that the command line asks for.
pub(crate) fn ask_for(language: Language) {
    let _ = ASKED.set(language);
}

/// The language of faults: English, unless Dutch is asked for. Results are in Dutch by default; messages are English
/// first, so that they can be looked up.
pub(crate) fn language_of_faults() -> Language {
    ASKED.get().copied().unwrap_or(Language::En)
}

/// Why standard output does not hold all that was printed, if it does not.
static LOST: OnceLock<std::io::Error> = OnceLock::new();

/// Prints a result. Whether it arrived, [`delivered`] says at the end, so that no command can forget it.
pub(crate) fn result(text: &str) {
    print(text.as_bytes(), anstream::stdout().lock());
}

/// Prints a result that is no text, as it is.
pub(crate) fn bytes(bytes: &[u8]) {
    print(bytes, std::io::stdout().lock());
}

fn print(bytes: &[u8], mut out: impl Write) {
    receipt::prints(bytes);
    if let Err(error) = out.write_all(bytes).and_then(|()| out.flush()) {
        // The first reason is the one to tell.
        let _ = LOST.set(error);
    }
}

/// How much of what was printed arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Delivered {
    /// All of it.
    Whole,
    /// What its reader wanted: it went away (`toets run | head`), which is no fault.
    AsAsked,
}

/// Whether what was printed arrived.
///
/// # Errors
/// It could not be written: a disk is full.
pub(crate) fn delivered() -> Result<Delivered, Failure> {
    match LOST.get() {
        None => Ok(Delivered::Whole),
        Some(error) if error.kind() == ErrorKind::BrokenPipe => Ok(Delivered::AsAsked),
        Some(error) => {
            let why = system_error(error);
            Err(Failure::call(both!(
                "the result can't be written to standard output: {}",
                "de uitkomst is niet naar de standaarduitvoer te schrijven: {}",
                why
            )))
        }
    }
}

/// Prints why a command failed.
pub(crate) fn failure(failure: &Failure) {
    if let Some(text) = told(failure, language_of_faults()) {
        // Programs that read what is wrong have it on one line; people have it fitted.
        match terminal_size::terminal_size_of(std::io::stderr()) {
            Some((width, _)) => to_stderr(&fitted(&text, usize::from(width.0).max(LEAST))),
            None => to_stderr(&text),
        }
    }
    if let Failure::Study(diagnostics, sources) = failure {
        diagnose(diagnostics, sources);
    }
}

/// The narrowest that text is set.
const LEAST: usize = 40;

/// Lines of at most so many characters; what goes on is set in.
fn fitted(text: &str, width: usize) -> String {
    text.lines().map(|line| wrapped(line, width, 0, 2)).collect()
}

/// What is wrong with a call, and what to do; none where a study is wrong, which shows its lines.
pub(crate) fn told(failure: &Failure, language: Language) -> Option<String> {
    let Failure::Call(what, help) = failure else {
        return None;
    };
    let (error, advice) = match language {
        Language::En => ("error", "help"),
        Language::Nl => ("fout", "wat te doen"),
    };
    let mut text = format!("{error}: {}\n", what.get(language));
    if let Some(help) = help {
        text.push_str(&format!("{advice}: {}\n", help.get(language)));
    }
    Some(text)
}

/// Prints why a call can't be read.
pub(crate) fn refusal(text: &str) {
    to_stderr(text);
}

/// Prints diagnostics to standard error.
pub(crate) fn diagnose(diagnostics: &[Diagnostic], sources: &Sources) {
    if !diagnostics.is_empty() {
        to_stderr(&toets_diagnostic::render::human(diagnostics, sources, error_style()));
    }
}

fn to_stderr(text: &str) {
    let mut err = anstream::stderr().lock();
    let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
}

fn error_style() -> Style {
    Style {
        color: std::io::stderr().is_terminal(),
        width: width(),
        language: language_of_faults(),
    }
}

/// Whether and how results may be set out for a person.
pub(crate) fn is_terminal() -> bool {
    std::io::stdout().is_terminal() && !receipt::is_kept()
}

/// The width of the terminal, or a sensible one for files, whatever terminal the call came from.
pub(crate) fn width() -> usize {
    let terminal = if is_terminal() {
        terminal_size::terminal_size()
    } else {
        None
    };
    terminal.map_or(120, |(width, _)| usize::from(width.0).max(60))
}

/// Says, in one line, that there are warnings.
pub(crate) fn mention(diagnostics: &[Diagnostic]) {
    let warnings = diagnostics
        .iter()
        .filter(|d| d.severity == toets_diagnostic::Severity::Warning)
        .count();
    let (one, many) = match language_of_faults() {
        Language::En => ("warning: see", "warnings: see"),
        Language::Nl => ("waarschuwing: zie", "waarschuwingen: zie"),
    };
    match warnings {
        0 => {}
        1 => to_stderr(&format!("1 {one} `toets check`\n")),
        n => to_stderr(&format!("{n} {many} `toets check`\n")),
    }
}

/// Says something about the call, beside its result, in the language of faults.
pub(crate) fn remark(words: impl Into<Words>) {
    to_stderr(&format!("{}\n", words.into().get(language_of_faults())));
}

/// Asks for an answer.
pub(crate) fn prompt(text: &str) {
    to_stderr(text);
}

/// Says that the program itself is at fault.
pub(crate) fn defect(what: &str) {
    let what = what.replace('\n', " ");
    failure(&Failure::with_help(
        both!("toets has a defect: {what}", "toets bevat een fout: {what}"),
        (
            "please report this sentence with the study that shows it",
            "meld deze zin, met de studie waarbij het gebeurt",
        ),
    ));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_fitted_to_a_terminal() {
        let failure = Failure::with_help(
            ("there is no node `zzzzzz` in this study", ""),
            (
                "there are `verdict`, `desirability`, `child_interest`, `intellectual`, `continuity`",
                "",
            ),
        );
        let text = told(&failure, Language::En).map(|text| fitted(&text, 40));
        let set = "error: there is no node `zzzzzz` in this\n  study\nhelp: there are `verdict`,\n  `desirability`, `child_interest`,\n  `intellectual`, `continuity`\n";
        assert_eq!(text.as_deref(), Some(set));
    }
}
