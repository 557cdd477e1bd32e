//! Two scenarios beside each other, in words and as JSON.

use serde_json::{Map, Value as Json, json};
use toets_answer::{Answer, Block, Cell, Column, Item, Line, Section, Span, Table, Tone, plain};
use toets_model::{Fixed, Language, Study, VariableId};
use toets_question::{Contrast, NodeContrast};

use crate::ask::{contrast_json, head, item, paragraph};
use crate::json::fixed;
use crate::texts::{Say, fill};
use crate::words::{Naming, Words};

/// What the question is about.
const ABOUT: Say = Say("Twee scenario's naast elkaar", "Two scenarios beside each other");
const LEVERS: Say = Say("Waarin {} en {} verschillen", "Where {} and {} differ");
const SAME_LEVERS: Say = Say(
    "Zij leggen dezelfde knoppen hetzelfde vast.",
    "They fix the same levers in the same way.",
);
const OPEN: Say = Say("opengelaten", "left open");
const NO_WORLDS: Say = Say(
    "Er is geen geval waarin beide voor deze groep kunnen bestaan: er valt niets te vergelijken.",
    "There is no case in which both can exist for this group: there is nothing to compare.",
);
const NODES: Say = Say("Naast elkaar, voor {}", "Beside each other, for {}");
const EACH_FILLED: Say = Say(
    "Voor hetzelfde kind, onder hetzelfde recht en bij dezelfde antwoorden op wat onbekend is. Wat een scenario openlaat, kan in elk anders worden ingevuld.",
    "For the same child, under the same law and with the same answers to what is unknown. What a scenario leaves open can be filled in differently in each.",
);
const ALIKE_FILLED: Say = Say(
    "Voor hetzelfde kind, onder hetzelfde recht en bij dezelfde antwoorden op wat onbekend is. Wat beide openlaten, is in beide gelijk ingevuld.",
    "For the same child, under the same law and with the same answers to what is unknown. What both leave open is filled in alike.",
);
const STANDS: Say = Say("{} is", "{} is");
const WHY: Say = Say("Voor wie, en waarom", "For whom, and why");
const ALL_SAME: Say = Say("De twee verschillen nergens.", "The two differ nowhere.");
const FOR_EVERYONE: Say = Say("{} voor iedereen", "{} for everyone");
const CASE: Say = Say("{} {}", "{} {}");
const MORE_PEOPLE: Say = Say("en voor nog anderen", "and for others still");
const LEVERS_DECIDE: Say = Say("Ook de keuzes tellen: {}.", "The choices count too: {}.");
const UNKNOWNS_DECIDE: Say = Say("Hangt af van: ", "Hangs on: ");
const ONLY_IN: Say = Say("Alleen bij {}: ", "With {} only: ");
const SAYS: Say = Say("Bij {}: {}", "With {}: {}");
/// How many unknowns are named.
const UNKNOWNS_NAMED: usize = 4;

/// Two scenarios beside each other, for each group asked for.
pub fn contrasted<'a>(study: &'a Study, found: &'a [Contrast], language: Language) -> Answer<'a> {
    let page = move || {
        let words = Words::new(study, language);
        words.question(ABOUT, found.iter().flat_map(|one| sections(&words, one)).collect())
    };
    Answer::new(language, page, move || all_json(study, found)).listing(&["comparisons", "nodes"])
}

fn sections(words: &Words<'_>, found: &Contrast) -> Vec<Section> {
    let names = found.scenarios.map(|s| words.study.scenarios.name(s));
    let group = words.study.groups.name(found.group);
    let differ = fill(words.say(LEVERS), &names);
    let levers: Vec<Item> = found
        .levers
        .iter()
        .map(|lever| {
            let value = |value: Option<Fixed>| match value {
                Some(value) => words.fixed(lever.variable, value),
                None => words.say(OPEN).to_owned(),
            };
            let [one, other] = lever.values.map(value);
            item(
                vec![plain(words.variable(lever.variable))],
                vec![plain(format!("{one} → {other}"))],
            )
        })
        .collect();
    let mut sections = vec![Section::new(
        differ,
        if levers.is_empty() {
            vec![paragraph(words.say(SAME_LEVERS))]
        } else {
            vec![Block::List {
                head: Line::new(),
                items: levers,
            }]
        },
    )];
    let title = fill(words.say(NODES), &[group]);
    if !found.has_worlds {
        sections.push(Section::new(title, vec![paragraph(words.say(NO_WORLDS))]));
        return sections;
    }
    let how = words.say(if found.ceteris_paribus {
        ALIKE_FILLED
    } else {
        EACH_FILLED
    });
    sections.push(Section::new(
        title,
        vec![paragraph(how), Block::Table(grid(words, found, names))],
    ));
    let differing = found.nodes.iter().filter(|node| node.relation.word() != "equal");
    let lists: Vec<Block> = differing.map(|node| why(words, node, names)).collect();
    let blocks = if lists.is_empty() {
        vec![paragraph(words.say(ALL_SAME))]
    } else {
        lists
    };
    sections.push(Section::new(words.say(WHY), blocks));
    sections
}

