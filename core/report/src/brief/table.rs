//! The table: a row for each scenario, a column for each group, in each cell a sign and words.

use anstyle::{AnsiColor, Style as Ansi};
use toets_answer as answer;
use toets_answer::{Column, Tone, plain};
use toets_evaluate::Value;
use toets_model::{GroupId, Index, ScenarioId};
use toets_question::{Brief, CellVerdict};

use super::layout::{cut, padded, share, width, wrap_to};
use super::names::{Teller, shortened};
use super::{Piece, Pieces, number};
use crate::symbol::{node_number, not_applicable};
use crate::texts::{Say, fill};

const NOT_ASSESSED: Say = Say("niet onderzocht", "not assessed");
const NO_WORLD: Say = Say("komt niet voor", "cannot be");
const OPEN: Say = Say("open", "open");
const POSSIBLY: Say = Say("mogelijk {}", "possibly {}");
const SOMETIMES: Say = Say("soms {}", "sometimes {}");
const AT_MOST: Say = Say("hooguit {}", "at best {}");
const FROM_TO: Say = Say("{} tot {}", "{} to {}");
const KEY: Say = Say("? = mogelijk", "? = possibly");
const BESIDE: Say = Say("Daarnaast aanbevolen:", "Also recommended:");
const SCENARIO: Say = Say("Scenario", "Scenario");
const MORE_ROWS: Say = Say("en nog {}", "and {} more");
const MORE_GROUPS: [Say; 2] = [
    Say("en nog {} doelgroep", "and {} more group"),
    Say("en nog {} doelgroepen", "and {} more groups"),
];

/// The sign of a cell that nobody asked for.
const NOT_ASKED: &str = "–";
/// Between columns.
const GAP: usize = 2;
/// What a column of verdicts needs at least, and that with the names of scenarios.
const NARROWEST: usize = 12;
const NARROWEST_NAMES: usize = 20;
/// The widest name of a group that stands on one line, where verdicts below it are shorter.
const HEADER: usize = 20;
/// How many lines the name of a group may take.
const HEADER_LINES: usize = 2;

/// A cell: how it is said where there is room, and the same without the word that its sign stands for.
#[derive(Clone)]
struct Cell {
    sign: &'static str,
    long: String,
    short: Option<String>,
    tone: Tone,
}

/// A table that is laid out.
struct Table<'a> {
    words: &'a Teller<'a>,
    groups: &'a [GroupId],
    /// A row for each scenario: its code, its name, its cells.
    rows: Vec<(Option<String>, String, Vec<Cell>)>,
    /// The widths of the columns, that of the names first.
    widths: Vec<usize>,
    /// Whether a sign stands for a word that there is no room for.
    key: bool,
}

/// The lines of the table, at most so many (but a header and a row).
pub(super) fn rows(words: &Teller<'_>, brief: &Brief, columns: usize, room: usize) -> Vec<Pieces> {
    let asked = &brief.asked;
    let scenarios: Vec<ScenarioId> = asked.judged.iter().chain(&asked.beside).copied().collect();
    if scenarios.is_empty() || asked.groups.is_empty() {
        return Vec::new();
    }
    let fit = ((columns - NARROWEST_NAMES) / (NARROWEST + GAP)).max(1);
    let groups = &asked.groups[..asked.groups.len().min(fit)];
    let table = Table::new(words, brief, &scenarios, groups, columns);
    let mut lines = table.header();
    let mut after = Vec::new();
    if groups.len() < asked.groups.len() {
        let more = asked.groups.len() - groups.len();
        let say = words.say(number(MORE_GROUPS, more));
        after.push(vec![Piece::plain(fill(say, &[&more.to_string()]))]);
    }
    // Each line with whether it is a scenario.
    let mut body: Vec<(Pieces, bool)> = Vec::new();
    for n in 0..scenarios.len() {
        if n == asked.judged.len() && n > 0 {
            body.push((
                vec![Piece::new(cut(words.say(BESIDE), columns), Ansi::new().dimmed())],
                false,
            ));
        }
        body.push((table.row(n), true));
    }
    let left = room.saturating_sub(lines.len() + after.len());
    if body.len() > left {
        // What is left out takes a line to say so; a heading without anything below it goes as well.
        body.truncate(left.saturating_sub(1).max(1));
        if body.last().is_some_and(|(_, scenario)| !scenario) {
            body.pop();
        }
    }
    let shown = body.iter().filter(|(_, scenario)| *scenario).count();
    lines.extend(body.into_iter().map(|(line, _)| line));
    if shown < scenarios.len() {
        let more = (scenarios.len() - shown).to_string();
        lines.push(vec![Piece::plain(fill(words.say(MORE_ROWS), &[&more]))]);
    }
    lines.extend(after);
    lines
}

