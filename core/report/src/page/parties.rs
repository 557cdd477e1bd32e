//! Who bears what.

use toets_answer::{Block, Item, Line, Section, Span, plain};
use toets_evaluate::{Reach, Value};
use toets_model::{GroupId, NodeId, ScenarioId};
use toets_question::{BorneCell, Burden};

use crate::scorecard::Scorecard;
use crate::texts::{Say, fill};
use crate::words::Words;

const TITLE: Say = Say("Wie draagt wat", "Who bears what");
const INTRO: Say = Say(
    "Bevindingen die een partij raken, met het niveau dat zij geven en waar zij opgaan. Dit is geen eindoordeel per partij.",
    "Findings that concern a party, with the level that they give and where they apply. This is no verdict for each party.",
);
const PARTLY: Say = Say("deels: {}", "partly: {}");
const NO_JUDGEMENT: Say = Say("geen oordeel", "no judgement");

/// One section, if the study has parties.
pub(super) fn sections(card: &Scorecard, words: &Words<'_>) -> Vec<Section> {
    let mut blocks = vec![Block::Text(vec![plain(INTRO.of(words.language))])];
    for party in words.study.parties.indices() {
        let borne = card.burdens.iter().filter(|burden| burden.party == party);
        let items: Vec<Item> = borne
            .map(|burden| Item {
                lead: vec![plain(words.node(burden.node))],
                body: body(card, words, burden),
            })
            .collect();
        if !items.is_empty() {
            let label = words.study.parties[party].label.get(words.language).to_owned();
            let head = vec![Span::Strong(label)];
            blocks.push(Block::List { head, items });
        }
    }
    if blocks.len() == 1 {
        return Vec::new();
    }
    vec![Section::new(TITLE.of(words.language).to_owned(), blocks)]
}

/// Findings with the same level in the same cells together.
fn body(card: &Scorecard, words: &Words<'_>, burden: &Burden) -> Line {
    let mut told: Vec<(Span, Vec<&str>, &[BorneCell])> = Vec::new();
    for one in &burden.findings {
        let level = level(words, burden.node, one.level);
        let name = words.study.findings.name(one.finding);
        match told
            .iter_mut()
            .find(|(l, _, cells)| (l, *cells) == (&level, &*one.cells))
        {
            Some((_, names, _)) => names.push(name),
            None => told.push((level, vec![name], &one.cells)),
        }
    }
    let mut line = Line::new();
    for (level, names, cells) in told {
        separate(&mut line);
        line.push(level);
        for (n, name) in names.into_iter().enumerate() {
            line.push(plain(if n == 0 { " " } else { ", " }));
            line.push(Span::Id(name.to_owned()));
        }
        line.extend(places(card, words, cells));
    }
    if !burden.silent.is_empty() {
        separate(&mut line);
        line.push(plain(NO_JUDGEMENT.of(words.language)));
        line.extend(places(card, words, &burden.silent));
    }
    line
}

fn separate(line: &mut Line) {
    if !line.is_empty() {
        line.push(plain("; "));
    }
}

fn level(words: &Words<'_>, node: NodeId, level: toets_model::LevelId) -> Span {
    let name = words.study.scales[words.study.nodes[node].scale].name(level);
    Span::Level(name.to_owned(), words.symbols.tone_of(node, Value::Level(level)))
}

/// In which cells for all, and in which for some.
fn places(card: &Scorecard, words: &Words<'_>, cells: &[BorneCell]) -> Option<Span> {
    let within = |reach: Reach| -> Vec<(ScenarioId, GroupId)> {
        let cells = cells.iter().filter(|cell| cell.reach == reach);
        cells.map(|cell| (cell.scenario, cell.group)).collect()
    };
    let parts: Vec<String> = [(Reach::Always, "{}"), (Reach::Sometimes, PARTLY.of(words.language))]
        .into_iter()
        .map(|(reach, text)| (within(reach), text))
        .filter(|(cells, _)| !cells.is_empty())
        .map(|(cells, text)| fill(text, &[&words.cells(card, &cells)]))
        .collect();
    (!parts.is_empty()).then(|| plain(format!(" ({})", parts.join("; "))))
}
