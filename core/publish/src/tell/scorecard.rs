//! The scorecard in words and signs.

use super::words::Tell;
use crate::document::{Group, Mark, Row, Scenario, Scorecard};

pub(super) fn scorecard(tell: &Tell<'_>) -> Scorecard {
    let (study, card) = (tell.study, &tell.answers.card);
    let mut rows: Vec<Row> = Vec::with_capacity(card.rows.len());
    for (n, row) in card.rows.iter().enumerate() {
        let node = &study.nodes[row.node];
        let above = card.rows[..n].iter().rposition(|other| other.depth < row.depth);
        rows.push(Row {
            node: study.nodes.name(row.node).to_owned(),
            code: node.code.clone(),
            label: tell.phrases.node(row.node),
            depth: row.depth,
            indicator: node.children.is_empty(),
            parent: above,
        });
    }
    let scenarios = card.scenarios.iter().map(|&id| {
        let it = &study.scenarios[id];
        Scenario {
            id: study.scenarios.name(id).to_owned(),
            name: tell.scenario(id),
            label: tell.text(&it.label),
            features: tell.features(&it.levers),
            note: tell.some(it.note.as_ref()),
        }
    });
    let groups = card.groups.iter().map(|&id| {
        let it = &study.groups[id];
        Group {
            id: study.groups.name(id).to_owned(),
            label: tell.text(&it.label),
            definition: tell.some(it.definition.as_ref()),
            traits: tell.features(&it.traits),
        }
    });
    let marks = card.groups.iter().map(|&group| {
        let of_row = |(n, row): (usize, &toets_report::Row)| -> Vec<Mark> {
            let cells = card.scenarios.iter().filter_map(|&s| card.cell(s, group));
            cells.map(|cell| tell.marks.of(row.node, &cell.results[n])).collect()
        };
        card.rows.iter().enumerate().map(of_row).collect()
    });
    Scorecard {
        rows,
        scenarios: scenarios.collect(),
        groups: groups.collect(),
        marks: marks.collect(),
    }
}
