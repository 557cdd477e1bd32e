//! Under which conditions a level is reached, in words and as JSON.

use num_bigint::BigUint;
use serde_json::{Map, Value as Json, json};
use toets_evaluate::{CaseBox, OpenVariable, Value};
use toets_model::{Kind, Language, Study};
use toets_question::{Conditions, CoverMember, CoverQuality, Form, Goal, Implicants, Share};

use crate::ask::{Format, head, item, marked, paragraph, render, section};
use crate::glossary::glossary;
use crate::json::{value, world_box};
use crate::page::{Block, Item, Page, Section, plain};
use crate::table::Style;
use crate::texts::{Say, fill};
use crate::words::{Line, Span, Words};

const ASKED: Say = Say("Wat er gevraagd is", "What is asked");
const AT_LEAST: Say = Say("{} voor {}: {} ten minste ", "{} for {}: {} at least ");
const EXACTLY: Say = Say("{} voor {}: {} precies ", "{} for {}: {} exactly ");
const HOLDS_IN: Say = Say(
    "Zo is het in {} van de gevallen: {} van {}. Een geval is één mens, één keuze, één wet en één antwoord op al wat niet bekend is; elk telt even zwaar, een aandeel is geen kans.",
    "It is so in {} of the cases: {} of {}. A case is one person, one choice, one law and one answer to all that is unknown; each counts alike, a share is no probability.",
);
const WHATEVER: Say = Say(
    "Wat de antwoorden op het onbekende ook zijn",
    "Whatever the answers to what is unknown",
);
const POSSIBLE: Say = Say("Bij sommige antwoorden", "For some answers");
const FULL: Say = Say("Met de antwoorden erbij", "With the answers named");
const ONLY: Say = Say("Wanneer", "When");
const THIS_IS: Say = Say("{} is {}", "{} is {}");
const AT_LEAST_HERE: Say = Say("ten minste ", "at least ");
const EXACTLY_HERE: Say = Say("precies ", "exactly ");
const NEVER: Say = Say("In geen enkel geval.", "In no case.");
const ALWAYS: Say = Say("In elk geval.", "In every case.");
const MEMBER: Say = Say("{} van de gevallen", "{} of the cases");
const MEMBER_ALONE: Say = Say(
    "{} van de gevallen, waarvan {} alleen zo",
    "{} of the cases, {} of them only so",
);
const WHEN: [(Kind, Say); 4] = [
    (Kind::Trait, Say("voor wie geldt: {}", "for those of whom: {}")),
    (Kind::Lever, Say("met als keuze {}", "with the choice {}")),
    (Kind::Regime, Say("onder {}", "under {}")),
    (Kind::Unknown, Say("als blijkt dat {}", "if it turns out that {}")),
];
const IN_ALL: Say = Say("In alle gevallen hieronder {}.", "In all cases below {}.");
const NOTHING_MORE: Say = Say("verder niets", "nothing more");
const MORE_MEMBERS: Say = Say(
    "en nog {} zulke voorwaarden; `--format json` geeft ze alle",
    "and {} more such conditions; `--format json` lists them all",
);
const MINIMUM: Say = Say(
    "Samen zeggen deze {} voorwaarden het helemaal, en met minder kan het niet.",
    "Together these {} conditions say it all, and fewer would not do.",
);
const IRREDUNDANT: Say = Say(
    "Samen zeggen deze {} voorwaarden het helemaal, en geen ervan kan gemist worden. Of minder ook kan, is niet bewezen.",
    "Together these {} conditions say it all, and none can be left out. Whether fewer would do was not proved.",
);
const PARTIAL: Say = Say(
    "Deze {} voorwaarden zeggen het van {} van de {} gevallen waarin het zo is; voor de rest zouden er te veel nodig zijn.",
    "These {} conditions say it of {} of the {} cases in which it is so; the rest would take too many.",
);
const OTHERS: Say = Say(
    "Ook genoeg, maar hierboven niet nodig:",
    "These suffice too, but are not needed above:",
);
const MORE: Say = Say(
    "Er zijn {} kortste voorwaarden; de {} die het minst vragen zijn bekeken.",
    "There are {} shortest conditions; the {} that demand least were looked at.",
);
const TOO_MANY: Say = Say(
    "Er zijn te veel kortste voorwaarden om te tellen; de {} die het minst vragen zijn bekeken.",
    "There are too many shortest conditions to count; the {} that demand least were looked at.",
);
const NECESSARY: Say = Say(
    "Wat al deze gevallen gemeen hebben",
    "What all these cases have in common",
);
const NECESSARY_INTRO: Say = Say(
    "Zonder dit kan het niet; of het genoeg is, is een andere vraag.",
    "It can't be without this; whether it is enough is another question.",
);
const NOTHING_IN_COMMON: Say = Say(
    "Niets: elke waarde die voorkomt, komt er ook in voor.",
    "Nothing: each value that occurs, occurs in them too.",
);
const BY_KIND: [(Kind, Say); 4] = [
    (Kind::Trait, Say("mensen", "people")),
    (Kind::Lever, Say("ontwerpkeuzes", "choices of design")),
    (Kind::Regime, Say("geldend recht", "law in force")),
    (
        Kind::Unknown,
        Say("antwoorden op het onbekende", "answers to what is unknown"),
    ),
];

