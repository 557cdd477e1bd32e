//! Why a node has the level that it has, in words and as JSON.

mod away;
mod cite;
mod json;
mod notes;
mod rule;
mod tree;
mod words;

use toets_answer::{Answer, Block, Section, Span, plain};
use toets_evaluate::{Basis, CaseBox, OpenVariable, Value};
use toets_model::{Kind, Language, Study};
use toets_question::{Derivation, ExplainedCase, Explanation, Share, WhyReason};

use crate::ask::{item, marked, paragraph};
use crate::glossary::glossary;
use crate::texts::{Say, fill};
use crate::words::Words;

/// What the question is about.
const ABOUT: Say = Say("Hoe een niveau tot stand komt", "How a level comes about");
const ONE: Say = Say("{} voor {}: {} is ", "{} for {}: {} is ");
const SEVERAL: Say = Say("{} voor {}: {} kan zijn ", "{} for {}: {} can be ");
const WORLDS: Say = Say(
    "Van elk van deze niveaus is hieronder één geval uitgelegd: dat met de minste ongewone waarden. Een ander geval kiest men met `--where`; verder ontvouwen gaat met `--depth`.",
    "Of each of these levels one case is explained below: the one with the fewest unusual values. Choose another one with `--where`; unfold more with `--depth`.",
);
const OPEN: Say = Say("Open: {}", "Open: {}");
const OPEN_TOLD: Say = Say(
    "Welk van deze niveaus het in zulke gevallen is, is niet bekend: niets beslist ertussen. Eén geval staat hieronder; in de andere verschilt alleen wat is aangenomen.",
    "Which of these levels it is in such cases is not known: nothing decides between them. One case stands below; in the others only what is assumed differs.",
);
const ASSUMED: Say = Say("Aangenomen: {}.", "Assumed: {}.");
const WHY: Say = Say("Waarom {}", "Why {}");
const EVERY: Say = Say("Zo is het in elk geval.", "It is so in every case.");
const EVERY_ASSUMED: Say = Say("Zo is het dan in elk geval.", "It is then so in every case.");
const SOME_ANSWERS: Say = Say(
    "Zo is het in een deel van de gevallen: het hangt af van wat niet bekend is.",
    "It is so in some of the cases: it depends on what is not known.",
);
const SHARE: Say = Say(
    "Zo is het in {} van de gevallen (elk telt even zwaar; een aandeel is geen kans).",
    "It is so in {} of the cases (each counts alike; a share is not a probability).",
);
const SUCH: Say = Say("Uitgelegd is dit geval: {}.", "This case is explained: {}.");
const SUCH_ANSWERS: Say = Say(
    "{} antwoorden op het onbekende, waaronder de antwoorden hieronder",
    "{} answers to what is unknown, among them those below",
);
/// More answers than this are not written out to say which case is explained.
const ANSWERS: usize = 6;
const ENOUGH: Say = Say("Dit is al genoeg:", "This is enough already:");
const ENOUGH_NOTHING: Say = Say(
    "Het is zo in elk geval, wat er ook gekozen wordt.",
    "It is so in every case, whatever is chosen.",
);
const ENOUGH_HERE: Say = Say(
    "Het is zo in elk geval van dit scenario voor deze groep.",
    "It is so in every case of this scenario for this group.",
);
const WHOLE: Say = Say(
    "Dan is het zo in elk toegelaten geval, wat verder het scenario, de groep, de wet en de antwoorden ook zijn.",
    "Then it is so in every admitted case, whatever else the scenario, the group, the law and the answers are.",
);
const CELL: Say = Say(
    "Dan is het zo in elk geval van dit scenario voor deze groep.",
    "Then it is so in every case of this scenario for this group.",
);
const SMALLEST: Say = Say(
    "Geen ervan kan gemist worden, en met minder is het niet zeker.",
    "None of these can be left out, and with fewer it is not certain.",
);
const EQUALLY_SMALL: Say = Say(
    "Er zijn {} even korte redenen; dit is er één van.",
    "There are {} equally short reasons; this is one of them.",
);
const NOT_PROVED: Say = Say(
    "Geen ervan kan gemist worden; of het met minder andere kan, is niet bewezen.",
    "None of these can be left out; whether fewer others would do was not proved.",
);
const WITH_UNKNOWNS: Say = Say(
    "Zonder iets aan te nemen over wat niet bekend is, staat dit niveau niet vast.",
    "Without assuming something of what is unknown this level is not certain.",
);
const NO_RESULT: Say = Say("Dit onderdeel heeft hier geen niveau.", "This node has no level here.");
const DECIDED_BY: [(Kind, Say); 4] = [
    (Kind::Lever, Say("gekozen", "chosen")),
    (Kind::Trait, Say("mensen", "people")),
    (Kind::Regime, Say("recht", "law")),
    (Kind::Unknown, Say("aangenomen", "assumed")),
];

