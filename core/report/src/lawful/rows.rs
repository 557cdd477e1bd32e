//! The same for programs: JSON, and a record for each set.

use serde_json::{Map, Value as Json, json};
use toets_answer::{Datum, Records};
use toets_evaluate::CaseBox;
use toets_model::{AmendmentId, Fixed, Study};
use toets_question::{Blocked, InstrumentSet, Lawful, Sets};

use crate::ask::{boxes_json, head, ids_json, values_json};
use crate::improve::{Answers, blocker_json};
use crate::json::{fixed, text, world_box};

const COLUMNS: [&str; 18] = [
    "study",
    "as_of",
    "scenario",
    "group",
    "node",
    "to",
    "answer",
    "set",
    "heaviest",
    "weight",
    "size",
    "temporary",
    "until",
    "adapts",
    "amendments",
    "provisions",
    "needs",
    "still_blocks",
];

type Answer<'a> = (&'static str, &'a Sets, Option<&'a CaseBox>);

fn answers_of<'a>(cell: &'a Lawful, answers: Answers) -> Vec<Answer<'a>> {
    let provided = cell.provided.as_ref().map(|it| ("provided", &it.sets, Some(&it.needs)));
    let certain = [("certain", &cell.certain, None)].into_iter().chain(provided);
    let mut all: Vec<Answer<'a>> = Vec::new();
    if answers.shows(true) {
        all.extend(certain);
    }
    if answers.shows(false) {
        all.push(("possible", &cell.possible, None));
    }
    all
}

pub(super) fn json(study: &Study, cells: &[Lawful], answers: Answers) -> Json {
    let mut all = head(study, "improve-law");
    let cells: Vec<Json> = cells.iter().map(|cell| cell_json(study, cell, answers)).collect();
    all.insert("cells".into(), cells.into());
    all.into()
}

fn cell_json(study: &Study, cell: &Lawful, answers: Answers) -> Json {
    let asked = &cell.asked;
    let scale = &study.scales[study.nodes[asked.goal.node].scale];
    let names = |ids: &[AmendmentId]| -> Json { ids.iter().map(|&id| study.amendments.name(id)).collect() };
    let mut all = Map::new();
    all.insert("scenario".into(), study.scenarios.name(asked.scenario).into());
    all.insert("group".into(), study.groups.name(asked.group).into());
    all.insert("node".into(), study.nodes.name(asked.goal.node).into());
    all.insert("to".into(), scale.name(asked.goal.level).into());
    all.insert("at_least".into(), scale.ordered().into());
    all.insert("now".into(), values_json(study, asked.goal.node, &cell.now));
    all.insert("designs".into(), cell.designs.to_string().into());
    all.insert("instruments".into(), names(&cell.instruments));
    all.insert("powerless".into(), names(&cell.powerless));
    for (answer, sets, needs) in answers_of(cell, answers) {
        let mut told = sets_json(study, cell, sets);
        if let (Some(needs), Json::Object(told)) = (needs, &mut told) {
            told.insert("needs".into(), world_box(study, needs));
        }
        all.insert(answer.into(), told);
    }
    if answers.shows(true) && cell.provided.is_none() {
        all.insert("provided".into(), Json::Null);
    }
    let readings: Vec<Json> = cell
        .read_otherwise
        .iter()
        .map(|other| {
            json!({
                "variable": study.variables.name(other.variable),
                "value": fixed(study, other.variable, Fixed::Value(other.value)),
                "possible": values_json(study, asked.goal.node, &other.possible),
            })
        })
        .collect();
    all.insert("reading".into(), readings.into());
    all.into()
}

fn sets_json(study: &Study, cell: &Lawful, sets: &Sets) -> Json {
    match sets {
        Sets::Found(total, sets) => {
            let all: Vec<Json> = sets.iter().map(|set| set_json(study, set)).collect();
            json!({ "found": true, "total": total.to_string(), "sets": all })
        }
        Sets::None(Blocked::Open) => json!({ "found": false, "blocked": "unknowns" }),
        Sets::None(Blocked::Capped(capped)) => {
            let blockers = capped.blockers.as_ref();
            let blockers = blockers.map(|all| all.iter().map(|blocker| blocker_json(study, blocker)).collect::<Json>());
            json!({
                "found": false,
                "blocked": "everywhere",
                "best": values_json(study, cell.asked.goal.node, &capped.best),
                "blockers": blockers,
            })
        }
    }
}

