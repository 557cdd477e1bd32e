//! A result in a few characters: what fits in a cell of a table.
//!
//! | symbol | meaning |
//! |---|---|
//! | `+` | this level, for everyone and every choice |
//! | `0/+` | depends on people, choices or law |
//! | `-…+?` | open between these levels: an unknown decides |
//! | `?` | open over the whole scale |
//! | `+/?` | depends, and is open for some |
//! | `0±` | evidence for and evidence against met |
//! | `+°` | findings of no effect stand beside those that decide it |
//! | `·` | no world |
//! | `n.v.t.`, `n/a` | it does not apply |

use std::collections::BTreeSet;

use toets_answer::{Cell, Tone, figures};
use toets_evaluate::{Reach, Value};
use toets_model::{Index, Language, LevelId, NodeId, Scale, Study, VariableId};

use crate::scorecard::{NodeResult, Outlook};

/// Open over the whole scale.
pub(crate) const OPEN: &str = "?";
/// Evidence for and evidence against met.
pub(crate) const MIXED: &str = "±";
/// Findings of no effect stand beside those that decide.
pub(crate) const BESIDE: &str = "°";
/// No world.
pub(crate) const NO_WORLD: &str = "·";
/// It does not apply.
pub(crate) fn not_applicable(language: Language) -> &'static str {
    match language {
        Language::Nl => "n.v.t.",
        Language::En => "n/a",
    }
}

/// The widest symbol that is worth its room; a wider one is shortened to its ends.
const WIDEST: usize = 12;
/// The same where room is short.
const WIDEST_SHORT: usize = 7;

/// What was used in symbols, for the legend.
#[derive(Clone, Debug, Default)]
pub(crate) struct Used {
    pub(crate) depends: bool,
    pub(crate) open_between: bool,
    pub(crate) open: bool,
    pub(crate) both: bool,
    pub(crate) mixed: bool,
    pub(crate) beside: bool,
    pub(crate) no_world: bool,
    pub(crate) not_applicable: bool,
    /// Nodes whose scale was used.
    pub(crate) levels: BTreeSet<(usize, usize)>,
}

/// Makes symbols, with short names for long levels.
pub(crate) struct Symbols<'a> {
    study: &'a Study,
    language: Language,
    /// For each scale the names of its levels.
    names: Vec<Vec<String>>,
}

impl<'a> Symbols<'a> {
    pub(crate) fn new(study: &'a Study, language: Language) -> Self {
        let mut taken = BTreeSet::new();
        let names = study.scales.iter().map(|(_, scale)| short_names(scale, &mut taken));
        Self {
            study,
            language,
            names: names.collect(),
        }
    }

    /// The short name of a value.
    pub(crate) fn name(&self, node: NodeId, value: Value) -> String {
        match value {
            Value::Number(number) => node_number(self.study, node, number, self.language),
            Value::Level(level) => self
                .level_name(self.study.nodes[node].scale.to_usize(), level.to_usize())
                .to_owned(),
        }
    }

    /// The short name of a level of a scale.
    pub(crate) fn level_name(&self, scale: usize, level: usize) -> &str {
        let names = self.names.get(scale).and_then(|names| names.get(level));
        names.map_or("?", String::as_str)
    }

    /// The symbol for a result; what it uses is noted for the legend.
    pub(crate) fn of(&self, node: NodeId, result: &NodeResult, used: &mut Used) -> Cell {
        if result.applies == Reach::Never {
            let sign = self.not_applicable(used);
            return Cell::sign(sign.clone(), sign, Tone::Plain);
        }
        if result.possible.is_empty() {
            used.no_world = true;
            return Cell::sign(NO_WORLD, NO_WORLD, Tone::Plain);
        }
        let scale = self.study.nodes[node].scale.to_usize();
        for value in &result.possible {
            if let Value::Level(level) = value {
                used.levels.insert((scale, level.to_usize()));
            }
        }
        let open = result.is_open();
        let mixed = result.outlooks.iter().any(|o| !o.mixed.is_empty());
        used.mixed |= mixed;
        match (result.depends(), open) {
            (true, true) => used.both = true,
            (true, false) => used.depends = true,
            (false, _) => {}
        }
        // A sign is about those whom it is asked of.
        let asked = result.outlooks.iter().filter(|outlook| !outlook.values.is_empty());
        let parts: Vec<String> = asked.map(|outlook| self.set(node, outlook, used)).collect();
        let whole = parts.join("/");
        let ends = self.ends(node, result);
        let mark = if mixed { MIXED } else { "" };
        let ends = match (result.depends(), open) {
            (true, true) => format!("{ends}/?{mark}"),
            (true, false) => format!("{ends}/{mark}"),
            (false, true) => format!("{ends}?{mark}"),
            // One value, however long its name is: nothing is left out.
            (false, false) => whole.clone(),
        };
        let fitting = |widest: usize| if whole.chars().count() > widest { &ends } else { &whole };
        let beside = result.beside_no_effect != Reach::Never;
        used.beside |= beside;
        let [text, short] = [WIDEST, WIDEST_SHORT].map(|widest| {
            let beside = if beside { BESIDE } else { "" };
            format!("{}{beside}", fitting(widest))
        });
        Cell::sign(text, short, self.tone(node, result))
    }

