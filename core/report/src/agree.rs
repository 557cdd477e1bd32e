//! How two codings compare, in words and as JSON.

use serde_json::{Map, Value as Json, json};
use toets_answer::{Answer, Block, Cell, Column, Datum, Line, Page, Records, Row, Section, Table, figures, plain};
use toets_evaluate::Value;
use toets_model::{ConclusionId, GroupId, Language, NodeId, ScenarioId, Study};
use toets_question::{Agreement, Coding, Disagreement, Kappa, MovedByCoding, Status};

use crate::ask::paragraph;
use crate::symbol::level_label;
use crate::texts::{Say, fill};
use crate::words::Words;

const ABOUT: Say = Say("Twee coderingen naast elkaar", "Two codings beside each other");
const FOLLOWED: Say = Say(
    "In al het andere telt {}; {} is ernaast gelegd.",
    "In all else {} counts; {} is set beside it.",
);
const AGREEMENT: Say = Say("Hoe ver zij overeenkomen", "How far they agree");
const HOW: Say = Say(
    "Kappa is gewogen (Cohen, 1968): één stap verschil telt minder dan twee. 1 is geheel eens, 0 is wat toeval zou geven.",
    "Kappa is weighted (Cohen, 1968): one step apart counts less than two. 1 is full agreement, 0 is what chance would give.",
);
const NODE: Say = Say("Onderdeel", "Node");
const BOTH: Say = Say("Beide een niveau", "Level by both");
const SAME: Say = Say("Hetzelfde", "The same");
const KAPPA: Say = Say("Kappa", "Kappa");
const OVERALL: Say = Say("Alles samen", "All together");
const NO_KAPPA: Say = Say("onbepaald", "undetermined");
const WHY_NO_KAPPA: Say = Say(
    "Kappa is onbepaald waar beiden maar één niveau gebruikten: dan zou toeval ook geheel eens zijn.",
    "Kappa is undetermined where both used one level only: chance would agree fully too.",
);
const MOVING: Say = Say("Verschillen die ertoe doen", "Disagreements that matter");
const HARMLESS: Say = Say("Verschillen die niets uitmaken", "Harmless disagreements");
const HARMLESS_HOW: Say = Say(
    "Welke codering u hier ook volgt, en wat u ook bij de andere verschillen kiest: geen conclusie en geen eindoordeel wordt anders.",
    "Whichever coding is followed here, and whatever is chosen in the other disagreements: no conclusion and no verdict changes.",
);
const UNTOLD: Say = Say(
    "Verschillen die alleen niets veranderen",
    "Disagreements that change nothing alone",
);
const UNTOLD_HOW: Say = Say(
    "Of zij samen met andere verschillen iets veranderen, is niet uitgerekend: {} bevindingen zijn onder andere voorwaarden gecodeerd, en dat geeft te veel combinaties. Word het eerst eens over die voorwaarden.",
    "Whether they change something together with others was not worked out: {} findings were coded under other conditions, and their combinations are too many. Agree on those conditions first.",
);
const NOT_WORKED_OUT: Say = Say("niet uitgerekend", "not worked out");
const TOGETHER: Say = Say("Als {} overal wordt gevolgd", "If {} is followed everywhere");
const NOTHING_MOVES: Say = Say(
    "Dan verandert er niets: geen conclusie en geen eindoordeel.",
    "Then nothing changes: no conclusion and no verdict.",
);
const NONE: Say = Say(
    "Zij zijn het eens over alles wat meetelt.",
    "They agree on all that counts.",
);
const FINDING: Say = Say("Bevinding", "Finding");
const ALONE: Say = Say("Alleen dit anders", "This one alone");
const MATTERS: Say = Say("Kan veranderen", "Can change");
const NOT_THERE: Say = Say("niet gecodeerd", "not coded");
const NO_LEVEL: Say = Say("zonder niveau", "no level");
const OTHER_CONDITION: Say = Say("andere voorwaarde", "other condition");
const NOTHING_ALONE: Say = Say("niets", "nothing");
const CONCLUSION: Say = Say("Conclusie", "Conclusion");
const VERDICT: Say = Say("Eindoordeel", "Verdict");
const VERDICTS: Say = Say("{} eindoordelen", "{} verdicts");
const ONE_VERDICT: Say = Say("1 eindoordeel", "1 verdict");

