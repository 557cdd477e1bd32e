//! Who bears what, in words.

use toets_evaluate::{Reach, Value};
use toets_question::{BorneCell, Burden};

use super::words::Tell;
use crate::document::{Borne, BorneLevel, Party, Places};

pub(super) fn parties(tell: &Tell<'_>) -> Vec<Party> {
    let study = tell.study;
    let told = study.parties.iter().map(|(id, it)| {
        let borne = tell.answers.card.burdens.iter().filter(|burden| burden.party == id);
        let label = tell.text(&it.label);
        let name = study.parties.name(id).to_owned();
        Party {
            label: if label.is_empty() { name.clone() } else { label },
            id: name,
            bears: borne.map(|burden| one(tell, burden)).collect(),
        }
    });
    told.filter(|party| !party.bears.is_empty()).collect()
}

fn one(tell: &Tell<'_>, burden: &Burden) -> Borne {
    let mut levels: Vec<(BorneLevel, &[BorneCell])> = Vec::new();
    for found in &burden.findings {
        let level = tell.level(burden.node, Value::Level(found.level));
        let finding = tell.numbered(found.finding);
        match levels
            .iter_mut()
            .find(|(known, cells)| known.level == level && **cells == *found.cells)
        {
            Some((known, _)) => known.findings.push(finding),
            None => levels.push((
                BorneLevel {
                    level,
                    shade: tell.shade(burden.node, found.level),
                    findings: vec![finding],
                    places: places(tell, &found.cells),
                },
                &found.cells,
            )),
        }
    }
    Borne {
        node: tell.study.nodes.name(burden.node).to_owned(),
        label: tell.coded(burden.node),
        levels: levels.into_iter().map(|(level, _)| level).collect(),
        silent: (!burden.silent.is_empty()).then(|| places(tell, &burden.silent)),
    }
}

fn places(tell: &Tell<'_>, cells: &[BorneCell]) -> Places {
    let shown = tell.answers.card.cells.iter().filter(|cell| cell.has_worlds).count();
    let within = |reach: Reach| {
        let here: Vec<_> = cells
            .iter()
            .filter(|cell| cell.reach == reach)
            .map(|cell| (cell.scenario, cell.group))
            .collect();
        match here.len() {
            0 => None,
            all if all == shown => Some(tell.texts.get("word-everywhere")),
            _ => Some(tell.phrases.cells_in_words(&here)),
        }
    };
    Places {
        all: within(Reach::Always),
        partly: within(Reach::Sometimes),
    }
}
