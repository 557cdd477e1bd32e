//! What becomes of the conclusions.

use toets_answer::{Block, Item, Line, Section, Span, plain};
use toets_model::{Kind, Study, VariableId};
use toets_question::{ConclusionResult, Status};

use crate::scorecard::Scorecard;
use crate::texts::{Say, fill};
use crate::words::{Naming, Words};

const LAW_OPEN: Say = Say(
    "Van het recht is hier niet vastgelegd: {}. Een conclusie geldt alleen als zij onder elke mogelijkheid geldt.",
    "Of the law this is left open here: {}. A conclusion holds only if it holds under every possibility.",
);

const LEFT_OUT: Say = Say(
    "buiten beschouwing blijft voor wie niet van toepassing is: {}",
    "leaving out those to whom this does not apply: {}",
);

const APART: Say = Say(
    "Van de conclusies die gelden, volgen er {} uit andere bevindingen; {} herhalen wat één bevinding van dezelfde regels zegt.",
    "Of the conclusions that hold, {} follow from other findings; {} restate what one finding from the same lines says.",
);

const RESTATES: Say = Say(
    "herhaalt wat een bevinding van dezelfde regels zegt",
    "restates what a finding from the same lines says",
);

/// How many of the unknowns that decide a conclusion are named.
const UNKNOWNS_NAMED: usize = 3;

pub(super) fn sections(card: &Scorecard, words: &Words<'_>) -> Option<Section> {
    if card.conclusions.is_empty() {
        return None;
    }
    let texts = words.texts;
    // What fails comes first: it is what a reader must not miss.
    let statuses = [
        (Status::No, texts.fails),
        (Status::Undetermined, texts.undetermined),
        (Status::Yes, texts.holds),
        (Status::Stated, texts.stated),
    ];
    let of = |status: Status| card.conclusions.iter().filter(move |c| c.status == status);
    let counts: Vec<String> = [
        (Status::Yes, texts.holds),
        (Status::No, texts.fails),
        (Status::Undetermined, texts.undetermined),
        (Status::Stated, texts.stated),
    ]
    .into_iter()
    .map(|(status, word)| format!("{} {word}", of(status).count()))
    .collect();
    let mut blocks = vec![
        Block::Text(vec![Span::Strong(counts.join(" · "))]),
        Block::Text(vec![plain(texts.conclusions_intro)]),
    ];
    let restating = of(Status::Yes).filter(|c| !c.restates.is_empty()).count();
    if restating > 0 {
        let following = of(Status::Yes).count() - restating;
        let apart = [following.to_string(), restating.to_string()];
        blocks.push(Block::Text(vec![plain(fill(
            words.say(APART),
            &[apart[0].as_str(), apart[1].as_str()],
        ))]));
    }
    let open = open_regime(words.study);
    if !open.is_empty() {
        let names: Vec<String> = open.iter().map(|&variable| words.variable(variable)).collect();
        blocks.push(Block::Text(vec![plain(fill(
            words.say(LAW_OPEN),
            &[&names.join(", ")],
        ))]));
    }
    for (status, word) in statuses {
        if of(status).next().is_none() {
            continue;
        }
        let head = vec![Span::Strong(capitalised(word))];
        if status == Status::Stated {
            // They are not judged, so their words would only stand in the way of those that are.
            let mut line = head;
            line.push(plain(": "));
            for (n, result) in of(status).enumerate() {
                if n > 0 {
                    line.push(plain(", "));
                }
                line.push(Span::Id(id(words, result).to_owned()));
            }
            blocks.push(Block::Text(line));
            continue;
        }
        blocks.push(Block::List {
            head,
            items: of(status).map(|result| item(words, result)).collect(),
        });
    }
    Some(Section::new(texts.conclusions.to_owned(), blocks))
}

/// What is left open of the law: conclusions are over every law that it may be.
pub(crate) fn open_regime(study: &Study) -> Vec<VariableId> {
    let regime = study
        .variables
        .iter()
        .filter(|(_, variable)| variable.kind == Kind::Regime);
    regime
        .map(|(id, _)| id)
        .filter(|id| !study.regime.contains_key(id))
        .collect()
}

fn item(words: &Words<'_>, result: &ConclusionResult) -> Item {
    let it = &words.study.conclusions[result.conclusion];
    let mut body: Line = vec![plain(it.statement.get(words.language))];
    let mut remarks: Vec<Line> = Vec::new();
    // Where cells differ: those that made the conclusion what it is.
    let so: Vec<_> = result
        .cells
        .iter()
        .filter(|cell| cell.status == result.status)
        .collect();
    if so.len() < result.cells.len() {
        let cells: Vec<_> = so.iter().map(|cell| (cell.scenario, cell.group)).collect();
        let text = if result.status == Status::No {
            words.texts.fails_in
        } else {
            words.texts.undetermined_in
        };
        remarks.push(vec![plain(fill(text, &[&words.named_cells(&cells)]))]);
    }
    if result.status == Status::Undetermined {
        if result.cells.is_empty() {
            remarks.push(vec![plain(words.texts.no_world)]);
        } else if !result.decided_by.is_empty() {
            let mut line = vec![plain(format!("{} ", words.texts.decided_by))];
            line.extend(words.unknowns(&result.decided_by, UNKNOWNS_NAMED, Naming::Subject));
            remarks.push(line);
        }
    }
    if !result.restates.is_empty() {
        remarks.push(vec![plain(words.say(RESTATES))]);
    }
    if !result.not_applicable.is_empty() {
        let nodes = result.not_applicable.iter().map(|&node| words.node(node));
        let nodes: Vec<String> = nodes.collect();
        remarks.push(vec![plain(fill(words.say(LEFT_OUT), &[&nodes.join(", ")]))]);
    }
    for (n, remark) in remarks.into_iter().enumerate() {
        body.push(plain(if n == 0 { " — " } else { "; " }));
        body.extend(remark);
    }
    Item {
        lead: vec![Span::Id(id(words, result).to_owned())],
        body,
    }
}

fn id<'a>(words: &Words<'a>, result: &ConclusionResult) -> &'a str {
    words.study.conclusions.name(result.conclusion)
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
