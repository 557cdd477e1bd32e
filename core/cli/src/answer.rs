//! An answer, laid out as the call asks, goes to standard output or to a file.

use std::io::IsTerminal;
use std::path::Path;

use toets_answer::Answer;
use toets_diagnostic::both;
use toets_forms::{Form, LayOut, Look};

use crate::args::FormArgs;
use crate::failure::Failure;
use crate::output;
use crate::receipt;
use crate::system;

/// What can be known to be wrong with a form before anything is asked.
pub(crate) fn possible(args: &FormArgs) -> Result<&'static Form, Failure> {
    let form = args.form();
    if args.dialect.is_some() && form.name != "csv" {
        return Err(Failure::with_help(
            (
                "`--dialect` says who is to read the CSV, and none is asked for",
                "`--dialect` zegt voor wie de CSV is, en er wordt geen CSV gevraagd",
            ),
            (
                "add `--format csv`, or leave `--dialect` out",
                "voeg `--format csv` toe, of laat `--dialect` weg",
            ),
        ));
    }
    let is_text = matches!(form.lay_out, LayOut::Text(_));
    if !is_text && args.output.is_none() && std::io::stdout().is_terminal() {
        return Err(Failure::with_help(
            both!(
                "a terminal can't show `{}`",
                "een terminal kan `{}` niet tonen",
                form.name
            ),
            both!(
                "write it to a file: `-o FILE.{}`",
                "schrijf het naar een bestand: `-o BESTAND.{}`",
                form.name
            ),
        ));
    }
    if matches!(form.lay_out, LayOut::Pdf(_)) {
        can_make_pdf()?;
    }
    Ok(form)
}

/// Lays an answer out and writes it, whole or not at all.
pub(crate) fn deliver(answer: &Answer<'_>, args: &FormArgs) -> Result<(), Failure> {
    let form = possible(args)?;
    let to_file = args.output.as_deref().filter(|path| *path != Path::new("-"));
    let dialect = args.dialect.map(Into::into).unwrap_or_default();
    let look = match to_file {
        Some(_) => Look {
            dialect,
            ..Look::default()
        },
        None => Look {
            color: output::is_terminal(),
            width: output::width(),
            dialect,
        },
    };
    let bytes = laid_out(answer, form, look)?;
    match to_file {
        Some(path) => {
            system::write_whole(path, &bytes)?;
            receipt::writes(path, &bytes);
        }
        // A form writes no sign that steers a terminal but its own colours, which go where nobody would see them. JSON has none.
        None if matches!(form.lay_out, LayOut::Text(_)) && form.name != "json" => {
            output::result(&String::from_utf8_lossy(&bytes));
        }
        None => output::bytes(&bytes),
    }
    Ok(())
}

/// An answer in a form.
pub(crate) fn laid_out(answer: &Answer<'_>, form: &Form, look: Look) -> Result<Vec<u8>, Failure> {
    match form.lay_out {
        LayOut::Text(write) => Ok(write(answer, look).into_bytes()),
        LayOut::File(write) => write(answer).map_err(|why| {
            Failure::call(both!(
                "`{}` can't be made of it: {}",
                "hier is geen `{}` van te maken: {}",
                form.name,
                why
            ))
        }),
        LayOut::Pdf(source) => pdf(&source(answer)),
    }
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

/// That PDFs can't be made here.
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

/// That a PDF can be made here.
pub(crate) fn can_make_pdf() -> Result<(), Failure> {
    system::find_program(TYPST).map(|_| ()).ok_or_else(no_typst)
}