/// The names of two codings.
#[derive(Clone, Copy, Debug)]
pub struct Coders<'a> {
    /// The one that counts in all else.
    pub first: &'a str,
    /// The one set beside it.
    pub second: &'a str,
}

/// How two codings compare; `study` is the first one's.
pub fn agreement<'a>(study: &'a Study, found: &'a Agreement, coders: Coders<'a>, language: Language) -> Answer<'a> {
    let page = move || Telling::new(study, found, coders, language).page();
    Answer::new(language, page, move || all_json(study, found, coders)).recording(move || records(study, found))
}

/// A record for each node on which both gave levels, then one for each disagreement.
fn records(study: &Study, found: &Agreement) -> Records {
    let number = |n: usize| Datum::Number(n as f64);
    let empty = || Datum::text("");
    let nodes = found.nodes.iter().map(|(node, kappa)| {
        [
            Datum::text("node"),
            Datum::text(study.nodes.name(*node)),
            empty(),
            number(kappa.both),
            number(kappa.same),
            kappa.kappa.map_or_else(empty, |kappa| Datum::Number(rounded(kappa))),
            empty(),
            empty(),
            empty(),
        ]
    });
    let level = |coding: Option<&Coding>| {
        let level = coding.and_then(|it| Some((it.node, it.level?)));
        level.map_or_else(empty, |(node, level)| {
            Datum::text(study.scales[study.nodes[node].scale].name(level))
        })
    };
    let disagreements = found.disagreements.iter().map(|one| {
        [
            Datum::text("disagreement"),
            Datum::text(study.nodes.name(one.node)),
            Datum::text(one.id.as_str()),
            empty(),
            empty(),
            empty(),
            level(one.first.as_ref()),
            level(one.second.as_ref()),
            match one.is_harmless() {
                Some(true) => Datum::text("yes"),
                Some(false) => Datum::text("no"),
                None => empty(),
            },
        ]
    });
    let columns = [
        "what", "node", "finding", "both", "same", "kappa", "first", "second", "harmless",
    ];
    Records::of(columns, nodes.chain(disagreements))
}

fn rounded(kappa: f64) -> f64 {
    (kappa * 1e6).round() / 1e6
}

struct Telling<'a> {
    words: Words<'a>,
    found: &'a Agreement,
    coders: Coders<'a>,
}

impl<'a> Telling<'a> {
    fn new(study: &'a Study, found: &'a Agreement, coders: Coders<'a>, language: Language) -> Self {
        Self {
            words: Words::new(study, language),
            found,
            coders,
        }
    }

    fn page(&self) -> Page {
        let words = &self.words;
        let of = |harmless: Option<bool>| -> Vec<&Disagreement> {
            let all = self.found.disagreements.iter();
            all.filter(|one| one.is_harmless() == harmless).collect()
        };
        let (harmless, moving, untold) = (of(Some(true)), of(Some(false)), of(None));
        let followed = fill(words.say(FOLLOWED), &[self.coders.first, self.coders.second]);
        let mut sections = vec![Section::new("", vec![paragraph(followed)]), self.agreement()];
        if self.found.disagreements.is_empty() {
            sections.push(Section::new(words.say(MOVING), vec![paragraph(words.say(NONE))]));
        }
        if !moving.is_empty() {
            sections.push(Section::new(
                words.say(MOVING),
                vec![Block::Table(self.table(&moving, true))],
            ));
        }
        if let (false, Some(count)) = (untold.is_empty(), self.found.too_many) {
            let blocks = vec![
                paragraph(fill(words.say(UNTOLD_HOW), &[&words.count(count)])),
                Block::Table(self.table(&untold, false)),
            ];
            sections.push(Section::new(words.say(UNTOLD), blocks));
        }
        if !harmless.is_empty() {
            let blocks = vec![
                paragraph(words.say(HARMLESS_HOW)),
                Block::Table(self.table(&harmless, false)),
            ];
            sections.push(Section::new(words.say(HARMLESS), blocks));
        }
        if !self.found.disagreements.is_empty() {
            sections.push(self.together());
        }
        words.question(ABOUT, sections)
    }

