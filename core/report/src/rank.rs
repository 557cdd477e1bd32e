//! How scenarios stand to each other on a node, in words and as JSON.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};
use toets_answer::{Answer, Block, Cell, Column, Line, Page, Row, Section, Table, plain};
use toets_model::{Language, ScenarioId, Study};
use toets_question::{Rank, RankPair, Relation};

use crate::ask::{head, ids_json, paragraph};
use crate::texts::{Say, fill};
use crate::words::Words;

/// What the question is about.
const ABOUT: Say = Say(
    "Hoe de scenario's tot elkaar staan",
    "How the scenarios stand to each other",
);
const FOR: Say = Say("Voor {}", "For {}");
const HOW: Say = Say(
    "Twee scenario's zijn vergeleken in elk geval dat bij beide kan voorkomen. Er wordt niets gewogen of opgeteld. Het beste: er is geen scenario dat nergens slechter is en ergens beter.",
    "Two scenarios are compared in each case that both can have. Nothing is weighed or added up. The best: there is no scenario that is nowhere worse and somewhere better.",
);
const BEST: Say = Say("Het beste", "The best");
const PAIRS: Say = Say("Hoe ze tot elkaar staan", "How they stand to each other");
const NO_BEST: Say = Say(
    "geen: niet gezegd is wat beter is",
    "none: it is not said what is better",
);
const CIRCLE: Say = Say("geen", "none");
const ALONE: Say = Say("er is niets om mee te vergelijken", "there is nothing to compare with");
/// What is said of a pair, in the order in which it is said.
const THAN: [(&str, Say); 9] = [
    ("better", Say("{}: beter dan {}", "{}: better than {}")),
    (
        "not-worse",
        Say(
            "{}: nergens slechter en ergens beter dan {}",
            "{}: nowhere worse, somewhere better than {}",
        ),
    ),
    ("higher", Say("{}: hoger dan {}", "{}: higher than {}")),
    (
        "not-lower",
        Say(
            "{}: nergens lager en ergens hoger dan {}",
            "{}: nowhere lower, somewhere higher than {}",
        ),
    ),
    (
        "depends",
        Say(
            "{}: soms beter, soms slechter dan {}",
            "{}: now better, now worse than {}",
        ),
    ),
    (
        "depends-higher",
        Say("{}: soms hoger, soms lager dan {}", "{}: now higher, now lower than {}"),
    ),
    ("differs", Say("{}: anders dan {}", "{}: different from {}")),
    (
        "may-differ",
        Say("{}: soms anders dan {}", "{}: sometimes different from {}"),
    ),
    (
        "apart",
        Say("{}: geen geval gemeen met {}", "{}: no case in common with {}"),
    ),
];
const ALIKE: Say = Say("onderling gelijk: {}", "all the same: {}");
const DEPENDS_ON: Say = Say("; dat hangt af van {}", "; that depends on {}");
const AND_MORE: Say = Say("en nog {}", "and {} more");
const NOT_APPLICABLE: Say = Say("niet van toepassing bij {}", "does not apply with {}");
const WITHOUT: Say = Say("bestaat niet voor deze groep: {}", "does not exist for this group: {}");
const NO_ORDER: Say = Say(
    "Geen rangorde: elk tweetal gaat over de mensen voor wie beide bestaan, en dat zijn niet steeds dezelfde.",
    "Not an order: each two are about the people for whom both exist, and these are not always the same.",
);
const SCENARIOS: Say = Say("De scenario's", "The scenarios");
/// How many things are named that it depends on.
const NAMED: usize = 3;

/// How scenarios stand to each other, by group and node.
pub fn ranked<'a>(study: &'a Study, found: &'a [Rank], language: Language) -> Answer<'a> {
    let page = move || {
        let words = Words::new(study, language);
        page(&words, found)
    };
    Answer::new(language, page, move || all_json(study, found)).listing(&["groups", "nodes", "pairs"])
}

