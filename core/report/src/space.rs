//! All designs at once, in words and as JSON.

use serde_json::{Map, Value as Json, json};
use toets_answer::{Answer, Block, Cell, Column, Item, Line, Row, Section, Span, Table, Tone, plain};
use toets_evaluate::CaseBox;
use toets_model::{Index, Language, Study, VariableId};
use toets_question::{Counts, DesignSpace, NodeCounts, PairCounts, Point, Uncounted};

use crate::ask::{boxes_json, head, item, paragraph, share_json};
use crate::json::{fixed, value};
use crate::texts::{Say, fill};
use crate::words::Words;

/// What the question is about.
const ABOUT: Say = Say("Alle ontwerpen, geteld", "All designs, counted");
const DESIGNS: Say = Say("Alle ontwerpen: {}", "All designs: {}");
const FOR_GROUP: Say = Say("voor {}", "for {}");
const FOR_ALL_GROUPS: Say = Say("voor iedereen", "for everyone");
const HOW_MANY: Say = Say(
    "{} ontwerpen: elke stand van {} knoppen die de randvoorwaarden toelaten. Geteld, niet opgesomd.",
    "{} designs: each setting of {} levers that the constraints admit. Counted, not listed.",
);
const FIXED: Say = Say("Vastgezet: {}.", "Fixed: {}.");
const LEVEL: Say = Say("Hoeveel ontwerpen", "How many designs");
const ALL_CERTAIN: Say = Say("iedereen, zeker", "all, surely");
const ALL_POSSIBLE: Say = Say("iedereen, kan", "all, perhaps");
const SOME_CERTAIN: Say = Say("iemand, zeker", "some, surely");
const SOME_POSSIBLE: Say = Say("iemand, kan", "some, perhaps");
const COLUMNS: Say = Say(
    "Zeker: wat de antwoorden op het onbekende ook zijn. Kan: bij sommige antwoorden.",
    "Surely: whatever the answers to what is unknown. Perhaps: for some answers.",
);
const AT_LEAST: Say = Say("{} of beter", "{} or better");
const OR_MORE: Say = Say("{} of meer", "{} or more");
const UNCOUNTED: Say = Say(
    "Niet geteld, want daarvoor moeten getallen vastliggen ({}): {}.",
    "Not counted, as numbers must be fixed for that ({}): {}.",
);
const UNCOUNTED_ANYHOW: Say = Say(
    "Niet geteld, want een getal blijft open: {}.",
    "Not counted, as a number stays open: {}.",
);
const FIX_THEM: Say = Say(
    "Zet zulke getallen vast met `--fix VAR=GETAL`. Een getal met `cuts` telt mee per interval; een getal zonder telt niet als knop.",
    "Fix such numbers with `--fix VAR=NUMBER`. A number with `cuts` counts by interval; one without is not counted as a lever.",
);
const CONCLUSIONS: Say = Say(
    "Voor hoeveel ontwerpen de conclusies gelden",
    "For how many designs the conclusions hold",
);
const CONCLUSIONS_INTRO: Say = Say(
    "Alleen conclusies die over één scenario tegelijk gaan, getoetst op elk ontwerp apart.",
    "Only conclusions that speak of one scenario at a time, tested on each design by itself.",
);
const HOLDS_FOR: Say = Say("zeker voor {}, kan voor {}", "surely for {}, perhaps for {}");
const FRONT: Say = Say(
    "Wat niet beter kan zonder elders iets te verliezen",
    "What can't be bettered without losing elsewhere",
);
const FRONT_INTRO: Say = Say(
    "Per criterium het laagste niveau dat voor iedereen en bij elk antwoord gehaald wordt. Wat onbekend is, telt dus als het slechtste dat het kan zijn.",
    "For each criterion the least level that is reached for everyone and with every answer. So what is unknown counts as the worst that it can be.",
);
const FRONT_MORE: Say = Say(
    "Er zijn er meer; deze zijn nagegaan.",
    "There are more; these were worked out.",
);
const POINT: Say = Say("{} ontwerpen: {}", "{} designs: {}");
const BEST: Say = Say("De ontwerpen met ", "The designs with ");
const BEST_CERTAIN: Say = Say("Zeker, voor iedereen:", "Surely, for everyone:");
const BEST_POSSIBLE: Say = Say(
    "Mogelijk, voor iedereen, bij sommige antwoorden:",
    "Possibly, for everyone, for some answers:",
);
const NONE: Say = Say("geen", "none");
const ANY: Say = Say("elk ontwerp", "any design");
const MORE: Say = Say("en nog meer", "and more");
const LEVERS: Say = Say("Welke knoppen er het meest toe doen", "Which levers matter most");
const LEVERS_INTRO: Say = Say(
    "In welk deel van de gevallen (ontwerp, mens en antwoorden) het eindoordeel verandert als alleen deze knop wordt verzet.",
    "In which share of cases (design, person and answers) the verdict changes if this lever alone is changed.",
);
const NEVER: Say = Say("Nooit: {}.", "Never: {}.");
const TIED: Say = Say(
    "Niet alleen te verzetten, want door de randvoorwaarden vast aan andere: {}.",
    "Can't be changed alone, as the constraints tie them to others: {}.",
);