/// How far the tree is unfolded.
#[derive(Clone, Copy, Debug)]
struct Unfold {
    /// So many steps down, whatever decided.
    depth: Option<usize>,
    /// Without that: so many steps down where something decided, and not elsewhere.
    decisive: usize,
}

/// How far trees are unfolded where something decided, if there are several of them.
const SEVERAL_TREES: usize = 1;

/// Why a node has the level that it has. The tree is unfolded `depth` steps down; without a depth where something decided, and
/// not elsewhere: wholly if there is one level to explain, else one step.
pub fn explanation<'a>(
    study: &'a Study,
    found: &'a Explanation,
    depth: Option<usize>,
    language: Language,
) -> Answer<'a> {
    let page = move || {
        let words = Words::new(study, language);
        let unfold = Unfold {
            depth,
            decisive: if found.cases.len() > 1 {
                SEVERAL_TREES
            } else {
                usize::MAX
            },
        };
        words.question(ABOUT, sections(&words, found, unfold))
    };
    Answer::new(language, page, move || json::all(study, found)).listing(&["cases"])
}

fn sections(words: &Words<'_>, found: &Explanation, unfold: Unfold) -> Vec<Section> {
    let node = found.asked.node;
    let mut sections = vec![asked(words, found)];
    let mut groups: Vec<Vec<&ExplainedCase>> = Vec::new();
    for case in &found.cases {
        match groups.iter_mut().find(|group| only_assumed(group[0], case)) {
            Some(group) => group.push(case),
            None => groups.push(vec![case]),
        }
    }
    for alike in groups {
        match alike.as_slice() {
            [case] => {
                sections.push(why(words, found, case));
                sections.push(tree::tree(words, node, &alike, unfold));
                sections.extend(away::away(words, node, case));
            }
            _ => {
                let levels: Vec<String> = alike.iter().map(|case| words.level_name(node, case.value)).collect();
                let title = fill(words.say(OPEN), &[&levels.join(", ")]);
                sections.push(Section::new(title, vec![paragraph(words.say(OPEN_TOLD))]));
                sections.push(tree::tree(words, node, &alike, unfold));
            }
        }
    }
    sections.extend(glossary(words, named(found)));
    sections
}

fn asked(words: &Words<'_>, found: &Explanation) -> Section {
    let study = words.study;
    let asked = &found.asked;
    let names = [
        study.scenarios.name(asked.scenario),
        study.groups.name(asked.group),
        &words.coded(asked.node),
    ];
    let values: Vec<Value> = found.cases.iter().map(|case| case.value).collect();
    let mut blocks = Vec::new();
    if !asked.assumed.is_empty() {
        let tests: Vec<(OpenVariable, Vec<u32>)> = asked
            .assumed
            .iter()
            .map(|one| (one.variable, vec![one.value]))
            .collect();
        blocks.push(paragraph(fill(words.say(ASSUMED), &[&words.tests(&tests)])));
    }
    if found.not_applicable != num_bigint::BigUint::ZERO {
        blocks.push(paragraph(words.not_applicable(asked.node, &found.not_applicable)));
    }
    match values.as_slice() {
        [] if found.not_applicable != num_bigint::BigUint::ZERO => {}
        [] => blocks.push(paragraph(words.say(NO_RESULT))),
        [_] => {
            let mut line = vec![plain(fill(words.say(ONE), &names)), words.levels(asked.node, &values)];
            line.push(plain("."));
            blocks.push(Block::Text(line));
        }
        _ => {
            let line = vec![
                plain(fill(words.say(SEVERAL), &names)),
                words.levels(asked.node, &values),
                plain("."),
            ];
            blocks.push(Block::Text(line));
            blocks.push(Block::Text(marked(words.say(WORLDS))));
        }
    }
    Section::new(label_of(words, found), blocks)
}

fn label_of(words: &Words<'_>, found: &Explanation) -> String {
    let study = words.study;
    let scenario = study.scenarios[found.asked.scenario].label.get(words.language);
    let group = study.groups[found.asked.group].label.get(words.language);
    let named = |label: &str, id: &str| {
        if label.is_empty() {
            id.to_owned()
        } else {
            label.to_owned()
        }
    };
    format!(
        "{} · {}",
        named(scenario, study.scenarios.name(found.asked.scenario)),
        named(group, study.groups.name(found.asked.group))
    )
}

/// Whether two cases differ only in what is assumed of the node itself: what there is to tell of them is the same.
fn only_assumed(one: &ExplainedCase, other: &ExplainedCase) -> bool {
    let same = |(one, other): (&Derivation, &Derivation)| {
        one.trace.node == other.trace.node
            && one.trace.basis == other.trace.basis
            && one.trace.findings == other.trace.findings
            && one.trace.judgement == other.trace.judgement
    };
    let assumed = |case: &ExplainedCase| {
        let top = case.nodes.first().map(|top| top.trace.basis);
        matches!(top, Some(Basis::Unknown | Basis::Open))
    };
    let below = |case: &ExplainedCase| -> Vec<(toets_model::NodeId, Option<Value>)> {
        let below = case.nodes.iter().skip(1);
        below.map(|one| (one.trace.node, Some(one.trace.value))).collect()
    };
    assumed(one)
        && one.nodes.len() == other.nodes.len()
        && one.nodes.iter().zip(&other.nodes).all(same)
        && below(one) == below(other)
}

