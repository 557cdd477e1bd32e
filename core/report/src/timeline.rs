//! The law over time, and what moves between two days: in words, and as JSON.

use serde_json::{Map, Value as Json, json};
use toets_answer::{Answer, Block, Branch, Page, Section, figures};
use toets_evaluate::Value;
use toets_model::law::StandingText;
use toets_model::{Date, Index, Language, LevelId, NodeId, Study, Version};
use toets_question::{CellShift, LawDiff, LawMove, NodeState, Stretch, Timeline};

use crate::ask::{head, marked, paragraph};
use crate::json::text;
use crate::texts::{Say, fill};
use crate::words::Words;

const OVER_TIME: Say = Say(
    "Wanneer het recht verandert, en wat er dan anders volgt",
    "When the law changes, and what follows otherwise then",
);
const BETWEEN: Say = Say(
    "Wat er in het recht verandert van {} naar {}",
    "What changes in the law from {} to {}",
);
const UP_TO: Say = Say("tot en met {}", "up to {}");
const FROM: Say = Say("vanaf {}", "from {}");
const FROM_TO: Say = Say("{} tot en met {}", "{} up to {}");
const ALWAYS: Say = Say("op elke dag", "on every day");
const LAW: Say = Say("Recht", "Law");
const RESULTS: Say = Say("Uitkomsten", "Results");
const BEGINS: Say = Say("{} gaat gelden", "{} comes into force");
const ENDS: Say = Say("{} vervalt", "{} is no longer in force");
const OTHER_TEXT: Say = Say("{} krijgt een andere tekst: {}", "{} gets another text: {}");
const RENUMBERED: Say = Say("{} wordt {}", "{} becomes {}");
const NO_LAW: Say = Say("Geen bepaling verandert.", "No provision changes.");
const NO_RESULT: Say = Say("Geen uitkomst verandert.", "No result changes.");
const SAME_LEVELS: Say = Say(
    "dezelfde niveaus, onder andere voorwaarden",
    "the same levels, under other conditions",
);
const NOTHING: Say = Say("niets", "nothing");
const AS_WRITTEN: Say = Say(
    "Dagen zoals de rechtsbestanden ze geven; waar een begin niet is nagegaan, is dat de oudste gelezen tekst.",
    "Days as the law files give them; where a beginning was not established, that is the oldest text that was read.",
);
const READS_DAY: Say = Say(
    "Deze knopen lezen de peildatum zelf: {}. Vergelijken hun scripts die met eigen datums, dan staan die er niet bij.",
    "These nodes read the day itself: {}. If their scripts compare it with days of their own, these are not listed.",
);

/// The law over time.
pub fn timeline<'a>(study: &'a Study, found: &'a Timeline, language: Language) -> Answer<'a> {
    let page = move || {
        let mut sections: Vec<Section> = Vec::new();
        for (n, stretch) in found.stretches.iter().enumerate() {
            let moves = (n > 0).then(|| moves(study, &stretch.law, &stretch.moved, language));
            sections.push(Section::new(
                time(stretch.from, stretch.to, language),
                moves.into_iter().collect(),
            ));
        }
        let mut notes = vec![paragraph(AS_WRITTEN.of(language))];
        if !found.reads_day.is_empty() {
            let nodes = found.reads_day.iter().map(|&n| format!("`{}`", study.nodes.name(n)));
            let nodes: Vec<String> = nodes.collect();
            notes.push(Block::Text(marked(&fill(READS_DAY.of(language), &[&nodes.join(", ")]))));
        }
        sections.push(Section::new("", notes));
        titled(study, OVER_TIME.of(language), sections, language)
    };
    let json = move || {
        let mut all = head(study, "timeline");
        let stretches = found.stretches.iter().map(|stretch| stretch_json(study, stretch));
        all.insert("intervals".into(), stretches.collect::<Json>());
        let nodes: Vec<&str> = found.reads_day.iter().map(|&node| study.nodes.name(node)).collect();
        all.insert("reads_day".into(), nodes.into());
        all.into()
    };
    Answer::new(language, page, json).listing(&["intervals", "moved"])
}

