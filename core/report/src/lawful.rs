//! What would make it lawful, in words, as JSON and as CSV.

mod rows;

use toets_answer::{Answer, Block, Item, Line, Section, Span, plain};
use toets_evaluate::{CaseBox, OpenVariable};
use toets_model::law::Operation;
use toets_model::{AmendmentId, Fixed, Language, Means, ProvisionId, Study};
use toets_question::{Blocked, InstrumentSet, Lawful, Sets};

use crate::ask::{item, paragraph};
use crate::improve::{Answers, capped_blocks};
use crate::texts::{Say, fill};
use crate::words::Words;

/// What the question is about.
const ABOUT: Say = Say("Wat het rechtmatig zou maken", "What would make it lawful");
/// How many unknowns are named that a set depends on besides.
const UNKNOWNS_NAMED: usize = 5;
/// How many findings are named that stand in the way.
const FINDINGS_NAMED: usize = 4;

const WEIGHED: Say = Say(
    "Afgewogen: {} combinaties van ontwerpen en {} wijzigingen van het recht die samen kunnen gaan; uitgerekend, niet geprobeerd.",
    "Weighed: {} combinations of designs and {} changes of the law that can go together; worked out, not tried.",
);
const NOW: Say = Say("{}, gevraagd ten minste ", "{}, asked for at least ");
const NOW_IS: Say = Say(". Nu kan het zijn: ", ". Now it can be: ");
const EXACTLY: Say = Say("{}, gevraagd ", "{}, asked for ");
const CERTAIN: Say = Say(
    "Zeker, wat ook de antwoorden op het onbekende zijn",
    "Surely, whatever the answers to what is unknown",
);
const PROVIDED: Say = Say(
    "Zeker, mits dit goed uitvalt; geen instrument kan het anders verhelpen",
    "Surely, provided that this turns out well, which no instrument can mend",
);
const POSSIBLE: Say = Say(
    "Mogelijk, bij sommige antwoorden op het onbekende",
    "Possibly, for some answers to what is unknown",
);
const TURNS_OUT: Say = Say("dit blijkt {}", "this turns out {}");
const SAME: Say = Say(
    "Met dezelfde combinaties als hierboven.",
    "With the same sets as above.",
);
const AS_ABOVE: Say = Say(
    "wat hierboven al staat, is hier niet herhaald",
    "what stands above already is not repeated here",
);
const ALREADY: Say = Say("Er hoeft niets te veranderen.", "Nothing needs to change.");
const SETS: Say = Say(
    "{} combinaties waaruit niets kan worden weggelaten, de lichtste eerst.",
    "{} sets from which nothing can be left out, lightest first.",
);
const ONE_SET: Say = Say(
    "Eén combinatie waaruit niets kan worden weggelaten.",
    "One set from which nothing can be left out.",
);
const LISTED: Say = Say("De eerste {} staan hieronder.", "The first {} are listed.");
const HANGS: Say = Say(
    "Geen combinatie bereikt het wat de antwoorden ook zijn: met elke hangt het af van wat niet bekend is.",
    "No set reaches it whatever the answers: with each it depends on what is unknown.",
);
const PERMANENT: Say = Say("blijvend", "permanent");
const OPEN_ENDED: Say = Say(
    "blijvend, tenzij er een einddatum in komt",
    "permanent, unless it is given an end date",
);
const TEMPORARY: Say = Say("tijdelijk", "temporary");
const UNTIL: Say = Say("tijdelijk, tot en met {}", "temporary, up to {}");
const HEAVIEST: Say = Say("zwaarste: {}", "heaviest: {}");
const ADAPTS: Say = Say("aanpassen van de optie", "adapting the option");
const ASKS: Say = Say("vraagt", "asks for");
const LASTS: Say = Say("duurt", "lasts");
const BASIS: Say = Say("op grond van", "based on");
const LIFTS: Say = Say("raakt hier", "touches here");
const SUSPENDS: Say = Say("buiten werking", "suspended");
const REPEALS: Say = Say("vervalt", "is repealed");
const CHANGES: Say = Say("wordt gewijzigd", "is amended");
const CHOICES: Say = Say(
    "bij de keuzes die het scenario openlaat",
    "for the choices that the scenario leaves open",
);
const ONLY_IF: Say = Say("alleen als dit {} blijkt", "only if this turns out {}");
const HANGS_ON: Say = Say("hangt ook af van", "also depends on");
const VERDICT: Say = Say("oordeel dan", "verdict then");
const STILL: Say = Say("staat ook dan in de weg", "still stands in the way");
const NOTHING_SURE: Say = Say(
    "niets staat dan zeker in de weg",
    "nothing surely stands in the way then",
);
const POWERLESS: Say = Say(
    "Niet te gebruiken op deze dag, omdat de bevoegdheid niet geldt: {}.",
    "Not to be used on this day, as the power is not in force: {}.",
);
const READING: Say = Say(
    "Hangt af van hoe de wet wordt gelezen, en dat is geen instrument. Gelezen als “{}” kan het nu zijn: ",
    "Depends on how the law is read, which is no instrument. Read as “{}” it can now be: ",
);
const READ_ALIKE: Say = Say(
    "Gelezen als “{}” kan het nu hetzelfde zijn.",
    "Read as “{}” it can now be the same.",
);
const OURS: Say = Say(
    "Wat een instrument hier doet, is de lezing van wie de studie schreef. Of het mag worden gebruikt, is aan een jurist en aan wie erover beslist.",
    "What an instrument does is the reading of whoever wrote the study; whether it may be used is for a jurist, and for who decides on it.",
);