    fn agreement(&self) -> Section {
        let words = &self.words;
        let nodes = self.found.nodes.iter();
        let mut rows: Vec<Row> = nodes
            .map(|(node, kappa)| self.kappa(words.coded(*node), kappa))
            .collect();
        let mut overall = self.kappa(words.say(OVERALL).to_owned(), &self.found.overall);
        overall.strong = true;
        rows.push(overall);
        let table = Table {
            columns: [(NODE, 5), (BOTH, 2), (SAME, 2), (KAPPA, 2)]
                .map(|(name, weight)| Column::weighing(words.say(name), weight))
                .into(),
            rows,
            wide: false,
        };
        let mut blocks = vec![paragraph(words.say(HOW)), Block::Table(table)];
        let all = self
            .found
            .nodes
            .iter()
            .map(|(_, kappa)| kappa)
            .chain([&self.found.overall]);
        if all.clone().any(|kappa| kappa.kappa.is_none()) {
            blocks.push(paragraph(words.say(WHY_NO_KAPPA)));
        }
        Section::new(words.say(AGREEMENT), blocks)
    }

    fn kappa(&self, name: String, kappa: &Kappa) -> Row {
        let words = &self.words;
        let said = match kappa.kappa {
            Some(kappa) => figures::number(&format!("{kappa:.2}"), words.language),
            None => words.say(NO_KAPPA).to_owned(),
        };
        let cells = [name, words.count(kappa.both), words.count(kappa.same), said];
        Row {
            depth: 0,
            strong: false,
            cells: cells.map(Cell::text).into(),
        }
    }

    fn table(&self, all: &[&Disagreement], moving: bool) -> Table {
        let words = &self.words;
        let mut columns = vec![
            Column::weighing(words.say(FINDING), 4),
            Column::weighing(self.coders.first, 2),
            Column::weighing(self.coders.second, 2),
        ];
        if moving {
            columns.push(Column::weighing(words.say(ALONE), 4));
            columns.push(Column::weighing(words.say(MATTERS), 3));
        }
        let rows = all.iter().map(|one| {
            let mut cells = vec![
                Cell::text(format!("{}: {}", one.id, words.node(one.node))),
                Cell::text(self.coding(one, one.first.as_ref(), None)),
                Cell::text(self.coding(one, one.second.as_ref(), one.first.as_ref())),
            ];
            if moving {
                cells.push(Cell::lines(self.moved(&one.alone)));
                cells.push(Cell::lines(self.matters(one)));
            }
            Row {
                depth: 0,
                strong: false,
                cells,
            }
        });
        Table {
            rows: rows.collect(),
            columns,
            wide: false,
        }
    }

    /// How a finding is coded; `other` is the coding beside which it stands.
    fn coding(&self, one: &Disagreement, coding: Option<&Coding>, other: Option<&Coding>) -> String {
        let words = &self.words;
        let Some(coding) = coding else {
            return words.say(NOT_THERE).to_owned();
        };
        let level = match coding.level {
            Some(level) => self.level(coding.node, Value::Level(level)),
            None => words.say(NO_LEVEL).to_owned(),
        };
        let mut parts = vec![level];
        let both = one.first.as_ref().zip(one.second.as_ref());
        if both.is_none_or(|(a, b)| a.modality != b.modality) {
            parts.push(words.modality(coding.modality).to_owned());
        }
        if coding.node != one.node {
            parts.push(words.node(coding.node));
        }
        if other.is_some() && one.is_of_other_worlds {
            parts.push(words.say(OTHER_CONDITION).to_owned());
        }
        parts.join(", ")
    }