/// All designs, for each group asked for.
pub fn design_spaces<'a>(study: &'a Study, found: &'a [DesignSpace], language: Language) -> Answer<'a> {
    let page = move || {
        let words = Words::new(study, language);
        words.question(ABOUT, found.iter().flat_map(|space| sections(&words, space)).collect())
    };
    Answer::new(language, page, move || all_json(study, found)).listing(&["spaces", "nodes", "levels"])
}

fn sections(words: &Words<'_>, space: &DesignSpace) -> Vec<Section> {
    let study = words.study;
    let group = match space.asked.group {
        Some(group) => {
            let label = study.groups[group].label.get(words.language);
            let name = study.groups.name(group);
            fill(
                words.say(FOR_GROUP),
                &[&if label.is_empty() {
                    name.to_owned()
                } else {
                    format!("{name} · {label}")
                }],
            )
        }
        None => words.say(FOR_ALL_GROUPS).to_owned(),
    };
    let mut head = vec![paragraph(fill(
        words.say(HOW_MANY),
        &[&words.count(&space.designs), &space.levers.len().to_string()],
    ))];
    if !space.asked.fixed.is_empty() {
        let fixed: Vec<String> = space
            .asked
            .fixed
            .iter()
            .map(|(&v, &value)| words.feature(v, value))
            .collect();
        head.push(paragraph(fill(words.say(FIXED), &[&fixed.join(", ")])));
    }
    head.push(paragraph(words.say(COLUMNS)));
    head.push(Block::Table(grid(words, space)));
    if let Some(uncounted) = &space.uncounted {
        head.push(paragraph(crate::space::uncounted(words, uncounted)));
        head.push(Block::Text(crate::ask::marked(words.say(FIX_THEM))));
    }
    let mut sections = vec![Section::new(fill(words.say(DESIGNS), &[&group]), head)];
    sections.extend(best(words, space));
    if !space.front.points.is_empty() {
        sections.push(front(words, space));
    }
    if space.counts(study.verdict) {
        sections.push(levers(words, space));
    }
    if !space.conclusions.is_empty() {
        sections.push(conclusions(words, space));
    }
    sections
}

/// What could not be counted, and why.
pub(crate) fn uncounted(words: &Words<'_>, uncounted: &Uncounted) -> String {
    let numbers: Vec<String> = uncounted.numbers.iter().map(|&v| words.variable(v)).collect();
    let mut left_out: Vec<String> = uncounted.nodes.iter().map(|&node| words.coded(node)).collect();
    let conclusions = uncounted.conclusions.iter();
    left_out.extend(conclusions.map(|&id| words.study.conclusions.name(id).to_owned()));
    match numbers.is_empty() {
        true => fill(words.say(UNCOUNTED_ANYHOW), &[&left_out.join(", ")]),
        false => fill(words.say(UNCOUNTED), &[&numbers.join(", "), &left_out.join(", ")]),
    }
}

