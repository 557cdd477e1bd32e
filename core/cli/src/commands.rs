//! The commands, each in a file of its own.

mod check;
mod graph;
mod run;
mod script;
mod sources;

use clap::CommandFactory;

use crate::args::{Args, Command, ScriptCommand};
use crate::output::{self, Failure, Outcome};

/// Does what was asked.
pub(crate) fn run(args: Args) -> Result<Outcome, Failure> {
    match args.command {
        Command::Run(args) => run::run(&args),
        Command::Check(args) => check::check(&args),
        Command::Graph(args) => graph::graph(&args),
        Command::Script(ScriptCommand::Check { files, study, format }) => {
            script::check(&files, study.as_deref(), format)
        }
        Command::Sources(command) => sources::sources(&command),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Args::command(), "toets", &mut script);
            output::result(&String::from_utf8_lossy(&script));
            Ok(Outcome::Fine)
        }
    }
}
