//! The program `toets`.
//!
//! The command line is the edge of the pipeline: it finds the project ([`project`]), reads files ([`system`]), opens a
//! study ([`opened`]), asks for what a command wants ([`commands`]) and prints it ([`output`]). It is the only crate that
//! touches files, the clock or the terminal.

mod answer;
mod args;
mod call;
mod cells;
mod commands;
mod failure;
mod help;
mod named;
mod opened;
mod output;
mod places;
mod project;
mod receipt;
mod stray;
mod system;
mod waiting;

use std::process::ExitCode;

use clap::parser::ValueSource;
use clap::{ArgMatches, CommandFactory, FromArgMatches};

use crate::failure::{Failure, Outcome};
use crate::output::Delivered;

fn main() -> ExitCode {
    let matches = match args::Args::command().try_get_matches() {
        Ok(matches) => matches,
        Err(error) => return call::refused(&error),
    };
    if let Some(language) = asked(&matches) {
        output::ask_for(language.into());
    }
    let args = match args::Args::from_arg_matches(&matches) {
        Ok(args) => args,
        Err(error) => return call::refused(&error),
    };
    // Diagrams may be deep: threads get room, and recursion grows its stack where even that is not enough. If there can
    // be no pool of our own the usual one serves.
    let _ = rayon::ThreadPoolBuilder::new()
        .stack_size(16 * 1024 * 1024)
        .build_global();
    // A panic is a mistake of the program: the user gets a sentence about it and the exit code of a call that failed.
    std::panic::set_hook(Box::new(|panic| output::defect(&panic.to_string())));
    let done = std::panic::catch_unwind(|| {
        if let Some(file) = &args.receipt {
            receipt::begin(file, system::arguments());
        }
        let outcome = commands::run(args)?;
        finish_receipt(outcome, output::delivered()?)?;
        Ok(outcome)
    });
    match done {
        Ok(Ok(outcome)) => outcome.into(),
        Ok(Err(failure)) => {
            output::failure(&failure);
            Outcome::BadInput.into()
        }
        Err(_) => Outcome::BadInput.into(),
    }
}

/// Writes the receipt, if one is kept: never of what was printed and did not arrive.
///
/// # Errors
/// The command opened no study, or the file can't be written.
fn finish_receipt(outcome: Outcome, delivered: Delivered) -> Result<(), Failure> {
    let Some(kept) = receipt::take() else { return Ok(()) };
    let (file, text) = kept.finish(outcome)?;
    if delivered == Delivered::Whole {
        return system::write_whole(&file, text.as_bytes());
    }
    output::remark((
        "no receipt was written: nobody read the result to its end",
        "er is geen bewijs geschreven: de uitkomst is niet tot het einde gelezen",
    ));
    Ok(())
}

/// The one language that the call itself asks for; none where the default stands or a report is in several.
fn asked(matches: &ArgMatches) -> Option<args::Lang> {
    if let Some((_, inner)) = matches.subcommand() {
        return asked(inner);
    }
    let said = matches.ids().any(|id| id == "lang") && matches.value_source("lang") == Some(ValueSource::CommandLine);
    if !said {
        return None;
    }
    match matches.try_get_one::<args::Lang>("lang") {
        Ok(one) => one.copied(),
        Err(_) => matches.get_one::<args::ReportLang>("lang").and_then(|lang| lang.one()),
    }
}
