//! Where things were written ([`Span`]), and what they rest on ([`Citation`]).

use std::sync::Arc;

use crate::text::Text;
use crate::{date::Date, index};

index! {
    /// A file of the study or a script, in the order of reading.
    FileId
}
index! {
    /// A source of evidence: a document, a group of respondents.
    DocumentId
}
index! {
    /// A party that bears a consequence.
    PartyId
}

/// A stretch of a file, in bytes: from `start` up to, not including, `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

/// A value and where it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

/// One file that was read.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The path as people see it: relative to the project, with `/`.
    pub path: Arc<str>,
    /// The whole text.
    pub text: Arc<str>,
}

/// All files that were read for a study.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Adds a file.
    pub fn add(&mut self, path: &str, text: &str) -> FileId {
        use crate::arena::Index;
        self.files.push(SourceFile {
            path: path.into(),
            text: text.into(),
        });
        FileId::from_usize(self.files.len() - 1)
    }

    /// A file that was read.
    pub fn file(&self, id: FileId) -> &SourceFile {
        use crate::arena::Index;
        &self.files[id.to_usize()]
    }

    /// All files, in the order of reading.
    pub fn files(&self) -> impl ExactSizeIterator<Item = (FileId, &SourceFile)> {
        use crate::arena::Index;
        self.files.iter().enumerate().map(|(n, f)| (FileId::from_usize(n), f))
    }

    /// Line and column (both from 1, the column in characters) of the start of a span.
    pub fn position(&self, span: Span) -> (usize, usize) {
        let text = &self.file(span.file).text;
        let mut start = (span.start as usize).min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let before = &text[..start];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        (line, column)
    }
}

/// What kind of source a [`Document`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DocumentKind {
    /// A report, letter or other text.
    Document,
    /// People who were asked.
    Respondents,
    /// An act, treaty or regulation.
    Law,
    /// A set of figures.
    Dataset,
}

/// A source of evidence (`[[source]]`).
#[derive(Clone, Debug)]
pub struct Document {
    /// Where it was declared.
    pub span: Span,
    /// What kind it is.
    pub kind: DocumentKind,
    /// Title, or role of the respondents.
    pub label: Text,
    /// Date as written in the study.
    pub date: Option<String>,
    /// Who wrote it, as a list of references gives it; several separated by `;`.
    pub author: Option<String>,
    /// The year it appeared in.
    pub year: Option<u32>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its address on the web.
    pub url: Option<String>,
    /// Its DOI, without the address of a resolver.
    pub doi: Option<String>,
    /// How respondents were heard: `interview`, `focus-group`, `sounding-board`.
    pub method: Option<String>,
    /// How many respondents.
    pub number: Option<u32>,
    /// SHA-256 of the whole text, lower-case hexadecimal.
    pub sha256: Option<String>,
    /// What it is to the study.
    pub role: Option<Text>,
    /// What this source itself rests on.
    pub sources: Vec<Citation>,
}

/// A party that bears a consequence (`[[party]]`).
#[derive(Clone, Debug)]
pub struct Party {
    /// Where it was declared.
    pub span: Span,
    /// Its name for people.
    pub label: Text,
}

/// A place in a source: never a quotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Citation {
    /// Where it was written.
    pub span: Span,
    /// The source.
    pub document: DocumentId,
    /// Chapter or annex, as the source numbers it.
    pub chapter: Option<String>,
    /// The page or pages, as the source numbers them: `12`, `12–14`, `xii`.
    pub pages: Option<String>,
    /// First and last line, counted from 1, both included.
    pub lines: Option<(u32, u32)>,
    /// SHA-256 over the cited lines joined by single spaces with white space folded; lower-case hexadecimal.
    pub sha256: Option<String>,
    /// Who said it, where the source tells.
    pub respondents: Vec<DocumentId>,
    /// Date of what is cited, if it has one of its own.
    pub date: Option<Date>,
}
