//! Words of explanations.

use toets_evaluate::Value;
use toets_model::{Index, Kind, Modality, NodeId};
use toets_question::Alone;

use crate::symbol::number_text;
use crate::texts::Say;
use crate::words::Words;

const DESIGN: Say = Say("andere ontwerpkeuzes", "other choices of design");
const PEOPLE: Say = Say("andere mensen", "other people");
const LAW: Say = Say("ander recht", "another law");
const READING: Say = Say("een andere lezing van de wet", "another reading of the law");
const ANSWERS: Say = Say("andere antwoorden op het onbekende", "other answers to what is unknown");

const MODALITIES: [(Modality, Say); 5] = [
    (
        Modality::Certain,
        Say("zonder voorbehoud gezegd", "said without reserve"),
    ),
    (
        Modality::Likely,
        Say("als verwachting gezegd", "said as an expectation"),
    ),
    (
        Modality::Conditional,
        Say("onder een voorwaarde gezegd", "said under a condition"),
    ),
    (Modality::Uncertain, Say("als onzeker gezegd", "said as uncertain")),
    (
        Modality::SomeRespondents,
        Say(
            "gezegd door een deel van de geraadpleegden",
            "said by some of those consulted",
        ),
    ),
];

impl Words<'_> {
    /// How firmly something is said.
    pub(crate) fn modality(&self, modality: Modality) -> &'static str {
        let found = MODALITIES.into_iter().find(|(other, _)| *other == modality);
        found.map_or(modality.word(), |(_, text)| self.say(text))
    }

    /// What is changed, by who decides it.
    pub(super) fn changed(&self, change: Alone) -> &'static str {
        self.say(match change {
            Alone::Of(Kind::Lever) => DESIGN,
            Alone::Of(Kind::Trait) => PEOPLE,
            Alone::Of(Kind::Regime) => LAW,
            Alone::Of(Kind::Unknown) => ANSWERS,
            Alone::Reading => READING,
        })
    }

    /// A level with what it is called: `` `needs_amendment` (only after an amendment of the law) ``.
    pub(super) fn level_with_words(&self, node: NodeId, value: Value) -> String {
        let name = self.level_name(node, value);
        match self.level_words(node, value) {
            Some(label) => format!("`{name}` ({label})"),
            None => format!("`{name}`"),
        }
    }

    /// What a level is called, where its id is a word of the study's own and no sign.
    pub(super) fn level_words(&self, node: NodeId, value: Value) -> Option<String> {
        let Value::Level(level) = value else {
            return None;
        };
        let scale = self.study.nodes[node].scale;
        let id = self.study.scales[scale].name(level);
        if !id.chars().any(char::is_alphabetic) {
            return None;
        }
        let label = self.level_label(scale.to_usize(), level.to_usize());
        (label != id).then_some(label)
    }

    /// A number that is at least one and below another.
    pub(super) fn interval(&self, low: f64, high: f64) -> String {
        let number = |number| number_text(number, self.language);
        match (low.is_finite(), high.is_finite()) {
            (true, true) if low == high => number(low),
            (true, true) => format!("{}–{}", number(low), number(high)),
            (true, false) => format!("≥ {}", number(low)),
            (false, _) => format!("< {}", number(high)),
        }
    }
}

/// A text with a full stop, unless it has an end of its own.
pub(super) fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() || text.ends_with(['.', '!', '?', '…']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}
