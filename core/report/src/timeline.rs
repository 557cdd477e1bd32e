//! The law over time, and what moves between two days: in words, and as JSON.

use std::fmt::Write;

use serde_json::{Map, Value as Json, json};
use toets_model::law::StandingText;
use toets_model::{Date, Language, Study, Version};
use toets_question::{CellShift, LawDiff, LawMove, NodeState, Stretch, Timeline};

use crate::ask::{Format, head};
use crate::json::{text, written};
use crate::texts::{Say, fill};

const OVER_TIME: Say = Say(
    "Wanneer het recht verandert, en wat er dan anders volgt",
    "When the law changes, and what follows otherwise then",
);
const BETWEEN: Say = Say(
    "Wat er in het recht verandert van {} naar {}",
    "What changes in the law from {} to {}",
);
const UP_TO: Say = Say("tot en met {}", "up to {}");
const FROM: Say = Say("vanaf {}", "from {}");
const FROM_TO: Say = Say("{} tot en met {}", "{} up to {}");
const ALWAYS: Say = Say("op elke dag", "on every day");
const LAW: Say = Say("Recht", "Law");
const RESULTS: Say = Say("Uitkomsten", "Results");
const BEGINS: Say = Say("{} gaat gelden", "{} comes in force");
const ENDS: Say = Say("{} vervalt", "{} is no longer in force");
const OTHER_TEXT: Say = Say("{} krijgt een andere tekst: {}", "{} gets another text: {}");
const RENUMBERED: Say = Say("{} wordt {}", "{} becomes {}");
const NO_LAW: Say = Say("Geen bepaling verandert.", "No provision changes.");
const NO_RESULT: Say = Say("Geen uitkomst verandert.", "No result changes.");
const SAME_LEVELS: Say = Say(
    "dezelfde niveaus, onder andere voorwaarden",
    "the same levels, under other conditions",
);
const NOTHING: Say = Say("niets", "nothing");
const AS_WRITTEN: Say = Say(
    "Dagen zoals de rechtsbestanden ze geven; waar een begin niet is nagegaan, is dat de oudste gelezen tekst.",
    "Days as the law files give them; where a beginning was not established, that is the oldest text that was read.",
);
const READS_DAY: Say = Say(
    "Deze knopen lezen de peildatum zelf: {}. Vergelijken hun scripts die met eigen datums, dan staan die er niet bij.",
    "These nodes read the day itself: {}. If their scripts compare it with days of their own, these are not listed.",
);

/// The law over time.
pub fn timeline(study: &Study, found: &Timeline, format: Format, language: Language) -> String {
    if format == Format::Json {
        let mut all = head(study, "timeline");
        let stretches: Vec<Json> = found
            .stretches
            .iter()
            .map(|stretch| stretch_json(study, stretch))
            .collect();
        all.insert("intervals".into(), stretches.into());
        let nodes: Vec<&str> = found.reads_day.iter().map(|&node| study.nodes.name(node)).collect();
        all.insert("reads_day".into(), nodes.into());
        return written(&Json::Object(all));
    }
    let mut page = Lines::new(format);
    page.title(&format!("{} — {}", study.id, OVER_TIME.of(language)));
    for (n, stretch) in found.stretches.iter().enumerate() {
        page.heading(&time(stretch.from, stretch.to, language));
        if n > 0 {
            page.moves(study, &stretch.law, &stretch.moved, language);
        }
    }
    page.paragraph(AS_WRITTEN.of(language));
    if !found.reads_day.is_empty() {
        let nodes: Vec<String> = found
            .reads_day
            .iter()
            .map(|&n| format!("`{}`", study.nodes.name(n)))
            .collect();
        page.paragraph(&fill(READS_DAY.of(language), &[&nodes.join(", ")]));
    }
    page.text
}

/// What moves between two days.
pub fn law_diff(study: &Study, found: &LawDiff, format: Format, language: Language) -> String {
    let (first, second) = (found.days.0.to_string(), found.days.1.to_string());
    if format == Format::Json {
        let mut all = head(study, "law-diff");
        all.insert("from".into(), first.into());
        all.insert("to".into(), second.into());
        all.insert("law".into(), law_json(study, &found.law));
        all.insert("moved".into(), moved_json(&found.moved));
        return written(&Json::Object(all));
    }
    let mut page = Lines::new(format);
    page.title(&format!(
        "{} — {}",
        study.id,
        fill(BETWEEN.of(language), &[&first, &second])
    ));
    page.moves(study, &found.law, &found.moved, language);
    page.paragraph(AS_WRITTEN.of(language));
    page.text
}

/// Text under construction: lines for a terminal, or Markdown.
struct Lines {
    markdown: bool,
    text: String,
}

impl Lines {
    fn new(format: Format) -> Self {
        Self {
            markdown: format == Format::Markdown,
            text: String::new(),
        }
    }

    // Writing to a text does not fail.
    fn title(&mut self, words: &str) {
        let sign = if self.markdown { "# " } else { "" };
        let _ = writeln!(self.text, "{sign}{words}");
    }

    fn heading(&mut self, words: &str) {
        let sign = if self.markdown { "## " } else { "" };
        let _ = writeln!(self.text, "\n{sign}{words}");
    }

    fn paragraph(&mut self, words: &str) {
        let _ = writeln!(self.text, "\n{words}");
    }

    fn item(&mut self, depth: usize, words: &str) {
        let sign = if self.markdown { "- " } else { "" };
        let _ = writeln!(self.text, "{}{sign}{words}", "  ".repeat(depth));
    }