/// The same for a page, with every group and every scenario.
pub(super) fn table(words: &Teller<'_>, brief: &Brief) -> Option<answer::Table> {
    let asked = &brief.asked;
    if asked.judged.is_empty() || asked.groups.is_empty() {
        return None;
    }
    let mut columns = vec![Column::weighing(words.say(SCENARIO), 3)];
    columns.extend(
        asked
            .groups
            .iter()
            .map(|&group| Column::weighing(words.group_short(group), 2)),
    );
    let row = |depth: usize, scenario: ScenarioId| {
        let mut name = Vec::new();
        if let Some(code) = words.code(scenario) {
            name.extend([answer::Span::Strong(code.to_owned()), plain(" ")]);
        }
        name.push(plain(words.scenario_short(scenario)));
        let mut cells = vec![answer::Cell::line(name)];
        cells.extend(asked.groups.iter().map(|&group| {
            let cell = words.cell(brief.verdict(scenario, group));
            answer::Cell::text(cell.whole()).toned(cell.tone)
        }));
        answer::Row {
            depth,
            strong: false,
            cells,
        }
    };
    let mut rows: Vec<answer::Row> = asked.judged.iter().map(|&scenario| row(0, scenario)).collect();
    if !asked.beside.is_empty() {
        let mut cells = vec![answer::Cell::text(words.say(BESIDE))];
        cells.resize_with(columns.len(), answer::Cell::default);
        rows.push(answer::Row {
            depth: 0,
            strong: true,
            cells,
        });
        rows.extend(asked.beside.iter().map(|&scenario| row(1, scenario)));
    }
    Some(answer::Table {
        columns,
        rows,
        wide: false,
    })
}

impl<'a> Table<'a> {
    fn new(
        words: &'a Teller<'a>,
        brief: &Brief,
        scenarios: &[ScenarioId],
        groups: &'a [GroupId],
        columns: usize,
    ) -> Self {
        let labels: Vec<String> = scenarios.iter().map(|&s| words.scenario_short(s)).collect();
        let rows: Vec<(Option<String>, String, Vec<Cell>)> = scenarios
            .iter()
            .zip(&labels)
            .map(|(&scenario, label)| {
                let cells = groups.iter().map(|&group| words.cell(brief.verdict(scenario, group)));
                (words.code(scenario).map(str::to_owned), label.clone(), cells.collect())
            })
            .collect();
        // One group is what the whole table is about.
        let headers = groups.iter().map(|&group| match groups {
            [_] => 0,
            _ => width(&words.group_short(group)).min(HEADER),
        });
        let wanted = |wide: fn(&Cell) -> usize| -> Vec<usize> {
            let columns = headers.clone().enumerate();
            let widest = |n: usize| rows.iter().map(|(.., cells)| wide(&cells[n])).max().unwrap_or(0);
            columns.map(|(n, header)| header.max(widest(n))).collect()
        };
        let coded = |code: &Option<String>| code.as_ref().map_or(0, |code| width(code) + 1);
        let names = rows
            .iter()
            .map(|(code, label, _)| coded(code) + width(label))
            .max()
            .unwrap_or(0);
        let room = columns - GAP * groups.len();
        let mut widths = wanted(Cell::width);
        if names + widths.iter().sum::<usize>() > room {
            widths = share(&wanted(Cell::least), room.saturating_sub(names.min(NARROWEST_NAMES)));
        }
        let taken: usize = widths.iter().sum();
        widths.insert(0, names.min(room.saturating_sub(taken)));
        let key = rows.iter().any(|(.., cells)| {
            cells
                .iter()
                .zip(&widths[1..])
                .any(|(cell, &width)| cell.is_short(width))
        });
        let mut table = Self {
            words,
            groups,
            rows,
            widths,
            key,
        };
        for n in 0..table.rows.len() {
            let room = table.widths[0].saturating_sub(coded(&table.rows[n].0));
            table.rows[n].1 = shortened(&labels, n, room);
        }
        table
    }

    /// The names of the groups.
    fn header(&self) -> Vec<Pieces> {
        if self.groups.len() < 2 && !self.key {
            return Vec::new();
        }
        let mut columns: Vec<Vec<String>> = vec![match self.key {
            true => vec![self.words.say(KEY).to_owned()],
            false => Vec::new(),
        }];
        for (&group, &width) in self.groups.iter().zip(&self.widths[1..]) {
            columns.push(match self.groups.len() {
                1 => Vec::new(),
                _ => wrap_to(&self.words.group_short(group), width, HEADER_LINES),
            });
        }
        let lines = columns.iter().map(Vec::len).max().unwrap_or(0);
        let line = |n: usize| {
            let cells = columns.iter().zip(&self.widths).map(|(column, &width)| {
                let text = column.get(n).map_or("", String::as_str);
                padded(text, width + GAP)
            });
            vec![Piece::new(cells.collect::<String>().trim_end(), Ansi::new().dimmed())]
        };
        (0..lines).map(line).collect()
    }

