//! What would lift a result, in words and as JSON.

use serde_json::{Map, Value as Json, json};
use toets_answer::{Answer, Block, Item, Line, Section, Span, plain};
use toets_evaluate::OpenVariable;
use toets_model::{Fixed, Language, NodeId, Study, VariableId};
use toets_question::{Blocked, Blocker, Capped, Found, Improvements, NodeContrast, Outcome, Way, Ways};

use crate::ask::{boxes_json, contrast_json, head, ids_json, item, judgement_json, paragraph, values_json};
use crate::json::{fixed, text, world_box};
use crate::texts::{Say, fill};
use crate::words::Words;

/// What the question is about.
const ABOUT: Say = Say("De kleinste wijzigingen die helpen", "The smallest changes that help");
/// How many unknowns are named that a change depends on besides.
const UNKNOWNS_NAMED: usize = 5;

const WANTED: Say = Say("Wat er gevraagd is", "What is asked");
const TO_AT_LEAST: Say = Say("{} voor {}: {} ten minste ", "{} for {}: {} at least ");
const TO_EXACTLY: Say = Say("{} voor {}: {} ", "{} for {}: {} ");
const FOR_ALL: Say = Say(", voor iedereen in de groep", ", for everyone in the group");
const FOR_SOME: Say = Say(
    ", voor ten minste iemand in de groep",
    ", for at least someone in the group",
);
const FOR_THOSE: Say = Say(" van wie geldt: {}", " of whom this is so: {}");
const NOW: Say = Say("Nu kan het zijn: ", "Now it can be: ");
const NO_WORLD: Say = Say(
    "Zoals het is kan dit scenario voor deze groep niet bestaan.",
    "As it is this scenario can't exist for this group.",
);
const WEIGHED: Say = Say(
    "{} ontwerpen zijn afgewogen: alle standen van de knoppen die samen kunnen gaan.",
    "{} designs were weighed: all settings of the levers that can go together.",
);
const KEPT: Say = Say(
    "Deze getallen zijn gelaten zoals het scenario ze vastlegt, want open kunnen ze niet blijven: {}. Andere getallen kunnen meer bereiken.",
    "These numbers were left as the scenario fixes them, as they can't be left open: {}. Other numbers may reach more.",
);
const CERTAIN: Say = Say(
    "Wat het zeker bereikt, wat ook de antwoorden op het onbekende zijn",
    "What surely reaches it, whatever the answers to what is unknown",
);
const POSSIBLE: Say = Say(
    "Wat het mogelijk maakt, bij sommige antwoorden",
    "What makes it possible, for some answers",
);
const LAW_CERTAIN: Say = Say(
    "Alleen het recht wijzigen: wat het zeker bereikt",
    "Changing the law only: what surely reaches it",
);
const LAW_POSSIBLE: Say = Say(
    "Alleen het recht wijzigen: wat het mogelijk maakt",
    "Changing the law only: what makes it possible",
);
const READING_CERTAIN: Say = Say(
    "Hangt af van hoe de wet wordt gelezen: een lezing waarin het zeker bereikt is",
    "Depends on how the law is read: a reading in which it surely is reached",
);
const READING_POSSIBLE: Say = Say(
    "Hangt af van hoe de wet wordt gelezen: een lezing waarin het mogelijk is",
    "Depends on how the law is read: a reading in which it is possible",
);
const AS_IT_IS: Say = Say("Er hoeft niets te veranderen.", "Nothing needs to change.");
const SMALLEST: Say = Say(
    "Kleinste wijzigingen: {}, elk met gewicht {}; met minder kan het niet.",
    "Smallest changes: {}, each of weight {}; with less it can't be done.",
);
const LISTED: Say = Say("De eerste {} staan hieronder.", "The first {} are listed.");
const NO_CHANGE: Say = Say("zoals het is", "as it is");
const WITH: Say = Say(
    "bij de keuzes die het scenario openlaat",
    "for the choices that the scenario leaves open",
);
const ANY_CHOICE: Say = Say("elk", "any");
const MORE_CHOICES: Say = Say(
    "er zijn nog meer keuzes waarmee het kan",
    "there are more choices that will do",
);
const ONLY_IF: Say = Say("kan alleen als dit {} blijkt", "possible only if this turns out {}");
const HANGS_ON: Say = Say("hangt ook af van", "also depends on");
const MOVES: Say = Say("Wat er verder verandert", "What else it moves");
const MOVES_INTRO: Say = Say(
    "Naast het scenario zoals het is, voor hetzelfde kind, bij dezelfde keuzes en dezelfde antwoorden.",
    "Beside the scenario as it is, for the same child, with the same choices and the same answers.",
);
const NOTHING_ELSE: Say = Say("Verder verandert er niets.", "Nothing else changes.");
const WHOLLY_OPEN: Say = Say("kan dan alles zijn", "can be anything then");
const STAYS_OPEN: Say = Say("kan nu alles zijn, en dan ook", "can be anything, now as well as then");
const NOT_COMPARABLE: Say = Say(
    "Met het scenario zoals het is valt dit niet te vergelijken: de twee hebben geen geval gemeen.",
    "This can't be compared with the scenario as it is: the two have no case in common.",
);
const BLOCKED_OPEN: Say = Say(
    "Geen enkel ontwerp bereikt het wat de antwoorden ook zijn: met elk hangt het af van wat niet bekend is.",
    "No design reaches it whatever the answers: with each it depends on what is unknown.",
);
const BLOCKED: Say = Say(
    "Geen enkel ontwerp bereikt het, wat de antwoorden ook zijn. Dat is uitgerekend over alle ontwerpen, niet geprobeerd.",
    "No design reaches it, whatever the answers. This was worked out over all designs, not tried.",
);
const BEST: Say = Say("Het beste wat te bereiken is: ", "The best that can be reached: ");
const REACHABLE: Say = Say("Wel te bereiken: ", "What can be reached: ");
const NOTHING_REACHABLE: Say = Say("niets", "nothing");
const BLOCKERS: Say = Say(
    "Wat het uitsluit (zonder dit alles zou het kunnen, en geen ervan kan blijven):",
    "What rules it out (without all of this it could be, and none of it can stay):",
);
const RULE: Say = Say(
    "de regel of het uitgangspunt van dit onderdeel",
    "the rule or the default of this node",
);