    /// A level by its sign, or by its name where its id is a word.
    fn level(&self, node: NodeId, value: Value) -> String {
        let study = self.words.study;
        let scale = study.nodes[node].scale;
        match value {
            Value::Level(level) => {
                use toets_model::Index;
                let id = study.scales[scale].name(level);
                match id.contains(char::is_alphabetic) {
                    true => level_label(study, scale.to_usize(), level.to_usize(), self.words.language),
                    false => id.to_owned(),
                }
            }
            Value::Number(number) => crate::symbol::node_number(study, node, number, self.words.language),
        }
    }

    /// The verdicts that move, those with the same move together.
    fn verdicts(&self, moved: &MovedByCoding) -> Vec<[String; 3]> {
        let mut moves: Vec<([&[Value]; 2], Vec<_>)> = Vec::new();
        for (cell, before, after) in &moved.verdicts {
            let made: [&[Value]; 2] = [before, after];
            match moves.iter_mut().find(|(other, _)| *other == made) {
                Some((_, cells)) => cells.push(*cell),
                None => moves.push((made, vec![*cell])),
            }
        }
        let told = moves.into_iter();
        told.map(|([before, after], cells)| [self.words.named_cells(&cells), self.levels(before), self.levels(after)])
            .collect()
    }

    fn moved(&self, moved: &MovedByCoding) -> Vec<Line> {
        let words = &self.words;
        let conclusions = moved.conclusions.iter().map(|&(id, before, after)| {
            format!(
                "{}: {} → {}",
                self.conclusion(id),
                self.status(before),
                self.status(after)
            )
        });
        let verdicts = self.verdicts(moved);
        let verdicts = verdicts
            .iter()
            .map(|[cells, before, after]| format!("{cells}: {before} → {after}"));
        let lines: Vec<Line> = conclusions.chain(verdicts).map(|text| vec![plain(text)]).collect();
        match lines.is_empty() {
            true => vec![vec![plain(words.say(NOTHING_ALONE))]],
            false => lines,
        }
    }

    fn matters(&self, one: &Disagreement) -> Vec<Line> {
        let words = &self.words;
        let Some(matters) = &one.matters else {
            return vec![vec![plain(words.say(NOT_WORKED_OUT))]];
        };
        let conclusions = matters.conclusions.iter().map(|&id| self.conclusion(id));
        let mut all: Vec<String> = conclusions.collect();
        match matters.verdicts.len() {
            0 => {}
            1 => all.push(words.say(ONE_VERDICT).to_owned()),
            n => all.push(fill(words.say(VERDICTS), &[&n.to_string()])),
        }
        all.into_iter().map(|text| vec![plain(text)]).collect()
    }

    fn together(&self) -> Section {
        let words = &self.words;
        let title = fill(words.say(TOGETHER), &[self.coders.second]);
        let moved = &self.found.together;
        if moved.conclusions.is_empty() && moved.verdicts.is_empty() {
            return Section::new(title, vec![paragraph(words.say(NOTHING_MOVES))]);
        }
        let conclusions = moved.conclusions.iter().map(|&(id, before, after)| {
            [
                words.say(CONCLUSION).to_owned(),
                format!("{}: {}", self.conclusion(id), self.statement(id)),
                self.status(before).to_owned(),
                self.status(after).to_owned(),
            ]
        });
        let verdicts = self.verdicts(moved).into_iter();
        let verdicts = verdicts.map(|[cells, before, after]| [words.say(VERDICT).to_owned(), cells, before, after]);
        let rows = conclusions.chain(verdicts).map(|cells| Row {
            depth: 0,
            strong: false,
            cells: cells.map(Cell::text).into(),
        });
        let table = Table {
            columns: vec![
                Column::weighing("", 2),
                Column::weighing("", 6),
                Column::weighing(self.coders.first, 2),
                Column::weighing(self.coders.second, 2),
            ],
            rows: rows.collect(),
            wide: false,
        };
        Section::new(title, vec![Block::Table(table)])
    }