fn grid(words: &Words<'_>, space: &DesignSpace) -> Table {
    let columns = [ALL_CERTAIN, ALL_POSSIBLE, SOME_CERTAIN, SOME_POSSIBLE].map(|say| words.say(say));
    let cells = |counts: &Counts| -> [Cell; 4] {
        let all = [
            &counts.all_certain,
            &counts.all_possible,
            &counts.some_certain,
            &counts.some_possible,
        ];
        all.map(|count| {
            let text = words.count(count);
            Cell::sign(text.clone(), text, Tone::Plain)
        })
    };
    let mut rows = Vec::new();
    for node in &space.nodes {
        rows.push(Row {
            depth: 0,
            strong: true,
            cells: std::iter::once(Cell::text(words.coded(node.node)))
                .chain(columns.map(|_| Cell::sign("", "", Tone::Plain)))
                .collect(),
        });
        // The best first; the lowest level or better is every design.
        for (n, level) in node.levels.iter().enumerate().rev() {
            let name = words.level_name(node.node, level.value);
            let (label, counts) = match &level.at_least {
                Some(_) if n == 0 => (name, &level.exactly),
                Some(at_least) if n + 1 < node.levels.len() => {
                    let say = match level.value {
                        toets_evaluate::Value::Level(_) => AT_LEAST,
                        toets_evaluate::Value::Number(_) => OR_MORE,
                    };
                    (fill(words.say(say), &[&name]), at_least)
                }
                _ => (name, &level.exactly),
            };
            rows.push(Row {
                depth: 1,
                strong: false,
                cells: std::iter::once(Cell::text(label)).chain(cells(counts)).collect(),
            });
        }
    }
    let names = std::iter::once(words.say(LEVEL)).chain(columns);
    Table {
        columns: names.map(Column::new).collect(),
        rows,
        wide: false,
    }
}

fn best(words: &Words<'_>, space: &DesignSpace) -> Option<Section> {
    let level = space.best.level?;
    let name = toets_answer::text_of(&[words.levels_said(words.study.verdict, &[toets_evaluate::Value::Level(level)])]);
    let lists = [
        (BEST_CERTAIN, &space.best.certain, space.best.truncated[0]),
        (BEST_POSSIBLE, &space.best.possible, space.best.truncated[1]),
    ];
    let blocks = lists.into_iter().map(|(head, boxes, more)| {
        let mut items: Vec<Item> = boxes
            .iter()
            .map(|one| item(vec![plain(design(words, one))], Line::new()))
            .collect();
        if items.is_empty() {
            items.push(item(vec![plain(words.say(NONE))], Line::new()));
        }
        if more {
            items.push(item(vec![plain(words.say(MORE))], Line::new()));
        }
        Block::List {
            head: vec![plain(words.say(head))],
            items,
        }
    });
    Some(Section::new(format!("{}{name}", words.say(BEST)), blocks.collect()))
}

fn design(words: &Words<'_>, one: &CaseBox) -> String {
    if one.is_empty() {
        words.say(ANY).to_owned()
    } else {
        words.tests(one)
    }
}

