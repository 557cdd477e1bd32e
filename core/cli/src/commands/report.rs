//! `toets report`: a report that people look at.

use std::collections::BTreeMap;
use std::path::Path;

use toets_graph::{Detail, StudyGraph};
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
}

impl Form {
    /// By the ending of the file.
    fn of(output: &Path) -> Result<Self, Failure> {
        let ending = output.extension().and_then(|e| e.to_str()).map(str::to_lowercase);
        match ending.as_deref() {
            Some("html" | "htm") => Ok(Self::Html),
            None if output == Path::new("-") => Ok(Self::Html),
            _ => Err(Failure::with_help(
                format!("`{}` does not say what the report is to become", output.display()),
                "let its name end with `.html`",
            )),
        }
    }
}

/// Evaluates a study, asks everything of it, and writes the report, whole or not at all.
pub(crate) fn report(args: &Report) -> Result<Outcome, Failure> {
    let form = Form::of(&args.output)?;
    let theme = theme(args.template.as_deref())?;
    let ready = opened::open(&args.study)?.ready()?;
    let answers = answers(&ready, args)?;
    let text = match form {
        Form::Html => page(&answers, args, &theme)?,
    };
    if args.output == Path::new("-") {
        output::result(&text);
    } else {
        system::write_whole(&args.output, text.as_bytes())?;
        receipt::writes(&args.output, text.as_bytes());
    }
    output::mention(&ready.warnings);
    Ok(Outcome::Fine)
}

fn answers(ready: &Ready, args: &Report) -> Result<Answers, Failure> {
    let study = ready.compiled.study.clone();
    let scenarios = chosen_scenarios(&study, &args.scenarios)?;
    let groups = chosen_groups(&study, &args.groups)?;
    let mut evaluation = evaluate_all(ready, &scenarios)?;
    let graph = StudyGraph::new(&study, &reads(&ready.compiled)).view(&study, Detail::Framework, &[]);
    let (files, hash) = toets_publish::fingerprints(ready.sources.files().map(|(_, file)| (&*file.path, &*file.text)));
    let ask = Ask {
        registry: &ready.plugins,
        scenarios,
        groups,
        graph,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        command: command(&study.id, args),
        hash,
        files,
    };
    Answers::gather(&mut evaluation, ask).map_err(|faults| Failure::Study(faults, Box::new(ready.sources.clone())))
}

fn page(answers: &Answers, args: &Report, theme: &Theme) -> Result<String, Failure> {
    let broken = |broken: toets_publish::Broken| {
        Failure::with_help(
            format!("the template `{}` can't be used: {}", broken.file, broken.why),
            "mend it, or leave it out: then ours takes its place",
        )
    };
    let mut told = Vec::new();
    for &language in args.study.lang.languages() {
        let texts = theme.texts(language).map_err(broken)?;
        told.push((toets_publish::Report::tell(answers, &texts), texts));
    }
    toets_publish::html(answers, &told, theme).map_err(broken)
}

/// The call that makes the same report: the name of the file is no part of what it says.
fn command(study: &str, args: &Report) -> String {
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
    args.scenarios.iter().for_each(|name| add("scenario", name));
    args.groups.iter().for_each(|name| add("group", name));
    if let Some(folder) = &args.template {
        add("template", &folder.display().to_string());
    }
    call.push_str(" -o FILE.html");
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
    Theme::new(own)
        .map_err(|broken| Failure::call(format!("`{}` in `{}`: {}", broken.file, folder.display(), broken.why)))
}
