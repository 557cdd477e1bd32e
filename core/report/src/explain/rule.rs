//! The rule of a node, in words: those that come with the program by what they do, others by their name.

use toets_model::{Combine, Own, Param, ParamValue};
use toets_plugin::Answer;
use toets_question::Derivation;

use crate::symbol::number_text;
use crate::texts::{Say, fill};
use crate::words::Words;

const WORST: Say = Say("het slechtste onderdeel telt", "the worst part counts");
const BEST: Say = Say("het beste onderdeel telt", "the best part counts");
const MEAN: Say = Say("het gemiddelde van de onderdelen", "the mean of the parts");
const WEIGHTS: Say = Say("; zwaarder of lichter tellen {}", "; {} count more or less");
const VETO: Say = Say(
    "; staat er een op {} of lager, dan komt het niet boven het niveau onder neutraal",
    "; if one is at {} or lower, it does not get above the level below neutral",
);
const TABLE: Say = Say("de beslistabel van de studie", "the study's decision table");
const TABLE_ROW: Say = Say(
    "de beslistabel van de studie: {} geeft {}",
    "the study's decision table: {} gives {}",
);
const THRESHOLD: Say = Say(
    "in welk interval {} ligt (grenzen {})",
    "the interval in which {} lies (cuts {})",
);
const SUM: Say = Say("de som van de onderdelen", "the sum of the parts");
const NUMBER: Say = Say("het getal {}", "the number {}");
const EVIDENCE: Say = Say(
    "de sterkste bevinding voor en de sterkste tegen samen",
    "the strongest finding for and the strongest against together",
);
const EVIDENCE_WORST: Say = Say("de slechtste bevinding telt", "the worst finding counts");
const EVIDENCE_BEST: Say = Say("de beste bevinding telt", "the best finding counts");
const EVIDENCE_HULL: Say = Say(
    "open tussen de slechtste en de beste bevinding",
    "open between the worst and the best finding",
);
const OTHER: Say = Say("volgens {}", "by {}");
const OWN_FIRST: Say = Say(
    "; bevindingen op het criterium zelf gaan voor",
    "; findings on the criterion itself go first",
);
const OWN_WORST: Say = Say(
    "; bevindingen op het criterium zelf tellen mee, het slechtste van beide geldt",
    "; findings on the criterion itself count too, the worse of both holds",
);
const OWN_CHILD: Say = Say(
    "; bevindingen op het criterium zelf lichten alleen toe",
    "; findings on the criterion itself only explain",
);

/// The rule of a node, as it stands in a sentence.
pub(super) fn rule(words: &Words<'_>, derivation: &Derivation) -> String {
    let study = words.study;
    let it = &study.nodes[derivation.trace.node];
    let params = &it.score.params;
    let mut text = match &*it.score.plugin.value {
        "worst" => words.say(WORST).to_owned(),
        "best" => words.say(BEST).to_owned(),
        "mean" => mean(words, params),
        "table" => table(words, derivation, params),
        "threshold" => {
            let of = params.get("of").and_then(Param::text).unwrap_or("?");
            fill(
                words.say(THRESHOLD),
                &[
                    of,
                    &params.get("cuts").map_or_else(String::new, |cuts| value(words, cuts)),
                ],
            )
        }
        "sum" => words.say(SUM).to_owned(),
        "number" => fill(
            words.say(NUMBER),
            &[params.get("of").and_then(Param::text).unwrap_or("?")],
        ),
        "evidence" => words
            .say(match it.combine {
                Combine::Strongest => EVIDENCE,
                Combine::Worst => EVIDENCE_WORST,
                Combine::Best => EVIDENCE_BEST,
                Combine::Hull => EVIDENCE_HULL,
            })
            .to_owned(),
        id => {
            let label = words.text(&derivation.rule.label);
            let mut name = if label.is_empty() {
                format!("`{id}`")
            } else {
                format!("{label} (`{id}`)")
            };
            let given: Vec<String> = params
                .entries()
                .iter()
                .map(|(key, _, param)| format!("{key} = {}", value(words, param)))
                .collect();
            if !given.is_empty() {
                name.push_str(&format!(", {}", given.join(", ")));
            }
            fill(words.say(OTHER), &[&name])
        }
    };
    if !it.children.is_empty() && !derivation.trace.findings.is_empty() {
        text.push_str(words.say(match it.own {
            Own::First => OWN_FIRST,
            Own::Worst => OWN_WORST,
            Own::Child => OWN_CHILD,
        }));
    }
    text
}