/// What moves between two days.
pub fn law_diff<'a>(study: &'a Study, found: &'a LawDiff, language: Language) -> Answer<'a> {
    let page = move || {
        let [first, second] = [found.days.0, found.days.1].map(|day| figures::day(day, language));
        let sections = vec![
            Section::new("", vec![moves(study, &found.law, &found.moved, language)]),
            Section::new("", vec![paragraph(AS_WRITTEN.of(language))]),
        ];
        titled(
            study,
            &fill(BETWEEN.of(language), &[&first, &second]),
            sections,
            language,
        )
    };
    let json = move || {
        let mut all = head(study, "law-diff");
        all.insert("from".into(), found.days.0.to_string().into());
        all.insert("to".into(), found.days.1.to_string().into());
        all.insert("law".into(), law_json(study, &found.law));
        all.insert("moved".into(), moved_json(&found.moved));
        all.into()
    };
    Answer::new(language, page, json).listing(&["law"])
}

/// A page with a title of its own: days stand in it, so that no law of one day is named below it.
fn titled(study: &Study, title: &str, sections: Vec<Section>, language: Language) -> Page {
    Page {
        title: title.to_owned(),
        subtitle: Words::new(study, language).title().to_owned(),
        sections,
    }
}

/// What moves: provisions, and results in each cell.
fn moves(study: &Study, law: &[LawMove], moved: &[CellShift], language: Language) -> Block {
    let words = Words::new(study, language);
    let mut branches: Vec<Branch> = Vec::new();
    let mut add = |depth: usize, said: &str| {
        branches.push(Branch {
            depth,
            open: true,
            head: marked(said),
            notes: Vec::new(),
        });
    };
    add(0, LAW.of(language));
    let said: Vec<String> = law.iter().filter_map(|one| law_words(study, one, language)).collect();
    said.iter().for_each(|said| add(1, said));
    if said.is_empty() {
        add(1, NO_LAW.of(language));
    }
    add(0, RESULTS.of(language));
    for cell in moved {
        add(1, &cell.cell.to_string());
        for (node, old, new) in &cell.nodes {
            add(2, &moved_node(&words, node, old, new));
        }
    }
    if moved.is_empty() {
        add(1, NO_RESULT.of(language));
    }
    Block::Tree(branches)
}

/// A stretch of time in words; none: all of time, or a single day.
pub(crate) fn since(span: (Option<Date>, Option<Date>), language: Language) -> Option<String> {
    (span != (None, None) && span.0 != span.1).then(|| time(span.0, span.1, language))
}

fn time(from: Option<Date>, to: Option<Date>, language: Language) -> String {
    let written = |day: Option<Date>| day.map(|day| figures::day(day, language));
    match (written(from), written(to)) {
        (None, None) => ALWAYS.of(language).to_owned(),
        (Some(from), None) => fill(FROM.of(language), &[&from]),
        (None, Some(to)) => fill(UP_TO.of(language), &[&to]),
        (Some(from), Some(to)) => fill(FROM_TO.of(language), &[&from, &to]),
    }
}

/// One provision that moved; a renumbered rule is told once, with its new number.
fn law_words(study: &Study, moved: &LawMove, language: Language) -> Option<String> {
    let name = named(study, moved, language);
    let say = |say: Say, words: &[&str]| Some(fill(say.of(language), words));
    match (moved.renumbered, moved.before.in_force, moved.after.in_force) {
        (Some(older), false, true) => say(RENUMBERED, &[&format!("`{}`", study.provisions.name(older)), &name]),
        (Some(_), true, false) => None,
        (None, false, true) => say(BEGINS, &[&name]),
        (None, true, false) => say(ENDS, &[&name]),
        _ => say(OTHER_TEXT, &[&name, study.text_name(moved.provision, moved.after.text)]),
    }
}

/// A provision with what it is about.
fn named(study: &Study, moved: &LawMove, language: Language) -> String {
    let id = study.provisions.name(moved.provision);
    match version(study, moved).and_then(|version| version.subject.as_ref()) {
        Some(subject) => format!("`{id}` ({})", subject.get(language)),
        None => format!("`{id}`"),
    }
}

