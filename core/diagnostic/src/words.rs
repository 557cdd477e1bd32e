//! What a diagnostic says, in the languages that it says it in.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use toets_model::Language;

/// A sentence in English, and in Dutch where somebody wrote it in Dutch too.
///
/// It reads as its English text wherever a text is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Words {
    en: String,
    nl: Option<String>,
}

impl Words {
    /// The same sentence in both languages. [`both!`](crate::both) fills in what they have in common.
    pub fn both(en: impl Into<String>, nl: impl Into<String>) -> Self {
        Self {
            en: en.into(),
            nl: Some(nl.into()),
        }
    }

    /// The sentence in a language; in English where it has none in that language.
    pub fn get(&self, language: Language) -> &str {
        match (language, &self.nl) {
            (Language::Nl, Some(nl)) => nl,
            _ => &self.en,
        }
    }

    /// Each language's text made into another.
    #[must_use]
    pub fn map(&self, change: impl Fn(&str) -> String) -> Self {
        Self {
            en: change(&self.en),
            nl: self.nl.as_deref().map(change),
        }
    }
}

impl From<&str> for Words {
    fn from(en: &str) -> Self {
        en.to_owned().into()
    }
}

impl From<String> for Words {
    fn from(en: String) -> Self {
        Self { en, nl: None }
    }
}

impl Deref for Words {
    type Target = str;
    fn deref(&self) -> &str {
        &self.en
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en)
    }
}

impl PartialEq<str> for Words {
    fn eq(&self, other: &str) -> bool {
        self.en == other
    }
}

impl PartialEq<&str> for Words {
    fn eq(&self, other: &&str) -> bool {
        self.en == *other
    }
}

/// What can stand in a sentence of either language.
pub trait Said {
    /// How it is said in a language.
    fn said(&self, language: Language) -> Cow<'_, str>;
}

impl Said for Words {
    fn said(&self, language: Language) -> Cow<'_, str> {
        Cow::Borrowed(self.get(language))
    }
}

impl Said for str {
    fn said(&self, _: Language) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl Said for String {
    fn said(&self, _: Language) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl<T: Said + ?Sized> Said for &T {
    fn said(&self, language: Language) -> Cow<'_, str> {
        (**self).said(language)
    }
}

impl Said for usize {
    fn said(&self, _: Language) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }
}

/// A sentence in English and Dutch, with the same things in it.
///
/// Names in braces are taken from around it as they are; values after the sentences fill `{}` in each of them, in that
/// language, in the same order (`{0}`, `{1}` where the order differs).
///
/// ```
/// use toets_diagnostic::{Words, both};
/// use toets_model::Language;
///
/// let name = "timing";
/// let message = both!("there is no `{name}`", "er is geen `{name}`");
/// assert_eq!(message.get(Language::Nl), "er is geen `timing`");
/// let what = Words::both("a text", "een tekst");
/// let message = both!("{} is needed here", "hier is {} nodig", what);
/// assert_eq!(message.get(Language::Nl), "hier is een tekst nodig");
/// ```
#[macro_export]
macro_rules! both {
    ($en:literal, $nl:literal $(,)?) => {
        $crate::Words::both(format!($en), format!($nl))
    };
    ($en:literal, $nl:literal, $($value:expr),+ $(,)?) => {
        $crate::Words::both(
            format!($en, $($crate::Said::said(&$value, $crate::Language::En)),+),
            format!($nl, $($crate::Said::said(&$value, $crate::Language::Nl)),+),
        )
    };
}