fn page(words: &Words<'_>, found: &[Rank]) -> Page {
    let study = words.study;
    let mut sections = Vec::new();
    for of_group in found.chunk_by(|one, other| one.group == other.group) {
        let group = &study.groups[of_group[0].group].label;
        let label = match words.text(group) {
            "" => study.groups.name(of_group[0].group),
            label => label,
        };
        let rows = of_group.iter().map(|rank| row(words, rank));
        let table = Table {
            columns: [(words.texts.node, 3), (words.say(BEST), 2), (words.say(PAIRS), 7)]
                .map(|(name, weight)| Column::weighing(name, weight))
                .into(),
            rows: rows.collect(),
            wide: false,
        };
        let blocks = vec![paragraph(words.say(HOW)), Block::Table(table)];
        sections.push(Section::new(
            fill(words.say(FOR), &[&crate::words::uncapitalised(label)]),
            blocks,
        ));
    }
    let terms = words.scenario_terms(found.first().map_or(&[][..], |rank| &rank.scenarios));
    if !terms.is_empty() {
        sections.push(Section::new(words.say(SCENARIOS), vec![Block::Terms(terms)]));
    }
    words.question(ABOUT, sections)
}

fn row(words: &Words<'_>, rank: &Rank) -> Row {
    let name = |&scenario: &ScenarioId| words.study.scenarios.name(scenario);
    let names = |all: &[ScenarioId]| all.iter().map(name).collect::<Vec<_>>().join(", ");
    let best = match &rank.best {
        None => words.say(NO_BEST).to_owned(),
        Some(best) if best.is_empty() => words.say(CIRCLE).to_owned(),
        Some(best) => names(best),
    };
    let mut lines: Vec<Line> = told(words, rank).into_iter().map(|line| vec![plain(line)]).collect();
    if rank.pairs.is_empty() {
        lines.push(vec![plain(words.say(ALONE))]);
    }
    for (say, scenarios) in [(NOT_APPLICABLE, &rank.not_applicable), (WITHOUT, &rank.without_worlds)] {
        if !scenarios.is_empty() {
            lines.push(vec![plain(fill(words.say(say), &[&names(scenarios)]))]);
        }
    }
    if !rank.carries_over {
        lines.push(vec![plain(words.say(NO_ORDER))]);
    }
    Row {
        strong: !words.study.nodes[rank.node].children.is_empty(),
        ..Row::from(vec![
            Cell::text(words.coded(rank.node)),
            Cell::text(best),
            Cell::lines(lines),
        ])
    }
}

/// The pairs in words: those that stand alike to each other, together.
fn told(words: &Words<'_>, rank: &Rank) -> Vec<String> {
    let names = |all: &[ScenarioId]| -> String {
        let names: Vec<&str> = all.iter().map(|&s| words.study.scenarios.name(s)).collect();
        names.join(", ")
    };
    let mut said: Vec<String> = alike(rank)
        .iter()
        .map(|all| fill(words.say(ALIKE), &[&names(all)]))
        .collect();
    for (kind, say) in THAN {
        // What the upper one stands so to, and on what that depends.
        let mut below: BTreeMap<ScenarioId, (Vec<ScenarioId>, Vec<String>)> = BTreeMap::new();
        for pair in &rank.pairs {
            let (found, first, second) = upper_first(pair);
            if found != kind {
                continue;
            }
            let (others, on) = below.entry(first).or_default();
            others.push(second);
            if kind.starts_with("depends") {
                let about = pair.depends_on.iter().filter_map(|&variable| words.about(variable));
                on.extend(about.filter(|about| !about.is_empty()));
            }
        }
        // Scenarios that stand so to the same ones are told together.
        let mut together: Vec<(Vec<ScenarioId>, Vec<ScenarioId>, Vec<String>)> = Vec::new();
        for (first, (others, on)) in below {
            match together.iter_mut().find(|(_, known, _)| *known == others) {
                Some((firsts, _, all)) => {
                    firsts.push(first);
                    all.extend(on);
                }
                None => together.push((vec![first], others, on)),
            }
        }
        for (firsts, others, on) in together {
            let mut text = fill(words.say(say), &[&names(&firsts), &names(&others)]);
            if let Some(named) = few(words, on) {
                text.push_str(&fill(words.say(DEPENDS_ON), &[&named]));
            }
            said.push(text);
        }
    }
    said
}