    /// It does not apply.
    fn not_applicable(&self, used: &mut Used) -> String {
        used.not_applicable = true;
        not_applicable(self.language).to_owned()
    }

    /// Values that are open between each other, or one value.
    fn set(&self, node: NodeId, outlook: &Outlook, used: &mut Used) -> String {
        let values = &outlook.values;
        let name = |value: Value| {
            let mark = if outlook.mixed_at(value) { MIXED } else { "" };
            format!("{}{mark}", self.name(node, value))
        };
        match values.as_slice() {
            [] => NO_WORLD.to_owned(),
            [one] => name(*one),
            _ if values.len() == self.study.scales[self.study.nodes[node].scale].levels().len() => {
                used.open = true;
                let mark = if outlook.mixed.is_empty() { "" } else { MIXED };
                format!("{OPEN}{mark}")
            }
            [first, between @ .., last] => {
                used.open_between = true;
                if self.unbroken(node, values) {
                    let met = between.iter().any(|&v| outlook.mixed_at(v));
                    let mark = if met { MIXED } else { "" };
                    format!("{}…{}?{mark}", name(*first), name(*last))
                } else {
                    let names: Vec<String> = values.iter().map(|&v| name(v)).collect();
                    format!("{}?", names.join(","))
                }
            }
        }
    }

    /// The lowest and the highest of all values; all of them where they have no order.
    fn ends(&self, node: NodeId, result: &NodeResult) -> String {
        let name = |value: &Value| self.name(node, *value);
        match result.possible.as_slice() {
            [] => NO_WORLD.to_owned(),
            [first, .., last] if self.study.scales[self.study.nodes[node].scale].ordered() => {
                format!("{}…{}", name(first), name(last))
            }
            all => all.iter().map(name).collect::<Vec<_>>().join(","),
        }
    }

    /// Whether levels of an ordered scale follow each other without a gap.
    pub(crate) fn unbroken(&self, node: NodeId, values: &[Value]) -> bool {
        let scale = &self.study.scales[self.study.nodes[node].scale];
        scale.ordered()
            && values.windows(2).all(|pair| match pair {
                [Value::Level(a), Value::Level(b)] => a.to_usize() + 1 == b.to_usize(),
                _ => true,
            })
    }

    fn tone(&self, node: NodeId, result: &NodeResult) -> Tone {
        let mut tones = result.possible.iter().map(|&v| self.tone_of(node, v));
        let first = tones.next().unwrap_or(Tone::Plain);
        match tones.all(|tone| tone == first) {
            true => first,
            false if result.is_open() => Tone::Open,
            false => Tone::Plain,
        }
    }

    /// Where a value stands on its scale.
    pub(crate) fn tone_of(&self, node: NodeId, value: Value) -> Tone {
        let scale = &self.study.scales[self.study.nodes[node].scale];
        match (value, scale.neutral()) {
            (Value::Level(level), Some(neutral)) if scale.ordered() => match level.cmp(&neutral) {
                std::cmp::Ordering::Less => Tone::Against,
                std::cmp::Ordering::Equal => Tone::Neutral,
                std::cmp::Ordering::Greater => Tone::For,
            },
            _ => Tone::Plain,
        }
    }
}

/// The longest level name that is shown as it is.
const LONGEST: usize = 4;

