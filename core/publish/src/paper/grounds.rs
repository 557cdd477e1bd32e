//! What it rests on: evidence, law, framework, sources and method.

use toets_answer::{Cell, Line};

use super::{Paper, coded, id, level, numbers, plain, strong, tone};
use crate::document::{Finding, Node, Provision};

impl Paper<'_> {
    pub(super) fn evidence(&mut self) {
        self.part("evidence");
        if self.report.evidence.is_empty() {
            self.say(self.t("evidence-none"));
            return;
        }
        self.how("evidence-how");
        for of_node in self.report.evidence.chunk_by(|one, other| one.node == other.node) {
            self.heading(2, &of_node[0].about);
            let rows = of_node.iter().map(|finding| self.finding(finding));
            self.table(
                &[
                    ("evidence-id", 1),
                    ("evidence-found", 5),
                    ("evidence-judged", 3),
                    ("evidence-where", 2),
                ],
                rows.collect(),
            );
        }
        if !self.report.comparisons.is_empty() {
            let title = self.t("evidence-comparisons");
            self.heading(2, title);
            self.how("evidence-comparisons-how");
            let rows = self.report.comparisons.iter().map(|one| {
                let mut verdict = vec![vec![plain(self.t(&format!("verdict-{}", one.verdict)))]];
                verdict.extend(one.acknowledged.iter().map(|why| vec![plain(why)]));
                vec![
                    Cell::text(format!(
                        "{} ({})",
                        one.statement,
                        self.with("finding-n", &[("n", &one.finding.number)])
                    )),
                    Cell::lines(verdict),
                ]
            });
            self.table(&[("evidence-comparison", 3), ("evidence-verdict", 1)], rows.collect());
        }
    }

    fn finding(&self, it: &Finding) -> Vec<Cell> {
        let mut firm = vec![
            self.t(&format!("modality-{}", it.modality)),
            self.t(&format!("role-{}", it.role)),
        ];
        if it.open && it.level.is_some() {
            firm.push(self.t("evidence-open"));
        }
        if let Some(condition) = &it.condition {
            firm.push(self.with("evidence-condition", &[("condition", condition)]));
        }
        let when = match it.when.is_empty() {
            true => self.t("evidence-when-all"),
            false => self.with("evidence-when", &[("when", &it.when)]),
        };
        let mut found = vec![
            vec![plain(&it.statement)],
            vec![plain(firm.join(" · "))],
            vec![plain(when)],
        ];
        if let Some(system) = &it.system {
            found.push(vec![plain(self.with("evidence-system", &[("system", system)]))]);
        }
        if !it.parties.is_empty() {
            found.push(vec![plain(
                self.with("evidence-parties", &[("names", &it.parties.join(", "))]),
            )]);
        }
        let mut judged: Vec<Line> = vec![match &it.level {
            Some(sign) => vec![level(sign)],
            None if it.opens.is_empty() => vec![plain(self.t("evidence-no-level"))],
            None => vec![plain(self.with("evidence-opens", &[("levels", &it.opens.join(", "))]))],
        }];
        if it.absolute {
            judged.push(vec![plain(self.t("evidence-absolute"))]);
        }
        if let Some(by) = &it.coded_by {
            let note = it.coded_note.as_deref().unwrap_or_default();
            judged.push(vec![plain(format!(
                "{} {note}",
                self.with("evidence-coded", &[("by", by)])
            ))]);
        }
        judged.extend(it.note.iter().map(|note| vec![plain(note)]));
        vec![
            Cell::line(vec![strong(&it.number)]),
            Cell::lines(found),
            Cell::lines(judged),
            Cell::text(match it.citations.is_empty() {
                true => self.t("cite-none"),
                false => self.cited(&it.citations),
            }),
        ]
    }

    pub(super) fn law(&mut self) {
        self.part("law");
        let law = &self.report.law;
        if law.instruments.is_empty() {
            self.say(self.t("law-none"));
            return;
        }
        self.how("law-how");
        if !law.verdicts.is_empty() {
            let title = self.t("law-verdicts");
            self.heading(2, title);
        }
        for verdict in &law.verdicts {
            self.heading(3, &verdict.label);
            let rows = verdict.said.iter().map(|(said, cells)| {
                let mut because = vec![vec![plain(said.because.join(" "))]];
                if !said.cites.is_empty() {
                    because.push(vec![plain(format!(
                        "{} {}",
                        self.t("law-cites"),
                        said.cites.join(", ")
                    ))]);
                }
                vec![
                    Cell::line(vec![level(&said.level)]),
                    Cell::lines(because),
                    Cell::text(cells),
                ]
            });
            self.table(
                &[("law-level", 2), ("law-because", 5), ("law-cells", 2)],
                rows.collect(),
            );
        }
        if !law.amendments.is_empty() {
            let title = self.t("law-amendments");
            self.heading(2, title);
            let rows = law.amendments.iter().map(|one| {
                let mut takes = vec![vec![plain(self.t(&format!("means-{}", one.means)))]];
                takes.extend(
                    one.from
                        .iter()
                        .map(|day| vec![plain(self.with("law-from", &[("day", day)]))]),
                );
                takes.extend(
                    one.to
                        .iter()
                        .map(|day| vec![plain(self.with("law-to", &[("day", day)]))]),
                );
                let mut does: Vec<Line> = one.asks.iter().map(|asks| vec![plain(asks)]).collect();
                let words = |(what, provision): &(&str, String)| {
                    vec![
                        plain(format!("{} ", self.t(&format!("law-does-{what}")))),
                        id(provision),
                    ]
                };
                does.extend(one.does.iter().map(words));
                vec![Cell::text(&one.label), Cell::lines(takes), Cell::lines(does)]
            });
            let columns = [("law-amendment", 3), ("law-takes", 2), ("law-does", 4)];
            self.table(&columns, rows.collect());
        }
        let title = self.t("law-provisions");
        self.heading(2, title);
        for instrument in &law.instruments {
            let mut title = instrument.title.clone();
            for (_, identifier) in &instrument.identifiers {
                title.push_str(&format!(" · {identifier}"));
            }
            self.heading(3, title);
            let rows = instrument.provisions.iter().map(|one| self.provision(one));
            let columns = [("law-provision", 2), ("law-says", 5), ("law-force", 2)];
            self.table(&columns, rows.collect());
        }
    }

    fn provision(&self, it: &Provision) -> Vec<Cell> {
        let mut name = vec![vec![strong(&it.article)], vec![id(&it.id)]];
        name.push(vec![plain(self.t(&format!("provision-{}", it.kind)))]);
        name.extend(it.addressee.iter().map(|whom| vec![plain(whom)]));
        let mut first = Line::new();
        if let Some(subject) = &it.subject {
            first.push(strong(format!("{subject}. ")));
        }
        if let Some(paraphrase) = &it.paraphrase {
            first.push(plain(paraphrase));
        }
        let mut says = vec![first];
        if !it.conditions.is_empty() {
            says.push(vec![plain(format!(
                "{} {}",
                self.t("law-conditions"),
                it.conditions.join("; ")
            ))]);
        }
        if let Some(means) = it.means {
            let means = self.t(&format!("means-{means}"));
            says.push(vec![plain(self.with("law-means", &[("means", &means)]))]);
        }
        says.extend(it.note.iter().map(|note| vec![plain(note)]));
        if !it.cited_by.is_empty() {
            says.push(vec![plain(format!(
                "{} {}",
                self.t("law-counts"),
                it.cited_by.join(", ")
            ))]);
        }
        says.extend(it.jci.iter().map(|jci| vec![id(jci)]));
        let mut force = vec![vec![plain(stretch(self.texts, it.from.as_deref(), it.to.as_deref()))]];
        for (article, from, to) in &it.versions {
            let when = stretch(self.texts, from.as_deref(), to.as_deref());
            force.push(vec![plain(format!("{article}: {when}"))]);
        }
        if let Some(in_force) = it.in_force {
            force.push(vec![plain(self.t(if in_force {
                "law-in-force"
            } else {
                "law-not-in-force"
            }))]);
        }
        force.push(vec![plain(self.t(if it.verified {
            "law-verified"
        } else {
            "law-not-verified"
        }))]);
        vec![Cell::lines(name), Cell::lines(says), Cell::lines(force)]
    }

    pub(super) fn framework(&mut self) {
        self.part("framework");
        self.how("framework-paper");
        let framework = &self.report.framework;
        for node in &framework.nodes {
            self.heading(2, coded(node.code.as_ref(), &node.label));
            self.node(node);
        }
        let title = self.t("framework-scales");
        self.heading(2, title);
        for scale in &framework.scales {
            self.heading(3, &scale.used_by);
            self.say(match (&scale.unit, scale.ordered) {
                (Some(unit), _) => unit.clone(),
                (None, true) => self.t("framework-worst-first"),
                (None, false) => self.t("framework-unordered"),
            });
            let rows = scale.levels.iter().map(|one| {
                vec![
                    Cell::line(vec![level(&one.id)]).toned(tone(one.shade)),
                    Cell::text(&one.label),
                ]
            });
            self.table(&[("framework-level", 1), ("framework-meaning", 3)], rows.collect());
        }
        let title = self.t("framework-variables");
        self.heading(2, title);
        let rows = framework.variables.iter().map(|one| {
            let values: Vec<&str> = one.values.iter().map(|value| &*value.label).collect();
            vec![
                Cell::text(&one.label),
                Cell::text(self.t(&format!("variable-{}", one.kind))),
                Cell::text(values.join("; ")),
                Cell::text(one.definition.as_deref().unwrap_or("–")),
            ]
        });
        self.table(
            &[
                ("framework-variable", 3),
                ("conclusions-kind", 2),
                ("framework-values", 4),
                ("framework-definition", 5),
            ],
            rows.collect(),
        );
        if !framework.constraints.is_empty() {
            let title = self.t("framework-constraints");
            self.heading(2, title);
            let told = framework.constraints.iter().map(|one| {
                let reason = one.reason.as_deref().map(|r| format!(" {r}")).unwrap_or_default();
                let told = match &one.when {
                    Some(when) => format!(
                        "{} {when}, {} {}.{reason}",
                        self.t("framework-when"),
                        self.t("framework-then"),
                        one.then
                    ),
                    None => format!("{}.{reason}", one.then),
                };
                vec![plain(told)]
            });
            self.list(told.collect());
        }
    }

    fn node(&mut self, it: &Node) {
        self.say(it.definition.clone().unwrap_or_default());
        let mut rule = format!("{}: {}", self.t("framework-rule"), it.rule);
        for setting in &it.settings {
            rule.push_str(&format!(" · {} = {}", setting.name, setting.value));
        }
        let scale = self.report.framework.scales.iter().find(|scale| scale.id == it.scale);
        if let Some(scale) = scale {
            rule.push_str(&format!(" · {}: {}", self.t("framework-scale"), scale.ends));
        }
        let mut items = vec![vec![plain(rule)]];
        if let Some(own) = it.own {
            let judged = self.t("framework-judged");
            let own = self.t(&format!("framework-own-{own}"));
            items.push(vec![plain(format!("{judged}: {}. {own}", it.children.join("; ")))]);
        }
        if let Some((level, reason)) = &it.default {
            items.push(vec![plain(
                self.with("framework-default", &[("level", level), ("reason", reason)]),
            )]);
        }
        if let Some(reason) = &it.skip {
            items.push(vec![plain(self.with("framework-skip", &[("reason", reason)]))]);
        }
        if let Some(reading) = &it.reading {
            items.push(vec![
                strong(format!("{}.", self.t("framework-reading"))),
                plain(format!(" {reading}")),
            ]);
        }
        if !it.citations.is_empty() {
            items.push(vec![plain(self.cited(&it.citations))]);
        }
        self.list(items);
    }

    pub(super) fn sources(&mut self) {
        self.part("sources");
        self.how("sources-how");
        for kind in ["document", "dataset", "law", "respondents"] {
            let rows = self
                .report
                .sources
                .iter()
                .filter(|source| source.kind == kind)
                .map(|it| {
                    let mut more = Line::new();
                    let number = it.number.map(|n| self.texts.count("sources-persons", n as usize));
                    for what in [it.method.clone(), number, it.link.clone()].into_iter().flatten() {
                        let before = if more.is_empty() { "" } else { " · " };
                        more.push(plain(format!("{before}{what}")));
                    }
                    let mut role: Vec<Line> = it.role.iter().map(|role| vec![plain(role)]).collect();
                    role.extend(it.sha256.iter().map(|hash| vec![plain("SHA-256 "), id(hash)]));
                    vec![
                        Cell::lines(vec![vec![plain(&it.reference)], more]),
                        Cell::text(it.date.as_deref().unwrap_or("–")),
                        Cell::text(it.cited.to_string()),
                        Cell::lines(role),
                    ]
                });
            let rows: Vec<_> = rows.collect();
            if !rows.is_empty() {
                let title = self.t(&format!("source-{kind}"));
                self.heading(2, title);
            }
            self.table(
                &[
                    ("sources-source", 5),
                    ("sources-date", 2),
                    ("sources-cited", 0),
                    ("sources-role", 4),
                ],
                rows,
            );
        }
    }

    pub(super) fn method(&mut self) {
        self.part("method");
        for key in ["method-how", "method-text-1", "method-text-2", "method-text-3"] {
            self.say(self.t(key));
        }
        let title = self.t("method-modalities");
        self.heading(2, title);
        self.how("method-modalities-how");
        let rows = self.report.framework.evidence.iter().map(|(modality, treatment)| {
            vec![
                Cell::text(self.t(&format!("modality-{modality}"))),
                Cell::text(self.t(&format!("method-{treatment}"))),
            ]
        });
        self.table(&[("method-modality", 1), ("method-treatment", 2)], rows.collect());
        let title = self.t("method-readings");
        self.heading(2, title);
        self.say(self.t("method-readings-how"));
        let told = self.report.framework.nodes.iter().filter_map(|node| {
            let name = coded(node.code.as_ref(), &node.label);
            Some(vec![strong(name), plain(format!(": {}", node.reading.as_ref()?))])
        });
        let told: Vec<Line> = told.collect();
        match told.is_empty() {
            true => self.say(self.t("method-none")),
            false => self.list(told),
        }
        if !self.report.transfers.is_empty() {
            let title = self.t("method-transfers");
            self.heading(2, title);
            let rows = self.report.transfers.iter().zip(1..).map(|(one, n)| {
                let mut firm = self.t(&format!("modality-{}", one.modality));
                if one.open {
                    firm.push_str(&format!(" · {}", self.t("evidence-open")));
                }
                vec![
                    Cell::line(vec![strong(n.to_string())]),
                    Cell::text(&one.from),
                    Cell::text(&one.to),
                    Cell::lines(vec![vec![plain(&one.reason)], vec![plain(firm)]]),
                ]
            });
            self.table(
                &[
                    ("method-transfer", 2),
                    ("method-from", 3),
                    ("method-to", 3),
                    ("method-reason", 5),
                ],
                rows.collect(),
            );
        }
        if !self.report.contests.is_empty() {
            let title = self.t("method-contests");
            self.heading(2, title);
            let told = self.report.contests.iter().map(|one| {
                let label = if one.label.is_empty() { &one.id } else { &one.label };
                let mut line = vec![strong(label)];
                for (side, findings) in &one.sides {
                    let side = if side.is_empty() {
                        self.t("method-side")
                    } else {
                        side.clone()
                    };
                    line.push(plain(format!(
                        ". {side}: {}",
                        self.with("findings-n", &[("names", &numbers(findings))])
                    )));
                }
                line
            });
            self.list(told.collect());
        }
    }
}

/// From when to when a version of a provision is in force.
pub(crate) fn stretch(texts: &crate::texts::Texts, from: Option<&str>, to: Option<&str>) -> String {
    let from = match from {
        Some(day) => texts.with("law-from", &[("day", day)]),
        None => texts.get("law-since-ever"),
    };
    match to {
        Some(day) => format!("{from} {}", texts.with("law-to", &[("day", day)])),
        None => from,
    }
}
