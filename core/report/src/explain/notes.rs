//! What is said of a node: its rule, what decided it, the evidence for and against, the law, and what is open.

use std::cmp::Ordering;

use toets_answer::{Line, Span, plain};
use toets_evaluate::{Basis, Fate, FindingTrace, Value};
use toets_model::{Finding, NodeId, Role, Silent, Text, TransferId, Treatment};
use toets_plugin::{Answer, Outcome, Read};
use toets_question::{Because, Decisive, Derivation, Part};

use super::cite::{citations, provision};
use super::rule::rule;
use super::tree::Levels;
use super::words::sentence;
use crate::ask::marked;
use crate::texts::{Say, fill};
use crate::words::Words;

const RULE: Say = Say("Regel: {}.", "Rule: {}.");
const READING: Say = Say(
    "Een lezing van de studie, niet van de bron: ",
    "A reading of the study, not of the source: ",
);
const BY_OWN: Say = Say(
    "Beslist door de bevindingen op het criterium zelf.",
    "Decided by the findings on the criterion itself.",
);
const UNKNOWN: Say = Say(
    "Open: geen bevinding met een oordeel geldt hier. In dit geval is dit niveau aangenomen (",
    "Open: no finding with a judgement applies here. In this case this level is assumed (",
);
const OPEN: Say = Say(
    "Open: wat erover te zeggen is, laat meer niveaus toe. In dit geval is dit niveau aangenomen (",
    "Open: what there is to say of it admits more levels. In this case this level is assumed (",
);
const OPEN_AMONG: Say = Say(
    "Het oordeel blijft open: {}. In dit geval is dit niveau aangenomen (",
    "The judgement stays open: {}. In this case this level is assumed (",
);
const DEFAULT: Say = Say(
    "Geen bevinding met een oordeel geldt hier; de studie kiest dan dit niveau: ",
    "No finding with a judgement applies here; the study then chooses this level: ",
);
const ALWAYS: Say = Say(
    "De regel geeft dit niveau, wat de onderdelen ook zijn.",
    "The rule gives this level whatever the parts are.",
);
const DECIDED: Say = Say("Beslist door ", "Decided by ");
const REST: Say = Say(
    "; al het andere maakt dan niet uit",
    "; all else makes no difference then",
);
const INSTEAD: Say = Say("; {} zou alleen ook genoeg zijn", "; {} alone would do as well");
const NOT_SMALLEST: Say = Say(
    " (dat minder ook genoeg is, is niet uitgesloten)",
    " (that fewer would do is not excluded)",
);
const NOT_HIGHER: Say = Say("Niet hoger, door ", "Not higher, because of ");
const NOT_LOWER: Say = Say("Niet lager, door ", "Not lower, because of ");
const PATH: Say = Say(
    "Gekeken is achtereenvolgens naar ",
    "What was looked at, in this order: ",
);
const OWN: Say = Say(
    "de bevindingen op het onderdeel zelf",
    "the findings on the node itself",
);
const BECAUSE: Say = Say("Want: ", "Because: ");
const LAW: Say = Say("Recht: ", "Law: ");
const CARRIES: Say = Say(", geeft de doorslag", ", decisive");
const FOR: Say = Say("Voor, ", "For, ");
const AGAINST: Say = Say("Tegen, ", "Against, ");
const NEUTRAL: Say = Say("Neutraal, ", "Neutral, ");
const SAYS: Say = Say("Bevinding, ", "Finding, ");
const OPENS: Say = Say("Laat het open", "Leaves it open");
const ABSOLUTE: Say = Say(", niet te compenseren", ", not to be offset");
const ASSUMED: Say = Say("open, hier aangenomen dat het geldt", "open, assumed to hold here");
const FAILS: Say = Say(
    "Open, hier aangenomen dat het niet geldt: ",
    "Open, assumed not to hold here: ",
);
const CONDITION: Say = Say(" Voorwaarde: {}.", " Condition: {}.");
const CODED: Say = Say(" Niveau gegeven door {}", " Level given by {}");
const CARRIED: Say = Say(
    " Niet hierover gezegd, maar overgedragen door ",
    " Not said of this, but carried over by ",
);
const TRANSFER_FAILS: Say = Say(
    "Over iets anders gezegd; dat het ook hier geldt is open en hier niet aangenomen: ",
    "Said of something else; that it holds here too is open and not assumed here: ",
);
const TRANSFER: Say = Say(" Overdracht ", " Transfer ");
const OTHER_SIDE: Say = Say(
    "Tegengesproken; hier is de andere kant aangenomen (",
    "Contradicted; the other side is assumed here (",
);
const ELSEWHERE: Say = Say(
    "{} met een oordeel over andere keuzes of andere mensen telt hier niet.",
    "{} with a judgement on other choices or other people does not count here.",
);
const ELSEWHERE_MANY: Say = Say(
    "{} met een oordeel over andere keuzes of andere mensen tellen hier niet.",
    "{} with a judgement on other choices or other people do not count here.",
);
const ONE_FINDING: Say = Say("1 bevinding", "1 finding");
const FINDINGS: Say = Say("{} bevindingen", "{} findings");
const SKIPPED: Say = Say(
    "Buiten beschouwing, want er is geen bewijs: ",
    "Left out, as there is no evidence: ",
);
const NOT_APPLICABLE: Say = Say(
    "Buiten beschouwing, want niet van toepassing: ",
    "Left out, as it does not apply: ",
);
const NOT_KNOWN: Say = Say(
    "De bron zegt dat het niet vaststaat: ",
    "The source says that it is not settled: ",
);
const NOTED: Say = Say("Ook gezegd, zonder oordeel: ", "Also said, without a judgement: ");

