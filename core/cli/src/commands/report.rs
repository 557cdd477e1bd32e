//! `toets report`: a report that people look at.

use std::collections::BTreeMap;
use std::path::Path;

use toets_diagnostic::both;
use toets_graph::{Detail, StudyGraph};
use toets_model::{GroupId, ScenarioId};
use toets_publish::{Answers, Ask, Theme};

use super::graph::reads;
use super::run::{chosen_groups, chosen_scenarios, evaluate_all};
use crate::args::Report;
use crate::opened::{self, Ready};
use crate::output::{self, Failure, Outcome};
use crate::receipt;
use crate::system;

/// What a file becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Html,
    Sheets,
    Markdown,
    Typst,
    Pdf,
}

impl Form {
    /// By the ending of the file.
    fn of(output: &Path) -> Result<Self, Failure> {
        let ending = output.extension().and_then(|e| e.to_str()).map(str::to_lowercase);
        match ending.as_deref() {
            Some("html" | "htm") => Ok(Self::Html),
            Some("xlsx") => Ok(Self::Sheets),
            Some("md") => Ok(Self::Markdown),
            Some("typ") => Ok(Self::Typst),
            Some("pdf") => Ok(Self::Pdf),
            None if output == Path::new("-") => Ok(Self::Html),
            _ => Err(Failure::with_help(
                both!(
                    "`{}` does not say what the report is to become",
                    "`{}` zegt niet wat voor rapport het moet worden",
                    system::shown(output)
                ),
                (
                    "let its name end with `.html`, `.xlsx`, `.md`, `.typ` or `.pdf`",
                    "laat de naam eindigen op `.html`, `.xlsx`, `.md`, `.typ` of `.pdf`",
                ),
            )),
        }
    }
}

impl Form {
    /// The ending of its files.
    fn ending(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Sheets => "xlsx",
            Self::Markdown => "md",
            Self::Typst => "typ",
            Self::Pdf => "pdf",
        }
    }
}

/// Evaluates a study, asks everything of it, and writes the report, whole or not at all.
pub(crate) fn report(args: &Report) -> Result<Outcome, Failure> {
    let form = Form::of(&args.output)?;
    let theme = theme(args.template.as_deref())?;
    if form == Form::Pdf {
        system::find_program(TYPST).ok_or_else(no_typst)?;
    }
    let ready = opened::open(&args.study)?.ready()?;
    let answers = answers(&ready, args, form)?;
    let told = told(&answers, args, &theme)?;
    let bytes = match form {
        Form::Html => toets_publish::html(&answers, &told, &theme)
            .map_err(broken)?
            .into_bytes(),
        Form::Sheets => toets_publish::xlsx(&told).map_err(|why| {
            Failure::call(both!(
                "the workbook can't be made: {}",
                "de werkmap is niet te maken: {}",
                why
            ))
        })?,
        Form::Markdown => toets_publish::markdown(&answers, &told).into_bytes(),
        Form::Typst => toets_publish::typst(&answers, &told).into_bytes(),
        Form::Pdf => pdf(&toets_publish::typst(&answers, &told))?,
    };
    if args.output == Path::new("-") {
        output::result(&String::from_utf8_lossy(&bytes));
    } else {
        system::write_whole(&args.output, &bytes)?;
        receipt::writes(&args.output, &bytes);
    }
    output::mention(&ready.warnings);
    Ok(Outcome::Fine)
}

/// The program that makes PDFs.
const TYPST: &str = "typst";

/// A tagged PDF (PDF/UA-1) of Typst source.
fn pdf(source: &str) -> Result<Vec<u8>, Failure> {
    let call = ["compile", "--pdf-standard", "ua-1", "-", "-"];
    match system::through(TYPST, &call, source.as_bytes()) {
        None => Err(no_typst()),
        Some(Ok(pdf)) => Ok(pdf),
        Some(Err(why)) => Err(Failure::with_help(
            both!(
                "`typst` could not make a PDF: {}",
                "`typst` kon geen PDF maken: {}",
                why.trim_end()
            ),
            (
                "PDF/UA needs typst 0.14 or later; `-o report.typ` writes the source",
                "voor PDF/UA is typst 0.14 of later nodig; `-o rapport.typ` schrijft de bron",
            ),
        )),
    }
}

