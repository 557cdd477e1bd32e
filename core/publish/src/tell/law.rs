//! The law in words.

use toets_model::{AmendmentId, Date, GroupId, InstrumentId, Means, NodeId, ProvisionId, ScenarioId};

use super::cells::said;
use super::words::Tell;
use crate::answers::Said as Found;
use crate::document::{Amendment, Instrument, Law, Provision, Said, Verdict};

pub(super) fn law(tell: &Tell<'_>) -> Law {
    let study = tell.study;
    let found = found(tell);
    let ids = study.instruments.indices().map(Some).chain([None]);
    let instruments = ids.map(|id| instrument(tell, id, &found));
    Law {
        instruments: instruments
            .filter(|it| !it.provisions.is_empty() || it.id.is_some())
            .collect(),
        amendments: study.amendments.indices().map(|id| amendment(tell, id)).collect(),
        verdicts: found.iter().map(|(node, said)| verdict(tell, *node, said)).collect(),
    }
}

/// What scripts say of a node, with the cells in which they do.
type Judged<'a> = (NodeId, Vec<(&'a Found, Vec<(ScenarioId, GroupId)>)>);

/// What scripts say of each node that they judge and that rests on a provision anywhere.
fn found<'a>(tell: &Tell<'a>) -> Vec<Judged<'a>> {
    let card = &tell.answers.card;
    let mut all = Vec::new();
    for (n, row) in card.rows.iter().enumerate() {
        let mut said: Vec<(&Found, Vec<(ScenarioId, GroupId)>)> = Vec::new();
        for (cell, answers) in card.cells.iter().zip(&tell.answers.cells) {
            for one in answers.nodes.get(n).map_or(&[][..], |node| &node.said) {
                let here = (cell.scenario, cell.group);
                match said.iter_mut().find(|(known, _)| *known == one) {
                    Some((_, cells)) => cells.push(here),
                    None => said.push((one, vec![here])),
                }
            }
        }
        let legal = said.iter().any(|(one, _)| !one.judgement.cites.is_empty());
        if legal {
            all.push((row.node, said));
        }
    }
    all
}

fn verdict(tell: &Tell<'_>, node: NodeId, found: &[(&Found, Vec<(ScenarioId, GroupId)>)]) -> Verdict {
    let mut told: Vec<(Said, Vec<(ScenarioId, GroupId)>)> = Vec::new();
    for (one, cells) in found {
        let one = said(tell, node, one);
        match told.iter_mut().find(|(known, _)| *known == one) {
            Some((_, known)) => known.extend(cells),
            None => told.push((one, cells.clone())),
        }
    }
    let told = told.into_iter().map(|(said, mut cells)| {
        cells.sort_unstable();
        cells.dedup();
        (said, tell.phrases.cells_in_words(&cells))
    });
    Verdict {
        node: tell.study.nodes.name(node).to_owned(),
        label: tell.coded(node),
        said: told.collect(),
    }
}

fn instrument(tell: &Tell<'_>, id: Option<InstrumentId>, found: &[Judged<'_>]) -> Instrument {
    let study = tell.study;
    let provisions = study.provisions.iter().filter(|(_, it)| it.instrument == id);
    let provisions = provisions.map(|(one, _)| provision(tell, one, found)).collect();
    match id {
        Some(id) => {
            let it = &study.instruments[id];
            Instrument {
                id: Some(study.instruments.name(id).to_owned()),
                title: tell.text(&it.title),
                kind: it.kind.clone(),
                identifiers: it
                    .identifiers
                    .iter()
                    .map(|(s, v)| ((*s).to_owned(), v.clone()))
                    .collect(),
                provisions,
            }
        }
        None => Instrument {
            id: None,
            title: tell.texts.get("law-no-instrument"),
            kind: None,
            identifiers: Vec::new(),
            provisions,
        },
    }
}

fn provision(tell: &Tell<'_>, id: ProvisionId, found: &[Judged<'_>]) -> Provision {
    let study = tell.study;
    let it = &study.provisions[id];
    let rests = |(_, said): &&Judged<'_>| said.iter().any(|(one, _)| one.judgement.cites.contains(&id));
    let version = it.versions.get(it.nearest(study.as_of));
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let several = it.versions.len() > 1;
    let versions = it.versions.iter().filter(|_| several);
    Provision {
        id: study.provisions.name(id).to_owned(),
        article: version.map(|v| v.article.clone()).unwrap_or_default(),
        jci: version.and_then(|v| v.jci.as_ref()).map(ToString::to_string),
        kind: it.kind.word(),
        addressee: tell.some(it.addressee.as_ref()),
        conditions: it.conditions.iter().map(|text| tell.text(text)).collect(),
        means: it.means.map(Means::word),
        versions: versions
            .map(|v| (v.article.clone(), day(v.valid_from), day(v.valid_to)))
            .collect(),
        from: day(version.and_then(|v| v.valid_from)),
        to: day(version.and_then(|v| v.valid_to)),
        in_force: study.as_of.map(|day| it.in_force(day)),
        subject: tell.some(version.and_then(|v| v.subject.as_ref())),
        paraphrase: tell.some(version.and_then(|v| v.paraphrase.as_ref())),
        verified: version.is_some_and(|v| v.verified),
        note: tell.some(version.and_then(|v| v.note.as_ref())),
        cited_by: found.iter().filter(rests).map(|(node, _)| tell.coded(*node)).collect(),
    }
}

fn amendment(tell: &Tell<'_>, id: AmendmentId) -> Amendment {
    let study = tell.study;
    let it = &study.amendments[id];
    let added = study
        .provisions
        .iter()
        .filter(|(_, provision)| provision.added_by == Some(id));
    let added = added.map(|(provision, _)| ("add", study.provisions.name(provision).to_owned()));
    let targets = it.targets.iter().map(|target| {
        (
            target.operation.word(),
            study.provisions.name(target.provision).to_owned(),
        )
    });
    Amendment {
        id: study.amendments.name(id).to_owned(),
        label: tell.text(&it.label),
        means: it.means.word(),
        from: it.from.map(|day| day.to_string()),
        to: it.until.map(|day| day.to_string()),
        asks: tell.some(it.asks.as_ref()),
        does: targets.chain(added).collect(),
    }
}
