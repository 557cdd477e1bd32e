//! What is wrong, where, and what to do about it.
//!
//! One plain-data type, [`Diagnostic`]; every step of the pipeline collects as many as it finds. How they look to a
//! person or a program is decided apart, in [`render`].

pub mod render;
mod suggest;
mod words;

pub use suggest::nearest;
#[doc(no_inline)]
pub use toets_model::Language;
pub use words::{Said, Words};

use toets_model::{FileId, Span};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Note,
    /// Probably not what was meant; the study can be evaluated.
    Warning,
    /// The study can't be evaluated.
    Error,
}

/// One thing that is wrong, or worth knowing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// A stable name for this kind of fault: `unknown-variable`.
    pub code: &'static str,
    /// What is wrong: lower case, no full stop, names in backticks.
    pub message: Words,
    /// Where: the first label is the place of the fault, others show what it clashes with.
    pub labels: Vec<Label>,
    /// What to do.
    pub help: Vec<Words>,
    /// What else one should know (a call trace, a limit).
    pub notes: Vec<Words>,
}

/// A place, and what is to be seen there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub place: Place,
    /// What is to be seen there; may be empty.
    pub text: Words,
}

/// A place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A stretch of a file.
    Span(Span),
    /// A file as a whole.
    File(FileId),
}

impl Diagnostic {
    /// A fault that keeps the study from being evaluated.
    pub fn error(code: &'static str, message: impl Into<Words>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    /// Something that is probably not what was meant.
    pub fn warning(code: &'static str, message: impl Into<Words>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    /// Something worth knowing.
    pub fn note(code: &'static str, message: impl Into<Words>) -> Self {
        Self::new(Severity::Note, code, message)
    }

    fn new(severity: Severity, code: &'static str, message: impl Into<Words>) -> Self {
        Self {
            severity,
            code,
            message: message.into(),
            labels: Vec::new(),
            help: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Says where, and what is to be seen there: `()` where the message says it all.
    #[must_use]
    pub fn at(mut self, span: Span, text: impl Into<Words>) -> Self {
        self.labels.push(Label {
            place: Place::Span(span),
            text: text.into(),
        });
        self
    }

    /// Says in which file, where no line can be named.
    #[must_use]
    pub fn in_file(mut self, file: FileId) -> Self {
        self.labels.push(Label {
            place: Place::File(file),
            text: Words::default(),
        });
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, text: impl Into<Words>) -> Self {
        self.help.push(text.into());
        self
    }

    /// Says what else one should know.
    #[must_use]
    pub fn with_note(mut self, text: impl Into<Words>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// The place of the fault.
    pub fn place(&self) -> Option<Place> {
        self.labels.first().map(|l| l.place)
    }
}

/// Whether any of them keeps the study from being evaluated.
pub fn any_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|d| d.severity == Severity::Error)
}

/// Puts diagnostics in the order of files and places, so that they read like the study does; the same fault at the
/// same place is kept once.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    let key = |d: &Diagnostic| match d.place() {
        Some(Place::Span(span)) => (Some(span.file), span.start),
        Some(Place::File(file)) => (Some(file), 0),
        None => (None, 0),
    };
    diagnostics.sort_by(|a, b| {
        key(a)
            .cmp(&key(b))
            .then_with(|| b.severity.cmp(&a.severity))
            .then_with(|| a.message.cmp(&b.message))
    });
    diagnostics.dedup();
}
