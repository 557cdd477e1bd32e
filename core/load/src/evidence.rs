//! The evidence: `[[finding]]`, `[[transfer]]` and `[[contest]]`.

use rustc_hash::FxHashMap;
use toets_diagnostic::{Diagnostic, both};
use toets_model::finding::{Coded, Side};
use toets_model::{
    Assignment, Comparison, Contest, ContestWhere, EvidencePolicy, Finding, FindingId, Index, LevelId, Modality,
    NodeId, Role, ScaleId, Span, Transfer, Treatment,
};

use crate::citations::{warn, without_effect};
use crate::context::{Context, many, many_of, one_or_many};
use crate::fields::{At, Fields};
use crate::ids::tick;
use crate::nodes::levels;
use crate::sections;
use crate::tables::{Defaults, Raw};
use crate::tree::Value;

pub(crate) const MODALITIES: &[(&str, Modality)] = &[
    ("certain", Modality::Certain),
    ("likely", Modality::Likely),
    ("conditional", Modality::Conditional),
    ("uncertain", Modality::Uncertain),
    ("some-respondents", Modality::SomeRespondents),
];

const ROLES: &[(&str, Role)] = &[
    ("verdict", Role::Verdict),
    ("unknown", Role::Unknown),
    ("mitigation", Role::Mitigation),
    ("requirement", Role::Requirement),
    ("premise", Role::Premise),
    ("scope", Role::Scope),
];

const CONTEST_WHERE: &[(&str, ContestWhere)] = &[("anywhere", ContestWhere::Anywhere), ("meet", ContestWhere::Meet)];

