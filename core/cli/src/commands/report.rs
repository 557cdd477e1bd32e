//! `toets report`: a report that people look at.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use toets_answer::Answer;
use toets_diagnostic::both;
use toets_forms::{FORMS, Form, LayOut, Look};
use toets_graph::{Detail, StudyGraph};
use toets_model::{GroupId, Language, ScenarioId, Study};
use toets_publish::{Answers, Ask, Part, Theme};
use toets_question::{NoProgress, Rank, Robustness, Timeline};

use super::graph::reads;
use crate::answer::{self, can_make_pdf};
use crate::args::Report;
use crate::cells::evaluate_all;
use crate::failure::{Failure, Outcome};
use crate::named::{self, chosen_groups, chosen_scenarios, judged_scenarios};
use crate::opened::{self, Ready};
use crate::output;
use crate::receipt;
use crate::system;

/// The form of a report, by the ending of its file.
fn form(output: &Path) -> Result<&'static Form, Failure> {
    let ending = output.extension().and_then(|e| e.to_str()).map(str::to_lowercase);
    let name = match ending.as_deref() {
        None if output == Path::new("-") => "html",
        Some("htm") => "html",
        other => other.unwrap_or_default(),
    };
    let known = || FORMS.iter().filter(|form| form.words && form.name != "table");
    known().find(|form| form.name == name).ok_or_else(|| {
        let endings: Vec<String> = known().map(|form| format!("`.{}`", form.name)).collect();
        Failure::with_help(
            both!(
                "`{}` does not say what the report is to become",
                "`{}` zegt niet wat voor rapport het moet worden",
                system::shown(output)
            ),
            both!(
                "let its name end with one of {}",
                "laat de naam eindigen op een van {}",
                endings.join(", ")
            ),
        )
    })
}

/// Evaluates a study, asks everything of it, and writes the report, whole or not at all.
pub(crate) fn report(args: &Report) -> Result<Outcome, Failure> {
    let form = form(&args.output)?;
    let theme = theme(args.template.as_deref())?;
    if matches!(form.lay_out, LayOut::Pdf(_)) {
        can_make_pdf()?;
    }
    if args.part.is_some() && form.name == "xlsx" {
        return Err(Failure::with_help(
            (
                "a workbook has a sheet for each part, and is written whole",
                "een werkmap heeft een blad voor elk onderdeel en wordt in zijn geheel geschreven",
            ),
            ("leave out `--part`", "laat `--part` weg"),
        ));
    }
    let ready = opened::open(&args.study)?.ready()?;
    let answers = answers(&ready, args, form)?;
    let told = told(&answers, args, &theme)?;
    let part = args.part.map(Into::into);
    let bytes = match form.name {
        _ if args.brief => in_brief(&answers, args, form)?,
        // The page and the workbook of a report still have a way of their own.
        "html" => toets_publish::html(&answers, &told, &theme, part)
            .map_err(broken)?
            .into_bytes(),
        "xlsx" => toets_publish::xlsx(&told).map_err(|why| {
            Failure::call(both!(
                "the workbook can't be made: {}",
                "de werkmap is niet te maken: {}",
                why
            ))
        })?,
        _ => {
            let part = part.unwrap_or(Part::All);
            let chapters = (part == Part::All).then(|| Chapters::ask(&ready, args)).transpose()?;
            let papers = told.iter().map(|(report, texts)| {
                let paper = toets_publish::paper(&answers, report, texts, part);
                match &chapters {
                    Some(chapters) => paper.with_chapters(chapters.told(texts.language())),
                    None => paper,
                }
            });
            laid_out(papers.collect(), form)?
        }
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

/// What the report says on one page.
fn in_brief(answers: &Answers, args: &Report, form: &Form) -> Result<Vec<u8>, Failure> {
    let languages = args.study.lang.languages().iter();
    let briefs = languages.map(|&language| toets_report::briefly(&answers.compiled.study, &answers.brief, language));
    laid_out(briefs.collect(), form)
}

/// The same in each language, one after the other.
fn laid_out(told: Vec<Answer<'_>>, form: &Form) -> Result<Vec<u8>, Failure> {
    match Answer::all(told) {
        Some(answer) => answer::laid_out(&answer, form, Look::default()),
        None => Ok(Vec::new()),
    }
}

/// The questions that a report on paper answers beside those that every form of it does.
struct Chapters {
    study: Arc<Study>,
    ranks: Vec<Rank>,
    robustness: Robustness,
    timeline: Timeline,
}

impl Chapters {
    fn ask(ready: &Ready, args: &Report) -> Result<Self, Failure> {
        let study = ready.compiled.study.clone();
        let cells = named::chosen_cells(&study, &args.cells)?;
        let scenarios = judged_scenarios(&study, &args.cells.scenarios)?;
        let groups = chosen_groups(&study, &args.cells.groups)?;
        let faulty = ready.faulty();
        Ok(Self {
            ranks: toets_question::rank(&ready.compiled, &scenarios, &groups, None).map_err(&faulty)?,
            robustness: toets_question::robust(&ready.compiled, &ready.plugins, &cells, &NoProgress)
                .map_err(&faulty)?,
            timeline: toets_question::timeline(&ready.compiled, &ready.plugins, &cells).map_err(&faulty)?,
            study,
        })
    }

    fn told(&self, language: Language) -> Vec<Answer<'_>> {
        vec![
            toets_report::ranked(&self.study, &self.ranks, language),
            toets_report::robustness(&self.study, &self.robustness, language),
            toets_report::timeline(&self.study, &self.timeline, language),
        ]
    }
}

fn answers(ready: &Ready, args: &Report, form: &Form) -> Result<Answers, Failure> {
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
    Answers::gather(&mut evaluation, ask).map_err(ready.faulty())
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
fn command(study: &str, args: &Report, form: &Form) -> String {
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
    if let Some(part) = args.part {
        add("part", part.word());
    }
    if let Some(folder) = &args.template {
        add("template", &folder.display().to_string());
    }
    if args.brief {
        call.push_str(" --brief");
    }
    call.push_str(&format!(" -o FILE.{}", form.name));
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