/// The longest number of cases that is written out for people, in digits.
const LONGEST: usize = 12;
/// How many of the conditions that are not needed are told.
const OTHERS_TOLD: usize = 10;
/// How many of the conditions that are needed are told.
const MEMBERS_TOLD: usize = 20;

/// What is to be shown for people; a program gets both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConditionsPart {
    /// When it holds.
    Sufficient,
    /// What all cases in which it holds have in common.
    Necessary,
}

/// The conditions under which a level is reached.
pub fn conditions(study: &Study, found: &Conditions, part: ConditionsPart, format: Format, style: Style) -> String {
    let page = || {
        let words = Words::new(study, style.language);
        let mut sections = vec![asked(&words, found)];
        match part {
            ConditionsPart::Sufficient => sections.extend(sufficient(&words, found)),
            ConditionsPart::Necessary => sections.push(necessary(&words, found)),
        }
        sections.extend(glossary(&words, named(found, part)));
        Page::about(&words, sections)
    };
    render(page, || all_json(study, found), format, style)
}

/// What the page names.
fn named(found: &Conditions, part: ConditionsPart) -> Vec<OpenVariable> {
    let variables = |boxes: &CaseBox| -> Vec<OpenVariable> { boxes.iter().map(|&(variable, _)| variable).collect() };
    match part {
        ConditionsPart::Necessary => found.necessary.iter().map(|one| one.variable).collect(),
        ConditionsPart::Sufficient => {
            let implicants = &found.full.implicants;
            let members = implicants.cover.members.iter().map(|member| &member.demands);
            let others = implicants.primes.iter().take(OTHERS_TOLD);
            let all = members.chain(others.map(|prime| &prime.demands));
            all.flat_map(variables).collect()
        }
    }
}

/// What is demanded, as a sentence goes on: people first, then choices, the law, and what is unknown.
fn sentence(words: &Words<'_>, demands: &CaseBox) -> String {
    let parts = WHEN.into_iter().filter_map(|(kind, text)| {
        let of_kind = demands
            .iter()
            .filter(|(variable, _)| variable.kind(words.study) == kind);
        let tests: Vec<String> = of_kind.map(|test| words.tests(std::slice::from_ref(test))).collect();
        (!tests.is_empty()).then(|| fill(words.say(text), &[&tests.join(words.texts.and)]))
    });
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() {
        words.texts.always.to_owned()
    } else {
        parts.join("; ")
    }
}