impl Context<'_> {
    /// Reads a finding.
    pub(crate) fn finding(&self, raw: &Raw<'_>) -> Option<Finding> {
        let fields = raw.fields(&sections::FINDING);
        let span = fields.get("id")?.span();
        let node = fields.need("node").and_then(|at| self.node(at));
        let scale = node.and_then(|n| self.scale_of(n));
        let modality = fields.need("modality").and_then(|at| at.word(MODALITIES));
        let statement = fields.need_translated("statement");
        let when = match fields.get("when") {
            Some(at) => self.condition(at),
            None => Some(Default::default()),
        };
        let level = fields.get("level").map(|at| self.level(at, scale?));
        let default_role = match level {
            Some(_) => Role::Verdict,
            None => Role::Premise,
        };
        let finding = Finding {
            span,
            level: level.flatten(),
            coded: fields.get("coded").and_then(|at| coded(at, raw.defaults)),
            hinges_on: many_of(
                &fields,
                "hinges_on",
                &self.names.variables,
                "variable",
                "unknown-variable",
            ),
            absolute: fields.boolean("absolute", false),
            role: fields.word("role", ROLES, default_role),
            parties: one_or_many(&fields, "party", &self.names.parties, "party", "unknown-party"),
            condition: fields.translated("condition"),
            opens: fields.get("opens").and_then(|at| self.opens(at, scale)),
            compare: fields.get("compare").and_then(|at| self.compare(at)),
            acknowledged: fields.translated("acknowledged"),
            system: fields.text("system"),
            redundant: fields.translated("redundant"),
            note: fields.translated("note"),
            sources: self.sources(&fields),
            node: node?,
            when: when?,
            modality: modality?,
            statement: statement?,
        };
        remarks(&fields, &finding, self.evidence);
        if let Some(at) = fields.get("when")
            && !self.satisfiable(&finding.when)
        {
            let (owner_span, owner) = fields.owner();
            let fault = at
                .error(
                    "never-matches",
                    both!("{} can never apply", "{} kan nooit gelden", owner),
                    ("no world is like this", "geen enkele wereld is zo"),
                )
                .at(owner_span, ("this finding", "deze bevinding"));
            fields.scope.report(self.why_never(fault, &finding.when));
            return None;
        }
        Some(finding)
    }

    fn opens(&self, at: At<'_>, scale: Option<ScaleId>) -> Option<Vec<LevelId>> {
        let scale = scale?;
        match &at.item.value {
            Value::Bool(false) => None,
            Value::Bool(true) => {
                let found = self.scales[scale.to_usize()].as_ref()?;
                if found.is_number() {
                    let name = self.names.scales.name(scale);
                    at.fault(
                        "not-on-scale",
                        both!(
                            "scale {} measures in numbers: it has no levels to open",
                            "schaal {} meet in getallen: zij heeft geen niveaus om open te laten",
                            tick(name)
                        ),
                        ("nothing can be opened here", "hier is niets open te laten"),
                    );
                    return None;
                }
                Some((0..found.levels().len()).map(LevelId::from_usize).collect())
            }
            Value::List(_) => levels(self, at, scale),
            _ => {
                at.wrong(("true or a list of levels", "`true` of een lijst van niveaus"));
                None
            }
        }
    }

    fn compare(&self, at: At<'_>) -> Option<Comparison> {
        let fields = Fields::of(at, &sections::COMPARE)?;
        let given: Vec<&str> = ["better", "than", "same", "order"]
            .into_iter()
            .filter(|k| fields.get(k).is_some())
            .collect();
        let list = |key: &str| self.assignments(fields.get(key)?);
        match given[..] {
            ["better", "than"] => {
                let better = self.assignment(fields.get("better")?, None);
                let than = self.assignment(fields.get("than")?, None);
                Some(Comparison::Better {
                    better: better?,
                    than: than?,
                })
            }
            ["same"] => list("same").map(Comparison::Same),
            ["order"] => list("order").map(Comparison::Order),
            ["better"] | ["than"] => {
                fields.missing(if given[0] == "better" { "than" } else { "better" });
                None
            }
            _ => {
                let fault = at.error(
                    "wrong-value",
                    ("a comparison says one thing", "een vergelijking zegt één ding"),
                    (
                        "expected `better` with `than`, or `same`, or `order`",
                        "hier hoort `better` met `than`, of `same`, of `order`",
                    ),
                );
                at.scope.report(fault);
                None
            }
        }
    }

    fn assignments(&self, at: At<'_>) -> Option<Vec<Assignment>> {
        let items = at.list()?;
        if items.len() < 2 {
            at.fault(
                "wrong-value",
                (
                    "a comparison needs at least two sides",
                    "een vergelijking heeft ten minste twee kanten",
                ),
                ("expected two or more assignments", "hier horen er twee of meer"),
            );
            return None;
        }
        let sides: Vec<Option<Assignment>> = items.map(|i| self.assignment(i, None)).collect();
        sides.into_iter().collect()
    }

    /// Reads a transfer.
    pub(crate) fn transfer(&self, raw: &Raw<'_>) -> Option<Transfer> {
        let fields = raw.fields(&sections::TRANSFER);
        let span = fields.get("id")?.span();
        let from = fields
            .need("from")
            .and_then(|at| some_of(at).and_then(|at| self.value_lists(at)));
        let to = fields.need("to").and_then(|at| {
            let to = self.condition(some_of(at)?)?;
            if !self.satisfiable(&to) {
                let fault = at.error(
                    "never-matches",
                    ("this transfer can never apply", "deze overdracht kan nooit gelden"),
                    ("no world is like this", "geen enkele wereld is zo"),
                );
                at.scope.report(self.why_never(fault, &to));
            }
            Some(to)
        });
        let modality = fields.need("modality").and_then(|at| at.word(MODALITIES));
        let reason = fields.need_translated("reason");
        let nodes: Vec<NodeId> = many_of(&fields, "nodes", &self.names.nodes, "node", "unknown-node");
        let findings = many_of(&fields, "findings", &self.names.findings, "finding", "unknown-finding");
        for key in ["nodes", "findings"] {
            // An empty list would mean all, which nobody would write like that.
            if let Some(at) = fields.get(key)
                && matches!(&at.item.value, Value::List(items) if items.is_empty())
            {
                let fault = at.error(
                    "empty",
                    both!("`{key}` is empty", "`{key}` is leeg"),
                    ("nothing is listed here", "hier staat niets"),
                );
                at.scope.report(fault.help((
                    "leave the key out to mean all",
                    "laat de sleutel weg als u alles bedoelt",
                )));
            }
        }
        Some(Transfer {
            span,
            nodes,
            findings,
            sources: self.sources(&fields),
            from: from?,
            to: to?,
            modality: modality?,
            reason: reason?,
        })
    }

    /// Reads a contest.
    pub(crate) fn contest(&self, raw: &Raw<'_>) -> Option<Contest> {
        let fields = raw.fields(&sections::CONTEST);
        let span = fields.get("id")?.span();
        let sides = fields.need("sides").and_then(|at| self.sides(at));
        let where_ = fields.word("where", CONTEST_WHERE, ContestWhere::Anywhere);
        let label = fields.translated("label");
        let labels: Vec<_> = match fields.get("labels") {
            None => Vec::new(),
            Some(at) => {
                let labels: Vec<_> = at.list()?.map(|l| l.translated()).collect();
                if let Some(sides) = &sides
                    && labels.len() != sides.len()
                {
                    let message = both!(
                        "{} labels for {} sides",
                        "aantal namen in `labels`: {}; aantal kanten: {}",
                        labels.len(),
                        sides.len()
                    );
                    at.fault(
                        "wrong-value",
                        message,
                        ("expected one for each side", "hier hoort er één voor elke kant"),
                    );
                }
                labels
            }
        };
        let sources = self.sources(&fields);
        let mut labels = labels.into_iter();
        let sides = sides?.into_iter().map(|findings| Side {
            label: labels.next().flatten(),
            findings,
        });
        Some(Contest {
            span,
            label,
            sides: sides.collect(),
            where_,
            sources,
        })
    }

    fn sides(&self, at: At<'_>) -> Option<Vec<Vec<FindingId>>> {
        let items = at.list()?;
        if items.len() < 2 {
            at.fault(
                "wrong-value",
                (
                    "a contest has at least two sides",
                    "een tegenspraak heeft ten minste twee kanten",
                ),
                (
                    "expected two or more lists of findings",
                    "hier horen twee of meer lijsten van bevindingen",
                ),
            );
            return None;
        }
        let mut sides = Vec::with_capacity(items.len());
        let mut seen: FxHashMap<FindingId, Span> = FxHashMap::default();
        let mut whole = true;
        for side in items {
            let Some(findings) = many(&self.names.findings, "finding", "unknown-finding", side) else {
                whole = false;
                continue;
            };
            if findings.is_empty() {
                side.fault(
                    "empty",
                    ("a side without findings", "een kant zonder bevindingen"),
                    ("nothing is listed here", "hier staat niets"),
                );
                whole = false;
            }
            for &finding in &findings {
                if let Some(first) = seen.insert(finding, side.span()) {
                    let name = self.names.findings.name(finding);
                    let fault = side.error(
                        "listed-twice",
                        both!("{} stands on two sides", "{} staat aan twee kanten", tick(name)),
                        ("this side", "deze kant"),
                    );
                    side.scope.report(fault.at(first, ("and this one", "en deze")));
                    whole = false;
                }
            }
            sides.push(findings);
        }
        whole.then_some(sides)
    }
}

