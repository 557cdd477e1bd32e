//! Sources as a list of references names them, in the style of the American Psychological Association (*Publication Manual*, 7th
//! edition, 2020, chapters 9 and 10), as far as a study says it: author, year, title, publisher.

use toets_model::{Document, DocumentId, Language, Study};

use crate::texts::Say;

const NO_DATE: Say = Say("z.d.", "n.d.");

/// A source in a list of references: `Beland, L.-P., & Murphy, R. (2016). Ill communication. CEP.`; its address stands apart
/// ([`address`]). Without an author the title comes first, and a publisher who is the author is not named again.
pub fn reference(study: &Study, source: DocumentId, language: Language) -> String {
    let document = &study.documents[source];
    let title = match document.label.get(language) {
        "" => study.documents.name(source),
        label => label,
    };
    let year = year(document).unwrap_or_else(|| NO_DATE.of(language).to_owned());
    let publisher = document.publisher.as_deref();
    let mut parts = match &document.author {
        Some(author) => vec![format!("{} ({year})", authors(author)), title.to_owned()],
        // Many titles of a study say the year themselves.
        None if title.ends_with(')') && title.contains(&year) => vec![title.to_owned()],
        None => vec![format!("{title} ({year})")],
    };
    parts.extend(
        publisher
            .filter(|&it| Some(it) != document.author.as_deref())
            .map(str::to_owned),
    );
    let ended = parts.iter().map(|part| match part.ends_with(['.', '?', '!']) {
        true => part.clone(),
        false => format!("{part}."),
    });
    ended.collect::<Vec<_>>().join(" ")
}

/// Where a source can be read: its DOI as an address, else its own.
pub fn address(document: &Document) -> Option<String> {
    let doi = document.doi.as_ref().map(|doi| format!("https://doi.org/{doi}"));
    doi.or_else(|| document.url.clone())
}

/// The year that a source says, else the one that its date begins with.
fn year(document: &Document) -> Option<String> {
    let said = document.year.map(|year| year.to_string());
    said.or_else(|| {
        let digits = document.date.as_deref()?.get(..4)?;
        digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.to_owned())
    })
}

/// Names as a reference lists them: an ampersand before the last one.
fn authors(written: &str) -> String {
    let names: Vec<&str> = written
        .split(';')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect();
    match names.as_slice() {
        [before @ .., last] if !before.is_empty() => format!("{}, & {last}", before.join(", ")),
        _ => names.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use toets_model::{DocumentKind, Text, testing};

    use super::*;

    fn document(author: Option<&str>, title: &str, date: Option<&str>, publisher: Option<&str>) -> Document {
        Document {
            span: testing::nowhere(),
            kind: DocumentKind::Document,
            label: Text::both(title, title),
            date: date.map(str::to_owned),
            author: author.map(str::to_owned),
            year: None,
            publisher: publisher.map(str::to_owned),
            url: Some("https://example.org/report".to_owned()),
            doi: None,
            method: None,
            number: None,
            sha256: None,
            role: None,
            sources: Vec::new(),
        }
    }

    fn told(document: Document) -> String {
        let mut study = testing::study();
        let id = study.documents.insert("d", document).unwrap();
        reference(&study, id, Language::En)
    }

    #[test]
    fn a_source_is_named_as_a_list_of_references_does() {
        let two = document(
            Some("Beland, L.-P.; Murphy, R."),
            "Ill communication",
            Some("2016-05"),
            Some("Elsevier"),
        );
        assert_eq!(
            told(two),
            "Beland, L.-P., & Murphy, R. (2016). Ill communication. Elsevier."
        );
        let own = document(Some("UNESCO"), "Who decides?", Some("2023"), Some("UNESCO"));
        assert_eq!(told(own), "UNESCO (2023). Who decides?");
        let nobody = document(None, "Figures", None, Some("COA"));
        assert_eq!(told(nobody), "Figures (n.d.). COA.");
        let said = document(None, "Figures (2024)", Some("2024"), None);
        assert_eq!(told(said), "Figures (2024).");
    }

    #[test]
    fn a_doi_comes_before_another_address() {
        let mut it = document(None, "t", None, None);
        assert_eq!(address(&it).as_deref(), Some("https://example.org/report"));
        it.doi = Some("10.1000/182".to_owned());
        assert_eq!(address(&it).as_deref(), Some("https://doi.org/10.1000/182"));
    }
}
