//! The program `toets`.
//!
//! The command line is the edge of the pipeline: it finds the project ([`project`]), reads files ([`system`]), opens a
//! study ([`opened`]), asks for what a command wants ([`commands`]) and prints it ([`output`]). It is the only crate that
//! touches files, the clock or the terminal.

mod args;
mod commands;
mod opened;
mod output;
mod project;
mod receipt;
mod system;
mod waiting;

use std::process::ExitCode;

use clap::Parser;

use crate::output::Outcome;

fn main() -> ExitCode {
    let args = args::Args::parse();
    // Diagrams may be deep: threads get room, and recursion grows its stack where even that is not enough. If there can
    // be no pool of our own the usual one serves.
    let _ = rayon::ThreadPoolBuilder::new()
        .stack_size(16 * 1024 * 1024)
        .build_global();
    // A panic is a mistake of the program: the user gets a sentence about it and the exit code of a call that failed.
    std::panic::set_hook(Box::new(|panic| output::defect(&panic.to_string())));
    let done = std::panic::catch_unwind(|| {
        if let Some(file) = &args.receipt {
            receipt::begin(file);
        }
        let outcome = commands::run(args)?;
        receipt::finish(outcome)?;
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
