//! Under which conditions a level is reached, in words and as JSON.

use num_bigint::BigUint;
use serde_json::{Map, Value as Json, json};
use toets_answer::{Answer, Block, Item, Line, Section, Span, plain};
use toets_evaluate::{CaseBox, OpenVariable, Value};
use toets_model::{Kind, Language, Study};
use toets_question::{Conditions, Cover, CoverMember, CoverQuality, Form, Goal, Implicants, Share};

use crate::ask::{head, item, marked, paragraph};
use crate::glossary::glossary;
use crate::json::{value, world_box};
use crate::texts::{Say, fill};
use crate::words::Words;

/// What the question is about.
const ABOUT: Say = Say("Wanneer een niveau wordt bereikt", "When a level is reached");
const ASKED: Say = Say("Wat er gevraagd is", "What is asked");
const AT_LEAST: Say = Say("{} voor {}: {} ten minste ", "{} for {}: {} at least ");
const EXACTLY: Say = Say("{} voor {}: {} precies ", "{} for {}: {} exactly ");
const HOLDS_IN: Say = Say(
    "Zo is het in {} van de gevallen: {} van {}. Een geval is één mens, één keuze, één wet en één antwoord op al wat niet bekend is; elk telt even zwaar, een aandeel is geen kans.",
    "It is so in {} of the cases: {} of {}. A case is one person, one choice, one law and one answer to all that is unknown; each counts alike, a share is not a probability.",
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
const EQUALLY_SHORT: Say = Say(
    "Samen zeggen deze {} voorwaarden het helemaal, en met minder kan het niet; maar dit is één van {} manieren om het even kort te zeggen.",
    "Together these {} conditions say it all, and fewer would not do; but this is one of {} equally short ways to say it.",
);
const ONE_OF: Say = Say(
    "Deze voorwaarde zegt het alleen al helemaal; maar zij is één van {} waarvoor dat geldt.",
    "This condition says it all by itself; but it is one of {} that do.",
);
const AT_LEAST_SO_MANY: Say = Say("ten minste {}", "at least {}");
const OTHER_WAYS: Say = Say("Even kort is:", "Equally short:");
const MORE_WAYS: Say = Say(
    "Verdere manieren staan er niet bij; `--format json` geeft de eerste twintig.",
    "Further ways are not listed; `--format json` gives the first twenty.",
);
const ALONE: Say = Say(
    "Ook elk alleen al genoeg om het helemaal te zeggen:",
    "Each of these says it all by itself too:",
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
    "In totaal zijn er {} voorwaarden die genoeg zijn en niets vragen wat gemist kan worden.",
    "In all there are {} conditions that suffice and ask for nothing that they could do without.",
);
const TOO_MANY: Say = Say(
    "Er zijn te veel voorwaarden die genoeg zijn om ze te tellen; alleen die het minst vragen zijn bekeken.",
    "There are too many conditions that suffice to count them; only those that ask least were looked at.",
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

/// How many of the conditions that are not needed are told.
const OTHERS_TOLD: usize = 10;
/// How many of the conditions that are needed are told.
const MEMBERS_TOLD: usize = 20;
/// How many of the equally short ways are told.
const WAYS_TOLD: usize = 5;

/// What is to be shown for people; a program gets both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConditionsPart {
    /// When it holds.
    Sufficient,
    /// What all cases in which it holds have in common.
    Necessary,
}

/// The conditions under which a level is reached.
pub fn conditions<'a>(study: &'a Study, found: &'a Conditions, part: ConditionsPart, language: Language) -> Answer<'a> {
    let page = move || {
        let words = Words::new(study, language);
        let mut sections = vec![asked(&words, found)];
        match part {
            ConditionsPart::Sufficient => sections.extend(sufficient(&words, found)),
            ConditionsPart::Necessary => sections.push(necessary(&words, found)),
        }
        sections.extend(glossary(&words, named(found, part)));
        words.question(ABOUT, sections)
    };
    Answer::new(language, page, move || all_json(study, found)).listing(&["full", "cover"])
}

/// What the page names.
fn named(found: &Conditions, part: ConditionsPart) -> Vec<OpenVariable> {
    let variables = |boxes: &CaseBox| -> Vec<OpenVariable> { boxes.iter().map(|&(variable, _)| variable).collect() };
    match part {
        ConditionsPart::Necessary => found.necessary.iter().map(|one| one.variable).collect(),
        ConditionsPart::Sufficient => {
            let shown = shown(found).into_iter();
            let numbered = shown.flat_map(|(_, form)| Numbered::new(&form.implicants).all);
            numbered.flat_map(variables).collect()
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
    let counts = [&share(words, holds, all), &words.count(holds), &words.count(all)];
    let holds = fill(words.say(HOLDS_IN), &counts.map(String::as_str));
    let mut blocks = vec![Block::Text(line), paragraph(holds)];
    if found.not_applicable != BigUint::ZERO {
        blocks.push(paragraph(words.not_applicable(found.goal.node, &found.not_applicable)));
    }
    Section::new(words.say(ASKED), blocks)
}

/// The forms that are told: one where no answer matters.
fn shown(found: &Conditions) -> Vec<(Say, &Form)> {
    match found.open {
        false => vec![(ONLY, &found.whatever)],
        true => vec![
            (WHATEVER, &found.whatever),
            (POSSIBLE, &found.possible),
            (FULL, &found.full),
        ],
    }
}

fn sufficient(words: &Words<'_>, found: &Conditions) -> Vec<Section> {
    let shown = shown(found).into_iter();
    shown.map(|(title, one)| form(words, found, title, one)).collect()
}

/// The conditions that are told of a form, each with its number: the members of its cover, then what other equally short ways that are told need
/// beside those, then others that suffice.
struct Numbered<'a> {
    all: Vec<&'a CaseBox>,
    /// Each way but the one that is shown, as numbers.
    ways: Vec<Vec<usize>>,
}

impl<'a> Numbered<'a> {
    fn new(implicants: &'a Implicants<CaseBox>) -> Self {
        let cover = &implicants.cover;
        let mut all: Vec<&CaseBox> = cover.members.iter().map(|member| &member.demands).collect();
        let mut ways = Vec::new();
        for other in cover.others.iter().take(WAYS_TOLD) {
            let number = |member: &'a CoverMember<CaseBox>| {
                let known = all.iter().position(|one| **one == member.demands);
                known.unwrap_or_else(|| {
                    all.push(&member.demands);
                    all.len() - 1
                })
            };
            let mut numbers: Vec<usize> = other.iter().map(number).collect();
            numbers.sort_unstable();
            ways.push(numbers);
        }
        let told = all.len().max(cover.members.len() + OTHERS_TOLD);
        for prime in &implicants.primes {
            if all.len() < told && !all.contains(&&prime.demands) {
                all.push(&prime.demands);
            }
        }
        Self { all, ways }
    }
}

fn form(words: &Words<'_>, found: &Conditions, title: Say, form: &Form) -> Section {
    let title = words.say(title);
    let implicants = &form.implicants;
    if implicants.holds == BigUint::ZERO {
        return Section::new(title, vec![paragraph(words.say(NEVER))]);
    }
    if implicants.holds == form.admitted {
        return Section::new(title, vec![paragraph(words.say(ALWAYS))]);
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
                .said
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
    Section::new(title, blocks)
}

/// What all of several conditions demand alike; nothing of one.
fn common(members: &[CoverMember<CaseBox>]) -> CaseBox {
    let [first, others @ ..] = members else {
        return CaseBox::new();
    };
    if others.is_empty() {
        return CaseBox::new();
    }
    let in_all = |test: &&(OpenVariable, Vec<u32>)| others.iter().all(|other| other.said.contains(test));
    first.said.iter().filter(in_all).cloned().collect()
}

/// How well the members of the cover say it.
fn covered(words: &Words<'_>, form: &Form) -> Option<Block> {
    let implicants = &form.implicants;
    let cover = &implicants.cover;
    let members = cover.members.len().to_string();
    let text = match cover.quality {
        _ if !cover.complete => {
            let counts = [&cover.worlds, &implicants.holds].map(|count| words.count(count));
            fill(words.say(PARTIAL), &[&members, &counts[0], &counts[1]])
        }
        CoverQuality::Irredundant if cover.members.len() == 1 => return None,
        CoverQuality::Irredundant => fill(words.say(IRREDUNDANT), &[&members]),
        CoverQuality::Minimum => {
            let equally = &cover.equally_small;
            let mut ways = words.count(&equally.number);
            if equally.at_least {
                ways = fill(words.say(AT_LEAST_SO_MANY), &[&ways]);
            }
            match (cover.members.len(), several(cover)) {
                (1, false) => return None,
                (1, true) => fill(words.say(ONE_OF), &[&ways]),
                (_, false) => fill(words.say(MINIMUM), &[&members]),
                (_, true) => fill(words.say(EQUALLY_SHORT), &[&members, &ways]),
            }
        }
    };
    Some(paragraph(text))
}

/// Whether the cover is one of several that are as short.
fn several(cover: &Cover<CaseBox>) -> bool {
    cover.equally_small.at_least || cover.equally_small.number > 1u32.into()
}

/// The prime implicants that are no members of the cover, and the equally short covers that some of them make.
fn others(words: &Words<'_>, form: &Form) -> Vec<Block> {
    let implicants = &form.implicants;
    let cover = &implicants.cover;
    let numbered = Numbered::new(implicants);
    let members = cover.members.len();
    let told = |n: usize| {
        let demands = numbered.all[n];
        let prime = implicants.primes.iter().find(|prime| prime.demands == *demands);
        let member = cover.others.iter().flatten().find(|member| member.demands == *demands);
        let known = prime.map(|prime| (&prime.said, &prime.worlds));
        let (said, worlds) = known.or_else(|| member.map(|member| (&member.said, &member.worlds)))?;
        let size = fill(words.say(MEMBER), &[&share(words, worlds, &form.admitted)]);
        let told = vec![plain(format!("{} ({size})", sentence(words, said)))];
        Some(item(vec![plain((n + 1).to_string())], told))
    };
    let mut blocks = Vec::new();
    let mut list = |head: Say, numbers: std::ops::Range<usize>| {
        let items: Vec<Item> = numbers.filter_map(told).collect();
        if !items.is_empty() {
            blocks.push(Block::List {
                head: vec![plain(words.say(head))],
                items,
            });
        }
    };
    // Of ways with one condition each is what it is about; of longer ones it is told which conditions they are.
    let used = numbered
        .ways
        .iter()
        .flatten()
        .max()
        .map_or(members, |last| last + 1)
        .max(members);
    if members == 1 {
        list(ALONE, members..used);
        list(OTHERS, used..numbered.all.len());
    } else {
        list(OTHERS, members..numbered.all.len());
        let way = |numbers: &Vec<usize>| {
            let numbers: Vec<String> = numbers.iter().map(|n| (n + 1).to_string()).collect();
            numbers.join(", ")
        };
        if !numbered.ways.is_empty() {
            let ways: Vec<String> = numbered.ways.iter().map(way).collect();
            blocks.push(paragraph(format!("{} {}.", words.say(OTHER_WAYS), ways.join("; "))));
        }
    }
    if cover.equally_small.number > (numbered.ways.len() + 1).into() {
        blocks.push(Block::Text(marked(words.say(MORE_WAYS))));
    }
    match &implicants.total {
        Some(total) if *total > numbered.all.len().into() => {
            blocks.push(paragraph(fill(words.say(MORE), &[&words.count(total)])));
        }
        Some(_) => {}
        None => blocks.push(paragraph(words.say(TOO_MANY))),
    }
    blocks
}

fn necessary(words: &Words<'_>, found: &Conditions) -> Section {
    let title = words.say(NECESSARY);
    if found.full.implicants.holds == BigUint::ZERO {
        return Section::new(title, vec![paragraph(words.say(NEVER))]);
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
        return Section::new(title, vec![paragraph(words.say(NOTHING_IN_COMMON))]);
    }
    Section::new(
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
    if found.not_applicable != BigUint::ZERO {
        all.insert("not_applicable".into(), found.not_applicable.to_string().into());
    }
    all.insert("full".into(), form_json(study, &found.full));
    all.insert("whatever".into(), form_json(study, &found.whatever));
    all.insert("some".into(), form_json(study, &found.possible));
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
            let mut one = when_json(study, &prime.demands, &prime.said);
            one.insert("worlds".into(), prime.worlds.to_string().into());
            one.insert("essential".into(), prime.essential.into());
            one.into()
        })
        .collect();
    let members = |members: &[CoverMember<CaseBox>]| -> Vec<Json> {
        let member = |member: &CoverMember<CaseBox>| {
            let mut one = when_json(study, &member.demands, &member.said);
            one.insert("worlds".into(), member.worlds.to_string().into());
            one.insert("alone".into(), member.alone.to_string().into());
            one.into()
        };
        members.iter().map(member).collect()
    };
    let mut covered = Map::new();
    covered.insert("members".into(), members(&cover.members).into());
    covered.insert("quality".into(), cover.quality.word().into());
    covered.insert("complete".into(), cover.complete.into());
    covered.insert("worlds".into(), cover.worlds.to_string().into());
    covered.insert("equally_small".into(), cover.equally_small.number.to_string().into());
    if cover.equally_small.at_least {
        covered.insert("at_least".into(), true.into());
    }
    let others: Vec<Vec<Json>> = cover.others.iter().map(|other| members(other)).collect();
    covered.insert("others".into(), others.into());
    json!({
        "admitted": form.admitted.to_string(),
        "holds": form.implicants.holds.to_string(),
        "primes": primes,
        "complete": form.implicants.complete,
        "total": form.implicants.total.as_ref().map(ToString::to_string),
        "covered": form.implicants.covered.to_string(),
        "cover": covered,
    })
}

/// What is demanded, by who decides it, and as a sentence.
fn when_json(study: &Study, demands: &CaseBox, said: &CaseBox) -> Map<String, Json> {
    let mut when = Map::new();
    for kind in [Kind::Trait, Kind::Lever, Kind::Regime, Kind::Unknown] {
        let of_kind: CaseBox = demands.iter().filter(|(v, _)| v.kind(study) == kind).cloned().collect();
        if !of_kind.is_empty() {
            when.insert(kind.word().into(), world_box(study, &of_kind));
        }
    }
    let sentence = |language| sentence(&Words::new(study, language), said);
    let mut one = Map::new();
    one.insert("when".into(), when.into());
    one.insert(
        "sentence".into(),
        json!({ "nl": sentence(Language::Nl), "en": sentence(Language::En) }),
    );
    one
}
