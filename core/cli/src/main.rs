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
mod system;

use std::process::ExitCode;

use clap::Parser;

use crate::output::Outcome;

fn main() -> ExitCode {
    let args = args::Args::parse();
    // Diagrams may be deep: threads get room, and recursion grows its stack where even that is not enough.
    let threads = rayon::ThreadPoolBuilder::new()
        .stack_size(16 * 1024 * 1024)
        .build_global();
    if threads.is_err() {
        // Without a pool of its own the work is done on the default one.
    }
    match commands::run(args) {
        Ok(outcome) => outcome.into(),
        Err(failure) => {
            output::failure(&failure);
            Outcome::BadInput.into()
        }
    }
}
