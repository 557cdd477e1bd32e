//! What a diagnostic says, in the languages that it says it in.

use std::borrow::Cow;
use std::ops::Deref;

use toets_model::Language;

/// A sentence in English and in Dutch. There is no way to write one in a single language: what is said in one only does not
/// compile.
///
/// It reads as its English text where a `&str` is wanted. It can't be formatted, so that no English slips into a Dutch
/// sentence: [`both!`](crate::both) takes it in as a value.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Words(Box<Texts>);

/// The texts behind a pointer: a diagnostic is the error of many functions, and stays small.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Texts {
    en: String,
    nl: String,
}

impl Words {
    /// The same sentence in both languages. [`both!`](crate::both) fills in what they have in common.
    pub fn both(en: impl Into<String>, nl: impl Into<String>) -> Self {
        Self(Box::new(Texts {
            en: en.into(),
            nl: nl.into(),
        }))
    }

    /// What is the same in both languages: a name, a formula, a text that somebody else wrote.
    pub fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self::both(text.clone(), text)
    }

    /// The sentence in a language.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::En => &self.0.en,
            Language::Nl => &self.0.nl,
        }
    }

    /// Each language's text made into another.
    #[must_use]
    pub fn map(&self, change: impl Fn(&str) -> String) -> Self {
        Self(Box::new(Texts {
            en: change(&self.0.en),
            nl: change(&self.0.nl),
        }))
    }
}

/// Nothing: a place that shows by itself what is wrong.
impl From<()> for Words {
    fn from((): ()) -> Self {
        Self::default()
    }
}

/// English, and the same in Dutch.
impl From<(&str, &str)> for Words {
    fn from((en, nl): (&str, &str)) -> Self {
        Self::both(en, nl)
    }
}

impl Deref for Words {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0.en
    }
}

impl PartialEq<str> for Words {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

impl PartialEq<&str> for Words {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
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

macro_rules! number {
    ($($number:ty),+) => {
        $(impl Said for $number {
            fn said(&self, _: Language) -> Cow<'_, str> {
                Cow::Owned(self.to_string())
            }
        })+
    };
}

number!(usize, u32, u64, i64);

impl Said for (&str, &str) {
    fn said(&self, language: Language) -> Cow<'_, str> {
        Cow::Borrowed(match language {
            Language::En => self.0,
            Language::Nl => self.1,
        })
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
