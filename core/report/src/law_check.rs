//! Whether the legal checks of a study are complete: in words, as JSON, and as a table of what was said of each provision.

use std::collections::BTreeMap;

use num_bigint::BigUint;
use serde_json::{Map, Value as Json, json};
use toets_answer::{Answer, Block, Datum, Records, Section, Span, plain};
use toets_model::{Date, Language, NodeId, ProvisionId, Study};
use toets_question::{LawCheck, LawFinding, LawFindingKind as Kind, ProvisionCoverage, ProvisionStatus as Status};

use crate::ask::{cells_json, head, item, paragraph};
use crate::json::{text, world_box};
use crate::texts::{Say, fill};
use crate::words::Words;

/// What the question is about.
const ABOUT: Say = Say(
    "Of de juridische toetsen volledig zijn",
    "Whether the legal checks are complete",
);
const LOOKED_AT: Say = Say(
    "Nagegaan: elk geval van {}, {}, onder elke lezing van het recht. Niets is bemonsterd.",
    "Looked at: every case of {}, {}, under every reading of the law. Nothing is sampled.",
);
const REVIEWED: Say = Say(
    "Hoe de studie het recht leest, is van haar makers. Van de {} bepalingen heeft een jurist er {} nagekeken zoals zij hier worden gelezen.",
    "How the study reads the law is its makers' own. Of the {} provisions, {} were checked by a lawyer as they are read here.",
);
const NOT_REVIEWED: Say = Say(
    "Hoe de studie het recht leest, is van haar makers. Van de {} bepalingen heeft een jurist er geen enkele nagekeken zoals zij hier worden gelezen.",
    "How the study reads the law is its makers' own. Of the {} provisions, none was checked by a lawyer as it is read here.",
);
const NO_CHECKS: Say = Say(
    "Geen knoop van deze studie leest een bepaling.",
    "No node of this study reads a provision.",
);
const ALL_TIME: Say = Say(
    "op alle dagen ({} tijdvakken waarin het recht gelijk blijft)",
    "on all days ({} stretches in which the law stays as it is)",
);
const ONE_DAY: Say = Say("op {}", "on {}");
const ANY_DAY: Say = Say("zonder peildatum", "on no day in particular");
const FAULTS: Say = Say("Fouten", "Faults");
const NO_FAULTS: Say = Say(
    "Geen: geen geval waarin antwoorden elkaar tegenspreken, en geen waarin over een regel die telt niets wordt gezegd.",
    "None: no case in which answers contradict each other, and none in which nothing is said of a rule that counts.",
);
const NOTES: Say = Say("Om te weten", "Worth knowing");
const NO_NOTES: Say = Say("Niets.", "Nothing.");
const TWICE: Say = Say(
    "zegt twee keer hoe een bepaling zich verhoudt",
    "says twice how a provision stands",
);
const FAILS: Say = Say("geeft geen antwoord", "gives no answer");
const CLASH: Say = Say(
    "{} en {} tellen allebei en spreken elkaar tegen; niets zegt welke voorgaat",
    "{} and {} both count and contradict each other; nothing says which prevails",
);
const FORGOTTEN: Say = Say(
    "zegt niets over {}, die daar geldt en waarover het elders wel iets zegt",
    "says nothing of {}, which is in force there and of which it speaks elsewhere",
);
const NOT_IN_FORCE: Say = Say(
    "rust op {}, die daar niet geldt",
    "rests on {}, which is not in force there",
);
const LEFT_OPEN: Say = Say(
    "zegt niets over {} bij {}; de uitkomst blijft daarvoor open",
    "says nothing of {} with {}; the result stays open for it",
);
const NO_PROVISION: Say = Say(
    "antwoordt zonder een bepaling te noemen",
    "answers without naming a provision",
);
const NEVER_HELPS: Say = Say(
    "Uitzonderingen en bevoegdheden die in geen enkel geval helpen",
    "Exceptions and powers that help in no case",
);
const UNREAD: Say = Say(
    "Bepalingen die gelden en die geen toets leest",
    "Provisions in force that no check reads",
);
const EXAMPLE: Say = Say("bijvoorbeeld {}", "for example {}");
const CELLS: Say = Say("{} cellen", "{} cells");
const ONE_CELL: Say = Say("1 cel", "1 cell");
const COVERAGE: Say = Say("Wat er van elke bepaling is gezegd", "What was said of each provision");
const COVERAGE_INTRO: Say = Say(
    "In hoeveel van de {} cellen een antwoord in enig geval voorkomt; ‘deels’: niet in elk geval van elk van die cellen.",
    "In how many of the {} cells an answer occurs in some case; `in part`: not in every case of each of these cells.",
);
const IN_PART: Say = Say("deels", "in part");

