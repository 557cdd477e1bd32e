//! Results for programs: the JSON of `run`, stable and versioned.
//!
//! Every key is described in `docs/src/reference/json.md`; what is written there is a promise.

use serde_json::{Map, Value as Json, json};
use toets_evaluate::{Case, CaseBox, Reach, Value};
use toets_model::{Fixed, NodeId, Study, Text, VariableId};
use toets_question::{BorneCell, Burden, Coverage, Feature, FindingCounts, Status};

use crate::scorecard::{Cell, NodeResult, Scorecard};

/// The version of the JSON: it changes when a key goes or changes its meaning, not when one is added.
pub const SCHEMA: u32 = 1;

/// What a cell without worlds says.
const NO_WORLDS: &str = "the constraints admit no world of this scenario for this group";

/// The scorecard as JSON.
pub(crate) fn json(card: &Scorecard) -> Json {
    let study = &*card.study;
    let results: Vec<Json> = card.cells.iter().map(|cell| result(card, cell)).collect();
    let conclusions: Vec<Json> = card.conclusions.iter().map(|c| conclusion(study, c)).collect();
    let open_regime = crate::page::conclusions::open_regime(study).into_iter();
    let open_regime: Vec<&str> = open_regime.map(|variable| study.variables.name(variable)).collect();
    let comparisons: Vec<Json> = card
        .comparisons
        .iter()
        .map(|c| {
            let mut one = json!({
                "finding": study.findings.name(c.finding),
                "verdict": c.verdict.word(),
                "acknowledged": c.acknowledged,
            });
            if let Some(why) = &c.unjudged {
                one["because"] = why.word().into();
            }
            one
        })
        .collect();
    let coverage: Vec<Json> = card.coverage.iter().map(|c| covered(study, c)).collect();
    let burdens: Vec<Json> = card.burdens.iter().map(|b| burden(study, b)).collect();
    json!({
        "schema": SCHEMA,
        "study": study.id,
        "title": text(&study.title),
        "as_of": study.as_of.map(|day| day.to_string()),
        "results": results,
        "open_regime": open_regime,
        "conclusions": conclusions,
        "comparisons": comparisons,
        "coverage": coverage,
        "burdens": burdens,
    })
}

/// What a party bears on a node.
fn burden(study: &Study, burden: &Burden) -> Json {
    let cells = |cells: &[BorneCell]| -> Vec<Json> {
        cells
            .iter()
            .map(|cell| {
                json!({
                    "scenario": study.scenarios.name(cell.scenario),
                    "group": study.groups.name(cell.group),
                    "reach": reach(cell.reach),
                })
            })
            .collect()
    };
    let scale = &study.scales[study.nodes[burden.node].scale];
    let findings: Vec<Json> = burden
        .findings
        .iter()
        .map(|one| {
            json!({
                "finding": study.findings.name(one.finding),
                "level": scale.name(one.level),
                "cells": cells(&one.cells),
            })
        })
        .collect();
    json!({
        "party": study.parties.name(burden.party),
        "node": study.nodes.name(burden.node),
        "findings": findings,
        "silent": cells(&burden.silent),
    })
}

fn result(card: &Scorecard, cell: &Cell) -> Json {
    let study = &*card.study;
    let mut nodes = Map::new();
    for (row, result) in card.rows.iter().zip(&cell.results) {
        let mut one = node(study, row.node, result);
        if cell.has_worlds {
            one.insert("applies".into(), reach(result.applies).into());
        } else {
            one.insert("note".into(), NO_WORLDS.into());
        }
        nodes.insert(study.nodes.name(row.node).into(), one.into());
    }
    let mut all = Map::new();
    all.insert("scenario".into(), study.scenarios.name(cell.scenario).into());
    all.insert("group".into(), study.groups.name(cell.group).into());
    if !cell.has_worlds {
        all.insert("note".into(), NO_WORLDS.into());
    }
    all.insert("nodes".into(), nodes.into());
    all.into()
}

fn node(study: &Study, node: NodeId, result: &NodeResult) -> Map<String, Json> {
    let possible: Vec<Json> = result.possible.iter().map(|&v| value(study, node, v)).collect();
    let cases: Vec<Json> = result.cases.iter().map(|c| case(study, node, c)).collect();
    let mut all = Map::new();
    all.insert("possible".into(), possible.into());
    all.insert("cases".into(), cases.into());
    if !result.not_applicable.boxes.is_empty() {
        let away = &result.not_applicable;
        let when: Vec<Json> = away.boxes.iter().map(|one| world_box(study, one)).collect();
        let mut one = Map::new();
        one.insert("when".into(), when.into());
        if away.truncated {
            one.insert("truncated".into(), true.into());
        }
        all.insert("not_applicable".into(), one.into());
    }
    if !result.hangs_on.is_empty() {
        let unknowns: Vec<Json> = result.hangs_on.iter().map(|u| u.id(study).into()).collect();
        all.insert("hangs_on".into(), unknowns.into());
    }
    if result.silent != Reach::Never {
        all.insert("silent".into(), reach(result.silent).into());
    }
    if result.mixed != Reach::Never {
        all.insert("mixed".into(), reach(result.mixed).into());
    }
    all.insert("findings".into(), findings(result.findings));
    if result.beside_no_effect != Reach::Never {
        all.insert("beside_no_effect".into(), reach(result.beside_no_effect).into());
    }
    all
}

