//! What the answers to the unknowns are worth, in words and as JSON.

use serde_json::{Map, Value as Json, json};
use toets_answer::{Answer, Block, Item, Line, Section, plain};
use toets_model::{ConclusionId, Language, Study};
use toets_question::{AnswerWorth, Decisions, Standing, Status, Worth};

use crate::ask::{cells_json, head, ids_json, item, paragraph, share_json, values_json};
use crate::texts::{Say, fill};
use crate::words::{Naming, Words};

/// What the question is about.
const ABOUT: Say = Say("Wat het eerst te onderzoeken", "What to find out first");
const OPEN: Say = Say("Wat er open staat", "What is open");
const OPEN_INTRO: Say = Say(
    "Het eindoordeel staat open voor {} van de mensen en keuzes, gemiddeld over {}.",
    "The verdict is open for {} of people and choices, averaged over {}.",
);
const CELLS: Say = Say("{} cellen (scenario × groep)", "{} cells (scenario × group)");
const UNDETERMINED: Say = Say(
    "Onbeslist zijn {} conclusies: {}.",
    "{} conclusions are undetermined: {}.",
);
const ALL_SETTLED: Say = Say(
    "Er valt niets te beslissen: niets hangt af van wat onbekend is.",
    "There is nothing to decide: nothing depends on what is unknown.",
);
const ASKED: Say = Say(
    "Waar de bronnen zelf om onderzoek vragen, of zeggen dat het niet bekend is",
    "What the sources ask to research, or say is not known",
);
const RESERVED: Say = Say(
    "Waarover de bronnen iets zeggen, maar met voorbehoud",
    "What the sources say something of, with reserve",
);
const UNSTUDIED: Say = Say("Waar niemand naar heeft gekeken", "What nobody has looked at");
const ORDER: Say = Say(
    "Het nuttigste antwoord eerst. Van alle eindoordelen, gewogen over mensen en keuzes: welk deel een van de antwoorden beslist, bij welk deel een antwoord een uitkomst uitsluit, bij welk deel het antwoord verschil kan maken. Daarna per antwoord wat het beslist en uitsluit.",
    "The most useful answer first. Of all verdicts, over people and choices: for which share one of the answers settles it, for which share an answer rules an outcome out, for which share the answer can make the difference. Then for each answer what it settles and rules out.",
);
const SETTLES: Say = Say("beslist {}", "settles {}");
const NARROWS: Say = Say("sluit iets uit bij {}", "rules something out for {}");
const CHANGES: Say = Say("kan verschil maken bij {}", "can make the difference for {}");
const NO_VERDICT: Say = Say("raakt geen eindoordeel", "touches no verdict");
const ANSWER_EXCLUDES: Say = Say("sluit {} uit", "rules out {}");
const ANSWER_SETTLES: Say = Say("beslist {}", "settles {}");
const IF_ANSWER: Say = Say("Bij ", "If ");
const THEN_HOLDS: Say = Say("dan geldt: {}", "then holds: {}");
const THEN_FAILS: Say = Say("dan geldt niet: {}", "then does not hold: {}");
const MATTERS_TO: Say = Say("Telt mee voor {}.", "Counts for {}.");
const ASKED_BY: Say = Say("Gevraagd in {}.", "Asked in {}.");
const UNKNOWN_SAID: Say = Say("Als onbekend genoemd in {}.", "Named as unknown in {}.");
const TOGETHER: Say = Say("Wat samen alles beslist", "What settles everything together");
const NEEDED: Say = Say(
    "Wat de antwoorden ook zijn: met deze {} is alles beslist, elk eindoordeel en elke conclusie in elk van haar cellen; {}.",
    "Whatever the answers: with these {} everything is settled, each verdict and each conclusion in each of its cells; {}.",
);
const PROVED: Say = Say("met minder kan het niet", "fewer will not do");
const NOT_PROVED: Say = Say(
    "of het met minder kan is niet nagegaan",
    "whether fewer would do was not worked out",
);
const LUCKIEST: Say = Say(
    "In het gunstigste geval zijn {} antwoorden genoeg ({}): {}.",
    "At best {} answers are enough ({}): {}.",
);
const NO_LUCK: Say = Say(
    "Geen enkele reeks antwoorden geldt voor iedereen en beslist alles.",
    "No set of answers holds for everyone and settles everything.",
);
/// How many conclusions are named at a time.
const NAMED: usize = 6;

/// Which unknown is worth researching first.
pub fn decisions<'a>(study: &'a Study, found: &'a Decisions, language: Language) -> Answer<'a> {
    let page = move || {
        let words = Words::new(study, language);
        words.question(ABOUT, sections(&words, found))
    };
    Answer::new(language, page, move || all_json(study, found)).listing(&["unknowns", "answers"])
}

