//! What stands in the sheets.

use super::{Datum, Sheet};
use crate::document::{Judged, Line, Mark, Report};
use crate::paper::{cited, stretch};
use crate::texts::Texts;

/// The sheets of a report in one language.
pub(super) fn sheets(report: &Report, texts: &Texts) -> Vec<Sheet> {
    let tell = Tell { report, texts };
    vec![
        tell.about(),
        tell.scorecard(),
        tell.cells(),
        tell.conclusions(),
        tell.findings(),
        tell.coverage(),
        tell.law(),
        tell.sources(),
    ]
}

struct Tell<'a> {
    report: &'a Report,
    texts: &'a Texts,
}

fn text(text: impl Into<String>) -> Datum {
    Datum::Text(text.into())
}

fn or_empty(it: Option<&String>) -> Datum {
    it.map_or(Datum::Empty, text)
}

fn number(number: usize) -> Datum {
    Datum::Number(number as f64)
}

/// A number where that is all there is to say, else what is possible in signs.
fn marked(mark: &Mark) -> Datum {
    match mark.amount {
        Some(amount) => Datum::Amount(amount),
        None => Datum::Level(mark.signs.clone(), mark.shade),
    }
}

fn flat(line: &Line) -> String {
    line.iter().map(|piece| piece.text.as_str()).collect()
}

