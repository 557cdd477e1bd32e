//! From answers to words.

mod cells;
mod conclusions;
mod evidence;
mod framework;
mod law;
mod open;
mod parties;
mod scorecard;
mod space;
mod words;

use toets_model::{Fixed, Index, Language};

use crate::answers::Answers;
use crate::document::{About, Making, Plugin, Report};
use crate::texts::Texts;
use words::Tell;

impl Report {
    /// Says in one language what was asked.
    pub fn tell(answers: &Answers, texts: &Texts) -> Self {
        let tell = Tell::new(answers, texts);
        Self {
            language: match texts.language() {
                Language::Nl => "nl",
                Language::En => "en",
            },
            about: about(&tell),
            conclusions: conclusions::conclusions(&tell),
            statuses: conclusions::statuses(&tell),
            scorecard: scorecard::scorecard(&tell),
            cells: cells::cells(&tell),
            parties: parties::parties(&tell),
            evidence: evidence::findings(&tell),
            transfers: evidence::transfers(&tell),
            contests: evidence::contests(&tell),
            comparisons: evidence::comparisons(&tell),
            law: law::law(&tell),
            open: open::open(&tell),
            space: space::designs(&tell),
            framework: framework::framework(&tell),
            sources: evidence::sources(&tell),
            making: making(&tell),
        }
    }
}

fn about(tell: &Tell<'_>) -> About {
    let study = tell.study;
    let title = tell.text(&study.title);
    // An amendment that is not in force is no part of the law that counts.
    let idle = |v, value| {
        matches!(value, Fixed::Value(value) if value.to_usize() == 0)
            && study.amendments.iter().any(|(_, it)| it.variable == v)
    };
    About {
        id: study.id.clone(),
        title: if title.is_empty() { study.id.clone() } else { title },
        as_of: study.as_of.map(|day| day.to_string()),
        note: tell.some(study.note.as_ref()),
        document: study.document.map(|id| tell.source(id)),
        regime: study
            .regime
            .iter()
            .filter(|&(&v, &value)| !idle(v, value))
            .map(|(&v, &value)| tell.phrases.feature(v, value))
            .collect(),
    }
}

/// What is known without words, and the plugins that judged, each once.
fn making(tell: &Tell<'_>) -> Making {
    let mut making = tell.answers.making.clone();
    for rule in &tell.answers.rules {
        let plugin = Plugin {
            id: rule.id.clone(),
            version: rule.version.clone(),
            label: tell.text(&rule.label),
        };
        if !making.plugins.contains(&plugin) {
            making.plugins.push(plugin);
        }
    }
    making
}
