//! What depends on single choices of the coding, in words and as JSON.

use serde_json::{Map, Value as Json, json};
use toets_answer::{Answer, Block, Item, Line, Section, Span, plain};
use toets_model::{FindingId, Language, Modality, NodeId, Own, Study, Treatment};
use toets_question::{Perturbation, Reading, Robustness, Shift, Status, Steadiness};

use crate::ask::{head, item, paragraph, values_json};
use crate::texts::{Say, fill};
use crate::words::Words;

/// What the question is about.
const ABOUT: Say = Say(
    "Hoeveel afhangt van losse keuzes in het coderen",
    "How much depends on single choices of the coding",
);
const TRIED: Say = Say("Wat er is beproefd", "What was tried");
const TRIED_INTRO: Say = Say(
    "{} wijzigingen van ons eigen coderen, elk alleen: een niveau een stap hoger of lager, een bevinding of een bron weggelaten, een lezing anders. {} daarvan verschuiven een eindoordeel of een conclusie.",
    "{} changes of our own coding, each alone: a level one step up or down, a finding or a source left out, a reading otherwise. {} of them move a verdict or a conclusion.",
);
const FLIPPED: Say = Say("Conclusies die kunnen omslaan", "Conclusions that can flip");
const FLIPPED_INTRO: Say = Say(
    "Eén andere keuze in het coderen, en zij zeggen het omgekeerde.",
    "One other choice in the coding, and they say the reverse.",
);
const NONE_FLIP: Say = Say(
    "Geen: geen enkele wijziging alleen keert een conclusie om.",
    "None: no single change turns a conclusion round.",
);
const SHAKEN: Say = Say("Conclusies die kunnen verschuiven", "Conclusions that can shift");
const SHAKEN_INTRO: Say = Say(
    "Zij worden onbeslist, of juist beslist, maar keren niet om.",
    "They become undetermined, or decided, but don't turn round.",
);
const STEADY: Say = Say("Conclusies die blijven staan", "Conclusions that stand");
const STEADY_INTRO: Say = Say(
    "Geen enkele wijziging alleen raakt hun uitkomst: {}.",
    "No single change touches their outcome: {}.",
);
const NONE_STEADY: Say = Say("Geen.", "None.");
const VERDICTS: Say = Say("Eindoordelen die verschuiven", "Verdicts that shift");
const NO_VERDICTS: Say = Say(
    "Geen enkele wijziging alleen verschuift een eindoordeel.",
    "No single change moves a verdict.",
);
const AND_MORE: Say = Say("en nog {}", "and {} more");
const NOW: Say = Say("nu", "now");
const BECOMES: Say = Say("wordt", "becomes");
const LEVEL: Say = Say("{} ({}): {} → {}", "{} ({}): {} → {}");
const LEAVE_OUT: Say = Say("zonder {} ({})", "without {} ({})");
const LEAVE_OUT_SOURCE: Say = Say("zonder de bron {}", "without the source {}");
const LINE: Say = Say("{}: {} van {} telt als {}", "{}: {} of {} counts as {}");
const MAPPED: Say = Say("{}: {} van {} weegt als {}", "{}: {} of {} weighs as {}");
const NOT_TRIED: Say = Say(
    "Niet uit te rekenen binnen de grenzen, en dus niet meegeteld: {}.",
    "Could not be worked out within the limits, and so not counted: {}.",
);
const NO_VETO: Say = Say("{} zonder veto", "{} without a veto");
const OWN: Say = Say(
    "{}: bevindingen op het criterium zelf {}",
    "{}: findings on the criterion itself {}",
);
const OWN_FIRST: Say = Say("gaan voor", "go first");
const OWN_WORST: Say = Say("tellen mee als het slechtste", "count as the worst");
const OWN_CHILD: Say = Say("lichten alleen toe", "only explain");
const SKIP: Say = Say("{}: wat zwijgt, wordt overgeslagen", "{}: what is silent is skipped");
const DONT_SKIP: Say = Say("{}: wat zwijgt, blijft open", "{}: what is silent stays open");
const MODALITY: Say = Say("wat {} heet {}", "what is said {} {}");
const HOLDS: Say = Say("geldt", "holds");
const IS_OPEN: Say = Say("is open", "is open");
const CERTAIN: Say = Say("zeker", "with certainty");
const LIKELY: Say = Say("waarschijnlijk", "to be likely");
const CONDITIONAL: Say = Say("voorwaardelijk", "under a condition");
const UNCERTAIN: Say = Say("onzeker", "to be uncertain");
const SOME_RESPONDENTS: Say = Say("volgens sommigen", "by some respondents");
/// How many changes are named for a conclusion or a verdict.
const NAMED: usize = 3;

