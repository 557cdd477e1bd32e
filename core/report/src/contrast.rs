//! Scenarios beside each other, in words and as JSON.

use serde_json::{Map, Value as Json, json};
use toets_answer::{Answer, Block, Cell, Column, Line, Row, Section, Span, Table, Tone, plain};
use toets_evaluate::Value;
use toets_model::{Fixed, Index, Language, NodeId, Study, VariableId};
use toets_question::{Contrast, Lineup, NodeContrast};

use crate::ask::{contrast_json, head, item, paragraph, values_json};
use crate::json::fixed;
use crate::texts::{Say, fill};
use crate::words::{Naming, Words};

/// What the question is about.
const ABOUT: Say = Say("Twee scenario's naast elkaar", "Two scenarios beside each other");
const ABOUT_SEVERAL: Say = Say("Scenario's naast elkaar", "Scenarios beside each other");
const LEVER: Say = Say("Ontwerpkeuze", "Design choice");
const FROM_TO: Say = Say("{} t/m {}", "{} to {}");
const NOT_COMPARED: Say = Say("niet te vergelijken", "not comparable");
const AMONG_OTHERS: Say = Say("de andere verschillen onderling", "the others differ among themselves");
const BY_ITSELF: Say = Say(
    "Bij elk scenario staat wat het op zichzelf kan zijn, en eronder hoe het zich verhoudt tot {}; staat daar niets, dan is het gelijk. Wat verschilt, staat bovenaan.",
    "For each scenario the table gives what it can be by itself, and below that how it stands to {}; where nothing is said it is the same. What differs stands first.",
);
const TWO_SAY_WHY: Say = Say(
    "Voor wie dat zo is, en waarom, staat er bij twee scenario's: `toets compare` met die twee.",
    "To see for whom this is so, and why, compare two scenarios: `toets compare` with those two.",
);
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
const UNKNOWNS_DECIDE: Say = Say("Hangt af van: ", "Depends on: ");
const ONLY_IN: Say = Say("Alleen bij {}: ", "With {} only: ");
const SAYS: Say = Say("Bij {}: {}", "With {}: {}");
/// How many unknowns are named.
const UNKNOWNS_NAMED: usize = 4;

/// Scenarios beside each other, for each group asked for.
pub fn contrasted<'a>(study: &'a Study, found: &'a [Lineup], language: Language) -> Answer<'a> {
    let page = move || {
        let words = Words::new(study, language);
        let two = found.iter().all(|one| one.scenarios.len() == 2);
        let mut sections = Vec::new();
        for (n, one) in found.iter().enumerate() {
            // Most scenarios are the same for every group: what they fix is said once, then.
            if n == 0 || found[n - 1].levers != one.levers {
                sections.push(levers(&words, one));
            }
            match &one.pairs[..] {
                [pair] => sections.extend(two_beside(&words, one, pair)),
                _ => sections.push(several_beside(&words, one)),
            }
        }
        words.question(if two { ABOUT } else { ABOUT_SEVERAL }, sections)
    };
    Answer::new(language, page, move || all_json(study, found)).listing(&["comparisons", "nodes"])
}

fn names<'a>(words: &Words<'a>, found: &Lineup) -> Vec<&'a str> {
    let names = found.scenarios.iter();
    names.map(|&scenario| words.study.scenarios.name(scenario)).collect()
}

/// The levers that not all fix alike.
fn levers(words: &Words<'_>, found: &Lineup) -> Section {
    let names = names(words, found);
    let (last, others) = names.split_last().unwrap_or((&"", &[]));
    let title = fill(words.say(LEVERS), &[&others.join(", "), last]);
    let value = |variable: VariableId, value: Option<Fixed>| match value {
        Some(value) => words.fixed(variable, value),
        None => words.say(OPEN).to_owned(),
    };
    let block = match &found.levers[..] {
        [] => paragraph(words.say(SAME_LEVERS)),
        levers if names.len() == 2 => Block::List {
            head: Line::new(),
            items: levers
                .iter()
                .map(|lever| {
                    let values: Vec<String> = lever.values.iter().map(|&it| value(lever.variable, it)).collect();
                    item(
                        vec![plain(words.variable(lever.variable))],
                        vec![plain(values.join(" → "))],
                    )
                })
                .collect(),
        },
        levers => Block::Table(Table {
            columns: std::iter::once(words.say(LEVER))
                .chain(names.iter().copied())
                .map(Column::new)
                .collect(),
            rows: levers
                .iter()
                .map(|lever| {
                    let values = lever.values.iter().map(|&it| Cell::text(value(lever.variable, it)));
                    let name = Cell::text(words.variable(lever.variable));
                    Row::from(std::iter::once(name).chain(values).collect::<Vec<_>>())
                })
                .collect(),
            wide: names.len() > 4,
        }),
    };
    Section::new(title, vec![block])
}