/// Names of levels for a narrow cell: as they are where all of a scale are short; else a few letters, which no other
/// long level of the study has.
fn short_names(scale: &Scale, taken: &mut BTreeSet<String>) -> Vec<String> {
    let ids: Vec<&str> = scale.levels().iter().map(|level| &*level.id).collect();
    if ids.iter().all(|id| id.chars().count() <= LONGEST) {
        return ids.into_iter().map(str::to_owned).collect();
    }
    let mut names: Vec<String> = ids.iter().map(|id| abbreviation(id, &ids)).collect();
    // Names that one could take for another grow, letter by letter, to whole ids at most.
    let longest = ids.iter().map(|id| id.chars().count()).max().unwrap_or(0);
    for length in SHORT + 1..=longest {
        let alike = |a: &str, b: &str| a.starts_with(b) || b.starts_with(a);
        let unclear: Vec<bool> = names
            .iter()
            .enumerate()
            .map(|(n, name)| {
                let mut others = names.iter().enumerate().filter(|(m, _)| *m != n);
                others.any(|(_, other)| alike(name, other)) || taken.iter().any(|other| alike(name, other))
            })
            .collect();
        if !unclear.contains(&true) {
            break;
        }
        for ((name, id), _) in names.iter_mut().zip(&ids).zip(unclear).filter(|(_, unclear)| *unclear) {
            *name = id.chars().take(length).collect();
        }
    }
    taken.extend(names.iter().cloned());
    names
}

/// How many letters stand for a word.
const SHORT: usize = 3;

/// The start of the last word that no other level of the scale has (`exc` for `needs_exception`), or initials.
fn abbreviation(id: &str, all: &[&str]) -> String {
    let words = |id: &'_ str| -> Vec<String> { id.split('_').filter(|w| !w.is_empty()).map(str::to_owned).collect() };
    let own = words(id).into_iter().rev().find(|word| {
        word.chars().count() > SHORT && all.iter().all(|other| *other == id || !words(other).contains(word))
    });
    match (own, words(id)) {
        (Some(word), _) => word.chars().take(SHORT).collect(),
        (None, words) if words.len() > 1 => words.iter().filter_map(|word| word.chars().next()).collect(),
        _ => id.chars().take(SHORT).collect(),
    }
}

/// A number of a node for people: to the decimals of its scale.
pub(crate) fn node_number(study: &Study, node: NodeId, number: f64, language: Language) -> String {
    figures::number(&study.shown(node, number), language)
}

/// A number of a variable for people: to its decimals.
pub(crate) fn variable_number(study: &Study, variable: VariableId, number: f64, language: Language) -> String {
    figures::number(&study.shown_of(variable, number), language)
}

/// Any other number for people.
pub(crate) fn number_text(number: f64, language: Language) -> String {
    figures::number(&toets_model::decimal::shown(number, None), language)
}

/// The words for a level: its label, or its id.
pub(crate) fn level_label(study: &Study, scale: usize, level: usize, language: Language) -> String {
    let scale = &study.scales[Index::from_usize(scale)];
    let label = scale.levels().get(level).and_then(|l| l.label.as_ref());
    let label = label.map(|label| label.get(language)).filter(|l| !l.is_empty());
    label.map_or_else(|| scale.name(LevelId::from_usize(level)).to_owned(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use toets_model::testing;

    use super::*;

    fn names(scales: &[&[&str]]) -> Vec<Vec<String>> {
        let mut study = testing::study();
        for (n, levels) in scales.iter().enumerate() {
            testing::scale(&mut study, &format!("s{n}"), levels);
        }
        Symbols::new(&study, Language::Nl).names
    }

    #[test]
    fn short_levels_stay_as_they_are() {
        assert_eq!(names(&[&["--", "0", "high"]]), [["--", "0", "high"]]);
    }

    #[test]
    fn long_levels_get_the_letters_that_are_theirs_alone() {
        let legal: &[&str] = &[
            "prohibited",
            "needs_amendment",
            "needs_exception",
            "conditional",
            "permitted",
        ];
        let verdict: &[&str] = &["neither", "feasible_only", "desirable_only", "desirable_and_feasible"];
        let all = names(&[legal, verdict]);
        assert_eq!(all[0], ["pro", "ame", "exc", "con", "per"]);
        assert_eq!(all[1], ["nei", "fo", "do", "daf"]);
    }

    #[test]
    fn no_name_can_be_taken_for_another() {
        let all = names(&[&["needs_permit", "permitted"], &["performed", "perfect"]]);
        assert_eq!(all[0], ["need", "perm"]);
        let all: Vec<&String> = all.iter().flatten().collect();
        for (n, one) in all.iter().enumerate() {
            let alike = |other: &&&String| other.starts_with(one.as_str()) || one.starts_with(other.as_str());
            assert_eq!(all[n + 1..].iter().find(alike), None, "{all:?}");
        }
    }
}