/// Which of the two answers are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answers {
    /// Both.
    Both,
    /// What surely reaches it.
    Certain,
    /// What may.
    Possible,
}

/// The smallest changes that lift a result.
pub fn improvements<'a>(study: &'a Study, found: &'a Improvements, answers: Answers, language: Language) -> Answer<'a> {
    let page = move || {
        let words = Words::new(study, language);
        words.question(ABOUT, sections(&words, found, answers))
    };
    Answer::new(language, page, move || all_json(study, found, answers)).listing(&["possible", "ways"])
}

fn sections(words: &Words<'_>, found: &Improvements, answers: Answers) -> Vec<Section> {
    let mut sections = vec![asked(words, found)];
    let mut add = |ways: &Ways, titles: [Say; 2]| {
        let both = [(&ways.certain, true), (&ways.possible, false)];
        for (title, (outcome, certain)) in titles.into_iter().zip(both) {
            if answers.shows(certain) {
                sections.push(Section::new(words.say(title), outcome_blocks(words, found, outcome)));
            }
        }
    };
    add(&found.levers, [CERTAIN, POSSIBLE]);
    if let Some(law) = &found.law {
        add(law, [LAW_CERTAIN, LAW_POSSIBLE]);
    }
    // No reading is a change that someone can make, so it is told only where it matters.
    let matters = |ways: &&Ways| {
        let found = |outcome: &Outcome| matches!(outcome, Outcome::Found(found) if found.cost > 0);
        found(&ways.certain) || found(&ways.possible)
    };
    if let Some(reading) = found.reading.as_ref().filter(matters) {
        add(reading, [READING_CERTAIN, READING_POSSIBLE]);
    }
    // What a change moves is told once: of the possible ones, which the certain ones are among if they cost as little.
    let told = if answers == Answers::Certain {
        &found.levers.certain
    } else {
        &found.levers.possible
    };
    if let Outcome::Found(ways) = told {
        sections.push(Section::new(words.say(MOVES), moves(words, found, ways)));
    }
    sections
}

impl Answers {
    pub(crate) fn shows(self, certain: bool) -> bool {
        match self {
            Self::Both => true,
            Self::Certain => certain,
            Self::Possible => !certain,
        }
    }
}