/// What depends on single choices of the coding.
pub fn robustness<'a>(study: &'a Study, found: &'a Robustness, language: Language) -> Answer<'a> {
    let page = move || {
        let words = Words::new(study, language);
        words.question(ABOUT, sections(&words, found))
    };
    Answer::new(language, page, move || all_json(study, found)).listing(&["moved"])
}

fn sections(words: &Words<'_>, found: &Robustness) -> Vec<Section> {
    let numbers = [found.tried, found.shifts.len()].map(|n| words.count(n));
    let tried = fill(words.say(TRIED_INTRO), &[&numbers[0], &numbers[1]]);
    let mut tried = vec![paragraph(tried)];
    if !found.not_worked_out.is_empty() {
        let names: Vec<String> = found.not_worked_out.iter().map(|&one| change(words, one)).collect();
        tried.push(paragraph(fill(words.say(NOT_TRIED), &[&names.join("; ")])));
    }
    let mut sections = vec![Section::new(words.say(TRIED), tried)];
    let list = |by: &dyn Fn(&Steadiness) -> &[usize]| -> Vec<Item> {
        let moved = found.conclusions.iter().filter(|c| !by(c).is_empty());
        moved.map(|c| conclusion(words, found, c, by(c))).collect()
    };
    let flipped = list(&|c| &c.flipped_by);
    let blocks = if flipped.is_empty() {
        vec![paragraph(words.say(NONE_FLIP))]
    } else {
        listed(words.say(FLIPPED_INTRO), flipped)
    };
    sections.push(Section::new(words.say(FLIPPED), blocks));
    let shaken = list(&|c| if c.flipped_by.is_empty() { &c.shaken_by } else { &[] });
    if !shaken.is_empty() {
        sections.push(Section::new(words.say(SHAKEN), listed(words.say(SHAKEN_INTRO), shaken)));
    }
    let steady: Vec<&str> = found
        .conclusions
        .iter()
        .filter(|c| c.flipped_by.is_empty() && c.shaken_by.is_empty())
        .map(|c| words.study.conclusions.name(c.conclusion))
        .collect();
    let steady = if steady.is_empty() {
        words.say(NONE_STEADY).to_owned()
    } else {
        fill(words.say(STEADY_INTRO), &[&steady.join(", ")])
    };
    sections.push(Section::new(words.say(STEADY), vec![paragraph(steady)]));
    sections.push(Section::new(words.say(VERDICTS), verdicts(words, found)));
    sections
}

fn listed(intro: &str, items: Vec<Item>) -> Vec<Block> {
    vec![
        paragraph(intro),
        Block::List {
            head: Line::new(),
            items,
        },
    ]
}

fn conclusion(words: &Words<'_>, found: &Robustness, steady: &Steadiness, by: &[usize]) -> Item {
    let study = words.study;
    let statement = study.conclusions[steady.conclusion].statement.get(words.language);
    let mut body = vec![plain(format!("{statement} — {}", words.status(steady.status)))];
    let mut outcomes: Vec<(Status, Vec<Perturbation>)> = Vec::new();
    for &shift in by {
        let shift = &found.shifts[shift];
        let after = shift.conclusions.iter().find(|m| m.conclusion == steady.conclusion);
        let Some(after) = after.map(|moved| moved.after) else {
            continue;
        };
        match outcomes.iter_mut().find(|(status, _)| *status == after) {
            Some((_, changes)) => changes.push(shift.change),
            None => outcomes.push((after, vec![shift.change])),
        }
    }
    for (after, changes) in outcomes {
        body.push(plain(format!(" → {}: {}", words.status(after), named(words, &changes))));
    }
    item(
        vec![Span::Id(study.conclusions.name(steady.conclusion).to_owned())],
        body,
    )
}

