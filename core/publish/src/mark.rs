//! What is possible, at a glance: in signs, in words, in colour and as a bar.
//!
//! The page's script makes the same of a choice of traits and levers (`templates/explore.js`); a browser test holds the two to each other.

use toets_evaluate::{Reach, Value};
use toets_model::{Index, Language, LevelId, NodeId, Scale, ScaleId, Study};
use toets_report::NodeResult;

use crate::document::{Amount, Bar, Mark};
use crate::texts::Texts;

/// Evidence for and against met.
const MIXED: &str = "±";
/// A level id up to this length is a sign; else its name is shown.
const SIGN: usize = 3;
/// More sets of levels than this, or more signs, are not told apart in a cell of a table.
const SETS: usize = 3;
const SIGNS: usize = 9;

/// Makes marks in one language.
pub(crate) struct Marks<'a> {
    study: &'a Study,
    language: Language,
    texts: &'a Texts,
}

/// How the levels of a scale are shown; last of all, beyond its levels, that a node does not apply.
pub(crate) struct Shown {
    /// How many levels it has.
    pub(crate) levels: usize,
    /// Whether levels have signs for names.
    pub(crate) signs: bool,
    /// What is shown of each level.
    pub(crate) names: Vec<String>,
    /// What is read aloud.
    pub(crate) words: Vec<String>,
    /// Their colours.
    pub(crate) shades: Vec<&'static str>,
    pub(crate) ordered: bool,
}

impl<'a> Marks<'a> {
    pub(crate) fn new(study: &'a Study, language: Language, texts: &'a Texts) -> Self {
        Self { study, language, texts }
    }

    /// How the levels of a scale are shown.
    pub(crate) fn scale(&self, scale: ScaleId) -> Shown {
        let scale = &self.study.scales[scale];
        let levels = scale.levels();
        let signs = levels.iter().all(|level| level.id.chars().count() <= SIGN);
        let mut words: Vec<String> = levels
            .iter()
            .map(|level| {
                let label = level.label.as_ref().map(|label| label.get(self.language));
                short(label.filter(|label| !label.is_empty()).unwrap_or(&level.id)).to_owned()
            })
            .collect();
        let mut names = match signs {
            true => levels.iter().map(|level| sign(&level.id)).collect(),
            false => words.clone(),
        };
        names.push(self.texts.get("mark-not-applicable-short"));
        words.push(self.texts.get("mark-not-applicable"));
        let shades = (0..levels.len()).map(|n| shade(scale, LevelId::from_usize(n)));
        Shown {
            levels: levels.len(),
            signs,
            names,
            words,
            shades: shades.chain(["none"]).collect(),
            ordered: scale.ordered(),
        }
    }

    /// What is possible of a node.
    pub(crate) fn of(&self, node: NodeId, result: &NodeResult) -> Mark {
        let scale = self.study.nodes[node].scale;
        if self.study.scales[scale].is_number() {
            return self.numbers(node, result);
        }
        let level = |value: &Value| match value {
            Value::Level(level) => Some(level.to_usize()),
            Value::Number(_) => None,
        };
        let sets: Vec<(Vec<usize>, Vec<usize>)> = result
            .outlooks
            .iter()
            .map(|o| {
                if o.values.is_empty() {
                    return (vec![self.study.scales[scale].levels().len()], Vec::new());
                }
                (
                    o.values.iter().filter_map(level).collect(),
                    o.mixed.iter().filter_map(level).collect(),
                )
            })
            .collect();
        self.levels(&self.scale(scale), &sets)
    }

    /// Sets of levels that remain possible for some people and choices each, with those of them that are mixed.
    pub(crate) fn levels(&self, scale: &Shown, sets: &[(Vec<usize>, Vec<usize>)]) -> Mark {
        let total = scale.levels;
        let mut possible: Vec<usize> = sets.iter().flat_map(|(levels, _)| levels.iter().copied()).collect();
        possible.sort_unstable();
        possible.dedup();
        let bar = (0..total)
            .map(|level| Bar {
                shade: scale.shades[level],
                on: possible.contains(&level),
            })
            .collect();
        let open = sets.iter().any(|(levels, _)| levels.len() > 1);
        let (signs, words) = match sets {
            [] => ("·".to_owned(), self.texts.get("mark-none")),
            _ => {
                let parts: Vec<(String, String)> = sets.iter().map(|set| self.set(scale, set)).collect();
                let signs: Vec<&str> = parts.iter().map(|(signs, _)| &**signs).collect();
                let words: Vec<&str> = parts.iter().map(|(_, words)| &**words).collect();
                let signs = signs.join(if scale.signs { "/" } else { " / " });
                if sets.len() > SETS || scale.signs && signs.chars().count() > SIGNS {
                    let mixed = sets.iter().any(|(_, mixed)| !mixed.is_empty());
                    self.ends(scale, &possible, sets.len() > 1, open, mixed)
                } else {
                    (signs, words.join(&self.texts.get("mark-or")))
                }
            }
        };
        let shade = match possible.as_slice() {
            [] => "none",
            [one] => scale.shades[*one],
            _ if open => "open",
            _ => "mixed",
        };
        Mark {
            signs,
            words,
            shade,
            bar,
            amount: None,
        }
    }

