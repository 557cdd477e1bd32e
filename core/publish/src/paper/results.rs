//! What follows: summary, conclusions, scorecard, cells, and who bears what.

use toets_answer::{Block, Cell, Column, Drawing, Line};

use super::{Paper, coded, level, numbers, plain, spans, strong, tone};
use crate::document::{Judged, Mark, Places, Row, Speaks, Strength};

impl Paper<'_> {
    pub(super) fn summary(&mut self) {
        self.part("summary");
        let card = &self.report.scorecard;
        if !card.rows.is_empty() && !card.scenarios.is_empty() && !card.groups.is_empty() {
            self.say(self.with("summary-open", &[("share", &self.report.open.share)]));
        }
        if self.report.conclusions.is_empty() {
            return;
        }
        let title = self.t("summary-statuses");
        self.heading(2, title);
        self.how("summary-statuses-how");
        let rows = self.report.statuses.iter().map(|one| {
            vec![
                Cell::line(vec![strong(self.status(one.status))]),
                Cell::text(one.number.to_string()),
                Cell::text(self.t(&format!("status-{}-means", one.status))),
            ]
        });
        self.table(
            &[("conclusions-status", 0), ("summary-number", 0), ("summary-means", 1)],
            rows.collect(),
        );
        let failing = self.report.conclusions.iter().filter(|c| c.status == "no");
        let failing: Vec<Line> = failing
            .map(|c| vec![strong(&c.id), plain(format!(": {}", c.statement))])
            .collect();
        if !failing.is_empty() {
            let title = self.t("summary-fails");
            self.heading(2, title);
            self.list(failing);
        }
    }

    /// A status with its sign.
    fn status(&self, status: &str) -> String {
        let sign = match status {
            "yes" => "✓",
            "no" => "✗",
            "undetermined" => "?",
            _ => "–",
        };
        format!("{sign} {}", self.t(&format!("status-{status}")))
    }

    pub(super) fn conclusions(&mut self) {
        self.part("conclusions");
        if self.report.conclusions.is_empty() {
            self.say(self.t("conclusions-none"));
            return;
        }
        self.how("conclusions-how");
        let rows = self.report.conclusions.iter().map(|c| {
            let mut lines = vec![vec![plain(&c.statement)]];
            if let Some(cells) = &c.cells {
                lines.push(vec![plain(
                    self.with(&format!("conclusions-in-{}", c.status), &[("cells", cells)]),
                )]);
            }
            if c.empty {
                lines.push(vec![plain(self.t("conclusions-empty"))]);
            }
            if !c.decided_by.is_empty() {
                let mut line = vec![plain(format!("{} ", self.t("conclusions-decided")))];
                line.extend(self.unknowns(&c.decided_by));
                lines.push(line);
            }
            if let Some(why) = c.stated_only.as_ref().filter(|_| c.status == "stated") {
                lines.push(vec![plain(format!("{} {why}", self.t("conclusions-stated")))]);
            }
            if let Some(note) = &c.note {
                lines.push(vec![plain(note)]);
            }
            if !c.cites.is_empty() {
                lines.push(vec![plain(format!(
                    "{} {}",
                    self.t("conclusions-rests"),
                    numbers(&c.cites)
                ))]);
            }
            if !c.citations.is_empty() {
                lines.push(vec![plain(self.cited(&c.citations))]);
            }
            vec![
                Cell::line(vec![strong(&c.id)]),
                Cell::lines(lines),
                Cell::text(self.t(&format!("kind-{}", c.kind))),
                Cell::line(vec![strong(self.status(c.status))]),
            ]
        });
        self.table(
            &[
                ("conclusions-id", 2),
                ("conclusions-statement", 9),
                ("conclusions-kind", 3),
                ("conclusions-status", 3),
            ],
            rows.collect(),
        );
    }

    pub(super) fn scorecard(&mut self) {
        self.part("scorecard");
        let card = &self.report.scorecard;
        if card.rows.is_empty() || card.scenarios.is_empty() || card.groups.is_empty() {
            self.say(self.t("scorecard-empty"));
            return;
        }
        self.how("scorecard-paper");
        for (n, group) in card.groups.iter().enumerate() {
            self.heading(2, &group.label);
            let mut columns = vec![Column::weighing(self.t("scorecard-node"), 3)];
            columns.extend(
                card.scenarios
                    .iter()
                    .map(|scenario| Column::weighing(scenario.name.clone(), 1)),
            );
            let rows = card.rows.iter().zip(&card.marks[n]).map(|(row, marks)| {
                let mut cells = vec![name(row)];
                cells.extend(marks.iter().map(in_signs));
                named(row, cells)
            });
            self.grid(columns, rows.collect(), card.scenarios.len() > 6);
        }
        let title = self.t("scorecard-legend");
        self.heading(2, title);
        let mut items: Vec<Line> = Vec::new();
        for scale in &self.report.framework.scales {
            let signs = scale.levels.iter().all(|level| level.id.chars().count() <= 3);
            let levels = scale.levels.iter().filter(|_| signs);
            items.extend(levels.map(|one| vec![level(&signed(&one.id)), plain(format!(" {}", one.label))]));
        }
        for (sign, key) in [
            ("x/y", "scorecard-legend-depends"),
            ("x…y?", "scorecard-legend-between"),
            ("?", "scorecard-legend-open"),
            ("x±", "scorecard-legend-mixed"),
            ("·", "scorecard-legend-none"),
        ] {
            items.push(vec![level(sign), plain(format!(" {}", self.t(key)))]);
        }
        self.list(items);
        let title = self.t("scorecard-groups");
        self.heading(2, title);
        let told = card.groups.iter().map(|group| {
            let definition = group.definition.as_deref().map(|d| format!(" {d}")).unwrap_or_default();
            self.described(None, &group.label, &group.traits, &definition)
        });
        self.list(told.collect());
        let title = self.t("scorecard-scenarios");
        self.heading(2, title);
        let told = card.scenarios.iter().map(|scenario| {
            let note = scenario.note.as_deref().map(|n| format!(" {n}")).unwrap_or_default();
            let code = (scenario.name != scenario.label).then_some(&*scenario.name);
            self.described(code, &scenario.label, &scenario.features, &note)
        });
        self.list(told.collect());
    }

    fn described(&self, code: Option<&str>, label: &str, fixes: &[String], more: &str) -> Line {
        let mut line = match code {
            Some(code) => vec![strong(code), plain(format!(" {label}."))],
            None => vec![strong(format!("{label}."))],
        };
        if !fixes.is_empty() {
            line.push(plain(format!(" {}: {}.", self.t("scorecard-fixes"), fixes.join("; "))));
        }
        if !more.is_empty() {
            line.push(plain(more));
        }
        line
    }

    pub(super) fn cells(&mut self) {
        self.part("cells");
        self.how("cells-paper");
        let card = &self.report.scorecard;
        for cell in &self.report.cells {
            let scenario = card.scenarios.iter().find(|s| s.id == cell.scenario);
            let group = card.groups.iter().find(|g| g.id == cell.group);
            let (Some(scenario), Some(group)) = (scenario, group) else {
                continue;
            };
            let scenario = match scenario.name == scenario.label {
                true => scenario.label.clone(),
                false => format!("{} {}", scenario.name, scenario.label),
            };
            self.heading(2, format!("{scenario} · {}", group.label));
            if !cell.has_worlds {
                self.say(self.t("cells-no-worlds"));
                continue;
            }
            let mut items = Vec::new();
            for (row, node) in card.rows.iter().zip(&cell.nodes) {
                for one in &node.conditions {
                    let mut line = vec![strong(coded(row.code.as_ref(), &row.label)), plain(": ")];
                    line.push(plain(self.condition(one)));
                    items.push(line);
                }
            }
            self.list(items);
            let rows = card.rows.iter().zip(&cell.nodes).map(|(row, node)| {
                let cells = vec![
                    name(row),
                    in_words(&node.mark),
                    Cell::line(if node.cases.len() > 1 {
                        spans(&node.cases)
                    } else {
                        Line::new()
                    }),
                    Cell::lines(self.rests_on(row, node)),
                ];
                named(row, cells)
            });
            let columns = [
                ("scorecard-node", 3),
                ("cells-judgement", 2),
                ("cells-cases", 4),
                ("cells-know", 5),
            ];
            self.table(&columns, rows.collect());
        }
    }

    fn condition(&self, one: &Strength) -> String {
        let level = [("level", &*one.level)];
        let reached = match one.at_least {
            true => self.with("cells-at-least", &level),
            false => self.with("cells-exactly", &level),
        };
        let when = |boxes: &[String]| match boxes {
            [] => self.t("cells-never"),
            some => some
                .iter()
                .map(|one| {
                    if one.is_empty() {
                        self.t("cells-always")
                    } else {
                        one.clone()
                    }
                })
                .collect::<Vec<_>>()
                .join(&self.t("word-or")),
        };
        let mut notes = String::new();
        for (said, key) in [(one.partial, "cells-partial"), (one.others, "cells-otherwise")] {
            if said {
                notes.push_str(&format!(" {}", self.t(key)));
            }
        }
        format!(
            "{reached}: {} {}; {} {}.{notes}",
            self.t("cells-certain"),
            when(&one.certain),
            self.t("cells-possible"),
            when(&one.possible)
        )
    }

    /// What a judgement rests on: findings, what a script says, silence, what is open.
    fn rests_on(&self, row: &Row, node: &Judged) -> Vec<Line> {
        let mut lines = Vec::new();
        for (key, found) in [
            ("cells-for", &node.for_),
            ("cells-against", &node.against),
            ("cells-others", &node.others),
        ] {
            if !found.is_empty() {
                let mut line = vec![plain(format!("{}: ", self.t(key)))];
                for (n, one) in found.iter().enumerate() {
                    if n > 0 {
                        line.push(plain("; "));
                    }
                    line.extend(self.speaks(one));
                }
                lines.push(line);
            }
        }
        for said in &node.said {
            let mut line = vec![level(&said.level), plain(format!(": {}", said.because.join(" ")))];
            if !said.cites.is_empty() {
                line.push(plain(format!(" {} {}", self.t("cells-cites"), said.cites.join(", "))));
            }
            lines.push(line);
        }
        if row.indicator && node.silent != "never" {
            lines.push(vec![plain(self.t(&format!("cells-silent-{}", node.silent)))]);
        }
        if !node.hangs_on.is_empty() {
            let mut line = vec![plain(format!("{}: ", self.t("cells-hangs")))];
            line.extend(self.unknowns(&node.hangs_on));
            lines.push(line);
        }
        lines
    }

    fn speaks(&self, one: &Speaks) -> Line {
        let mut line = Line::new();
        if !one.level.is_empty() {
            line.push(level(&one.level));
            line.push(plain(" "));
        }
        line.push(plain(self.with("finding-n", &[("n", &one.finding.number)])));
        let mut more = Vec::new();
        if let Some(where_) = &one.where_ {
            more.push(self.with("cells-where", &[("where", where_)]));
        }
        if one.open {
            more.push(self.t("cells-open"));
        }
        if !one.carried.is_empty() {
            more.push(self.with("cells-carried", &[("names", &one.carried.join(", "))]));
        }
        if !more.is_empty() {
            line.push(plain(format!(" ({})", more.join("; "))));
        }
        line
    }

    pub(super) fn parties(&mut self) {
        if self.report.parties.is_empty() {
            return;
        }
        self.part("parties");
        self.how("parties-how");
        for party in &self.report.parties {
            self.heading(2, &party.label);
            let mut rows = Vec::new();
            for borne in &party.bears {
                for one in &borne.levels {
                    rows.push(vec![
                        Cell::text(&borne.label),
                        Cell::line(vec![level(&one.level)]).toned(tone(one.shade)),
                        Cell::text(numbers(&one.findings)),
                        Cell::text(self.places(&one.places)),
                    ]);
                }
                if let Some(places) = &borne.silent {
                    rows.push(vec![
                        Cell::text(&borne.label),
                        Cell::text(self.t("parties-silent")),
                        Cell::default(),
                        Cell::text(self.places(places)),
                    ]);
                }
            }
            let columns = [
                ("parties-about", 3),
                ("parties-level", 1),
                ("parties-findings", 3),
                ("parties-where", 4),
            ];
            self.table(&columns, rows);
        }
    }

    fn places(&self, places: &Places) -> String {
        let partly = places
            .partly
            .as_deref()
            .map(|cells| self.with("parties-partly", &[("cells", cells)]));
        let told: Vec<String> = [places.all.clone(), partly].into_iter().flatten().collect();
        told.join("; ")
    }

    pub(super) fn graph(&mut self) {
        self.part("graph");
        self.how("graph-paper");
        let of = [("title", &*self.report.about.title)];
        let (graph, language) = (&self.answers.graph, self.texts.language());
        self.add(Block::Drawing(Drawing {
            title: self.t("graph-title"),
            alt: self.with("graph-alt", &of),
            svg: toets_graph::svg(graph, language),
            mermaid: Some(toets_graph::mermaid(graph, language)),
        }));
        let title = self.t("graph-list");
        self.heading(2, title);
        let things = crate::depends::things(&self.answers.graph, self.texts.language());
        let told = things.iter().map(|thing| {
            let kind = self.t(&format!("thing-{}", thing.kind));
            let mut line = vec![strong(&thing.label), plain(format!(" ({kind})"))];
            if !thing.on.is_empty() {
                line.push(plain(format!(". {}: {}", self.t("graph-on"), thing.on.join(", "))));
            }
            line
        });
        self.list(told.collect());
    }
}

/// A row about a node.
fn named(row: &Row, cells: Vec<Cell>) -> toets_answer::Row {
    toets_answer::Row {
        depth: row.depth,
        strong: !row.indicator,
        cells,
    }
}

/// A row's name.
fn name(row: &Row) -> Cell {
    Cell::text(coded(row.code.as_ref(), &row.label))
}

fn in_signs(mark: &Mark) -> Cell {
    Cell::line(vec![level(&mark.signs)]).toned(tone(mark.shade))
}

/// Signs, and the same in words where these say more.
fn in_words(mark: &Mark) -> Cell {
    let mut line = vec![level(&mark.signs)];
    if mark.words != mark.signs {
        line.push(plain(format!(" {}", mark.words)));
    }
    Cell::line(line).toned(tone(mark.shade))
}

/// A level's id with minus signs for hyphens.
fn signed(id: &str) -> String {
    match id.chars().all(|c| c == '-') {
        true => id.replace('-', "\u{2212}"),
        false => id.to_owned(),
    }
}