/// Everything that is said of a node, one thing a line.
pub(super) fn notes(words: &Words<'_>, derivation: &Derivation, levels: &Levels<'_>) -> Vec<Line> {
    let it = &words.study.nodes[derivation.trace.node];
    let mut notes = decided(words, derivation, levels);
    if let Some(reading) = &it.reading {
        notes.push(vec![plain(words.say(READING)), plain(sentence(words.text(reading)))]);
    }
    notes.extend(said(words, derivation));
    notes.extend(evidence(words, derivation));
    if let Silent::Skip(reason) = &it.silent
        && !derivation.trace.skipped.is_empty()
    {
        let names: Vec<String> = derivation
            .trace
            .skipped
            .iter()
            .map(|&child| words.coded(child))
            .collect();
        let text = format!(
            "{}{}. {}",
            words.say(SKIPPED),
            names.join(", "),
            sentence(words.text(reason))
        );
        notes.push(vec![plain(text)]);
    }
    if !derivation.trace.not_applicable.is_empty() {
        let names = derivation.trace.not_applicable.iter().map(|&child| words.coded(child));
        let names: Vec<String> = names.collect();
        let text = format!("{}{}.", words.say(NOT_APPLICABLE), names.join(", "));
        notes.push(vec![plain(text)]);
    }
    notes
}

