//! The answer first: what follows from a study, in words, on one screen.
//!
//! Every line is made from a [`Brief`]; what does not apply to a study has no line. The first says who reaches the best verdict, a table has a row
//! for each scenario, and then: why, what is nearest, what to find out first, how many conclusions hold, where to read on.

mod claims;
mod layout;
mod names;
mod table;

use anstyle::Style as Ansi;
use toets_answer::{Answer, Block, Item, Page, Section, Span, plain};
use toets_model::{ConclusionId, Language, Study};
use toets_question::{Brief, Status};

use crate::texts::{Say, fill};
use layout::{cut, padded, tame, width, wrap, wrap_to};
pub(crate) use names::Teller;

const LAW: Say = Say("recht op {}", "law as of {}");
const KEY: Say = Say("Kern", "Key");
const WHY: Say = Say("Waarom", "Why");
const NEAREST: Say = Say("Dichtstbij", "Nearest");
const FIRST: Say = Say("Eerst weten", "Learn first");
const CONCLUSIONS: Say = Say("Conclusies", "Conclusions");
const MORE: Say = Say("Meer", "More");

/// What became of a conclusion, of whom.
const SAID_OF: Say = Say("{} voor {}", "{} for {}");

/// The lines of a screen.
const LINES: usize = 24;
/// The narrowest and the widest that is laid out for.
const WIDTHS: (usize, usize) = (60, 200);
/// How many unknowns are named.
const UNKNOWNS: usize = 3;
/// How many lines the first sentence may take.
const TITLE_LINES: usize = 4;

/// What is written on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen {
    /// Dutch or English.
    pub language: Language,
    /// Whether to use colours; nothing is said by colour alone.
    pub color: bool,
    /// Its columns.
    pub width: usize,
}

/// Something that is said below the table.
struct Part {
    name: Say,
    /// What is said: all of it, and the same with less, as room allows.
    texts: Vec<String>,
    /// The lines that it may take, and those that it can be kept to.
    lines: (usize, usize),
}

/// A stretch of a line.
struct Piece {
    text: String,
    style: Ansi,
}

impl Piece {
    fn new(text: impl Into<String>, style: Ansi) -> Self {
        Self {
            text: text.into(),
            style,
        }
    }

    fn plain(text: impl Into<String>) -> Self {
        Self::new(text, Ansi::new())
    }
}

type Pieces = Vec<Piece>;

/// A study in brief; `commands`: what to type to read on.
pub fn in_brief(study: &Study, brief: &Brief, commands: &[String], screen: Screen) -> String {
    let words = Teller::new(study, screen.language);
    let columns = screen.width.clamp(WIDTHS.0, WIDTHS.1);
    let mut lines = head(&words, brief, columns);
    let mut parts: Vec<Part> = keys(&words, brief).into_iter().chain(parts(&words, brief)).collect();
    let below = |parts: &[Part]| beside_the_margin(&words, parts, commands, columns);
    let table = table::rows(&words, brief, columns, usize::MAX);
    // A blank line stands before and after the table.
    let around = lines.len() + 2;
    // A scenario is worth more than a second reason. Of what takes as many lines, the conclusions that the first sentence tells already give way
    // first, and then the last.
    for least in [2, 1] {
        while around + table.len() + below(&parts).len() > LINES {
            let longest = parts.iter_mut().filter(|part| part.lines.0 > part.lines.1.max(least));
            let Some(longest) = longest.max_by_key(|part| (part.lines.0, part.name == KEY)) else {
                break;
            };
            longest.lines.0 -= 1;
        }
    }
    let below = below(&parts);
    let room = LINES.saturating_sub(around + below.len());
    for block in [table::rows(&words, brief, columns, room), below] {
        if !block.is_empty() {
            lines.push(Pieces::new());
            lines.extend(block);
        }
    }
    written(&lines, screen.color)
}

/// The same as an answer: everything that is to be said first, however much room that takes.
pub fn briefly<'a>(study: &'a Study, brief: &'a Brief, language: Language) -> Answer<'a> {
    Answer::new(
        language,
        move || page(study, brief, language),
        || serde_json::Value::Null,
    )
}

