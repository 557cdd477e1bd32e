//! What things rest on: `source = { … }`, `[[source]]` and `[[party]]`.

use toets_diagnostic::{Diagnostic, both};
use toets_model::{Citation, Document, DocumentId, DocumentKind, Index, Party};

use crate::context::{Context, many, one};
use crate::fields::{At, Fields};
use crate::ids::tick;
use crate::sections;
use crate::tables::Raw;
use crate::tree::Value;

impl Context<'_> {
    /// What a thing rests on: a table, or a list of tables.
    pub(crate) fn sources(&self, fields: &Fields<'_>) -> Vec<Citation> {
        let Some(at) = fields.get("source") else {
            return Vec::new();
        };
        match &at.item.value {
            Value::Table(_) => self.citation(at).into_iter().collect(),
            Value::Text(_) => self.whole(at).into_iter().collect(),
            Value::List(_) => at
                .list()
                .into_iter()
                .flatten()
                .filter_map(|i| self.citation(i))
                .collect(),
            _ => {
                let fault = at.error(
                    "wrong-type",
                    both!(
                        "expected a place in a source, found {}",
                        "hier hoort een vindplaats in een bron, en er staat {}",
                        at.item.value.what()
                    ),
                    ("expected a table", "hier hoort een tabel"),
                );
                at.scope.report(fault.help((
                    "write { document = \"…\", lines = [first, last] }",
                    "schrijf { document = \"…\", lines = [eerste, laatste] }",
                )));
                Vec::new()
            }
        }
    }

    /// A source as a whole, named by its id.
    fn whole(&self, at: At<'_>) -> Option<Citation> {
        Some(Citation {
            span: at.span(),
            document: one(&self.names.documents, "source", "unknown-source", at)?,
            chapter: None,
            pages: None,
            lines: None,
            sha256: None,
            respondents: Vec::new(),
            date: None,
        })
    }

    fn citation(&self, at: At<'_>) -> Option<Citation> {
        if let Value::Text(_) = at.item.value {
            return self.whole(at);
        }
        let fields = Fields::of(at, &sections::CITATION)?;
        let document = match fields.get("document") {
            Some(at) => one(&self.names.documents, "source", "unknown-source", at),
            None => {
                if self.main_document.is_none() {
                    let fault = at.error(
                        "missing-key",
                        (
                            "this place names no document, and the study has no main one",
                            "deze vindplaats noemt geen document, en de studie heeft geen hoofddocument",
                        ),
                        ("`document` is missing", "`document` ontbreekt"),
                    );
                    at.scope.report(fault.help((
                        "say which: document = \"…\", or [study] document = \"…\" for all",
                        "zeg welk: document = \"…\", of [study] document = \"…\" voor alle",
                    )));
                }
                self.main_document
            }
        };
        let lines = fields.get("lines").and_then(lines);
        let pages = fields.get("pages").and_then(pages);
        let chapter = fields.text("chapter");
        let sha256 = fields.get("sha256").and_then(|at| at.sha256());
        let respondents = fields.get("respondents").and_then(|at| self.respondents(at));
        let date = fields.get("date").and_then(|at| at.date());
        Some(Citation {
            span: at.span(),
            document: document?,
            chapter,
            pages,
            lines,
            sha256,
            respondents: respondents.unwrap_or_default(),
            date,
        })
    }

    /// Those who said it: sources of that kind.
    fn respondents(&self, at: At<'_>) -> Option<Vec<DocumentId>> {
        let found = many(&self.names.documents, "source", "unknown-source", at)?;
        for (item, &source) in at.list()?.zip(&found) {
            let kind = self
                .own
                .documents
                .get(source.to_usize())
                .and_then(|raw| raw.table.get("kind"));
            let respondents = kind.is_some_and(|k| matches!(&k.item.value, Value::Text(t) if &**t == "respondents"));
            if !respondents {
                let name = tick(self.names.documents.name(source));
                let fault = item
                    .error(
                        "wrong-kind",
                        both!(
                            "source {name} is no group of respondents",
                            "bron {name} is geen groep respondenten"
                        ),
                        ("it can't say anything", "die kan niets zeggen"),
                    )
                    .at(
                        self.names.documents[source],
                        (
                            "it does not say kind = \"respondents\"",
                            "hier staat geen kind = \"respondents\"",
                        ),
                    );
                item.scope.report(fault.help((
                    "a document that says it goes in `document`",
                    "een document dat het zegt, hoort in `document`",
                )));
            }
        }
        Some(found)
    }

    /// Reads a source.
    pub(crate) fn document(&self, raw: &Raw<'_>) -> Option<Document> {
        let fields = raw.fields(&sections::SOURCE);
        let span = fields.get("id")?.span();
        let label = fields.need_translated("label");
        let kinds = [
            ("document", DocumentKind::Document),
            ("respondents", DocumentKind::Respondents),
            ("law", DocumentKind::Law),
            ("dataset", DocumentKind::Dataset),
        ];
        let methods = ["interview", "focus-group", "sounding-board"].map(|m| (m, m));
        Some(Document {
            span,
            kind: fields.word("kind", &kinds, DocumentKind::Document),
            date: fields.get("date").and_then(|at| at.date_text()),
            author: fields.text("author"),
            year: fields.get("year").and_then(|at| at.whole()),
            publisher: fields.text("publisher"),
            url: fields.get("url").and_then(url),
            doi: fields.get("doi").and_then(doi),
            method: fields.get("method").and_then(|at| at.word(&methods)).map(str::to_owned),
            number: fields.get("number").and_then(|at| at.whole()),
            sha256: fields.get("sha256").and_then(|at| at.sha256()),
            role: fields.translated("role"),
            sources: self.sources(&fields),
            label: label?,
        })
    }

    /// Reads a party.
    pub(crate) fn party(&self, raw: &Raw<'_>) -> Option<Party> {
        let fields = raw.fields(&sections::PARTY);
        Some(Party {
            span: fields.get("id")?.span(),
            label: fields.need_translated("label")?,
        })
    }

    /// The source that the study names as its main one.
    pub(crate) fn main_document(&self, raw: &Raw<'_>) -> Option<DocumentId> {
        let (_, at) = raw.scope.entry(raw.table.get("document")?);
        match &at.item.value {
            Value::Text(name) => self.names.documents.find(name),
            _ => None,
        }
    }
}