impl Tell<'_> {
    fn t(&self, key: &str) -> String {
        self.texts.get(key)
    }

    fn sheet(&self, name: &str, columns: &[(&str, f64)], frozen: u16, rows: Vec<Vec<Datum>>) -> Sheet {
        Sheet {
            name: self.t(name),
            columns: columns.iter().map(|&(key, width)| (self.t(key), width)).collect(),
            rows,
            frozen,
        }
    }

    /// What the workbook is, how to read it, and how it was made.
    fn about(&self) -> Sheet {
        let (about, making) = (&self.report.about, &self.report.making);
        let mut rows = vec![vec![text(self.t("sheet-study")), text(&about.title)]];
        let mut add = |key: &str, said: String| {
            if !said.is_empty() {
                rows.push(vec![text(self.t(key)), text(said)]);
            }
        };
        add(
            "sheet-law",
            match &about.as_of {
                Some(day) => self.texts.with("page-law", &[("day", day)]),
                None => self.t("page-undated"),
            },
        );
        add("sheet-regime", about.regime.join("; "));
        add("sheet-source", about.document.clone().unwrap_or_default());
        add("sheet-note", about.note.clone().unwrap_or_default());
        add("scorecard-title", self.t("sheet-signs"));
        for key in ["depends", "between", "open", "mixed", "none"] {
            let sign = match key {
                "depends" => "x/y",
                "between" => "x…y?",
                "open" => "?",
                "mixed" => "x±",
                _ => "·",
            };
            add(
                "scorecard-legend",
                format!("{sign}: {}", self.t(&format!("scorecard-legend-{key}"))),
            );
        }
        add("conclusions-title", self.t("summary-statuses-how"));
        add("sheet-findings", self.t("sheet-judged"));
        add("making-command", making.command.clone());
        add("making-version", format!("toets {}", making.version));
        add("making-hash", making.hash.clone());
        self.sheet("sheet-about", &[("sheet-what", 24.0), ("sheet-said", 110.0)], 0, rows)
    }

    fn scorecard(&self) -> Sheet {
        let card = &self.report.scorecard;
        let mut columns = vec![
            (self.t("sheet-code"), 8.0),
            (self.t("scorecard-node"), 34.0),
            (self.t("sheet-node"), 20.0),
        ];
        for group in &card.groups {
            columns.extend(
                card.scenarios
                    .iter()
                    .map(|s| (format!("{} · {}", s.id, group.id), 11.0)),
            );
        }
        let rows = card.rows.iter().enumerate().map(|(n, row)| {
            let mut cells = vec![
                or_empty(row.code.as_ref()),
                text(format!("{}{}", "    ".repeat(row.depth), row.label)),
                text(&row.node),
            ];
            let marks = card.marks.iter().flat_map(|of_group| &of_group[n]);
            cells.extend(marks.map(marked));
            cells
        });
        Sheet {
            name: self.t("scorecard-title"),
            columns,
            rows: rows.collect(),
            frozen: 2,
        }
    }

    /// One row for each scenario, group and node, with the conditions that a scorecard can't hold.
    fn cells(&self) -> Sheet {
        let card = &self.report.scorecard;
        let mut rows = Vec::new();
        for cell in &self.report.cells {
            for (row, node) in card.rows.iter().zip(&cell.nodes) {
                let unknowns: Vec<&str> = node.hangs_on.iter().map(|unknown| &*unknown.id).collect();
                rows.push(vec![
                    text(&cell.scenario),
                    text(&cell.group),
                    or_empty(row.code.as_ref()),
                    text(&row.label),
                    text(&row.node),
                    marked(&node.mark),
                    text(&node.mark.words),
                    match node.mark.amount {
                        Some(amount) => Datum::Amount(amount),
                        None => text(self.possible(node)),
                    },
                    text(flat(&node.cases)),
                    text(unknowns.join(", ")),
                    text(strongest(node)),
                ]);
            }
        }
        let columns = [
            ("summary-scenario", 10.0),
            ("sheet-group", 10.0),
            ("sheet-code", 8.0),
            ("scorecard-node", 28.0),
            ("sheet-node", 18.0),
            ("sheet-sign", 11.0),
            ("cells-judgement", 26.0),
            ("sheet-possible", 16.0),
            ("cells-cases", 50.0),
            ("cells-hangs", 30.0),
            ("sheet-strongest", 24.0),
        ];
        self.sheet("sheet-cells", &columns, 2, rows)
    }

    /// The levels that are possible, by id, worst to best.
    fn possible(&self, node: &Judged) -> String {
        let framework = &self.report.framework;
        let scale = framework.nodes.iter().find(|n| n.id == node.node).map(|n| &n.scale);
        let scale = framework.scales.iter().find(|s| Some(&s.id) == scale);
        let levels = scale.into_iter().flat_map(|scale| &scale.levels);
        let possible = levels.zip(&node.mark.bar).filter(|(_, bar)| bar.on);
        let ids: Vec<&str> = possible.map(|(level, _)| &*level.id).collect();
        ids.join(" ")
    }

    fn conclusions(&self) -> Sheet {
        let rows = self.report.conclusions.iter().map(|it| {
            let unknowns: Vec<&str> = it.decided_by.iter().map(|unknown| &*unknown.id).collect();
            let shade = match it.status {
                "yes" => "p2",
                "no" => "n2",
                "stated" => "z",
                _ => "open",
            };
            vec![
                text(&it.id),
                text(self.t(&format!("kind-{}", it.kind))),
                text(&it.statement),
                Datum::Level(self.t(&format!("status-{}", it.status)), shade),
                or_empty(it.cells.as_ref()),
                text(unknowns.join(", ")),
                or_empty(it.stated_only.as_ref()),
                text(it.cites.iter().map(|one| &*one.id).collect::<Vec<_>>().join(", ")),
                text(cited(self.texts, &it.citations)),
                or_empty(it.note.as_ref()),
            ]
        });
        let columns = [
            ("conclusions-id", 18.0),
            ("conclusions-kind", 14.0),
            ("conclusions-statement", 60.0),
            ("conclusions-status", 14.0),
            ("law-cells", 20.0),
            ("sheet-decided", 30.0),
            ("sheet-stated", 30.0),
            ("sheet-findings", 24.0),
            ("evidence-where", 30.0),
            ("sheet-note", 30.0),
        ];
        self.sheet("conclusions-title", &columns, 1, rows.collect())
    }

    fn findings(&self) -> Sheet {
        let rows = self.report.evidence.iter().map(|it| {
            let level = it.level.clone().unwrap_or_default();
            vec![
                text(&it.id),
                text(&it.about),
                text(&it.statement),
                Datum::Level(level, it.shade),
                text(it.opens.join(", ")),
                text(self.t(&format!("modality-{}", it.modality))),
                text(self.t(&format!("role-{}", it.role))),
                text(if it.open { self.t("word-yes") } else { self.t("word-no") }),
                text(&it.when),
                or_empty(it.condition.as_ref()),
                text(it.parties.join(", ")),
                or_empty(it.coded_by.as_ref()),
                or_empty(it.coded_note.as_ref()),
                text(cited(self.texts, &it.citations)),
                or_empty(it.note.as_ref()),
            ]
        });
        let columns = [
            ("evidence-id", 14.0),
            ("scorecard-node", 26.0),
            ("evidence-found", 60.0),
            ("evidence-judged", 10.0),
            ("sheet-opens", 12.0),
            ("sheet-modality", 16.0),
            ("sheet-role", 14.0),
            ("sheet-open", 8.0),
            ("sheet-when", 34.0),
            ("sheet-condition", 24.0),
            ("sheet-parties", 20.0),
            ("sheet-coded-by", 14.0),
            ("sheet-coded-note", 40.0),
            ("evidence-where", 34.0),
            ("sheet-note", 30.0),
        ];
        self.sheet("sheet-findings", &columns, 1, rows.collect())
    }

    /// What evidence covers of each scenario, and where it is silent.
    fn coverage(&self) -> Sheet {
        let open = &self.report.open;
        let mut rows = Vec::new();
        let mut add = |what: &str, about: &str, said: String| {
            rows.push(vec![text(self.t(what)), text(about), text(said)]);
        };
        for one in &open.coverage {
            for feature in &one.uncovered {
                add("open-uncovered", &one.scenario, feature.clone());
            }
            for (feature, transfers) in &one.carried {
                add(
                    "open-carried",
                    &one.scenario,
                    format!("{feature} ({})", transfers.join(", ")),
                );
            }
        }
        for gap in &open.gaps {
            for (key, cells) in [
                ("sheet-silent-always", &gap.always),
                ("sheet-silent-sometimes", &gap.sometimes),
            ] {
                if let Some(cells) = cells {
                    add(key, &gap.label, cells.clone());
                }
            }
        }
        let columns = [
            ("sheet-what", 40.0),
            ("sheet-about-what", 36.0),
            ("sheet-feature", 70.0),
        ];
        self.sheet("sheet-coverage", &columns, 1, rows)
    }

    fn law(&self) -> Sheet {
        let mut rows = Vec::new();
        for instrument in &self.report.law.instruments {
            for it in &instrument.provisions {
                let in_force = it.in_force.map(|yes| self.t(if yes { "word-yes" } else { "word-no" }));
                rows.push(vec![
                    text(&it.id),
                    text(&instrument.title),
                    text(&it.article),
                    text(self.t(&format!("provision-{}", it.kind))),
                    or_empty(it.subject.as_ref()),
                    or_empty(it.paraphrase.as_ref()),
                    text(it.conditions.join("; ")),
                    text(stretch(self.texts, it.from.as_deref(), it.to.as_deref())),
                    or_empty(in_force.as_ref()),
                    text(self.t(if it.verified { "word-yes" } else { "word-no" })),
                    text(it.cited_by.join(", ")),
                    or_empty(it.jci.as_ref()),
                    or_empty(it.note.as_ref()),
                ]);
            }
        }
        let columns = [
            ("law-provision", 22.0),
            ("sheet-instrument", 28.0),
            ("sheet-article", 12.0),
            ("conclusions-kind", 12.0),
            ("sheet-subject", 28.0),
            ("law-says", 60.0),
            ("sheet-condition", 30.0),
            ("law-force", 22.0),
            ("sheet-in-force", 12.0),
            ("law-verified", 12.0),
            ("law-counts", 28.0),
            ("sheet-jci", 36.0),
            ("sheet-note", 36.0),
        ];
        self.sheet("law-title", &columns, 1, rows)
    }

    fn sources(&self) -> Sheet {
        let rows = self.report.sources.iter().map(|it| {
            vec![
                text(&it.id),
                text(self.t(&format!("source-{}", it.kind))),
                text(&it.reference),
                or_empty(it.date.as_ref()),
                or_empty(it.link.as_ref()),
                or_empty(it.method.as_ref()),
                it.number.map_or(Datum::Empty, |n| number(n as usize)),
                number(it.cited),
                or_empty(it.role.as_ref()),
                or_empty(it.sha256.as_ref()),
            ]
        });
        let columns = [
            ("sheet-id", 22.0),
            ("conclusions-kind", 16.0),
            ("sources-source", 50.0),
            ("sources-date", 14.0),
            ("sheet-address", 26.0),
            ("sheet-method", 16.0),
            ("summary-number", 9.0),
            ("sources-cited", 12.0),
            ("sources-role", 40.0),
            ("sheet-hash", 68.0),
        ];
        self.sheet("sources-title", &columns, 1, rows.collect())
    }
}

/// The strongest findings for and against, with their levels.
fn strongest(node: &Judged) -> String {
    let most = node.for_.iter().chain(&node.against).filter(|one| one.strongest);
    let told = most.map(|one| match one.open {
        true => format!("{} {}?", one.level, one.finding.id),
        false => format!("{} {}", one.level, one.finding.id),
    });
    told.collect::<Vec<_>>().join(", ")
}