fn mean(words: &Words<'_>, params: &Param) -> String {
    let mut text = words.say(MEAN).to_owned();
    if let Some(weights) = params.get("weights") {
        let each: Vec<String> = weights
            .entries()
            .iter()
            .map(|(child, _, weight)| format!("{} ({}×)", named(words, child), value(words, weight)))
            .collect();
        text.push_str(&fill(words.say(WEIGHTS), &[&each.join(", ")]));
    }
    if let Some(veto) = params.get("veto").and_then(Param::text) {
        text.push_str(&fill(words.say(VETO), &[&format!("`{veto}`")]));
    }
    text
}

/// The first row of the table that the levels of the children fit.
fn table(words: &Words<'_>, derivation: &Derivation, params: &Param) -> String {
    let rows = params.get("rules").map_or(&[][..], Param::items);
    let Some(row) = rows.iter().find(|row| fits(words, derivation, row)) else {
        return words.say(TABLE).to_owned();
    };
    let tests: Vec<String> = row
        .get("when")
        .map_or(&[][..], Param::entries)
        .iter()
        .map(|(child, _, allowed)| match allowed.get("not") {
            Some(not) => format!("{} ≠ {}", named(words, child), levels(words, not)),
            None => format!("{} = {}", named(words, child), levels(words, allowed)),
        })
        .collect();
    let then = row.get("then").and_then(Param::text).unwrap_or("?");
    if tests.is_empty() {
        return words.say(TABLE).to_owned();
    }
    fill(
        words.say(TABLE_ROW),
        &[&tests.join(words.texts.and), &format!("`{then}`")],
    )
}

fn fits(words: &Words<'_>, derivation: &Derivation, row: &Param) -> bool {
    let study = words.study;
    let tests = row.get("when").map_or(&[][..], Param::entries);
    tests.iter().all(|(child, _, allowed)| {
        let Some(node) = study.nodes.find(child) else {
            return false;
        };
        let seen = derivation
            .trace
            .seen
            .iter()
            .find_map(|(read, answer)| match (read, answer) {
                (toets_plugin::Read::Node(read), Answer::Level(level)) if *read == node => Some(*level),
                _ => None,
            });
        let Some(level) = seen else {
            return allowed.text() == Some("*");
        };
        let name = study.scales[study.nodes[node].scale].name(level);
        let among = |param: &Param| match &param.value {
            ParamValue::List(items) => items.iter().any(|item| item.text() == Some(name)),
            ParamValue::Text(text) => text == name || text == "*",
            _ => false,
        };
        match allowed.get("not") {
            Some(not) => !among(not),
            None => among(allowed),
        }
    })
}

fn levels(words: &Words<'_>, param: &Param) -> String {
    match &param.value {
        ParamValue::List(items) => {
            let all: Vec<String> = items.iter().map(|item| levels(words, item)).collect();
            all.join(words.texts.or)
        }
        ParamValue::Text(text) => format!("`{text}`"),
        _ => value(words, param),
    }
}

fn named(words: &Words<'_>, node: &str) -> String {
    words
        .study
        .nodes
        .find(node)
        .map_or_else(|| node.to_owned(), |node| words.node(node))
}

/// A parameter as it was written, or nearly.
fn value(words: &Words<'_>, param: &Param) -> String {
    match &param.value {
        ParamValue::Bool(yes) => yes.to_string(),
        ParamValue::Integer(number) => number.to_string(),
        ParamValue::Number(number) => number_text(*number, words.language),
        ParamValue::Text(text) => text.clone(),
        ParamValue::List(items) => {
            let all: Vec<String> = items.iter().map(|item| value(words, item)).collect();
            all.join(", ")
        }
        ParamValue::Table(entries) => {
            let all: Vec<String> = entries
                .iter()
                .map(|(key, _, param)| format!("{key} = {}", value(words, param)))
                .collect();
            format!("{{ {} }}", all.join(", "))
        }
    }
}