/// The rule, and which of its inputs decided.
fn decided(words: &Words<'_>, derivation: &Derivation, levels: &Levels<'_>) -> Vec<Line> {
    let trace = &derivation.trace;
    let it = &words.study.nodes[trace.node];
    let rule = marked(&fill(words.say(RULE), &[&rule(words, derivation)]));
    let assumed = |text: &str| {
        let unknown = toets_evaluate::OpenVariable::Node(trace.node).id(words.study);
        let mut line = marked(text);
        line.extend([Span::Id(unknown), plain(").")]);
        line
    };
    let mut notes = Vec::new();
    match trace.basis {
        Basis::Findings if it.children.is_empty() => notes.push(rule),
        Basis::Findings if derivation.because.is_none() => notes.extend([rule, vec![plain(words.say(BY_OWN))]]),
        Basis::Findings | Basis::Scorer => {
            notes.push(rule);
            notes.extend(
                derivation
                    .because
                    .iter()
                    .flat_map(|because| forced(words, derivation, because, levels)),
            );
        }
        Basis::Default => {
            let reason = it.default.as_ref().map_or("", |default| words.text(&default.reason));
            notes.push(vec![plain(words.say(DEFAULT)), plain(sentence(reason))]);
        }
        Basis::Unknown => notes.push(assumed(words.say(UNKNOWN))),
        Basis::Open => {
            let among = match trace.judgement.as_ref().map(|judgement| &judgement.outcome) {
                Some(Outcome::Open(among)) if !among.is_empty() => {
                    let names: Vec<String> = among
                        .iter()
                        .map(|&level| words.level_with_words(trace.node, Value::Level(level)))
                        .collect();
                    Some(fill(words.say(OPEN_AMONG), &[&names.join(words.texts.or)]))
                }
                _ => None,
            };
            notes.push(rule);
            notes.push(assumed(among.as_deref().unwrap_or(words.say(OPEN))));
            notes.extend(
                derivation
                    .because
                    .iter()
                    .flat_map(|because| forced(words, derivation, because, levels)),
            );
        }
    }
    notes
}

/// The inputs that forced a level, and from which side.
fn forced(words: &Words<'_>, derivation: &Derivation, because: &Because, levels: &Levels<'_>) -> Vec<Line> {
    let exactly = &because.exactly;
    if exactly.path {
        if exactly.parts.is_empty() {
            return Vec::new();
        }
        let mut line = vec![plain(words.say(PATH))];
        line.extend(parts(words, derivation, &exactly.parts, levels));
        line.push(plain("."));
        return vec![line];
    }
    if exactly.parts.is_empty() {
        return vec![vec![plain(words.say(ALWAYS))]];
    }
    let decisive = |lead: Say, decisive: &Decisive, rest: bool| {
        let mut line = vec![plain(words.say(lead))];
        line.extend(parts(words, derivation, &decisive.parts, levels));
        if rest {
            line.push(plain(words.say(REST)));
        }
        if !decisive.instead.is_empty() {
            let names: Vec<String> = decisive
                .instead
                .iter()
                .map(|&part| part_name(words, derivation, part))
                .collect();
            line.push(plain(fill(words.say(INSTEAD), &[&names.join(words.texts.or)])));
        }
        if !decisive.smallest {
            line.push(plain(words.say(NOT_SMALLEST)));
        }
        line.push(plain("."));
        line
    };
    let of = |decisive: &Decisive| {
        decisive
            .parts
            .iter()
            .filter(|part| matches!(part, Part::Node(_)))
            .count()
    };
    let mut lines = vec![decisive(DECIDED, exactly, of(exactly) < derivation.children.len())];
    // From which side each of them holds it, where that tells more.
    for (lead, side) in [(NOT_HIGHER, &because.not_higher), (NOT_LOWER, &because.not_lower)] {
        if let Some(side) = side
            && !side.parts.is_empty()
            && side.parts.len() < exactly.parts.len()
        {
            lines.push(decisive(lead, side, false));
        }
    }
    lines
}

fn parts(words: &Words<'_>, derivation: &Derivation, parts: &[Part], levels: &Levels<'_>) -> Line {
    let mut line = Line::new();
    for (n, &part) in parts.iter().enumerate() {
        if n > 0 {
            line.push(plain(", "));
        }
        line.push(plain(part_name(words, derivation, part)));
        if let Part::Node(node) = part
            && let Some(value) = levels.level(node)
        {
            line.extend([plain(" "), words.levels(node, &[value])]);
        }
    }
    line
}

