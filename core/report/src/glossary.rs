//! What the unknowns that a page names by their ids are about.

use std::collections::BTreeSet;

use toets_answer::{Block, Section};
use toets_evaluate::OpenVariable;

use crate::texts::Say;
use crate::words::Words;

const UNKNOWNS: Say = Say(
    "Wat niet bekend is en hier genoemd wordt",
    "What is not known and named here",
);
const AT_MOST: usize = 40;

/// The unknowns among these, each with what it is about; none if there are none, or so many that a list explains nothing.
pub(crate) fn glossary(words: &Words<'_>, named: impl IntoIterator<Item = OpenVariable>) -> Option<Section> {
    let named: BTreeSet<OpenVariable> = named.into_iter().collect();
    let terms: Vec<(String, String)> = named
        .into_iter()
        .filter_map(|unknown| Some((unknown.id(words.study), about(words, unknown)?)))
        .collect();
    let few = (1..=AT_MOST).contains(&terms.len());
    few.then(|| Section::new(words.say(UNKNOWNS), vec![Block::Terms(terms)]))
}

/// What an unknown is about, for those who know no ids.
fn about(words: &Words<'_>, unknown: OpenVariable) -> Option<String> {
    let study = words.study;
    let text = match unknown {
        OpenVariable::Finding(finding) => words.text(&study.findings[finding].statement).to_owned(),
        OpenVariable::Transfer(transfer) => words.text(&study.transfers[transfer].reason).to_owned(),
        OpenVariable::Contest(contest) => words.text(study.contests[contest].label.as_ref()?).to_owned(),
        OpenVariable::Node(node) => words.coded(node),
        OpenVariable::Study(_) => return None,
    };
    (!text.is_empty()).then_some(text)
}
