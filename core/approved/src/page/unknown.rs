//! What is not known, in a sentence.

use toets_evaluate::OpenVariable;
use toets_model::{Language, Study};
use toets_report::Phrases;

use super::one_line;
use crate::texts::{Texts, fill};

/// What something depends on: with what a finding says, so that nobody has to look it up.
pub(super) fn hangs_on(study: &Study, language: Language, unknown: OpenVariable) -> String {
    let texts = Texts::of(language);
    let phrases = Phrases::new(study, language);
    match unknown {
        OpenVariable::Finding(f) => {
            let statement = one_line(study.findings[f].statement.get(language));
            fill(texts.hangs_on_finding, &[study.findings.name(f), &statement])
        }
        OpenVariable::Transfer(t) => fill(texts.hangs_on_transfer, &[study.transfers.name(t)]),
        OpenVariable::Contest(c) => {
            let name = study.contests.name(c);
            let label = study.contests[c].label.as_ref();
            let label = label.map(|label| one_line(label.get(language)));
            fill(texts.hangs_on_contest, &[name, label.as_deref().unwrap_or(name)])
        }
        OpenVariable::Node(n) => fill(texts.hangs_on_node, &[study.nodes.name(n), &one_line(&phrases.node(n))]),
        OpenVariable::Study(v) => fill(texts.hangs_on_variable, &[&one_line(&phrases.variable(v))]),
    }
}
