//! Conclusions: `[[conclusion]]`.

use toets_diagnostic::Diagnostic;
use toets_model::{Conclusion, ConclusionKind, GroupId, Known, Quantifier, ScenarioId};

use crate::citations::warn;
use crate::context::{Context, many, many_of};
use crate::fields::{At, Fields};
use crate::formula;
use crate::sections;
use crate::tables::Raw;
use crate::tree::Value;

const KINDS: &[(&str, ConclusionKind)] = &[
    ("conclusion", ConclusionKind::Conclusion),
    ("recommendation", ConclusionKind::Recommendation),
    ("precondition", ConclusionKind::Precondition),
    ("limitation", ConclusionKind::Limitation),
];

const QUANTIFIERS: &[(&str, Quantifier)] = &[("all", Quantifier::All), ("some", Quantifier::Some)];

/// The scenarios and the groups that a conclusion is about.
type Over = (Option<Vec<ScenarioId>>, Option<Vec<GroupId>>);

impl Context<'_> {
    /// Reads a conclusion; `texts` gives a value as the file has it.
    pub(crate) fn conclusion(&self, raw: &Raw<'_>, texts: &dyn Fn(At<'_>) -> String) -> Option<Conclusion> {
        let fields = raw.fields(&sections::CONCLUSION);
        let span = fields.get("id")?.span();
        let statement = fields.need_translated("statement");
        let over = match fields.get("over") {
            Some(at) => self.over(at),
            None => Some((None, None)),
        };
        let only = match fields.get("where") {
            None => Some(Default::default()),
            Some(at) => {
                let only = self.condition(at);
                if let Some(only) = &only
                    && !self.satisfiable(only)
                {
                    let fault = at.error(
                        "never-matches",
                        (
                            "no world is left to conclude over",
                            "er blijft geen wereld over om over te concluderen",
                        ),
                        ("no world is like this", "geen enkele wereld is zo"),
                    );
                    at.scope.report(self.why_never(fault, only));
                }
                only
            }
        };
        let holds = fields.get("holds").map(|at| {
            let text = at.text()?;
            formula::parse(self, at, text, &texts(at))
        });
        let stated_only = fields.get("stated_only").map(|at| at.translated());
        match (fields.key_span("holds"), fields.key_span("stated_only")) {
            (Some(holds), Some(stated)) => {
                let fault = Diagnostic::error(
                    "holds-and-stated",
                    (
                        "a conclusion is derived or only stated, not both",
                        "een conclusie wordt afgeleid of alleen gesteld, niet beide",
                    ),
                );
                fields.scope.report(
                    fault
                        .at(
                            stated,
                            ("says that it can't be derived", "zegt dat zij niet is af te leiden"),
                        )
                        .at(holds, ("says how it is derived", "zegt hoe zij wordt afgeleid")),
                );
            }
            (None, None) => {
                let warning = warn(
                    &fields,
                    "not-derived",
                    (
                        "has neither `holds` nor `stated_only`",
                        "heeft geen `holds` en geen `stated_only`",
                    ),
                    ("nothing is checked here", "hier wordt niets getoetst"),
                );
                fields.scope.report(warning.help((
                    "write holds = '…', or stated_only = { nl = \"…\", en = \"…\" } with the reason",
                    "schrijf holds = '…', of stated_only = { nl = \"…\", en = \"…\" } met de reden",
                )));
            }
            _ => {}
        }
        let conclusion = Conclusion {
            span,
            kind: fields.word("kind", KINDS, ConclusionKind::Conclusion),
            people: fields.word("people", QUANTIFIERS, Quantifier::All),
            levers: fields.word("levers", QUANTIFIERS, Quantifier::All),
            cites: many_of(&fields, "cites", &self.names.findings, "finding", "unknown-finding"),
            sources: self.sources(&fields),
            note: fields.translated("note"),
            stated_only: stated_only.flatten(),
            key: fields.get("key").and_then(|at| at.whole()),
            statement: statement?,
            only: only?,
            scenarios: over.as_ref()?.0.clone(),
            groups: over?.1,
            holds: match holds {
                Some(formula) => Some(formula?),
                None => None,
            },
        };
        Some(conclusion)
    }

    /// Reads a remark that the study's makers know of.
    pub(crate) fn known(&self, raw: &Raw<'_>) -> Option<Known> {
        let fields = raw.fields(&sections::KNOWN);
        let known = Known {
            span: raw.span,
            conclusions: many_of(
                &fields,
                "conclusions",
                &self.names.conclusions,
                "conclusion",
                "unknown-conclusion",
            ),
            findings: many_of(&fields, "findings", &self.names.findings, "finding", "unknown-finding"),
            nodes: many_of(&fields, "nodes", &self.names.nodes, "node", "unknown-node"),
            reason: fields.need_translated("reason")?,
        };
        Some(known)
    }

    fn over(&self, at: At<'_>) -> Option<Over> {
        let fields = Fields::of(at, &sections::OVER)?;
        let scenarios = fields
            .get("scenario")
            .map(|at| some(at).and_then(|at| many(&self.names.scenarios, "scenario", "unknown-scenario", at)));
        let groups = fields
            .get("group")
            .map(|at| some(at).and_then(|at| many(&self.names.groups, "group", "unknown-group", at)));
        if let (Some(at), Some(Some(scenarios))) = (fields.get("scenario"), &scenarios) {
            for (item, &scenario) in at.list()?.zip(scenarios) {
                self.judged(item.scope, scenario, item.span());
            }
        }
        Some((transpose(scenarios)?, transpose(groups)?))
    }
}

fn transpose<T>(found: Option<Option<T>>) -> Option<Option<T>> {
    match found {
        Some(found) => found.map(Some),
        None => Some(None),
    }
}

/// A list that names something: a conclusion over nothing would hold always.
fn some(at: At<'_>) -> Option<At<'_>> {
    match &at.item.value {
        Value::List(items) if items.is_empty() => {
            let fault = at.error(
                "empty",
                (
                    "a conclusion over nothing says nothing",
                    "een conclusie over niets zegt niets",
                ),
                ("nothing is listed here", "hier staat niets"),
            );
            at.scope.report(fault.help((
                "leave the key out to mean all",
                "laat de sleutel weg als u alles bedoelt",
            )));
            None
        }
        _ => Some(at),
    }
}
