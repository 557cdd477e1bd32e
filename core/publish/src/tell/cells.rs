//! Cells in words: the judgement, its cases, and what it rests on.

use std::cmp::Ordering;

use toets_evaluate::Value;
use toets_model::NodeId;

use super::words::{Tell, line, reach};
use crate::answers::{CellAnswers, Reached, Speaks as Found};
use crate::document::{Cell, Judged, Said, Speaks, Strength};

/// Group by group, in each the scenarios in order.
pub(super) fn cells(tell: &Tell<'_>) -> Vec<Cell> {
    let card = &tell.answers.card;
    let mut cells = Vec::with_capacity(card.cells.len());
    for &group in &card.groups {
        for &scenario in &card.scenarios {
            let found = card
                .cells
                .iter()
                .position(|c| (c.scenario, c.group) == (scenario, group));
            let Some(n) = found else { continue };
            let Some(answers) = tell.answers.cells.get(n) else {
                continue;
            };
            cells.push(cell(tell, &card.cells[n], answers));
        }
    }
    cells
}

fn cell(tell: &Tell<'_>, cell: &toets_report::Cell, answers: &CellAnswers) -> Cell {
    let study = tell.study;
    let rows = tell.answers.card.rows.iter().zip(&cell.results).zip(&answers.nodes);
    let nodes = rows.map(|((row, result), evidence)| {
        let on = |side: Option<Ordering>| speaks(tell, row.node, &evidence.speaks, side);
        let mut others = on(Some(Ordering::Equal));
        others.extend(on(None));
        let reached = answers.reached.iter().find(|(node, _)| *node == row.node);
        Judged {
            node: study.nodes.name(row.node).to_owned(),
            mark: tell.marks.of(row.node, result),
            cases: line(tell.phrases.outlooks(row.node, result)),
            hangs_on: tell.unknowns(&result.hangs_on),
            silent: reach(result.silent),
            mixed: reach(result.mixed),
            for_: on(Some(Ordering::Greater)),
            against: on(Some(Ordering::Less)),
            others,
            said: told(tell, row.node, &evidence.said),
            conditions: reached.map_or_else(Vec::new, |(_, levels)| strengths(tell, row.node, levels)),
        }
    });
    Cell {
        scenario: study.scenarios.name(cell.scenario).to_owned(),
        group: study.groups.name(cell.group).to_owned(),
        has_worlds: cell.has_worlds,
        nodes: nodes.collect(),
    }
}

/// The findings of one side, the strongest first.
fn speaks(tell: &Tell<'_>, node: NodeId, found: &[Found], side: Option<Ordering>) -> Vec<Speaks> {
    let study = tell.study;
    let mut here: Vec<&Found> = found.iter().filter(|one| one.side == side).collect();
    here.sort_by_key(|one| std::cmp::Reverse(one.steps)); // stable: else in the order of the study
    let most = here.first().map_or(0, |one| one.steps);
    here.into_iter()
        .map(|one| {
            let finding = &study.findings[one.finding];
            let everyone = one.where_.iter().any(|part| part.is_empty());
            let mut where_ = tell.phrases.boxes(&one.where_, one.where_.len());
            if one.truncated {
                where_.push('…');
            }
            Speaks {
                finding: tell.numbered(one.finding),
                level: finding
                    .level
                    .map(|level| tell.level(node, Value::Level(level)))
                    .unwrap_or_default(),
                strongest: one.steps == most,
                where_: (!everyone).then_some(where_),
                open: one.open,
                carried: tell.transfers(&one.carried),
            }
        })
        .collect()
}

/// What a script says, each thing once: where it leaves a level open it says the same of all that it may be.
fn told(tell: &Tell<'_>, node: NodeId, found: &[crate::answers::Said]) -> Vec<Said> {
    let mut told: Vec<Said> = Vec::new();
    for one in found {
        let one = said(tell, node, one);
        if !told.contains(&one) {
            told.push(one);
        }
    }
    told
}

pub(super) fn said(tell: &Tell<'_>, node: NodeId, said: &crate::answers::Said) -> Said {
    use toets_plugin::Outcome;
    let level = match &said.judgement.outcome {
        Outcome::Open(levels) if levels.len() != 1 => {
            let names: Vec<String> = levels.iter().map(|&l| tell.level(node, Value::Level(l))).collect();
            match names.is_empty() {
                true => tell.texts.get("mark-open"),
                false => tell
                    .texts
                    .with("mark-among", &[("levels", &names.join(&tell.texts.get("mark-or")))]),
            }
        }
        Outcome::Silent => tell.texts.get("mark-open"),
        _ => tell.level(node, said.value),
    };
    Said {
        level,
        because: said.judgement.because.iter().map(|text| tell.text(text)).collect(),
        cites: said
            .judgement
            .cites
            .iter()
            .map(|&p| tell.study.provisions.name(p).to_owned())
            .collect(),
    }
}

fn strengths(tell: &Tell<'_>, node: NodeId, levels: &[Reached]) -> Vec<Strength> {
    let ordered = tell.study.scales[tell.study.nodes[node].scale].ordered();
    levels
        .iter()
        .map(|one| Strength {
            level: tell.level(node, Value::Level(one.level)),
            at_least: ordered,
            certain: tell.boxes(&one.certain.boxes),
            possible: tell.boxes(&one.possible.boxes),
            partial: !one.certain.complete || !one.possible.complete,
            others: one.certain.others || one.possible.others,
        })
        .collect()
}