/// What would make it lawful, for each cell.
pub fn lawfulness<'a>(study: &'a Study, cells: &'a [Lawful], answers: Answers, language: Language) -> Answer<'a> {
    let page = move || {
        let words = Words::new(study, language);
        let mut sections: Vec<Section> = cells.iter().map(|cell| cell_section(&words, cell, answers)).collect();
        if let Some(last) = sections.last_mut() {
            last.blocks.push(paragraph(words.say(OURS)));
        }
        words.question(ABOUT, sections)
    };
    Answer::new(language, page, move || rows::json(study, cells, answers))
        .recording(move || rows::records(study, cells, answers))
}

/// What it takes, as people say it.
fn means(means: Means) -> Say {
    match means {
        Means::AdaptOption => ADAPTS,
        Means::CodeOfConduct => Say("gedragscode", "code of conduct"),
        Means::SchoolDecision => Say("besluit van de school", "decision of the school"),
        Means::InspectorateDecision => Say("besluit van de inspectie", "decision of the inspectorate"),
        Means::MunicipalDecision => Say("besluit van de gemeente", "decision of the municipality"),
        Means::MinisterialDecision => Say("besluit van de minister", "decision of the minister"),
        Means::Experiment => Say("experiment", "experiment"),
        Means::OrderInCouncil => Say("AMvB", "order in council"),
        Means::Act => Say("wet", "act"),
        Means::Treaty => Say("verdrag", "treaty"),
    }
}