/// A table that says something.
fn some_of(at: At<'_>) -> Option<At<'_>> {
    if at.table()?.entries.is_empty() {
        at.fault(
            "empty",
            ("this table is empty", "deze tabel is leeg"),
            ("nothing is said here", "hier wordt niets gezegd"),
        );
        return None;
    }
    Some(at)
}

/// Who gave a level, and why; without a name it is the one of `[defaults]`.
pub(crate) fn coded<'a>(at: At<'a>, defaults: Defaults<'a>) -> Option<Coded> {
    let by = defaults.get("coded").and_then(|(file, entry)| match &entry.item.value {
        Value::Table(table) => Some((file, table.get("by")?)),
        _ => None,
    });
    let fields = Fields::of(at, &sections::CODED)?.or("by", by);
    let by = fields.need("by").and_then(|at| at.words());
    let note = fields.get("note").and_then(|at| match &at.item.value {
        Value::Table(_) => at.translated().map(|t| t.get(Default::default()).to_owned()),
        _ => at.words().map(str::to_owned),
    });
    Some(Coded {
        by: by?.to_owned(),
        note,
    })
}

/// What is worth a word about a finding that has no faults.
fn remarks(fields: &Fields<'_>, finding: &Finding, policy: EvidencePolicy) {
    let scope = fields.scope;
    if finding.sources.is_empty() && fields.get("source").is_none() {
        scope.report(warn(
            fields,
            "no-source",
            ("has no `source`", "heeft geen `source`"),
            (
                "nothing shows where this was found",
                "niets laat zien waar dit gevonden is",
            ),
        ));
    }
    if fields.get("level").is_some() && fields.get("coded").is_none() {
        scope.report(warn(
            fields,
            "not-coded",
            ("has no `coded`", "heeft geen `coded`"),
            ("nobody signs for this judgement", "niemand tekent voor dit oordeel"),
        ));
    }
    if let (Some(at), Some(system)) = (fields.get("level"), fields.key_span("system")) {
        let fault = at.error(
            "system-level",
            (
                "a finding about another system has no level here",
                "een bevinding over een ander stelsel heeft hier geen niveau",
            ),
            ("a level can't stand here", "hier kan geen niveau staan"),
        );
        scope.report(fault.at(
            system,
            (
                "this makes it about another system",
                "hierdoor gaat zij over een ander stelsel",
            ),
        ));
    }
    let conditional = finding.modality == Modality::Conditional;
    if conditional && finding.condition.is_none() && finding.when.is_empty() {
        let (span, owner) = fields.owner();
        let note = Diagnostic::note(
            "no-condition",
            both!(
                "{} is conditional and names no condition, so it is open",
                "{} is voorwaardelijk en noemt geen voorwaarde, dus is zij open",
                owner
            ),
        );
        scope.report(note.at(
            span,
            ("neither `when` nor `condition`", "noch `when`, noch `condition`"),
        ));
    }
    let holds = policy.treatment(finding.modality, false) == Treatment::Holds;
    if holds && let Some(span) = fields.key_span("condition") {
        let word = finding.modality.word();
        let warning = Diagnostic::warning(
            "no-effect",
            both!(
                "`condition` does nothing for a finding that is {word}",
                "`condition` doet niets bij een bevinding die `{word}` is"
            ),
        );
        scope.report(
            warning
                .at(
                    span,
                    ("it does not make the finding open", "het maakt de bevinding niet open"),
                )
                .help((
                    "write modality = \"conditional\" if the finding depends on it",
                    "schrijf modality = \"conditional\" als de bevinding ervan afhangt",
                )),
        );
    }
    if finding.level.is_none() && fields.get("level").is_none() {
        without_effect(
            fields,
            "absolute",
            (
                "it says something of a level, and there is none",
                "het zegt iets over een niveau, en er is er geen",
            ),
        );
    }
    if finding.compare.is_none() && fields.get("compare").is_none() {
        without_effect(
            fields,
            "acknowledged",
            (
                "it says something of `compare`, and there is none",
                "het zegt iets over `compare`, en dat is er niet",
            ),
        );
    }
}
