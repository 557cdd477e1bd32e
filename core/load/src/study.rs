//! All sections together: the study.

use rustc_hash::{FxHashMap, FxHashSet};
use toets_diagnostic::Diagnostic;
use toets_model::{
    Arena, Assignment, Condition, Constraint, Domain, Evaluate, EvidencePolicy, FileId, Index, Kind, Language,
    Languages, LevelId, NodeId, ScenarioDraft, ScenarioId, Sources, Study, Treatment, ValueId,
};

use crate::context::Context;
use crate::faults::Faults;
use crate::fields::{At, Fields};
use crate::files::FileTree;
use crate::names::{Names, declare};
use crate::satisfy::Admitted;
use crate::sections;
use crate::tables::{Raw, Tables};
use crate::tree::Value;
use crate::variables;

/// Makes the study; none where its framework has faults. Where another part has faults, that part is left out; all
/// faults are reported, so that the caller knows not to take such a study for the whole.
pub(crate) fn assemble(
    trees: &[FileTree],
    drafts: &[ScenarioDraft],
    sources: &Sources,
    faults: &Faults,
) -> Option<Study> {
    faults.texts_are_in(languages(trees));
    let tables = Tables::collect(trees, faults);
    let (names, own) = declare(&tables, drafts, faults);
    let mut context = Context::new(faults, names, own);
    let header = tables.of(&sections::STUDY).first();
    context.main_document = header.and_then(|raw| context.main_document(raw));
    context.read_constraints(&tables);
    context.evidence = evidence_policy(&tables);
    context.check_defaults(&tables);

    let texts = |at: At<'_>| {
        let text = &sources.file(at.scope.file).text;
        text.get(at.item.start as usize..at.item.end as usize)
            .unwrap_or_default()
            .to_owned()
    };
    let nodes = context.own.nodes.iter().enumerate();
    let nodes: Vec<_> = nodes
        .map(|(n, raw)| context.read_node(raw, NodeId::from_usize(n)))
        .collect();
    let scenarios = context.scenarios();
    let described = scenarios
        .iter()
        .enumerate()
        .filter(|(_, s)| matches!(s, Some(s) if s.evaluate == Evaluate::Never));
    context.described = described.map(|(n, _)| ScenarioId::from_usize(n)).collect();
    let each = &context.own;
    let parties: Vec<_> = each.parties.iter().map(|raw| context.party(raw)).collect();
    let documents: Vec<_> = each.documents.iter().map(|raw| context.document(raw)).collect();
    let groups: Vec<_> = each.groups.iter().map(|raw| context.group(raw)).collect();
    let findings: Vec<_> = each.findings.iter().map(|raw| context.finding(raw)).collect();
    let transfers: Vec<_> = each.transfers.iter().map(|raw| context.transfer(raw)).collect();
    let contests: Vec<_> = each.contests.iter().map(|raw| context.contest(raw)).collect();
    let figures: Vec<_> = each.figures.iter().map(|raw| context.figure(raw)).collect();
    let instruments: Vec<_> = each.instruments.iter().map(|raw| context.instrument(raw)).collect();
    let provisions = each.provisions.iter().map(|raw| context.provision(raw)).collect();
    let provisions = crate::law::relate(provisions);
    let amendments = each.amendments.iter().enumerate();
    let amendments: Vec<_> = amendments.map(|(n, raw)| context.amendment(raw, n)).collect();
    let conclusions: Vec<_> = each
        .conclusions
        .iter()
        .map(|raw| context.conclusion(raw, &texts))
        .collect();
    let known = tables
        .of(&sections::KNOWN)
        .iter()
        .filter_map(|raw| context.known(raw))
        .collect();
    let header = match header {
        Some(raw) => context.header(raw),
        None => {
            no_header(trees, faults);
            None
        }
    };

    let header = header?;
    let Context {
        names,
        variables,
        scales,
        admitted,
        evidence,
        ..
    } = context;
    // Without these there is no framework to look at any further.
    let variables = whole(names.variables, variables)?;
    let scales = whole(names.scales, scales)?;
    let nodes = whole(names.nodes, nodes)?;
    let findings = whole(names.findings, findings);
    // Amendments name provisions, and some of these an amendment.
    let (provisions, amendments) = match (whole(names.provisions, provisions), whole(names.amendments, amendments)) {
        (Some(provisions), Some(amendments)) => (Some(provisions), Some(amendments)),
        _ => (None, None),
    };
    // What names findings makes no sense without them.
    let (transfers, contests) = match findings {
        Some(_) => (whole(names.transfers, transfers), whole(names.contests, contests)),
        None => (None, None),
    };
    let study = Study {
        id: header.id,
        span: header.span,
        title: header.title,
        languages: faults.languages(),
        as_of: header.as_of,
        verdict: header.verdict,
        document: header.document,
        baseline: header.baseline,
        regime: header.regime,
        note: header.note,
        evidence,
        variables,
        constraints: admitted.into_constraints(),
        scales,
        nodes,
        scenarios: whole(names.scenarios, scenarios).unwrap_or_default(),
        groups: whole(names.groups, groups).unwrap_or_default(),
        parties: whole(names.parties, parties).unwrap_or_default(),
        documents: whole(names.documents, documents).unwrap_or_default(),
        findings: findings.unwrap_or_default(),
        transfers: transfers.unwrap_or_default(),
        contests: contests.unwrap_or_default(),
        figures: whole(names.figures, figures).unwrap_or_default(),
        instruments: whole(names.instruments, instruments).unwrap_or_default(),
        provisions: provisions.unwrap_or_default(),
        amendments: amendments.unwrap_or_default(),
        conclusions: whole(names.conclusions, conclusions).unwrap_or_default(),
        known,
        by_node: Default::default(),
    };
    Some(crate::law::complete(study, &header.open_amendments, faults))
}

