//! What can be said on the command line.

mod ask;
mod edit;
mod editor;
mod form;
mod keep;
mod law;
mod new;
mod publish;
mod script;
mod sheet;
mod why;

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

pub(crate) use ask::{CellArgs, CellPlaces, Compare, Improve, OfCells, PlaceArgs, Rank, Space, Unknowns};
pub(crate) use edit::Fmt;
pub(crate) use editor::Definitions;
pub(crate) use form::FormArgs;
pub(crate) use keep::{Diff, DiffFormat, Test, TestFormat};
pub(crate) use law::{LawCheck, LawCommand, LawDiff};
pub(crate) use new::{NewCommand, NewPlugin, NewScript, NewStudy};
pub(crate) use publish::{Plot, PlotFigure, Report, ReportLang};
pub(crate) use script::{ScriptCommand, ScriptFormat, TryScript};
pub(crate) use sheet::{Agree, Sheet};
pub(crate) use why::{Conditions, Explain};

use crate::stray::Stray;

/// Policy analysis with evidence, law and scenarios: what follows for every scenario and every target group, why, and
/// what stays open.
#[derive(Debug, Parser)]
#[command(name = "toets", version, propagate_version = true, max_term_width = 100)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,

    /// Also write what the result was made from: hashes of files, versions, the call.
    #[arg(long, global = true, value_name = "FILE", hide_short_help = true)]
    pub(crate) receipt: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Evaluate a study: what follows, on one screen; in full, the scorecard, and which conclusions hold.
    Run(Run),
    /// Say why a node has the level that it has, down to the passages that it rests on.
    Explain(Explain),
    /// Say for whom, and under which choices, laws and answers a level is reached.
    Conditions(Conditions),
    /// Find the smallest changes that lift a result, or what stands in the way.
    Improve(Improve),
    /// Find which unknown is worth researching first.
    Decide(OfCells),
    /// Set two or more scenarios beside each other: where they differ; of two also why, and for whom each is the better one.
    Compare(Compare),
    /// Set all scenarios beside each other, two by two: which are above which, and on what that depends.
    Rank(Rank),
    /// Count all designs: how many are desirable, feasible, lawful.
    Space(Space),
    /// Find how much depends on single choices in the coding.
    Robust(OfCells),
    /// Say when results change because the law does.
    Timeline(OfCells),
    /// Write a report that people look at.
    Report(Report),
    /// Draw one figure.
    Plot(Plot),
    /// Draw what depends on what.
    Graph(Graph),
    /// Find everything that is wrong with a study, and what is worth knowing about it.
    Check(Check),
    /// Compare what follows with what was approved.
    Test(Test),
    /// Say what moved between two studies, or between two regimes of one, and why.
    Diff(Diff),
    /// Look at the law.
    #[command(subcommand)]
    Law(LawCommand),
    /// Look at scripts.
    #[command(subcommand)]
    Script(ScriptCommand),
    /// Check that citations point at what they say, or make new ones.
    #[command(subcommand)]
    Sources(SourcesCommand),
    /// Write a study as a workbook to code in, or take one in.
    Sheet(Sheet),
    /// Set two codings of the same evidence beside each other: how far they agree, and which disagreements matter.
    Agree(Agree),
    /// Lay out the TOML of a study in one way; what it says stays the same, and comments stay where they belong.
    Fmt(Fmt),
    /// Write a commented start that runs at once.
    #[command(subcommand)]
    New(NewCommand),
    /// Write what editors complete and check by: definition files of scripts, and the schema of studies.
    Definitions(Definitions),
    /// Print the JSON Schema of the TOML of a study.
    Schema,
    /// Print a completion script for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

/// Which study, and under which law; `L`: the languages that results may be in.
#[derive(Clone, Debug, ClapArgs)]
pub(crate) struct StudyArgs<L = Lang>
where
    L: ValueEnum + Default + Send + Sync + 'static,
{
    /// A study: a folder, a `study.toml`, or the name of one under `policies/`. May be left out where there is only one.
    #[arg(value_name = "STUDY")]
    pub(crate) study: Option<PathBuf>,

    /// The day whose law counts (default: the study's own).
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<String>,

    /// An amendment that is in force. May be given more than once.
    #[arg(long = "amendment", value_name = "ID")]
    pub(crate) amendments: Vec<String>,

    /// An amendment that is left open: in force or not. May be given more than once.
    #[arg(long = "open-amendment", value_name = "ID", hide_short_help = true)]
    pub(crate) open_amendments: Vec<String>,

    /// A script with scenarios or a scoring plugin, besides those in `scripts/scoring/`. May be given more than once.
    #[arg(long = "script", value_name = "FILE")]
    pub(crate) scripts: Vec<PathBuf>,

    /// The language of results.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) lang: L,

    #[command(flatten)]
    pub(crate) limits: LimitArgs,

    /// That the first word names no study: then it must name something of the only one in sight.
    #[arg(skip)]
    pub(crate) stray: Option<Stray>,
}