    /// One set: a level, or between which it is open.
    fn set(&self, scale: &Shown, (levels, mixed): &(Vec<usize>, Vec<usize>)) -> (String, String) {
        let name = |level: usize| {
            let mark = if mixed.contains(&level) { MIXED } else { "" };
            format!("{}{mark}", scale.names[level])
        };
        let mixed_words = match mixed.is_empty() {
            true => String::new(),
            false => format!(" ({})", self.texts.get("mark-mixed")),
        };
        let unbroken = scale.ordered && levels.windows(2).all(|pair| pair[0] + 1 == pair[1]);
        match levels.as_slice() {
            [] => ("·".to_owned(), self.texts.get("mark-none")),
            [one] => (name(*one), format!("{}{mixed_words}", scale.words[*one])),
            all if all.len() == scale.levels => {
                let mark = if mixed.is_empty() { "" } else { MIXED };
                (
                    format!("?{mark}"),
                    format!("{}{mixed_words}", self.texts.get("mark-open")),
                )
            }
            [first, between @ .., last] if unbroken => {
                let met = between.iter().any(|level| mixed.contains(level));
                let mark = if met { MIXED } else { "" };
                let ends = [("from", &*scale.words[*first]), ("to", &*scale.words[*last])];
                let words = self.texts.with("mark-between", &ends);
                let signs = match scale.signs {
                    true => format!("{}…{}?{mark}", name(*first), name(*last)),
                    false => words.clone(),
                };
                (signs, format!("{words}{mixed_words}"))
            }
            all => {
                let names: Vec<String> = all.iter().map(|&level| name(level)).collect();
                let words: Vec<&str> = all.iter().map(|&level| &*scale.words[level]).collect();
                let list = words.join(&self.texts.get("mark-or"));
                let words = self.texts.with("mark-among", &[("levels", &list)]);
                let signs = match scale.signs {
                    true => format!("{}?", names.join(",")),
                    false => words.clone(),
                };
                (signs, format!("{words}{mixed_words}"))
            }
        }
    }

    /// The lowest and the highest, where there is too much to tell.
    fn ends(&self, scale: &Shown, possible: &[usize], depends: bool, open: bool, mixed: bool) -> (String, String) {
        let mut levels = possible.iter().filter(|&&level| level < scale.levels);
        let first = levels.next();
        let (Some(first), Some(last)) = (first, levels.next_back().or(first)) else {
            return ("·".to_owned(), self.texts.get("mark-none"));
        };
        let mark = match (depends, open) {
            (true, true) => "/?",
            (true, false) => "/",
            (false, _) => "?",
        };
        let key = match (depends, open) {
            (true, true) => "mark-ends-open",
            (true, false) => "mark-ends",
            (false, _) => "mark-between",
        };
        let met = match mixed {
            true => format!(" ({})", self.texts.get("mark-mixed")),
            false => String::new(),
        };
        let words = [("from", &*scale.words[*first]), ("to", &*scale.words[*last])];
        (
            format!(
                "{}…{}{mark}{}",
                scale.names[*first],
                scale.names[*last],
                if mixed { MIXED } else { "" }
            ),
            format!("{}{met}", self.texts.with(key, &words)),
        )
    }

    fn numbers(&self, node: NodeId, result: &NodeResult) -> Mark {
        let phrases = toets_report::Phrases::new(self.study, self.language);
        let number = |value: &Value| match value {
            Value::Number(number) => phrases.number(node, *number),
            Value::Level(_) => String::new(),
        };
        let (signs, words, shade) = match result.possible.as_slice() {
            [] if result.applies == Reach::Never => (
                self.texts.get("mark-not-applicable-short"),
                self.texts.get("mark-not-applicable"),
                "none",
            ),
            [] => ("·".to_owned(), self.texts.get("mark-none"), "none"),
            [one] => (number(one), number(one), "v"),
            [first, .., last] => {
                let (from, to) = (number(first), number(last));
                let shade = if result.is_open() { "open" } else { "mixed" };
                let words = self.texts.with("mark-ends", &[("from", &from), ("to", &to)]);
                (format!("{from}…{to}"), words, shade)
            }
        };
        let amount = match result.possible.as_slice() {
            [Value::Number(number)] => Some(Amount {
                number: *number,
                decimals: self.study.scales[self.study.nodes[node].scale].decimals(),
            }),
            _ => None,
        };
        Mark {
            signs,
            words,
            shade,
            bar: Vec::new(),
            amount,
        }
    }
}

/// A level's sign: hyphens become minus signs, which stand in line with the plus.
fn sign(id: &str) -> String {
    match id.chars().all(|c| c == '-') {
        true => id.replace('-', "\u{2212}"),
        false => id.to_owned(),
    }
}

/// The first part of a label: what comes after a comma or semicolon explains it.
fn short(label: &str) -> &str {
    let end = label.find([',', ';', '(']).unwrap_or(label.len());
    let first = label[..end].trim_end();
    if first.is_empty() { label } else { first }
}

/// How a level is coloured.
pub(crate) fn shade(scale: &Scale, level: LevelId) -> &'static str {
    let Some(neutral) = scale.neutral().filter(|_| scale.ordered()) else {
        return "v";
    };
    let (level, neutral) = (level.to_usize(), neutral.to_usize());
    let (lowest, highest) = (0, scale.levels().len().saturating_sub(1));
    match level.cmp(&neutral) {
        std::cmp::Ordering::Equal => "z",
        std::cmp::Ordering::Less if level == lowest && neutral > 1 => "n2",
        std::cmp::Ordering::Less => "n1",
        std::cmp::Ordering::Greater if level == highest && neutral + 1 < highest => "p2",
        std::cmp::Ordering::Greater => "p1",
    }
}