/// How many findings apply.
fn findings(counts: FindingCounts) -> Json {
    match counts {
        FindingCounts::Sides { for_, neutral, against } => {
            json!({ "for": for_, "neutral": neutral, "against": against })
        }
        FindingCounts::All(all) => json!({ "all": all }),
    }
}

fn case(study: &Study, node: NodeId, case: &Case) -> Json {
    let mut all = Map::new();
    all.insert("level".into(), value(study, node, case.value));
    let when: Vec<Json> = case.boxes.iter().map(|one| world_box(study, one)).collect();
    all.insert("when".into(), when.into());
    if case.truncated {
        all.insert("truncated".into(), true.into());
        // Exact, and larger than any number type of a reader: as text.
        all.insert("worlds".into(), case.worlds.as_ref().map(ToString::to_string).into());
    }
    if case.mixed {
        all.insert("mixed".into(), true.into());
    }
    all.into()
}

pub(crate) fn world_box(study: &Study, one: &CaseBox) -> Json {
    let tests = one.iter().map(|(variable, values)| {
        let values: Vec<Json> = values
            .iter()
            .map(|&v| (*variable.value_name(study, v)).into())
            .collect();
        (variable.id(study), values.into())
    });
    Json::Object(tests.collect())
}

fn conclusion(study: &Study, result: &toets_question::ConclusionResult) -> Json {
    let it = &study.conclusions[result.conclusion];
    let decided_by: Vec<Json> = result.decided_by.iter().map(|u| u.id(study).into()).collect();
    let cells: Vec<Json> = result
        .cells
        .iter()
        .map(|cell| {
            json!({
                "scenario": study.scenarios.name(cell.scenario),
                "group": study.groups.name(cell.group),
                "holds": cell.status.word(),
            })
        })
        .collect();
    let mut all = json!({
        "id": study.conclusions.name(result.conclusion),
        "holds": result.status.word(),
        "kind": it.kind.word(),
        "statement": text(&it.statement),
        "decided_by": decided_by,
        "cells": cells,
    });
    if result.status == Status::Yes {
        let basis = if result.restates.is_empty() {
            "follows"
        } else {
            "restates"
        };
        all["basis"] = basis.into();
    }
    if !result.restates.is_empty() {
        let findings = result.restates.iter().map(|&finding| study.findings.name(finding));
        all["restates"] = findings.collect::<Vec<_>>().into();
    }
    if !result.not_applicable.is_empty() {
        let nodes = result.not_applicable.iter().map(|&node| study.nodes.name(node));
        all["not_applicable"] = nodes.collect::<Vec<_>>().into();
    }
    all
}

fn covered(study: &Study, coverage: &Coverage) -> Json {
    let feature = |f: &Feature| {
        json!({
            "variable": study.variables.name(f.variable),
            "value": fixed(study, f.variable, f.value),
        })
    };
    let uncovered: Vec<Json> = coverage.uncovered.iter().map(feature).collect();
    let carried: Vec<Json> = coverage
        .carried
        .iter()
        .map(|(f, transfers)| {
            let names: Vec<&str> = transfers.iter().map(|&t| study.transfers.name(t)).collect();
            let mut one = feature(f);
            one["transfers"] = names.into();
            one
        })
        .collect();
    json!({
        "scenario": study.scenarios.name(coverage.scenario),
        "uncovered": uncovered,
        "carried": carried,
    })
}

pub(crate) fn fixed(study: &Study, variable: VariableId, value: Fixed) -> Json {
    match value {
        Fixed::Value(value) => (*study.variables[variable].domain.value_name(value)).into(),
        Fixed::Number(n) => number(n),
    }
}

pub(crate) fn value(study: &Study, node: NodeId, value: Value) -> Json {
    match value {
        Value::Level(level) => study.scales[study.nodes[node].scale].name(level).into(),
        Value::Number(n) => number(n),
    }
}

/// A whole number without a fraction, as far as a reader's numbers are exact.
fn number(n: f64) -> Json {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if n.fract() == 0.0 && n.abs() < EXACT {
        (n as i64).into()
    } else {
        n.into()
    }
}

fn reach(reach: Reach) -> &'static str {
    match reach {
        Reach::Never => "never",
        Reach::Sometimes => "sometimes",
        Reach::Always => "always",
    }
}

pub(crate) fn text(text: &Text) -> Json {
    let mut all = Map::new();
    all.insert("nl".into(), text.nl.as_str().into());
    if let Some(en) = &text.en {
        all.insert("en".into(), en.as_str().into());
    }
    all.into()
}
