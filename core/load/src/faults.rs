//! Where faults are collected, and how unknown names are reported.

use std::cell::{Cell, RefCell};

use toets_diagnostic::{Diagnostic, both};
use toets_model::{FileId, Languages, Span};

use crate::ids::tick;

/// How many names may be compared in search of likely ones, over the whole study: a limit for studies that consist
/// of faults.
const COMPARISONS: usize = 2_000_000;

/// How many known names are listed where no name is like the unknown one.
const LISTED: usize = 12;

/// Collects the faults of a study.
pub(crate) struct Faults {
    list: RefCell<Vec<Diagnostic>>,
    comparisons: Cell<usize>,
    /// Whether part of the study could not be read, so that names may be missing.
    incomplete: Cell<bool>,
    /// The languages of the study's texts: without one of these a text has a fault.
    languages: Cell<Languages>,
}

impl Faults {
    pub(crate) fn new() -> Self {
        Self {
            list: RefCell::default(),
            comparisons: Cell::new(COMPARISONS),
            incomplete: Cell::new(false),
            languages: Cell::new(Languages::Both),
        }
    }

    /// The languages of the study's texts.
    pub(crate) fn languages(&self) -> Languages {
        self.languages.get()
    }

    /// Says which languages the study's texts are in.
    pub(crate) fn texts_are_in(&self, languages: Languages) {
        self.languages.set(languages);
    }

    /// Adds a fault.
    pub(crate) fn report(&self, fault: Diagnostic) {
        self.list.borrow_mut().push(fault);
    }

    /// Says that part of the study could not be read.
    pub(crate) fn is_incomplete(&self) {
        self.incomplete.set(true);
    }

    /// The known name that is most like another one.
    fn nearest<'n>(&self, name: &str, known: impl ExactSizeIterator<Item = &'n str>) -> Option<&'n str> {
        let left = self.comparisons.get();
        if known.len() > left || name.len() > 100 {
            return None;
        }
        self.comparisons.set(left - known.len());
        let likely = |k: &&str| k.len().abs_diff(name.len()) * 5 <= 2 * k.len().max(name.len());
        toets_diagnostic::nearest(name, known.filter(likely))
    }

    /// Adds what to do about an unknown name: the most likely one, else the known ones, or the first of them.
    pub(crate) fn advise<'n>(
        &self,
        fault: Diagnostic,
        name: &str,
        known: impl ExactSizeIterator<Item = &'n str> + Clone,
    ) -> Diagnostic {
        if let Some(likely) = self.nearest(name, known.clone()) {
            return fault.help(both!("did you mean {}?", "bedoelt u {}?", tick(likely)));
        }
        let more = known.len().saturating_sub(LISTED);
        let names: Vec<String> = known.take(LISTED).map(tick).collect();
        match (names.is_empty(), more) {
            (true, _) => fault,
            (_, 0) => fault.help(both!("known: {}", "bekend: {}", names.join(", "))),
            _ => fault.help(both!(
                "known: {} and {more} more",
                "bekend: {} en nog {more}",
                names.join(", ")
            )),
        }
    }

    /// All faults so far.
    pub(crate) fn into_list(self) -> Vec<Diagnostic> {
        self.list.into_inner()
    }
}

/// A stretch of one file in which faults are reported, or not where the file is damaged.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    pub(crate) faults: &'a Faults,
    pub(crate) file: FileId,
    /// Whether the text here can't be read as it was meant: its faults would be consequences.
    pub(crate) damaged: bool,
}

impl<'a> Scope<'a> {
    /// A place in the file.
    pub(crate) fn span(&self, start: u32, end: u32) -> Span {
        Span {
            file: self.file,
            start,
            end,
        }
    }

    /// Adds a fault, unless the text here is damaged.
    pub(crate) fn report(&self, fault: Diagnostic) {
        if !self.damaged {
            self.faults.report(fault);
        }
    }

    /// Reports a name that is not known; not where the file that declares it may be one that could not be read.
    pub(crate) fn unknown<'n>(
        &self,
        code: &'static str,
        what: &str,
        name: &str,
        span: Span,
        known: impl ExactSizeIterator<Item = &'n str> + Clone,
    ) {
        let none = known.len() == 0;
        let (_, noun) = crate::sections::dutch(what);
        let fault = Diagnostic::error(code, both!("unknown {what} {}", "er is geen {noun} {}", tick(name)));
        let label = if none {
            both!("there is no {what} at all", "er is helemaal geen {noun}")
        } else {
            both!(
                "not {} {what} of this study",
                "geen {} van deze studie",
                (crate::sections::article(what), noun)
            )
        };
        let fault = self.faults.advise(fault.at(span, label), name, known);
        if !self.faults.incomplete.get() || !fault.help.is_empty() && fault.help[0].starts_with("did") {
            self.report(fault);
        }
    }
}
