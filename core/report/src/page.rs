//! A scorecard in words and tables, before it is laid out.

pub(crate) mod conclusions;
mod evidence;
mod parties;
mod scores;

use toets_answer::{Page, Section};
use toets_model::Language;

use crate::scorecard::Scorecard;
use crate::texts::{Say, fill};
use crate::words::Words;

/// The scorecard in words.
pub(crate) fn of(card: &Scorecard, language: Language) -> Page {
    let words = Words::new(&card.study, language);
    let mut sections = scores::sections(card, &words);
    sections.extend(evidence::sections(card, &words));
    sections.extend(parties::sections(card, &words));
    sections.extend(conclusions::sections(card, &words));
    words.page(sections)
}

impl Words<'_> {
    /// A page about the study as a whole.
    pub(crate) fn page(&self, sections: Vec<Section>) -> Page {
        Page {
            title: self.title().to_owned(),
            subtitle: self.law(),
            sections,
        }
    }

    /// The page of a question about the study.
    pub(crate) fn question(&self, about: Say, sections: Vec<Section>) -> Page {
        Page {
            title: self.say(about).to_owned(),
            subtitle: format!("{} · {}", self.title(), self.law()),
            sections,
        }
    }

    /// The title of the study, or its id.
    pub(crate) fn title(&self) -> &str {
        match self.text(&self.study.title) {
            "" => &self.study.id,
            title => title,
        }
    }

    /// Which law counts.
    fn law(&self) -> String {
        match self.study.as_of {
            Some(day) => fill(self.texts.law_as_of, &[&self.day(day)]),
            None => self.texts.law_undated.to_owned(),
        }
    }
}
