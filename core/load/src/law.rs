//! Law and figures: `[[instrument]]`, `[[provision]]`, `[[amendment]]` and `[[figure]]`.

mod amendment;
mod chosen;
mod relations;

use toets_diagnostic::Diagnostic;
use toets_model::law::{Cases, Scheme};
use toets_model::{Figure, FigureValue, Instrument, InstrumentId, Jci, Means, Provision, ProvisionId, ProvisionKind};
use toets_model::{Span, Text, Version};

pub(crate) use amendment::in_force_variable;
pub use chosen::put_in_force;
pub(crate) use relations::{complete, relate};

use crate::context::{Context, many_of, one};
use crate::fields::{At, Fields};
use crate::ids::tick;
use crate::sections;
use crate::tables::Raw;
use crate::tree::Value;

const KINDS: &[(&str, ProvisionKind)] = &[
    ("rule", ProvisionKind::Rule),
    ("exception", ProvisionKind::Exception),
    ("power", ProvisionKind::Power),
    ("right", ProvisionKind::Right),
    ("scope", ProvisionKind::Scope),
    ("open", ProvisionKind::Open),
];

/// The words for what it takes to change something.
fn means() -> [(&'static str, Means); 10] {
    Means::ALL.map(|means| (means.word(), means))
}

impl Context<'_> {
    /// Reads an instrument.
    pub(crate) fn instrument(&self, raw: &Raw<'_>) -> Option<Instrument> {
        let fields = raw.fields(&sections::INSTRUMENT);
        let title = fields.need_translated("title");
        let schemes = [Scheme::Bwb, Scheme::Celex, Scheme::Eli].into_iter();
        Some(Instrument {
            span: fields.get("id")?.span(),
            kind: fields.text("kind"),
            identifiers: schemes.filter_map(|scheme| identifier(&fields, scheme)).collect(),
            sources: self.sources(&fields),
            title: title?,
        })
    }

    /// Reads a provision. Its relations stand on one side only, until [`relate`] makes them whole.
    pub(crate) fn provision(&self, raw: &Raw<'_>) -> Option<ReadProvision> {
        let fields = raw.fields(&sections::PROVISION);
        let instrument = fields
            .get("instrument")
            .and_then(|at| one(&self.names.instruments, "instrument", "unknown-instrument", at));
        let many = |key| many_of(&fields, key, &self.names.provisions, "provision", "unknown-provision");
        let span = fields.get("id")?.span();
        let itself = |listed: &[ProvisionId], key: &str| {
            if let Some(at) = fields.get(key)
                && listed.iter().any(|&id| self.names.provisions[id] == span)
            {
                at.fault(
                    "circle",
                    format!("a provision can't name itself in {}", tick(key)),
                    "names itself",
                );
            }
        };
        let own = version(&fields, None, span, self.bwb_of(instrument));
        let versions = match fields.get("version") {
            None => vec![own],
            Some(at) => {
                self.days_in_versions(&fields);
                self.versions(at, &own, instrument)
            }
        };
        let read = ReadProvision {
            excepts: many("excepts"),
            provision: Provision {
                span,
                instrument,
                kind: fields.word("kind", KINDS, ProvisionKind::Rule),
                addressee: fields.translated("addressee"),
                versions,
                continues: fields
                    .get("continues")
                    .and_then(|at| one(&self.names.provisions, "provision", "unknown-provision", at)),
                exceptions: many("exceptions"),
                lifts: many("lifts"),
                conditions: texts(&fields, "conditions"),
                means: fields.get("means").and_then(|at| at.word(&means())),
                temporary: fields.boolean("temporary", false),
                over: many("over"),
                specific_to: many("specific_to"),
                conflicts_with: many("conflicts_with"),
                added_by: fields
                    .get("added_by")
                    .and_then(|at| one(&self.names.amendments, "amendment", "unknown-amendment", at)),
                cases: self.cases(&fields),
                sources: self.sources(&fields),
            },
        };
        let it = &read.provision;
        for (listed, key) in [
            (&it.exceptions, "exceptions"),
            (&read.excepts, "excepts"),
            (&it.lifts, "lifts"),
            (&it.over, "over"),
            (&it.specific_to, "specific_to"),
            (&it.conflicts_with, "conflicts_with"),
        ] {
            itself(listed, key);
        }
        Some(read)
    }

    /// Reads in which cases a provision stands how.
    fn cases(&self, fields: &Fields<'_>) -> Cases {
        let condition = |key| fields.get(key).and_then(|at| self.condition(at));
        let cases = Cases {
            applies: condition("applies"),
            open: condition("open"),
            complied: condition("complied"),
            breached: condition("breached"),
        };
        let kind = fields.word("kind", KINDS, ProvisionKind::Rule);
        if matches!(
            kind,
            ProvisionKind::Exception | ProvisionKind::Power | ProvisionKind::Scope
        ) {
            for key in ["complied", "breached"] {
                if let Some(span) = fields.key_span(key) {
                    let says = format!(
                        "{} can't be said of a provision of kind {}",
                        tick(key),
                        tick(kind.word())
                    );
                    let fault =
                        Diagnostic::error("wrong-key", says).at(span, "only a rule is complied with or breached");
                    fields.scope.report(fault.help("say with `applies` where it works"));
                }
            }
        }
        cases
    }

    /// The number of an instrument in the Dutch collection of laws, with its place.
    fn bwb_of(&self, instrument: Option<InstrumentId>) -> Option<(&str, Span)> {
        use toets_model::Index;
        let raw = self.own.instruments.get(instrument?.to_usize())?;
        let (_, at) = raw.scope.entry(raw.table.get("bwb")?);
        match &at.item.value {
            Value::Text(bwb) => Some((bwb, at.span())),
            _ => None,
        }
    }

    /// With versions, days stand there only.
    fn days_in_versions(&self, fields: &Fields<'_>) {
        for key in ["valid_from", "valid_to", "known_from"] {
            if let Some(span) = fields.key_span(key) {
                let fault = Diagnostic::error("wrong-key", format!("{} stands in the versions here", tick(key)))
                    .at(span, "which version is this of?");
                fields
                    .scope
                    .report(fault.help("move it to the `version` that it is of"));
            }
        }
    }

    /// The versions of a provision in order of time; two that are in force on one day are reported.
    fn versions(&self, at: At<'_>, own: &Version, instrument: Option<InstrumentId>) -> Vec<Version> {
        let items: Vec<At<'_>> = match &at.item.value {
            Value::Table(_) => vec![at],
            Value::List(_) => at.list().into_iter().flatten().collect(),
            _ => {
                at.wrong("a version, or a list of versions");
                Vec::new()
            }
        };
        let mut versions: Vec<Version> = Vec::new();
        for item in items {
            let Some(fields) = Fields::of(item, &sections::VERSION) else {
                continue;
            };
            let read = version(&fields, Some(own), item.span(), self.bwb_of(instrument));
            if let Some(other) = versions.iter().find(|other| other.overlaps(&read)) {
                at.scope.report(
                    Diagnostic::error("overlap", "two versions of this provision are in force on the same day")
                        .at(read.span, time(&read))
                        .at(other.span, time(other))
                        .help("end the earlier one on the day before the later one begins"),
                );
            }
            if let Some(other) = versions.iter().find(|other| other.id == read.id) {
                at.scope.report(
                    Diagnostic::error("duplicate-id", format!("two versions are called {}", tick(&read.id)))
                        .at(read.span, "the name is taken")
                        .at(other.span, "first used here")
                        .help("give each an `id`"),
                );
            }
            versions.push(read);
        }
        versions.sort_by_key(|version| version.valid_from);
        if versions.is_empty() {
            at.fault(
                "empty",
                "a provision has at least one version",
                "nothing is listed here",
            );
            versions.push(own.clone());
        }
        versions
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

/// A provision as it was written: what it excepts is not yet with the provisions that it excepts.
pub(crate) struct ReadProvision {
    pub(crate) provision: Provision,
    pub(crate) excepts: Vec<ProvisionId>,
}

/// An identifier, if it is written as its scheme does.
fn identifier(fields: &Fields<'_>, scheme: Scheme) -> Option<(&'static str, String)> {
    let at = fields.get(scheme.word())?;
    let text = at.words()?;
    if !scheme.fits(text) {
        let fault = at.error(
            "bad-identifier",
            format!("{} is not written as {}", tick(text), scheme.name()),
            "not of its form",
        );
        at.scope.report(fault.help(format!("such as `{}`", scheme.example())));
    }
    Some((scheme.word(), text.to_owned()))
}

/// A list of texts in languages.
fn texts(fields: &Fields<'_>, key: &str) -> Vec<Text> {
    let items = fields.get(key).and_then(|at| at.list());
    items
        .into_iter()
        .flatten()
        .filter_map(|item| item.translated())
        .collect()
}

/// Reads what a provision says for some time: of the provision itself, or of one version of it, which falls back on
/// what the provision says.
fn version(fields: &Fields<'_>, own: Option<&Version>, span: Span, bwb: Option<(&str, Span)>) -> Version {
    let valid_from = fields.get("valid_from").and_then(|at| at.date());
    let valid_to = fields.get("valid_to").and_then(|at| at.date());
    if let (Some(from), Some(to)) = (valid_from, valid_to)
        && to < from
        && let (Some(first), Some(last)) = (fields.get("valid_from"), fields.get("valid_to"))
    {
        let what = if own.is_some() { "version" } else { "provision" };
        let fault = Diagnostic::error("wrong-value", format!("this {what} ends before it begins"));
        fields.scope.report(
            fault
                .at(last.span(), "the last day in force")
                .at(first.span(), "the first day in force"),
        );
    }
    let id = own.and_then(|_| fields.text("id"));
    let default_id = || valid_from.map_or_else(|| "oldest".to_owned(), |day| day.to_string());
    Version {
        span,
        id: id.unwrap_or_else(default_id),
        valid_from,
        valid_to,
        known_from: fields.get("known_from").and_then(|at| at.date()),
        article: fields
            .text("article")
            .or_else(|| own.map(|own| own.article.clone()))
            .unwrap_or_default(),
        jci: fields
            .get("jci")
            .and_then(|at| jci(at, bwb))
            .or_else(|| own.and_then(|own| own.jci.clone())),
        subject: fields
            .translated("subject")
            .or_else(|| own.and_then(|own| own.subject.clone())),
        paraphrase: fields
            .translated("paraphrase")
            .or_else(|| own.and_then(|own| own.paraphrase.clone())),
        verified: fields.boolean("verified", own.is_some_and(|own| own.verified)),
        checked_against: fields
            .text("checked_against")
            .or_else(|| own.and_then(|own| own.checked_against.clone())),
        sha256: fields.get("sha256").and_then(|at| at.sha256()),
        note: fields
            .translated("note")
            .or_else(|| own.and_then(|own| own.note.clone())),
    }
}

/// A JuriConnect reference into the regulation of the instrument.
fn jci(at: At<'_>, bwb: Option<(&str, Span)>) -> Option<Jci> {
    let text = at.words()?;
    match Jci::parse(text) {
        Ok(jci) => {
            if let Some((bwb, span)) = bwb
                && bwb != jci.bwb
            {
                let fault = at.error(
                    "wrong-reference",
                    format!(
                        "this points into {}, and the provision is of {}",
                        tick(&jci.bwb),
                        tick(bwb)
                    ),
                    "another regulation",
                );
                at.scope.report(fault.at(span, "the instrument's own number"));
            }
            Some(jci)
        }
        Err(error) => {
            let fault = at.error("bad-reference", "this is not a JuriConnect reference", &error.why);
            at.scope.report(match error.help {
                Some(help) => fault.help(help),
                None => fault,
            });
            None
        }
    }
}

/// When a version is in force, in words.
pub(crate) fn time(version: &Version) -> String {
    match (version.valid_from, version.valid_to) {
        (None, None) => "in force on every day".to_owned(),
        (Some(from), None) => format!("in force from {from}"),
        (None, Some(to)) => format!("in force up to {to}"),
        (Some(from), Some(to)) => format!("in force from {from} up to {to}"),
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
