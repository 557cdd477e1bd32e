//! What would have to be different for another level.

use toets_answer::{Block, Item, Line, Section, plain};
use toets_evaluate::OpenVariable;
use toets_model::{NodeId, VariableId};
use toets_question::{Away, Direction, ExplainedCase, Route, RouteWay, Scope};

use crate::ask::{item, marked, paragraph};
use crate::texts::{Say, fill};
use crate::words::Words;

const TITLE: Say = Say("Wat anders zou moeten zijn", "What would have to be different");
const INTRO: Say = Say(
    "Gerekend vanaf dit ene geval, voor mensen van dezelfde groep. Wat een verandering voor ieder en bij elk antwoord doet, zegt `toets improve`.",
    "Counted from this one case, for people of the same group. What a change does for everyone and whatever the answers, `toets improve` says.",
);
const LIMITED: Say = Say(
    "Scenario en recht zijn hier gelijk gehouden: over alle scenario's heen was het te veel om uit te rekenen.",
    "Scenario and law were kept as they are: over all scenarios it was too much to work out.",
);
const FAULTY: Say = Say(
    "Scenario en recht zijn hier gelijk gehouden: over alle scenario's heen is dit onderdeel niet te beoordelen{}.",
    "Scenario and law were kept as they are: over all scenarios this node can't be judged{}.",
);
const FAULT: Say = Say(" ({})", " ({})");
const KEPT: Say = Say(
    "Wat hier een vast getal is, bleef wat het is: {}.",
    "Fixed numbers stayed what they are: {}.",
);
const HIGHER: Say = Say("Voor een hoger niveau", "For a higher level");
const LOWER: Say = Say("Voor een lager niveau", "For a lower level");
const TO: Say = Say("Voor {}", "For {}");
const IMPOSSIBLE: Say = Say(
    "kan in deze studie niet: geen toegelaten geval voor deze groep heeft zo'n niveau, wat er ook verandert.",
    "cannot be in this study: no admitted case for this group has such a level, whatever is changed.",
);
const IMPOSSIBLE_BUT: Say = Say(
    "kan in deze studie niet: geen toegelaten geval voor deze groep heeft zo'n niveau, wat er ook verandert, zolang {} is wat het nu is.",
    "cannot be in this study: no admitted case for this group has such a level, whatever is changed, as long as {} stays what it is.",
);
const NOT_FOUND: Say = Say(
    "niet gevonden: geen toegelaten geval van dit scenario onder dit recht voor deze groep heeft zo'n niveau. Andere scenario's en ander recht zijn niet bekeken.",
    "not found: no admitted case of this scenario under this law for this group has such a level. Other scenarios and other law were not looked at.",
);
const NOT_EXAMINED: Say = Say(
    "niet na te gaan: geen toegelaten geval van dit scenario onder dit recht voor deze groep heeft zo'n niveau; of een ander scenario of ander recht het heeft, is niet te zeggen.",
    "could not be examined: no admitted case of this scenario under this law for this group has such a level; whether another scenario or other law has it can't be told.",
);
const ONE: Say = Say("één verandering is genoeg", "one change is enough");
const SEVERAL: Say = Say("ten minste {} veranderingen tegelijk", "at least {} changes at once");
const ONLY: Say = Say("Met alleen {}", "With {} only");
const MORE: Say = Say("; of op nog {} manieren", "; or in {} more ways");
const MORE_ONE: Say = Say("; of op nog één manier", "; or in one more way");
const NOW: Say = Say("{} (nu: {})", "{} (now: {})");

/// The nearest other worlds; nothing if the scale has no other level that way.
pub(super) fn away(words: &Words<'_>, node: NodeId, case: &ExplainedCase) -> Option<Section> {
    if case.away.is_empty() {
        return None;
    }
    let mut blocks = vec![Block::Text(marked(words.say(INTRO)))];
    // The same was looked at in every direction.
    if let Some(why) = case.away.first().and_then(|one| kept(words, &one.scope)) {
        blocks.push(paragraph(why));
    }
    let items = case.away.iter().flat_map(|one| items(words, node, one)).collect();
    blocks.push(Block::List {
        head: Line::new(),
        items,
    });
    Some(Section::new(words.say(TITLE), blocks))
}

/// What stayed as it is, and why.
pub(super) fn kept(words: &Words<'_>, scope: &Scope) -> Option<String> {
    match scope {
        Scope::Study { kept } if kept.is_empty() => None,
        Scope::Study { kept } => Some(fill(words.say(KEPT), &[&numbers(words, kept)])),
        Scope::Limited => Some(words.say(LIMITED).to_owned()),
        Scope::Faulty(faults) => {
            let fault = faults.first().map(|fault| fault.message.get(words.language));
            let fault = fault.map_or_else(String::new, |fault| fill(words.say(FAULT), &[fault]));
            Some(fill(words.say(FAULTY), &[&fault]))
        }
    }
}

