//! Law and figures: `[[instrument]]`, `[[provision]]` and `[[figure]]`.

use toets_diagnostic::Diagnostic;
use toets_model::{Figure, FigureValue, Instrument, Provision, ProvisionKind};

use crate::context::{Context, many_of, one};
use crate::fields::At;
use crate::sections;
use crate::tables::Raw;
use crate::tree::Value;

const KINDS: &[(&str, ProvisionKind)] = &[
    ("rule", ProvisionKind::Rule),
    ("power", ProvisionKind::Power),
    ("right", ProvisionKind::Right),
    ("scope", ProvisionKind::Scope),
    ("open", ProvisionKind::Open),
];

impl Context<'_> {
    /// Reads an instrument.
    pub(crate) fn instrument(&self, raw: &Raw<'_>) -> Option<Instrument> {
        let fields = raw.fields(&sections::INSTRUMENT);
        let title = fields.need_translated("title");
        let schemes = ["bwb", "celex", "eli"].into_iter();
        Some(Instrument {
            span: fields.get("id")?.span(),
            kind: fields.text("kind"),
            identifiers: schemes.filter_map(|s| Some((s, fields.text(s)?))).collect(),
            sources: self.sources(&fields),
            title: title?,
        })
    }

    /// Reads a provision.
    pub(crate) fn provision(&self, raw: &Raw<'_>) -> Option<Provision> {
        let fields = raw.fields(&sections::PROVISION);
        let instrument = fields
            .get("instrument")
            .and_then(|at| one(&self.names.instruments, "instrument", "unknown-instrument", at));
        let valid_from = fields.get("valid_from").and_then(|at| at.date());
        let valid_to = fields.get("valid_to").and_then(|at| at.date());
        if let (Some(from), Some(to)) = (valid_from, valid_to)
            && to < from
            && let (Some(first), Some(last)) = (fields.get("valid_from"), fields.get("valid_to"))
        {
            let fault = Diagnostic::error("wrong-value", "this provision ends before it begins");
            fields.scope.report(
                fault
                    .at(last.span(), "the last day in force")
                    .at(first.span(), "the first day in force"),
            );
        }
        Some(Provision {
            span: fields.get("id")?.span(),
            instrument,
            article: fields.text("article").unwrap_or_default(),
            jci: fields.text("jci"),
            kind: fields.word("kind", KINDS, ProvisionKind::Rule),
            valid_from,
            valid_to,
            subject: fields.translated("subject"),
            paraphrase: fields.translated("paraphrase"),
            verified: fields.boolean("verified", false),
            sha256: fields.get("sha256").and_then(|at| at.sha256()),
            note: fields.translated("note"),
            sources: self.sources(&fields),
        })
    }

    /// Reads a figure.
    pub(crate) fn figure(&self, raw: &Raw<'_>) -> Option<Figure> {
        let fields = raw.fields(&sections::FIGURE);
        let statement = fields.need_translated("statement");
        let value = fields.need("value").and_then(figure_value);
        Some(Figure {
            span: fields.get("id")?.span(),
            unit: fields.text("unit"),
            approximate: fields.boolean("approximate", false),
            date: fields.get("date").and_then(|at| at.date_text()),
            group: fields.text("group"),
            conflicts_with: many_of(
                &fields,
                "conflicts_with",
                &self.names.figures,
                "figure",
                "unknown-figure",
            ),
            conflict: fields.translated("conflict"),
            sources: self.sources(&fields),
            value: value?,
            statement: statement?,
        })
    }
}

fn figure_value(at: At<'_>) -> Option<FigureValue> {
    match &at.item.value {
        Value::Whole(_) | Value::Huge | Value::Number(_) => at.number().map(FigureValue::Number),
        Value::Text(_) => at.words().map(|t| FigureValue::Text(t.to_owned())),
        Value::List(_) => {
            let ends: Vec<Option<f64>> = at.list()?.map(|i| i.number()).collect();
            match ends[..] {
                [Some(low), Some(high)] if low <= high => Some(FigureValue::Range(low, high)),
                _ if ends.contains(&None) => None,
                _ => {
                    at.fault(
                        "wrong-value",
                        "this is not a range of numbers",
                        "expected [lowest, highest]",
                    );
                    None
                }
            }
        }
        _ => {
            at.wrong("a number, a text or [lowest, highest]");
            None
        }
    }
}
