//! Sentences: who reaches the best verdict, why not, what is nearest.

use num_bigint::BigUint;
use toets_evaluate::Value;
use toets_model::{GroupId, Language, LevelId, ScenarioId};
use toets_question::{BestVerdict, Brief, Cause, ConclusionTally, Reaching, Status, Step, StepFound, StepWay};

use super::names::{Made, Teller, first_clause};
use super::number;
use crate::texts::{Say, fill};

pub(super) const AND: Say = Say("en", "and");
const OR: Say = Say("of", "or");

const NONE: Say = Say("geen van de {} scenario's", "none of the {} scenarios");
const ALL: Say = Say("alle {} scenario's", "all {} scenarios");
const SOME: Say = Say("{} van de {} scenario's", "{} of the {} scenarios");
const AND_POSSIBLY: Say = Say(", mogelijk nog {}", ", possibly {} more");
const OPEN: Say = Say("is dat nog open", "that is still open");
const OPEN_ALONE: Say = Say("of {} {}, is nog open", "whether {} {} is still open");
const NOT_ASSESSED: Say = Say("is dat niet onderzocht", "that was not assessed");
const NOT_ASSESSED_ALONE: Say = Say("of {} {}, is niet onderzocht", "whether {} {} was not assessed");
const OPEN_AFTER: Say = Say("is nog open of {} {}", "it is still open whether {} {}");
const NOT_ASSESSED_AFTER: Say = Say("is niet onderzocht of {} {}", "it was not assessed whether {} {}");
const ANY: Say = Say("een van de {} scenario's", "any of the {} scenarios");
const OF_THEM_NOT_ASSESSED: Say = Say(" ({} niet onderzocht)", " ({} not assessed)");
const FOR: Say = Say(" voor {}", " for {}");
const FOR_FIRST: Say = Say("voor {} ", "for {} ");

/// What is said of a level that can stand in a sentence as it is, and of one that can't.
const IS: [Say; 2] = [Say("is", "is"), Say("zijn", "are")];
const COMES: [Say; 2] = [Say("komt", "comes"), Say("komen", "come")];
const OUT: Say = Say("uit op {}", "out as {}");
const POSSIBLY: Say = Say("mogelijk", "possibly");
const NOT: Say = Say("niet", "not");
const WHETHER_IS: Say = Say("{} is", "is {}");
const WHETHER_COMES_OUT: Say = Say("uitkomt op {}", "comes out as {}");

const ALL_OF: Say = Say("alle {}", "all {}");
const SOME_OF: Say = Say("{} van de {}", "{} of {}");
const AT_MOST: Say = Say("op zijn best {}", "at best {}");
const FALLS_SHORT: Say = Say("schiet tekort", "falls short");

const WITH: Say = Say("{} met {}", "{} with {}");
const BUT: Say = Say("{}, maar {}", "{}, but {}");
const AND_WITH: Say = Say("{}, met {}", "{}, with {}");
const AS_IT_IS: Say = Say("{} zoals beschreven", "{} as described");
const RIGHT_CHOICES: Say = Say(
    "de juiste keuzes in wat openstaat",
    "the right choices of what is left open",
);
const THEN_SURELY: Say = Say("dan zeker {}", "then surely {}");
const THEN_POSSIBLY: Say = Say("dan mogelijk {}", "then possibly {}");
const MAY_BE: Say = Say("mogelijk {}", "possibly {}");
const HANGS_ON: [Say; 2] = [
    Say("hangt van {} antwoord af", "depends on {} answer"),
    Say("hangt van {} antwoorden af", "depends on {} answers"),
];
const OTHERS: [Say; 2] = [
    Say("{} andere is even klein", "{} other is as small"),
    Say("{} andere zijn even klein", "{} others are as small"),
];
const NO_CHOICE: Say = Say(
    "geen keuze van beleid maakt het voor iedereen {}, wat er ook nog blijkt",
    "no policy choice makes it {} for everyone, whatever may still turn out",
);
const ONE_OF: Say = Say("een van {} scenario's", "any of {} scenarios");