fn no_typst() -> Failure {
    Failure::with_help(
        (
            "a PDF is made by the program `typst`, and there is none on this computer",
            "een PDF wordt gemaakt door het programma `typst`, en dat staat niet op deze computer",
        ),
        (
            "install it (https://github.com/typst/typst#installation, 0.14 or later), or write `-o report.typ` and make the PDF \
             elsewhere: `typst compile --pdf-standard ua-1 report.typ`",
            "installeer het (https://github.com/typst/typst#installation, 0.14 of later), of schrijf `-o rapport.typ` en maak de PDF \
             elders: `typst compile --pdf-standard ua-1 rapport.typ`",
        ),
    )
}

fn answers(ready: &Ready, args: &Report, form: Form) -> Result<Answers, Failure> {
    let study = &ready.compiled.study;
    let scenarios = chosen_scenarios(study, &args.cells.scenarios)?;
    let groups = chosen_groups(study, &args.cells.groups)?;
    gather(ready, scenarios, groups, command(&study.id, args, form))
}

/// Everything that a report tells about some scenarios and groups.
pub(super) fn gather(
    ready: &Ready,
    scenarios: Vec<ScenarioId>,
    groups: Vec<GroupId>,
    command: String,
) -> Result<Answers, Failure> {
    let study = ready.compiled.study.clone();
    let mut evaluation = evaluate_all(ready, &scenarios)?;
    let graph = StudyGraph::new(&study, &reads(&ready.compiled)).view(&study, Detail::Framework, &[]);
    let (files, hash) = toets_publish::fingerprints(ready.sources.files().map(|(_, file)| (&*file.path, &*file.text)));
    let ask = Ask {
        registry: &ready.plugins,
        scenarios,
        groups,
        graph,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        command,
        hash,
        files,
    };
    Answers::gather(&mut evaluation, ask).map_err(|faults| Failure::Study(faults, Box::new(ready.sources.clone())))
}

fn broken(broken: toets_publish::Broken) -> Failure {
    Failure::with_help(
        both!(
            "the template `{}` can't be used: {}",
            "het sjabloon `{}` is niet te gebruiken: {}",
            broken.file,
            broken.why
        ),
        (
            "mend it, or leave it out: then ours takes its place",
            "herstel het, of laat het weg: dan wordt dat van het programma gebruikt",
        ),
    )
}

/// The report in each language that was asked for.
fn told(
    answers: &Answers,
    args: &Report,
    theme: &Theme,
) -> Result<Vec<(toets_publish::Report, toets_publish::Texts)>, Failure> {
    let mut told = Vec::new();
    for &language in args.study.lang.languages() {
        let texts = theme.texts(language).map_err(broken)?;
        told.push((toets_publish::Report::tell(answers, &texts), texts));
    }
    Ok(told)
}

/// The call that makes the same report: the name of the file is no part of what it says.
fn command(study: &str, args: &Report, form: Form) -> String {
    let mut call = format!("toets report {study} --lang {}", args.study.lang.word());
    let mut add = |flag: &str, value: &str| call.push_str(&format!(" --{flag} {value}"));
    if let Some(day) = &args.study.as_of {
        add("as-of", day);
    }
    args.study.amendments.iter().for_each(|id| add("amendment", id));
    args.study
        .open_amendments
        .iter()
        .for_each(|id| add("open-amendment", id));
    for script in &args.study.scripts {
        add("script", &script.display().to_string());
    }
    args.cells.scenarios.iter().for_each(|name| add("scenario", name));
    args.cells.groups.iter().for_each(|name| add("group", name));
    if let Some(folder) = &args.template {
        add("template", &folder.display().to_string());
    }
    call.push_str(&format!(" -o FILE.{}", form.ending()));
    call
}

/// The theme, with the files of a folder in the place of ours.
fn theme(folder: Option<&Path>) -> Result<Theme, Failure> {
    let Some(folder) = folder else {
        return Ok(Theme::default());
    };
    let mut own = BTreeMap::new();
    for name in system::names(folder)? {
        own.insert(name.clone(), system::read_named(&folder.join(&name))?);
    }
    Theme::new(own).map_err(|broken| {
        Failure::call(both!(
            "`{}` in `{}` can't be used: {}",
            "`{}` in `{}` is niet te gebruiken: {}",
            broken.file,
            system::shown(folder),
            broken.why
        ))
    })
}
