//! What is worth knowing of how a study is coded.

use toets_diagnostic::{Diagnostic, both};
use toets_evaluate::Evaluation;
use toets_model::{GroupId, ScenarioId, Study, Text};
use toets_question::{ConclusionResult, one_sided, outweighed, silent_vetoes, wholly_open};

use super::{not_looked_into, said};

/// One note for each conclusion that holds only since a finding cites the same lines.
pub(super) fn restating(study: &Study, results: &[ConclusionResult]) -> Vec<Diagnostic> {
    let restating = results.iter().filter(|result| !result.restates.is_empty());
    restating
        .map(|result| {
            let name = study.conclusions.name(result.conclusion);
            let findings = result.restates.iter().map(|&f| format!("`{}`", study.findings.name(f)));
            let findings = findings.collect::<Vec<_>>().join(", ");
            let note = Diagnostic::note(
                "restated-conclusion",
                both!(
                    "the conclusion `{name}` holds only because of what a finding says that cites the same lines",
                    "de conclusie `{name}` geldt alleen door wat een bevinding zegt die dezelfde regels citeert"
                ),
            )
            .at(
                study.conclusions[result.conclusion].span,
                both!("without {findings} it would not hold", "zonder {findings} zou zij niet gelden"),
            );
            let reason = study.known.iter().find(|known| known.conclusions.contains(&result.conclusion));
            answered(
                note,
                reason.map(|known| &known.reason),
                (
                    "let `holds` test what other findings make of it; or say why it stands, in [[known]] with `conclusions`",
                    "laat `holds` toetsen wat er uit andere bevindingen volgt; of zeg waarom dit zo blijft, in [[known]] met `conclusions`",
                ),
            )
        })
        .collect()
}

/// One note for each finding that says that something is unknown, and leaves a whole scale open.
pub(super) fn unknown_over_all(evaluation: &mut Evaluation) -> Vec<Diagnostic> {
    let study = evaluation.compiled.study.clone();
    let found = match wholly_open(evaluation) {
        Ok(found) => found,
        Err(exceeded) => {
            let what = (
                "which unknowns leave a whole scale open",
                "welke onbekenden een hele schaal open laten",
            );
            return vec![not_looked_into(what, exceeded.limit)];
        }
    };
    found
        .into_iter()
        .map(|one| {
            let finding = &study.findings[one.finding];
            let name = study.findings.name(one.finding);
            let cells = listed(&study, &one.cells);
            let note = Diagnostic::note(
                "wide-unknown",
                both!(
                    "the unknown `{0}` leaves `{1}` open over its whole scale",
                    "de onbekende `{0}` laat `{1}` open over de hele schaal",
                    name,
                    study.nodes.name(finding.node)
                ),
            )
            .at(finding.span, both!("nothing else speaks to it there", "niets anders zegt er daar iets over"))
            .with_note(both!("in some case of: {cells}", "in enig geval van: {cells}"));
            let reason = study.known.iter().find(|known| known.findings.contains(&one.finding));
            answered(
                note,
                reason.map(|known| &known.reason),
                (
                    "if its source leaves less open, write `opens` with the levels between which it does; or say why it stands, in [[known]] with `findings`",
                    "laat de bron minder open, schrijf dan `opens` met de niveaus waartussen; of zeg waarom dit zo blijft, in [[known]] met `findings`",
                ),
            )
        })
        .collect()
}

/// One note for each criterion on which a silent child may veto.
pub(super) fn vetoes(evaluation: &Evaluation) -> Vec<Diagnostic> {
    let study = &evaluation.compiled.study;
    silent_vetoes(evaluation)
        .into_iter()
        .map(|one| {
            let it = &study.nodes[one.node];
            let mut note = Diagnostic::note(
                "silent-veto",
                both!(
                    "a child of `{}` that no evidence speaks to may veto it",
                    "een onderdeel van `{}` waarover niets is gezegd, kan een veto geven",
                    study.nodes.name(one.node)
                ),
            )
            .at(it.span, both!("its `veto` counts what is unknown too", "zijn `veto` telt ook voor wat onbekend is"));
            for (child, cells) in &one.children {
                let (child, cells) = (study.nodes.name(*child), listed(study, cells));
                note = note.with_note(both!(
                    "`{child}` is silent in some case of: {cells}",
                    "over `{child}` zegt niets iets in enig geval van: {cells}"
                ));
            }
            let reason = study.known.iter().find(|known| known.nodes.contains(&one.node));
            answered(
                note,
                reason.map(|known| &known.reason),
                (
                    "bound what is unknown with a finding that has `opens`, or skip it with `silent`; or say why it stands, in [[known]] with `nodes`",
                    "begrens wat onbekend is met een bevinding met `opens`, of sla het over met `silent`; of zeg waarom dit zo blijft, in [[known]] met `nodes`",
                ),
            )
        })
        .collect()
}

