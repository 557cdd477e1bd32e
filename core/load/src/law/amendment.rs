//! Amendments: `[[amendment]]`.

use toets_model::law::{Operation, Target};
use toets_model::{Amendment, Domain, Kind, ProvisionId, Span, Text, Variable};

use super::means;
use super::relations::operation;
use crate::context::{Context, many_of, one};
use crate::fields::{At, Fields};
use crate::sections;
use crate::tables::Raw;
use crate::tree::Value;

/// The variable that says whether an amendment is in force; its label is put in later.
pub(crate) fn in_force_variable(span: Span) -> Variable {
    let value = |id: &str, nl: &str, en: &str| toets_model::Value {
        id: id.into(),
        label: Some(text(nl, en)),
        phrase: None,
    };
    Variable {
        span,
        kind: Kind::Regime,
        label: Text::default(),
        definition: None,
        reading: false,
        domain: Domain::Finite(vec![
            value("no", "geldt niet", "not in force"),
            value("yes", "geldt", "in force"),
        ]),
    }
}

fn text(nl: &str, en: &str) -> Text {
    Text {
        nl: nl.to_owned(),
        en: Some(en.to_owned()),
    }
}

impl Context<'_> {
    /// Reads an amendment, the `n`-th one.
    pub(crate) fn amendment(&self, raw: &Raw<'_>, n: usize) -> Option<Amendment> {
        let fields = raw.fields(&sections::AMENDMENT);
        let label = fields.need_translated("label");
        let means = fields.need("kind").and_then(|at| at.word(&means()));
        let id = fields.get("id")?;
        let from = fields.get("from").and_then(|at| at.date());
        let until = fields.get("until").and_then(|at| at.date());
        if let (Some(first), Some(last), Some(at)) = (from, until, fields.get("until"))
            && last < first
        {
            at.fault(
                "wrong-value",
                (
                    "this amendment ends before it begins",
                    "deze wetswijziging eindigt voordat zij begint",
                ),
                ("the last day on which it works", "de laatste dag dat zij werkt"),
            );
        }
        let mut targets = self.targets(&fields, "repeal", &Operation::Repeal);
        targets.extend(self.targets(&fields, "suspend", &Operation::Suspend));
        targets.extend(self.changes(&fields, id.text().unwrap_or_default()));
        for (later, target) in targets.iter().enumerate() {
            if let Some(first) = targets[..later].iter().find(|t| t.provision == target.provision) {
                let fault = toets_diagnostic::Diagnostic::error(
                    "contradiction",
                    (
                        "this amendment does two things to one provision",
                        "deze wetswijziging doet twee dingen met één bepaling",
                    ),
                );
                raw.scope.report(
                    fault
                        .at(target.span, operation(target))
                        .at(first.span, operation(first)),
                );
            }
        }
        Some(Amendment {
            span: id.span(),
            from,
            until,
            asks: fields.translated("asks"),
            lasts: fields.translated("lasts"),
            basis: fields
                .get("basis")
                .and_then(|at| one(&self.names.provisions, "provision", "unknown-provision", at)),
            targets,
            variable: *self.names.amendment_variables.get(n)?,
            note: fields.translated("note"),
            sources: self.sources(&fields),
            label: label?,
            means: means?,
        })
    }

    /// The provisions that a list names, each with the place where it is named.
    fn targets(&self, fields: &Fields<'_>, key: &str, operation: &Operation) -> Vec<Target> {
        let named: Vec<ProvisionId> = many_of(fields, key, &self.names.provisions, "provision", "unknown-provision");
        let places: Vec<Span> = match fields.get(key).map(|at| &at.item.value) {
            Some(Value::List(_)) => fields
                .get(key)
                .and_then(|at| at.list())
                .into_iter()
                .flatten()
                .map(|item| item.span())
                .collect(),
            _ => Vec::new(),
        };
        let named = named.into_iter().zip(places);
        named
            .map(|(provision, span)| Target {
                span,
                provision,
                operation: operation.clone(),
            })
            .collect()
    }

    /// What an amendment makes of provisions.
    fn changes(&self, fields: &Fields<'_>, id: &str) -> Vec<Target> {
        let Some(at) = fields.get("change") else {
            return Vec::new();
        };
        let items: Vec<At<'_>> = match &at.item.value {
            Value::Table(_) => vec![at],
            Value::List(_) => at.list().into_iter().flatten().collect(),
            _ => {
                at.wrong((
                    "a change, or a list of changes",
                    "een wijziging, of een lijst van wijzigingen",
                ));
                Vec::new()
            }
        };
        let read = |item: At<'_>| {
            let fields = Fields::of(item, &sections::CHANGE)?;
            let provision = fields
                .need("provision")
                .and_then(|at| one(&self.names.provisions, "provision", "unknown-provision", at));
            let operation = Operation::Change {
                version: fields.text("id").unwrap_or_else(|| id.to_owned()),
                subject: fields.translated("subject"),
                paraphrase: fields.translated("paraphrase"),
            };
            Some(Target {
                span: item.span(),
                provision: provision?,
                operation,
            })
        };
        items.into_iter().filter_map(read).collect()
    }
}