fn sections(words: &Words<'_>, found: &Decisions) -> Vec<Section> {
    let cells = match found.cells.as_slice() {
        [only] => format!(
            "{} · {}",
            words.study.scenarios.name(only.scenario),
            words.study.groups.name(only.group)
        ),
        all => fill(words.say(CELLS), &[&all.len().to_string()]),
    };
    let mut open = vec![paragraph(fill(
        words.say(OPEN_INTRO),
        &[&words.share(&found.open), &cells],
    ))];
    if !found.conclusions.is_empty() {
        let number = found.conclusions.len().to_string();
        let named = conclusions(words, &found.conclusions, usize::MAX);
        open.push(paragraph(fill(words.say(UNDETERMINED), &[&number, &named])));
    }
    open.push(paragraph(words.shares_note()));
    let mut sections = vec![Section::new(words.say(OPEN), open)];
    if found.unknowns.is_empty() {
        sections[0].blocks.push(paragraph(words.say(ALL_SETTLED)));
        return sections;
    }
    let kinds = [
        (Standing::Asked, ASKED),
        (Standing::Reserved, RESERVED),
        (Standing::Unstudied, UNSTUDIED),
    ];
    let mut first = true;
    for (standing, title) in kinds {
        let items: Vec<Item> = found
            .unknowns
            .iter()
            .filter(|worth| worth.standing == standing)
            .map(|worth| worth_item(words, worth))
            .collect();
        if items.is_empty() {
            continue;
        }
        let list = Block::List {
            head: Line::new(),
            items,
        };
        let blocks = if std::mem::take(&mut first) {
            vec![paragraph(words.say(ORDER)), list]
        } else {
            vec![list]
        };
        sections.push(Section::new(words.say(title), blocks));
    }
    sections.push(Section::new(words.say(TOGETHER), together(words, found)));
    sections
}

fn worth_item(words: &Words<'_>, worth: &Worth) -> Item {
    let study = words.study;
    let mut parts = Vec::new();
    for (share, say) in [
        (&worth.settles, SETTLES),
        (&worth.narrows, NARROWS),
        (&worth.changes, CHANGES),
    ] {
        if !share.is_none() {
            parts.push(fill(words.say(say), &[&words.share(share)]));
        }
    }
    if parts.is_empty() {
        parts.push(words.say(NO_VERDICT).to_owned());
    }
    let mut body = vec![plain(format!("{}.", parts.join("; ")))];
    for answer in &worth.answers {
        let said = answer_text(words, answer);
        if !said.is_empty() {
            body.push(plain(format!(" {}", words.say(IF_ANSWER))));
            body.extend(words.answer(worth.unknown, answer.value));
            body.push(plain(format!(": {said}.")));
        }
    }
    let settled = |id: &&ConclusionId| {
        !worth
            .answers
            .iter()
            .any(|a| a.conclusions.iter().any(|(c, _)| c == *id))
    };
    let others: Vec<ConclusionId> = worth.conclusions.iter().filter(settled).copied().collect();
    if !others.is_empty() {
        body.push(plain(format!(
            " {}",
            fill(words.say(MATTERS_TO), &[&conclusions(words, &others, NAMED)])
        )));
    }
    if !worth.asked.recommendations.is_empty() {
        let named = conclusions(words, &worth.asked.recommendations, NAMED);
        body.push(plain(format!(" {}", fill(words.say(ASKED_BY), &[&named]))));
    } else if !worth.asked.findings.is_empty() {
        let named: Vec<&str> = worth.asked.findings.iter().map(|&f| study.findings.name(f)).collect();
        body.push(plain(format!(
            " {}",
            fill(words.say(UNKNOWN_SAID), &[&named.join(", ")])
        )));
    }
    item(words.subject(worth.unknown), body)
}

fn answer_text(words: &Words<'_>, answer: &AnswerWorth) -> String {
    let mut parts = Vec::new();
    if !answer.settles.is_none() {
        parts.push(fill(words.say(ANSWER_SETTLES), &[&words.share(&answer.settles)]));
    }
    if !answer.excludes.is_empty() {
        let (before, after) = words.say(ANSWER_EXCLUDES).split_once("{}").unwrap_or_default();
        let excluded = toets_answer::text_of(&[words.levels_said(words.study.verdict, &answer.excludes)]);
        parts.push(format!("{before}{excluded}{after}"));
    }
    for (status, say) in [(Status::Yes, THEN_HOLDS), (Status::No, THEN_FAILS)] {
        let settled: Vec<ConclusionId> = answer
            .conclusions
            .iter()
            .filter(|(_, s)| *s == status)
            .map(|(id, _)| *id)
            .collect();
        if !settled.is_empty() {
            parts.push(fill(words.say(say), &[&conclusions(words, &settled, NAMED)]));
        }
    }
    parts.join("; ")
}