fn numbers(words: &Words<'_>, kept: &[VariableId]) -> String {
    let names: Vec<String> = kept.iter().map(|&v| words.variable(v)).collect();
    names.join(words.texts.and)
}

fn items(words: &Words<'_>, node: NodeId, away: &Away) -> Vec<Item> {
    let lead = match away.direction {
        Direction::Higher => words.say(HIGHER).to_owned(),
        Direction::Lower => words.say(LOWER).to_owned(),
        Direction::To(value) => fill(words.say(TO), &[&words.level_with_words(node, value)]),
    };
    let Some(nearest) = &away.nearest else {
        let answer = match &away.scope {
            Scope::Study { kept } if kept.is_empty() => words.say(IMPOSSIBLE).to_owned(),
            Scope::Study { kept } => fill(words.say(IMPOSSIBLE_BUT), &[&numbers(words, kept)]),
            Scope::Limited => words.say(NOT_FOUND).to_owned(),
            Scope::Faulty(_) => words.say(NOT_EXAMINED).to_owned(),
        };
        return vec![item(marked(&lead), vec![plain(answer)])];
    };
    let mut items = vec![item(marked(&lead), route(words, node, nearest, away.direction))];
    // What one kind alone can do is told where it is not among those told already.
    let told = |found: &Route| found.changes == nearest.changes && nearest.total <= nearest.ways.len().into();
    for (kind, found) in away.by_kind.iter().filter(|(_, found)| !told(found)) {
        let lead = format!("{lead}. {}", fill(words.say(ONLY), &[words.changed(*kind)]));
        items.push(item(marked(&lead), route(words, node, found, away.direction)));
    }
    items
}

/// How many changes it takes, and which.
fn route(words: &Words<'_>, node: NodeId, route: &Route, direction: Direction) -> Line {
    let count = match route.changes {
        1 => words.say(ONE).to_owned(),
        n => fill(words.say(SEVERAL), &[&n.to_string()]),
    };
    let mut line = vec![plain(format!("{count}: "))];
    // Ways that give one variable another value, with the same result, are told as one.
    for (n, alike) in together(&route.ways).into_iter().enumerate() {
        if n > 0 {
            line.push(plain(format!(";{}", words.texts.or)));
        }
        line.push(plain(changes(words, alike)));
        // Where it must be this level there is nothing to tell of it.
        if let (false, Some(way)) = (matches!(direction, Direction::To(_)), alike.first()) {
            line.extend([plain(" → "), words.levels(node, &[way.to])]);
        }
    }
    let listed = num_bigint::BigUint::from(route.ways.len());
    if route.total > listed {
        let more = (&route.total - listed).to_string();
        line.push(plain(match more.as_str() {
            "1" => words.say(MORE_ONE).to_owned(),
            more => fill(words.say(MORE), &[more]),
        }));
    }
    line.push(plain("."));
    line
}

/// Ways that differ in the value of one and the same variable and lead to the same level, together.
fn together(ways: &[RouteWay]) -> Vec<&[RouteWay]> {
    let mut all = Vec::new();
    let mut rest = ways;
    while let [first, others @ ..] = rest {
        let mut differs = None;
        let alike = others.iter().take_while(|other| {
            let at = one_difference(first, other);
            let same = at.is_some() && differs.is_none_or(|before| Some(before) == at);
            differs = differs.or(at);
            same
        });
        let (group, later) = rest.split_at(1 + alike.count());
        all.push(group);
        rest = later;
    }
    all
}

/// Where two ways to the same level differ, if they do so in one value only.
fn one_difference(one: &RouteWay, other: &RouteWay) -> Option<usize> {
    let variables = |way: &RouteWay| -> Vec<OpenVariable> { way.turns.iter().map(|turn| turn.variable).collect() };
    if one.to != other.to || variables(one) != variables(other) {
        return None;
    }
    let mut differing = (0..one.turns.len()).filter(|&n| one.turns[n].to != other.turns[n].to);
    differing.next().filter(|_| differing.next().is_none())
}

/// What changes: of several ways, which differ in one value, the values.
fn changes(words: &Words<'_>, alike: &[RouteWay]) -> String {
    let Some(first) = alike.first() else {
        return String::new();
    };
    let turns: Vec<String> = first
        .turns
        .iter()
        .enumerate()
        .map(|(n, turn)| {
            let mut values: Vec<u32> = alike
                .iter()
                .filter_map(|way| way.turns.get(n))
                .map(|turn| turn.to)
                .collect();
            values.sort_unstable();
            values.dedup();
            let to = words.tests(&[(turn.variable, values)]);
            fill(words.say(NOW), &[&to, &words.value(turn.variable, turn.from)])
        })
        .collect();
    turns.join(words.texts.and)
}