fn part_name(words: &Words<'_>, derivation: &Derivation, part: Part) -> String {
    match part {
        Part::Node(node) => words.coded(node),
        Part::Own => words.say(OWN).to_owned(),
        Part::Finding(finding) => words.study.findings.name(finding).to_owned(),
        Part::Variable(variable) => {
            let seen = derivation
                .trace
                .seen
                .iter()
                .find(|(read, _)| *read == Read::Variable(variable));
            let value = match seen {
                Some((_, Answer::Value(value))) => {
                    let value = toets_model::Index::to_usize(*value) as u32;
                    Some(words.value(toets_evaluate::OpenVariable::Study(variable), value))
                }
                Some((_, Answer::Interval(low, high))) => Some(words.interval(low.get(), high.get())),
                _ => None,
            };
            match value {
                Some(value) => format!("{}: {value}", words.variable(variable)),
                None => words.variable(variable),
            }
        }
    }
}

/// What a script said, and the provisions it rests on.
fn said(words: &Words<'_>, derivation: &Derivation) -> Vec<Line> {
    let Some(judgement) = &derivation.trace.judgement else {
        return Vec::new();
    };
    let because = |text: &Text| vec![plain(words.say(BECAUSE)), plain(sentence(words.text(text)))];
    let mut lines: Vec<Line> = judgement.because.iter().map(because).collect();
    for &cited in &judgement.cites {
        lines.push(vec![plain(words.say(LAW)), plain(provision(words, derivation, cited))]);
    }
    for &cited in &judgement.findings {
        let mut line = vec![plain(words.say(SAYS))];
        line.extend(words.finding(cited));
        line.push(plain(source(words, &words.study.findings[cited])));
        lines.push(line);
    }
    lines
}

/// The findings: what decides first, then for, against and neutral; then what is open and not assumed, and what does not count here.
fn evidence(words: &Words<'_>, derivation: &Derivation) -> Vec<Line> {
    let carries = |one: &FindingTrace| derivation.is_decisive(one.finding);
    let side = |one: &FindingTrace| match one.side {
        Some(Ordering::Greater) => 0,
        Some(Ordering::Less) => 1,
        Some(Ordering::Equal) => 2,
        None => 3,
    };
    let mut findings: Vec<&FindingTrace> = derivation.trace.findings.iter().collect();
    findings.sort_by_key(|one| (!carries(one), side(one)));
    let mut lines = Vec::new();
    let mut not_here = Vec::new();
    let mut elsewhere = 0;
    for one in findings {
        match one.fate {
            Fate::Applies | Fate::Carried(_) => lines.push(applying(words, derivation.trace.node, one, carries(one))),
            Fate::Elsewhere => elsewhere += 1,
            Fate::Fails => not_here.push(open(words, one, vec![plain(words.say(FAILS))], None)),
            Fate::TransferFails(transfer) => {
                not_here.push(open(words, one, vec![plain(words.say(TRANSFER_FAILS))], Some(transfer)));
            }
            Fate::OtherSide(contest) => {
                let id = toets_evaluate::OpenVariable::Contest(contest).id(words.study);
                let lead = vec![plain(words.say(OTHER_SIDE)), Span::Id(id), plain("): ")];
                not_here.push(open(words, one, lead, None));
            }
        }
    }
    lines.extend(not_here);
    lines.extend(noted(words, derivation));
    if elsewhere > 0 {
        lines.push(vec![plain(match elsewhere {
            1 => fill(words.say(ELSEWHERE), &[words.say(ONE_FINDING)]),
            many => {
                let many = fill(words.say(FINDINGS), &[&many.to_string()]);
                fill(words.say(ELSEWHERE_MANY), &[&many])
            }
        })]);
    }
    lines
}