fn front(words: &Words<'_>, space: &DesignSpace) -> Section {
    let mut blocks = vec![paragraph(words.say(FRONT_INTRO))];
    let point = |point: &Point| {
        let mut lead = Line::new();
        for (n, (&node, &level)) in space.front.criteria.iter().zip(&point.levels).enumerate() {
            let code = words.study.nodes[node]
                .code
                .clone()
                .unwrap_or_else(|| words.study.nodes.name(node).to_owned());
            lead.push(plain(if n == 0 {
                format!("{code} ")
            } else {
                format!(", {code} ")
            }));
            lead.push(words.levels(node, &[toets_evaluate::Value::Level(level)]));
        }
        let mut designs = point
            .boxes
            .iter()
            .map(|one| design(words, one))
            .collect::<Vec<_>>()
            .join(&format!(";{}", words.texts.or));
        if point.truncated {
            designs.push_str(&format!("; {}", words.say(MORE)));
        }
        let number = words.count(&point.designs);
        item(lead, vec![plain(fill(words.say(POINT), &[&number, &designs]))])
    };
    blocks.push(Block::List {
        head: Line::new(),
        items: space.front.points.iter().map(point).collect(),
    });
    if !space.front.complete {
        blocks.push(paragraph(words.say(FRONT_MORE)));
    }
    Section::new(words.say(FRONT), blocks)
}

fn levers(words: &Words<'_>, space: &DesignSpace) -> Section {
    let mut blocks = vec![paragraph(format!(
        "{} {}",
        words.say(LEVERS_INTRO),
        words.shares_note()
    ))];
    let (moving, idle): (Vec<_>, Vec<_>) = space.sensitive.iter().partition(|(_, share)| !share.is_none());
    let items = moving
        .iter()
        .map(|(variable, share)| item(vec![plain(words.variable(*variable))], vec![plain(words.share(share))]));
    blocks.push(Block::List {
        head: Line::new(),
        items: items.collect(),
    });
    if !idle.is_empty() {
        let idle: Vec<String> = idle.iter().map(|(variable, _)| words.variable(*variable)).collect();
        blocks.push(paragraph(fill(words.say(NEVER), &[&idle.join(", ")])));
    }
    if !space.tied.is_empty() {
        let tied: Vec<String> = space.tied.iter().map(|&variable| words.variable(variable)).collect();
        blocks.push(paragraph(fill(words.say(TIED), &[&tied.join(", ")])));
    }
    Section::new(words.say(LEVERS), blocks)
}

fn conclusions(words: &Words<'_>, space: &DesignSpace) -> Section {
    let items = space.conclusions.iter().map(|counted| {
        let numbers = [&counted.certain, &counted.possible].map(|n| words.count(n));
        let statement = words.study.conclusions[counted.conclusion]
            .statement
            .get(words.language);
        let held = fill(words.say(HOLDS_FOR), &[&numbers[0], &numbers[1]]);
        item(
            vec![Span::Id(words.study.conclusions.name(counted.conclusion).to_owned())],
            vec![plain(format!("{statement} — {held}"))],
        )
    });
    Section::new(
        words.say(CONCLUSIONS),
        vec![
            paragraph(words.say(CONCLUSIONS_INTRO)),
            Block::List {
                head: Line::new(),
                items: items.collect(),
            },
        ],
    )
}

fn all_json(study: &Study, found: &[DesignSpace]) -> Json {
    let mut all = head(study, "space");
    all.insert("shares".into(), "uniform over worlds; no probabilities".into());
    let spaces = found.iter().map(|space| space_json(study, space));
    all.insert("spaces".into(), spaces.collect());
    all.into()
}