/// A note with the reason that the study gives for it, or else with what to do.
fn answered(note: Diagnostic, reason: Option<&Text>, advice: (&str, &str)) -> Diagnostic {
    match reason {
        Some(reason) => note.with_note(said(reason)),
        None => note.help(advice),
    }
}

fn listed(study: &Study, cells: &[(ScenarioId, GroupId)]) -> String {
    let name = |&(scenario, group): &(_, _)| format!("{}/{}", study.scenarios.name(scenario), study.groups.name(group));
    cells.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// Where a contest opens what only one of its sides speaks of.
pub(super) fn one_sided_contests(evaluation: &mut Evaluation) -> Vec<Diagnostic> {
    let study = evaluation.compiled.study.clone();
    let found = match one_sided(evaluation) {
        Ok(found) => found,
        Err(exceeded) => {
            let what = (
                "whether contests open what only one side speaks of",
                "of tegenspraken ook openen waar maar één kant iets over zegt,",
            );
            return vec![not_looked_into(what, exceeded.limit)];
        }
    };
    found
        .into_iter()
        .map(|one| {
            let contest = study.contests.name(one.contest);
            let node = study.nodes.name(one.node);
            let findings: Vec<String> = one.findings.iter().map(|&f| format!("`{}`", study.findings.name(f))).collect();
            let findings = findings.join(", ");
            let cells = listed(&study, &one.cells);
            Diagnostic::note(
                "one-sided-contest",
                both!(
                    "the contest `{contest}` opens `{node}` also where only one side speaks of it",
                    "de tegenspraak `{contest}` opent `{node}` ook waar maar één kant er iets over zegt"
                ),
            )
            .at(
                study.contests[one.contest].span,
                both!("there {findings} only", "daar alleen {findings}"),
            )
            .with_note(both!("cells: {cells}", "cellen: {cells}"))
            .help(both!(
                "if the sides contradict each other only where both speak, write `where = \"meet\"`: elsewhere the findings stand",
                "spreken de kanten elkaar alleen tegen waar beide iets zeggen, schrijf dan `where = \"meet\"`: elders blijven de bevindingen staan"
            ))
        })
        .collect()
}

/// Levels that few findings carry, beside others that found no effect and change nothing.
pub(super) fn outweighed_findings(evaluation: &mut Evaluation) -> Vec<Diagnostic> {
    let study = evaluation.compiled.study.clone();
    let found = match outweighed(evaluation) {
        Ok(found) => found,
        Err(exceeded) => {
            let what = (
                "which levels stand beside findings of no effect",
                "welke niveaus naast bevindingen zonder effect staan,",
            );
            return vec![not_looked_into(what, exceeded.limit)];
        }
    };
    found
        .into_iter()
        .map(|one| {
            let it = &study.nodes[one.node];
            let (node, level) = (study.nodes.name(one.node), study.scales[it.scale].name(one.level));
            let cells = listed(&study, &one.cells);
            let carrying = match one.carrying {
                1 => both!("1 finding", "1 bevinding"),
                many => both!("{many} findings", "{many} bevindingen"),
            };
            Diagnostic::note(
                "outweighed",
                both!(
                    "`{0}` on `{1}` rests on {2}, beside {3} that found no effect",
                    "`{0}` op `{1}` rust op {2}, naast {3} zonder effect",
                    level,
                    node,
                    carrying,
                    one.without_effect
                ),
            )
            .at(
                it.span,
                both!(
                    "findings of no effect change nothing here",
                    "bevindingen zonder effect veranderen hier niets"
                ),
            )
            .with_note(both!("in some case of: {cells}", "in enig geval van: {cells}"))
        })
        .collect()
}