    fn conclusion(&self, id: ConclusionId) -> String {
        self.words.study.conclusions.name(id).to_owned()
    }

    fn statement(&self, id: ConclusionId) -> String {
        let statement = &self.words.study.conclusions[id].statement;
        statement.get(self.words.language).to_owned()
    }

    fn status(&self, status: Status) -> &'static str {
        self.words.status(status)
    }

    fn levels(&self, values: &[Value]) -> String {
        let verdict = self.words.study.verdict;
        let all: Vec<String> = values.iter().map(|&value| self.level(verdict, value)).collect();
        all.join(self.words.texts.or)
    }
}

fn all_json(study: &Study, found: &Agreement, coders: Coders<'_>) -> Json {
    let nodes: Vec<Json> = found
        .nodes
        .iter()
        .map(|(node, kappa)| {
            let mut all = kappa_json(kappa);
            all.insert("node".into(), study.nodes.name(*node).into());
            Json::Object(all)
        })
        .collect();
    let disagreements: Vec<Json> = found
        .disagreements
        .iter()
        .map(|one| {
            json!({
                "finding": one.id,
                "node": study.nodes.name(one.node),
                "first": one.first.as_ref().map(|coding| coding_json(study, coding)),
                "second": one.second.as_ref().map(|coding| coding_json(study, coding)),
                "alone": moved_json(study, &one.alone),
                "can_move": one.matters.as_ref().map(|matters| json!({
                    "conclusions": matters.conclusions.iter().map(|&id| study.conclusions.name(id)).collect::<Vec<_>>(),
                    "verdicts": matters.verdicts.iter().map(|&cell| cell_json(study, cell)).collect::<Vec<_>>(),
                })),
                "harmless": one.is_harmless(),
            })
        })
        .collect();
    json!({
        "schema": 1,
        "question": "agree",
        "study": study.id,
        "first": coders.first,
        "second": coders.second,
        "overall": Json::Object(kappa_json(&found.overall)),
        "nodes": nodes,
        "disagreements": disagreements,
        "together": moved_json(study, &found.together),
    })
}

fn kappa_json(kappa: &Kappa) -> Map<String, Json> {
    let mut all = Map::new();
    all.insert("both".into(), kappa.both.into());
    all.insert("same".into(), kappa.same.into());
    all.insert("kappa".into(), kappa.kappa.map(rounded).into());
    all
}

fn coding_json(study: &Study, coding: &Coding) -> Json {
    let scale = study.nodes[coding.node].scale;
    json!({
        "node": study.nodes.name(coding.node),
        "level": coding.level.map(|level| study.scales[scale].name(level)),
        "modality": coding.modality.word(),
    })
}

fn cell_json(study: &Study, (scenario, group): (ScenarioId, GroupId)) -> Json {
    json!({ "scenario": study.scenarios.name(scenario), "group": study.groups.name(group) })
}

fn moved_json(study: &Study, moved: &MovedByCoding) -> Json {
    let level = |value: &Value| match value {
        Value::Level(level) => {
            let scale = study.nodes[study.verdict].scale;
            Json::from(study.scales[scale].name(*level))
        }
        Value::Number(number) => Json::from(*number),
    };
    let conclusions: Vec<Json> = moved
        .conclusions
        .iter()
        .map(|&(id, before, after)| {
            json!({ "id": study.conclusions.name(id), "before": before.word(), "after": after.word() })
        })
        .collect();
    let verdicts: Vec<Json> = moved
        .verdicts
        .iter()
        .map(|(cell, before, after)| {
            let mut all = cell_json(study, *cell);
            all["before"] = before.iter().map(level).collect();
            all["after"] = after.iter().map(level).collect();
            all
        })
        .collect();
    json!({ "conclusions": conclusions, "verdicts": verdicts })
}
