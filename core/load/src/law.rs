//! Law and figures: `[[instrument]]`, `[[provision]]`, `[[amendment]]` and `[[figure]]`.

mod amendment;
mod chosen;
mod relations;

use toets_diagnostic::{Diagnostic, Words, both};
use toets_model::law::{Cases, Scheme};
use toets_model::{Figure, FigureValue, Instrument, InstrumentId, Jci, Means, Provision, ProvisionId, ProvisionKind};
use toets_model::{Language, Span, Text, Version};

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
                    both!(
                        "a provision can't name itself in {}",
                        "een bepaling kan zichzelf niet noemen in {}",
                        tick(key)
                    ),
                    ("names itself", "noemt zichzelf"),
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
                    let says = both!(
                        "{} can't be said of a provision of kind {}",
                        "{} past niet bij een bepaling van de soort {}",
                        tick(key),
                        tick(kind.word())
                    );
                    let fault = Diagnostic::error("wrong-key", says).at(
                        span,
                        (
                            "only a rule is complied with or breached",
                            "alleen een regel wordt nageleefd of overtreden",
                        ),
                    );
                    fields
                        .scope
                        .report(fault.help(("say with `applies` where it works", "zeg met `applies` waar zij werkt")));
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
                let fault = Diagnostic::error(
                    "wrong-key",
                    both!(
                        "{} stands in the versions here",
                        "{} hoort hier bij de versies",
                        tick(key)
                    ),
                )
                .at(span, ("which version is this of?", "bij welke versie hoort dit?"));
                fields.scope.report(fault.help((
                    "move it to the `version` that it is of",
                    "zet het bij de `version` waar het bij hoort",
                )));
            }
        }
    }

    /// The versions of a provision in order of time; two that are in force on one day are reported.
    fn versions(&self, at: At<'_>, own: &Version, instrument: Option<InstrumentId>) -> Vec<Version> {
        let items: Vec<At<'_>> = match &at.item.value {
            Value::Table(_) => vec![at],
            Value::List(_) => at.list().into_iter().flatten().collect(),
            _ => {
                at.wrong((
                    "a version, or a list of versions",
                    "een versie, of een lijst van versies",
                ));
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
                    Diagnostic::error(
                        "overlap",
                        (
                            "two versions of this provision are in force on the same day",
                            "twee versies van deze bepaling gelden op dezelfde dag",
                        ),
                    )
                    .at(read.span, time(&read))
                    .at(other.span, time(other))
                    .help((
                        "end the earlier one on the day before the later one begins",
                        "laat de eerste eindigen op de dag voordat de tweede begint",
                    )),
                );
            }
            if let Some(other) = versions.iter().find(|other| other.id == read.id) {
                at.scope.report(
                    Diagnostic::error(
                        "duplicate-id",
                        both!("two versions are called {}", "twee versies heten {}", tick(&read.id)),
                    )
                    .at(read.span, ("the name is taken", "deze naam is al in gebruik"))
                    .at(other.span, ("first used here", "hier de eerste keer"))
                    .help(("give each an `id`", "geef elk een `id`")),
                );
            }
            versions.push(read);
        }
        versions.sort_by_key(|version| version.valid_from);
        if versions.is_empty() {
            at.fault(
                "empty",
                (
                    "a provision has at least one version",
                    "een bepaling heeft ten minste één versie",
                ),
                ("nothing is listed here", "hier staat niets"),
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
            both!(
                "{} is not written as {}",
                "{} is niet geschreven als {}",
                tick(text),
                (scheme.name(), in_dutch(scheme))
            ),
            ("not of its form", "niet de juiste vorm"),
        );
        at.scope
            .report(fault.help(both!("such as `{}`", "zoals `{}`", scheme.example())));
    }
    Some((scheme.word(), text.to_owned()))
}

/// What a scheme is called in Dutch.
fn in_dutch(scheme: Scheme) -> &'static str {
    match scheme {
        Scheme::Bwb => "een BWB-nummer",
        Scheme::Celex => "een CELEX-nummer",
        Scheme::Eli => "een ELI-verwijzing",
    }
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
        let what = if own.is_some() {
            ("version", "versie")
        } else {
            ("provision", "bepaling")
        };
        let fault = Diagnostic::error(
            "wrong-value",
            both!(
                "this {} ends before it begins",
                "deze {} eindigt voordat zij begint",
                what
            ),
        );
        fields.scope.report(
            fault
                .at(last.span(), ("the last day in force", "de laatste dag dat zij geldt"))
                .at(first.span(), ("the first day in force", "de eerste dag dat zij geldt")),
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
        reviewed_by: fields
            .text("reviewed_by")
            .or_else(|| own.and_then(|own| own.reviewed_by.clone())),
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
                    both!(
                        "this points into {}, and the provision is of {}",
                        "dit verwijst naar {}, en de bepaling hoort bij {}",
                        tick(&jci.bwb),
                        tick(bwb)
                    ),
                    ("another regulation", "een andere regeling"),
                );
                at.scope
                    .report(fault.at(span, ("the instrument's own number", "het nummer van de regeling zelf")));
            }
            Some(jci)
        }
        Err(error) => {
            let fault = at.error(
                "bad-reference",
                (
                    "this is not a JuriConnect reference",
                    "dit is geen JuriConnect-verwijzing",
                ),
                words(&error.why),
            );
            at.scope.report(match error.help {
                Some(help) => fault.help(words(&help)),
                None => fault,
            });
            None
        }
    }
}

/// A text of the model, for a message.
fn words(text: &Text) -> Words {
    Words::both(text.get(Language::En), text.get(Language::Nl))
}

/// When a version is in force, in words.
pub(crate) fn time(version: &Version) -> Words {
    match (version.valid_from, version.valid_to) {
        (None, None) => ("in force on every day", "geldt op elke dag").into(),
        (Some(from), None) => both!("in force from {from}", "geldt vanaf {from}"),
        (None, Some(to)) => both!("in force up to {to}", "geldt tot en met {to}"),
        (Some(from), Some(to)) => both!("in force from {from} up to {to}", "geldt van {from} tot en met {to}"),
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
                        ("this is not a range of numbers", "dit is geen bereik van getallen"),
                        ("expected [lowest, highest]", "hier hoort [laagste, hoogste]"),
                    );
                    None
                }
            }
        }
        _ => {
            at.wrong((
                "a number, a text or [lowest, highest]",
                "een getal, een tekst of [laagste, hoogste]",
            ));
            None
        }
    }
}
