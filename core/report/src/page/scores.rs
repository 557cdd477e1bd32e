//! The scores, the legend, and what they depend on.

use toets_answer::{Block, Cell, Column, Item, Line, Section, Span, Table, Tone, plain};
use toets_model::{GroupId, Index, ScenarioId};

use crate::scorecard::Scorecard;
use crate::symbol::{MIXED, NO_WORLD, OPEN, Used, not_applicable};
use crate::texts::Say;
use crate::words::Words;

const LEGEND_NOT_APPLICABLE: Say = Say(
    "niet van toepassing: de vraag heeft voor deze mensen geen zin, en er is dus ook niets onbekend",
    "not applicable: the question makes no sense for these people, so that nothing about it is unknown either",
);

/// More scenarios than this need a page across.
const WIDE: usize = 6;

pub(super) fn sections(card: &Scorecard, words: &Words<'_>) -> Vec<Section> {
    let mut used = Used::default();
    let mut sections: Vec<Section> = card
        .groups
        .iter()
        .map(|&group| scores(card, words, group, &mut used))
        .collect();
    if card.cells.is_empty() {
        sections.push(Section {
            depth: 1,
            title: words.texts.node.to_owned(),
            blocks: vec![Block::Text(vec![plain(words.texts.no_cells)])],
        });
        return sections;
    }
    sections.push(legend(card, words, &used));
    sections.extend(depends(card, words));
    sections
}

fn scores(card: &Scorecard, words: &Words<'_>, group: GroupId, used: &mut Used) -> Section {
    let study = words.study;
    let label = study.groups[group].label.get(words.language);
    let id = study.groups.name(group);
    let title = if label.is_empty() {
        id.to_owned()
    } else {
        format!("{id} · {label}")
    };
    let rows = card.rows.iter().enumerate().map(|(n, row)| {
        let signs = card.scenarios.iter().map(|&scenario| {
            let result = card.cell(scenario, group).and_then(|c| c.results.get(n));
            match result {
                Some(result) => words.symbols.of(row.node, result, used),
                None => Cell::sign("", "", Tone::Plain),
            }
        });
        words.row(row, signs.collect())
    });
    let names = card.scenarios.iter().map(|&s| study.scenarios.name(s));
    let names = std::iter::once(words.texts.node).chain(names);
    let table = Table {
        rows: rows.collect(),
        columns: names.map(Column::new).collect(),
        wide: card.scenarios.len() > WIDE,
    };
    Section::new(title, vec![Block::Table(table)])
}

/// What the symbols, the short names of levels and the ids of scenarios mean.
fn legend(card: &Scorecard, words: &Words<'_>, used: &Used) -> Section {
    let texts = words.texts;
    let symbols = [
        (used.depends, "x/y", texts.legend_depends),
        (used.open_between, "x…y?", texts.legend_open_between),
        (used.open, OPEN, texts.legend_open),
        (used.both, "x/?", texts.legend_both),
        (used.mixed, MIXED, texts.legend_mixed),
        (used.beside, "x°", texts.legend_beside),
        (used.no_world, NO_WORLD, texts.legend_no_world),
        (
            used.not_applicable,
            not_applicable(words.language),
            words.say(LEGEND_NOT_APPLICABLE),
        ),
    ];
    let mut terms: Vec<(String, String)> = symbols
        .into_iter()
        .filter(|(used, ..)| *used)
        .map(|(_, symbol, meaning)| (symbol.to_owned(), meaning.to_owned()))
        .collect();
    for &(scale, level) in &used.levels {
        let (name, label) = (words.symbols.level_name(scale, level), words.level_label(scale, level));
        let id = words.study.scales[Index::from_usize(scale)].name(Index::from_usize(level));
        let meaning = if name == id || label == id {
            label
        } else {
            format!("{label} ({id})")
        };
        if name != meaning {
            terms.push((name.to_owned(), meaning));
        }
    }
    // The same level name on two scales, with the same label, is said once.
    let mut said = Vec::with_capacity(terms.len());
    for term in terms {
        if !said.contains(&term) {
            said.push(term);
        }
    }
    Section {
        depth: 1,
        title: texts.legend.to_owned(),
        blocks: vec![Block::Terms(said), Block::Terms(words.scenario_terms(&card.scenarios))],
    }
}

/// For whom and at which choices a node has which level, where that differs: once for all cells that say the same.
fn depends(card: &Scorecard, words: &Words<'_>) -> Option<Section> {
    let mut blocks = vec![Block::Text(vec![plain(words.texts.depends_intro)])];
    for (n, row) in card.rows.iter().enumerate() {
        let mut told: Vec<(Line, Vec<(ScenarioId, GroupId)>)> = Vec::new();
        for cell in &card.cells {
            let Some(result) = cell.results.get(n).filter(|result| result.outlooks.len() > 1) else {
                continue;
            };
            let line = words.outlooks(row.node, result);
            let here = (cell.scenario, cell.group);
            match told.iter_mut().find(|(said, _)| *said == line) {
                Some((_, cells)) => cells.push(here),
                None => told.push((line, vec![here])),
            }
        }
        if told.is_empty() {
            continue;
        }
        let items = told.into_iter().map(|(body, cells)| Item {
            lead: vec![Span::Strong(words.cells(card, &cells))],
            body,
        });
        blocks.push(Block::List {
            head: vec![Span::Strong(words.node(row.node))],
            items: items.collect(),
        });
    }
    (blocks.len() > 1).then(|| Section::new(words.texts.depends.to_owned(), blocks))
}
