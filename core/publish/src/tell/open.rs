//! What is open, in words.

use toets_evaluate::Reach;
use toets_model::ConclusionId;
use toets_question::{AnswerWorth, Status, Worth as Found};

use super::words::Tell;
use crate::document::{Answer, Coverage, Gap, Open, Settling, Worth};

pub(super) fn open(tell: &Tell<'_>) -> Open {
    let found = &tell.answers.decisions;
    let luckiest = found.luckiest.as_ref().map(|answers| {
        let told = answers
            .answers
            .iter()
            .map(|&(unknown, value)| (tell.unknown(unknown), tell.answer(unknown, value)));
        (told.collect(), answers.smallest)
    });
    Open {
        share: tell.phrases.share(&found.open),
        conclusions: names(tell, &found.conclusions),
        unknowns: found.unknowns.iter().map(|worth| one(tell, worth)).collect(),
        settling: Settling {
            unknowns: tell.unknowns(&found.settling.unknowns),
            smallest: found.settling.smallest,
        },
        luckiest,
        gaps: gaps(tell),
        coverage: coverage(tell),
    }
}

fn names(tell: &Tell<'_>, ids: &[ConclusionId]) -> Vec<String> {
    ids.iter()
        .map(|&id| tell.study.conclusions.name(id).to_owned())
        .collect()
}

fn one(tell: &Tell<'_>, worth: &Found) -> Worth {
    Worth {
        unknown: tell.unknown(worth.unknown),
        standing: worth.standing.word(),
        settles: tell.phrases.share(&worth.settles),
        settles_permyriad: worth.settles.permyriad(),
        narrows: tell.phrases.share(&worth.narrows),
        narrows_permyriad: worth.narrows.permyriad(),
        changes: tell.phrases.share(&worth.changes),
        changes_permyriad: worth.changes.permyriad(),
        answers: worth.answers.iter().map(|a| answer(tell, worth, a)).collect(),
        conclusions: names(tell, &worth.conclusions),
        recommendations: names(tell, &worth.asked.recommendations),
        findings: tell.all_numbered(&worth.asked.findings),
    }
}

fn answer(tell: &Tell<'_>, worth: &Found, answer: &AnswerWorth) -> Answer {
    let settled = |wanted: Status| {
        let settled = answer.conclusions.iter().filter(|(_, status)| *status == wanted);
        settled
            .map(|(id, _)| tell.study.conclusions.name(*id).to_owned())
            .collect()
    };
    let verdict = tell.study.verdict;
    Answer {
        value: tell.answer(worth.unknown, answer.value),
        settles: (!answer.settles.is_none()).then(|| tell.phrases.share(&answer.settles)),
        excludes: answer.excludes.iter().map(|&v| tell.level(verdict, v)).collect(),
        holds: settled(Status::Yes),
        fails: settled(Status::No),
    }
}

/// The indicators that no evidence speaks to.
fn gaps(tell: &Tell<'_>) -> Vec<Gap> {
    let card = &tell.answers.card;
    let indicators = card
        .rows
        .iter()
        .enumerate()
        .filter(|(_, row)| tell.study.nodes[row.node].children.is_empty());
    let told = indicators.filter_map(|(n, row)| {
        let cells = |reach: Reach| {
            let here = card
                .cells
                .iter()
                .filter(|c| c.has_worlds && c.results[n].silent == reach)
                .filter(|c| Some(c.scenario) != tell.study.baseline);
            let cells: Vec<_> = here.map(|c| (c.scenario, c.group)).collect();
            (!cells.is_empty()).then(|| tell.phrases.cells_in_words(&cells))
        };
        let (always, sometimes) = (cells(Reach::Always), cells(Reach::Sometimes));
        (always.is_some() || sometimes.is_some()).then(|| Gap {
            node: tell.study.nodes.name(row.node).to_owned(),
            label: tell.coded(row.node),
            always,
            sometimes,
        })
    });
    told.collect()
}

fn coverage(tell: &Tell<'_>) -> Vec<Coverage> {
    let told = tell.answers.card.coverage.iter().map(|one| Coverage {
        scenario: tell.scenario(one.scenario),
        uncovered: one
            .uncovered
            .iter()
            .map(|f| tell.phrases.feature(f.variable, f.value))
            .collect(),
        carried: one
            .carried
            .iter()
            .map(|(f, transfers)| (tell.phrases.feature(f.variable, f.value), tell.transfers(transfers)))
            .collect(),
    });
    told.collect()
}