fn set_json(study: &Study, set: &InstrumentSet) -> Json {
    let adapts: Vec<Json> = set
        .adapts
        .iter()
        .map(|change| {
            json!({
                "variable": study.variables.name(change.variable),
                "from": fixed(study, change.variable, change.from),
                "to": fixed(study, change.variable, Fixed::Value(change.to)),
            })
        })
        .collect();
    let amendments: Vec<Json> = set
        .amendments
        .iter()
        .map(|&id| {
            let it = &study.amendments[id];
            json!({
                "id": study.amendments.name(id),
                "label": text(&it.label),
                "kind": it.means.word(),
                "asks": it.asks.as_ref().map(text),
                "basis": it.basis.map(|basis| study.provisions.name(basis)),
                "temporary": it.is_temporary(study),
                "lasts": it.lasts.as_ref().map(text),
                "until": it.until.map(|day| day.to_string()),
            })
        })
        .collect();
    let lifts: Vec<Json> = set
        .lifts
        .iter()
        .map(|lift| {
            json!({
                "amendment": study.amendments.name(lift.amendment),
                "provision": study.provisions.name(lift.provision),
                "operation": lift.operation.word(),
            })
        })
        .collect();
    let judged_from: Map<String, Json> = set
        .stays
        .judged_from
        .iter()
        .map(|(node, possible)| (study.nodes.name(*node).to_owned(), values_json(study, *node, possible)))
        .collect();
    let blocks: Vec<Json> = set
        .stays
        .blocks
        .iter()
        .map(|block| {
            let findings: Vec<&str> = block.findings.iter().map(|&f| study.findings.name(f)).collect();
            json!({
                "node": study.nodes.name(block.node),
                "possible": values_json(study, block.node, &block.possible),
                "findings": findings,
            })
        })
        .collect();
    let mut all = Map::new();
    all.insert("adapts".into(), adapts.into());
    all.insert("amendments".into(), amendments.into());
    all.insert("heaviest".into(), set.heaviest.map(|means| means.word()).into());
    all.insert("weight".into(), set.heaviest.map_or(0, |means| means.weight()).into());
    all.insert("size".into(), (set.adapts.len() + set.amendments.len()).into());
    all.insert("temporary".into(), set.temporary.into());
    all.insert("until".into(), set.until.map(|day| day.to_string()).into());
    all.insert("lifts".into(), lifts.into());
    all.insert("choices".into(), boxes_json(study, &set.choices));
    if set.truncated {
        all.insert("truncated".into(), true.into());
    }
    all.insert("hangs_on".into(), ids_json(study, &set.hangs_on));
    all.insert("needs".into(), world_box(study, &set.needs));
    all.insert("verdict".into(), values_json(study, study.verdict, &set.stays.verdict));
    all.insert("judged_from".into(), judged_from.into());
    all.insert("still_blocks".into(), blocks.into());
    all.into()
}

/// A row for each set; an answer without a set has one row, without a number.
/// A record for each set; one without a set where there is none.
pub(super) fn records(study: &Study, cells: &[Lawful], answers: Answers) -> Records {
    let as_of = study.as_of.map(|day| day.to_string()).unwrap_or_default();
    let mut rows = Vec::new();
    for cell in cells {
        let asked = &cell.asked;
        let scale = &study.scales[study.nodes[asked.goal.node].scale];
        for (answer, sets, given) in answers_of(cell, answers) {
            let start = [
                study.id.as_str(),
                &as_of,
                study.scenarios.name(asked.scenario),
                study.groups.name(asked.group),
                study.nodes.name(asked.goal.node),
                scale.name(asked.goal.level),
                answer,
            ]
            .map(Datum::text);
            let told: Vec<Vec<String>> = match sets {
                Sets::Found(_, sets) => (1..).zip(sets).map(|(n, set)| row(study, n, set, given)).collect(),
                Sets::None(_) => vec![vec![String::new(); COLUMNS.len() - start.len()]],
            };
            rows.extend(
                told.into_iter()
                    .map(|end| start.iter().cloned().chain(end.into_iter().map(Datum::Text)).collect()),
            );
        }
    }
    Records {
        columns: COLUMNS.map(str::to_owned).into(),
        rows,
    }
}

fn row(study: &Study, number: usize, set: &InstrumentSet, given: Option<&CaseBox>) -> Vec<String> {
    let adapts = set.adapts.iter().map(|change| {
        let value = study.variables[change.variable].domain.value_name(change.to);
        format!("{}={value}", study.variables.name(change.variable))
    });
    let needs = given.into_iter().flatten().chain(&set.needs).map(|(unknown, answers)| {
        let answers: Vec<_> = answers
            .iter()
            .map(|&answer| unknown.value_name(study, answer))
            .collect();
        format!("{}={}", unknown.id(study), answers.join("|"))
    });
    let mut provisions: Vec<&str> = set
        .lifts
        .iter()
        .map(|lift| study.provisions.name(lift.provision))
        .collect();
    provisions.dedup();
    let joined = |all: Vec<String>| all.join("; ");
    vec![
        number.to_string(),
        set.heaviest.map(|means| means.word().to_owned()).unwrap_or_default(),
        set.heaviest.map_or(0, |means| means.weight()).to_string(),
        (set.adapts.len() + set.amendments.len()).to_string(),
        set.temporary.to_string(),
        set.until.map(|day| day.to_string()).unwrap_or_default(),
        joined(adapts.collect()),
        joined(
            set.amendments
                .iter()
                .map(|&id| study.amendments.name(id).to_owned())
                .collect(),
        ),
        provisions.join("; "),
        joined(needs.collect()),
        joined(
            set.stays
                .blocks
                .iter()
                .map(|block| study.nodes.name(block.node).to_owned())
                .collect(),
        ),
    ]
}