/// Those that are the same in every case, as far as each two of them are.
fn alike(rank: &Rank) -> Vec<Vec<ScenarioId>> {
    let same = |one: ScenarioId, other: ScenarioId| {
        let mut pairs = rank.pairs.iter();
        pairs.any(|it| {
            it.pair.contains(&one)
                && it.pair.contains(&other)
                && it.relation.is_some_and(|relation| relation.word() == "equal")
        })
    };
    let mut classes: Vec<Vec<ScenarioId>> = Vec::new();
    for &scenario in &rank.scenarios {
        match classes
            .iter_mut()
            .find(|all| all.iter().all(|&one| same(one, scenario)))
        {
            Some(class) => class.push(scenario),
            None => classes.push(vec![scenario]),
        }
    }
    classes.retain(|class| class.len() > 1);
    classes
}

/// The first few of some names, each once, and how many more there are.
fn few(words: &Words<'_>, names: Vec<String>) -> Option<String> {
    let mut once: Vec<String> = Vec::new();
    for name in names {
        if !once.contains(&name) {
            once.push(name);
        }
    }
    if once.len() > NAMED {
        let more = (once.len() - NAMED).to_string();
        once.truncate(NAMED);
        once.push(fill(words.say(AND_MORE), &[&more]));
    }
    (!once.is_empty()).then(|| once.join(", "))
}

/// How the one that is above stands to the other.
fn upper_first(pair: &RankPair) -> (&'static str, ScenarioId, ScenarioId) {
    let [first, second] = pair.pair;
    let word = pair.relation.map_or("apart", |relation| match relation.word() {
        "depends" if relation.higher => "depends-higher",
        word => word,
    });
    match word {
        "worse" => ("better", second, first),
        "not-better" => ("not-worse", second, first),
        "lower" => ("higher", second, first),
        "not-higher" => ("not-lower", second, first),
        word => (word, first, second),
    }
}

fn all_json(study: &Study, found: &[Rank]) -> Json {
    let groups = found.chunk_by(|one, other| one.group == other.group).map(|of_group| {
        let nodes: Json = of_group.iter().map(|rank| rank_json(study, rank)).collect();
        json!({ "group": study.groups.name(of_group[0].group), "nodes": nodes })
    });
    let mut all = head(study, "rank");
    all.insert("groups".into(), groups.collect());
    all.into()
}

fn rank_json(study: &Study, rank: &Rank) -> Json {
    let names = |all: &[ScenarioId]| -> Json { all.iter().map(|&s| study.scenarios.name(s)).collect() };
    let pairs = rank.pairs.iter().map(|pair| {
        let [a, b] = pair.pair.map(|scenario| study.scenarios.name(scenario));
        let mut all = Map::new();
        all.insert("a".into(), a.into());
        all.insert("b".into(), b.into());
        all.insert("relation".into(), pair.relation.map(word).into());
        all.insert("depends_on".into(), ids_json(study, &pair.depends_on));
        all.insert("left_out".into(), pair.left_out.to_string().into());
        all.insert("worlds".into(), pair.worlds.to_string().into());
        Json::from(all)
    });
    json!({
        "node": study.nodes.name(rank.node),
        "best": names(rank.best.as_deref().unwrap_or_default()),
        "order": rank.carries_over,
        "without_worlds": names(&rank.without_worlds),
        "not_applicable": names(&rank.not_applicable),
        "pairs": pairs.collect::<Json>(),
    })
}

/// The word for a relation here: `same` where two never differ.
fn word(relation: Relation) -> String {
    match relation.word() {
        "equal" => "same".to_owned(),
        word => word.replace('-', "_"),
    }
}