    fn moves(&mut self, study: &Study, law: &[LawMove], moved: &[CellShift], language: Language) {
        if self.markdown {
            self.text.push('\n');
        }
        let first = usize::from(!self.markdown);
        self.item(first, &format!("{}:", LAW.of(language)));
        let said: Vec<String> = law.iter().filter_map(|one| law_words(study, one, language)).collect();
        for words in &said {
            self.item(first + 1, words);
        }
        if said.is_empty() {
            self.item(first + 1, NO_LAW.of(language));
        }
        self.item(first, &format!("{}:", RESULTS.of(language)));
        for cell in moved {
            self.item(first + 1, &cell.cell.to_string());
            for (node, old, new) in &cell.nodes {
                self.item(first + 2, &format!("{node}: {}", change(old, new, language)));
            }
        }
        if moved.is_empty() {
            self.item(first + 1, NO_RESULT.of(language));
        }
    }
}

/// A stretch of time in words; none: all of time, or a single day.
pub(crate) fn since(span: (Option<Date>, Option<Date>), language: Language) -> Option<String> {
    (span != (None, None) && span.0 != span.1).then(|| time(span.0, span.1, language))
}

fn time(from: Option<Date>, to: Option<Date>, language: Language) -> String {
    match (from.map(|d| d.to_string()), to.map(|d| d.to_string())) {
        (None, None) => ALWAYS.of(language).to_owned(),
        (Some(from), None) => fill(FROM.of(language), &[&from]),
        (None, Some(to)) => fill(UP_TO.of(language), &[&to]),
        (Some(from), Some(to)) => fill(FROM_TO.of(language), &[&from, &to]),
    }
}

/// One provision that moved; a renumbered rule is told once, with its new number.
fn law_words(study: &Study, moved: &LawMove, language: Language) -> Option<String> {
    let name = named(study, moved, language);
    let say = |say: Say, words: &[&str]| Some(fill(say.of(language), words));
    match (moved.renumbered, moved.before.in_force, moved.after.in_force) {
        (Some(older), false, true) => say(RENUMBERED, &[&format!("`{}`", study.provisions.name(older)), &name]),
        (Some(_), true, false) => None,
        (None, false, true) => say(BEGINS, &[&name]),
        (None, true, false) => say(ENDS, &[&name]),
        _ => say(OTHER_TEXT, &[&name, study.text_name(moved.provision, moved.after.text)]),
    }
}

/// A provision with what it is about.
fn named(study: &Study, moved: &LawMove, language: Language) -> String {
    let id = study.provisions.name(moved.provision);
    match version(study, moved).and_then(|version| version.subject.as_ref()) {
        Some(subject) => format!("`{id}` ({})", subject.get(language)),
        None => format!("`{id}`"),
    }
}

fn version<'a>(study: &'a Study, moved: &LawMove) -> Option<&'a Version> {
    let standing = if moved.after.in_force {
        moved.after
    } else {
        moved.before
    };
    match standing.text {
        StandingText::Version(n) => study.provisions[moved.provision].versions.get(n),
        StandingText::Amended(_) => study.provisions[moved.provision].versions.last(),
    }
}

fn change(old: &NodeState, new: &NodeState, language: Language) -> String {
    if old.possible == new.possible {
        return format!("{} ({})", levels(new, language), SAME_LEVELS.of(language));
    }
    format!("{} → {}", levels(old, language), levels(new, language))
}

fn levels(state: &NodeState, language: Language) -> String {
    match state.possible.is_empty() {
        true => NOTHING.of(language).to_owned(),
        false => state.possible.join(" | "),
    }
}

fn stretch_json(study: &Study, stretch: &Stretch) -> Json {
    let mut results = Vec::new();
    for cell in &stretch.cells {
        let nodes: Map<String, Json> = cell
            .nodes
            .iter()
            .map(|(id, state)| (id.clone(), json!({ "possible": state.possible })))
            .collect();
        results.push(json!({ "scenario": cell.name.scenario, "group": cell.name.group, "nodes": nodes }));
    }
    json!({
        "from": stretch.from.map(|day| day.to_string()),
        "to": stretch.to.map(|day| day.to_string()),
        "law": law_json(study, &stretch.law),
        "moved": moved_json(&stretch.moved),
        "results": results,
    })
}

fn law_json(study: &Study, law: &[LawMove]) -> Json {
    let one = |moved: &LawMove| {
        let change = match (moved.before.in_force, moved.after.in_force) {
            (false, true) => "begins",
            (true, false) => "ends",
            _ => "changes",
        };
        let version = version(study, moved);
        json!({
            "provision": study.provisions.name(moved.provision),
            "change": change,
            "article": version.map(|version| version.article.as_str()),
            "jci": version.and_then(|version| version.jci.as_ref()).map(ToString::to_string),
            "version": study.text_name(moved.provision, moved.after.text),
            "renumbered": moved.renumbered.map(|other| study.provisions.name(other)),
            "subject": version.and_then(|version| version.subject.as_ref()).map(text),
        })
    };
    law.iter().map(one).collect()
}

fn moved_json(moved: &[CellShift]) -> Json {
    let one = |cell: &CellShift| {
        let nodes: Map<String, Json> = cell
            .nodes
            .iter()
            .map(|(id, old, new)| (id.clone(), json!({ "before": old.possible, "after": new.possible })))
            .collect();
        json!({ "scenario": cell.cell.scenario, "group": cell.cell.group, "nodes": nodes })
    };
    moved.iter().map(one).collect()
}
