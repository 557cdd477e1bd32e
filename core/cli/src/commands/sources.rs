//! `toets sources`: whether citations point at what they say, and new ones to paste.

use std::fmt::Write as _;
use std::path::Path;

use toets_diagnostic::both;
use toets_model::{Citation, DocumentId, Study};
use toets_question::{CitedText, Whereabouts, citations};

use crate::args::{SourcesCommand, StudyArgs, VerifyFormat};
use crate::failure::{Failure, Outcome};
use crate::opened;
use crate::output;
use crate::system;

/// Does what was asked of sources.
pub(crate) fn sources(command: &SourcesCommand) -> Result<Outcome, Failure> {
    match command {
        SourcesCommand::Verify {
            study,
            text,
            document,
            format,
        } => verify(study, text, document.as_deref(), *format),
        SourcesCommand::Cite {
            study,
            text,
            lines,
            chapter,
            document,
        } => cite(study, text, lines, chapter.as_deref(), document.as_deref()),
    }
}

fn verify(study: &StudyArgs, text: &Path, document: Option<&str>, format: VerifyFormat) -> Result<Outcome, Failure> {
    let ready = opened::open(study)?.ready()?;
    let study = &ready.compiled.study;
    let document = chosen(study, document)?;
    let cited = CitedText::new(&system::read_named(text)?);
    let mut rows = Vec::new();
    let mut elsewhere = 0;
    for (owner, citation) in citations(study) {
        if citation.document != document {
            elsewhere += 1;
            continue;
        }
        rows.push((owner, citation, cited.find(citation)));
    }
    let missing = rows
        .iter()
        .filter(|(.., found)| !matches!(found, Whereabouts::Here))
        .count();
    output::result(&match format {
        VerifyFormat::Text => verify_text(study, &ready.sources, document, &rows, elsewhere),
        VerifyFormat::Json => verify_json(study, &ready.sources, document, &rows, elsewhere),
    });
    Ok(if missing == 0 { Outcome::Fine } else { Outcome::Differs })
}

type Row<'s> = (String, &'s Citation, Whereabouts);

fn lines_text((first, last): (u32, u32)) -> String {
    if first == last {
        format!("line {first}")
    } else {
        format!("lines {first}-{last}")
    }
}

fn place(sources: &toets_model::Sources, citation: &Citation) -> String {
    let (line, column) = sources.position(citation.span);
    format!("{}:{line}:{column}", sources.file(citation.span.file).path)
}

fn verify_text(
    study: &Study,
    sources: &toets_model::Sources,
    document: DocumentId,
    rows: &[Row<'_>],
    elsewhere: usize,
) -> String {
    let mut text = String::new();
    let count = |wanted: fn(&Whereabouts) -> bool| rows.iter().filter(|(.., found)| wanted(found)).count();
    for (owner, citation, found) in rows {
        let said = match found {
            Whereabouts::Here => continue,
            Whereabouts::Moved(at) => format!(
                "moved: now at {}",
                at.iter().map(|&l| lines_text(l)).collect::<Vec<_>>().join(" and ")
            ),
            Whereabouts::Missing => "missing: nowhere in the text".to_owned(),
            Whereabouts::Incomplete => "can't be checked: it has no lines or no sha256".to_owned(),
        };
        let lines = citation.lines.map(lines_text).unwrap_or_default();
        let _ = writeln!(text, "{}: {owner}: {lines} {said}", place(sources, citation));
    }
    let _ = writeln!(
        text,
        "{}: {} found, {} moved, {} missing, {} can't be checked; {elsewhere} citations of other documents not checked",
        study.documents.name(document),
        count(|f| matches!(f, Whereabouts::Here)),
        count(|f| matches!(f, Whereabouts::Moved(_))),
        count(|f| matches!(f, Whereabouts::Missing)),
        count(|f| matches!(f, Whereabouts::Incomplete)),
    );
    text
}

fn verify_json(
    study: &Study,
    sources: &toets_model::Sources,
    document: DocumentId,
    rows: &[Row<'_>],
    elsewhere: usize,
) -> String {
    let rows: Vec<serde_json::Value> = rows
        .iter()
        .map(|(owner, citation, found)| {
            let (status, at) = match found {
                Whereabouts::Here => ("found", Vec::new()),
                Whereabouts::Moved(at) => ("moved", at.clone()),
                Whereabouts::Missing => ("missing", Vec::new()),
                Whereabouts::Incomplete => ("incomplete", Vec::new()),
            };
            serde_json::json!({
                "of": owner, "place": place(sources, citation), "lines": citation.lines, "status": status, "now_at": at,
            })
        })
        .collect();
    let all = serde_json::json!({
        "schema": 1, "document": study.documents.name(document), "citations": rows, "not_checked": elsewhere,
    });
    format!("{all:#}\n")
}

fn cite(
    study: &StudyArgs,
    text: &Path,
    lines: &str,
    chapter: Option<&str>,
    document: Option<&str>,
) -> Result<Outcome, Failure> {
    let ready = opened::open(study)?.ready()?;
    let study = &ready.compiled.study;
    let document = chosen(study, document)?;
    let cited = CitedText::new(&system::read_named(text)?);
    let range = parse_lines(lines)?;
    let Some(sha256) = cited.hash(range) else {
        return Err(Failure::call(both!(
            "the text has {} lines: there is no `{lines}`",
            "de tekst heeft {} regels: er is geen `{lines}`",
            cited.lines()
        )));
    };
    let chapter = chapter
        .map(|chapter| format!(" chapter = \"{chapter}\","))
        .unwrap_or_default();
    output::result(&format!(
        "source = {{ document = \"{}\",{chapter} lines = [{}, {}], sha256 = \"{sha256}\" }}\n",
        study.documents.name(document),
        range.0,
        range.1
    ));
    Ok(Outcome::Fine)
}

fn parse_lines(text: &str) -> Result<(u32, u32), Failure> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    match (first.trim().parse(), last.trim().parse()) {
        (Ok(first), Ok(last)) if 0 < first && first <= last => Ok((first, last)),
        _ => Err(Failure::with_help(
            both!("`{text}` does not name lines", "`{text}` noemt geen regels"),
            (
                "write the first and the last line: `--lines 592-593`",
                "schrijf de eerste en de laatste regel: `--lines 592-593`",
            ),
        )),
    }
}

/// The document that the text is of: the one named, or the study's main one.
fn chosen(study: &Study, name: Option<&str>) -> Result<DocumentId, Failure> {
    match name {
        Some(name) => toets_question::document_named(study, name).map_err(crate::named::misnamed),
        None => study.document.ok_or_else(|| {
            Failure::with_help(
                both!(
                    "the study `{}` names no main document",
                    "de studie `{}` noemt geen hoofddocument",
                    &*study.id
                ),
                (
                    "name one with `--document ID`, or with `document = …` in `[study]`",
                    "noem er een met `--document ID`, of met `document = …` in `[study]`",
                ),
            )
        }),
    }
}