/// The names with what they stand for, if all of it could be read.
fn whole<I: Index, T>(names: Names<I>, things: Vec<Option<T>>) -> Option<Arena<I, T>> {
    names.with_things(things.into_iter().collect::<Option<Vec<T>>>()?)
}

fn no_header(trees: &[FileTree], faults: &Faults) {
    if let Some(tree) = trees.first()
        && tree.damage.is_empty()
    {
        let fault = Diagnostic::error(
            "missing-section",
            ("there is no section [study]", "er is geen sectie [study]"),
        )
        .in_file(tree.file);
        faults.report(fault.help((
            "write [study] with `id`, `title` and `verdict`",
            "schrijf [study] met `id`, `title` en `verdict`",
        )));
    }
}

/// What `[study]` says.
struct Header {
    id: String,
    span: toets_model::Span,
    title: toets_model::Text,
    as_of: Option<toets_model::Date>,
    verdict: NodeId,
    document: Option<toets_model::DocumentId>,
    baseline: Option<ScenarioId>,
    regime: Assignment,
    open_amendments: Vec<toets_model::AmendmentId>,
    note: Option<toets_model::Text>,
}

impl<'a> Context<'a> {
    fn new(faults: &'a Faults, names: crate::names::Declared, own: crate::names::Declaring<'a>) -> Self {
        let mut variables: Vec<_> = own.variables.iter().map(variables::variable).collect();
        let declared = variables.len();
        let amendments = names.amendment_variables.iter();
        variables.extend(
            amendments
                .filter(|variable| variable.to_usize() >= declared)
                .map(|&variable| Some(crate::law::in_force_variable(names.variables[variable]))),
        );
        let scales: Vec<_> = own.scales.iter().map(variables::scale).collect();
        let values = variables.iter().map(|v| match v.as_ref().map(|v| &v.domain) {
            Some(Domain::Finite(values)) => {
                let ids = values.iter().enumerate();
                ids.map(|(n, v)| (v.id.clone(), ValueId::from_usize(n))).collect()
            }
            _ => FxHashMap::default(),
        });
        let levels = scales.iter().map(|s| {
            let levels = s.as_ref().map_or(&[][..], |s| s.levels()).iter().enumerate();
            levels.map(|(n, l)| (l.id.clone(), LevelId::from_usize(n))).collect()
        });
        let mut context = Self {
            faults,
            values: values.collect(),
            levels: levels.collect(),
            variables,
            scales,
            node_scales: Vec::new(),
            main_document: None,
            admitted: Admitted::default(),
            evidence: EvidencePolicy::default(),
            described: FxHashSet::default(),
            names,
            own,
        };
        context.node_scales = context.own.nodes.iter().map(|raw| context.scale_named(raw)).collect();
        context
    }