fn cell_section(words: &Words<'_>, cell: &Lawful, answers: Answers) -> Section {
    let study = words.study;
    let (scenario, group) = (cell.asked.scenario, cell.asked.group);
    let goal = cell.asked.goal;
    let ordered = study.scales[study.nodes[goal.node].scale].ordered();
    let asked = fill(
        words.say(if ordered { NOW } else { EXACTLY }),
        &[&words.coded(goal.node)],
    );
    let mut blocks = vec![
        Block::Text(vec![
            plain(asked),
            words.levels_said(goal.node, &[toets_evaluate::Value::Level(goal.level)]),
            plain(words.say(NOW_IS)),
            words.levels_said(goal.node, &cell.now),
            plain("."),
        ]),
        paragraph(fill(
            words.say(WEIGHED),
            &[&words.count(&cell.designs), &cell.instruments.len().to_string()],
        )),
    ];
    if answers.shows(true) {
        blocks.push(heading(words, CERTAIN));
        blocks.extend(sets(words, cell, &cell.certain, &[]));
        if let Some(provided) = &cell.provided {
            let needs = requirements(words, &provided.needs, TURNS_OUT);
            blocks.push(Block::List {
                head: vec![Span::Strong(format!("{}:", words.say(PROVIDED)))],
                items: needs,
            });
            blocks.extend(sets(words, cell, &provided.sets, &[]));
        }
    }
    if answers.shows(false) {
        let told = match (&cell.certain, &cell.provided) {
            _ if !answers.shows(true) => None,
            (Sets::Found(..), _) => Some(&cell.certain),
            (_, Some(provided)) => Some(&provided.sets),
            _ => None,
        };
        let told: &[InstrumentSet] = match told {
            Some(Sets::Found(_, told)) => told,
            _ => &[],
        };
        blocks.push(heading(words, POSSIBLE));
        blocks.extend(sets(words, cell, &cell.possible, told));
    }
    for other in &cell.read_otherwise {
        let reading = words.fixed(other.variable, Fixed::Value(other.value));
        if other.possible == cell.now {
            blocks.push(paragraph(fill(words.say(READ_ALIKE), &[&reading])));
        } else {
            blocks.push(Block::Text(vec![
                plain(fill(words.say(READING), &[&reading])),
                words.levels_said(goal.node, &other.possible),
                plain("."),
            ]));
        }
    }
    if !cell.powerless.is_empty() {
        let names: Vec<&str> = cell.powerless.iter().map(|&id| study.amendments.name(id)).collect();
        blocks.push(paragraph(fill(words.say(POWERLESS), &[&names.join(", ")])));
    }
    let title = format!("{} · {}", study.scenarios.name(scenario), study.groups.name(group));
    Section::new(title, blocks)
}

fn heading(words: &Words<'_>, say: Say) -> Block {
    Block::Text(vec![Span::Strong(words.say(say).to_owned())])
}

fn same_changes(one: &InstrumentSet, other: &InstrumentSet) -> bool {
    one.adapts == other.adapts && one.amendments == other.amendments
}

/// The sets; those that were told before are not told again.
fn sets(words: &Words<'_>, cell: &Lawful, sets: &Sets, told: &[InstrumentSet]) -> Vec<Block> {
    match sets {
        Sets::None(Blocked::Open) => vec![paragraph(words.say(HANGS))],
        Sets::None(Blocked::Capped(capped)) => capped_blocks(words, cell.asked.goal.node, capped),
        Sets::Found(total, sets) => {
            let unchanged = sets.first().is_some_and(|set| set.heaviest.is_none());
            let mut blocks = Vec::new();
            let fresh: Vec<&InstrumentSet> = sets
                .iter()
                .filter(|set| !told.iter().any(|known| same_changes(known, set)))
                .collect();
            if unchanged {
                blocks.push(paragraph(words.say(ALREADY)));
            } else if fresh.is_empty() && !sets.is_empty() {
                return vec![paragraph(words.say(SAME))];
            } else {
                let total = total.to_string();
                let mut head = if total == "1" {
                    words.say(ONE_SET).to_owned()
                } else {
                    fill(words.say(SETS), &[&total])
                };
                if total != sets.len().to_string() {
                    head.push(' ');
                    head.push_str(&fill(words.say(LISTED), &[&sets.len().to_string()]));
                }
                blocks.push(paragraph(head));
            }
            blocks.extend(fresh.iter().map(|set| set_block(words, set)));
            if fresh.len() < sets.len() {
                blocks.push(paragraph(format!("({})", words.say(AS_ABOVE))));
            }
            blocks
        }
    }
}