fn verdicts(words: &Words<'_>, found: &Robustness) -> Vec<Block> {
    let study = words.study;
    let verdict = study.verdict;
    let mut lists = Vec::new();
    for (scenario, group, now) in &found.cells {
        // The changes by what they make of it, in the order of the smallest change.
        let mut outcomes: Vec<(&[toets_evaluate::Value], Vec<Perturbation>)> = Vec::new();
        for shift in &found.shifts {
            let here = |m: &&toets_question::VerdictMove| m.scenario == *scenario && m.group == *group;
            let Some(moved) = shift.verdicts.iter().find(here) else {
                continue;
            };
            match outcomes.iter_mut().find(|(after, _)| *after == moved.after) {
                Some((_, changes)) => changes.push(shift.change),
                None => outcomes.push((&moved.after, vec![shift.change])),
            }
        }
        if outcomes.is_empty() {
            continue;
        }
        let cell = format!("{} · {}", study.scenarios.name(*scenario), study.groups.name(*group));
        let head = vec![
            Span::Strong(cell),
            plain(format!(", {} ", words.say(NOW))),
            words.levels_said(verdict, now),
        ];
        let items = outcomes.into_iter().map(|(after, changes)| {
            let lead = vec![
                plain(format!("{} ", words.say(BECOMES))),
                words.levels_said(verdict, after),
            ];
            item(lead, vec![plain(named(words, &changes))])
        });
        lists.push(Block::List {
            head,
            items: items.collect(),
        });
    }
    if lists.is_empty() {
        return vec![paragraph(words.say(NO_VERDICTS))];
    }
    lists
}

/// The first of some changes, and how many more.
fn named(words: &Words<'_>, changes: &[Perturbation]) -> String {
    let told: Vec<String> = changes.iter().take(NAMED).map(|&one| change(words, one)).collect();
    let mut text = told.join("; ");
    if changes.len() > NAMED {
        let more = (changes.len() - NAMED).to_string();
        text.push_str(&format!("; {}", fill(words.say(AND_MORE), &[&more])));
    }
    text.push('.');
    text
}

/// A change in words.
fn change(words: &Words<'_>, change: Perturbation) -> String {
    let study = words.study;
    let about = |finding: FindingId| {
        let node = study.findings[finding].node;
        study.nodes[node]
            .code
            .clone()
            .unwrap_or_else(|| study.nodes.name(node).to_owned())
    };
    let name = |finding: FindingId| study.findings.name(finding);
    let treated = |treatment| match treatment {
        Treatment::Holds => words.say(HOLDS),
        Treatment::Open => words.say(IS_OPEN),
    };
    match change {
        Perturbation::Level { finding, to } => {
            let it = &study.findings[finding];
            let level = |level| words.level_name(it.node, toets_evaluate::Value::Level(level));
            let from = it.level.map_or_else(String::new, level);
            fill(words.say(LEVEL), &[name(finding), &about(finding), &from, &level(to)])
        }
        Perturbation::LeaveOut(finding) => fill(words.say(LEAVE_OUT), &[name(finding), &about(finding)]),
        Perturbation::LeaveOutSource(source) => fill(words.say(LEAVE_OUT_SOURCE), &[study.documents.name(source)]),
        Perturbation::Reading(reading) => match reading {
            Reading::Line(line) => {
                let level = |node, level| {
                    toets_answer::text_of(&[words.levels_said(node, &[toets_evaluate::Value::Level(level)])])
                };
                let (say, to) = if line.mapped {
                    (MAPPED, line.node)
                } else {
                    (LINE, line.child)
                };
                let names = [
                    words.coded(line.node),
                    level(line.child, line.level),
                    words.coded(line.child),
                    level(to, line.to),
                ];
                fill(words.say(say), &[&names[0], &names[1], &names[2], &names[3]])
            }
            Reading::NoVeto(node) => fill(words.say(NO_VETO), &[&words.coded(node)]),
            Reading::Own(node, own) => {
                let own = match own {
                    Own::First => OWN_FIRST,
                    Own::Worst => OWN_WORST,
                    Own::Child => OWN_CHILD,
                };
                fill(words.say(OWN), &[&words.coded(node), words.say(own)])
            }
            Reading::Skip(node) => fill(words.say(SKIP), &[&words.coded(node)]),
            Reading::DontSkip(node) => fill(words.say(DONT_SKIP), &[&words.coded(node)]),
            Reading::Modality(modality, treatment) => {
                let said = match modality {
                    Modality::Certain => CERTAIN,
                    Modality::Likely => LIKELY,
                    Modality::Conditional => CONDITIONAL,
                    Modality::Uncertain => UNCERTAIN,
                    Modality::SomeRespondents => SOME_RESPONDENTS,
                };
                fill(words.say(MODALITY), &[words.say(said), treated(treatment)])
            }
        },
    }
}