    /// Whether an admitted world fits a condition.
    pub(crate) fn satisfiable(&self, condition: &Condition) -> bool {
        self.admitted.fits(&self.variables, condition)
    }

    /// Adds to a fault why no admitted world fits a condition.
    pub(crate) fn why_never(&self, fault: Diagnostic, condition: &Condition) -> Diagnostic {
        match self.admitted.contradicted(&self.variables, condition) {
            Some(constraint) => fault.at(
                constraint.span,
                (
                    "this constraint rules it out, with those before it",
                    "deze randvoorwaarde sluit het uit, samen met die ervoor",
                ),
            ),
            None => fault.help(("it contradicts itself", "het spreekt zichzelf tegen")),
        }
    }

    /// What is wrong in `[defaults]`, whether or not something makes use of it.
    fn check_defaults(&self, tables: &Tables<'_>) {
        let Some(raw) = tables.of(&sections::DEFAULTS).first() else {
            return;
        };
        let fields = raw.fields(&sections::DEFAULTS);
        fields
            .get("scale")
            .and_then(|at| crate::context::one(&self.names.scales, "scale", "unknown-scale", at));
        fields.get("score").and_then(crate::nodes::score);
        fields
            .get("modality")
            .and_then(|at| at.word(crate::evidence::MODALITIES));
        fields
            .get("coded")
            .and_then(|at| crate::evidence::coded(at, Default::default()));
    }

    fn read_constraints(&mut self, tables: &Tables<'_>) {
        let mut constraints = Vec::new();
        for raw in tables.of(&sections::CONSTRAINT) {
            let fields = raw.fields(&sections::CONSTRAINT);
            let when = match fields.get("when") {
                Some(at) => self.condition(at),
                None => Some(Condition::default()),
            };
            let then = fields.need("then").and_then(|at| {
                let then = self.condition(at)?;
                if then.is_empty() {
                    at.fault(
                        "empty",
                        ("this constraint demands nothing", "deze randvoorwaarde eist niets"),
                        ("nothing is said here", "hier wordt niets gezegd"),
                    );
                }
                Some(then)
            });
            let reason = fields.translated("reason");
            if let (Some(when), Some(then)) = (when, then) {
                constraints.push(Constraint {
                    span: raw.span,
                    when,
                    then,
                    reason,
                });
            }
        }
        let mut admitted = Admitted::new(constraints, &self.variables);
        if let Some(n) = admitted.contradiction() {
            let span = admitted.constraints()[n].span;
            let fault = Diagnostic::error(
                "no-world",
                (
                    "the study's constraints contradict each other: they admit no world",
                    "de randvoorwaarden van de studie spreken elkaar tegen: ze laten geen wereld toe",
                ),
            );
            self.faults.report(fault.at(
                span,
                (
                    "with this one, together with those before it, no world is left",
                    "met deze en die ervoor blijft geen wereld over",
                ),
            ));
        }
        self.admitted = admitted;
    }