fn version<'a>(study: &'a Study, moved: &LawMove) -> Option<&'a Version> {
    let standing = if moved.after.in_force {
        moved.after
    } else {
        moved.before
    };
    match standing.text {
        StandingText::Version(n) => study.provisions[moved.provision].versions.get(n),
        StandingText::Amended(_) => study.provisions[moved.provision].versions.last(),
    }
}

/// A node and what its levels were and are.
fn moved_node(words: &Words<'_>, node: &str, old: &NodeState, new: &NodeState) -> String {
    let Some(id) = words.study.nodes.find(node) else {
        return node.to_owned();
    };
    let name = words.coded(id);
    let new_levels = levels(words, id, new);
    match old.possible == new.possible {
        true => format!("{name}: {new_levels} ({})", words.say(SAME_LEVELS)),
        false => format!("{name}: {} → {new_levels}", levels(words, id, old)),
    }
}

/// Levels by their names, `…` between those that follow each other on their scale.
fn levels(words: &Words<'_>, node: NodeId, state: &NodeState) -> String {
    let study = words.study;
    let scale_id = study.nodes[node].scale;
    let scale = &study.scales[scale_id];
    let named: Vec<(LevelId, String)> = state
        .possible
        .iter()
        .filter_map(|id| scale.find(id))
        .map(|level| {
            (
                level,
                crate::symbol::level_label(study, scale_id.to_usize(), level.to_usize(), words.language),
            )
        })
        .collect();
    let values: Vec<Value> = named.iter().map(|(level, _)| Value::Level(*level)).collect();
    match named.as_slice() {
        // Numbers are written as they are.
        [] if !state.possible.is_empty() => state.possible.join(" | "),
        [] => words.say(NOTHING).to_owned(),
        all if all.len() > 1 && all.len() == scale.levels().len() => words.texts.open_over_all.to_owned(),
        [(_, first), _, .., (_, last)] if words.symbols.unbroken(node, &values) => format!("{first} … {last}"),
        all => all
            .iter()
            .map(|(_, name)| name.as_str())
            .collect::<Vec<_>>()
            .join(" | "),
    }
}

fn stretch_json(study: &Study, stretch: &Stretch) -> Json {
    let mut results = Vec::new();
    for cell in &stretch.cells {
        let nodes: Map<String, Json> = cell
            .nodes
            .iter()
            .map(|(id, state)| (id.clone(), json!({ "possible": state.possible })))
            .collect();
        results.push(json!({ "scenario": cell.name.scenario, "group": cell.name.group, "nodes": nodes }));
    }
    json!({
        "from": stretch.from.map(|day| day.to_string()),
        "to": stretch.to.map(|day| day.to_string()),
        "law": law_json(study, &stretch.law),
        "moved": moved_json(&stretch.moved),
        "results": results,
    })
}

fn law_json(study: &Study, law: &[LawMove]) -> Json {
    let one = |moved: &LawMove| {
        let change = match (moved.before.in_force, moved.after.in_force) {
            (false, true) => "begins",
            (true, false) => "ends",
            _ => "changes",
        };
        let version = version(study, moved);
        json!({
            "provision": study.provisions.name(moved.provision),
            "change": change,
            "article": version.map(|version| version.article.as_str()),
            "jci": version.and_then(|version| version.jci.as_ref()).map(ToString::to_string),
            "version": study.text_name(moved.provision, moved.after.text),
            "renumbered": moved.renumbered.map(|other| study.provisions.name(other)),
            "subject": version.and_then(|version| version.subject.as_ref()).map(text),
        })
    };
    law.iter().map(one).collect()
}

fn moved_json(moved: &[CellShift]) -> Json {
    let one = |cell: &CellShift| {
        let nodes: Map<String, Json> = cell
            .nodes
            .iter()
            .map(|(id, old, new)| (id.clone(), json!({ "before": old.possible, "after": new.possible })))
            .collect();
        json!({ "scenario": cell.cell.scenario, "group": cell.cell.group, "nodes": nodes })
    };
    moved.iter().map(one).collect()
}