fn set_block(words: &Words<'_>, set: &InstrumentSet) -> Block {
    let study = words.study;
    let mut names: Vec<String> = Vec::new();
    for change in &set.adapts {
        names.push(format!(
            "{}: {} → {}",
            words.variable(change.variable),
            words.fixed(change.variable, change.from),
            words.fixed(change.variable, Fixed::Value(change.to))
        ));
    }
    names.extend(set.amendments.iter().map(|&id| amendment(words, id)));
    let lasting = match set.until {
        Some(day) => fill(words.say(UNTIL), &[&words.day(day)]),
        None if set.temporary => words.say(TEMPORARY).to_owned(),
        None if set.amendments.is_empty() => words.say(PERMANENT).to_owned(),
        None => words.say(OPEN_ENDED).to_owned(),
    };
    let mut about = match set.heaviest {
        Some(heaviest) if names.len() > 1 && heaviest > Means::AdaptOption => {
            vec![fill(words.say(HEAVIEST), &[words.say(means(heaviest))])]
        }
        Some(heaviest) => vec![words.say(means(heaviest)).to_owned()],
        None => Vec::new(),
    };
    if set.heaviest.is_some() {
        about.push(lasting);
    }
    let head = match about.is_empty() {
        true => vec![],
        false => vec![
            Span::Strong(names.join(" + ")),
            plain(format!(" ({})", about.join("; "))),
        ],
    };
    let mut items = Vec::new();
    for &id in &set.amendments {
        let it = &study.amendments[id];
        let mut told = Line::new();
        for (say, text) in [(ASKS, &it.asks), (LASTS, &it.lasts)] {
            if let Some(text) = text {
                let space = if told.is_empty() { "" } else { " " };
                told.push(plain(format!(
                    "{space}{}: {}",
                    words.say(say),
                    sentence(words.text(text))
                )));
            }
        }
        if let Some(basis) = it.basis {
            told.push(plain(format!(" {} ", capital(words.say(BASIS)))));
            told.push(Span::Id(study.provisions.name(basis).to_owned()));
            told.push(plain("."));
        }
        if !told.is_empty() {
            items.push(item(vec![Span::Id(study.amendments.name(id).to_owned())], told));
        }
    }
    if !set.lifts.is_empty() {
        items.push(item(vec![plain(words.say(LIFTS))], lifts(words, set)));
    }
    if !set.choices.iter().any(Vec::is_empty) && !set.choices.is_empty() {
        let boxes: Vec<String> = set.choices.iter().map(|one| words.tests(one)).collect();
        let mut choices = boxes.join(&format!("; {} ", words.texts.or.trim()));
        if set.truncated {
            choices.push_str("; …");
        }
        items.push(item(vec![plain(words.say(CHOICES))], vec![plain(choices)]));
    }
    items.extend(hanging(words, set));
    items.extend(even_then(words, set));
    Block::List { head, items }
}