fn asked(words: &Words<'_>, found: &Improvements) -> Section {
    let study = words.study;
    let asked = &found.asked;
    let ordered = study.scales[study.nodes[asked.goal.node].scale].ordered();
    let names = [
        study.scenarios.name(asked.scenario),
        study.groups.name(asked.group),
        &words.coded(asked.goal.node),
    ];
    let to = fill(words.say(if ordered { TO_AT_LEAST } else { TO_EXACTLY }), &names);
    let mut line = vec![
        plain(to),
        words.levels_said(asked.goal.node, &[toets_evaluate::Value::Level(asked.goal.level)]),
    ];
    line.push(plain(words.say(match asked.people.quantifier {
        toets_model::Quantifier::All => FOR_ALL,
        toets_model::Quantifier::Some => FOR_SOME,
    })));
    if !asked.people.only.is_empty() {
        let tests = asked.people.only.all.iter().map(|test| match &test.allowed {
            toets_model::Allowed::Values(values) => {
                let values: Vec<String> = values
                    .iter()
                    .map(|&v| words.fixed(test.variable, Fixed::Value(v)))
                    .collect();
                format!("{}: {}", words.variable(test.variable), values.join(words.texts.or))
            }
            toets_model::Allowed::Range { .. } => words.variable(test.variable),
        });
        let tests: Vec<String> = tests.collect();
        line.push(plain(fill(words.say(FOR_THOSE), &[&tests.join(words.texts.and)])));
    }
    line.push(plain("."));
    let now = match found.now.as_slice() {
        [] => vec![plain(words.say(NO_WORLD))],
        now => vec![
            plain(words.say(NOW)),
            words.levels_said(asked.goal.node, now),
            plain("."),
        ],
    };
    let weighed = fill(words.say(WEIGHED), &[&words.count(&found.designs)]);
    let mut blocks = vec![Block::Text(line), Block::Text(now), paragraph(weighed)];
    if !found.kept.is_empty() {
        let kept: Vec<String> = found.kept.iter().map(|&v| words.variable(v)).collect();
        blocks.push(paragraph(fill(words.say(KEPT), &[&kept.join(", ")])));
    }
    Section::new(words.say(WANTED), blocks)
}

fn outcome_blocks(words: &Words<'_>, found: &Improvements, outcome: &Outcome) -> Vec<Block> {
    match outcome {
        Outcome::Found(ways) => found_blocks(words, ways),
        Outcome::None(Blocked::Open) => vec![paragraph(words.say(BLOCKED_OPEN))],
        Outcome::None(Blocked::Capped(capped)) => capped_blocks(words, found.asked.goal.node, capped),
    }
}

fn found_blocks(words: &Words<'_>, found: &Found) -> Vec<Block> {
    let mut blocks = Vec::new();
    if found.cost == 0 {
        blocks.push(paragraph(words.say(AS_IT_IS)));
    } else {
        let mut head = fill(
            words.say(SMALLEST),
            &[&found.total.to_string(), &found.cost.to_string()],
        );
        if found.total != found.ways.len().into() {
            head.push(' ');
            head.push_str(&fill(words.say(LISTED), &[&found.ways.len().to_string()]));
        }
        blocks.push(paragraph(head));
    }
    blocks.extend(found.ways.iter().map(|way| Block::List {
        head: vec![Span::Strong(changes(words, way))],
        items: conditions(words, way),
    }));
    blocks
}

fn changes(words: &Words<'_>, way: &Way) -> String {
    if way.changes.is_empty() {
        return words.say(NO_CHANGE).to_owned();
    }
    let changes: Vec<String> = way
        .changes
        .iter()
        .map(|change| {
            let to = words.fixed(change.variable, Fixed::Value(change.to));
            format!(
                "{}: {} → {to}",
                words.variable(change.variable),
                words.fixed(change.variable, change.from)
            )
        })
        .collect();
    changes.join("; ")
}

/// With which choices, and what it then depends on.
fn conditions(words: &Words<'_>, way: &Way) -> Vec<Item> {
    let any = way.choices.iter().any(Vec::is_empty);
    let mut choices = if any {
        words.say(ANY_CHOICE).to_owned()
    } else {
        let boxes: Vec<String> = way.choices.iter().map(|one| words.tests(one)).collect();
        boxes.join(&format!("; {} ", words.texts.or.trim()))
    };
    if way.truncated {
        choices.push_str(&format!("; {}", words.say(MORE_CHOICES)));
    }
    let mut items = vec![item(vec![plain(words.say(WITH))], vec![plain(choices)])];
    // Unknowns that need the same answer are named together.
    let mut needs: Vec<(Line, Vec<OpenVariable>)> = Vec::new();
    for (unknown, answers) in &way.needs {
        let required = words.required(*unknown, answers);
        match needs.iter_mut().find(|(other, _)| *other == required) {
            Some((_, unknowns)) => unknowns.push(*unknown),
            None => needs.push((required, vec![*unknown])),
        }
    }
    for (required, unknowns) in needs {
        let (before, after) = words.say(ONLY_IF).split_once("{}").unwrap_or_default();
        let mut lead = vec![plain(before)];
        lead.extend(required);
        lead.push(plain(after));
        items.push(item(lead, words.subjects(&unknowns, unknowns.len())));
    }
    let needed = |unknown: &OpenVariable| way.needs.iter().any(|(needed, _)| needed == unknown);
    let mut others: Vec<OpenVariable> = way.hangs_on.iter().copied().filter(|u| !needed(u)).collect();
    others.sort_by_key(|unknown| matches!(unknown, OpenVariable::Transfer(_)));
    if !others.is_empty() {
        items.push(item(
            vec![plain(words.say(HANGS_ON))],
            words.subjects(&others, UNKNOWNS_NAMED),
        ));
    }
    items
}