fn grid(words: &Words<'_>, found: &Contrast, names: [&str; 2]) -> Table {
    let rows = crate::scorecard::rows(words.study).into_iter().filter_map(|row| {
        let contrast = found.nodes.iter().find(|c| c.node == row.node)?;
        let levels = |values| match words.levels(row.node, values) {
            Span::Level(text, tone) => Cell::sign(text.clone(), text, tone),
            _ => Cell::sign("", "", Tone::Plain),
        };
        let [one, other] = &contrast.possible;
        let relation = words.relation(contrast.relation);
        let signs = vec![levels(one), levels(other), Cell::sign(relation, relation, Tone::Plain)];
        Some(words.row(&row, signs))
    });
    let stands = fill(words.say(STANDS), &[names[1]]);
    Table {
        columns: [words.texts.node, names[0], names[1], &stands].map(Column::new).into(),
        rows: rows.collect(),
        wide: false,
    }
}

fn why(words: &Words<'_>, contrast: &NodeContrast, names: [&str; 2]) -> Block {
    let mut items = Vec::new();
    let mut add = |lead: Line, body: Line| items.push(item(lead, body));
    for case in &contrast.cases {
        let relation = words.relation(case.relation);
        let text = if case.people.iter().any(Vec::is_empty) {
            fill(words.say(FOR_EVERYONE), &[relation])
        } else {
            let mut people = words.boxes_text(&case.people, case.people.len());
            if case.truncated {
                people.push_str(&format!(", {}", words.say(MORE_PEOPLE)));
            }
            fill(words.say(CASE), &[relation, &people])
        };
        add(vec![plain(names[1])], vec![plain(text)]);
    }
    let mut notes = Line::new();
    if !contrast.levers.is_empty() {
        let levers: Vec<String> = contrast
            .levers
            .iter()
            .map(|&v| match v {
                toets_evaluate::OpenVariable::Study(v) => words.variable(v),
                other => other.id(words.study),
            })
            .collect();
        notes.push(plain(format!(
            "{} ",
            fill(words.say(LEVERS_DECIDE), &[&levers.join(", ")])
        )));
    }
    if !contrast.hangs_on.is_empty() {
        notes.push(plain(words.say(UNKNOWNS_DECIDE)));
        notes.extend(words.unknowns(&contrast.hangs_on, UNKNOWNS_NAMED, Naming::Subject));
        notes.push(plain("."));
    }
    if !notes.is_empty() {
        add(notes, Line::new());
    }
    for (part, name) in names.iter().enumerate() {
        let only = contrast
            .findings
            .iter()
            .filter(|f| f.only_in[part] && !f.only_in[1 - part]);
        for finding in only {
            let lead = fill(words.say(ONLY_IN), &[name]);
            add(
                vec![plain(lead.trim_end_matches([':', ' ']).to_owned())],
                words.finding(finding.finding),
            );
        }
    }
    if let Some(said) = &contrast.said {
        for (name, judgement) in names.iter().zip(said) {
            let because: Vec<&str> = judgement.because.iter().map(|text| words.text(text)).collect();
            let text = fill(words.say(SAYS), &[name, &because.join(" ")]);
            let (lead, body) = text.split_once(": ").unwrap_or((name, text.as_str()));
            let mut body = vec![plain(body)];
            for &provision in &judgement.cites {
                body.push(plain(" "));
                body.push(Span::Id(words.study.provisions.name(provision).to_owned()));
            }
            add(vec![plain(lead)], body);
        }
    }
    Block::List {
        head: vec![Span::Strong(words.coded(contrast.node))],
        items,
    }
}

fn all_json(study: &Study, found: &[Contrast]) -> Json {
    let mut all = head(study, "compare");
    all.insert(
        "comparisons".into(),
        found.iter().map(|one| one_json(study, one)).collect(),
    );
    all.into()
}

fn one_json(study: &Study, found: &Contrast) -> Json {
    let mut all = Map::new();
    let names = found.scenarios.map(|s| study.scenarios.name(s));
    all.insert("scenarios".into(), names.to_vec().into());
    all.insert("group".into(), study.groups.name(found.group).into());
    all.insert("ceteris_paribus".into(), found.ceteris_paribus.into());
    all.insert("has_worlds".into(), found.has_worlds.into());
    let value = |variable: VariableId, value: Option<Fixed>| value.map(|value| fixed(study, variable, value));
    let levers: Vec<Json> = found
        .levers
        .iter()
        .map(|lever| {
            json!({
                "variable": study.variables.name(lever.variable),
                "first": value(lever.variable, lever.values[0]),
                "second": value(lever.variable, lever.values[1]),
            })
        })
        .collect();
    all.insert("levers".into(), levers.into());
    let nodes = found
        .nodes
        .iter()
        .map(|node| contrast_json(study, node, ["first", "second"]));
    all.insert("nodes".into(), nodes.collect());
    all.into()
}