/// An address on the web: reports make it a link, so that nothing else may stand there.
fn url(at: At<'_>) -> Option<String> {
    let text = at.words()?;
    let address = text.starts_with("https://") || text.starts_with("http://");
    if !address || text.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>')) {
        let fault = at.error(
            "bad-address",
            ("this is not an address on the web", "dit is geen webadres"),
            ("can't be made a link", "hiervan is geen link te maken"),
        );
        at.scope.report(fault.help((
            "write the whole address: \"https://…\"",
            "schrijf het hele adres: \"https://…\"",
        )));
        return None;
    }
    Some(text.to_owned())
}

/// A DOI (ISO 26324), with or without the address of a resolver before it.
fn doi(at: At<'_>) -> Option<String> {
    let text = at.words()?;
    let name = ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "doi:"]
        .iter()
        .find_map(|before| text.strip_prefix(before))
        .unwrap_or(text)
        .trim();
    let parts = name.strip_prefix("10.").and_then(|rest| rest.split_once('/'));
    let good = parts.is_some_and(|(registrant, own)| {
        !own.is_empty()
            && !registrant.is_empty()
            && registrant.bytes().all(|b| b.is_ascii_digit() || b == b'.')
            && !own.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>'))
    });
    if !good {
        let fault = at.error(
            "bad-doi",
            ("this is not a DOI", "dit is geen DOI"),
            ("it does not read `10.…/…`", "hier staat niet `10.…/…`"),
        );
        at.scope.report(fault.help((
            "write it as the publisher does: \"10.1000/182\"",
            "schrijf hem zoals de uitgever dat doet: \"10.1000/182\"",
        )));
        return None;
    }
    Some(name.to_owned())
}

/// The page or pages, as people read them.
fn pages(at: At<'_>) -> Option<String> {
    match &at.item.value {
        Value::Whole(_) => at.whole().map(|page| page.to_string()),
        Value::Text(_) => at.words().map(str::to_owned),
        Value::List(items) if items.len() == 2 => {
            let ends: Vec<Option<u32>> = at.list()?.map(|item| item.whole()).collect();
            let (Some(first), Some(last)) = (ends[0], ends[1]) else {
                return None;
            };
            if last < first {
                at.fault(
                    "wrong-value",
                    both!(
                        "pages {first} up to {last} do not exist",
                        "bladzijden {first} tot en met {last} bestaan niet"
                    ),
                    (
                        "the last page stands before the first",
                        "de laatste bladzijde staat vóór de eerste",
                    ),
                );
                return None;
            }
            Some(match first == last {
                true => first.to_string(),
                false => format!("{first}–{last}"),
            })
        }
        Value::List(_) => {
            let fault = at.error(
                "wrong-value",
                (
                    "expected the first and the last page",
                    "hier horen de eerste en de laatste bladzijde",
                ),
                ("two numbers belong here", "hier horen twee getallen"),
            );
            at.scope.report(fault.help((
                "write pages = 12, pages = [12, 14] or pages = \"xii\"",
                "schrijf pages = 12, pages = [12, 14] of pages = \"xii\"",
            )));
            None
        }
        _ => {
            at.wrong((
                "a page, or the first and the last one",
                "een bladzijde, of de eerste en de laatste",
            ));
            None
        }
    }
}

/// First and last line.
fn lines(at: At<'_>) -> Option<(u32, u32)> {
    let items: Vec<At<'_>> = at.list()?.collect();
    let [first, last] = items[..] else {
        let fault = at.error(
            "wrong-value",
            (
                "expected the first and the last line",
                "hier horen de eerste en de laatste regel",
            ),
            ("two numbers belong here", "hier horen twee getallen"),
        );
        at.scope.report(fault.help((
            "a single line is written twice: [12, 12]",
            "één regel schrijft u twee keer: [12, 12]",
        )));
        return None;
    };
    let (first, last) = (first.whole(), last.whole());
    let (first, last) = (first?, last?);
    if first == 0 || last < first {
        let message = both!(
            "lines {first} up to {last} do not exist",
            "regels {first} tot en met {last} bestaan niet"
        );
        let label = if first == 0 {
            ("lines are counted from 1", "regels tellen vanaf 1")
        } else {
            (
                "the last line stands before the first",
                "de laatste regel staat vóór de eerste",
            )
        };
        at.fault("wrong-value", message, label);
        return None;
    }
    Some((first, last))
}

/// A warning about a thing, at its id.
pub(crate) fn warn(fields: &Fields<'_>, code: &'static str, says: (&str, &str), label: (&str, &str)) -> Diagnostic {
    let (span, owner) = fields.owner();
    Diagnostic::warning(code, both!("{} {}", "{} {}", owner, says)).at(span, label)
}

/// A key that does nothing without another.
pub(crate) fn without_effect(fields: &Fields<'_>, key: &str, why: (&str, &str)) {
    if let Some(span) = fields.key_span(key) {
        let warning = Diagnostic::warning(
            "no-effect",
            both!("{} does nothing here", "{} doet hier niets", tick(key)),
        );
        fields.scope.report(warning.at(span, why));
    }
}
