//! What the pages of single questions share.

use serde_json::{Map, Value as Json, json};
use toets_answer::{Block, Item, Line, Span, plain};
use toets_evaluate::{CaseBox, OpenVariable, Value};
use toets_model::{FindingId, Fixed, GroupId, NodeId, ScenarioId, Study, Text, VariableId};
use toets_question::{Judgement, NodeContrast, Relation, Share};

use crate::json::{SCHEMA, text, value, world_box};
use crate::symbol::{node_number, number_text, variable_number};
use crate::texts::{Say, fill};
use crate::words::Words;

const BETTER: Say = Say("beter", "better");
const NOT_WORSE: Say = Say("gelijk of beter", "the same or better");
const WORSE: Say = Say("slechter", "worse");
const NOT_BETTER: Say = Say("gelijk of slechter", "the same or worse");
const DEPENDS: Say = Say("soms beter, soms slechter", "now better, now worse");
const HIGHER: Say = Say("hoger", "higher");
const NOT_LOWER: Say = Say("gelijk of hoger", "the same or higher");
const LOWER: Say = Say("lager", "lower");
const NOT_HIGHER: Say = Say("gelijk of lager", "the same or lower");
const HIGHER_OR_LOWER: Say = Say("soms hoger, soms lager", "now higher, now lower");
const EQUAL: Say = Say("gelijk", "the same");
const DIFFERS: Say = Say("anders", "different");
const MAY_DIFFER: Say = Say("gelijk of anders", "the same or different");
const AT_LEAST: Say = Say("ten minste", "at least");
const CARRIED: Say = Say("of bewijs meegaat", "whether evidence carries over");
const EACH_ITS_OWN: Say = Say(
    "Aandelen tellen mensen en keuzes gelijk mee; het zijn geen kansen.",
    "Shares count people and choices alike; they are not probabilities.",
);

/// What every JSON starts with.
pub(crate) fn head(study: &Study, question: &str) -> Map<String, Json> {
    let mut all = Map::new();
    all.insert("schema".into(), SCHEMA.into());
    all.insert("question".into(), question.into());
    all.insert("study".into(), study.id.as_str().into());
    all.insert("title".into(), text(&study.title));
    all.insert("as_of".into(), study.as_of.map(|day| day.to_string()).into());
    all
}

pub(crate) fn values_json(study: &Study, node: NodeId, values: &[Value]) -> Json {
    values.iter().map(|&v| value(study, node, v)).collect()
}

pub(crate) fn boxes_json(study: &Study, boxes: &[CaseBox]) -> Json {
    boxes.iter().map(|one| world_box(study, one)).collect()
}

pub(crate) fn ids_json(study: &Study, unknowns: &[OpenVariable]) -> Json {
    unknowns.iter().map(|u| Json::from(u.id(study))).collect()
}

/// A share as a number between 0 and 1, to four decimals.
pub(crate) fn share_json(share: &Share) -> Json {
    (f64::from(share.permyriad()) / 10_000.0).into()
}

pub(crate) fn cells_json(study: &Study, cells: &[(ScenarioId, GroupId)]) -> Json {
    let cell = |&(scenario, group): &(ScenarioId, GroupId)| json!({ "scenario": study.scenarios.name(scenario), "group": study.groups.name(group) });
    cells.iter().map(cell).collect()
}

/// How a node in one cell stands to it in another.
pub(crate) fn contrast_json(study: &Study, contrast: &NodeContrast, names: [&str; 2]) -> Json {
    let cases: Vec<Json> = contrast
        .cases
        .iter()
        .map(|case| {
            let mut all = Map::new();
            all.insert("relation".into(), case.relation.word().into());
            all.insert("people".into(), boxes_json(study, &case.people));
            if case.truncated {
                all.insert("truncated".into(), true.into());
            }
            all.into()
        })
        .collect();
    let findings: Vec<Json> = contrast
        .findings
        .iter()
        .map(|f| json!({ "finding": study.findings.name(f.finding), names[0]: f.only_in[0], names[1]: f.only_in[1] }))
        .collect();
    let mut all = Map::new();
    all.insert("node".into(), study.nodes.name(contrast.node).into());
    all.insert("relation".into(), contrast.relation.word().into());
    all.insert(
        names[0].into(),
        values_json(study, contrast.node, &contrast.possible[0]),
    );
    all.insert(
        names[1].into(),
        values_json(study, contrast.node, &contrast.possible[1]),
    );
    all.insert("for".into(), cases.into());
    all.insert("hangs_on".into(), ids_json(study, &contrast.hangs_on));
    all.insert("levers".into(), ids_json(study, &contrast.levers));
    all.insert("only_in".into(), findings.into());
    if let Some(said) = &contrast.said {
        let said: Map<String, Json> = names
            .into_iter()
            .zip(said)
            .map(|(name, j)| (name.into(), judgement_json(study, j)))
            .collect();
        all.insert("said".into(), said.into());
    }
    all.into()
}

