//! What is open, all designs, and how the report was made.

use toets_answer::{Cell, Column, Line};

use super::{Paper, id, level, numbers, plain, strong, tone};
use crate::document::{Answer, Designs, Worth};

impl Paper<'_> {
    pub(super) fn open(&mut self) {
        self.part("open");
        let open = &self.report.open;
        if open.unknowns.is_empty() {
            self.say(self.t("open-none"));
        } else {
            self.how("open-paper");
            self.say(self.t("method-text-3"));
            let rows = open.unknowns.iter().map(|worth| self.worth(worth));
            self.table(
                &[
                    ("open-unknown", 4),
                    ("open-settles", 0),
                    ("open-narrows", 0),
                    ("open-changes", 0),
                    ("open-answers", 5),
                ],
                rows.collect(),
            );
            let title = self.t("open-settling");
            self.heading(2, title);
            let proved = |smallest| self.t(if smallest { "open-proved" } else { "open-not-proved" });
            let settling = &open.settling;
            let count = self.texts.count("open-settling-text", settling.unknowns.len());
            let mut line = vec![plain(format!("{count} "))];
            line.extend(self.unknowns(&settling.unknowns));
            line.push(plain(format!(". {}", proved(settling.smallest))));
            let mut lines = vec![line];
            if let Some((answers, smallest)) = &open.luckiest {
                let mut line = vec![plain(format!("{} ", self.t("open-lucky")))];
                for (n, (unknown, answer)) in answers.iter().enumerate() {
                    line.extend((n > 0).then(|| plain(", ")));
                    line.push(plain(format!("{}: {answer}", unknown.name)));
                }
                line.push(plain(format!(". {}", proved(*smallest))));
                lines.push(line);
            }
            self.list(lines);
        }
        if !open.gaps.is_empty() {
            let title = self.t("open-gaps");
            self.heading(2, title);
            self.how("open-gaps-how");
            let dash = |cells: &Option<String>| Cell::text(cells.as_deref().unwrap_or("–"));
            let rows = open
                .gaps
                .iter()
                .map(|gap| vec![Cell::text(&gap.label), dash(&gap.always), dash(&gap.sometimes)]);
            let columns = [
                ("thing-indicator", 2),
                ("open-gap-always", 2),
                ("open-gap-sometimes", 2),
            ];
            self.table(&columns, rows.collect());
        }
        if !open.coverage.is_empty() {
            let title = self.t("open-coverage");
            self.heading(2, title);
            self.how("open-coverage-how");
            let dash = |told: String| Cell::text(if told.is_empty() { "–".to_owned() } else { told });
            let rows = open.coverage.iter().map(|one| {
                let carried: Vec<String> = one
                    .carried
                    .iter()
                    .map(|(feature, transfers)| format!("{feature} ({})", transfers.join(", ")))
                    .collect();
                vec![
                    Cell::line(vec![strong(&one.scenario)]),
                    dash(one.uncovered.join("; ")),
                    dash(carried.join("; ")),
                ]
            });
            let columns = [("summary-scenario", 1), ("open-uncovered", 3), ("open-carried", 4)];
            self.table(&columns, rows.collect());
        }
    }

    fn worth(&self, it: &Worth) -> Vec<Cell> {
        let name = vec![
            vec![plain(&it.unknown.name)],
            vec![plain(self.t(&format!("standing-{}", it.standing)))],
        ];
        let mut answers: Vec<Line> = it.answers.iter().filter_map(|one| self.answer(one)).collect();
        if !it.recommendations.is_empty() {
            answers.push(vec![plain(
                self.with("open-asked", &[("names", &it.recommendations.join(", "))]),
            )]);
        } else if !it.findings.is_empty() {
            answers.push(vec![plain(
                self.with("open-said", &[("names", &numbers(&it.findings))]),
            )]);
        }
        vec![
            Cell::lines(name),
            Cell::text(&it.settles),
            Cell::text(&it.narrows),
            Cell::text(&it.changes),
            Cell::lines(answers),
        ]
    }

    /// What one answer does, if it does anything.
    fn answer(&self, it: &Answer) -> Option<Line> {
        let listed = |key: &str, name: &str, list: &[String]| {
            (!list.is_empty()).then(|| self.with(key, &[(name, &list.join(", "))]))
        };
        let does = [
            it.settles
                .as_ref()
                .map(|share| self.with("open-answer-settles", &[("share", share)])),
            listed("open-answer-excludes", "levels", &it.excludes),
            listed("open-answer-holds", "names", &it.holds),
            listed("open-answer-fails", "names", &it.fails),
        ];
        let does: Vec<String> = does.into_iter().flatten().collect();
        (!does.is_empty()).then(|| vec![strong(&it.value), plain(format!(": {}", does.join("; ")))])
    }

    pub(super) fn space(&mut self) {
        self.part("space");
        self.how("space-paper");
        for designs in &self.report.space {
            self.heading(2, &designs.label);
            let levers = designs.levers.to_string();
            self.say(self.with("space-designs", &[("n", &designs.designs), ("levers", &levers)]));
            if let Some(uncounted) = &designs.uncounted {
                self.say(uncounted.clone());
            }
            let rows = designs.nodes.iter().flat_map(|node| {
                node.levels.iter().map(|one| {
                    vec![
                        Cell::text(&node.label),
                        Cell::line(vec![level(&one.level)]).toned(tone(one.shade)),
                        Cell::text(&one.certain),
                        Cell::text(&one.possible),
                    ]
                })
            });
            self.table(
                &[
                    ("scorecard-node", 3),
                    ("space-level", 2),
                    ("space-certain", 1),
                    ("space-possible", 1),
                ],
                rows.collect(),
            );
            self.maps(designs);
            self.best(designs);
        }
    }

    fn maps(&mut self, designs: &Designs) {
        for (n, map) in designs.maps.iter().enumerate() {
            let title = self.with("space-map", &[("one", &map.first), ("other", &map.second)]);
            self.heading(3, title);
            if n == 0 {
                self.how("space-map-how");
            }
            let mut rows = Vec::new();
            for (one, cells) in map.rows.iter().zip(&map.cells) {
                for (other, cell) in map.columns.iter().zip(cells) {
                    let told = cell.levels.iter().filter(|level| level.possible_permille > 0);
                    let told: Vec<Line> = told
                        .map(|it| vec![level(&it.level), plain(format!(": {} – {}", it.certain, it.possible))])
                        .collect();
                    rows.push(vec![
                        Cell::text(one),
                        Cell::text(other),
                        Cell::text(&cell.designs),
                        match cell.empty {
                            true => Cell::text(self.t("space-map-none")),
                            false => Cell::lines(told),
                        },
                    ]);
                }
            }
            let mut columns: Vec<Column> = [&map.first, &map.second]
                .into_iter()
                .map(|name| Column::weighing(name.clone(), 3))
                .collect();
            let certain = self.t("space-certain").to_lowercase();
            let possible = self.t("space-possible").to_lowercase();
            columns.push(Column::weighing(self.t("space-count"), 1));
            columns.push(Column::weighing(
                format!("{} ({certain} – {possible})", self.t("space-level")),
                4,
            ));
            self.grid(columns, rows, false);
        }
    }

    fn best(&mut self, designs: &Designs) {
        if let Some(best) = &designs.best {
            let title = self.with("space-best", &[("level", best)]);
            self.heading(3, title);
            let none = self.t("space-none");
            let told = |list: &[String]| match list.is_empty() {
                true => none.clone(),
                false => list.join("; "),
            };
            let (certain, possible) = (told(&designs.best_certain), told(&designs.best_possible));
            self.list(vec![
                vec![
                    strong(format!("{}:", self.t("space-best-certain"))),
                    plain(format!(" {certain}")),
                ],
                vec![
                    strong(format!("{}:", self.t("space-best-possible"))),
                    plain(format!(" {possible}")),
                ],
            ]);
        }
        if !designs.front.points.is_empty() {
            let title = self.t("space-front");
            self.heading(3, title);
            self.how("space-front-how");
            let mut columns: Vec<Column> = designs
                .front
                .criteria
                .iter()
                .map(|name| Column::weighing(name.clone(), 2))
                .collect();
            for (key, weight) in [("space-count", 2), ("space-which", 6)] {
                columns.push(Column {
                    name: self.t(key),
                    weight,
                });
            }
            let rows = designs.front.points.iter().map(|point| {
                let mut row: Vec<Cell> = point.levels.iter().map(|sign| Cell::line(vec![level(sign)])).collect();
                row.extend([Cell::text(&point.designs), Cell::text(&point.which)]);
                row
            });
            self.grid(columns, rows.collect(), false);
            if !designs.front.complete {
                self.say(self.t("space-front-more"));
            }
        }
        if !designs.sensitive.is_empty() {
            let title = self.t("space-levers");
            self.heading(3, title);
            self.how("space-levers-how");
            let rows = designs
                .sensitive
                .iter()
                .map(|one| vec![Cell::text(&one.lever), Cell::text(&one.share)]);
            self.table(&[("space-lever", 3), ("space-lever-share", 1)], rows.collect());
        }
    }

    pub(super) fn making(&mut self) {
        self.part("making");
        self.say(self.t("making-how"));
        let making = &self.report.making;
        let named = |key: &str| strong(format!("{}:", self.t(key)));
        self.list(vec![
            vec![named("making-command"), plain(" "), id(&making.command)],
            vec![named("making-version"), plain(format!(" toets {}", making.version))],
            vec![named("making-hash"), plain(" SHA-256 "), id(&making.hash)],
        ]);
        let title = self.t("making-plugins");
        self.heading(2, title);
        let told = making.plugins.iter().map(|one| {
            let label = if one.label.is_empty() {
                String::new()
            } else {
                format!(": {}", one.label)
            };
            vec![id(&one.id), plain(format!(" {}{label}", one.version))]
        });
        self.list(told.collect());
        let title = self.t("making-files");
        self.heading(2, title);
        let rows = making
            .files
            .iter()
            .map(|file| vec![Cell::text(&file.path), Cell::line(vec![id(&file.sha256)])]);
        let columns = vec![
            Column::weighing(self.t("making-file"), 1),
            Column::weighing("SHA-256".to_owned(), 1),
        ];
        self.grid(columns, rows.collect(), false);
    }
}
