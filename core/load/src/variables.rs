//! Variables and scales: `[variable.ID]` and `[scale.ID]`.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use toets_diagnostic::{Diagnostic, both};
use toets_model::{Better, Domain, Index, Kind, Level, LevelId, Scale, ScaleKind, Span, Text, Variable};

use crate::fields::{At, Fields};
use crate::ids::{self, IdKind, tick};
use crate::sections;
use crate::tables::Raw;
use crate::tree::Value;

const KINDS: &[(&str, Kind)] = &[
    ("lever", Kind::Lever),
    ("trait", Kind::Trait),
    ("regime", Kind::Regime),
    ("unknown", Kind::Unknown),
];

/// Reads a variable.
pub(crate) fn variable(raw: &Raw<'_>) -> Option<Variable> {
    let fields = raw.fields(&sections::VARIABLE);
    let kind = fields.need("kind").and_then(|at| at.word(KINDS));
    let label = fields.need_translated("label");
    let definition = fields.translated("definition");
    let domain = if is_number(&fields, &["values", "labels", "phrases"]) {
        number(&fields)
    } else {
        not_for(&fields, &["unit", "range", "cuts", "decimals"]);
        let ids = values(&fields, "values", IdKind::Identifier);
        let phrases = labels(&fields, "phrases", ids.as_deref(), "value");
        let names = names(&fields, "values", ids.as_deref(), "value");
        ids.map(|ids| {
            let values = ids.into_iter().zip(names).zip(phrases);
            let values = values.map(|(((id, _), label), phrase)| toets_model::Value { id, label, phrase });
            Domain::Finite(values.collect())
        })
    };
    let reading = fields.boolean("reading", false);
    if let (true, true, Some(span)) = (
        reading,
        kind.is_some_and(|k| k != Kind::Regime),
        fields.key_span("reading"),
    ) {
        fields.scope.report(
            Diagnostic::error(
                "wrong-key",
                (
                    "`reading` is for variables of the kind `regime`",
                    "`reading` is voor variabelen van de soort `regime`",
                ),
            )
            .at(span, ("no reading of the law", "geen lezing van het recht")),
        );
    }
    Some(Variable {
        span: raw.span,
        kind: kind?,
        label: label?,
        definition,
        reading,
        domain: domain?,
    })
}

/// Reads a scale.
pub(crate) fn scale(raw: &Raw<'_>) -> Option<Scale> {
    let fields = raw.fields(&sections::SCALE);
    let kind = if is_number(&fields, &["levels", "labels", "short", "neutral", "ordered"]) {
        ScaleKind::Number {
            unit: fields.text("unit"),
            better: better(&fields),
            decimals: decimals(&fields),
        }
    } else {
        not_for(&fields, &["unit", "better", "decimals"]);
        let ordered = fields.boolean("ordered", true);
        let ids = values(&fields, "levels", IdKind::Level);
        let shorts = labels(&fields, "short", ids.as_deref(), "level");
        let labels = names(&fields, "levels", ids.as_deref(), "level");
        let neutral = neutral(&fields, ids.as_deref(), ordered);
        let levels = ids?.into_iter().zip(labels).zip(shorts);
        ScaleKind::Levels {
            levels: levels
                .map(|(((id, _), label), short)| Level { id, label, short })
                .collect(),
            ordered,
            neutral,
        }
    };
    Some(Scale { span: raw.span, kind })
}

/// Which of two numbers is the better one.
pub(crate) fn better(fields: &Fields<'_>) -> Option<Better> {
    let words = [("lower", Better::Lower), ("higher", Better::Higher)];
    fields.get("better").and_then(|at| at.word(&words))
}

/// The most decimals that anybody can want to see.
const MOST_DECIMALS: u32 = 12;

/// How many decimals people are shown.
fn decimals(fields: &Fields<'_>) -> Option<u32> {
    let at = fields.get("decimals")?;
    let decimals = at.whole()?;
    if decimals > MOST_DECIMALS {
        at.fault(
            "wrong-value",
            both!(
                "{decimals} decimals can't be shown",
                "{decimals} decimalen zijn niet te tonen"
            ),
            both!("at most {MOST_DECIMALS}", "ten hoogste {MOST_DECIMALS}"),
        );
        return None;
    }
    Some(decimals)
}