fn all_json(study: &Study, found: &Robustness) -> Json {
    let mut all = head(study, "robust");
    all.insert("tried".into(), found.tried.into());
    let cells: Vec<Json> = found
        .cells
        .iter()
        .map(|(scenario, group, possible)| {
            json!({
                "scenario": study.scenarios.name(*scenario),
                "group": study.groups.name(*group),
                "verdict": values_json(study, study.verdict, possible),
            })
        })
        .collect();
    all.insert("cells".into(), cells.into());
    let missed = found
        .not_worked_out
        .iter()
        .map(|&one| Json::Object(change_json(study, one)));
    all.insert("not_worked_out".into(), missed.collect());
    let shifts = found.shifts.iter().map(|shift| shift_json(study, shift));
    all.insert("moved".into(), shifts.collect());
    let conclusions = found.conclusions.iter().map(|steady| {
        json!({
            "id": study.conclusions.name(steady.conclusion),
            "holds": steady.status.word(),
            "flipped_by": steady.flipped_by,
            "shaken_by": steady.shaken_by,
        })
    });
    all.insert("conclusions".into(), conclusions.collect());
    all.into()
}

fn shift_json(study: &Study, shift: &Shift) -> Json {
    let verdicts: Vec<Json> = shift
        .verdicts
        .iter()
        .map(|moved| {
            json!({
                "scenario": study.scenarios.name(moved.scenario),
                "group": study.groups.name(moved.group),
                "before": values_json(study, study.verdict, &moved.before),
                "after": values_json(study, study.verdict, &moved.after),
            })
        })
        .collect();
    let conclusions: Vec<Json> = shift
        .conclusions
        .iter()
        .map(|moved| {
            json!({
                "id": study.conclusions.name(moved.conclusion),
                "before": moved.before.word(),
                "after": moved.after.word(),
            })
        })
        .collect();
    let mut all = change_json(study, shift.change);
    all.insert("verdicts".into(), verdicts.into());
    all.insert("conclusions".into(), conclusions.into());
    all.into()
}

fn change_json(study: &Study, change: Perturbation) -> Map<String, Json> {
    let mut all = Map::new();
    let mut add = |key: &str, value: &str| {
        all.insert(key.into(), value.into());
    };
    match change {
        Perturbation::Level { finding, to } => {
            let it = &study.findings[finding];
            let scale = &study.scales[study.nodes[it.node].scale];
            add("change", "level");
            add("finding", study.findings.name(finding));
            add("from", it.level.map_or("", |level| scale.name(level)));
            add("to", scale.name(to));
        }
        Perturbation::LeaveOut(finding) => {
            add("change", "leave-out");
            add("finding", study.findings.name(finding));
        }
        Perturbation::LeaveOutSource(source) => {
            add("change", "leave-out-source");
            add("source", study.documents.name(source));
        }
        Perturbation::Reading(reading) => {
            add("change", "reading");
            match reading {
                Reading::Line(line) => {
                    add("reading", if line.mapped { "map" } else { "line" });
                    add("node", study.nodes.name(line.node));
                    add("child", study.nodes.name(line.child));
                    let name = |node: NodeId, level| study.scales[study.nodes[node].scale].name(level);
                    add("level", name(line.child, line.level));
                    add("to", name(if line.mapped { line.node } else { line.child }, line.to));
                }
                Reading::NoVeto(node) => {
                    add("reading", "veto");
                    add("node", study.nodes.name(node));
                    add("to", "none");
                }
                Reading::Own(node, own) => {
                    add("reading", "own");
                    add("node", study.nodes.name(node));
                    add(
                        "to",
                        match own {
                            Own::First => "first",
                            Own::Worst => "worst",
                            Own::Child => "child",
                        },
                    );
                }
                Reading::Skip(node) => {
                    add("reading", "silent");
                    add("node", study.nodes.name(node));
                    add("to", "skip");
                }
                Reading::DontSkip(node) => {
                    add("reading", "silent");
                    add("node", study.nodes.name(node));
                    add("to", "open");
                }
                Reading::Modality(modality, treatment) => {
                    add("reading", "modality");
                    add("modality", modality.word());
                    add(
                        "to",
                        match treatment {
                            Treatment::Holds => "holds",
                            Treatment::Open => "open",
                        },
                    );
                }
            }
        }
    }
    all
}
