//! How pages look: templates, style, script and texts, each of which a bureau may put its own in the place of.

use std::collections::BTreeMap;

use toets_diagnostic::{Words, both};
use toets_model::Language;

use crate::texts::Texts;

/// The files of a theme that come with the program.
const FILES: &[(&str, &str)] = &[
    ("page.html", include_str!("../../templates/page.html")),
    ("body.html", include_str!("../../templates/body.html")),
    ("macros.html", include_str!("../../templates/macros.html")),
    ("summary.html", include_str!("../../templates/summary.html")),
    ("conclusions.html", include_str!("../../templates/conclusions.html")),
    ("scorecard.html", include_str!("../../templates/scorecard.html")),
    ("cells.html", include_str!("../../templates/cells.html")),
    ("parties.html", include_str!("../../templates/parties.html")),
    ("evidence.html", include_str!("../../templates/evidence.html")),
    ("graph.html", include_str!("../../templates/graph.html")),
    ("law.html", include_str!("../../templates/law.html")),
    ("open.html", include_str!("../../templates/open.html")),
    ("space.html", include_str!("../../templates/space.html")),
    ("framework.html", include_str!("../../templates/framework.html")),
    ("sources.html", include_str!("../../templates/sources.html")),
    ("method.html", include_str!("../../templates/method.html")),
    ("making.html", include_str!("../../templates/making.html")),
    ("style.css", include_str!("../../templates/style.css")),
    ("script.js", include_str!("../../templates/script.js")),
];

/// Fluent files with texts of one's own.
const TEXTS: [(&str, Language); 2] = [("nl.ftl", Language::Nl), ("en.ftl", Language::En)];

/// How pages look.
#[derive(Clone, Debug, Default)]
pub struct Theme {
    own: BTreeMap<String, String>,
}

/// A theme can't be used: which file, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The file.
    pub file: String,
    /// Why; what the libraries of templates and texts say themselves is English, and quoted.
    pub why: Words,
}

impl Broken {
    pub(super) fn template(error: &minijinja::Error) -> Self {
        let line = error.line().map_or_else(String::new, |line| format!(":{line}"));
        let mut why = error.to_string();
        let mut source = std::error::Error::source(error);
        while let Some(deeper) = source {
            why = format!("{why}: {deeper}");
            source = deeper.source();
        }
        Self {
            file: format!("{}{line}", error.name().unwrap_or("?")),
            why: Words::same(format!("\"{why}\"")),
        }
    }
}

impl Theme {
    /// The theme with files of one's own, by name.
    ///
    /// # Errors
    /// A file has a name that no file of a theme has.
    pub fn new(own: BTreeMap<String, String>) -> Result<Self, Broken> {
        let known = || Self::names();
        match own.keys().find(|name| !known().any(|known| known == name.as_str())) {
            None => Ok(Self { own }),
            Some(name) => Err(Broken {
                file: name.clone(),
                why: match toets_diagnostic::nearest(name, known()) {
                    Some(near) => both!(
                        "a theme has no such file; did you mean `{near}`?",
                        "een thema heeft zo'n bestand niet; bedoelde u `{near}`?"
                    ),
                    None => both!(
                        "a theme has no such file: it has {}",
                        "een thema heeft zo'n bestand niet: het heeft {}",
                        known().collect::<Vec<_>>().join(", ")
                    ),
                },
            }),
        }
    }

    /// The names of the files that a theme may have.
    pub fn names() -> impl Iterator<Item = &'static str> + Clone {
        FILES
            .iter()
            .map(|(name, _)| *name)
            .chain(TEXTS.iter().map(|(name, _)| *name))
    }

    /// The texts of a language, with those that the theme has of its own.
    ///
    /// # Errors
    /// The theme's own are no Fluent file.
    pub fn texts(&self, language: Language) -> Result<Texts, Broken> {
        let name = TEXTS.iter().find(|(_, l)| *l == language).map_or("", |(name, _)| *name);
        Texts::new(language, self.own.get(name).map(String::as_str)).map_err(|why| Broken {
            file: name.to_owned(),
            why: Words::same(format!("\"{why}\"")),
        })
    }

    pub(super) fn file(&self, name: &str) -> String {
        let ours = FILES
            .iter()
            .find(|(known, _)| *known == name)
            .map_or("", |(_, text)| text);
        self.own.get(name).map_or(ours, String::as_str).to_owned()
    }

    pub(super) fn templates(&self) -> impl Iterator<Item = (&'static str, String)> + '_ {
        let templates = FILES.iter().filter(|(name, _)| name.ends_with(".html"));
        templates.map(|(name, _)| (*name, self.file(name)))
    }
}
