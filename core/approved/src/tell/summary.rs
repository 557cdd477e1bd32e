//! How the snapshots stand, in a few lines.

use toets_model::Language;

use crate::comparison::{Comparison, Difference, State};
use crate::texts::{Texts, fill};

/// How the snapshots stand: one line for each way in which some of them do.
pub fn summary(comparison: &Comparison, language: Language) -> String {
    let texts = Texts::of(language);
    let mut lines: Vec<String> = Vec::new();
    if comparison.is_same() {
        lines.push(fill(texts.all_same, &[&comparison.same.to_string()]));
    } else if comparison.whole && comparison.same == 0 && comparison.differences.iter().all(|d| d.approved.is_none()) {
        lines.push(texts.none_approved.to_owned());
    } else {
        lines.push(fill(texts.same, &[&comparison.same.to_string()]));
    }
    let unread = |d: &Difference| d.state == State::Changed && comparison.unread.contains(&d.name);
    let in_state = |text: &str, holds: &dyn Fn(&Difference) -> bool| {
        let names = comparison
            .differences
            .iter()
            .filter(|d| holds(d))
            .map(|d| d.name.to_string());
        line(text, names.collect())
    };
    lines.extend(in_state(texts.changed_snapshot, &|d| {
        d.state == State::Changed && !unread(d) && !comparison.is_wording(d)
    }));
    lines.extend(in_state(texts.wording, &|d| comparison.is_wording(d)));
    lines.extend(in_state(texts.unread, &unread));
    lines.extend(in_state(texts.new_snapshot, &|d| d.state == State::New));
    lines.extend(in_state(texts.unapproved, &|d| d.state == State::Unapproved));
    lines.extend(in_state(texts.removed_snapshot, &|d| d.state == State::Removed));
    lines.extend(line(texts.faulty, comparison.faulty().to_vec()));
    lines.extend(line(texts.pending, comparison.pending().to_vec()));
    lines.into_iter().map(|line| line + "\n").collect()
}

fn line(text: &str, names: Vec<String>) -> Option<String> {
    (!names.is_empty()).then(|| fill(text, &[&names.join(", ")]))
}