    fn header(&self, raw: &Raw<'_>) -> Option<Header> {
        let fields = raw.fields(&sections::STUDY);
        let id = fields.need("id").and_then(|at| {
            let id = at.text()?;
            if let Err(bad) = crate::ids::check(id, crate::ids::IdKind::Loose) {
                at.scope.report(at.error(bad.code, bad.why, ()).help(bad.help));
                return None;
            }
            Some(id.to_owned())
        });
        let title = fields.need_translated("title");
        let verdict = fields.need("verdict").and_then(|at| self.node(at));
        let as_of = fields.get("as_of").map(|at| at.date());
        let document = fields
            .get("document")
            .map(|at| crate::context::one(&self.names.documents, "source", "unknown-source", at));
        let baseline = fields.get("baseline").map(|at| {
            let baseline = crate::context::one(&self.names.scenarios, "scenario", "unknown-scenario", at)?;
            self.judged(at.scope, baseline, at.span()).then_some(baseline)
        });
        let regime = match fields.get("regime") {
            Some(at) => self.assignment(at, Some((Kind::Regime, ("a study", "een studie")))),
            None => Some(Assignment::default()),
        };
        let open_amendments = crate::context::many_of(
            &fields,
            "open_amendments",
            &self.names.amendments,
            "amendment",
            "unknown-amendment",
        );
        let note = fields.translated("note");
        if let Some(at) = fields.get("languages")
            && let Some(items) = at.list()
        {
            if items.len() == 0 {
                at.fault(
                    "empty",
                    ("`languages` is empty", "`languages` is leeg"),
                    ("nothing is listed here", "hier staat niets"),
                );
            }
            items.for_each(|item| {
                item.word(LANGUAGES);
            });
        }
        fields.boolean("default", false);
        Some(Header {
            id: id?,
            span: raw.span,
            title: title?,
            as_of: as_of.flatten(),
            verdict: verdict?,
            document: document.flatten(),
            baseline: baseline.flatten(),
            regime: regime?,
            open_amendments,
            note,
        })
    }
}

const LANGUAGES: &[(&str, Language)] = &[("nl", Language::Nl), ("en", Language::En)];

/// The languages that the study says its texts are in; whether it says so well is looked at with the rest of `[study]`.
fn languages(trees: &[FileTree]) -> Languages {
    let said = trees
        .first()
        .and_then(|tree| match &tree.root.get("study")?.item.value {
            Value::Table(table) => match &table.get("languages")?.item.value {
                Value::List(items) => Some(items),
                _ => None,
            },
            _ => None,
        });
    let named = |word: &str| {
        said.is_some_and(|items| {
            items
                .iter()
                .any(|item| matches!(&item.value, Value::Text(text) if **text == *word))
        })
    };
    match LANGUAGES.iter().map(|(word, _)| named(word)).collect::<Vec<_>>()[..] {
        [true, false] => Languages::Only(Language::Nl),
        [false, true] => Languages::Only(Language::En),
        _ => Languages::Both,
    }
}

/// Whether the text of a `study.toml` says that the study is meant where none is named; not where it can't be read.
pub fn is_default(text: &str) -> bool {
    let root = crate::files::parse(FileId::from_usize(0), text).root;
    let says = root.get("study").and_then(|study| match &study.item.value {
        Value::Table(table) => table.get("default"),
        _ => None,
    });
    says.is_some_and(|entry| matches!(entry.item.value, Value::Bool(true)))
}

fn evidence_policy(tables: &Tables<'_>) -> EvidencePolicy {
    let default = EvidencePolicy::default();
    let mut found = tables.of(&sections::EVIDENCE).iter();
    let Some(raw) = found.next() else {
        return default;
    };
    for again in found {
        let fault = Diagnostic::error(
            "duplicate-section",
            ("[evidence] is given twice", "[evidence] staat er twee keer"),
        )
        .at(again.span, ("given again", "hier nog eens"));
        again
            .scope
            .report(fault.at(raw.span, ("first given here", "hier de eerste keer")));
    }
    let fields = raw.fields(&sections::EVIDENCE);
    let words = [("holds", Treatment::Holds), ("open", Treatment::Open)];
    let word = |fields: &Fields<'_>, key: &str, default| fields.word(key, &words, default);
    EvidencePolicy {
        certain: word(&fields, "certain", default.certain),
        likely: word(&fields, "likely", default.likely),
        uncertain: word(&fields, "uncertain", default.uncertain),
        some_respondents: word(&fields, "some-respondents", default.some_respondents),
    }
}
