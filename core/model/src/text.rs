//! Text in two languages.

/// A language of a study and its reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Language {
    /// Dutch.
    #[default]
    Nl,
    /// English.
    En,
}

/// The languages that a study's texts are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Languages {
    /// Dutch and English.
    #[default]
    Both,
    /// One of them only.
    Only(Language),
}

impl Languages {
    /// Whether texts are in a language.
    pub fn include(self, language: Language) -> bool {
        self == Self::Both || self == Self::Only(language)
    }
}

/// A text in Dutch and, beside it, in English.
///
/// ```
/// use toets_model::{Language, Text};
/// let text = Text { nl: "Behoeften".into(), en: None };
/// assert_eq!(text.get(Language::En), "Behoeften"); // the language that there is
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Text {
    /// Dutch.
    pub nl: String,
    /// English, where it was given.
    pub en: Option<String>,
}

impl Text {
    /// A text in both languages.
    pub fn both(nl: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            nl: nl.into(),
            en: Some(en.into()),
        }
    }

    /// The text in a language, or in the other one where that is missing.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::En => self.en.as_deref().unwrap_or(&self.nl),
            Language::Nl if self.nl.is_empty() => self.en.as_deref().unwrap_or(""),
            Language::Nl => &self.nl,
        }
    }
}