/// Whether `type = "number"` is there; then some other keys have no meaning.
fn is_number(fields: &Fields<'_>, without: &[&str]) -> bool {
    let Some(at) = fields.get("type") else {
        return false;
    };
    // Any other type would be a number written wrongly.
    if at.word(&[("number", ())]).is_some() {
        not_for(fields, without);
    }
    true
}

fn not_for(fields: &Fields<'_>, keys: &[&str]) {
    for key in keys {
        if let Some(span) = fields.key_span(key) {
            let fault = Diagnostic::error(
                "wrong-key",
                both!("{} has no meaning here", "{} heeft hier geen betekenis", tick(key)),
            );
            let fault = match fields.key_span("type") {
                Some(kind) => fault
                    .at(span, ("not for a number", "niet voor een getal"))
                    .at(kind, ("this makes it a number", "hierdoor is het een getal")),
                None => fault.at(span, ("for numbers only", "alleen voor getallen")).help((
                    "a number says `type = \"number\"`",
                    "bij een getal hoort `type = \"number\"`",
                )),
            };
            fields.scope.report(fault);
        }
    }
}

fn number(fields: &Fields<'_>) -> Option<Domain> {
    let unit = fields.text("unit");
    let range = fields.get("range").map(range);
    let range = match range {
        Some(range) => Some(range?),
        None => None,
    };
    let cuts = match fields.get("cuts") {
        Some(at) => cuts(at, range)?,
        None => Vec::new(),
    };
    Some(Domain::Number {
        unit,
        range,
        cuts,
        decimals: decimals(fields),
    })
}

fn range(at: At<'_>) -> Option<(f64, f64)> {
    let ends: Vec<Option<f64>> = at.list()?.map(|i| i.number()).collect();
    match ends[..] {
        [Some(low), Some(high)] if low < high => Some((low, high)),
        [Some(_), Some(_)] => {
            at.fault(
                "wrong-value",
                ("the range is empty", "het bereik is leeg"),
                (
                    "the first number must be below the second",
                    "het eerste getal moet kleiner zijn dan het tweede",
                ),
            );
            None
        }
        _ if ends.contains(&None) => None,
        _ => {
            at.fault(
                "wrong-value",
                ("a range has two numbers", "een bereik heeft twee getallen"),
                ("expected [lowest, highest]", "hier hoort [laagste, hoogste]"),
            );
            None
        }
    }
}

fn cuts(at: At<'_>, range: Option<(f64, f64)>) -> Option<Vec<f64>> {
    let mut cuts: Vec<f64> = Vec::new();
    let mut whole = true;
    for item in at.list()? {
        let Some(cut) = item.number() else {
            whole = false;
            continue;
        };
        if cuts.last().is_some_and(|&before| cut <= before) {
            item.fault(
                "wrong-value",
                ("cuts go up", "de getallen in `cuts` lopen op"),
                ("not above the cut before it", "niet hoger dan het getal ervoor"),
            );
            whole = false;
        } else if range.is_some_and(|(low, high)| cut <= low || cut > high) {
            item.fault(
                "wrong-value",
                ("this cut lies outside the range", "dit getal ligt buiten het bereik"),
                ("no interval would be divided here", "hier valt geen interval te delen"),
            );
            whole = false;
        }
        cuts.push(cut);
    }
    whole.then_some(cuts)
}

/// Ids that are declared here, each with its place: a list, or the keys of a table that names them.
fn values(fields: &Fields<'_>, key: &str, kind: IdKind) -> Option<Vec<(Arc<str>, Span)>> {
    let Some(at) = fields.get(key) else {
        let fault = fields.missing_fault(key);
        fields.scope.report(fault.help(both!(
            "write {key} = [\"…\", \"…\"], or `type = \"number\"`",
            "schrijf {key} = [\"…\", \"…\"], of `type = \"number\"`"
        )));
        return None;
    };
    let empty = match &at.item.value {
        Value::Table(table) => table.entries.is_empty(),
        _ => at.list()?.len() == 0,
    };
    if empty {
        at.fault(
            "empty",
            both!("`{key}` is empty", "`{key}` is leeg"),
            ("nothing is listed here", "hier staat niets"),
        );
        return None;
    }
    if let Value::Table(_) = at.item.value {
        return named(at, kind);
    }
    let items = at.list()?;
    let mut ids: Vec<(Arc<str>, Span)> = Vec::with_capacity(items.len());
    let mut seen: FxHashMap<&str, Span> = FxHashMap::default();
    let mut whole = true;
    for item in items {
        let Some(id) = item.text() else {
            whole = false;
            continue;
        };
        if let Err(bad) = ids::check(id, kind) {
            item.scope.report(item.error(bad.code, bad.why, ()).help(bad.help));
            whole = false;
        }
        if let Some(&first) = seen.get(id) {
            let fault = item.error(
                "listed-twice",
                both!("{} is listed twice", "{} staat er twee keer", tick(id)),
                ("listed again", "hier nog eens"),
            );
            item.scope
                .report(fault.at(first, ("first listed here", "hier de eerste keer")));
            whole = false;
            continue;
        }
        seen.insert(id, item.span());
        ids.push((id.into(), item.span()));
    }
    whole.then_some(ids)
}