fn status_words(status: Status) -> Say {
    match status {
        Status::NotInForce => Say("geldt niet", "not in force"),
        Status::DoesNotApply => Say("niet van toepassing", "does not apply"),
        Status::Complied => Say("aan voldaan", "complied with"),
        Status::Excepted => Say("uitgezonderd", "excepted"),
        Status::Open => Say("open", "open"),
        Status::Unknown => Say("feit ontbreekt", "fact missing"),
        Status::Liftable => Say("in strijd, op te heffen", "breached, may be lifted"),
        Status::Breached => Say("in strijd", "breached"),
        Status::Applies => Say("werkt", "applies"),
        Status::AppliesIf => Say("werkt onder voorwaarden", "applies under conditions"),
        Status::Cited => Say("genoemd", "cited"),
        Status::Read => Say("gelezen", "read"),
    }
}

/// Whether the legal checks of a study are complete.
pub fn law_check<'a>(study: &'a Study, found: &'a LawCheck, language: Language) -> Answer<'a> {
    let page = move || {
        let words = Words::new(study, language);
        words.question(ABOUT, sections(&words, found))
    };
    Answer::new(language, page, move || all_json(study, found)).recording(move || records(study, found))
}

/// What was said of each provision: one record for each provision, node, cell and answer.
fn records(study: &Study, found: &LawCheck) -> Records {
    let columns = [
        "study",
        "provision",
        "kind",
        "node",
        "scenario",
        "group",
        "status",
        "worlds",
        "of",
    ];
    let said = found.coverage.iter().flat_map(|one| {
        one.statuses.iter().map(|(status, worlds)| {
            let (worlds, of) = (worlds.to_string(), one.of.to_string());
            [
                study.id.as_str(),
                study.provisions.name(one.provision),
                study.provisions[one.provision].kind.word(),
                study.nodes.name(one.node),
                study.scenarios.name(one.cell.0),
                study.groups.name(one.cell.1),
                status.word(),
                &worlds,
                &of,
            ]
            .map(Datum::text)
        })
    });
    Records::of(columns, said)
}

fn sections(words: &Words<'_>, found: &LawCheck) -> Vec<Section> {
    let study = words.study;
    let nodes: Vec<&str> = found.nodes.iter().map(|&node| study.nodes.name(node)).collect();
    let time = match found.time[..] {
        [(Some(from), to)] if Some(from) == to => fill(words.say(ONE_DAY), &[&words.day(from)]),
        [(None, None)] => words.say(ANY_DAY).to_owned(),
        _ => fill(words.say(ALL_TIME), &[&found.time.len().to_string()]),
    };
    let looked_at = match nodes.is_empty() {
        true => words.say(NO_CHECKS).to_owned(),
        false => fill(words.say(LOOKED_AT), &[&nodes.join(", "), &time]),
    };
    let provisions = found.provisions.to_string();
    let reviewed = match found.reviewed {
        0 => fill(words.say(NOT_REVIEWED), &[&provisions]),
        some => fill(words.say(REVIEWED), &[&provisions, &some.to_string()]),
    };
    let list = |faults: bool, none: Say| {
        let by_case = |one: &&LawFinding| one.kind.is_fault() == faults && one.node.is_some();
        let mut items: Vec<_> = found.found.iter().filter(by_case).map(|one| told(words, one)).collect();
        if !faults {
            items.extend(
                [(Kind::NeverHelps, NEVER_HELPS), (Kind::Unread, UNREAD)]
                    .into_iter()
                    .filter_map(|(kind, says)| {
                        let those = found.found.iter().filter(|one| one.kind == kind);
                        let names: Vec<String> = those
                            .flat_map(|one| &one.provisions)
                            .map(|&p| named(study, p))
                            .collect();
                        (!names.is_empty()).then(|| item(vec![plain(words.say(says))], vec![plain(names.join(", "))]))
                    }),
            );
        }
        if items.is_empty() {
            paragraph(words.say(none))
        } else {
            Block::List {
                head: Vec::new(),
                items,
            }
        }
    };
    vec![
        Section::new(
            words.say(FAULTS),
            vec![paragraph(reviewed), paragraph(looked_at), list(true, NO_FAULTS)],
        ),
        Section::new(words.say(NOTES), vec![list(false, NO_NOTES)]),
        Section::new(words.say(COVERAGE), coverage(words, found)),
    ]
}