fn how(words: &Words<'_>, found: &Lineup) -> &'static str {
    words.say(if found.ceteris_paribus {
        ALIKE_FILLED
    } else {
        EACH_FILLED
    })
}

/// The rows of a table: what differs before what does not, each in the order of the framework.
fn differing_first(words: &Words<'_>, found: &Lineup) -> Vec<crate::scorecard::Row> {
    let mut rows = crate::scorecard::rows(words.study);
    rows.retain(|row| found.nodes.iter().any(|line| line.node == row.node));
    rows.sort_by_key(|row| !found.differs(row.node)); // stable
    // What stands below what is not told by place any more: codes and labels say it.
    rows.iter_mut().for_each(|row| row.depth = 0);
    rows
}

/// Two scenarios: how the second stands to the first, for whom, and why.
fn two_beside(words: &Words<'_>, lineup: &Lineup, found: &Contrast) -> Vec<Section> {
    let names = found.scenarios.map(|s| words.study.scenarios.name(s));
    let group = words.study.groups.name(found.group);
    let title = fill(words.say(NODES), &[group]);
    if !found.has_worlds {
        return vec![Section::new(title, vec![paragraph(words.say(NO_WORLDS))])];
    }
    let rows = differing_first(words, lineup).into_iter().filter_map(|row| {
        let contrast = found.nodes.iter().find(|c| c.node == row.node)?;
        let [one, other] = &contrast.possible;
        let relation = words.relation(contrast.relation);
        let signs = vec![
            levels(words, row.node, one),
            levels(words, row.node, other),
            Cell::sign(relation, relation, Tone::Plain),
        ];
        Some(words.row(&row, signs))
    });
    let stands = fill(words.say(STANDS), &[names[1]]);
    let table = Table {
        columns: [words.texts.node, names[0], names[1], &stands].map(Column::new).into(),
        rows: rows.collect(),
        wide: false,
    };
    let beside = vec![paragraph(how(words, lineup)), Block::Table(table)];
    let differing = found.nodes.iter().filter(|node| node.relation.word() != "equal");
    let lists: Vec<Block> = differing.map(|node| why(words, node, names)).collect();
    let blocks = if lists.is_empty() {
        vec![paragraph(words.say(ALL_SAME))]
    } else {
        lists
    };
    vec![Section::new(title, beside), Section::new(words.say(WHY), blocks)]
}

/// Three scenarios or more: what each can be, and how it stands to the first where it is not the same.
fn several_beside(words: &Words<'_>, found: &Lineup) -> Section {
    let names = names(words, found);
    let title = fill(words.say(NODES), &[words.study.groups.name(found.group)]);
    let first = names.first().copied().unwrap_or_default();
    let rows = differing_first(words, found).into_iter().filter_map(|row| {
        let line = found.nodes.iter().find(|line| line.node == row.node)?;
        let cells = line.possible.iter().enumerate().map(|(n, values)| {
            let is = levels(words, row.node, values);
            let stands = match n {
                0 => apart(words, found, row.node),
                _ => stands(words, found, n, row.node),
            };
            Cell::lines(vec![vec![plain(is.words())], stands]).toned(is.tone)
        });
        Some(words.row(&row, cells.collect()))
    });
    let columns = std::iter::once(words.texts.node).chain(names.iter().copied());
    let table = Table {
        columns: columns.map(Column::new).collect(),
        rows: rows.collect(),
        wide: names.len() > 4,
    };
    Section::new(
        title,
        vec![
            paragraph(how(words, found)),
            paragraph(fill(words.say(BY_ITSELF), &[first])),
            Block::Table(table),
            paragraph(words.say(TWO_SAY_WHY)),
        ],
    )
}

/// How a scenario stands to the first on a node; nothing where they are the same.
fn stands(words: &Words<'_>, found: &Lineup, n: usize, node: NodeId) -> Line {
    match found.pair(0, n, node) {
        None => vec![plain(words.say(NOT_COMPARED))],
        Some(pair) if pair.relation.word() == "equal" => Line::new(),
        Some(pair) => vec![plain(words.relation(pair.relation))],
    }
}

/// That the others differ among themselves, where none of them differs from the first: each two share worlds of their own.
fn apart(words: &Words<'_>, found: &Lineup, node: NodeId) -> Line {
    let equal = |n| {
        found
            .pair(0, n, node)
            .is_some_and(|pair| pair.relation.word() == "equal")
    };
    match found.differs(node) && (1..found.scenarios.len()).all(equal) {
        true => vec![plain(words.say(AMONG_OTHERS))],
        false => Line::new(),
    }
}

/// What a node can be, in words where its scale has words: short ones where the study gives them.
fn levels(words: &Words<'_>, node: NodeId, values: &[Value]) -> Cell {
    let scale_id = words.study.nodes[node].scale;
    let scale = &words.study.scales[scale_id];
    let in_words = scale
        .levels()
        .iter()
        .any(|level| level.id.chars().any(char::is_alphabetic));
    let Span::Level(signs, tone) = words.levels(node, values) else {
        return Cell::sign("", "", Tone::Plain);
    };
    if !in_words || values.is_empty() {
        return Cell::sign(signs.clone(), signs, tone);
    }
    let said: Vec<String> = values
        .iter()
        .map(|&value| match value {
            Value::Level(level) => {
                let short = scale.levels().get(level.to_usize()).and_then(|it| it.short.as_ref());
                let short = short
                    .map(|short| words.text(short).to_owned())
                    .filter(|short| !short.is_empty());
                short.unwrap_or_else(|| words.level_label(scale_id.to_usize(), level.to_usize()))
            }
            Value::Number(_) => words.level_name(node, value),
        })
        .collect();
    let text = match &said[..] {
        [first, .., last] if words.symbols.unbroken(node, values) => fill(words.say(FROM_TO), &[first, last]),
        all => all.join(words.texts.or),
    };
    Cell::sign(text, signs, tone)
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

fn all_json(study: &Study, found: &[Lineup]) -> Json {
    let mut all = head(study, "compare");
    let pairs = found.iter().flat_map(|one| &one.pairs);
    all.insert("comparisons".into(), pairs.map(|pair| one_json(study, pair)).collect());
    all.insert(
        "beside".into(),
        found.iter().map(|one| beside_json(study, one)).collect(),
    );
    all.into()
}

/// All scenarios of a group at once: values are in the order of `scenarios`.
fn beside_json(study: &Study, found: &Lineup) -> Json {
    let scenarios: Vec<&str> = found.scenarios.iter().map(|&s| study.scenarios.name(s)).collect();
    let levers: Vec<Json> = found
        .levers
        .iter()
        .map(|lever| {
            let value = |value: &Option<Fixed>| value.map(|value| fixed(study, lever.variable, value));
            let values: Vec<Option<Json>> = lever.values.iter().map(value).collect();
            json!({ "variable": study.variables.name(lever.variable), "values": values })
        })
        .collect();
    let nodes: Vec<Json> = found
        .nodes
        .iter()
        .map(|line| {
            let possible = line.possible.iter().map(|values| values_json(study, line.node, values));
            json!({
                "node": study.nodes.name(line.node),
                "differs": found.differs(line.node),
                "possible": possible.collect::<Json>(),
            })
        })
        .collect();
    json!({
        "group": study.groups.name(found.group), "scenarios": scenarios,
        "ceteris_paribus": found.ceteris_paribus, "levers": levers, "nodes": nodes,
    })
}

fn one_json(study: &Study, found: &Contrast) -> Json {
    let mut all = Map::new();
    let names = found.scenarios.map(|s| study.scenarios.name(s));
    all.insert("scenarios".into(), names.to_vec().into());
    // The same one by one: a row of a table says of which two it is.
    all.insert("a".into(), names[0].into());
    all.insert("b".into(), names[1].into());
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
