//! An explanation for programs: everything, whatever the depth.

use serde_json::{Map, Value as Json, json};
use toets_diagnostic::Diagnostic;
use toets_evaluate::{Basis, Fate, FindingTrace, OpenVariable, Value};
use toets_model::{Citation, FindingId, Kind, Language, NodeId, Own, ProvisionId, Silent, Study, Treatment};
use toets_plugin::Outcome;
use toets_question::{
    Away, Decisive, Derivation, Direction, ExplainedCase, Explanation, Part, Route, Scope, WhyReason,
};

use super::cite::in_force;
use super::rule::rule;
use crate::ask::head;
use crate::json::{text, value, world_box};
use crate::words::Words;

/// An explanation.
pub(super) fn all(study: &Study, found: &Explanation) -> Json {
    let asked = &found.asked;
    let mut all = head(study, "explain");
    all.insert("scenario".into(), study.scenarios.name(asked.scenario).into());
    all.insert("group".into(), study.groups.name(asked.group).into());
    all.insert("node".into(), study.nodes.name(asked.node).into());
    let assumed = asked.assumed.iter().map(|one| (one.variable, one.value));
    all.insert("where".into(), values(study, assumed));
    all.insert("worlds".into(), found.worlds.to_string().into());
    if found.not_applicable != num_bigint::BigUint::ZERO {
        all.insert("not_applicable".into(), found.not_applicable.to_string().into());
    }
    let cases: Vec<Json> = found
        .cases
        .iter()
        .map(|case| explained(study, asked.node, case))
        .collect();
    all.insert("cases".into(), cases.into());
    all.into()
}

/// Values of variables by their ids.
fn values(study: &Study, values: impl Iterator<Item = (OpenVariable, u32)>) -> Json {
    let named = values.map(|(variable, value)| {
        let name = variable.value_name(study, value).to_string();
        (variable.id(study), Json::from(name))
    });
    Json::Object(named.collect())
}

fn explained(study: &Study, node: NodeId, case: &ExplainedCase) -> Json {
    let derivation: Vec<Json> = case.nodes.iter().map(|one| derived(study, one)).collect();
    let away: Vec<Json> = case.away.iter().map(|one| away(study, node, one)).collect();
    json!({
        "level": value(study, node, case.value),
        "worlds": case.worlds.to_string(),
        "world": world_box(study, &case.world),
        "reason": reason(study, &case.reason),
        "derivation": derivation,
        "away": away,
    })
}

fn reason(study: &Study, reason: &WhyReason) -> Json {
    let mut by_kind = Map::new();
    for kind in [Kind::Lever, Kind::Trait, Kind::Regime, Kind::Unknown] {
        let of_kind: Vec<_> = reason
            .values
            .iter()
            .copied()
            .filter(|(v, _)| v.kind(study) == kind)
            .collect();
        if !of_kind.is_empty() {
            by_kind.insert(kind.word().into(), values(study, of_kind.into_iter()));
        }
    }
    let mut all = Map::new();
    all.insert("values".into(), by_kind.into());
    all.insert("smallest".into(), reason.smallest.is_some().into());
    if let Some(number) = &reason.smallest {
        all.insert("equally_small".into(), number.to_string().into());
    }
    all.insert("whole_study".into(), reason.scope.is_study().into());
    all.insert("looked_at".into(), looked_at(study, &reason.scope));
    all.into()
}

/// Which worlds were looked at, and why no more.
fn looked_at(study: &Study, scope: &Scope) -> Json {
    match scope {
        Scope::Study { kept } => {
            let kept: Vec<&str> = kept.iter().map(|&v| study.variables.name(v)).collect();
            json!({ "worlds": "study", "kept": kept })
        }
        Scope::Limited => json!({ "worlds": "cell", "why": "limit" }),
        Scope::Faulty(faults) => {
            let fault = |fault: &Diagnostic| {
                let said = |language| fault.message.get(language).to_owned();
                json!({ "code": fault.code, "message": { "nl": said(Language::Nl), "en": said(Language::En) } })
            };
            let faults: Vec<Json> = faults.iter().map(fault).collect();
            json!({ "worlds": "cell", "why": "fault", "faults": faults })
        }
    }
}