fn conclusions(words: &Words<'_>, ids: &[ConclusionId], most: usize) -> String {
    let mut names: Vec<&str> = ids.iter().map(|&id| words.study.conclusions.name(id)).collect();
    let more = names.len().saturating_sub(most);
    names.truncate(most);
    let mut text = names.join(", ");
    if more > 0 {
        text.push(' ');
        text.push_str(&fill(words.texts.and_more, &[&more.to_string()]));
    }
    text
}

fn together(words: &Words<'_>, found: &Decisions) -> Vec<Block> {
    let proved = |smallest: bool| words.say(if smallest { PROVED } else { NOT_PROVED });
    let settling = &found.settling;
    let number = settling.unknowns.len().to_string();
    let mut line = vec![plain(fill(words.say(NEEDED), &[&number, proved(settling.smallest)]))];
    line.push(plain(" "));
    line.extend(words.unknowns(&settling.unknowns, settling.unknowns.len(), Naming::Id));
    line.push(plain("."));
    let luckiest = match &found.luckiest {
        Some(answers) => {
            let named: Vec<String> = answers
                .answers
                .iter()
                .map(|&(unknown, value)| {
                    let said = toets_answer::text_of(&words.answer(unknown, value));
                    format!("{}: {said}", unknown.id(words.study))
                })
                .collect();
            let number = answers.answers.len().to_string();
            fill(
                words.say(LUCKIEST),
                &[&number, proved(answers.smallest), &named.join(", ")],
            )
        }
        None => words.say(NO_LUCK).to_owned(),
    };
    vec![Block::Text(line), paragraph(luckiest)]
}

fn all_json(study: &Study, found: &Decisions) -> Json {
    let mut all = head(study, "decide");
    let cells: Vec<Json> = found
        .cells
        .iter()
        .map(|cell| {
            json!({
                "scenario": study.scenarios.name(cell.scenario),
                "group": study.groups.name(cell.group),
                "open": share_json(&cell.open),
            })
        })
        .collect();
    all.insert(
        "shares".into(),
        "uniform over people and choices, each cell alike; no probabilities".into(),
    );
    all.insert("cells".into(), cells.into());
    all.insert("open".into(), share_json(&found.open));
    all.insert("conclusions".into(), names(study, &found.conclusions));
    let unknowns = found.unknowns.iter().map(|worth| worth_json(study, worth));
    all.insert("unknowns".into(), unknowns.collect());
    all.insert(
        "settling".into(),
        json!({
            "unknowns": ids_json(study, &found.settling.unknowns),
            "smallest": found.settling.smallest,
        }),
    );
    let luckiest = found.luckiest.as_ref().map(|answers| {
        let named: Map<String, Json> = answers
            .answers
            .iter()
            .map(|&(unknown, value)| (unknown.id(study), (*unknown.value_name(study, value)).into()))
            .collect();
        json!({ "answers": named, "smallest": answers.smallest })
    });
    all.insert("luckiest".into(), luckiest.into());
    all.into()
}

fn names(study: &Study, ids: &[ConclusionId]) -> Json {
    ids.iter().map(|&id| Json::from(study.conclusions.name(id))).collect()
}

fn worth_json(study: &Study, worth: &Worth) -> Json {
    let answers: Vec<Json> = worth
        .answers
        .iter()
        .map(|answer| {
            let settles: Map<String, Json> = answer
                .conclusions
                .iter()
                .map(|(id, status)| (study.conclusions.name(*id).to_owned(), status.word().into()))
                .collect();
            json!({
                "answer": *worth.unknown.value_name(study, answer.value),
                "settles": share_json(&answer.settles),
                "narrows": share_json(&answer.narrows),
                "excludes": values_json(study, study.verdict, &answer.excludes),
                "conclusions": settles,
            })
        })
        .collect();
    let findings: Vec<&str> = worth.asked.findings.iter().map(|&f| study.findings.name(f)).collect();
    json!({
        "unknown": worth.unknown.id(study),
        "standing": worth.standing.word(),
        "asked_by": { "findings": findings, "recommendations": names(study, &worth.asked.recommendations) },
        "settles": share_json(&worth.settles),
        "narrows": share_json(&worth.narrows),
        "changes": share_json(&worth.changes),
        "answers": answers,
        "cells": cells_json(study, &worth.cells),
        "conclusions": names(study, &worth.conclusions),
    })
}
