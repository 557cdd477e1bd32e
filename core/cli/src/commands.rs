//! The commands, each in a file of its own.

mod agree;
mod check;
mod compare;
mod conditions;
mod decide;
mod definitions;
mod diff;
mod explain;
mod fmt;
mod graph;
mod improve;
mod law;
mod new;
mod plot;
mod rank;
mod report;
mod robust;
mod run;
mod script;
mod sheet;
mod sources;
mod space;
mod test;
mod timeline;

use clap::CommandFactory;

use crate::args::{Args, Command, OfCells};
use crate::failure::{Failure, Outcome};
use crate::output;
use crate::places::into_cells;

/// Does what was asked.
pub(crate) fn run(args: Args) -> Result<Outcome, Failure> {
    match args.command {
        Command::Run(mut args) => {
            into_cells(&mut args.study, &mut args.cells, &args.places)?;
            run::run(&args)
        }
        Command::Check(args) => check::check(&args),
        Command::Graph(args) => graph::graph(&args),
        Command::Explain(args) => explain::explain(&args),
        Command::Conditions(args) => conditions::conditions(&args),
        Command::Improve(args) => improve::improve(&args),
        Command::Decide(args) => decide::decide(&placed(args)?),
        Command::Space(args) => space::space(&args),
        Command::Compare(args) => compare::compare(&args),
        Command::Rank(args) => rank::rank(&args),
        Command::Robust(args) => robust::robust(&placed(args)?),
        Command::Test(args) => test::test(&args),
        Command::Plot(args) => plot::plot(&args),
        Command::Report(args) => report::report(&args),
        Command::Diff(args) => diff::diff(&args),
        Command::Definitions(args) => definitions::definitions(&args),
        Command::Schema => Ok(definitions::schema()),
        Command::Fmt(args) => fmt::fmt(&args),
        Command::New(command) => new::new(&command),
        Command::Script(command) => script::script(&command),
        Command::Timeline(args) => timeline::timeline(&placed(args)?),
        Command::Law(command) => law::law(&command),
        Command::Agree(args) => agree::agree(&args),
        Command::Sheet(args) => sheet::sheet(&args),
        Command::Sources(command) => sources::sources(&command),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Args::command(), "toets", &mut script);
            output::result(&String::from_utf8_lossy(&script));
            Ok(Outcome::Fine)
        }
    }
}

/// A question about cells, with what stands behind the study among its options.
fn placed(mut args: OfCells) -> Result<OfCells, Failure> {
    into_cells(&mut args.study, &mut args.cells, &args.places)?;
    Ok(args)
}
