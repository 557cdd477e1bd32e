//! Printing: results to standard output, faults to standard error, and what the program's exit code says.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use std::sync::OnceLock;

use toets_diagnostic::Diagnostic;
use toets_diagnostic::render::Style;
use toets_model::{Language, Sources};

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

use crate::receipt;

/// How a command ended, as the exit code says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All is well.
    Fine,
    /// A check found faults, or conclusions differ.
    Differs,
    /// The call or the input is wrong.
    BadInput,
}

impl Outcome {
    /// The exit code.
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Differs => 1,
            Self::BadInput => 2,
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(outcome.code())
    }
}

/// Why a command could not do what it was asked.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The call is wrong: what, and what to do.
    Call(String, Option<String>),
    /// The study or a script is wrong.
    Study(Vec<Diagnostic>, Box<Sources>),
}

impl Failure {
    pub(crate) fn call(what: impl Into<String>) -> Self {
        Self::Call(what.into(), None)
    }

    pub(crate) fn with_help(what: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Call(what.into(), Some(help.into()))
    }
}

/// Prints a result. A reader that went away (`toets run | head`) is no fault.
pub(crate) fn result(text: &str) {
    receipt::prints(text);
    let mut out = anstream::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Prints why a command failed.
pub(crate) fn failure(failure: &Failure) {
    match failure {
        Failure::Call(what, help) => {
            let mut text = format!("error: {what}\n");
            if let Some(help) = help {
                text.push_str(&format!("help: {help}\n"));
            }
            to_stderr(&text);
        }
        Failure::Study(diagnostics, sources) => diagnose(diagnostics, sources),
    }
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

/// Says something about the call, beside its result.
pub(crate) fn remark(text: &str) {
    to_stderr(&format!("{text}\n"));
}

/// Asks for an answer.
pub(crate) fn prompt(text: &str) {
    to_stderr(text);
}

/// How tables are set out where standard output goes.
pub(crate) fn table_style(language: toets_model::Language) -> toets_report::Style {
    toets_report::Style {
        language,
        color: is_terminal(),
        width: width(),
    }
}

/// Says that the program itself is at fault.
pub(crate) fn defect(what: &str) {
    let what = what.replace('\n', " ");
    to_stderr(&format!(
        "error: toets has a defect: {what}\nhelp: nothing was written; please report this sentence with the study that shows it\n"
    ));
}