/// The ids that a table names; the TOML library sees to it that no key stands twice.
fn named(at: At<'_>, kind: IdKind) -> Option<Vec<(Arc<str>, Span)>> {
    let mut whole = true;
    let mut ids = Vec::new();
    for (key, item) in at.entries()? {
        if let Err(bad) = ids::check(key.value, kind) {
            let fault = Diagnostic::error(bad.code, bad.why).at(key.span, ());
            item.scope.report(fault.help(bad.help));
            whole = false;
        }
        ids.push((key.value.into(), key.span));
    }
    whole.then_some(ids)
}

/// The names of ids, from `labels` or from the table that declares them.
fn names(fields: &Fields<'_>, key: &str, ids: Option<&[(Arc<str>, Span)]>, what: &str) -> Vec<Option<Text>> {
    let Some(table) = fields.get(key).filter(|at| matches!(at.item.value, Value::Table(_))) else {
        return labels(fields, "labels", ids, what);
    };
    if let Some(span) = fields.key_span("labels") {
        let fault = Diagnostic::error(
            "named-twice",
            both!("the names stand in `{key}` already", "de namen staan al in `{key}`"),
        );
        let fault = fault
            .at(span, ("names again", "hier nog eens"))
            .at(table.span(), ("named here", "hier staan ze"));
        fields.scope.report(fault);
    }
    labels(fields, key, ids, what)
}

/// The labels of some ids, in their order, as a key gives them; the ids are none where they have faults.
fn labels(fields: &Fields<'_>, key: &str, ids: Option<&[(Arc<str>, Span)]>, what: &str) -> Vec<Option<Text>> {
    let known = ids.is_some();
    let ids = ids.unwrap_or_default();
    let mut labels = vec![None; ids.len()];
    let Some(entries) = fields.get(key).and_then(|at| at.entries()) else {
        return labels;
    };
    let positions: FxHashMap<&str, usize> = ids.iter().enumerate().map(|(n, (id, _))| (&**id, n)).collect();
    for (key, at) in entries {
        let label = at.translated();
        match positions.get(key.value) {
            Some(&n) => labels[n] = label,
            None if !known => {}
            None => {
                let (_, noun) = sections::dutch(what);
                let fault = Diagnostic::error(
                    "unknown-value",
                    both!(
                        "a label for {}, which is no {what}",
                        "een naam voor {}, en dat is geen {noun}",
                        tick(key.value)
                    ),
                )
                .at(key.span, both!("not among the {what}s", "zo heet geen {noun}"));
                at.scope.report(
                    at.scope
                        .faults
                        .advise(fault, key.value, ids.iter().map(|(id, _)| &**id)),
                );
            }
        }
    }
    labels
}

fn neutral(fields: &Fields<'_>, ids: Option<&[(Arc<str>, Span)]>, ordered: bool) -> Option<LevelId> {
    let known = ids.is_some();
    let ids = ids.unwrap_or_default();
    let position = match fields.get("neutral") {
        Some(at) => {
            let name = at.text()?;
            let found = ids.iter().position(|(id, _)| &**id == name);
            if known && found.is_none() {
                let fault = at.error(
                    "not-on-scale",
                    both!(
                        "{} is not a level of this scale",
                        "{} is geen niveau van deze schaal",
                        tick(name)
                    ),
                    ("not among the levels", "niet een van de niveaus"),
                );
                at.scope
                    .report(at.scope.faults.advise(fault, name, ids.iter().map(|(id, _)| &**id)));
            }
            found
        }
        None => {
            let middle = (ordered && ids.len() % 2 == 1).then_some(ids.len() / 2);
            ids.iter().position(|(id, _)| &**id == "0").or(middle)
        }
    };
    position.map(LevelId::from_usize)
}