fn moves(words: &Words<'_>, found: &Improvements, ways: &Found) -> Vec<Block> {
    let mut blocks = vec![paragraph(words.say(MOVES_INTRO))];
    for way in &ways.ways {
        let Some(effects) = &way.effects else {
            blocks.push(Block::Text(vec![
                Span::Strong(changes(words, way)),
                plain(format!(": {}", words.say(NOT_COMPARABLE))),
            ]));
            continue;
        };
        let others = effects
            .iter()
            .filter(|e| e.node != found.asked.goal.node && e.relation.word() != "equal");
        // Where nothing is known before or after, only that is worth saying.
        let (open, told): (Vec<&NodeContrast>, Vec<&NodeContrast>) =
            others.partition(|e| words.is_open(e.node, &e.possible[1]));
        let mut items: Vec<Item> = told.into_iter().map(|effect| moved(words, effect)).collect();
        let (stay, start): (Vec<&NodeContrast>, Vec<&NodeContrast>) =
            open.into_iter().partition(|e| words.is_open(e.node, &e.possible[0]));
        for (say, nodes) in [(WHOLLY_OPEN, start), (STAYS_OPEN, stay)] {
            if !nodes.is_empty() {
                let names: Vec<String> = nodes.iter().map(|e| words.coded(e.node)).collect();
                items.push(item(vec![plain(words.say(say))], vec![plain(names.join(", "))]));
            }
        }
        if items.is_empty() {
            items.push(item(vec![plain(words.say(NOTHING_ELSE))], Line::new()));
        }
        blocks.push(Block::List {
            head: vec![Span::Strong(changes(words, way))],
            items,
        });
    }
    blocks
}

fn moved(words: &Words<'_>, effect: &NodeContrast) -> Item {
    let [before, after] = &effect.possible;
    let body = vec![
        words.levels(effect.node, before),
        plain(" → "),
        words.levels(effect.node, after),
        plain(format!(" ({})", words.relation(effect.relation))),
    ];
    item(vec![plain(words.coded(effect.node))], body)
}

pub(crate) fn capped_blocks(words: &Words<'_>, node: NodeId, capped: &Capped) -> Vec<Block> {
    let ordered = words.study.scales[words.study.nodes[node].scale].ordered();
    let best = match capped.best.as_slice() {
        [] => plain(words.say(NOTHING_REACHABLE)),
        best => words.levels_said(node, best),
    };
    let mut blocks = vec![
        paragraph(words.say(BLOCKED)),
        Block::Text(vec![
            plain(words.say(if ordered { BEST } else { REACHABLE })),
            best,
            plain("."),
        ]),
    ];
    if let Some(blockers) = capped.blockers.as_deref().filter(|b| !b.is_empty()) {
        blocks.push(Block::List {
            head: vec![plain(words.say(BLOCKERS))],
            items: blockers.iter().map(|blocker| blocker_item(words, blocker)).collect(),
        });
    }
    blocks
}

fn blocker_item(words: &Words<'_>, blocker: &Blocker) -> Item {
    match blocker {
        Blocker::Finding(finding) => {
            let node = words.study.findings[*finding].node;
            item(vec![plain(words.coded(node))], words.finding(*finding))
        }
        Blocker::Script(node, judgement) => {
            let because: Vec<&str> = judgement.because.iter().map(|text| words.text(text)).collect();
            let mut line = vec![plain(because.join(" "))];
            for &provision in &judgement.cites {
                line.push(plain(" "));
                line.push(Span::Id(words.study.provisions.name(provision).to_owned()));
            }
            item(vec![plain(words.coded(*node))], line)
        }
        Blocker::Rule(node) => item(vec![plain(words.coded(*node))], vec![plain(words.say(RULE))]),
    }
}