fn share(words: &Words<'_>, part: &BigUint, whole: &BigUint) -> String {
    words.share(&Share::new(part.clone(), whole.clone()))
}

fn ordered(study: &Study, goal: Goal) -> bool {
    study.scales[study.nodes[goal.node].scale].ordered()
}

fn asked(words: &Words<'_>, found: &Conditions) -> Section {
    let study = words.study;
    let names = [
        study.scenarios.name(found.scenario),
        study.groups.name(found.group),
        &words.coded(found.goal.node),
    ];
    let text = if ordered(study, found.goal) { AT_LEAST } else { EXACTLY };
    let line = vec![
        plain(fill(words.say(text), &names)),
        words.levels(found.goal.node, &[Value::Level(found.goal.level)]),
        plain("."),
    ];
    let (holds, all) = (&found.full.implicants.holds, &found.full.admitted);
    let counts = [
        &share(words, holds, all),
        &number(holds, words.language),
        &number(all, words.language),
    ];
    let holds = fill(words.say(HOLDS_IN), &counts.map(String::as_str));
    let mut blocks = vec![Block::Text(line), paragraph(holds)];
    if found.not_applicable != BigUint::ZERO {
        blocks.push(paragraph(words.not_applicable(found.goal.node, &found.not_applicable)));
    }
    section(words.say(ASKED), blocks)
}

fn sufficient(words: &Words<'_>, found: &Conditions) -> Vec<Section> {
    match &found.projected {
        None => vec![form(words, found, ONLY, &found.full)],
        Some(projected) => vec![
            form(words, found, WHATEVER, &projected.whatever),
            form(words, found, POSSIBLE, &projected.possible),
            form(words, found, FULL, &found.full),
        ],
    }
}

fn form(words: &Words<'_>, found: &Conditions, title: Say, form: &Form) -> Section {
    let title = words.say(title);
    let implicants = &form.implicants;
    if implicants.holds == BigUint::ZERO {
        return section(title, vec![paragraph(words.say(NEVER))]);
    }
    if implicants.holds == form.admitted {
        return section(title, vec![paragraph(words.say(ALWAYS))]);
    }
    let is = if ordered(words.study, found.goal) {
        AT_LEAST_HERE
    } else {
        EXACTLY_HERE
    };
    let node = words.node(found.goal.node);
    let is_this = fill(words.say(THIS_IS), &[&node, words.say(is)]);
    let line = vec![
        plain(is_this),
        words.levels(found.goal.node, &[Value::Level(found.goal.level)]),
        plain(":"),
    ];
    let members = &implicants.cover.members;
    let common = common(members);
    let mut blocks = Vec::new();
    if !common.is_empty() {
        let always = fill(words.say(IN_ALL), &[&sentence(words, &common)]);
        blocks.push(paragraph(always));
    }
    let mut items: Vec<Item> = members
        .iter()
        .take(MEMBERS_TOLD)
        .enumerate()
        .map(|(n, member)| {
            let rest: CaseBox = member
                .demands
                .iter()
                .filter(|test| !common.contains(test))
                .cloned()
                .collect();
            let rest = match rest.is_empty() {
                true => words.say(NOTHING_MORE).to_owned(),
                false => sentence(words, &rest),
            };
            let worlds = share(words, &member.worlds, &form.admitted);
            let size = match members.len() {
                1 => fill(words.say(MEMBER), &[&worlds]),
                _ => fill(
                    words.say(MEMBER_ALONE),
                    &[&worlds, &share(words, &member.alone, &form.admitted)],
                ),
            };
            let told = vec![Span::Strong(rest), plain(format!(" ({size})"))];
            item(vec![plain((n + 1).to_string())], told)
        })
        .collect();
    if members.len() > MEMBERS_TOLD {
        let more = fill(words.say(MORE_MEMBERS), &[&(members.len() - MEMBERS_TOLD).to_string()]);
        items.push(item(vec![plain("…")], marked(&more)));
    }
    blocks.push(Block::List { head: line, items });
    blocks.extend(covered(words, form));
    blocks.extend(others(words, form));
    section(title, blocks)
}