const HOLD: [Say; 2] = [Say("geldt", "holds"), Say("gelden", "hold")];
const FAIL: [Say; 2] = [Say("geldt niet", "does not hold"), Say("gelden niet", "do not hold")];
const UNDETERMINED: Say = Say("onbepaald", "undetermined");
const STATED: Say = Say("niet te toetsen", "not testable");

/// How many scenarios are named by their codes, or together in one sentence.
const FEW: usize = 3;
/// How many choices of what is left open are named.
const CHOICES: usize = 2;

/// How a level is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    Surely,
    Possibly,
    Not,
}

impl Teller<'_> {
    /// The best level, and whether it can stand in a sentence as it is.
    fn best(&self, level: LevelId) -> (String, bool) {
        let node = self.study.verdict;
        match self.level_words(node, level) {
            Some(words) if words.starts_with(char::is_lowercase) => (words, true),
            Some(words) => (format!("“{words}”"), false),
            None => (self.value_words(node, Value::Level(level)), false),
        }
    }

    /// A clause: some scenarios (so many) reach the level, or may, or do not; in Dutch the verb comes first after anything but the subject.
    fn clause(&self, (subject, n): (&str, usize), how: How, level: LevelId, after: bool) -> String {
        let (words, is_plain) = self.best(level);
        let what = match is_plain {
            true => words,
            false => fill(self.say(OUT), &[&words]),
        };
        let adverb = match how {
            How::Surely => String::new(),
            How::Possibly => format!(" {}", self.say(POSSIBLY)),
            How::Not => format!(" {}", self.say(NOT)),
        };
        let verb = self.say(number(if is_plain { IS } else { COMES }, n));
        match (self.language, how) {
            (Language::Nl, _) if after => format!("{verb} {subject}{adverb} {what}"),
            (Language::En, How::Not) if !is_plain => format!("{subject} does not come {what}"),
            (Language::En, How::Possibly) if !is_plain => format!("{subject}{adverb} {verb} {what}"),
            _ => format!("{subject} {verb}{adverb} {what}"),
        }
    }

    /// Who reaches the best level: the sentence that a reader is to remember. None if there is nobody to say it of.
    pub(super) fn title(&self, brief: &Brief, best: &BestVerdict) -> Option<String> {
        // Groups of which the same is to be said are told together; those of which nothing is known come last.
        let mut told: Vec<(&Reaching, Vec<GroupId>)> = Vec::new();
        for one in &best.reaching {
            let same = |other: &Reaching| {
                Reaching {
                    group: one.group,
                    ..other.clone()
                } == *one
            };
            match told.iter_mut().find(|(other, _)| same(other)) {
                Some((_, groups)) => groups.push(one.group),
                None => told.push((one, vec![one.group])),
            }
        }
        told.sort_by_key(|(one, _)| (one.open == one.judged, one.not_assessed == one.judged));
        // What holds for everyone asked after needs no group.
        let of_all = told.len() == 1 && best.reaching.len() == brief.asked.groups.len();
        let parts = told.iter().enumerate().map(|(n, (one, groups))| {
            let groups: Vec<String> = groups.iter().map(|&group| self.group(group)).collect();
            let groups = self.listed(&groups, AND);
            if of_all {
                return self.reached(brief, best.level, one, false);
            }
            // What it is about comes last, unless something else was said by then.
            let simple = one.surely.is_empty() || one.surely == one.possibly;
            match n == 0 && simple && one.not_assessed.is_empty() && one.open != one.judged {
                true => self.reached(brief, best.level, one, false) + &fill(self.say(FOR), &[&groups]),
                false => {
                    let part = match n == 0 && one.open == one.judged {
                        true => self.all_open(one, best.level, true),
                        false => self.reached(brief, best.level, one, true),
                    };
                    fill(self.say(FOR_FIRST), &[&groups]) + &part
                }
            }
        });
        let sentence = parts.collect::<Vec<_>>().join("; ");
        (!told.is_empty()).then(|| capitalised(&sentence))
    }

    /// What is to be said of a group; `after`: after the group was named.
    fn reached(&self, brief: &Brief, level: LevelId, one: &Reaching, after: bool) -> String {
        if one.open == one.judged {
            return match (after, one.not_assessed == one.judged) {
                (true, false) => self.say(OPEN).to_owned(),
                (true, true) => self.say(NOT_ASSESSED).to_owned(),
                (false, _) => self.all_open(one, level, false),
            };
        }
        let all = one.judged.len();
        let judged = all.to_string();
        let (surely, possibly) = (one.surely.len(), one.possibly.len());
        let (n, how) = match surely {
            0 => (possibly, How::Possibly),
            n => (n, How::Surely),
        };
        let (subject, n, how) = match one.judged.as_slice() {
            &[only] if brief.asked.judged.len() == 1 => (self.scenario(only), 1, if n == 0 { How::Not } else { how }),
            _ if n == 0 => (fill(self.say(NONE), &[&judged]), 1, How::Surely),
            _ if n == all => (fill(self.say(ALL), &[&judged]), n, how),
            _ => (fill(self.say(SOME), &[&n.to_string(), &judged]), n, how),
        };
        let mut said = self.clause((&subject, n), how, level, after);
        if surely > 0 && possibly > surely {
            said.push_str(&fill(self.say(AND_POSSIBLY), &[&(possibly - surely).to_string()]));
        }
        if !one.not_assessed.is_empty() {
            let n = one.not_assessed.len().to_string();
            said.push_str(&fill(self.say(OF_THEM_NOT_ASSESSED), &[&n]));
        }
        said
    }

    /// That all of it is open, or was not assessed; `after`: after something else was named.
    fn all_open(&self, one: &Reaching, level: LevelId, after: bool) -> String {
        let (words, is_plain) = self.best(level);
        let whether = fill(
            self.say(if is_plain { WHETHER_IS } else { WHETHER_COMES_OUT }),
            &[&words],
        );
        let any = self.any(&one.judged);
        let say = match (after, one.not_assessed == one.judged) {
            (false, false) => OPEN_ALONE,
            (false, true) => NOT_ASSESSED_ALONE,
            (true, false) => OPEN_AFTER,
            (true, true) => NOT_ASSESSED_AFTER,
        };
        fill(self.say(say), &[&any, &whether])
    }

    /// One of some scenarios.
    fn any(&self, scenarios: &[ScenarioId]) -> String {
        match scenarios {
            &[only] => self.scenario(only),
            all => fill(self.say(ANY), &[&all.len().to_string()]),
        }
    }

    /// What stands in the way, and of how many scenarios that is so.
    pub(super) fn cause(&self, cause: &Cause, judged: &[ScenarioId]) -> String {
        let what = match cause.finding {
            Some(finding) => first_clause(self.study.findings[finding].statement.get(self.language)),
            None => String::new(),
        };
        let what = match what.is_empty() {
            true => format!("{}: {}", self.node(cause.node), self.at_most(cause)),
            false => what,
        };
        match (judged.len(), cause.scenarios.len()) {
            (1, _) => what,
            (all, n) if all == n => format!("{what} ({})", fill(self.say(ALL_OF), &[&all.to_string()])),
            (all, n) => {
                let codes: Option<Vec<&str>> = cause.scenarios.iter().map(|&s| self.code(s)).collect();
                match codes.filter(|codes| codes.len() <= FEW) {
                    Some(codes) => format!("{what} ({})", codes.join(", ")),
                    None => format!(
                        "{what} ({})",
                        fill(self.say(SOME_OF), &[&n.to_string(), &all.to_string()])
                    ),
                }
            }
        }
    }

    fn at_most(&self, cause: &Cause) -> String {
        let ordered = self.study.scales[self.study.nodes[cause.node].scale].ordered();
        match cause.values.as_slice() {
            [only] => self.value_words(cause.node, *only),
            [.., best @ Value::Level(_)] if ordered => fill(self.say(AT_MOST), &[&self.value_words(cause.node, *best)]),
            _ => self.say(FALLS_SHORT).to_owned(),
        }
    }

    /// The smallest change: as much of it as can be said, and the same with less.
    pub(super) fn step(&self, step: &Step, level: LevelId, several_groups: bool) -> Vec<String> {
        let texts = match &step.found {
            StepFound::None => vec![fill(self.say(NO_CHOICE), &[&self.best(level).0])],
            StepFound::Way(way) => {
                let best = self.level_short(self.study.verdict, level);
                // What surely reaches it does so with these choices only.
                let choices: &[bool] = if way.certain { &[true] } else { &[true, false] };
                choices.iter().map(|&choices| self.way(way, &best, choices)).collect()
            }
        };
        let group = capitalised(&fill(self.say(FOR), &[&self.group(step.group)]));
        let texts = texts.into_iter().map(|text| match several_groups {
            true => format!("{group}: {text}"),
            false => capitalised(&text),
        });
        texts.collect()
    }

    fn way(&self, way: &StepWay, best: &str, choices: bool) -> String {
        let from = match way.scenarios.len() {
            n if n > FEW => fill(self.say(ONE_OF), &[&n.to_string()]),
            _ => {
                let names: Vec<String> = way.scenarios.iter().map(|&s| self.scenario(s)).collect();
                self.listed(&names, OR)
            }
        };
        let mut made: Vec<Made> = way
            .changes
            .iter()
            .map(|change| self.becomes(change.variable, change.to))
            .collect();
        if choices {
            made.extend(self.choices(way));
        }
        let as_it_is = made.is_empty();
        let (mut but, mut with) = (Vec::new(), Vec::new());
        for one in made {
            match one {
                Made::Phrase(phrase) => but.push(phrase),
                Made::Named(name) => with.push(name),
            }
        }
        let mut start = match as_it_is {
            true => fill(self.say(AS_IT_IS), &[&from]),
            false => from,
        };
        let with_too = if but.is_empty() { WITH } else { AND_WITH };
        for (parts, say) in [(but, BUT), (with, with_too)] {
            if !parts.is_empty() {
                start = fill(self.say(say), &[&start, &self.listed(&parts, AND)]);
            }
        }
        let then = match (way.certain, as_it_is) {
            (true, _) => THEN_SURELY,
            (false, true) => MAY_BE,
            (false, false) => THEN_POSSIBLY,
        };
        let mut text = format!("{start}: {}", fill(self.say(then), &[best]));
        if !way.hangs_on.is_empty() {
            let n = way.hangs_on.len();
            text.push_str(&format!("; {}", fill(self.say(number(HANGS_ON, n)), &[&n.to_string()])));
        }
        if way.others > BigUint::ZERO {
            let one = way.others == BigUint::from(1u32);
            let say = number(OTHERS, if one { 1 } else { 2 });
            text.push_str(&format!("; {}", fill(self.say(say), &[&way.others.to_string()])));
        }
        text
    }

    /// What has to be chosen of what the scenario leaves open.
    fn choices(&self, way: &StepWay) -> Vec<Made> {
        match way.choices.as_slice() {
            [] => Vec::new(),
            [any] if any.is_empty() => Vec::new(),
            [one] if one.len() <= CHOICES && one.iter().all(|(_, values)| values.len() == 1) => {
                let one_each = one
                    .iter()
                    .flat_map(|(variable, values)| values.iter().map(|&value| (*variable, value)));
                one_each
                    .filter_map(|(variable, value)| self.chosen(variable, value))
                    .collect()
            }
            _ => vec![Made::Named(self.say(RIGHT_CHOICES).to_owned())],
        }
    }

    /// What becomes of a conclusion, in a word.
    pub(super) fn status(&self, status: Status) -> &'static str {
        self.say(match status {
            Status::Yes => HOLD[0],
            Status::No => FAIL[0],
            Status::Undetermined => UNDETERMINED,
            Status::Stated => STATED,
        })
    }

    /// How many conclusions there are of each status; none if there are none.
    pub(super) fn tally(&self, tally: &ConclusionTally) -> Option<String> {
        let parts = [
            (tally.yes, number(HOLD, tally.yes)),
            (tally.no, number(FAIL, tally.no)),
            (tally.undetermined, UNDETERMINED),
            (tally.stated, STATED),
        ];
        let said: Vec<String> = parts
            .into_iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, say)| format!("{n} {}", self.say(say)))
            .collect();
        (!said.is_empty()).then(|| said.join(" · "))
    }
}

/// With a capital at the start.
pub(super) fn capitalised(text: &str) -> String {
    let text = text.trim_start();
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