fn told(words: &Words<'_>, one: &LawFinding) -> toets_answer::Item {
    let names: Vec<String> = one.provisions.iter().map(|&p| named(words.study, p)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let says = match one.kind {
        Kind::Twice => TWICE,
        Kind::Fails => FAILS,
        Kind::Clash => CLASH,
        Kind::Forgotten => FORGOTTEN,
        Kind::NotInForce => NOT_IN_FORCE,
        Kind::LeftOpen => LEFT_OPEN,
        Kind::NoProvision => NO_PROVISION,
        Kind::NeverHelps => NEVER_HELPS,
        Kind::Unread => UNREAD,
    };
    let names = match (one.kind, &names[..]) {
        (Kind::LeftOpen, [rule, helper]) => vec![*helper, *rule],
        (_, names) => names.to_vec(),
    };
    let says = fill(words.say(says), &names);
    let mut body = Vec::new();
    let fault = one.fault.as_ref();
    body.extend(fault.map(|fault| format!("{}.", fault.message.get(words.language))));
    body.extend(
        one.because
            .as_ref()
            .map(|because| format!("“{}”", because.get(words.language))),
    );
    if let Some(example) = &one.example {
        let study = words.study;
        let cell = format!(
            "{}/{}",
            study.scenarios.name(example.scenario),
            study.groups.name(example.group)
        );
        let mut parts = vec![cell];
        parts.extend(crate::timeline::since(example.time, words.language));
        parts.extend((!example.when.is_empty()).then(|| words.world_box(&example.when)));
        let cells = match one.cells.len() {
            1 => words.say(ONE_CELL).to_owned(),
            n => fill(words.say(CELLS), &[&words.count(n)]),
        };
        let example = fill(words.say(EXAMPLE), &[&parts.join(", ")]);
        let example = format!("{example} ({cells}).");
        body.push(if body.is_empty() { example } else { capital(&example) });
    }
    let lead = match one.node {
        Some(node) => vec![
            Span::Id(words.study.nodes.name(node).to_owned()),
            plain(format!(" {says}")),
        ],
        None => vec![plain(says)],
    };
    item(lead, vec![plain(body.join(" "))])
}

fn coverage(words: &Words<'_>, found: &LawCheck) -> Vec<Block> {
    let mut by_provision: BTreeMap<(ProvisionId, NodeId), Vec<&ProvisionCoverage>> = BTreeMap::new();
    let mut cells = std::collections::BTreeSet::new();
    for one in &found.coverage {
        by_provision.entry((one.provision, one.node)).or_default().push(one);
        cells.insert(one.cell);
    }
    if by_provision.is_empty() {
        return vec![paragraph(words.say(NO_NOTES))];
    }
    let items = by_provision.iter().map(|((provision, node), all)| {
        let mut statuses: BTreeMap<Status, (usize, bool)> = BTreeMap::new();
        for one in all {
            for (&status, worlds) in &one.statuses {
                let entry = statuses.entry(status).or_insert((0, false));
                entry.0 += 1;
                entry.1 |= *worlds != one.of;
            }
        }
        let said = statuses.into_iter().map(|(status, (cells, in_part))| {
            let part = if in_part {
                format!(" {}", words.say(IN_PART))
            } else {
                String::new()
            };
            format!("{} {cells}{part}", words.say(status_words(status)))
        });
        let said: Vec<String> = said.collect();
        let node = Span::Id(words.study.nodes.name(*node).to_owned());
        let lead = vec![plain(format!("{} · ", named(words.study, *provision))), node];
        item(lead, vec![plain(said.join("; "))])
    });
    let intro = fill(words.say(COVERAGE_INTRO), &[&cells.len().to_string()]);
    vec![
        paragraph(intro),
        Block::List {
            head: Vec::new(),
            items: items.collect(),
        },
    ]
}

/// A sentence with a capital at its start.
fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A provision by its id and article.
fn named(study: &Study, id: ProvisionId) -> String {
    let it = &study.provisions[id];
    let version = it.versions.get(it.nearest(study.as_of));
    match version.filter(|version| !version.article.is_empty()) {
        Some(version) => format!("{} (art. {})", study.provisions.name(id), version.article),
        None => study.provisions.name(id).to_owned(),
    }
}

fn all_json(study: &Study, found: &LawCheck) -> Json {
    let mut all = head(study, "law-check");
    let day = |day: Option<Date>| Json::from(day.map(|day| day.to_string()));
    let time = found
        .time
        .iter()
        .map(|&(from, to)| json!({ "from": day(from), "to": day(to) }));
    all.insert(
        "reviewed".into(),
        json!({ "provisions": found.provisions, "by_a_lawyer": found.reviewed }),
    );
    all.insert("time".into(), time.collect());
    all.insert(
        "nodes".into(),
        found.nodes.iter().map(|&node| study.nodes.name(node)).collect(),
    );
    let list = |faults: bool| -> Json {
        let those = found.found.iter().filter(|one| one.kind.is_fault() == faults);
        those.map(|one| finding_json(study, one)).collect()
    };
    all.insert("faults".into(), list(true));
    all.insert("notes".into(), list(false));
    all.insert(
        "coverage".into(),
        found.coverage.iter().map(|one| coverage_json(study, one)).collect(),
    );
    Json::Object(all)
}

fn finding_json(study: &Study, one: &LawFinding) -> Json {
    let mut all = Map::new();
    all.insert("kind".into(), one.kind.word().into());
    all.insert("node".into(), one.node.map(|node| study.nodes.name(node)).into());
    let provisions = one.provisions.iter().map(|&p| study.provisions.name(p));
    all.insert("provisions".into(), provisions.collect());
    all.insert("because".into(), one.because.as_ref().map(text).into());
    all.insert("message".into(), one.fault.as_ref().map(|fault| &*fault.message).into());
    let example = one.example.as_ref().map(|example| {
        json!({
            "scenario": study.scenarios.name(example.scenario),
            "group": study.groups.name(example.group),
            "from": example.time.0.map(|day| day.to_string()),
            "to": example.time.1.map(|day| day.to_string()),
            "when": world_box(study, &example.when),
        })
    });
    all.insert("example".into(), example.into());
    all.insert("cells".into(), cells_json(study, &one.cells));
    all.into()
}

fn coverage_json(study: &Study, one: &ProvisionCoverage) -> Json {
    let mut statuses: Map<String, Json> = Map::new();
    let mut read = BigUint::default();
    for (status, worlds) in &one.statuses {
        statuses.insert(status.word().into(), worlds.to_string().into());
        read += worlds;
    }
    json!({
        "provision": study.provisions.name(one.provision),
        "node": study.nodes.name(one.node),
        "scenario": study.scenarios.name(one.cell.0),
        "group": study.groups.name(one.cell.1),
        "worlds": statuses,
        "not_read": (&one.of - &read).to_string(),
        "of": one.of.to_string(),
    })
}
