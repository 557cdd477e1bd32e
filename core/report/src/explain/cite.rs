//! Where something is said: a place in a source, a provision of the law.

use toets_model::{Citation, ProvisionId};

use crate::texts::{Say, fill};
use crate::words::Words;

const CHAPTER: Say = Say("h. {}", "ch. {}");
const LINE: Say = Say("r. {}", "l. {}");
const LINES: Say = Say("r. {}–{}", "l. {}–{}");
const ARTICLE: Say = Say("art. {} {}", "art. {} {}");
const NOT_VERIFIED: Say = Say(
    "niet aan de wettekst getoetst",
    "not checked against the text of the law",
);

/// Places in sources: `aef-2025, h. 4, r. 592–593`, with who said it.
pub(super) fn citations(words: &Words<'_>, citations: &[Citation]) -> String {
    let all: Vec<String> = citations.iter().map(|one| citation(words, one)).collect();
    all.join("; ")
}

fn citation(words: &Words<'_>, citation: &Citation) -> String {
    let study = words.study;
    let mut parts = vec![study.documents.name(citation.document).to_owned()];
    if let Some(chapter) = &citation.chapter {
        parts.push(fill(words.say(CHAPTER), &[chapter]));
    }
    match citation.lines {
        Some((first, last)) if first == last => parts.push(fill(words.say(LINE), &[&first.to_string()])),
        Some((first, last)) => parts.push(fill(words.say(LINES), &[&first.to_string(), &last.to_string()])),
        None => {}
    }
    let respondents: Vec<String> = citation
        .respondents
        .iter()
        .map(|&who| {
            let label = study.documents[who].label.get(words.language);
            if label.is_empty() {
                study.documents.name(who)
            } else {
                label
            }
            .to_owned()
        })
        .collect();
    if !respondents.is_empty() {
        parts.push(respondents.join(", "));
    }
    parts.join(", ")
}

/// A provision: `art. 9 Wet op het primair onderwijs (wpo:9): what it says`.
pub(super) fn provision(words: &Words<'_>, provision: ProvisionId) -> String {
    let study = words.study;
    let it = &study.provisions[provision];
    let instrument = it
        .instrument
        .map_or("", |one| study.instruments[one].title.get(words.language));
    let mut text = fill(words.say(ARTICLE), &[&it.article, instrument])
        .trim_end()
        .to_owned();
    text.push_str(&format!(" ({})", study.provisions.name(provision)));
    if let Some(said) = it.paraphrase.as_ref().or(it.subject.as_ref()) {
        text.push_str(&format!(": {}", words.text(said)));
    }
    if !it.verified {
        text.push_str(&format!(" [{}]", words.say(NOT_VERIFIED)));
    }
    text
}
