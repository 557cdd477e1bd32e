//! The fixed texts of reports: Fluent files, one for each language, apart from code and templates.
//!
//! Fluent and not constants: translators know it, it counts (one case, two cases) in each language's own way, and a bureau may put its own file in
//! the place of ours.

use std::fmt;
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use toets_answer::figures;
use toets_model::{Date, Language};
use unic_langid::LanguageIdentifier;

const NL: &str = include_str!("../texts/nl.ftl");
const EN: &str = include_str!("../texts/en.ftl");

/// The fixed texts of one language; a clone is another name for the same texts.
#[derive(Clone)]
pub struct Texts {
    bundle: Arc<FluentBundle<FluentResource>>,
    language: Language,
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Texts")
            .field("language", &self.language)
            .finish_non_exhaustive()
    }
}

impl Texts {
    /// The texts that come with the program, with those of `own` (a Fluent file) in their place where it has them.
    ///
    /// # Errors
    /// What is wrong with `own`.
    pub fn new(language: Language, own: Option<&str>) -> Result<Self, String> {
        let (id, text) = match language {
            Language::Nl => ("nl", NL),
            Language::En => ("en", EN),
        };
        let id: LanguageIdentifier = id.parse().map_err(|_| format!("there is no language `{id}`"))?;
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Marks of direction around what is filled in are for languages that mix directions; here they would only be in the way.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match language {
            Language::Nl => |value, _| figure(value, Language::Nl),
            Language::En => |value, _| figure(value, Language::En),
        }));
        bundle.add_resource_overriding(parse(text)?);
        if let Some(own) = own {
            bundle.add_resource_overriding(parse(own)?);
        }
        Ok(Self {
            bundle: Arc::new(bundle),
            language,
        })
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// A text; its key, if there is none.
    pub fn get(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// A text with what is filled in.
    pub fn with(&self, key: &str, filled: &[(&str, &str)]) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in filled {
            args.set(*name, FluentValue::from(*value));
        }
        self.format(key, &args)
    }

    /// A text that counts.
    pub fn count(&self, key: &str, number: usize) -> String {
        let mut args = FluentArgs::new();
        args.set("n", FluentValue::from(number));
        self.format(key, &args)
    }

    /// A text with arguments; its key, if there is none.
    pub(crate) fn format(&self, key: &str, args: &FluentArgs<'_>) -> String {
        let pattern = self.bundle.get_message(key).and_then(|message| message.value());
        match pattern {
            Some(pattern) => self
                .bundle
                .format_pattern(pattern, Some(args), &mut Vec::new())
                .into_owned(),
            None => key.to_owned(),
        }
    }

    /// Whether there is a text with this key.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }
}

/// Numbers and days that are filled in, as people write them.
fn figure(value: &FluentValue<'_>, language: Language) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(figures::number(&number.as_string(), language)),
        FluentValue::String(text) => Date::parse(text).map(|day| figures::day(day, language)),
        _ => None,
    }
}

fn parse(text: &str) -> Result<FluentResource, String> {
    FluentResource::try_new(text.to_owned()).map_err(|(_, errors)| {
        let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
        errors.join("; ")
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn keys(text: &str) -> BTreeSet<&str> {
        let lines = text.lines().filter(|line| !line.starts_with([' ', '#', '}']));
        lines.filter_map(|line| Some(line.split_once(" =")?.0)).collect()
    }

    #[test]
    fn both_languages_have_the_same_texts() {
        assert_eq!(keys(NL), keys(EN));
        assert!(keys(NL).len() > 100);
    }

    #[test]
    fn every_text_can_be_read() {
        for (language, text) in [(Language::Nl, NL), (Language::En, EN)] {
            let texts = Texts::new(language, None).unwrap();
            for key in keys(text) {
                assert!(texts.has(key), "{key}");
            }
        }
    }

    #[test]
    fn numbers_and_days_are_written_as_people_do() {
        let said = |language| {
            let texts = Texts::new(language, Some("own-text = { $n }, { $day }\n")).unwrap();
            let mut args = FluentArgs::new();
            args.set("n", FluentValue::from(19_584));
            args.set("day", FluentValue::from("2025-05-01"));
            texts.format("own-text", &args)
        };
        assert_eq!(said(Language::Nl), "19.584, 1 mei 2025");
        assert_eq!(said(Language::En), "19,584, 1 May 2025");
    }

    #[test]
    fn a_text_of_ones_own_takes_the_place_of_ours() {
        let texts = Texts::new(Language::Nl, Some("mark-none = niets\n")).unwrap();
        assert_eq!(texts.get("mark-none"), "niets");
        assert_ne!(texts.get("mark-open"), "mark-open");
        assert!(Texts::new(Language::Nl, Some("a = {")).is_err());
    }
}