fn derived(study: &Study, one: &Derivation) -> Json {
    let trace = &one.trace;
    let it = &study.nodes[trace.node];
    let names = |nodes: &[NodeId]| -> Vec<&str> { nodes.iter().map(|&node| study.nodes.name(node)).collect() };
    let in_words = |language| rule(&Words::new(study, language), one);
    let mut all = Map::new();
    all.insert("node".into(), study.nodes.name(trace.node).into());
    all.insert("level".into(), value(study, trace.node, trace.value));
    all.insert("basis".into(), basis(trace.basis).into());
    all.insert(
        "rule".into(),
        json!({
            "plugin": &*it.score.plugin.value,
            "version": one.rule.version,
            "label": text(&one.rule.label),
            "sentence": { "nl": in_words(toets_model::Language::Nl), "en": in_words(toets_model::Language::En) },
        }),
    );
    if !it.children.is_empty() && !trace.findings.is_empty() {
        let own = match it.own {
            Own::First => "first",
            Own::Worst => "worst",
            Own::Child => "child",
        };
        all.insert("own".into(), own.into());
    }
    if let Some(reading) = &it.reading {
        all.insert("reading".into(), text(reading));
    }
    all.insert("children".into(), names(&one.children).into());
    if let Some(because) = &one.because {
        let some = |side: &Option<Decisive>| side.as_ref().map(|side| decisive(study, side));
        all.insert(
            "because".into(),
            json!({
                "exactly": decisive(study, &because.exactly),
                "not_higher": some(&because.not_higher),
                "not_lower": some(&because.not_lower),
            }),
        );
    }
    let findings: Vec<Json> = trace
        .findings
        .iter()
        .map(|f| finding(study, f, one.is_decisive(f.finding)))
        .collect();
    all.insert("findings".into(), findings.into());
    if !one.noted.is_empty() {
        let noted: Vec<Json> = one.noted.iter().map(|f| finding(study, f, false)).collect();
        all.insert("noted".into(), noted.into());
    }
    if let Some(judgement) = &trace.judgement {
        let mut said = Map::new();
        let because: Vec<Json> = judgement.because.iter().map(text).collect();
        said.insert("because".into(), because.into());
        let provisions: Vec<Json> = judgement
            .cites
            .iter()
            .map(|&cited| provision(study, one, cited))
            .collect();
        said.insert("provisions".into(), provisions.into());
        let findings: Vec<&str> = judgement.findings.iter().map(|&f| study.findings.name(f)).collect();
        said.insert("findings".into(), findings.into());
        if let Outcome::Open(among) = &judgement.outcome {
            let among: Vec<Json> = among
                .iter()
                .map(|&level| value(study, trace.node, Value::Level(level)))
                .collect();
            said.insert("open".into(), among.into());
        }
        all.insert("said".into(), said.into());
    }
    if let (Silent::Skip(reason), false) = (&it.silent, trace.skipped.is_empty()) {
        all.insert(
            "skipped".into(),
            json!({ "nodes": names(&trace.skipped), "reason": text(reason) }),
        );
    }
    if !trace.not_applicable.is_empty() {
        all.insert("not_applicable".into(), names(&trace.not_applicable).into());
    }
    if let (Basis::Default, Some(default)) = (trace.basis, &it.default) {
        all.insert("default".into(), text(&default.reason));
    }
    all.into()
}

fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Findings => "findings",
        Basis::Scorer => "scorer",
        Basis::Default => "default",
        Basis::Unknown => "unknown",
        Basis::Open => "open",
    }
}

fn decisive(study: &Study, decisive: &Decisive) -> Json {
    let parts = |parts: &[Part]| -> Json { parts.iter().map(|&one| part(study, one)).collect() };
    let mut all = Map::new();
    all.insert("parts".into(), parts(&decisive.parts));
    if decisive.path {
        all.insert("path".into(), true.into());
        return all.into();
    }
    if !decisive.instead.is_empty() {
        all.insert("instead".into(), parts(&decisive.instead));
    }
    all.insert("smallest".into(), decisive.smallest.into());
    all.into()
}

fn part(study: &Study, part: Part) -> Json {
    match part {
        Part::Node(node) => json!({ "node": study.nodes.name(node) }),
        Part::Own => json!({ "own": true }),
        Part::Variable(variable) => json!({ "variable": study.variables.name(variable) }),
        Part::Finding(finding) => json!({ "finding": study.findings.name(finding) }),
    }
}

fn finding(study: &Study, one: &FindingTrace, decisive: bool) -> Json {
    let it = &study.findings[one.finding];
    let mut all = Map::new();
    all.insert("finding".into(), study.findings.name(one.finding).into());
    if let Some(level) = it.level {
        all.insert("level".into(), value(study, it.node, Value::Level(level)));
    }
    if let Some(side) = one.side {
        let side = match side {
            std::cmp::Ordering::Greater => "for",
            std::cmp::Ordering::Equal => "neutral",
            std::cmp::Ordering::Less => "against",
        };
        all.insert("side".into(), side.into());
    }
    let fate = match one.fate {
        Fate::Applies => "applies",
        Fate::Carried(_) => "carried",
        Fate::Elsewhere => "elsewhere",
        Fate::Fails => "fails",
        Fate::TransferFails(_) => "transfer-fails",
        Fate::OtherSide(_) => "other-side",
    };
    all.insert("fate".into(), fate.into());
    match one.fate {
        Fate::Carried(transfer) | Fate::TransferFails(transfer) => {
            let it = &study.transfers[transfer];
            all.insert(
                "transfer".into(),
                json!({
                    "id": study.transfers.name(transfer),
                    "modality": it.modality.word(),
                    "open": study.transfer_treatment(transfer) == Treatment::Open,
                    "reason": text(&it.reason),
                }),
            );
        }
        Fate::OtherSide(contest) => {
            all.insert("contest".into(), study.contests.name(contest).into());
        }
        _ => {}
    }
    all.insert("decisive".into(), decisive.into());
    all.insert("modality".into(), it.modality.word().into());
    all.insert("open".into(), open(study, one.finding).into());
    all.insert("role".into(), it.role.word().into());
    all.insert("statement".into(), text(&it.statement));
    if let Some(condition) = &it.condition {
        all.insert("condition".into(), text(condition));
    }
    if let Some(coded) = &it.coded {
        all.insert("coded".into(), json!({ "by": coded.by, "note": coded.note }));
    }
    all.insert("sources".into(), sources(study, &it.sources));
    all.into()
}

