//! What is open, what the evidence covers, and how comparisons in the sources fare.

use toets_answer::{Block, Item, Line, Section, Span, plain};
use toets_evaluate::{OpenVariable, Reach};
use toets_model::{GroupId, NodeId, ScenarioId};
use toets_question::{ComparisonVerdict, Coverage};

use crate::scorecard::Scorecard;
use crate::texts::fill;
use crate::words::{Naming, Words};

/// How many unknowns are named in one item.
const UNKNOWNS_NAMED: usize = 3;

type Cells = Vec<(ScenarioId, GroupId)>;

pub(super) fn sections(card: &Scorecard, words: &Words<'_>) -> Vec<Section> {
    let mut sections = Vec::new();
    if !card.cells.is_empty() {
        sections.push(open(card, words));
    }
    sections.extend(coverage(card, words));
    sections.extend(comparisons(card, words));
    sections
}

/// The indicators that no evidence speaks to, and those that depend on evidence that is not firm.
fn open(card: &Scorecard, words: &Words<'_>) -> Section {
    let indicators = || {
        let rows = card.rows.iter().enumerate();
        rows.filter(|(_, row)| words.study.nodes[row.node].children.is_empty())
    };
    let silent = |reach: Reach| -> Vec<Item> {
        let found = indicators().filter_map(|(n, row)| {
            let cells = cells_where(card, |cell| cell.results[n].silent == reach);
            (!cells.is_empty()).then(|| gap(card, words, row.node, &cells))
        });
        found.collect()
    };
    let mut hanging = Vec::new();
    for (n, row) in indicators() {
        let mut told: Vec<(&[OpenVariable], Cells)> = Vec::new();
        for cell in &card.cells {
            let result = &cell.results[n];
            if result.silent == Reach::Always || result.hangs_on.is_empty() {
                continue;
            }
            let here = (cell.scenario, cell.group);
            match told.iter_mut().find(|(on, _)| **on == result.hangs_on) {
                Some((_, cells)) => cells.push(here),
                None => told.push((&result.hangs_on, vec![here])),
            }
        }
        for (unknowns, cells) in told {
            let mut item = gap(card, words, row.node, &cells);
            item.body.push(plain(": "));
            item.body.extend(words.unknowns(unknowns, UNKNOWNS_NAMED, Naming::Id));
            hanging.push(item);
        }
    }
    let lists = [
        (words.texts.no_evidence, silent(Reach::Always)),
        (words.texts.no_evidence_for_some, silent(Reach::Sometimes)),
        (words.texts.hangs_on, hanging),
    ];
    let mut blocks: Vec<Block> = lists
        .into_iter()
        .filter(|(_, items)| !items.is_empty())
        .map(|(head, items)| Block::List {
            head: vec![Span::Strong(head.to_owned())],
            items,
        })
        .collect();
    if blocks.is_empty() {
        blocks.push(Block::Text(vec![plain(words.texts.nothing_open)]));
    }
    Section::new(words.texts.open.to_owned(), blocks)
}

fn gap(card: &Scorecard, words: &Words<'_>, node: NodeId, cells: &Cells) -> Item {
    Item {
        lead: vec![plain(words.node(node))],
        body: vec![plain(words.cells(card, cells))],
    }
}

fn cells_where(card: &Scorecard, holds: impl Fn(&crate::scorecard::Cell) -> bool) -> Cells {
    let judged = |cell: &&crate::scorecard::Cell| cell.has_worlds && Some(cell.scenario) != card.study.baseline;
    let found = card.cells.iter().filter(judged).filter(|cell| holds(cell));
    found.map(|cell| (cell.scenario, cell.group)).collect()
}

/// The features of each scenario that no evidence covers, or only evidence from elsewhere.
fn coverage(card: &Scorecard, words: &Words<'_>) -> Option<Section> {
    let mut told: Vec<(String, Vec<&str>)> = Vec::new();
    for coverage in &card.coverage {
        let said = covered(words, coverage);
        let name = words.study.scenarios.name(coverage.scenario);
        match told.iter_mut().find(|(before, _)| *before == said) {
            Some((_, names)) => names.push(name),
            None => told.push((said, vec![name])),
        }
    }
    let items = told.into_iter().map(|(said, names)| Item {
        lead: vec![Span::Strong(names.join(", "))],
        body: vec![plain(said)],
    });
    let items: Vec<Item> = items.collect();
    (!items.is_empty()).then(|| Section {
        depth: 1,
        title: words.texts.coverage.to_owned(),
        blocks: vec![Block::List {
            head: Line::new(),
            items,
        }],
    })
}

fn covered(words: &Words<'_>, coverage: &Coverage) -> String {
    let uncovered: Vec<String> = coverage
        .uncovered
        .iter()
        .map(|f| words.feature(f.variable, f.value))
        .collect();
    let carried: Vec<String> = coverage
        .carried
        .iter()
        .map(|(f, transfers)| {
            let names: Vec<&str> = transfers.iter().map(|&t| words.study.transfers.name(t)).collect();
            format!("{} ({})", words.feature(f.variable, f.value), names.join(", "))
        })
        .collect();
    let parts: Vec<String> = [(words.texts.uncovered, uncovered), (words.texts.carried, carried)]
        .into_iter()
        .filter(|(_, features)| !features.is_empty())
        .map(|(text, features)| fill(text, &[&features.join(", ")]))
        .collect();
    match parts.as_slice() {
        [] => words.texts.all_covered.to_owned(),
        _ => parts.join("; "),
    }
}

/// How many comparisons of the sources are shown, consistent, …; the reversed ones in full.
fn comparisons(card: &Scorecard, words: &Words<'_>) -> Option<Section> {
    if card.comparisons.is_empty() {
        return None;
    }
    let counts: Vec<String> = words
        .texts
        .verdicts
        .iter()
        .map(|(word, said)| {
            let number = card.comparisons.iter().filter(|c| c.verdict.word() == *word);
            (number.count(), said)
        })
        .filter(|(number, _)| *number > 0)
        .map(|(number, said)| format!("{number} {said}"))
        .collect();
    let intro = fill(words.texts.comparisons_intro, &[&counts.join(" · ")]);
    let mut blocks = vec![Block::Text(vec![plain(intro)])];
    let items: Vec<Item> = card
        .comparisons
        .iter()
        .filter(|c| c.verdict == ComparisonVerdict::Reversed)
        .map(|c| {
            let finding = &words.study.findings[c.finding];
            let mut said = finding.statement.get(words.language).to_owned();
            if c.acknowledged {
                let why = finding.acknowledged.as_ref();
                let why = why.map_or("", |why| why.get(words.language));
                said.push_str(&format!(" ({}: {why})", words.texts.acknowledged));
            }
            Item {
                lead: vec![Span::Id(words.study.findings.name(c.finding).to_owned())],
                body: vec![plain(said)],
            }
        })
        .collect();
    blocks.push(if items.is_empty() {
        Block::Text(vec![plain(words.texts.none_reversed)])
    } else {
        Block::List {
            head: vec![plain(words.texts.reversed)],
            items,
        }
    });
    Some(Section::new(words.texts.comparisons.to_owned(), blocks))
}