/// In how many cases it is so, and what is enough for it.
fn why(words: &Words<'_>, found: &Explanation, case: &ExplainedCase) -> Section {
    let node = found.asked.node;
    let mut level = words.level_name(node, case.value);
    if let Some(label) = words.level_words(node, case.value) {
        level = format!("{level}: {label}");
    }
    let open = |(variable, _): &(OpenVariable, Vec<u32>)| variable.kind(words.study) == Kind::Unknown;
    let mut share = if case.worlds == found.worlds {
        let every = if found.asked.assumed.is_empty() {
            EVERY
        } else {
            EVERY_ASSUMED
        };
        words.say(every).to_owned()
    } else if case.world.iter().any(open) {
        // A share of answers says nothing of anything: it would be taken for a chance.
        words.say(SOME_ANSWERS).to_owned()
    } else {
        let share = words.share(&Share::new(case.worlds.clone(), found.worlds.clone()));
        fill(words.say(SHARE), &[&share])
    };
    if !case.world.is_empty() {
        share.push_str(&format!(" {}", fill(words.say(SUCH), &[&which(words, &case.world)])));
    }
    let mut blocks = vec![paragraph(share)];
    blocks.extend(enough(words, &case.reason));
    Section::new(fill(words.say(WHY), &[&level]), blocks)
}

/// Which case is explained.
fn which(words: &Words<'_>, world: &CaseBox) -> String {
    let (answers, known): (CaseBox, CaseBox) = world
        .iter()
        .cloned()
        .partition(|(variable, _)| variable.kind(words.study) == Kind::Unknown);
    if answers.len() <= ANSWERS {
        return words.tests(world);
    }
    let answers = fill(words.say(SUCH_ANSWERS), &[&answers.len().to_string()]);
    match known.is_empty() {
        true => answers,
        false => format!("{}{}{answers}", words.tests(&known), words.texts.and),
    }
}

fn enough(words: &Words<'_>, reason: &WhyReason) -> Vec<Block> {
    let scope = away::kept(words, &reason.scope);
    if reason.values.is_empty() {
        let so = if reason.scope.is_study() {
            ENOUGH_NOTHING
        } else {
            ENOUGH_HERE
        };
        let told: Vec<&str> = std::iter::once(words.say(so)).chain(scope.as_deref()).collect();
        return vec![paragraph(told.join(" "))];
    }
    let of_kind = |kind| -> Vec<(OpenVariable, Vec<u32>)> {
        let of_kind = reason.values.iter().filter(|(v, _)| v.kind(words.study) == kind);
        of_kind.map(|&(variable, value)| (variable, vec![value])).collect()
    };
    let items = DECIDED_BY.into_iter().filter_map(|(kind, said)| {
        let tests = of_kind(kind);
        let one = |test: &(OpenVariable, Vec<u32>)| words.tests(std::slice::from_ref(test));
        let tests: Vec<String> = tests.iter().map(one).collect();
        (!tests.is_empty()).then(|| {
            let lead = vec![Span::Strong(words.say(said).to_owned())];
            item(lead, vec![plain(tests.join("; "))])
        })
    });
    let list = Block::List {
        head: vec![plain(words.say(ENOUGH))],
        items: items.collect(),
    };
    let mut told = vec![words.say(if reason.scope.is_study() { WHOLE } else { CELL })];
    told.extend(scope.as_deref());
    told.push(words.say(if reason.smallest.is_some() {
        SMALLEST
    } else {
        NOT_PROVED
    }));
    let several = reason.smallest.as_ref().filter(|number| **number > 1u32.into());
    let several = several.map(|number| fill(words.say(EQUALLY_SMALL), &[&number.to_string()]));
    told.extend(several.as_deref());
    if !of_kind(Kind::Unknown).is_empty() {
        told.push(words.say(WITH_UNKNOWNS));
    }
    vec![list, paragraph(told.join(" "))]
}

/// Everything that an explanation names.
fn named(found: &Explanation) -> Vec<OpenVariable> {
    let mut named = Vec::new();
    for case in &found.cases {
        named.extend(case.world.iter().map(|&(variable, _)| variable));
        named.extend(case.reason.values.iter().map(|&(variable, _)| variable));
        let routes = case.away.iter().flat_map(|away| {
            let by_kind = away.by_kind.iter().map(|(_, route)| route);
            away.nearest.iter().chain(by_kind)
        });
        for way in routes.flat_map(|route| &route.ways) {
            named.extend(way.turns.iter().map(|turn| turn.variable));
        }
    }
    named
}
