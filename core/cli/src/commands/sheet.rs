//! `toets sheet`: a study as a workbook to code in, and back into its files.

use std::io::IsTerminal;
use std::path::Path;

use toets_diagnostic::both;
use toets_model::Study;
use toets_sheet::{Book, Faulty, Proposal, Reloaded};

use crate::answer;
use crate::args::{Sheet, StudyArgs};
use crate::failure::{Failure, Outcome};
use crate::opened::{self, Ready};
use crate::output;
use crate::project;
use crate::system;

/// Writes a workbook, or says what one would change, and writes that if asked.
pub(crate) fn sheet(args: &Sheet) -> Result<Outcome, Failure> {
    let ready = opened::open(&args.study)?.ready()?;
    let study = ready.compiled.study.clone();
    let language = args.study.lang.into();
    let Some(from) = &args.from else {
        return write(args, &ready);
    };
    answer::possible(&args.form)?;
    let book = read(&study, from)?;
    let proposal = propose(&args.study, &ready, &book)?;
    if args.apply && !proposal.texts.is_empty() {
        project::find(args.study.study.as_deref())?
            .system
            .replace(&proposal.texts)?;
    }
    let written = args.apply && !proposal.texts.is_empty();
    answer::deliver(&proposal.tell(&study, written, language), &args.form)?;
    Ok(Outcome::Fine)
}

fn write(args: &Sheet, ready: &Ready) -> Result<Outcome, Failure> {
    let Some(path) = &args.form.output else {
        return Err(Failure::with_help(
            (
                "a workbook needs a file to be written to",
                "een werkblad heeft een bestand nodig om in te staan",
            ),
            (
                "add `-o coding.xlsx`, or `--from coding.xlsx` to take one in",
                "voeg `-o codering.xlsx` toe, of `--from codering.xlsx` om er een in te lezen",
            ),
        ));
    };
    let to_output = path == Path::new("-");
    if to_output && std::io::stdout().is_terminal() {
        return Err(Failure::with_help(
            (
                "a terminal can't show a workbook",
                "een terminal kan geen werkblad tonen",
            ),
            (
                "write it to a file: `-o coding.xlsx`",
                "schrijf het naar een bestand: `-o codering.xlsx`",
            ),
        ));
    }
    if !to_output && args.form.form().name != "xlsx" {
        return Err(Failure::with_help(
            both!(
                "a workbook to code in is written as .xlsx, not as `{}`",
                "een werkblad om in te coderen wordt geschreven als .xlsx, niet als `{}`",
                system::shown(path)
            ),
            (
                "let the file's name end in .xlsx; LibreOffice opens it too",
                "laat de bestandsnaam eindigen op .xlsx; LibreOffice opent dat ook",
            ),
        ));
    }
    let study = &ready.compiled.study;
    let bytes = toets_sheet::write(study, &ready.sources, args.study.lang.into()).map_err(|why| {
        Failure::call(both!(
            "this study does not fit a workbook: {why}",
            "deze studie past niet in een werkblad: {why}"
        ))
    })?;
    if to_output {
        output::bytes(&bytes);
        return Ok(Outcome::Fine);
    }
    system::write_whole(path, &bytes)?;
    crate::receipt::writes(path, &bytes);
    output::mention(&ready.warnings);
    Ok(Outcome::Fine)
}

/// Reads a workbook that the call names.
pub(crate) fn read(study: &Study, path: &Path) -> Result<Book, Failure> {
    let bytes = system::read_bytes(path)?;
    toets_sheet::read(study, &system::shown(path), &bytes).map_err(|wrong| {
        let what = both!("`{}`: {}", "`{}`: {}", system::shown(path), wrong.what);
        Failure::with_help(what, wrong.help)
    })
}

/// What a workbook would change in a study.
pub(crate) fn propose(args: &StudyArgs, ready: &Ready, book: &Book) -> Result<Proposal, Failure> {
    let study = &ready.compiled.study;
    let mut failed = None;
    let proposal =
        toets_sheet::propose(
            study,
            &ready.sources,
            book,
            args.lang.into(),
            &mut |texts| match opened::open_with(args, texts) {
                Ok(opened) => Reloaded {
                    sources: opened.sources,
                    diagnostics: opened.diagnostics,
                },
                Err(failure) => {
                    failed = Some(failure);
                    Reloaded {
                        sources: ready.sources.clone(),
                        diagnostics: Vec::new(),
                    }
                }
            },
        );
    match (failed, proposal) {
        (Some(failure), _) => Err(failure),
        (None, Ok(proposal)) => Ok(proposal),
        (None, Err(faulty)) => {
            let Faulty { faults, sources } = *faulty;
            Err(Failure::Study(faults, Box::new(sources)))
        }
    }
}
