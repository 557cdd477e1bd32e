//! Where something is said: a place in a source, a provision of the law.

use toets_model::{Citation, ProvisionId};
use toets_plugin::{Answer, ProvisionField, Read};
use toets_question::Derivation;

use crate::texts::{Say, fill};
use crate::words::Words;

const CHAPTER: Say = Say("h. {}", "ch. {}");
const PAGES: Say = Say("p. {}", "p. {}");
const LINE: Say = Say("r. {}", "l. {}");
const LINES: Say = Say("r. {}–{}", "l. {}–{}");
const ARTICLE: Say = Say("art. {} {}", "art. {} {}");
const NOT_IN_FORCE: Say = Say("hier niet van kracht", "not in force here");
const AMENDMENTS: Say = Say("kan geraakt worden door {}", "may be touched by {}");
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
    if let Some(pages) = &citation.pages {
        parts.push(fill(words.say(PAGES), &[pages]));
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

/// A provision: `art. 9 Wet op het primair onderwijs (wpo:9): what it says`, in the version that counts on the day of the study, and
/// whether it was in force in the case.
pub(super) fn provision(words: &Words<'_>, derivation: &Derivation, provision: ProvisionId) -> String {
    let study = words.study;
    let it = &study.provisions[provision];
    let instrument = it
        .instrument
        .map_or("", |one| study.instruments[one].title.get(words.language));
    let id = study.provisions.name(provision);
    let Some(version) = it.versions.get(it.nearest(study.as_of)) else {
        return id.to_owned();
    };
    let mut text = fill(words.say(ARTICLE), &[&version.article, instrument])
        .trim_end()
        .to_owned();
    text.push_str(&format!(" ({id})"));
    if let Some(said) = version.paraphrase.as_ref().or(version.subject.as_ref()) {
        text.push_str(&format!(": {}", words.text(said)));
    }
    let mut remarks = Vec::new();
    if in_force(derivation, provision) == Some(false) {
        remarks.push(words.say(NOT_IN_FORCE).to_owned());
    }
    let amendments: Vec<&str> = study
        .touching(provision)
        .into_iter()
        .map(|one| study.amendments.name(one))
        .collect();
    if !amendments.is_empty() {
        remarks.push(fill(words.say(AMENDMENTS), &[&amendments.join(", ")]));
    }
    if !version.verified {
        remarks.push(words.say(NOT_VERIFIED).to_owned());
    }
    if !remarks.is_empty() {
        text.push_str(&format!(" [{}]", remarks.join("; ")));
    }
    text
}

/// Whether a provision was in force in the case; none if the scorer did not look.
pub(super) fn in_force(derivation: &Derivation, provision: ProvisionId) -> Option<bool> {
    let wanted = Read::Provision(provision, ProvisionField::InForce);
    let seen = derivation.trace.seen.iter().find(|(read, _)| *read == wanted);
    seen.map(|(_, answer)| *answer == Answer::Yes)
}
