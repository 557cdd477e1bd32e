//! Findings, transfers, contests, comparisons and sources in words.

use std::collections::BTreeMap;

use toets_evaluate::Value;
use toets_model::{Contest as Contested, DocumentId, DocumentKind, FindingId, Transfer as Carrying, Treatment};

use super::words::Tell;
use crate::document::{Comparison, Contest, Finding, Numbered, Source, Transfer};

/// All findings, those on the first node of the scorecard first.
pub(super) fn findings(tell: &Tell<'_>) -> Vec<Finding> {
    let rows = &tell.answers.card.rows;
    let all = rows.iter().flat_map(|row| tell.study.findings_on(row.node));
    all.map(|&id| finding(tell, id)).collect()
}

fn finding(tell: &Tell<'_>, id: FindingId) -> Finding {
    let study = tell.study;
    let it = &study.findings[id];
    let level = |level| tell.level(it.node, Value::Level(level));
    let Numbered { id: name, number } = tell.numbered(id);
    Finding {
        id: name,
        number,
        node: study.nodes.name(it.node).to_owned(),
        about: tell.coded(it.node),
        statement: tell.text(&it.statement),
        when: tell.condition(&it.when),
        modality: it.modality.word(),
        role: it.role.word(),
        open: study.treatment(id) == Treatment::Open,
        condition: tell.some(it.condition.as_ref()),
        level: it.level.map(level),
        shade: it.level.map_or("none", |level| tell.shade(it.node, level)),
        opens: it.opens.iter().flatten().map(|&l| level(l)).collect(),
        absolute: it.absolute,
        coded_by: it.coded.as_ref().map(|coded| coded.by.clone()),
        coded_note: it.coded.as_ref().and_then(|coded| coded.note.clone()),
        system: it.system.clone(),
        parties: it.parties.iter().map(|&p| tell.text(&study.parties[p].label)).collect(),
        note: tell.some(it.note.as_ref()),
        citations: tell.citations(&it.sources),
    }
}

pub(super) fn transfers(tell: &Tell<'_>) -> Vec<Transfer> {
    let study = tell.study;
    let told = study.transfers.iter().map(|(id, it)| Transfer {
        id: study.transfers.name(id).to_owned(),
        from: from(tell, it),
        to: tell.condition(&it.to),
        modality: it.modality.word(),
        open: study.transfer_treatment(id) == Treatment::Open,
        reason: tell.text(&it.reason),
    });
    told.collect()
}

fn from(tell: &Tell<'_>, it: &Carrying) -> String {
    use toets_evaluate::OpenVariable;
    use toets_model::Index;
    let or = tell.texts.get("word-or");
    let parts = it.from.iter().map(|(variable, values)| {
        let names: Vec<String> = values
            .iter()
            .map(|v| tell.phrases.value(OpenVariable::Study(*variable), v.to_usize() as u32))
            .collect();
        format!("{} = {}", tell.phrases.variable(*variable), names.join(&or))
    });
    parts.collect::<Vec<_>>().join(&tell.texts.get("word-and"))
}

pub(super) fn contests(tell: &Tell<'_>) -> Vec<Contest> {
    let study = tell.study;
    let told = study.contests.iter().map(|(id, it)| Contest {
        id: study.contests.name(id).to_owned(),
        label: tell.some(it.label.as_ref()).unwrap_or_default(),
        sides: sides(tell, it),
    });
    told.collect()
}

fn sides(tell: &Tell<'_>, it: &Contested) -> Vec<(String, Vec<Numbered>)> {
    let told = it.sides.iter().map(|side| {
        let label = tell.some(side.label.as_ref()).unwrap_or_default();
        (label, tell.all_numbered(&side.findings))
    });
    told.collect()
}

pub(super) fn comparisons(tell: &Tell<'_>) -> Vec<Comparison> {
    let told = tell.answers.card.comparisons.iter().map(|result| {
        let finding = &tell.study.findings[result.finding];
        Comparison {
            finding: tell.numbered(result.finding),
            statement: tell.text(&finding.statement),
            verdict: result.verdict.word(),
            acknowledged: tell.some(finding.acknowledged.as_ref()),
        }
    });
    told.collect()
}

pub(super) fn sources(tell: &Tell<'_>) -> Vec<Source> {
    let study = tell.study;
    let mut cited: BTreeMap<DocumentId, usize> = BTreeMap::new();
    for (_, citation) in toets_question::citations(study) {
        *cited.entry(citation.document).or_default() += 1;
        for &respondent in &citation.respondents {
            *cited.entry(respondent).or_default() += 1;
        }
    }
    let told = study.documents.iter().map(|(id, it)| Source {
        id: study.documents.name(id).to_owned(),
        kind: match it.kind {
            DocumentKind::Document => "document",
            DocumentKind::Respondents => "respondents",
            DocumentKind::Law => "law",
            DocumentKind::Dataset => "dataset",
        },
        reference: match it.kind {
            DocumentKind::Document | DocumentKind::Dataset => toets_report::reference(study, id, tell.texts.language()),
            DocumentKind::Respondents | DocumentKind::Law => tell.source(id),
        },
        link: toets_report::address(it),
        date: it.date.clone(),
        method: it.method.clone(),
        number: it.number,
        role: tell.some(it.role.as_ref()),
        sha256: it.sha256.clone(),
        cited: cited.get(&id).copied().unwrap_or(0),
    });
    told.collect()
}