fn page(study: &Study, brief: &Brief, language: Language) -> Page {
    let words = Teller::new(study, language);
    let head = Head::of(&words, brief);
    let told = parts(&words, brief);
    let (counts, reasons): (Vec<&Part>, Vec<&Part>) = told.iter().partition(|part| part.name == CONCLUSIONS);
    let keys = brief.keys.iter().map(|&(conclusion, status)| Item {
        lead: vec![Span::Strong(claims::capitalised(&said_of(
            &words, brief, conclusion, status,
        )))],
        body: vec![plain(study.conclusions[conclusion].statement.get(language))],
    });
    let item = |part: &&Part| {
        Some(Item {
            lead: vec![Span::Strong(words.say(part.name).to_owned())],
            body: vec![plain(part.texts.first()?)],
        })
    };
    let list = |items: Vec<Item>| {
        (!items.is_empty()).then_some(Block::List {
            head: Vec::new(),
            items,
        })
    };
    let above = list(keys.chain(reasons.iter().filter_map(item)).collect());
    let below = list(counts.iter().filter_map(item).collect());
    let table = table::table(&words, brief).map(Block::Table);
    Page {
        title: head.title,
        subtitle: [head.about, head.law]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · "),
        sections: vec![Section::new("", [above, table, below].into_iter().flatten().collect())],
    }
}

/// What stands at the top.
struct Head {
    /// The sentence to remember; what the study is called where there is none.
    title: String,
    /// What the study is called, if that is not the title.
    about: Option<String>,
    /// Under which law.
    law: Option<String>,
}

impl Head {
    fn of(words: &Teller<'_>, brief: &Brief) -> Self {
        let study = words.study;
        let about = tame(match study.title.get(words.language) {
            "" => &study.id,
            title => title,
        });
        let sentence = brief.best.as_ref().and_then(|best| words.title(brief, best));
        let (title, about) = match sentence {
            Some(sentence) => (sentence, Some(about)),
            None => (about, None),
        };
        Self {
            title,
            about,
            law: study.as_of.map(|day| fill(words.say(LAW), &[&words.day(day)])),
        }
    }
}

/// The head on a screen.
fn head(words: &Teller<'_>, brief: &Brief, columns: usize) -> Vec<Pieces> {
    let Head { title, about, law } = Head::of(words, brief);
    let bold = Ansi::new().bold();
    let title = wrap_to(&title, columns, TITLE_LINES);
    let mut lines: Vec<Pieces> = title.into_iter().map(|line| vec![Piece::new(line, bold)]).collect();
    let beside = law.as_ref().map_or(0, |law| width(law) + 3);
    let about = about.map(|about| cut(&about, columns.saturating_sub(beside)));
    let below = [about, law].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    if !below.is_empty() {
        lines.push(vec![Piece::new(below, Ansi::new().dimmed())]);
    }
    lines
}

/// What became of a conclusion: with the groups that it is said of, where others are shown as well.
fn said_of(words: &Teller<'_>, brief: &Brief, conclusion: ConclusionId, status: Status) -> String {
    let status = words.status(status).to_owned();
    let groups = &words.study.conclusions[conclusion].groups;
    match groups {
        Some(groups) if brief.asked.groups.iter().any(|group| !groups.contains(group)) => {
            let groups: Vec<String> = groups.iter().map(|&group| words.group(group)).collect();
            fill(words.say(SAID_OF), &[&status, &words.listed(&groups, claims::AND)])
        }
        _ => status,
    }
}

/// All of some texts, and the same with fewer of them.
fn fewer(all: &[String]) -> Vec<String> {
    (1..=all.len()).rev().map(|n| all[..n].join(" · ")).collect()
}

/// The conclusions that a summary opens with. Where there is no room to say of whom, the first sentence does.
fn keys(words: &Teller<'_>, brief: &Brief) -> Option<Part> {
    let told = |status: &dyn Fn(ConclusionId, Status) -> String| -> Vec<String> {
        let told = brief.keys.iter().map(|&(conclusion, found)| {
            let statement = tame(words.study.conclusions[conclusion].statement.get(words.language));
            format!("{} ({})", statement.trim_end_matches('.'), status(conclusion, found))
        });
        fewer(&told.collect::<Vec<_>>())
    };
    let of_whom = told(&|conclusion, found| said_of(words, brief, conclusion, found));
    let alone = told(&|_, found| words.status(found).to_owned());
    let texts: Vec<String> = of_whom
        .into_iter()
        .zip(alone)
        .flat_map(|(one, other)| [one, other])
        .collect();
    (!texts.is_empty()).then_some(Part {
        name: KEY,
        texts,
        lines: (3, 1),
    })
}