/// Whether it is an unknown that the finding holds where it applies.
fn open(study: &Study, finding: FindingId) -> bool {
    study.treatment(finding) == Treatment::Open
}

fn provision(study: &Study, derivation: &Derivation, id: ProvisionId) -> Json {
    let it = &study.provisions[id];
    let mut all = Map::new();
    all.insert("provision".into(), study.provisions.name(id).into());
    if let Some(instrument) = it.instrument {
        all.insert("instrument".into(), text(&study.instruments[instrument].title));
    }
    if let Some(in_force) = in_force(derivation, id) {
        all.insert("in_force".into(), in_force.into());
    }
    let amendments: Vec<&str> = study
        .touching(id)
        .into_iter()
        .map(|one| study.amendments.name(one))
        .collect();
    if !amendments.is_empty() {
        all.insert("amendments".into(), amendments.into());
    }
    if let Some(version) = it.versions.get(it.nearest(study.as_of)) {
        all.insert("version".into(), version.id.as_str().into());
        all.insert("article".into(), version.article.as_str().into());
        if let Some(subject) = &version.subject {
            all.insert("subject".into(), text(subject));
        }
        if let Some(paraphrase) = &version.paraphrase {
            all.insert("paraphrase".into(), text(paraphrase));
        }
        all.insert("verified".into(), version.verified.into());
    }
    all.into()
}

fn sources(study: &Study, citations: &[Citation]) -> Json {
    let one = |citation: &Citation| {
        let mut all = Map::new();
        all.insert("document".into(), study.documents.name(citation.document).into());
        if let Some(chapter) = &citation.chapter {
            all.insert("chapter".into(), chapter.as_str().into());
        }
        if let Some(pages) = &citation.pages {
            all.insert("pages".into(), pages.as_str().into());
        }
        if let Some((first, last)) = citation.lines {
            all.insert("lines".into(), json!([first, last]));
        }
        if !citation.respondents.is_empty() {
            let names: Vec<&str> = citation
                .respondents
                .iter()
                .map(|&who| study.documents.name(who))
                .collect();
            all.insert("respondents".into(), names.into());
        }
        Json::Object(all)
    };
    citations.iter().map(one).collect()
}

fn away(study: &Study, node: NodeId, away: &Away) -> Json {
    let mut all = Map::new();
    let direction = match away.direction {
        Direction::Higher => "higher",
        Direction::Lower => "lower",
        Direction::To(_) => "to",
    };
    all.insert("direction".into(), direction.into());
    if let Direction::To(to) = away.direction {
        all.insert("to".into(), value(study, node, to));
    }
    all.insert(
        "nearest".into(),
        away.nearest.as_ref().map(|found| route(study, node, found)).into(),
    );
    let by_kind = away
        .by_kind
        .iter()
        .map(|(kind, found)| (kind.word().to_owned(), route(study, node, found)));
    all.insert("by_kind".into(), Json::Object(by_kind.collect()));
    let answer = match (&away.nearest, &away.scope) {
        (Some(_), _) => "found",
        (None, Scope::Study { .. }) => "impossible",
        (None, Scope::Limited) => "not-found",
        (None, Scope::Faulty(_)) => "not-examined",
    };
    all.insert("answer".into(), answer.into());
    all.insert("whole_study".into(), away.scope.is_study().into());
    all.insert("looked_at".into(), looked_at(study, &away.scope));
    all.into()
}

fn route(study: &Study, node: NodeId, route: &Route) -> Json {
    let ways: Vec<Json> = route
        .ways
        .iter()
        .map(|way| {
            let turns: Vec<Json> = way
                .turns
                .iter()
                .map(|turn| {
                    json!({
                        "variable": turn.variable.id(study),
                        "kind": turn.variable.kind(study).word(),
                        "from": turn.variable.value_name(study, turn.from).to_string(),
                        "to": turn.variable.value_name(study, turn.to).to_string(),
                    })
                })
                .collect();
            json!({ "changes": turns, "level": value(study, node, way.to) })
        })
        .collect();
    json!({ "changes": route.changes, "total": route.total.to_string(), "ways": ways })
}