/// A finding that counts: its side and level, what was found, how firmly, where, and by which way it came here.
fn applying(words: &Words<'_>, node: NodeId, one: &FindingTrace, carries: bool) -> Line {
    let finding = &words.study.findings[one.finding];
    let mut line = Line::new();
    match finding.level {
        Some(level) => {
            let side = match one.side {
                Some(Ordering::Greater) => FOR,
                Some(Ordering::Less) => AGAINST,
                Some(Ordering::Equal) => NEUTRAL,
                None => SAYS,
            };
            line.push(plain(words.say(side)));
            line.push(words.levels(node, &[Value::Level(level)]));
        }
        None => line.push(plain(words.say(OPENS))),
    }
    if finding.absolute {
        line.push(plain(words.say(ABSOLUTE)));
    }
    if carries {
        line.push(Span::Strong(words.say(CARRIES).to_owned()));
    }
    line.push(plain(": "));
    line.extend(words.finding(one.finding));
    let mut how = words.modality(finding.modality).to_owned();
    if words.study.treatment(one.finding) == Treatment::Open {
        how.push_str(&format!(" ({})", words.say(ASSUMED)));
    }
    line.push(plain(format!(" · {how}{}.", source(words, finding))));
    if let Some(condition) = &finding.condition {
        let condition = words.text(condition).trim_end_matches('.');
        line.push(plain(fill(words.say(CONDITION), &[condition])));
    }
    if let Fate::Carried(transfer) = one.fate {
        line.push(plain(words.say(CARRIED)));
        line.extend(carried(words, transfer, true));
    }
    if let (true, Some(coded)) = (carries, &finding.coded) {
        line.push(plain(fill(words.say(CODED), &[&coded.by])));
        line.push(plain(match &coded.note {
            Some(note) => format!(": {}", sentence(note)),
            None => ".".to_owned(),
        }));
    }
    line
}

/// A finding that would count if something open were otherwise.
fn open(words: &Words<'_>, one: &FindingTrace, lead: Line, transfer: Option<TransferId>) -> Line {
    let finding = &words.study.findings[one.finding];
    let mut line = lead;
    if let Some(level) = finding.level {
        line.extend([words.levels(finding.node, &[Value::Level(level)]), plain(", ")]);
    }
    line.extend(words.finding(one.finding));
    line.push(plain(format!(
        " · {}{}.",
        words.modality(finding.modality),
        source(words, finding)
    )));
    if let Some(transfer) = transfer {
        line.push(plain(words.say(TRANSFER)));
        line.extend(carried(words, transfer, false));
    }
    line
}

/// A transfer: its id, how firm it is, and why.
fn carried(words: &Words<'_>, transfer: TransferId, holds: bool) -> Line {
    let it = &words.study.transfers[transfer];
    let mut how = words.modality(it.modality).to_owned();
    if holds && words.study.transfer_treatment(transfer) == Treatment::Open {
        how.push_str(&format!("; {}", words.say(ASSUMED)));
    }
    vec![
        Span::Id(words.study.transfers.name(transfer).to_owned()),
        plain(format!(" ({how}): {}", sentence(words.text(&it.reason)))),
    ]
}

/// Findings without a level that apply: those that say that something is not known in full, of others their ids.
fn noted(words: &Words<'_>, derivation: &Derivation) -> Vec<Line> {
    let role = |one: &&FindingTrace| words.study.findings[one.finding].role == Role::Unknown;
    let mut lines: Vec<Line> = Vec::new();
    for one in derivation.noted.iter().filter(role) {
        let mut line = vec![plain(words.say(NOT_KNOWN))];
        line.extend(words.finding(one.finding));
        line.push(plain(format!("{}.", source(words, &words.study.findings[one.finding]))));
        lines.push(line);
    }
    let others: Vec<&FindingTrace> = derivation.noted.iter().filter(|one| !role(one)).collect();
    if !others.is_empty() {
        let mut line = vec![plain(words.say(NOTED))];
        for (n, one) in others.iter().enumerate() {
            if n > 0 {
                line.push(plain(", "));
            }
            line.push(Span::Id(words.study.findings.name(one.finding).to_owned()));
        }
        line.push(plain("."));
        lines.push(line);
    }
    lines
}

/// Where a finding is said, with what stands before it.
fn source(words: &Words<'_>, finding: &Finding) -> String {
    let text = citations(words, &finding.sources);
    if text.is_empty() { text } else { format!(" · {text}") }
}