/// What all of several conditions demand alike; nothing of one.
fn common(members: &[CoverMember<CaseBox>]) -> CaseBox {
    let [first, others @ ..] = members else {
        return CaseBox::new();
    };
    if others.is_empty() {
        return CaseBox::new();
    }
    let in_all = |test: &&(OpenVariable, Vec<u32>)| others.iter().all(|other| other.demands.contains(test));
    first.demands.iter().filter(in_all).cloned().collect()
}

/// How well the members of the cover say it, where there is more than one.
fn covered(words: &Words<'_>, form: &Form) -> Option<Block> {
    let implicants = &form.implicants;
    let cover = &implicants.cover;
    let members = cover.members.len().to_string();
    let text = match cover.quality {
        _ if !cover.complete => {
            let counts = [&cover.worlds, &implicants.holds].map(|count| number(count, words.language));
            fill(words.say(PARTIAL), &[&members, &counts[0], &counts[1]])
        }
        _ if cover.members.len() == 1 => return None,
        CoverQuality::Minimum => fill(words.say(MINIMUM), &[&members]),
        CoverQuality::Irredundant => fill(words.say(IRREDUNDANT), &[&members]),
    };
    Some(paragraph(text))
}

/// The prime implicants that are no members of the cover, and whether there are more.
fn others(words: &Words<'_>, form: &Form) -> Vec<Block> {
    let implicants = &form.implicants;
    let members: Vec<&CaseBox> = implicants.cover.members.iter().map(|member| &member.demands).collect();
    let others = implicants
        .primes
        .iter()
        .filter(|prime| !members.contains(&&prime.demands));
    let items: Vec<Item> = others
        .take(OTHERS_TOLD)
        .enumerate()
        .map(|(n, prime)| {
            let size = fill(words.say(MEMBER), &[&share(words, &prime.worlds, &form.admitted)]);
            let told = vec![plain(format!("{} ({size})", sentence(words, &prime.demands)))];
            item(vec![plain((members.len() + n + 1).to_string())], told)
        })
        .collect();
    let mut blocks = Vec::new();
    if !items.is_empty() {
        blocks.push(Block::List {
            head: vec![plain(words.say(OTHERS))],
            items,
        });
    }
    let listed = implicants.primes.len();
    let told = listed.min(members.len() + OTHERS_TOLD);
    match &implicants.total {
        Some(total) if *total > told.into() => blocks.push(paragraph(fill(
            words.say(MORE),
            &[&number(total, words.language), &listed.to_string()],
        ))),
        Some(_) => {}
        None => blocks.push(paragraph(fill(words.say(TOO_MANY), &[&listed.to_string()]))),
    }
    blocks
}

fn necessary(words: &Words<'_>, found: &Conditions) -> Section {
    let title = words.say(NECESSARY);
    if found.full.implicants.holds == BigUint::ZERO {
        return section(title, vec![paragraph(words.say(NEVER))]);
    }
    let items: Vec<Item> = BY_KIND
        .into_iter()
        .filter_map(|(kind, name)| {
            let of_kind = found
                .necessary
                .iter()
                .filter(|one| one.variable.kind(words.study) == kind);
            let tests: Vec<String> = of_kind
                .map(|one| words.tests(&[(one.variable, one.values.clone())]))
                .collect();
            (!tests.is_empty()).then(|| {
                let lead: Line = vec![Span::Strong(words.say(name).to_owned())];
                item(lead, vec![plain(tests.join("; "))])
            })
        })
        .collect();
    if items.is_empty() {
        return section(title, vec![paragraph(words.say(NOTHING_IN_COMMON))]);
    }
    section(
        title,
        vec![
            paragraph(words.say(NECESSARY_INTRO)),
            Block::List {
                head: Line::new(),
                items,
            },
        ],
    )
}