    fn row(&self, n: usize) -> Pieces {
        let (code, label, cells) = &self.rows[n];
        let mut line = Pieces::new();
        let mut names = self.widths[0];
        if let Some(code) = code {
            line.push(Piece::new(code.clone(), Ansi::new().bold()));
            line.push(Piece::plain(" "));
            names = names.saturating_sub(width(code) + 1);
        }
        line.push(Piece::plain(padded(label, names)));
        for (cell, &columns) in cells.iter().zip(&self.widths[1..]) {
            line.push(Piece::plain(" ".repeat(GAP)));
            let said = cell.said(columns);
            line.push(Piece::new(said.clone(), cell.style()));
            line.push(Piece::plain(padded("", columns.saturating_sub(width(&said)))));
        }
        line
    }
}

impl Cell {
    fn plain(text: impl Into<String>) -> Self {
        Self {
            sign: "",
            long: text.into(),
            short: None,
            tone: Tone::Plain,
        }
    }

    /// With its sign.
    fn whole(&self) -> String {
        match self.sign {
            "" => self.long.clone(),
            sign => format!("{sign} {}", self.long),
        }
    }

    fn style(&self) -> Ansi {
        match self.tone {
            Tone::For => AnsiColor::BrightGreen.on_default(),
            Tone::Against => AnsiColor::Red.on_default(),
            Tone::Open => AnsiColor::Yellow.on_default(),
            Tone::Plain => Ansi::new().dimmed(),
            _ => Ansi::new(),
        }
    }

    fn width(&self) -> usize {
        width(self.sign) + usize::from(!self.sign.is_empty()) + width(&self.long)
    }

    fn least(&self) -> usize {
        match &self.short {
            Some(short) => width(self.sign) + 1 + width(short),
            None => self.width(),
        }
    }

    fn is_short(&self, columns: usize) -> bool {
        self.short.is_some() && self.width() > columns
    }

    fn said(&self, columns: usize) -> String {
        let words = match &self.short {
            Some(short) if self.is_short(columns) => short,
            _ => &self.long,
        };
        match self.sign {
            "" => cut(words, columns),
            sign => cut(&format!("{sign} {words}"), columns),
        }
    }
}

impl Teller<'_> {
    fn cell(&self, verdict: &CellVerdict) -> Cell {
        let node = self.study.verdict;
        let scale = &self.study.scales[self.study.nodes[node].scale];
        let last = scale.levels().len().saturating_sub(1);
        match verdict {
            CellVerdict::NotAsked => Cell::plain(NOT_ASKED),
            CellVerdict::NoWorld => Cell::plain(self.say(NO_WORLD)),
            CellVerdict::NotApplicable => Cell::plain(not_applicable(self.language)),
            CellVerdict::NotAssessed => Cell::plain(self.say(NOT_ASSESSED)),
            CellVerdict::Surely(value) => {
                let (sign, tone) = match value {
                    Value::Level(level) if level.to_usize() == last => ("✓", Tone::For),
                    Value::Level(level) if level.to_usize() == 0 => ("✗", Tone::Against),
                    Value::Level(_) => ("◐", Tone::Neutral),
                    Value::Number(_) => ("", Tone::Apart),
                };
                Cell {
                    sign,
                    long: match value {
                        Value::Level(level) => self.level_short(node, *level),
                        Value::Number(_) => format!("{}{}", self.value_words(node, *value), self.unit(node)),
                    },
                    short: None,
                    tone,
                }
            }
            CellVerdict::Open { values, unknown } => {
                let (long, short) = self.open(values, *unknown);
                Cell {
                    sign: if scale.is_number() { "" } else { "?" },
                    long,
                    short,
                    tone: Tone::Open,
                }
            }
        }
    }

    /// What a verdict can be: its best end.
    fn open(&self, values: &[Value], unknown: bool) -> (String, Option<String>) {
        let node = self.study.verdict;
        let scale = &self.study.scales[self.study.nodes[node].scale];
        let may_be = if unknown { POSSIBLY } else { SOMETIMES };
        match values {
            [Value::Number(least), .., Value::Number(most)] => {
                let [least, most] = [*least, *most].map(|n| node_number(self.study, node, n, self.language));
                let between = fill(self.say(FROM_TO), &[&least, &most]);
                (format!("{between}{}", self.unit(node)), None)
            }
            all if unknown && all.len() == scale.levels().len() => (self.say(OPEN).to_owned(), None),
            [.., Value::Level(level)] => {
                let best = self.level_short(node, *level);
                let is_last = level.to_usize() + 1 == scale.levels().len();
                match scale.ordered() && !is_last {
                    true => (fill(self.say(AT_MOST), &[&best]), None),
                    false => (fill(self.say(may_be), &[&best]), Some(best)),
                }
            }
            _ => (String::new(), None),
        }
    }
}