fn space_json(study: &Study, space: &DesignSpace) -> Json {
    let fixed: Map<String, Json> = space
        .asked
        .fixed
        .iter()
        .map(|(&v, &value)| (study.variables.name(v).to_owned(), fixed(study, v, value)))
        .collect();
    let levers: Vec<&str> = space.levers.iter().map(|&v| study.variables.name(v)).collect();
    let nodes: Map<String, Json> = space
        .nodes
        .iter()
        .map(|node| (study.nodes.name(node.node).to_owned(), node_json(study, node)))
        .collect();
    let conclusions: Vec<Json> = space
        .conclusions
        .iter()
        .map(|counted| {
            json!({
                "id": study.conclusions.name(counted.conclusion),
                "certain": counted.certain.to_string(),
                "possible": counted.possible.to_string(),
            })
        })
        .collect();
    let points: Vec<Json> = space
        .front
        .points
        .iter()
        .map(|point| {
            let levels: Map<String, Json> = space
                .front
                .criteria
                .iter()
                .zip(&point.levels)
                .map(|(&node, &level)| {
                    (
                        study.nodes.name(node).to_owned(),
                        value(study, node, toets_evaluate::Value::Level(level)),
                    )
                })
                .collect();
            json!({
                "levels": levels,
                "designs": point.designs.to_string(),
                "when": boxes_json(study, &point.boxes),
                "truncated": point.truncated,
            })
        })
        .collect();
    let level = space
        .best
        .level
        .map(|level| value(study, study.verdict, toets_evaluate::Value::Level(level)));
    let levers_that_matter: Vec<Json> = space
        .sensitive
        .iter()
        .map(|(variable, share)| json!({ "lever": study.variables.name(*variable), "changes": share_json(share) }))
        .collect();
    json!({
        "group": space.asked.group.map(|group| study.groups.name(group)),
        "fixed": fixed,
        "levers": levers,
        "designs": space.designs.to_string(),
        "nodes": nodes,
        "conclusions": conclusions,
        "front": { "points": points, "complete": space.front.complete },
        "best": {
            "level": level,
            "certain": boxes_json(study, &space.best.certain),
            "possible": boxes_json(study, &space.best.possible),
            "truncated": space.best.truncated.iter().any(|more| *more),
        },
        "sensitive": levers_that_matter,
        "pairs": space.pairs.iter().map(|pair| pair_json(study, pair)).collect::<Vec<_>>(),
        "tied": space.tied.iter().map(|&v| study.variables.name(v)).collect::<Vec<_>>(),
        "uncounted": space.uncounted.as_ref().map(|uncounted| uncounted_json(study, uncounted)),
    })
}

fn uncounted_json(study: &Study, uncounted: &Uncounted) -> Json {
    let numbers: Vec<&str> = uncounted.numbers.iter().map(|&v| study.variables.name(v)).collect();
    let nodes: Vec<&str> = uncounted.nodes.iter().map(|&n| study.nodes.name(n)).collect();
    let conclusions = uncounted.conclusions.iter();
    let conclusions: Vec<&str> = conclusions.map(|&c| study.conclusions.name(c)).collect();
    json!({ "numbers": numbers, "nodes": nodes, "conclusions": conclusions })
}

/// How designs divide over the values of two levers.
fn pair_json(study: &Study, pair: &PairCounts) -> Json {
    let (one, other) = pair.levers;
    let name = |lever: VariableId, n: usize| {
        study.variables[lever]
            .domain
            .value_name(Index::from_usize(n))
            .to_string()
    };
    let mut parts = Vec::new();
    for (a, row) in pair.cells.iter().enumerate() {
        for (b, cell) in row.iter().enumerate() {
            let levels = cell.levels.iter().map(|(level, certain, possible)| {
                json!({
                    "level": value(study, study.verdict, toets_evaluate::Value::Level(*level)),
                    "certain": certain.to_string(),
                    "possible": possible.to_string(),
                })
            });
            parts.push(json!({
                "values": [name(one, a), name(other, b)],
                "designs": cell.designs.to_string(),
                "levels": levels.collect::<Vec<_>>(),
            }));
        }
    }
    json!({ "levers": [study.variables.name(one), study.variables.name(other)], "parts": parts })
}

fn node_json(study: &Study, node: &NodeCounts) -> Json {
    let counts = |counts: &Counts| {
        json!({
            "all": { "certain": counts.all_certain.to_string(), "possible": counts.all_possible.to_string() },
            "some": { "certain": counts.some_certain.to_string(), "possible": counts.some_possible.to_string() },
        })
    };
    let levels = node.levels.iter().map(|level| {
        json!({
            "level": value(study, node.node, level.value),
            "exactly": counts(&level.exactly),
            "at_least": level.at_least.as_ref().map(counts),
        })
    });
    levels.collect()
}