/// A count for people: a very large one by its size.
pub(crate) fn number(count: &BigUint, language: Language) -> String {
    let digits = count.to_string();
    if digits.len() > LONGEST {
        let separator = if language == Language::Nl { "," } else { "." };
        return format!("{}{separator}{} · 10^{}", &digits[..1], &digits[1..2], digits.len() - 1);
    }
    digits
}

fn all_json(study: &Study, found: &Conditions) -> Json {
    let mut all = head(study, "conditions");
    all.insert("scenario".into(), study.scenarios.name(found.scenario).into());
    all.insert("group".into(), study.groups.name(found.group).into());
    all.insert("node".into(), study.nodes.name(found.goal.node).into());
    let level = if ordered(study, found.goal) {
        "at_least"
    } else {
        "exactly"
    };
    all.insert(
        level.into(),
        value(study, found.goal.node, Value::Level(found.goal.level)),
    );
    let (whatever, some) = match &found.projected {
        Some(projected) => (&projected.whatever, &projected.possible),
        None => (&found.full, &found.full),
    };
    if found.not_applicable != BigUint::ZERO {
        all.insert("not_applicable".into(), found.not_applicable.to_string().into());
    }
    all.insert("full".into(), form_json(study, &found.full));
    all.insert("whatever".into(), form_json(study, whatever));
    all.insert("some".into(), form_json(study, some));
    let necessary: Vec<Json> = found
        .necessary
        .iter()
        .map(|one| {
            let names = |values: &[u32]| -> Vec<String> {
                let name = |&v: &u32| one.variable.value_name(study, v).to_string();
                values.iter().map(name).collect()
            };
            json!({
                "variable": one.variable.id(study),
                "kind": one.variable.kind(study).word(),
                "values": names(&one.values),
                "of": names(&one.of),
            })
        })
        .collect();
    all.insert("necessary".into(), necessary.into());
    all.into()
}

fn form_json(study: &Study, form: &Form) -> Json {
    let Implicants { primes, cover, .. } = &form.implicants;
    let primes: Vec<Json> = primes
        .iter()
        .map(|prime| {
            let mut one = when_json(study, &prime.demands);
            one.insert("worlds".into(), prime.worlds.to_string().into());
            one.insert("essential".into(), prime.essential.into());
            one.into()
        })
        .collect();
    let members: Vec<Json> = cover
        .members
        .iter()
        .map(|member| {
            let mut one = when_json(study, &member.demands);
            one.insert("worlds".into(), member.worlds.to_string().into());
            one.insert("alone".into(), member.alone.to_string().into());
            one.into()
        })
        .collect();
    json!({
        "admitted": form.admitted.to_string(),
        "holds": form.implicants.holds.to_string(),
        "primes": primes,
        "complete": form.implicants.complete,
        "total": form.implicants.total.as_ref().map(ToString::to_string),
        "covered": form.implicants.covered.to_string(),
        "cover": {
            "members": members,
            "quality": cover.quality.word(),
            "complete": cover.complete,
            "worlds": cover.worlds.to_string(),
        },
    })
}

/// What is demanded, by who decides it, and as a sentence.
fn when_json(study: &Study, demands: &CaseBox) -> Map<String, Json> {
    let mut when = Map::new();
    for kind in [Kind::Trait, Kind::Lever, Kind::Regime, Kind::Unknown] {
        let of_kind: CaseBox = demands.iter().filter(|(v, _)| v.kind(study) == kind).cloned().collect();
        if !of_kind.is_empty() {
            when.insert(kind.word().into(), world_box(study, &of_kind));
        }
    }
    let sentence = |language| sentence(&Words::new(study, language), demands);
    let mut one = Map::new();
    one.insert("when".into(), when.into());
    one.insert(
        "sentence".into(),
        json!({ "nl": sentence(Language::Nl), "en": sentence(Language::En) }),
    );
    one
}