fn sentence(text: &str) -> String {
    if text.ends_with('.') {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn amendment(words: &Words<'_>, id: AmendmentId) -> String {
    let label = words.text(&words.study.amendments[id].label);
    if label.is_empty() {
        words.study.amendments.name(id).to_owned()
    } else {
        label.to_owned()
    }
}

/// What an operation does, as people say it.
fn done(operation: &Operation) -> Say {
    match operation {
        Operation::Suspend => SUSPENDS,
        Operation::Change { .. } => CHANGES,
        Operation::Repeal => REPEALS,
    }
}

/// What is done to which provisions, those of one kind together.
fn lifts(words: &Words<'_>, set: &InstrumentSet) -> Line {
    let mut line = Line::new();
    for say in [SUSPENDS, CHANGES, REPEALS] {
        let of_kind = set.lifts.iter().filter(|lift| done(&lift.operation).0 == say.0);
        let mut provisions: Vec<ProvisionId> = of_kind.map(|lift| lift.provision).collect();
        provisions.sort_unstable();
        provisions.dedup();
        for provision in provisions {
            if !line.is_empty() {
                line.push(plain("; "));
            }
            let study = words.study;
            let it = &study.provisions[provision];
            line.push(Span::Id(study.provisions.name(provision).to_owned()));
            let subject = it
                .versions
                .get(it.nearest(study.as_of))
                .and_then(|version| version.subject.as_ref());
            if let Some(subject) = subject {
                line.push(plain(format!(" ({})", words.text(subject))));
            }
            line.push(plain(format!(" {}", words.say(say))));
        }
    }
    line
}

/// Which answers unknowns must have; those that need the same are named together.
fn requirements(words: &Words<'_>, needed: &CaseBox, say: Say) -> Vec<Item> {
    let mut needs: Vec<(Line, Vec<OpenVariable>)> = Vec::new();
    for (unknown, answers) in needed {
        let required = words.required(*unknown, answers);
        match needs.iter_mut().find(|(other, _)| *other == required) {
            Some((_, unknowns)) => unknowns.push(*unknown),
            None => needs.push((required, vec![*unknown])),
        }
    }
    let told = needs.into_iter().map(|(required, unknowns)| {
        let (before, after) = words.say(say).split_once("{}").unwrap_or_default();
        let mut lead = vec![plain(before)];
        lead.extend(required);
        lead.push(plain(after));
        item(lead, words.subjects(&unknowns, unknowns.len()))
    });
    told.collect()
}

fn hanging(words: &Words<'_>, set: &InstrumentSet) -> Vec<Item> {
    let mut items = requirements(words, &set.needs, ONLY_IF);
    let others: Vec<OpenVariable> = set
        .hangs_on
        .iter()
        .copied()
        .filter(|u| !set.needs.iter().any(|(needed, _)| needed == u))
        .collect();
    if !others.is_empty() {
        items.push(item(
            vec![plain(words.say(HANGS_ON))],
            words.subjects(&others, UNKNOWNS_NAMED),
        ));
    }
    items
}

/// The verdict with this set, and what surely stands in the way of a better one.
fn even_then(words: &Words<'_>, set: &InstrumentSet) -> Vec<Item> {
    let stays = &set.stays;
    if stays.verdict.is_empty() {
        return Vec::new();
    }
    let mut verdict = vec![words.levels_said(words.study.verdict, &stays.verdict)];
    for (n, (node, possible)) in stays.judged_from.iter().enumerate() {
        verdict.push(plain(if n == 0 { " — " } else { ", " }));
        verdict.push(plain(format!("{} ", words.coded(*node))));
        verdict.push(words.levels(*node, possible));
    }
    let mut items = vec![item(vec![plain(words.say(VERDICT))], verdict)];
    let mut line = Line::new();
    for block in &stays.blocks {
        if !line.is_empty() {
            line.push(plain("; "));
        }
        line.push(plain(format!("{} ", words.coded(block.node))));
        line.push(words.levels(block.node, &block.possible));
        let mut findings = block.findings.iter().take(FINDINGS_NAMED);
        if let Some(&first) = findings.next() {
            line.push(plain(": "));
            line.push(plain(words.text(&words.study.findings[first].statement)));
            line.push(plain(" ("));
            line.push(Span::Id(words.study.findings.name(first).to_owned()));
            for &finding in findings {
                line.push(plain(", "));
                line.push(Span::Id(words.study.findings.name(finding).to_owned()));
            }
            let more = block.findings.len().saturating_sub(FINDINGS_NAMED);
            line.push(plain(if more > 0 { format!(" +{more})") } else { ")".to_owned() }));
        }
    }
    if line.is_empty() {
        line.push(plain(words.say(NOTHING_SURE)));
    }
    items.push(item(vec![plain(words.say(STILL))], line));
    items
}