/// How far an evaluation may go.
#[derive(Clone, Debug, ClapArgs)]
pub(crate) struct LimitArgs {
    /// Decision diagram nodes in one cell.
    #[arg(long, value_name = "N", default_value_t = toets_evaluate::Limits::default().diagram_nodes, hide_short_help = true)]
    pub(crate) limit_nodes: usize,

    /// Paths of one scorer in one cell.
    #[arg(long, value_name = "N", default_value_t = toets_evaluate::Limits::default().paths, hide_short_help = true)]
    pub(crate) limit_paths: usize,

    /// Steps of one run of a script.
    #[arg(long, value_name = "N", default_value_t = toets_script::Limits::default().operations, hide_short_help = true)]
    pub(crate) limit_operations: u64,

    /// Seconds that scripts may run in one go.
    #[arg(long, value_name = "SECONDS", default_value_t = SECONDS, hide_short_help = true)]
    pub(crate) limit_seconds: u64,
}

impl Default for LimitArgs {
    fn default() -> Self {
        let limits = toets_evaluate::Limits::default();
        Self {
            limit_nodes: limits.diagram_nodes,
            limit_paths: limits.paths,
            limit_operations: toets_script::Limits::default().operations,
            limit_seconds: SECONDS,
        }
    }
}

/// Seconds that scripts may run in one go.
const SECONDS: u64 = 60;

#[derive(Debug, ClapArgs)]
pub(crate) struct Run {
    #[command(flatten)]
    pub(crate) study: StudyArgs,

    #[command(flatten)]
    pub(crate) places: CellPlaces,

    #[command(flatten)]
    pub(crate) cells: CellArgs,

    /// Print the whole scorecard, not only what fits one screen. The other forms always are whole.
    #[arg(long)]
    pub(crate) full: bool,

    #[command(flatten)]
    pub(crate) form: FormArgs,

    /// Whether to list every case, or at most 64 for a level.
    #[arg(long, value_enum, default_value_t = Cases::Short)]
    pub(crate) cases: Cases,

    /// Evaluate again whenever a file of the study or a script is saved, and print what moved, until Ctrl-C.
    #[arg(long)]
    pub(crate) watch: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) study: StudyArgs,

    /// Show the notes too: what is worth knowing, where nothing is wrong. The other formats always have them.
    #[arg(long)]
    pub(crate) notes: bool,

    /// List, for each cell, the indicators that no evidence speaks to.
    #[arg(long)]
    pub(crate) gaps: bool,

    /// How to print what was found.
    #[arg(long, value_enum, default_value_t = CheckFormat::Human)]
    pub(crate) format: CheckFormat,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Graph {
    #[command(flatten)]
    pub(crate) study: StudyArgs,

    /// How to write the graph.
    #[arg(long, value_enum, default_value_t = GraphFormat::Mermaid)]
    pub(crate) format: GraphFormat,

    /// Only what depends on this: a variable, finding, provision, node, transfer or contest.
    #[arg(long, value_name = "NAME")]
    pub(crate) impact: Option<String>,

    /// Findings and conclusions too.
    #[arg(long)]
    pub(crate) full: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Lang {
    /// Dutch.
    #[default]
    Nl,
    /// English.
    En,
}

impl From<Lang> for toets_model::Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Nl => Self::Nl,
            Lang::En => Self::En,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Cases {
    /// At most 64 boxes for a level.
    Short,
    /// All of them.
    Full,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// With the lines of the study.
    Human,
    /// One line for each.
    Short,
    /// For a program.
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum GraphFormat {
    /// For Graphviz.
    Dot,
    /// For Markdown pages.
    Mermaid,
    /// A drawing.
    Svg,
    /// For a program.
    Json,
}

#[derive(Debug, Subcommand)]
pub(crate) enum SourcesCommand {
    /// Check the citations of a document against its text.
    Verify {
        #[command(flatten)]
        study: StudyArgs,

        /// The text of the document: UTF-8, the lines that the citations count.
        #[arg(long, value_name = "FILE")]
        text: PathBuf,

        /// Which source the text is of (default: the study's main document).
        #[arg(long, value_name = "ID")]
        document: Option<String>,

        /// How to print what was found.
        #[arg(long, value_enum, default_value_t = VerifyFormat::Text)]
        format: VerifyFormat,
    },
    /// Print a citation to paste into a finding.
    Cite {
        #[command(flatten)]
        study: StudyArgs,

        /// The text of the document.
        #[arg(long, value_name = "FILE")]
        text: PathBuf,

        /// The first and the last line.
        #[arg(long, value_name = "A-B")]
        lines: String,

        /// Chapter or annex, as the source numbers it.
        #[arg(long, value_name = "CHAPTER")]
        chapter: Option<String>,

        /// Which source the text is of (default: the study's main document).
        #[arg(long, value_name = "ID")]
        document: Option<String>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum VerifyFormat {
    /// For a person.
    Text,
    /// For a program.
    Json,
}