/// What is said below the table.
fn parts(words: &Teller<'_>, brief: &Brief) -> Vec<Part> {
    let mut parts = Vec::new();
    let causes: Vec<String> = brief
        .causes
        .iter()
        .map(|cause| words.cause(cause, &brief.asked.judged))
        .collect();
    parts.push(Part {
        name: WHY,
        texts: fewer(&causes),
        lines: (3, 1),
    });
    if let (Some(step), Some(best)) = (&brief.step, &brief.best) {
        parts.push(Part {
            name: NEAREST,
            texts: words.step(step, best.level, brief.asked.groups.len() > 1),
            lines: (3, 2),
        });
    }
    let mut asks: Vec<String> = Vec::new();
    for &unknown in &brief.unknowns {
        let about = words.asks(unknown);
        // Two findings on one node are one thing to a reader.
        if !about.is_empty() && !asks.contains(&about) && asks.len() < UNKNOWNS {
            asks.push(about);
        }
    }
    parts.push(Part {
        name: FIRST,
        texts: fewer(&asks),
        lines: (2, 1),
    });
    parts.push(Part {
        name: CONCLUSIONS,
        texts: words.tally(&brief.conclusions).into_iter().collect(),
        lines: (2, 2),
    });
    parts.retain(|part| !part.texts.is_empty());
    parts
}

/// A word in the margin, and beside it as many lines as it takes.
fn beside_the_margin(words: &Teller<'_>, parts: &[Part], commands: &[String], columns: usize) -> Vec<Pieces> {
    let margin = [KEY, WHY, NEAREST, FIRST, CONCLUSIONS, MORE].map(|say| width(words.say(say)));
    let margin = margin.into_iter().max().unwrap_or(0) + 2;
    let room = columns.saturating_sub(margin);
    let mut all: Vec<(Say, Vec<String>)> = Vec::new();
    for part in parts {
        let most = part.lines.0;
        let fits = part.texts.iter().find(|text| wrap(text, room).len() <= most);
        let text = fits.or(part.texts.last()).map_or("", String::as_str);
        all.push((part.name, wrap_to(text, room, most)));
    }
    if commands.iter().all(|command| width(command) <= room) {
        all.push((MORE, beside_each_other(commands, room)));
    }
    let mut lines = Vec::new();
    for (name, text) in all {
        for (n, line) in text.into_iter().enumerate() {
            let name = if n == 0 { words.say(name) } else { "" };
            lines.push(vec![
                Piece::new(padded(name, margin), Ansi::new().bold()),
                Piece::plain(line),
            ]);
        }
    }
    if commands.iter().any(|command| width(command) > room) {
        // A command that is broken can't be copied: the margin goes, not the end of it.
        lines.push(vec![Piece::new(words.say(MORE), Ansi::new().bold())]);
        lines.extend(
            beside_each_other(commands, columns)
                .into_iter()
                .map(|line| vec![Piece::plain(line)]),
        );
    }
    lines
}

/// Commands, as many on a line as fit; each stays whole, so that it can be copied.
fn beside_each_other(commands: &[String], room: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for command in commands {
        match lines.last_mut() {
            Some(line) if width(line) + 3 + width(command) <= room => {
                line.push_str(" · ");
                line.push_str(command);
            }
            _ => lines.push(command.clone()),
        }
    }
    lines
}

/// One text for one thing, another for more.
fn number([one, more]: [Say; 2], n: usize) -> Say {
    if n == 1 { one } else { more }
}

fn written(lines: &[Pieces], color: bool) -> String {
    let mut text = String::new();
    for line in lines {
        let mut written = String::new();
        for Piece { text, style } in line {
            if color && *style != Ansi::new() {
                written.push_str(&format!("{style}{text}{style:#}"));
            } else {
                written.push_str(text);
            }
        }
        text.push_str(written.trim_end());
        text.push('\n');
    }
    text
}