/// What a script said, and on which provisions it rests.
pub(crate) fn judgement_json(study: &Study, judgement: &Judgement) -> Json {
    let because: Vec<Json> = judgement.because.iter().map(text).collect();
    let cites: Vec<&str> = judgement.cites.iter().map(|&p| study.provisions.name(p)).collect();
    json!({ "because": because, "cites": cites })
}

impl<'a> Words<'a> {
    pub(crate) fn say(&self, say: Say) -> &'static str {
        say.of(self.language)
    }

    /// The levels that are possible, worst to best: ``-``, ``-…+``, ``neither, feasible_only``.
    pub(crate) fn levels(&self, node: NodeId, values: &[Value]) -> Span {
        let name = |value: &Value| self.level_name(node, *value);
        let text = match values {
            [] => "·".to_owned(),
            [first, .., last] if self.symbols.unbroken(node, values) => format!("{}…{}", name(first), name(last)),
            all => all.iter().map(name).collect::<Vec<_>>().join(", "),
        };
        let tone = match values {
            [one] => self.symbols.tone_of(node, *one),
            _ => toets_answer::Tone::Plain,
        };
        Span::Level(text, tone)
    }

    /// The whole name of a level, or a number.
    pub(crate) fn level_name(&self, node: NodeId, value: Value) -> String {
        match value {
            Value::Level(level) => self.study.scales[self.study.nodes[node].scale].name(level).to_owned(),
            Value::Number(number) => node_number(self.study, node, number, self.language),
        }
    }

    /// The levels that are possible, as a sentence says them: signs as they are, others by their labels.
    pub(crate) fn levels_said(&self, node: NodeId, values: &[Value]) -> Span {
        use toets_model::Index;
        let scale_id = self.study.nodes[node].scale;
        let scale = &self.study.scales[scale_id];
        let named = |id: &str| id.chars().any(char::is_alphabetic);
        if !scale.levels().iter().any(|level| named(&level.id)) || values.is_empty() {
            return self.levels(node, values);
        }
        let said = |value: &Value| match value {
            Value::Level(level) => {
                crate::symbol::level_label(self.study, scale_id.to_usize(), level.to_usize(), self.language)
            }
            Value::Number(number) => node_number(self.study, node, *number, self.language),
        };
        plain(format!(
            "“{}”",
            values
                .iter()
                .map(said)
                .collect::<Vec<_>>()
                .join(&format!("”{}“", self.texts.or))
        ))
    }

    /// Whether anything is possible: every level of the scale.
    pub(crate) fn is_open(&self, node: NodeId, values: &[Value]) -> bool {
        let scale = &self.study.scales[self.study.nodes[node].scale];
        values.len() > 1 && values.len() == scale.levels().len()
    }

    /// An unknown as a sentence says it: what it is about, and its id.
    pub(crate) fn subject(&self, unknown: OpenVariable) -> Line {
        let id = Span::Id(unknown.id(self.study));
        let about = match unknown {
            OpenVariable::Transfer(_) => Some(self.say(CARRIED).to_owned()),
            _ => self.about(unknown),
        };
        match about.filter(|about| !about.is_empty()) {
            Some(about) => vec![plain(format!("{about} (")), id, plain(")")],
            None => vec![id],
        }
    }

    /// Some unknowns as a sentence says them, and how many more.
    pub(crate) fn subjects(&self, unknowns: &[OpenVariable], most: usize) -> Line {
        let mut line = Line::new();
        for (n, &unknown) in unknowns.iter().take(most).enumerate() {
            if n > 0 {
                line.push(plain(", "));
            }
            line.extend(self.subject(unknown));
        }
        if unknowns.len() > most {
            let more = (unknowns.len() - most).to_string();
            line.push(plain(format!(" {}", fill(self.texts.and_more, &[&more]))));
        }
        line
    }

    /// Which answers an unknown must have: at least a level, or one of some.
    pub(crate) fn required(&self, unknown: OpenVariable, answers: &[u32]) -> Line {
        use toets_model::{Index, LevelId};
        let arity = unknown.arity(self.study);
        if let OpenVariable::Node(node) = unknown
            && let Some(&least) = answers.first()
            && self.study.scales[self.study.nodes[node].scale].ordered()
            && answers.iter().copied().eq(least..arity)
        {
            let level = Value::Level(LevelId::from_usize(least as usize));
            return vec![
                plain(format!("{} ", self.say(AT_LEAST))),
                self.levels_said(node, &[level]),
            ];
        }
        let mut line = Line::new();
        for (n, &answer) in answers.iter().enumerate() {
            if n > 0 {
                line.push(plain(self.texts.or));
            }
            line.extend(self.answer(unknown, answer));
        }
        line
    }

    /// An answer to an unknown, as a sentence says it.
    pub(crate) fn answer(&self, unknown: OpenVariable, answer: u32) -> Line {
        use toets_model::{Index, LevelId};
        match unknown {
            OpenVariable::Node(node) if !self.study.scales[self.study.nodes[node].scale].is_number() => {
                vec![self.levels_said(node, &[Value::Level(LevelId::from_usize(answer as usize))])]
            }
            _ => vec![plain(format!("“{}”", self.value(unknown, answer)))],
        }
    }

    /// A value of a variable in words.
    pub(crate) fn fixed(&self, variable: VariableId, value: Fixed) -> String {
        match value {
            Fixed::Value(value) => {
                use toets_model::Index;
                self.value(OpenVariable::Study(variable), value.to_usize() as u32)
            }
            Fixed::Number(number) => variable_number(self.study, variable, number, self.language),
        }
    }

    /// A finding: what was found, and its id.
    pub(crate) fn finding(&self, finding: FindingId) -> Line {
        let statement = self.study.findings[finding].statement.get(self.language);
        let mut line = Line::new();
        if !statement.is_empty() {
            line.push(plain(format!("{statement} ")));
        }
        line.push(plain("("));
        line.push(Span::Id(self.study.findings.name(finding).to_owned()));
        line.push(plain(")"));
        line
    }

    /// A text of the study in the language of the answer.
    pub(crate) fn text<'t>(&self, text: &'t Text) -> &'t str {
        text.get(self.language)
    }

    /// A share in percent: `33%`, `0,4%`.
    pub(crate) fn share(&self, share: &Share) -> String {
        let permyriad = share.permyriad();
        if permyriad == 0 && !share.is_none() {
            return format!("<{}%", number_text(0.01, self.language));
        }
        if permyriad.is_multiple_of(100) || permyriad >= 1_000 {
            let percent = (permyriad + 50) / 100;
            // Nearly all is not all.
            return if percent == 100 && !share.is_all() {
                ">99%".to_owned()
            } else {
                format!("{percent}%")
            };
        }
        format!("{}%", number_text(f64::from(permyriad) / 100.0, self.language))
    }

    pub(crate) fn shares_note(&self) -> &'static str {
        self.say(EACH_ITS_OWN)
    }

    pub(crate) fn relation(&self, relation: Relation) -> &'static str {
        self.say(match relation.word() {
            "better" => BETTER,
            "worse" => WORSE,
            "not-worse" => NOT_WORSE,
            "not-better" => NOT_BETTER,
            "depends" if relation.higher => HIGHER_OR_LOWER,
            "depends" => DEPENDS,
            "higher" => HIGHER,
            "lower" => LOWER,
            "not-lower" => NOT_LOWER,
            "not-higher" => NOT_HIGHER,
            "differs" => DIFFERS,
            "may-differ" => MAY_DIFFER,
            _ => EQUAL,
        })
    }

    /// The code and label of a node.
    pub(crate) fn coded(&self, node: NodeId) -> String {
        match &self.study.nodes[node].code {
            Some(code) => format!("{code} {}", self.node(node)),
            None => self.node(node),
        }
    }

    /// Boxes joined by "or".
    pub(crate) fn boxes_text(&self, boxes: &[CaseBox], most: usize) -> String {
        let told: Vec<String> = boxes.iter().take(most).map(|one| self.world_box(one)).collect();
        let mut text = told.join(&format!(",{}", self.texts.or));
        if boxes.len() > most {
            let more = fill(self.texts.and_more_cases, &[&(boxes.len() - most).to_string()]);
            text.push_str(&format!(", {more}"));
        }
        text
    }
}

/// A paragraph.
pub(crate) fn paragraph(text: impl Into<String>) -> Block {
    Block::Text(vec![plain(text)])
}

/// A text in which what stands between backticks is code.
pub(crate) fn marked(text: &str) -> Line {
    let part = |(n, part): (usize, &str)| {
        let part = part.to_owned();
        if n % 2 == 1 {
            Span::Code(part)
        } else {
            Span::Plain(part)
        }
    };
    text.split('`').enumerate().map(part).collect()
}

/// An item with plain words.
pub(crate) fn item(lead: Line, body: Line) -> Item {
    Item { lead, body }
}
