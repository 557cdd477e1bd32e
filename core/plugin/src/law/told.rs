//! What a weighing gives, in words.

use std::collections::BTreeMap;

use toets_model::{ProvisionId, Study, Text};

use super::{Bearing, Ladder, Weighed, Weighing, weigh};
use crate::{Judgement, Outcome};

/// What a scorer said of one provision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// How it stands towards the case.
    pub bearing: Bearing,
    /// Why.
    pub because: Option<Text>,
}

/// Weighs what was said of provisions into a judgement: the worst over all rules, open where that is, with a reason for
/// every rule that counts.
///
/// # Errors
/// As they come from `in_force`.
pub fn judge<E>(
    study: &Study,
    said: &BTreeMap<ProvisionId, Said>,
    ladder: Ladder,
    in_force: impl FnMut(ProvisionId) -> Result<bool, E>,
) -> Result<Judgement, E> {
    let bearings: BTreeMap<ProvisionId, Bearing> = said.iter().map(|(&id, said)| (id, said.bearing)).collect();
    let (rules, levels) = weigh(study, &bearings, ladder, in_force)?;
    let mut cites: Vec<ProvisionId> = Vec::new();
    let mut because = Vec::new();
    for one in rules.iter().filter(|one| counts(one)) {
        cites.push(one.rule);
        cites.extend(one.exceptions.iter().chain(&one.powers).map(|(id, _)| *id));
        because.push(reason(study, one, said));
    }
    if because.is_empty() {
        because.push(Text {
            nl: "Geen van de getoetste bepalingen staat dit in de weg.".to_owned(),
            en: Some("None of the provisions checked stands in the way.".to_owned()),
        });
    }
    cites.sort_unstable();
    cites.dedup();
    let outcome = match levels[..] {
        [level] => Outcome::Level(level),
        _ => Outcome::Open(levels),
    };
    Ok(Judgement {
        outcome,
        because,
        cites,
        findings: Vec::new(),
        weighed: Some(Box::new(Weighing { said: bearings, rules })),
    })
}

/// Whether a rule has a word in the result: it asks something, and is in force.
fn counts(weighed: &Weighed) -> bool {
    weighed.in_force && weighed.bearing != Bearing::DoesNotApply
}

/// What to say of one rule: the article, what follows, what helps, and why.
fn reason(study: &Study, weighed: &Weighed, all: &BTreeMap<ProvisionId, Said>) -> Text {
    let (mut nl, mut en) = (
        article(study, weighed.rule, "art."),
        article(study, weighed.rule, "art."),
    );
    let certain = |list: &[(ProvisionId, Bearing)], wanted: Bearing| list.iter().any(|(_, b)| *b == wanted);
    let (verdict_nl, verdict_en) = if weighed.bearing == Bearing::Complied {
        ("aan voldaan", "complied with")
    } else if certain(&weighed.exceptions, Bearing::Applies) || certain(&weighed.exceptions, Bearing::AppliesIf) {
        ("een uitzondering geldt", "an exception applies")
    } else {
        match (weighed.bearing, weighed.exceptions.is_empty()) {
            (Bearing::Breached, true) => ("in strijd", "breached"),
            (Bearing::Breached, false) => (
                "in strijd, tenzij een uitzondering geldt",
                "breached, unless an exception applies",
            ),
            (Bearing::Unknown, _) => (
                "niet te zeggen: een feit ontbreekt",
                "not to be said: a fact is missing",
            ),
            _ => ("open: vraagt een oordeel", "open: needs a judgement"),
        }
    };
    nl.push_str(&format!(": {verdict_nl}"));
    en.push_str(&format!(": {verdict_en}"));
    let said = |id: &ProvisionId| all.get(id).and_then(|said| said.because.as_ref());
    if let Some(why) = said(&weighed.rule) {
        add(&mut nl, &mut en, ". ", why);
    }
    let helping = [
        (&weighed.exceptions, "Uitzondering", "Exception"),
        (&weighed.powers, "Op te heffen met", "May be lifted with"),
    ];
    for (list, word_nl, word_en) in helping {
        for (id, bearing) in list {
            let (how_nl, how_en) = match bearing {
                Bearing::Applies => ("", ""),
                Bearing::AppliesIf => (" (onder voorwaarden)", " (under conditions)"),
                Bearing::Unknown => (" (een feit ontbreekt)", " (a fact is missing)"),
                _ => (" (vraagt een oordeel)", " (needs a judgement)"),
            };
            end(&mut nl);
            end(&mut en);
            nl.push_str(&format!(" {word_nl} {}{how_nl}", article(study, *id, "art.")));
            en.push_str(&format!(" {word_en} {}{how_en}", article(study, *id, "art.")));
            match said(id) {
                Some(why) => add(&mut nl, &mut en, ": ", why),
                None => {
                    for condition in &study.provisions[*id].conditions {
                        add(&mut nl, &mut en, "; ", condition);
                    }
                }
            }
        }
    }
    end(&mut nl);
    end(&mut en);
    Text { nl, en: Some(en) }
}

/// Ends a sentence that has no end yet.
fn end(text: &mut String) {
    if !text.ends_with('.') {
        text.push('.');
    }
}

fn add(nl: &mut String, en: &mut String, with: &str, text: &Text) {
    nl.push_str(with);
    nl.push_str(&text.nl);
    en.push_str(with);
    en.push_str(text.en.as_deref().unwrap_or(&text.nl));
}

/// A provision for people: its id and article, after a word for it (`art.`).
pub fn article(study: &Study, id: ProvisionId, word: &str) -> String {
    let it = &study.provisions[id];
    match it
        .versions
        .get(it.nearest(study.as_of))
        .filter(|version| !version.article.is_empty())
    {
        Some(version) => format!("{} ({word} {})", study.provisions.name(id), version.article),
        None => study.provisions.name(id).to_owned(),
    }
}