fn all_json(study: &Study, found: &Improvements, answers: Answers) -> Json {
    let asked = &found.asked;
    let mut all = head(study, "improve");
    all.insert("scenario".into(), study.scenarios.name(asked.scenario).into());
    all.insert("group".into(), study.groups.name(asked.group).into());
    all.insert("node".into(), study.nodes.name(asked.goal.node).into());
    let scale = &study.scales[study.nodes[asked.goal.node].scale];
    all.insert("to".into(), scale.name(asked.goal.level).into());
    all.insert("at_least".into(), scale.ordered().into());
    let quantifier = match asked.people.quantifier {
        toets_model::Quantifier::All => "all",
        toets_model::Quantifier::Some => "some",
    };
    let only: Map<String, Json> = asked
        .people
        .only
        .all
        .iter()
        .filter_map(|test| match &test.allowed {
            toets_model::Allowed::Values(values) => Some((test, values)),
            toets_model::Allowed::Range { .. } => None,
        })
        .map(|(test, values)| {
            let name = |v| study.variables[test.variable].domain.value_name(v).to_string();
            let values: Vec<String> = values.iter().map(|&v| name(v)).collect();
            (study.variables.name(test.variable).to_owned(), values.into())
        })
        .collect();
    all.insert("for".into(), quantifier.into());
    all.insert("where".into(), only.into());
    all.insert("now".into(), values_json(study, asked.goal.node, &found.now));
    all.insert("designs".into(), found.designs.to_string().into());
    let kept = found.kept.iter().map(|&v| study.variables.name(v));
    all.insert("kept".into(), kept.collect::<Vec<_>>().into());
    for (key, value) in ways_json(study, found, &found.levers, answers) {
        all.insert(key, value);
    }
    for (key, ways) in [("law", &found.law), ("reading", &found.reading)] {
        let ways = ways
            .as_ref()
            .map(|ways| Json::Object(ways_json(study, found, ways, answers)));
        all.insert(key.into(), ways.into());
    }
    all.into()
}

fn ways_json(study: &Study, found: &Improvements, ways: &Ways, answers: Answers) -> Map<String, Json> {
    let mut all = Map::new();
    for (key, outcome, certain) in [("certain", &ways.certain, true), ("possible", &ways.possible, false)] {
        if answers.shows(certain) {
            all.insert(key.into(), outcome_json(study, found, outcome));
        }
    }
    all
}

fn outcome_json(study: &Study, asked: &Improvements, outcome: &Outcome) -> Json {
    match outcome {
        Outcome::Found(found) => {
            let ways: Vec<Json> = found.ways.iter().map(|way| way_json(study, way)).collect();
            json!({
                "found": true,
                "cost": found.cost,
                "total": found.total.to_string(),
                "ways": ways,
            })
        }
        Outcome::None(Blocked::Open) => json!({ "found": false, "blocked": "unknowns" }),
        Outcome::None(Blocked::Capped(capped)) => {
            let blockers = capped.blockers.as_ref().map(|all| {
                let all = all.iter().map(|blocker| blocker_json(study, blocker));
                all.collect::<Json>()
            });
            json!({
                "found": false,
                "blocked": "everywhere",
                "best": values_json(study, asked.asked.goal.node, &capped.best),
                "blockers": blockers,
            })
        }
    }
}

fn way_json(study: &Study, way: &Way) -> Json {
    let name = |variable: VariableId| study.variables.name(variable);
    let changes: Vec<Json> = way
        .changes
        .iter()
        .map(|change| {
            json!({
                "variable": name(change.variable),
                "from": fixed(study, change.variable, change.from),
                "to": fixed(study, change.variable, Fixed::Value(change.to)),
            })
        })
        .collect();
    let effects = way.effects.as_ref().map(|effects| {
        let all = effects
            .iter()
            .map(|effect| contrast_json(study, effect, ["before", "after"]));
        all.collect::<Json>()
    });
    let mut all = Map::new();
    all.insert("changes".into(), changes.into());
    all.insert("choices".into(), boxes_json(study, &way.choices));
    if way.truncated {
        all.insert("truncated".into(), true.into());
    }
    all.insert("hangs_on".into(), ids_json(study, &way.hangs_on));
    all.insert("needs".into(), world_box(study, &way.needs));
    all.insert("effects".into(), effects.into());
    all.into()
}

pub(crate) fn blocker_json(study: &Study, blocker: &Blocker) -> Json {
    match blocker {
        Blocker::Finding(finding) => {
            let it = &study.findings[*finding];
            json!({
                "finding": study.findings.name(*finding),
                "node": study.nodes.name(it.node),
                "statement": text(&it.statement),
            })
        }
        Blocker::Script(node, judgement) => json!({
            "script": study.nodes.name(*node),
            "said": judgement_json(study, judgement),
        }),
        Blocker::Rule(node) => json!({ "rule": study.nodes.name(*node) }),
    }
}
